//! Texts in table cells.

use std::collections::BTreeMap;

use super::super::comparison::{Comparison, Part};
use super::super::reading::{unmarked, words};
use super::super::site::{EDITIONS, Pages, Place, Plain, RECOMMENDATIONS, Review};
use super::text;

/// Rows of a table, each with its cells by column.
type Rows = Vec<BTreeMap<String, String>>;

fn rows(pages: &Pages, route: &str) -> Rows {
    let mut reader = csv::Reader::from_reader(text(pages, route).as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

/// The words of a cell, in the row selected by these values.
fn cell(rows: &Rows, keys: &[(&str, &str)], column: &str) -> Vec<String> {
    let is_it = |row: &&BTreeMap<String, String>| keys.iter().all(|(key, is)| row[*key] == **is);
    let row = rows.iter().find(is_it);
    words(&row.map(|row| unguarded(&row[column])).unwrap_or_default())
}

/// Removes formula protection, by the rule of `docs/open-data.md`.
fn unguarded(cell: &str) -> String {
    let mut text = String::new();
    for (index, part) in cell.split_inclusive([',', ';', '|', '\t', '\r', '\n']).enumerate() {
        let past_quotes = part.trim_start_matches(['\'', '"']);
        let is_passed =
            |char: char| "'\"".contains(char) || char.is_whitespace() && !"\t\r\n".contains(char);
        let begins = part.trim_start_matches(is_passed);
        let is_guarded = begins.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
            || index == 0 && past_quotes.starts_with(['\t', '\r', '\n']);
        text.push_str(if is_guarded { part.strip_prefix('\'').unwrap() } else { part });
    }
    text
}

pub(super) fn compare(pages: &Pages, found: &mut Comparison<'_>) {
    let route = "data/ssr1/recommendations.csv";
    let recommendations = rows(pages, route);
    let of_updates = "data/ssr1/deliverables.csv";
    let deliverables = rows(pages, of_updates);
    let of_responses = "data/ssr1/responses.csv";
    let responses = rows(pages, of_responses);
    for n in 1..=RECOMMENDATIONS {
        let number = n.to_string();
        let note = cell(&responses, &[("number", &number)], "note");
        found.whole(Place::ResponseNote(n), of_responses, &note);
        let of = |column| cell(&recommendations, &[("number", &number)], column);
        found.whole(Place::Plain(Plain::Title(n)), route, &of("title"));
        found.whole(Place::Statement(n), route, &of("statement"));
        for (at, edition) in EDITIONS.iter().enumerate() {
            for (position, place) in [("1", Place::Kept(n)), ("2", Place::Row(at, n))] {
                let keys = [("number", &*number), ("edition", edition), ("position", position)];
                let text = cell(&deliverables, &keys, "text");
                found.whole(place, &format!("{edition} in {of_updates}"), &text);
                if position == "2" {
                    let note = cell(&deliverables, &keys, "note");
                    let place = Place::RowNote(at, n);
                    found.whole(place, &format!("{edition}, note in {of_updates}"), &note);
                }
            }
        }
    }
    for review in Review::ALL {
        entries(pages, review, found);
    }
    changes(pages, found);
}

fn entries(pages: &Pages, review: Review, found: &mut Comparison<'_>) {
    let of_review = |table: &str| format!("data/{}/{table}.csv", review.directory());
    let (entries_csv, tasks_csv) = (of_review("entries"), of_review("tasks"));
    let (entries, tasks) = (rows(pages, &entries_csv), rows(pages, &tasks_csv));
    let said = review.latest();
    for n in 1..=RECOMMENDATIONS {
        let number = n.to_string();
        let of = |column| cell(&entries, &[("number", &number)], column);
        found.whole(Place::Quotation(said, n), &entries_csv, &of("statement"));
        found.whole(Place::Entry(said, n), &entries_csv, &of("notes"));
        found.whole(Place::Plain(Plain::Title(n)), &entries_csv, &of("title"));
        for (task, name) in ["1", "1.1", "2"].iter().enumerate() {
            let text = cell(&tasks, &[("number", &number), ("task", name)], "text");
            found.whole(Place::Task(said, n, task), &tasks_csv, &text);
        }
    }
}

/// New, reworded and dropped deliverables, by text.
fn changes(pages: &Pages, found: &mut Comparison<'_>) {
    let route = "data/ssr1/changes.csv";
    for row in rows(pages, route) {
        let n: usize = row["number"].parse().unwrap();
        let places = [Place::Row(1, n), Place::Row(0, n), Place::Kept(n)];
        let expected: Vec<Vec<String>> =
            places.iter().map(|place| unmarked(&found.expected(*place, Part::Whole))).collect();
        if !row["kind"].starts_with("deliverable") {
            continue;
        }
        let reworded = row["kind"] == "deliverable-reworded";
        for column in ["about", "from", "to"].into_iter().take(if reworded { 3 } else { 1 }) {
            let about = unmarked(&words(&unguarded(&row[column])));
            found.count += 1;
            if !expected.contains(&about) {
                let about = about.join(" ");
                found.fault(places[0], format!("{column} of {route} has “{about}”"));
            }
        }
    }
}
