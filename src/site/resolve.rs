//! Where a written reference or link leads.

use unicode_normalization::UnicodeNormalization as _;

use super::{DocumentId, EditionId, Owner, RecommendationId, ReportId, Site, Unknown, View};
use crate::document::Content;
use crate::document::clause::{Clause, Mention, MentionKind};
use crate::document::fields::ReportKind;
use crate::fragment::Destination;
use crate::fragment::slug::{is_beginning, is_part};
use crate::path::SourcePath;

/// A page of the site. As of when a recommendation is seen is decided by the page that links to
/// it, unless the link says so itself.
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
    /// A recommendation; an entry of a review. `at` is the edition that the link itself names.
    Recommendation {
        /// Which one.
        id: RecommendationId,
        /// The edition named with `@`.
        at: Option<EditionId>,
    },
    /// A file that is copied as it is.
    Asset(SourcePath),
    /// The page that the link stands on.
    Here,
}

/// What an explicit link turns out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// An address outside the site, or one that the author spells in full.
    External,
    /// Something of this site, and the id on its page.
    Internal(Target, Option<String>),
    /// Nothing: an empty address or a lone `#`.
    Placeholder,
    /// Something that does not exist.
    Unknown(Unknown),
    /// A page that exists, without the heading.
    UnknownAnchor {
        /// The heading that was asked for.
        anchor: String,
        /// The headings that there are.
        known: Vec<String>,
    },
    /// A scheme that is not allowed.
    Forbidden,
}

impl Site {
    /// Where a link of a document leads.
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
        // `018/24` is a label before it is recommendation 24 of a report `018`.
        let own = self.subject(from);
        let found = own.and_then(|report| self.report(report).find(label)).or_else(|| {
            let (report, label) = label.split_once('/')?;
            self.report_named(report)?.find(label)
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
            None => Unknown::report(label),
        }
    }

    /// A relative path: a Markdown file stands for its page, another file for itself.
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

    /// The page on which a document is shown, seen from another one: an update beside it is the
    /// same edition's, one elsewhere is that edition's.
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

    /// The heading of a document's body that a link in it names, and nothing but that: `#method`. The two parts of an
    /// update are none.
    pub fn heading_of(&self, document: DocumentId, destination: &str) -> Option<&str> {
        let Destination::Here(anchor) = Destination::read(destination) else { return None };
        let anchor: String = anchor.nfc().collect();
        let anchors = self.document(document).prose.anchors.iter();
        let mut headings = anchors.filter(|anchor| anchor.section.is_none());
        headings.find(|known| *known.id == *anchor).map(|known| &*known.id)
    }

    /// The page on which a document is shown, whatever page a link in it stands on.
    pub fn home(&self, document: DocumentId) -> Target {
        self.page_of(document, document)
    }

    fn with_anchor(&self, from: DocumentId, target: Target, anchor: Option<&str>) -> Resolution {
        let Some(anchor) = anchor else { return Resolution::Internal(target, None) };
        // Ids are in one form of Unicode, however an author's keyboard writes accents.
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
            // Ordinary pages have no parts but their headings; there one that is meant is likelier to be near.
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

    /// The short names under which texts mention a report.
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

    /// What a reference in prose mentions: the report it is about, and each number. `None` for
    /// one of a foreign series, and where no report is meant.
    pub fn mentions(&self, from: DocumentId, clause: &Clause) -> Option<(ReportId, Vec<Mention>)> {
        let report = if clause.series().is_none() {
            self.subject(from)?
        } else {
            // A review has no recommendations of its own to mention.
            let mut reports = self.reports.iter();
            let named = reports.find(|report| {
                report.kind == ReportKind::Implementation && clause.is_of(self.series_names(report))
            });
            named?.place
        };
        let labels = self.report(report);
        Some((report, clause.read(&self.grammar, |label| labels.find(label).is_some())))
    }

    /// Every recommendation that a reference in prose means, those between the ends of a range
    /// among them.
    pub fn meant(&self, from: DocumentId, clause: &Clause) -> Vec<RecommendationId> {
        let Some((report, mentions)) = self.mentions(from, clause) else { return Vec::new() };
        let report = self.report(report);
        let mut meant = Vec::with_capacity(mentions.len());
        let mut range_start = None;
        for mention in &mentions {
            let Some(id) = report.find(&mention.number) else { continue };
            match mention.kind {
                MentionKind::RangeStart => range_start = Some(id.index),
                MentionKind::RangeEnd => {
                    let after = range_start.take().map_or(id.index, |start| start + 1);
                    let between = after..id.index;
                    meant.extend(
                        between.map(|index| RecommendationId { report: report.place, index }),
                    );
                }
                MentionKind::Single | MentionKind::ListItem => {}
            }
            meant.push(id);
        }
        meant
    }
}
