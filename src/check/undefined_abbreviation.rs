//! Abbreviations that nothing explains.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::findings::finding;
use super::latest::is_current;
use super::passages;
use super::{Context, Findings, Rule};
use crate::config::RuleLevel;
use crate::diagnostic::{Location, Span};
use crate::language::StyleWords;
use crate::site::{DocumentId, Site};
use crate::words::words;

pub(super) const RULE: Rule = Rule {
    name: "undefined-abbreviation",
    level: RuleLevel::Allow,
    summary: "an abbreviation is used and explained nowhere",
    explanation: "\
Those who write a report know what SOP means. Those who read it for the first time do not, and
neither does a screen reader.

Looks in all texts for words of two to eight letters and digits with at least two capitals. One is
explained if, anywhere in the site, it stands in brackets after words (\"Root Server Committee
(RSC)\") or is followed by brackets (\"RSC (Root Server Committee)\"). Series of reports, and common
ones such as EU or PDF, need no explanation. One finding per abbreviation, where it comes first. Off
by default.

Explain it where it comes first, or on a page of its own.
",
    run,
};

/// An abbreviation in one document.
#[derive(Clone, Debug)]
struct Used {
    word: String,
    document: DocumentId,
    span: Span,
    count: usize,
    explained: bool,
}

fn run(context: &Context<'_>, findings: &mut Findings) {
    let site = context.site;
    let used = context.collect(|id, document| {
        if document.broken || !is_current(site, id) {
            return Vec::new();
        }
        let values = passages::values(document).into_iter();
        let values = values.flat_map(|value| passages::of_value(context, value));
        let mut own: BTreeMap<String, Used> = BTreeMap::new();
        for passage in values.chain(passages::of_body(context, document)) {
            for (place, explained) in abbreviations(&passage.text, &site.language.style) {
                let word = passage.text[place.clone()].to_owned();
                let span = passage.span(place);
                let first = Used { word: word.clone(), document: id, span, count: 0, explained };
                let known = own.entry(word).or_insert(first);
                known.count += 1;
                known.explained |= explained;
            }
        }
        own.into_values().collect()
    });
    let mut all: BTreeMap<String, Used> = BTreeMap::new();
    for one in used {
        match all.get_mut(&one.word) {
            Some(known) => {
                known.count += one.count;
                known.explained |= one.explained;
            }
            None => {
                all.insert(one.word.clone(), one);
            }
        }
    }
    let series = series(site);
    for used in all.into_values().filter(|used| !used.explained && !series.contains(&used.word)) {
        let times = match used.count {
            1 => "once".to_owned(),
            count => format!("{count} times"),
        };
        let message = format!("`{}` is used {times} and explained nowhere", used.word);
        let place = Location::new(&site.document(used.document).path, used.span);
        findings.push(finding(place, message).help("explain it where it comes first, in brackets"));
    }
}

fn series(site: &Site) -> BTreeSet<String> {
    let names = site.reports.iter().flat_map(|report| site.series_names(report));
    names.map(str::to_owned).collect()
}

/// The abbreviations of a text, and whether each is explained there.
fn abbreviations(text: &str, style: &StyleWords) -> Vec<(Range<usize>, bool)> {
    let is_abbreviation = |word: &str| {
        let capitals = word.chars().filter(|char| char.is_uppercase()).count();
        (2..=8).contains(&word.len())
            && capitals >= 2
            && word.starts_with(char::is_uppercase)
            && word.chars().all(char::is_alphanumeric)
            && !style.known_abbreviations.contains(&&*word.to_lowercase())
    };
    let mut found = Vec::new();
    for place in words(text).filter(|place| is_abbreviation(&text[place.clone()])) {
        let (before, after) = (&text[..place.start], &text[place.end..]);
        let in_brackets =
            before.ends_with('(') && after.starts_with([')', ',', ';']) && before.len() > 4;
        let with_brackets = after.trim_start().starts_with('(')
            && after.trim_start()[1..].starts_with(char::is_alphabetic);
        found.push((place, in_brackets || with_brackets));
    }
    found
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
        case("The HCM met. HCM notes follow.", &["`HCM` is used 2 times and explained nowhere"]);
        case("The HCM met. It is the Harbour Council Meeting (HCM).", &[]);
        case("HCM (Harbour Council Meeting) notes.", &[]);
        case("The list is a PDF of the EU.", &[]);
        case("The MoU is signed.", &["`MoU` is used once and explained nowhere"]);
        case("In Ystad, A to B, 2016.", &[]);
    }
}
