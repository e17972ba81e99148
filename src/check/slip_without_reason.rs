//! Slips without a reason.

use super::findings::finding;
use super::overdue::days;
use super::wording::date as in_words;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::site::DeliverableId;

pub(super) const RULE: Rule = Rule {
    name: "slip-without-reason",
    level: RuleLevel::Warn,
    summary: "the date of a deliverable was postponed without a reason",
    explanation: "\
Unexplained delays cost a report its credibility. A short reason is enough.

A date is postponed if `revised_due` is later than `due`, or if the date promised in an update is
later than in the previous one. Deliverables are tracked across editions by `id`, or by text if at
least half of the words are the same. Partial dates compare by their last day: `2016-Q3` and
`2016-09` are equal. Only the update that moved the date is reported; later ones need no reason.

Add `slip_reason`.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    let Context { site, facts, .. } = *context;
    context.each_document(findings, |document, content, findings| {
        let Some(update) = site.update(document).filter(|_| !content.broken) else { return };
        for (deliverable, row) in update.deliverables.iter().zip(0..) {
            let Some(date) = deliverable.revised_due.as_ref().or(deliverable.due.as_ref()) else {
                continue;
            };
            if deliverable.slip_reason.is_some() {
                continue;
            }
            let id = DeliverableId { document, row };
            let Some(promise) = facts.promise(id) else { continue };
            let Some(moved) = promise.moves.last().filter(|moved| moved.deliverable == id) else {
                continue;
            };
            if moved.days() > 0 {
                let message = format!(
                    "{} was postponed by {}, from {} to {}, without a reason",
                    context.named(id),
                    days(moved.days()),
                    in_words(moved.from),
                    in_words(moved.to)
                );
                let adds = format!("postponed to {} without a reason", in_words(moved.to));
                findings.push(
                    finding(Location::new(&content.path, date.span), message)
                        .help("add `slip_reason = \"…\"` to the deliverable")
                        .adding(context.row(id), adds),
                );
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::findings;

    #[track_caller]
    fn case(old: &str, new: &str, expected: Option<&str>) {
        let update = |row: &str| {
            format!(
                "+++\nnumber = 4\nstatus = \"planned\"\n[[deliverables]]\ntext = \"D\"\n{row}\n+++\n"
            )
        };
        let path = "content/ssr1/2016-06-30/rec-04.md";
        let found = findings(
            &RULE,
            &[
                ("content/ssr1/recommendations/rec-04.md", "+++\nnumber = 4\ntitle = \"T\"\n+++\n"),
                ("content/ssr1/2016-03-31/rec-04.md", &update(old)),
                (path, &update(new)),
            ],
        );
        let finding = expected.map(|moved| {
            let (words, moved) = moved.split_once(' ').expect("words and dates");
            format!("warning {path} {words:?}: “D” was postponed by {moved}, without a reason")
        });
        assert_eq!(found, finding.into_iter().collect::<Vec<_>>());
    }

    #[test]
    fn cases() {
        case("due = \"2016-09\"", "due = \"2016-Q3\"", None);
        case("due = \"2016-09\"", "due = \"2016-08\"", None);
        case("due = \"2016-09\"", "", None);
        case("", "due = \"2016-09\"", None);
        case(
            "due = \"2016-09\"",
            "due = \"2016-10\"",
            Some("\"2016-10\" 31 days, from September 2016 to October 2016"),
        );
        case(
            "due = \"2016-09\"",
            "due = \"2016-09\"\nrevised_due = \"2016-10-01\"",
            Some("\"2016-10-01\" 1 day, from September 2016 to 1 October 2016"),
        );
        case("due = \"2016-09\"", "due = \"2016-10\"\nslip_reason = \"R\"", None);
        case(
            "due = \"2016-09\"\nrevised_due = \"2016-10\"\nslip_reason = \"R\"",
            "due = \"2016-09\"\nrevised_due = \"2016-10\"",
            None,
        );
    }

    #[test]
    fn within_one_update() {
        let update = "+++\nnumber = 4\nstatus = \"planned\"\n[[deliverables]]\ntext = \"D\"\n\
                      due = \"2016-03\"\nrevised_due = \"2016-05\"\n+++\n";
        let found = findings(
            &RULE,
            &[
                ("content/ssr1/recommendations/rec-04.md", "+++\nnumber = 4\ntitle = \"T\"\n+++\n"),
                ("content/ssr1/2016-03-31/rec-04.md", update),
            ],
        );
        assert_eq!(
            found,
            [
                "warning content/ssr1/2016-03-31/rec-04.md \"\\\"2016-05\\\"\": “D” was postponed by 61 days, from March 2016 to May 2016, without a reason"
            ]
        );
    }
}
