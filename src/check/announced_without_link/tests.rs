use super::RULE;
use crate::check::tests::findings;

const STATEMENT: (&str, &str) = (
    "content/r/recommendations/rec-4.md",
    "+++\nnumber = 4\ntitle = \"T\"\n+++\nThe list is published.\n",
);

/// The sentences found in an update.
#[track_caller]
fn case(keys: &str, body: &str, expected: &[&str]) {
    let update = format!("+++\nnumber = 4\nstatus = \"planned\"\n{keys}+++\n{body}\n");
    let path = "content/r/2016-06-30/rec-4.md";
    let found: Vec<String> = findings(&RULE, &[STATEMENT, (path, &update)])
        .into_iter()
        .map(|found| found.replacen(&format!("warning {path} "), "", 1))
        .collect();
    let expected: Vec<String> = expected
        .iter()
        .map(|text| {
            format!("{text:?}: this says that something can be read, and has no link to it")
        })
        .collect();
    assert_eq!(found, expected, "{body}");
}

#[track_caller]
fn found(body: &str) {
    case("", body, &[body]);
}

#[track_caller]
fn not_found(body: &str) {
    case("", body, &[]);
}

#[test]
fn sentences_that_announce() {
    found("The timetable has been posted.");
    found("The harbour office published its fees in May.");
    found("The results were published.");
    found("The minutes of all meetings are available on the website.");
    found("More details can be found in the annex.");
    found("According to the office, the plan was published.");
    case(
        "",
        "Boats sail. The plan is published. So is the map, which is posted.",
        &["The plan is published."],
    );
    case("", "- One boat\n- The list is posted", &["The list is posted"]);
    case(
        "",
        "## Notes\n\nThe map was posted.\n\nThe list was posted.",
        &["The map was posted.", "The list was posted."],
    );
}

#[test]
fn sentences_that_announce_nothing() {
    not_found("The plan will be published in May.");
    not_found("The plan has not yet been posted.");
    not_found("The plan is to be published.");
    not_found("Once published, the plan applies.");
    not_found("When the plan is published, it applies.");
    not_found("The published plan and the ministry's published map differ.");
    not_found("The office works so that, in time, the map is published.");
    not_found("Two boats are available to the crew.");
    not_found("No details can be found.");
    not_found("A published author.");
    not_found("> The plan is published.");
}

#[test]
fn sentences_with_an_address() {
    not_found("The [plan](https://example.org) is published.");
    not_found("The plan is published at www.example.org.");
    not_found("The plan is published, see Recommendation 4.");
    not_found("The plan is published.[^1]\n\n[^1]: In the gazette.");
    not_found("These are published:\n\n- [The plan](https://example.org)\n- a map");
    not_found("From the [office](https://example.org):\n\n- The map is published");
    case("", "The [plan](#) is published.", &["The [plan](#) is published."]);
}

#[test]
fn rows() {
    let row = |more: &str| format!("[[deliverables]]\ntext = \"The map is published\"\n{more}");
    case(&row(""), "", &["The map is published"]);
    case(&row("evidence = [\"https://example.org\"]\n"), "The map is posted.", &[]);
    case(&row("note = \"Posted in May\"\n"), "", &["The map is published", "Posted in May"]);
}
