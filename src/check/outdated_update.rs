//! Updates whose as-of date an earlier edition had already passed.

use super::findings::finding;
use super::wording::date;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::document::Content;
use crate::site::Owner;

pub(super) const RULE: Rule = Rule {
    name: "outdated-update",
    level: RuleLevel::Warn,
    summary: "an update says nothing of the time since the edition before its own",
    explanation: "\
An edition of June printed a page as of the June before. Readers took it for news, and nobody could
tell whether nothing had happened or nobody had asked.

Compares the `as_of` of each update with the date of the edition before its own. It must not be
earlier; for the same day, see `silent-revision`. Exempt are updates without `as_of`, which have
their edition's date, and updates with a correction, which are old texts put right.

If the facts are newer, set `as_of` to their date. If there is nothing new, remove the update: the
pages then show the previous one, with its date.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    let site = context.site;
    context.each_document(findings, |id, document, findings| {
        let (Owner::Update(of, edition), Content::Update(update)) =
            (site.owner(id), &document.content)
        else {
            return;
        };
        let Some(as_of) = &update.as_of else { return };
        if document.broken || !update.corrections.is_empty() {
            return;
        }
        let report = site.report(of.report);
        let Some(before) = edition.before() else { return };
        let (Some(before_day), Some(own)) =
            (report.edition(before).day(), report.edition(edition).day())
        else {
            return;
        };
        // Two editions of one day are a finding of their own.
        if as_of.value >= before_day || own <= before_day {
            return;
        }
        let previous = site.previous_update(id);
        let help = match previous {
            Some(_) => {
                "if the facts are newer, set `as_of` to their date; if nothing is new, remove this \
                 update: the previous one stays on the pages"
            }
            None => "if the facts are newer, set `as_of = \"…\"` to their date",
        };
        let message = format!(
            "this update is as of {}, earlier than the edition before its own, of {}",
            date(as_of.value),
            date(before_day)
        );
        let found = finding(Location::new(&document.path, as_of.span), message)
            .help(help)
            .about(context.update(id));
        findings.push(match previous {
            Some(previous) => {
                found.related(site.document(previous).front_matter(), "previous update")
            }
            None => found,
        });
    });
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::findings;

    #[track_caller]
    fn case(keys: &str, expected: Option<(&str, &str)>) {
        let path = "content/r/2021-06-30/rec-4.md";
        let update = format!("+++\nnumber = 4\nstatus = \"planned\"\n{keys}\n+++\n");
        let found = findings(
            &RULE,
            &[
                ("content/r/recommendations/rec-4.md", "+++\nnumber = 4\ntitle = \"T\"\n+++\n"),
                ("content/r/2021-03-31/_index.md", "+++\ntitle = \"E\"\n+++\n"),
                (path, &update),
            ],
        );
        let expected = expected.map(|(written, day)| {
            format!(
                "warning {path} {written:?}: this update is as of {day}, earlier than the edition before its own, of 31 March 2021"
            )
        });
        assert_eq!(found, expected.into_iter().collect::<Vec<_>>());
    }

    #[test]
    fn cases() {
        case("", None);
        case("as_of = 2021-06-30", None);
        case("as_of = 2021-04-01", None);
        case("as_of = 2021-03-31", None);
        case("as_of = 2021-03-30", Some(("2021-03-30", "30 March 2021")));
        case("as_of = 2020-06-30", Some(("2020-06-30", "30 June 2020")));
        let corrected = "[[corrections]]\ndate = 2021-07-01\nnote = \"The figure was wrong.\"";
        case(&format!("as_of = 2020-06-30\n{corrected}"), None);
    }

    #[test]
    fn a_first_edition_has_none_before() {
        let found = findings(
            &RULE,
            &[
                ("content/r/recommendations/rec-4.md", "+++\nnumber = 4\ntitle = \"T\"\n+++\n"),
                (
                    "content/r/2021-06-30/rec-4.md",
                    "+++\nnumber = 4\nstatus = \"planned\"\nas_of = 2019-01-01\n+++\n",
                ),
                ("content/r/2021-09-30/_index.md", "+++\ntitle = \"E\"\n+++\n"),
            ],
        );
        assert_eq!(found, [""; 0]);
    }
}
