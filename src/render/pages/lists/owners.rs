//! The list by responsible party and by larger body.

use std::collections::HashMap;
use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use super::{last_edition, latest_first, report_link, totals};
use crate::facts::{Body, Party, Standing};
use crate::fragment::slug;
use crate::render::context::PageContext;
use crate::render::view::{BodyView, OwnerLinkView, OwnerView, OwnersView};
use crate::site::{ReportId, party_key};

/// The id of what has no responsible party.
const NOBODY: &str = "owner-nobody";

pub(in crate::render::pages) fn owners(cx: &PageContext<'_>, report: ReportId) -> OwnersView {
    let rollup = cx.facts.rollup(report, cx.view());
    let anchors = Anchors::new(&rollup.parties, &rollup.bodies);
    let owner = |party: &Party| {
        let rows = rollup.rows_of_party(party);
        let open = rows.filter(|row| row.standing == Standing::Open).collect();
        let name = party.name.as_deref();
        OwnerView {
            name: name.map(str::to_owned),
            id: name.map_or_else(|| NOBODY.to_owned(), |name| anchors.owner(name)),
            body: party.body.as_deref().map(|body| anchors.to_body(body)),
            totals: totals(&party.deliverables),
            open: latest_first(open).into_iter().map(|row| cx.tracked(row)).collect(),
        }
    };
    let body = |body: &Body| BodyView {
        name: body.name.to_string(),
        id: anchors.body(&body.name),
        body: body.body.as_deref().map(|body| anchors.to_body(body)),
        depth: body.depth,
        own: body.has_own.then(|| anchors.owner(&body.name)),
        parts: body.parts.iter().map(|part| anchors.to_part(part)).collect(),
        totals: totals(&body.deliverables),
    };
    OwnersView {
        report: report_link(cx, report),
        edition: last_edition(cx, report),
        totals: totals(&rollup.deliverables),
        shared: rollup.rows.iter().filter(|row| cx.site.responsible(row.id).len() > 1).count(),
        owners: rollup.parties.iter().map(owner).collect(),
        bodies: rollup.bodies.iter().map(body).collect(),
    }
}

/// The ids of parties and bodies on the page, by name.
struct Anchors<'s> {
    owners: HashMap<&'s str, String>,
    bodies: HashMap<&'s str, String>,
}

impl<'s> Anchors<'s> {
    fn new(parties: &'s [Party], bodies: &'s [Body]) -> Self {
        let owners = parties.iter().filter_map(|party| party.name.as_deref());
        let bodies = bodies.iter().map(|body| &*body.name);
        Self { owners: ids("owner", owners), bodies: ids("body", bodies) }
    }

    fn owner(&self, name: &str) -> String {
        self.owners.get(name).cloned().unwrap_or_default()
    }

    fn body(&self, name: &str) -> String {
        self.bodies.get(name).cloned().unwrap_or_default()
    }

    fn to_body(&self, name: &str) -> OwnerLinkView {
        OwnerLinkView { name: name.to_owned(), id: self.body(name) }
    }

    /// A body that is itself one of several parts leads to its own row.
    fn to_part(&self, name: &str) -> OwnerLinkView {
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
    Sha256::digest(key).iter().take(4).fold(String::new(), |mut digits, byte| {
        // Writing to a string never fails.
        let _ = write!(digits, "{byte:02x}");
        digits
    })
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
