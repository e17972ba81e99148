//! Open deliverables and recommendations that the prose calls done.

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::claims::{ClaimKind, Subject};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::facts::{Standing, State};
use crate::site::{DeliverableId, Owner};

pub(super) const RULE: Rule = Rule {
    name: "open-but-reported-done",
    level: RuleLevel::Warn,
    summary: "the text reports something as done that is open",
    explanation: "\
\"The handbook was published in May\", and the handbook is on the list of what is late: the row was
forgotten, and totals go by rows.

Checks the body of each update. A sentence that reports a deliverable as done, where that is open by
its `status`, `completed` or the status of the recommendation; and one that reports the
recommendation as done, where the update states no status (with a status, `notes-contradict-status`
reports it). Which deliverable a sentence is about is described under
`narrative-contradicts-deliverable`.

Add `completed` with the date, or correct the sentence.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    let Context { site, facts, .. } = *context;
    context.each_document(findings, |id, document, findings| {
        let Owner::Update(of, _) = site.owner(id) else { return };
        let Some(update) = site.update(id).filter(|_| !document.broken) else { return };
        let mut reported: Vec<Subject> = Vec::new();
        for claim in document.prose.claims.iter().filter(|claim| claim.kind == ClaimKind::Finished)
        {
            if reported.contains(&claim.subject) {
                continue;
            }
            let place = Location::new(&document.path, claim.span);
            let found =
                match claim.subject {
                    Subject::Deliverable(row) => {
                        let row = DeliverableId { document: id, row: u32::from(row) };
                        let is_open = facts.standing(row, site.view_of(id)) == Some(Standing::Open);
                        {
                            let fact = context.row(row);
                            site.deliverable(row).filter(|_| is_open).map(|row| {
                        finding(place, "the text reports this as done, but the deliverable is open")
                            .related(Location::new(&document.path, row.text.span), "open here")
                            .help("add `completed = \"…\"` with the date, or correct the sentence")
                            .about(fact)
                    })
                        }
                    }
                    Subject::Recommendation => {
                        let state = facts.state(of, site.view_of(id));
                        let is_silent = update.status.is_none() && state == State::NotStated;
                        let called = site.called(of.report).one;
                        is_silent.then(|| {
                        let message = format!(
                            "the text reports the {called} as done, but the update states no status"
                        );
                        finding(place, message).help("add `status`, or correct the sentence")
                    })
                    }
                    Subject::Unclear { .. } => None,
                };
            if let Some(found) = found {
                reported.push(claim.subject);
                findings.push(found);
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::of_updates;

    #[track_caller]
    fn case(front: &str, body: &str, expected: Option<&str>) {
        let found = of_updates(&RULE, &[&format!("{front}|{body}")]);
        assert_eq!(found, expected.into_iter().collect::<Vec<_>>(), "{front}{body}");
    }

    #[test]
    fn recommendations() {
        let done = "This recommendation is complete.";
        let message =
            "the text reports the recommendation as done, but the update states no status";
        case("", done, Some(message));
        case("", "This recommendation is late.", None);
        // That is `notes-contradict-status`.
        case("status = \"planned\"", done, None);
        case("status = \"complete\"", done, None);
    }
}
