//! The same words everywhere, for every place of a site: pages, print, data, search and feeds.

use proptest::strategy::{Strategy as _, ValueTree};
use proptest::test_runner::{Config, TestRunner};

use super::comparison::{Comparison, Fault};
use super::corpus::readmes;
use super::site::{Pages, Place, Plain, Site};
use super::{bodies, files, page, pages};

/// Default number of texts; see `PROPTEST_CASES`.
const TEXTS: usize = 1000;

/// Stops after this number of faults.
const MOST_FAULTS: usize = 4;

/// Minimum number of comparisons per site, so that none is lost unnoticed.
const COMPARISONS: usize = 700;

fn compared(site: &Site) -> Vec<Fault> {
    compared_with(site, &site.pages())
}

/// Faults in the files of a site.
fn compared_with(site: &Site, made: &Pages) -> Vec<Fault> {
    let mut found = Comparison::new(site);
    pages::compare(made, &mut found);
    files::compare(made, &mut found);
    assert!(found.count > COMPARISONS, "{} comparisons", found.count);
    found.faults
}

/// A shrinkable text.
type Tree = Box<dyn ValueTree<Value = String>>;

fn tree(place: Place, runner: &mut TestRunner) -> Tree {
    match place {
        Place::Plain(_) => bodies::plain().boxed().new_tree(runner).unwrap(),
        _ => bodies::body().boxed().new_tree(runner).unwrap(),
    }
}

/// The fault of the simplest text in a place, if it fails there alone.
fn simplest(place: Place, mut tree: Tree) -> Option<String> {
    let told = |tree: &Tree| {
        let text = tree.current();
        let site = Site::of([(place, text.clone())]);
        let fault = compared(&site).into_iter().find(|fault| fault.place == place)?;
        Some(fault.of(&text))
    };
    let mut simplest = told(&tree)?;
    while tree.simplify() || tree.complicate() {
        if let Some(told) = told(&tree) {
            simplest = told;
        } else if !tree.complicate() {
            break;
        }
    }
    Some(simplest)
}

#[test]
fn generated_texts_have_the_same_words_everywhere() {
    let texts = std::env::var("PROPTEST_CASES").ok().and_then(|texts| texts.parse().ok());
    let places = Place::all();
    let sites = texts.unwrap_or(TEXTS).div_ceil(places.len());
    let mut runner = TestRunner::new(Config { failure_persistence: None, ..Config::default() });
    let mut told = Vec::new();
    for _ in 0..sites {
        let mut trees: Vec<(Place, Tree)> =
            places.iter().map(|place| (*place, tree(*place, &mut runner))).collect();
        let site = Site::of(trees.iter().map(|(place, tree)| (*place, tree.current())));
        for fault in compared(&site) {
            // Report each text once.
            let at = trees.iter().position(|(place, _)| *place == fault.place);
            let Some(at) = at.filter(|_| told.len() < MOST_FAULTS) else { continue };
            let (place, tree) = trees.swap_remove(at);
            let text = tree.current();
            told.push(simplest(place, tree).unwrap_or_else(|| fault.of(&text)));
        }
    }
    assert!(told.is_empty(), "{}", told.join("\n"));
}

/// Each text once, in some place; as many per site as it has places.
#[test]
fn real_texts_have_the_same_words_everywhere() {
    let texts = readmes().into_iter().map(|(_, text)| text);
    let mut texts = texts.filter(|text| page(text).is_some()).peekable();
    let places: Vec<Place> =
        Place::all().into_iter().filter(|place| !matches!(place, Place::Plain(_))).collect();
    let mut told = Vec::new();
    while texts.peek().is_some() {
        let mut next = || texts.next();
        let texts = places.iter().map_while(|place| {
            let text = next()?;
            Some(match place {
                // An update has a text in each part.
                Place::Update(..) => {
                    let notes = next().unwrap_or_default();
                    (*place, format!("{text}\n\n# Implementation notes\n\n{notes}"))
                }
                _ => (*place, text),
            })
        });
        let site = Site::of(texts);
        told.extend(compared(&site).into_iter().map(|fault| fault.of(site.text(fault.place))));
    }
    told.truncate(MOST_FAULTS);
    assert!(told.is_empty(), "{}", told.join("\n"));
}

/// A unique word for each part of each text.
fn marked() -> (Site, Vec<(Place, String)>) {
    let (mut texts, mut marks) = (Vec::new(), Vec::new());
    for (place, number) in Place::all().into_iter().zip(100..) {
        let mark = format!("mark{number}x");
        let text = match place {
            Place::Update(..) => {
                marks.push((place, format!("note{number}x")));
                format!("{mark}\n\n## Implementation notes\n\nnote{number}x\n")
            }
            _ => mark.clone(),
        };
        marks.push((place, mark));
        texts.push((place, text));
    }
    (Site::of(texts), marks)
}

/// Whether a page defines the words of its own edition.
fn teaches(route: &str) -> bool {
    let last = route.strip_prefix("ssr1/2").and_then(|rest| rest.split_once('/'));
    last.is_some_and(|(_, name)| name.starts_with(|char: char| char.is_ascii_digit()))
}

/// Whether a file repeats words: changes, in the words of the first edition or the beginning of a
/// deliverable, or names of other pages.
fn retells(route: &str, place: Place) -> bool {
    let lists = ["changes.html", "overdue.html", "references.html"];
    let is_list = lists.iter().any(|name| route.ends_with(name));
    match place {
        Place::Update(0, _) => !route.contains("2015") && route.ends_with(".html"),
        Place::Row(0, _) => !route.contains("2015") && !route.ends_with(".js"),
        // It is left out, and still listed.
        Place::RowNote(0, _) => route.ends_with("2016-06-30.json"),
        Place::Row(..) => is_list || route.ends_with(".xml"),
        Place::Plain(plain) => is_list || teaches(route) && !matches!(plain, Plain::Title(_)),
        _ => is_list,
    }
}

/// Which words are changed together: no two of them are adjacent in any file.
fn together(place: Place) -> usize {
    match place {
        Place::Quotation(..) | Place::Plain(_) => 1,
        Place::Task(_, _, task) => 2 + task,
        _ => 0,
    }
}

/// Where a changed word must be noticed: that file; for a title, which many pages show, a file of
/// its kind.
fn noticed_in(route: &str, place: Place) -> &str {
    match place {
        Place::Plain(_) => route.rsplit('.').next().unwrap(),
        _ => route,
    }
}

/// The files with some texts changed, and the faults found.
fn wrong<'p>(
    right: &'p Pages,
    of_teachers: bool,
    marks: &[&(Place, String)],
) -> (Pages, Vec<(&'p str, Place)>) {
    let (mut wrong, mut expected) = (right.clone(), Vec::new());
    for (route, page) in right.iter().filter(|(route, _)| teaches(route) == of_teachers) {
        let mut page = String::from_utf8(page.clone()).unwrap();
        for (place, mark) in marks.iter().filter(|(place, _)| !retells(route, *place)) {
            if page.contains(mark) {
                page = page.replace(mark, "wrong");
                expected.push((noticed_in(route, *place), *place));
            }
        }
        wrong.insert(route.clone(), page.into_bytes());
    }
    (wrong, expected)
}

/// Every comparison fails if its words differ.
#[test]
fn a_wrong_word_is_noticed_wherever_it_is() {
    let (site, marks) = marked();
    let right = site.pages();
    assert!(compared_with(&site, &right).is_empty());
    let mut missed = Vec::new();
    for (round, of_teachers) in (0..5).flat_map(|round| [(round, false), (round, true)]) {
        let marks: Vec<_> = marks.iter().filter(|(place, _)| together(*place) == round).collect();
        let (wrong, expected) = wrong(&right, of_teachers, &marks);
        let faults = compared_with(&site, &wrong);
        let is_told = |(whence, place): &(&str, Place)| {
            let words = |told: &str| told.split([' ', ',', ':']).map(str::to_owned).collect();
            let is_it = |word: &String| noticed_in(word, *place) == *whence;
            faults.iter().filter(|fault| fault.place == *place).any(|fault| {
                let words: Vec<String> = words(&fault.told);
                words.iter().any(is_it)
            })
        };
        missed.extend(expected.into_iter().filter(|it| !is_told(it)).map(|it| format!("{it:?}")));
    }
    assert_eq!(missed, [""; 0]);
}
