//! Assessments that disagree with the reported status.

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::{Diagnostic, Location};
use crate::facts::Assessed;
use crate::site::{RecommendationId, Site, View};

pub(super) const RULE: Rule = Rule {
    name: "assessment-differs",
    level: RuleLevel::Warn,
    summary: "a review assesses a recommendation otherwise than is reported",
    explanation: "\
Where reviewers and implementers disagree, both may be right, but readers need to know, and either
side may have overlooked something.

Compares each assessment of a review with the status in the last edition of the reviewed report,
own or inherited. They disagree if a status of kind `done` is assessed as `not-met` or `partly`,
or any other status as `met`. Recommendations that are not yet reported are skipped. The review's
page lists the same disagreements.

If one is out of date, correct it. If they do disagree, add an `[[allow]]` with the reason to the
entry.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    let Context { site, facts, .. } = *context;
    for review in &site.reports {
        for assessed in facts.assessments(review.place, View::Latest) {
            if assessed.disagrees()
                && let Some(finding) = disagreement(site, &assessed)
            {
                findings.push(finding);
            }
        }
    }
}

fn disagreement(site: &Site, assessed: &Assessed<'_>) -> Option<Diagnostic> {
    let document = site.entry_as_of(assessed.entry, View::Latest)?;
    let written = site.entry(document)?.assessment.as_ref()?;
    let (about, reported) = (assessed.about?, assessed.reported?);
    let message = format!(
        "assessed as `{}`, but reported as `{}` in `{}`",
        written.value,
        reported.status.id,
        site.report(about.report).id
    );
    let found = finding(Location::new(&site.document(document).path, written.span), message)
        .help("correct one of them, or allow the finding with the reason");
    Some(match place(site, reported.inherited_from.unwrap_or(about)) {
        Some(place) => found.related(place, "reported status"),
        None => found,
    })
}

/// The place of a recommendation's latest status.
fn place(site: &Site, id: RecommendationId) -> Option<Location> {
    let (_, document) = site.carried(id, View::Latest)?;
    let status = site.update(document)?.status.as_ref()?;
    Some(Location::new(&site.document(document).path, status.span))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::findings;

    const REVIEW: &str = "+++\nkind = \"review\"\nof = \"r\"\ntitle = \"V\"\nassessments = [\
        { id = \"yes\", label = \"Y\", kind = \"met\" },\
        { id = \"half\", label = \"H\", kind = \"partly\" },\
        { id = \"no\", label = \"N\", kind = \"not-met\" },\
        { id = \"moot\", label = \"M\", kind = \"no-longer-applies\" }]\n+++\n";

    #[track_caller]
    fn case(status: &str, assessment: &str, differs: bool) {
        let update = format!("+++\nnumber = 1\n{status}\n+++\n");
        let entry = format!("+++\nnumber = 1\n{assessment}\n+++\n");
        let found = findings(
            &RULE,
            &[
                ("content/r/recommendations/rec-1.md", "+++\nnumber = 1\ntitle = \"T\"\n+++\n"),
                ("content/r/2016-06-30/rec-1.md", &update),
                ("content/v/_index.md", REVIEW),
                ("content/v/rec-1.md", &entry),
            ],
        );
        let id = |written: &str| written.split('"').nth(1).map(str::to_owned);
        let expected = differs.then(|| {
            let (assessment, status) = (id(assessment).unwrap(), id(status).unwrap());
            format!(
                "warning content/v/rec-1.md \"\\\"{assessment}\\\"\": assessed as `{assessment}`, but reported as `{status}` in `r`"
            )
        });
        assert_eq!(found, expected.into_iter().collect::<Vec<_>>());
    }

    #[test]
    fn cases() {
        let (done, late) = ("status = \"complete\"", "status = \"behind-replan\"");
        case(done, "assessment = \"yes\"", false);
        case(done, "assessment = \"half\"", true);
        case(done, "assessment = \"no\"", true);
        case(done, "assessment = \"moot\"", false);
        case(done, "", false);
        case(late, "assessment = \"yes\"", true);
        case(late, "assessment = \"half\"", false);
        case(late, "assessment = \"no\"", false);
        case("status = \"planned\"", "assessment = \"yes\"", true);
    }
}
