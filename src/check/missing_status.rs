//! Updates without a status.

use std::collections::BTreeMap;

use super::findings::{edition_place, finding};
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::one_of;
use crate::document::Content;
use crate::facts::State;
use crate::site::{DocumentId, EditionId, Owner, ReportId, View};

pub(super) const RULE: Rule = Rule {
    name: "missing-status",
    level: RuleLevel::Warn,
    summary: "an update says no status",
    explanation: "\
Readers see \"not stated\", and the recommendation counts as neither done nor late.

Checks every update whose recommendation has no status in that edition: none of its own, and none
inherited by `covered_by`. An edition none of whose updates says a status is one finding.

Add `status`. If there is nothing to say yet, keep it out and explain why with `[[allow]]`.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    let Context { site, facts, .. } = *context;
    let updates = context.collect(|id, document| {
        let (Owner::Update(of, edition), Content::Update(update)) =
            (site.owner(id), &document.content)
        else {
            return Vec::new();
        };
        let is_missing = !document.broken
            && update.status.is_none()
            && facts.state(of, View::Edition(edition)) == State::NotStated;
        vec![((of.report, edition), is_missing.then_some(id))]
    });
    let mut editions: BTreeMap<(ReportId, EditionId), Vec<Option<DocumentId>>> = BTreeMap::new();
    for (edition, missing) in updates {
        editions.entry(edition).or_default().push(missing);
    }
    for ((report, edition), updates) in editions {
        let report = site.report(report);
        let words = one_of(report.statuses.iter().map(|status| &*status.id));
        let help = format!("add `status = \"…\"`, {words}");
        if updates.len() > 1 && updates.iter().all(Option::is_some) {
            let message =
                format!("none of the {} updates of this edition says a status", updates.len());
            let place = edition_place(site, report, report.edition(edition));
            findings.push(finding(place, message).help(help));
            continue;
        }
        for document in updates.into_iter().flatten() {
            let place = site.document(document).front_matter();
            findings.push(finding(place, "this update says no status").help(help.clone()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::findings;

    #[track_caller]
    fn case(status: &str, covered_by: &str, expected: bool) {
        let covered = format!("+++\nnumber = 4\ntitle = \"T\"\n{covered_by}\n+++\n");
        let update = format!("+++\nnumber = 4\n{status}\n+++\nText.\n");
        let path = "content/ssr1/2016-06-30/rec-04.md";
        let found = findings(
            &RULE,
            &[
                ("content/ssr1/recommendations/rec-04.md", &covered),
                ("content/ssr1/recommendations/rec-05.md", "+++\nnumber = 5\ntitle = \"T\"\n+++\n"),
                (
                    "content/ssr1/2016-06-30/rec-05.md",
                    "+++\nnumber = 5\nstatus = \"planned\"\n+++\n",
                ),
                (path, &update),
            ],
        );
        let message = format!("warning {path} \"+++\": this update says no status");
        assert_eq!(found, if expected { vec![message] } else { Vec::new() });
    }

    #[test]
    fn a_report_without_statuses_is_one_finding() {
        let found = findings(
            &RULE,
            &[
                ("content/ssr1/recommendations/rec-04.md", "+++\nnumber = 4\ntitle = \"T\"\n+++\n"),
                ("content/ssr1/recommendations/rec-05.md", "+++\nnumber = 5\ntitle = \"T\"\n+++\n"),
                ("content/ssr1/2016-06-30/rec-04.md", "+++\nnumber = 4\n+++\nText.\n"),
                ("content/ssr1/2016-06-30/rec-05.md", "+++\nnumber = 5\n+++\nText.\n"),
            ],
        );
        let message = "none of the 2 updates of this edition says a status";
        assert_eq!(
            found,
            [format!("warning content/ssr1/2016-06-30/_index.md \"+++\": {message}")]
        );
    }

    #[test]
    fn cases() {
        case("status = \"planned\"", "", false);
        case("", "covered_by = 5", false);
        case("", "", true);
    }
}
