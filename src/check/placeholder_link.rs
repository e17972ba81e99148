//! Links without an address.

use super::findings::finding;
use super::links::{Kind, written};
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::site::Resolution;

pub(super) const RULE: Rule = Rule {
    name: "placeholder-link",
    level: RuleLevel::Warn,
    summary: "a link has no address",
    explanation: "\
A link to `#` or to an empty address is a placeholder for one to be added later. It looks like
evidence, but leads nowhere.

Checks links and images in Markdown, `evidence`, the `resolution` of a disposition, and the
`address` of a response.

Pages show a placeholder link as plain text. Add the address, or remove the link.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    context.each_document(findings, |id, document, findings| {
        // Longer addresses cannot be placeholders.
        for written in written(document).filter(|written| written.destination.trim().len() <= 1) {
            if context.site.resolve(id, written.destination) != Resolution::Placeholder {
                continue;
            }
            let what = match written.kind {
                Kind::Link => "this link",
                Kind::Image => "this image",
                Kind::Evidence => "this evidence",
                Kind::Resolution => "this resolution",
                Kind::Response => "this response",
            };
            let mut finding = finding(
                Location::new(&document.path, written.span),
                format!("{what} has no address"),
            )
            .help("add the address, or remove it");
            if written.kind != Kind::Image {
                finding = finding.label("shown as plain text");
            }
            findings.push(finding);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::findings;

    #[track_caller]
    fn case(text: &str, expected: Option<&str>) {
        let page = format!("+++\ntitle = \"T\"\n+++\n{text}\n");
        let found = findings(&RULE, &[("content/about.md", &page)]);
        let expected = expected.map(|expected| format!("warning content/about.md {expected}"));
        assert_eq!(found, expected.into_iter().collect::<Vec<_>>());
    }

    #[test]
    fn in_markdown() {
        case("[x](#)", Some("\"[x](#)\": this link has no address"));
        case("[x]()", Some("\"[x]()\": this link has no address"));
        case("[x](< # >)", Some("\"[x](< # >)\": this link has no address"));
        case("![x]()", Some("\"![x]()\": this image has no address"));
        case("[x](#x)", None);
        case("[x](x)", None);
        case("[x](https://example.org/#)", None);
        case("`[x](#)`", None);
    }

    #[test]
    fn in_front_matter() {
        let found = findings(
            &RULE,
            &[
                (
                    "content/ssr1/recommendations/rec-04.md",
                    "+++\nnumber = 4\ntitle = \"T\"\n\
                     disposition = { decision = \"accepted\", resolution = \"\" }\n+++\n",
                ),
                (
                    "content/ssr1/2016-06-30/rec-04.md",
                    "+++\nnumber = 4\nstatus = \"planned\"\n[[deliverables]]\ntext = \"D\"\n\
                     evidence = [\"#\", \"https://example.org\"]\n+++\n",
                ),
            ],
        );
        assert_eq!(
            found,
            [
                "warning content/ssr1/2016-06-30/rec-04.md \"\\\"#\\\"\": this evidence has no address",
                "warning content/ssr1/recommendations/rec-04.md \"\\\"\\\"\": this resolution has no address",
            ]
        );
    }
}
