//! Days that a body says it describes: "as of 30 June 2016".

use super::Context;
use crate::date::PartialDate;
use crate::diagnostic::Span;
use crate::document::Document;
use crate::language::Language;
use crate::words::words;

/// Bytes before a date that are looked at.
const BEFORE: usize = 64;
/// The most words of a date before its year, and articles: "the 30th of June".
const MOST_WORDS: usize = 4;

/// A day that a text says it describes.
pub(super) struct Spoken {
    pub(super) date: PartialDate,
    /// As written, with the words before the date.
    pub(super) words: String,
    /// The date's year in the file.
    pub(super) span: Span,
    /// Whether it is the end of a period, which may lie ahead.
    pub(super) ends: bool,
}

/// The days that a document's body says it describes. Reads the file again: ask only for a document
/// with a doubtful date.
pub(super) fn read(context: &Context<'_>, document: &Document) -> Vec<Spoken> {
    let Ok(body) = document.read_body(context.world) else { return Vec::new() };
    let found = document.prose.dates.iter().filter_map(|date| {
        let end = date.span.range().end.checked_sub(body.start())?;
        let text = body.text().get(..end)?;
        let language = context.site.language;
        let start = text.ceil_char_boundary(end.saturating_sub(BEFORE));
        let (words, ends) = spoken(&text[start..], language)?;
        let plan = is_plan(&body.text()[end..], language);
        (!plan).then_some(Spoken { date: date.date, words, span: date.span, ends })
    });
    found.collect()
}

/// Whether a sentence goes on to speak of a plan.
fn is_plan(rest: &str, language: &Language) -> bool {
    const MOST: usize = 200;
    let rest = &rest[..rest.floor_char_boundary(MOST)];
    let sentence = rest.split_inclusive(". ").next().unwrap_or_default().to_lowercase();
    words(&sentence).any(|word| language.periods.plans.contains(&&sentence[word]))
}

/// The end of a text, which ends with a date, from the words on that say that it describes that day,
/// and whether that ends a period.
fn spoken(text: &str, language: &Language) -> Option<(String, bool)> {
    let lower = text.to_lowercase();
    // Lower case of other lengths would shift places.
    let lower = if lower.len() == text.len() { lower } else { text.to_ascii_lowercase() };
    let places: Vec<_> = words(&lower).collect();
    let word = |at: usize| lower.get(places[at].clone()).unwrap_or_default();
    let is_of_date = |word: &str| {
        let is_month = |names: &&[&str]| names.contains(&word);
        word.starts_with(|char: char| char.is_ascii_digit())
            || language.dates.months.iter().any(|names| is_month(&&**names))
            || language.periods.articles.contains(&word)
    };
    let last = places.len().checked_sub(1)?;
    let phrases =
        |list: &'static [&'static str], ends: bool| list.iter().map(move |phrase| (*phrase, ends));
    let periods = &language.periods;
    // An article can also be the last word of a phrase: "as of".
    let mut firsts = (last.saturating_sub(MOST_WORDS)..=last)
        .rev()
        .take_while(|first| *first == last || is_of_date(word(*first)));
    firsts.find_map(|first| {
        let mut all = phrases(periods.ending, true).chain(phrases(periods.as_of, false));
        all.find_map(|(phrase, ends)| {
            let start = first.checked_sub(phrase.split(' ').count())?;
            let is = phrase.split(' ').zip(start..).all(|(expected, at)| word(at) == expected);
            is.then(|| {
                let words = text[places[start].start..].split_whitespace();
                (words.collect::<Vec<_>>().join(" "), ends)
            })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::{is_plan, spoken};
    use crate::language::ENGLISH;

    #[test]
    fn cases() {
        #[track_caller]
        fn case(text: &str, expected: Option<&str>) {
            let spoken = spoken(text, &ENGLISH);
            assert_eq!(spoken.as_ref().map(|(words, _)| &**words), expected, "{text}");
        }
        case("As of 30 June 2016", Some("As of 30 June 2016"));
        case("Closed as of June 2016", Some("as of June 2016"));
        case("the state as at the 30th of June,\n2016", Some("as at the 30th of June, 2016"));
        case("The quarter ending 31 March 2016", Some("quarter ending 31 March 2016"));
        case("as of 2016", Some("as of 2016"));
        case("As of now it opens in June 2016", None);
        case("The year ending June 2016", None);
        case("June 2016", None);
        case("2016", None);
    }

    #[test]
    fn plans() {
        #[track_caller]
        fn case(rest: &str, expected: bool) {
            assert_eq!(is_plan(rest, &ENGLISH), expected, "{rest}");
        }
        case(", two spans are closed. They will reopen.", false);
        case(", fees will rise.", true);
        case("", false);
    }
}
