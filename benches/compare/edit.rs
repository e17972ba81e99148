//! Edits of one update.
#![expect(clippy::disallowed_methods, reason = "not part of the product: it writes projects")]

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, ensure};

/// What an edit changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Edit {
    /// A word of its prose, another each time.
    Word,
    /// Its status, to another and back.
    Status,
}

/// The update that is edited: in the last edition, on the recommendation in the middle.
#[derive(Debug)]
pub(crate) struct Update {
    path: PathBuf,
    /// Before its status, from there to its prose, and its prose.
    pieces: [String; 3],
    statuses: [String; 2],
    words: u32,
    turns: usize,
}

const STATUS: &str = "\nstatus = \"";
const PROSE: &str = "\n## Project status\n\n";

impl Update {
    pub(crate) fn find(project: &Path) -> anyhow::Result<Self> {
        let report = project.join("content/synthetic");
        let editions =
            sorted(&report, |name| name.starts_with(|first: char| first.is_ascii_digit()))?;
        let edition = editions.last().context("no edition")?;
        let updates = sorted(edition, |name| name.starts_with("rec-"))?;
        let path = updates.get(updates.len() / 2).context("no update")?.clone();
        let text = fs::read_to_string(&path)?;
        let (before, rest) = text.split_once(STATUS).context("an update without a status")?;
        let (status, rest) = rest.split_once('"').context("a status without an end")?;
        let (between, prose) = rest.split_once(PROSE).context("an update without prose")?;
        let other = if status == "planned" { "behind-replan" } else { "planned" };
        let pieces = [before, between, prose].map(str::to_owned);
        let statuses = [status, other].map(str::to_owned);
        let update = Self { path, pieces, statuses, words: 0, turns: 0 };
        update.write()?;
        Ok(update)
    }

    /// Changes this one file.
    pub(crate) fn edit(&mut self, edit: Edit) -> anyhow::Result<()> {
        let before = fs::read(&self.path)?;
        match edit {
            Edit::Word => self.words += 1,
            Edit::Status => self.turns += 1,
        }
        self.write()?;
        ensure!(fs::read(&self.path)? != before, "`{}` is not edited", self.path.display());
        Ok(())
    }

    fn write(&self) -> anyhow::Result<()> {
        let [before, between, prose] = &self.pieces;
        let status = &self.statuses[self.turns % 2];
        let words = self.words;
        let text =
            format!("{before}{STATUS}{status}\"{between}{PROSE}Word{words} of this. {prose}");
        Ok(fs::write(&self.path, text)?)
    }
}

/// The entries of a directory whose names are wanted, in order.
fn sorted(directory: &Path, is_wanted: impl Fn(&str) -> bool) -> anyhow::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(directory)?;
    let paths: Result<Vec<PathBuf>, _> = entries.map(|entry| Ok(entry?.path())).collect();
    let mut paths = paths.map_err(|error: std::io::Error| error)?;
    paths.retain(|path| path.file_name().is_some_and(|name| is_wanted(&name.to_string_lossy())));
    paths.sort();
    Ok(paths)
}
