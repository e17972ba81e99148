//! Whatever changes what a frozen edition says is found, and what is later is not.
//!
//! A generated site is frozen and changed in one thing. All pages, data and print of the frozen
//! edition are compared before and after. `PROPTEST_CASES` sets the number of sites, `FROZEN_FIRST`
//! the first seed.

#![allow(clippy::print_stdout, reason = "says what became of the cases, if asked")]

use std::collections::BTreeMap;

use chrono::NaiveDate;
use ssr_site::freeze;
use ssr_site::project::{self, Options};
use ssr_site::world::MemoryWorld;

use super::harness::{Project, is_html};
use super::html::{Piece, pieces};

mod cases;
pub(crate) mod dice;
pub(crate) mod mutate;
pub(crate) mod site;

use dice::Dice;
use mutate::Mutation;
use site::{EDITIONS, Files};

/// Sites by default: enough to see each kind of change in a few seconds.
const CASES: u32 = 25;

fn project(files: &Files) -> Project {
    files.iter().fold(Project::empty(), |project, (path, text)| project.file(path, text))
}

fn world(files: &Files) -> MemoryWorld {
    project(files).world()
}

/// Freezes an edition of the first report.
fn freeze(files: &mut Files, edition: &str) {
    let world = world(files);
    let (site, found) = project::site(&world, |_| ());
    let site = site.expect("settings");
    assert!(found.iter().all(|found| !found.is_error()), "{found:?}");
    let report = site.reports.iter().find(|report| &*report.id == "one").expect("a report");
    let id = report.edition_named(edition).expect("an edition");
    let day = NaiveDate::from_ymd_opt(2016, 7, 5).expect("a day");
    let lock = freeze::lock(&site, report.place, id, day, &world).expect("a lock");
    let text = freeze::to_toml(&lock, &format!("one/{edition}"));
    files.insert(format!("content/one/{edition}.lock"), text);
}

/// What is found of the frozen edition; `None` if the site has errors anyway.
fn found(files: &Files) -> Option<Vec<String>> {
    let world = world(files);
    let (site, found) = project::site(&world, |_| ());
    if found.iter().any(ssr_site::diagnostic::Diagnostic::is_error) {
        return None;
    }
    let site = site?;
    let comparison = freeze::compare(&site, &freeze::frozen(&site), &world);
    assert!(comparison.problems.is_empty(), "{:?}", comparison.problems);
    let findings = freeze::findings(&site, &comparison.changes);
    Some(findings.into_iter().map(|found| found.message).collect())
}

/// What an edition says, by address; `None` if the site has errors.
fn said(files: &Files, edition: &str) -> Option<BTreeMap<String, String>> {
    let world = world(files);
    let project = project::Project::read(&world, &Options::default(), |_| ());
    let (rendering, list) = project.rendering(&world).zip(project.list.as_ref())?;
    let own = [format!("one/{edition}/"), format!("data/one/{edition}")];
    let of_edition = |route: &str| own.iter().any(|own| route.starts_with(own.as_str()));
    let mut pages = BTreeMap::new();
    let mut html = String::new();
    let mut write = |index: usize, route: &str| {
        let mut page = Vec::new();
        rendering.write(index, &mut page).ok()?;
        let page = String::from_utf8_lossy(&page).into_owned();
        if is_html(route) {
            html += &page;
        }
        let text = if is_html(route) { words(&page) } else { page };
        pages.insert(route.to_owned(), text);
        Some(())
    };
    for (index, route) in list.routes().iter().enumerate() {
        if of_edition(route.as_str()) {
            write(index, route.as_str())?;
        }
    }
    // Files that the pages link to.
    for (index, route) in list.routes().iter().enumerate() {
        let route = route.as_str();
        let from_report = route.trim_start_matches("one/");
        let is_linked = html.contains(&format!("../{route}\""))
            || from_report != route && html.contains(&format!("=\"../{from_report}\""));
        if route.ends_with(".txt") && !of_edition(route) && is_linked {
            let mut page = Vec::new();
            rendering.write(index, &mut page).ok()?;
            pages.insert(route.to_owned(), String::from_utf8_lossy(&page).into_owned());
        }
    }
    Some(pages)
}

/// The words of a page without what leads to others: navigation, the choice of an edition, and that
/// there is a later one.
fn words(html: &str) -> String {
    const LEFT_OUT: [&str; 4] = ["nav", "header", "footer", "style"];
    const CLASSES: [&str; 2] = ["switcher", "edition-notice"];
    let mut words = Vec::new();
    let mut skipping: Option<(String, usize)> = None;
    for piece in pieces(html) {
        if let Some((name, depth)) = &mut skipping {
            match &piece {
                Piece::Open { name: inner, .. } if inner == name => *depth += 1,
                Piece::Close(inner) if inner == name => *depth -= 1,
                _ => {}
            }
            if *depth == 0 {
                skipping = None;
            }
            continue;
        }
        match &piece {
            Piece::Open { name, .. } => {
                let class = piece.attribute("class").unwrap_or_default();
                let is_left_out = LEFT_OUT.contains(&name.as_str())
                    && !(name == "header" && class.contains("cover"))
                    || class.split(' ').any(|class| CLASSES.contains(&class));
                if is_left_out {
                    skipping = Some((name.clone(), 1));
                }
                words.extend(piece.attribute("alt").map(str::to_owned));
            }
            Piece::Text(text) => words.extend(text.split_whitespace().map(str::to_owned)),
            Piece::Close(_) => {}
        }
    }
    words.join(" ")
}

/// What became of one change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// The site has errors.
    Broken,
    /// Nothing changed there, and nothing was found.
    Same,
    /// It says something else, which was found.
    Found,
    /// It says the same, but something was found.
    Careful,
}

/// Freezes an edition, changes one thing, and compares; an error says what is wrong.
fn case(seed: u64, changed: impl Fn(&mut Dice, &mut Files) -> Mutation) -> Result<Outcome, String> {
    let mut dice = Dice::new(seed);
    let mut files = site::site(&mut dice);
    let edition = EDITIONS[dice.below(2)];
    freeze(&mut files, edition);
    assert_eq!(found(&files), Some(Vec::new()), "{seed}");
    let Some(before) = said(&files, edition) else {
        panic!("{seed}: {}", project(&files).render().lines().join("\n"))
    };
    let Mutation { what, later } = changed(&mut dice, &mut files);
    let what = format!("{seed}: {what} ({edition} is frozen)");
    let Some(found) = found(&files) else { return Ok(Outcome::Broken) };
    if later && !found.is_empty() {
        return Err(format!("{what}: {found:?}"));
    }
    let Some(after) = said(&files, edition) else { return Ok(Outcome::Broken) };
    let differs = before.keys().find(|route| before.get(*route) != after.get(*route));
    let Some(route) = differs.filter(|_| !what.contains("theme")) else {
        return Ok(if found.is_empty() { Outcome::Same } else { Outcome::Careful });
    };
    let difference = first_difference(&before[route], after.get(route).map_or("", |page| page));
    if later || found.is_empty() {
        return Err(format!("{what}: nothing is found, but {route} says {difference}"));
    }
    Ok(Outcome::Found)
}

fn first_difference(before: &str, after: &str) -> String {
    let same = before.bytes().zip(after.bytes()).take_while(|(a, b)| a == b).count();
    let around = |text: &str| {
        let from = text.floor_char_boundary(same.saturating_sub(60));
        let to = text.floor_char_boundary((same + 80).min(text.len()));
        text[from..to].to_owned()
    };
    format!("{:?} instead of {:?}", around(after), around(before))
}

fn cases() -> u32 {
    let set = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    set.unwrap_or(CASES)
}

/// Runs many cases with seeds from `from` on, and counts the outcomes.
fn run(changed: impl Fn(&mut Dice, &mut Files) -> Mutation) -> BTreeMap<Outcome, u32> {
    let mut outcomes = BTreeMap::new();
    let mut wrong = Vec::new();
    let first = std::env::var("FROZEN_FIRST").ok().and_then(|first| first.parse().ok());
    let first: u64 = first.unwrap_or(0);
    for seed in first..first + u64::from(cases()) {
        match case(seed, &changed) {
            Ok(outcome) => *outcomes.entry(outcome).or_default() += 1,
            Err(told) => wrong.push(told),
        }
    }
    println!("{outcomes:?}");
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases(), wrong.join("\n"));
    outcomes
}

#[test]
fn whatever_changes_a_frozen_edition_is_found() {
    let outcomes = run(mutate::any_change);
    assert!(outcomes.contains_key(&Outcome::Found) && outcomes.contains_key(&Outcome::Same));
}

#[test]
fn what_is_later_is_no_change() {
    let outcomes = run(mutate::later_change);
    assert!(!outcomes.contains_key(&Outcome::Careful) && outcomes.contains_key(&Outcome::Same));
}
