//! `archive`: where bags are written, and what is refused.

use crate::harness::Place;

const ADDRESS: &str = "[output.html]\nsite-url = \"https://example.org/r/\"\n";

/// The started site, with an address.
fn place() -> Place {
    let place = Place::started();
    place.write("book.toml", &format!("{}\n{ADDRESS}", place.read("book.toml")));
    place
}

#[test]
fn a_bag_of_an_edition() {
    let place = place();
    let ended = place.run(&["archive", "2024-06-30"]);
    ended.code(0).stdout("").mentions("archived `rr1/2024-06-30` in `");
    let files: Vec<String> =
        place.files().into_iter().filter(|path| path.starts_with("archive/")).collect();
    let bag = "archive/rr1-2024-06-30/";
    for name in ["bagit.txt", "bag-info.txt", "data/site/rr1/2024-06-30/index.html"] {
        assert!(files.contains(&format!("{bag}{name}")), "{name}: {files:?}");
    }
    assert!(files.iter().all(|path| path.starts_with(bag)), "{files:?}");
    // The same again, and nothing more.
    let before = place.files();
    place.run(&["archive", "rr1/2024-06-30"]).code(0);
    assert_eq!(place.files(), before);
}

#[test]
fn directories_that_are_not_replaced() {
    let place = place();
    place.write("notes/plan.txt", "mine");
    place.run(&["archive", "-d", "notes"]).code(2).stdout("").stderr(
        "error: `notes` was not created by ssr-site: it contains `plan.txt` and no `.ssr-site`\n\
         help: choose another directory with `--dest-dir`\n",
    );
    place.run(&["build", "-q"]).code(0);
    let before = place.files();
    place.run(&["archive", "-d", "public"]).code(2).stdout("").stderr(
        "error: `public` is a built site, not a bag\n\
         help: name another directory with `--dest-dir`\n",
    );
    place
        .run(&["archive", "-d", "content/bag"])
        .code(2)
        .says("error: `content/bag` contains sources of the project");
    assert_eq!(place.files(), before);
}

#[test]
fn wrong_requests() {
    let place = Place::started();
    place.run(&["archive", "2024-06-30"]).code(2).stdout("").stderr(
        "error: a bag of one edition needs the `site-url` of its site: links to other pages lead \
         there\nhelp: set `site-url` under `[output.html]` in book.toml, or archive the whole site \
         with `ssr-site archive`\n",
    );
    place.run(&["archive", "2024-06-31"]).code(2).mentions("there is no edition `2024-06-31`");
    place.run(&["archive", "--report", "rr1"]).code(2).mentions("`--report` needs an edition");
    place.write("content/about.md", "+++\ntitle = 1\n+++\n");
    place.run(&["archive"]).code(1).says("nothing was written");
    assert!(!place.path("archive").exists());
}
