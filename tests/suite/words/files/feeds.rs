//! Texts in feeds: corrections.

use super::super::comparison::{Comparison, Part};
use super::super::reading::{unmarked, words};
use super::super::site::{EDITIONS, Pages, Place, Plain, RECOMMENDATIONS};
use super::text;

pub(super) fn compare(pages: &Pages, found: &mut Comparison<'_>) {
    for (route, title) in [("feed.xml", Plain::SiteTitle), ("ssr1/feed.xml", Plain::ReportTitle)] {
        let feed = text(pages, route);
        let own = words(&unescaped(inside(feed, "title")));
        found.among(Place::Plain(title), &format!("the title of {route}"), &own);
        for edition in 0..EDITIONS.len() {
            let title = Plain::EditionTitle(edition);
            note(feed, route, title, Place::EditionNote(edition), found);
            for n in 1..=RECOMMENDATIONS {
                note(feed, route, Plain::Title(n), Place::UpdateNote(edition, n), found);
            }
        }
        for n in 1..=RECOMMENDATIONS {
            note(feed, route, Plain::Title(n), Place::StatementNote(n), found);
        }
    }
}

/// The entry of a correction: title and note, each as a sentence.
fn note(feed: &str, route: &str, title: Plain, place: Place, found: &mut Comparison<'_>) {
    let day = place.day().to_string();
    let is_it = |entry: &&str| inside(entry, "updated").starts_with(&day);
    let entry = feed.split("<entry>").skip(1).find(is_it).unwrap_or_default();
    let places = [Place::Plain(title), place];
    let [title, note] = places.map(|place| unmarked(&found.expected(place, Part::Whole)));
    let told = unmarked(&words(&unescaped(inside(entry, "summary"))));
    let begins: Vec<Vec<String>> =
        sentences(&title).into_iter().filter(|title| told.starts_with(title)).collect();
    let rests = begins.iter().map(|title| &told[title.len()..]);
    let notes = sentences(&note);
    found.count += 1;
    if !rests.clone().any(|rest| notes.iter().any(|note| note == rest)) {
        let place = if begins.is_empty() { places[0] } else { place };
        found.fault(place, format!("“{}” of {day} in {route}", told.join(" ")));
    }
}

/// The words, with and without a full stop, which is added unless another character ends them,
/// perhaps of removed markup.
fn sentences(words: &[String]) -> [Vec<String>; 3] {
    let (mut ended, mut apart) = (words.to_vec(), words.to_vec());
    if let Some(last) = ended.last_mut() {
        last.push('.');
    }
    apart.push(".".to_owned());
    [words.to_vec(), ended, apart]
}

fn inside<'x>(xml: &'x str, element: &str) -> &'x str {
    let rest = xml.split_once(&format!("<{element}>")).map(|(_, rest)| rest);
    let text = rest.and_then(|rest| rest.split_once(&format!("</{element}>")));
    text.map(|(text, _)| text).unwrap_or_default()
}

fn unescaped(xml: &str) -> String {
    let text = xml.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    text.replace("&amp;", "&")
}
