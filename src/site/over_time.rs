//! What is said of a recommendation from an edition on: title, short title, successors.
//!
//! An edition shows what the last update that says anything of it says, else what the
//! recommendation's file says. A group is different: it is that of one update and of the editions
//! that carry it forward.

use super::{DocumentId, EditionId, RecommendationId, Site, View};
use crate::document::Content;
use crate::document::content::Update;
use crate::document::fields::Numbers;
use crate::schema::Text;

/// The updates that say something new, oldest first, for each key; most are empty.
#[derive(Clone, Debug, Default)]
pub(super) struct OverTime {
    titles: Said,
    short_titles: Said,
    superseded: Said,
    /// The recommendations that it supersedes in any view.
    supersedes: Vec<RecommendationId>,
}

/// The documents that say it, each from its edition on; the first, without one, is the
/// recommendation's own file.
type Said = Box<[(Option<EditionId>, DocumentId)]>;

impl OverTime {
    pub(super) fn new(
        site: &Site,
        document: Option<DocumentId>,
        updates: &[(EditionId, DocumentId)],
    ) -> Self {
        let said = |says: fn(&Update) -> bool| -> Said {
            let updates = updates.iter().copied();
            let updates = updates.filter(|(_, document)| site.update(*document).is_some_and(says));
            updates.map(|(edition, document)| (Some(edition), document)).collect()
        };
        let mut superseded = said(|update| update.superseded_by.is_some()).into_vec();
        let own = document.filter(|own| successors(site, *own).is_some());
        superseded.splice(0..0, own.map(|own| (None, own)));
        Self {
            titles: said(|update| update.title.is_some()),
            short_titles: said(|update| update.short_title.is_some()),
            superseded: superseded.into(),
            supersedes: Vec::new(),
        }
    }
}

/// Links recommendations with those that supersede them.
pub(super) fn link(site: &mut Site, report: usize) {
    let mut links = Vec::new();
    for id in site.reports[report].ids() {
        for (_, document) in &site.recommendation(id).over_time.superseded {
            links.extend(site.named_successors(*document).map(|by| (by, id)));
        }
    }
    links.sort_unstable();
    links.dedup();
    for (by, id) in links {
        let by = &mut site.reports[report].recommendations[by.index as usize];
        by.over_time.supersedes.push(id);
    }
}

/// The last document that speaks as of a view.
fn last(said: &Said, view: View) -> Option<DocumentId> {
    let known = match view {
        View::Latest => said.len(),
        View::Edition(edition) => said.partition_point(|(from, _)| *from <= Some(edition)),
    };
    said[..known].last().map(|(_, document)| *document)
}

fn successors(site: &Site, document: DocumentId) -> Option<&Numbers> {
    match &site.document(document).content {
        Content::Recommendation(adopted) => adopted.superseded_by.as_ref(),
        Content::Update(update) => update.superseded_by.as_ref(),
        _ => None,
    }
}

impl Site {
    /// A recommendation's title as of a view; `None` for a review's entry.
    pub fn title(&self, id: RecommendationId, view: View) -> Option<&Text> {
        let said = last(&self.recommendation(id).over_time.titles, view);
        let said = said.and_then(|document| self.update(document)?.title.as_ref());
        said.or_else(|| Some(&self.adopted(id)?.title))
    }

    /// A recommendation's short title as of a view, or else its title.
    pub fn short_title(&self, id: RecommendationId, view: View) -> Option<&Text> {
        let said = last(&self.recommendation(id).over_time.short_titles, view);
        let said = said.and_then(|document| self.update(document)?.short_title.as_ref());
        let short = said.or_else(|| self.adopted(id)?.short_title.as_ref());
        short.or_else(|| self.title(id, view))
    }

    /// A recommendation's group as of a view: its own, or else that of what it is part of.
    pub fn group(&self, id: RecommendationId, view: View) -> Option<&Text> {
        let mut at = Some(id);
        while let Some(id) = at {
            let own = self.own_group(id, view);
            if own.is_some() {
                return own;
            }
            at = self.part_of(id, view);
        }
        None
    }

    fn own_group(&self, id: RecommendationId, view: View) -> Option<&Text> {
        let carried = self.carried(id, view).map(|(_, document)| document);
        let said = carried.and_then(|document| self.update(document)?.group.as_ref());
        let own = match self.adopted(id) {
            Some(adopted) => adopted.group.as_ref(),
            None => self.entry(self.entry_as_of(id, view)?)?.group.as_ref(),
        };
        said.or(own).map(|group| &group.value)
    }

    /// The group in a recommendation's file, or else the group of what it is part of.
    pub fn filed_group(&self, id: RecommendationId, view: View) -> Option<&Text> {
        match self.adopted(id)?.group.as_ref() {
            Some(group) => Some(&group.value),
            None => self.group(self.part_of(id, view)?, view),
        }
    }

    /// The recommendations that supersede one as of a view.
    pub fn superseded_by(&self, id: RecommendationId, view: View) -> Vec<RecommendationId> {
        let said = last(&self.recommendation(id).over_time.superseded, view);
        said.map_or_else(Vec::new, |document| self.named_successors(document).collect())
    }

    /// The document that says what supersedes a recommendation as of a view.
    pub fn superseded_in(&self, id: RecommendationId, view: View) -> Option<DocumentId> {
        last(&self.recommendation(id).over_time.superseded, view)
    }

    /// The recommendations that one supersedes as of a view.
    pub fn supersedes(&self, id: RecommendationId, view: View) -> Vec<RecommendationId> {
        let any = self.recommendation(id).over_time.supersedes.iter().copied();
        any.filter(|other| {
            self.shows(*other, view) && self.superseded_by(*other, view).contains(&id)
        })
        .collect()
    }

    /// The numbers in a document's `superseded_by`, if it has any.
    pub fn successors(&self, document: DocumentId) -> Option<&Numbers> {
        successors(self, document)
    }

    /// The existing recommendations that a document's `superseded_by` names.
    fn named_successors(
        &self,
        document: DocumentId,
    ) -> impl Iterator<Item = RecommendationId> + use<'_> {
        let own = match self.owner(document) {
            super::Owner::Statement(own) | super::Owner::Update(own, _) => Some(own),
            _ => None,
        };
        let numbers = successors(self, document).map_or(&[][..], |numbers| &numbers.0);
        numbers.iter().filter_map(move |number| {
            let own = own?;
            let found = self.report(own.report).find_as_of(number.as_str(), self.view_of(document));
            found.filter(|found| *found != own)
        })
    }
}
