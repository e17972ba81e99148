//! A redirect from an alias.

use super::{Canonical, Kind, Names, Page};
use crate::path::Route;
use crate::site::{DocumentId, Site};
use crate::theme::Theme;

pub(super) struct Redirect<'p>(pub(super) &'p Route, pub(super) &'p Page);

impl Kind for Redirect<'_> {
    fn name(&self, _: &Site) -> &'static str {
        "redirect"
    }

    fn template(&self, _: &Site) -> Option<&'static str> {
        Some("redirect.html")
    }

    fn route(&self, _: &Site, _: &Theme) -> Route {
        self.0.clone()
    }

    fn document(&self, site: &Site) -> Option<DocumentId> {
        self.1.document(site)
    }

    fn title(&self, names: &Names<'_>) -> String {
        names.page(self.1)
    }

    fn canonical(&self) -> Canonical<'_> {
        Canonical::Of(self.1)
    }
}
