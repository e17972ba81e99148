//! All findings in this repository's report, by rule.

use std::collections::BTreeMap;

use super::harness::{Project, report};

/// Files with findings of each rule, relative to `content/`; repeated for several findings.
const KNOWN: &[(&str, &[&str])] = &[
    ("complete-without-evidence", COMPLETE),
    (
        "date-differs-from-narrative",
        &[
            "ssr1/2016-06-30/rec-05.md",
            "ssr1/2016-06-30/rec-07.md",
            "ssr1/2016-06-30/rec-11.md",
            "ssr1/2016-06-30/rec-12.md",
        ],
    ),
    ("identity-doubtful", &["ssr1/2016-06-30/rec-13.md", "ssr1/2016-06-30/rec-13.md"]),
    ("implausible-date", &["ssr1/2016-06-30/rec-11.md"]),
    (
        "narrative-contradicts-deliverable",
        &[
            "ssr1/2015-09-30/rec-09.md",
            "ssr1/2016-03-31/rec-25.md",
            "ssr1/2016-06-30/rec-04.md",
            "ssr1/2016-06-30/rec-20.md",
            "ssr1/2016-06-30/rec-21.md",
            "ssr1/2016-06-30/rec-22.md",
        ],
    ),
    // Reprinted a year later.
    ("outdated-update", &["ssr1/2016-06-30/rec-13.md", "ssr1/2016-06-30/rec-24.md"]),
    ("overdue", LATE),
    ("overdue-without-revised-date", LATE),
    ("reference-cycle", &["ssr1/2016-03-31/rec-25.md"]),
    // One row on 7 and 8, three rows on 20 to 22, as in the source.
    ("repeated-deliverable", &["ssr1/2015-06-30/rec-08.md", "ssr1/2016-06-30/rec-21.md"]),
    ("repeated-milestone-label", &["ssr1/2016-03-31/rec-28.md"]),
    // The Risk Committee's paragraph, and the whole text of 20 to 22.
    ("repeated-narrative", &["ssr1/2016-03-31/rec-28.md", "ssr1/2016-06-30/rec-21.md"]),
    ("row-contradicts-itself", &["ssr1/2016-03-31/rec-25.md"]),
    ("silent-revision", &["ssr1/2016-06-30/rec-13.md", "ssr1/2016-06-30/rec-24.md"]),
    // The source names nobody but "Staff".
    ("sole-party", &["ssr1/_index.md"]),
    ("uncovered-by-review", &["ssr2-workplan/_index.md"]),
];

/// All complete ones: the source's links are broken, so none was taken over.
const COMPLETE: &[&str] = &[
    "ssr1/2015-06-30/rec-01.md",
    "ssr1/2015-06-30/rec-02.md",
    "ssr1/2015-06-30/rec-03.md",
    "ssr1/2015-06-30/rec-06.md",
    "ssr1/2015-06-30/rec-08.md",
    "ssr1/2015-06-30/rec-10.md",
    "ssr1/2015-06-30/rec-14.md",
    "ssr1/2015-06-30/rec-15.md",
    "ssr1/2015-06-30/rec-16.md",
    "ssr1/2015-06-30/rec-17.md",
    "ssr1/2015-06-30/rec-18.md",
    "ssr1/2015-06-30/rec-19.md",
    "ssr1/2015-06-30/rec-23.md",
    "ssr1/2015-09-30/rec-09.md",
    "ssr1/2016-03-31/rec-25.md",
    "ssr1/2016-03-31/rec-26.md",
    "ssr1/2016-03-31/rec-27.md",
    "ssr1/2016-03-31/rec-28.md",
    "ssr1/2016-06-30/rec-13.md",
    "ssr1/2016-06-30/rec-24.md",
];

/// Seven of the eight deliverables with a date.
const LATE: &[&str] = &[
    "ssr1/2016-06-30/rec-05.md",
    "ssr1/2016-06-30/rec-07.md",
    "ssr1/2016-06-30/rec-11.md",
    "ssr1/2016-06-30/rec-12.md",
    "ssr1/2016-06-30/rec-20.md",
    "ssr1/2016-06-30/rec-21.md",
    "ssr1/2016-06-30/rec-22.md",
];

/// Number of findings by rule.
fn counts(project: &Project) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for finding in &project.render().diagnostics {
        assert!(!finding.is_error(), "{finding:?}");
        *counts.entry(finding.name.to_owned()).or_default() += 1;
    }
    counts
}

/// Renumbers a text: the numbers that `is_meant` accepts by the text before them.
fn renumbered(
    text: &str,
    is_meant: impl Fn(&str, &str) -> bool,
    become_: impl Fn(u32) -> u32,
) -> String {
    let mut changed = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(|char: char| char.is_ascii_digit()) {
        let (before, from) = rest.split_at(start);
        changed.push_str(before);
        let end = from.find(|char: char| !char.is_ascii_digit()).unwrap_or(from.len());
        let (digits, after) = from.split_at(end);
        match digits.parse() {
            Ok(number) if is_meant(&changed, digits) => {
                changed.push_str(&become_(number).to_string());
            }
            _ => changed.push_str(digits),
        }
        rest = after;
    }
    changed + rest
}

/// Shifts every year by seven, in texts, front matter and names of editions.
fn seven_years_later(text: &str) -> String {
    let is_year = |before: &str, digits: &str| {
        digits.len() == 4 && !before.ends_with(|char: char| char.is_alphanumeric())
    };
    let later = |year| if (1950..2080).contains(&year) { year + 7 } else { year };
    renumbered(text, is_year, later)
}

/// Adds 300 to every recommendation number.
fn other_numbers(text: &str) -> String {
    let is_number = |before: &str, digits: &str| {
        let line = before.rsplit('\n').next().unwrap_or_default();
        let keys = ["number = ", "covered_by = ", "](rec:"];
        let lists = [" ", "\n", ",", "–", "-", "and", "to", "&"];
        let label = before
            .rfind("ecommendation")
            .map(|at| before[at + "ecommendation".len()..].trim_start_matches('s'))
            .is_some_and(|mut between| {
                between = between.trim_start_matches(|char: char| char.is_ascii_digit());
                while let Some(list) = lists.iter().find(|list| between.starts_with(**list)) {
                    between = between[list.len()..]
                        .trim_start_matches(|char: char| char.is_ascii_digit());
                }
                between.is_empty()
            });
        digits.len() <= 2 && (keys.iter().any(|key| line.ends_with(key)) || label)
    };
    renumbered(text, is_number, |number| number + 300)
}

/// Reverses the deliverables of each update.
fn reversed_rows(text: &str) -> String {
    let Some((front_matter, body)) = text.split_once("\n+++\n") else { return text.to_owned() };
    let mut tables = front_matter.split("\n[[deliverables]]");
    let mut reversed = tables.next().unwrap_or_default().to_owned();
    let rows: Vec<&str> = tables.collect();
    for row in rows.iter().rev() {
        reversed.push_str("\n[[deliverables]]");
        reversed.push_str(row.trim_end());
        reversed.push('\n');
    }
    format!("{reversed}\n+++\n{body}")
}

/// A file's name with another number in it: `rec-04.md` becomes `rec-304.md`.
fn other_name(path: &str) -> String {
    let numbered = path.rsplit_once("rec-").and_then(|(start, end)| {
        let number: u32 = end.strip_suffix(".md")?.parse().ok()?;
        Some(format!("{start}rec-{}.md", number + 300))
    });
    numbered.unwrap_or_else(|| path.to_owned())
}

#[test]
fn the_doubts_do_not_hang_on_names_numbers_dates_or_order() {
    let report = report();
    let expected: BTreeMap<String, usize> =
        KNOWN.iter().map(|(rule, files)| ((*rule).to_owned(), files.len())).collect();
    let same = |path: &str| path.to_owned();

    let later = report.changed(seven_years_later, |_, text| seven_years_later(text));
    assert!(later.render().page("ssr1/2023-06-30/25.html").contains("2023"));
    assert_eq!(counts(&later), expected, "seven years later");

    let numbered = report.changed(other_name, |path, text| {
        if path.ends_with("ssr1/_index.md") {
            text.replace("count = 28\n", "")
        } else {
            other_numbers(text)
        }
    });
    assert!(numbered.render().page("ssr1/325.html").contains("Recommendation 326"));
    assert_eq!(counts(&numbered), expected, "other numbers");

    let reversed = report.changed(same, |_, text| reversed_rows(text));
    assert_eq!(counts(&reversed), expected, "rows in reverse");

    let renamed = report.changed(
        |path| path.replace("ssr1", "audit").replace("ssr2-workplan", "plan"),
        |_, text| {
            text.replace("ssr1", "audit")
                .replace("ssr2-workplan", "plan")
                .replace("SSR1", "AUDIT")
                .replace("\"Staff\"", "\"Office\"")
                .replace("ICANN", "NORA")
        },
    );
    assert_eq!(counts(&renamed), expected, "other names");
}

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
