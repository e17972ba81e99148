//! The index of a bundle for a content management system.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use sha2::{Digest as _, Sha256};
use ssr_site::bundle::{self, Bundle, Written};
use ssr_site::project::{self, Options};

use crate::harness::Project;

fn project() -> Project {
    let settings = "[book]\ntitle = \"Example\"\n[output.html]\ntheme = \"fragment\"\n\
                    site-url = \"https://example.org/r/\"\nlinks = \"site-url\"\n";
    Project::new()
        .file("book.toml", settings)
        .with_report(&["1", "2"])
        .edition("ssr1", "2016-06-30")
        .update("ssr1/2016-06-30", "1", "complete", "")
        .file("content/minutes.csv", "a,b\n")
        .file("content/about.md", "+++\ntitle = \"About <us>\"\naliases = [\"old.html\"]\n+++\n")
}

/// The index, and the pages that it is about.
fn index() -> (Value, BTreeMap<String, Vec<u8>>) {
    let files = project().render().builds().pages;
    let world = project().world();
    let read = project::Project::read(&world, &Options::default(), |_| ());
    let (rendering, list) = read.rendering(&world).zip(read.list.as_ref()).unwrap();
    let bundle = Bundle::of(read.site().unwrap(), &rendering, list, |route| {
        // One file has not been written.
        let bytes = files.get(route.as_str()).filter(|_| route.as_str() != "robots.txt")?;
        Some(Written { size: bytes.len() as u64, sha256: Sha256::digest(bytes).into() })
    });
    (serde_json::from_str(&bundle.to_json().unwrap()).unwrap(), files)
}

fn listed(index: &Value) -> &[Value] {
    index["files"].as_array().unwrap()
}

#[track_caller]
fn file<'i>(index: &'i Value, path: &str) -> &'i Value {
    listed(index).iter().find(|file| file["path"] == path).unwrap_or_else(|| panic!("no {path}"))
}

#[test]
fn every_file_is_listed_as_it_is() {
    let (index, files) = index();
    let paths: BTreeSet<&str> =
        listed(&index).iter().map(|it| it["path"].as_str().unwrap()).collect();
    let expected = files.keys().map(String::as_str).filter(|path| *path != "robots.txt");
    assert!(expected.eq(paths.iter().copied()), "{paths:?}");
    assert_eq!(listed(&index).len(), paths.len());
    for file in listed(&index) {
        let bytes = &files[file["path"].as_str().unwrap()];
        assert_eq!(file["size"], bytes.len(), "{file}");
        let digits: Vec<String> =
            Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(file["sha256"], digits.concat(), "{file}");
        // Nothing but a fragment is put into another page, and every fragment can be.
        let is_fragment = bytes.starts_with(b"<div class=\"ssr\"");
        assert_eq!(file["fragment"], is_fragment, "{file}");
    }
    assert_eq!(index["title"], "Example");
    assert_eq!(index["url"], "https://example.org/r/");
}

#[test]
fn what_pages_are() {
    let (index, _) = index();
    let about = file(&index, "about.html");
    assert_eq!(about["title"], "About <us>");
    assert_eq!((&about["kind"], &about["language"]), (&"page".into(), &"en".into()));
    assert_eq!(about["parent"], "index.html");
    assert_eq!(about["media_type"], "text/html; charset=utf-8");
    let recommendation = file(&index, "ssr1/2016-06-30/1.html");
    assert_eq!(recommendation["kind"], "recommendation");
    assert_eq!(recommendation["parent"], "ssr1/2016-06-30/index.html");
    let print = file(&index, "ssr1/print.html");
    assert_eq!((&print["kind"], &print["fragment"]), (&"print".into(), &false.into()));
    assert_ne!(print["title"], Value::Null);
    assert_eq!(file(&index, "old.html")["kind"], "redirect");
    let minutes = file(&index, "minutes.csv");
    for (key, expected) in
        [("kind", "file".into()), ("title", Value::Null), ("language", Value::Null)]
    {
        assert_eq!(minutes[key], expected, "{key}");
    }
    assert_eq!(file(&index, "index.html")["parent"], Value::Null);
}

#[test]
fn a_page_comes_after_its_parent() {
    let (index, _) = index();
    let mut seen = BTreeSet::new();
    for file in listed(&index) {
        if let Some(parent) = file["parent"].as_str() {
            assert!(seen.contains(parent), "{file}");
        }
        seen.insert(file["path"].as_str().unwrap());
    }
    assert!(seen.len() > 20, "{seen:?}");
}

#[test]
fn it_is_as_its_schema_says() {
    let (mut index, _) = index();
    let schema = serde_json::to_value(bundle::schema()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    assert!(validator.is_valid(&index));
    index["files"][0]["size"] = "large".into();
    assert!(!validator.is_valid(&index));
}
