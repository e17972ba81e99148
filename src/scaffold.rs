//! The text of files that an author starts from: a whole small site, or one more recommendation,
//! edition or update of a site that there is.
//!
//! Says what is to be written where, and leaves the writing to the command line. Knows the site
//! and how its files are written; must not know a theme or a page.

use thiserror::Error;

use crate::path::SourcePath;

mod carry;
mod edition;
mod find;
mod open;
mod recommendation;
mod starter;
mod toml;
mod update;

pub use edition::{EditionOptions, edition};
pub use find::{Named, decides, implementation, in_group, listed, named_edition, report};
pub use open::{OpenDeliverable, OpenItems, OpenRecommendation, open_items};
pub use recommendation::recommendation;
pub use starter::{DEFAULT_TITLE, IGNORE_FILE, starter, title_of};
pub use update::{NewUpdate, UpdateError, update};

/// A file that does not exist yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFile {
    /// Where it belongs in the project.
    pub path: SourcePath,
    /// What it is to hold.
    pub text: String,
}

/// Why nothing can be made of what was asked for.
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
