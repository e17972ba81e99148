//! `ssr-site init`

use crate::harness::Place;

#[test]
fn what_it_writes_has_no_finding_and_can_be_built() {
    let place = Place::empty();
    place.run(&["init", "my-report"]).code(0).stdout("").stderr(
        "\
created a small site in `my-report`: 17 files
next:
  cd my-report
  ssr-site serve --open             preview it, with live reload
  ssr-site new edition 2024-09-30   create the next edition and list what is open
  ssr-site new update 2             report on a recommendation
  ssr-site check                    list errors and warnings
then replace `content/rr1` with your own report, and edit `book.toml`
",
    );
    place.run(&["check", "my-report"]).code(0).stdout("").stderr("no problems\n");
    place.run(&["build", "-q", "my-report"]).code(0).stdout("").stderr("");
    let page = place.read("my-report/public/index.html");
    assert!(page.contains("My report"), "{page}");
    assert!(place.path("my-report/public/rr1/2024-06-30/2.html").is_file());
    assert_eq!(place.read("my-report/.gitignore"), "/public\n/public-*\n/archive\n/.public*\n");
}

#[test]
fn it_overwrites_nothing() {
    let place = Place::empty();
    place.write("book.toml", "mine");
    place.write("content/rr2/rec-01.md", "mine");
    place.run(&["init"]).code(2).stdout("").stderr(
        "\
error: 2 files already exist:
  book.toml
  content/rr2/rec-01.md
help: remove or rename them, or choose another directory
",
    );
    assert_eq!(place.files(), ["book.toml", "content/rr2/rec-01.md"]);
    assert_eq!(place.read("book.toml"), "mine");
}

#[test]
fn it_keeps_what_version_control_ignores() {
    let place = Place::empty();
    place.write(".gitignore", "/mine\n");
    let ended = place.run(&["init"]);
    ended
        .code(0)
        .says("kept `.gitignore`: add `/public`, `/public-*`, `/archive` and `/.public*` to it");
    assert_eq!(place.read(".gitignore"), "/mine\n");
    assert!(place.read("book.toml").contains("title = \"Implementation report\"\n"));
}

#[test]
fn a_file_is_no_place_for_a_site() {
    let place = Place::empty();
    place.write("notes", "mine");
    place.run(&["init", "notes"]).code(2).stderr(
        "error: `notes` is not a directory\nhelp: name an existing directory or a new one\n",
    );
}

#[cfg(unix)]
#[test]
fn it_does_not_follow_links_out_of_the_site() {
    let (place, other) = (Place::empty(), Place::empty());
    std::os::unix::fs::symlink(other.path(""), place.path("content")).expect("a link");
    place.run(&["init"]).code(2).says("help: replace the symbolic link with a directory");
    assert!(other.files().is_empty());
    assert!(!place.path("book.toml").exists());
}
