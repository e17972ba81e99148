//! Words that are spelled in two ways.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashSet};

use super::findings::finding;
use super::latest::is_current;
use super::passages::{self, Passage};
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::{Location, Span};
use crate::site::DocumentId;
use crate::words::words;

pub(super) const RULE: Rule = Rule {
    name: "spelling-varies",
    level: RuleLevel::Allow,
    summary: "a word is spelled in two ways",
    explanation: "\
\"Ongoing\" and \"on-going\", \"website\" and \"web site\", \"MoU\" and \"MOU\": a search for one misses the
other, and readers wonder whether a difference is meant.

Compares the words of all texts: one word, with one that has a hyphen or a space within; and
abbreviations with other capitals. A hyphen against a space is no difference, since \"long-term plan\"
and \"in the long term\" are both right; nor are pairs such as \"everyday\" and \"every day\". One finding
per word, at the first place of the rarer spelling. Off by default.

Choose one spelling.
",
    run,
};

/// Shorter parts are often words of their own.
const LEAST: usize = 6;

/// A spelling: how it is written, and where it is first.
type Spelled = (String, DocumentId, Span);

fn run(context: &Context<'_>, findings: &mut Findings) {
    let site = context.site;
    let texts = |visit: &(dyn Fn(&Passage) -> Vec<(String, Span)> + Sync)| -> Vec<Spelled> {
        context.collect(|id, document| {
            if document.broken || !is_current(site, id) {
                return Vec::new();
            }
            let passages = passages::of_body(context, document);
            let found = passages.iter().flat_map(visit);
            found.map(|(word, span)| (word, id, span)).collect()
        })
    };
    // What a compound could be as one word: only those are kept in the second pass.
    let joined: HashSet<String> = texts(&|passage| spelled(passage, Kind::One))
        .into_iter()
        .map(|(word, ..)| word.to_lowercase())
        .collect();
    let compounds = texts(&|passage| {
        let mut found = spelled(passage, Kind::Compound);
        found.retain(|(word, _)| {
            let lower = word.to_lowercase();
            joined.contains(&key(word)) && !site.language.style.apart.contains(&&*lower)
        });
        found
    });
    let wanted: HashSet<String> = compounds.iter().map(|(word, ..)| key(word)).collect();
    let ones = texts(&|passage| {
        let mut found = spelled(passage, Kind::One);
        found.retain(|(word, _)| wanted.contains(&key(word)) || has_capitals(word));
        found
    });
    let mut by_key: BTreeMap<String, Vec<Spelled>> = BTreeMap::new();
    for one in compounds.into_iter().chain(ones) {
        by_key.entry(key(&one.0)).or_default().push(one);
    }
    for spelled in by_key.into_values() {
        findings.found(varies(context, spelled));
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    One,
    Compound,
}

/// A spelling without what may vary.
fn key(word: &str) -> String {
    word.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn has_capitals(word: &str) -> bool {
    word.chars().filter(|char| char.is_uppercase()).count() >= 2
}

/// How a spelling is compared: only abbreviations by their capitals.
fn shown(word: &str) -> String {
    if has_capitals(word) { word.to_owned() } else { word.to_lowercase() }
}

fn spelled(passage: &Passage, kind: Kind) -> Vec<(String, Span)> {
    let text = &passage.text;
    let places: Vec<_> = words(text).collect();
    let mut found = Vec::new();
    if kind == Kind::One {
        let long = |word: &str| word.len() >= LEAST || has_capitals(word);
        let long = places.into_iter().filter(|place| long(&text[place.clone()]));
        found.extend(long.map(|place| (text[place.clone()].to_owned(), passage.span(place))));
        return found;
    }
    for pair in places.windows(2) {
        let gap = &text[pair[0].end..pair[1].start];
        let range = pair[0].start..pair[1].end;
        let letters = text[range.clone()].chars().filter(|char| char.is_alphanumeric()).count();
        if matches!(gap, " " | "-" | "\u{2011}") && letters >= LEAST {
            found.push((text[range.clone()].to_owned(), passage.span(range)));
        }
    }
    found
}

fn varies(context: &Context<'_>, spelled: Vec<Spelled>) -> Option<crate::diagnostic::Diagnostic> {
    let mut counts: HashMap<String, (usize, Spelled)> = HashMap::default();
    for one in spelled {
        counts.entry(shown(&one.0)).or_insert_with(|| (0, one)).0 += 1;
    }
    let mut all: Vec<(usize, Spelled)> = counts.into_values().collect();
    all.sort_by_key(|(count, (_, document, span))| (*count, *document, span.start));
    let [(_, rare), .., (count, common)] = all.as_slice() else {
        return None;
    };
    // A hyphen against a space is none.
    let is_one = |(_, (word, ..)): &(usize, Spelled)| !word.contains([' ', '-', '\u{2011}']);
    if !all.iter().any(is_one) {
        return None;
    }
    let place = |(_, document, span): &Spelled| {
        Location::new(&context.site.document(*document).path, *span)
    };
    let times = if *count == 1 { "once".to_owned() } else { format!("{count} times") };
    let message = format!("`{}` here, and `{}` {times} elsewhere", rare.0, common.0);
    Some(
        finding(place(rare), message)
            .related(place(common), "here for the first time")
            .help("choose one spelling"),
    )
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::tests::of_updates;

    #[track_caller]
    fn case(body: &str, expected: &[&str]) {
        let found = of_updates(&RULE, &[&format!("status = \"planned\"|{body}")]);
        assert_eq!(found, expected, "{body}");
    }

    #[test]
    fn cases() {
        case(
            "The work is ongoing. Ongoing work is on-going.",
            &["`on-going` here, and `ongoing` 2 times elsewhere"],
        );
        case(
            "A website is up. Each web site is up. The website too.",
            &["`web site` here, and `website` 2 times elsewhere"],
        );
        case("One MoU, two MOU and an MOU.", &["`MoU` here, and `MOU` 2 times elsewhere"]);
        case("A long-term plan for the long term.", &[]);
        case("Every day is everyday work.", &[]);
        case("Work works.", &[]);
    }
}
