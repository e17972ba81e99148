//! Headings without text.

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::document::Role;
use crate::fragment::{DoubtKind, Section};

pub(super) const RULE: Rule = Rule {
    name: "empty-heading",
    level: RuleLevel::Warn,
    summary: "a heading has no text",
    explanation: "\
An empty heading is useless in an outline, a table of contents, or to users of screen readers who
jump from heading to heading. Pages render it as a paragraph that links can lead to. The usual
causes are missing text or a heading used for spacing.

Checks headings in Markdown and raw HTML, in every text. Comments, ids, white space and images
without alternative text do not count as text. In an update, `## {#status}` and `## {#notes}` are
allowed: they begin its two sections, whose headings come from the theme.

Write the text, give the image alternative text (`## ![Progress](progress.svg)`), or remove the
heading.
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
                finding(Location::new(&document.path, doubt.span), "this heading has no text")
                    .help("write it, or remove the heading"),
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
        assert_eq!(found, expected.map(|at| format!("warning {at}: this heading has no text")));
    }
}
