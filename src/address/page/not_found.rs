//! The page for unknown addresses.

use super::{Canonical, Kind, Names, ReadAt};
use crate::path::Route;
use crate::site::Site;
use crate::theme::Theme;

pub(super) struct NotFound;

impl Kind for NotFound {
    fn name(&self, _: &Site) -> &'static str {
        "not-found"
    }

    fn template(&self, _: &Site) -> Option<&'static str> {
        Some("404.html")
    }

    fn route(&self, _: &Site, _: &Theme) -> Route {
        Route::new("404.html")
    }

    fn title(&self, names: &Names<'_>) -> String {
        names.text("not-found-title", &[])
    }

    fn canonical(&self) -> Canonical<'_> {
        Canonical::Nowhere
    }

    /// At any missing address, on whichever host the site is.
    fn read_at(&self) -> ReadAt {
        ReadAt::AnyOfTheHost
    }
}
