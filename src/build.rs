//! A site as [`output`](crate::output) sees it: routes, keys and bytes.
//!
//! Knows what a build is made from: everything that was read. Must not know where it is written.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io;

use crate::address::PageList;
use crate::config::Config;
use crate::key::Key;
use crate::output::{PageWriter, Pages};
use crate::path::{Route, SourcePath};
use crate::project::Project;
use crate::render::{Rendering, WriteError};
use crate::site::Site;
use crate::world::{NotedWorld, World};

/// The pages of a project that has been read.
pub struct SitePages<'a> {
    rendering: Rendering<'a>,
    list: &'a PageList,
    inputs: u64,
}

impl<'a> SitePages<'a> {
    /// The pages of a project; `None` if it has errors. `noted` knows what was read of the world.
    pub fn of(project: &'a Project, world: &'a dyn World, noted: &NotedWorld<'_>) -> Option<Self> {
        let (rendering, list) = project.rendering(world).zip(project.list.as_ref())?;
        let site = project.site()?;
        for asset in &site.assets {
            // Unreadable files are reported when their page is written.
            let _ = noted.copy(asset, &mut io::sink());
        }
        let rendering = rendering.with_keys(surroundings(site, noted));
        Some(Self { rendering, list, inputs: digest(noted.digest(), &site.config) })
    }

    /// Hash of everything that the pages are made from.
    pub fn inputs(&self) -> u64 {
        self.inputs
    }
}

/// Hash of what all pages are made from besides the documents: settings, theme, locks, copied files.
fn surroundings(site: &Site, noted: &NotedWorld<'_>) -> u64 {
    let documents: HashSet<&SourcePath> = site.documents().map(|(_, it)| &it.path).collect();
    digest(noted.digest_of(|path| !documents.contains(path)), &site.config)
}

/// Commands can set these, whatever was read.
fn digest(read: u64, config: &Config) -> u64 {
    let mut hasher = DefaultHasher::new();
    let site_url = config.site_url.as_deref();
    (read, config.drafts, site_url, config.theme()).hash(&mut hasher);
    hasher.finish()
}

impl Pages for SitePages<'_> {
    type Error = WriteError;

    fn count(&self) -> usize {
        self.list.routes().len()
    }

    fn route(&self, index: usize) -> &Route {
        &self.list.routes()[index]
    }

    fn media_type(&self, index: usize) -> String {
        self.rendering.media(index).0
    }

    fn coarse_key(&self, index: usize) -> Option<Key> {
        self.rendering.coarse_key(index)
    }

    fn key(&self, index: usize) -> Option<Key> {
        self.rendering.key(index)
    }

    fn is_long(&self, index: usize) -> bool {
        self.rendering.is_streamed(index)
    }

    fn write(&self, index: usize, out: &mut Vec<u8>) -> Result<(), Self::Error> {
        self.rendering.write(index, out)
    }

    fn stream(&self, index: usize, out: &mut PageWriter<'_>) -> Result<(), Self::Error> {
        if let Some(written) = self.rendering.stream_parts(index, out) {
            return written;
        }
        let key = self.rendering.write_keyed(index, out.buffer())?;
        out.made_from_key(key);
        Ok(())
    }
}
