//! The table of results.

use std::fmt::Write as _;
use std::time::Duration;

use super::process::{Run, ms};

/// A program and its results.
pub(crate) struct Row {
    name: String,
    times: Vec<Duration>,
    peak: Option<u64>,
    pub(crate) files: u64,
    pub(crate) bytes: u64,
    /// Whether it timed out and is not run again.
    pub(crate) given_up: bool,
    limit: u64,
}

impl Row {
    pub(crate) fn new(name: &str) -> Self {
        let name = name.to_owned();
        Self { name, times: Vec::new(), peak: None, files: 0, bytes: 0, given_up: false, limit: 0 }
    }

    /// Adds a run, or a timeout in seconds.
    pub(crate) fn add(&mut self, run: Option<Run>, limit: u64) {
        (self.given_up, self.limit) = (run.is_none(), limit);
        if let Some(run) = run {
            self.times.push(run.time);
            self.times.sort_unstable();
            self.peak = self.peak.max(run.peak);
        }
    }

    fn median(&self) -> Option<Duration> {
        self.times.get(self.times.len() / 2).copied().filter(|_| !self.given_up)
    }
}

/// All rows in Markdown, with ratios of medians to the first.
pub(crate) fn markdown(rows: &[Row]) -> String {
    let first = rows.first().and_then(Row::median);
    let mut out = String::from(
        "| | median ms | least to most | ratio | peak MiB | files | MB |\n\
         | --- | ---: | ---: | ---: | ---: | ---: | ---: |\n",
    );
    for row in rows {
        let [median, range, ratio] = match (row.median(), first) {
            (Some(median), Some(first)) => {
                let ends = [row.times.first(), row.times.last()];
                let [least, most] = ends.map(|time| time.map_or(0.0, |time| ms(*time)));
                let ratio = median.as_secs_f64() / first.as_secs_f64();
                [
                    format!("{:.0}", ms(median)),
                    format!("{least:.0} to {most:.0}"),
                    format!("{ratio:.2}"),
                ]
            }
            _ => [format!("over {}", row.limit * 1000), String::new(), String::new()],
        };
        let peak = row.peak.map_or_else(String::new, |peak| (peak / 1024).to_string());
        let [files, megabytes] = if row.files == 0 {
            [String::new(), String::new()]
        } else {
            [row.files.to_string(), (row.bytes / 1_000_000).to_string()]
        };
        let cells = [&median, &range, &ratio, &peak, &files, &megabytes];
        let _ = write!(out, "| {} ", row.name);
        for cell in cells {
            let _ = write!(out, "| {cell} ");
        }
        out.push_str("|\n");
    }
    out
}
