//! Feeds of changes and corrections, newest first.
//!
//! An entry is an event on a day named in the content, never a build. Its words and day are stable
//! as long as its edition is.

use std::cmp::Reverse;

use chrono::NaiveDate;
use unicode_normalization::UnicodeNormalization as _;

use crate::address::{Page, report_title, series};
use crate::data::xml::{Entry, Feed};
use crate::document::content::Correction;
use crate::document::digest::Digest;
use crate::document::fields::ReportKind;
use crate::render::context::PageContext;
use crate::render::view::ChangeView;
use crate::site::{DocumentId, EditionId, Owner, RecommendationId, Report, ReportId, Site, View};

mod sentence;

/// Maximum number of entries.
const MOST_ENTRIES: usize = 200;

/// Length of the hexadecimal digest that distinguishes corrections of a day.
const CORRECTION_DIGITS: usize = 16;

/// Maximum number of changes listed in an entry; the others are counted.
const MOST_CHANGES: usize = 12;

/// An event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct News {
    day: Reverse<NaiveDate>,
    what: What,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    /// Changes of a recommendation in an edition.
    Moved(RecommendationId, EditionId),
    /// A correction, by index in its file.
    Corrected(Place, usize),
}

/// Subject of corrections.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// An edition's own text.
    Edition(ReportId, EditionId),
    /// A recommendation as of an edition, or its statement.
    Recommendation(RecommendationId, Option<EditionId>),
}

impl Place {
    /// The place of a document; `None` if feeds do not cover it.
    fn of(site: &Site, document: DocumentId) -> Option<Self> {
        Some(match site.owner(document) {
            Owner::Edition(report, edition) => Self::Edition(report, edition),
            Owner::Statement(id) => Self::Recommendation(id, None),
            Owner::Update(id, edition) => Self::Recommendation(id, Some(edition)),
            Owner::Page | Owner::Report(_) | Owner::Nothing(_) => return None,
        })
    }

    fn report(self) -> ReportId {
        match self {
            Self::Edition(report, _) => report,
            Self::Recommendation(id, _) => id.report,
        }
    }

    /// The file with its corrections.
    fn document(self, site: &Site) -> Option<DocumentId> {
        match self {
            Self::Edition(report, edition) => site.report(report).edition(edition).document,
            Self::Recommendation(id, None) => site.recommendation(id).document,
            Self::Recommendation(id, Some(edition)) => {
                site.carried(id, View::Edition(edition)).map(|(_, document)| document)
            }
        }
    }

    fn view(self) -> View {
        match self {
            Self::Edition(_, edition) | Self::Recommendation(_, Some(edition)) => {
                View::Edition(edition)
            }
            Self::Recommendation(_, None) => View::Latest,
        }
    }

    fn page(self) -> Page {
        match self {
            Self::Edition(report, _) => Page::Report(report, self.view()),
            Self::Recommendation(id, _) => Page::Recommendation(id, self.view()),
        }
    }
}

/// The feed of a report or of the site.
pub(in crate::render) fn feed(cx: &PageContext<'_>, of: Option<ReportId>) -> Feed {
    let site = cx.site;
    let reports: Vec<&Report> = site
        .reports
        .iter()
        .filter(|report| report.kind == ReportKind::Implementation)
        .filter(|report| of.is_none_or(|of| of == report.place))
        .collect();
    let entries: Vec<Entry> = news(cx, &reports).iter().map(|news| entry(cx, news)).collect();
    let last_edition =
        reports.iter().flat_map(|report| &report.editions).map(|edition| edition.date).max();
    let config = cx.config();
    let title = of.map_or_else(|| config.title.to_string(), |of| report_title(site, of));
    let authors: Vec<String> = config.authors.iter().map(ToString::to_string).collect();
    Feed {
        title: cx.text("feed.title", &[("title", &title)]),
        id: cx.absolute(cx.page),
        page: cx.absolute(&of.map_or(Page::Front, |of| Page::Report(of, View::Latest))),
        language: config.language.to_string(),
        authors: if authors.is_empty() { vec![config.title.to_string()] } else { authors },
        updated: entries.first().map(|entry| entry.updated).or(last_edition).unwrap_or_default(),
        entries,
    }
}

/// The newest events, in order. Reads editions from the last one, until there are enough.
fn news(cx: &PageContext<'_>, reports: &[&Report]) -> Vec<News> {
    let site = cx.site;
    let mut editions: Vec<(Reverse<NaiveDate>, ReportId, EditionId)> = reports
        .iter()
        .flat_map(|report| {
            let day = |edition| Reverse(report.edition(edition).date);
            report.edition_ids().map(move |edition| (day(edition), report.place, edition))
        })
        .collect();
    editions.sort_unstable();
    let moved = editions.into_iter().flat_map(|(day, report, edition)| {
        let ids = site.report(report).ids();
        ids.filter(move |id| cx.facts.movement(*id, edition).is_some())
            .map(move |id| News { day, what: What::Moved(id, edition) })
    });
    let mut news: Vec<News> = moved.take(MOST_ENTRIES).collect();
    for (id, document) in site.documents() {
        let place = Place::of(site, id)
            .filter(|place| reports.iter().any(|report| report.place == place.report()));
        let Some(place) = place else { continue };
        news.extend(document.corrections().iter().zip(0..).map(|(correction, nth)| News {
            day: Reverse(correction.date.value),
            what: What::Corrected(place, nth),
        }));
    }
    news.sort_unstable();
    news.truncate(MOST_ENTRIES);
    news
}

fn entry(cx: &PageContext<'_>, news: &News) -> Entry {
    match news.what {
        What::Moved(id, edition) => moved(cx, news.day.0, id, edition),
        What::Corrected(place, nth) => corrected(cx, news.day.0, place, nth),
    }
}

fn moved(
    cx: &PageContext<'_>,
    updated: NaiveDate,
    id: RecommendationId,
    edition: EditionId,
) -> Entry {
    let place = Place::Recommendation(id, Some(edition));
    let page = place.page();
    let route = page.route(cx.site, cx.rendering.theme);
    // Uses the sentences of the entry's page.
    let there = PageContext::new(cx.rendering, &page, &route);
    let movement = cx.facts.movement(id, edition);
    let sentences = movement.map_or_else(Vec::new, |movement| there.sentences(&movement));
    let sentences: Vec<String> = sentences.iter().map(|change| told(cx, change)).collect();
    let address = cx.absolute(&page);
    Entry {
        id: address.clone(),
        title: headline(&there, id, &sentences),
        summary: summary(cx, place, &sentences),
        page: address,
        updated,
    }
}

fn corrected(cx: &PageContext<'_>, updated: NaiveDate, place: Place, nth: usize) -> Entry {
    let address = cx.absolute(&place.page());
    Entry {
        id: format!("{address}#{}", correction_id(cx, updated, place, nth)),
        title: correction_title(cx, place),
        summary: summary(cx, place, &[note(cx, place, nth)]),
        page: address,
        updated,
    }
}

/// A change in a sentence that names its subject.
fn told(cx: &PageContext<'_>, change: &ChangeView) -> String {
    match &change.deliverable {
        Some(deliverable) => {
            let arguments = [("deliverable", &*deliverable.title), ("change", &*change.text)];
            cx.text("feed.deliverable", &arguments)
        }
        None => change.text.clone(),
    }
}

/// The first change, and the number of others.
fn headline(cx: &PageContext<'_>, id: RecommendationId, sentences: &[String]) -> String {
    let name = cx.names.numbered_in_series(id, cx.view());
    let first = sentences.first().map_or("", String::as_str);
    let more = sentences.len().saturating_sub(1).to_string();
    let key = if sentences.len() > 1 { "feed.entry-and-more" } else { "feed.entry" };
    cx.text(key, &[("recommendation", &name), ("change", first), ("n", &more)])
}

fn summary(cx: &PageContext<'_>, place: Place, sentences: &[String]) -> String {
    let shown = sentences.len().min(MOST_CHANGES);
    let mut list: Vec<String> = sentences[..shown].to_vec();
    if sentences.len() > shown {
        list.push(cx.text("list-more", &[("n", &(sentences.len() - shown).to_string())]));
    }
    let changes = list.join(&cx.text("feed.separator", &[]));
    let title = match place {
        Place::Edition(report, edition) => cx.names.edition(report, edition),
        Place::Recommendation(id, _) => cx.names.recommendation(id, place.view()),
    };
    let (title, changes) = (ended(cx, &title), ended(cx, &changes));
    cx.text("feed.sentences", &[("title", &title), ("changes", &changes)]).trim().to_owned()
}

/// Adds a full stop, unless the text ends with a terminator.
pub(in crate::render) fn ended(cx: &PageContext<'_>, text: &str) -> String {
    match text.trim() {
        text if text.is_empty() || sentence::is_ended(text) => text.to_owned(),
        text => cx.text("feed.sentence", &[("text", text)]),
    }
}

fn correction_title(cx: &PageContext<'_>, place: Place) -> String {
    let name = match place {
        Place::Edition(report, _) => {
            series(cx.site, report).unwrap_or_else(|| report_title(cx.site, report))
        }
        Place::Recommendation(id, _) => cx.names.numbered_in_series(id, place.view()),
    };
    match place {
        Place::Edition(report, edition) => corrected_in(cx, &name, report, edition),
        Place::Recommendation(id, Some(edition)) => corrected_in(cx, &name, id.report, edition),
        Place::Recommendation(_, None) => {
            let names = cx.names.of(Some(place.report()));
            names.text("feed.correction-of-statement", &[("recommendation", &name)])
        }
    }
}

fn corrected_in(cx: &PageContext<'_>, name: &str, report: ReportId, edition: EditionId) -> String {
    let date = cx.date(cx.site.report(report).edition(edition).date).text.clone();
    cx.text("feed.correction", &[("name", name), ("date", &date)])
}

/// The id of a correction within its file: its day, a digest of its words, and among equal ones its
/// number. Stable whatever other corrections are added.
fn correction_id(cx: &PageContext<'_>, day: NaiveDate, place: Place, nth: usize) -> String {
    let corrections = corrections(cx, place);
    let own =
        corrections.get(nth).map(|correction| wording(cx, place, correction)).unwrap_or_default();
    let digest = Digest::of_text(&own).to_string();
    let digits = digest.get(..CORRECTION_DIGITS).unwrap_or(&digest);
    let before = corrections.iter().take(nth);
    let same = before.filter(|other| other.date.value == day && wording(cx, place, other) == own);
    match same.count() {
        0 => format!("correction-{day}-{digits}"),
        same => format!("correction-{day}-{digits}-{}", same + 1),
    }
}

/// The visible words of a correction, independent of formatting.
fn wording(cx: &PageContext<'_>, place: Place, correction: &Correction) -> String {
    in_line(cx, place, correction).nfc().collect()
}

fn note(cx: &PageContext<'_>, place: Place, nth: usize) -> String {
    let correction = corrections(cx, place).get(nth);
    correction.map(|correction| in_line(cx, place, correction)).unwrap_or_default()
}

fn in_line(cx: &PageContext<'_>, place: Place, correction: &Correction) -> String {
    let document = place.document(cx.site);
    document.map(|document| cx.words_in_line(document, &correction.note.text)).unwrap_or_default()
}

fn corrections<'a>(cx: &PageContext<'a>, place: Place) -> &'a [Correction] {
    let document = place.document(cx.site);
    document.map_or(&[], |document| cx.site.document(document).corrections())
}
