//! Rejected recommendations that are reported as under way.

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::document::Content;
use crate::document::fields::{Decision, StatusKind};
use crate::facts::Standing;
use crate::site::{Owner, StatusMeaning, View};

pub(super) const RULE: Rule = Rule {
    name: "rejected-but-pursued",
    level: RuleLevel::Warn,
    summary: "a recommendation is rejected, but still pursued",
    explanation: "\
Readers cannot tell whether anything will happen. A rejected recommendation is never late, and its
deliverables are never overdue.

Checks updates of recommendations whose decision is `rejected` in that edition. The status must
not be of kind `not-started`, `active` or `late`, and no deliverable may be open.

Correct the decision in `disposition`, or use a status of kind `dropped`, and `dropped` in
deliverables.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    let Context { site, facts, .. } = *context;
    context.each_document(findings, |id, document, findings| {
        let (Owner::Update(of, edition), Content::Update(update)) =
            (site.owner(id), &document.content)
        else {
            return;
        };
        if document.broken {
            return;
        }
        let view = View::Edition(edition);
        let said = site.disposition_said(of, view);
        let Some((source, _)) = said.filter(|(_, said)| said.decision == Decision::Rejected) else {
            return;
        };
        let is_pursued = |status: &StatusMeaning| {
            matches!(status.kind, StatusKind::NotStarted | StatusKind::Active | StatusKind::Late)
        };
        let status = update.status.as_ref();
        let status = status.filter(|it| site.report(of.report).status(it).is_some_and(is_pursued));
        let mut rows = site.deliverables_of(id);
        let open = rows.find(|row| {
            facts.standing(*row, view) == Some(Standing::Open) && !facts.points_elsewhere(*row)
        });
        let (span, what) = if let Some(status) = status {
            (status.span, format!("its status is `{}`", status.value))
        } else if let Some(row) = open.and_then(|row| site.deliverable(row)) {
            (row.text.span, "has an open deliverable".to_owned())
        } else {
            return;
        };
        findings.push(
            finding(
                Location::new(&document.path, span),
                format!("the {} is rejected, but {what}", site.called(of.report).one),
            )
            .related(site.document(source).front_matter(), "`decision = \"rejected\"` is here")
            .help("correct the decision; or use a status of kind `dropped`, and `dropped` in deliverables"),
        );
    });
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::findings;

    #[track_caller]
    fn case(decision: &str, status: &str, expected: bool) {
        let adopted = format!(
            "+++\nnumber = 4\ntitle = \"T\"\ndisposition = {{ decision = \"{decision}\" }}\n+++\n"
        );
        let update = format!("+++\nnumber = 4\nstatus = \"{status}\"\n+++\n");
        let path = "content/ssr1/2016-06-30/rec-04.md";
        let found = findings(
            &RULE,
            &[("content/ssr1/recommendations/rec-04.md", &adopted), (path, &update)],
        );
        let message = format!(
            "warning {path} \"\\\"{status}\\\"\": the recommendation is rejected, but its status is `{status}`"
        );
        assert_eq!(found, if expected { vec![message] } else { Vec::new() });
    }

    #[test]
    fn cases() {
        case("accepted", "planned", false);
        case("rejected", "complete", false);
        case("rejected", "planned", true);
        case("rejected", "behind-replan", true);
    }
}
