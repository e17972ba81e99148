//! Words in angle brackets that are no element of HTML.

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::fragment::DoubtKind;

pub(super) const RULE: Rule = Rule {
    name: "unknown-html",
    level: RuleLevel::Warn,
    summary: "words in angle brackets are no element of HTML, and are shown as text",
    explanation: "\
To Markdown, `<team>` in a text is a tag of HTML. HTML has no such element, so a browser would show
nothing in its place. The words are shown as they are written, angle brackets and all, since that
is most often what was meant: a placeholder, a type such as `List<String>`, an element of some
other language.

Names of elements of SVG and MathML count as unknown as well, such as `<list>`, `<set>`, `<path>`
or `<text>`: these languages are not used in pages.

Put the words between backticks, or write `&lt;` for the angle bracket. Where an element was meant,
correct its name. The rule finds nothing where raw HTML is escaped or allowed.
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
                    format!("`<{name}>` is no element of HTML"),
                )
                .label("shown as it is written")
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
            format!("warning content/about.md \"<{name}>\": `<{name}>` is no element of HTML")
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
            "warning content/ssr1/2016-06-30/rec-1.md \"<set>\": `<set>` is no element of HTML";
        assert_eq!(found, [expected]);
    }
}
