//! Reports with fewer recommendations than declared.

use super::findings::finding;
use super::wording::Recommendations;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::{Diagnostic, Location};
use crate::document::Content;
use crate::facts::coverage::missing;
use crate::site::{Report, Site};

pub(super) const RULE: Rule = Rule {
    name: "missing-recommendation",
    level: RuleLevel::Warn,
    summary: "a report has fewer recommendations than its `count`",
    explanation: "\
A report with 27 of its 28 recommendations looks complete. `count` in its `_index.md` states how
many there are, so that a missing one is noticed.

Every number from 1 to `count` needs a file in the report's `recommendations/`. The rule is
skipped without `count`, or if any number of the report is not an integer (`4.1`, `8.32b`), except
of a part.

Add the files, or correct `count`.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    for report in &context.site.reports {
        if let Some(finding) = shortfall(context.site, report) {
            findings.push(finding);
        }
    }
}

fn shortfall(site: &Site, report: &Report) -> Option<Diagnostic> {
    let document = site.document(report.document);
    let Content::Report(front_matter) = &document.content else { return None };
    let count = front_matter.count.as_ref()?;
    let ranges = missing(site, report.place);
    if ranges.is_empty() {
        return None;
    }
    let numbers =
        Recommendations::ranges(report.called(), &ranges, |number| number.to_string().into());
    let have = if numbers.is_plural() { "have" } else { "has" };
    let place = document.path.parent().join("recommendations");
    let message = format!("{numbers} of {} {have} no file", count.value);
    Some(
        finding(Location::new(&document.path, count.span), message)
            .help(format!("add the files to `{place}/`, or correct `count`")),
    )
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::findings;

    #[track_caller]
    fn case(count: &str, numbers: &[&str], expected: &[&str]) {
        let index = format!("+++\nkind = \"implementation\"\ntitle = \"T\"\n{count}\n+++\n");
        let mut files = vec![("content/ssr1/_index.md".to_owned(), index)];
        for number in numbers {
            let path = format!("content/ssr1/recommendations/rec-{number}.md");
            // `1.1` is part of 1.
            let whole = number
                .split_once('.')
                .map_or(String::new(), |(whole, _)| format!("part_of = {whole}\n"));
            let text = format!("+++\nnumber = \"{number}\"\ntitle = \"T\"\n{whole}+++\n");
            files.push((path, text));
        }
        let files: Vec<(&str, &str)> =
            files.iter().map(|(path, text)| (&**path, &**text)).collect();
        assert_eq!(findings(&RULE, &files), expected);
    }

    #[test]
    fn cases() {
        case("count = 2", &["1", "2"], &[]);
        case("", &["1", "3"], &[]);
        case("count = 3", &["1", "2a"], &[]);
        case("count = 2", &["1", "1.1", "1.2", "2"], &[]);
        case(
            "count = 3",
            &["1", "1.1", "3"],
            &["warning content/ssr1/_index.md \"3\": recommendation 2 of 3 has no file"],
        );
        case(
            "count = 3",
            &["1", "3"],
            &["warning content/ssr1/_index.md \"3\": recommendation 2 of 3 has no file"],
        );
        case(
            "count = 12",
            &["1", "2", "3", "5", "6", "8"],
            &[
                "warning content/ssr1/_index.md \"12\": recommendations 4, 7 and 9 to 12 of 12 have no file",
            ],
        );
        case(
            "count = 4000000000",
            &["1"],
            &["warning content/ssr1/_index.md \"4000000000\": \
               recommendations 2 to 4000000000 of 4000000000 have no file"],
        );
    }
}
