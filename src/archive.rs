//! Archives a site, or one edition of a report, as a BagIt bag
//! ([RFC 8493](https://www.rfc-editor.org/rfc/rfc8493)): pages as published, sources and data, with
//! checksums.
//!
//! A bag is [pages](Pages) that [`output`](crate::output) writes: nothing here knows where. Its
//! files are made twice, once for their checksums, so that none of them is held. Equal input gives
//! equal bytes: every date is that of an edition.

use std::io;

use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Location};
use crate::output::{PageWriter, Pages};
use crate::path::{Route, SourcePath};
use crate::project::Project;
use crate::render::{Rendering, WriteError};
use crate::site::{EditionId, ReportId, Site};
use crate::world::World;
use contents::{Contents, Entry, Source};
use fixity::{Fixing, Fixity};

mod contents;
mod fixity;
mod info;
mod links;

/// The file that every bag begins with.
pub const DECLARATION: &str = "bagit.txt";

/// The list of pages that stand in for others, if there are any.
const STAND_INS: &str = "stand-ins.txt";

/// What a bag is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The whole site.
    Site,
    /// One edition of a report.
    Edition(ReportId, EditionId),
}

/// A bag, ready to be written.
pub struct Bag<'a> {
    maker: Maker<'a>,
    payload: Vec<Payload>,
    /// Tag files with their bytes.
    tags: Vec<(Route, Vec<u8>)>,
    counts: Counts,
}

/// What is in a bag.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Files of the payload.
    pub files: usize,
    /// Their bytes.
    pub bytes: u64,
    /// Pages that stand in for others of the site.
    pub stand_ins: usize,
    /// Drafts that were left out.
    pub drafts: usize,
}

/// Why there is no bag.
#[derive(Debug)]
pub enum BagError {
    /// Pages outside the edition have no address that a stand-in could lead to.
    NoSiteUrl,
    /// Files cannot be read or pages not be rendered.
    Content(Vec<Diagnostic>),
}

/// A file of the payload.
struct Payload {
    entry: Entry,
    fixity: Fixity,
}

impl<'a> Bag<'a> {
    /// The bag of a project without errors.
    pub fn of(project: &'a Project, world: &'a dyn World, scope: Scope) -> Result<Self, BagError> {
        let rendering = project.rendering(world).zip(project.list.as_ref());
        let Some((rendering, list)) = rendering else {
            return Err(BagError::Content(project.diagnostics.clone()));
        };
        let Some(site) = project.site() else { return Err(BagError::Content(Vec::new())) };
        if scope != Scope::Site && site.config.site_url.is_none() {
            return Err(BagError::NoSiteUrl);
        }
        let maker = Maker { rendering, world };
        let contents = Contents::of(&maker, site, list, scope).map_err(BagError::Content)?;
        let stand_ins = contents.stand_ins();
        let payload = maker.fixed(contents.entries).map_err(BagError::Content)?;
        let counts = Counts {
            files: payload.len(),
            bytes: payload.iter().map(|payload| payload.fixity.size).sum(),
            stand_ins: stand_ins.len(),
            drafts: site.drafts.len(),
        };
        let tags = tags(site, scope, &payload, &stand_ins, counts);
        Ok(Self { maker, payload, tags, counts })
    }

    /// What is in it.
    pub fn counts(&self) -> Counts {
        self.counts
    }
}

impl Pages for Bag<'_> {
    type Error = WriteError;

    fn count(&self) -> usize {
        self.payload.len() + self.tags.len()
    }

    fn route(&self, index: usize) -> &Route {
        match self.payload.get(index) {
            Some(payload) => &payload.entry.route,
            None => &self.tags[index - self.payload.len()].0,
        }
    }

    fn write(&self, index: usize, out: &mut Vec<u8>) -> Result<(), WriteError> {
        self.pass(index, out)
    }

    fn stream(&self, index: usize, out: &mut PageWriter<'_>) -> Result<(), WriteError> {
        self.pass(index, out)
    }

    fn is_long(&self, index: usize) -> bool {
        self.payload.get(index).is_some_and(|payload| match payload.entry.source {
            Source::Page(page) => self.maker.rendering.is_streamed(page),
            Source::StandIn(_) | Source::File(_) => false,
        })
    }
}

impl Bag<'_> {
    /// Writes a file. Fails if it is no longer the one whose checksums are in the manifests.
    fn pass(&self, index: usize, out: &mut dyn io::Write) -> Result<(), WriteError> {
        let Some(Payload { entry, fixity }) = self.payload.get(index) else {
            return Ok(out.write_all(&self.tags[index - self.payload.len()].1)?);
        };
        let mut out = Fixing::new(out);
        self.maker.write(&entry.source, &mut out)?;
        if out.finish() == *fixity {
            return Ok(());
        }
        let path = match &entry.source {
            Source::File(path) => path.clone(),
            Source::Page(_) | Source::StandIn(_) => SourcePath::new(entry.route.as_str()),
        };
        let message = format!("`{path}` changed while it was being archived");
        let found = Diagnostic::error("changed-file", Location::file(&path), message);
        Err(Box::new(found.help("archive again")).into())
    }
}

/// Makes the files of a payload.
struct Maker<'a> {
    rendering: Rendering<'a>,
    world: &'a dyn World,
}

impl Maker<'_> {
    fn write(&self, source: &Source, out: &mut dyn io::Write) -> Result<(), WriteError> {
        let mut bytes = Vec::new();
        match source {
            Source::Page(index) => {
                if let Some(written) = self.rendering.stream(*index, out) {
                    return written;
                }
                self.rendering.write(*index, &mut bytes)?;
            }
            Source::StandIn(index) => self.rendering.stand_in(*index, &mut bytes)?,
            Source::File(path) => {
                let copied = self.world.copy(path, out);
                return copied.map_err(|error| Box::new(error.diagnostic(path)).into());
            }
        }
        Ok(out.write_all(&bytes)?)
    }

    /// The files with their checksums, or everything that is wrong with them.
    fn fixed(&self, entries: Vec<Entry>) -> Result<Vec<Payload>, Vec<Diagnostic>> {
        let one = |entry: Entry| {
            let mut out = io::sink();
            let mut out = Fixing::new(&mut out);
            self.write(&entry.source, &mut out)
                .map_err(|error| failure(error, &entry))
                .map(|()| Payload { fixity: out.finish(), entry })
        };
        let all: Vec<Result<Payload, Box<Diagnostic>>> = entries.into_par_iter().map(one).collect();
        let (mut fixed, mut failed) = (Vec::with_capacity(all.len()), Vec::new());
        for made in all {
            match made {
                Ok(payload) => fixed.push(payload),
                Err(found) => failed.push(*found),
            }
        }
        if failed.is_empty() { Ok(fixed) } else { Err(failed) }
    }
}

fn failure(error: WriteError, entry: &Entry) -> Box<Diagnostic> {
    match error {
        WriteError::Content(found) => found,
        WriteError::Writer(error) => {
            let path = SourcePath::new(entry.route.as_str());
            let message = format!("cannot make `{path}`: {error}");
            Box::new(Diagnostic::error("unreadable-file", Location::file(&path), message))
        }
    }
}

/// The tag files: declaration, metadata, manifests, and the manifests of all these.
fn tags(
    site: &Site,
    scope: Scope,
    payload: &[Payload],
    stand_ins: &[Route],
    counts: Counts,
) -> Vec<(Route, Vec<u8>)> {
    let file = |name: &str, text: String| (Route::new(name), text.into_bytes());
    let mut tags = vec![
        file(DECLARATION, info::DECLARED.to_owned()),
        file("bag-info.txt", info::text(site, scope, counts)),
    ];
    if !stand_ins.is_empty() {
        let lines: Vec<&str> = stand_ins.iter().map(Route::as_str).collect();
        tags.push(file(STAND_INS, lines.join("\n") + "\n"));
    }
    for algorithm in fixity::ALGORITHMS {
        let lines = payload.iter().map(|payload| (&payload.entry.route, &payload.fixity));
        let text = fixity::manifest(lines, algorithm);
        tags.push(file(&format!("manifest-{}.txt", algorithm.name()), text));
    }
    let fixed: Vec<(Route, Fixity)> =
        tags.iter().map(|(route, bytes)| (route.clone(), Fixity::of(bytes))).collect();
    for algorithm in fixity::ALGORITHMS {
        let text = fixity::manifest(fixed.iter().map(|(route, it)| (route, it)), algorithm);
        tags.push(file(&format!("tagmanifest-{}.txt", algorithm.name()), text));
    }
    tags
}
