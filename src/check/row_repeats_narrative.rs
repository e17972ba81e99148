//! Rows whose text stands word for word in the narrative.

use std::hash::{BuildHasher as _, Hash as _, Hasher as _};
use std::ops::Range;

use foldhash::{HashMap, HashMapExt as _};

use super::findings::finding;
use super::passages::{self, Passage, Tokens};
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::document::Document;
use crate::document::prose::Part;
use crate::fragment::Section;
use crate::site::{DocumentId, Owner};

pub(super) const RULE: Rule = Rule {
    name: "row-repeats-narrative",
    level: RuleLevel::Allow,
    summary: "the text of a row is a passage of the narrative, word for word",
    explanation: "\
A row says what was promised, the narrative what became of it. If a row is a sentence of the
narrative, readers learn only one of the two, and usually the promise is the missing one.

Compares each row of eight words or more with the narrative of its update, ignoring case,
punctuation and line breaks. A row is found if all its words stand there in one go, in one
paragraph, item or cell. The implementation notes are not compared, and rows that only point
elsewhere are exempt. Off by default, since a narrative can quote what was promised.

Write in the row what was promised, as it was first listed.
",
    run,
};

/// Shorter rows can be in a text by chance.
const LEAST: usize = 8;
/// Maximum number of places compared with one row: in a text of repetitions there are many.
const MOST_PLACES: usize = 16;

/// The words of a passage of the narrative.
struct Told<'p> {
    passage: &'p Passage,
    tokens: Tokens<'p>,
}

fn run(context: &Context<'_>, findings: &mut Findings) {
    passages::report(context, findings, |id, document, passages| {
        if !matches!(context.site.owner(id), Owner::Update(..)) {
            return Vec::new();
        }
        repeated(context, id, document, passages)
            .into_iter()
            .map(|(row, place)| {
                let message = "this row is word for word in the narrative";
                finding(row, message).related(place, "here").help(
                    "write in the row what was promised, and in the narrative what became of it",
                )
            })
            .collect()
    });
}

/// The rows found, each with its place in the narrative.
fn repeated(
    context: &Context<'_>,
    id: DocumentId,
    document: &Document,
    passages: &[Passage],
) -> Vec<(Location, Location)> {
    let Some(update) = context.site.update(id) else { return Vec::new() };
    let is_told = |passage: &&Passage| {
        passage.part == Part::Body && !passage.is_quoted && passage.section != Some(Section::Notes)
    };
    let told: Vec<Told<'_>> = passages
        .iter()
        .filter(is_told)
        .map(|passage| Told { passage, tokens: Tokens::new(&passage.text) })
        .collect();
    let windows = windows(&told);
    let mut found = Vec::new();
    for (index, row) in update.deliverables.iter().enumerate() {
        let part = Part::deliverable(index);
        if document.prose.pointers.contains(&part) {
            continue;
        }
        let words = words_of(passages, part);
        let Some(first) = words.get(..LEAST) else { continue };
        let places = windows.get(&hash(first.iter().map(String::as_str))).into_iter().flatten();
        let place = { places }.find_map(|(passage, at)| {
            let told = &told[*passage];
            let range = *at..at + words.len();
            is_here(&told.tokens, &range, &words)
                .then(|| told.passage.location(&document.path, told.tokens.bytes(&range)))
        });
        if let Some(place) = place {
            found.push((Location::new(&document.path, row.text.span), place));
        }
    }
    found
}

/// The places of each series of so many words: passage and word.
fn windows(told: &[Told<'_>]) -> HashMap<u64, Vec<(usize, usize)>> {
    let mut windows: HashMap<u64, Vec<(usize, usize)>> = HashMap::new();
    for (passage, told) in told.iter().enumerate() {
        for at in 0..(told.tokens.len() + 1).saturating_sub(LEAST) {
            let words = (at..at + LEAST).map(|at| told.tokens.word(at));
            let places = windows.entry(hash(words)).or_default();
            if places.len() < MOST_PLACES {
                places.push((passage, at));
            }
        }
    }
    windows
}

fn hash<'w>(words: impl Iterator<Item = &'w str>) -> u64 {
    let mut hasher = foldhash::quality::FixedState::default().build_hasher();
    words.for_each(|word| word.hash(&mut hasher));
    hasher.finish()
}

/// The words of a row.
fn words_of(passages: &[Passage], part: Part) -> Vec<String> {
    let own = passages.iter().filter(|passage| passage.part == part);
    own.flat_map(|passage| {
        let tokens = Tokens::new(&passage.text);
        (0..tokens.len()).map(|at| tokens.word(at).to_owned()).collect::<Vec<_>>()
    })
    .collect()
}

fn is_here(tokens: &Tokens<'_>, range: &Range<usize>, words: &[String]) -> bool {
    range.end <= tokens.len() && range.clone().zip(words).all(|(at, word)| tokens.word(at) == word)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::findings;

    #[track_caller]
    fn case(row: &str, body: &str, expected: bool) {
        let update = format!("+++\nnumber = 4\n[[deliverables]]\ntext = \"{row}\"\n+++\n{body}\n");
        let path = "content/r/2016-06-30/rec-4.md";
        let statement = "+++\nnumber = 4\ntitle = \"T\"\n+++\n";
        let files = [("content/r/recommendations/rec-4.md", statement), (path, &update)];
        let found = findings(&RULE, &files);
        let row = format!("\"{row}\"");
        let message = format!("warning {path} {row:?}: this row is word for word in the narrative");
        assert_eq!(found, if expected { vec![message] } else { Vec::new() }, "{body}");
    }

    #[test]
    fn cases() {
        let row = "The office asked each of the twelve ferries";
        case(row, "In May, the office *asked* each of\nthe twelve ferries.", true);
        case(row, &format!("{row}; {row}"), true);
        case(row, "The office asked each of the eleven ferries.", false);
        case(row, "The office asked each of the twelve\n\nferries.", false);
        case(row, &format!("## Notes\n\n{row}."), false);
        case(row, &format!("> {row}."), false);
        case("The office asked the twelve ferries", "The office asked the twelve ferries", false);
        case(
            "See recommendation 4 of this long report here",
            "See recommendation 4 of this long report here",
            false,
        );
    }

    #[test]
    fn many_repetitions_end() {
        let row = format!("{}end", "a ".repeat(2_000));
        case(&row, &"a ".repeat(50_000), false);
    }
}
