//! Generated sites: what an author can say that changes a number.

use std::fmt::Write as _;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use super::super::harness::Project;

/// The dates of the editions, as many as a site has.
pub(super) const EDITIONS: [&str; 3] = ["2015-06-30", "2015-12-31", "2016-06-30"];

/// The texts of deliverables: no two are alike.
pub(super) const TEXTS: [&str; 4] = ["Alpha", "Bravo", "Charlie", "Delta"];

/// Names of parties. Those of a declared party, its name first; others are undeclared.
pub(super) const NAMES: [&[&str]; 5] = [
    &["Board"],
    &["Legal", "Law team"],
    &["Security", "SecTeam"],
    &["Harbour"],
    &["Zebra", "ZEBRA"],
];

/// Groups; an update can change them.
pub(super) const GROUPS: [&str; 2] = ["Risk", "Plan"];

/// Maximum number of recommendations.
const MOST: usize = 7;

/// What is added to a number that changes.
const RENUMBERED_BY: usize = 10;

/// The number that a recommendation had first.
pub(super) fn first_number(number: usize) -> usize {
    if number > RENUMBERED_BY { number - RENUMBERED_BY } else { number }
}

/// Partial dates around the editions.
pub(super) const DATES: [&str; 10] = [
    "2014",
    "2015",
    "2015-Q1",
    "2015-03",
    "2015-06-30",
    "2015-06-29",
    "2015-Q3",
    "2015-12-30",
    "2016-02-29",
    "2017",
];

const DECISIONS: [&str; 4] = ["accepted", "accepted in principle", "pending", "rejected"];

/// A status: id, label, kind.
pub(super) type Status = (&'static str, &'static str, &'static str);

/// Vocabularies; the first is the default.
pub(super) const VOCABULARIES: [&[Status]; 3] = [
    &[
        ("complete", "Complete", "done"),
        ("planned", "Planned/In Process", "active"),
        ("behind-recoverable", "Behind schedule, expected to recover within original plan", "late"),
        ("behind-replan", "Behind schedule, original plan to be adjusted", "late"),
    ],
    &[
        ("idle", "Not begun", "not-started"),
        ("going", "Under way", "active"),
        ("slow", "Slow", "late"),
        ("closed", "Closed", "done"),
        ("gone", "Given up", "dropped"),
    ],
    &[
        ("void", "Void", "dropped"),
        ("good", "Good", "done"),
        ("fine", "Fine", "done"),
        ("bad", "Bad", "late"),
    ],
];

#[derive(Clone, Debug)]
pub(super) struct Site {
    pub(super) vocabulary: usize,
    /// Number of editions.
    pub(super) editions: usize,
    /// Whether the parties are declared, and the larger body of each.
    pub(super) parties: Option<Vec<Option<usize>>>,
    /// What totals count, if the author says it.
    pub(super) totals: Option<&'static str>,
    pub(super) recommendations: Vec<Recommendation>,
}

#[derive(Clone, Debug)]
pub(super) struct Recommendation {
    pub(super) group: Option<usize>,
    /// By index.
    pub(super) covered_by: Option<usize>,
    /// By index.
    pub(super) part_of: Option<usize>,
    /// The edition whose update changes its number.
    pub(super) renumbered: Option<usize>,
    pub(super) decision: Option<usize>,
    /// What it promises in any update.
    pub(super) deliverables: Vec<Deliverable>,
    /// By edition.
    pub(super) updates: Vec<Option<Update>>,
}

#[derive(Clone, Debug)]
pub(super) struct Deliverable {
    pub(super) has_id: bool,
    /// The recommendation that it only points to, by index.
    pub(super) points: Option<usize>,
}

#[derive(Clone, Debug)]
pub(super) struct Update {
    pub(super) status: Option<usize>,
    pub(super) group: Option<usize>,
    pub(super) decision: Option<usize>,
    /// By deliverable: `None` where it is left out.
    pub(super) rows: Vec<Option<Row>>,
}

#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) due: Option<usize>,
    pub(super) revised: Option<usize>,
    pub(super) due_text: bool,
    pub(super) said: Said,
    /// Indices of names, and which of its names.
    pub(super) parties: Vec<(usize, usize)>,
}

/// What a row says of its standing.
#[derive(Clone, Debug)]
pub(super) enum Said {
    Nothing,
    Status(usize),
    Open,
    Completed,
    CompletedOn(usize),
    Dropped,
}

fn row() -> impl Strategy<Value = Row> {
    let date = || 0..DATES.len();
    let said = prop_oneof![
        4 => Just(Said::Nothing),
        2 => (0..5_usize).prop_map(Said::Status),
        1 => Just(Said::Open),
        1 => Just(Said::Completed),
        1 => date().prop_map(Said::CompletedOn),
        1 => Just(Said::Dropped),
    ];
    let dates = (option::of(date()), option::weighted(0.3, date()), proptest::bool::ANY);
    let parties = vec((0..NAMES.len(), 0..2_usize), 0..3);
    (dates, said, parties).prop_map(|((due, revised, due_text), said, parties)| Row {
        due,
        revised,
        due_text: due_text && due.is_none() && revised.is_none(),
        said,
        parties,
    })
}

fn update() -> impl Strategy<Value = Update> {
    let rows = vec(option::weighted(0.7, row()), TEXTS.len());
    let group = option::weighted(0.2, 0..GROUPS.len());
    let decision = option::weighted(0.15, 0..DECISIONS.len());
    (option::weighted(0.8, 0..5_usize), group, decision, rows)
        .prop_map(|(status, group, decision, rows)| Update { status, group, decision, rows })
}

fn recommendation() -> impl Strategy<Value = Recommendation> {
    let deliverable = (proptest::bool::ANY, option::weighted(0.15, 0..MOST))
        .prop_map(|(has_id, points)| Deliverable { has_id, points });
    (
        option::of(0..GROUPS.len()),
        (option::weighted(0.3, 0..MOST), option::weighted(0.6, 0..MOST)),
        option::weighted(0.3, 1..EDITIONS.len()),
        option::weighted(0.3, 0..DECISIONS.len()),
        vec(deliverable, 0..=TEXTS.len()),
        prop_oneof![
            4 => vec(option::weighted(0.7, update()), EDITIONS.len()),
            1 => vec(option::weighted(0.7, update()).prop_map(without_status), EDITIONS.len()),
            1 => Just(vec![None; EDITIONS.len()]),
        ],
    )
        .prop_map(
            |(group, (covered_by, part_of), renumbered, decision, deliverables, updates)| {
                Recommendation {
                    group,
                    covered_by,
                    part_of,
                    renumbered,
                    decision,
                    deliverables,
                    updates,
                }
            },
        )
}

fn without_status(update: Option<Update>) -> Option<Update> {
    update.map(|update| Update { status: None, ..update })
}

/// Sites of one to seven recommendations and one to three editions.
pub(super) fn any() -> impl Strategy<Value = Site> {
    let bodies = vec(option::of(0..NAMES.len()), NAMES.len());
    let totals = option::of(prop_oneof![Just("wholes"), Just("parts")]);
    let all = vec(recommendation(), 1..=MOST);
    (0..VOCABULARIES.len(), 1..=EDITIONS.len(), option::of(bodies), totals, all).prop_map(
        |(vocabulary, editions, parties, totals, recommendations)| {
            Site { vocabulary, editions, parties, totals, recommendations }.sound()
        },
    )
}

impl Site {
    /// Mends what would be an error.
    fn sound(mut self) -> Self {
        let count = self.recommendations.len();
        let statuses = self.statuses().len();
        for (index, recommendation) in self.recommendations.iter_mut().enumerate() {
            let other = |number: &usize| *number < count && *number != index;
            recommendation.covered_by = recommendation.covered_by.filter(other);
            recommendation.part_of = recommendation.part_of.filter(other);
            for deliverable in &mut recommendation.deliverables {
                deliverable.points = deliverable.points.filter(other);
            }
            recommendation.updates.truncate(self.editions);
            let updates = &recommendation.updates;
            let is_reported = |edition: &usize| matches!(updates.get(*edition), Some(Some(_)));
            recommendation.renumbered = recommendation.renumbered.filter(is_reported);
            for update in recommendation.updates.iter_mut().flatten() {
                update.status = update.status.map(|status| status % statuses);
                update.rows.truncate(recommendation.deliverables.len());
                for row in update.rows.iter_mut().flatten() {
                    if let Said::Status(status) = &mut row.said {
                        *status %= statuses;
                    }
                }
            }
        }
        // Parts in a circle are none, nor are those below the third level.
        for index in 0..count {
            while self.wholes(index).len() > 2 {
                self.recommendations[index].part_of = None;
            }
        }
        // A body comes before its parts, so that there is no circle. The last name is undeclared.
        for (index, body) in self.parties.iter_mut().flatten().enumerate() {
            *body = body.filter(|body| *body < index);
        }
        self.parties.iter_mut().for_each(|parties| parties.truncate(NAMES.len() - 1));
        self
    }

    pub(super) fn statuses(&self) -> &'static [Status] {
        VOCABULARIES[self.vocabulary]
    }

    /// The number of a recommendation as of an edition.
    pub(super) fn number(&self, index: usize, edition: usize) -> usize {
        let is_new = self.recommendations[index].renumbered.is_some_and(|from| from <= edition);
        index + 1 + if is_new { RENUMBERED_BY } else { 0 }
    }

    /// What a recommendation is part of, innermost first. Of a circle, as many as there are
    /// recommendations.
    pub(super) fn wholes(&self, index: usize) -> Vec<usize> {
        let whole = |index: usize| self.recommendations[index].part_of;
        let wholes = std::iter::successors(whole(index), |index| whole(*index));
        wholes.take(self.recommendations.len().max(3)).collect()
    }

    /// The direct parts of a recommendation.
    pub(super) fn parts(&self, index: usize) -> Vec<usize> {
        let is_part = |part: &usize| self.recommendations[*part].part_of == Some(index);
        (0..self.recommendations.len()).filter(is_part).collect()
    }

    /// The last edition.
    pub(super) fn last(&self) -> usize {
        self.editions - 1
    }

    /// The name under which a party is shown.
    pub(super) fn party(&self, (name, spelling): (usize, usize)) -> &'static str {
        let names = NAMES[name];
        let is_declared = self.parties.as_ref().is_some_and(|parties| name < parties.len());
        if is_declared { names[0] } else { names[spelling % names.len()] }
    }

    /// The files of the project.
    pub(super) fn project(&self) -> Project {
        let book = "[book]\ntitle = \"Site\"\n[output.html]\nsite-url = \"https://example.org/\"\n";
        let mut project = Project::empty()
            .file("book.toml", book)
            .file("content/_index.md", "+++\ntitle = \"Reports\"\n+++\n")
            .file("content/ssr1/_index.md", self.report());
        for edition in &EDITIONS[..self.editions] {
            project = project.edition("ssr1", edition);
        }
        for (index, recommendation) in self.recommendations.iter().enumerate() {
            let path = format!("content/ssr1/recommendations/{}.md", index + 1);
            project = project.file(&path, self.statement(index));
            for (edition, update) in recommendation.updates.iter().enumerate() {
                let Some(update) = update else { continue };
                let path = format!("content/ssr1/{}/{}.md", EDITIONS[edition], index + 1);
                project = project.file(&path, self.update(index, edition, update));
            }
        }
        project
    }

    /// The files that are told of a site that fails.
    pub(super) fn files(&self) -> String {
        let mut all = format!("--- content/ssr1/_index.md\n{}", self.report());
        for (index, recommendation) in self.recommendations.iter().enumerate() {
            let _ = write!(all, "--- {}\n{}", index + 1, self.statement(index));
            for (edition, update) in recommendation.updates.iter().enumerate() {
                let Some(update) = update else { continue };
                let text = self.update(index, edition, update);
                let _ = write!(all, "--- {}/{}\n{text}", EDITIONS[edition], index + 1);
            }
        }
        all
    }

    fn report(&self) -> String {
        let mut text =
            "+++\nkind = \"implementation\"\ntitle = \"First review\"\nseries = \"SSR1\"\n"
                .to_owned();
        if let Some(totals) = self.totals {
            let _ = writeln!(text, "totals = \"{totals}\"");
        }
        if self.vocabulary > 0 {
            for (id, label, kind) in self.statuses() {
                let _ = write!(
                    text,
                    "[[statuses]]\nid = \"{id}\"\nlabel = \"{label}\"\nkind = \"{kind}\"\n"
                );
            }
        }
        for (party, body) in self.parties.iter().flatten().enumerate() {
            let (name, aliases) = NAMES[party].split_first().unwrap();
            let _ = write!(text, "[[parties]]\nname = \"{name}\"\naliases = {aliases:?}\n");
            if let Some(body) = body {
                let _ = writeln!(text, "part_of = \"{}\"", NAMES[*body][0]);
            }
        }
        text + "+++\n"
    }

    fn update(&self, recommendation: usize, edition: usize, update: &Update) -> String {
        let mut text = format!("+++\nnumber = {}\n", self.number(recommendation, edition));
        if self.recommendations[recommendation].renumbered == Some(edition) {
            let _ = writeln!(text, "was = {}", self.number(recommendation, edition - 1));
        }
        if let Some(status) = update.status {
            let _ = writeln!(text, "status = \"{}\"", self.statuses()[status].0);
        }
        if let Some(group) = update.group {
            let _ = writeln!(text, "group = \"{}\"", GROUPS[group]);
        }
        text += &decided(update.decision);
        let deliverables = &self.recommendations[recommendation].deliverables;
        for (place, row) in update.rows.iter().enumerate() {
            let (Some(row), deliverable) = (row, &deliverables[place]) else { continue };
            text += "[[deliverables]]\n";
            let words = match deliverable.points {
                Some(target) => format!("See Recommendation {}", target + 1),
                None => TEXTS[place].to_owned(),
            };
            let _ = writeln!(text, "text = \"{words}\"");
            if deliverable.has_id {
                let _ = writeln!(text, "id = \"d{place}\"");
            }
            text += &self.row(row);
        }
        text + "+++\nProse.\n"
    }

    fn statement(&self, index: usize) -> String {
        let it = &self.recommendations[index];
        let number = |index: usize| self.number(index, self.last());
        let mut text = format!("+++\nnumber = {}\ntitle = \"Title\"\n", number(index));
        if let Some(group) = it.group {
            let _ = writeln!(text, "group = \"{}\"", GROUPS[group]);
        }
        if let Some(by) = it.covered_by {
            let _ = writeln!(text, "covered_by = {}", number(by));
        }
        if let Some(whole) = it.part_of {
            let _ = writeln!(text, "part_of = {}", number(whole));
        }
        text + &decided(it.decision) + "+++\nStatement.\n"
    }

    fn row(&self, row: &Row) -> String {
        let mut text = String::new();
        if let Some(due) = row.due {
            let _ = writeln!(text, "due = \"{}\"", DATES[due]);
        }
        if let Some(revised) = row.revised {
            let _ = writeln!(text, "revised_due = \"{}\"", DATES[revised]);
        }
        if row.due_text {
            text += "due_text = \"every three months\"\n";
        }
        let _ = match row.said {
            Said::Nothing => Ok(()),
            Said::Status(status) => writeln!(text, "status = \"{}\"", self.statuses()[status].0),
            Said::Open => writeln!(text, "completed = false"),
            Said::Completed => writeln!(text, "completed = true"),
            Said::CompletedOn(date) => writeln!(text, "completed = \"{}\"", DATES[date]),
            Said::Dropped => writeln!(text, "dropped = \"no longer needed\""),
        };
        let spelled = |(name, spelling): &(usize, usize)| {
            let names = NAMES[*name];
            names[spelling % names.len()]
        };
        let names: Vec<&str> = row.parties.iter().map(spelled).collect();
        let _ = writeln!(text, "responsible = {names:?}");
        text
    }
}

fn decided(decision: Option<usize>) -> String {
    let line = |decision| format!("disposition = {{ decision = \"{}\" }}\n", DECISIONS[decision]);
    decision.map(line).unwrap_or_default()
}

/// Whether a decision is a rejection.
pub(super) fn is_rejected(decision: Option<usize>) -> bool {
    decision.is_some_and(|decision| DECISIONS[decision] == "rejected")
}

/// A site with something of everything.
pub(super) fn full() -> Site {
    let row = |due, said| Row {
        due,
        revised: None,
        due_text: false,
        said,
        parties: vec![(1, 1), (2, 0)],
    };
    let rows = |first: Row| {
        let mut other = row(None, Said::Completed);
        other.parties = vec![(3, 0)];
        let mut last = row(Some(2), Said::Dropped);
        last.parties.clear();
        vec![Some(first), Some(other), Some(last), Some(row(None, Said::Nothing))]
    };
    let update = |status, due, revised| {
        let first = Row { revised, ..row(Some(due), Said::Nothing) };
        Some(Update { status, group: None, decision: None, rows: rows(first) })
    };
    let recommendation = |group, updates| Recommendation {
        group,
        covered_by: None,
        part_of: None,
        renumbered: None,
        decision: None,
        deliverables: vec![
            Deliverable { has_id: true, points: None },
            Deliverable { has_id: false, points: None },
            Deliverable { has_id: true, points: None },
            Deliverable { has_id: false, points: None },
        ],
        updates,
    };
    let part = |whole, covered_by, updates| Recommendation {
        part_of: Some(whole),
        renumbered: Some(2),
        covered_by,
        ..recommendation(None, updates)
    };
    Site {
        vocabulary: 1,
        editions: 3,
        totals: Some("wholes"),
        parties: Some(vec![None, Some(0), Some(1), None]),
        recommendations: vec![
            recommendation(
                Some(0),
                vec![update(Some(1), 3, None), update(Some(2), 3, Some(6)), None],
            ),
            recommendation(Some(1), vec![update(Some(1), 2, None), None, update(None, 2, Some(9))]),
            recommendation(Some(1), vec![None, update(Some(3), 9, None), None]),
            recommendation(None, vec![None, None, None]),
            part(3, Some(0), vec![update(None, 2, None), None, None]),
            part(3, None, vec![update(Some(3), 2, None), None, update(Some(1), 9, None)]),
            part(4, None, vec![None, None, None]),
            part(6, None, vec![update(Some(1), 9, None), None, update(Some(3), 9, None)]),
        ],
    }
    .sound()
}
