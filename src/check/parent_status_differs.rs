//! Own statuses that differ from those derived from parts.

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::site::{Owner, View};

pub(super) const RULE: Rule = Rule {
    name: "parent-status-differs",
    level: RuleLevel::Warn,
    summary: "a recommendation's own status differs from that of its parts",
    explanation: "\
A recommendation with parts needs no status: it is derived from theirs. If it has one of its own,
that is shown. If the parts say something else, one of them is out of date.

Compares the kinds of both statuses in the update's edition; for the latest update, in the report's
last edition. The parts make a status like this, without dropped and rejected ones: all done, it is
done; any late, by its status or by an overdue deliverable, it is late; any active, or some done, it
is active; else it is not started.

Also reported is a recommendation without a status of its own whose parts make a kind that the
report has no status for: it is shown as not stated.

Remove the status to derive it, or update the wrong one.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    let Context { site, facts, .. } = *context;
    context.each_document(findings, |id, document, findings| {
        let Owner::Update(of, edition) = site.owner(id) else { return };
        let Some(update) = site.update(id).filter(|_| !document.broken) else { return };
        let Some(status) = &update.status else { return };
        let report = site.report(of.report);
        let Some(own) = report.status(status) else { return };
        let is_latest = site.carried(of, View::Latest) == Some((edition, id));
        let view = if is_latest { View::Latest } else { View::Edition(edition) };
        let Some((kind, parts)) =
            facts.derived_kind(of, view).filter(|(kind, _)| *kind != own.kind)
        else {
            return;
        };
        let from = if parts == 1 { "its part".to_owned() } else { format!("its {parts} parts") };
        let message = format!(
            "the status is `{}`, of kind `{}`, but by {from} it would be of kind `{}`",
            status.value,
            own.kind.word(),
            kind.word()
        );
        findings.push(
            finding(Location::new(&document.path, status.span), message)
                .help("remove the status to derive it from the parts, or update the wrong one"),
        );
    });
    for report in &site.reports {
        for id in report.ids() {
            let known = site.recommendation(id);
            let Some(document) = known.document.filter(|_| !known.parts.is_empty()) else {
                continue;
            };
            let Some((kind, _)) = facts.derived_kind(id, View::Latest) else { continue };
            let has_kind = report.statuses.iter().any(|status| status.kind == kind);
            if has_kind || facts.status(id, View::Latest).is_some() {
                continue;
            }
            let kind = kind.word();
            let made = if known.parts.len() == 1 { "its part makes" } else { "its parts make" };
            let message = format!("{made} a status of kind `{kind}`, but the report has none");
            findings.push(
                finding(site.document(document).front_matter(), message)
                    .help(format!("add one of kind `{kind}` to `[[statuses]]` of the report")),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::findings;

    const STATUSES: &str = "[[statuses]]\nid = \"done\"\nlabel = \"D\"\nkind = \"done\"\n\
        [[statuses]]\nid = \"idle\"\nlabel = \"I\"\nkind = \"not-started\"\n";

    /// Findings where 1 has the parts 2 and 3; an empty status is none.
    #[track_caller]
    fn case(statuses: &str, one: &str, two: &str, three: &str, expected: &[&str]) {
        let statement =
            |number: u8, keys: &str| format!("+++\nnumber = {number}\ntitle = \"T\"\n{keys}+++\n");
        let update = |number: u8, status: &str| {
            let status =
                if status.is_empty() { String::new() } else { format!("status = \"{status}\"\n") };
            format!("+++\nnumber = {number}\n{status}+++\n")
        };
        let index = format!("+++\nkind = \"implementation\"\ntitle = \"R\"\n{statuses}+++\n");
        let files = [
            ("content/r/_index.md".to_owned(), index),
            ("content/r/recommendations/rec-1.md".to_owned(), statement(1, "")),
            ("content/r/recommendations/rec-2.md".to_owned(), statement(2, "part_of = 1\n")),
            ("content/r/recommendations/rec-3.md".to_owned(), statement(3, "part_of = 1\n")),
            ("content/r/2016-03-31/rec-1.md".to_owned(), update(1, one)),
            ("content/r/2016-03-31/rec-2.md".to_owned(), update(2, two)),
            ("content/r/2016-03-31/rec-3.md".to_owned(), update(3, three)),
        ];
        let files: Vec<(&str, &str)> =
            files.iter().map(|(path, text)| (&**path, &**text)).collect();
        assert_eq!(findings(&RULE, &files), expected);
    }

    #[test]
    fn cases() {
        case("", "", "complete", "behind-replan", &[]);
        case("", "complete", "complete", "complete", &[]);
        case("", "planned", "complete", "planned", &[]);
        // The kind counts, not the status.
        case("", "behind-recoverable", "complete", "behind-replan", &[]);
        case("", "planned", "", "", &[]);
        case(
            "",
            "planned",
            "complete",
            "behind-replan",
            &[
                "warning content/r/2016-03-31/rec-1.md \"\\\"planned\\\"\": the status is `planned`, \
               of kind `active`, but by its 2 parts it would be of kind `late`",
            ],
        );
        // A dropped part says nothing.
        let gone = "[[statuses]]\nid = \"gone\"\nlabel = \"G\"\nkind = \"dropped\"\n";
        case(
            &format!("{STATUSES}{gone}"),
            "idle",
            "done",
            "gone",
            &[
                "warning content/r/2016-03-31/rec-1.md \"\\\"idle\\\"\": the status is `idle`, of kind \
               `not-started`, but by its part it would be of kind `done`",
            ],
        );
        case(STATUSES, "", "idle", "idle", &[]);
        case(
            STATUSES,
            "",
            "done",
            "idle",
            &["warning content/r/recommendations/rec-1.md \"+++\": its parts make a status of \
               kind `active`, but the report has none"],
        );
    }
}
