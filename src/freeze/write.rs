//! Writes a lock file.

use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, Value, value};

use crate::date::toml_date;
use crate::schema::{Text, Verbatim};
use crate::site::{
    FIRST_LOCK_FORMAT, LOCK_FORMAT, Lock, LockedAttachment, LockedCorrection, LockedEdition,
    LockedFile, LockedParty, LockedRecommendation, LockedReference, LockedShown, LockedStatus,
    LockedUpdate, Named,
};

/// The text of a lock file; `edition` is its name on the command line. Deterministic.
pub fn to_toml(lock: &Lock, edition: &str) -> String {
    let Lock { frozen, index, recommendations, shown } = lock;
    let format = if shown.is_some() { LOCK_FORMAT } else { FIRST_LOCK_FORMAT };
    let mut document = DocumentMut::new();
    document["format"] = value(i64::from(format));
    document["frozen"] = value(toml_date(*frozen));
    document["index"] = value(file(index));
    if let Some(mut first) = document.key_mut("format") {
        first.leaf_decor_mut().set_prefix(format!(
            "\
# What the published edition {edition} shows: later changes are detected.
# `ssr-site freeze {edition}` writes this file. Commit it with the content; do not edit it.
"
        ));
    }
    if let Some(shown) = shown {
        texts(shown, &mut document);
        tables("statuses", shown.statuses.iter().map(status), &mut document);
        tables("parties", shown.parties.iter().map(party), &mut document);
        tables("editions", shown.editions.iter().map(edition_table), &mut document);
    }
    tables("recommendations", recommendations.iter().map(recommendation), &mut document);
    if let Some(shown) = shown {
        tables("files", shown.files.iter().map(attachment), &mut document);
    }
    document.to_string()
}

fn tables(name: &str, tables: impl Iterator<Item = Table>, document: &mut DocumentMut) {
    let tables: ArrayOfTables = tables.collect();
    if !tables.is_empty() {
        document.insert(name, tables.into());
    }
}

fn texts(shown: &LockedShown, document: &mut DocumentMut) {
    let LockedShown {
        settings,
        report,
        count,
        statuses,
        elsewhere,
        parties: _,
        editions: _,
        files: _,
    } = shown;
    if let Some(count) = count {
        document["count"] = value(i64::from(*count));
    }
    if !elsewhere.is_empty() {
        document["elsewhere"] = value(elsewhere.iter().map(reference).collect::<Array>());
    }
    if statuses.is_empty() {
        document["statuses"] = value(Array::new());
    }
    document.insert("settings", named(settings));
    document.insert("report", named(report));
}

fn named(texts: &Named) -> Item {
    let mut table = Table::new();
    for (name, text) in texts {
        table[name.value.as_str()] = value(text.as_str());
    }
    Item::Table(table)
}

fn status(LockedStatus { id, label, kind }: &LockedStatus) -> Table {
    let mut table = Table::new();
    table["id"] = value(id.as_str());
    table["label"] = value(label.as_str());
    table["kind"] = value(kind.word());
    table
}

fn party(LockedParty { written, name, bodies }: &LockedParty) -> Table {
    let mut table = Table::new();
    table["written"] = value(written.as_str());
    table["name"] = value(name.as_str());
    if !bodies.is_empty() {
        table["bodies"] = value(bodies.iter().map(Text::as_str).collect::<Array>());
    }
    table
}

fn edition_table(LockedEdition { id, date, title, summary, corrections }: &LockedEdition) -> Table {
    let mut table = Table::new();
    table["id"] = value(id.as_str());
    table["date"] = value(toml_date(*date));
    if let Some(title) = title {
        table["title"] = value(title.as_str());
    }
    if let Some(summary) = summary {
        table["summary"] = value(summary.as_str());
    }
    if let Some(count) = corrections {
        table["corrections"] = value(i64::from(*count));
    }
    table
}

fn attachment(LockedAttachment { path, sha256 }: &LockedAttachment) -> Table {
    let mut table = Table::new();
    table["path"] = value(path.as_str());
    table["sha256"] = value(sha256.to_string());
    table
}

fn recommendation(recommendation: &LockedRecommendation) -> Table {
    let LockedRecommendation {
        number,
        title,
        group,
        statement,
        update,
        earlier,
        references,
        elsewhere,
    } = recommendation;
    let mut table = Table::new();
    table["number"] = value(number.as_str());
    if let Some(title) = title {
        table["title"] = value(title.as_str());
    }
    if let Some(group) = group {
        table["group"] = value(group.as_str());
    }
    table["statement"] = value(file(statement));
    if let Some(LockedUpdate { edition, sha256, corrections }) = update {
        let mut update = InlineTable::new();
        update.insert("edition", (&**edition).into());
        table["update"] = value(said(update, sha256.to_string(), corrections));
    }
    if !earlier.is_empty() {
        table["earlier"] = value(earlier.iter().map(ToString::to_string).collect::<Array>());
    }
    if !references.is_empty() {
        table["references"] = value(references.iter().map(Verbatim::as_str).collect::<Array>());
    }
    if !elsewhere.is_empty() {
        table["elsewhere"] = value(elsewhere.iter().map(reference).collect::<Array>());
    }
    table
}

fn reference(LockedReference { report, number, title, status, kind }: &LockedReference) -> Value {
    let mut table = InlineTable::new();
    table.insert("report", report.as_str().into());
    table.insert("number", number.as_str().into());
    for (key, text) in [("title", title), ("status", status), ("kind", kind)] {
        if let Some(text) = text {
            table.insert(key, text.as_str().into());
        }
    }
    table.into()
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
