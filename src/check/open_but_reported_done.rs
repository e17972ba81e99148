//! Open deliverables and recommendations that the prose calls done.

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::claims::{ClaimKind, Subject};
use crate::config::RuleLevel;
use crate::diagnostic::{Diagnostic, Location};
use crate::facts::{Standing, State};
use crate::site::{DeliverableId, DocumentId, Owner};

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
`narrative-contradicts-deliverable`. Where the same text also speaks of work on it that is to come,
only a step of it was done.

Add `completed` with the date, or correct the sentence.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    context.each_document(findings, |id, document, findings| {
        if document.broken {
            return;
        }
        let claims = &document.prose.claims;
        // A text that also speaks of work to come tells of a step.
        let is_contested = |subject: Subject| {
            claims.iter().any(|claim| claim.subject == subject && claim.kind != ClaimKind::Finished)
        };
        let mut reported: Vec<Subject> = Vec::new();
        for claim in claims.iter().filter(|claim| claim.kind == ClaimKind::Finished) {
            if reported.contains(&claim.subject) || is_contested(claim.subject) {
                continue;
            }
            reported.push(claim.subject);
            let place = Location::new(&document.path, claim.span);
            let found = match claim.subject {
                Subject::Deliverable(row) => {
                    of_row(context, DeliverableId { document: id, row: u32::from(row) }, place)
                }
                Subject::Recommendation => of_recommendation(context, id, place),
                Subject::Unclear { .. } => None,
            };
            if let Some(found) = found {
                findings.push(found);
            }
        }
    });
}

fn of_row(context: &Context<'_>, row: DeliverableId, place: Location) -> Option<Diagnostic> {
    let Context { site, facts, .. } = *context;
    if facts.standing(row, site.view_of(row.document)) != Some(Standing::Open) {
        return None;
    }
    let at = Location::new(&place.path, site.deliverable(row)?.text.span);
    let message = format!("the text reports {} as done, but it is open", context.named(row));
    let finding = finding(place, message)
        .related(at, "open here")
        .help("add `completed = \"…\"` with the date, or correct the sentence");
    Some(finding.about(context.row(row)))
}

fn of_recommendation(context: &Context<'_>, id: DocumentId, place: Location) -> Option<Diagnostic> {
    let Context { site, facts, .. } = *context;
    let Owner::Update(of, _) = site.owner(id) else { return None };
    let is_silent =
        site.update(id)?.status.is_none() && facts.state(of, site.view_of(id)) == State::NotStated;
    let called = site.called(of.report).one;
    let message = format!("the text reports the {called} as done, but the update states no status");
    is_silent.then(|| finding(place, message).help("add `status`, or correct the sentence"))
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
    fn deliverables() {
        let row = "status = \"planned\"\n[[deliverables]]\ntext = \"A register of wells\"\n\
                   due = \"2030\"";
        let message = "the text reports “A register of wells” as done, but it is open";
        case(row, "The register of wells has been completed.", Some(message));
        case(row, "The register of wells is being drawn up.", None);
        // A step of it.
        let both = "A draft of the register of wells has been completed. The register of wells is \
                    still being checked.";
        case(row, both, None);
        case(
            &row.replace("due", "completed = true\nid"),
            "The register of wells is complete.",
            None,
        );
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
