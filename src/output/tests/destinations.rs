//! Writing through links.

use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::process::Command;

use super::super::destination::There;
use super::super::{Destination, Obstacle};
use super::*;

/// A project, and a directory outside it.
fn places() -> Bench {
    let bench = Bench::new();
    bench.put("project/kept/a", "kept");
    bench.put("elsewhere/a", "precious");
    bench
}

fn pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

/// The resolved path, relative to the case's directory, or the obstacle.
fn arrives(bench: &Bench, found: std::io::Result<Destination>) -> String {
    let root = fs::canonicalize(bench.path("")).unwrap();
    let below = |path: &Path| path.strip_prefix(&root).unwrap().display().to_string();
    match found {
        Ok(Destination { there: There::File(path), .. }) => below(&path),
        Ok(Destination { there: There::Stream(path), .. }) => format!("stream {}", below(&path)),
        Err(error) => {
            let obstacle = Obstacle::in_error(&error).unwrap_or_else(|| panic!("{error:?}"));
            obstacle.to_string().replace(&format!("{}/", root.display()), "")
        }
    }
}

#[track_caller]
fn of_project(link: &str, to: &str, file: &str, expected: &str) {
    let bench = places();
    symlink(to, bench.path("project").join(link)).unwrap();
    let found = Destination::of_project(&bench.path("project"), file);
    assert_eq!(arrives(&bench, found), expected);
}

#[test]
fn a_file_of_a_project_stays_in_it() {
    of_project("other", "kept", "a", "project/a");
    of_project("other", "kept", "new/directory/a", "project/new/directory/a");
    of_project("a", "kept/a", "a", "project/kept/a");
    of_project("a", "kept/new", "a", "project/kept/new");
    of_project("a", "../project/kept/a", "a", "project/kept/a");
    of_project("b", "kept", "b/new", "project/kept/new");
    of_project("b", "new", "b/a", "project/new/a");
    let out = "is a symbolic link out of the project, to `elsewhere";
    of_project("a", "../elsewhere/a", "a", &format!("`a` {out}/a`"));
    of_project("a", "../elsewhere/new", "a", &format!("`a` {out}/new`"));
    of_project("b", "../elsewhere", "b/a", &format!("`b` {out}`"));
    of_project("kept/b", "../../elsewhere", "kept/b/c/a", &format!("`kept/b` {out}`"));
    of_project("a", "missing/../../elsewhere/new", "a", "`a` is a dangling symbolic link");
    of_project("a", "missing/a", "a", "`a` is a dangling symbolic link");
    of_project("a", "a", "a", "`a` is a dangling symbolic link");
    of_project("a", "kept", "a", "`a` is a directory");
    of_project("a", ".", "a", "`a` is a directory");
    of_project("a", "/dev/null", "a", "`a` is a symbolic link out of the project, to `/dev/null`");
}

#[test]
fn links_that_lead_to_links_are_followed_to_the_end() {
    let bench = places();
    symlink("../../elsewhere", bench.path("project/kept/out")).unwrap();
    symlink("kept/out/a", bench.path("project/a")).unwrap();
    symlink("kept/out", bench.path("project/b")).unwrap();
    for (file, link) in [("a", "a"), ("b/a", "b"), ("kept/out/a", "kept/out")] {
        let found = arrives(&bench, Destination::of_project(&bench.path("project"), file));
        assert!(found.starts_with(&format!("`{link}` is a symbolic link out of")), "{found}");
    }
}

#[test]
fn a_file_of_a_project_is_no_pipe() {
    let bench = places();
    pipe(&bench.path("project/a"));
    let _socket = UnixListener::bind(bench.path("project/b")).unwrap();
    for (file, expected) in [("a", "`a` is a named pipe"), ("b", "`b` is a socket")] {
        let found = Destination::of_project(&bench.path("project"), file);
        assert_eq!(arrives(&bench, found), expected);
    }
}

#[test]
fn a_project_that_is_not_there_has_no_links() {
    let bench = places();
    symlink("elsewhere", bench.path("link")).unwrap();
    let root = bench.path("link/new");
    let found = Destination::of_project(&root, "book.toml").unwrap();
    assert_eq!(found.there, There::File(root.join("book.toml")));
}

#[test]
fn a_file_that_was_named_stays_where_it_is() {
    #[track_caller]
    fn case(link: &str, to: &str, file: &str, expected: &str) {
        let bench = places();
        symlink(to, bench.path(link)).unwrap();
        let found = Destination::named(&bench.path(file), &bench.path("project"));
        assert_eq!(arrives(&bench, found), expected);
    }
    case("elsewhere/b", "a", "elsewhere/b", "elsewhere/a");
    case("elsewhere/b", "new", "elsewhere/b", "elsewhere/new");
    case("elsewhere/b", "../project/kept/a", "elsewhere/b", "project/kept/a");
    case("link", "elsewhere", "link/new", "elsewhere/new");
    case("link", "elsewhere", "link/../new", "new");
    case("link", "project", "link/missing/../new", "project/new");
    case(
        "elsewhere/b",
        "../new",
        "elsewhere/b",
        "`elsewhere/b` is a symbolic link out of its directory, to `new`",
    );
    // Contributors can put anything into the project.
    let out = "is a symbolic link out of the project, to `elsewhere";
    case("project/a", "../elsewhere/a", "project/a", &format!("`project/a` {out}/a`"));
    case("project/b", "../elsewhere", "project/b/a", &format!("`project/b` {out}`"));
    case("project/a", "kept/a", "project/a", "project/kept/a");
}

#[test]
fn only_what_was_named_is_a_pipe() {
    let bench = places();
    pipe(&bench.path("elsewhere/pipe"));
    let _socket = UnixListener::bind(bench.path("elsewhere/socket")).unwrap();
    let root = bench.path("project");
    let named = |file| arrives(&bench, Destination::named(&bench.path(file), &root));
    assert_eq!(named("elsewhere/pipe"), "stream elsewhere/pipe");
    assert_eq!(named("elsewhere/socket"), "`elsewhere/socket` is a socket");
    assert_eq!(named("elsewhere"), "`elsewhere` is a directory");
    let usual = Destination::by_default(&bench.path("elsewhere/pipe"), &root);
    assert_eq!(arrives(&bench, usual), "`elsewhere/pipe` is a named pipe");
    let null = Destination::named(Path::new("/dev/null"), &root).unwrap();
    assert_eq!(null.there, There::Stream(PathBuf::from("/dev/null")));
}

#[test]
fn a_pipe_that_nobody_reads_is_not_waited_for() {
    let bench = places();
    pipe(&bench.path("pipe"));
    let file = Destination::named(&bench.path("pipe"), &bench.path("project")).unwrap();
    let error = file.replace(b"bytes").unwrap_err();
    assert!(matches!(Obstacle::in_error(&error), Some(Obstacle::NoReader { .. })), "{error:?}");
    std::thread::scope(|scope| {
        let reader = scope.spawn(|| fs::read(bench.path("pipe")).unwrap());
        // More than a pipe buffers: the writer has to wait for the reader.
        let bytes = vec![b'x'; 1 << 20];
        while file.replace(&bytes).is_err() {
            std::thread::yield_now();
        }
        assert!(reader.join().unwrap() == bytes);
    });
}

/// An obstacle and how to create it.
type Thing = (&'static str, fn(&Path));

/// Obstacles under our own names.
const IN_THE_WAY: &[Thing] = &[
    ("a symbolic link", |path| symlink("elsewhere/a", path).unwrap()),
    ("a symbolic link", |path| symlink("elsewhere/new", path).unwrap()),
    ("a symbolic link", |path| symlink(path.file_name().unwrap(), path).unwrap()),
    ("a named pipe", pipe),
    ("a directory", |path| fs::create_dir(path).unwrap()),
    ("a socket", |path| drop(UnixListener::bind(path).unwrap())),
];

#[test]
fn a_lock_is_a_file() {
    for (kind, put) in IN_THE_WAY {
        let bench = places();
        put(&bench.path(".public.ssr-site-lock"));
        put(&bench.path(".report.pdf.ssr-site-lock"));
        let before = tree_of_names(&bench);
        let refused = bench.refusal(&[("a", "a")]);
        assert!(matches!(&refused, TargetError::Obstacle(Obstacle::NotOurs { .. })), "{refused:?}");
        let message = refused.to_string();
        let expected = format!("/.public.ssr-site-lock` is {kind}, not a file created by ssr-site");
        assert!(message.ends_with(&expected), "{message}");
        assert_eq!(refused.help().unwrap(), "remove it");
        let file = Destination::named(&bench.path("report.pdf"), &bench.path("project")).unwrap();
        for error in [file.replace(b"").unwrap_err(), file.scratch().map(drop).unwrap_err()] {
            let message = error.to_string();
            let expected =
                format!("/.report.pdf.ssr-site-lock` is {kind}, not a file created by ssr-site");
            assert!(message.ends_with(&expected), "{message}");
        }
        assert_eq!(tree_of_names(&bench), before);
        assert_eq!(fs::read_to_string(bench.path("elsewhere/a")).unwrap(), "precious");
    }
}

#[test]
fn what_is_no_record_is_no_hindrance() {
    for (kind, put) in IN_THE_WAY {
        let bench = places();
        put(&bench.path(".public.ssr-site-manifest"));
        for _ in 0..2 {
            let options = Options { inputs: Some(1), ..Options::default() };
            let site = Site::new(&[("a", "a")]);
            publish_by(bench.strategy, &bench.target(), &site, &options).unwrap();
        }
        let record = fs::symlink_metadata(bench.path(".public.ssr-site-manifest"));
        // The record of a single page is not always kept: it may be too recent.
        let is_kept = record.is_ok_and(|record| !record.is_file());
        assert_eq!(is_kept, *kind == "a directory", "{kind}");
        assert_eq!(fs::read_to_string(bench.path("elsewhere/a")).unwrap(), "precious");
        assert!(!bench.path("elsewhere/new").exists());
    }
}

#[test]
fn what_is_in_the_place_of_a_leftover_is_removed_as_it_is() {
    for name in [".public.ssr-site-staging", ".public.ssr-site-old"] {
        for (kind, put) in IN_THE_WAY {
            let bench = places();
            put(&bench.path(name));
            bench.publish(&[("a", "a")]).unwrap();
            bench.holds(&["elsewhere/a: precious", "project/kept/a: kept", "public/a: a"]);
            assert!(bench.path(name).symlink_metadata().is_err(), "{kind}");
        }
    }
}

#[test]
fn a_link_in_the_place_of_an_old_site_is_not_recovered() {
    let bench = places();
    bench.publish_to(&bench.path("elsewhere/site"), &[("b", "b")]).unwrap();
    symlink("elsewhere/site", bench.path(".public.ssr-site-old")).unwrap();
    bench.publish(&[("a", "a")]).unwrap();
    bench.holds(&[
        "elsewhere/a: precious",
        "elsewhere/site/b: b",
        "project/kept/a: kept",
        "public/a: a",
    ]);
}

fn tree_of_names(bench: &Bench) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(bench.path("")).sort_by_file_name();
    entries.into_iter().map(|entry| entry.unwrap().into_path()).collect()
}
