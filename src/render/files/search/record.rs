//! Search records: one for everything with an address of its own, in plain text.
//!
//! A recommendation is one record with all its updates, to be one result. Carried forward text is
//! indexed only where it was written.

use std::collections::HashSet;

use serde::Serialize;

use crate::address::{Page, page_title, report_title, series};
use crate::document::Content;
use crate::document::content::{ReviewEntry, Task, Update};
use crate::document::fields::ReportKind;
use crate::fragment::plain::{self, Plain};
use crate::render::Failure;
use crate::render::context::PageContext;
use crate::schema::Text;
use crate::site::{DeliverableId, DocumentId, EditionId, RecommendationId, ReportId, Target, View};

/// A report; records refer to it by index.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Report {
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    series: Option<String>,
    editions: Vec<Edition>,
}

/// An edition of a report; records refer to it by index.
#[derive(Debug, Serialize)]
struct Edition {
    title: String,
    date: String,
    name: String,
}

/// A searchable record, with an address of its own.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Record<'s> {
    kind: &'static str,
    url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    report: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    edition: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<&'s str>,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// Other words for what a list has.
    #[serde(skip_serializing_if = "Option::is_none")]
    keywords: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    short_title: Option<&'s str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    former_numbers: Vec<&'s str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    superseded_by: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    decision: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    priority: Option<&'s str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expected: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    responses: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    assessment: Option<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    corrections: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    updates: Vec<Said<'s>>,
}

/// The own text of one edition.
#[derive(Debug, Default, Serialize)]
struct Said<'s> {
    edition: u32,
    url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'s str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    milestones: Vec<&'s str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    deliverables: Vec<Deliverable<'s>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    narrative: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    notes: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    corrections: Option<String>,
}

/// A deliverable, in the last edition with this text.
#[derive(Debug, Serialize)]
struct Deliverable<'s> {
    anchor: String,
    text: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    responsible: Vec<&'s str>,
    /// When it is due in words, its note, and why it is dropped.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

pub(in crate::render) fn reports(cx: &PageContext<'_>) -> Vec<Report> {
    let edition = |report: ReportId, id: EditionId| Edition {
        title: cx.names.edition(report, id),
        date: cx.edition_date(report, id).iso.clone(),
        name: cx.edition_named(report, id),
    };
    let reports = cx.site.reports.iter();
    reports
        .map(|report| Report {
            title: report_title(cx.site, report.place),
            series: series(cx.site, report.place),
            editions: report.edition_ids().map(|id| edition(report.place, id)).collect(),
        })
        .collect()
}

/// What a record is about.
#[derive(Clone, Debug)]
pub(in crate::render) enum Subject {
    /// The front page or an ordinary page.
    Page(Page, DocumentId),
    /// A report.
    Report(ReportId),
    /// A list of a report, or the changes of its last edition, and its name.
    List(ReportId, &'static str, Page),
    /// An edition.
    Edition(ReportId, EditionId),
    /// A recommendation.
    Recommendation(RecommendationId),
    /// A review's entry.
    Entry(RecommendationId),
}

impl Subject {
    /// The recommendation or the entry.
    pub(in crate::render) fn about(&self) -> Option<RecommendationId> {
        match self {
            Self::Recommendation(id) | Self::Entry(id) => Some(*id),
            Self::Page(..) | Self::Report(_) | Self::List(..) | Self::Edition(..) => None,
        }
    }
}

/// What there are records about, in their order: pages, then reports.
pub(in crate::render) fn subjects<'a>(
    cx: &'a PageContext<'a>,
) -> impl Iterator<Item = Subject> + 'a {
    let front = cx.site.front.iter().map(|document| Subject::Page(Page::Front, *document));
    let pages = cx.site.pages.iter();
    let pages = pages.map(|document| Subject::Page(Page::Ordinary(*document), *document));
    let reports = cx.site.reports.iter().flat_map(move |report| {
        let place = report.place;
        let review = report.kind == ReportKind::Review;
        let editions = report.edition_ids().map(move |id| Subject::Edition(place, id));
        let about = report.listed(View::Latest).iter().copied();
        let subject = if review { Subject::Entry } else { Subject::Recommendation };
        let about = about.map(subject);
        let lists = cx.lists_of(place).iter().map(|list| (list.name(), *list));
        let lists =
            lists.map(move |(key, list)| Subject::List(place, key, Page::List(place, list)));
        let changes = cx.changes_in(place, View::Latest);
        let changes = changes.map(|page| Subject::List(place, "changes", page)).into_iter();
        let report = std::iter::once(Subject::Report(place));
        report.chain(changes).chain(lists).chain(editions).chain(about)
    });
    front.chain(pages).chain(reports)
}

impl<'a> PageContext<'a> {
    pub(in crate::render) fn record(&self, subject: &Subject) -> Result<Record<'a>, Failure> {
        match subject {
            Subject::Page(page, document) => self.page_record(page, *document),
            Subject::Report(report) => self.report_record(*report),
            Subject::List(report, key, page) => Ok(self.list_record(*report, key, page)),
            Subject::Edition(report, edition) => self.edition_record(*report, *edition),
            Subject::Recommendation(id) => self.recommendation_record(*id),
            Subject::Entry(id) => self.entry_record(*id),
        }
    }

    fn page_record(&self, page: &Page, document: DocumentId) -> Result<Record<'a>, Failure> {
        Ok(Record {
            text: self.plain_body(document)?,
            ..Record::new("page", self.links.page(page), page_title(self.site, document))
        })
    }

    fn report_record(&self, id: ReportId) -> Result<Record<'a>, Failure> {
        let document = self.site.report(id).document;
        let description = match &self.site.document(document).content {
            Content::Report(report) => report.description.as_ref(),
            _ => None,
        };
        let url = self.links.page(&Page::Report(id, View::Latest));
        Ok(Record {
            report: Some(id.0),
            text: joined([description.and_then(|words| lines(words)), self.plain_body(document)?]),
            ..Record::new("report", url, report_title(self.site, id))
        })
    }

    /// A list of a report, or the changes of its last edition.
    fn list_record(&self, report: ReportId, key: &str, page: &Page) -> Record<'a> {
        let names = self.names.of(Some(report));
        Record {
            report: Some(report.0),
            keywords: Some(names.text(&format!("list-words.{key}"), &[])),
            text: self.names.description(page),
            ..Record::new("list", self.links.page(page), self.names.page(page))
        }
    }

    fn edition_record(&self, report: ReportId, id: EditionId) -> Result<Record<'a>, Failure> {
        let document = self.site.report(report).edition(id).document;
        let body = document.map_or(Ok(None), |document| self.plain_body(document))?;
        let url = self.links.page(&Page::Report(report, View::Edition(id)));
        Ok(Record {
            report: Some(report.0),
            edition: Some(id.0),
            text: joined([self.edition_summary(report, id), body]),
            corrections: document.and_then(|document| self.noted(document)),
            ..Record::new("edition", url, self.names.edition(report, id))
        })
    }

    /// A recommendation with all its updates.
    fn recommendation_record(&self, id: RecommendationId) -> Result<Record<'a>, Failure> {
        let known = self.site.recommendation(id);
        let adopted = self.site.adopted(id);
        let url = self.links.page(&Page::Recommendation(id, View::Latest));
        let mut updates = Vec::with_capacity(known.updates.len());
        // From the last edition: text is attributed to the last edition that has it.
        let mut seen = HashSet::new();
        for (edition, document) in known.updates.iter().rev() {
            updates.push(self.said(id, *edition, *document, &mut seen)?);
        }
        Ok(Record {
            report: Some(id.report.0),
            number: Some(known.number.as_str()),
            name: Some(self.names.numbered_title(id, View::Latest)),
            short_title: self.distinct_short_title(id),
            former_numbers: self.former_numbers(id),
            superseded_by: self
                .site
                .superseded_by(id, View::Latest)
                .into_iter()
                .map(|by| self.names.numbered_title(by, View::Latest))
                .collect(),
            group: self.site.group(id, View::Latest).map(Text::as_str),
            decision: self.site.disposition(id, View::Latest).map(|disposition| {
                self.text(&format!("decisions.{}", disposition.decision.word()), &[])
            }),
            priority: adopted.and_then(|it| Some(it.priority.as_ref()?.as_str())),
            tags: adopted.map_or_else(Vec::new, |it| it.tags.iter().map(Text::as_str).collect()),
            expected: self.site.expected(id, View::Latest).map(|expected| self.expected(expected)),
            responses: self.responded(id),
            text: known.document.map_or(Ok(None), |document| self.plain_body(document))?,
            corrections: known.document.and_then(|document| self.noted(document)),
            updates,
            ..Record::new("recommendation", url, self.names.recommendation(id, View::Latest))
        })
    }

    /// The short title, if it differs from the title.
    fn distinct_short_title(&self, id: RecommendationId) -> Option<&'a str> {
        let short = self.site.short_title(id, View::Latest)?;
        (self.site.title(id, View::Latest) != Some(short)).then(|| short.as_str())
    }

    /// The numbers that a recommendation had, newest first, each once.
    fn former_numbers(&self, id: RecommendationId) -> Vec<&'a str> {
        let mut numbers: Vec<&str> = Vec::new();
        for (number, _) in self.site.report(id.report).former_numbers_of(id) {
            if !numbers.contains(&number.as_str()) {
                numbers.push(number.as_str());
            }
        }
        numbers
    }

    /// The responses to a recommendation, each with its note below.
    fn responded(&self, id: RecommendationId) -> Option<String> {
        let separator = self.text("list-separator", &[]);
        let responses = self.site.responses(id, View::Latest).into_iter();
        joined(responses.map(|id| {
            let response = self.site.response(id)?;
            let note = response.note.as_ref();
            let note = note.and_then(|note| self.plain_value(id.document, &note.text));
            let said = [response.addressee.to_string(), self.decided(response)].join(&separator);
            joined([Some(said), note])
        }))
    }

    fn said(
        &self,
        id: RecommendationId,
        edition: EditionId,
        document: DocumentId,
        seen: &mut HashSet<String>,
    ) -> Result<Said<'a>, Failure> {
        let page = Page::Recommendation(id, View::Edition(edition));
        let said = Said { edition: edition.0, url: self.links.page(&page), ..Said::default() };
        let Some(update) = self.site.update(document) else { return Ok(said) };
        let (narrative, notes) = self.plain_parts(document)?;
        let status = update.status.as_ref();
        let status = status.and_then(|status| self.site.report(id.report).status(status));
        Ok(Said {
            status: status.map(|status| &*status.label),
            milestones: update.milestones.iter().map(|it| it.label.as_str()).collect(),
            deliverables: self.promised(&page, document, update, seen),
            narrative,
            notes,
            corrections: self.noted(document),
            ..said
        })
    }

    /// The corrections of a document.
    fn noted(&self, document: DocumentId) -> Option<String> {
        let corrections = self.site.document(document).corrections().iter();
        joined(corrections.map(|correction| self.plain_value(document, &correction.note.text)))
    }

    /// The deliverables of an update whose text, parties and note no later update has.
    fn promised(
        &self,
        page: &Page,
        document: DocumentId,
        update: &'a Update,
        seen: &mut HashSet<String>,
    ) -> Vec<Deliverable<'a>> {
        let rows = update.deliverables.iter().zip(0..);
        rows.filter_map(|(deliverable, row)| {
            let value = |text: &crate::schema::Verbatim| self.plain_value(document, text);
            let text = value(&deliverable.text.text);
            let note = deliverable.note.as_ref().and_then(|note| value(&note.text));
            let dropped = deliverable.dropped.as_ref().map(|reason| reason.value.to_string());
            let due = deliverable.due_text.as_ref().map(ToString::to_string);
            let (text, note) = (text?, joined([due, note, dropped]));
            let id = DeliverableId { document, row };
            let anchor = self.deliverable_anchor(id)?;
            let address = self.links.anchored(page, &anchor);
            let (_, anchor) = address.rsplit_once('#')?;
            let responsible = self.site.responsible(id);
            let is_new = seen.insert(format!("{text}\n{}\n{note:?}", responsible.join("\n")));
            is_new.then(|| Deliverable { anchor: anchor.to_owned(), text, responsible, note })
        })
        .collect()
    }

    /// A review's entry, with all dated ones.
    fn entry_record(&self, id: RecommendationId) -> Result<Record<'a>, Failure> {
        let known = self.site.recommendation(id);
        let about = known.about;
        let url = |at| self.links.target(&Target::Recommendation { id, at }, None);
        let mut updates = Vec::with_capacity(known.updates.len());
        for (edition, document) in known.updates.iter().rev() {
            updates.push(Said {
                edition: edition.0,
                url: url(Some(*edition)),
                narrative: self.entry_text(*document)?,
                ..Said::default()
            });
        }
        // An undated entry is shown only without dated ones.
        let undated = known.document.filter(|_| updates.is_empty());
        Ok(Record {
            report: Some(id.report.0),
            number: Some(known.number.as_str()),
            name: about
                .map(|about| self.names.numbered_title(about, View::Latest))
                .or_else(|| Some(self.names.numbered(id, View::Latest))),
            group: self.site.group(id, View::Latest).map(Text::as_str),
            assessment: self
                .facts
                .assessed(id, View::Latest)
                .and_then(|assessed| Some(assessed.assessment?.label.as_str())),
            text: undated.map_or(Ok(None), |document| self.entry_text(document))?,
            updates,
            ..Record::new(
                "entry",
                url(None),
                about
                    .map(|about| self.names.recommendation(about, View::Latest))
                    .unwrap_or_default(),
            )
        })
    }

    fn entry_text(&self, document: DocumentId) -> Result<Option<String>, Failure> {
        let mut texts = Vec::new();
        if let Some(ReviewEntry { statement, tasks: list, .. }) = self.site.entry(document) {
            let statement = statement.as_ref();
            texts.push(statement.and_then(|quoted| self.plain_value(document, &quoted.text)));
            self.plain_tasks(document, list, &mut texts);
        }
        texts.push(self.plain_body(document)?);
        Ok(joined(texts))
    }

    fn plain_tasks(&self, document: DocumentId, tasks: &[Task], texts: &mut Vec<Option<String>>) {
        for task in tasks {
            texts.push(self.plain_value(document, &task.text.text));
            self.plain_tasks(document, &task.tasks, texts);
        }
    }

    /// The narrative and the notes of an update, without markup.
    fn plain_parts(
        &self,
        document: DocumentId,
    ) -> Result<(Option<String>, Option<String>), Failure> {
        let parts = self.rendering.fragments.with_body(document, plain::parts)?;
        let text = |part: Option<Plain>| part.and_then(|part| lines(&part.text));
        Ok((text(parts.narrative), text(parts.notes)))
    }

    fn plain_body(&self, document: DocumentId) -> Result<Option<String>, Failure> {
        let text = self.rendering.fragments.with_body(document, plain::whole)?;
        Ok(text.and_then(|text| lines(&text.text)))
    }

    /// A text of front matter, without markup.
    fn plain_value(&self, document: DocumentId, text: &str) -> Option<String> {
        let fragments = &self.rendering.fragments;
        lines(&fragments.with_value(document, text, plain::whole).ok()??.text)
    }
}

impl Record<'_> {
    fn new(kind: &'static str, url: String, title: String) -> Self {
        Self {
            kind,
            url,
            title,
            report: None,
            edition: None,
            number: None,
            name: None,
            keywords: None,
            short_title: None,
            former_numbers: Vec::new(),
            superseded_by: Vec::new(),
            group: None,
            decision: None,
            priority: None,
            tags: Vec::new(),
            expected: None,
            responses: None,
            assessment: None,
            text: None,
            corrections: None,
            updates: Vec::new(),
        }
    }
}

/// A text with one line per block and single spaces.
fn lines(text: &str) -> Option<String> {
    let blocks = text.split("\n\n").map(|block| {
        let words: Vec<&str> = block.split_whitespace().collect();
        words.join(" ")
    });
    let blocks: Vec<String> = blocks.filter(|block| !block.is_empty()).collect();
    (!blocks.is_empty()).then(|| blocks.join("\n"))
}

fn joined(texts: impl IntoIterator<Item = Option<String>>) -> Option<String> {
    let texts: Vec<String> = texts.into_iter().flatten().collect();
    (!texts.is_empty()).then(|| texts.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_a_line() {
        #[track_caller]
        fn case(text: &str, expected: Option<&str>) {
            assert_eq!(lines(text).as_deref(), expected);
        }
        case("one  two\nthree\n\nfour\n\n\n\nfive", Some("one two three\nfour\nfive"));
        case(" \n\n ", None);
    }
}
