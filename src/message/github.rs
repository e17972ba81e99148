//! GitHub workflow commands.
//!
//! Format and escapes:
//! <https://docs.github.com/actions/reference/workflow-commands-for-github-actions> and the
//! runner's `ActionCommand`.

use std::io;

use super::below;
use super::sources::{Region, Sources};
use super::text;
use crate::diagnostic::{Diagnostic, Location};

/// Writes one command a line.
pub(super) fn write(
    out: &mut dyn io::Write,
    prefix: &str,
    diagnostics: &[Diagnostic],
    sources: &mut Sources<'_>,
) -> io::Result<()> {
    for diagnostic in diagnostics {
        sources.turn_to(&diagnostic.location.path);
        let Diagnostic { severity, name, location, .. } = diagnostic;
        let file = property(&text::path(&below(prefix, &location.path)));
        let place = sources.region(location).map(lines_and_columns).unwrap_or_default();
        let message = data(&message(diagnostic, prefix, sources));
        writeln!(out, "::{severity} file={file}{place},title={}::{message}", property(name))?;
    }
    Ok(())
}

/// For multi-line spans GitHub drops columns, with a complaint in the log.
fn lines_and_columns(Region { start, end }: Region) -> String {
    if start.line == end.line {
        format!(
            ",line={},col={},endLine={},endColumn={}",
            start.line, start.column, end.line, end.column
        )
    } else {
        format!(",line={},endLine={}", start.line, end.line)
    }
}

/// The whole message, one part a line.
fn message(diagnostic: &Diagnostic, prefix: &str, sources: &mut Sources<'_>) -> String {
    let mut lines = vec![diagnostic.message.clone()];
    lines.extend(diagnostic.label.clone());
    for (location, text) in &diagnostic.related {
        lines.push(format!("note: {text} ({})", place(location, prefix, sources)));
    }
    lines.extend(diagnostic.help.as_ref().map(|help| format!("help: {help}")));
    lines.join("\n")
}

fn place(location: &Location, prefix: &str, sources: &mut Sources<'_>) -> String {
    let path = text::path(&below(prefix, &location.path));
    match sources.region(location) {
        Some(Region { start, .. }) => format!("{path}:{}:{}", start.line, start.column),
        None => path,
    }
}

/// Escapes text after `::`. Logs are also read in terminals.
fn data(text: &str) -> String {
    let escaped = text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    text::characters(&escaped).collect()
}

/// Escapes a property value.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
