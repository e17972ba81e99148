//! Statuses that change under a text that does not.

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::facts::Change;
use crate::site::{Owner, StatusMeaning};

pub(super) const RULE: Rule = Rule {
    name: "status-moved-text-same",
    level: RuleLevel::Allow,
    summary: "the status changed, but the text is word for word that of the update before",
    explanation: "\
A new status over last quarter's text leaves readers without the reason for the change, and with a
text that may no longer hold.

Compares each update with the update before. Both have a status of their own, the two differ, and
the narrative and the notes have the same words. Updates without a text, and updates with a
correction, are exempt. Off by default, since a deliverable's new row can be the reason.

Say what changed.
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
        let digests = &document.prose.digests;
        let Some(movement) = facts.movement(of, edition) else { return };
        let Some(before) = movement.old.filter(|old| *old != id) else { return };
        let earlier = site.document(before);
        let same = earlier.prose.digests == *digests;
        if !same || earlier.broken || !(digests.has_narrative() || digests.has_notes()) {
            return;
        }
        let moved = |change: &Change| {
            matches!(change, Change::Status | Change::Withdrawn | Change::TakenUpAgain)
        };
        if !movement.changes.iter().any(moved) {
            return;
        }
        let report = site.report(of.report);
        let status = |document| {
            let stated = site.update(document)?.status.as_ref()?;
            Some((stated, report.status(stated)?))
        };
        let (Some((old, was)), Some((new, is))) = (status(before), status(id)) else { return };
        let label = |status: &StatusMeaning| status.id.to_string();
        if was.id == is.id {
            return;
        }
        let message = format!(
            "the status moved from `{}` to `{}`, but the text is the same as before",
            label(was),
            label(is)
        );
        findings.push(
            finding(Location::new(&document.path, new.span), message)
                .related(Location::new(&earlier.path, old.span), "the status before")
                .help("say in the text what changed"),
        );
    });
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::findings;

    #[track_caller]
    fn case(before: &str, after: &str, expected: bool) {
        let update = |text: &str| {
            let (status, body) = text.split_once('|').expect("status and body");
            format!("+++\nnumber = 4\n{status}\n+++\n{body}\n")
        };
        let path = "content/r/2016-06-30/rec-4.md";
        let found = findings(
            &RULE,
            &[
                ("content/r/recommendations/rec-4.md", "+++\nnumber = 4\ntitle = \"T\"\n+++\n"),
                ("content/r/2016-03-31/rec-4.md", &update(before)),
                (path, &update(after)),
            ],
        );
        let message = format!(
            "warning {path} \"\\\"complete\\\"\": the status moved from `planned` to `complete`, but the text is the same as before"
        );
        assert_eq!(found, if expected { vec![message] } else { Vec::new() }, "{after}");
    }

    #[test]
    fn cases() {
        let planned = "status = \"planned\"|The bridge is being repaired.";
        case(planned, "status = \"complete\"|The bridge is being\n*repaired*.", true);
        case(planned, "status = \"complete\"|The bridge is repaired.", false);
        case(planned, planned, false);
        case(planned, "|The bridge is being repaired.", false);
        case("status = \"planned\"|", "status = \"complete\"|", false);
        case(
            planned,
            "status = \"complete\"\n[[corrections]]\ndate = 2016-07-01\nnote = \"N\"|The bridge is being repaired.",
            false,
        );
    }
}
