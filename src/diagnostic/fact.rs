//! What findings are about: those about one fact are one message.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::{Diagnostic, Severity};
use crate::path::SourcePath;

/// What a finding is about, independent of the rule that found it.
///
/// A fact keeps its identity when lines move, so that findings of two states of a project can be
/// compared.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fact {
    /// The kind of thing.
    pub kind: FactKind,
    /// Its file or directory.
    pub place: SourcePath,
    /// Its name there: an `id`, a text, a number; empty if the place says all.
    pub name: String,
}

/// Kinds of facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FactKind {
    /// A deliverable as an update lists it.
    Deliverable,
    /// The status of a recommendation in an update.
    Status,
    /// An update as a whole, compared with earlier ones.
    Update,
    /// The habit of a whole report: each of its files has it.
    Habit,
    /// One text on several recommendations.
    Repeated,
}

/// A finding's fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// The fact.
    pub fact: Fact,
    /// Whether the finding sums up the fact, so that it leads among findings of its level.
    pub leads: bool,
    /// What the finding adds to one that leads; its message by default.
    pub adds: Option<String>,
}

/// Findings about one fact. Those without a fact are alone.
#[derive(Clone, Debug)]
pub struct Group<'d> {
    /// The finding of the highest level.
    pub lead: &'d Diagnostic,
    /// The others: of the same file first, then by file, what leads first.
    pub notes: Vec<&'d Diagnostic>,
}

impl<'d> Group<'d> {
    /// What a note says: only what it adds, if the lead is in the same file.
    pub fn said<'n>(&self, note: &'n Diagnostic) -> &'n str {
        let adds = note.about.as_ref().and_then(|about| about.adds.as_deref());
        adds.filter(|_| note.location.path == self.lead.location.path).unwrap_or(&note.message)
    }

    /// All of its findings, the lead first.
    pub fn all(&self) -> impl Iterator<Item = &'d Diagnostic> {
        std::iter::once(self.lead).chain(self.notes.iter().copied())
    }

    fn new(mut findings: Vec<&'d Diagnostic>) -> Option<Self> {
        let rank = |found: &&Diagnostic| {
            let leads = found.about.as_ref().is_some_and(|about| about.leads);
            (found.severity == Severity::Error, leads)
        };
        // Of equal ones the first leads.
        let (index, _) =
            findings.iter().enumerate().max_by_key(|(at, it)| (rank(it), Reverse(*at)))?;
        let lead = findings.remove(index);
        let order = |found: &&Diagnostic| {
            let other = found.location.path != lead.location.path;
            (other, found.location.path.clone(), Reverse(rank(found)))
        };
        findings.sort_by_cached_key(order);
        Some(Self { lead, notes: findings })
    }
}

/// The number of each diagnostic's group, from 0 by first occurrence.
pub fn group_numbers(diagnostics: &[Diagnostic]) -> Vec<usize> {
    let mut count = 0;
    let mut numbers: HashMap<&Fact, usize> = HashMap::new();
    let mut next = || {
        count += 1;
        count - 1
    };
    diagnostics
        .iter()
        .map(|found| match &found.about {
            Some(about) => *numbers.entry(&about.fact).or_insert_with(&mut next),
            None => next(),
        })
        .collect()
}

/// Diagnostics by fact, in order of first occurrence.
pub fn groups(diagnostics: &[Diagnostic]) -> Vec<Group<'_>> {
    let mut groups: Vec<Vec<&Diagnostic>> = Vec::new();
    for (found, number) in diagnostics.iter().zip(group_numbers(diagnostics)) {
        match groups.get_mut(number) {
            Some(group) => group.push(found),
            None => groups.push(vec![found]),
        }
    }
    groups.into_iter().filter_map(Group::new).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Location;

    fn row(name: &str) -> Fact {
        let place = SourcePath::new("a.md");
        Fact { kind: FactKind::Deliverable, place, name: name.to_owned() }
    }

    fn shown(diagnostics: &[Diagnostic]) -> Vec<String> {
        let names = |group: Group<'_>| group.all().map(|it| it.name).collect::<Vec<_>>().join(" ");
        groups(diagnostics).into_iter().map(names).collect()
    }

    #[test]
    fn the_highest_level_leads_then_what_sums_up_then_the_first() {
        let place = || Location::file(&SourcePath::new("a.md"));
        let warning = |name| Diagnostic::warning(name, place(), "m");
        let error = |name| Diagnostic::error(name, place(), "m");
        let case = |diagnostics: &[Diagnostic], expected: &[&str]| {
            assert_eq!(shown(diagnostics), expected);
        };
        case(
            &[
                warning("a").about(row("x")),
                warning("b"),
                warning("c").about(row("y")),
                warning("d").about(row("x")),
                warning("e"),
            ],
            &["a d", "b", "c", "e"],
        );
        let led = [warning("a").about(row("x")), warning("b").leading(row("x"))];
        case(&led, &["b a"]);
        let [first, second] = led;
        case(&[first, second, error("c").about(row("x"))], &["c b a"]);
        case(&[], &[]);
    }

    #[test]
    fn numbers_are_by_first_occurrence() {
        let found = |fact: Option<&str>| {
            let it = Diagnostic::warning("a", Location::file(&SourcePath::new("a.md")), "m");
            match fact {
                Some(name) => it.about(row(name)),
                None => it,
            }
        };
        let all = [found(Some("x")), found(None), found(Some("y")), found(Some("x")), found(None)];
        assert_eq!(group_numbers(&all), [0, 1, 2, 0, 3]);
    }
}
