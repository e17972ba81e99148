//! Recommendations without the decision on them.

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::document::fields::ReportKind;
use crate::site::{RecommendationId, Report, Site, View};

pub(super) const RULE: Rule = Rule {
    name: "missing-disposition",
    level: RuleLevel::Allow,
    summary: "a report does not say whether its recommendations were accepted",
    explanation: "\
What was accepted is owed, what was not is not. Without the decision, readers cannot tell a broken
promise from one that was never made.

Checks every implementation report as of its last edition. A recommendation has a decision if it,
or one that it is part of, has a `disposition`, or if an addressee's response says one. One with
parts needs none if they have their own. If no
recommendation has one, the report has one finding. If more than half have one, each of the others
has a finding. If fewer have, they are taken for exceptions, and nothing is found.

Off by default: many reports leave the decision to another document.

Add `disposition`, in the recommendation's file or from an update on:

    [disposition]
    decision = \"accepted\"
    date = \"2012-10-18\"
    resolution = \"https://example.org/resolutions/7\"
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    let site = context.site;
    for report in &site.reports {
        if report.kind != ReportKind::Implementation {
            continue;
        }
        let (all, missing) = missing(site, report);
        let with = all - missing.len();
        let called = report.called();
        if with == 0 && all > 0 {
            let message = format!("no {} of this report says whether it was accepted", called.one);
            let help = format!(
                "add `disposition = {{ decision = \"accepted\" }}` to each {}, with `date` and \
                 `resolution` if they are known",
                called.one
            );
            findings
                .push(finding(site.document(report.document).front_matter(), message).help(help));
        } else if with > missing.len() {
            for id in missing {
                let Some(document) = site.recommendation(id).document else { continue };
                let message =
                    format!("this {} has no `disposition`; {with} of {all} have one", called.one);
                findings.push(
                    finding(site.document(document).front_matter(), message)
                        .help("add `disposition = { decision = \"…\" }`"),
                );
            }
        }
    }
}

/// Of the recommendations that need a decision, how many there are and which have none. One with
/// parts needs none: it answers for them, or they have their own.
fn missing(site: &Site, report: &Report) -> (usize, Vec<RecommendationId>) {
    let mut decided = vec![false; report.recommendations.len()];
    let (mut count, mut missing) = (0, Vec::new());
    // Each comes before its parts.
    for id in site.shown(report.place, View::Latest) {
        let whole = site.part_of(id, View::Latest);
        let has = whole.is_some_and(|whole| decided[whole.index as usize]) || is_decided(site, id);
        decided[id.index as usize] = has;
        if !site.is_divided(id, View::Latest) {
            count += 1;
            if !has {
                missing.push(id);
            }
        }
    }
    (count, missing)
}

fn is_decided(site: &Site, id: RecommendationId) -> bool {
    let answered = || {
        site.responses(id, View::Latest)
            .into_iter()
            .filter_map(|id| site.response(id))
            .any(|response| response.decision.is_some() || response.decision_text.is_some())
    };
    site.disposition(id, View::Latest).is_some() || answered()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::findings;

    const ACCEPTED: &str = "disposition = { decision = \"accepted\" }";

    #[track_caller]
    fn case(recommendations: &[&str], expected: &[&str]) {
        let files: Vec<(String, String)> = recommendations
            .iter()
            .zip(1..)
            .map(|(keys, number)| {
                let text = format!("+++\nnumber = {number}\ntitle = \"T\"\n{keys}\n+++\n");
                (format!("content/r/recommendations/rec-{number}.md"), text)
            })
            .collect();
        let files: Vec<(&str, &str)> =
            files.iter().map(|(path, text)| (&**path, &**text)).collect();
        let expected: Vec<String> =
            expected.iter().map(|expected| format!("warning content/r/{expected}")).collect();
        assert_eq!(findings(&RULE, &files), expected);
    }

    #[test]
    fn cases() {
        let none =
            "_index.md \"+++\": no recommendation of this report says whether it was accepted";
        case(&["", ""], &[none]);
        case(&[ACCEPTED, ACCEPTED], &[]);
        case(&[ACCEPTED, "", ""], &[]);
        case(&[ACCEPTED, ""], &[]);
        case(
            &[ACCEPTED, ACCEPTED, ""],
            &[
                "recommendations/rec-3.md \"+++\": this recommendation has no `disposition`; 2 of 3 have one",
            ],
        );
        // A part has the decision on the whole.
        case(&[ACCEPTED, ACCEPTED, "part_of = 2"], &[]);
        // A whole leaves it to its parts.
        let part = format!("part_of = 1\n{ACCEPTED}");
        case(&["", &part, &part, ACCEPTED], &[]);
        case(
            &["", &part, &part, "part_of = 1"],
            &[
                "recommendations/rec-4.md \"+++\": this recommendation has no `disposition`; 2 of 3 have one",
            ],
        );
        let answered = "responses = [{ addressee = \"The Port\", decision = \"rejected\" }]";
        case(&[ACCEPTED, answered, answered], &[]);
        case(&["responses = [{ addressee = \"The Port\" }]"], &[none]);
    }
}
