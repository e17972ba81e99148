//! Updates whose deliverables are all done, but whose status is not.

use super::complete_with_open_deliverables::{Judged, judged, left_open};
use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::document::fields::StatusKind;
use crate::facts::Standing;

pub(super) const RULE: Rule = Rule {
    name: "all-done-but-not-complete",
    level: RuleLevel::Warn,
    summary: "all deliverables of an update are done, but its status is not",
    explanation: "\
If everything promised is done and the recommendation is not complete, something is missing: a
deliverable for the remaining work, or the new status.

Checks updates whose `status` is of kind `active` or `late` and that have deliverables. Reports
those where every deliverable is done or dropped, and at least one is done, by its own `status` or
by `completed`. A deliverable that only points elsewhere, such as \"See Recommendation 25\", is open
like any other until it is marked done.

Set a status of kind `done`, or add the remaining deliverable.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    context.each_document(findings, |id, document, findings| {
        let Some(Judged { status, kind, source: None, place, rows }) =
            judged(context, id, document)
        else {
            return;
        };
        let goes_on =
            matches!(kind, StatusKind::NotStarted | StatusKind::Active | StatusKind::Late);
        let any_done = rows.iter().any(|row| row.standing == Standing::Done);
        let none_open = rows.iter().all(|row| row.standing != Standing::Open);
        if goes_on && any_done && none_open && left_open(context, id).is_empty() {
            let message = format!("all deliverables are done, but the status is `{status}`");
            findings.push(
                finding(place, message)
                    .help("set a status of kind `done`, or add the remaining deliverable")
                    .about(context.status(id)),
            );
        }
    });
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::findings;

    #[track_caller]
    fn case(status: &str, rows: &[&str], expected: bool) {
        let rows: Vec<String> =
            rows.iter().map(|row| format!("[[deliverables]]\ntext = \"D\"\n{row}\n")).collect();
        let update = format!("+++\nnumber = 4\nstatus = \"{status}\"\n{}+++\n", rows.concat());
        let path = "content/ssr1/2016-06-30/rec-04.md";
        let index = "+++\nkind = \"implementation\"\ntitle = \"T\"\nstatuses = [\n\
            { id = \"open\", label = \"Open\", kind = \"active\" },\n\
            { id = \"late\", label = \"Late\", kind = \"late\" },\n\
            { id = \"done\", label = \"Done\", kind = \"done\" },\n\
            { id = \"dropped\", label = \"Dropped\", kind = \"dropped\" },\n]\n+++\n";
        let found = findings(
            &RULE,
            &[
                ("content/ssr1/_index.md", index),
                ("content/ssr1/recommendations/rec-04.md", "+++\nnumber = 4\ntitle = \"T\"\n+++\n"),
                (path, &update),
            ],
        );
        let words = format!("\"{status}\"");
        let finding = format!(
            "warning {path} {words:?}: all deliverables are done, but the status is `{status}`"
        );
        assert_eq!(found, expected.then_some(finding).into_iter().collect::<Vec<_>>());
    }

    #[test]
    fn cases() {
        case("open", &["completed = true"], true);
        case("late", &["completed = \"2016-05\"", "status = \"done\""], true);
        case("open", &["completed = true", "status = \"dropped\""], true);
        case("open", &["status = \"dropped\""], false);
        case("open", &["completed = true", ""], false);
        case("open", &["completed = true", "status = \"late\""], false);
        case("open", &[], false);
        case("done", &["completed = true"], false);
        case("dropped", &["completed = true"], false);
        case("open", &["completed = true", "status = \"open\""], false);
    }
}
