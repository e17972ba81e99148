//! View of the page of a report's data.

use serde::Serialize;

use super::{EditionLinkView, LinkView};

/// `data` on the page of data files.
#[derive(Clone, Debug, Serialize)]
pub struct DataView {
    /// The report.
    pub report: LinkView,
    /// The edition that tables are as of; `null` without one.
    pub edition: Option<EditionLinkView>,
    /// The whole report, and its tables.
    pub files: Vec<DataFileView>,
    /// The report as of each edition, newest first.
    pub editions: Vec<DataFileView>,
    /// Feeds of changes.
    pub feeds: Vec<DataFileView>,
    /// The schemas of the JSON files.
    pub schemas: Vec<DataFileView>,
}

/// A data file.
#[derive(Clone, Debug, Serialize)]
pub struct DataFileView {
    /// Its file name.
    pub name: String,
    /// Its address.
    pub url: String,
    /// `JSON`, `CSV`, `JSON Schema` or `Atom`.
    pub format: &'static str,
    /// Its media type.
    pub media_type: &'static str,
    /// What it holds, in a sentence.
    pub about: String,
    /// Number of rows of a table, if known without writing it.
    pub rows: Option<usize>,
    /// The columns of a table.
    pub columns: Vec<&'static str>,
    /// The schema of a JSON file.
    pub schema: Option<LinkView>,
}
