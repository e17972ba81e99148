//! The source of data files, and their common parts.

use std::io;

use serde::Serialize;

use super::model::{
    Count, Counted, Day, Edition, Item, Kind, Prose, Publisher, ReportHead, StatusKind,
    StatusMeaning, Totals,
};
use super::{Addresses, Failure, File, Schema};
use crate::document::Content;
use crate::document::content::Report as FrontMatter;
use crate::document::doi::Doi;
use crate::document::fields::ReportKind;
use crate::facts::coarse::KeyRing;
use crate::facts::{self, Facts};
use crate::fragment::plain::{self, Plain};
use crate::key::Parts;
use crate::schema::Text;
use crate::site::{
    DocumentId, EditionId, Fragments, RecommendationId, ReportId, Site, Target, View,
};

/// A site, and the context of one data file.
#[derive(Clone, Copy)]
pub(super) struct Source<'s> {
    pub(super) site: &'s Site,
    pub(super) facts: &'s Facts,
    pub(super) fragments: &'s Fragments<'s>,
    pub(super) addresses: &'s dyn Addresses,
    /// Makes keys, if they are wanted.
    pub(super) keys: Option<&'s KeyRing>,
}

impl<'s> Source<'s> {
    pub(super) fn schema(&self, schema: Schema) -> String {
        self.addresses.file(File::Schema(schema))
    }

    pub(super) fn publisher(&self) -> Publisher<'s> {
        let config = &self.site.config;
        Publisher {
            title: &config.title,
            url: self.addresses.page(&Target::Front),
            authors: config.authors.iter().map(Text::as_str).collect(),
            language: &config.language,
        }
    }

    pub(super) fn front_matter(&self, report: ReportId) -> Option<&'s FrontMatter> {
        match &self.site.document(self.site.report(report).document).content {
            Content::Report(front_matter) => Some(front_matter),
            _ => None,
        }
    }

    pub(super) fn report_title(&self, report: ReportId) -> &'s str {
        self.front_matter(report).map_or("", |front_matter| front_matter.title.as_str())
    }

    /// A report in a file. Its introduction is of the latest view: the pages of an edition do not
    /// have it either, and must not change with it.
    pub(super) fn report_head(&self, id: ReportId, view: View) -> Result<ReportHead<'s>, Failure> {
        let is_latest = view == View::Latest;
        let report = self.site.report(id);
        let front_matter = self.front_matter(id);
        let text = |text: Option<&'s Text>| text.map(Text::as_str);
        Ok(ReportHead {
            id: &report.id,
            kind: Kind(report.kind),
            title: self.report_title(id),
            series: text(front_matter.and_then(|front_matter| front_matter.series.as_ref())),
            item: report.item.as_ref().map(|item| Item {
                zero: text(item.zero.as_ref()),
                one: text(item.one.as_ref()),
                two: text(item.two.as_ref()),
                few: text(item.few.as_ref()),
                many: text(item.many.as_ref()),
                other: item.other.as_str(),
            }),
            description: text(
                front_matter
                    .filter(|_| is_latest)
                    .and_then(|front_matter| front_matter.description.as_ref()),
            ),
            text: if is_latest { self.body(report.document)? } else { None },
            totals: (report.kind == ReportKind::Implementation)
                .then(|| Counted(self.site.counted(id))),
            count: self.site.declared(id, view),
            url: self.addresses.page(&Target::Report(id)),
        })
    }

    pub(super) fn statuses(&self, report: ReportId, view: View) -> Vec<StatusMeaning<'s>> {
        let statuses = self.site.vocabulary(report, view);
        statuses
            .map(|(_, status)| StatusMeaning {
                id: &status.id,
                label: &status.label,
                kind: StatusKind(status.kind),
            })
            .collect()
    }

    pub(super) fn edition_title(&self, report: ReportId, id: EditionId) -> &'s str {
        let edition = self.site.report(report).edition(id);
        let document = edition.document.map(|document| &self.site.document(document).content);
        match document {
            Some(Content::Edition(front_matter)) => &front_matter.title,
            _ => &edition.id,
        }
    }

    pub(super) fn edition(&self, report: ReportId, id: EditionId) -> Result<Edition<'s>, Failure> {
        let known = self.site.report(report);
        let edition = known.edition(id);
        let summary =
            edition.document.and_then(|document| match &self.site.document(document).content {
                Content::Edition(front_matter) => front_matter.summary.as_ref(),
                _ => None,
            });
        let says = |updates: &[(EditionId, DocumentId)]| {
            updates.binary_search_by_key(&id, |(edition, _)| *edition).is_ok()
        };
        let view = View::Edition(id);
        let shown = self.site.shown(report, view).map(|id| self.site.recommendation(id));
        Ok(Edition {
            id: &edition.id,
            title: self.edition_title(report, id),
            date: Day(edition.date),
            doi: self.site.doi(report, id).map(Doi::as_str),
            summary: summary.map(Text::as_str),
            text: edition.document.map_or(Ok(None), |document| self.body(document))?,
            corrections: edition.document.map_or(Ok(Vec::new()), |own| self.corrections(own))?,
            reported: shown.filter(|known| says(&known.updates)).count(),
            totals: (known.kind == ReportKind::Implementation)
                .then(|| self.totals(report, view, &self.facts.rollup(report, view).totals)),
            url: self.addresses.page(&Target::Edition(report, id)),
            data: self.addresses.file(File::Edition(report, id)),
        })
    }

    pub(super) fn totals(
        &self,
        report: ReportId,
        view: View,
        totals: &facts::Totals,
    ) -> Totals<'s> {
        let count = |place: usize| totals.statuses.get(place).copied().unwrap_or_default();
        Totals {
            recommendations: totals.recommendations,
            statuses: self
                .site
                .vocabulary(report, view)
                .map(|(place, status)| Count { status: &status.id, count: count(place) })
                .collect(),
            not_stated: totals.not_stated,
            not_reported: totals.not_reported,
            done: totals.done,
            done_percent: totals.done_percent(),
            late: totals.late,
            late_by_date: totals.late_by_date,
            with_overdue: totals.with_overdue,
        }
    }

    /// Begins the part about a recommendation. `true` if it is at hand.
    pub(super) fn begin(
        &self,
        id: RecommendationId,
        what: &impl Serialize,
        out: &mut dyn Parts,
    ) -> io::Result<bool> {
        out.begin(self.keys.and_then(|keys| keys.coarse(self.site, id, what)))
    }

    /// The body of a document.
    pub(super) fn body(&self, document: DocumentId) -> Result<Option<Prose>, Failure> {
        Ok(self.fragments.with_body(document, plain::whole)?.map(Prose::from))
    }

    /// The sections of an update's body.
    pub(super) fn parts(
        &self,
        document: DocumentId,
    ) -> Result<(Option<Prose>, Option<Prose>), Failure> {
        let parts = self.fragments.with_body(document, plain::parts)?;
        Ok((parts.narrative.map(Prose::from), parts.notes.map(Prose::from)))
    }

    /// A text of a document's front matter.
    pub(super) fn prose(&self, document: DocumentId, text: &str) -> Result<Option<Prose>, Failure> {
        Ok(self.fragments.with_value(document, text, plain::whole)?.map(Prose::from))
    }
}

impl From<Plain> for Prose {
    fn from(Plain { markdown, text }: Plain) -> Self {
        Self { markdown, text }
    }
}
