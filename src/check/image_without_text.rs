//! Pictures that say nothing to those who do not see them.

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;

pub(super) const RULE: Rule = Rule {
    name: "image-without-text",
    level: RuleLevel::Warn,
    summary: "an image has no alternative text",
    explanation: "\
A chart without alternative text does not exist for readers with a screen reader, for search, or
in the open data.

Checks images in Markdown and raw HTML, in every text. White space is no text.

Say what the picture shows: `![Five of eight offices have moved](offices.svg)`. For a picture that
only decorates, remove it or add `[[allow]]`.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    context.each_document(findings, |_, document, findings| {
        for link in document.prose.links.iter().filter(|link| link.image) {
            if !link.text.trim().is_empty() {
                continue;
            }
            let message = format!("the image `{}` has no alternative text", link.destination);
            let help = if link.raw {
                "say what it shows in `alt=\"…\"`"
            } else {
                "say what it shows between `![` and `]`"
            };
            findings.push(finding(Location::new(&document.path, link.span), message).help(help));
        }
    });
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::findings;

    #[track_caller]
    fn case(body: &str, expected: Option<&str>) {
        let path = "content/about.md";
        let found = findings(&RULE, &[(path, &format!("+++\ntitle = \"T\"\n+++\n{body}\n"))]);
        let message = expected.map(|words| {
            format!("warning {path} {words:?}: the image `a.png` has no alternative text")
        });
        assert_eq!(found, message.into_iter().collect::<Vec<_>>(), "{body}");
    }

    #[test]
    fn cases() {
        case("![A chart](a.png)", None);
        case("![](a.png)", Some("![](a.png)"));
        case("![ ](a.png)", Some("![ ](a.png)"));
        case("![*A* chart](a.png)", None);
        case("x <img src=\"a.png\"> y", Some("<img src=\"a.png\">"));
        case("x <img src=\"a.png\" alt=\"A chart\"> y", None);
        case("[](a.png)", None);
        case("`![](a.png)`", None);
    }
}
