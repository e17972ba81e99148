//! Ids of authors that pages give to parts of themselves.

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::fragment::DoubtKind;

pub(super) const RULE: Rule = Rule {
    name: "reserved-id",
    level: RuleLevel::Warn,
    summary: "an id that an author gives is one that pages give to a part of themselves",
    explanation: "\
An id is for one element of a page. Links, scripts and style sheets find the first one, so that no
text can have an id that pages use themselves, such as `search`, `status` or `fn-1`, or one that
begins with a digit, as the entries of a review do.

A heading with such an id, `## How it came about {#history}`, gets another, `section-history`, and a
link `#history` leads to the part of the page. In an update `{#status}` and `{#notes}` begin its
parts and are meant so. An id that is made of a heading's own words is no finding.

Raw HTML is passed on as it is with `html = \"allow\"` in `[markdown]`, otherwise its ids are left
out. There such an id takes the place of the page's own: the form for searching stops working, a
link to the status leads elsewhere.

Give the heading or the element another id.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    context.each_document(findings, |_, document, findings| {
        for doubt in &document.prose.doubts {
            let (message, help) = match &doubt.kind {
                DoubtKind::ReservedId(id) => (
                    format!("pages give the id `{id}` to a part of themselves"),
                    "give this element another id".to_owned(),
                ),
                DoubtKind::ReservedHeading { given, own } => (
                    format!("pages give the id `{given}` to a part of themselves, this heading has `{own}`"),
                    format!("write another id, or `{{#{own}}}`, and links to it likewise"),
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
                        "warning {path} \"#{id}\": pages give the id `{id}` to a part of \
                         themselves, this heading has `section-{id}`"
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
