//! Own statuses that differ from inherited ones.

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::{Location, Span};
use crate::document::Document;
use crate::facts::ShownStatus;
use crate::schema::{Located, Text};
use crate::site::{DeliverableId, DocumentId, Owner, RecommendationId, Site, View};

pub(super) const RULE: Rule = Rule {
    name: "inherited-status-differs",
    level: RuleLevel::Warn,
    summary: "a status differs from that of the recommendation it is reported under",
    explanation: "\
A recommendation with `covered_by` is reported under another one, and a deliverable that only
points elsewhere, such as \"See Recommendation 25\", inherits the status of its target. If it also
has a status of its own, its own is shown. If the two differ, one is out of date.

Compares the ids of both statuses in the update's edition; for the latest update, in the report's
last edition. Targets without a status and texts that point to more than one recommendation are
skipped.

Remove the status to inherit the other one, or update the wrong one.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    let Context { site, facts, .. } = *context;
    context.each_document(findings, |id, document, findings| {
        let Owner::Update(of, edition) = site.owner(id) else { return };
        let Some(update) = site.update(id).filter(|_| !document.broken) else { return };
        let is_latest = site.carried(of, View::Latest) == Some((edition, id));
        let view = if is_latest { View::Latest } else { View::Edition(edition) };
        if let Some(status) = &update.status {
            let compared = Compared { site, of, document, status };
            compared.with(facts.inherited_status(of, view), "is covered by", findings);
        }
        for (deliverable, row) in update.deliverables.iter().zip(0..) {
            if let Some(status) = &deliverable.status {
                let pointed = facts.pointed_status(DeliverableId { document: id, row }, view);
                Compared { site, of, document, status }.with(pointed, "points to", findings);
            }
        }
    });
}

/// An own status.
struct Compared<'a> {
    site: &'a Site,
    /// Its recommendation.
    of: RecommendationId,
    document: &'a Document,
    status: &'a Located<Text>,
}

impl Compared<'_> {
    fn with(self, other: Option<ShownStatus<'_>>, how: &str, findings: &mut Findings) {
        let Some(ShownStatus { status: other, inherited_from: Some(source), .. }) = other else {
            return;
        };
        let Self { site, of, document, status } = self;
        // Another report has words of its own for the same.
        let own = site.report(of.report).status(status);
        let is_same = if source.report == of.report {
            other.id == status.value
        } else {
            own.is_some_and(|own| own.kind == other.kind)
        };
        if is_same {
            return;
        }
        let (one, number) = (site.called(source.report).one, &site.recommendation(source).number);
        let message = format!(
            "the status is `{}`, but it {how} {one} {number}, whose status is `{}`",
            status.value, other.id
        );
        let mut finding = finding(Location::new(&document.path, status.span), message)
            .help(format!("remove the status, or update that of {one} {number}"));
        if let Some((path, span)) = place(site, source) {
            finding = finding.related(Location::new(path, span), "other status");
        }
        findings.push(finding);
    }
}

/// The place of a recommendation's latest status.
fn place(site: &Site, id: RecommendationId) -> Option<(&crate::path::SourcePath, Span)> {
    let (_, document): (_, DocumentId) = site.carried(id, View::Latest)?;
    let status = site.update(document)?.status.as_ref()?;
    Some((&site.document(document).path, status.span))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::findings;

    /// Findings where 2 is covered by 1, and 3 has a deliverable of this text.
    #[track_caller]
    fn case(one: &str, two: &str, row: &str, expected: &[&str]) {
        let update = |number: u8, status: &str, rest: &str| {
            format!("+++\nnumber = {number}\nstatus = \"{status}\"\n{rest}+++\n")
        };
        let statement =
            |number: u8, keys: &str| format!("+++\nnumber = {number}\ntitle = \"T\"\n{keys}+++\n");
        let row = format!("[[deliverables]]\n{row}\n");
        let files = [
            ("content/r/recommendations/rec-1.md".to_owned(), statement(1, "")),
            ("content/r/recommendations/rec-2.md".to_owned(), statement(2, "covered_by = 1\n")),
            ("content/r/recommendations/rec-3.md".to_owned(), statement(3, "")),
            ("content/r/2016-03-31/rec-1.md".to_owned(), update(1, one, "")),
            ("content/r/2016-03-31/rec-2.md".to_owned(), update(2, two, "")),
            ("content/r/2016-03-31/rec-3.md".to_owned(), update(3, "planned", &row)),
        ];
        let files: Vec<(&str, &str)> =
            files.iter().map(|(path, text)| (&**path, &**text)).collect();
        let found = findings(&RULE, &files);
        let found: Vec<&str> = found
            .iter()
            .map(|found| found.strip_prefix("warning content/r/2016-03-31/").expect("a place"))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn cases() {
        let plain = "text = \"D\"\nstatus = \"complete\"";
        case("planned", "planned", plain, &[]);
        case(
            "planned",
            "complete",
            plain,
            &[
                "rec-2.md \"\\\"complete\\\"\": the status is `complete`, but it is covered by recommendation 1, whose status is `planned`",
            ],
        );
        let found = &[
            "rec-3.md \"\\\"complete\\\"\": the status is `complete`, but it points to recommendation 1, whose status is `planned`",
        ];
        let pointer = "text = \"See Recommendation 1\"\nstatus = \"complete\"";
        case("planned", "planned", pointer, found);
        case("complete", "complete", pointer, &[]);
        case("planned", "planned", "text = \"See Recommendation 1\"", &[]);
        case("planned", "planned", "text = \"As in Recommendation 1\"\nstatus = \"complete\"", &[]);
        let both = "text = \"See Recommendations 1 and 2\"\nstatus = \"complete\"";
        case("planned", "planned", both, &[]);
    }
}
