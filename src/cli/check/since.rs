//! `check --since`: only what a change brought.

use std::fmt;

use ssr_site::check::since::{State, brought, moved};
use ssr_site::config::FILE_NAME;
use ssr_site::path::SourcePath;
use ssr_site::project::{Options, Project};
use ssr_site::revision::{Repository, RevisionError};
use ssr_site::world::{DiskWorld, World as _};

use crate::cli::Outcome;
use crate::cli::console::Console;
use crate::cli::project;
use crate::cli::wrong_usage::WrongUsage;

/// What a change did to findings that are not listed.
pub(super) struct Change {
    revision: String,
    before: usize,
    gone: usize,
    /// Whether the project was there.
    existed: bool,
}

/// Leaves only those findings that the project did not have at a revision.
pub(super) fn narrow(
    project: &mut Project,
    world: &DiskWorld,
    revision: &str,
    options: &Options,
    console: &Console,
) -> Result<Change, RevisionError> {
    let repository = Repository::around(world.root()).ok_or(RevisionError::NoRepository)?;
    let old_world = repository.at(revision)?;
    let existed = old_world.has(&SourcePath::new(FILE_NAME));
    for path in old_world.submodules() {
        console.warn(&format!(
            "`{path}` is another repository: its files as of `{revision}` are not read, and all of their findings are new"
        ));
    }
    let mut earlier = Vec::new();
    if existed {
        let mut old = project::read_selected(&old_world, options, console);
        earlier.append(&mut old.diagnostics);
        earlier.append(&mut old.known);
    }
    let mut renamed = repository.renamed_since(revision)?;
    let before: Vec<SourcePath> = old_world.files().cloned().collect();
    let mut after = world.walk(&SourcePath::default()).files;
    after.sort_unstable();
    moved(&mut renamed, (&before, &old_world), (&after, world));
    let state = State { findings: &earlier, world: &old_world };
    let found = brought(std::mem::take(&mut project.diagnostics), world, state, &renamed);
    project.diagnostics = found.new;
    let (revision, before, gone) = (revision.to_owned(), found.known.len(), found.gone);
    Ok(Change { revision, before, gone, existed })
}

/// Says why a revision cannot be read.
pub(super) fn failed(error: &RevisionError, console: &Console) -> anyhow::Result<Outcome> {
    if error.is_of_usage() {
        return Err(WrongUsage::new(error.to_string(), error.help()).into());
    }
    console.failure_with_help(&error.to_string(), Some(error.help()));
    Ok(Outcome::MachineFailed)
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { revision, before, gone, existed } = self;
        if !existed {
            return write!(f, "`{revision}` has no {FILE_NAME} here: every finding is new");
        }
        let findings = |count: &usize| match count {
            1 => "1 finding".to_owned(),
            count => format!("{count} findings"),
        };
        let (were, are) = if *before == 1 { ("was", "is") } else { ("were", "are") };
        write!(f, "{} {were} there at `{revision}` and {are} not listed; ", findings(before))?;
        match gone {
            0 => f.write_str("none is gone"),
            1 => f.write_str("1 is gone"),
            gone => write!(f, "{gone} are gone"),
        }
    }
}
