//! Changes of small sites, one by one: which are found, and which leave a frozen edition as it is.

use super::site::Files;
use super::{first_difference, found, freeze, said};

const EDITION: &str = "2016-06-30";

const STATUSES: &str = r#"[[statuses]]
id = "done"
label = "Done"
kind = "done"
[[statuses]]
id = "act"
label = "Act"
kind = "active"
"#;

/// A report with an edition, and some recommendations: keys of the statement and of the update.
fn site(keys: &str, recommendations: &[(&str, &str, &str)]) -> Files {
    let mut files = Files::new();
    let book = "[book]\ntitle = \"Site\"\n[rules]\nchanged-after-freeze = \"allow\"\n";
    files.insert("book.toml".to_owned(), book.to_owned());
    files.insert("content/_index.md".to_owned(), "+++\ntitle = \"Site\"\n+++\n".to_owned());
    report(&mut files, "one", keys, EDITION);
    for (number, statement, update) in recommendations {
        add(&mut files, "one", number, statement);
        report_on(&mut files, "one", EDITION, number, update, "Text.");
    }
    files
}

fn report(files: &mut Files, id: &str, keys: &str, edition: &str) {
    let series = id.to_uppercase();
    let text = format!(
        "+++\nkind = \"implementation\"\ntitle = \"{id}\"\nseries = \"{series}\"\n{keys}\n{STATUSES}+++\n"
    );
    files.insert(format!("content/{id}/_index.md"), text);
    add_edition(files, id, edition, "");
}

fn add_edition(files: &mut Files, id: &str, edition: &str, text: &str) {
    let text = format!("+++\ntitle = \"E\"\n+++\n{text}\n");
    files.insert(format!("content/{id}/{edition}/_index.md"), text);
}

fn add(files: &mut Files, id: &str, number: &str, keys: &str) {
    let text =
        format!("+++\nnumber = \"{number}\"\ntitle = \"Title {number}\"\n{keys}\n+++\nDo it.\n");
    files.insert(format!("content/{id}/recommendations/rec-{number}.md"), text);
}

fn report_on(files: &mut Files, id: &str, edition: &str, number: &str, keys: &str, text: &str) {
    let text = format!("+++\nnumber = \"{number}\"\n{keys}\n+++\n## Project status\n\n{text}\n");
    files.insert(format!("content/{id}/{edition}/rec-{number}.md"), text);
}

/// What the pages say differently, and what is found, after a change of the frozen site.
fn changed(mut files: Files, change: impl FnOnce(&mut Files)) -> (Option<String>, Vec<String>) {
    freeze(&mut files, EDITION);
    assert_eq!(found(&files), Some(Vec::new()));
    let before = said(&files, EDITION).expect("a site");
    change(&mut files);
    let found = found(&files).expect("a site without errors");
    let mut after = said(&files, EDITION).expect("a site");
    // An address of the latest view has the number of today; the old one leads there.
    for page in after.values_mut() {
        *page = page.replace("two/7.html", "two/1.html");
    }
    assert!(before.keys().eq(after.keys()));
    let mut different = before.iter().filter(|(route, page)| after[*route] != **page);
    let difference = different
        .next()
        .map(|(route, page)| format!("{route}: {}", first_difference(page, &after[route])));
    (difference, found)
}

/// A change that is later than the edition.
fn later(files: Files, change: impl FnOnce(&mut Files)) {
    assert_eq!(changed(files, change), (None, Vec::new()));
}

fn add_status(files: &mut Files, kind: &str) {
    let new = format!("[[statuses]]\nid = \"new\"\nlabel = \"Just made\"\nkind = \"{kind}\"\n");
    let path = "content/one/_index.md";
    let text = files[path].replacen("[[statuses]]", &format!("{new}[[statuses]]"), 1);
    files.insert(path.to_owned(), text);
}

#[test]
fn a_later_status_is_not_derived_from_parts() {
    let recommendations =
        [("1", "", ""), ("1.1", "part_of = 1", "status = \"act\""), ("2", "", "status = \"done\"")];
    let mut files = site("", &recommendations);
    files.remove(&format!("content/one/{EDITION}/rec-1.md"));
    for kind in ["done", "active", "late", "dropped", "not-started"] {
        later(files.clone(), |files| add_status(files, kind));
    }
}

#[test]
fn a_later_status_is_not_implied_by_completion() {
    let update = "status = \"act\"\n[[deliverables]]\ntext = \"D\"\ncompleted = true\n\
                  [[deliverables]]\ntext = \"F\"\nstatus = \"done\"";
    later(site("", &[("1", "", update)]), |files| add_status(files, "done"));
}

#[test]
fn a_later_part_leaves_the_totals() {
    let recommendations = [("1", "", "status = \"act\""), ("2", "", "status = \"done\"")];
    later(site("", &recommendations), |files| add(files, "one", "1.1", "part_of = 1"));
    let mut files = site("", &recommendations);
    files.remove(&format!("content/one/{EDITION}/rec-1.md"));
    later(files, |files| add(files, "one", "1.1", "part_of = 1"));
}

#[test]
fn what_a_later_recommendation_says_is_on_no_page() {
    let files = site("", &[("1", "priority = \"High\"\ntags = [\"staff\"]", "status = \"act\"")]);
    let keys = "tags = [\"fresh\"]\npriority = \"Above\"\nexpected = \"2016-01\"\n\
                [[responses]]\naddressee = \"Board\"\ndeadline = \"2016-01\"";
    later(files, |files| add(files, "one", "0", keys));
}

/// With another report, of whose recommendations the second reports the status of the first.
fn with_other(update: &str, statement: &str) -> Files {
    let mut files = site("", &[("1", "", update)]);
    report(&mut files, "two", "", "2016-03-31");
    add(&mut files, "two", "1", statement);
    add(&mut files, "two", "2", "");
    add(&mut files, "two", "2.1", "part_of = 2");
    for number in ["2", "2.1"] {
        report_on(&mut files, "two", "2016-03-31", number, "status = \"act\"", "Text.");
    }
    files
}

const POINTS: &str =
    "status = \"act\"\n[[deliverables]]\ntext = \"See TWO Recommendation 1\"\ndue = \"2016-01\"";

fn replace(files: &mut Files, path: &str, from: &str, to: &str) {
    let text = files[path].replace(from, to);
    assert_ne!(text, files[path]);
    files.insert(path.to_owned(), text);
}

#[test]
fn an_inherited_status_of_another_report_is_locked() {
    let change = |files: &mut Files| {
        replace(files, "content/two/2016-03-31/rec-2.md", "\"act\"", "\"done\"");
    };
    let (difference, found) = changed(with_other(POINTS, "covered_by = 2"), change);
    assert!(difference.is_some(), "{found:?}");
    assert_eq!(
        found,
        [
            "what recommendation 1 refers to in other reports was changed after `one/2016-06-30` was \
          frozen"
        ]
    );
}

#[test]
fn a_derived_status_of_another_report_is_locked() {
    let mut files = with_other(&POINTS.replace("Recommendation 1", "Recommendation 2"), "");
    files.remove("content/two/2016-03-31/rec-2.md");
    let change = |files: &mut Files| {
        replace(files, "content/two/2016-03-31/rec-2.1.md", "\"act\"", "\"done\"");
    };
    let (difference, found) = changed(files, change);
    assert!(difference.is_some() && found.len() == 1, "{difference:?} {found:?}");
}

#[test]
fn the_kind_of_a_status_of_another_report_is_locked() {
    let change = |files: &mut Files| {
        replace(files, "content/two/_index.md", "kind = \"active\"", "kind = \"dropped\"");
    };
    let (difference, found) = changed(with_other(POINTS, "covered_by = 2"), change);
    assert!(difference.is_some() && found.len() == 1, "{difference:?} {found:?}");
}

#[test]
fn what_the_text_of_an_edition_refers_to_is_locked() {
    let mut files = with_other("status = \"act\"", "");
    add_edition(&mut files, "one", EDITION, "See TWO Recommendation 1.");
    let (_, found) = changed(files, |files| {
        replace(files, "content/two/recommendations/rec-1.md", "Title 1", "Renamed");
    });
    assert_eq!(
        found,
        ["what the edition's own text refers to in other reports was changed after \
          `one/2016-06-30` was frozen"]
    );
}

#[test]
fn a_later_name_in_another_report_is_on_no_page() {
    let mut files = with_other(POINTS, "");
    report_on(&mut files, "two", "2016-03-31", "1", "status = \"act\"", "Text.");
    add_edition(&mut files, "one", EDITION, "As in TWO Recommendation 1.");
    later(files, |files| {
        add_edition(files, "two", "2016-12-31", "");
        let update = "status = \"done\"\ntitle = \"Renamed later\"\nshort_title = \"Renamed\"";
        report_on(files, "two", "2016-12-31", "1", update, "Text.");
    });
}

#[test]
fn a_later_number_in_another_report_is_on_no_page() {
    let mut files = with_other(POINTS, "");
    report_on(&mut files, "two", "2016-03-31", "1", "status = \"act\"", "Text.");
    later(files, |files| {
        add_edition(files, "two", "2016-12-31", "");
        replace(files, "content/two/recommendations/rec-1.md", "number = \"1\"", "number = \"7\"");
        report_on(files, "two", "2016-12-31", "7", "status = \"done\"\nwas = \"1\"", "Text.");
    });
}

#[test]
fn exchanged_numbers_that_others_name_are_found() {
    let names = [
        ("part_of = 1", "Do it."),
        ("covered_by = 1", "Do it."),
        ("depends_on = [1]", "Do it."),
        ("", "Like Recommendation 1."),
    ];
    for (keys, text) in names {
        let status = "status = \"act\"";
        let mut files = site("", &[("1", "", status), ("2", "", status), ("3", keys, status)]);
        if text != "Do it." {
            replace(&mut files, "content/one/recommendations/rec-3.md", "Do it.", text);
        }
        let (difference, found) = changed(files, |files| {
            add_edition(files, "one", "2016-12-31", "");
            for (before, now) in [("1", "2"), ("2", "1")] {
                let path = format!("content/one/recommendations/rec-{before}.md");
                let number = |number: &str| format!("number = \"{number}\"");
                replace(files, &path, &number(before), &number(now));
                let update = format!("was = \"{before}\"\n{status}");
                report_on(files, "one", "2016-12-31", now, &update, "Text.");
            }
        });
        assert!(difference.is_some(), "{keys} {text}");
        assert_eq!(
            found,
            ["the numbers that recommendation 3 names were given to others after \
              `one/2016-06-30` was frozen"]
        );
    }
}

#[test]
fn a_later_part_leaves_the_totals_of_parts() {
    let recommendations = [("1", "", "status = \"act\""), ("2", "", "status = \"done\"")];
    let files = site("totals = \"parts\"", &recommendations);
    later(files, |files| add(files, "one", "1.1", "part_of = 1"));
}
