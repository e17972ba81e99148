//! Texts in data files, tables, search index and feeds.

use serde_json::Value;

use super::super::commonmark::begins_with_colon;
use super::comparison::{Comparison, Part};
use super::page;
use super::reading::{words, words_of_html};
use super::site::{EDITIONS, Entries, Pages, Place, Plain, RECOMMENDATIONS, Review};

mod feeds;
mod index;
mod tables;

/// Compares every file.
pub(super) fn compare(pages: &Pages, found: &mut Comparison<'_>) {
    report(pages, found);
    for edition in 0..EDITIONS.len() {
        edition_file(pages, edition, found);
    }
    reviews(pages, found);
    tables::compare(pages, found);
    index::compare(pages, found);
    feeds::compare(pages, found);
}

#[track_caller]
fn text<'p>(pages: &'p Pages, route: &str) -> &'p str {
    let page = pages.get(route).unwrap_or_else(|| panic!("no {route}"));
    std::str::from_utf8(page).unwrap()
}

/// A JSON file.
struct File {
    route: String,
    value: Value,
}

impl File {
    #[track_caller]
    fn of(pages: &Pages, route: String) -> Self {
        let value = serde_json::from_str(text(pages, &route)).unwrap();
        Self { route, value }
    }

    fn words(&self, pointer: &str) -> Vec<String> {
        words(self.value.pointer(pointer).and_then(Value::as_str).unwrap_or_default())
    }

    /// A plain text.
    fn plain(&self, place: Plain, pointer: &str, found: &mut Comparison<'_>) {
        let at = format!("{pointer} of {}", self.route);
        found.whole(Place::Plain(place), &at, &self.words(pointer));
    }

    /// A text in both forms.
    fn prose(&self, place: Place, part: Part, pointer: &str, found: &mut Comparison<'_>) {
        let at = format!("{pointer} of {}", self.route);
        found.same(place, part, &at, &self.words(&format!("{pointer}/text")));
        let markdown = self.value.pointer(&format!("{pointer}/markdown"));
        let markdown = markdown.and_then(Value::as_str).unwrap_or_default();
        let own = found.site().text(place);
        if part == Part::Whole && markdown.trim() != own.trim() {
            found.fault(place, format!("{at} has the Markdown {markdown:?}"));
        }
        if stands_alone(own, part) {
            let written = words_of_html(&page(markdown).unwrap_or_default());
            found.same(place, part, &format!("the Markdown of {at}"), &written);
        }
    }

    fn whole(&self, place: Place, pointer: &str, found: &mut Comparison<'_>) {
        self.prose(place, Part::Whole, pointer, found);
    }
}

/// Whether the Markdown of a part is the same on its own.
///
/// It lacks link and footnote definitions of the other part, and a colon after its heading becomes
/// part of the text before.
fn stands_alone(text: &str, part: Part) -> bool {
    let indented = |line: &str| line.starts_with(char::is_whitespace) && !line.trim().is_empty();
    match part {
        Part::Whole => true,
        Part::Narrative | Part::Notes => {
            let depends = text.contains("]:") || begins_with_colon(text);
            !depends && !text.lines().any(indented)
        }
    }
}

fn report(pages: &Pages, found: &mut Comparison<'_>) {
    let file = File::of(pages, "data/ssr1/report.json".to_owned());
    file.plain(Plain::SiteTitle, "/site/title", found);
    file.plain(Plain::ReportTitle, "/report/title", found);
    file.plain(Plain::ReportDescription, "/report/description", found);
    file.whole(Place::Report, "/report/text", found);
    for edition in 0..EDITIONS.len() {
        edition_of(&file, &format!("/editions/{edition}"), edition, found);
    }
    for n in 1..=RECOMMENDATIONS {
        let at = format!("/recommendations/{}", n - 1);
        adopted(&file, &at, n, found);
        for edition in 0..EDITIONS.len() {
            update(&file, &format!("{at}/updates/{edition}"), edition, n, found);
        }
    }
}

fn edition_file(pages: &Pages, edition: usize, found: &mut Comparison<'_>) {
    let file = File::of(pages, format!("data/ssr1/{}.json", EDITIONS[edition]));
    // The introduction is of the latest view.
    file.plain(Plain::ReportTitle, "/report/title", found);
    edition_of(&file, "/edition", edition, found);
    for n in 1..=RECOMMENDATIONS {
        let at = format!("/recommendations/{}", n - 1);
        adopted(&file, &at, n, found);
        update(&file, &format!("{at}/update"), edition, n, found);
    }
}

fn edition_of(file: &File, at: &str, edition: usize, found: &mut Comparison<'_>) {
    file.plain(Plain::EditionTitle(edition), &format!("{at}/title"), found);
    file.plain(Plain::EditionSummary(edition), &format!("{at}/summary"), found);
    file.whole(Place::Edition(edition), &format!("{at}/text"), found);
    file.whole(Place::EditionNote(edition), &format!("{at}/corrections/0/note"), found);
}

fn adopted(file: &File, at: &str, n: usize, found: &mut Comparison<'_>) {
    file.plain(Plain::Title(n), &format!("{at}/title"), found);
    file.whole(Place::Statement(n), &format!("{at}/statement"), found);
    file.whole(Place::StatementNote(n), &format!("{at}/corrections/0/note"), found);
    file.whole(Place::ResponseNote(n), &format!("{at}/responses/0/note"), found);
}

fn update(file: &File, at: &str, edition: usize, n: usize, found: &mut Comparison<'_>) {
    file.whole(Place::Kept(n), &format!("{at}/deliverables/0/text"), found);
    file.whole(Place::Row(edition, n), &format!("{at}/deliverables/1/text"), found);
    file.whole(Place::RowNote(edition, n), &format!("{at}/deliverables/1/note"), found);
    file.whole(Place::UpdateNote(edition, n), &format!("{at}/corrections/0/note"), found);
    let update = Place::Update(edition, n);
    file.prose(update, Part::Narrative, &format!("{at}/narrative"), found);
    file.prose(update, Part::Notes, &format!("{at}/notes"), found);
}

fn reviews(pages: &Pages, found: &mut Comparison<'_>) {
    for review in Review::ALL {
        let file = File::of(pages, format!("data/{}/report.json", review.directory()));
        review_file(&file, review, review.latest(), found);
        if review == Review::Dated {
            for edition in 0..EDITIONS.len() {
                review_edition(&file, &format!("/editions/{edition}"), edition, found);
            }
        }
    }
    for (edition, name) in EDITIONS.iter().enumerate() {
        let review = Review::Dated;
        let file = File::of(pages, format!("data/{}/{name}.json", review.directory()));
        review_file(&file, review, Entries::Of(edition), found);
        review_edition(&file, "/edition", edition, found);
    }
}

fn review_edition(file: &File, at: &str, edition: usize, found: &mut Comparison<'_>) {
    file.plain(Plain::ReviewSummary(edition), &format!("{at}/summary"), found);
    file.whole(Place::ReviewEdition(edition), &format!("{at}/text"), found);
    file.whole(Place::ReviewNote(edition), &format!("{at}/corrections/0/note"), found);
}

fn review_file(file: &File, review: Review, entries: Entries, found: &mut Comparison<'_>) {
    file.plain(Plain::ReviewTitle(review), "/report/title", found);
    file.plain(Plain::ReviewDescription(review), "/report/description", found);
    file.whole(Place::Review(review), "/report/text", found);
    for n in 1..=RECOMMENDATIONS {
        let at = format!("/entries/{}", n - 1);
        file.plain(Plain::Title(n), &format!("{at}/title"), found);
        file.whole(Place::Quotation(entries, n), &format!("{at}/statement"), found);
        file.whole(Place::Entry(entries, n), &format!("{at}/notes"), found);
        for (task, pointer) in ["0", "0/tasks/0", "1"].iter().enumerate() {
            let pointer = format!("{at}/tasks/{pointer}/text");
            file.whole(Place::Task(entries, n, task), &pointer, found);
        }
    }
}
