//! `ssr-site new`

use crate::harness::Place;

#[test]
fn a_quarter() {
    let place = Place::started();
    place
        .run(&["new", "edition", "2024-09-30"])
        .code(0)
        .stdout(
            "\
open as of 2024-06-30, 1 of 3:
  2  behind-recoverable  Answer requests within 20 working days
     - due 2024-09, moved to 2024-12: Answer every request within 20 working days
",
        )
        .stderr(
            "\
wrote `content/rr1/2024-09-30/_index.md`, an edition of 2024-09-30
create an update with `ssr-site new update NUMBER`
",
        );
    place
        .run(&["new", "update", "2"])
        .code(0)
        .stdout("")
        .stderr("wrote `content/rr1/2024-09-30/rec-02.md` from the update of 2024-06-30\n");
    assert_eq!(
        place.read("content/rr1/2024-09-30/rec-02.md"),
        place.read("content/rr1/2024-06-30/rec-02.md"),
        "it has no `as_of` that could change"
    );
    place
        .run(&["new", "update", "3"])
        .code(0)
        .stdout("")
        .stderr("wrote `content/rr1/2024-09-30/rec-03.md`; there was no earlier update\n");
    place.run(&["new", "recommendation", "4", "--title", "Train the staff"]).code(0).stderr(
        "\
wrote `content/rr1/recommendations/rec-04.md`
add the statement below the front matter, in Markdown
",
    );
    place.run(&["new", "update", "4", "--edition", "rr1/2024-09-30"]).code(0);
    place.run(&["build", "-q"]).code(0);
    assert!(place.path("public/rr1/2024-09-30/4.html").is_file());
}

#[test]
fn nothing_is_said_or_listed_when_asked_to_be_quiet() {
    let place = Place::started();
    place.run(&["-q", "new", "edition", "2024-09-30"]).code(0).stdout("").stderr("");
    place.run(&["new", "-q", "update", "1"]).code(0).stdout("").stderr("");
    place.run(&["new", "recommendation", "9", "-q"]).code(0).stdout("").stderr("");
}

#[test]
fn a_title_that_is_missing_blocks_the_write() {
    let place = Place::started();
    place.run(&["new", "recommendation", "4"]).code(0);
    place.run(&["build"]).code(1).says("3 | title = \"\"");
}

#[test]
fn from_another_directory() {
    let place = Place::empty();
    place.run(&["init", "-q", "site"]).code(0);
    place.run(&["new", "edition", "final", "--date", "2024-09-30", "-C", "site", "-q"]).code(0);
    place.run(&["new", "update", "1", "--directory", "site", "-q"]).code(0);
    assert!(place.path("site/content/rr1/final/rec-01.md").is_file());
    assert!(place.read("site/content/rr1/final/_index.md").contains("date = 2024-09-30\n"));
}

#[test]
fn an_edition_of_a_review() {
    let place = Place::started();
    place
        .run(&["new", "edition", "rr2/2024-09-30"])
        .code(0)
        .stdout("")
        .stderr("wrote `content/rr2/2024-09-30/_index.md`, an edition of 2024-09-30\n");
    place.run(&["check"]).code(0).stderr("no problems\n");
}

#[test]
fn names_that_mean_nothing() {
    let place = Place::started();
    let case = |args: &[&str], expected: &str| {
        place.run(args).code(2).stdout("").stderr(expected);
    };
    case(
        &["new", "update", "2", "--report", "rrl"],
        "error: there is no report `rrl`\nhelp: did you mean `rr1`?\n",
    );
    case(
        &["new", "update", "5"],
        "error: there is no recommendation `5` in `rr1`\nhelp: they range from 1 to 3\n",
    );
    case(
        &["new", "update", "2", "--edition", "2024-06-3"],
        "error: there is no edition `2024-06-3` of `rr1`\nhelp: did you mean `2024-06-30`?\n",
    );
    case(
        &["new", "update", "2"],
        "error: `2024-06-30` already has an update of recommendation 2\n\
         help: it is in `content/rr1/2024-06-30/rec-02.md`\n",
    );
    case(
        &["new", "edition", "2024-06-30"],
        "error: `rr1` already has an edition `2024-06-30`\n\
         help: it is in `content/rr1/2024-06-30/_index.md`\n",
    );
    case(
        &["new", "recommendation", "2"],
        "error: `rr1` already has recommendation 2\n\
         help: it is in `content/rr1/recommendations/rec-02.md`\n",
    );
}

#[test]
fn a_file_that_is_there_is_kept() {
    let place = Place::started();
    let path = "content/rr1/recommendations/rec-04.md";
    place.write(path, "+++\nnumber = 14\ntitle = \"Mine\"\n+++\n");
    place.run(&["new", "recommendation", "4"]).code(2).stderr(&format!(
        "error: `{path}` already exists\n\
         help: remove or rename it, or choose another name\n"
    ));
    assert!(place.read(path).contains("Mine"));
}

#[test]
fn errors_elsewhere_keep_nobody_from_writing() {
    let place = Place::started();
    place.write("content/about.md", "no front matter");
    place.write("content/rr1/2024-03-31/rec-01.md", "+++\nnumber = \n+++\n");
    place.run(&["new", "edition", "2024-09-30"]).code(0);
    place.run(&["new", "update", "2"]).code(0);
    // It would continue from a broken update.
    place.run(&["new", "update", "1"]).code(1).says("nothing was written");
}

#[test]
fn errors_that_leave_doubt_do() {
    let place = Place::started();
    place.write("content/rr1/later/_index.md", "+++\ntitle = \"Later\"\n+++\n");
    place
        .run(&["new", "update", "1"])
        .code(1)
        .says("error[missing-key]: the edition `later` has no date");
    place.write("book.toml", "[book]\ntitle = \"Report\"\nscr = \"content\"\n");
    place.run(&["new", "update", "1"]).code(1).says("error[unknown-key]: unknown key `scr`");
    assert!(!place.path("content/rr1/later/rec-01.md").exists());
}

#[test]
fn a_directory_made_by_hand_becomes_an_edition() {
    let place = Place::started();
    place
        .write("content/rr1/2024-09-30/rec-01.md", "+++\nnumber = 1\nstatus = \"complete\"\n+++\n");
    place.run(&["new", "edition", "2024-09-30"]).code(0);
    place.run(&["check"]).code(0);
}
