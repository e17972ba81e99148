//! Deliverables that are done in their row and not done in the prose.

use chrono::NaiveDate;

use super::findings::finding;
use super::{Context, Example, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::document::Content;
use crate::document::date::PartialDate;
use crate::document::fields::StatusKind;
use crate::document::prose::{Claim, ClaimKind, Subject};
use crate::site::Owner;

pub(super) const RULE: Rule = Rule {
    name: "narrative-contradicts-deliverable",
    level: RuleLevel::Warn,
    summary: "a deliverable is done, and the prose says that work on it goes on",
    explanation: "\
EXPLANATION
",
    bad: Example(
        "\
=== content/ssr1/recommendations/rec-20.md
+++
number = 20
title = \"Budget\"
+++
=== content/ssr1/2016-06-30/rec-20.md
+++
number = 20
status = \"planned\"

[[deliverables]]
text = \"Report on the budget impacts of each event\"
responsible = [\"Staff\"]
status = \"complete\"
+++
A report on the budget impacts of each event is still being drafted.
",
    ),
    good: Example(
        "\
=== content/ssr1/recommendations/rec-20.md
+++
number = 20
title = \"Budget\"
+++
=== content/ssr1/2016-06-30/rec-20.md
+++
number = 20
status = \"planned\"

[[deliverables]]
text = \"Report on the budget impacts of each event\"
responsible = [\"Staff\"]
due = \"2016-09\"
status = \"planned\"
+++
A report on the budget impacts of each event is still being drafted.
",
    ),
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    let site = context.site;
    context.each_document(findings, |id, document, findings| {
        let (Owner::Update(recommendation, edition), Content::Update(update)) =
            (site.owner(id), &document.content)
        else {
            return;
        };
        if document.broken || document.prose.claims.is_empty() {
            return;
        }
        let report = site.report(recommendation.report);
        let as_of = update.as_of.as_ref().map_or(report.edition(edition).date, |as_of| as_of.value);
        for (index, deliverable) in (0..).zip(&update.deliverables) {
            let status = report.deliverable_status(deliverable);
            if status.is_none_or(|status| status.kind != StatusKind::Done) {
                continue;
            }
            let claims: Vec<(&Claim, String)> = document
                .prose
                .claims
                .iter()
                .filter(|claim| claim.subject == Subject::Deliverable(index))
                .filter_map(|claim| Some((claim, unfinished(claim.kind, as_of)?)))
                .collect();
            if claims.is_empty() {
                continue;
            }
            let mut found = finding(
                Location::new(&document.path, deliverable.text.span),
                "this deliverable is done, but the prose calls it unfinished",
            )
            .help("give the row the `status` that the prose describes, and no `completed`; or bring the prose up to date");
            for (claim, why) in claims {
                found = found.related(Location::new(&document.path, claim.span), why);
            }
            findings.push(found);
        }
    });
}

/// Why a claim means that work goes on.
pub(super) fn unfinished(claim: ClaimKind, as_of: NaiveDate) -> Option<String> {
    match claim {
        ClaimKind::Unfinished => Some("not finished, this says".to_owned()),
        ClaimKind::Target { date, met: false } if is_after(date, as_of) => {
            Some(format!("promised for later than {as_of}"))
        }
        ClaimKind::Target { .. } | ClaimKind::Finished => None,
    }
}

/// Whether a date is over only after a day.
fn is_after(date: PartialDate, day: NaiveDate) -> bool {
    day != NaiveDate::default() && date.last_day() > day
}
