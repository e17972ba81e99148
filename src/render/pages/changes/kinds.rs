//! Changes by kind: what slipped first, texts last.

use super::Movement;
use crate::address::Page;
use crate::facts::{Change, DeliverableChange, Direction, Standing};
use crate::render::context::PageContext;
use crate::render::view::MovedKindView;
use crate::site::{DeliverableId, EditionId, RecommendationId, ReportId};

/// The kinds, in order of pages. Each is also a string of the theme.
pub(super) const KINDS: [&str; 17] = [
    "slips",
    "undated",
    "worse",
    "withdrawn",
    "reopened",
    "better",
    "completed",
    "brought-forward",
    "first-reported",
    "status",
    "expected",
    "responses",
    "deliverables",
    "milestones",
    "filing",
    "silent",
    "texts",
];

/// Maximum number of recommendations that a kind names in a summary.
const MOST_NAMED: usize = 12;

/// The id of a kind's section on the changes page.
pub(super) fn id(kind: &str) -> String {
    format!("changes-{kind}")
}

/// How many changes of a kind a recommendation counts as.
pub(super) fn counted_as(kind: &str, changes: usize) -> usize {
    match kind {
        // The status that a withdrawal moves is no second one.
        "silent" | "withdrawn" => changes.min(1),
        _ => changes,
    }
}

/// Whether a recommendation was withdrawn or resumed.
fn is_act(change: &Change) -> bool {
    matches!(change, Change::Withdrawn | Change::TakenUpAgain)
}

impl PageContext<'_> {
    /// The kind of a change.
    pub(super) fn kind_of(&self, movement: &Movement<'_>, change: &Change) -> &'static str {
        match change {
            Change::FirstReported => "first-reported",
            Change::Withdrawn | Change::TakenUpAgain => "withdrawn",
            Change::Renumbered
            | Change::Renamed
            | Change::Superseded
            | Change::Refiled
            | Change::Disposition => "filing",
            Change::Response(_) => "responses",
            Change::Expected => "expected",
            // Withdrawing a recommendation and taking it up again move its status too: one act.
            Change::Status if movement.changes.iter().any(is_act) => "withdrawn",
            Change::Status => match self.facts.direction(movement) {
                Some(Direction::Worse) => "worse",
                Some(Direction::Better) => "better",
                Some(Direction::Otherwise) | None => "status",
            },
            change if change.days_moved().is_some_and(|days| days > 0) => "slips",
            Change::Due { .. } => "brought-forward",
            Change::Deliverable(DeliverableChange::Completed(_)) => "completed",
            Change::Deliverable(DeliverableChange::Reopened(_)) => "reopened",
            // What is done needs no date any more.
            Change::Deliverable(DeliverableChange::Undated { id, .. })
                if self.is_open_after(movement, *id) =>
            {
                "undated"
            }
            Change::Deliverable(_) => "deliverables",
            Change::Milestone(_) => "milestones",
            Change::Narrative | Change::Notes => "texts",
        }
    }

    fn is_open_after(&self, movement: &Movement<'_>, id: DeliverableId) -> bool {
        let rows = self.facts.rows_of(movement.id, movement.after());
        rows.iter().any(|row| row.id == id && row.standing == Standing::Open)
    }

    /// The changes of an edition, counted by kind. Kinds without any are left out.
    pub(super) fn kinds(
        &self,
        report: ReportId,
        edition: EditionId,
        movements: &[Movement<'_>],
    ) -> Vec<MovedKindView> {
        let page = Page::Changes(report, edition);
        let of = |movement: &Movement<'_>| -> Vec<&'static str> {
            let changes = movement.changes.iter().map(|change| self.kind_of(movement, change));
            changes.chain(movement.silent.then_some("silent")).collect()
        };
        let by_movement: Vec<(RecommendationId, Vec<&str>)> =
            movements.iter().map(|movement| (movement.id, of(movement))).collect();
        let counted = |kind: &'static str| {
            let mut count = 0;
            let mut which = Vec::new();
            for (id, kinds) in &by_movement {
                let here = kinds.iter().filter(|of| **of == kind).count();
                count += counted_as(kind, here);
                which.extend((here > 0).then_some(*id));
            }
            (count > 0).then(|| MovedKindView {
                kind,
                title: self.text(&format!("change-groups.{kind}"), &[]),
                count,
                url: self.links.anchored(&page, &id(kind)),
                more: which.len().saturating_sub(MOST_NAMED),
                recommendations: which
                    .into_iter()
                    .take(MOST_NAMED)
                    .map(|id| self.recommendation_link(id))
                    .collect(),
            })
        };
        KINDS.into_iter().filter_map(counted).collect()
    }

    /// What moved since the edition before, in one or two sentences: slips first, even if there are
    /// none.
    pub(super) fn movement_headline(
        &self,
        report: ReportId,
        edition: EditionId,
        movements: &[Movement<'_>],
        kinds: &[MovedKindView],
    ) -> String {
        let count = |kind: &str| kinds.iter().find(|it| it.kind == kind).map_or(0, |it| it.count);
        let Some(before) = edition.before() else {
            let first = count("first-reported").to_string();
            return self.text("movement.first-edition", &[("n", &first)]);
        };
        let since = self.date(self.site.report(report).edition(before).date).text.clone();
        if movements.is_empty() {
            return self.text("movement.nothing", &[("since", &since)]);
        }
        // More would be no sentence to read: the table of kinds has all.
        let moved = ["worse", "better"].into_iter().filter(|kind| count(kind) > 0);
        let others = ["completed", "first-reported"];
        let other = others.into_iter().find(|kind| count(kind) > 0);
        let other = other.filter(|_| moved.clone().next().is_none());
        let undated = Some("undated").filter(|kind| count(kind) > 0);
        let part = |kind: &str, count: usize| {
            self.text(&format!("movement-parts.{kind}"), &[("n", &count.to_string())])
        };
        let mut told: Vec<String> = ["slips"]
            .into_iter()
            .chain(undated)
            .chain(moved.clone())
            .chain(other)
            .map(|kind| part(kind, count(kind)))
            .collect();
        if moved.chain(other).next().is_none() {
            let acts = [("withdrawn", Change::Withdrawn), ("resumed", Change::TakenUpAgain)];
            for (kind, act) in acts {
                let with = movements.iter().filter(|it| it.changes.contains(&act)).count();
                told.extend((with > 0).then(|| part(kind, with)));
            }
        }
        let told: Vec<&str> = told.iter().map(String::as_str).collect();
        self.text(
            "movement.headline",
            &[
                ("since", &since),
                ("list", &self.listed(&told)),
                ("n", &movements.len().to_string()),
            ],
        )
    }
}
