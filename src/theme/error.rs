//! What is wrong with a template, as a diagnostic.

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{Error, ErrorKind, Tera};

use super::strings::{self, Strings};
use crate::diagnostic::{Diagnostic, Location};
use crate::path::SourcePath;

/// An error of the template engine, with its place.
pub(super) fn diagnostic(error: &Error, origins: &BTreeMap<String, SourcePath>) -> Diagnostic {
    let file = |template: &str| {
        origins.get(template).cloned().unwrap_or_else(|| SourcePath::new(template))
    };
    let (location, message) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let place = Location::new(&file(report.filename()), report.span().range.clone());
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

/// The mistakes that the engine finds only with all templates at hand: names of filters and
/// components. It returns them as one text of finished reports, each of which begins with
/// `error: MESSAGE`, `--> TEMPLATE:LINE:COLUMN` and the line underlined.
pub(super) fn reports(
    error: &Error,
    sources: &[(String, String)],
    origins: &BTreeMap<String, SourcePath>,
) -> Vec<Diagnostic> {
    let ErrorKind::Msg(text) = error.kind() else { return Vec::new() };
    let mut found = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let Some(message) = line.strip_prefix("error: ") else { continue };
        let place = lines.peek().and_then(|line| line.trim_start().strip_prefix("--> "));
        let Some((template, span)) = place.and_then(|place| span(place, sources)) else { continue };
        let path = origins.get(template).cloned().unwrap_or_else(|| SourcePath::new(template));
        found.push(unusable(Location::new(&path, span), message));
    }
    found
}

/// The bytes of `TEMPLATE:LINE:COLUMN`: the word that begins there.
fn span<'s>(
    place: &str,
    sources: &'s [(String, String)],
) -> Option<(&'s str, std::ops::Range<usize>)> {
    let mut parts = place.trim().rsplitn(3, ':');
    let column: usize = parts.next()?.parse().ok()?;
    let line: usize = parts.next()?.parse().ok()?;
    let template = parts.next()?;
    let (name, text) = sources.iter().find(|(name, _)| name == template)?;
    let mut before = text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len);
    let line_start: usize = before.by_ref().sum();
    let rest = text.get(line_start..)?;
    let start = rest.char_indices().nth(column.checked_sub(1)?)?.0;
    let word = rest[start..].find(|char: char| !char.is_alphanumeric() && !"_<.".contains(char));
    let end = start + word.unwrap_or(rest.len() - start).max(1);
    Some((name, line_start + start..line_start + end))
}

fn unusable(location: Location, message: &str) -> Diagnostic {
    let message = message.trim_end_matches('.');
    Diagnostic::error("template", location, format!("the template cannot be used: {message}"))
        .help("see docs/themes.md for what templates are given")
}

/// The mistakes of all templates: the engine itself stops at the first.
pub(super) fn each_template(
    sources: &[(String, String)],
    strings: &Arc<Strings>,
    origins: &BTreeMap<String, SourcePath>,
) -> Vec<Diagnostic> {
    sources
        .iter()
        .filter_map(|(name, text)| {
            let mut alone = Tera::default();
            strings::register(&mut alone, strings);
            let error = alone.add_raw_template(name, text).err()?;
            // What a template says of others can only be judged with all of them.
            let own = matches!(error.kind(), ErrorKind::SyntaxError(report)
                if !report.message().to_lowercase().contains("component"));
            own.then(|| diagnostic(&error, origins))
        })
        .collect()
}
