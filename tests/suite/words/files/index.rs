//! Texts in the search index.

use serde_json::Value;

use super::super::comparison::{Comparison, Part};
use super::super::reading::{unmarked, words};
use super::super::site::{EDITIONS, Entries, Pages, Place, Plain, RECOMMENDATIONS, Review, TASKS};
use super::text;

const ROUTE: &str = "search-index.js";

/// The record with an address.
struct Record<'v>(Option<&'v Value>);

impl Record<'_> {
    fn words(&self, pointer: &str) -> Vec<String> {
        let value = self.0.and_then(|record| record.pointer(pointer)).and_then(Value::as_str);
        words(value.unwrap_or_default())
    }

    /// Concatenated texts.
    fn joined(&self, places: &[Place], pointer: &str, found: &mut Comparison<'_>) {
        found.joined(places, &at(pointer), &self.words(pointer));
    }
}

fn at(pointer: &str) -> String {
    format!("{pointer} of {ROUTE}")
}

pub(super) fn compare(pages: &Pages, found: &mut Comparison<'_>) {
    let script = text(pages, ROUTE);
    let json = script.strip_prefix("globalThis.ssrSiteSearch = ").unwrap();
    let index: Value = serde_json::from_str(json.strip_suffix(";\n").unwrap()).unwrap();
    let records = index["records"].as_array().unwrap();
    let record = |url: &str| Record(records.iter().find(|record| record["url"] == url));
    for (url, title, place) in [
        ("index.html", Plain::FrontTitle, Place::Front),
        ("about.html", Plain::PageTitle, Place::Page),
    ] {
        record(url).joined(&[Place::Plain(title)], "/title", found);
        record(url).joined(&[place], "/text", found);
    }
    reports(record, found);
    for n in 1..=RECOMMENDATIONS {
        recommendation(&record(&format!("ssr1/{n}.html")), n, found);
        for review in Review::ALL {
            let url = format!("{}/index.html#{n}", review.directory());
            entry(&record(&url), review, n, found);
        }
    }
}

fn reports<'v>(record: impl Fn(&str) -> Record<'v>, found: &mut Comparison<'_>) {
    let about = [Place::Plain(Plain::ReportDescription), Place::Report];
    record("ssr1/index.html").joined(&about, "/text", found);
    let title = [Place::Plain(Plain::ReportTitle)];
    record("ssr1/index.html").joined(&title, "/title", found);
    for review in Review::ALL {
        let url = format!("{}/index.html", review.directory());
        let description = Place::Plain(Plain::ReviewDescription(review));
        record(&url).joined(&[description, Place::Review(review)], "/text", found);
        record(&url).joined(&[Place::Plain(Plain::ReviewTitle(review))], "/title", found);
    }
    for (edition, name) in EDITIONS.iter().enumerate() {
        let own = record(&format!("ssr1/{name}/index.html"));
        let summary = Place::Plain(Plain::EditionSummary(edition));
        own.joined(&[summary, Place::Edition(edition)], "/text", found);
        own.joined(&[Place::EditionNote(edition)], "/corrections", found);
        own.joined(&[Place::Plain(Plain::EditionTitle(edition))], "/title", found);
        let own = record(&format!("{}/{name}/index.html", Review::Dated.directory()));
        let summary = Place::Plain(Plain::ReviewSummary(edition));
        own.joined(&[summary, Place::ReviewEdition(edition)], "/text", found);
        own.joined(&[Place::ReviewNote(edition)], "/corrections", found);
    }
}

fn recommendation(record: &Record<'_>, n: usize, found: &mut Comparison<'_>) {
    record.joined(&[Place::Plain(Plain::Title(n))], "/title", found);
    record.joined(&[Place::Statement(n)], "/text", found);
    record.joined(&[Place::StatementNote(n)], "/corrections", found);
    let responses = record.words("/responses");
    let note = responses.strip_prefix(&words("Board, Response awaited")[..]);
    found.whole(Place::ResponseNote(n), &at("/responses"), note.unwrap_or(&responses));
    // A deliverable is indexed in the last edition with the same text.
    let mut later: Vec<Vec<String>> = vec![Vec::new()];
    for (place, edition) in (0..EDITIONS.len()).rev().enumerate() {
        let at_update = format!("/updates/{place}");
        for (part, key) in [(Part::Narrative, "narrative"), (Part::Notes, "notes")] {
            let pointer = format!("{at_update}/{key}");
            found.same(Place::Update(edition, n), part, &at(&pointer), &record.words(&pointer));
        }
        let pointer = format!("{at_update}/corrections");
        record.joined(&[Place::UpdateNote(edition, n)], &pointer, found);
        let rows = record.0.and_then(|it| it.pointer(&format!("{at_update}/deliverables")));
        let rows = rows.and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        for (anchor, of) in [("row-1", Place::Kept(n)), ("row-2", Place::Row(edition, n))] {
            let own = unmarked(&found.expected(of, Part::Whole));
            let row = Record(rows.iter().find(|row| row["anchor"] == anchor));
            if row.0.is_some() || !later.contains(&own) {
                let pointer = format!("{at_update}/deliverables/{anchor}");
                found.whole(of, &at(&pointer), &row.words("/text"));
            }
            if anchor == "row-2" && row.0.is_some() {
                let pointer = format!("{at_update}/deliverables/{anchor}/note");
                found.whole(Place::RowNote(edition, n), &at(&pointer), &row.words("/note"));
            }
            later.push(own);
        }
    }
}

fn entry(record: &Record<'_>, review: Review, n: usize, found: &mut Comparison<'_>) {
    let mut joined = |entries: Entries, pointer: &str| {
        let mut places = vec![Place::Quotation(entries, n)];
        places.extend((0..TASKS).map(|task| Place::Task(entries, n, task)));
        places.push(Place::Entry(entries, n));
        record.joined(&places, pointer, found);
    };
    match review {
        Review::Undated => joined(Entries::Undated, "/text"),
        Review::Dated => {
            for (place, edition) in (0..EDITIONS.len()).rev().enumerate() {
                joined(Entries::Of(edition), &format!("/updates/{place}/narrative"));
            }
        }
    }
    record.joined(&[Place::Plain(Plain::Title(n))], "/title", found);
}
