//! Unknown HTML elements.

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::fragment::DoubtKind;

pub(super) const RULE: Rule = Rule {
    name: "unknown-html",
    level: RuleLevel::Warn,
    summary: "words in angle brackets are not an HTML element, and are shown as text",
    explanation: "\
In Markdown, `<team>` is an HTML tag. HTML has no such element, so browsers would hide it. Pages
show it literally, since it is usually text: a placeholder, a type such as `List<String>`, or an
element of another language.

Elements of SVG and MathML are unknown too, such as `<list>`, `<set>`, `<path>` or `<text>`: pages
do not use these languages.

Put it between backticks, or write `&lt;` for the angle bracket. If you meant an element, correct
its name. The rule does not run if raw HTML is escaped or allowed.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    context.each_document(findings, |_, document, findings| {
        for doubt in &document.prose.doubts {
            let DoubtKind::Unknown(name) = &doubt.kind else { continue };
            findings.push(
                finding(
                    Location::new(&document.path, doubt.span),
                    format!("`<{name}>` is not an HTML element"),
                )
                .label("shown as text")
                .help("put it between backticks, or write `&lt;` for the angle bracket"),
            );
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::tests::findings;

    #[test]
    fn wherever_text_is() {
        #[track_caller]
        fn case(html: &str, body: &str, expected: &[&str]) {
            let book = format!("[book]\ntitle = \"T\"\n[markdown]\nhtml = \"{html}\"\n");
            let page = format!("+++\ntitle = \"T\"\n+++\n{body}\n");
            let found = findings(&RULE, &[("book.toml", &book), ("content/about.md", &page)]);
            assert_eq!(found, expected, "{html}: {body}");
        }
        let at = |name: &str| {
            format!("warning content/about.md \"<{name}>\": `<{name}>` is not an HTML element")
        };
        case("sanitize", "a <team> b", &[&at("team")]);
        case("sanitize", "a\n\n> - <div>\n>   x <list> y\n>   </div>", &[&at("list")]);
        case("sanitize", "a `<team>` &lt;team> 1 < 2 <b>b</b>", &[]);
        case("allow", "a <team> b", &[]);
        case("escape", "a <team> b", &[]);
    }

    #[test]
    fn in_front_matter_too() {
        let found = findings(
            &RULE,
            &[
                ("content/ssr1/recommendations/rec-1.md", "+++\nnumber = 1\ntitle = \"T\"\n+++\n"),
                ("content/ssr1/2016-06-30/_index.md", "+++\ntitle = \"T\"\n+++\n"),
                (
                    "content/ssr1/2016-06-30/rec-1.md",
                    "+++\nnumber = 1\nstatus = \"planned\"\n[[deliverables]]\ntext = \"A <set> of keys\"\n+++\n",
                ),
            ],
        );
        let expected =
            "warning content/ssr1/2016-06-30/rec-1.md \"<set>\": `<set>` is not an HTML element";
        assert_eq!(found, [expected]);
    }
}
