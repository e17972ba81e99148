//! Unwritable standard output.
#![cfg(target_os = "linux")]

use std::fs::File;
use std::io::Read as _;
use std::process::Stdio;

use crate::harness::Place;

/// Commands that write to standard output.
const COMMANDS: [&[&str]; 5] = [
    &["schema"],
    &["explain"],
    &["completions", "bash"],
    &["check", "--message-format", "json"],
    &["new", "edition", "2024-09-30"],
];

/// A site with a finding and an open item.
fn place() -> Place {
    let place = Place::started();
    place.write("content/about.md", "+++\ntitle = \"About\"\n+++\n[x](#)\n");
    place
}

#[test]
fn a_reader_may_leave() {
    for args in COMMANDS {
        let place = place();
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let output = place.command(args).stdout(writer).output().expect("it runs");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{args:?}: {stderr}");
        assert!(!stderr.contains("pipe"), "{args:?}: {stderr}");
    }
}

#[test]
fn a_reader_of_messages_may_leave() {
    let place = place();
    for args in [&["check"][..], &["build"], &["explain", "x"]] {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let status = place.command(args).stderr(writer).status().expect("it runs");
        assert!(matches!(status.code(), Some(0 | 2)), "{args:?}: {status}");
    }
}

#[test]
fn a_full_disk_is_told() {
    for args in COMMANDS {
        let place = place();
        let full = File::options().write(true).open("/dev/full").expect("a device");
        let mut child =
            place.command(args).stdout(full).stderr(Stdio::piped()).spawn().expect("it runs");
        let mut stderr = String::new();
        child.stderr.take().expect("a pipe").read_to_string(&mut stderr).expect("text");
        assert_eq!(child.wait().expect("it ends").code(), Some(3), "{args:?}: {stderr}");
        assert!(stderr.contains("No space left on device"), "{args:?}: {stderr}");
    }
}
