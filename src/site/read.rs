//! Context and result of reading a document.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Site;
use crate::claims::{Cues, OwnCues};
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::document::clause::{Grammar, Words};
use crate::document::{Document, Role};
use crate::language::Language;
use crate::path::SourcePath;
use crate::schema::Text;

/// A document and its diagnostics.
pub(super) struct Read {
    pub(super) document: Arc<Document>,
    pub(super) found: Arc<[Diagnostic]>,
}

impl Read {
    pub(super) fn new(document: Document, found: Vec<Diagnostic>) -> Self {
        Self { document: Arc::new(document), found: found.into() }
    }
}

impl Site {
    /// The existing document of a file, unless it must be read again.
    pub(super) fn kept(
        &self,
        path: &SourcePath,
        role: Role,
        changed: &BTreeSet<SourcePath>,
    ) -> Option<Read> {
        let id = self.document_at(path).filter(|_| !changed.contains(path))?;
        let document = Arc::clone(&self.documents[id.0 as usize]);
        let found = self.remarks.get(path).cloned().unwrap_or_default();
        (document.role() == role).then_some(Read { document, found })
    }
}

/// The grammar of references: the language's words, or those of the settings.
pub(super) fn grammar(config: &Config, language: &Language) -> Grammar {
    let mut words = Words::from(language);
    let own = |own: &[Text]| own.iter().map(ToString::to_string).collect();
    if let Some(singular) = &config.label_words {
        words.singular = own(singular);
    }
    if let Some(plural) = &config.plural_label_words {
        words.plural = own(plural);
    }
    Grammar::new(&words)
}

/// The words for the progress of work: the language's, or those of the settings.
pub(super) fn cues(config: &Config, language: &'static Language) -> Cues {
    fn words(own: Option<&[Text]>) -> Option<Vec<&str>> {
        own.map(|own| own.iter().map(Text::as_str).collect())
    }
    let words_of = &config.claim_words;
    let unfinished = words(words_of.unfinished.as_deref());
    let finished = words(words_of.finished.as_deref());
    let target = words(words_of.target.as_deref());
    let routine = words(words_of.routine.as_deref());
    let label = words(config.label_words.as_deref());
    let label = label.unwrap_or_else(|| language.references.singular.to_vec());
    let own = OwnCues {
        unfinished: unfinished.as_deref(),
        finished: finished.as_deref(),
        target: target.as_deref(),
        routine: routine.as_deref(),
        label: &label,
    };
    Cues::new(language, own)
}
