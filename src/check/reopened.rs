//! Deliverables that were done and are open again.

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::facts::{Change, DeliverableChange};
use crate::site::Owner;

pub(super) const RULE: Rule = Rule {
    name: "reopened",
    level: RuleLevel::Warn,
    summary: "a deliverable was done in the edition before and is open again",
    explanation: "\
Readers were told that it is done. If that was wrong, the earlier edition needs a correction; if
something else is meant, it is a new deliverable.

Compares each update with the edition before, by `status` and `completed`, or else by the status
of the recommendation. Exempt are updates with a correction.

Mark it as done, say in `[[corrections]]` what was wrong, or give new work an `id` of its own.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    let Context { site, facts, .. } = *context;
    context.each_document(findings, |id, document, findings| {
        let Owner::Update(of, edition) = site.owner(id) else { return };
        if document.broken || !document.corrections().is_empty() {
            return;
        }
        let Some(movement) = facts.movement(of, edition) else { return };
        for change in movement.changes {
            let Change::Deliverable(DeliverableChange::Reopened(row)) = change else { continue };
            let Some(deliverable) = site.deliverable(*row) else { continue };
            let mut found = finding(
                Location::new(&site.document(row.document).path, deliverable.text.span),
                format!("{} was done and is open again", context.named(*row)),
            )
            .help("mark it as done, or say in `[[corrections]]` what was wrong")
            .about(context.row(*row));
            if let Some(was) = site.previous_deliverable(*row)
                && let Some(old) = site.deliverable(was)
            {
                let path = &site.document(was.document).path;
                found = found.related(Location::new(path, old.text.span), "done here");
            }
            findings.push(found);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::findings;

    #[track_caller]
    fn case(before: &str, after: &str, expected: bool) {
        let update = |status: &str| {
            let row = "[[deliverables]]\ntext = \"Publish it\"";
            format!("+++\nnumber = 4\nstatus = \"planned\"\n{row}\n{status}\n+++\n")
        };
        let path = "content/ssr1/2016-06-30/rec-04.md";
        let found = findings(
            &RULE,
            &[
                ("content/ssr1/recommendations/rec-04.md", "+++\nnumber = 4\ntitle = \"T\"\n+++\n"),
                ("content/ssr1/2016-03-31/rec-04.md", &update(before)),
                (path, &update(after)),
            ],
        );
        let message = format!(
            "warning {path} \"\\\"Publish it\\\"\": “Publish it” was done and is open again"
        );
        assert_eq!(found, if expected { vec![message] } else { Vec::new() }, "{before} {after}");
    }

    #[test]
    fn cases() {
        case("completed = true", "completed = true", false);
        case("completed = true", "", true);
        case("completed = true", "status = \"planned\"", true);
        case("", "completed = true", false);
        case("completed = true", "dropped = \"R\"", false);
        case("completed = true", "[[corrections]]\ndate = 2016-07-01\nnote = \"N\"", false);
    }
}
