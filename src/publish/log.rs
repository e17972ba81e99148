//! `publications.toml`: what was published when, so that "what did the public see on that day?" has an
//! answer.

use chrono::{DateTime, NaiveDate, Utc};
use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, value};

/// Its name, in the project's root.
pub const FILE_NAME: &str = "publications.toml";

const LIST: &str = "publication";
const HEAD: &str =
    "# What was published when. `ssr-site publish` adds to it; keep it with the sources.\n";

/// One publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// When it was complete.
    pub time: DateTime<Utc>,
    /// The name of the host in book.toml.
    pub host: String,
    /// The host's own address.
    pub address: String,
    /// The site's address there.
    pub site_url: Option<String>,
    /// The revision of the sources, if they are in a git repository.
    pub revision: Option<String>,
    /// Whether sources differed from that revision.
    pub modified: bool,
    /// Hash of the manifest that was left on the host.
    pub manifest: String,
    /// Number of files.
    pub files: usize,
    /// Number of files that were new.
    pub added: usize,
    /// Number of files that were written over others.
    pub changed: usize,
    /// Number of files that were deleted.
    pub removed: usize,
}

/// A file that is no log.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NotALog(String);

/// Adds a publication to the text of a log, which keeps its comments.
pub fn add(text: Option<&str>, published: &Published) -> Result<String, NotALog> {
    let mut document = parse(text.unwrap_or(HEAD))?;
    let list = document.entry(LIST).or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
    let Some(list) = list.as_array_of_tables_mut() else {
        return Err(NotALog(format!("`{LIST}` is not a list of tables")));
    };
    let mut table = Table::new();
    table["time"] = value(published.time.format("%Y-%m-%dT%H:%M:%SZ").to_string());
    table["host"] = value(&published.host);
    table["address"] = value(&published.address);
    if let Some(url) = &published.site_url {
        table["site-url"] = value(url);
    }
    if let Some(revision) = &published.revision {
        table["revision"] = value(revision);
        table["modified"] = value(published.modified);
    }
    table["manifest"] = value(&published.manifest);
    let counts = [
        ("files", published.files),
        ("added", published.added),
        ("changed", published.changed),
        ("removed", published.removed),
    ];
    for (key, count) in counts {
        table[key] = value(i64::try_from(count).unwrap_or(i64::MAX));
    }
    list.push(table);
    Ok(document.to_string())
}

/// The publications of a log, oldest first.
pub fn read(text: &str) -> Result<Vec<Published>, NotALog> {
    let document = parse(text)?;
    let Some(list) = document.get(LIST) else { return Ok(Vec::new()) };
    let Some(list) = list.as_array_of_tables() else {
        return Err(NotALog(format!("`{LIST}` is not a list of tables")));
    };
    let mut found = list.iter().map(published).collect::<Result<Vec<_>, _>>()?;
    found.sort_by_key(|published| published.time);
    Ok(found)
}

/// The last publication to each host until the end of a day, UTC.
pub fn on(publications: &[Published], day: NaiveDate) -> Vec<&Published> {
    let mut last: Vec<&Published> = Vec::new();
    for published in publications.iter().filter(|it| it.time.date_naive() <= day) {
        last.retain(|other| other.host != published.host);
        last.push(published);
    }
    last
}

fn parse(text: &str) -> Result<DocumentMut, NotALog> {
    text.parse().map_err(|error: toml_edit::TomlError| NotALog(error.to_string()))
}

fn published(table: &Table) -> Result<Published, NotALog> {
    let text = |key: &str| table.get(key).and_then(Item::as_str).map(ToOwned::to_owned);
    let needed =
        |key: &str| text(key).ok_or_else(|| NotALog(format!("a publication has no `{key}`")));
    let count = |key: &str| {
        let count = table.get(key).and_then(Item::as_integer);
        count.and_then(|count| usize::try_from(count).ok()).unwrap_or_default()
    };
    let time = needed("time")?;
    let time = DateTime::parse_from_rfc3339(&time)
        .map_err(|_| NotALog(format!("`time = \"{time}\"` is no time")))?;
    Ok(Published {
        time: time.to_utc(),
        host: needed("host")?,
        address: needed("address")?,
        site_url: text("site-url"),
        revision: text("revision"),
        modified: table.get("modified").and_then(Item::as_bool).unwrap_or_default(),
        manifest: needed("manifest")?,
        files: count("files"),
        added: count("added"),
        changed: count("changed"),
        removed: count("removed"),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail")]

    use super::*;

    fn some(time: &str, host: &str) -> Published {
        Published {
            time: DateTime::parse_from_rfc3339(time).unwrap().to_utc(),
            host: host.to_owned(),
            address: "s3://reports".to_owned(),
            site_url: Some("https://example.org/".to_owned()),
            revision: Some("abc".to_owned()),
            modified: true,
            manifest: "0123".to_owned(),
            files: 3,
            added: 1,
            changed: 2,
            removed: 0,
        }
    }

    #[test]
    fn what_is_added_is_read_and_comments_stay() {
        let (one, two) = (some("2026-07-14T10:00:00Z", "web"), some("2026-07-15T00:00:00Z", "web"));
        let text = add(None, &one).unwrap();
        let text = add(Some(&format!("{text}# ours\n")), &two).unwrap();
        assert_eq!(read(&text), Ok(vec![one.clone(), two]));
        assert!(text.contains("# ours"));
        let bare = Published { site_url: None, revision: None, modified: false, ..one };
        assert_eq!(read(&add(None, &bare).unwrap()), Ok(vec![bare]));
    }

    #[test]
    fn the_last_one_of_a_day_is_what_was_seen() {
        let all = [
            some("2026-07-01T10:00:00Z", "web"),
            some("2026-07-14T23:59:59Z", "web"),
            some("2026-07-14T08:00:00Z", "mirror"),
            some("2026-07-15T00:00:00Z", "web"),
        ];
        let seen = on(&all, NaiveDate::from_ymd_opt(2026, 7, 14).unwrap());
        assert_eq!(seen, [&all[1], &all[2]]);
        assert!(on(&all, NaiveDate::from_ymd_opt(2026, 6, 30).unwrap()).is_empty());
    }

    #[test]
    fn what_is_no_log_is_told() {
        for text in ["publication = 1", "[[publication]]\nhost = \"web\"", "[[publication"] {
            assert!(read(text).is_err(), "{text}");
            assert!(
                text.contains("host")
                    || add(Some(text), &some("2026-07-01T10:00:00Z", "web")).is_err()
            );
        }
    }
}
