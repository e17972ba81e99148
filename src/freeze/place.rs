//! Where a key is in a file, for what changed.

use toml::de::DeTable;

use crate::diagnostic::Location;
use crate::document::front_matter;
use crate::path::SourcePath;
use crate::world::{World, read_text};

/// A key of a TOML file, such as `["markdown", "html"]`; the whole file without it.
pub(super) fn of_setting(world: &dyn World, path: &SourcePath, key: &[&str]) -> Location {
    let found = read_text(world, path).ok().and_then(|text| find(&text, 0, key, path));
    found.unwrap_or_else(|| Location::file(path))
}

/// A key of a file's front matter; the whole file without it.
pub(super) fn of_key(world: &dyn World, path: &SourcePath, key: &str) -> Location {
    let found = read_text(world, path).ok().and_then(|text| {
        let toml = front_matter::split(&text).ok()?.toml;
        find(text.get(toml.clone())?, toml.start, &[key], path)
    });
    found.unwrap_or_else(|| Location::file(path))
}

fn find(toml: &str, offset: usize, key: &[&str], path: &SourcePath) -> Option<Location> {
    let document = DeTable::parse(toml).ok()?;
    let mut table = document.get_ref();
    let (last, above) = key.split_last()?;
    for name in above {
        table = table.get(*name)?.get_ref().as_table()?;
    }
    let span = table.get(*last)?.span();
    Some(Location::new(path, span.start + offset..span.end + offset))
}
