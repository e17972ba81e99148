//! Which version of a page a browser has.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::preview::Preview;
use crate::path::Route;

/// What tells one version of a page from another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Version {
    /// A hash of its bytes, but for the addresses of style sheets.
    pub(super) content: String,
    /// A hash of the addresses of style sheets.
    pub(super) styles: String,
}

impl Version {
    /// The version of a page that has these bytes.
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

/// The style sheets of the theme, each with its name and its address.
pub(super) fn stylesheets(preview: &Preview) -> Vec<(&str, &Route)> {
    let assets = preview.shown.iter().flat_map(|shown| &shown.theme.assets);
    let sheets = assets.filter(|asset| asset.is_stylesheet());
    sheets.map(|asset| (asset.name.as_str(), &asset.route)).collect()
}

/// A hash that holds for as long as the server runs.
fn hash(value: &(impl Hash + ?Sized)) -> String {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
