//! Copied files of the theme and of the content.

use super::{Kind, below_content};
use crate::media::{self, Shown};
use crate::path::{Route, SourcePath};
use crate::site::Site;
use crate::theme::Theme;

pub(super) struct ThemeAsset(pub(super) usize);

pub(super) struct Asset<'p>(pub(super) &'p SourcePath);

impl Kind for ThemeAsset {
    fn route(&self, _: &Site, theme: &Theme) -> Route {
        theme.assets[self.0].route.clone()
    }
}

impl Kind for Asset<'_> {
    fn route(&self, site: &Site, _: &Theme) -> Route {
        Route::new(below_content(site, self.0))
    }

    fn is_streamed(&self) -> bool {
        true
    }

    fn media(&self, _: &Route) -> (&'static str, Shown) {
        media::of_copied(self.0.name())
    }
}
