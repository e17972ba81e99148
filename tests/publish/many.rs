//! A site of 12,500 files. Not part of the test run: `tests/publish/run many::`, with times printed.

use std::time::Instant;

use crate::bench::{Files, Place, publish, same, sized, with_manifest};
use crate::directory::Directory;
use crate::git::Repositories;
use crate::ssh::Server;

fn of(place: &dyn Place, name: &str) {
    let timed = |what: &str, expected: usize, files: &Files| {
        let begun = Instant::now();
        let (sent, bytes) = publish(&place.open(), files).unwrap();
        println!("{name}, {what}: {sent} files, {bytes} bytes, {:.1?}", begun.elapsed());
        assert_eq!(sent, expected);
        same(&place.files(), files, what);
    };
    let mut files = sized("a", 4163);
    timed("first", files.len(), &files);
    assert!(files.len() >= 12_499);
    files.insert("index.html".to_owned(), b"new".to_vec());
    files = with_manifest(files);
    timed("one page", 2, &files);
    files.retain(|path, _| !path.starts_with("only-a/"));
    files = with_manifest(files);
    timed("4163 deleted", 1, &files);
    let host = place.open();
    let begun = Instant::now();
    for (path, bytes) in &files {
        assert!(host.host().read(path).unwrap().as_ref() == Some(bytes));
    }
    println!("{name}, all read: {} files, {:.1?}", files.len(), begun.elapsed());
}

#[test]
#[ignore = "takes long: tests/publish/run many::"]
fn to_a_directory() {
    of(&Directory::new(), "directory");
}

#[test]
#[ignore = "takes long: tests/publish/run many::"]
fn to_a_branch() {
    of(&Repositories::new(), "git");
}

#[test]
#[ignore = "takes long: tests/publish/run many::"]
fn to_a_server() {
    of(&Server::new(), "ssh");
}
