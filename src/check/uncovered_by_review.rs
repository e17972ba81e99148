//! Recommendations without an entry in a review.

use super::findings::finding;
use super::wording::{Recommendations, in_ranges};
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::{Diagnostic, Location};
use crate::document::Content;
use crate::facts::coverage::uncovered;
use crate::site::{Report, Site};

pub(super) const RULE: Rule = Rule {
    name: "uncovered-by-review",
    level: RuleLevel::Warn,
    summary: "a review has no entry for some of the recommendations it reviews",
    explanation: "\
A review should address every recommendation of the report named in `of`. An omission is easily
overlooked: a plan in five groups reads well with 27 of 28.

A recommendation is covered by any entry with its number, in the review or one of its editions,
also by one with only `covered_by`.

Add the entries. If a recommendation is omitted on purpose, say so in an entry, or in `[[allow]]`
in the review's `_index.md`.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    for review in &context.site.reports {
        if let Some(finding) = passed_over(context.site, review) {
            findings.push(finding);
        }
    }
}

fn passed_over(site: &Site, review: &Report) -> Option<Diagnostic> {
    let document = site.document(review.document);
    let Content::Report(front_matter) = &document.content else { return None };
    let of = front_matter.of.as_ref()?;
    let reviewed = site.report(review.of?);
    let places = in_ranges(uncovered(site, review.place).into_iter().map(|id| id.index));
    if places.is_empty() {
        return None;
    }
    let label = |place: u32| reviewed.recommendations[place as usize].number.as_str().into();
    let numbers = Recommendations::ranges(reviewed.called(), &places, label);
    let have = if numbers.is_plural() { "have" } else { "has" };
    let message = format!("{numbers} of `{}` {have} no entry in this review", reviewed.id);
    let place = document.path.parent();
    Some(
        finding(Location::new(&document.path, of.span), message)
            .help(format!("add the entries to `{place}/`, if only to say why they are omitted")),
    )
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::findings;

    #[track_caller]
    fn case(of: &str, entries: &[&str], expected: &[&str]) {
        let index = format!("+++\nkind = \"review\"\nof = \"{of}\"\ntitle = \"R\"\n+++\n");
        let mut files = vec![("content/plan/_index.md".to_owned(), index)];
        for number in ["1", "2", "3", "4a", "4b"] {
            let path = format!("content/ssr1/recommendations/rec-{number}.md");
            files.push((path, format!("+++\nnumber = \"{number}\"\ntitle = \"T\"\n+++\n")));
        }
        for number in entries {
            let path = format!("content/plan/rec-{number}.md");
            files.push((path, format!("+++\nnumber = \"{number}\"\n+++\n")));
        }
        let files: Vec<(&str, &str)> =
            files.iter().map(|(path, text)| (&**path, &**text)).collect();
        assert_eq!(findings(&RULE, &files), expected);
    }

    #[test]
    fn cases() {
        case("ssr1", &["1", "2", "3", "4a", "4B"], &[]);
        case(
            "ssr1",
            &["1", "2", "3", "4a"],
            &["warning content/plan/_index.md \"\\\"ssr1\\\"\": \
               recommendation 4b of `ssr1` has no entry in this review"],
        );
        case(
            "ssr1",
            &["2"],
            &["warning content/plan/_index.md \"\\\"ssr1\\\"\": \
               recommendations 1 and 3 to 4b of `ssr1` have no entry in this review"],
        );
        // The unknown report is reported already.
        case("ssr3", &["2"], &[]);
    }
}
