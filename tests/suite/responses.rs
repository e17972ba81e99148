//! Priorities, tags, dependencies, expected completion and responses: pages, print, data, feeds.

use serde_json::{Value, json};

use super::harness::{Project, Rendered};

/// A report with every such key, and an edition that changes some.
fn asked() -> Project {
    Project::new()
        .with_report(&[])
        .file(
            "content/ssr1/_index.md",
            "+++\nkind = \"implementation\"\ntitle = \"First\"\nseries = \"SSR1\"\n\
             priorities = [\"high\", \"medium\", \"low\"]\n+++\n",
        )
        .recommendation(
            "ssr1",
            "1",
            "priority = \"low\"\ntags = [\"risk\", \"DNS\"]\ndepends_on = [2]\n\
             expected = \"2016-05\"\n\
             [[responses]]\naddressee = \"Registries\"\ndecision = \"accepted\"\n\
             date = \"2016-02\"\naddress = \"https://example.org/letter\"\n\
             [[responses]]\naddressee = \"Registrars\"\ndeadline = 2016-03-31\n\
             note = \"Asked *again*\"\n",
        )
        .recommendation("ssr1", "2", "priority = \"high\"\ntags = [\"risk\"]\n")
        .recommendation("ssr1", "3", "expected_text = \"90 days after the guidance\"\n")
        .edition("ssr1", "2016-03-31")
        .edition("ssr1", "2016-06-30")
        .edition("ssr1", "2016-09-30")
        .update("ssr1/2016-03-31", "1", "planned", "")
        .update(
            "ssr1/2016-06-30",
            "1",
            "planned",
            "expected = \"2016-07\"\n[[responses]]\naddressee = \"Registries\"\n\
             decision = \"rejected\"\ndecision_text = \"Not now\"\n\
             [[responses]]\naddressee = \"Registrars\"\ndeadline = 2016-03-31\n",
        )
        .update("ssr1/2016-09-30", "1", "planned", "")
}

/// The text of an element with an id, without tags and with single spaces.
#[track_caller]
fn section(page: &str, id: &str) -> String {
    let start = page.find(&format!(" id=\"{id}\"")).unwrap_or_else(|| panic!("no #{id}"));
    let rest = &page[start..];
    let end = rest.find("</section>").or_else(|| rest.find("</dl>")).unwrap();
    let mut text = String::new();
    let mut in_tag = true;
    for char in rest[..end].chars() {
        match char {
            '<' => in_tag = true,
            '>' => {
                in_tag = false;
                text.push(' ');
            }
            char if !in_tag => text.push(char),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn each_edition_shows_the_responses_that_it_knew() {
    let rendered = asked().render().builds();
    let first = section(rendered.page("ssr1/2016-03-31/1.html"), "responses");
    assert!(first.contains("Registries Accepted February 2016"), "{first}");
    assert!(first.contains("Registrars Response awaited"), "{first}");
    assert!(first.contains("Asked again"), "{first}");
    let second = section(rendered.page("ssr1/2016-06-30/1.html"), "responses");
    assert!(second.contains("Registries Rejected Not now"), "{second}");
    assert!(second.contains("Registrars No response by the deadline 91 days overdue"), "{second}");
    assert!(!second.contains("Given on"), "an empty column: {second}");
    // The last update lists none: those before remain, and are measured by its own edition.
    let latest = section(rendered.page("ssr1/1.html"), "responses");
    assert!(latest.contains("No response by the deadline 183 days overdue"), "{latest}");
    assert!(!rendered.page("ssr1/2.html").contains("id=\"responses\""));
}

#[test]
fn overdue_responses_are_listed() {
    let rendered = asked().render().builds();
    let listed = "Recommendation 1: Title of 1 Registrars 31 March 2016 183";
    let page = section(rendered.page("ssr1/overdue.html"), "responses");
    assert!(page.contains(listed), "{page}");
    let print = section(rendered.page("ssr1/print.html"), "overdue");
    assert!(print.contains("Responses overdue") && print.contains("Registrars"), "{print}");
}

#[test]
fn a_passed_expectation_is_shown_but_makes_nothing_late() {
    let rendered = asked().render().builds();
    let of = |route: &str| section(rendered.page(route), "summary");
    let second = of("ssr1/2016-06-30/1.html");
    assert!(second.contains("Expected completion July 2016 Tags"), "{second}");
    let latest = of("ssr1/1.html");
    let passed = "Expected completion July 2016 61 days before 30 September 2016";
    assert!(latest.contains(passed), "{latest}");
    assert!(of("ssr1/3.html").contains("90 days after the guidance"));
    let late = section(rendered.page("ssr1/index.html"), "late");
    assert!(late.contains("0 of 3 recommendations late"), "{late}");
    let done = asked().update("ssr1/2016-09-30", "1", "complete", "").render().builds();
    let done = section(done.page("ssr1/1.html"), "summary");
    assert!(!done.contains("days before"), "{done}");
}

#[test]
fn dependencies_lead_both_ways() {
    let rendered = asked().render().builds();
    let one = section(rendered.page("ssr1/1.html"), "references");
    assert!(one.contains("depends on Recommendation 2"), "{one}");
    let two = section(rendered.page("ssr1/2016-03-31/2.html"), "references");
    assert!(two.contains("needed by Recommendation 1"), "{two}");
    let print = rendered.page("ssr1/print.html");
    assert!(section(print, "rec-2--references").contains("Needed by"));
    assert!(section(print, "rec-1--responses").contains("Registries Rejected"));
}

#[test]
fn the_table_has_the_columns_and_filters_that_are_used() {
    let rendered = asked().render().builds();
    let page = rendered.page("ssr1/index.html");
    for there in [
        "data-sort=\"priority\"",
        "data-sort=\"expected\"",
        "data-priority=\"low\" data-priority-position=\"3\"",
        "data-priority=\"high\" data-priority-position=\"1\"",
        "data-tags=\"risk&#10;DNS\"",
        "data-expected=\"2016-07-31\"",
        "<option value=\"low\">low</option>",
        "<option value=\"DNS\">DNS</option>",
    ] {
        assert!(page.contains(there), "{there}");
    }
    assert!(!page.contains("<option value=\"medium\">"), "no recommendation has it");
    let plain = Project::new().with_report(&["1"]).render().builds();
    let plain = plain.page("ssr1/index.html");
    for missing in ["data-sort=\"priority\"", "data-sort=\"expected\"", "name=\"tag\""] {
        assert!(!plain.contains(missing), "{missing}");
    }
}

fn data(rendered: &Rendered, route: &str) -> Value {
    serde_json::from_str(rendered.page(route)).unwrap()
}

#[test]
fn data_has_what_pages_have() {
    let rendered = asked().render().builds();
    let report = data(&rendered, "data/ssr1/report.json");
    let one = &report["recommendations"][0];
    assert_eq!(one["priority"], "low");
    assert_eq!(one["tags"], json!(["risk", "DNS"]));
    assert_eq!(one["depends_on"], json!(["2"]));
    assert_eq!(report["recommendations"][1]["needed_by"], json!(["1"]));
    assert_eq!((&one["expected"], &one["expected_text"]), (&json!("2016-07"), &Value::Null));
    let [first, second] = [0, 1].map(|at| one["responses"][at].clone());
    assert_eq!((&first["standing"], &first["decision"]), (&json!("given"), &json!("rejected")));
    assert_eq!((&second["standing"], &second["days_overdue"]), (&json!("overdue"), &json!(183)));
    let updates = one["updates"].as_array().unwrap();
    let listed: Vec<usize> =
        updates.iter().map(|it| it["responses"].as_array().map_or(9, Vec::len)).collect();
    assert_eq!(listed, [9, 2, 9]);
    let then = data(&rendered, "data/ssr1/2016-03-31.json");
    let then = &then["recommendations"][0];
    assert_eq!(then["responses"][0]["decision"], "accepted");
    assert_eq!(then["responses"][1]["standing"], "awaited");
    assert_eq!(then["expected"], "2016-05");
    let csv = rendered.page("data/ssr1/responses.csv");
    let rows: Vec<&str> = csv.lines().skip(1).collect();
    assert_eq!(rows.len(), 2, "{csv}");
    assert!(
        rows[1].starts_with("ssr1,1,2016-06-30,Registrars,overdue,,,,2016-03-31,183,"),
        "{csv}"
    );
}

#[test]
fn what_moved_is_told() {
    let rendered = asked().render().builds();
    let page = rendered.page("ssr1/2016-06-30/changes.html");
    for told in [
        "Response of Registries changed from “Accepted” to “Rejected, Not now”",
        "Details of the response of Registrars changed",
        "Expected completion moved by 61 days, from May 2016 to July 2016",
    ] {
        assert!(page.contains(told), "{told}");
    }
    let last = rendered.page("ssr1/2016-09-30/changes.html");
    assert!(!last.contains("Expected completion"), "what is left out is no change");
    let changes = rendered.page("data/ssr1/changes.csv");
    assert!(changes.contains(",expected,,2016-05,2016-07,61,"), "{changes}");
    assert!(changes.contains(",response-decision,Registries,accepted,rejected,"), "{changes}");
}

#[test]
fn what_is_wrong_is_said() {
    #[track_caller]
    fn case(keys: &str, expected: &[&str]) {
        let place = "content/ssr1/recommendations/rec-4.md";
        let told: Vec<String> = expected.iter().map(|it| it.replace('@', place)).collect();
        let file = format!("+++\nnumber = 4\ntitle = \"T\"\n{keys}\n+++\n");
        assert_eq!(asked().file(place, file).render().errors(), told);
    }
    case("priority = \"hihg\"", &["error[unknown-priority] @:4:12: unknown priority `hihg`"]);
    case(
        "depends_on = [9]",
        &["error[unknown-reference] @:4:15: there is no recommendation 9 in `ssr1`"],
    );
    case(
        "depends_on = [4]",
        &["error[unknown-reference] @:4:15: recommendation 4 cannot depend on itself"],
    );
    case(
        "[[responses]]\naddressee = \"A\"\naddress = \"javascript:x\"",
        &[
            "error[forbidden-scheme] @:6:11: the address `javascript:x` has a scheme that is not allowed",
        ],
    );
    case(
        "[[responses]]\ndecision = \"accepted\"",
        &["error[missing-key] @:4:1: the key `addressee` is missing"],
    );
}
