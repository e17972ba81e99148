//! Dates that cannot be known, or contradict what was said before.

use chrono::NaiveDate;

use super::as_of_words::{self, Spoken};
use super::findings::finding;
use super::wording::{date as in_words, on};
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::date::PartialDate;
use crate::diagnostic::{Diagnostic, Location};
use crate::document::Document;
use crate::document::content::Update;
use crate::document::fields::{Completion, StatusKind};
use crate::facts::Standing;
use crate::schema::Located;
use crate::site::{DeliverableId, DocumentId, Owner};

pub(super) const RULE: Rule = Rule {
    name: "impossible-date",
    level: RuleLevel::Warn,
    summary: "something was completed after the day of its update, or before it was still open",
    explanation: "\
An update as of 30 June cannot know what was completed in July. Either the update is newer than it
says, or the date is a plan.

Checks updates. Not later than `as_of` (or else the edition's date) may be: the date in
`completed`, the date of a milestone whose status is of kind `done`, and a date in the body after
\"as of\" or \"as at\", unless the sentence speaks of a plan: \"as of 1 August, fees will rise\". A
partial date counts from its first day.

Also, a deliverable cannot have been completed before the day of an earlier update that had it
open. Exempt are updates with a correction, since the earlier one was wrong.

Correct the date that is wrong. If the facts are newer, move `as_of`; if an earlier update was
wrong, say so in `[[corrections]]`.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    let site = context.site;
    context.each_document(findings, |id, document, findings| {
        let Some(update) = site.update(id).filter(|_| !document.broken) else { return };
        let (Owner::Update(..), Some(day)) = (site.owner(id), site.as_of(id)) else { return };
        for (row, deliverable) in (0..).zip(&update.deliverables) {
            let Some(Located { value: Completion::On(date), span }) = &deliverable.completed else {
                continue;
            };
            let place = Location::new(&document.path, *span);
            let row = DeliverableId { document: id, row };
            if let Some(found) =
                later((document, update, &context.quoted(deliverable)), day, *date, place.clone())
            {
                findings.push(found.about(context.row(row)));
            } else if let Some(found) = earlier(context, row, *date, place) {
                findings.push(found.about(context.row(row)));
            }
        }
        for finding in milestones(context, id, document, update, day) {
            findings.push(finding);
        }
        if document.prose.dates.iter().any(|date| date.date.first_day() > day) {
            for Spoken { date, words, span, ends } in as_of_words::read(context, document) {
                if date.first_day() > day && !ends {
                    let message = format!(
                        "the text says “{words}”, but the update is as of {}",
                        in_words(day)
                    );
                    findings.push(with_day(
                        document,
                        update,
                        finding(Location::new(&document.path, span), message)
                            .help("move `as_of` if the facts are newer, or correct the text"),
                    ));
                }
            }
        }
    });
}

/// A completion after the as-of date.
fn later(
    (document, update, named): (&Document, &Update, &str),
    day: NaiveDate,
    date: PartialDate,
    place: Location,
) -> Option<Diagnostic> {
    if date.first_day() <= day {
        return None;
    }
    let message =
        format!("{named} was completed {}, but the update is as of {}", on(date), in_words(day));
    let help =
        "correct the one that is wrong; if this is a plan, write it in `due` or `revised_due`";
    Some(with_day(document, update, finding(place, message).help(help)))
}

/// A completion before an earlier update had the deliverable open.
fn earlier(
    context: &Context<'_>,
    row: DeliverableId,
    date: PartialDate,
    place: Location,
) -> Option<Diagnostic> {
    let Context { site, facts, .. } = *context;
    let before = site.previous_deliverable(row)?;
    if facts.standing(before, site.view_of(before.document))? != Standing::Open {
        return None;
    }
    let known = site.as_of(before.document).filter(|known| date.last_day() < *known)?;
    let (old, new) = (site.document(before.document), site.document(row.document));
    if !new.corrections().is_empty() || old.broken {
        return None;
    }
    let message = format!(
        "{} was completed {}, but still open in the update as of {}: which is right?",
        context.named(row),
        on(date),
        in_words(known)
    );
    let open = Location::new(&old.path, site.deliverable(before)?.text.span);
    Some(
        finding(place, message)
            .related(open, "open here")
            .help("correct the date; if the earlier update was wrong, say so in `[[corrections]]`"),
    )
}

/// Milestones reached after the as-of date.
fn milestones(
    context: &Context<'_>,
    id: DocumentId,
    document: &Document,
    update: &Update,
    day: NaiveDate,
) -> Vec<Diagnostic> {
    let Owner::Update(of, _) = context.site.owner(id) else { return Vec::new() };
    let report = context.site.report(of.report);
    let found = update.milestones.iter().filter_map(|milestone| {
        let date = milestone.date.as_ref().filter(|date| date.value.first_day() > day)?;
        let status = report.status(milestone.status.as_ref()?)?;
        let reached = status.kind == StatusKind::Done;
        reached.then(|| {
            let (label, date, span) = (&milestone.label.value, date.value, date.span);
            let message = format!(
                "the milestone `{label}` is `{}` {}, but the update is as of {}",
                status.id,
                on(date),
                in_words(day)
            );
            let found = finding(Location::new(&document.path, span), message)
                .help("correct the date or the status");
            with_day(document, update, found)
        })
    });
    found.collect()
}

/// The finding, with the place of `as_of`.
fn with_day(document: &Document, update: &Update, finding: Diagnostic) -> Diagnostic {
    match &update.as_of {
        Some(as_of) => {
            finding.related(Location::new(&document.path, as_of.span), "the update's day")
        }
        None => finding,
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::findings;

    const PATH: &str = "content/r/2016-06-30/rec-4.md";

    fn found(before: &str, after: &str) -> Vec<String> {
        let update = |front: &str| {
            let (front, body) = front.split_once('|').unwrap_or((front, ""));
            format!("+++\nnumber = 4\nstatus = \"planned\"\n{front}\n+++\n{body}\n")
        };
        let statement = "+++\nnumber = 4\ntitle = \"T\"\n+++\n";
        findings(
            &RULE,
            &[
                ("content/r/recommendations/rec-4.md", statement),
                ("content/r/2016-03-31/rec-4.md", &update(before)),
                (PATH, &update(after)),
            ],
        )
    }

    #[track_caller]
    fn case(after: &str, expected: Option<(&str, &str)>) {
        let found = found("", after);
        let message =
            expected.map(|(words, message)| format!("warning {PATH} {words:?}: {message}"));
        assert_eq!(found, message.into_iter().collect::<Vec<_>>(), "{after}");
    }

    fn row(keys: &str) -> String {
        format!("[[deliverables]]\ntext = \"Repair the bridge\"\n{keys}")
    }

    #[test]
    fn completed_after_the_as_of_date() {
        let as_of = "but the update is as of 30 June 2016";
        case(&row("completed = \"2016-06-30\""), None);
        case(&row("completed = \"2016-06\""), None);
        case(&row("completed = \"2016\""), None);
        case(&row("completed = true"), None);
        let message = format!("“Repair the bridge” was completed in July 2016, {as_of}");
        case(&row("completed = \"2016-07\""), Some(("\"2016-07\"", &message)));
        let earlier = format!("as_of = 2016-05-31\n{}", row("completed = \"2016-06-01\""));
        case(
            &earlier,
            Some((
                "\"2016-06-01\"",
                "“Repair the bridge” was completed on 1 June 2016, but the update is as of 31 May 2016",
            )),
        );
    }

    #[test]
    fn completed_before_it_was_open() {
        let (open, done) = (row("completed = false"), row("completed = \"2016-02\""));
        let expected = format!(
            "warning {PATH} \"\\\"2016-02\\\"\": “Repair the bridge” was completed in February 2016, but still open in the update as of 31 March 2016: which is right?"
        );
        assert_eq!(found(&open, &done), [expected]);
        assert!(found(&done, &done).is_empty());
        assert!(found(&open, &row("completed = \"2016-03\"")).is_empty());
        assert!(found(&open, &row("completed = \"2016\"")).is_empty());
        let corrected = format!("{done}\n[[corrections]]\ndate = 2016-07-01\nnote = \"N\"");
        assert!(found(&open, &corrected).is_empty());
    }

    #[test]
    fn milestones_that_are_reached() {
        let milestone = |date: &str, status: &str| {
            format!("milestones = [{{ label = \"M\", date = \"{date}\", status = \"{status}\" }}]")
        };
        case(&milestone("2016-06", "complete"), None);
        case(&milestone("2016-08", "planned"), None);
        case(
            &milestone("2016-08", "complete"),
            Some((
                "\"2016-08\"",
                "the milestone `M` is `complete` in August 2016, but the update is as of 30 June 2016",
            )),
        );
    }

    #[test]
    fn prose() {
        let says =
            |words: &str| format!("the text says “{words}”, but the update is as of 30 June 2016");
        case("|As of 30 June 2016, two spans are closed.", None);
        case("|It opens on 1 August 2016.", None);
        case(
            "|As of 1 August 2016, two spans are closed.",
            Some(("2016", &says("As of 1 August 2016"))),
        );
        case("|Closed, as at August 2016.", Some(("2016", &says("as at August 2016"))));
        case("|As of 1 August 2016, it will be open.", None);
        case("|As of today it opens in August 2016.", None);
    }
}
