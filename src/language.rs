//! What a language calls things in the *content*: label words, section headings, months.
//!
//! The words that pages show around the content are the theme's strings, elsewhere.

mod claims;

pub use claims::ClaimWords;

/// The words of one language by which content is recognised.
#[derive(Clone, Copy, Debug)]
pub struct Language {
    /// BCP 47 tag, such as `en`.
    pub tag: &'static str,
    /// Headings that begin the narrative of an update.
    pub status_headings: &'static [&'static str],
    /// Headings that begin the implementation notes of an update.
    pub notes_headings: &'static [&'static str],
    /// Words that begin a paragraph which only points elsewhere.
    pub see: &'static [&'static str],
    /// Month names and their abbreviations, lower case, January first.
    pub months: [&'static [&'static str]; 12],
    /// Link texts that say nothing about where they lead, lower case.
    pub vague_link_texts: &'static [&'static str],
    /// By what prose says how far work is.
    pub claims: ClaimWords,
}

/// English.
pub const ENGLISH: Language = Language {
    tag: "en",
    status_headings: &["project status", "status"],
    notes_headings: &["implementation notes", "notes"],
    see: &["see"],
    months: [
        &["january", "jan"],
        &["february", "feb"],
        &["march", "mar"],
        &["april", "apr"],
        &["may"],
        &["june", "jun"],
        &["july", "jul"],
        &["august", "aug"],
        &["september", "sept", "sep"],
        &["october", "oct"],
        &["november", "nov"],
        &["december", "dec"],
    ],
    vague_link_texts: &[
        "here",
        "click here",
        "this",
        "link",
        "this link",
        "more",
        "read more",
        "this page",
        "page",
    ],
    claims: claims::ENGLISH,
};

/// The language of a tag; the words of English serve any language that has none of its own yet.
pub fn language(tag: &str) -> &'static Language {
    let primary = tag.split('-').next().unwrap_or_default();
    [&ENGLISH].into_iter().find(|language| language.tag == primary).unwrap_or(&ENGLISH)
}
