//! File systems without hard links, and without exchanging two directories.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test may fail, on its own disk"
)]

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::*;
use crate::publish::host::Body;

fn outgoing<'a>(path: &'a str, text: &'a str) -> Outgoing<'a> {
    let body = Body::Bytes(text.as_bytes());
    Outgoing { path, body, media_type: "", cache: "", encoding: None }
}

fn change<'a>(text: &'a str, expected: Option<&'a str>) -> Change<'a> {
    Change {
        put: vec![outgoing("index.html", text), outgoing("manifest", text)],
        removed: Vec::new(),
        expected: ("manifest", expected.map(str::as_bytes)),
        message: "",
        progress: &|_, _| {},
    }
}

fn publish(path: &Path, change: &Change<'_>) -> Result<(), HostError> {
    replace(Replacement::take(path).unwrap().without_links_and_exchange(), change)
}

fn names(directory: &TempDir) -> Vec<String> {
    let entries = fs::read_dir(directory.path()).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn a_directory_is_copied_and_renamed() {
    let parent = tempfile::tempdir().unwrap();
    let path = parent.path().join("report");
    publish(&path, &change("one", None)).unwrap();
    fs::write(path.join("theirs"), "theirs").unwrap();
    publish(&path, &change("two", Some("one"))).unwrap();
    assert_eq!(fs::read_to_string(path.join("index.html")).unwrap(), "two");
    assert_eq!(fs::read_to_string(path.join("theirs")).unwrap(), "theirs");
    assert_eq!(names(&parent), ["report"]);
}

#[test]
fn a_publication_killed_between_two_renames_is_undone() {
    let parent = tempfile::tempdir().unwrap();
    let path = parent.path().join("report");
    publish(&path, &change("one", None)).unwrap();
    fs::rename(&path, parent.path().join(".report.ssr-site-old")).unwrap();
    // Whoever looked meanwhile saw nothing.
    let error = publish(&path, &change("two", None)).unwrap_err();
    assert_eq!(error.cause, Cause::Conflict);
    assert_eq!(fs::read_to_string(path.join("index.html")).unwrap(), "one");
    publish(&path, &change("two", Some("one"))).unwrap();
    assert_eq!(fs::read_to_string(path.join("index.html")).unwrap(), "two");
    assert_eq!(names(&parent), ["report"]);
}
