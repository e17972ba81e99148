//! Marks of notes without a note, and notes that share a label.

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::fragment::DoubtKind;

pub(super) const RULE: Rule = Rule {
    name: "undefined-footnote",
    level: RuleLevel::Warn,
    summary: "the mark of a note has no note, or two notes have one label",
    explanation: "\
A mark such as `[^1]` is a link to the note `[^1]: …` of the same text. Without one it is shown as
it is written, and what it was to say is missing. Cases of labels are not told apart.

Of two notes with one label the marks lead to the first; the other is shown with a number of its
own, to which nothing leads.

Write the note, or give it a label of its own. For square brackets with a circumflex, write a
backslash before them.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    context.each_document(findings, |_, document, findings| {
        for doubt in &document.prose.doubts {
            let (message, help) = match &doubt.kind {
                DoubtKind::UndefinedNote(label) => (
                    format!("there is no note `[^{label}]: …` in this text"),
                    format!("write it, or `\\[^{label}]` where brackets are meant"),
                ),
                DoubtKind::NoteTwice(label) => (
                    format!("another note before this one is `[^{label}]` too"),
                    "give this one a label of its own".to_owned(),
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
            "warning content/about.md \"[^2]\": there is no note `[^2]: …` in this text",
            "warning content/about.md \"[^1]\": another note before this one is `[^1]` too",
        ];
        assert_eq!(found, expected);
    }
}
