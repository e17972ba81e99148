//! Texts on HTML pages, including print pages.

use std::collections::BTreeMap;

use ssr_site::language::ENGLISH;

use super::super::html::{Piece, pieces};
use super::comparison::{Comparison, Part};
use super::reading::{
    Element, children, named, unmarked, with_class, with_id, words, words_of, words_of_html,
};
use super::site::{EDITIONS, Entries, Pages, Place, Plain, RECOMMENDATIONS, Review, TASKS};
use super::{page, section_headings};

/// A view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum View {
    Latest,
    Of(usize),
}

impl View {
    /// Editions first: they define the words of their updates.
    fn all() -> impl Iterator<Item = Self> {
        (0..EDITIONS.len()).map(Self::Of).chain([Self::Latest])
    }

    fn directory(self) -> String {
        match self {
            Self::Latest => String::new(),
            Self::Of(edition) => format!("{}/", EDITIONS[edition]),
        }
    }

    /// The edition shown.
    fn edition(self) -> usize {
        match self {
            Self::Latest => EDITIONS.len() - 1,
            Self::Of(edition) => edition,
        }
    }
}

/// A page and a place in it.
struct Page {
    route: String,
    pieces: Vec<Piece>,
}

impl Page {
    #[track_caller]
    fn of(pages: &Pages, route: String) -> Self {
        let Some(page) = pages.get(&route) else {
            panic!("no page {route} among {:?}", pages.keys());
        };
        let pieces = pieces(std::str::from_utf8(page).unwrap());
        Self { route, pieces }
    }

    fn meta(&self, key: &str, name: &str) -> Vec<String> {
        let is = |piece: &&Piece| piece.opens("meta") && piece.attribute(key) == Some(name);
        let found = self.pieces.iter().find(is).and_then(|piece| piece.attribute("content"));
        words(found.unwrap_or_default())
    }
}

/// Compares every page.
pub(super) fn compare(pages: &Pages, found: &mut Comparison<'_>) {
    for view in View::all() {
        for n in 1..=RECOMMENDATIONS {
            let route = format!("ssr1/{}{n}.html", view.directory());
            recommendation_page(&Page::of(pages, route), view, n, found);
        }
        let report = Page::of(pages, format!("ssr1/{}index.html", view.directory()));
        let print = Page::of(pages, format!("ssr1/{}print.html", view.directory()));
        match view {
            View::Latest => latest_report(&report, found),
            View::Of(edition) => edition_page(&report, edition, found),
        }
        paper(&print, view, found);
    }
    for n in 1..=RECOMMENDATIONS {
        reviews_of(&Page::of(pages, format!("ssr1/{n}.html")), n, found);
    }
    review_pages(pages, found);
    other_pages(pages, found);
    owners(&Page::of(pages, "ssr1/owners.html".to_owned()), found);
}

/// The content of an element; empty if missing.
fn inside(element: Option<Element<'_>>) -> &[Piece] {
    element.map_or(&[], |element| element.inside)
}

/// The words of a text in its own section.
fn section_words(pieces: &[Piece], id: &str, class: &str) -> Vec<String> {
    words_of(inside(with_class(inside(with_id(pieces, id)), class)))
}

fn recommendation_page(page: &Page, view: View, n: usize, found: &mut Comparison<'_>) {
    let title = Place::Plain(Plain::Title(n));
    if let View::Of(edition) = view {
        learn_update(page, edition, n, found);
    }
    recommendation(&page.pieces, "", &page.route, view, n, found);
    let at = |what: &str| format!("{what} of {}", page.route);
    found.among(title, &at("the heading"), &words_of(inside(named(&page.pieces, "h1"))));
    described(page, Some(title), None, found);
}

/// Compares title and description in the head.
fn described(
    page: &Page,
    title: Option<Place>,
    description: Option<Place>,
    found: &mut Comparison<'_>,
) {
    let at = |what: &str| format!("{what} of {}", page.route);
    if let Some(title) = title {
        let own = words_of(inside(named(&page.pieces, "title")));
        found.among(title, &at("the title"), &own);
        found.among(title, &at("og:title"), &page.meta("property", "og:title"));
    }
    let written = page.meta("name", "description");
    let shared = page.meta("property", "og:description");
    match (description, title) {
        (Some(place), _) => {
            found.whole(place, &at("the description"), &written);
            found.whole(place, &at("og:description"), &shared);
        }
        // A derived title contains all words of the original.
        (None, Some(title)) => found.among(title, &at("the description"), &written),
        (None, None) => {}
    }
}

/// Records the parts of an update as the page has them, if together they are complete.
fn learn_update(page: &Page, edition: usize, n: usize, found: &mut Comparison<'_>) {
    let place = Place::Update(edition, n);
    let text = found.site().text(place);
    let headings = section_headings(text);
    let mut parts = Vec::new();
    for (part, id, name) in [
        (Part::Narrative, "status", "Project status"),
        (Part::Notes, "notes", "Implementation notes"),
    ] {
        let section = inside(with_id(&page.pieces, id));
        let heading = words_of(inside(named(section, "h2")));
        let mut own = headings.iter().filter(|(part, _)| *part == id).map(|(_, own)| words(own));
        // An empty section may be followed by the program's own heading.
        if !section.is_empty() && heading != words(name) && !own.any(|own| own == heading) {
            found.fault(place, format!("“{}” begins {id} of {}", heading.join(" "), page.route));
        }
        let own = part_words(section);
        parts.push(own.clone());
        found.learn(place, part, own);
    }
    let body = words_of_html(&page_of(text));
    // A heading in the language's own words names its part.
    let named = headings.iter().filter(|(_, heading)| is_name(&words(heading)));
    let headings: Vec<Vec<String>> = named.map(|(_, heading)| words(heading)).collect();
    if let Some(told) = unaccounted(&body, &parts, &headings) {
        found.fault(place, format!("{}: {told}", page.route));
    }
    found.count += 1;
}

fn page_of(text: &str) -> String {
    page(text).unwrap_or_default()
}

/// The words of a part: its title, if the author's own, and its text.
fn part_words(section: &[Piece]) -> Vec<String> {
    let title = |element: &Element<'_>| ["h2", "h3"].iter().any(|name| element.start.opens(name));
    let mut words = words_of(inside(children(section).into_iter().find(title)));
    if is_name(&words) {
        words.clear();
    }
    words.extend(words_of(inside(with_class(section, "prose"))));
    words
}

/// Whether a heading is the language's name of a part.
fn is_name(heading: &[String]) -> bool {
    let names = ENGLISH.status_headings.iter().chain(ENGLISH.notes_headings);
    let heading = heading.join(" ");
    heading.is_empty() || names.into_iter().any(|name| name.eq_ignore_ascii_case(&heading))
}

/// Words of the body missing from its parts, or the other way round. A part's heading is shown
/// above it, in the author's words or as the standard name.
fn unaccounted(body: &[String], parts: &[Vec<String>], headings: &[Vec<String>]) -> Option<String> {
    let body = unmarked(body);
    let mut rest: BTreeMap<&str, usize> = BTreeMap::new();
    for word in &body {
        *rest.entry(word).or_default() += 1;
    }
    for part in parts {
        let mut from = body.iter();
        for word in unmarked(part) {
            let is_next = from.any(|own| *own == word);
            match rest.get_mut(word.as_str()).filter(|left| is_next && **left > 0) {
                Some(left) => *left -= 1,
                None => return Some(format!("“{word}” of a part is not there in the body")),
            }
        }
    }
    for word in headings.iter().flatten() {
        if let Some(left) = rest.get_mut(word.as_str()) {
            *left = left.saturating_sub(1);
        }
    }
    let rest: Vec<&str> =
        rest.into_iter().filter(|(_, left)| *left > 0).map(|(word, _)| word).collect();
    (!rest.is_empty()).then(|| format!("“{}” is in no part", rest.join(" ")))
}

/// Compares a recommendation, with an id prefix.
fn recommendation(
    pieces: &[Piece],
    ids: &str,
    at: &str,
    view: View,
    n: usize,
    found: &mut Comparison<'_>,
) {
    let edition = view.edition();
    let id = |name: &str| format!("{ids}{name}");
    let at_part = |part: &str| format!("{part} of {at}");
    let statement = section_words(pieces, &id("statement"), "statement");
    found.whole(Place::Statement(n), &at_part("the statement"), &statement);
    let response = section_words(pieces, &id("responses"), "note");
    found.whole(Place::ResponseNote(n), &at_part("the response"), &response);
    for (row, place) in [(1, Place::Kept(n)), (2, Place::Row(edition, n))] {
        let cells = children(inside(with_id(pieces, &id(&format!("row-{row}")))));
        let cell = cells.get(1).map_or(&[][..], |cell| cell.inside);
        let (text, note) = (words_of(cell), words_of(inside(with_class(cell, "note"))));
        let end = text.len().saturating_sub(note.len());
        found.whole(place, &at_part(&format!("row {row}")), &text[..end]);
        if row == 2 {
            found.whole(Place::RowNote(edition, n), &at_part("the note of row 2"), &note);
        }
    }
    let update = Place::Update(edition, n);
    for (part, name) in [(Part::Narrative, "status"), (Part::Notes, "notes")] {
        let own = part_words(inside(with_id(pieces, &id(name))));
        found.same(update, part, &at_part(name), &own);
    }
    let notes = [Place::UpdateNote(edition, n), Place::StatementNote(n)];
    corrections(inside(with_id(pieces, &id("corrections"))), at, &notes, found);
}

/// Compares corrections, identified by date.
fn corrections(section: &[Piece], at: &str, places: &[Place], found: &mut Comparison<'_>) {
    let list = children(inside(with_class(section, "corrections")));
    for place in places {
        let day = place.day().to_string();
        let is_it = |element: &Element<'_>| {
            let time = named(element.inside, "time");
            element.start.opens("dt")
                && time.is_some_and(|time| time.start.attribute("datetime") == Some(&*day))
        };
        let note = list.iter().position(is_it).and_then(|term| list.get(term + 1));
        let note = note.map_or_else(Vec::new, |note| words_of(note.inside));
        found.whole(*place, &format!("the correction of {day} on {at}"), &note);
    }
}

fn latest_report(page: &Page, found: &mut Comparison<'_>) {
    let title = Place::Plain(Plain::ReportTitle);
    let body = words_of(inside(with_class(&page.pieces, "prose lead")));
    found.whole(Place::Report, &page.route, &body);
    found.whole(title, &page.route, &words_of(inside(named(&page.pieces, "h1"))));
    described(page, Some(title), Some(Place::Plain(Plain::ReportDescription)), found);
    for edition in 0..EDITIONS.len() {
        let summary = Place::Plain(Plain::EditionSummary(edition));
        let editions = inside(with_id(&page.pieces, "history"));
        found.among(summary, &format!("the editions of {}", page.route), &words_of(editions));
    }
}

fn edition_page(page: &Page, edition: usize, found: &mut Comparison<'_>) {
    let (title, summary) = (Plain::EditionTitle(edition), Plain::EditionSummary(edition));
    let (title, summary) = (Place::Plain(title), Place::Plain(summary));
    let body = words_of(inside(with_class(&page.pieces, "prose lead")));
    found.whole(Place::Edition(edition), &page.route, &body);
    found.among(title, &page.route, &words_of(inside(named(&page.pieces, "h1"))));
    let own = words_of(inside(with_class(&page.pieces, "summary")));
    found.whole(summary, &page.route, &own);
    described(page, Some(title), Some(summary), found);
    let of = |n| [Place::StatementNote(n), Place::UpdateNote(edition, n)];
    let mut notes: Vec<Place> = (1..=RECOMMENDATIONS).flat_map(of).collect();
    notes.push(Place::EditionNote(edition));
    corrections(inside(with_id(&page.pieces, "corrections")), &page.route, &notes, found);
}

fn paper(page: &Page, view: View, found: &mut Comparison<'_>) {
    for n in 1..=RECOMMENDATIONS {
        let article = inside(with_id(&page.pieces, &format!("rec-{n}")));
        recommendation(article, &format!("rec-{n}--"), &page.route, view, n, found);
        let heading = words_of(inside(named(article, "h2")));
        found.among(Place::Plain(Plain::Title(n)), &page.route, &heading);
    }
    let cover = inside(with_id(&page.pieces, "report"));
    let title = Place::Plain(Plain::ReportTitle);
    let summary = Place::Plain(Plain::EditionSummary(view.edition()));
    found.whole(title, &page.route, &words_of(inside(named(cover, "h1"))));
    found.whole(summary, &page.route, &words_of(inside(with_class(cover, "summary"))));
    let edition = Place::Plain(Plain::EditionTitle(view.edition()));
    found.whole(edition, &page.route, &words_of(inside(with_class(cover, "edition"))));
    let description = match view {
        View::Latest => Place::Plain(Plain::ReportDescription),
        View::Of(_) => summary,
    };
    described(page, Some(title), Some(description), found);
    if view != View::Latest {
        return;
    }
    for (review, number) in Review::ALL.into_iter().zip(1..) {
        let id = format!("review-{number}");
        let part = inside(with_id(&page.pieces, &id));
        let body = words_of(inside(with_class(part, "prose")));
        found.whole(Place::Review(review), &page.route, &body);
        let title = Place::Plain(Plain::ReviewTitle(review));
        found.whole(title, &page.route, &words_of(inside(named(part, "h2"))));
        for n in 1..=RECOMMENDATIONS {
            let section = inside(with_id(part, &format!("{id}--{n}")));
            entry(&children(section), &page.route, review.latest(), n, found);
        }
    }
}

/// The content of the first element with a class.
fn of_class<'p>(elements: &[Element<'p>], class: &str) -> &'p [Piece] {
    inside(elements.iter().find(|element| element.has_class(class)).copied())
}

/// Compares a review's entry, with its quotation if separate.
fn entry(
    section: &[Element<'_>],
    at: &str,
    entries: Entries,
    n: usize,
    found: &mut Comparison<'_>,
) {
    let at = format!("entry {n} on {at}");
    found.whole(Place::Quotation(entries, n), &at, &words_of(of_class(section, "statement")));
    entry_below(section, &at, entries, n, found);
}

/// Compares an entry below its quotation.
fn entry_below(
    section: &[Element<'_>],
    at: &str,
    entries: Entries,
    n: usize,
    found: &mut Comparison<'_>,
) {
    found.whole(Place::Entry(entries, n), at, &words_of(of_class(section, "prose")));
    let mut tasks = Vec::new();
    tasks_of(of_class(section, "tasks"), &mut tasks);
    for task in 0..TASKS {
        let own = tasks.get(task).map_or(&[][..], Vec::as_slice);
        found.whole(Place::Task(entries, n, task), &format!("task {task} of {at}"), own);
    }
}

/// The words of each task, parents first.
fn tasks_of(list: &[Piece], tasks: &mut Vec<Vec<String>>) {
    for item in children(list) {
        let is_parts = |piece: &Piece| piece.attribute("class") == Some("tasks");
        let own = item.inside.iter().position(is_parts).unwrap_or(item.inside.len());
        let (own, parts) = item.inside.split_at(own);
        tasks.push(words_of(own));
        tasks_of(inside(with_class(parts, "tasks")), tasks);
    }
}

/// Compares reviews on a recommendation's page.
fn reviews_of(page: &Page, n: usize, found: &mut Comparison<'_>) {
    let section = children(inside(with_id(&page.pieces, "review")));
    let begins = |element: &Element<'_>| element.start.opens("h3");
    let starts: Vec<usize> =
        section.iter().enumerate().filter(|(_, it)| begins(it)).map(|(at, _)| at).collect();
    for (place, review) in Review::ALL.into_iter().enumerate() {
        let start = starts.get(place).copied().unwrap_or(section.len());
        let end = starts.get(place + 1).copied().unwrap_or(section.len());
        let heading = section.get(start).map_or_else(Vec::new, |it| words_of(it.inside));
        found.whole(Place::Plain(Plain::ReviewTitle(review)), &page.route, &heading);
        entry_below(&section[start..end], &page.route, review.latest(), n, found);
    }
}

fn review_pages(pages: &Pages, found: &mut Comparison<'_>) {
    for review in Review::ALL {
        let page = Page::of(pages, format!("{}/index.html", review.directory()));
        let title = Place::Plain(Plain::ReviewTitle(review));
        let description = Place::Plain(Plain::ReviewDescription(review));
        described(&page, Some(title), Some(description), found);
        review_page(&page, review, review.latest(), found);
    }
    for (at, edition) in EDITIONS.iter().enumerate() {
        let route = format!("{}/{edition}/index.html", Review::Dated.directory());
        let page = Page::of(pages, route);
        review_page(&page, Review::Dated, Entries::Of(at), found);
        let summary = Place::Plain(Plain::ReviewSummary(at));
        described(&page, None, Some(summary), found);
        let own = words_of(inside(with_class(&page.pieces, "summary")));
        found.whole(summary, &page.route, &own);
        let main = children(inside(with_id(&page.pieces, "main")));
        let body = main.into_iter().find(|element| element.has_class("prose"));
        found.whole(Place::ReviewEdition(at), &page.route, &words_of(inside(body)));
        let notes = inside(with_id(&page.pieces, "corrections"));
        corrections(notes, &page.route, &[Place::ReviewNote(at)], found);
    }
}

fn review_page(page: &Page, review: Review, entries: Entries, found: &mut Comparison<'_>) {
    let body = words_of(inside(with_class(&page.pieces, "prose lead")));
    found.whole(Place::Review(review), &page.route, &body);
    for n in 1..=RECOMMENDATIONS {
        let section = inside(with_id(&page.pieces, &n.to_string()));
        entry(&children(section), &page.route, entries, n, found);
    }
}

fn other_pages(pages: &Pages, found: &mut Comparison<'_>) {
    let front = Page::of(pages, "index.html".to_owned());
    let body = words_of(inside(with_class(&front.pieces, "prose lead")));
    found.whole(Place::Front, &front.route, &body);
    let title = words_of(inside(named(&front.pieces, "h1")));
    found.whole(Place::Plain(Plain::FrontTitle), &front.route, &title);
    let site = words_of(inside(named(&front.pieces, "title")));
    found.whole(Place::Plain(Plain::SiteTitle), &front.route, &site);
    described(&front, None, Some(Place::Plain(Plain::SiteDescription)), found);
    let page = Page::of(pages, "about.html".to_owned());
    let body = words_of(inside(with_class(&page.pieces, "prose")));
    found.whole(Place::Page, &page.route, &body);
    let title = Place::Plain(Plain::PageTitle);
    found.whole(title, &page.route, &words_of(inside(named(&page.pieces, "h1"))));
    described(&page, Some(title), Some(Place::Plain(Plain::PageDescription)), found);
}

/// Compares names of deliverables in lists: the beginning of their text.
fn owners(page: &Page, found: &mut Comparison<'_>) {
    let last = EDITIONS.len() - 1;
    for n in 1..=RECOMMENDATIONS {
        for (row, place) in [(1, Place::Kept(n)), (2, Place::Row(last, n))] {
            let address = format!("{}/{n}.html#row-{row}", EDITIONS[last]);
            let is_it = |piece: &Piece| piece.attribute("href") == Some(&*address);
            // Pointing deliverables are not listed.
            let Some(at) = page.pieces.iter().position(is_it) else { continue };
            let name = unmarked(&words_of(inside(named(&page.pieces[at..], "a")))).join(" ");
            let words = unmarked(&found.expected(place, Part::Whole)).join(" ");
            found.count += 1;
            let is_right = match name.strip_suffix('…') {
                Some(beginning) => words.starts_with(beginning.trim_end_matches(['[', ' '])),
                None => name == words,
            };
            // A link needs some text.
            if !is_right && !words.is_empty() {
                found.fault(place, format!("{} calls “{words}” “{name}”", page.route));
            }
        }
    }
}
