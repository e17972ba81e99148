//! Rows of tables that lose cells.

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::fragment::DoubtKind;

pub(super) const RULE: Rule = Rule {
    name: "broken-table",
    level: RuleLevel::Warn,
    summary: "a row of a table has more cells than the table has columns",
    explanation: "\
A table has as many columns as its first row. What a later row has beyond that is on no page:
Markdown leaves it out without a word.

Mostly a bar was meant as a bar. A bar parts cells between backticks as well: write a backslash
before it, `\\|`. Otherwise give the first row another column.
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
                    format!("this row has {row}, and its table {table}"),
                )
                .label("on no page")
                .help("write `\\|` for a bar that parts no cells, or give the first row another column"),
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
            "warning content/about.md \" c |\": this row has 2 cells, and its table 1 column",
            "warning content/about.md \" e | f |\": this row has 3 cells, and its table 1 column",
        ];
        assert_eq!(found, expected);
    }
}
