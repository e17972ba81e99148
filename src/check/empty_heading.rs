//! Headings without words.

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::document::Role;
use crate::fragment::{DoubtKind, Section};

pub(super) const RULE: Rule = Rule {
    name: "empty-heading",
    level: RuleLevel::Warn,
    summary: "a heading has no words",
    explanation: "\
A heading without words says nothing in an outline, in a list of sections and to those who jump
from heading to heading with a screen reader. Pages have it as a paragraph, which links may lead
to. Mostly something was left out, or the heading was to make room.

Looked at are headings in Markdown and in raw HTML, in every text. Comments, ids, white space and
pictures without words are no words. `## {#status}` and `## {#notes}` begin the two parts of an
update, whose headings the theme then words.

Write the words of the heading, give its picture some (`## ![Progress](progress.svg)`), or take
the heading out.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    context.each_document(findings, |_, document, findings| {
        for doubt in &document.prose.doubts {
            let DoubtKind::EmptyHeading(id) = &doubt.kind else { continue };
            let is_part = [Section::Status, Section::Notes].map(Section::id).contains(&&**id);
            if is_part && document.role() == Role::Update {
                continue;
            }
            findings.push(
                finding(Location::new(&document.path, doubt.span), "this heading has no words")
                    .help("write them, or take the heading out"),
            );
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::tests::findings;

    #[test]
    fn in_every_text() {
        let update = "+++\nnumber = 4\nstatus = \"planned\"\n[[deliverables]]\n\
                      text = \"###\"\n+++\n## {#status}\n\n## {#own}\n\n## {#notes}\n\na\n";
        let page = "+++\ntitle = \"T\"\n+++\n## {#status}\n\n## A\n";
        let found = findings(
            &RULE,
            &[
                ("content/about.md", page),
                ("content/ssr1/recommendations/rec-04.md", "+++\nnumber = 4\ntitle = \"T\"\n+++\n"),
                ("content/ssr1/2016-06-30/rec-04.md", update),
            ],
        );
        let expected = [
            "content/about.md \"## {#status}\"",
            "content/ssr1/2016-06-30/rec-04.md \"###\"",
            "content/ssr1/2016-06-30/rec-04.md \"## {#own}\"",
        ];
        assert_eq!(found, expected.map(|at| format!("warning {at}: this heading has no words")));
    }
}
