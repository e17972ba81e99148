//! Responses that are overdue.

use chrono::NaiveDate;

use super::findings::finding;
use super::overdue::days;
use super::wording::date;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::{Diagnostic, Location};
use crate::site::{ResponseId, Site, View};

pub(super) const RULE: Rule = Rule {
    name: "response-overdue",
    level: RuleLevel::Warn,
    summary: "the deadline of a response has passed, and none was given",
    explanation: "\
Who is asked to respond often has a date by which to do so, sometimes by law. Readers want to know
who did not.

Checks the responses that are shown in the last edition of a report. One is overdue if its
`deadline` ended before the date of that edition, and no response was given. Given is any
`decision` other than `pending`; without a decision, any `decision_text`, `date` or `address`.
Today's date does not matter.

If the response came, add its decision and date in an update. If not, keep the warning.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    let Context { site, facts, .. } = *context;
    for report in &site.reports {
        let Some(day) = report.last_edition().and_then(|last| report.edition(last).day()) else {
            continue;
        };
        for (_, id, late) in facts.overdue_responses(report.place, View::Latest) {
            if let Some(finding) = overdue(site, id, day, late) {
                findings.push(finding);
            }
        }
    }
}

fn overdue(site: &Site, id: ResponseId, day: NaiveDate, late: i64) -> Option<Diagnostic> {
    let response = site.response(id)?;
    let deadline = response.deadline.as_ref()?;
    let message = format!(
        "the response of `{}` was due {} and is not given on {}: {} late",
        response.addressee.value,
        date(deadline.value),
        date(day),
        days(late)
    );
    let place = Location::new(&site.document(id.document).path, deadline.span);
    Some(
        finding(place, message).help("once it is given, add `decision = \"…\"` and `date = \"…\"`"),
    )
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::findings;

    const ADOPTED: &str = "content/r/recommendations/rec-1.md";
    const UPDATE: &str = "content/r/2016-06-30/rec-1.md";

    /// Findings of responses in the recommendation, and in an update if it lists any.
    #[track_caller]
    fn case(adopted: &str, update: &str, expected: &[&str]) {
        let adopted = format!("+++\nnumber = 1\ntitle = \"T\"\n{adopted}\n+++\n");
        let update = format!("+++\nnumber = 1\nstatus = \"planned\"\n{update}\n+++\n");
        assert_eq!(findings(&RULE, &[(ADOPTED, &adopted), (UPDATE, &update)]), expected);
    }

    #[test]
    fn cases() {
        let due = |rest: &str| {
            format!("[[responses]]\naddressee = \"Board\"\ndeadline = \"2016-05\"\n{rest}")
        };
        let found = |path: &str| {
            format!(
                "warning {path} \"\\\"2016-05\\\"\": the response of `Board` was due May 2016 and is not given on 30 June 2016: 30 days late"
            )
        };
        case(&due(""), "", &[&found(ADOPTED)]);
        case(&due("decision = \"pending\"\ndate = \"2016-04\""), "", &[&found(ADOPTED)]);
        case(&due("decision = \"rejected\""), "", &[]);
        case(&due("decision_text = \"Noted\""), "", &[]);
        case(&due("date = \"2016-06\""), "", &[]);
        case(&due("address = \"https://example.org/letter\""), "", &[]);
        case(&due("").replace("2016-05", "2016-06"), "", &[]);
        // The responses of an update replace those before.
        case("", &due(""), &[&found(UPDATE)]);
        case(&due(""), "responses = []", &[]);
        case(&due(""), &due("decision = \"accepted\""), &[]);
    }

    #[test]
    fn an_earlier_update_counts_until_another_one_lists_responses() {
        let response = "[[responses]]\naddressee = \"Board\"\ndeadline = \"2015\"\n";
        let update = |keys: &str| format!("+++\nnumber = 1\nstatus = \"planned\"\n{keys}+++\n");
        let found = findings(
            &RULE,
            &[
                (ADOPTED, "+++\nnumber = 1\ntitle = \"T\"\n+++\n"),
                ("content/r/2016-03-31/rec-1.md", &update(response)),
                (UPDATE, &update("")),
            ],
        );
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains("2016-03-31/rec-1.md"), "{found:?}");
        assert!(found[0].contains("not given on 30 June 2016: 182 days late"), "{found:?}");
    }
}
