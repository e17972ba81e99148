//! Open data: files for programs, from the same site as the pages.
//!
//! Files are streamed recommendation by recommendation, never held whole. Must not know HTML,
//! themes or relative addresses: see [`Addresses`]. Documented for readers in `docs/open-data.md`.

use std::io;

use crate::diagnostic::Diagnostic;
use crate::document::fields::ReportKind;
use crate::facts::Facts;
use crate::facts::coarse::KeyRing;
use crate::key::Parts;
use crate::path::Route;
use crate::site::{DocumentId, EditionId, Fragments, ReportId, Site, Target};

mod each;
mod edition;
mod lines;
pub mod model;
mod movement;
mod recommendation;
mod report;
mod response;
mod review;
mod rollup;
mod schema;
mod source;
pub mod table;
mod update;
pub mod xml;

pub use schema::Schema;
use source::Source;
use table::Table;

/// Cannot be made: a body changed meanwhile.
type Failure = Box<Diagnostic>;

/// Why a file was not written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// Its source is invalid.
    #[error("{}", .0.message)]
    Content(Box<Diagnostic>),
    /// Writing failed.
    #[error("{0}")]
    Writer(#[from] io::Error),
}

impl From<Box<Diagnostic>> for WriteError {
    fn from(found: Box<Diagnostic>) -> Self {
        Self::Content(found)
    }
}

/// A data file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum File {
    /// A whole report, or a review.
    Report(ReportId),
    /// A report or a review as of one edition.
    Edition(ReportId, EditionId),
    /// A CSV table of a report.
    Table(ReportId, Table),
    /// The JSON Schema of a format.
    Schema(Schema),
}

/// Spells addresses of pages and files in a data file.
pub trait Addresses {
    /// The address of a page.
    fn page(&self, target: &Target) -> String;

    /// The address of another data file.
    fn file(&self, file: File) -> String;

    /// An address in a document's front matter; `None` for a placeholder.
    fn written(&self, document: DocumentId, address: &str) -> Option<String>;
}

impl File {
    /// All data files of a site.
    pub fn all(site: &Site) -> Vec<Self> {
        let mut files: Vec<Self> = Schema::ALL.iter().map(|schema| Self::Schema(*schema)).collect();
        for report in &site.reports {
            let place = report.place;
            files.push(Self::Report(place));
            files.extend(Table::of(report.kind).iter().map(|table| Self::Table(place, *table)));
            files.extend(report.edition_ids().map(|edition| Self::Edition(place, edition)));
        }
        files
    }

    /// The address of the file.
    pub fn route(self, site: &Site) -> Route {
        let directory = |report| format!("data/{}", site.report(report).id);
        Route::new(match self {
            Self::Report(report) => format!("{}/report.json", directory(report)),
            Self::Edition(report, edition) => {
                format!("{}/{}.json", directory(report), site.report(report).edition(edition).id)
            }
            Self::Table(report, table) => format!("{}/{}.csv", directory(report), table.name()),
            Self::Schema(schema) => format!("data/schema/{}.json", schema.name()),
        })
    }

    /// The report of the file.
    pub fn report(self) -> Option<ReportId> {
        match self {
            Self::Report(report) | Self::Edition(report, _) | Self::Table(report, _) => {
                Some(report)
            }
            Self::Schema(_) => None,
        }
    }

    /// The media type of the file.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Report(_) | Self::Edition(..) => "application/json",
            Self::Table(..) => "text/csv",
            Self::Schema(_) => "application/schema+json",
        }
    }
}

/// What data files are made from.
#[derive(Clone, Copy)]
pub struct Data<'s> {
    /// The site and its facts.
    pub facts: &'s Facts,
    /// The texts.
    pub fragments: &'s Fragments<'s>,
    /// The addresses in the files.
    pub addresses: &'s dyn Addresses,
    /// Makes keys; without it, no part has one.
    pub keys: Option<&'s KeyRing>,
}

impl Data<'_> {
    /// Streams a file, in parts with keys.
    pub fn write(&self, file: File, out: &mut dyn Parts) -> Result<(), WriteError> {
        let Self { facts, fragments, addresses, keys } = *self;
        let keys = keys.filter(|_| out.wants_keys());
        let site = facts.site();
        let source = Source { site, facts, fragments, addresses, keys };
        let kind = |report| site.report(report).kind;
        match file {
            File::Report(id) if kind(id) == ReportKind::Review => {
                review::write(&source, id, None, out)
            }
            File::Report(id) => report::write(&source, id, out),
            File::Edition(id, edition) if kind(id) == ReportKind::Review => {
                review::write(&source, id, Some(edition), out)
            }
            File::Edition(id, edition) => edition::write(&source, id, edition, out),
            File::Table(id, table) => table::write(&source, id, table, out),
            File::Schema(schema) => Ok(schema.write(addresses, out)?),
        }
    }
}
