//! Complete recommendations with open deliverables.

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::{Diagnostic, Location};
use crate::document::Document;
use crate::document::content::{Deliverable, Update};
use crate::document::fields::StatusKind;
use crate::facts::{ShownStatus, Standing};
use crate::site::{DeliverableId, DocumentId, Owner, RecommendationId, View};

pub(super) const RULE: Rule = Rule {
    name: "complete-with-open-deliverables",
    level: RuleLevel::Warn,
    summary: "a recommendation is done or dropped, but one of its deliverables is open",
    explanation: "\
Either the recommendation is not complete, or a deliverable was done and not marked. Readers
cannot tell which. Open deliverables of such a recommendation are not counted as overdue.

Checks updates whose status is of kind `done` or `dropped`: their own, or the inherited one. Each
deliverable must be done or dropped, by its `status`, `completed` or `dropped`; one with none of
them has the update's status. Deliverables that only point elsewhere, such as \"See Recommendation
25\", are exempt.

Set `completed` on the deliverable, or correct the status of the update.
",
    run,
};

fn run(context: &Context<'_>, findings: &mut Findings) {
    context.each_document(findings, |id, document, findings| {
        let Some(Judged { status, kind, source, place, rows }) = judged(context, id, document)
        else {
            return;
        };
        if !matches!(kind, StatusKind::Done | StatusKind::Dropped) {
            return;
        }
        let is_open = |row: &&Row<'_>| row.standing == Standing::Open && !row.points;
        let open = rows.iter().filter(is_open);
        let mut open: Vec<Location> =
            open.map(|row| Location::new(&document.path, row.deliverable.text.span)).collect();
        open.extend(left_open(context, id));
        if open.is_empty() {
            return;
        }
        let how_many = match open.len() {
            1 => "one deliverable is".to_owned(),
            count => format!("{count} deliverables are"),
        };
        let from = source.map_or_else(String::new, |source| {
            let number = &context.site.recommendation(source).number;
            format!(", inherited from {} {number}", context.site.called(source.report).one)
        });
        let message = format!("the status is `{status}`{from}, but {how_many} not done");
        let finding = finding(place, message)
            .help("add `completed = \"…\"` to what is done, or correct the status")
            .about(context.status(id));
        let with = |finding: Diagnostic, place| finding.related(place, "not done");
        findings.push(open.into_iter().fold(finding, with));
    });
}

/// The open deliverables of earlier updates that an update leaves out.
pub(super) fn left_open(context: &Context<'_>, update: DocumentId) -> Vec<Location> {
    let Context { site, facts, .. } = *context;
    let Owner::Update(of, edition) = site.owner(update) else { return Vec::new() };
    let view = View::Edition(edition);
    let left_out = facts.left_out(of, view).into_iter();
    let open = left_out.filter(|row| facts.standing(*row, view) == Some(Standing::Open));
    let place = |row: DeliverableId| {
        let text = &site.deliverable(row)?.text;
        Some(Location::new(&site.document(row.document).path, text.span))
    };
    open.filter_map(place).collect()
}

/// A deliverable and its standing.
pub(super) struct Row<'s> {
    pub(super) deliverable: &'s Deliverable,
    pub(super) standing: Standing,
    /// Whether its text only points elsewhere.
    pub(super) points: bool,
}

/// An update with a status, and its deliverables.
pub(super) struct Judged<'s> {
    pub(super) status: &'s str,
    pub(super) kind: StatusKind,
    /// The recommendation that the status is inherited from.
    pub(super) source: Option<RecommendationId>,
    /// Where the update states it, or else its front matter.
    pub(super) place: Location,
    pub(super) rows: Vec<Row<'s>>,
}

/// The status of an update, own or inherited, and its deliverables; `None` without a status.
pub(super) fn judged<'s>(
    context: &Context<'s>,
    id: DocumentId,
    document: &Document,
) -> Option<Judged<'s>> {
    let Context { site, facts, .. } = *context;
    let Owner::Update(of, edition) = site.owner(id) else { return None };
    let update: &Update = site.update(id).filter(|_| !document.broken)?;
    let view = View::Edition(edition);
    let ShownStatus { status, inherited_from: source, .. } = facts.status(of, view)?;
    let rows = update
        .deliverables
        .iter()
        .zip(0..)
        .filter_map(|(deliverable, row)| {
            let row = DeliverableId { document: id, row };
            let standing = facts.standing(row, view)?;
            Some(Row { deliverable, standing, points: facts.points_elsewhere(row) })
        })
        .collect();
    let stated = update.status.as_ref();
    let place = stated.map(|status| Location::new(&document.path, status.span));
    let place = place.unwrap_or_else(|| document.front_matter());
    Some(Judged { status: &status.id, kind: status.kind, source, place, rows })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::findings;

    #[track_caller]
    fn case(status: &str, rows: &[&str], expected: Option<&str>) {
        let rows: Vec<String> =
            rows.iter().map(|row| format!("[[deliverables]]\ntext = \"D\"\n{row}\n")).collect();
        let update = format!("+++\nnumber = 4\nstatus = \"{status}\"\n{}+++\n", rows.concat());
        let path = "content/ssr1/2016-06-30/rec-04.md";
        let found = findings(
            &RULE,
            &[
                ("content/ssr1/recommendations/rec-04.md", "+++\nnumber = 4\ntitle = \"T\"\n+++\n"),
                (path, &update),
            ],
        );
        let finding = expected.map(|expected| {
            let words = format!("\"{status}\"");
            format!("warning {path} {words:?}: the status is `{status}`, but {expected} not done")
        });
        assert_eq!(found, finding.into_iter().collect::<Vec<_>>());
    }

    #[test]
    fn cases() {
        case("complete", &[], None);
        case("complete", &[""], None);
        case("complete", &["completed = true", "status = \"complete\""], None);
        case("complete", &["completed = false"], Some("one deliverable is"));
        case(
            "complete",
            &["status = \"planned\"", "status = \"behind-replan\"", "completed = true"],
            Some("2 deliverables are"),
        );
        case("planned", &["status = \"planned\""], None);
    }

    #[test]
    fn a_pointer_elsewhere_is_left_out() {
        let found = findings(
            &RULE,
            &[
                ("content/ssr1/recommendations/rec-04.md", "+++\nnumber = 4\ntitle = \"T\"\n+++\n"),
                (
                    "content/ssr1/2016-06-30/rec-04.md",
                    "+++\nnumber = 4\nstatus = \"complete\"\n[[deliverables]]\ntext = \"See Rec. 4\"\nstatus = \"planned\"\n+++\n",
                ),
            ],
        );
        assert!(found.is_empty(), "{found:?}");
    }
}
