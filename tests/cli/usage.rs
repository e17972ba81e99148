//! Wrong usage, and commands without a project.

use crate::harness::Place;

#[test]
fn rules() {
    let place = Place::empty();
    let list = place.run(&["explain"]);
    list.code(0).stderr("");
    let is_there = |line: &str| {
        line.split_whitespace().eq("placeholder-link warn a link has no address".split(' '))
    };
    assert!(list.out().lines().any(is_there), "{}", list.out());
    assert!(list.out().lines().all(|line| line.chars().count() <= 120), "{}", list.out());

    let rule = place.run(&["explain", "placeholder-link"]);
    rule.code(0).stderr("");
    assert!(rule.out().starts_with("# placeholder-link\n\nA link has no address.\n"));
    place.run(&["explain", "placeholder-links"]).code(2).stdout("").stderr(
        "error: there is no message `placeholder-links`\nhelp: did you mean `placeholder-link`?\n",
    );
    let error = place.run(&["explain", "error[wrong-type]"]);
    assert!(error.code(0).out().starts_with("# wrong-type\n\nA value is of another type"));
    place.run(&["explain", "weekday"]).code(2).stdout("").stderr(
        "error: there is no message `weekday`\nhelp: list all names with `ssr-site explain`\n",
    );
}

#[test]
fn schemas() {
    let place = Place::empty();
    let all = place.run(&["schema"]);
    all.code(0).stderr("");
    let all: serde_json::Value = serde_json::from_str(all.out()).expect("JSON");
    let update = place.run(&["schema", "update"]);
    let update: serde_json::Value = serde_json::from_str(update.code(0).out()).expect("JSON");
    assert_eq!(all["update"], update);
    place
        .run(&["schema", "reviewentry"])
        .code(2)
        .says("  tip: a similar value exists: 'review-entry'");
}

#[test]
fn a_directory_that_is_not_there() {
    let place = Place::empty();
    let expected = "error: directory `nowhere` does not exist\n\
                    help: create a project there with `ssr-site init nowhere`\n";
    for args in [
        &["build", "nowhere"][..],
        &["check", "nowhere"],
        &["new", "update", "1", "-C", "nowhere"],
        &["theme", "list", "-C", "nowhere"],
        &["theme", "eject", "-C", "nowhere"],
    ] {
        place.run(args).code(2).stdout("").stderr(expected);
    }
    place.write("book.toml", "[book]\ntitle = \"R\"\n");
    place.run(&["build", "book.toml"]).code(2).stderr(
        "error: `book.toml` is a file, not a project directory\n\
         help: name the directory that contains book.toml\n",
    );
}

#[test]
fn a_directory_that_is_no_project() {
    let place = Place::empty();
    for args in [&["build"][..], &["check"], &["new", "update", "1"], &["theme", "list"]] {
        place.run(args).code(2).stdout("").says("error: `.` contains no book.toml");
    }
}

#[test]
fn a_target_that_is_somebody_elses() {
    let place = Place::started();
    place.write("notes/plan.txt", "mine");
    place.run(&["build", "-d", "notes"]).code(2).stdout("").stderr(
        "error: `notes` was not created by ssr-site: it contains `plan.txt` and no `.ssr-site`\n\
         help: choose another directory with `--dest-dir`\n",
    );
    place.run(&["build", "-d", "book.toml"]).code(2).says("error: `book.toml` is not a directory");
    place
        .run(&["build", "-d", "content"])
        .code(2)
        .says("error: `content` contains sources of the project");
    assert_eq!(place.read("notes/plan.txt"), "mine");
}

#[test]
fn a_target_that_leads_into_the_sources() {
    let place = Place::started();
    let refused = |target: &str| {
        let said = format!("error: `{target}` contains sources of the project");
        place.run(&["build", "-d", target]).code(2).says(&said);
    };
    refused("content/out");
    refused("missing/../content/out");
    refused("themes/out");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(place.path("content"), place.path("link")).unwrap();
        refused("link/out");
        refused("link/missing/../out");
    }
    place.run(&["build", "-d", "missing-content/out"]).code(0);
}

#[test]
fn a_list_of_changes_inside_the_target() {
    let place = Place::started();
    place.run(&["build"]).code(0);
    let before = place.files();
    for file in ["public/changes.txt", "public/missing/../x/changes.txt", "public"] {
        place.run(&["build", "--changes", file]).code(2).stdout("").stderr(&format!(
            "error: `{file}` is inside the output directory: the next build would delete it\n\
             help: name a file elsewhere with `--changes`\n"
        ));
    }
    assert_eq!(place.files(), before);
    place.run(&["build", "--changes", "changes.txt"]).code(0);
}

#[test]
fn colours() {
    let place = Place::empty();
    place.run(&["explain", "x"]).code(2).says("error: there is no message `x`");
    let colored = place.run(&["explain", "x", "--color", "always"]);
    colored.code(2).says("\u{1b}[1m\u{1b}[31merror\u{1b}[0m: there is no message `x`");
    place.run(&["--color", "never", "explain", "x"]).code(2).says("error: there is no message `x`");
}

#[test]
fn every_command_has_examples() {
    let place = Place::empty();
    for command in [
        &[][..],
        &["init"],
        &["new"],
        &["new", "recommendation"],
        &["new", "edition"],
        &["new", "update"],
        &["build"],
        &["check"],
        &["freeze"],
        &["archive"],
        &["publish"],
        &["publish", "headers"],
        &["explain"],
        &["theme"],
        &["theme", "list"],
        &["theme", "eject"],
        &["schema"],
        &["completions"],
        &["man"],
    ] {
        let help = place.run(&[command, &["--help"]].concat());
        help.code(0).stderr("");
        assert!(help.out().contains("Example"), "{command:?}");
        assert!(help.out().lines().all(|line| line.chars().count() <= 100), "{}", help.out());
    }
    place.run(&[]).code(2);
    place.run(&["new"]).code(2);
    place.run(&["check", "--quiet", "--verbose"]).code(2);
}
