//! Removed raw HTML.

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::fragment::DoubtKind;

pub(super) const RULE: Rule = Rule {
    name: "removed-html",
    level: RuleLevel::Warn,
    summary: "a tag, element or attribute of raw HTML was removed",
    explanation: "\
Pages keep raw HTML that structures or marks up text and remove the rest. This rule lists what was
removed: scripts, styles, frames and drawings with their content; tags of forms and controls, but
not their text; classes, ids, styles and event handlers; addresses with other schemes, and images
on other hosts.

Tags must pair within their container: the body, a quotation, list item, table cell or paragraph.
A start tag without an end tag ends with the container, and an end tag without a start tag is
removed. Both are reported, except end tags that are optional in HTML.

Write it in Markdown, remove it, or close it. If you trust the content, `html = \"allow\"` in
`[markdown]` passes raw HTML through and disables this rule.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    context.each_document(findings, |_, document, findings| {
        for doubt in &document.prose.doubts {
            let (message, help) = match &doubt.kind {
                DoubtKind::Removed(what) => (
                    format!("`{what}` was removed"),
                    "remove it, write it in Markdown, or show it as text between backticks",
                ),
                DoubtKind::Unpaired(tag) if tag.starts_with("</") => {
                    (format!("`{tag}` has no start tag here"), "remove it, or add the start tag")
                }
                DoubtKind::Unpaired(tag) => (
                    format!("`{tag}` has no end tag here"),
                    "close it in the same paragraph, list item, table cell or quotation",
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
        case("sanitize", "a <script>x</script> b", &["\"<script>\": `<script>` was removed"]);
        case("sanitize", "a\n<b id=x>b</b>", &["\"<b id=x>\": `id=\"x\"` was removed"]);
        case(
            "sanitize",
            "<b>a\n\n</b>",
            &["\"<b>\": `<b>` has no end tag here", "\"</b>\": `</b>` has no start tag here"],
        );
        case("sanitize", "<ul><li>a</ul><!-- b -->", &[]);
        case("allow", "a <script>x</script> b", &[]);
        case("escape", "a <script>x</script> b", &[]);
    }
}
