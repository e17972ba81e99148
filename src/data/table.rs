//! CSV tables (RFC 4180, UTF-8); every row has all columns.
//!
//! Columns are never renamed, moved or removed within a format version; new ones are appended.

use std::io;

use csv::{Terminator, WriterBuilder};

use super::WriteError;
use super::source::Source;
use crate::document::fields::ReportKind;
use crate::key::Parts;
use crate::site::{RecommendationId, ReportId, View};

mod cell;
mod implementation;
mod parties;
mod review;
mod slips;

use cell::Cell;

/// Bytes of rows gathered before they are passed on.
const BUFFERED: usize = 1024;

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

/// Makes the rows of one recommendation.
type Each = fn(&Source<'_>, RecommendationId, &mut Rows<'_>) -> Result<(), WriteError>;

/// Writes a table. The rows of a recommendation are one part.
pub(super) fn write(
    source: &Source<'_>,
    report: ReportId,
    table: Table,
    out: &mut dyn Parts,
) -> Result<(), WriteError> {
    let mut lines = Lines::new(out);
    lines
        .records(|rows| rows(&table.columns().iter().map(|it| (*it).into()).collect::<Vec<_>>()))?;
    let each: Each = match table {
        Table::Parties => return lines.records(|rows| parties::parties(source, report, rows)),
        Table::Recommendations => implementation::recommendations,
        Table::Deliverables => implementation::deliverables,
        Table::Changes => implementation::changes,
        Table::Slips => slips::slips,
        Table::Responses => implementation::responses,
        Table::Entries => review::entries,
        Table::Tasks => review::tasks,
    };
    let known = source.site.report(report);
    let ids: Vec<RecommendationId> = match table {
        Table::Responses => known.ids().collect(),
        Table::Entries | Table::Tasks => source.entries(report, View::Latest),
        _ => known.listed(View::Latest).to_vec(),
    };
    for id in ids {
        if !source.begin(id, &(), lines.out)? {
            lines.records(|rows| each(source, id, rows))?;
        }
    }
    Ok(())
}

/// Writes rows as lines.
struct Lines<'o> {
    out: &'o mut dyn Parts,
    written: Vec<u8>,
}

impl<'o> Lines<'o> {
    fn new(out: &'o mut dyn Parts) -> Self {
        Self { out, written: Vec::new() }
    }

    /// Writes the rows that are made.
    fn records<E: From<io::Error>>(
        &mut self,
        make: impl FnOnce(&mut Rows<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        self.written.clear();
        let mut writer = WriterBuilder::new()
            .terminator(Terminator::CRLF)
            .buffer_capacity(BUFFERED)
            .from_writer(&mut self.written);
        let mut rows = |cells: &[Cell<'_>]| -> io::Result<()> {
            for cell in cells {
                writer.write_field(cell.spelled().as_bytes())?;
            }
            Ok(writer.write_record(None::<&[u8]>)?)
        };
        make(&mut rows)?;
        writer.flush()?;
        drop(writer);
        Ok(self.out.write_all(&self.written)?)
    }
}
