//! Counts how often each content file is opened, with strace.
#![expect(clippy::disallowed_methods, reason = "not part of the product: it reads a trace")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, ensure};

use super::names::Name;
use super::process::{self, Run};

/// Opens of each content file in one run.
pub(crate) struct Reads {
    name: Name,
    files: BTreeMap<String, usize>,
}

const STRACE: &str = "strace";

/// Fails if strace is missing.
pub(crate) fn require_strace() -> anyhow::Result<()> {
    let status = Command::new(STRACE).arg("--version").output();
    ensure!(status.is_ok(), "`--reads` needs strace, which is not installed");
    Ok(())
}

/// Runs a program under strace; its calls go to a file.
pub(crate) fn run(
    program: &Path,
    arguments: Vec<PathBuf>,
    trace: &Path,
    limit: std::time::Duration,
) -> anyhow::Result<Option<Run>> {
    let calls = ["-f", "-y", "--quiet=all", "--trace=open,openat,openat2", "-o"];
    let mut words: Vec<PathBuf> = calls.map(PathBuf::from).into();
    words.extend([trace.to_owned(), program.to_owned()]);
    words.extend(arguments);
    process::run(STRACE, words, limit)
}

impl Reads {
    /// Reads a trace. Files are named by the descriptors that were returned: `= 7</path>`.
    pub(crate) fn new(name: Name, trace: &Path, content: &Path) -> anyhow::Result<Self> {
        let text = fs::read(trace).context("strace wrote no trace")?;
        let content = fs::canonicalize(content)?;
        let content = content.to_str().context("a path that is not text")?;
        let mut files = BTreeMap::new();
        for line in String::from_utf8_lossy(&text).lines() {
            let Some((_, result)) = line.rsplit_once(" = ") else { continue };
            let opened = result.split_once('<').and_then(|(_, path)| path.strip_suffix('>'));
            let below = opened.and_then(|path| path.strip_prefix(content));
            if let Some(path) = below.filter(|path| path.ends_with(".md")) {
                *files.entry(path.to_owned()).or_insert(0) += 1;
            }
        }
        Ok(Self { name, files })
    }
}

/// All rows in Markdown.
pub(crate) fn markdown(all: &[Reads]) -> String {
    let mut out = String::from(
        "| opens of each content file | files | median | mean | most | of |\n\
         | --- | ---: | ---: | ---: | ---: | --- |\n",
    );
    for Reads { name, files } in all {
        let mut counts: Vec<usize> = files.values().copied().collect();
        counts.sort_unstable();
        let median = counts.get(counts.len() / 2).copied().unwrap_or(0);
        let sum: usize = counts.iter().sum();
        // In hundredths, rounded down.
        let mean = (sum * 100).checked_div(counts.len()).unwrap_or(0);
        let most = files.iter().max_by_key(|(_, count)| **count);
        let (path, most) = most.map_or(("", 0), |(path, count)| (path.as_str(), *count));
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "| {} | {} | {median} | {}.{:02} | {most} | `{}` |",
            name.title(),
            counts.len(),
            mean / 100,
            mean % 100,
            path.trim_start_matches('/'),
        );
    }
    out
}
