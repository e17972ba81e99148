//! Declared parties: aliases, larger bodies, and that nothing is counted twice.

use super::harness::{Project, Rendered};
use super::html::{section, text};

const REPORT: &str = r#"+++
kind = "implementation"
title = "First review"
series = "SSR1"

[[parties]]
name = "Security Team"
aliases = ["SecTeam"]
part_of = "Staff"

[[parties]]
name = "Legal"
part_of = "Staff"

[[parties]]
name = "Staff"
part_of = "The Organization"

[[parties]]
name = "The Organization"
aliases = ["Org"]

[[parties]]
name = "Board"
+++
"#;

fn row(text: &str, more: &str) -> String {
    format!("[[deliverables]]\ntext = \"{text}\"\n{more}\n")
}

/// Two editions of one recommendation; in the second, one party has another name.
fn site() -> Rendered {
    let rows = |team: &str| {
        [
            row("Plan", &format!("responsible = [\"{team}\", \"Legal\"]\ndue = \"2015-03\"")),
            row("Map", "responsible = [\"Legal\"]\ncompleted = true"),
            row("Hole", "responsible = [\"Staff\", \"Board\"]"),
            row("Road", "responsible = [\"Org\"]"),
            row("Well", ""),
        ]
        .concat()
    };
    Project::new()
        .with_report(&["1"])
        .file("content/ssr1/_index.md", REPORT)
        .edition("ssr1", "2015-06-30")
        .edition("ssr1", "2015-09-30")
        .update("ssr1/2015-06-30", "1", "planned", &rows("security team"))
        .update("ssr1/2015-09-30", "1", "planned", &rows("SecTeam"))
        .render()
        .builds()
}

/// The cells of the row with an id, joined.
fn cells(page: &str, id: &str) -> String {
    let row = page.split("<tr").find(|row| row.contains(&format!("id=\"{id}\""))).expect(id);
    let row = row.split("</tr>").next().expect(id);
    row.split("<t").skip(1).map(|cell| text(&format!("<t{cell}")).trim().to_owned()).fold(
        String::new(),
        |all, cell| if all.is_empty() { cell } else { format!("{all} | {cell}") },
    )
}

#[test]
fn a_body_has_each_deliverable_of_its_parts_once() {
    let rendered = site();
    let page = rendered.page("ssr1/owners.html");
    let all = text(page);
    assert!(all.contains("5 deliverables: 1 done, 4 open, 1 overdue, 0 dropped."), "{all}");
    assert!(all.contains("2 of them are shared by several parties and counted for each."), "{all}");
    assert!(all.contains("A deliverable shared by two parts counts once."), "{all}");
    // Body, parts, overdue, open, done, deliverables.
    assert_eq!(
        cells(page, "body-the-organization"),
        "The Organization | its own, Staff | 1 | 3 | 1 (25%) | 4"
    );
    assert_eq!(
        cells(page, "body-staff"),
        "Staff part of The Organization | its own, Legal, Security Team | 1 | 2 | 1 (33%) | 3"
    );
    // The most overdue deliverables come first, what has no party last.
    let owners: Vec<&str> =
        page.split("<section id=\"owner-").skip(1).filter_map(|it| it.split('"').next()).collect();
    assert_eq!(owners, ["legal", "security-team", "board", "staff", "the-organization", "nobody"]);
    let at = |id: &str| page.find(&format!("id=\"{id}\"")).expect(id);
    assert!(at("body-the-organization") < at("body-staff"), "a body comes after its own");
    let team = text(section(page, "owner-security-team"));
    assert!(team.contains("part of Staff") && team.contains("Plan"), "{team}");
    assert!(text(section(page, "owner-nobody")).contains("Well"));
}

#[test]
fn an_alias_is_shown_as_its_party_everywhere() {
    let rendered = site();
    for (route, page) in rendered.html() {
        assert!(!text(page).contains("SecTeam"), "{route}");
    }
    let csv = rendered.page("data/ssr1/parties.csv").replace("\r\n", "\n");
    assert_eq!(
        csv,
        "report,party,body,with_parts,deliverables,done,open,dropped,overdue,slipped,dated\n\
         ssr1,Board,,no,1,0,1,0,0,0,0\n\
         ssr1,Legal,Staff,no,2,1,1,0,1,0,1\n\
         ssr1,Security Team,Staff,no,1,0,1,0,1,0,1\n\
         ssr1,Staff,The Organization,no,1,0,1,0,0,0,0\n\
         ssr1,The Organization,,no,1,0,1,0,0,0,0\n\
         ssr1,,,no,1,0,1,0,0,0,0\n\
         ssr1,The Organization,,yes,4,1,3,0,1,0,1\n\
         ssr1,Staff,The Organization,yes,3,1,2,0,1,0,1\n"
    );
    let deliverables = rendered.page("data/ssr1/deliverables.csv");
    assert!(deliverables.contains("Security Team; Legal"), "{deliverables}");
    let json: serde_json::Value =
        serde_json::from_str(rendered.page("data/ssr1/report.json")).unwrap();
    assert_eq!(json["bodies"][1]["body"], "The Organization");
    assert_eq!(json["bodies"][1]["deliverables"]["count"], 3);
    assert_eq!(json["parties"][2]["body"], "Staff");
}

#[test]
fn the_printed_list_is_that_of_the_page() {
    let rendered = site();
    let printed = text(section(rendered.page("ssr1/print.html"), "part-owners"));
    for expected in
        ["5 deliverables: 1 done, 4 open", "Larger bodies", "Staff part of The Organization31210"]
    {
        assert!(printed.contains(expected), "{expected}: {printed}");
    }
}

#[test]
fn another_name_of_a_party_is_no_change() {
    let rendered = site();
    let changes = rendered.page("ssr1/2015-09-30/changes.html");
    let changes = text(&changes[changes.find("<main").unwrap()..]);
    assert!(!changes.contains("responsible"), "{changes}");
    let csv = rendered.page("data/ssr1/changes.csv");
    assert!(!csv.contains("responsible"), "{csv}");
}
