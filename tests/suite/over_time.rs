//! Titles, numbers and successors belong to an edition: earlier ones keep theirs.

use serde_json::Value;

use super::harness::{Project, Rendered};

const OLD: &str = "ssr1/2015-06-30";
const NEW: &str = "ssr1/2015-12-31";

/// Recommendations with updates in two editions, of these numbers and keys.
fn project(current: &[(&str, &str)], old: &[(&str, &str)], new: &[(&str, &str)]) -> Project {
    let mut project = Project::new()
        .with_report(&[])
        .edition("ssr1", "2015-06-30")
        .edition("ssr1", "2015-09-30")
        .edition("ssr1", "2015-12-31")
        .edition("ssr1", "2016-03-31");
    for (number, rest) in current {
        project = project.recommendation("ssr1", number, rest);
    }
    for (edition, updates) in [(OLD, old), (NEW, new)] {
        for (number, rest) in updates {
            project = project.update(edition, number, "planned", rest);
        }
    }
    project
}

fn json(rendered: &Rendered, route: &str) -> Value {
    serde_json::from_str(rendered.page(route)).unwrap()
}

/// The texts of some keys of each recommendation.
fn values(file: &Value, keys: &[&str]) -> Vec<Vec<Value>> {
    let recommendations = file["recommendations"].as_array().unwrap().iter();
    recommendations.map(|it| keys.iter().map(|key| it[key].clone()).collect()).collect()
}

#[test]
fn a_title_holds_from_its_edition_on() {
    let title = "title = \"Second title\"\nshort_title = \"Second\"\n";
    let rendered = project(&[("1", "short_title = \"First\"\n")], &[("1", "")], &[("1", title)])
        // An update that says nothing of it keeps it.
        .update("ssr1/2016-03-31", "1", "planned", "")
        .render()
        .builds();
    for (route, shown, other) in [
        ("ssr1/2015-06-30/1.html", "Title of 1", "Second"),
        ("ssr1/2015-09-30/1.html", "Title of 1", "Second"),
        ("ssr1/2016-03-31/1.html", "Second title", "Title of 1"),
        ("ssr1/1.html", "Second title", ""),
    ] {
        let page = rendered.page(route);
        assert!(page.contains(&format!("</span></span> {shown}</h1>")), "{route}\n{page}");
        assert!(other.is_empty() || !page.contains(other), "{route}");
    }
    for (route, shown, other) in [
        ("ssr1/2015-09-30/index.html", ">First</a>", "Second"),
        ("ssr1/2016-03-31/index.html", ">Second</a>", "First<"),
        ("ssr1/index.html", ">Second</a>", "First<"),
    ] {
        let page = rendered.page(route);
        assert!(page.contains(shown) && !page.contains(other), "{route}");
    }
    let changes = rendered.page("ssr1/2015-12-31/changes.html");
    assert!(changes.contains("Title changed from “Title of 1” to “Second title”"));
    let keys = ["title", "short_title"];
    let of = |route| values(&json(&rendered, route), &keys);
    assert_eq!(of("data/ssr1/2015-09-30.json"), [["Title of 1", "First"]]);
    assert_eq!(of("data/ssr1/2016-03-31.json"), [["Second title", "Second"]]);
    assert_eq!(of("data/ssr1/report.json"), [["Second title", "Second"]]);
    let csv = rendered.page("data/ssr1/changes.csv");
    assert!(
        csv.contains("ssr1,1,2015-12-31,2015-12-31,renamed,,Title of 1,Second title,"),
        "{csv}"
    );
}

#[test]
fn a_changed_number_keeps_its_earlier_editions() {
    let rendered = project(
        &[("1.3.1", ""), ("2", "+++\nIt follows Recommendation 1.2.6.")],
        &[
            ("1.2.6", "+++\n## Project status\n\nRecommendation 1.2.6 is [this](rec:1.2.6)."),
            ("2", ""),
        ],
        &[("1.3.1", "was = \"1.2.6\"\n")],
    )
    .render()
    .builds();
    for (route, is_there) in [
        ("ssr1/2015-06-30/1.2.6.html", true),
        ("ssr1/2015-09-30/1.2.6.html", true),
        ("ssr1/2015-12-31/1.2.6.html", false),
        ("ssr1/2015-09-30/1.3.1.html", false),
        ("ssr1/2015-12-31/1.3.1.html", true),
        ("ssr1/1.3.1.html", true),
    ] {
        assert_eq!(rendered.pages.contains_key(route), is_there, "{route}");
    }
    let old = rendered.page("ssr1/2015-09-30/1.2.6.html");
    assert!(old.contains("Recommendation 1.2.6<") && !old.contains("Recommendation 1.3.1"));
    // The edition leads to the latest page by its new address, and the old one redirects there.
    assert!(old.contains("href=\"../1.3.1.html\""), "{old}");
    assert!(rendered.page("ssr1/1.2.6.html").contains("url=1.3.1.html"));
    // Old texts still resolve, in the edition's own view.
    assert!(rendered.page("ssr1/2.html").contains("<a href=\"1.3.1.html\""));
    assert!(rendered.page("ssr1/2015-06-30/2.html").contains("<a href=\"1.2.6.html\""));
    let changes = rendered.page("ssr1/2015-12-31/changes.html");
    assert!(changes.contains("Number changed from 1.2.6 to 1.3.1"));
    let keys = ["number", "former_numbers"];
    let of = |route| values(&json(&rendered, route), &keys).swap_remove(0);
    assert_eq!(of("data/ssr1/2015-06-30.json"), [Value::from("1.2.6"), Value::Array(vec![])]);
    assert_eq!(of("data/ssr1/report.json"), [Value::from("1.3.1"), vec!["1.2.6"].into()]);
}

#[test]
fn numbers_can_be_swapped() {
    let rendered = project(
        &[("1", "+++\nThe one."), ("2", "+++\nThe two.")],
        &[("1", "+++\n## Project status\n\nUnlike Recommendation 2."), ("2", "")],
        &[("1", "was = 2\n"), ("2", "was = 1\n")],
    )
    .render()
    .builds();
    // Each file is the recommendation that has its number now.
    for (route, statement) in [
        ("ssr1/1.html", "The one."),
        ("ssr1/2015-12-31/1.html", "The one."),
        ("ssr1/2015-09-30/1.html", "The two."),
        ("ssr1/2015-09-30/2.html", "The one."),
    ] {
        assert!(rendered.page(route).contains(statement), "{route}");
    }
    // What was 1 refers to what was 2, and its row comes first.
    assert!(rendered.page("ssr1/2015-06-30/1.html").contains("<a href=\"2.html\""));
    assert!(rendered.page("ssr1/2.html").contains("href=\"1.html\""));
    let numbers = values(&json(&rendered, "data/ssr1/2015-06-30.json"), &["number"]);
    assert_eq!(numbers, [["1"], ["2"]]);
}

#[test]
fn mistaken_numbers_are_reported_where_they_are() {
    #[track_caller]
    fn case(current: &[&str], old: &[(&str, &str)], new: &[(&str, &str)], expected: &[&str]) {
        let current: Vec<(&str, &str)> = current.iter().map(|number| (*number, "")).collect();
        let rendered = project(&current, old, new).render();
        let errors: Vec<String> =
            rendered.lines().into_iter().filter(|line| line.starts_with("error")).collect();
        assert_eq!(errors, expected);
    }
    case(&["2"], &[("1", "")], &[("2", "was = 1\n")], &[]);
    case(
        &["2"],
        &[("2", "")],
        &[("2", "was = 1\n")],
        &["error[unknown-recommendation] content/ssr1/2015-06-30/rec-2.md:2:10: \
           in this edition, 2 is not the number of recommendation 1"],
    );
    case(
        &["2"],
        &[("1", "was = 3\n")],
        &[("1", "")],
        &[
            "error[unknown-recommendation] content/ssr1/2015-06-30/rec-1.md:2:10: \
           there is no recommendation 1 in `ssr1`",
            "error[unknown-recommendation] content/ssr1/2015-12-31/rec-1.md:2:10: \
           there is no recommendation 1 in `ssr1`",
        ],
    );
    case(
        &["2"],
        &[("2", "")],
        &[("2", "was = 2\n")],
        &["error[number-taken] content/ssr1/2015-12-31/rec-2.md:4:7: \
           `was` is the number that recommendation 2 still has"],
    );
    case(
        &["1", "2"],
        &[("1", "")],
        &[("2", "was = 1\n")],
        &["error[number-taken] content/ssr1/2015-12-31/rec-2.md:4:7: \
           in the edition before, 1 is the number of another recommendation"],
    );
}

#[test]
fn a_successor_is_linked_both_ways() {
    let rendered = project(
        &[("1", ""), ("2", ""), ("3", "")],
        &[("1", ""), ("2", "")],
        &[("1", "superseded_by = [2, \"3\"]\n")],
    )
    .render()
    .builds();
    let keys = ["superseded_by", "supersedes"];
    let of = |route| values(&json(&rendered, route), &keys);
    let (none, both, one): (Value, Value, Value) =
        (Value::Array(vec![]), vec!["2", "3"].into(), vec!["1"].into());
    let then = of("data/ssr1/2015-09-30.json");
    assert!(then.iter().flatten().all(|list| *list == none));
    let now = of("data/ssr1/report.json");
    assert_eq!(now, [[both, none.clone()], [none.clone(), one.clone()], [none, one]]);
    let changes = rendered.page("ssr1/2015-12-31/changes.html");
    assert!(changes.contains("Superseded by recommendations 2 and 3"));
}

#[test]
fn an_unknown_successor_is_an_error() {
    project(
        &[("1", "superseded_by = 1\n"), ("2", "")],
        &[("1", "superseded_by = 5\n"), ("2", "")],
        &[],
    )
    .render()
    .says(&[
        "error[unknown-reference] content/ssr1/2015-06-30/rec-1.md:4:17: \
         there is no recommendation 5 in `ssr1`",
        "error[unknown-reference] content/ssr1/recommendations/rec-1.md:4:17: \
         recommendation 1 cannot be superseded by itself",
    ]);
}

#[test]
fn former_numbers_with_one_address_are_told() {
    let current = [("1", ""), ("2", ""), ("9-b", "")];
    let old = [("9/a", ""), ("9-A", "")];
    let new = [("1", "was = \"9-A\"\n"), ("2", "was = \"9/a\"\n")];
    let told = "error[number-collision] content/ssr1/2015-12-31/rec-2.md:4:7: the numbers `9-A` and \
                `9/a` both have the address `9-A.html` in `2015-06-30`";
    assert_eq!(project(&current, &old, &new).render().errors(), [told]);
    let new = [("1", "was = \"9/b\"\n")];
    let told = "error[number-collision] content/ssr1/recommendations/rec-9-b.md:2:10: the numbers \
                `9/b` and `9-b` both have the address `9-b.html` in `2015-06-30`";
    assert_eq!(project(&current, &[("9/b", "")], &new).render().errors(), [told]);
}
