//! A review's assessments beside the reported statuses.

use serde_json::{Value, json};

use super::harness::Project;

const VOCABULARY: &str = "[[assessments]]\nid = \"full\"\nlabel = \"Fully met\"\nkind = \"met\"\n\
    [[assessments]]\nid = \"half\"\nlabel = \"Partly met\"\nkind = \"partly\"\n";

/// A review of two editions: in the first, it assesses half, and the report claims little.
fn assessed() -> Project {
    Project::new()
        .with_report(&["1", "2", "3"])
        .edition("ssr1", "2016-03-31")
        .edition("ssr1", "2016-09-30")
        .update("ssr1/2016-03-31", "1", "planned", "")
        .update("ssr1/2016-03-31", "2", "planned", "")
        .update("ssr1/2016-09-30", "1", "complete", "")
        .file(
            "content/review/_index.md",
            format!("+++\nkind = \"review\"\nof = \"ssr1\"\ntitle = \"Review\"\n{VOCABULARY}+++\n"),
        )
        .edition("review", "2016-06-30")
        .file("content/review/2016-06-30/rec-1.md", entry(1, "assessment = \"half\""))
        .file("content/review/rec-2.md", entry(2, "assessment = \"full\"\ngroup = \"G\""))
        .file("content/review/rec-3.md", entry(3, ""))
}

fn entry(number: u8, keys: &str) -> String {
    format!("+++\nnumber = {number}\n{keys}\n+++\nNotes.\n")
}

#[test]
fn a_review_compares_itself_with_the_report() {
    let rendered = assessed().render().builds();
    let latest = rendered.page("review/index.html");
    for there in [
        "data-status=\"complete\"",
        "data-assessment=\"half\" data-assessment-position=\"2\" data-differs=\"1\"",
        "data-assessment=\"full\" data-assessment-position=\"1\" data-differs=\"1\"",
        "reported as “Complete”, assessed as “Partly met”",
        "reported as “Planned/In Process”, assessed as “Fully met”",
        "2 of 3 entries are assessed otherwise than reported",
        "<option value=\"half\">Partly met</option>",
        "name=\"differs\"",
        "assets/table.",
    ] {
        assert!(latest.contains(there), "{there}");
    }
    // The edition knew what the report had said until then.
    let edition = rendered.page("review/2016-06-30/index.html");
    assert!(edition.contains("1 of 3 entries is assessed otherwise than reported"), "{edition}");
    assert!(!edition.contains("data-status=\"complete\""), "a later status");
    assert!(!edition.contains("reported as “Complete”"), "a later status");
}

#[test]
fn a_recommendation_shows_both_in_the_latest_view_alone() {
    let rendered = assessed().render().builds();
    let page = rendered.page("ssr1/1.html");
    let (_, review) = page.split_once("id=\"review\"").unwrap();
    for there in ["Reported status", "Complete", "Partly met", "Differs"] {
        assert!(review.contains(there), "{there}");
    }
    assert!(!rendered.page("ssr1/2016-09-30/1.html").contains("Partly met"));
    assert!(rendered.page("ssr1/print.html").contains("; Assessment: Partly met (Differs)"));
}

#[test]
fn a_review_without_assessments_has_no_column_of_them() {
    let rendered = Project::new()
        .with_report(&["1"])
        .file(
            "content/review/_index.md",
            "+++\nkind = \"review\"\nof = \"ssr1\"\ntitle = \"R\"\n+++\n",
        )
        .file("content/review/rec-1.md", entry(1, ""))
        .render()
        .builds();
    let page = rendered.page("review/index.html");
    assert!(page.contains("data-sort=\"status\"") && page.contains("assets/table."), "{page}");
    for absent in ["id=\"assessments\"", "data-sort=\"assessment\"", "data-sort=\"progress\""] {
        assert!(!page.contains(absent), "{absent}");
    }
}

#[test]
fn progress_that_all_entries_have_is_said_once() {
    #[track_caller]
    fn case(keys: [&str; 3], said: &[&str], absent: &[&str]) {
        let mut project = assessed();
        for (number, keys) in (1..).zip(keys) {
            let directory = if number == 1 { "2016-06-30/" } else { "" };
            let path = format!("content/review/{directory}rec-{number}.md");
            project = project.file(&path, entry(number, keys));
        }
        let rendered = project.render().builds();
        let page = rendered.page("review/index.html");
        for there in said {
            assert!(page.contains(there), "{there}: {page}");
        }
        for absent in absent {
            assert!(!page.contains(absent), "{absent}: {page}");
        }
    }
    case(
        ["progress = 0", "progress = 0", ""],
        &["None of the 2 entries that give their progress has begun: 0% each.", "no progress:"],
        &["data-sort=\"progress\"", "class=\"measure\"", "Not given"],
    );
    case(
        ["progress = 40", "progress = 40", "progress = 40"],
        &["All 3 entries that give their progress are at 40%."],
        &["data-sort=\"progress\"", "no progress:"],
    );
    // Differing progress is a column. 0 has no bar, and what is not given is not 0.
    case(
        ["progress = 0", "progress = 40", ""],
        &["data-sort=\"progress\"", "data-progress=\"0\"", "rect width=\"40%\"", "Not given"],
        &["rect width=\"0%\"", "their progress"],
    );
    case(["", "", ""], &[], &["data-sort=\"progress\"", "their progress", "no progress:"]);
}

#[test]
fn data_has_both() {
    let rendered = assessed().render().builds();
    let review: Value = serde_json::from_str(rendered.page("data/review/report.json")).unwrap();
    let counts: Vec<&Value> =
        review["assessments"].as_array().unwrap().iter().map(|it| &it["count"]).collect();
    assert_eq!(counts, [1, 1]);
    let of = |at: usize| review["entries"][at]["assessed"].clone();
    assert_eq!(
        of(0),
        json!({ "assessment": "half", "reported_status": "complete", "disagrees": true })
    );
    assert_eq!(of(2), json!({ "assessment": null, "reported_status": null, "disagrees": false }));
    let then: Value = serde_json::from_str(rendered.page("data/review/2016-06-30.json")).unwrap();
    assert_eq!(then["entries"][0]["assessed"]["reported_status"], "planned");
    let csv = rendered.page("data/review/entries.csv");
    assert!(csv.contains(",half,complete,yes"), "{csv}");
}

#[test]
fn what_is_wrong_is_said() {
    #[track_caller]
    fn case(path: &str, text: String, expected: &[&str]) {
        let expected: Vec<String> = expected.iter().map(|it| it.replace('@', path)).collect();
        assert_eq!(assessed().file(path, text).render().errors(), expected);
    }
    case(
        "content/review/rec-3.md",
        entry(3, "assessment = \"hlaf\""),
        &["error[unknown-assessment] @:3:14: unknown assessment `hlaf`"],
    );
    let again = "[[assessments]]\nid = \"full\"\nlabel = \"F\"\nkind = \"met\"\n";
    case(
        "content/review/_index.md",
        format!("+++\nkind = \"review\"\nof = \"ssr1\"\ntitle = \"R\"\n{VOCABULARY}{again}+++\n"),
        &["error[duplicate-id] @:14:6: two assessments have the id `full`"],
    );
    case(
        "content/ssr1/_index.md",
        format!(
            "+++\nkind = \"implementation\"\ntitle = \"S\"\npriorities = [\"a\", \"a\"]\n{again}+++\n"
        ),
        &[
            "error[duplicate-id] @:4:20: two priorities are `a`",
            "error[misplaced-key] @:6:6: `assessments` has no effect in an implementation report",
        ],
    );
}
