//! Adds the index of a bundle to a site of fragments.

use std::collections::HashMap;
use std::sync::Arc;

use ssr_site::bundle::{self, Bundle, Written};
use ssr_site::media;
use ssr_site::publish::manifest::{Entry, Hash, Stored};
use ssr_site::publish::plan::{SiteFile, Source};
use ssr_site::theme;
use ssr_site::world::DiskWorld;

use crate::cli::build::Built;
use crate::cli::wrong_usage::WrongUsage;

/// The theme whose pages are fragments.
const FRAGMENT: &str = "fragment";

/// The index and its schema, if the site's theme makes fragments.
pub(super) fn index(
    built: &Built,
    world: &DiskWorld,
    files: &[SiteFile],
) -> anyhow::Result<Vec<SiteFile>> {
    let project = built.project();
    let parts = (project.site(), project.rendering(world), project.list.as_ref());
    let (Some(site), Some(rendering), Some(list)) = parts else { return Ok(Vec::new()) };
    if !makes_fragments(site.config.theme(), world) {
        return Ok(Vec::new());
    }
    let known: HashMap<&str, &Entry> =
        files.iter().map(|file| (file.path.as_str(), &file.entry)).collect();
    if let Some(taken) =
        [bundle::INDEX, bundle::SCHEMA].iter().find(|name| known.contains_key(*name))
    {
        let message =
            format!("a file of the content has the name of the bundle's index: `{taken}`");
        return Err(WrongUsage::new(message, "rename it, or move it into a directory").into());
    }
    let bundle = Bundle::of(site, &rendering, list, |route| {
        let entry = known.get(route.as_str())?;
        Some(Written { size: entry.size, sha256: entry.hash.0 })
    });
    let schema = format!("{:#}\n", bundle::schema().as_value());
    Ok(vec![
        file(bundle::INDEX, bundle.to_json()?, "application/json"),
        file(bundle::SCHEMA, schema, "application/schema+json"),
    ])
}

fn file(path: &str, text: String, media_type: &str) -> SiteFile {
    let bytes: Arc<[u8]> = text.into_bytes().into();
    SiteFile {
        path: path.to_owned(),
        entry: Entry {
            hash: Hash::of(&bytes),
            size: bytes.len() as u64,
            stored: Stored::Plain,
            media_type: media::with_charset(media_type),
        },
        source: Source::Bytes(bytes),
    }
}

/// Whether a theme is `fragment`, or based on it.
fn makes_fragments(theme: &str, world: &DiskWorld) -> bool {
    let (themes, _) = theme::catalog(world);
    let mut name = Some(theme);
    // Not endless, should themes be based on one another.
    for _ in 0..=themes.len() {
        match name {
            Some(FRAGMENT) => return true,
            Some(other) => {
                let found = themes.iter().find(|theme| theme.name == other);
                name = found.and_then(|theme| theme.base.as_deref());
            }
            None => break,
        }
    }
    false
}
