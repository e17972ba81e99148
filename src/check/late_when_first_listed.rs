//! Deliverables that are overdue in the first edition that lists them.

use super::findings::finding;
use super::overdue::{days, place};
use super::wording::{date, on};
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::site::{DeliverableId, Owner, View};

pub(super) const RULE: Rule = Rule {
    name: "late-when-first-listed",
    level: RuleLevel::Allow,
    summary: "a deliverable is overdue in the first edition that lists it",
    explanation: "\
Somebody promised it, somewhere, before it was late. No edition shows that, so nobody can see how
often the date has moved since.

Checks the first row of each deliverable. It is a finding if that row is overdue as of its edition:
not done, and its date ended before the edition's. Deliverables are tracked across editions by
`id`, or by text if at least half of the words are the same.

Off by default: where earlier editions were not taken over, every late deliverable is one.

If an earlier edition lists it in other words, give both rows the same `id`. If it was promised
elsewhere, say where in the text.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    let Context { site, facts, .. } = *context;
    context.each_document(findings, |document, content, findings| {
        let Owner::Update(id, edition) = site.owner(document) else { return };
        let report = site.report(id.report);
        let Some(day) = report.edition(edition).day() else { return };
        let is_new_and_past = |row: DeliverableId| {
            site.previous_deliverable(row).is_none()
                && facts.promise(row).is_some_and(|promise| promise.first.is_before(day))
        };
        if content.broken || !site.deliverables_of(document).any(is_new_and_past) {
            return;
        }
        for row in facts.rows_of(id, View::Edition(edition)).iter() {
            if row.days_overdue == 0 || row.id.document != document || !is_new_and_past(row.id) {
                continue;
            }
            let Some(promise) = facts.promise(row.id) else { continue };
            let message = format!(
                "{} was due {}, {} before the first edition that lists it, of {}",
                context.named(row.id),
                on(promise.first),
                days(row.days_overdue),
                date(day)
            );
            findings.push(
                finding(place(site, row.id), message)
                    .help(
                        "if an earlier edition lists it in other words, give both rows the same \
                         `id = \"…\"`; if it was promised elsewhere, say where in the text",
                    )
                    .about(context.row(row.id)),
            );
        }
    });
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::findings;

    const FIRST: &str = "content/r/2021-03-31/rec-4.md";
    const SECOND: &str = "content/r/2021-06-30/rec-4.md";

    #[track_caller]
    fn case(old: &str, new: &str, expected: &[&str]) {
        let update = |row: &str| {
            let row = match row {
                "" => String::new(),
                row => format!("[[deliverables]]\ntext = \"Count the ferries\"\n{row}"),
            };
            format!("+++\nnumber = 4\nstatus = \"planned\"\n{row}\n+++\n")
        };
        let found = findings(
            &RULE,
            &[
                ("content/r/recommendations/rec-4.md", "+++\nnumber = 4\ntitle = \"T\"\n+++\n"),
                (FIRST, &update(old)),
                (SECOND, &update(new)),
            ],
        );
        assert_eq!(found, expected);
    }

    #[test]
    fn cases() {
        let late_by = |path: &str, due: &str, days: &str, day: &str| {
            format!(
                "warning {path} \"\\\"{due}\\\"\": “Count the ferries” was due in February 2021, {days} before the first edition that lists it, of {day}"
            )
        };
        let due = "due = \"2021-02\"";
        let first = late_by(FIRST, "2021-02", "31 days", "31 March 2021");
        let second = late_by(SECOND, "2021-02", "122 days", "30 June 2021");
        case("", due, &[&second]);
        case(due, due, &[&first]);
        // Listed before it was late.
        case("due = \"2021-05\"", "due = \"2021-05\"", &[]);
        case("", "due = \"2021-06\"", &[]);
        case("", "due = \"2021-02\"\ncompleted = true", &[]);
        case("", "due = \"2021-02\"\ndropped = \"No longer needed.\"", &[]);
        case("", "", &[]);
    }
}
