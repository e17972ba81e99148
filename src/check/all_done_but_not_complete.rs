//! Recommendations with nothing left to do that are not called complete.

use super::complete_with_open_deliverables::judged;
use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::document::fields::StatusKind;
use crate::facts::Standing;

pub(super) const RULE: Rule = Rule {
    name: "all-done-but-not-complete",
    level: RuleLevel::Warn,
    summary: "every deliverable of an update is done, and the update is not complete",
    explanation: "\
Where everything that was promised is done and the recommendation still is not complete,
something is missing from the list: the work that is left, or the word that there is none.

Looked at are updates whose `status` is of the kind `active` or `late`, with at least one
deliverable. All of their deliverables are done or dropped, and at least one is done, by its own
`status` or by `completed`. One that does nothing but point elsewhere, such as \"See
Recommendation 25\", counts like any other: what it stands for is left to do.

Give the update a status of the kind `done`, or add the deliverable that is left.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    context.each_document(findings, |id, document, findings| {
        let Some((status, kind, rows)) = judged(context, id, document) else { return };
        let goes_on = matches!(kind, StatusKind::Active | StatusKind::Late);
        let any_done = rows.iter().any(|row| row.standing == Standing::Done);
        let none_open = rows.iter().all(|row| row.standing != Standing::Open);
        if goes_on && any_done && none_open {
            let message =
                format!("every deliverable is done, but the status is `{}`", status.value);
            findings.push(finding(Location::new(&document.path, status.span), message).help(
                "give the update a status that means done, or add the deliverable that is left",
            ));
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
            "warning {path} {words:?}: every deliverable is done, but the status is `{status}`"
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
