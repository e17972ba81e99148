//! DOIs of editions.

use super::{EditionId, ReportId, Site};
use crate::document::Content;
use crate::document::doi::Doi;

impl Site {
    /// The DOI of an edition, if it has one.
    pub fn doi(&self, report: ReportId, edition: EditionId) -> Option<&Doi> {
        match &self.document(self.report(report).edition(edition).document?).content {
            Content::Edition(front_matter) => front_matter.doi.as_ref(),
            _ => None,
        }
    }
}
