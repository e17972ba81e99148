//! The index of a site that is imported into a content management system: what each file is, by path.
//!
//! Meant for the theme `fragment`, whose pages are put into pages of the other system. Knows what a
//! build wrote only as sizes and checksums. Must not know any particular system.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde::Serialize;

use crate::address::{Page, PageList};
use crate::hexadecimal;
use crate::path::Route;
use crate::render::Rendering;
use crate::site::Site;

/// The name of the index, at the top of a bundle.
pub const INDEX: &str = "index.json";

/// The name of its schema, beside it.
pub const SCHEMA: &str = "index.schema.json";

/// The version of the format.
const VERSION: u32 = 1;

/// A file as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// In bytes.
    pub size: u64,
    /// SHA-256 of its bytes.
    pub sha256: [u8; 32],
}

/// The files of a site, for programs that import them.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Bundle<'a> {
    /// The address of the JSON Schema of this file.
    #[serde(rename = "$schema")]
    schema: &'static str,
    /// The version of the format.
    #[schemars(extend("const" = VERSION))]
    version: u32,
    /// The site's title.
    title: &'a str,
    /// The site's absolute address, ending in a slash; `null` without a `site-url`.
    url: Option<&'a str>,
    /// The fragments, each after its parent; then all other files, in order of paths.
    files: Vec<BundledFile<'a>>,
}

/// A file of the bundle.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct BundledFile<'a> {
    /// Its path in the bundle, and its address below the site's.
    path: &'a str,
    /// Its kind: that of `page.kind` in templates, or `file`.
    kind: &'static str,
    /// Whether it is a fragment for a page of the other system. All else is copied as it is.
    fragment: bool,
    /// The page's title; `null` for a file that is no page.
    title: Option<String>,
    /// BCP 47 tag of the page's language; `null` for a file that is no page.
    language: Option<&'a str>,
    /// The path of the page above it; `null` for the front page, and for what is no fragment.
    parent: Option<String>,
    /// Its media type, with the charset of texts.
    media_type: String,
    /// Its size in bytes.
    size: u64,
    /// SHA-256 of its bytes, in hexadecimal digits.
    sha256: String,
}

impl<'a> Bundle<'a> {
    /// The index of a site. `written` tells what became of a file; those that were not written are
    /// left out.
    pub fn of(
        site: &'a Site,
        rendering: &Rendering<'_>,
        list: &'a PageList,
        written: impl Fn(&Route) -> Option<Written>,
    ) -> Self {
        let mut files: Vec<(usize, BundledFile<'a>)> = Vec::with_capacity(list.pages.len());
        for (index, page) in list.pages.iter().enumerate() {
            let route = &list.routes[index];
            let Some(written) = written(route) else { continue };
            let is_fragment = is_fragment(site, page);
            let above = if is_fragment { page.kind(|kind| kind.above(site)) } else { Vec::new() };
            // The front page is below nothing, not even itself.
            let parent = above.last().filter(|above| *above != page);
            let is_page = is_fragment || matches!(page, Page::Print(..) | Page::Redirect(..));
            let depth = if is_fragment { above.len() } else { usize::MAX };
            files.push((
                depth,
                BundledFile {
                    path: route.as_str(),
                    kind: page.kind(|kind| kind.name(site)),
                    fragment: is_fragment,
                    title: is_page.then(|| rendering.title(index)),
                    language: is_page.then_some(&*site.config.language),
                    parent: parent.map(|above| rendering.route(above).to_string()),
                    media_type: rendering.media(index).0,
                    size: written.size,
                    sha256: hexadecimal::digits(&written.sha256),
                },
            ));
        }
        files.sort_by(|(depth, one), (other, two)| (depth, one.path).cmp(&(other, two.path)));
        Self {
            schema: SCHEMA,
            version: VERSION,
            title: &site.config.title,
            url: site.config.site_url.as_deref(),
            files: files.into_iter().map(|(_, file)| file).collect(),
        }
    }

    /// The text of the file [`INDEX`].
    pub fn to_json(&self) -> serde_json::Result<String> {
        serde_json::to_string_pretty(self).map(|text| text + "\n")
    }
}

/// The JSON Schema (draft 2020-12) of the index.
pub fn schema() -> Schema {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    settings.into_generator().into_root_schema_for::<Bundle<'_>>()
}

/// Whether a page is one that another page is put around. Redirects and print pages are complete.
fn is_fragment(site: &Site, page: &Page) -> bool {
    let is_templated = page.kind(|kind| kind.template(site)).is_some();
    is_templated && !matches!(page, Page::Redirect(..) | Page::Print(..))
}
