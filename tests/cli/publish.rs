//! `publish`: plans, what is asked before, the log, and what is refused.

use std::fs;
use std::process::Command;

use serde_json::Value;

use crate::harness::Place;

const MANIFEST: &str = "ssr-site-publication/manifest.txt";

/// A site with a host that is a directory.
fn place(keys: &str) -> Place {
    let place = Place::started_in("site");
    let settings = place.read("site/book.toml");
    let host = format!("[publish.web]\nkind = \"directory\"\npath = \"../web\"\n{keys}");
    place.write("site/book.toml", &format!("{settings}\n{host}"));
    place
}

/// The files of the host.
fn published(place: &Place) -> Vec<String> {
    place.files().into_iter().filter_map(|path| path.strip_prefix("web/").map(Into::into)).collect()
}

#[test]
fn a_site_is_published_changed_and_verified() {
    for keys in ["", "in-place = true\n"] {
        let place = place(keys);
        let publish = || place.run(&["publish", "to", "web", "--yes", "-C", "site"]);
        place
            .run(&["publish", "verify", "web", "-C", "site"])
            .code(1)
            .says("error: nothing has been published to `web`");
        publish().code(0).stdout("").mentions("published to `web`: 54 files sent");
        assert_eq!(published(&place).len(), 55, "with the manifest");
        assert_eq!(place.read("web/index.html"), place.read("site/public/index.html"));
        publish().code(0).says("`web` is up to date");
        place
            .run(&["publish", "verify", "web", "-C", "site"])
            .code(0)
            .says("`web`: 54 files checked, 0 missing, 0 not as published");

        // Somebody else adds a file, changes one and deletes one.
        place.write("web/notes.txt", "not ours");
        place.write("web/index.html", "not as published");
        fs::remove_file(place.path("web/robots.txt")).expect("it is there");
        place
            .run(&["publish", "verify", "web", "-C", "site"])
            .code(1)
            .says("warning: missing: `robots.txt`")
            .says("warning: not as published: `index.html`")
            .mentions("1 not published by ssr-site");
        publish()
            .code(0)
            .mentions("2 restored, since they were changed on the host")
            .mentions("1 not published by ssr-site, left alone");
        assert_eq!(place.read("web/notes.txt"), "not ours");
        // A change that keeps the size.
        let front = place.read("web/index.html");
        place.write("web/index.html", &front.replace("html", "HTML"));
        publish().code(0).says("`web` is up to date");
        place
            .run(&["publish", "to", "web", "--yes", "--restore", "-C", "site"])
            .code(0)
            .mentions("1 restored, since they were changed on the host");
        assert_eq!(place.read("web/index.html"), front);
        place.run(&["publish", "verify", "web", "-C", "site"]).code(0);

        let update = "site/content/about.md";
        place.write(update, &format!("{}\nOne more thing.\n", place.read(update)));
        let told = place.run(&["publish", "plan", "web", "-C", "site"]);
        told.code(0).mentions("changed").mentions("about.html");
        assert!(!place.read("web/about.html").contains("One more thing"), "it was only planned");
        publish().code(0);
        assert!(place.read("web/about.html").contains("One more thing"));
    }
}

#[test]
fn programs_read_the_plan_and_what_came_of_it() {
    let place = place("");
    let ended =
        place.run(&["publish", "to", "web", "--yes", "-C", "site", "--message-format", "json"]);
    ended.code(0);
    let lines: Vec<Value> = ended
        .out()
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .filter(|line: &Value| line["host"] == "web")
        .collect();
    let reasons: Vec<&str> = lines.iter().filter_map(|line| line["reason"].as_str()).collect();
    assert_eq!(reasons, ["plan", "published"]);
    assert_eq!(lines[0]["added"].as_array().map(Vec::len), Some(54));
    assert_eq!(lines[0]["removed"], Value::Array(Vec::new()));
    assert_eq!(lines[1]["manifest"].as_str().map(str::len), Some(64));
}

#[test]
fn nothing_is_published_unasked() {
    let place = place("max-deletions = 5\n");
    place.run(&["publish", "to", "web", "-C", "site"]).code(2).stdout("").stderr(
        "error: publishing asks first, and there is no terminal to ask on\n\
         help: add `--yes` to publish without asking, or `--dry-run` to see the plan\n",
    );
    place.run(&["publish", "to", "web", "--dry-run", "-C", "site"]).code(0);
    assert_eq!(published(&place), [""; 0]);
    assert!(!place.path("site/publications.toml").exists());

    // A file of somebody else is in the way.
    place.write("web/index.html", "not ours");
    let publish = |more: &[&str]| {
        place.run(&[&["publish", "to", "web", "--yes", "-C", "site"], more].concat())
    };
    publish(&[]).code(2).says(
        "error: 1 file of the host would be replaced that `ssr-site` did not publish: `index.html`",
    );
    assert_eq!(published(&place), ["index.html"]);
    publish(&["--overwrite"]).code(0);

    // A site that has become much smaller.
    fs::remove_dir_all(place.path("site/content/rr2")).expect("a review");
    publish(&[]).code(2).mentions("would be deleted: more than 5 %");
    assert!(place.path("web/rr2/index.html").exists());
    publish(&["--max-deletions", "100"]).code(0);
    assert!(!place.path("web/rr2/index.html").exists());
}

#[test]
fn a_revision_of_another_repository_is_not_put_on_record() {
    let place = place("");
    let git = |args: &[&str]| {
        let name = ["-c", "user.name=Office", "-c", "user.email=office@example.org"];
        let done = Command::new("git").args(name).args(args).current_dir(place.path(".")).output();
        assert!(done.expect("git is installed").status.success(), "{args:?}");
    };
    git(&["init", "-q", "other"]);
    git(&["-C", "other", "commit", "-q", "--allow-empty", "-m", "Begin"]);
    let mut publish = place.command(&["publish", "to", "web", "--yes", "-q", "-C", "site"]);
    // As in a hook of it.
    publish.env("GIT_DIR", place.path("other/.git")).env("GIT_WORK_TREE", place.path("other"));
    Place::ended(&mut publish).code(0);
    let record = place.read("site/publications.toml");
    assert!(!record.contains("revision"), "{record}");
}

#[test]
fn what_was_published_is_on_record() {
    let place = place("");
    place.run(&["publish", "log", "-C", "site"]).code(0).says("nothing is on record");
    place.run(&["publish", "to", "web", "--yes", "-q", "-C", "site"]).code(0).stdout("");
    let log = place.run(&["publish", "log", "-C", "site"]);
    log.code(0);
    assert!(log.out().contains("54 files: 54 new, 0 changed, 0 deleted"), "{}", log.out());
    let record = place.read("site/publications.toml");
    let set = |time: &str| {
        let (before, rest) = record.split_once("time = \"").expect("a time");
        let (_, after) = rest.split_once('"').expect("its end");
        place.write("site/publications.toml", &format!("{before}time = \"{time}\"{after}"));
    };
    set("2016-07-14T10:00:00Z");
    let on = |day: &str| place.run(&["publish", "log", "--on", day, "-C", "site"]);
    assert!(on("2016-07-14").code(0).out().starts_with("2016-07-14 10:00:00 UTC  web"));
    on("2016-07-13").code(0).stdout("").says("nothing is on record until 2016-07-13");
    set("yesterday");
    on("2016-07-14").code(1).mentions("`publications.toml` is no log of publications");
    // It is looked at before anything is published.
    place.write(
        "site/content/about.md",
        &format!("{}\nMore.\n", place.read("site/content/about.md")),
    );
    place
        .run(&["publish", "to", "web", "--yes", "-C", "site"])
        .code(1)
        .mentions("`publications.toml` is no log of publications");
    assert!(!place.read("web/about.html").contains("More."));
}

#[test]
fn commands_afterwards_are_told_what_changed() {
    let place = place(
        "site-url = \"https://example.org/r/\"\n\
         after = [[\"sh\", \"-c\", \"cp $SSR_SITE_CHANGES ../changes; echo $SSR_SITE_URL > ../url\"]]\n",
    );
    let publish = || {
        place.run(&["publish", "to", "web", "--yes", "--run-after", "--wait", "0", "-C", "site"])
    };
    publish()
        .code(0)
        .says("to run now, as book.toml says:")
        .says("not looked at from outside: `--wait 0`");
    assert!(place.read("changes").lines().any(|line| line == "added index.html"));
    assert_eq!(place.read("url"), "https://example.org/r/\n");
    // Built for this host, beside the site of `build`.
    assert!(place.read("web/index.html").contains("https://example.org/r/"));
    assert!(!place.path("site/public").exists());
    let settings = place.read("site/book.toml");
    place.write("site/book.toml", &settings.replace("\"sh\", \"-c\"", "\"false\""));
    place.write(
        "site/content/about.md",
        &format!("{}\nMore.\n", place.read("site/content/about.md")),
    );
    publish()
        .code(3)
        .mentions("failed")
        .says("help: the site is published; run the command again by hand");
    assert!(place.read("web/about.html").contains("More."));
}

#[test]
fn a_list_of_pages_for_other_systems() {
    let place = place("theme = \"fragment\"\nindex = true\n");
    place.run(&["publish", "to", "web", "--yes", "-q", "-C", "site"]).code(0);
    let index: Value = serde_json::from_str(&place.read("web/index.json")).expect("JSON");
    let files = index["files"].as_array().expect("files");
    let front = files.iter().find(|file| file["path"] == "index.html").expect("a front page");
    assert!(front["title"].as_str().is_some_and(|title| !title.is_empty()));
    assert!(place.read("web/ssr-site-publication/manifest.txt").contains("\tindex.json\n"));
    assert!(!place.read("web/index.html").contains("<html"), "it is a fragment");
}

#[test]
fn what_was_published_by_an_interrupted_run_is_recorded_by_the_next() {
    let place = place("");
    let publish = || place.run(&["publish", "to", "web", "--yes", "-C", "site"]);
    publish().code(0);
    fs::remove_file(place.path("site/publications.toml")).expect("a log");
    publish()
        .code(0)
        .says("`web` is up to date")
        .says("it is not on record here; recording it now");
    assert!(place.read("site/publications.toml").contains("files = 54"));
    publish().code(0).says("`web` is up to date");
    assert_eq!(place.read("site/publications.toml").matches("[[publication]]").count(), 1);
}

#[test]
fn what_is_unusual_is_a_warning() {
    let place = place("");
    let plan = || place.run(&["publish", "plan", "web", "-C", "site"]);
    place.run(&["publish", "to", "web", "--yes", "-q", "-C", "site"]).code(0);
    fs::rename(place.path("web"), place.path("elsewhere")).expect("a directory");
    plan().code(0).mentions("warning: nothing is on `").mentions("is it the right place");
    fs::rename(place.path("elsewhere"), place.path("web")).expect("a directory");
    let manifest = place.read(&format!("web/{MANIFEST}"));
    let other = manifest.replacen("1\n", "1\nsite\thttps://example.com/\n", 1);
    place.write(&format!("web/{MANIFEST}"), &other);
    plan().code(0).mentions("was published to from elsewhere since");
    let settings = place.read("site/book.toml");
    place.write("site/book.toml", &format!("{settings}site-url = \"https://example.org/\"\n"));
    plan().code(0).mentions("was built for https://example.com/");
    let newer = manifest.replacen("publication 1", "publication 2", 1);
    place.write(&format!("web/{MANIFEST}"), &newer);
    plan().code(3).mentions("it was written by another version of `ssr-site`");
}

/// The same host is written file by file first, and then in one step.
#[test]
fn an_interrupted_publication_is_completed_in_one_step() {
    let place = place("");
    let publish = || place.run(&["publish", "to", "web", "--yes", "-C", "site"]);
    let pending = "ssr-site-pending 1\nend\n";
    place.write("web/ssr-site-publication/pending.txt", pending);
    publish().code(0);
    assert!(!place.path("web/ssr-site-publication/pending.txt").exists());
    place.write("web/ssr-site-publication/pending.txt", pending);
    publish().code(0);
    assert!(!place.path("web/ssr-site-publication/pending.txt").exists());
    place.run(&["publish", "verify", "web", "-C", "site"]).code(0);
}

#[test]
fn hosts_that_are_not_there() {
    let place = place("");
    place
        .run(&["publish", "plan", "wbe", "-C", "site"])
        .code(2)
        .stdout("")
        .stderr("error: book.toml has no `[publish.wbe]`\nhelp: did you mean `web`?\n");
    let settings = place.read("site/book.toml");
    place.write("site/book.toml", &settings.replace("../web", "../missing/web"));
    place
        .run(&["publish", "plan", "web", "-C", "site"])
        .code(3)
        .mentions("missing` does not exist")
        .says("help: mount the share, or create the directory");
    for (path, how) in [(".", "is the project's directory"), ("content", "lies in the project")] {
        place.write("site/book.toml", &settings.replace("../web", path));
        place.run(&["publish", "plan", "web", "-C", "site"]).code(2).mentions(how);
    }
    place.write("site/book.toml", &settings.replace("kind = \"directory\"", "kind = \"folder\""));
    place.run(&["publish", "plan", "web", "-C", "site"]).code(1).mentions("directory");
}

#[test]
fn a_damaged_manifest_stops_everything() {
    let place = place("");
    place.run(&["publish", "to", "web", "--yes", "-q", "-C", "site"]).code(0);
    place.write(&format!("web/{MANIFEST}"), "half a manifest");
    place
        .run(&["publish", "to", "web", "--yes", "-C", "site"])
        .code(3)
        .mentions("is damaged: line 1 is not one of a manifest");
}
