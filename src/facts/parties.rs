//! Counts of deliverables by responsible party and by larger body.

use std::collections::BTreeMap;

use super::rollup::DeliverableTotals;
use super::standing::Row;
use crate::site::{ReportId, Site, party_key};

/// A responsible party with deliverables of its own.
#[derive(Debug)]
pub struct Party {
    /// Its declared name, or its name as first spelled; `None` for none named.
    pub name: Option<Box<str>>,
    /// The larger body that it is part of.
    pub body: Option<Box<str>>,
    /// Its deliverables, as indices into the counted rows, each once.
    pub(super) rows: Vec<u32>,
    /// Deliverables by standing. One with two parties counts for both.
    pub deliverables: DeliverableTotals,
}

/// A party that others are part of, with all deliverables of its own and of its parts, at any
/// depth.
#[derive(Debug)]
pub struct Body {
    /// Its name.
    pub name: Box<str>,
    /// The larger body that it is part of.
    pub body: Option<Box<str>>,
    /// How many bodies are above it.
    pub depth: usize,
    /// The parties and bodies directly in it that have deliverables, by name.
    pub parts: Vec<Box<str>>,
    /// Whether it has deliverables of its own.
    pub has_own: bool,
    /// Its deliverables, as indices into the counted rows, each once.
    pub(super) rows: Vec<u32>,
    /// Deliverables by standing. One with two parties in the body counts once.
    pub deliverables: DeliverableTotals,
}

/// Counts rows by party, in order of names; those without a party come last.
pub(super) fn parties(site: &Site, report: ReportId, rows: &[Row]) -> Vec<Party> {
    /// A name as shown, and the indices of its rows.
    type Named<'s> = (Option<&'s str>, Vec<u32>);
    let mut parties: BTreeMap<(bool, String), Named<'_>> = BTreeMap::new();
    for (row, place) in rows.iter().zip(0..) {
        let names = site.responsible(row.id);
        let nobody = names.is_empty().then_some(None);
        for name in names.into_iter().map(Some).chain(nobody) {
            let key = (name.is_none(), party_key(name.unwrap_or_default()));
            parties.entry(key).or_insert_with(|| (name, Vec::new())).1.push(place);
        }
    }
    let declared = &site.report(report).parties;
    let party = |(name, places): Named<'_>| Party {
        name: name.map(Into::into),
        body: name
            .and_then(|name| declared.bodies(declared.find(name)?).next())
            .map(|body| declared.declared()[body].name.as_str().into()),
        deliverables: totals(rows, &places),
        rows: places,
    };
    parties.into_values().map(party).collect()
}

/// Counts rows by larger body: each body after the one that it is part of, otherwise by name.
pub(super) fn bodies(site: &Site, report: ReportId, parties: &[Party], rows: &[Row]) -> Vec<Body> {
    let declared = &site.report(report).parties;
    let name = |index: usize| declared.declared()[index].name.as_str();
    let mut places: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
    let mut own: BTreeMap<usize, &Party> = BTreeMap::new();
    for party in parties {
        let Some(index) = party.name.as_deref().and_then(|name| declared.find(name)) else {
            continue;
        };
        own.insert(index, party);
        for body in declared.bodies(index) {
            places.entry(body).or_default().extend(&party.rows);
        }
    }
    for (index, places) in &mut places {
        places.extend(own.get(index).into_iter().flat_map(|party| &party.rows));
        places.sort_unstable();
        places.dedup();
    }
    let mut ordered: Vec<(Vec<String>, usize)> = places
        .keys()
        .map(|index| {
            let mut path = vec![party_key(name(*index))];
            path.extend(declared.bodies(*index).map(|body| party_key(name(body))));
            path.reverse();
            (path, *index)
        })
        .collect();
    ordered.sort_unstable();
    let body = |(path, index): (Vec<String>, usize)| {
        let above = |other: usize| declared.bodies(other).next();
        let known = places.keys().chain(own.keys().filter(|other| !places.contains_key(other)));
        let mut parts: Vec<&str> =
            known.filter(|other| above(**other) == Some(index)).map(|other| name(*other)).collect();
        parts.sort_by_cached_key(|name| party_key(name));
        let rows_of = places.get(&index).cloned().unwrap_or_default();
        Body {
            name: name(index).into(),
            body: above(index).map(|body| name(body).into()),
            depth: path.len() - 1,
            parts: parts.into_iter().map(Into::into).collect(),
            has_own: own.contains_key(&index),
            deliverables: totals(rows, &rows_of),
            rows: rows_of,
        }
    };
    ordered.into_iter().map(body).collect()
}

fn totals(rows: &[Row], places: &[u32]) -> DeliverableTotals {
    places.iter().map(|place| &rows[*place as usize]).collect()
}
