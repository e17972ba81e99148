//! Print engines: detection and command lines.

use std::path::{Path, PathBuf};

use crate::config::PrintEngine;

/// Name of the page in the working directory.
pub(super) const PAGE: &str = "page.html";
/// Name of the PDF in the working directory.
pub(super) const DOCUMENT: &str = "document.pdf";

/// Names of Chromium and its derivatives, and install locations outside `PATH`.
const CHROMIUM: &[&str] = &[
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "chrome",
    "microsoft-edge-stable",
    "msedge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
];
const WEASYPRINT: &[&str] = &["weasyprint"];

/// An installed program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Engine {
    kind: PrintEngine,
    program: PathBuf,
}

impl Engine {
    /// Finds a program of a kind, or of any kind, Chromium first.
    pub fn find(kind: Option<PrintEngine>) -> Option<Self> {
        let kinds = match kind {
            Some(kind) => vec![kind],
            None => vec![PrintEngine::Chromium, PrintEngine::Weasyprint],
        };
        kinds.into_iter().find_map(|kind| {
            let names = match kind {
                PrintEngine::Chromium => CHROMIUM,
                PrintEngine::Weasyprint => WEASYPRINT,
            };
            let program = names.iter().find_map(|name| which::which(name).ok())?;
            Some(Self { kind, program })
        })
    }

    /// The program's name.
    pub fn name(&self) -> String {
        let name = self.program.file_stem().unwrap_or(self.program.as_os_str());
        name.to_string_lossy().into_owned()
    }

    pub(super) fn program(&self) -> &Path {
        &self.program
    }

    /// Whether it fills in the page numbers that a style sheet asks for.
    pub(super) fn counts_pages(&self) -> bool {
        self.kind == PrintEngine::Weasyprint
    }

    /// Whether it reads the page from standard input.
    pub(super) fn reads_input(&self) -> bool {
        self.kind == PrintEngine::Weasyprint
    }

    /// Arguments, for a directory that contains only the page.
    pub(super) fn arguments(&self) -> Vec<String> {
        match self.kind {
            PrintEngine::Chromium => chromium(),
            // Through standard input, so that the page has no directory to read from.
            PrintEngine::Weasyprint => {
                ["--quiet", "--pdf-tags", "--allowed-protocols", "data", "-", DOCUMENT]
                    .map(str::to_owned)
                    .into()
            }
        }
    }
}

/// A temporary profile; the page's policy forbids loading, and the proxy makes every address
/// unreachable.
fn chromium() -> Vec<String> {
    let mut words: Vec<String> = [
        "--headless",
        "--disable-gpu",
        "--disable-quic",
        "--disable-extensions",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-default-apps",
        "--disable-sync",
        "--no-first-run",
        "--no-default-browser-check",
        "--user-data-dir=profile",
        "--host-resolver-rules=MAP * ~NOTFOUND",
        "--proxy-server=http://127.0.0.1:1",
        "--proxy-bypass-list=<-loopback>",
        "--no-pdf-header-footer",
        "--generate-pdf-document-outline",
    ]
    .map(str::to_owned)
    .into();
    words.push(format!("--print-to-pdf={DOCUMENT}"));
    if is_root() {
        // The sandbox does not run as root.
        words.push("--no-sandbox".to_owned());
    }
    words.push(PAGE.to_owned());
    words
}

#[cfg(unix)]
fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

#[cfg(not(unix))]
fn is_root() -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_is_told_where_the_page_is_and_where_the_document_goes() {
        #[track_caller]
        fn case(kind: PrintEngine, page: &str) {
            let engine = Engine { kind, program: PathBuf::from("/usr/bin/program") };
            let arguments = engine.arguments();
            let has = |word: &str| arguments.iter().any(|argument| argument.ends_with(word));
            assert!(has(DOCUMENT), "{arguments:?}");
            assert!(has(page), "{arguments:?}");
            assert_eq!(engine.name(), "program");
        }
        case(PrintEngine::Chromium, PAGE);
        case(PrintEngine::Weasyprint, "-");
    }
}
