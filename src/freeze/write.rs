//! Writes a lock file.

use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Table, Value, value};

use crate::date::toml_date;
use crate::site::{
    LOCK_FORMAT, Lock, LockedCorrection, LockedFile, LockedRecommendation, LockedUpdate,
};

/// The text of a lock file; `edition` is its name on the command line. Deterministic.
pub fn to_toml(lock: &Lock, edition: &str) -> String {
    let Lock { frozen, index, recommendations } = lock;
    let mut document = DocumentMut::new();
    document["format"] = value(i64::from(LOCK_FORMAT));
    document["frozen"] = value(toml_date(*frozen));
    document["index"] = value(file(index));
    if let Some(mut first) = document.key_mut("format") {
        first.leaf_decor_mut().set_prefix(format!(
            "\
# Content hashes of the published edition {edition}: later changes are detected.
# `ssr-site freeze {edition}` writes this file. Commit it with the content; do not edit it.
"
        ));
    }
    let recommendations: ArrayOfTables = recommendations.iter().map(recommendation).collect();
    if !recommendations.is_empty() {
        document.insert("recommendations", recommendations.into());
    }
    document.to_string()
}

fn recommendation(recommendation: &LockedRecommendation) -> Table {
    let LockedRecommendation { number, statement, update } = recommendation;
    let mut table = Table::new();
    table["number"] = value(number.as_str());
    table["statement"] = value(file(statement));
    if let Some(LockedUpdate { edition, sha256, corrections }) = update {
        let mut update = InlineTable::new();
        update.insert("edition", (&**edition).into());
        table["update"] = value(said(update, sha256.to_string(), corrections));
    }
    table
}

fn file(LockedFile { sha256, corrections }: &LockedFile) -> InlineTable {
    said(InlineTable::new(), sha256.to_string(), corrections)
}

/// Adds a file's hash and corrections, if any, to a table.
fn said(mut table: InlineTable, sha256: String, corrections: &[LockedCorrection]) -> InlineTable {
    table.insert("sha256", sha256.into());
    if !corrections.is_empty() {
        table.insert("corrections", corrections.iter().map(correction).collect::<Array>().into());
    }
    table
}

fn correction(LockedCorrection { date, sha256 }: &LockedCorrection) -> Value {
    let mut table = InlineTable::new();
    table.insert("date", toml_date(*date).into());
    table.insert("sha256", sha256.to_string().into());
    table.into()
}
