//! Commands as advice: ready to be typed.

use std::path::Path;

use ssr_site::document::fields::ReportKind;
use ssr_site::site::{Report, Site};

use super::args::place::InProject;

/// A command for the same project.
pub(super) fn in_project(command: &str, project: &InProject) -> String {
    match &project.directory {
        Some(directory) => format!("{command} -C {}", quoted_path(directory)),
        None => command.to_owned(),
    }
}

/// The option that names an edition, where it is not the one that is meant without it.
pub(super) fn of_edition(site: &Site, report: &Report, edition: &str, is_last: bool) -> String {
    match (is_alone(site), is_last) {
        (true, true) => String::new(),
        (true, false) => format!(" --edition {edition}"),
        (false, true) => format!(" --report {}", report.id),
        (false, false) => format!(" --edition {}/{edition}", report.id),
    }
}

fn is_alone(site: &Site) -> bool {
    let implementations =
        site.reports.iter().filter(|report| report.kind == ReportKind::Implementation);
    implementations.count() < 2
}

/// A path as a shell reads it.
pub(super) fn quoted_path(path: &Path) -> String {
    quoted(&path.display().to_string())
}

/// Quotes a word for a shell.
pub(super) fn quoted(word: &str) -> String {
    let plain = |char: char| char.is_alphanumeric() || "/._-+,:@%".contains(char);
    if word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}
