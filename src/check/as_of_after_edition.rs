//! Updates with an as-of date after their edition's date.

use chrono::NaiveDate;

use super::findings::finding;
use super::wording::date as in_words;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::document::Content;
use crate::site::{Edition, Owner, Site};

pub(super) const RULE: Rule = Rule {
    name: "as-of-after-edition",
    level: RuleLevel::Warn,
    summary: "the `as_of` of an update is later than the date of its edition",
    explanation: "\
Readers take an edition as the state of affairs on its date. An update with a later `as_of` cannot
have been part of it: one of the two dates is mistyped, or the update belongs to the next edition.

The edition's date is `date` in its `_index.md`, or else the name of its directory. An `as_of` of
the same day or earlier is fine.

Correct the wrong date, or move the file to the edition it belongs to. If a published edition was
amended later, keep its `as_of` and record the amendment in `[[corrections]]`.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    context.each_document(findings, |id, document, findings| {
        let (Owner::Update(recommendation, edition), Content::Update(update)) =
            (context.site.owner(id), &document.content)
        else {
            return;
        };
        let edition = context.site.report(recommendation.report).edition(edition);
        let (Some(as_of), Some(day)) = (&update.as_of, date(context.site, edition)) else { return };
        if document.broken || as_of.value <= day {
            return;
        }
        let message = format!(
            "the update is as of {}, after its edition of {}",
            in_words(as_of.value),
            in_words(day)
        );
        findings.push(
            finding(Location::new(&document.path, as_of.span), message)
                .help("correct the date, or move the file to the edition it belongs to"),
        );
    });
}

/// The date of an edition, unless its file has errors, which can hide another date.
fn date(site: &Site, edition: &Edition) -> Option<NaiveDate> {
    let broken = edition.document.is_some_and(|document| site.document(document).broken);
    edition.day().filter(|_| !broken)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::findings;

    #[track_caller]
    fn case(edition: &str, keys: &str, as_of: &str, expected: &[&str]) {
        let index = format!("+++\ntitle = \"E\"\n{keys}+++\n");
        let update = format!("+++\nnumber = 4\nas_of = {as_of}\nstatus = \"planned\"\n+++\n");
        let found = findings(
            &RULE,
            &[
                ("content/ssr1/recommendations/rec-04.md", "+++\nnumber = 4\ntitle = \"T\"\n+++\n"),
                (&format!("content/ssr1/{edition}/_index.md"), &index),
                (&format!("content/ssr1/{edition}/rec-04.md"), &update),
            ],
        );
        assert_eq!(found, expected);
    }

    #[test]
    fn cases() {
        case("2016-06-30", "", "2016-06-29", &[]);
        case("2016-06-30", "", "2016-06-30", &[]);
        case(
            "2016-06-30",
            "",
            "2016-07-01",
            &["warning content/ssr1/2016-06-30/rec-04.md \"2016-07-01\": \
               the update is as of 1 July 2016, after its edition of 30 June 2016"],
        );
        // The stated date takes precedence over the directory's name.
        case("2016-06-30", "date = 2016-07-31\n", "2016-07-01", &[]);
        case(
            "q2",
            "date = 2016-06-30\n",
            "2016-07-01",
            &["warning content/ssr1/q2/rec-04.md \"2016-07-01\": \
             the update is as of 1 July 2016, after its edition of 30 June 2016"],
        );
        // Missing or unreadable dates are reported already.
        case("q2", "", "2016-07-01", &[]);
        case("2016-06-30", "date = 2016\n", "2016-07-01", &[]);
        // An update with an error.
        case("2016-06-30", "", "2016-07-01\nstatu = \"x\"", &[]);
    }
}
