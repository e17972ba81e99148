//! A project with every kind of mistake: each is reported once, at its location, in one run, in
//! every format.

use std::collections::BTreeMap;

use serde_json::Value;

use super::harness::{Disk, Project};

/// Findings of `check` for the project beside this file: severity, name, location. Columns count
/// characters; a whole file has no line.
const EXPECTED: &str = "\
error unknown-key book.toml:3:1
error wrong-value book.toml:6:12
error wrong-type book.toml:7:9
error unknown-rule book.toml:10:1
error wrong-type book.toml:11:19
error reserved-name content/about.fr.md
error unknown-reference content/about.md:4:4
error unknown-reference content/about.md:4:45
error unknown-reference content/about.md:6:18
error unknown-reference content/about.md:6:40
warning broken-anchor content/about.md:6:64
warning forbidden-scheme content/about.md:8:7
warning placeholder-link content/about.md:8:37
warning vague-link-text content/about.md:8:50
warning unknown-reference content/about.md:10:21
error unknown-report content/audit/_index.md:4:6
error number-collision content/labels/recommendations/rec-10-1.md:2:10
error wrong-type content/memo/_index.md:2:8
error wrong-type content/méthode 2.md:3:15
error unknown-team content/plan/rec-1.md:3:16
error wrong-value content/plan/rec-2.md:3:12
error wrong-type content/plan/rec-3.md:9:12
error unknown-recommendation content/plan/rec-97.md:2:10
error missing-index content/ssr1/2015-09-30
warning unused-file content/ssr1/2016-06-30/drafts/rec-01.md
error wrong-type content/ssr1/2016-06-30/rec-21.md:4:9
error unknown-status content/ssr1/2016-06-30/rec-22.md:3:10
error contradictory-completion content/ssr1/2016-06-30/rec-23.md:10:13
error duplicate-id content/ssr1/2016-06-30/rec-24.md:12:6
error forbidden-scheme content/ssr1/2016-06-30/rec-25.md:9:37
warning missing-status content/ssr1/2016-06-30/rec-26.md:1:1
error unknown-rule content/ssr1/2016-06-30/rec-27.md:6:8
error wrong-type content/ssr1/2016-06-30/rec-28.md:7:8
warning as-of-after-edition content/ssr1/2016-06-30/rec-29.md:4:9
warning implausible-date content/ssr1/2016-06-30/rec-30.md:5:32
warning unknown-reference content/ssr1/2016-06-30/rec-31.md:8:8
warning missing-responsible content/ssr1/2016-06-30/rec-32.md:6:8
warning missing-due-date content/ssr1/2016-06-30/rec-33.md:6:8
error missing-key content/ssr1/2016-06-30/rec-34.md:5:1
error duplicate-number content/ssr1/2016-06-30/rec-35b.md:2:10
error unknown-recommendation content/ssr1/2016-06-30/rec-98.md:2:10
warning missing-recommendation content/ssr1/_index.md:5:9
error duplicate-id content/ssr1/_index.md:18:6
error missing-key content/ssr1/autumn/_index.md:1:1
error unknown-key content/ssr1/recommendations/rec-02.md:4:1
error wrong-type content/ssr1/recommendations/rec-03.md:3:9
error missing-key content/ssr1/recommendations/rec-04.md:1:1
error toml-syntax content/ssr1/recommendations/rec-05.md:3:9
error unknown-key content/ssr1/recommendations/rec-06.md:3:1
error not-utf-8 content/ssr1/recommendations/rec-07.md:3:22
error wrong-type content/ssr1/recommendations/rec-08.md:2:10
error duplicate-number content/ssr1/recommendations/rec-09b.md:2:10
error unknown-reference content/ssr1/recommendations/rec-11.md:4:14
error address-collision content/ssr1/recommendations/rec-12.md:4:24
error wrong-value content/ssr1/recommendations/rec-13.md:4:12
error wrong-type content/ssr1/recommendations/rec-14.md:4:28
error not-a-file content/ssr1/recommendations/rec-15.md
error missing-front-matter content/ssr1/recommendations/rec-16.md:1:1
error too-deep content/ssr1/recommendations/rec-17.md:7:201
error markdown-parser content/ssr1/recommendations/rec-18.md:5:1
error wrong-type content/ssr1/recommendations/rec-19.md:2:10
error forbidden-scheme content/ssr1/recommendations/rec-20.md:4:53
error missing-key content/survey/_index.md:1:1
error unclosed-front-matter content/unclosed.md:1:1
warning unused-file content/unused.csv
warning unknown-string themes/default/strings/en.toml:2:1
error template themes/default/templates/page.html:3:17
";

fn disk() -> Disk {
    Project::empty().directory("tests/suite/thirty").on_disk()
}

fn expected() -> Vec<String> {
    EXPECTED.lines().map(str::to_owned).collect()
}

/// Asserts the rows, with a short diff.
#[track_caller]
fn same(found: &[String], expected: &[String]) {
    let without = |rows: &[String], others: &[String]| -> Vec<String> {
        rows.iter().filter(|row| !others.contains(row)).cloned().collect()
    };
    let (lacking, surplus) = (without(expected, found), without(found, expected));
    assert!(lacking.is_empty() && surplus.is_empty(), "not {lacking:#?}\nbut {surplus:#?}");
    assert_eq!(found, expected);
}

#[test]
fn the_project_has_mistakes_of_many_kinds() {
    let mut kinds: Vec<&str> = EXPECTED.lines().filter_map(|row| row.split(' ').nth(1)).collect();
    kinds.sort_unstable();
    kinds.dedup();
    assert!(expected().len() > 60 && kinds.len() > 30, "{} of {kinds:?}", expected().len());
}

#[test]
fn json_has_them_all() {
    let run = disk().run(&["check", "--message-format", "json"]).code(1);
    let rows: Vec<String> = run.stdout.lines().map(json_row).collect();
    same(&rows, &expected());
}

fn json_row(line: &str) -> String {
    let object: Value = serde_json::from_str(line).unwrap();
    row(&object["severity"], &object["name"], &object["file"], &object["line"], &object["column"])
}

fn row(severity: &Value, name: &Value, file: &Value, line: &Value, column: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let place = match (line.as_u64(), column.as_u64()) {
        (Some(line), Some(column)) => format!(":{line}:{column}"),
        _ => String::new(),
    };
    format!("{} {} {}{place}", text(severity), text(name), text(file))
}

#[test]
fn sarif_has_them_all() {
    let run = disk().run(&["check", "--message-format", "sarif"]).code(1);
    let document: Value = serde_json::from_str(&run.stdout).unwrap();
    let results = document["runs"][0]["results"].as_array().unwrap();
    let rows: Vec<String> = results
        .iter()
        .map(|result| {
            let place = &result["locations"][0]["physicalLocation"];
            let file = percent_decoded(place["artifactLocation"]["uri"].as_str().unwrap());
            let region = &place["region"];
            row(
                &result["level"],
                &result["ruleId"],
                &file.into(),
                &region["startLine"],
                &region["startColumn"],
            )
        })
        .collect();
    same(&rows, &expected());
    let rules = document["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
    }
}

fn percent_decoded(uri: &str) -> String {
    percent_encoding::percent_decode_str(uri).decode_utf8().unwrap().into_owned()
}

#[test]
fn github_has_them_all() {
    let run = disk().run(&["check", "--message-format", "github"]).code(1);
    let rows: Vec<String> = run.stdout.lines().map(github_row).collect();
    // GitHub has no columns for multi-line spans.
    let several = "content/ssr1/recommendations/rec-18.md:5";
    let whole = expected().into_iter().map(|row| match row.split_once(several) {
        Some((before, _)) => format!("{before}{several}"),
        None => row,
    });
    same(&rows, &whole.collect::<Vec<_>>());
}

/// `::error file=F,line=L,col=C,endLine=L,endColumn=C,title=NAME::message`
fn github_row(command: &str) -> String {
    let (head, _) = command.strip_prefix("::").unwrap().split_once("::").unwrap();
    let (severity, properties) = head.split_once(' ').unwrap();
    let properties: BTreeMap<&str, String> = properties
        .split(',')
        .map(|property| property.split_once('=').unwrap())
        .map(|(key, value)| (key, percent_decoded(value)))
        .collect();
    let place = match (properties.get("line"), properties.get("col")) {
        (Some(line), Some(column)) => format!(":{line}:{column}"),
        (Some(line), None) => format!(":{line}"),
        _ => String::new(),
    };
    format!("{severity} {} {}{place}", properties["title"], properties["file"])
}

#[test]
fn people_are_told_of_them_all() {
    let run = disk().run(&["check"]).code(1).stdout("");
    same(&human_rows(&run.stderr), &expected());
    let of = |severity: &str| expected().iter().filter(|row| row.starts_with(severity)).count();
    let tally = format!(
        "allowed in content/plan/_index.md: uncovered-by-review: a plan of four entries\n\
         {} errors and {} warnings\n",
        of("error"),
        of("warning")
    );
    assert!(run.stderr.ends_with(&tally), "{tally}");
}

/// `error[name]: message`, and below it ` --> file:line:column`. Notes have locations too, but no
/// name.
fn human_rows(text: &str) -> Vec<String> {
    let mut rows: Vec<String> = Vec::new();
    let mut head = None;
    for line in text.lines() {
        let name = ["error", "warning"].iter().find_map(|severity| {
            let (name, _) = line.strip_prefix(severity)?.strip_prefix('[')?.split_once("]: ")?;
            Some(format!("{severity} {name}"))
        });
        if name.is_some() {
            head = name;
        } else if let Some(place) = line.trim_start().strip_prefix("--> ")
            && let Some(head) = head.take()
        {
            rows.push(format!("{head} {place}"));
        }
    }
    rows
}

#[test]
fn a_build_tells_the_errors_and_writes_nothing() {
    let disk = disk();
    let run = disk.build().code(1).stdout("");
    let errors: Vec<String> =
        expected().into_iter().filter(|row| row.starts_with("error ")).collect();
    same(&human_rows(&run.stderr), &errors);
    assert!(run.stderr.ends_with("\nnothing was written\n"));
    assert!(!disk.path("public").exists());
}
