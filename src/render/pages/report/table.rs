//! The table of a report's recommendations, by group.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use super::course::Courses;
use crate::address::Page;
use crate::document::Content;
use crate::document::content::Recommendation as Adopted;
use crate::facts::{Group, Lateness, Row as Deliverable, State, overdue_first};
use crate::render::context::PageContext;
use crate::render::view::{GroupView, LinkView, RowView};
use crate::schema::Text;
use crate::site::{RecommendationId, ReportId, View, party_key};

/// Maximum number of groups in the list of groups; the table has all.
pub(super) const MOST_GROUPS: usize = 60;

/// Data of deliverables for the rows, collected once.
pub(super) struct Table<'s> {
    followed: Vec<Followed<'s>>,
    /// All responsible parties; `None` for none named.
    parties: Vec<Option<&'s str>>,
    /// Their names by key.
    names: HashMap<String, &'s str>,
    /// The priorities in use, in order.
    priorities: Vec<&'s str>,
    /// The priorities that the report lists, in order, or else those in use.
    scale: Vec<&'s str>,
}

/// Data of a recommendation's deliverables.
#[derive(Clone, Default)]
struct Followed<'s> {
    parties: Vec<Option<&'s str>>,
    /// Overdue ones, longest overdue first.
    overdue: Vec<Deliverable>,
}

impl<'s> Table<'s> {
    /// Collects the deliverables of the report in the page's view.
    pub(super) fn new(cx: &PageContext<'s>, report: ReportId) -> Self {
        let rollup = cx.facts.rollup(report, cx.view());
        let mut followed = vec![Followed::default(); cx.site.report(report).ids().len()];
        for row in overdue_first(&rollup.rows) {
            followed[row.recommendation.index as usize].overdue.push(*row);
        }
        let mut parties = Vec::new();
        for party in &rollup.parties {
            let name = party.name.as_deref();
            parties.push(name);
            for row in rollup.rows_of_party(party) {
                let of = &mut followed[row.recommendation.index as usize];
                if of.parties.last() != Some(&name) {
                    of.parties.push(name);
                }
            }
        }
        let priorities = priorities(cx, report);
        let scale = match &cx.site.document(cx.site.report(report).document).content {
            Content::Report(index) if !index.priorities.is_empty() => {
                index.priorities.iter().map(|priority| priority.value.as_str()).collect()
            }
            _ => priorities.clone(),
        };
        let names = parties.iter().flatten().map(|name| (party_key(name), *name)).collect();
        Self { followed, parties, names, priorities, scale }
    }

    /// The priorities in use, in order, as displayed.
    pub(super) fn priorities(&self) -> Vec<String> {
        self.priorities.iter().copied().map(in_line).collect()
    }

    /// All parties of the rows, as displayed.
    pub(super) fn parties(&self) -> Vec<Option<String>> {
        self.parties.iter().copied().map(party).collect()
    }

    /// The recommendations by group, in order of each group's first number.
    pub(super) fn groups(
        &self,
        cx: &PageContext<'_>,
        courses: &Courses,
        groups: &[Group],
    ) -> Vec<GroupView> {
        let listed = listed(groups);
        groups
            .iter()
            .zip(1..)
            .filter_map(|(group, place)| {
                Some(GroupView {
                    name: group.name.as_ref().map(ToString::to_string),
                    id: format!("group-{place}"),
                    listed: listed.contains(&(place - 1)),
                    totals: cx.totals(group.members.first()?.report, &group.totals),
                    rows: self.rows(cx, courses, &group.members),
                })
            })
            .collect()
    }

    /// The rows of a group. Parts follow what they are part of, if that is in the group too.
    fn rows(
        &self,
        cx: &PageContext<'_>,
        courses: &Courses,
        members: &[RecommendationId],
    ) -> Vec<RowView> {
        let row = |id: &RecommendationId| self.row(cx, courses, *id);
        let mut rows: Vec<RowView> = members.iter().map(row).collect();
        let places: HashMap<RecommendationId, usize> = members.iter().copied().zip(0..).collect();
        for (place, id) in members.iter().enumerate() {
            let whole = cx.site.recommendation(*id).part_of;
            let Some(whole) = whole.and_then(|whole| places.get(&whole)) else { continue };
            let (level, position) = (rows[*whole].level + 1, rows[*whole].position);
            rows[*whole].has_parts = true;
            rows[place].level = level;
            rows[place].parent = Some(position);
        }
        rows
    }

    /// The parties of overdue deliverables, by the names that the page of owners has.
    fn overdue_parties(&self, cx: &PageContext<'_>, followed: &Followed<'_>) -> Vec<String> {
        let named = |name: &str| self.names.get(&party_key(name)).copied();
        let parties: Vec<Option<&str>> =
            cx.parties_of(&followed.overdue).into_iter().map(|party| named(party?)).collect();
        cx.party_names(&parties).iter().map(|name| in_line(name)).collect()
    }

    fn row(&self, cx: &PageContext<'_>, courses: &Courses, id: RecommendationId) -> RowView {
        let (site, view) = (cx.site, cx.view());
        let carried = site.carried(id, view);
        let recommendation = site.recommendation(id);
        let state = cx.facts.state(id, view);
        let vocabulary: Vec<&Text> =
            site.vocabulary(id.report, view).map(|(_, status)| &status.id).collect();
        let followed = &self.followed[id.index as usize];
        let title = cx.names.short_title(id, view);
        let adopted = site.adopted(id);
        let priority = adopted.and_then(|adopted| Some(adopted.priority.as_ref()?.as_str()));
        RowView {
            number: site.number(id, view).to_string(),
            position: site.report(id.report).place_of(id, view) + 1,
            whole_title: Some(cx.names.recommendation(id, view)).filter(|whole| *whole != title),
            title,
            url: cx.links.page(&Page::Recommendation(id, view)),
            level: 0,
            parent: None,
            part_of: site.part_of(id, view).map(|whole| LinkView {
                title: cx.names.numbered(whole, view),
                url: cx.links.page(&Page::Recommendation(whole, view)),
            }),
            has_parts: false,
            group: site.group(id, view).map(ToString::to_string),
            status_position: match state {
                State::NotReported => None,
                State::NotStated => Some(vocabulary.len() + 1),
                State::Stated(shown) => {
                    let place = vocabulary.iter().position(|known| **known == shown.status.id);
                    place.map(|place| place + 1)
                }
            },
            status: cx.shown_status(id, view),
            late: cx.facts.lateness(id, view).map(Lateness::word),
            as_of: carried.map(|(edition, document)| cx.as_of(id.report, edition, document)),
            reported: match view {
                View::Edition(edition) => site.is_updated_in(id, edition),
                View::Latest => false,
            },
            covered_by: recommendation.covered_by.map(|by| LinkView {
                title: cx.names.numbered(by, view),
                url: cx.links.page(&Page::Recommendation(by, view)),
            }),
            course: courses.of(cx, id),
            overdue_parties: self.overdue_parties(cx, followed),
            parties: followed.parties.iter().copied().map(party).collect(),
            overdue: followed.overdue.len(),
            days_overdue: followed.overdue.first().map_or(0, |row| row.days_overdue),
            priority_position: priority
                .and_then(|own| Some(self.scale.iter().position(|known| *known == own)? + 1)),
            priority: priority.map(in_line),
            tags: adopted.map_or_else(Vec::new, |adopted| tags_of(adopted).collect()),
            expected: cx.expected_in(id, view),
        }
    }
}

/// The priorities in use, in order.
fn priorities<'s>(cx: &PageContext<'s>, report: ReportId) -> Vec<&'s str> {
    let known = cx.site.report(report);
    let used: BTreeSet<&str> =
        adopted(cx, report).filter_map(|it| Some(it.priority.as_ref()?.as_str())).collect();
    let priorities = known.priorities.iter().map(Text::as_str);
    priorities.filter(|priority| used.contains(priority)).collect()
}

/// The tags in use, sorted.
pub(super) fn tags(cx: &PageContext<'_>, report: ReportId) -> Vec<String> {
    let tags: BTreeSet<String> = adopted(cx, report).flat_map(tags_of).collect();
    tags.into_iter().collect()
}

fn adopted<'s>(cx: &PageContext<'s>, report: ReportId) -> impl Iterator<Item = &'s Adopted> {
    let site = cx.site;
    site.shown(report, cx.view()).filter_map(|id| site.adopted(id))
}

fn tags_of(adopted: &Adopted) -> impl Iterator<Item = String> {
    adopted.tags.iter().map(|tag| in_line(tag))
}

/// A party's name, as displayed.
fn party(name: Option<&str>) -> Option<String> {
    name.map(in_line)
}

/// A name on one line, since lists of names have one per line.
fn in_line(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The places of the groups in the list of groups: of many, those with the most late
/// recommendations, then with the most that are not done.
fn listed(groups: &[Group]) -> BTreeSet<usize> {
    let mut places: Vec<usize> = (0..groups.len()).collect();
    if places.len() > MOST_GROUPS {
        places.sort_by_key(|place| {
            let totals = &groups[*place].totals;
            Reverse((totals.late, totals.recommendations - totals.done))
        });
        places.truncate(MOST_GROUPS);
    }
    places.into_iter().collect()
}
