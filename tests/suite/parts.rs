//! Recommendations that are part of others: tables, pages, print and data.

use serde_json::Value;

use super::harness::{Project, Rendered};
use super::html::{section, text};

const EDITION: &str = "ssr1/2016-06-30";

/// Three levels: 1 contains 1.1 and 1.2, 1.1 contains 1.1.1 and 1.1.2; 2 is alone. All in the order
/// of numbers only as a tree: 1-last is part of 2.
fn project() -> Project {
    Project::new()
        .with_report(&[])
        .edition("ssr1", "2016-06-30")
        .recommendation("ssr1", "1", "group = \"A\"\n")
        .recommendation("ssr1", "1.1", "part_of = 1\n")
        .recommendation("ssr1", "1.1.1", "part_of = \"1.1\"\n")
        .recommendation("ssr1", "1.1.2", "part_of = \"1.1\"\n")
        .recommendation("ssr1", "1.2", "part_of = 1\ngroup = \"B\"\n")
        .recommendation("ssr1", "2", "group = \"A\"\n")
        .recommendation("ssr1", "1a", "part_of = 2\n")
        .update(EDITION, "1", "planned", "")
        .update(EDITION, "1.1", "planned", "")
        .update(EDITION, "1.1.1", "complete", "")
        .update(EDITION, "1.1.2", "behind-replan", "")
        .update(EDITION, "1.2", "complete", "")
        .update(EDITION, "2", "planned", "")
}

/// The opening tags of the table's rows.
fn rows(rendered: &Rendered, route: &str) -> Vec<(String, String)> {
    let section = section(rendered.page(route), "recommendations");
    let rows = section.split("<tr").skip(2).filter(|row| row.contains("data-position"));
    rows.map(|row| {
        let (head, rest) = row.split_once('>').unwrap();
        let number = text(rest.split_once("</td>").unwrap().0);
        (number, head.to_owned())
    })
    .collect()
}

#[test]
fn a_table_is_a_tree_within_each_group() {
    let rendered = project().render().builds();
    let rows = rows(&rendered, "ssr1/index.html");
    let numbers: Vec<&str> = rows.iter().map(|(number, _)| number.as_str()).collect();
    // 1.2 has a group of its own.
    assert_eq!(numbers, ["1", "1.1", "1.1.1", "1.1.2", "2", "1a", "1.2"]);
    let head = |wanted: &str| {
        let (_, head) = rows.iter().find(|(number, _)| number == wanted).unwrap();
        head.split(" data-status").next().unwrap().replace('\n', "")
    };
    assert_eq!(head("1"), " data-position=\"1\" data-fold=\"Parts of 1\"");
    assert_eq!(head("1.1.2"), " class=\"level level--2\" data-position=\"4\" data-parent=\"2\"");
    assert_eq!(head("1.2"), " data-position=\"5\"");
    let table = section(rendered.page("ssr1/index.html"), "recommendations");
    assert!(table.contains("<span class=\"visually-hidden\"> part of Recommendation 1.1</span>"));
    assert!(table.contains("<span class=\"aside\">part of Recommendation 1</span>"));
    // The edition's table has the same tree, the caption counts all rows.
    assert!(rendered.page("ssr1/2016-06-30/index.html").contains("data-fold=\"Parts of 1.1\""));
    assert!(table.contains("7 recommendations"), "{table}");
}

#[test]
fn the_page_of_a_part_leads_up_and_down() {
    let rendered = project().render().builds();
    let page = rendered.page("ssr1/1.1.html");
    let crumbs = &page[page.find("class=\"breadcrumbs").unwrap()..];
    let crumbs = text(&crumbs[..crumbs.find("</nav>").unwrap()]);
    assert!(crumbs.contains("SSR1") && crumbs.contains("Recommendation 1: Title of 1"), "{crumbs}");
    let parts = text(section(page, "parts"));
    assert!(parts.contains("1 of 2 parts are done, 1 late"), "{parts}");
    assert!(parts.contains("1.1.2Title of 1.1.2"), "{parts}");
    // A part with parts of its own says how many of them are done.
    let above = text(section(rendered.page("ssr1/1.html"), "parts"));
    assert!(
        above.contains("1 of 2 parts are done 1.1") || above.contains("1 of 2 parts"),
        "{above}"
    );
    assert_eq!(above.matches("1 of 2 parts are done").count(), 2, "{above}");
    assert!(!rendered.page("ssr1/1.2.html").contains("id=\"parts\""));
    // Neighbours are those of the tree.
    assert!(rendered.page("ssr1/1a.html").contains("rel=\"prev\">Recommendation 2: Title of 2<"));
}

#[test]
fn print_lowers_the_headings_of_parts() {
    let rendered = project().render().builds();
    let print = rendered.page("ssr1/print.html");
    let heading = |number: &str| {
        let part = &print[print.find(&format!("id=\"rec-{number}\"")).unwrap()..];
        part[part.find("<h").unwrap()..][..3].to_owned()
    };
    assert_eq!(["1", "1.1", "1.1.1", "2"].map(heading), ["<h2", "<h3", "<h4", "<h2"]);
    assert!(print.find("id=\"rec-2\"").unwrap() < print.find("id=\"rec-1a\"").unwrap());
    assert!(print.contains("<li class=\"level--2\"><a href=\"#rec-1.1.1\">"));
    // Links within the document still lead to its parts.
    assert!(print.contains("href=\"#rec-1a\""));
}

#[test]
fn data_names_parents_and_levels() {
    let rendered = project().render().builds();
    let file: Value = serde_json::from_str(rendered.page("data/ssr1/report.json")).unwrap();
    let found: Vec<String> = file["recommendations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| format!("{} {} {} {}", it["number"], it["parent"], it["level"], it["parts"]))
        .collect();
    assert_eq!(
        found,
        [
            r#""1" null 0 ["1.1","1.2"]"#,
            r#""1.1" "1" 1 ["1.1.1","1.1.2"]"#,
            r#""1.1.1" "1.1" 2 []"#,
            r#""1.1.2" "1.1" 2 []"#,
            r#""1.2" "1" 1 []"#,
            r#""2" null 0 ["1a"]"#,
            r#""1a" "2" 1 []"#,
        ]
    );
    let csv = rendered.page("data/ssr1/recommendations.csv");
    assert!(
        csv.lines().any(|line| line.starts_with("ssr1,1.1.2,") && line.ends_with(",,,1.1,2,,"))
    );
}

#[test]
fn circles_and_unknown_parents_are_errors_where_they_are() {
    let report = |keys: &[(&str, &str)]| {
        let project = Project::new().with_report(&[]);
        keys.iter()
            .fold(project, |project, (number, keys)| project.recommendation("ssr1", number, keys))
    };
    report(&[
        ("1", "part_of = 3\n"),
        ("2", "part_of = 1\n"),
        ("3", "part_of = 2\n"),
        ("4", "part_of = 1\n"),
    ])
    .render()
    .says(&["error[circular-parts] content/ssr1/recommendations/rec-1.md:4:11: \
                 the recommendations `1`, `3` and `2` are part of one another"]);
    report(&[("1", "part_of = 1\n")])
        .render()
        .says(&["error[circular-parts] content/ssr1/recommendations/rec-1.md:4:11: \
         recommendation 1 cannot be part of itself"]);
    report(&[("1", "part_of = 11\n"), ("2", "")])
        .render()
        .says(&["error[unknown-reference] content/ssr1/recommendations/rec-1.md:4:11: \
         there is no recommendation 11 in `ssr1`"]);
}

/// The same without statuses of 1 and 1.1, and a third edition without updates.
fn derived(totals: &str) -> Project {
    let index = format!(
        "+++\nkind = \"implementation\"\ntitle = \"First review\"\nseries = \"SSR1\"\n{totals}+++\n"
    );
    Project::new()
        .with_report(&[])
        .file("content/ssr1/_index.md", index)
        .edition("ssr1", "2016-03-31")
        .edition("ssr1", "2016-06-30")
        .recommendation("ssr1", "1", "")
        .recommendation("ssr1", "1.1", "part_of = 1\n")
        .recommendation("ssr1", "1.1.1", "part_of = \"1.1\"\n")
        .recommendation("ssr1", "1.1.2", "part_of = \"1.1\"\n")
        .recommendation("ssr1", "1.2", "part_of = 1\n")
        .recommendation("ssr1", "2", "")
        .update("ssr1/2016-03-31", "1.1.1", "complete", "")
        .update("ssr1/2016-03-31", "1.1.2", "planned", "")
        .update("ssr1/2016-03-31", "1.2", "complete", "")
        .update("ssr1/2016-03-31", "2", "complete", "")
        .update(EDITION, "1.1.2", "complete", "")
}

#[test]
fn a_status_derived_from_parts_is_shown_as_such() {
    let rendered = derived("").render().says(&[]);
    let status = |route: &str| {
        let page = rendered.page(route);
        let from = page.find("<div class=\"state").unwrap();
        text(&page[from..from + page[from..].find("</div>").unwrap()])
    };
    let whole = status("ssr1/1.html");
    assert!(whole.starts_with("Complete as of 30 June 2016 Derived from 2 parts."), "{whole}");
    let part = status("ssr1/2016-03-31/1.1.html");
    let words = "Planned/In Process as of 31 March 2016 Derived from 2 parts.";
    assert!(part.starts_with(words), "{part}");
    let own = status("ssr1/1.2.html");
    assert!(own.starts_with("Complete as of 31 March 2016") && !own.contains("Derived"), "{own}");
    let row = section(rendered.page("ssr1/index.html"), "recommendations");
    assert_eq!(row.matches("derived from 2 parts").count(), 2);
    let print = rendered.page("ssr1/print.html");
    assert!(print.contains("derived from 2 parts"));
    let changes = text(rendered.page("ssr1/2016-06-30/changes.html"));
    let moved = "Status, derived from its parts, moved from “Planned/In Process” to “Complete”";
    assert_eq!(changes.matches(moved).count(), 2, "{changes}");
    let file: Value = serde_json::from_str(rendered.page("data/ssr1/2016-03-31.json")).unwrap();
    assert_eq!(file["recommendations"][0]["status"]["derived_from"], 2);
    assert_eq!(file["recommendations"][2]["status"]["derived_from"], 0);
    let page = rendered.page("ssr1/1.html");
    assert!(page.contains("There are no updates on it as a whole: see its parts."));
    assert!(page.contains("Status as of 30 June 2016: Complete."), "{page}");
}

#[test]
fn totals_count_wholes_or_parts_and_say_which() {
    let counts = |rendered: &Rendered| -> [Value; 3] {
        let file: Value = serde_json::from_str(rendered.page("data/ssr1/report.json")).unwrap();
        let totals = &file["editions"][0]["totals"];
        let of_groups = &file["groups"][0]["totals"]["recommendations"];
        assert_eq!(*of_groups, totals["recommendations"]);
        [
            totals["done"].clone(),
            totals["recommendations"].clone(),
            file["report"]["totals"].clone(),
        ]
    };
    let wholes = derived("").render().builds();
    assert_eq!(counts(&wholes), [Value::from(1), Value::from(2), Value::from("wholes")]);
    let totals = text(section(wholes.page("ssr1/2016-03-31/index.html"), "totals"));
    assert!(totals.contains("1 of 2 recommendations done: 50%"), "{totals}");
    assert!(totals.contains("counted as wholes, without their parts"), "{totals}");
    assert!(text(wholes.page("index.html")).contains("2 of 2 done (100%)"));

    let parts = derived("totals = \"parts\"\n").render().builds();
    assert_eq!(counts(&parts), [Value::from(3), Value::from(4), Value::from("parts")]);
    let totals = text(section(parts.page("ssr1/2016-03-31/index.html"), "totals"));
    assert!(totals.contains("3 of 4 parts done: 75%"), "{totals}");
    assert!(totals.contains("Parts are counted"), "{totals}");
    assert!(text(parts.page("index.html")).contains("4 of 4 parts done (100%)"));
    assert!(parts.page("ssr1/index.html").contains("4 of 4 parts are done, as of"));
    let print = text(parts.page("ssr1/print.html"));
    assert!(print.contains("4 of 4 parts done (100%)") && print.contains("Parts are counted"));

    // A report without parts says nothing of it.
    let plain = Project::new().with_report(&["1"]).edition("ssr1", "2016-06-30").render().builds();
    assert!(!text(plain.page("ssr1/index.html")).contains("counted"));
}

#[test]
fn the_examples_of_the_documentation_are_valid() {
    let docs = include_str!("../../docs/front-matter.md");
    let example = |heading: &str| {
        let (_, section) = docs.split_once(&format!("### {heading}\n")).unwrap();
        section.split("```toml\n").nth(1).unwrap().split("```").next().unwrap().to_owned()
    };
    Project::new()
        .with_report(&["1"])
        .edition("ssr1", "2015-06-30")
        .edition("ssr1", "2016-06-30")
        .file("content/ssr1/recommendations/part.md", format!("+++\n{}+++\n", example("Parts")))
        .recommendation("ssr1", "1.3.1", "")
        .update("ssr1/2015-06-30", "1.2.6", "planned", "")
        .file("content/ssr1/2016-06-30/over-time.md", format!("+++\n{}+++\n", example("Over time")))
        .render()
        .says(&[]);
}
