//! A recommendation as of a view.

use super::Failure;
use super::model::{
    Decision, Disposition, Lateness, PartialDay, Recommendation, Reference, State, Status, Strength,
};
use super::source::Source;
use crate::document::fields;
use crate::facts;
use crate::schema::Text;
use crate::site::{
    Backlink, DocumentId, EditionId, Owner, RecommendationId, Site, Strength as Strong, Target,
    View,
};

/// The edition of a view; `None` for the latest one.
pub(super) fn edition_of(view: View) -> Option<EditionId> {
    match view {
        View::Edition(edition) => Some(edition),
        View::Latest => None,
    }
}

impl<'s> Source<'s> {
    pub(super) fn number(&self, id: RecommendationId, view: View) -> &'s str {
        self.site.number(id, view).as_str()
    }

    pub(super) fn numbers(&self, ids: &[RecommendationId], view: View) -> Vec<&'s str> {
        ids.iter().map(|id| self.number(*id, view)).collect()
    }

    pub(super) fn title(&self, id: RecommendationId, view: View) -> &'s str {
        self.site.title(id, view).map_or("", Text::as_str)
    }

    /// A short title, if it differs from the title.
    pub(super) fn short_title(&self, id: RecommendationId, view: View) -> Option<&'s str> {
        let short = self.site.short_title(id, view).map(Text::as_str);
        short.filter(|short| *short != self.title(id, view))
    }

    /// Earlier numbers as of a view, newest first, each once.
    pub(super) fn former_numbers(&self, id: RecommendationId, view: View) -> Vec<&'s str> {
        let report = self.site.report(id.report);
        let then = edition_of(view);
        let former = report.former_numbers_of(id).filter(|(_, said)| {
            let since = match self.site.owner(*said) {
                Owner::Update(_, since) => Some(since),
                _ => None,
            };
            then.is_none_or(|then| since.is_some_and(|since| since <= then))
        });
        let mut numbers: Vec<&'s str> = Vec::new();
        for (number, _) in former {
            if !numbers.contains(&number.as_str()) {
                numbers.push(number.as_str());
            }
        }
        numbers
    }

    pub(super) fn url(&self, id: RecommendationId, view: View) -> String {
        self.addresses.page(&Target::Recommendation { id, at: edition_of(view) })
    }

    pub(super) fn statement(
        &self,
        id: RecommendationId,
    ) -> Result<Option<super::model::Prose>, Failure> {
        self.site.recommendation(id).document.map_or(Ok(None), |document| self.body(document))
    }

    pub(super) fn recommendation(
        &self,
        id: RecommendationId,
        view: View,
    ) -> Result<Recommendation<'s>, Failure> {
        let known = self.site.recommendation(id);
        let adopted = self.site.adopted(id);
        let expected = self.site.expected(id, view);
        Ok(Recommendation {
            number: self.number(id, view),
            former_numbers: self.former_numbers(id, view),
            title: self.title(id, view),
            short_title: self.short_title(id, view),
            url: self.url(id, view),
            group: self.site.group(id, view).map(Text::as_str),
            statement: self.statement(id)?,
            corrections: known.document.map_or(Ok(Vec::new()), |own| self.corrections(own))?,
            disposition: self.disposition_in(id, view),
            priority: adopted.and_then(|adopted| Some(adopted.priority.as_ref()?.as_str())),
            tags: adopted
                .map_or_else(Vec::new, |adopted| adopted.tags.iter().map(Text::as_str).collect()),
            expected: expected.and_then(|expected| expected.date).map(PartialDay),
            expected_text: expected.and_then(|expected| expected.text).map(Text::as_str),
            responses: self.responses(id, self.site.responses(id, view), view)?,
            depends_on: self
                .site
                .dependencies(id, view)
                .map(|other| self.number(other, view))
                .collect(),
            needed_by: self
                .site
                .dependents(id, view)
                .map(|other| self.number(other, view))
                .collect(),
            parent: self.site.part_of(id, view).map(|whole| self.number(whole, view)),
            level: self.site.level(id, view),
            parts: self.numbers(&self.site.parts(id, view), view),
            covered_by: known.covered_by.map(|by| self.number(by, view)),
            covers: self.site.covers(id, view).map(|covered| self.number(covered, view)).collect(),
            superseded_by: self.numbers(&self.site.superseded_by(id, view), view),
            supersedes: self.numbers(&self.site.supersedes(id, view), view),
            state: match self.facts.state(id, view) {
                facts::State::NotReported => State::NotReported,
                facts::State::NotStated => State::NotStated,
                facts::State::Stated(_) => State::Stated,
            },
            late: self.facts.lateness(id, view).map(|late| match late {
                facts::Lateness::Stated => Lateness::Stated,
                facts::Lateness::ByDate => Lateness::ByDate,
            }),
            left_out: self.left_out(id, view)?,
            status: self.facts.status(id, view).map(|shown| Status {
                id: &shown.status.id,
                inherited_from: shown.inherited_from.map(|from| self.number(from, view)),
                derived_from: shown.derived_from,
            }),
            references: self.references(id, view),
            referenced_by: self.referenced_by(id, view),
        })
    }

    /// The disposition as of a view.
    fn disposition_in(&self, id: RecommendationId, view: View) -> Option<Disposition> {
        let (document, disposition) = self.site.disposition_said(id, view)?;
        Some(self.disposition(document, disposition))
    }

    pub(super) fn disposition(
        &self,
        document: DocumentId,
        disposition: &fields::Disposition,
    ) -> Disposition {
        Disposition {
            decision: Decision(disposition.decision),
            date: disposition.date.as_ref().map(|date| PartialDay(date.value)),
            resolution: disposition
                .resolution
                .as_ref()
                .and_then(|address| self.addresses.written(document, address.as_str())),
        }
    }

    pub(super) fn references(&self, id: RecommendationId, view: View) -> Vec<Reference<'s>> {
        let references = self.site.refers_to(id, view).into_iter();
        references
            .filter(|reference| reference.target != id)
            .map(|reference| {
                let (target, at) = (reference.target, reference.at);
                let report = self.site.report(target.report);
                Reference {
                    strength: reference.strength.into(),
                    report: Some(&*report.id),
                    number: Some(self.number(
                        target,
                        at.map_or_else(
                            || self.site.view_named(id.report, view, target.report),
                            View::Edition,
                        ),
                    )),
                    edition: at.map(|edition| &*report.edition(edition).id),
                    url: self.addresses.page(&Target::Recommendation { id: target, at }),
                }
            })
            .collect()
    }

    fn referenced_by(&self, id: RecommendationId, view: View) -> Vec<Reference<'s>> {
        let backlinks = self.site.referred_by(id, view).into_iter();
        backlinks
            .filter_map(|backlink| match backlink {
                Backlink::Recommendation(from, strength) => Some(Reference {
                    strength: strength.into(),
                    report: Some(&*self.site.report(from.report).id),
                    number: Some(self.number(from, view)),
                    edition: None,
                    url: self.url(from, view),
                }),
                Backlink::Document(document, strength) => self.backlink(document, strength.into()),
            })
            .collect()
    }

    /// A backlink from a page, a report's or edition's text, or another report.
    fn backlink(&self, document: DocumentId, strength: Strength) -> Option<Reference<'s>> {
        let site: &'s Site = self.site;
        let report_id = |report| Some(&*site.report(report).id);
        let (report, number, edition, target) = match site.owner(document) {
            Owner::Page if site.front == Some(document) => (None, None, None, Target::Front),
            Owner::Page => (None, None, None, Target::Page(document)),
            Owner::Report(report) => (report_id(report), None, None, Target::Report(report)),
            Owner::Edition(report, edition) => (
                report_id(report),
                None,
                Some(&*site.report(report).edition(edition).id),
                Target::Edition(report, edition),
            ),
            Owner::Statement(id) | Owner::Update(id, _) => {
                let target = Target::Recommendation { id, at: None };
                (report_id(id.report), Some(self.number(id, View::Latest)), None, target)
            }
            Owner::Nothing(_) => return None,
        };
        Some(Reference { strength, report, number, edition, url: self.addresses.page(&target) })
    }
}

impl From<Strong> for Strength {
    fn from(strength: Strong) -> Self {
        match strength {
            Strong::Mentions => Self::Mentions,
            Strong::See => Self::See,
            Strong::CoveredBy => Self::CoveredBy,
        }
    }
}
