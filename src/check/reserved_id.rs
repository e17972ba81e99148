//! Ids reserved for pages.

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::fragment::DoubtKind;

pub(super) const RULE: Rule = Rule {
    name: "reserved-id",
    level: RuleLevel::Warn,
    summary: "an id in the content is reserved for pages",
    explanation: "\
An id is unique on a page; links, scripts and style sheets use the first one. Texts must not use
the ids of pages, such as `search`, `status` or `fn-1`, or ids that begin with a digit, which
entries of a review have.

A heading with a reserved id, `## How it came about {#history}`, gets another one,
`section-history`; `#history` leads to the page's own section. Ids generated from a heading's text
are not reported. In an update, `{#status}` and `{#notes}` are allowed: they begin its sections.

Ids in raw HTML are removed, unless `html = \"allow\"` in `[markdown]` passes them through. Then
they replace the page's own: the search form stops working, or links to the status lead elsewhere.

Use another id.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    context.each_document(findings, |_, document, findings| {
        for doubt in &document.prose.doubts {
            let (message, help) = match &doubt.kind {
                DoubtKind::ReservedId(id) => {
                    (format!("the id `{id}` is reserved for pages"), "use another id".to_owned())
                }
                DoubtKind::ReservedHeading { given, own } => (
                    format!("the id `{given}` is reserved for pages; this heading has `{own}`"),
                    format!("use another id, or `{{#{own}}}`, in the heading and in links"),
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
    fn ids_of_templates_and_of_rows() {
        #[track_caller]
        fn case(html: &str, tag: &str, count: usize) {
            let book = format!("[book]\ntitle = \"T\"\n[markdown]\nhtml = \"{html}\"\n");
            let page = format!("+++\ntitle = \"T\"\n+++\na {tag}b\n");
            let found = findings(&RULE, &[("book.toml", &book), ("content/about.md", &page)]);
            assert_eq!(found.len(), count, "{html}: {tag}: {found:?}");
        }
        case("allow", "<i id=main>", 1);
        case("allow", "<i ID='row-1' class=x>", 1);
        case("allow", "<i id=\"&#109;ain\">", 1);
        case("allow", "<i id=own>", 0);
        case("allow", "`<i id=main>`", 0);
        case("allow", "<i id=entry-R4>", 1);
        case("allow", "<i id=rec-R4>", 1);
        case("allow", "<i id=review-1>", 1);
        case("allow", "<i id=rec-room>", 0);
        case("allow", "<i id=review-board>", 0);
        case("sanitize", "<i id=main>", 0);
    }

    #[test]
    fn ids_that_authors_give_to_headings() {
        #[track_caller]
        fn case(path: &str, body: &str, expected: &[&str]) {
            let statement = "+++\nnumber = 4\ntitle = \"T\"\n+++\n";
            let text = match path {
                "content/about.md" => format!("+++\ntitle = \"T\"\n+++\n{body}\n"),
                _ => format!("+++\nnumber = 4\nstatus = \"planned\"\n+++\n{body}\n"),
            };
            let found = findings(
                &RULE,
                &[("content/ssr1/recommendations/rec-04.md", statement), (path, &text)],
            );
            let expected: Vec<String> = expected
                .iter()
                .map(|id| {
                    format!(
                        "warning {path} \"#{id}\": the id `{id}` is reserved for pages; \
                         this heading has `section-{id}`"
                    )
                })
                .collect();
            assert_eq!(found, expected, "{body}");
        }
        let (page, update) = ("content/about.md", "content/ssr1/2016-06-30/rec-04.md");
        case(page, "## A {#history}", &["history"]);
        case(page, "## A {#25}", &["25"]);
        case(page, "## A {#entry-R4}\n\n> ## B {#main .c}", &["entry-R4", "main"]);
        case(page, "## A {#status}", &["status"]);
        case(page, "## History\n\n## 25\n\n## Search {#own}\n\n`{#main}`", &[]);
        case(update, "## A {#status}\n\n## B {#notes}\n\n## C {#timeline}", &["timeline"]);
        case(update, "> ## A {#status}", &["status"]);
    }
}
