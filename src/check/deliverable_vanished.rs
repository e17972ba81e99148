//! Deliverables that an update leaves out without a word.

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::facts::{Change, DeliverableChange};
use crate::site::Owner;

pub(super) const RULE: Rule = Rule {
    name: "deliverable-vanished",
    level: RuleLevel::Warn,
    summary: "an update leaves out an open deliverable without saying why",
    explanation: "\
A promise that is no longer listed looks kept or forgotten. An open deliverable stays on the
pages, marked as not mentioned, and is still counted, until an update lists it as done or dropped.

Compares each update with the edition before. Deliverables are tracked by `id`, or by text if at
least half of the words are the same. Reported once, for the first update that leaves a
deliverable out. Exempt are done and dropped deliverables, and updates with a correction.

List the deliverable again, with `completed` if it is done, or with `dropped = \"…\"` and the reason
if it is no longer pursued. If it was reworded beyond recognition, give both versions the same
`id`.
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
            let Change::Deliverable(DeliverableChange::LeftOut(row)) = change else { continue };
            let Some(deliverable) = site.deliverable(*row) else { continue };
            let path = &site.document(row.document).path;
            findings.push(
                finding(document.front_matter(), format!("{} is open, and left out", context.named(*row)))
                    .related(Location::new(path, deliverable.text.span), "last listed here")
                    .help("list it again, with `completed` if it is done or `dropped = \"…\"` with the reason")
                    .about(context.row(*row)),
            );
        }
    });
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::findings;

    #[track_caller]
    fn case(before: &str, after: &str, expected: &[&str]) {
        let update = |rows: &str| format!("+++\nnumber = 4\nstatus = \"planned\"\n{rows}\n+++\n");
        let path = "content/ssr1/2016-06-30/rec-04.md";
        let found = findings(
            &RULE,
            &[
                ("content/ssr1/recommendations/rec-04.md", "+++\nnumber = 4\ntitle = \"T\"\n+++\n"),
                ("content/ssr1/2016-03-31/rec-04.md", &update(before)),
                (path, &update(after)),
            ],
        );
        let message = |row: &&str| format!("warning {path} \"+++\": “{row}” is open, and left out");
        let expected: Vec<String> = expected.iter().map(message).collect();
        assert_eq!(found, expected, "{before} -> {after}");
    }

    #[test]
    fn cases() {
        let one = "[[deliverables]]\ntext = \"Publish it\"";
        let done = "[[deliverables]]\ntext = \"Publish it\"\ncompleted = true";
        let other = "[[deliverables]]\ntext = \"Quite another thing\"";
        case(one, one, &[]);
        case(one, "", &["Publish it"]);
        case(one, other, &["Publish it"]);
        case(done, "", &[]);
        case(one, done, &[]);
        case(one, &format!("{one}\ndropped = \"No longer needed.\""), &[]);
        case(&format!("{one}\n{other}"), "", &["Publish it", "Quite another thing"]);
        case(one, "[[corrections]]\ndate = 2016-07-01\nnote = \"Merged.\"", &[]);
    }
}
