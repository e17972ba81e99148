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
use site::Site;

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
        value: impl ToString,
        place: impl Into<String>,
    ) {
        let (what, place) = (what.into(), place.into());
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
fn differences(site: &Site, readings: &Readings, expected: &Numbers) -> BTreeSet<String> {
    let mut wrong = BTreeSet::new();
    let mut read: BTreeSet<(usize, &str)> = BTreeSet::new();
    for reading in &readings.0 {
        let Reading { edition, what, value, place } = reading;
        match expected.get(&(*edition, what.clone())) {
            Some(expected) if expected == value => drop(read.insert((*edition, what))),
            Some(expected) => drop(wrong.insert(format!(
                "{place}: {what} is {value} in {}, not {expected}",
                site.edition_name(*edition)
            ))),
            None => drop(wrong.insert(format!(
                "{place}: {what} is {value} in {}, of which nothing is known",
                site.edition_name(*edition)
            ))),
        }
    }
    if wrong.is_empty() {
        for (edition, what) in expected.keys() {
            if !read.contains(&(*edition, what.as_str())) {
                let edition = site.edition_name(*edition);
                wrong.insert(format!("{what} in {edition} is nowhere to be read"));
            }
        }
    }
    wrong
}

#[track_caller]
fn compare(site: &Site) -> Result<(), TestCaseError> {
    let wrong = differences(site, &readings(site), &oracle::numbers(site));
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

/// Places where each kind of number has to be read: a reader that finds nothing would prove nothing.
#[test]
fn every_place_is_read() {
    let site = site::full();
    let readings = readings(&site);
    let mut places: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for reading in &readings.0 {
        let kind = reading.what.rsplit(": ").next().unwrap_or_default().to_owned();
        places.entry(reading.place.clone()).or_default().insert(kind);
    }
    for (place, kinds) in &places {
        println!("{place}: {kinds:?}");
    }
    compare(&site).unwrap();
}
