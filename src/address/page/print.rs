//! The print page of a report as of a view.

use super::{Canonical, Kind, file, report};
use crate::path::Route;
use crate::site::{DocumentId, ReportId, Site, View};
use crate::theme::Theme;

pub(super) struct Print(pub(super) ReportId, pub(super) View);

impl Kind for Print {
    fn name(&self, _: &Site) -> &'static str {
        "print"
    }

    fn route(&self, site: &Site, _: &Theme) -> Route {
        file(site, self.0, self.1, "print", ".html")
    }

    fn document(&self, site: &Site) -> Option<DocumentId> {
        report::document(site, self.0, self.1)
    }

    fn report(&self) -> Option<(ReportId, View)> {
        Some((self.0, self.1))
    }

    /// The report's page in the same view has the same content.
    fn canonical(&self) -> Canonical<'_> {
        Canonical::Report(self.0, self.1)
    }

    fn is_streamed(&self) -> bool {
        true
    }
}
