//! The sections of the page of responsible parties, and links to them.

use std::collections::{HashMap, HashSet};

use sha2::{Digest as _, Sha256};

use crate::address::{List, Page};
use crate::facts::{Body, Party, Row};
use crate::fragment::slug;
use crate::hexadecimal;
use crate::render::context::PageContext;
use crate::render::view::{OwnerLinkView, PartyLinkView};
use crate::site::{DeliverableId, ReportId, View, party_key};

/// The id of what has no responsible party.
pub(super) const NOBODY: &str = "owner-nobody";

/// The ids of a report's parties in the latest view, by name; an empty one for none.
pub(in crate::render) type PartyIds = HashMap<String, String>;

impl<'a> PageContext<'a> {
    /// The responsible parties of a deliverable, each with its section of the page of parties;
    /// "no responsible party" for none.
    pub(in crate::render) fn party_links(
        &self,
        report: ReportId,
        row: DeliverableId,
    ) -> Vec<PartyLinkView> {
        let names = self.site.responsible(row);
        if names.is_empty() {
            let name = self.text("owner-nobody", &[]);
            return vec![PartyLinkView { name, url: self.party_url(report, "") }];
        }
        let link =
            |name: &str| PartyLinkView { name: name.to_owned(), url: self.party_url(report, name) };
        names.into_iter().map(link).collect()
    }

    /// The responsible parties of deliverables, each once; `None` for a deliverable without any.
    pub(in crate::render) fn parties_of<'r>(
        &self,
        rows: impl IntoIterator<Item = &'r Row>,
    ) -> Vec<Option<&'a str>> {
        let of = |row: &Row| {
            let names = self.site.responsible(row.id);
            let nobody = names.is_empty().then_some(None);
            names.into_iter().map(Some).chain(nobody).collect::<Vec<_>>()
        };
        let mut seen = HashSet::new();
        let mut parties: Vec<Option<&str>> = rows.into_iter().flat_map(of).collect();
        parties.retain(|name| seen.insert(name.map(party_key)));
        parties
    }

    /// The names of parties; "no responsible party" for none.
    pub(in crate::render) fn party_names(&self, parties: &[Option<&str>]) -> Vec<String> {
        let name = |party: Option<&str>| {
            party.map_or_else(|| self.text("owner-nobody", &[]), str::to_owned)
        };
        parties.iter().copied().map(name).collect()
    }

    /// A section of the page of parties; `None` in an earlier edition than the one that page is as
    /// of: its parties are not that edition's. Pages of one recommendation have none, so that they
    /// need no counts of the whole report.
    fn party_url(&self, report: ReportId, name: &str) -> Option<String> {
        if !matches!(self.page, Page::Report(..) | Page::Changes(..) | Page::List(..)) {
            return None;
        }
        let is_as_of = match self.view_of(report) {
            View::Latest => true,
            View::Edition(edition) => self.site.report(report).last_edition() == Some(edition),
        };
        let id = is_as_of.then(|| self.party_ids(report).get(name))??;
        Some(self.links.anchored(&Page::List(report, List::Owners), id))
    }

    fn party_ids(&self, report: ReportId) -> &PartyIds {
        self.rendering.party_ids[report.0 as usize].get_or_init(|| {
            let rollup = self.facts.rollup(report, View::Latest);
            let named = rollup.parties.iter().filter_map(|party| party.name.as_deref());
            let ids = ids("owner", named).into_iter().map(|(name, id)| (name.to_owned(), id));
            let nobody = rollup.parties.iter().any(|party| party.name.is_none());
            ids.chain(nobody.then(|| (String::new(), NOBODY.to_owned()))).collect()
        })
    }
}

/// The ids of parties and bodies on the page, by name.
pub(super) struct Anchors<'s> {
    owners: HashMap<&'s str, String>,
    bodies: HashMap<&'s str, String>,
}

impl<'s> Anchors<'s> {
    pub(super) fn new(parties: &'s [Party], bodies: &'s [Body]) -> Self {
        let owners = parties.iter().filter_map(|party| party.name.as_deref());
        let bodies = bodies.iter().map(|body| &*body.name);
        Self { owners: ids("owner", owners), bodies: ids("body", bodies) }
    }

    pub(super) fn owner(&self, name: &str) -> String {
        self.owners.get(name).cloned().unwrap_or_default()
    }

    pub(super) fn body(&self, name: &str) -> String {
        self.bodies.get(name).cloned().unwrap_or_default()
    }

    pub(super) fn to_body(&self, name: &str) -> OwnerLinkView {
        OwnerLinkView { name: name.to_owned(), id: self.body(name) }
    }

    /// A body that is itself one of several parts leads to its own row.
    pub(super) fn to_part(&self, name: &str) -> OwnerLinkView {
        let id = self.bodies.get(name).or_else(|| self.owners.get(name));
        OwnerLinkView { name: name.to_owned(), id: id.cloned().unwrap_or_default() }
    }
}

/// The ids of names, readable where possible.
///
/// An id must not depend on what other names there are, so that links to it last: a name of plain
/// words always has the id of these words, and of other names that would have the same id, each has
/// a digest of its own.
fn ids<'n>(kind: &str, names: impl Iterator<Item = &'n str>) -> HashMap<&'n str, String> {
    let of = |name| slug::Ids::default().heading(None, &format!("{kind} {name}"));
    let readable: Vec<(&str, String)> = names.map(|name| (name, of(name))).collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for (_, id) in &readable {
        *counts.entry(id).or_default() += 1;
    }
    let id = |name: &str, id: &String| {
        let key = party_key(name);
        let is_plain = !key.contains('-') && *id == format!("{kind}-{}", key.replace(' ', "-"));
        let is_taken = id == NOBODY || counts.get(id.as_str()).is_some_and(|count| *count > 1);
        if is_taken && (id == NOBODY || !is_plain) {
            format!("{id}-{}", digest(&key))
        } else {
            id.clone()
        }
    };
    readable.iter().map(|(name, readable)| (*name, id(name, readable))).collect()
}

/// Eight hexadecimal digits of a name.
fn digest(key: &str) -> String {
    hexadecimal::digits(&Sha256::digest(key)[..4])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_names() {
        #[track_caller]
        fn case(names: &[&str], expected: &[&str]) {
            let ids = ids("owner", names.iter().copied());
            let found: Vec<&str> = names.iter().map(|name| ids[name].as_str()).collect();
            assert_eq!(found, expected);
        }
        case(
            &["Staff", "Security Team", "R&D"],
            &["owner-staff", "owner-security-team", "owner-rd"],
        );
        // The plain name keeps its id, whatever is added later.
        case(&["Team A", "Team-A"], &["owner-team-a", "owner-team-a-96c2886c"]);
        case(&["R&D", "R+D"], &["owner-rd-dacc7c16", "owner-rd-0221e2a3"]);
        case(&["★", "☆"], &["owner-26c57b08", "owner-b7927b5b"]);
        case(&["Nobody"], &["owner-nobody-6382b3cc"]);
    }
}
