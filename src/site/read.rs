//! Context and result of reading a document.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Site;
use crate::diagnostic::Diagnostic;
use crate::document::{Document, Role};
use crate::path::SourcePath;

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
