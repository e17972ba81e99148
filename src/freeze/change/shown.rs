//! Changes of what a frozen edition shows beside its own files: names, history, the report's texts,
//! statuses, settings, attached files.

use std::collections::BTreeSet;

use super::super::{elsewhere, files, make, parties, place, settings, shown, shown_whole};
use super::{Changed, Comparing, Keyed, has_more};
use crate::diagnostic::Location;
use crate::document::Content;
use crate::document::number::Number;
use crate::schema::Text;
use crate::site::{
    DocumentId, LockedEdition, LockedParty, LockedRecommendation, LockedReference, LockedShown,
    LockedStatus, Named, RecommendationId, StatusMeaning, View,
};

impl Comparing<'_> {
    /// Title and group of a recommendation. Its own correction is no cover: it says nothing on the
    /// pages of an edition of years ago that would then have the new name.
    pub(super) fn names(
        &mut self,
        id: RecommendationId,
        document: DocumentId,
        locked: &LockedRecommendation,
    ) {
        let (site, view) = (self.site, View::Edition(self.edition));
        let Some(title) = site.title(id, view) else { return };
        let path = &self.site.document(document).path;
        if self.site.document(document).broken {
            return;
        }
        if let Some(title) = locked.title.as_ref().filter(|locked| *locked != title) {
            let location = place::of_key(self.world, path, "title");
            let what = Changed::Title(locked.number.clone(), title.clone());
            self.push(what, Some(location), self.covered);
        }
        if locked.group.as_ref() != site.filed_group(id, view) {
            let location = place::of_key(self.world, path, "group");
            let what = Changed::Group(locked.number.clone(), locked.group.clone());
            self.push(what, Some(location), self.covered);
        }
    }

    /// A listed recommendation that is there no longer, perhaps under another number.
    pub(super) fn removed_recommendation(&mut self, locked: &LockedRecommendation) {
        let is_it = |document: DocumentId| {
            let hash = self.contents.of_statement(document);
            self.lock.shown.is_some() && hash == Some(locked.statement.sha256)
        };
        let is_listed = |number: &Number| {
            self.lock.recommendations.iter().any(|other| other.number.key() == number.key())
        };
        let renumbered = self.report.ids().find_map(|id| {
            let recommendation = self.site.recommendation(id);
            let document = recommendation.document.filter(|document| is_it(*document))?;
            (!is_listed(&recommendation.number)).then(|| (recommendation.number.clone(), document))
        });
        if let Some((now, document)) = renumbered {
            let location = self.place(document);
            let what = Changed::Number(locked.number.clone(), now);
            self.push(what, Some(location), self.covered);
        } else {
            let what = Changed::RecommendationRemoved(locked.number.clone());
            self.push(what, None, self.covered);
        }
    }

    /// Updates before the carried one: histories and first promises come from them.
    pub(super) fn earlier(&mut self, id: RecommendationId, locked: &LockedRecommendation) {
        let carried = self.site.carried(id, View::Edition(self.edition)).map(|(at, _)| at);
        let until = locked.update.as_ref().map(|update| &*update.edition);
        let updates = self.site.recommendation(id).updates.iter();
        let now: Vec<_> = updates
            .take_while(|(edition, _)| Some(*edition) < carried)
            .map(|(edition, document)| (&*self.report.edition(*edition).id, *document))
            .collect();
        let number = &locked.number;
        for (edition, document) in now.iter().copied() {
            if self.site.document(document).broken {
                continue;
            }
            let known = locked.earlier.iter().find(|known| *known.edition == *edition);
            let what = match known {
                // It was the carried one, whose change is told.
                None if until == Some(edition) => continue,
                None => Changed::UpdateAdded(number.clone()),
                Some(known)
                    if self.contents.of(document).is_none_or(|now| now.brief() == known.digest) =>
                {
                    continue;
                }
                Some(_) => Changed::Update(number.clone()),
            };
            let own = self.site.document(document).corrections();
            let before = known.map_or(0, |known| known.corrections);
            let covered = self.covered || has_more(own, before, self.lock.frozen);
            let location = self.place(document);
            self.push(what, Some(location), covered);
        }
        for known in &locked.earlier {
            let is_there = now.iter().any(|(edition, _)| *edition == &*known.edition);
            let is_carried =
                carried.is_some_and(|at| *self.report.edition(at).id == *known.edition);
            if !is_there && !is_carried {
                let what = Changed::UpdateRemoved(number.clone(), known.edition.clone());
                self.push(what, None, self.covered);
            }
        }
    }

    /// What it names in its report.
    pub(super) fn references(&mut self, id: RecommendationId, locked: &LockedRecommendation) {
        let view = View::Edition(self.edition);
        let Some(document) = self.site.recommendation(id).document else { return };
        if elsewhere::numbers(self.site, id, view) != locked.references {
            let location = self.place(document);
            // A correction may name others itself.
            let carried = self.site.carried(id, view).map(|(_, document)| document);
            let mut own = [Some(document), carried].into_iter().flatten();
            let covered = self.covered || own.any(|own| self.disclosing.contains(&own));
            self.push(Changed::References(locked.number.clone()), Some(location), covered);
        }
    }

    /// References to other reports.
    pub(super) fn elsewhere(&mut self, id: RecommendationId, locked: &LockedRecommendation) {
        let view = View::Edition(self.edition);
        if elsewhere::references(self.site, id, view) == locked.elsewhere {
            return;
        }
        let carried = self.site.carried(id, view).map(|(_, document)| document);
        let Some(document) = carried.or(self.site.recommendation(id).document) else { return };
        let location = self.place(document);
        self.push(Changed::Elsewhere(locked.number.clone()), Some(location), self.covered);
    }

    /// References of the edition's text to other reports.
    fn elsewhere_in_text(&mut self, locked: &[LockedReference]) {
        let now = elsewhere::references_of_text(self.site, self.report.place, self.edition);
        let Some(document) = self.report.edition(self.edition).document else { return };
        if *now != *locked && !self.site.document(document).broken {
            let location = self.place(document);
            self.push(Changed::ElsewhereInText, Some(location), self.covered);
        }
    }

    /// What the lock covers beside recommendations.
    pub(super) fn shown(&mut self) {
        let Some(shown) = &self.lock.shown else { return };
        let LockedShown {
            settings,
            report,
            elsewhere,
            // A frozen edition keeps its own.
            count: _,
            statuses,
            parties,
            editions: _,
            files: _,
        } = shown;
        let config = &self.site.config;
        let at = |key: &str| {
            let key: Vec<&str> = key.split('.').collect();
            place::of_setting(self.world, &config.path, &key)
        };
        let found = texts(settings, &settings::settings(config), Keyed::Setting, at);
        self.push_all(found);
        let index = self.site.document(self.report.document);
        if !index.broken {
            let at = |key: &str| place::of_key(self.world, &index.path, key);
            let now = settings::report_texts(self.site, self.report.place);
            self.push_all(texts(report, &now, Keyed::Report, at));
            self.statuses(statuses);
            self.parties(parties);
        }
        self.elsewhere_in_text(elsewhere);
        self.editions(shown);
        self.files(shown);
    }

    fn push_all(&mut self, found: Vec<(Changed, Location)>) {
        for (what, location) in found {
            self.push(what, Some(location), self.covered);
        }
    }

    fn statuses(&mut self, locked: &[LockedStatus]) {
        let index = self.site.document(self.report.document);
        let written = match &index.content {
            Content::Report(front_matter) => &front_matter.statuses[..],
            _ => &[],
        };
        let at = |id: &Text| {
            let own = written.iter().find(|status| status.id.value == *id);
            own.map_or_else(
                || Location::file(&index.path),
                |status| Location::new(&index.path, status.id.span),
            )
        };
        let mut places = Vec::with_capacity(locked.len());
        for LockedStatus { id, label, kind } in locked {
            let known = &self.report.statuses;
            let Some(place) = known.iter().position(|status| status.id == *id) else {
                let location = Location::file(&index.path);
                let what = Changed::StatusRemoved(id.clone());
                self.push(what, Some(location), self.covered);
                continue;
            };
            places.push(place);
            let StatusMeaning { label: label_now, kind: kind_now, .. } = &known[place];
            if label_now != label {
                let what = Changed::StatusLabel(id.clone(), [label.clone(), label_now.clone()]);
                self.push(what, Some(at(id)), self.covered);
            }
            if kind_now != kind {
                let what = Changed::StatusKind(id.clone(), [kind.word(), kind_now.word()]);
                self.push(what, Some(at(id)), self.covered);
            }
        }
        if !places.is_sorted() {
            let location = Location::file(&index.path);
            self.push(Changed::StatusOrder, Some(location), self.covered);
        }
    }

    /// How the parties in the edition's texts are shown. Others do not matter.
    fn parties(&mut self, locked: &[LockedParty]) {
        let updates = shown(self.site, self.report.place, self.edition);
        let now = parties::shown(self.site, self.report.place, &updates);
        let find = |parties: &[LockedParty], written: &Text| {
            parties.iter().find(|party| party.written == *written).cloned()
        };
        let written: BTreeSet<&Text> =
            locked.iter().chain(&*now).map(|party| &party.written).collect();
        for written in written {
            if find(locked, written) != find(&now, written) && self.is_named(written, &updates) {
                let path = &self.site.document(self.report.document).path;
                let location = place::of_key(self.world, path, "parties");
                self.push(Changed::Party(written.clone()), Some(location), self.covered);
            }
        }
    }

    /// Whether some update still has a party, whose absence is otherwise told with that.
    fn is_named(&self, written: &Text, updates: &[DocumentId]) -> bool {
        let updates = updates.iter().filter_map(|id| self.site.update(*id));
        let mut names = updates.flat_map(|it| &it.deliverables).flat_map(|row| &row.responsible);
        names.any(|name| name.value == *written)
    }

    /// The editions before this one, which its pages list and chart.
    fn editions(&mut self, shown: &LockedShown) {
        let earlier = self.report.edition_ids().filter(|id| *id < self.edition);
        let now: Vec<_> =
            earlier.map(|id| (make::earlier_edition(self.site, self.report, id), id)).collect();
        // Corrections of an earlier edition are on its own pages alone.
        let names =
            |edition: &LockedEdition| LockedEdition { corrections: None, ..edition.clone() };
        let mut places = Vec::with_capacity(now.len());
        for (edition, id) in &now {
            let document = self.report.edition(*id).document;
            let location = document.map(|document| self.place(document));
            let known = shown.editions.iter().position(|known| known.id == edition.id);
            places.extend(known);
            let known = known.map(|place| &shown.editions[place]);
            let what = match known {
                None => Changed::EditionAdded(edition.id.as_str().into()),
                Some(known) if names(known) == names(edition) => continue,
                Some(_) => Changed::EditionTitle(edition.id.as_str().into()),
            };
            let own = document.map_or(&[][..], |id| self.site.document(id).corrections());
            let before = known.and_then(|known| known.corrections).unwrap_or(0);
            let covered = self.covered || has_more(own, before, self.lock.frozen);
            self.push(what, location, covered);
        }
        for known in &shown.editions {
            if !now.iter().any(|(edition, _)| edition.id == known.id) {
                let what = Changed::EditionRemoved(known.id.as_str().into());
                self.push(what, None, self.covered);
            }
        }
        if !places.is_sorted() {
            self.push(Changed::EditionOrder, None, self.covered);
        }
    }

    /// Files beside the edition's texts or linked from them. A new one changes no page.
    fn files(&mut self, shown: &LockedShown) {
        let whole = shown_whole(self.site, self.report.place, self.edition);
        let now = files::of_edition(self.site, self.report.place, self.edition, &whole);
        for locked in &shown.files {
            let path = self.site.config.content.join(&locked.path);
            let links = now.get(&path).map_or(&[][..], Vec::as_slice);
            let covered = self.covered || links.iter().any(|id| self.disclosing.contains(id));
            match self.contents.files.of(&path) {
                Some(bytes) if bytes == locked.sha256 => {}
                Some(_) => {
                    let what = Changed::File(locked.path.as_str().into());
                    self.push(what, Some(Location::file(&path)), covered);
                }
                // It could not be read, which is told.
                None if self.site.assets.binary_search(&path).is_ok() => {}
                None => {
                    let what = Changed::FileRemoved(locked.path.as_str().into());
                    self.push(what, None, covered);
                }
            }
        }
    }
}

/// Texts that differ, in order of names.
fn texts(
    locked: &Named,
    now: &[settings::Entry],
    keyed: Keyed,
    at: impl Fn(&str) -> Location,
) -> Vec<(Changed, Location)> {
    let before = |name: &str| {
        let found = locked.iter().find(|(known, _)| *known.value == *name);
        found.map(|(_, value)| Box::from(value.as_str()))
    };
    let after = |name: &str| {
        let found = now.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| Box::from(value.trim_end()))
    };
    let names: BTreeSet<&str> = locked
        .iter()
        .map(|(name, _)| name.value.as_str())
        .chain(now.iter().map(|(name, _)| *name))
        .collect();
    let differ = names.into_iter().filter(|name| before(name) != after(name));
    differ
        .map(|name| (Changed::Text(keyed, name.into(), [before(name), after(name)]), at(name)))
        .collect()
}
