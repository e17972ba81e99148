//! Resolves references and links.

use unicode_normalization::UnicodeNormalization as _;

use super::{
    DocumentId, EditionId, Owner, RecommendationId, Report, ReportId, Site, Unknown, View,
};
use crate::document::Content;
use crate::document::clause::{Clause, Mention, MentionKind};
use crate::document::fields::ReportKind;
use crate::fragment::Destination;
use crate::fragment::slug::{is_beginning, is_part};
use crate::path::SourcePath;

/// A page of the site. The view of a recommendation is that of the linking page, unless the link
/// names an edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// The front page.
    Front,
    /// An ordinary page.
    Page(DocumentId),
    /// A report, or the list of a review.
    Report(ReportId),
    /// An edition of a report.
    Edition(ReportId, EditionId),
    /// A recommendation, or an entry of a review. `at` is the edition named in the link.
    Recommendation {
        /// The recommendation.
        id: RecommendationId,
        /// The edition named with `@`.
        at: Option<EditionId>,
    },
    /// A copied file.
    Asset(SourcePath),
    /// The page with the link.
    Here,
}

/// A resolved link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// An external or absolute address.
    External,
    /// A target in this site, and an anchor.
    Internal(Target, Option<String>),
    /// A placeholder: an empty address or a lone `#`.
    Placeholder,
    /// A missing target.
    Unknown(Unknown),
    /// A page without the anchor.
    UnknownAnchor {
        /// The missing anchor.
        anchor: String,
        /// The page's headings.
        known: Vec<String>,
    },
    /// A forbidden scheme.
    Forbidden,
}

impl Site {
    /// Resolves a link of a document.
    pub fn resolve(&self, from: DocumentId, written: &str) -> Resolution {
        match Destination::read(written) {
            Destination::Nowhere => Resolution::Placeholder,
            Destination::Forbidden => Resolution::Forbidden,
            Destination::Elsewhere => Resolution::External,
            Destination::Reference { label, edition, anchor } => {
                self.resolve_reference(from, &label, edition.as_deref(), anchor.as_deref())
            }
            Destination::File { path, anchor } => self.resolve_path(from, &path, anchor.as_deref()),
            Destination::Here(anchor) => self.with_anchor(from, Target::Here, Some(&anchor)),
        }
    }

    fn resolve_reference(
        &self,
        from: DocumentId,
        label: &str,
        edition: Option<&str>,
        anchor: Option<&str>,
    ) -> Resolution {
        // `018/24` is tried as a label before recommendation 24 of report `018`.
        let own = self.subject(from);
        // A link to an edition names the number of that edition.
        let find = |report: &super::Report, label: &str| {
            let named = edition.and_then(|edition| report.edition_named(edition));
            let view = self.view_read(from, report.place);
            report.find_as_of(label, named.map_or(view, View::Edition))
        };
        let found = own.and_then(|report| find(self.report(report), label)).or_else(|| {
            let (report, label) = label.split_once('/')?;
            find(self.report_named(report)?, label)
        });
        let Some(id) = found else { return Resolution::Unknown(self.unknown_label(own, label)) };
        let at = match edition {
            None => None,
            Some(edition) => match self.report(id.report).edition_named(edition) {
                Some(edition) => Some(edition),
                None => {
                    return Resolution::Unknown(Unknown::edition(self.report(id.report), edition));
                }
            },
        };
        self.with_anchor(from, Target::Recommendation { id, at }, anchor)
    }

    fn report_named(&self, name: &str) -> Option<&super::Report> {
        self.reports
            .iter()
            .find(|report| &*report.id == name)
            .or_else(|| self.report_of_series(name))
    }

    fn unknown_label(&self, own: Option<ReportId>, label: &str) -> Unknown {
        let named = label
            .split_once('/')
            .and_then(|(name, rest)| Some((self.report_named(name)?, format!("{name}/"), rest)));
        let own = own.map(|own| (self.report(own), String::new(), label));
        match named.or(own) {
            Some((report, prefix, label)) => {
                Unknown::label(report, format!("rec:{prefix}"), label.to_owned())
            }
            None => Unknown::report(label, self.called_by_all().one),
        }
    }

    /// A relative path: a Markdown file means its page, any other file itself.
    fn resolve_path(&self, from: DocumentId, path: &str, anchor: Option<&str>) -> Resolution {
        let directory = self.document(from).path.parent();
        let Some(file) = directory.resolve(path) else {
            return Resolution::Unknown(Unknown::outside(path));
        };
        if let Some(document) = self.document_at(&file) {
            return self.with_anchor(from, self.page_of(from, document), anchor);
        }
        if self.assets.binary_search(&file).is_ok() {
            return Resolution::Internal(Target::Asset(file), anchor.map(str::to_owned));
        }
        Resolution::Unknown(Unknown::file(path, file))
    }

    /// The page of a document as seen from another: an update in the same directory is in the same
    /// edition, any other in its own.
    fn page_of(&self, from: DocumentId, document: DocumentId) -> Target {
        match self.owner(document) {
            Owner::Page if self.front == Some(document) => Target::Front,
            Owner::Page => Target::Page(document),
            Owner::Report(report) | Owner::Nothing(report) => Target::Report(report),
            Owner::Edition(report, edition) => Target::Edition(report, edition),
            Owner::Statement(id) => Target::Recommendation { id, at: None },
            Owner::Update(id, edition) => {
                let beside = self.view_of(from) == View::Edition(edition);
                Target::Recommendation { id, at: (!beside).then_some(edition) }
            }
        }
    }

    /// The heading of a document's body that a link in it names, such as `#method`. The two parts
    /// of an update are not headings.
    pub fn heading_of(&self, document: DocumentId, destination: &str) -> Option<&str> {
        let Destination::Here(anchor) = Destination::read(destination) else { return None };
        let anchor: String = anchor.nfc().collect();
        let anchors = self.document(document).prose.anchors.iter();
        let mut headings = anchors.filter(|anchor| anchor.section.is_none());
        headings.find(|known| *known.id == *anchor).map(|known| &*known.id)
    }

    /// The page of a document, independent of the linking page.
    pub fn home(&self, document: DocumentId) -> Target {
        self.page_of(document, document)
    }

    fn with_anchor(&self, from: DocumentId, target: Target, anchor: Option<&str>) -> Resolution {
        let Some(anchor) = anchor else { return Resolution::Internal(target, None) };
        // Ids are in NFC, whatever form the author's keyboard produces.
        let anchor: String = anchor.nfc().collect();
        let mut known = Vec::new();
        let mut find = |document: DocumentId, prefix: &str| {
            let anchors = &self.document(document).prose.anchors;
            known.extend(anchors.iter().map(|anchor| anchor.id.to_string()));
            anchors.iter().any(|known| *known.id == *anchor).then(|| format!("{prefix}{anchor}"))
        };
        let statement = |id| self.recommendation(id).document;
        let entry = |id: RecommendationId| {
            let is_review = self.report(id.report).kind == ReportKind::Review;
            is_review.then(|| self.recommendation(id).entry_scope())
        };
        let found = match &target {
            Target::Here => match self.owner(from) {
                Owner::Statement(id) => find(from, entry(id).as_deref().unwrap_or("statement-")),
                Owner::Update(id, _) => match entry(id) {
                    Some(prefix) => find(from, &prefix),
                    None => find(from, "").or_else(|| find(statement(id)?, "statement-")),
                },
                _ => find(from, ""),
            },
            Target::Recommendation { id, at } => {
                let view = at.map_or_else(|| self.view_for(from, id.report), View::Edition);
                let carried = self.carried(*id, view);
                match entry(*id) {
                    Some(prefix) => {
                        self.entry_as_of(*id, view).and_then(|entry| find(entry, &prefix))
                    }
                    None => carried
                        .and_then(|(_, update)| find(update, ""))
                        .or_else(|| find(statement(*id)?, "statement-")),
                }
            }
            Target::Page(document) => find(*document, ""),
            Target::Front => self.front.and_then(|front| find(front, "")),
            Target::Report(report) => find(self.report(*report).document, ""),
            Target::Edition(report, edition) => self
                .report(*report)
                .edition(*edition)
                .document
                .and_then(|document| find(document, "")),
            Target::Asset(_) => Some(anchor.clone()),
        };
        let found = found.or_else(|| {
            // Ordinary pages have only headings; on other pages the intended anchor is less likely
            // to be similar.
            let ordinary = matches!(target, Target::Page(_))
                || target == Target::Here
                    && self.owner(from) == Owner::Page
                    && self.front != Some(from);
            let is_there = is_beginning(&anchor) || !ordinary && is_part(&anchor);
            is_there.then(|| anchor.clone())
        });
        match found {
            Some(anchor) => Resolution::Internal(target, Some(anchor)),
            None => Resolution::UnknownAnchor { anchor, known },
        }
    }

    /// The short names of a report in texts.
    pub fn series_names<'a>(&'a self, report: &'a super::Report) -> impl Iterator<Item = &'a str> {
        let front_matter = match &self.document(report.document).content {
            Content::Report(front_matter) => Some(front_matter),
            _ => None,
        };
        front_matter
            .into_iter()
            .flat_map(|report| report.series.iter().chain(&report.series_aliases))
            .map(crate::schema::Text::as_str)
    }

    fn report_of_series(&self, series: &str) -> Option<&super::Report> {
        let is_named = |report: &&super::Report| {
            self.series_names(report).any(|name| name.eq_ignore_ascii_case(series))
        };
        self.reports.iter().find(is_named)
    }

    /// The report and numbers of a reference in prose. `None` if of a foreign series, or without a
    /// report that calls its recommendations so.
    pub fn mentions(&self, from: DocumentId, clause: &Clause) -> Option<(ReportId, Vec<Mention>)> {
        let calls =
            |report: &&Report| self.words.grammar.is_of(clause, self.words.vocabulary(&report.id));
        // Reviews have no recommendations of their own.
        let mut reports =
            self.reports.iter().filter(|report| report.kind == ReportKind::Implementation);
        let report = if clause.series().is_some() {
            reports.find(|report| clause.is_of(self.series_names(report)) && calls(report))?
        } else {
            let own = self.subject(from).map(|own| self.report(own)).filter(calls);
            own.or_else(|| {
                let mut others = reports.filter(calls);
                others.next().filter(|_| others.next().is_none())
            })?
        };
        let view = self.view_read(from, report.place);
        let mentions =
            clause.read(self.grammar(), |label| report.find_as_of(label, view).is_some());
        Some((report.place, mentions))
    }

    /// All recommendations of a reference in prose, including those within ranges.
    pub fn meant(&self, from: DocumentId, clause: &Clause) -> Vec<RecommendationId> {
        let Some((report, mentions)) = self.mentions(from, clause) else { return Vec::new() };
        let (report, view) = (self.report(report), self.view_read(from, report));
        let mut meant = Vec::with_capacity(mentions.len());
        let mut range_start = None;
        for mention in &mentions {
            let Some(id) = report.find_as_of(&mention.number, view) else { continue };
            match mention.kind {
                MentionKind::RangeStart => range_start = Some(id),
                MentionKind::RangeEnd => {
                    if let Some(start) = range_start.take() {
                        meant.extend(self.numbered_between(start, id, view));
                    }
                }
                MentionKind::Single | MentionKind::ListItem => {}
            }
            meant.push(id);
        }
        meant
    }
}
