//! Corrects a PDF's outline by the headings of the printed page.
//!
//! Programs get it wrong: some Chromium releases wrote titles twice. Targets come from the program,
//! titles and levels from the page.

use std::collections::HashSet;

use lopdf::{Dictionary, Document, Object, ObjectId, decode_text_string, text_string};
use unicode_normalization::UnicodeNormalization as _;

use super::page::{Heading, words};

/// An entry that matches no heading: its title as the program wrote it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Stranger(pub(super) String);

/// Gives every entry of the outline the title and level of its heading. Returns the headings
/// without an entry.
pub(super) fn mend(
    document: &mut Document,
    headings: &[Heading],
) -> Result<Vec<Heading>, Stranger> {
    let entries = entries(document);
    let known = align(&entries, headings)?;
    let mut left_out = headings.to_vec();
    for place in known.iter().rev() {
        left_out.remove(*place);
    }
    if !known.is_empty() {
        let levels: Vec<u8> = known.iter().map(|place| headings[*place].level).collect();
        let titled = entries.into_iter().zip(&known).map(|(entry, place)| Titled {
            id: entry.id,
            kept: entry.kept,
            title: &headings[*place].text,
        });
        write(document, &titled.collect::<Vec<_>>(), &levels);
    }
    Ok(left_out)
}

/// An entry as the program wrote it.
struct Entry {
    id: ObjectId,
    title: String,
    /// Its target and other keys.
    kept: Dictionary,
}

/// A corrected entry.
struct Titled<'h> {
    id: ObjectId,
    kept: Dictionary,
    title: &'h str,
}

/// Keys that link entries to each other.
const TIES: [&[u8]; 7] = [b"Title", b"Parent", b"Prev", b"Next", b"First", b"Last", b"Count"];

/// The entries in reading order. Stops at a cycle.
fn entries(document: &Document) -> Vec<Entry> {
    let first_of = |dictionary: &Dictionary, key: &[u8]| {
        dictionary.get(key).and_then(Object::as_reference).ok()
    };
    let root = root(document).and_then(|root| document.get_dictionary(root).ok());
    let mut next: Vec<ObjectId> =
        root.and_then(|root| first_of(root, b"First")).into_iter().collect();
    let mut seen = HashSet::new();
    let mut entries = Vec::new();
    while let Some(id) = next.pop() {
        let Ok(dictionary) = document.get_dictionary(id) else { continue };
        if !seen.insert(id) {
            continue;
        }
        next.extend(first_of(dictionary, b"Next"));
        next.extend(first_of(dictionary, b"First"));
        let title = dictionary.get(b"Title").ok().and_then(|title| decode_text_string(title).ok());
        let mut kept = dictionary.clone();
        for tie in TIES {
            kept.remove(tie);
        }
        entries.push(Entry { id, title: title.unwrap_or_default(), kept });
    }
    entries
}

fn root(document: &Document) -> Option<ObjectId> {
    document.catalog().ok()?.get(b"Outlines").and_then(Object::as_reference).ok()
}

/// The heading of each entry; both are in order.
fn align(entries: &[Entry], headings: &[Heading]) -> Result<Vec<usize>, Stranger> {
    let exact: Vec<String> = headings.iter().map(|heading| letters(&heading.text)).collect();
    let mut known = Vec::with_capacity(entries.len());
    let mut from = 0;
    for entry in entries {
        let title = letters(&entry.title);
        let place = if entries.len() == headings.len() {
            Some(from).filter(|place| is_meant(&title, &exact[*place]))
        } else {
            let find = |is: &dyn Fn(&str) -> bool| {
                exact[from..].iter().position(|heading| is(heading)).map(|at| from + at)
            };
            find(&|heading| heading == title).or_else(|| find(&|heading| is_meant(&title, heading)))
        };
        let Some(place) = place else { return Err(Stranger(words(&entry.title))) };
        known.push(place);
        from = place + 1;
    }
    Ok(known)
}

/// The letters and digits of a text, ignoring spaces and ligatures; the whole text if it has none.
fn letters(text: &str) -> String {
    let letters: String = text.nfkc().filter(|char| char.is_alphanumeric()).collect();
    if letters.is_empty() { words(text) } else { letters }
}

/// Whether a damaged title can be that of a heading: one contains all letters of the other. The
/// title was at most doubled, or truncated; bidirectional titles are written in visual order.
fn is_meant(title: &str, heading: &str) -> bool {
    let sorted = |text: &str| {
        let mut letters: Vec<char> = text.chars().collect();
        letters.sort_unstable();
        letters
    };
    let (title, heading) = (sorted(title), sorted(heading));
    let has = |all: &[char], part: &[char]| {
        let mut all = all.iter();
        part.iter().all(|char| all.any(|other| other == char))
    };
    let doubled = title.len() <= 2 * heading.len() && has(&title, &heading);
    !title.is_empty() && (doubled || has(&heading, &title))
}

/// Writes the outline with all entries open, as programs do.
fn write(document: &mut Document, entries: &[Titled<'_>], levels: &[u8]) {
    let Some(root) = root(document) else { return };
    let tree = Tree::of(levels);
    let id = |index: &usize| entries[*index].id;
    for siblings in tree.children.iter().chain([&tree.top]) {
        for (at, index) in siblings.iter().enumerate() {
            let Titled { kept, title, .. } = &entries[*index];
            let mut dictionary = kept.clone();
            let parent = tree.parents[*index].as_ref();
            let before = at.checked_sub(1).and_then(|before| siblings.get(before));
            dictionary.set("Title", text_string(title));
            dictionary.set("Parent", parent.map_or(root, id));
            set(&mut dictionary, "Prev", before.map(id));
            set(&mut dictionary, "Next", siblings.get(at + 1).map(id));
            set(&mut dictionary, "First", tree.children[*index].first().map(id));
            set(&mut dictionary, "Last", tree.children[*index].last().map(id));
            set(&mut dictionary, "Count", Some(tree.below[*index]).filter(|count| *count > 0));
            document.objects.insert(id(index), dictionary.into());
        }
    }
    let mut outlines = Dictionary::new();
    outlines.set("Type", Object::Name(b"Outlines".to_vec()));
    set(&mut outlines, "First", tree.top.first().map(id));
    set(&mut outlines, "Last", tree.top.last().map(id));
    outlines.set("Count", i64::try_from(entries.len()).unwrap_or(i64::MAX));
    document.objects.insert(root, outlines.into());
}

fn set(dictionary: &mut Dictionary, key: &str, value: Option<impl Into<Object>>) {
    if let Some(value) = value {
        dictionary.set(key, value);
    }
}

/// Nesting of the entries.
struct Tree {
    parents: Vec<Option<usize>>,
    children: Vec<Vec<usize>>,
    top: Vec<usize>,
    /// Number of descendants of each.
    below: Vec<i64>,
}

impl Tree {
    /// An entry's parent is the last entry before it with a higher level.
    fn of(levels: &[u8]) -> Self {
        let (mut parents, mut children) = (Vec::new(), vec![Vec::new(); levels.len()]);
        let (mut top, mut open) = (Vec::new(), Vec::<usize>::new());
        for (index, level) in levels.iter().enumerate() {
            open.retain(|above| levels[*above] < *level);
            let parent = open.last().copied();
            parents.push(parent);
            parent.map_or(&mut top, |parent| &mut children[parent]).push(index);
            open.push(index);
        }
        let mut below = vec![0; levels.len()];
        for index in (0..levels.len()).rev() {
            below[index] = children[index].iter().map(|child: &usize| below[*child] + 1).sum();
        }
        Self { parents, children, top, below }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail")]

    use super::*;

    /// A PDF whose outline has these titles on one level, each with its index as the target.
    fn document(titles: &[&str]) -> Document {
        let mut document = Document::with_version("1.7");
        let ids: Vec<ObjectId> = titles.iter().map(|_| document.new_object_id()).collect();
        let root = document.new_object_id();
        for (at, title) in titles.iter().enumerate() {
            let mut entry = Dictionary::new();
            entry.set("Title", text_string(title));
            entry.set("Dest", i64::try_from(at).unwrap());
            entry.set("Parent", root);
            set(&mut entry, "Next", ids.get(at + 1).copied());
            document.objects.insert(ids[at], entry.into());
        }
        let mut outlines = Dictionary::new();
        set(&mut outlines, "First", ids.first().copied());
        document.objects.insert(root, outlines.into());
        let mut catalog = Dictionary::new();
        catalog.set("Outlines", root);
        let catalog = document.add_object(catalog);
        document.trailer.set("Root", catalog);
        document
    }

    /// Headings such as `1 One`, level first.
    fn headings(lines: &[&str]) -> Vec<Heading> {
        let heading = |line: &&str| {
            let (level, text) = line.split_once(' ').unwrap();
            Heading { level: level.parse().unwrap(), text: text.to_owned() }
        };
        lines.iter().map(heading).collect()
    }

    /// The outline as a reader shows it: depth, title, target.
    fn shown(document: &Document) -> Vec<(usize, String, i64)> {
        fn walk(
            document: &Document,
            parent: &Dictionary,
            depth: usize,
            out: &mut Vec<(usize, String, i64)>,
        ) {
            let mut next = parent.get(b"First").ok().cloned();
            let mut last = None;
            while let Some(id) = next {
                let entry = document.get_dictionary(id.as_reference().unwrap()).unwrap();
                let title = decode_text_string(entry.get(b"Title").unwrap()).unwrap();
                out.push((depth, title, entry.get(b"Dest").unwrap().as_i64().unwrap()));
                assert_eq!(entry.get(b"Prev").ok(), last.as_ref(), "the way back");
                let before = out.len();
                walk(document, entry, depth + 1, out);
                let count = entry.get(b"Count").map_or(0, |count| count.as_i64().unwrap());
                assert_eq!(count, i64::try_from(out.len() - before).unwrap());
                last = Some(id);
                next = entry.get(b"Next").ok().cloned();
            }
            assert_eq!(parent.get(b"Last").ok(), last.as_ref(), "the last of its children");
        }
        let mut out = Vec::new();
        let root = document.get_dictionary(root(document).unwrap()).unwrap();
        walk(document, root, 0, &mut out);
        out
    }

    #[test]
    fn titles_and_depths_are_those_of_the_page() {
        #[track_caller]
        fn case(titles: &[&str], page: &[&str], expected: &[(usize, &str, i64)]) {
            let mut document = document(titles);
            assert_eq!(mend(&mut document, &headings(page)), Ok(Vec::new()));
            let shown = shown(&document);
            let shown: Vec<_> = shown.iter().map(|(d, title, at)| (*d, &**title, *at)).collect();
            assert_eq!(shown, expected);
        }
        let page = ["1 Report", "2 At a glance", "3 Status", "2 RR1 Recommendation 1: First thing"];
        let expected = [
            (0, "Report", 0),
            (1, "At a glance", 1),
            (2, "Status", 2),
            (1, "RR1 Recommendation 1: First thing", 3),
        ];
        let right = ["Report", "At a glance", "Status", "RR1 Recommendation 1: First thing"];
        case(&right, &page, &expected);
        let doubled = [
            "Report",
            "At a glanceAt a glance",
            "StatusStatus",
            "RR1 Recommendation 1RR1 Recommendation 1: : First thing",
        ];
        case(&doubled, &page, &expected);
        case(
            &["הרשימה 20 יוםa", "b"],
            &["1 a 20 יום הרשימה", "2 b"],
            &[(0, "a 20 יום הרשימה", 0), (1, "b", 1)],
        );
        let cut = ["Report", "At a gl", "Status", "RR1 Recommendation 1: First"];
        case(&cut, &page, &expected);
        // A skipped level, and a return above it.
        case(
            &["a", "b", "c", "d"],
            &["2 a", "4 b", "3 c", "1 d"],
            &[(0, "a", 0), (1, "b", 1), (1, "c", 2), (0, "d", 3)],
        );
        case(
            &["infra\u{ad}structure", "\u{ad}…"],
            &["1 infrastructure", "1 …"],
            &[(0, "infrastructure", 0), (0, "…", 1)],
        );
        case(&["§", "…"], &["1 §", "1 …"], &[(0, "§", 0), (0, "…", 1)]);
    }

    #[test]
    fn headings_without_an_entry_are_told() {
        #[track_caller]
        fn case(titles: &[&str], page: &[&str], expected: &[&str]) {
            let mut document = document(titles);
            assert_eq!(mend(&mut document, &headings(page)), Ok(headings(expected)));
        }
        case(&[], &["1 a", "2 b"], &["1 a", "2 b"]);
        case(&["a", "c"], &["1 a", "2 b", "2 c"], &["2 b"]);
        case(&["a", "Notes", "ccc"], &["1 a", "2 Notes", "2 b", "2 cc"], &["2 b"]);
    }

    #[test]
    fn what_is_no_heading_of_the_page_is_refused() {
        #[track_caller]
        fn case(titles: &[&str], page: &[&str], stranger: &str) {
            let mut document = document(titles);
            let stranger = Stranger(stranger.to_owned());
            assert_eq!(mend(&mut document, &headings(page)), Err(stranger));
        }
        case(&["a", "x"], &["1 a", "2 b"], "x");
        case(&["a", "b", "c"], &["1 a", "2 b"], "c");
        case(&["b", "a"], &["1 a", "2 b"], "b");
        case(&["", "b"], &["1 a", "2 b"], "");
    }

    #[test]
    fn a_circle_ends() {
        let mut document = document(&["a", "b"]);
        let root = root(&document).unwrap();
        let first = document.get_dictionary(root).unwrap().get(b"First").cloned().unwrap();
        let id = first.as_reference().unwrap();
        document.get_dictionary_mut(id).unwrap().set("First", first);
        assert_eq!(mend(&mut document, &headings(&["1 a", "1 b"])), Ok(Vec::new()));
        assert_eq!(shown(&document).len(), 2);
    }
}
