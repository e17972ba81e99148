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
    Outgoing { path, body, media_type: "", cache: "", encoding: None, hash: None }
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

/// What somebody else does between the listing and the swap.
fn publish_while(
    methods: fn(Replacement) -> Replacement,
    path: &Path,
    others: impl FnOnce(),
) -> Result<(), HostError> {
    let replacement = methods(Replacement::take(path).unwrap());
    let change = change("two", Some("one"));
    let entries = tree::entries(path).unwrap();
    Plan::of(&change, &entries).unwrap().stage(&replacement, &change).unwrap();
    others();
    finish(replacement, &change, &entries)
}

const METHODS: [fn(Replacement) -> Replacement; 2] =
    [|replacement| replacement, Replacement::without_links_and_exchange];

#[test]
fn what_others_write_meanwhile_is_carried_over() {
    for methods in METHODS {
        let parent = tempfile::tempdir().unwrap();
        let path = parent.path().join("report");
        publish(&path, &change("one", None)).unwrap();
        for name in ["appended", "replaced", "untouched"] {
            fs::write(path.join(name), "before").unwrap();
        }
        publish_while(methods, &path, || {
            fs::create_dir_all(path.join("new/empty")).unwrap();
            fs::write(path.join("new/upload"), "theirs").unwrap();
            std::os::unix::fs::symlink("/nowhere", path.join("link")).unwrap();
            fs::write(path.join("appended"), "before and after").unwrap();
            fs::write(path.join("coming"), "after").unwrap();
            fs::rename(path.join("coming"), path.join("replaced")).unwrap();
            // The site has its own.
            fs::write(path.join("index.html"), "theirs").unwrap();
        })
        .unwrap();
        let read = |name: &str| fs::read_to_string(path.join(name)).unwrap();
        let found = ["new/upload", "appended", "replaced", "untouched", "index.html"].map(read);
        assert_eq!(found, ["theirs", "before and after", "after", "before", "two"]);
        assert!(path.join("new/empty").is_dir());
        assert_eq!(fs::read_link(path.join("link")).unwrap(), Path::new("/nowhere"));
        assert_eq!(names(&parent), ["report"]);
    }
}

#[test]
fn what_cannot_be_carried_over_is_kept_beside() {
    for methods in METHODS {
        let parent = tempfile::tempdir().unwrap();
        let path = parent.path().join("report");
        publish(&path, &change("one", None)).unwrap();
        // A directory where the site has a file.
        let error = publish_while(methods, &path, || {
            fs::remove_file(path.join("index.html")).unwrap();
            fs::create_dir(path.join("index.html")).unwrap();
            fs::write(path.join("index.html/theirs"), "precious").unwrap();
        })
        .unwrap_err();
        assert_eq!(fs::read_to_string(path.join("index.html")).unwrap(), "two");
        let kept = parent.path().join(".report.ssr-site-kept-1");
        assert_eq!(fs::read_to_string(kept.join("index.html/theirs")).unwrap(), "precious");
        assert!(error.message.contains("`index.html/theirs`, put there meanwhile"), "{error}");
        assert!(error.message.contains(kept.to_str().unwrap()), "{error}");
        // The next publication leaves it alone.
        publish(&path, &change("three", Some("two"))).unwrap();
        assert!(kept.join("index.html/theirs").exists());
    }
}
