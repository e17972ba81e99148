//! Templates of new files: a starter site, or a new recommendation, edition or update.
//!
//! Returns paths and texts; the command line writes them. Knows the site and its file format; must
//! not know a theme or a page.

use thiserror::Error;

use crate::path::SourcePath;

mod carry;
mod edition;
mod find;
mod names;
mod open;
mod recommendation;
mod report;
mod starter;
mod toml;
mod update;

pub use edition::{EditionOptions, edition};
pub use find::{
    Named, decides, edition as found_edition, implementation, in_group, listed, named_edition,
    report,
};
pub use names::Names;
pub use open::{OpenDeliverable, OpenItems, OpenRecommendation, open_items};
pub use recommendation::recommendation;
pub use report::{ReportOptions, new_report};
pub use starter::{DEFAULT_TITLE, IGNORE_FILE, empty, starter, title_of};
pub use update::{NewUpdate, UpdateError, update};

/// A file to create.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFile {
    /// Its path in the project.
    pub path: SourcePath,
    /// Its text.
    pub text: String,
}

/// Why a request cannot be fulfilled.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{message}")]
pub struct Refusal {
    /// A lower-case phrase with names in backticks.
    pub message: String,
    /// What to type.
    pub help: Option<String>,
}

impl Refusal {
    fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None }
    }

    fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }
}

#[cfg(test)]
mod tests;
