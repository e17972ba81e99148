//! What a language calls things in the *content*: label words, section headings, dates, and the words by which prose
//! says how far work is.
//!
//! A language is data: each list is named for the role of its words, and readers know roles only. It is a file or a
//! folder here and a line of [`LANGUAGES`]. The words that pages show around the content are the theme's strings,
//! elsewhere.

mod claims;
mod dates;
mod english;
#[cfg(test)]
pub(crate) mod invented;
mod references;

pub use claims::ClaimWords;
pub use dates::{DateOrder, DateWords};
pub use english::ENGLISH;
pub use references::ReferenceWords;

/// Every language that has words of its own.
pub const LANGUAGES: &[&Language] = &[
    &ENGLISH,
    #[cfg(test)]
    &invented::INVENTED,
];

/// The words of one language by which content is recognised, all in lower case.
#[derive(Clone, Copy, Debug)]
pub struct Language {
    /// BCP 47 tag of the language alone, such as `en`.
    pub tag: &'static str,
    /// Headings that begin the narrative of an update.
    pub status_headings: &'static [&'static str],
    /// Headings that begin the implementation notes of an update.
    pub notes_headings: &'static [&'static str],
    /// What an edition is called that ends with a quarter of a year, before the year.
    pub edition_titles: [&'static str; 4],
    /// Link texts that say nothing about where they lead.
    pub vague_link_texts: &'static [&'static str],
    /// Words that a full stop shortens, without it: it does not end a sentence.
    pub abbreviations: &'static [&'static str],
    /// Endings that make a noun or a name a possessive: "'s".
    pub possessives: &'static [&'static str],
    /// By what dates are recognised.
    pub dates: DateWords,
    /// By what references are recognised.
    pub references: ReferenceWords,
    /// By what prose says how far work is.
    pub claims: ClaimWords,
}

impl Language {
    /// Whether a tag, such as `en-GB`, is one of this language.
    pub fn is_of(&self, tag: &str) -> bool {
        tag.split('-').next() == Some(self.tag)
    }
}

/// The language of a tag; the words of English serve any language that has none of its own yet.
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

    /// A word with a capital would never be found.
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
