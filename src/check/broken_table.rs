//! Table rows with too many cells.

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::fragment::DoubtKind;

pub(super) const RULE: Rule = Rule {
    name: "broken-table",
    level: RuleLevel::Warn,
    summary: "a row has more cells than its table has columns",
    explanation: "\
The header row sets the number of columns. Markdown drops extra cells of later rows silently.

The usual cause is a `|` that is part of the text: escape it as `\\|`, in code spans too. Otherwise
add a column to the header row.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    context.each_document(findings, |_, document, findings| {
        for doubt in &document.prose.doubts {
            let DoubtKind::LostCells { cells, columns } = doubt.kind else { continue };
            let plural = |count: usize, one: &str| {
                if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") }
            };
            let (row, table) = (plural(columns + cells, "cell"), plural(columns, "column"));
            findings.push(
                finding(
                    Location::new(&document.path, doubt.span),
                    format!("this row has {row}, but its table {table}"),
                )
                .label("not shown")
                .help("escape a literal bar as `\\|`, or add a column to the header row"),
            );
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::tests::findings;

    #[test]
    fn rows_with_more_cells() {
        let page = "+++\ntitle = \"T\"\n+++\n| a |\n|---|\n| b | c |\n| d | e | f |\n| g |\n";
        let found = findings(&RULE, &[("content/about.md", page)]);
        let expected = [
            "warning content/about.md \" c |\": this row has 2 cells, but its table 1 column",
            "warning content/about.md \" e | f |\": this row has 3 cells, but its table 1 column",
        ];
        assert_eq!(found, expected);
    }
}
