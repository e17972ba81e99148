//! Names of parties or groups that are all but the same.

use std::collections::{BTreeMap, HashMap};

use super::findings::finding;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::{Diagnostic, Location};
use crate::document::Content;
use crate::schema::{Located, Text};
use crate::site::{Owner, Report, ReportId, Site, party_key};

mod alike;

pub(super) const RULE: Rule = Rule {
    name: "similar-names",
    level: RuleLevel::Warn,
    summary: "two parties or groups have nearly the same name",
    explanation: "\
\"Offfice of the Harbour Master\" was one party and \"Office of the Harbour Master\" another: each
had half of the deliverables, and neither list was right.

Compares the responsible parties of each report, and its groups. Two names are similar if they
differ only in case, spaces, punctuation, \"the\", \"and\" or \"&\", a plural, a common abbreviation
such as \"Dept\", or a likely misspelling of one or two longer words; or if one is the other's
initials, such as \"FAA\". Parties whose names differ only in case and white space are one anyway.
Names that differ in a digit, a single letter or a Roman numeral are not similar, and short words
must be the same: \"Team A\" and \"Team B\", \"Phase I\" and \"Phase II\", \"North Region\" and \"South
Region\". Neither are two declared `[[parties]]`.

The finding is at the first place of the name that is used less, with the first place of the other.

If both are one party, use one name or declare a party with the other name as alias. If not,
declare both. If both are one group, use one name.
",
    run,
};

/// A name, and where it is first written.
struct Name<'s> {
    written: &'s str,
    first: Location,
    uses: usize,
    /// The declared party with this name.
    party: Option<usize>,
}

fn run(context: &Context<'_>, findings: &mut Findings) {
    let site = context.site;
    let mut names: BTreeMap<ReportId, Names<'_>> = BTreeMap::new();
    for report in &site.reports {
        names.insert(report.place, Names::declared(site, report));
    }
    for (id, document) in site.documents() {
        let report = match site.owner(id) {
            Owner::Page => continue,
            Owner::Report(report) | Owner::Edition(report, _) | Owner::Nothing(report) => report,
            Owner::Statement(id) | Owner::Update(id, _) => id.report,
        };
        let Some(names) = names.get_mut(&report) else { continue };
        let at = |name: &Located<Text>| Location::new(&document.path, name.span);
        let group = match &document.content {
            Content::Recommendation(adopted) => adopted.group.as_ref(),
            Content::ReviewEntry(entry) => entry.group.as_ref(),
            Content::Update(update) => {
                let parties = &site.report(report).parties;
                for name in update.deliverables.iter().flat_map(|row| &row.responsible) {
                    let key = party_key(name);
                    names.parties.add(key, name, parties.find(name), || at(name));
                }
                update.group.as_ref()
            }
            _ => None,
        };
        if let Some(group) = group {
            names.groups.add(group.to_string(), group, None, || at(group));
        }
    }
    for names in names.into_values() {
        let party = "if both are one party, use one name or declare the other as its alias; if \
                     not, declare both in `[[parties]]`";
        names.parties.report(context, "parties", party, findings);
        names.groups.report(context, "groups", "if both are one group, use one name", findings);
    }
}

/// The names of a report.
#[derive(Default)]
struct Names<'s> {
    parties: List<'s>,
    groups: List<'s>,
}

impl<'s> Names<'s> {
    /// Declared parties come first, so that others are compared with them.
    fn declared(site: &'s Site, report: &'s Report) -> Self {
        let mut names = Self::default();
        let document = site.document(report.document);
        if let Content::Report(index) = &document.content {
            for party in &index.parties {
                for name in std::iter::once(&party.name).chain(&party.aliases) {
                    let at = || Location::new(&document.path, name.span);
                    let place =
                        names.parties.add(party_key(name), name, report.parties.find(name), at);
                    // Declared, but not used yet.
                    names.parties.names[place].uses = 0;
                }
            }
        }
        names
    }
}

/// Names of one kind, in order of first uses.
#[derive(Default)]
struct List<'s> {
    names: Vec<Name<'s>>,
    by_key: HashMap<String, usize>,
}

impl<'s> List<'s> {
    fn add(
        &mut self,
        key: String,
        written: &'s str,
        party: Option<usize>,
        first: impl FnOnce() -> Location,
    ) -> usize {
        let names = &mut self.names;
        let place = *self.by_key.entry(key).or_insert_with(|| {
            names.push(Name { written, first: first(), uses: 0, party });
            names.len() - 1
        });
        names[place].uses += 1;
        place
    }

    /// Reports each name that is like one used more, with that one.
    fn report(mut self, context: &Context<'_>, what: &str, help: &str, findings: &mut Findings) {
        // A stable sort: of names used as often, the first comes first.
        self.names.sort_by_key(|name| (name.party.is_none(), std::cmp::Reverse(name.uses)));
        let written: Vec<&str> = self.names.iter().map(|name| name.written).collect();
        let mut found: BTreeMap<usize, usize> = BTreeMap::new();
        for (one, other) in alike::pairs(&written, context.site.language) {
            if self.names[one].party.is_none() || self.names[other].party.is_none() {
                found.entry(one.max(other)).or_insert(one.min(other));
            }
        }
        for (less, more) in found {
            findings.push(similar(&self.names[less], &self.names[more], what).help(help));
        }
    }
}

fn similar(name: &Name<'_>, other: &Name<'_>, what: &str) -> Diagnostic {
    let message =
        format!("the {what} `{}` and `{}` have nearly the same name", name.written, other.written);
    let used = match other.uses {
        0 => "not used".to_owned(),
        1 => "used once".to_owned(),
        uses => format!("used {uses} times"),
    };
    let text = format!("`{}`, {used}", other.written);
    finding(name.first.clone(), message).related(other.first.clone(), text)
}

#[cfg(test)]
mod tests;
