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
# What the published edition rr1/2024-06-30 shows: later changes are detected.
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

#[test]
fn the_day_of_publication_can_be_given() {
    let place = Place::started();
    place.run(&["freeze", "2024-06-30", "--at", "2024-07-05"]).code(0).stdout("");
    assert!(place.read(LOCK).contains("\nfrozen = 2024-07-05\n"));
    place.run(&["check"]).code(0).stderr("no problems\n");
    place
        .run(&["freeze", "2024-06-30", "--at", "2024-07-05"])
        .code(0)
        .stderr("`rr1/2024-06-30` is unchanged since it was frozen on 2024-07-05\n");
    place.run(&["freeze", "2024-06-30", "--at", "2024-06-20"]).code(0).stderr(&format!(
        "warning: `rr1/2024-06-30` is dated 2024-06-30, after the day of its publication, \
         2024-06-20\n\
         froze `rr1/2024-06-30` again: wrote `{LOCK}`, published on 2024-06-20 instead of \
         2024-07-05\n"
    ));
    let lock = place.read(LOCK);
    place
        .run(&["freeze", "2024-06-30", "--at", "9999-12-31"])
        .code(2)
        .mentions("`--at 9999-12-31` is in the future");
    place.run(&["freeze", "2024-06-30", "--at", "July"]).code(2).mentions("--at <DATE>");
    assert_eq!(place.read(LOCK), lock);
}

#[test]
fn a_lock_of_the_first_format_is_written_anew() {
    let place = Place::started();
    let file = |keys: &str| format!("format = 1\nfrozen = 2024-07-05\n{keys}");
    // The content of the starter, as format 1 hashed it.
    place.run(&["freeze", "-q", "2024-06-30", "--at", "2024-07-05"]).code(0);
    let second = place.read(LOCK);
    let index = second.lines().find(|line| line.starts_with("index")).expect("an index");
    let update = |number: &str| {
        let (_, after) = second.split_once(&format!("number = \"{number}\"")).expect("listed");
        after.lines().find(|line| line.starts_with("update")).expect("an update").to_owned()
    };
    let statement = |sha256: &str| format!("statement = {{ sha256 = \"{sha256}\" }}\n");
    let recommendations = [
        (
            "1",
            statement("4881ee1913b9956144382bf20d50288defe91925d364ebfc786fb46de3fbfe1e"),
            update("1"),
        ),
        (
            "2",
            statement("cee0820e32bf088040813054255537bb30a9b804306700d05aa64a2ca37e3317"),
            update("2"),
        ),
        (
            "3",
            statement("2196f1d7232eebfea09a4029f3d8181ead689e91195960845e5ac9d531856cde"),
            String::new(),
        ),
    ];
    let recommendations: String = recommendations
        .iter()
        .flat_map(|(number, statement, update)| {
            ["[[recommendations]]\nnumber = \"", number, "\"\n", statement, update, "\n"]
        })
        .collect();
    place.write(LOCK, &file(&format!("{index}\n{recommendations}")));
    place.run(&["check"]).code(0).mentions("warning[outdated-lock]");
    place
        .run(&["freeze", "2024-06-30"])
        .code(0)
        .mentions("nothing that the old lock covered has changed")
        .mentions("warning: the old lock had format 1");
    assert_eq!(place.read(LOCK), second);
    place.run(&["check"]).code(0).stderr("no problems\n");
    // What it covers must not have changed.
    place.write(LOCK, &file(&format!("{index}\n{recommendations}")).replace("4881", "4882"));
    place.run(&["freeze", "2024-06-30"]).code(1).says("nothing was written");
}
