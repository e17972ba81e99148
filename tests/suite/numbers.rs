//! Every number of a report is the same wherever it is shown, and is the one that the rules give.
//!
//! Sites are generated ([`site`]), rendered, and all numbers are read out of pages, print, data and
//! feeds ([`pages`], [`paper`], [`data`]). An oracle ([`oracle`]) works them out from the site alone.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

mod data;
mod oracle;
mod page;
mod pages;
mod paper;
mod site;

use oracle::Numbers;
use site::{EDITIONS, Site};

/// Default number of sites; see `PROPTEST_CASES`.
const SITES: u32 = 24;

/// A number, or a word such as a status, as read somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Reading {
    /// The edition that is shown, by index; the latest view shows the last one.
    edition: usize,
    /// What it is: see [`oracle`].
    what: String,
    value: String,
    /// Where it was read: route and place.
    place: String,
}

/// Collects readings.
#[derive(Default)]
struct Readings(Vec<Reading>);

impl Readings {
    fn read(
        &mut self,
        edition: usize,
        what: impl Into<String>,
        value: impl std::fmt::Display,
        place: impl Into<String>,
    ) {
        let (mut what, place) = (what.into(), place.into());
        // A recommendation is called by its first number.
        if let Some((number, of_it)) = what.split_once(": ")
            && let Ok(number) = number.parse()
        {
            let first = site::first_number(number);
            // The rows of the latest table have the current number.
            if of_it == "state" && !place.ends_with(" courses") {
                let (what, place) = (format!("{first}: number"), place.clone());
                self.0.push(Reading { edition, what, value: number.to_string(), place });
            }
            what = format!("{first}: {of_it}");
        }
        self.0.push(Reading { edition, what, value: value.to_string(), place });
    }
}

/// Everything that can be read out of a site.
fn readings(site: &Site) -> Readings {
    let rendered = site.project().render().builds();
    let mut readings = Readings::default();
    pages::read(site, &rendered, &mut readings);
    paper::read(site, &rendered, &mut readings);
    data::read(site, &rendered, &mut readings);
    readings
}

/// What is wrong, one line each.
fn differences(readings: &Readings, expected: &Numbers) -> BTreeSet<String> {
    let mut wrong = BTreeSet::new();
    let mut read: BTreeSet<(usize, &str)> = BTreeSet::new();
    for reading in &readings.0 {
        let Reading { edition, what, value, place } = reading;
        match expected.get(&(*edition, what.clone())) {
            Some(expected) if expected == value => drop(read.insert((*edition, what))),
            Some(expected) => drop(wrong.insert(format!(
                "{place}: {what} is {value} in {}, not {expected}",
                EDITIONS[*edition]
            ))),
            None => drop(wrong.insert(format!(
                "{place}: {what} is {value} in {}, of which nothing is known",
                EDITIONS[*edition]
            ))),
        }
    }
    if wrong.is_empty() {
        for (edition, what) in expected.keys() {
            if !read.contains(&(*edition, what.as_str())) {
                let edition = EDITIONS[*edition];
                wrong.insert(format!("{what} in {edition} is nowhere to be read"));
            }
        }
    }
    wrong
}

fn compare(site: &Site) -> Result<(), TestCaseError> {
    let wrong = differences(&readings(site), &oracle::numbers(site));
    let lines: Vec<&str> = wrong.iter().map(String::as_str).collect();
    prop_assert!(wrong.is_empty(), "{}\n{}", lines.join("\n"), site.files());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: std::env::var("PROPTEST_CASES").ok().and_then(|it| it.parse().ok()).unwrap_or(SITES),
        failure_persistence: None,
        max_shrink_iters: 500,
        ..ProptestConfig::default()
    })]

    #[test]
    fn numbers_are_the_same_everywhere(site in site::any()) {
        compare(&site)?;
    }
}

/// Where which numbers are to be read at least: a reader that finds nothing would prove nothing.
const PLACES: &[(&str, &[&str])] = &[
    ("index.html cards", &["done", "late", "recommendations", "percent done"]),
    ("ssr1/1.html recommendation", &["state", "standing", "days overdue", "rows", "rows overdue"]),
    ("ssr1/2015-12-31/1.html recommendation", &["state", "standing", "days overdue", "rows"]),
    ("ssr1/2016-06-30/changes.html slips", &["moved by"]),
    ("ssr1/2016-06-30/changes.html status", &["moved"]),
    ("ssr1/16.html recommendation", &["state", "number", "derived from", "rows"]),
    ("ssr1/2015-06-30/6.html recommendation", &["state", "number"]),
    ("ssr1/4.html recommendation", &["state", "derived from", "rows"]),
    ("ssr1/4.html parts", &["parts", "parts done", "parts late", "state", "inherited from"]),
    ("ssr1/2015-06-30/4.html parts", &["parts", "parts done", "parts late", "part of"]),
    ("ssr1/2015-12-31/index.html groups", &["done", "late", "recommendations"]),
    (
        "ssr1/2015-12-31/index.html late",
        &["newly late", "days late", "rows late", "rows overdue", "rows dated"],
    ),
    ("ssr1/2015-12-31/index.html table", &["state", "late", "rows overdue", "days overdue"]),
    ("ssr1/2015-12-31/index.html totals", &["late by status", "late by date", "status slow"]),
    ("ssr1/index.html courses", &["state"]),
    ("ssr1/index.html progress", &["not stated", "status going", "done", "late"]),
    ("ssr1/index.html totals", &["newly done", "no longer done"]),
    ("ssr1/index.html totals", &["done", "late", "percent done", "status slow"]),
    ("ssr1/2015-06-30/index.html totals", &["not reported"]),
    ("ssr1/overdue.html", &["days overdue", "slips", "rows slipped", "rows undated"]),
    ("ssr1/owners.html", &["rows", "rows done", "rows overdue", "shared rows"]),
    ("ssr1/owners.html #owner-legal", &["rows open", "days overdue", "slips"]),
    ("ssr1/print.html overview", &["done", "late", "late by date", "not stated", "status slow"]),
    ("ssr1/print.html contents", &["state"]),
    ("ssr1/print.html recommendation", &["state", "standing", "days overdue"]),
    ("ssr1/print.html parts", &["parts", "parts done", "parts late", "derived from"]),
    ("ssr1/print.html overdue", &["days overdue", "rows undated", "late", "rows dated"]),
    ("ssr1/2015-12-31/print.html owners", &["rows", "rows overdue", "shared rows"]),
    ("data/ssr1/report.json", &["done", "late", "not stated", "with overdue rows"]),
    ("data/ssr1/report.json totals", &["rows", "rows slipped", "late", "done"]),
    ("data/ssr1/report.json recommendations", &["state", "late", "derived from", "inherited from"]),
    ("data/ssr1/2015-12-31.json recommendations", &["parts", "part of", "level", "derived from"]),
    ("data/ssr1/report.json deliverables", &["standing", "days overdue", "slips"]),
    ("data/ssr1/2015-12-31.json", &["done", "late by date", "percent done"]),
    ("data/ssr1/2015-12-31.json totals", &["rows dropped", "rows overdue"]),
    ("data/ssr1/2015-12-31.json deliverables", &["standing", "days overdue", "slips"]),
    ("data/ssr1/2015-12-31.json changes", &["moved by", "moved in data"]),
    ("recommendations.csv", &["state", "late", "rows", "rows done", "rows overdue"]),
    ("recommendations.csv", &["derived from", "inherited from", "part of", "level"]),
    ("deliverables.csv", &["standing", "days overdue", "slips"]),
    ("deliverables.csv counted", &["rows", "rows done", "rows open", "rows overdue"]),
    ("parties.csv", &["rows", "rows done", "rows overdue", "rows slipped", "rows dated"]),
    ("changes.csv", &["moved by", "moved in data"]),
    ("slips.csv", &["slipped by", "days overdue", "standing"]),
    ("ssr1/feed.xml", &["moved by"]),
    ("feed.xml", &["moved by"]),
];

#[test]
fn every_place_is_read() {
    let site = site::full();
    let readings = readings(&site);
    let mut found: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for Reading { what, place, .. } in &readings.0 {
        let kind = what.rsplit(": ").next().unwrap_or_default();
        found.entry(place).or_default().insert(kind);
    }
    for (place, kinds) in PLACES {
        for kind in *kinds {
            let is_read = found.get(place).is_some_and(|found| found.contains(kind));
            assert!(is_read, "{kind} is not read at {place}: {:?}", found.get(place));
        }
    }
    let wrong = differences(&readings, &oracle::numbers(&site));
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The comparison finds a number that differs, one that is nowhere, and one of nothing.
#[test]
fn differences_are_found() {
    let numbers: Numbers =
        [((0, "late".to_owned()), "2".to_owned()), ((0, "done".to_owned()), "1".to_owned())].into();
    let found = |read: &[(&str, &str)]| {
        let mut readings = Readings::default();
        for (what, value) in read {
            readings.read(0, *what, value, "here");
        }
        differences(&readings, &numbers).into_iter().collect::<Vec<_>>()
    };
    assert_eq!(found(&[("late", "2"), ("done", "1")]), [""; 0]);
    assert_eq!(found(&[("late", "3"), ("done", "1")]), ["here: late is 3 in 2015-06-30, not 2"]);
    assert_eq!(found(&[("late", "2")]), ["done in 2015-06-30 is nowhere to be read"]);
    assert_eq!(
        found(&[("row", "2"), ("late", "2"), ("done", "1")]),
        ["here: row is 2 in 2015-06-30, of which nothing is known"]
    );
}
