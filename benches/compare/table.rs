//! The table of results.

use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

use walkdir::WalkDir;

use super::names::Name;
use super::process::{Run, ms};
use super::rounds::{self, Outcome};

/// A program and its results.
pub(crate) struct Row {
    pub(crate) name: Name,
    walls: Vec<Duration>,
    cpus: Vec<Duration>,
    peak: Option<u64>,
    written: Option<Written>,
    /// Whether it timed out and is not run again.
    pub(crate) given_up: bool,
}

/// What a run wrote.
struct Written {
    files: u64,
    bytes: u64,
    /// Median size of an HTML file: nearly all are pages of recommendations.
    page: u64,
}

impl Row {
    pub(crate) fn new(name: Name) -> Self {
        let (walls, cpus) = (Vec::new(), Vec::new());
        Self { name, walls, cpus, peak: None, written: None, given_up: false }
    }

    pub(crate) fn add(&mut self, outcome: &Outcome) -> anyhow::Result<()> {
        let Some(Run { time, usage }) = outcome.run else {
            self.given_up = true;
            return Ok(());
        };
        self.walls.push(time);
        if let Some(usage) = usage {
            self.cpus.push(usage.cpu);
            self.peak = self.peak.max(Some(usage.peak));
        }
        if let Some(directory) = &outcome.written {
            self.written = Some(Written::read(directory)?);
        }
        Ok(())
    }

    /// The median time.
    pub(crate) fn wall(&self) -> Option<Duration> {
        median(&self.walls).filter(|_| !self.given_up)
    }

    /// The median processor time.
    pub(crate) fn cpu(&self) -> Option<Duration> {
        median(&self.cpus).filter(|_| !self.given_up)
    }

    /// Peak memory in KiB.
    pub(crate) fn peak(&self) -> Option<u64> {
        self.peak
    }

    /// Median size of an HTML file in bytes.
    pub(crate) fn page(&self) -> Option<u64> {
        self.written.as_ref().map(|written| written.page)
    }
}

impl Written {
    fn read(directory: &Path) -> anyhow::Result<Self> {
        let (mut files, mut bytes) = (0, 0);
        for entry in WalkDir::new(directory) {
            let entry = entry?;
            if entry.file_type().is_file() {
                files += 1;
                bytes += entry.metadata()?.len();
            }
        }
        let page = median(&rounds::html_files(directory)?).unwrap_or(0);
        Ok(Self { files, bytes, page })
    }
}

fn median<T: Copy + Ord>(values: &[T]) -> Option<T> {
    let mut values = values.to_vec();
    values.sort_unstable();
    values.get(values.len() / 2).copied()
}

/// All rows in Markdown, with ratios of median times to the first.
pub(crate) fn markdown(rows: &[Row], limit: u64) -> String {
    let first = rows.first().and_then(Row::wall);
    let mut out = String::from(
        "| | median ms | least to most | CPU ms | ratio | peak MiB | files | MB | kB of a page |\n\
         | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n",
    );
    for row in rows {
        let wall = row.wall();
        let [least, most] = [row.walls.iter().min(), row.walls.iter().max()];
        let cells = [
            wall.map_or_else(
                || format!("over {}", limit * 1000),
                |wall| format!("{:.0}", ms(wall)),
            ),
            shown(wall.and(least.zip(most)), |(least, most)| {
                format!("{:.0} to {:.0}", ms(*least), ms(*most))
            }),
            shown(row.cpu(), |cpu| format!("{:.0}", ms(cpu))),
            shown(wall.zip(first), |(wall, first)| {
                format!("{:.2}", wall.as_secs_f64() / first.as_secs_f64())
            }),
            shown(row.peak, |peak| (peak / 1024).to_string()),
            shown(row.written.as_ref(), |written| written.files.to_string()),
            shown(row.written.as_ref(), |written| (written.bytes / 1_000_000).to_string()),
            shown(row.page(), kilobytes),
        ];
        // Writing to a string cannot fail.
        let _ = writeln!(out, "| {} | {} |", row.name.title(), cells.join(" | "));
    }
    out
}

/// Bytes in kB, with one decimal.
pub(crate) fn kilobytes(bytes: u64) -> String {
    format!("{}.{}", bytes / 1000, bytes % 1000 / 100)
}

fn shown<T>(value: Option<T>, show: impl FnOnce(T) -> String) -> String {
    value.map(show).unwrap_or_default()
}
