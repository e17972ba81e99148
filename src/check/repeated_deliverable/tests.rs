use super::RULE;
use crate::check::tests::{diagnostics, findings};

const STUDY: &str = "Publish a study of the seven ferry lines";

fn row(text: &str, keys: &str) -> String {
    let responsible = if keys.contains("responsible") { "" } else { "responsible = [\"Crew\"]\n" };
    format!("[[deliverables]]\ntext = \"{text}\"\n{responsible}{keys}\n")
}

/// Recommendations from number 1 on: keys of the recommendation, rows of its update.
fn files(recommendations: &[(&str, &str)]) -> Vec<(String, String)> {
    let files = recommendations.iter().zip(1..).flat_map(|((keys, rows), number)| {
        [
            (
                format!("content/r/recommendations/rec-{number}.md"),
                format!("+++\nnumber = {number}\ntitle = \"T\"\n{keys}\n+++\n"),
            ),
            (
                format!("content/r/2021-06-30/rec-{number}.md"),
                format!("+++\nnumber = {number}\nstatus = \"planned\"\n{rows}\n+++\n"),
            ),
        ]
    });
    files.collect()
}

#[track_caller]
fn case(recommendations: &[(&str, &str)], expected: &[&str]) {
    let files = files(recommendations);
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (&**path, &**text)).collect();
    let found: Vec<String> = findings(&RULE, &files)
        .iter()
        .map(|found| found.replace(&format!("{:?}", format!("{STUDY:?}")), "STUDY"))
        .collect();
    let expected: Vec<String> = expected
        .iter()
        .map(|expected| format!("warning content/r/2021-06-30/{expected}"))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn the_same_words() {
    let study = &*row(STUDY, "");
    let count = &*row("Count the passengers of each day", "");
    case(&[("", study), ("", count)], &[]);
    case(
        &[("", study), ("", study)],
        &[
            "rec-2.md STUDY: “Publish a study of the seven ferry lines” is listed and counted on recommendations 1 and 2",
        ],
    );
    let both = format!("{study}{count}");
    case(
        &[("", &both), ("", &both), ("", study)],
        &[
            "rec-2.md STUDY: “Publish a study of the seven ferry lines” is listed and counted on recommendations 1, 2 and 3",
            "rec-2.md \"\\\"Count the passengers of each day\\\"\": “Count the passengers of each day” is listed and counted on recommendations 1 and 2",
        ],
    );
    case(
        &[("", &both), ("", &both)],
        &[
            "rec-2.md STUDY: “Publish a study of the seven ferry lines” and one more are listed and counted on recommendations 1 and 2",
        ],
    );
    // Within one recommendation.
    case(&[("", &format!("{study}{study}"))], &[]);
    let spelled = row("publish a study of the *seven* ferry lines.", "");
    case(
        &[("", &spelled), ("", study)],
        &[
            "rec-2.md STUDY: “publish a study of the seven ferry lines.” is listed and counted on recommendations 1 and 2",
        ],
    );
}

#[test]
fn what_is_not_the_same() {
    let study = &*row(STUDY, "");
    let short = &*row("Publish a ferry study", "");
    case(&[("", short), ("", short)], &[]);
    case(&[("", study), ("", &row(STUDY, "responsible = [\"Harbour\"]"))], &[]);
    case(&[("", study), ("covered_by = 1", study)], &[]);
    case(&[("", study), ("part_of = 1", study)], &[]);
    case(&[("", study), ("superseded_by = 1", study)], &[]);
    case(&[("", study), ("disposition = { decision = \"rejected\" }", study)], &[]);
    case(&[("", study), ("", &row(STUDY, "dropped = \"Moved to the first.\""))], &[]);
}

#[test]
fn what_differs_comes_first() {
    let done = &*row(STUDY, "completed = true");
    let open = &*row(STUDY, "due = \"2021-09\"");
    case(
        &[("", done), ("", open), ("", open)],
        &[
            "rec-2.md STUDY: “Publish a study of the seven ferry lines” is done on recommendation 1 and open on recommendations 2 and 3",
        ],
    );
    case(
        &[("", open), ("", &row(STUDY, "due = \"2021-12\""))],
        &[
            "rec-2.md STUDY: “Publish a study of the seven ferry lines” is due in September 2021 on recommendation 1 and in December 2021 on recommendation 2",
        ],
    );
    case(
        &[("", &row(STUDY, "due = \"2021-09\"\nrevised_due = \"2022\"")), ("", open)],
        &[
            "rec-2.md STUDY: “Publish a study of the seven ferry lines” is due in 2022 on recommendation 1 and in September 2021 on recommendation 2",
        ],
    );
    case(
        &[
            ("", &row(STUDY, "completed = \"2021-02\"")),
            ("", &row(STUDY, "completed = \"2021-03\"")),
        ],
        &[
            "rec-2.md STUDY: “Publish a study of the seven ferry lines” was completed in February 2021 on recommendation 1 and in March 2021 on recommendation 2",
        ],
    );
    // One date is no difference.
    case(
        &[("", open), ("", &row(STUDY, ""))],
        &[
            "rec-2.md STUDY: “Publish a study of the seven ferry lines” is listed and counted on recommendations 1 and 2",
        ],
    );
    let dues: Vec<String> =
        (1..=6).map(|month| row(STUDY, &format!("due = \"2022-0{month}\""))).collect();
    let all: Vec<(&str, &str)> = dues.iter().map(|row| ("", &**row)).collect();
    case(
        &all,
        &[
            "rec-2.md STUDY: “Publish a study of the seven ferry lines” is due in January 2022 on recommendation 1, in February 2022 on recommendation 2, in March 2022 on recommendation 3, in April 2022 on recommendation 4 and 2 other dates",
        ],
    );
}

#[test]
fn the_others_are_shown() {
    let study = &*row(STUDY, "");
    let files = files(&[("", study), ("", study), ("", study)]);
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (&**path, &**text)).collect();
    let found = diagnostics(&RULE, &files);
    assert_eq!(found.len(), 1);
    let labels: Vec<&str> = found[0].related.iter().map(|(_, text)| &**text).collect();
    assert_eq!(labels, ["on recommendation 1", "on recommendation 3"]);
    let help = found[0].help.as_deref().unwrap_or_default();
    assert!(help.contains("`text = \"See Recommendation 1\"`"), "{help}");
}
