//! Promises in prose whose date has passed.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::findings::finding;
use super::overdue::place;
use super::wording::date as in_words;
use super::{Context, Findings, Rule};
use crate::claims::{Claim, ClaimKind, Subject};
use crate::config::RuleLevel;
use crate::date::PartialDate;
use crate::diagnostic::{Diagnostic, Location};
use crate::document::Document;
use crate::facts::{Row, Standing};
use crate::site::{Owner, View};

pub(super) const RULE: Rule = Rule {
    name: "promise-passed",
    level: RuleLevel::Warn,
    summary: "the newest date that the text promises for an open deliverable has passed",
    explanation: "\
\"Will be published in March\", still there in June, tells readers that nobody has looked at the
text since. Either it was published, or there is a new date.

Checks every report as of its last edition. For each open deliverable, the newest date that the
body of its update promises must not have ended before the edition's date. How promises are read,
and how they find their deliverable, is described under `date-differs-from-narrative`; a promise
that names none belongs to the only open deliverable. Exempt are deliverables whose own `due` or
`revised_due` is later and still ahead, and those of recommendations that are done, dropped or
rejected, and texts with a date ahead that belongs to no deliverable.

Say what became of it: add `completed` if it was done, or the new date, in `revised_due` and in the
text.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    let Context { site, facts, .. } = *context;
    context.each_document(findings, |id, document, findings| {
        let Owner::Update(of, _) = site.owner(id) else { return };
        let last = site.carried(of, View::Latest).map(|(_, document)| document);
        if last != Some(id) || document.broken || document.prose.claims.is_empty() {
            return;
        }
        let Some(day) = facts.day(of.report, View::Latest) else { return };
        if facts.is_closed(of, View::Latest) {
            return;
        }
        if has_free_date(document, day) {
            return;
        }
        // Of all recommendations at once, for all of these documents.
        facts.rollup(of.report, View::Latest);
        let rows = facts.rows_of(of, View::Latest);
        let is_open = |row: &&Row| row.standing == Standing::Open && !row.left_out;
        let open: Vec<&Row> = rows.iter().filter(is_open).collect();
        for (row, newest) in newest(&document.prose.claims, &open) {
            if let Some(found) = judged(context, document, row, newest, day) {
                findings.push(found);
            }
        }
    });
}

/// Whether the text has a date ahead that it promises for no row: it may be the newest promise for
/// any.
fn has_free_date(document: &Document, day: NaiveDate) -> bool {
    let of_rows = document.prose.claims.iter().filter_map(|claim| match claim.subject {
        Subject::Deliverable(_) => Some(claim.span.start),
        _ => None,
    });
    let of_rows: BTreeSet<u32> = of_rows.collect();
    let mut dates = document.prose.dates.iter();
    dates.any(|date| date.date.first_day() > day && !of_rows.contains(&date.span.start))
}

/// A promised date and the claim that makes it.
pub(super) type Promise<'c> = (PartialDate, &'c Claim);

/// The newest promise for each open deliverable, in order of rows. One that the text goes on to
/// report as met promises nothing any more, nor do those before it.
pub(super) fn newest<'c, 'r>(claims: &'c [Claim], open: &[&'r Row]) -> Vec<(&'r Row, Promise<'c>)> {
    let mut newest: Vec<Option<(Promise<'c>, bool)>> = vec![None; open.len()];
    for claim in claims {
        let ClaimKind::Target { date, met, .. } = claim.kind else { continue };
        let place = match claim.subject {
            Subject::Deliverable(row) | Subject::Unclear { leaning: Some(row) } => {
                open.binary_search_by_key(&u32::from(row), |open| open.id.row).ok()
            }
            Subject::Unclear { leaning: None } => (open.len() == 1).then_some(0),
            Subject::Recommendation => None,
        };
        let Some(known) = place.and_then(|place| newest.get_mut(place)) else { continue };
        let is_newer = known.is_none_or(|((known, _), _)| known.last_day() < date.last_day());
        if is_newer {
            *known = Some(((date, claim), met));
        }
    }
    let found = open.iter().zip(newest).filter_map(|(row, newest)| {
        let (promise, met) = newest?;
        (!met).then_some((*row, promise))
    });
    found.collect()
}

fn judged(
    context: &Context<'_>,
    document: &Document,
    row: &Row,
    (date, claim): Promise<'_>,
    day: NaiveDate,
) -> Option<Diagnostic> {
    let deliverable = context.site.deliverable(row.id)?;
    let own = deliverable.revised_due.as_ref().or(deliverable.due.as_ref());
    if !date.is_before(day) || own.is_some_and(|own| !own.value.is_before(day)) {
        return None;
    }
    let (date, day) = (in_words(date), in_words(day));
    let named = context.named(row.id);
    let message = format!("the text promises {named} for {date}; on {day} it is still open");
    let found = finding(Location::new(&document.path, claim.span), message)
        .related(place(context.site, row.id), "this deliverable")
        .help("say what became of it: add `completed` if it was done, or give the new date")
        .adding(context.row(row.id), format!("the text promises {date}, which has passed too"));
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::findings;

    #[track_caller]
    fn case(status: &str, keys: &str, body: &str, expected: Option<(&str, &str)>) {
        let path = "content/r/2016-06-30/rec-4.md";
        let update = format!(
            "+++\nnumber = 4\nstatus = \"{status}\"\n[[deliverables]]\ntext = \"Handbook for divers\"\n{keys}\n+++\n{body}\n"
        );
        let found = findings(
            &RULE,
            &[
                ("content/r/recommendations/rec-4.md", "+++\nnumber = 4\ntitle = \"T\"\n+++\n"),
                (path, &update),
            ],
        );
        let message = expected.map(|(words, date)| {
            format!(
                "warning {path} {words:?}: the text promises “Handbook for divers” for {date}; on 30 June 2016 it is still open"
            )
        });
        assert_eq!(found, message.into_iter().collect::<Vec<_>>(), "{body}");
    }

    #[test]
    fn cases() {
        let passed = "The handbook for divers is expected in March 2016.";
        let march = Some(("March 2016", "March 2016"));
        case("planned", "", passed, march);
        case("planned", "due = \"2016-03\"", passed, march);
        case("behind-replan", "due = \"2016-03\"", passed, march);
        // Its own date is ahead.
        case("planned", "due = \"2016-12\"", passed, None);
        case("planned", "due = \"2016-03\"\nrevised_due = \"2016-12\"", passed, None);
        case("planned", "completed = true", passed, None);
        case("complete", "", passed, None);
        case("planned", "", "The handbook for divers is expected in June 2016.", None);
        let both = "The first estimate for the handbook for divers is March 2016. The handbook for divers is expected in May 2016.";
        case("planned", "", both, Some(("May 2016", "May 2016")));
        let later = "The first estimate for the handbook for divers is March 2016. The handbook for divers is expected in July 2016.";
        case("planned", "", later, None);
        let met =
            "The handbook for divers was due in March 2016 and was published on 2 March 2016.";
        case("planned", "", met, None);
    }

    #[test]
    fn only_the_last_edition() {
        let update = |month: &str| {
            format!(
                "+++\nnumber = 4\nstatus = \"planned\"\n[[deliverables]]\ntext = \"Handbook for divers\"\n+++\nThe handbook for divers is expected in {month} 2016.\n"
            )
        };
        let found = findings(
            &RULE,
            &[
                ("content/r/recommendations/rec-4.md", "+++\nnumber = 4\ntitle = \"T\"\n+++\n"),
                ("content/r/2016-03-31/rec-4.md", &update("February")),
                ("content/r/2016-06-30/rec-4.md", &update("August")),
            ],
        );
        assert!(found.is_empty(), "{found:?}");
    }
}
