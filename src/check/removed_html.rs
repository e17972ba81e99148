//! Raw HTML that is left out.

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::fragment::DoubtKind;

pub(super) const RULE: Rule = Rule {
    name: "removed-html",
    level: RuleLevel::Warn,
    summary: "a tag, an element or an attribute of raw HTML is left out",
    explanation: "\
Raw HTML is kept where it structures or marks text. Everything else is left out, and this says what
and where, so that nothing disappears unseen: scripts, styles, frames, drawings and what is in
them; the tags of forms and controls, while the words in them stay; classes, ids, styles and
handlers of events; addresses of other schemes, and pictures on other hosts.

Tags pair within their container: the body, a quotation, an item, a cell, a paragraph. A start tag
without its end tag ends with the container, and an end tag that closes nothing is left out; both
are told here, but for end tags that HTML lets authors leave out.

Write it in Markdown, take it out, or close it. Where content is trusted, `html = \"allow\"` in
`[markdown]` passes raw HTML on as it is, and the rule finds nothing.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    context.each_document(findings, |_, document, findings| {
        for doubt in &document.prose.doubts {
            let (message, help) = match &doubt.kind {
                DoubtKind::Removed(what) => (
                    format!("`{what}` is left out"),
                    "take it out, or write it in Markdown; between backticks it is shown as words",
                ),
                DoubtKind::Unpaired(tag) if tag.starts_with("</") => {
                    (format!("`{tag}` closes nothing here"), "take it out, or open it before")
                }
                DoubtKind::Unpaired(tag) => (
                    format!("`{tag}` is not closed here"),
                    "close it in the same paragraph, item, cell or quotation",
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
    fn what_is_left_out_and_where() {
        #[track_caller]
        fn case(html: &str, body: &str, expected: &[&str]) {
            let book = format!("[book]\ntitle = \"T\"\n[markdown]\nhtml = \"{html}\"\n");
            let page = format!("+++\ntitle = \"T\"\n+++\n{body}\n");
            let found = findings(&RULE, &[("book.toml", &book), ("content/about.md", &page)]);
            let expected: Vec<String> =
                expected.iter().map(|it| format!("warning content/about.md {it}")).collect();
            assert_eq!(found, expected, "{html}: {body}");
        }
        case("sanitize", "a <script>x</script> b", &["\"<script>\": `<script>` is left out"]);
        case("sanitize", "a\n<b id=x>b</b>", &["\"<b id=x>\": `id=\"x\"` is left out"]);
        case(
            "sanitize",
            "<b>a\n\n</b>",
            &["\"<b>\": `<b>` is not closed here", "\"</b>\": `</b>` closes nothing here"],
        );
        case("sanitize", "<ul><li>a</ul><!-- b -->", &[]);
        case("allow", "a <script>x</script> b", &[]);
        case("escape", "a <script>x</script> b", &[]);
    }
}
