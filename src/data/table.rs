//! CSV tables (RFC 4180, UTF-8); every row has all columns.
//!
//! Columns are never renamed, moved or removed within a format version; new ones are appended.

use std::io;

use csv::{Terminator, WriterBuilder};

use super::WriteError;
use super::source::Source;
use crate::document::fields::ReportKind;
use crate::site::ReportId;

mod cell;
mod implementation;
mod parties;
mod review;
mod slips;

use cell::Cell;

/// A table of a report or a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// A row per recommendation, in the latest view.
    Recommendations,
    /// A row per deliverable of each update.
    Deliverables,
    /// A row per change.
    Changes,
    /// A row per slipped date.
    Slips,
    /// A row per response, in the latest view.
    Responses,
    /// A row per responsible party and per larger body, in the latest view.
    Parties,
    /// A row per entry of a review, in the latest view.
    Entries,
    /// A row per task of a review, in the latest view.
    Tasks,
}

impl Table {
    /// The tables of a kind of report.
    pub fn of(kind: ReportKind) -> &'static [Self] {
        match kind {
            ReportKind::Implementation => &[
                Self::Recommendations,
                Self::Deliverables,
                Self::Changes,
                Self::Slips,
                Self::Responses,
                Self::Parties,
            ],
            ReportKind::Review => &[Self::Entries, Self::Tasks],
        }
    }

    /// The name of its file, without `.csv`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Recommendations => "recommendations",
            Self::Deliverables => "deliverables",
            Self::Changes => "changes",
            Self::Slips => "slips",
            Self::Responses => "responses",
            Self::Parties => "parties",
            Self::Entries => "entries",
            Self::Tasks => "tasks",
        }
    }

    /// The names of its columns, in order.
    pub fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Recommendations => implementation::RECOMMENDATIONS,
            Self::Deliverables => implementation::DELIVERABLES,
            Self::Changes => implementation::CHANGES,
            Self::Slips => slips::SLIPS,
            Self::Responses => implementation::RESPONSES,
            Self::Parties => parties::PARTIES,
            Self::Entries => review::ENTRIES,
            Self::Tasks => review::TASKS,
        }
    }
}

/// Receives the rows of a table in turn.
type Rows<'w> = dyn FnMut(&[Cell<'_>]) -> io::Result<()> + 'w;

/// Writes a table. Errors of the content are stored in the source.
pub(super) fn write(
    source: &Source<'_>,
    report: ReportId,
    table: Table,
    out: &mut impl io::Write,
) -> io::Result<()> {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
    writer.write_record(table.columns())?;
    let mut rows = |cells: &[Cell<'_>]| -> io::Result<()> {
        for cell in cells {
            writer.write_field(cell.spelled().as_bytes())?;
        }
        Ok(writer.write_record(None::<&[u8]>)?)
    };
    let written = match table {
        Table::Recommendations => implementation::recommendations(source, report, &mut rows),
        Table::Deliverables => implementation::deliverables(source, report, &mut rows),
        Table::Changes => implementation::changes(source, report, &mut rows),
        Table::Slips => slips::slips(source, report, &mut rows),
        Table::Responses => implementation::responses(source, report, &mut rows),
        Table::Parties => parties::parties(source, report, &mut rows),
        Table::Entries => review::entries(source, report, &mut rows),
        Table::Tasks => review::tasks(source, report, &mut rows),
    };
    match written {
        Ok(()) => writer.flush(),
        Err(WriteError::Writer(error)) => Err(error),
        Err(WriteError::Content(failure)) => {
            let error = io::Error::other(failure.message.clone());
            source.failure.set(Some(failure));
            Err(error)
        }
    }
}
