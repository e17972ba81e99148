//! Normalises a PDF's metadata, whatever program printed it.

use lopdf::{Dictionary, Document, Object, StringFormat, decode_text_string, text_string};

use super::engine::Engine;
use super::page::{Heading, words};
use super::{PdfError, outline};
use crate::render::Described;

/// A finished PDF.
pub(super) struct Finished {
    pub(super) bytes: Vec<u8>,
    pub(super) pages: usize,
    /// Headings of the page missing from the outline.
    pub(super) left_out: Vec<Heading>,
}

/// The desired metadata.
pub(super) struct Wanted<'a> {
    pub(super) described: &'a Described,
    /// The headings of the page.
    pub(super) headings: &'a [Heading],
    /// Hash of the page.
    pub(super) digest: &'a [u8],
}

/// Sets the metadata and removes what differs from run to run: the time of printing, and an id
/// derived from it. Corrects the outline by the page's headings. Writes with object streams (PDF
/// 1.5), which halves the size.
pub(super) fn finish(
    printed: &[u8],
    wanted: &Wanted<'_>,
    engine: &Engine,
) -> Result<Finished, PdfError> {
    let Wanted { described, headings, digest } = *wanted;
    let unreadable = |source| PdfError::Unreadable { program: engine.name(), source };
    let mut document = Document::load_mem(printed).map_err(unreadable)?;
    let pages = document.get_pages().len();
    if pages == 0 {
        return Err(unreadable(lopdf::Error::PageNumberNotFound(1)));
    }
    let information = information(&document);
    let title = information.get(b"Title").and_then(decode_text_string).unwrap_or_default();
    if !is_titled(&title, described) {
        return Err(PdfError::OtherPage { program: engine.name(), title });
    }
    let producer = information.get(b"Producer").ok().cloned();
    let left_out = outline::mend(&mut document, headings).map_err(|outline::Stranger(title)| {
        PdfError::OtherOutline { program: engine.name(), title }
    })?;
    let information = document.add_object(described_by(described, producer));
    document.trailer.set("Info", information);
    let identifier = Object::String(digest[..16].to_vec(), StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![identifier.clone(), identifier]);
    let catalog = document.catalog_mut().map_err(unreadable)?;
    catalog.set("Lang", text_string(&described.language));
    let mut preferences = Dictionary::new();
    preferences.set("DisplayDocTitle", true);
    if described.right_to_left {
        preferences.set("Direction", "R2L");
    }
    catalog.set("ViewerPreferences", preferences);
    document.prune_objects();
    let mut bytes = Vec::with_capacity(printed.len());
    document.save_modern(&mut bytes).map_err(PdfError::Write)?;
    Ok(Finished { bytes, pages, left_out })
}

/// The program's document information.
fn information(document: &Document) -> Dictionary {
    let known = |object: &Object| match object {
        Object::Reference(id) => document.get_dictionary(*id).ok().cloned(),
        Object::Dictionary(own) => Some(own.clone()),
        _ => None,
    };
    document.trailer.get(b"Info").ok().and_then(known).unwrap_or_default()
}

/// Whether a title written by a program is the wanted one, ignoring soft hyphens.
fn is_titled(title: &str, described: &Described) -> bool {
    words(title) == words(&described.title)
}

/// Document information, in plain text like an outline's.
fn described_by(described: &Described, producer: Option<Object>) -> Dictionary {
    let Described { title, authors, subject, keywords, language: _, right_to_left: _ } = described;
    let mut information = Dictionary::new();
    information.set("Title", text_string(&words(title)));
    information.set("Creator", text_string("ssr-site"));
    if !authors.is_empty() {
        information.set("Author", text_string(&words(&authors.join(", "))));
    }
    if let Some(subject) = subject {
        information.set("Subject", text_string(&words(subject)));
    }
    if !keywords.is_empty() {
        information.set("Keywords", text_string(&words(&keywords.join(", "))));
    }
    if let Some(producer) = producer {
        information.set("Producer", producer);
    }
    information
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail")]

    use super::*;

    #[test]
    fn no_soft_hyphen_is_in_what_a_document_says_of_itself() {
        let described = Described {
            title: "Infra\u{ad}struc\u{ad}ture: Edition of 2016".to_owned(),
            authors: vec!["Secre\u{ad}tariat".to_owned(), "B".to_owned()],
            subject: Some("What  became of\u{ad} it".to_owned()),
            keywords: vec!["SSR1".to_owned(), "Secu\u{ad}rity".to_owned()],
            language: "en".to_owned(),
            right_to_left: false,
        };
        let information = described_by(&described, None);
        let said = |key: &[u8]| information.get(key).and_then(decode_text_string).unwrap();
        assert_eq!(said(b"Title"), "Infrastructure: Edition of 2016");
        assert_eq!(said(b"Author"), "Secretariat, B");
        assert_eq!(said(b"Subject"), "What became of it");
        assert_eq!(said(b"Keywords"), "SSR1, Security");
        for printed in [
            &*described.title,
            "Infrastructure: Edition of 2016",
            "Infrastructure:\nEdition of 2016",
        ] {
            assert!(is_titled(printed, &described), "{printed}");
        }
        assert!(!is_titled("Infrastructure", &described));
    }
}
