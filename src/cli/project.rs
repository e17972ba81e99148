//! Opens and loads the project, for all subcommands that need one.

use std::io;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use ssr_site::config::{Drafts, FILE_NAME};
use ssr_site::diagnostic::Diagnostic;
use ssr_site::path::SourcePath;
use ssr_site::project::{Options, Phase, Project};
use ssr_site::site::Site;
use ssr_site::world::{DiskWorld, ReadError, World};

use super::Outcome;
use super::console::{Console, Detail};
use super::files;
use super::wrong_usage::WrongUsage;

/// Handling of drafts, by an option.
pub(crate) fn drafts(shown: bool) -> Drafts {
    if shown { Drafts::Shown } else { Drafts::LeftOut }
}

/// Opens a project's directory.
pub(crate) fn open(directory: &Path) -> anyhow::Result<DiskWorld> {
    let shown = directory.display();
    if directory.is_file() {
        let message = format!("`{shown}` is a file, not a project directory");
        return Err(WrongUsage::new(message, "name the directory that contains book.toml").into());
    }
    match DiskWorld::new(&root_above(directory)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let message = format!("directory `{shown}` does not exist");
            let help = format!("create a project there with `ssr-site init {shown}`");
            Err(WrongUsage::new(message, help).into())
        }
        world => {
            let world = world.with_context(|| format!("cannot open `{shown}`"))?;
            if world.read(&SourcePath::new(FILE_NAME)) == Err(ReadError::Missing) {
                let message =
                    format!("`{shown}` contains no {FILE_NAME}, nor does any directory above it");
                let help =
                    "run it in a project, name its directory, or create one with `ssr-site init`";
                return Err(WrongUsage::new(message, help).into());
            }
            Ok(world)
        }
    }
}

/// The nearest directory with settings, at or above a directory; itself if there is none.
pub(super) fn root_above(directory: &Path) -> PathBuf {
    let has_settings = |directory: &Path| files::exists(&directory.join(FILE_NAME));
    // Nothing is below a directory that does not exist.
    if has_settings(directory) || !files::exists(directory) {
        return directory.to_owned();
    }
    let absolute = directory.canonicalize().unwrap_or_else(|_| directory.to_owned());
    let above = absolute.ancestors().skip(1).find(|above| has_settings(above));
    above.map_or_else(|| directory.to_owned(), Path::to_owned)
}

/// Prints the errors that prevent a command from running.
pub(crate) fn stop(
    diagnostics: &[Diagnostic],
    world: &dyn World,
    console: &Console,
) -> anyhow::Result<Outcome> {
    console.report(diagnostics, world, Detail::Summary)?;
    console.tally(diagnostics);
    Ok(Outcome::ContentErrors)
}

/// The same for a command that would have written something.
pub(crate) fn stop_write(
    diagnostics: &[Diagnostic],
    world: &dyn World,
    console: &Console,
) -> anyhow::Result<Outcome> {
    let outcome = stop(diagnostics, world, console)?;
    console.say("nothing was written");
    Ok(outcome)
}

/// Reads a project and runs every rule.
pub(crate) fn read(world: &dyn World, drafts: Drafts, console: &Console) -> Project {
    read_selected(world, &Options { drafts, ..Options::default() }, console)
}

/// The same with selected rules.
pub(crate) fn read_selected(world: &dyn World, options: &Options, console: &Console) -> Project {
    Project::read(world, options, |phase| {
        console.phase(match phase {
            Phase::Settings => "settings",
            Phase::Content => "content",
            Phase::Rules => "rules",
            Phase::Theme => "theme",
        });
    })
}

/// A message about drafts, if any.
pub(crate) fn drafts_told(site: &Site) -> Option<String> {
    let files = match site.drafts.len() {
        0 => return None,
        1 => "1 draft file".to_owned(),
        count => format!("{count} draft files"),
    };
    let are = if site.drafts.len() == 1 { "is" } else { "are" };
    Some(match site.config.drafts {
        Drafts::LeftOut => format!("{files} {are} left out; include with `--drafts`"),
        Drafts::Shown => format!("{files} {are} included: not for publication"),
    })
}
