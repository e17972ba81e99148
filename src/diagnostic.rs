//! Diagnostics as data. Their presentation is elsewhere.

use std::fmt;
use std::ops::Range;

use crate::path::SourcePath;

mod fact;
mod position;

pub use fact::{About, Fact, FactKind, Group, group_numbers, groups};
pub use position::Position;

/// Maximum length of a quotation in a message, in characters.
const QUOTED: usize = 40;

/// The beginning of a long text, with an ellipsis.
pub fn beginning(text: &str) -> String {
    match text.char_indices().nth(QUOTED) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// A byte range of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span shifted, for text extracted from a file.
    #[must_use]
    pub fn shifted(self, by: usize) -> Self {
        Self::from(self.start as usize + by..self.end as usize + by)
    }

    /// The span as a range of bytes.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

impl From<Range<usize>> for Span {
    /// Files are at most 16 MiB, so that offsets always fit; larger ones saturate.
    fn from(range: Range<usize>) -> Self {
        let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Self { start: clamp(range.start), end: clamp(range.end) }
    }
}

/// A file, or a span of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location {
    /// The file.
    pub path: SourcePath,
    /// The bytes; `None` for the whole file.
    pub span: Option<Span>,
}

impl Location {
    /// A whole file.
    pub fn file(path: &SourcePath) -> Self {
        Self { path: path.clone(), span: None }
    }

    /// Some bytes of a file.
    pub fn new(path: &SourcePath, span: impl Into<Span>) -> Self {
        Self { path: path.clone(), span: Some(span.into()) }
    }
}

/// Severity of a diagnostic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Blocks the build.
    Error,
    /// Does not block the build.
    Warning,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
        })
    }
}

/// A problem, its location, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its severity.
    pub severity: Severity,
    /// Name of the rule or kind of error: kebab-case, stable, for programs and `explain`.
    pub name: &'static str,
    /// A lower-case phrase with names in backticks and no full stop.
    pub message: String,
    /// Its location.
    pub location: Location,
    /// Text beside the caret, if it adds to the message.
    pub label: Option<String>,
    /// Related locations, each with a description.
    pub related: Vec<(Location, String)>,
    /// What to type.
    pub help: Option<String>,
    /// The fact that it is about, if others can be about the same.
    pub about: Option<About>,
}

impl Diagnostic {
    /// An error.
    pub fn error(name: &'static str, location: Location, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            name,
            message: message.into(),
            location,
            label: None,
            related: Vec::new(),
            help: None,
            about: None,
        }
    }

    /// A warning.
    pub fn warning(name: &'static str, location: Location, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(name, location, message) }
    }

    /// Adds a label.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Adds a related location.
    #[must_use]
    pub fn related(mut self, location: Location, text: impl Into<String>) -> Self {
        self.related.push((location, text.into()));
        self
    }

    /// Adds help.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Says which fact it is about.
    #[must_use]
    pub fn about(mut self, fact: Fact) -> Self {
        self.about = Some(About { fact, leads: false, adds: None });
        self
    }

    /// The same, with what it adds to a finding about the same fact.
    #[must_use]
    pub fn adding(mut self, fact: Fact, adds: impl Into<String>) -> Self {
        self.about = Some(About { fact, leads: false, adds: Some(adds.into()) });
        self
    }

    /// The same of a finding that sums up what others say about the fact.
    #[must_use]
    pub fn leading(mut self, fact: Fact) -> Self {
        self.about = Some(About { fact, leads: true, adds: None });
        self
    }

    /// Whether it blocks the build.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// Sorts by file, location and name, and removes duplicates.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics
        .sort_by(|a, b| (&a.location, a.name, &a.message).cmp(&(&b.location, b.name, &b.message)));
    diagnostics.dedup();
}

/// The candidate nearest to a misspelling, if near enough.
pub fn nearest<'a>(wrong: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = (wrong.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(wrong, candidate), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Joins names in backticks as a choice: "`a`, `b` or `c`".
pub fn one_of<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    joined(names, "or")
}

/// Joins names in backticks: "`a`, `b` and `c`".
pub fn all_of<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    joined(names, "and")
}

fn joined<'a>(names: impl IntoIterator<Item = &'a str>, conjunction: &str) -> String {
    let names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match names.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} {conjunction} {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_spelling() {
        #[track_caller]
        fn case(wrong: &str, expected: Option<&str>) {
            assert_eq!(nearest(wrong, ["status", "as_of", "number", "milestones"]), expected);
        }
        case("statsu", Some("status"));
        case("milestone", Some("milestones"));
        case("colour", None);
    }

    #[test]
    fn alternatives() {
        assert_eq!(one_of(["a"]), "`a`");
        assert_eq!(one_of(["a", "b", "c"]), "`a`, `b` or `c`");
        assert_eq!(all_of(["a or b", "c"]), "`a or b` and `c`");
    }
}
