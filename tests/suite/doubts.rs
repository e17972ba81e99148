//! What the rules find in the checked-in report: every finding there, by rule.

use std::collections::BTreeMap;

use super::harness::report;

/// Each rule, and the files in which it finds something, below `content/`, once for each finding.
const KNOWN: &[(&str, &[&str])] = &[
    ("implausible-date", &["ssr1/2016-06-30/rec-11.md"]),
    ("overdue", LATE),
    ("overdue-without-revised-date", LATE),
    ("reference-cycle", &["ssr1/recommendations/rec-25.md"]),
    ("silent-revision", &["ssr1/2016-06-30/rec-13.md", "ssr1/2016-06-30/rec-24.md"]),
    ("uncovered-by-review", &["ssr2-workplan/_index.md"]),
];

/// Seven of the eight deliverables that have a date.
const LATE: &[&str] = &[
    "ssr1/2016-06-30/rec-05.md",
    "ssr1/2016-06-30/rec-07.md",
    "ssr1/2016-06-30/rec-11.md",
    "ssr1/2016-06-30/rec-12.md",
    "ssr1/2016-06-30/rec-20.md",
    "ssr1/2016-06-30/rec-21.md",
    "ssr1/2016-06-30/rec-22.md",
];

#[test]
fn the_report_has_the_doubts_that_are_known() {
    let mut found: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let rendered = report().render().builds();
    for finding in &rendered.diagnostics {
        assert!(!finding.is_error(), "{finding:?}");
        let path = finding.location.path.as_str().trim_start_matches("content/");
        found.entry(finding.name).or_default().push(path.to_owned());
    }
    let known: BTreeMap<&str, Vec<String>> = KNOWN
        .iter()
        .map(|(rule, files)| (*rule, files.iter().map(|file| (*file).to_owned()).collect()))
        .collect();
    assert_eq!(found, known);
}
