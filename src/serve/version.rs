//! Versions of a page, to decide about reloads.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::preview::Preview;
use crate::path::Route;

/// Identifies a version of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Version {
    /// Hash of its bytes without the addresses of style sheets.
    pub(super) content: String,
    /// Hash of the addresses of style sheets.
    pub(super) styles: String,
}

impl Version {
    /// The version of a page with these bytes.
    pub(super) fn of(preview: &Preview, bytes: &[u8]) -> Self {
        let sheets = stylesheets(preview);
        let text = String::from_utf8_lossy(bytes);
        let without = sheets
            .iter()
            .fold(text.into_owned(), |text, (name, route)| text.replace(route.as_str(), name));
        let routes: Vec<&str> = sheets.iter().map(|(_, route)| route.as_str()).collect();
        Self { content: hash(&without), styles: hash(&routes) }
    }
}

/// The theme's style sheets, by name and address.
pub(super) fn stylesheets(preview: &Preview) -> Vec<(&str, &Route)> {
    let assets = preview.shown.iter().flat_map(|shown| &shown.theme.assets);
    let sheets = assets.filter(|asset| asset.is_stylesheet());
    sheets.map(|asset| (asset.name.as_str(), &asset.route)).collect()
}

/// A hash valid while the server runs.
fn hash(value: &(impl Hash + ?Sized)) -> String {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
