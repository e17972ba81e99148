//! Abbreviations that nothing explains.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use super::findings::finding;
use super::passages::{self, Passage, Tokens};
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::Location;
use crate::document::{Content, Document};
use crate::language::Language;
use crate::site::{DocumentId, Owner};
use crate::words::words;

mod explained;

pub(super) const RULE: Rule = Rule {
    name: "undefined-abbreviation",
    level: RuleLevel::Allow,
    summary: "an abbreviation is used, and explained nowhere in the site",
    explanation: "\
Those who write a report have known its abbreviations for years. Those who read it have not.

Looks for two to six capital letters (\"HMO\", \"HMOs\", \"HMO2\") in updates, rows, reviewers' tasks
and notes, and the pages of reports and editions. Adopted statements and quotations are not looked
at, but can explain. An abbreviation is explained anywhere in the site by

- its words and itself in brackets: \"Harbour Master's Office (HMO)\", \"HMO (Harbour Master's
  Office)\";
- its words before or after a comma, a colon, a dash or \"or\": \"HMO: Harbour Master's Office\", also
  in two cells of a table row or two paragraphs;
- `<abbr title=\"…\">`;
- a party, an alias of one, the short name of a report (`series`), or a named team.

The words fit if they have its letters in this order and begin with the first; before brackets with
nothing but the abbreviation, one word with the first letter is enough. Abbreviations that
everybody knows, such as UK or PDF, Roman numerals, texts in capitals, and capitals whose letters
are an ordinary word of the site (\"NOT\") are exempt. Each abbreviation is one finding, at its first
use outside frozen editions. Off by default, since a report can be for people who know them all.

Explain it where it is first used, or on a page of abbreviations.
",
    run,
};

const LEAST: usize = 2;
const MOST: usize = 6;

/// The uses of an abbreviation.
struct Use {
    letters: String,
    /// Whether in a frozen edition, which cannot change.
    is_frozen: bool,
    first: Location,
    count: usize,
}

fn run(context: &Context<'_>, findings: &mut Findings) {
    let explained: Mutex<HashSet<String>> = Mutex::new(declared(context));
    let ordinary: Mutex<HashSet<String>> = Mutex::default();
    let uses = passages::collect(context, |id, document, passages| {
        let known = explanations(context, document, passages);
        lock(&explained).extend(known);
        lock(&ordinary).extend(small_words(passages));
        uses(context, id, document, passages)
    });
    let (explained, ordinary) = (lock(&explained), lock(&ordinary));
    let familiar = context.site.language.editorial.familiar;
    let mut found: BTreeMap<String, Use> = BTreeMap::new();
    for one in uses {
        let small = one.letters.to_lowercase();
        let is_known = familiar.contains(&&*small) || explained.contains(&one.letters);
        if is_known || ordinary.contains(&small) {
            continue;
        }
        match found.get_mut(&one.letters) {
            None => {
                found.insert(one.letters.clone(), one);
            }
            Some(before) => {
                before.count += one.count;
                if before.is_frozen && !one.is_frozen {
                    (before.first, before.is_frozen) = (one.first, false);
                }
            }
        }
    }
    for Use { letters, first, count, .. } in found.into_values() {
        let often = if count == 1 { "once".to_owned() } else { format!("{count} times") };
        let message = format!("`{letters}` is used {often} and explained nowhere");
        let help = format!("write its words and `({letters})` where it is first used");
        findings.push(finding(first, message).help(help));
    }
}

fn lock(words: &Mutex<HashSet<String>>) -> std::sync::MutexGuard<'_, HashSet<String>> {
    // No panic leaves a set inconsistent.
    words.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Abbreviations that keys of reports declare.
fn declared(context: &Context<'_>) -> HashSet<String> {
    let site = context.site;
    let mut names: Vec<&str> = Vec::new();
    for report in &site.reports {
        let Content::Report(index) = &site.document(report.document).content else { continue };
        names.extend(index.series.iter().chain(&index.series_aliases).map(|name| &**name));
        for party in &index.parties {
            names.extend(
                std::iter::once(&party.name).chain(&party.aliases).map(|name| &*name.value),
            );
        }
        let named = index.teams.iter().filter(|team| team.name.is_some());
        names.extend(named.map(|team| &*team.code.value));
    }
    let language = site.language;
    names
        .iter()
        .flat_map(|name| words(name).filter_map(|word| letters(&name[word], language)))
        .collect()
}

/// What the texts and the front matter of a document explain.
fn explanations(
    context: &Context<'_>,
    document: &Document,
    passages: &[Passage],
) -> HashSet<String> {
    let language = context.site.language;
    let mut known = HashSet::new();
    for passage in passages {
        explained::in_text(&passage.text, language, &mut known);
    }
    for pair in passages.windows(2) {
        known.extend(explained::by_next(&pair[0].text, &pair[1].text, language));
    }
    if let Ok(source) = document.read_source(context.world) {
        let head = source.len() - document.body_of(&source).len();
        explained::in_text(&source[..head], language, &mut known);
        explained::in_tags(&source, language, &mut known);
    }
    known
}

/// The words in small letters that could be an abbreviation in capitals.
fn small_words(passages: &[Passage]) -> HashSet<String> {
    let mut small = HashSet::new();
    for passage in passages {
        let found = words(&passage.text).map(|word| &passage.text[word]);
        small.extend(
            found
                .filter(|word| word.len() <= 4 * MOST && word.chars().all(char::is_lowercase))
                .map(str::to_owned),
        );
    }
    small
}

/// The abbreviations of a document, each once.
fn uses(
    context: &Context<'_>,
    id: DocumentId,
    document: &Document,
    passages: &[Passage],
) -> Vec<Use> {
    let (site, language) = (context.site, context.site.language);
    let is_frozen = match site.owner(id) {
        Owner::Page => return Vec::new(),
        Owner::Edition(report, edition) => site.report(report).edition(edition).lock.is_some(),
        Owner::Update(of, edition) => site.report(of.report).edition(edition).lock.is_some(),
        Owner::Report(_) | Owner::Statement(_) | Owner::Nothing(_) => false,
    };
    let mut uses: BTreeMap<String, Use> = BTreeMap::new();
    for passage in passages.iter().filter(|it| !it.is_quoted && !is_loud(&it.text)) {
        for (letters, range) in abbreviations(&passage.text, language) {
            uses.entry(letters.clone())
                .or_insert_with(|| Use {
                    letters,
                    is_frozen,
                    first: passage.location(&document.path, range),
                    count: 0,
                })
                .count += 1;
        }
    }
    uses.into_values().collect()
}

/// The abbreviations of a text, with their places.
fn abbreviations(text: &str, language: &Language) -> Vec<(String, Range<usize>)> {
    let tokens = Tokens::new(text);
    (0..tokens.len())
        .filter_map(|at| {
            let written = tokens.written(at, language);
            let start = tokens.place(at).start;
            let letters = letters(written, language).filter(|letters| is_used(letters))?;
            Some((letters, start..start + written.len()))
        })
        .collect()
}

/// The letters of an abbreviation: "HMO" of "HMO", "HMOs", "HMO2" and "HMO's".
fn letters(written: &str, language: &Language) -> Option<String> {
    let written = crate::words::without_ending(written, language.possessives);
    let bare = written.trim_end_matches(|char: char| char.is_ascii_digit());
    let bare = bare.strip_suffix('s').unwrap_or(bare);
    let count = bare.chars().count();
    let is_whole = (LEAST..=MOST).contains(&count) && bare.chars().all(char::is_uppercase);
    is_whole.then(|| bare.to_owned())
}

/// Whether letters can be an abbreviation that needs to be explained.
fn is_used(letters: &str) -> bool {
    !letters.chars().all(|char| matches!(char, 'I' | 'V' | 'X'))
}

/// Whether a text is in capitals.
fn is_loud(text: &str) -> bool {
    const LEAST_WORDS: usize = 4;
    let (mut all, mut loud) = (0, 0);
    for word in words(text).map(|word| &text[word]).filter(|word| word.chars().nth(1).is_some()) {
        all += 1;
        loud += usize::from(!word.chars().any(char::is_lowercase));
    }
    all >= LEAST_WORDS && loud * 2 > all
}

#[cfg(test)]
mod tests;
