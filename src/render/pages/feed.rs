//! Feeds: what moved, and what was amended, newest first.
//!
//! An entry is something that happened to the report on a day that its content names, and never a
//! build. So it has the same words and the same day for as long as its edition has.

use std::cmp::Reverse;

use chrono::NaiveDate;

use super::context::PageContext;
use super::{Page, View, report_title, series};
use crate::analysis::changes;
use crate::data::xml::{Entry, Feed};
use crate::document::fields::ReportKind;
use crate::document::text;
use crate::render::page;
use crate::render::view::ChangeView;
use crate::schema::Text;
use crate::site::{EditionId, RecommendationId, Report, ReportId};

/// The most entries of a feed.
const MOST_ENTRIES: usize = 200;

/// The most changes that an entry tells of; it says how many more there are.
const MOST_CHANGES: usize = 12;

/// Something that happened to a recommendation, as an edition has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct News {
    day: Reverse<NaiveDate>,
    id: RecommendationId,
    edition: EditionId,
    what: What,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    Moved,
    /// Which of the update's corrections.
    Corrected(usize),
}

/// The feed of a report, or that of the site.
pub(super) fn feed(cx: &PageContext<'_>, of: Option<ReportId>) -> Feed {
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

/// The newest things, in order. Editions are looked through from the last one on, and no further
/// than there is room for what they hold.
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
        ids.filter(move |id| !changes::in_edition(site, *id, edition).is_empty())
            .map(move |id| News { day, id, edition, what: What::Moved })
    });
    let mut news: Vec<News> = moved.take(MOST_ENTRIES).collect();
    for id in reports.iter().flat_map(|report| report.ids()) {
        for (edition, document) in &site.recommendation(id).updates {
            let corrections = site.update(*document).map_or(&[][..], |update| &update.corrections);
            news.extend(corrections.iter().zip(0..).map(|(correction, place)| News {
                day: Reverse(correction.date.value),
                id,
                edition: *edition,
                what: What::Corrected(place),
            }));
        }
    }
    news.sort_unstable();
    news.truncate(MOST_ENTRIES);
    news
}

fn entry(cx: &PageContext<'_>, news: &News) -> Entry {
    let page = Page::Recommendation(news.id, View::Edition(news.edition));
    let route = page.route(cx.site, cx.rendering.theme);
    // The sentences are those of the page that the entry leads to.
    let there = PageContext::new(cx.rendering, &page, &route);
    let address = cx.absolute(&page);
    let Reverse(updated) = news.day;
    match news.what {
        What::Moved => {
            let moved = changes::in_edition(cx.site, news.id, news.edition);
            let sentences: Vec<String> =
                there.sentences(&moved).iter().map(|change| told(cx, change)).collect();
            Entry {
                id: address.clone(),
                title: headline(cx, news.id, &sentences),
                summary: summary(cx, news.id, &sentences),
                page: address,
                updated,
            }
        }
        What::Corrected(place) => {
            let date = cx.date(cx.site.report(news.id.report).edition(news.edition).date).text;
            let name = name(cx, news.id);
            Entry {
                id: format!("{address}#{}", correction_id(cx, news, place)),
                title: cx.text("feed.correction", &[("recommendation", &name), ("date", &date)]),
                summary: summary(cx, news.id, &[note(cx, news, place)]),
                page: address,
                updated,
            }
        }
    }
}

/// A change in a sentence that says what it is about.
fn told(cx: &PageContext<'_>, change: &ChangeView) -> String {
    match &change.deliverable {
        Some(deliverable) => {
            let arguments = [("deliverable", &*deliverable.title), ("change", &*change.text)];
            cx.text("feed.deliverable", &arguments)
        }
        None => change.text.clone(),
    }
}

/// "SSR1 Recommendation 25".
fn name(cx: &PageContext<'_>, id: RecommendationId) -> String {
    let number = cx.site.recommendation(id).number.as_str();
    match series(cx.site, id.report) {
        Some(series) => {
            cx.text("recommendation-of-series", &[("series", &series), ("number", number)])
        }
        None => cx.numbered(id),
    }
}

/// What moved first of all, and how much more did.
fn headline(cx: &PageContext<'_>, id: RecommendationId, sentences: &[String]) -> String {
    let name = name(cx, id);
    let first = sentences.first().map_or("", String::as_str);
    let more = sentences.len().saturating_sub(1).to_string();
    let key = if sentences.len() > 1 { "feed.entry-and-more" } else { "feed.entry" };
    cx.text(key, &[("recommendation", &name), ("change", first), ("n", &more)])
}

fn summary(cx: &PageContext<'_>, id: RecommendationId, sentences: &[String]) -> String {
    let shown = sentences.len().min(MOST_CHANGES);
    let mut list: Vec<String> = sentences[..shown].to_vec();
    if sentences.len() > shown {
        list.push(cx.text("list-more", &[("n", &(sentences.len() - shown).to_string())]));
    }
    let changes = list.join(&cx.text("feed.separator", &[]));
    let title = cx.recommendation_title(id);
    cx.text("feed.summary", &[("title", &title), ("changes", &changes)])
}

/// What tells a correction from the others of its update: its day, and its place on that day.
fn correction_id(cx: &PageContext<'_>, news: &News, place: usize) -> String {
    let Reverse(day) = news.day;
    let corrections = corrections(cx, news);
    let before = corrections.iter().take(place).filter(|other| other.date.value == day).count();
    if before == 0 {
        format!("correction-{day}")
    } else {
        format!("correction-{day}-{}", before + 1)
    }
}

fn note(cx: &PageContext<'_>, news: &News, place: usize) -> String {
    let note = corrections(cx, news).get(place).map(|correction| &correction.note.text);
    text::blocks_of(note.map_or("", Text::as_str)).join(" ")
}

fn corrections<'a>(
    cx: &PageContext<'a>,
    news: &News,
) -> &'a [crate::document::content::Correction] {
    let carried = cx.site.carried(news.id, View::Edition(news.edition));
    let update = carried.and_then(|(_, document)| cx.site.update(document));
    update.map_or(&[], |update| &update.corrections)
}

/// The feeds of a site: its own and one for each report, where there are editions to tell of.
pub(in crate::render) fn all(site: &crate::site::Site) -> Vec<Page> {
    let told = site
        .reports
        .iter()
        .filter(|report| report.kind == ReportKind::Implementation && !report.editions.is_empty());
    let feeds: Vec<Page> = told.map(|report| page::Page::Feed(Some(report.place))).collect();
    if feeds.is_empty() { feeds } else { [Page::Feed(None)].into_iter().chain(feeds).collect() }
}
