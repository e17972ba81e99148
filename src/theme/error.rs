//! Converts template errors to diagnostics.

use std::sync::Arc;

use tera::{Error, ErrorKind, Tera};

use super::Templates;
use super::strings::{self, Strings};
use crate::diagnostic::{Diagnostic, Location};
use crate::path::SourcePath;

/// A template engine error with its location.
pub(super) fn diagnostic(error: &Error, templates: &Templates) -> Diagnostic {
    let file = |name: &str| {
        templates.get(name).map_or_else(|| SourcePath::new(name), |known| known.path().clone())
    };
    let (location, message) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let piece = report.span().range.clone();
            let place = match templates.get(report.filename()) {
                Some(template) => template.location(piece),
                None => Location::new(&SourcePath::new(report.filename()), piece),
            };
            (place, report.message().to_owned())
        }
        ErrorKind::MissingParent { current, parent } => {
            (Location::file(&file(current)), format!("it extends `{parent}`, which does not exist"))
        }
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
            (Location::file(&file(tpl)), "it extends or includes itself".to_owned())
        }
        _ => (Location::file(&SourcePath::new("themes")), error.to_string()),
    };
    unusable(location, &message)
}

/// An error of a component rendered alone. Errors of its arguments have no location.
pub(super) fn component(name: &str, error: &Error, templates: &Templates) -> Diagnostic {
    let found = diagnostic(error, templates);
    if found.location.span.is_some() {
        return found;
    }
    let definition = format!("component {name}(");
    let place = templates.values().find_map(|template| {
        let start = template.text().find(&definition)?;
        Some(template.location(start..start + definition.len() - 1))
    });
    let help = format!(
        "`{name}` is rendered without a page, so it has no context: `ssr-site explain template`"
    );
    Diagnostic { location: place.unwrap_or(found.location.clone()), ..found }.help(help)
}

/// Errors that the engine finds only with all templates: unknown filters and components. It returns
/// one text of formatted reports, each beginning with `error: MESSAGE`, `--> TEMPLATE:LINE:COLUMN`
/// and the underlined line.
pub(super) fn reports(error: &Error, templates: &Templates) -> Vec<Diagnostic> {
    let ErrorKind::Msg(text) = error.kind() else { return Vec::new() };
    let mut found = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let Some(message) = line.strip_prefix("error: ") else { continue };
        let place = lines.peek().and_then(|line| line.trim_start().strip_prefix("--> "));
        let Some(place) = place.and_then(|place| location(place, templates)) else { continue };
        found.push(unusable(place, message));
    }
    found
}

/// Location of `TEMPLATE:LINE:COLUMN`: the word there.
fn location(place: &str, templates: &Templates) -> Option<Location> {
    let mut parts = place.trim().rsplitn(3, ':');
    let column: usize = parts.next()?.parse().ok()?;
    let line: usize = parts.next()?.parse().ok()?;
    let template = templates.get(parts.next()?)?;
    let text = template.text();
    let mut before = text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len);
    let line_start: usize = before.by_ref().sum();
    let rest = text.get(line_start..)?;
    let start = rest.char_indices().nth(column.checked_sub(1)?)?.0;
    let word = rest[start..].find(|char: char| !char.is_alphanumeric() && !"_<.".contains(char));
    let end = start + word.unwrap_or(rest.len() - start).max(1);
    Some(template.location(line_start + start..line_start + end))
}

fn unusable(location: Location, message: &str) -> Diagnostic {
    let message = message.trim_end_matches('.');
    Diagnostic::error("template", location, format!("the template cannot be used: {message}"))
        .help("see `ssr-site explain template`")
}

/// Errors of all templates: the engine itself stops at the first.
pub(super) fn each_template(
    templates: &Templates,
    strings: &Arc<Strings>,
    unworded: &Arc<Strings>,
) -> Vec<Diagnostic> {
    templates
        .iter()
        .filter_map(|(name, template)| {
            let mut alone = Tera::default();
            strings::register(&mut alone, strings, unworded);
            let error = alone.add_raw_template(name, template.text()).err()?;
            // Errors about other templates need all of them.
            let own = matches!(error.kind(), ErrorKind::SyntaxError(report)
                if !report.message().to_lowercase().contains("component"));
            own.then(|| diagnostic(&error, templates))
        })
        .collect()
}
