//! Writes a lock file.

use std::fmt::Write as _;

use crate::site::{LOCK_FORMAT, Lock, LockedCorrection, LockedFile};

/// The text of a lock file; `edition` is its name on the command line. Deterministic.
pub fn to_toml(lock: &Lock, edition: &str) -> String {
    let Lock { frozen, index, recommendations } = lock;
    let mut text = format!(
        "\
# Content hashes of the published edition {edition}: later changes are detected.
# `ssr-site freeze {edition}` writes this file. Commit it with the content; do not edit it.
format = {LOCK_FORMAT}
frozen = {frozen}
index = {}
",
        file(index)
    );
    for recommendation in recommendations {
        let number = &recommendation.number;
        let statement = file(&recommendation.statement);
        let _ =
            write!(text, "\n[[recommendations]]\nnumber = \"{number}\"\nstatement = {statement}\n");
        if let Some(update) = &recommendation.update {
            // Directory names valid in addresses contain no quotes or backslashes.
            let _ = writeln!(
                text,
                "update = {{ edition = \"{}\", sha256 = \"{}\"{} }}",
                update.edition,
                update.sha256,
                corrections(&update.corrections)
            );
        }
    }
    text
}

fn file(file: &LockedFile) -> String {
    format!("{{ sha256 = \"{}\"{} }}", file.sha256, corrections(&file.corrections))
}

/// The `corrections` key; empty without any.
fn corrections(corrections: &[LockedCorrection]) -> String {
    if corrections.is_empty() {
        return String::new();
    }
    let listed: Vec<String> = corrections
        .iter()
        .map(|LockedCorrection { date, sha256 }| {
            format!("{{ date = {date}, sha256 = \"{sha256}\" }}")
        })
        .collect();
    format!(", corrections = [{}]", listed.join(", "))
}
