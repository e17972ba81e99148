//! Superseded recommendations that still count.

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::document::fields::StatusKind;
use crate::site::{DocumentId, RecommendationId};
use crate::site::{Site, View};

pub(super) const RULE: Rule = Rule {
    name: "superseded-not-dropped",
    level: RuleLevel::Warn,
    summary: "a superseded recommendation has no status of kind `dropped`",
    explanation: "\
What is superseded is carried out under another recommendation. As long as its own status says that
it is under way, done or late, it is counted twice.

Checks every recommendation with `superseded_by` in the latest view. Its status, own, inherited or
derived, should be of kind `dropped`.

Give it such a status in the update that names its successor. If the report has none, add one to its
`[[statuses]]`.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    let Context { site, facts, .. } = *context;
    for report in &site.reports {
        for id in report.ids() {
            let successors = site.superseded_by(id, View::Latest);
            let Some(place) = place(site, id).filter(|_| !successors.is_empty()) else { continue };
            let shown = facts.status(id, View::Latest);
            if shown.is_some_and(|shown| shown.status.kind == StatusKind::Dropped) {
                continue;
            }
            let (one, number) = (report.called().one, &site.recommendation(id).number);
            let message = match shown {
                Some(shown) => format!(
                    "{one} {number} is superseded, but its status is `{}`, of kind `{}`",
                    shown.status.id,
                    shown.status.kind.word()
                ),
                None => format!("{one} {number} is superseded, but has no status"),
            };
            let mut statuses = report.statuses.iter();
            let help = match statuses.find(|status| status.kind == StatusKind::Dropped) {
                Some(status) => format!("give it the status `{}`", status.id),
                None => "give the report a status of kind `dropped`, and use it here".to_owned(),
            };
            findings.push(finding(place, message).help(help));
        }
    }
}

/// The place that names the successors.
fn place(site: &Site, id: RecommendationId) -> Option<Location> {
    let document: DocumentId = site.superseded_in(id, View::Latest)?;
    let first = site.successors(document)?.0.first()?;
    Some(Location::new(&site.document(document).path, first.span))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::findings;

    const INDEX: &str = "+++\nkind = \"implementation\"\ntitle = \"R\"\n\
        [[statuses]]\nid = \"open\"\nlabel = \"O\"\nkind = \"active\"\n\
        [[statuses]]\nid = \"gone\"\nlabel = \"G\"\nkind = \"dropped\"\n+++\n";

    #[track_caller]
    fn case(own: &str, update: &str, expected: &[&str]) {
        let one = format!("+++\nnumber = 1\ntitle = \"T\"\n{own}+++\n");
        let update = format!("+++\nnumber = 1\n{update}+++\n");
        let found = findings(
            &RULE,
            &[
                ("content/r/_index.md", INDEX),
                ("content/r/recommendations/rec-1.md", &one),
                ("content/r/recommendations/rec-2.md", "+++\nnumber = 2\ntitle = \"T\"\n+++\n"),
                ("content/r/2016-03-31/rec-1.md", &update),
            ],
        );
        assert_eq!(found, expected);
    }

    #[test]
    fn cases() {
        case("", "status = \"open\"\n", &[]);
        case("", "status = \"gone\"\nsuperseded_by = 2\n", &[]);
        case(
            "",
            "status = \"open\"\nsuperseded_by = 2\n",
            &["warning content/r/2016-03-31/rec-1.md \"2\": recommendation 1 is superseded, but \
               its status is `open`, of kind `active`"],
        );
        case(
            "superseded_by = [2]\n",
            "",
            &["warning content/r/recommendations/rec-1.md \"2\": recommendation 1 is superseded, \
               but has no status"],
        );
        // Taken back.
        case("superseded_by = 2\n", "status = \"open\"\nsuperseded_by = []\n", &[]);
        // Of no one that exists, which is an error.
        case("superseded_by = 9\n", "status = \"open\"\n", &[]);
    }
}
