//! Converts the print page to PDF with an installed program.
//!
//! Knows nothing about reports: it gets a page, its metadata, and the file to write. The program
//! runs in a scratch directory that contains only the page, without network access.

use std::io::{self, Write};
use std::time::Duration;

use sha2::{Digest as _, Sha256};
use thiserror::Error;

use crate::output::{Destination, Scratch};
use crate::render::Described;

mod engine;
mod finish;
mod numbers;
mod outline;
mod page;
mod run;

pub use engine::Engine;

use finish::Wanted;
use numbers::Numbers;
use page::Found;

/// How many times a page is printed again for its page numbers.
const MOST_AGAIN: usize = 2;

/// The result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Number of pages.
    pub pages: usize,
    /// Its size in bytes.
    pub bytes: usize,
    /// Headings missing from the outline, in order.
    pub left_out: Vec<String>,
    /// Whether the table of contents has its page numbers.
    pub numbered: bool,
}

/// Why there is no PDF. The target file is unchanged.
#[derive(Debug, Error)]
pub enum PdfError {
    /// The page could not be rendered.
    #[error("cannot write the page to print")]
    Page(#[source] io::Error),
    /// The program could not be started or awaited.
    #[error("cannot run `{program}`")]
    Run {
        /// The program.
        program: String,
        /// The system's error.
        #[source]
        source: io::Error,
    },
    /// Timeout: the program was killed.
    #[error("`{program}` was stopped after {} s", limit.as_secs())]
    TooLong {
        /// The program.
        program: String,
        /// The timeout.
        limit: Duration,
    },
    /// Interrupted by the user.
    #[error("interrupted")]
    Interrupted,
    /// The program ended without a PDF.
    #[error("`{program}` wrote no PDF ({ended}){}", said(last_words))]
    Nothing {
        /// The program.
        program: String,
        /// Its exit status.
        ended: String,
        /// Its last output.
        last_words: String,
    },
    /// The PDF cannot be parsed.
    #[error("`{program}` wrote a PDF that cannot be parsed")]
    Unreadable {
        /// The program.
        program: String,
        /// The parse error.
        #[source]
        source: lopdf::Error,
    },
    /// The PDF is of another page.
    #[error("`{program}` printed a different page: its title is `{title}`")]
    OtherPage {
        /// The program.
        program: String,
        /// The title of the document.
        title: String,
    },
    /// An entry of the outline matches no heading of the page.
    #[error("`{program}` wrote an outline with an entry that is no heading of the page: `{title}`")]
    OtherOutline {
        /// The program.
        program: String,
        /// The title of the entry.
        title: String,
    },
    /// The page redirects; print programs would follow.
    #[error("a `<meta http-equiv=\"refresh\">` in the content redirects the page: `{refresh}`{}", under(heading.as_deref()))]
    LeadsAway {
        /// The redirect's content.
        refresh: String,
        /// The heading above it.
        heading: Option<String>,
    },
    /// The PDF could not be written.
    #[error("cannot write the document")]
    Write(#[source] io::Error),
}

impl PdfError {
    /// What to do, if anything.
    pub fn help(&self) -> Option<&'static str> {
        match self {
            Self::TooLong { .. } => Some("raise `--timeout`, or split the report with `--split`"),
            Self::Nothing { .. } | Self::Unreadable { .. } | Self::OtherOutline { .. } => Some(
                "try the other program with `--engine`, or print from a browser what \
                 `ssr-site print` writes",
            ),
            Self::OtherPage { .. } | Self::LeadsAway { .. } => Some(
                "raw HTML that leads to another page is in the content; leave it out, or have it \
                 cleaned: `html = \"sanitize\"` in `[markdown]`",
            ),
            Self::Page(_) | Self::Run { .. } | Self::Interrupted | Self::Write(_) => None,
        }
    }

    /// Whether the content is at fault, not the system.
    pub fn is_of_content(&self) -> bool {
        matches!(self, Self::LeadsAway { .. })
    }
}

fn under(heading: Option<&str>) -> String {
    heading.map(|heading| format!(", under `{heading}`")).unwrap_or_default()
}

fn said(last_words: &str) -> String {
    if last_words.is_empty() {
        return String::new();
    }
    format!(". It said:\n{last_words}")
}

/// Prints a page to a file, atomically.
///
/// Removes the time of printing and other run-dependent metadata, so that the same page, program
/// and fonts give the same bytes. Chromium occasionally rounds or numbers differently; then the
/// bytes differ.
pub fn write(
    engine: &Engine,
    target: &Destination,
    described: &Described,
    limit: Duration,
    page: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>,
) -> Result<Written, PdfError> {
    let scratch = target.scratch().map_err(PdfError::Write)?;
    let mut read =
        Read { out: run::page(&scratch)?, digest: Sha256::new(), reader: page::Reader::new() };
    page(&mut read).and_then(|()| read.out.flush()).map_err(PdfError::Page)?;
    let (found, digest) = (read.reader.finish(), read.digest.finalize());
    if let Some((refresh, heading)) = found.refresh {
        return Err(PdfError::LeadsAway { refresh, heading });
    }
    let printed = run::print(engine, &scratch, limit)?;
    let (printed, numbered) = if engine.counts_pages() {
        (printed, true)
    } else {
        number(engine, &scratch, limit, &found, printed)?
    };
    let wanted = Wanted { described, headings: &found.headings, digest: &digest };
    let finished = finish::finish(&printed, &wanted, engine)?;
    // The scratch directory locks the file, even for `replace`.
    drop(scratch);
    target.replace(&finished.bytes).map_err(PdfError::Write)?;
    let left_out = finished.left_out.into_iter().map(|heading| heading.text).collect();
    Ok(Written { pages: finished.pages, bytes: finished.bytes.len(), left_out, numbered })
}

/// Prints the page again with the page numbers read from the printed document, until they are
/// those of the document that has them. If that takes too many times, it stays without.
fn number(
    engine: &Engine,
    scratch: &Scratch,
    limit: Duration,
    found: &Found,
    printed: Vec<u8>,
) -> Result<(Vec<u8>, bool), PdfError> {
    let mut numbers = Numbers::read(&printed, found);
    if numbers.is_empty() {
        return Ok((printed, found.listed.is_empty()));
    }
    for _ in 0..MOST_AGAIN {
        run::amend(scratch, &numbers.style())?;
        let again = run::print(engine, scratch, limit)?;
        let moved = Numbers::read(&again, found);
        if moved == numbers {
            return Ok((again, numbers.are_all(found)));
        }
        numbers = moved;
    }
    Ok((printed, false))
}

/// A writer that hashes and parses the page passing through.
struct Read<W> {
    out: W,
    digest: Sha256,
    reader: page::Reader,
}

impl<W: Write> Write for Read<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.digest.update(&bytes[..written]);
        self.reader.write_all(&bytes[..written])?;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
