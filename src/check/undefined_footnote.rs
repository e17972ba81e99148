//! Undefined and duplicate footnotes.

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::fragment::DoubtKind;

pub(super) const RULE: Rule = Rule {
    name: "undefined-footnote",
    level: RuleLevel::Warn,
    summary: "a footnote reference has no footnote, or two footnotes have the same label",
    explanation: "\
A reference such as `[^1]` links to the footnote `[^1]: …` of the same text. Without a footnote,
it is shown literally, and the note is missing. Labels are case-insensitive.

If two footnotes have the same label, all references lead to the first; the second is shown with a
number of its own and without a reference.

Write the footnote, or give it a unique label. For literal brackets, write a backslash before
them.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    context.each_document(findings, |_, document, findings| {
        for doubt in &document.prose.doubts {
            let (message, help) = match &doubt.kind {
                DoubtKind::UndefinedNote(label) => (
                    format!("there is no footnote `[^{label}]: …` in this text"),
                    format!("write the footnote, or `\\[^{label}]` for literal brackets"),
                ),
                DoubtKind::NoteTwice(label) => (
                    format!("an earlier footnote has the same label `[^{label}]`"),
                    "give this one a unique label".to_owned(),
                ),
                _ => continue,
            };
            findings.push(finding(Location::new(&document.path, doubt.span), message).help(help));
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::tests::findings;

    #[test]
    fn marks_and_notes() {
        let page = "+++\ntitle = \"T\"\n+++\na[^1] b[^2]\n\n[^1]: c\n\n[^1]: d\n";
        let found = findings(&RULE, &[("content/about.md", page)]);
        let expected = [
            "warning content/about.md \"[^2]\": there is no footnote `[^2]: …` in this text",
            "warning content/about.md \"[^1]\": an earlier footnote has the same label `[^1]`",
        ];
        assert_eq!(found, expected);
    }
}
