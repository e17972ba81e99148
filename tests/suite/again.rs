//! An incremental build equals a clean build, after any edit.
#![cfg(unix)]

use std::fs;
use std::time::Duration;

use super::harness::{Disk, Project, tree};

/// Builds until the record is valid: timestamps are unreliable while files are new.
fn build_until_known(disk: &Disk) {
    disk.build().code(0);
    std::thread::sleep(Duration::from_millis(60));
    disk.build().code(0);
    assert!(disk.path(".public.ssr-site-manifest").is_file());
}

#[test]
fn every_kind_of_edit_is_seen() {
    let disk = Project::new()
        .with_report(&["1", "2"])
        .edition("ssr1", "2016-06-30")
        .update("ssr1/2016-06-30", "1", "planned", "+++\nAs it was.\n")
        .file("content/about.md", "+++\ntitle = \"About\"\n+++\n![A map](map.png)\n")
        .file("content/map.png", "map")
        .file("content/own.css", "p { color: red }")
        .file("book.toml", book("T"))
        .on_disk();
    build_until_known(&disk);
    let draft = "+++\ntitle = \"Draft\"\ndraft = true\n+++\n";
    let template = "{% extends \"base.html\" %}{% block main %}Mine{% endblock main %}";
    let edits: [(&str, Option<String>); 11] = [
        ("content/about.md", Some("+++\ntitle = \"About us\"\n+++\n".to_owned())),
        ("content/map.png", Some("MAP".to_owned())),
        ("content/own.css", Some("p { color: tan }".to_owned())),
        ("book.toml", Some(book("U"))),
        ("content/new.md", Some("+++\ntitle = \"New\"\n+++\n".to_owned())),
        ("content/new.png", Some("new".to_owned())),
        ("content/later.md", Some(draft.to_owned())),
        ("themes/default/templates/404.html", Some(template.to_owned())),
        ("themes/default/templates/404.html", None),
        ("content/new.md", None),
        ("content/new.png", None),
    ];
    for (path, text) in edits {
        match &text {
            Some(text) => disk.write(path, text),
            None => fs::remove_file(disk.path(path)).unwrap(),
        }
        disk.build().code(0);
        disk.run(&["build", "-d", "fresh"]).code(0);
        assert!(tree(&disk.path("public")) == tree(&disk.path("fresh")), "{path}: {text:?}");
        fs::remove_dir_all(disk.path("fresh")).unwrap();
        build_until_known(&disk);
    }
    disk.run(&["build", "--drafts"]).code(0);
    assert!(disk.path("public/later.html").is_file());
    disk.build().code(0);
    assert!(!disk.path("public/later.html").exists());
}

#[test]
fn a_build_that_has_nothing_to_do_says_so() {
    let disk = Project::new().with_report(&["1", "2"]).on_disk();
    build_until_known(&disk);
    let count = tree(&disk.path("public")).len() - 1;
    let run = disk.run(&["build", "--changes", "changes.txt"]).code(0);
    let said = format!("0 files written, {count} unchanged, 0 removed");
    assert!(run.stderr.contains(&said), "{said}: {}", run.stderr);
    assert_eq!(fs::read_to_string(disk.path("changes.txt")).unwrap(), "");
}

fn book(title: &str) -> String {
    format!("[book]\ntitle = \"{title}\"\n[output.html]\nadditional-css = [\"content/own.css\"]\n")
}
