//! JSON, one object a line.

use std::io;

use serde::Serialize;

use super::sources::Sources;
use super::text;
use crate::diagnostic::{Diagnostic, Location, group_numbers};

/// Writes one object a line.
pub(super) fn write(
    out: &mut dyn io::Write,
    diagnostics: &[Diagnostic],
    sources: &mut Sources<'_>,
) -> io::Result<()> {
    for (diagnostic, group) in diagnostics.iter().zip(group_numbers(diagnostics)) {
        sources.turn_to(&diagnostic.location.path);
        let json = serde_json::to_string(&Object::new(diagnostic, group, sources))?;
        writeln!(out, "{}", text::escape_json(&json))?;
    }
    Ok(())
}

/// The keys are a stable interface, see [`super::Format::Json`].
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Object<'d> {
    severity: String,
    name: &'d str,
    message: &'d str,
    file: &'d str,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    label: Option<&'d str>,
    help: Option<&'d str>,
    related: Vec<Related<'d>>,
    group: usize,
}

#[derive(Serialize)]
struct Related<'d> {
    file: &'d str,
    line: Option<usize>,
    column: Option<usize>,
    message: &'d str,
}

impl<'d> Object<'d> {
    fn new(diagnostic: &'d Diagnostic, group: usize, sources: &mut Sources<'_>) -> Self {
        let Diagnostic { severity, name, message, location, label, related, help, about: _ } =
            diagnostic;
        let region = sources.region(location);
        let related = related.iter().map(|(at, message)| Related::new(at, message, sources));
        Self {
            severity: severity.to_string(),
            name,
            message,
            file: text::spelling(&location.path),
            line: region.map(|region| region.start.line),
            column: region.map(|region| region.start.column),
            end_line: region.map(|region| region.end.line),
            end_column: region.map(|region| region.end.column),
            label: label.as_deref(),
            help: help.as_deref(),
            related: related.collect(),
            group: group + 1,
        }
    }
}

impl<'d> Related<'d> {
    fn new(location: &'d Location, message: &'d str, sources: &mut Sources<'_>) -> Self {
        let region = sources.region(location);
        Self {
            file: text::spelling(&location.path),
            line: region.map(|region| region.start.line),
            column: region.map(|region| region.start.column),
            message,
        }
    }
}
