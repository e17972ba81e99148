//! Formats diagnostics, for people and programs.
//!
//! Knows diagnostics and the bytes of their files; must not know what a site, report or rule is.

use std::io;

use crate::diagnostic::{Diagnostic, groups};
use crate::path::SourcePath;
use crate::world::World;

mod github;
mod human;
mod json;
mod sarif;
mod sources;
mod summary;
mod tally;
mod text;

pub use human::DEFAULT_WIDTH;
pub use summary::{Counts, Summary};
pub use tally::{Findings, Tally};
pub use text::{harmless, harmless_line};

use sources::Sources;

/// Output formats.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For a terminal: location, quoted line, caret, help.
    #[default]
    Human,
    /// One JSON object a line.
    ///
    /// Every object has all of these keys: `severity` (`error` or `warning`), `name`, `message`,
    /// `file`, `line`, `column`, `endLine`, `endColumn`, `label`, `help`, `related`, a list of
    /// objects with `file`, `line`, `column` and `message`, and `group`, a number that all findings
    /// about one fact share. Missing values are `null`; `related` is then empty. Lines and columns
    /// count from 1, columns in characters; the end is exclusive.
    Json,
    /// GitHub workflow commands: annotations on changed lines.
    Github,
    /// A SARIF 2.1.0 document, for code scanning.
    Sarif,
}

/// Output options.
#[derive(Clone, Debug)]
pub struct Options {
    /// The format.
    pub format: Format,
    /// Whether [`Format::Human`] uses colours.
    pub color: bool,
    /// Columns for quoted lines in [`Format::Human`].
    pub width: usize,
    /// Path of the project in its git repository, for [`Format::Github`] and [`Format::Sarif`]: empty,
    /// or with a slash at its end.
    pub prefix: String,
    /// Summary of a rule by name, for [`Format::Sarif`].
    pub rule_summary: fn(&str) -> Option<&'static str>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            format: Format::Human,
            color: false,
            width: DEFAULT_WIDTH,
            prefix: String::new(),
            rule_summary: |_| None,
        }
    }
}

/// Writes diagnostics in the given order, which should be by file, since a file is read once or
/// twice for consecutive diagnostics.
///
/// Files are read again from the world for line, column and quoted line. For an unreadable file,
/// these are missing. Without diagnostics, SARIF is a document without results and other formats
/// are empty.
pub fn write(
    out: &mut dyn io::Write,
    options: &Options,
    diagnostics: &[Diagnostic],
    world: &dyn World,
) -> io::Result<()> {
    let mut sources = Sources::new(world);
    match options.format {
        Format::Human => human::write(out, options, &groups(diagnostics), world),
        Format::Json => json::write(out, diagnostics, &mut sources),
        Format::Github => github::write(out, &options.prefix, diagnostics, &mut sources),
        Format::Sarif => sarif::write(out, options, diagnostics, &mut sources),
    }
}

/// Writes errors in full and counts the others by the name of their leading finding, always in [`Format::Human`].
pub fn write_summary(
    out: &mut dyn io::Write,
    options: &Options,
    diagnostics: &[Diagnostic],
    world: &dyn World,
) -> io::Result<()> {
    human::write_summary(out, options, diagnostics, world)
}

/// The path of a file of the project in its repository.
fn below(prefix: &str, path: &SourcePath) -> SourcePath {
    SourcePath::new(&format!("{prefix}{path}"))
}

#[cfg(test)]
mod tests;
