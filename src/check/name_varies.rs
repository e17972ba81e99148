//! Names of several words that are written in two ways.

use std::collections::BTreeMap;
use std::ops::Range;

use foldhash::HashMap;

use super::findings::finding;
use super::latest::is_current;
use super::passages;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::{Diagnostic, Location, Span};
use crate::language::NameWords;
use crate::site::DocumentId;
use crate::words::{without_ending, words};

pub(super) const RULE: Rule = Rule {
    name: "name-varies",
    level: RuleLevel::Allow,
    summary: "a name of several words is written in two ways in the texts",
    explanation: "\
\"Board Risk Committee\" and \"Risk Committee of the Board\": one body or two? Whoever searches for one
name misses the other.

Compares the names in all texts: two to six words with capitals, with small words such as \"of\" and
\"the\" between them. Two are taken for one if they have the same words in another order, or if a word
before the last is in the plural in one of them only. Parties and groups in front matter are
compared by `similar-names`. One finding per name, at the first place of the rarer form. Off by
default.

Choose one name, and use it everywhere.
",
    run,
};

/// A form of a name, and where it is first.
type Form = (String, DocumentId, Span);

fn run(context: &Context<'_>, findings: &mut Findings) {
    let site = context.site;
    let language = &site.language.names;
    let forms: Vec<Form> = context.collect(|id, document| {
        if document.broken || !is_current(site, id) {
            return Vec::new();
        }
        let mut found = Vec::new();
        for passage in passages::of_body(context, document) {
            for place in names(&passage.text, site.language.style.small) {
                let form: Vec<&str> = passage.text[place.clone()].split_whitespace().collect();
                found.push((form.join(" "), id, passage.span(place)));
            }
        }
        found
    });
    let mut by_words: BTreeMap<Vec<String>, Vec<Form>> = BTreeMap::new();
    for form in forms {
        by_words.entry(key(&form.0, site.language.style.small, language)).or_default().push(form);
    }
    for forms in by_words.into_values() {
        findings.found(varies(context, forms));
    }
}

/// The names of a text.
fn names(text: &str, small: &[&str]) -> Vec<Range<usize>> {
    const MOST: usize = 6;
    let places: Vec<Range<usize>> = words(text).collect();
    let word = |at: usize| &text[places[at].clone()];
    let is_name = |at: usize| word(at).starts_with(char::is_uppercase);
    let is_small = |at: usize| small.contains(&&*word(at).to_lowercase());
    let joined = |at: usize| text[places[at - 1].end..places[at].start].trim().is_empty();
    let mut found = Vec::new();
    let mut at = 0;
    while at < places.len() {
        // "The" at the beginning of a sentence is no part of a name.
        if !is_name(at) || is_small(at) {
            at += 1;
            continue;
        }
        let start = at;
        let mut last = at;
        at += 1;
        while at < places.len() && joined(at) && (is_name(at) || is_small(at)) {
            if !is_small(at) {
                last = at;
            }
            at += 1;
        }
        let count = (start..=last).filter(|at| !is_small(*at)).count();
        if (2..=MOST).contains(&count) {
            found.push(places[start].start..places[last].end);
        }
    }
    found
}

/// The words of a name in any order, all but the last in the singular.
fn key(name: &str, small: &[&str], language: &NameWords) -> Vec<String> {
    let lower = name.to_lowercase();
    let words: Vec<&str> = words(&lower).map(|word| &lower[word]).collect();
    let words: Vec<&str> = words.into_iter().filter(|word| !small.contains(word)).collect();
    let last = words.len() - 1;
    let mut key: Vec<String> = words
        .iter()
        .enumerate()
        .map(|(at, word)| if at == last { (*word).to_owned() } else { singular(word, language) })
        .collect();
    key.sort_unstable();
    key
}

fn singular(word: &str, language: &NameWords) -> String {
    if language.singulars.iter().any(|ending| word.ends_with(ending)) {
        return word.to_owned();
    }
    let ending =
        language.plurals.iter().find(|(plural, _)| without_ending(word, &[*plural]) != word);
    match ending {
        Some((plural, instead)) => [without_ending(word, &[*plural]), instead].concat(),
        None => word.to_owned(),
    }
}

fn varies(context: &Context<'_>, forms: Vec<Form>) -> Option<Diagnostic> {
    let mut counts: HashMap<String, (usize, Form)> = HashMap::default();
    for form in forms {
        // Articles and capitals make no other name.
        let shown = form.0.to_lowercase();
        counts.entry(shown).or_insert_with(|| (0, form)).0 += 1;
    }
    let mut all: Vec<(usize, Form)> = counts.into_values().collect();
    all.sort_by_key(|(count, (_, document, span))| (*count, *document, span.start));
    let (Some((_, rare)), Some((count, common)), true) = (all.first(), all.last(), all.len() > 1)
    else {
        return None;
    };
    let place =
        |(_, document, span): &Form| Location::new(&context.site.document(*document).path, *span);
    let times = if *count == 1 { "once".to_owned() } else { format!("{count} times") };
    let message = format!("“{}” here, and “{}” {times} elsewhere", rare.0, common.0);
    let found = finding(place(rare), message).related(place(common), "here for the first time");
    Some(found.help("choose one name, and use it everywhere"))
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
            "The Port Safety Committee met. The Safety Committee of the Port met. The Port Safety Committee left.",
            &["“Safety Committee of the Port” here, and “Port Safety Committee” 2 times elsewhere"],
        );
        case(
            "A Pilots Training Plan. The Pilot Training Plan. A Pilot Training Plan.",
            &["“Pilots Training Plan” here, and “Pilot Training Plan” 2 times elsewhere"],
        );
        case("An Annual Report and other Annual Reports.", &[]);
        case("The Port Authority met. The Port Office met.", &[]);
        case("Pilots sail. The pilots of Ystad sail.", &[]);
    }
}
