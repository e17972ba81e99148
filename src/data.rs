//! Open data: files for programs, made of the same site as the pages.
//!
//! The files are written recommendation by recommendation to a writer and never held whole. This
//! module knows neither HTML nor themes nor how a page is spelled as an address: [`Addresses`]
//! does. `docs/open-data.md` describes every file for those who read it.

use std::cell::Cell;
use std::io;

use crate::diagnostic::{Diagnostic, Location};
use crate::document::fields::ReportKind;
use crate::facts::Facts;
use crate::path::{Route, SourcePath};
use crate::site::{DocumentId, EditionId, Fragments, ReportId, Site, Target};

mod each;
mod edition;
mod lines;
pub mod model;
mod movement;
mod recommendation;
mod report;
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

/// Data that cannot be written: a body that was changed meanwhile, or a writer that failed.
type Failure = Box<Diagnostic>;

/// One file of data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum File {
    /// A whole report, or a review.
    Report(ReportId),
    /// A report or a review as one edition has it.
    Edition(ReportId, EditionId),
    /// Rows of a report, in CSV.
    Table(ReportId, Table),
    /// The description of a format.
    Schema(Schema),
}

/// How pages and files are spelled as addresses in one file of data.
pub trait Addresses {
    /// The address of a page.
    fn page(&self, target: &Target) -> String;

    /// The address of another file of data.
    fn file(&self, file: File) -> String;

    /// An address of a document's front matter; `None` where it leads nowhere.
    fn written(&self, document: DocumentId, address: &str) -> Option<String>;
}

impl File {
    /// Every file of data of a site.
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

    /// The report that the file is about.
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

/// Writes a file of data piece by piece.
pub fn write(
    file: File,
    facts: &Facts,
    fragments: &Fragments<'_>,
    addresses: &dyn Addresses,
    out: &mut dyn io::Write,
) -> Result<(), Failure> {
    // Pieces are small and many.
    let mut out = io::BufWriter::with_capacity(64 * 1024, out);
    let failure = Cell::new(None);
    let site = facts.site();
    let source = Source { site, facts, fragments, addresses, failure: &failure };
    let kind = |report| site.report(report).kind;
    let written = match file {
        File::Report(id) if kind(id) == ReportKind::Review => {
            lines::write(&review::file(&source, id, None)?, &mut out)
        }
        File::Report(id) => lines::write(&report::file(&source, id)?, &mut out),
        File::Edition(id, edition) if kind(id) == ReportKind::Review => {
            lines::write(&review::file(&source, id, Some(edition))?, &mut out)
        }
        File::Edition(id, edition) => lines::write(&edition::file(&source, id, edition)?, &mut out),
        File::Table(id, table) => table::write(&source, id, table, &mut out),
        File::Schema(schema) => schema.write(addresses, &mut out),
    };
    let written = written.and_then(|()| io::Write::flush(&mut out));
    match (failure.take(), written) {
        (Some(failure), _) => Err(failure),
        (None, Ok(())) => Ok(()),
        (None, Err(error)) => Err(unwritable(&site.config.path, &error)),
    }
}

/// A writer that failed. Whoever gave it knows more.
fn unwritable(path: &SourcePath, error: &io::Error) -> Failure {
    let message = format!("cannot write data: {error}");
    Box::new(Diagnostic::error("unwritable-page", Location::file(path), message))
}
