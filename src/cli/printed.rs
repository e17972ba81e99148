//! Shared by `print` and `pdf`: what is printed, and its page.

use std::cell::RefCell;
use std::io;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use ssr_site::config::PrintEngine;
use ssr_site::diagnostic::Diagnostic;
use ssr_site::output::Destination;
use ssr_site::project::{Options, Project};
use ssr_site::render::{Described, Rendering, Selection, WriteError};
use ssr_site::scaffold;
use ssr_site::site::{RecommendationId, Site, View};

use super::Outcome;
use super::args::print::Part;
use super::console::Console;
use super::files;
use super::project::{self, drafts};
use super::wrong_usage::WrongUsage;

/// The file behind `-o -`.
const STANDARD_OUTPUT: &str = "/dev/stdout";

/// Whether a file is standard output: `-`.
pub(crate) fn is_standard_output(path: &Path) -> bool {
    path == Path::new("-")
}

/// Refuses several documents on standard output.
pub(crate) fn refuse_parts(part: &Part, output: Option<&Path>) -> Result<(), WrongUsage> {
    if part.split.is_some() && output.is_some_and(is_standard_output) {
        let message = "`--split` cannot write to standard output";
        return Err(WrongUsage::new(message, "name a file with `-o`"));
    }
    Ok(())
}

/// Documents to write, in order.
pub(crate) struct Documents<'a> {
    rendering: Rendering<'a>,
    site: &'a Site,
    /// The project's directory.
    root: &'a Path,
    name: String,
    selections: Vec<Selection>,
    /// Why a page failed, reported after writing.
    failure: RefCell<Option<Box<Diagnostic>>>,
}

/// A document and its file.
pub(crate) struct Target<'d> {
    pub(crate) selection: &'d Selection,
    /// The file's path as given.
    pub(crate) path: PathBuf,
    pub(crate) file: Destination,
}

/// Loads a project and, without errors, calls `write`.
pub(crate) fn with_documents(
    part: &Part,
    console: &Console,
    phase: &'static str,
    write: impl FnOnce(&Documents<'_>) -> anyhow::Result<Outcome>,
) -> anyhow::Result<Outcome> {
    let world = project::open(part.place.directory()?)?;
    let site_url = part.site_url.chosen()?;
    let options = Options { drafts: drafts(part.drafts), site_url, ..Options::default() };
    let project = project::read_selected(&world, &options, console);
    console.phase(phase);
    let Project { facts: Some(facts), theme: Some(theme), list: Some(list), .. } = &project else {
        return project::stop_write(&project.diagnostics, &world, console);
    };
    let site = facts.site();
    let selection = selection(part, site)?;
    if project.has_errors() {
        return project::stop_write(&project.diagnostics, &world, console);
    }
    let name = name(site, &selection);
    let selections = match part.split.map(NonZeroUsize::get) {
        Some(size) => selection.volumes(site, size),
        None => vec![selection],
    };
    let rendering = Rendering::new(facts, theme, &world, list);
    let (root, failure) = (world.root(), RefCell::default());
    let documents = Documents { rendering, site, root, name, selections, failure };
    let written = write(&documents);
    if let Some(failure) = documents.failure.into_inner() {
        return project::stop_write(&[*failure], &world, console);
    }
    let outcome = written?;
    console.phase("");
    Ok(outcome)
}

impl Documents<'_> {
    pub(crate) fn selections(&self) -> &[Selection] {
        &self.selections
    }

    /// The files of all documents: named on the command line or by default, optionally with another
    /// extension. Fails if any of them cannot be written.
    pub(crate) fn targets(
        &self,
        named: Option<&Path>,
        extension: Option<&str>,
    ) -> anyhow::Result<Vec<Target<'_>>> {
        let usual = PathBuf::from(format!("{}.pdf", self.name));
        let target = |selection| {
            let mut path = file(named.unwrap_or(&usual), selection);
            if let Some(extension) = extension {
                path.set_extension(extension);
            }
            let file = match named {
                Some(_) if is_standard_output(&path) => {
                    Destination::named(Path::new(STANDARD_OUTPUT), self.root)?
                }
                Some(_) => files::named(&path, self.root)?,
                None => Destination::by_default(&path, self.root)
                    .with_context(|| format!("cannot write `{}`", path.display()))?,
            };
            Ok(Target { selection, path, file })
        };
        self.selections.iter().map(target).collect()
    }

    /// Writes the page of a document.
    pub(crate) fn write(&self, selection: &Selection, out: &mut dyn io::Write) -> io::Result<()> {
        self.rendering.print(selection, out).map_err(|error| match error {
            WriteError::Writer(error) => error,
            WriteError::Content(found) => {
                let said = io::Error::other(found.message.clone());
                *self.failure.borrow_mut() = Some(found);
                said
            }
        })
    }

    /// The document's metadata.
    pub(crate) fn describe(&self, selection: &Selection) -> Described {
        self.rendering.describe(selection)
    }

    /// The print engine in the settings.
    pub(crate) fn engine(&self) -> Option<PrintEngine> {
        self.site.config.print_engine
    }
}

/// Default name of a document.
fn name(site: &Site, Selection { report, view, .. }: &Selection) -> String {
    let report = site.report(*report);
    match view {
        View::Latest => report.id.to_string(),
        View::Edition(edition) => format!("{}-{}", report.id, report.edition(*edition).id),
    }
}

/// The file of a document; numbered if there are several.
fn file(named: &Path, selection: &Selection) -> PathBuf {
    let Some(volume) = selection.volume else { return named.to_owned() };
    let digits = volume.of.to_string().len();
    let mut name = named.file_stem().unwrap_or_default().to_owned();
    name.push(format!("-{:0digits$}", volume.number));
    if let Some(extension) = named.extension() {
        name.push(".");
        name.push(extension);
    }
    named.with_file_name(name)
}

fn selection(part: &Part, site: &Site) -> Result<Selection, WrongUsage> {
    let report = part.report.as_deref();
    let (report, view) = match &part.edition {
        Some(name) => {
            let (report, edition) = scaffold::named_edition(site, name, report)?;
            (report, View::Edition(edition))
        }
        None => (scaffold::implementation(site, report)?.place, View::Latest),
    };
    let recommendations = match (&part.recommendations, &part.group) {
        (Some(list), _) => {
            let listed = scaffold::listed(site.report(report), list)?;
            refuse_later(site, &listed, view)?;
            Some(listed)
        }
        (None, Some(group)) => Some(scaffold::in_group(site, report, view, group)?),
        (None, None) => None,
    };
    Ok(Selection { recommendations, ..Selection::whole(report, view) })
}

/// Refuses a recommendation that was added after the edition was frozen: no page of it has that.
fn refuse_later(site: &Site, listed: &[RecommendationId], view: View) -> Result<(), WrongUsage> {
    let Some(later) = listed.iter().find(|id| !site.shows(**id, view)) else { return Ok(()) };
    let (number, called) =
        (&site.recommendation(*later).number, site.report(later.report).called());
    let message = format!("{} {number} was added after the edition was frozen", called.one);
    Err(WrongUsage::new(message, "leave it out, or print a later edition"))
}
