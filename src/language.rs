//! The words by which *content* is recognised: label words, section headings, dates, and claims
//! about the progress of work.
//!
//! A language is data: each list is named by the role of its words, and readers only know roles. It
//! is a file or folder here and a line in [`LANGUAGES`]. The texts of pages are strings of the
//! theme.

mod claims;
mod conditions;
mod counts;
mod dates;
mod editorial;
mod english;
#[cfg(test)]
pub(crate) mod invented;
mod names;
mod periods;
mod references;
mod style;

pub use claims::{ClaimWords, Inflection, Irregular, Role};
pub use conditions::ConditionWords;
pub use counts::CountWords;
pub use dates::{DateOrder, DatePart, DateWords, Relative};
pub use editorial::EditorialWords;
pub use english::ENGLISH;
pub use names::NameWords;
pub use periods::PeriodWords;
pub use references::ReferenceWords;
pub use style::StyleWords;

/// No placeholder of any language has more words.
pub const MOST_PLACEHOLDER_WORDS: usize = 4;

/// All languages with words of their own.
pub const LANGUAGES: &[&Language] = &[
    &ENGLISH,
    #[cfg(test)]
    &invented::INVENTED,
];

/// The words of a language by which content is recognised, in lower case.
#[derive(Clone, Copy, Debug)]
pub struct Language {
    /// BCP 47 tag without subtags, such as `en`.
    pub tag: &'static str,
    /// Headings of an update's narrative.
    pub status_headings: &'static [&'static str],
    /// Headings of an update's implementation notes.
    pub notes_headings: &'static [&'static str],
    /// Titles of editions at the end of each quarter, before the year.
    pub edition_titles: [&'static str; 4],
    /// Vague link texts.
    pub vague_link_texts: &'static [&'static str],
    /// Texts that stand for one that is still to be written.
    pub placeholders: &'static [&'static str],
    /// Phrases that are only in unfinished texts.
    pub fillers: &'static [&'static str],
    /// Abbreviations, without their full stop, which does not end a sentence.
    pub abbreviations: &'static [&'static str],
    /// Possessive endings: "'s".
    pub possessives: &'static [&'static str],
    /// Words of dates.
    pub dates: DateWords,
    /// Words of names.
    pub names: NameWords,
    /// Words for the day or period that a text describes.
    pub periods: PeriodWords,
    /// Words of conditions.
    pub conditions: ConditionWords,
    /// Words of counts.
    pub counts: CountWords,
    /// Words that tell apart kinds of work and sentences about it.
    pub style: StyleWords,
    /// Words of references.
    pub references: ReferenceWords,
    /// Words of claims.
    pub claims: ClaimWords,
    /// Words that rules about language look for.
    pub editorial: EditorialWords,
}

impl Language {
    /// Whether a tag, such as `en-GB`, is of this language.
    pub fn is_of(&self, tag: &str) -> bool {
        tag.split('-').next() == Some(self.tag)
    }
}

/// The language of a tag; English for languages without words of their own.
pub fn language(tag: &str) -> &'static Language {
    LANGUAGES.iter().find(|language| language.is_of(tag)).copied().unwrap_or(&ENGLISH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_found_by_their_tags() {
        let tag = |tag| language(tag).tag;
        assert_eq!([tag("en"), tag("en-GB"), tag("qaa-x-any")], ["en", "en", "qaa"]);
        assert_eq!([tag("fr"), tag("eng"), tag("")], ["en"; 3]);
    }

    #[test]
    fn placeholders_are_short() {
        for placeholder in LANGUAGES.iter().flat_map(|language| language.placeholders) {
            let words = placeholder.split(' ').count();
            assert!(words <= MOST_PLACEHOLDER_WORDS, "{placeholder}");
        }
    }

    /// A word with a capital would never match.
    #[test]
    fn words_are_in_lower_case() {
        for language in LANGUAGES {
            let Language { edition_titles, .. } = language;
            let shown = format!("{language:?}");
            let words = shown.split('"').skip(1).step_by(2);
            let words = words.filter(|word| !edition_titles.contains(word));
            let (mut count, mut wrong) = (0, Vec::new());
            for word in words {
                count += 1;
                if word.trim() != word || word.to_lowercase() != word {
                    wrong.push(word);
                }
            }
            assert!(count > 50 && wrong.is_empty(), "{}: {wrong:?}", language.tag);
        }
    }
}
