//! The parties of a report: who is responsible for its deliverables, by whatever name.
//!
//! Names are compared by [`party_key`]. A name that is declared nowhere is a party too.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization as _;

use super::{DeliverableId, Owner, Site};
use crate::diagnostic::{Diagnostic, Location, all_of, nearest};
use crate::document::content::Party;
use crate::document::{Content, Document};
use crate::schema::{Located, Text};

/// A name as it is compared: without outer white space and case, in one Unicode form.
pub fn party_key(name: &str) -> String {
    if name.is_ascii() {
        return name.trim().to_ascii_lowercase();
    }
    name.trim().nfc().flat_map(char::to_lowercase).nfc().collect()
}

/// The declared parties of a report.
#[derive(Clone, Debug, Default)]
pub struct Parties {
    declared: Box<[DeclaredParty]>,
    /// Indices by the keys of names and aliases.
    by_key: HashMap<Box<str>, u32>,
}

/// A declared party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredParty {
    /// Its name.
    pub name: Text,
    /// The larger body that it is part of, as an index. Never leads back to the party.
    part_of: Option<u32>,
}

impl Parties {
    /// The parties of a report's `_index.md`. What is wrong in them is left out: see [`check`].
    pub(super) fn new(content: &Content) -> Self {
        let Content::Report(report) = content else { return Self::default() };
        let names = Names::new(&report.parties);
        let part_of = larger_bodies(&report.parties, &names);
        let circular = circles(&part_of).concat();
        let declared =
            report.parties.iter().zip(part_of).enumerate().map(|(index, (party, of))| {
                let part_of = of.filter(|_| !circular.contains(&index));
                DeclaredParty {
                    name: party.name.value.clone(),
                    part_of: part_of.and_then(|of| u32::try_from(of).ok()),
                }
            });
        let by_key = names.by_key.into_iter().filter_map(|(key, (index, _))| {
            Some((key.into_boxed_str(), u32::try_from(index).ok()?))
        });
        Self { declared: declared.collect(), by_key: by_key.collect() }
    }

    /// Whether none is declared.
    pub fn is_empty(&self) -> bool {
        self.declared.is_empty()
    }

    /// The declared parties, in written order.
    pub fn declared(&self) -> &[DeclaredParty] {
        &self.declared
    }

    /// The party with a name or alias, by its place in [`Self::declared`].
    pub fn find(&self, name: &str) -> Option<usize> {
        if self.is_empty() {
            return None;
        }
        self.by_key.get(&*party_key(name)).map(|index| *index as usize)
    }

    /// The name under which a party is shown: the declared one, or as written.
    pub fn shown<'s>(&'s self, written: &'s str) -> &'s str {
        self.find(written).map_or(written, |index| &self.declared[index].name)
    }

    /// The larger bodies of a party, from the nearest to the largest.
    pub fn bodies(&self, party: usize) -> impl Iterator<Item = usize> {
        let above = |index: usize| self.declared.get(index)?.part_of.map(|of| of as usize);
        std::iter::successors(above(party), move |index| above(*index))
    }
}

impl Site {
    /// The parties responsible for a deliverable, by the names under which they are shown, each
    /// once.
    pub fn responsible(&self, id: DeliverableId) -> Vec<&str> {
        let (Owner::Update(of, _), Some(deliverable)) =
            (self.owner(id.document), self.deliverable(id))
        else {
            return Vec::new();
        };
        let parties = &self.report(of.report).parties;
        let mut shown: Vec<&str> = Vec::with_capacity(deliverable.responsible.len());
        let mut keys: Vec<String> = Vec::with_capacity(deliverable.responsible.len());
        for written in &deliverable.responsible {
            let name = parties.shown(written);
            let key = party_key(name);
            if !keys.contains(&key) {
                shown.push(name);
                keys.push(key);
            }
        }
        shown
    }
}

/// The first party with each name or alias, and where that is written.
struct Names<'p> {
    by_key: HashMap<String, (usize, &'p Located<Text>)>,
    /// Names that an earlier party has, with the earlier one.
    taken: Vec<(&'p Located<Text>, &'p Located<Text>)>,
}

impl<'p> Names<'p> {
    fn new(parties: &'p [Party]) -> Self {
        let mut names = Self { by_key: HashMap::new(), taken: Vec::new() };
        // Names first: an alias never takes the name of a party.
        for (index, party) in parties.iter().enumerate() {
            names.add(index, &party.name);
        }
        for (index, party) in parties.iter().enumerate() {
            party.aliases.iter().for_each(|alias| names.add(index, alias));
        }
        names
    }

    fn add(&mut self, index: usize, name: &'p Located<Text>) {
        let first = *self.by_key.entry(party_key(name)).or_insert((index, name));
        // A party that has a name twice is still one party.
        if first.0 != index {
            self.taken.push((name, first.1));
        }
    }
}

/// The index of each party's larger body, if declared.
fn larger_bodies(parties: &[Party], names: &Names<'_>) -> Vec<Option<usize>> {
    let body = |party: &Party| {
        let of = party.part_of.as_ref()?;
        names.by_key.get(&party_key(of)).map(|(index, _)| *index)
    };
    parties.iter().map(body).collect()
}

/// The circles of parties that are part of one another, each once.
fn circles(part_of: &[Option<usize>]) -> Vec<Vec<usize>> {
    let mut circles: Vec<Vec<usize>> = Vec::new();
    // By place, 0 until the walk that first came there.
    let mut walks = vec![0; part_of.len()];
    for (start, walk) in (0..part_of.len()).zip(1..) {
        let mut at = Some(start);
        while let Some(index) = at.filter(|index| walks[*index] == 0) {
            walks[index] = walk;
            at = part_of[index];
        }
        // Met itself: what follows is a circle.
        if let Some(first) = at.filter(|index| walks[*index] == walk) {
            let mut circle = vec![first];
            let next = |index: &usize| part_of[*index].filter(|other| *other != first);
            circle.extend(std::iter::successors(next(&first), next));
            circles.push(circle);
        }
    }
    circles
}

/// Reports unknown larger bodies, circles, and names that two parties have.
pub(super) fn check(document: &Document) -> Vec<Diagnostic> {
    let Content::Report(report) = &document.content else { return Vec::new() };
    let parties = &report.parties;
    let names = Names::new(parties);
    let part_of = larger_bodies(parties, &names);
    let at = |name: &Located<Text>| Location::new(&document.path, name.span);
    let taken = names.taken.iter().map(|(name, first)| {
        let message = format!("`{}` is already the name of a party", name.value);
        Diagnostic::error("duplicate-party", at(name), message)
            .related(at(first), "first occurrence")
            .help("remove one of them: every name and alias belongs to one party")
    });
    let unknown = parties.iter().zip(&part_of).filter_map(|(party, body)| {
        let of = party.part_of.as_ref().filter(|_| body.is_none())?;
        let others = parties.iter().filter(|other| other.name.span != party.name.span);
        let add = format!("declare it: `[[parties]]` with `name = \"{}\"`", of.value);
        let help = match nearest(of, others.map(|other| other.name.as_str())) {
            Some(near) => format!("did you mean `{near}`? Otherwise {add}"),
            None => add,
        };
        let message = format!("there is no party `{}`", of.value);
        Some(Diagnostic::error("unknown-body", at(of), message).help(help))
    });
    let circular = circles(&part_of).into_iter().filter_map(|circle| {
        let members = || circle.iter().map(|index| &parties[*index]);
        let listed = all_of(members().map(|party| party.name.as_str()));
        let message = match circle.len() {
            1 => format!("{listed} is part of itself"),
            _ => format!("{listed} are part of one another"),
        };
        let mut places = members().filter_map(|party| party.part_of.as_ref()).map(at);
        let mut found = Diagnostic::error("circular-party", places.next()?, message)
            .help("remove the `part_of` of the largest body");
        found.related.extend(places.map(|place| (place, "and here".to_owned())));
        Some(found)
    });
    taken.chain(unknown).chain(circular).collect()
}

#[cfg(test)]
mod tests;
