//! Files where another kind of file belongs, known by their keys.

use super::Role;
use crate::diagnostic::{Diagnostic, Location, Span};
use crate::path::SourcePath;

/// Keys that only updates have.
const OF_UPDATES: [&str; 4] = ["status", "as_of", "milestones", "deliverables"];

/// Replaces what is said of the keys of a misplaced file: they are right, and its place is wrong.
pub(super) fn misplaced(
    role: Role,
    path: &SourcePath,
    text: &str,
    head: Span,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let unknown = || {
        let unknown = diagnostics.iter().filter(|found| found.name == "unknown-key");
        unknown.filter_map(|found| text.get(found.location.span?.range()))
    };
    let is_update = unknown().any(|key| OF_UPDATES.contains(&key));
    let is_numbered = unknown().any(|key| key == "number");
    let parent = path.parent();
    let edition = |report: &SourcePath| {
        format!("move it to the directory of its edition, such as `{}`", report.join("2024-06-30"))
    };
    let (what, where_, help) = match role {
        Role::Page if is_numbered && is_update => ("an update", "ordinary pages", edition(&parent)),
        Role::Page if is_numbered => {
            let help = format!("move it to `{}`", parent.join("recommendations"));
            ("a recommendation", "ordinary pages", help)
        }
        Role::Recommendation if is_update => {
            ("an update", "recommendations", edition(&parent.parent()))
        }
        _ => return,
    };
    diagnostics.retain(|found| !matches!(found.name, "unknown-key" | "missing-key"));
    let message = format!("this is {what}, but `{parent}` holds {where_}");
    diagnostics
        .push(Diagnostic::error("misplaced-file", Location::new(path, head), message).help(help));
}
