//! `ssr-site freeze`

use crate::harness::Place;

const LOCK: &str = "content/rr1/2024-06-30.lock";
const UPDATE: &str = "content/rr1/2024-06-30/rec-02.md";

/// Sets the day of the freeze, which is the day of the test.
fn set_day(place: &Place, day: &str) {
    let lock = place.read(LOCK);
    let (before, rest) = lock.split_once("frozen = ").expect("a day");
    place.write(LOCK, &format!("{before}frozen = {day}{}", &rest[day.len()..]));
}

#[test]
fn an_edition_is_frozen_corrected_and_frozen_again() {
    let place = Place::started();
    place
        .run(&["freeze", "2024-06-30"])
        .code(0)
        .stdout("")
        .stderr(&format!("froze `rr1/2024-06-30`: wrote `{LOCK}` with 3 recommendations\n"));
    set_day(&place, "2024-07-05");
    let lock = place.read(LOCK);
    let head = "\
# Content hashes of the published edition rr1/2024-06-30: later changes are detected.
# `ssr-site freeze rr1/2024-06-30` writes this file. Commit it with the content; do not edit it.
format = 1
frozen = 2024-07-05
index = { sha256 = \"";
    assert!(lock.starts_with(head), "{lock}");
    place.run(&["check"]).code(0).stderr("no problems\n");
    place
        .run(&["freeze", "rr1/2024-06-30"])
        .code(0)
        .stdout("")
        .stderr("`rr1/2024-06-30` is unchanged since it was frozen on 2024-07-05\n");

    let text = place.read(UPDATE);
    let silent = format!("{text}\nOne more thing.\n");
    place.write(UPDATE, &silent);
    let line = silent.lines().position(|line| line.starts_with("number")).expect("a number") + 1;
    let refused = place.run(&["freeze", "2024-06-30"]);
    refused
        .code(1)
        .stdout("")
        .says(
            "error[changed-after-freeze]: the update of recommendation 2 was changed after \
             `rr1/2024-06-30` was frozen",
        )
        .says(&format!(" --> {UPDATE}:{line}:10"))
        .says("1 error")
        .says("nothing was written");
    place.run(&["build"]).code(1).says(&format!(" --> {UPDATE}:{line}:10"));
    assert_eq!(place.read(LOCK), lock);

    let openly = silent.replacen(
        "\n+++\n",
        "\n\n[[corrections]]\ndate = 2024-07-14\nnote = \"One thing was missing.\"\n+++\n",
        1,
    );
    place.write(UPDATE, &openly);
    place.run(&["check"]).code(0).stderr("no problems\n");
    place.run(&["freeze", "2024-06-30"]).code(0).stdout("").stderr(&format!(
        "froze `rr1/2024-06-30` again: wrote `{LOCK}`, 1 change is covered by corrections\n"
    ));
    place.run(&["check"]).code(0);
    place.write(UPDATE, &openly.replace("One more", "Two more"));
    place.run(&["check"]).code(1).says(&format!(" --> {UPDATE}:{line}:10"));
}

#[test]
fn no_level_lets_a_silent_change_into_a_lock() {
    let place = Place::started();
    place.run(&["freeze", "-q", "2024-06-30"]).code(0).stdout("").stderr("");
    let book = place.read("book.toml");
    place.write("book.toml", &format!("{book}\n[rules]\nchanged-after-freeze = \"allow\"\n"));
    place.write(UPDATE, &format!("{}\nMore.\n", place.read(UPDATE)));
    place.run(&["check"]).code(0).stderr("no problems\n");
    let lock = place.read(LOCK);
    place.run(&["freeze", "2024-06-30"]).code(1).says("nothing was written");
    assert_eq!(place.read(LOCK), lock);
}

#[test]
fn no_baseline_lets_a_change_pass() {
    let place = Place::started();
    place.run(&["freeze", "-q", "2024-06-30"]).code(0);
    place.write(UPDATE, &format!("{}\nMore.\n", place.read(UPDATE)));
    let ended = place.run(&["check", "--write-baseline"]);
    ended.code(1).mentions("error[changed-after-freeze]").says("1 error");
    assert!(!place.read("baseline.toml").contains("[[known]]"));
    // An `[[allow]]` does not help either.
    let known = format!(
        "[[known]]\nrule = \"changed-after-freeze\"\nfile = \"{UPDATE}\"\nline = \"number = 2\"\n"
    );
    place.write("baseline.toml", &known);
    place.run(&["check"]).code(1).mentions("error[changed-after-freeze]");
    place.run(&["build"]).code(1).mentions("error[changed-after-freeze]");
}

#[test]
fn names_that_mean_nothing() {
    let place = Place::started();
    let case = |args: &[&str], expected: &str| {
        place.run(args).code(2).stdout("").stderr(expected);
    };
    case(
        &["freeze", "2024-06-3"],
        "error: there is no edition `2024-06-3` of `rr1`\nhelp: did you mean `2024-06-30`?\n",
    );
    case(
        &["freeze", "rrl/2024-06-30"],
        "error: there is no report `rrl`\nhelp: did you mean `rr1`?\n",
    );
    case(
        &["freeze", "rr2/2024-06-30"],
        "error: `rr2` is a review; its entries are files in its own directory\n\
         help: name the reviewed report: `rr1`\n",
    );
    assert!(!place.path(LOCK).exists());
}

#[test]
fn what_has_errors_is_not_frozen() {
    let place = Place::started();
    place.write("content/rr1/2024-03-31/rec-02.md", "+++\nnumber = 2\nstate = \"planned\"\n+++\n");
    place
        .run(&["freeze", "2024-06-30"])
        .code(1)
        .says("error[unknown-key]: unknown key `state`")
        .says("nothing was written");
    assert!(!place.path(LOCK).exists());
}
