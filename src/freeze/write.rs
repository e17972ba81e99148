//! A lock as it stands in its file.

use std::fmt::Write as _;

use crate::site::{Lock, LockedCorrection, LockedFile};

/// The text of a lock of the edition that is called so on the command line. Equal locks have equal
/// texts.
pub fn to_toml(lock: &Lock, edition: &str) -> String {
    let Lock { format, frozen, index, recommendations } = lock;
    let mut text = format!(
        "\
# Content hashes of the published edition {edition}: later changes are detected.
# `ssr-site freeze {edition}` writes this file. Commit it with the content; do not edit it.
format = {}
frozen = {frozen}
index = {}
",
        format.value,
        file(index)
    );
    for recommendation in recommendations {
        let number = &recommendation.number.value;
        let statement = file(&recommendation.statement);
        let _ =
            write!(text, "\n[[recommendations]]\nnumber = \"{number}\"\nstatement = {statement}\n");
        if let Some(update) = &recommendation.update {
            // The name of a directory that is an address holds no quotation mark or backslash.
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

/// The key that lists corrections, after another one; nothing where there are none.
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
