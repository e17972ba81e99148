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
