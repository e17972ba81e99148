//! Diagnostics as text, for people and for machines.
//!
//! Knows diagnostics and the bytes of the files they are about; must not know what a site, a
//! report or a rule is.

use std::io;

use crate::diagnostic::Diagnostic;
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

/// The ways to write diagnostics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For a terminal: the place, the line it is on, a caret, the help.
    #[default]
    Human,
    /// One JSON object a line.
    ///
    /// Every object has all of these keys: `severity` (`error` or `warning`), `name`, `message`,
    /// `file`, `line`, `column`, `endLine`, `endColumn`, `label`, `help`, and `related`, a list of
    /// objects with `file`, `line`, `column` and `message`. What is not there is `null`; `related`
    /// is then empty. Lines and columns count from 1, columns in characters; the end is the place
    /// after the last character.
    Json,
    /// Workflow commands, which GitHub shows beside the changed lines.
    Github,
    /// One SARIF 2.1.0 document, for code scanning.
    Sarif,
}

/// How to write diagnostics.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// The format.
    pub format: Format,
    /// Whether [`Format::Human`] may use the terminal's colours.
    pub color: bool,
    /// How many columns [`Format::Human`] may use for a quoted line.
    pub width: usize,
    /// What a rule is about, by its name; [`Format::Sarif`] lists it.
    pub rule_summary: fn(&str) -> Option<&'static str>,
}

impl Default for Options {
    fn default() -> Self {
        Self { format: Format::Human, color: false, width: DEFAULT_WIDTH, rule_summary: |_| None }
    }
}

/// Writes diagnostics in the order given, which should be by file: a file is read once for all the
/// diagnostics about it that follow each other.
///
/// The world gives the bytes of the files again, for line, column and the quoted line. A file that
/// cannot be read, any more or at all, costs these and nothing else. Of no diagnostics, SARIF is
/// a document without results and the other formats are nothing.
pub fn write(
    out: &mut dyn io::Write,
    options: &Options,
    diagnostics: &[Diagnostic],
    world: &dyn World,
) -> io::Result<()> {
    let mut sources = Sources::new(world);
    match options.format {
        Format::Human => human::write(out, options, diagnostics, &mut sources),
        Format::Json => json::write(out, diagnostics, &mut sources),
        Format::Github => github::write(out, diagnostics, &mut sources),
        Format::Sarif => sarif::write(out, options.rule_summary, diagnostics, &mut sources),
    }
}

/// Writes errors in full and one line of count for each rule that warns, in [`Format::Human`]
/// whatever the options say.
pub fn write_summary(
    out: &mut dyn io::Write,
    options: &Options,
    diagnostics: &[Diagnostic],
    world: &dyn World,
) -> io::Result<()> {
    human::write_summary(out, options, diagnostics, &mut Sources::new(world))
}

#[cfg(test)]
mod tests;
