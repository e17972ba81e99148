//! Duplicate numbers.

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::document::number::Number;
use crate::document::{Content, Document};
use crate::item::Called;
use crate::schema::Located;
use crate::site::{DocumentId, Site};

pub(super) const RULE: Rule = Rule {
    name: "duplicate-number",
    level: RuleLevel::Deny,
    summary: "two files in the same place have the same number",
    explanation: "\
A recommendation is adopted once, and has one update per edition. Of two files with one number,
only the first by file name is published; the second would be missing silently.

Compares the files in a report's `recommendations/`, the updates of an edition, and the entries of
a review. Numbers are case-insensitive: `12d` and `12D` are the same.

Correct the wrong number, or merge the files.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    for report in &context.site.reports {
        for (first, second) in &report.duplicates {
            let numbers = (written(context.site, *first), written(context.site, *second));
            let (Some((first, first_number)), Some((second, number))) = numbers else { continue };
            findings.push(
                finding(
                    Location::new(&second.path, number.span),
                    message(second, number, report.called()),
                )
                .related(Location::new(&first.path, first_number.span), "first occurrence")
                .help("correct the wrong number, or merge the files"),
            );
        }
    }
}

/// A document and its number; `None` if the number is not in the file, but taken from its name.
fn written(site: &Site, id: DocumentId) -> Option<(&Document, &Located<Number>)> {
    let document = site.document(id);
    document.stated_number().map(|number| (document, number))
}

fn message(document: &Document, number: &Number, called: Called<'_>) -> String {
    let Called { one, other } = called;
    match &document.content {
        Content::Update(_) => format!("this edition has two updates of {one} {number}"),
        Content::ReviewEntry(_) => format!("there are two entries on {one} {number}"),
        _ => format!("there are two {other} {number}"),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::findings;

    #[track_caller]
    fn case(files: &[(&str, &str)], expected: &[&str]) {
        let statement = "+++\nnumber = \"12d\"\ntitle = \"T\"\n+++\n";
        let mut all = vec![("content/ssr1/recommendations/rec-12d.md", statement)];
        all.extend(files);
        assert_eq!(findings(&RULE, &all), expected);
    }

    #[test]
    fn cases() {
        case(&[], &[]);
        case(
            &[(
                "content/ssr1/recommendations/rec-13.md",
                "+++\nnumber = \"12D\"\ntitle = \"T\"\n+++\n",
            )],
            &[
                "error content/ssr1/recommendations/rec-13.md \"\\\"12D\\\"\": there are two recommendations 12D",
            ],
        );
        let update = "+++\nnumber = \"12d\"\nstatus = \"planned\"\n+++\n";
        case(
            &[
                ("content/ssr1/2015-06-30/a.md", update),
                ("content/ssr1/2016-06-30/a.md", update),
                ("content/ssr1/2016-06-30/b.md", update),
            ],
            &[
                "error content/ssr1/2016-06-30/b.md \"\\\"12d\\\"\": this edition has two updates of recommendation 12d",
            ],
        );
        let review = "+++\nkind = \"review\"\nof = \"ssr1\"\ntitle = \"R\"\n+++\n";
        let entry = "+++\nnumber = \"12d\"\n+++\n";
        case(
            &[
                ("content/ssr2/_index.md", review),
                ("content/ssr2/rec-12.md", entry),
                ("content/ssr2/rec-13.md", entry),
            ],
            &[
                "error content/ssr2/rec-13.md \"\\\"12d\\\"\": there are two entries on recommendation 12d",
            ],
        );
        // A number taken from the file's name is ignored.
        case(
            &[("content/ssr1/recommendations/x-12d.md", "+++\nnumber = []\ntitle = \"T\"\n+++\n")],
            &[],
        );
    }
}
