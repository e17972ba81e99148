//! Makes the lock of an edition.

use chrono::NaiveDate;

use super::{Contents, elsewhere, files, locked_correction, parties, settings, shown, shown_whole};
use crate::diagnostic::{Diagnostic, Location, Span};
use crate::document::Content;
use crate::document::content::Correction;
use crate::document::digest::Digest;
use crate::schema::{Located, Text, Verbatim};
use crate::site::{
    DocumentId, EditionId, Lock, LockedAttachment, LockedEarlier, LockedEdition, LockedFile,
    LockedRecommendation, LockedShown, LockedStatus, LockedUpdate, Named, RecommendationId, Report,
    ReportId, Site, View,
};
use crate::world::World;

/// The lock of an edition, with the day of its freeze. Fails if a file cannot be read again.
pub fn lock(
    site: &Site,
    report: ReportId,
    edition: EditionId,
    frozen: NaiveDate,
    world: &dyn World,
) -> Result<Lock, Vec<Diagnostic>> {
    let (contents, problems) = Contents::read(site, &[(report, edition)], world);
    if !problems.is_empty() {
        return Err(problems);
    }
    let locking = Locking { site, report: site.report(report), edition, contents };
    locking.lock(frozen).ok_or_else(|| {
        let location = Location::file(&site.lock_path(report, edition));
        let message = "the edition has files with errors and cannot be frozen";
        vec![Diagnostic::error("not-frozen", location, message)]
    })
}

/// An earlier edition, as the pages of a later one name it.
pub(super) fn earlier_edition(site: &Site, report: &Report, id: EditionId) -> LockedEdition {
    let edition = report.edition(id);
    let front_matter = match edition.document.map(|document| &site.document(document).content) {
        Some(Content::Edition(front_matter)) => Some(front_matter),
        _ => None,
    };
    LockedEdition {
        id: Verbatim::new(&edition.id),
        date: edition.date,
        title: front_matter.map(|front_matter| front_matter.title.clone()),
        summary: front_matter.and_then(|front_matter| front_matter.summary.clone()),
        corrections: front_matter
            .map(|front_matter| count(&front_matter.corrections))
            .filter(|count| *count > 0),
    }
}

/// An edition being locked.
struct Locking<'s> {
    site: &'s Site,
    report: &'s Report,
    edition: EditionId,
    contents: Contents,
}

impl Locking<'_> {
    fn lock(&self, frozen: NaiveDate) -> Option<Lock> {
        let view = View::Edition(self.edition);
        let recommendations = self.site.shown(self.report.place, view);
        Some(Lock {
            frozen,
            index: self.file(self.report.edition(self.edition).document?, |contents, id| {
                contents.of(id)
            })?,
            recommendations: recommendations
                .map(|id| self.recommendation(id))
                .collect::<Option<_>>()?,
            shown: Some(self.shown()),
        })
    }

    fn shown(&self) -> LockedShown {
        let (site, report) = (self.site, self.report);
        let view = View::Edition(self.edition);
        let statuses = site.vocabulary(report.place, view).map(|(_, status)| LockedStatus {
            id: status.id.clone(),
            label: status.label.clone(),
            kind: status.kind,
        });
        let earlier = report.edition_ids().filter(|id| *id < self.edition);
        let whole = shown_whole(site, report.place, self.edition);
        let files = files::of_edition(site, report.place, self.edition, &whole);
        let files = files.into_keys().filter_map(|path| {
            Some(LockedAttachment {
                sha256: self.contents.files.of(&path)?,
                path: Verbatim::new(path.below(&site.config.content)?),
            })
        });
        LockedShown {
            settings: named(settings::settings(&site.config)),
            report: named(settings::report_texts(site, report.place)),
            count: site.declared(report.place, view),
            statuses: statuses.collect(),
            parties: parties::shown(site, report.place, &shown(site, report.place, self.edition)),
            editions: earlier.map(|id| earlier_edition(site, report, id)).collect(),
            elsewhere: elsewhere::references_of_text(site, report.place, self.edition),
            files: files.collect(),
        }
    }

    fn recommendation(&self, id: RecommendationId) -> Option<LockedRecommendation> {
        let (site, view) = (self.site, View::Edition(self.edition));
        let recommendation = site.recommendation(id);
        let carried = site.carried(id, view);
        let update = match carried {
            Some((edition, document)) => {
                let LockedFile { sha256, corrections } = self.file(document, Contents::of)?;
                let edition = Verbatim::new(&self.report.edition(edition).id);
                Some(LockedUpdate { edition, sha256, corrections })
            }
            None => None,
        };
        let updates = recommendation.updates.iter();
        let earlier = updates.take_while(|(edition, _)| Some(*edition) < carried.map(|(at, _)| at));
        let earlier = earlier.map(|(edition, document)| {
            let edition = self.report.edition(*edition).id.clone();
            let corrections = count(self.site.document(*document).corrections());
            let digest = self.contents.of(*document)?.brief();
            Some(LockedEarlier { edition, digest, corrections })
        });
        Some(LockedRecommendation {
            number: site.number(id, view).clone(),
            title: Some(site.title(id, view)?.clone()),
            group: site.filed_group(id, view).cloned(),
            statement: self.file(recommendation.document?, Contents::of_statement)?,
            update,
            earlier: earlier.collect::<Option<_>>()?,
            references: elsewhere::numbers(site, id, view),
            elsewhere: elsewhere::references(site, id, view),
        })
    }

    fn file(
        &self,
        id: DocumentId,
        digest: impl Fn(&Contents, DocumentId) -> Option<Digest>,
    ) -> Option<LockedFile> {
        let corrections = self.site.document(id).corrections().iter();
        Some(LockedFile {
            sha256: digest(&self.contents, id)?,
            corrections: corrections.map(locked_correction).collect(),
        })
    }
}

fn count(corrections: &[Correction]) -> u32 {
    u32::try_from(corrections.len()).unwrap_or(u32::MAX)
}

fn named(entries: Vec<settings::Entry>) -> Named {
    let located = |name| Located { value: Text::new(name), span: Span::from(0..0) };
    entries.into_iter().map(|(name, value)| (located(name), Verbatim::new(&value))).collect()
}
