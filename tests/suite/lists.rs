//! Lists: overdue deliverables, responsible parties, references.

use super::harness::{Project, Rendered, report};
use super::html::{links, section, text};

const EDITION: &str = "ssr1/2016-06-30";

/// A report with one edition, whose recommendation 1 has these deliverables.
fn with_rows(rows: &[&str]) -> Rendered {
    let rows: Vec<String> =
        rows.iter().map(|row| format!("[[deliverables]]\ntext = {row}\n")).collect();
    Project::new()
        .with_report(&["1"])
        .edition("ssr1", "2016-06-30")
        .update(EDITION, "1", "planned", &rows.concat())
        .render()
        .builds()
}

#[test]
fn seven_of_eight_dated_deliverables_are_overdue() {
    let rendered = report().render().builds();
    let page = rendered.page("ssr1/overdue.html");
    assert!(
        text(page).contains(
            "7 of 28 recommendations are late. 7 of 8 deliverables with a date are overdue, \
             the longest by 243 days (Recommendation 11, Staff)."
        ),
        "{}",
        text(page)
    );
    let late = text(section(page, "late"));
    let mut last = 0;
    for (number, days) in [
        ("11 Measures", "243"),
        ("12 ", "243"),
        ("20 ", "213"),
        ("21 ", "213"),
        ("22 ", "213"),
        ("5 SSR", "182"),
        ("7 Clear", "122"),
    ] {
        let at = late.find(number).expect(number);
        assert!(at > last && late[at..].contains(days), "{number}: {late}");
        last = at;
    }
    assert!(!late.contains("4 A documented"), "{late}");
    // The dashboard has the same data and links there.
    let index = rendered.page("ssr1/index.html");
    let late = section(index, "late");
    assert!(
        text(late).contains("7 of 8 deliverables with a date are overdue, in 7 recommendations.")
    );
    assert!(links(late).iter().any(|(url, _)| url == "overdue.html"));
    assert_eq!(late.matches("<strong>").count() - 1, 5, "{late}");
    assert!(text(late).contains("And 2 more"), "{late}");
    // An edition is relative to its own date and does not link to the latest list.
    let early = section(rendered.page("ssr1/2016-03-31/index.html"), "late");
    assert!(text(early).contains("No deliverable has a date."), "{early}");
}

#[test]
fn dates_end_with_their_last_day() {
    #[track_caller]
    fn case(row: &str, expected: &str) {
        let page = with_rows(&[row]);
        let shown = text(page.page("ssr1/overdue.html"));
        assert!(shown.contains(expected), "{expected}: {shown}");
    }
    case("\"D\"\ndue = \"2016-06\"", "No deliverable is overdue.");
    case("\"D\"\ndue = \"2016-Q2\"", "No deliverable is overdue.");
    case(
        "\"D\"\ndue = \"2016-06-29\"",
        "1 of 1 deliverables with a date is overdue, by 1 day (Recommendation 1, No responsible party).",
    );
    case("\"D\"\ndue = \"2016-03\"\ncompleted = true", "No deliverable is overdue.");
    case("\"D\"", "No deliverable has a date.");
}

#[test]
fn pages_and_data_agree_on_what_is_done() {
    let row = |text: &str, rest: &str| format!("[[deliverables]]\ntext = \"{text}\"\n{rest}\n");
    let own = [
        row("Silent", ""),
        row("Open", "completed = false"),
        row("Gone", "status = \"gone\""),
        row("See Recommendation 2", ""),
        row("See Recommendation 3", ""),
    ];
    let statuses = "statuses = [\n\
        { id = \"done\", label = \"Finished\", kind = \"done\" },\n\
        { id = \"going\", label = \"Going\", kind = \"active\" },\n\
        { id = \"gone\", label = \"Withdrawn\", kind = \"dropped\" },\n]\n";
    let rendered = Project::new()
        .with_report(&["1", "2", "3"])
        .file(
            "content/ssr1/_index.md",
            format!("+++\nkind = \"implementation\"\ntitle = \"T\"\n{statuses}+++\n"),
        )
        .edition("ssr1", "2016-06-30")
        .update(EDITION, "1", "done", &own.concat())
        .update(EDITION, "2", "gone", "")
        .update(EDITION, "3", "done", "")
        .render()
        .builds();
    let shown: Vec<String> = rendered
        .page("ssr1/1.html")
        .split("<td data-label=\"Status\">")
        .skip(1)
        .map(|cell| text(&cell[..cell.find("</td>").unwrap()]))
        .collect();
    let pointing = |status: &str, to: u8| format!("{status} inherited from Recommendation {to}");
    let (gone, done) = (pointing("Withdrawn", 2), pointing("Finished", 3));
    assert_eq!(shown, ["Done", "Open", "Withdrawn", &gone, &done]);
    let csv = rendered.page("data/ssr1/deliverables.csv");
    let mut lines = csv.lines();
    let at = lines.next().unwrap().split(',').position(|name| name == "done").unwrap();
    let done: Vec<&str> = lines.map(|line| line.split(',').nth(at).unwrap()).collect();
    assert_eq!(done, ["yes", "no", "no", "no", "yes"]);
    let owners = text(rendered.page("ssr1/owners.html"));
    assert!(owners.contains("3 deliverables: 1 done, 1 open, 0 overdue, 1 dropped."), "{owners}");
}

#[test]
fn totals_of_pages_and_data_agree() {
    let rendered = report().render().builds();
    let csv = rendered.page("data/ssr1/recommendations.csv");
    let mut rows = csv::Reader::from_reader(csv.as_bytes());
    let heads = rows.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
    let sum = |name: &str| {
        let at = heads.iter().position(|head| head == name).unwrap();
        rows.iter().map(|row| row[at].parse::<usize>().unwrap()).sum::<usize>()
    };
    let expected =
        format!("{} deliverables: {} done,", sum("deliverables"), sum("deliverables_done"));
    let owners = text(rendered.page("ssr1/owners.html"));
    assert!(owners.contains(&expected), "{expected} {owners}");
    let rows = rendered.page("data/ssr1/deliverables.csv");
    let mut rows = csv::Reader::from_reader(rows.as_bytes());
    let heads = rows.headers().unwrap().clone();
    let place = |name: &str| heads.iter().position(|head| head == name).unwrap();
    let (latest, points) = (place("latest"), place("points_elsewhere"));
    let counted = rows
        .records()
        .map(Result::unwrap)
        .filter(|row| &row[latest] == "yes" && &row[points] == "no")
        .count();
    assert_eq!(counted, sum("deliverables"));
}

/// Whose a row is, and in which edition its date slipped, with links that lead there.
#[test]
fn a_row_leads_to_its_party_and_to_where_it_slipped() {
    let row = |due: &str, party: &str| {
        format!(
            "[[deliverables]]\nid = \"plan\"\ntext = \"Write the plan\"\ndue = \"2015-06\"\nresponsible = [\"{party}\"]\n{due}"
        )
    };
    let rendered = Project::new()
        .with_report(&["1", "2"])
        .edition("ssr1", "2015-03-31")
        .edition("ssr1", "2015-06-30")
        .edition("ssr1", "2016-06-30")
        .update("ssr1/2015-03-31", "1", "planned", &row("", "Board"))
        .update("ssr1/2015-06-30", "1", "planned", &row("revised_due = \"2015-09\"\n", "Board"))
        .update(EDITION, "1", "planned", &row("revised_due = \"2015-12\"\n", "Staff"))
        .render()
        .builds();
    let late = section(rendered.page("ssr1/overdue.html"), "late");
    let found = links(late);
    let link = |url: &str, words: &str| (url.to_owned(), words.to_owned());
    assert!(found.contains(&link("owners.html#owner-staff", "Staff")), "{found:?}");
    let slip = link("2016-06-30/changes.html#slip-1-deliverable-plan", "30 June 2016");
    assert!(found.contains(&slip), "{found:?}");
    let words = text(late);
    for said in ["June 2015", "December 2015", "366", "184", "Last in the edition of"] {
        assert!(words.contains(said), "{said}: {words}");
    }
    // The last edition's changes lead to its parties; an earlier edition's party is not there.
    let changes = rendered.page("ssr1/2016-06-30/changes.html");
    let slip = section(changes, "slip-1-deliverable-plan");
    assert!(links(slip).contains(&link("../owners.html#owner-staff", "Staff")), "{slip}");
    section(rendered.page("ssr1/owners.html"), "owner-staff");
    let early = section(rendered.page("ssr1/2015-06-30/changes.html"), "slip-1-deliverable-plan");
    assert!(text(early).contains("Board"), "{early}");
    assert!(links(early).iter().all(|(url, _)| !url.contains("owners")), "{early}");
    let csv = rendered.page("data/ssr1/slips.csv").replace("\r\n", "\n");
    let rows: Vec<&str> = csv.lines().skip(1).collect();
    assert_eq!(
        rows,
        [
            "ssr1,1,Title of 1,2015-06-30,2015-06-30,plan,Write the plan,Board,2015-06,2015-06,2015-09,92,92,,yes,2015-12,184,366,open,../../ssr1/2015-06-30/1.html",
            "ssr1,1,Title of 1,2016-06-30,2016-06-30,plan,Write the plan,Staff,2015-06,2015-09,2015-12,92,184,,yes,2015-12,184,366,open,../../ssr1/2016-06-30/1.html",
        ]
    );
}

/// What is said of slips agrees with the table of slips, and a reason is given once.
#[test]
fn a_broken_revised_date_is_no_second_slip() {
    let row = |due: &str| {
        format!(
            "[[deliverables]]\nid = \"plan\"\ntext = \"Write the plan\"\ndue = \"2015-06\"\n{due}"
        )
    };
    let revised = |due: &str, reason: &str| {
        row(&format!("revised_due = \"{due}\"\nslip_reason = \"{reason}\"\n"))
    };
    let project = Project::new()
        .with_report(&["1"])
        .edition("ssr1", "2015-03-31")
        .edition("ssr1", "2015-06-30")
        .edition("ssr1", "2016-06-30")
        .update("ssr1/2015-03-31", "1", "planned", &row(""))
        .update("ssr1/2015-06-30", "1", "planned", &revised("2015-09", "Money"));
    let rendered = project.render().builds();
    for page in ["overdue", "owners"] {
        let page = text(rendered.page(&format!("ssr1/{page}.html")));
        assert!(page.contains("The revised date has passed too."), "{page}");
        assert!(!page.contains("Slipped 2"), "{page}");
    }
    assert_eq!(rendered.page("data/ssr1/slips.csv").lines().count(), 2);
    #[track_caller]
    fn case(project: Project, expected: &str) {
        let rendered = project.render().builds();
        let late = text(section(rendered.page("ssr1/overdue.html"), "late"));
        assert!(late.contains("Slipped 2 times."), "{late}");
        assert!(late.contains(expected), "{late}");
        assert_eq!(late.matches("Reason:").count(), 1, "{late}");
        assert_eq!(late.contains("earlier"), expected.contains("earlier"), "{late}");
    }
    let again =
        |reason: &str| project.clone().update(EDITION, "1", "planned", &revised("2015-12", reason));
    case(again("Money"), "Reason: Money");
    case(again("Staff"), "Reason: Staff 1 earlier reason.");
}

/// What a caption says of order and groups is true, and no column is empty.
#[test]
fn captions_say_what_is_there() {
    let rendered = with_rows(&[
        "\"Write the plan\"\nresponsible = [\"Board\"]\ndue = \"2017-03\"",
        "\"Draw a map\"\nresponsible = [\"Board\"]\ndue = \"2017-06\"",
        "\"Dig a hole\"",
    ]);
    let owners = text(rendered.page("ssr1/owners.html"));
    assert!(owners.contains("Deliverables by responsible party, most overdue first"), "{owners}");
    assert!(owners.contains("2 open deliverables"), "{owners}");
    assert!(!owners.contains("longest overdue first"), "{owners}");
    assert!(!owners.contains("Days overdue"), "{owners}");
    let overdue = text(rendered.page("ssr1/overdue.html"));
    assert!(!overdue.contains("longest overdue first"), "{overdue}");
    let index = text(rendered.page("ssr1/index.html"));
    assert!(!index.contains("by group") && !index.contains("One cell for each"), "{index}");
    let late = with_rows(&["\"Write the plan\"\ndue = \"2016-03\""]);
    let printed = text(late.page("ssr1/print.html"));
    assert!(printed.contains("Days overdue"), "{printed}");
    assert!(!printed.contains("Revised date") && !printed.contains("unchanged"), "{printed}");
}

/// What only its status calls late is on the page of what is late.
#[test]
fn late_by_status_is_late() {
    let rendered = Project::new()
        .with_report(&["1", "2"])
        .edition("ssr1", "2016-06-30")
        .update(EDITION, "1", "behind-replan", "")
        .update(EDITION, "2", "planned", "")
        .render()
        .builds();
    let page = rendered.page("ssr1/overdue.html");
    assert!(text(page).contains("1 of 2 recommendations is late. No deliverable has a date."));
    assert!(text(section(page, "stated")).contains("Recommendation 1:"));
    assert!(!text(section(page, "stated")).contains("Recommendation 2:"));
}

/// A chart that leaves rows out says so and leads to all.
#[test]
fn a_chart_of_the_first_rows_says_how_many_there_are() {
    let rows: Vec<String> =
        (1..=23).map(|row| format!("\"Deed {row}\"\ndue = \"2016-01\"")).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let case = |count: usize| text(with_rows(&rows[..count]).page("ssr1/overdue.html"));
    assert!(case(23).contains("The first 20 of 23 rows are drawn."), "{}", case(23));
    assert!(!case(20).contains("rows are drawn"));
}

/// A carried forward row is as overdue in the table of deliverables as on the page.
#[test]
fn latest_rows_are_overdue_as_of_the_last_edition() {
    let rendered = Project::new()
        .with_report(&["1", "2"])
        .edition("ssr1", "2015-06-30")
        .edition("ssr1", "2016-06-30")
        .update(
            "ssr1/2015-06-30",
            "1",
            "planned",
            "[[deliverables]]\ntext = \"Plan\"\ndue = \"2015-12-31\"\n",
        )
        .update(EDITION, "2", "planned", "")
        .render()
        .builds();
    let page = text(section(rendered.page("ssr1/overdue.html"), "late"));
    assert!(page.contains("182"), "{page}");
    let csv = rendered.page("data/ssr1/deliverables.csv");
    let mut rows = csv::Reader::from_reader(csv.as_bytes());
    let heads = rows.headers().unwrap().clone();
    let at = |name: &str| heads.iter().position(|head| head == name).unwrap();
    let (latest, days) = (at("latest"), at("overdue_days"));
    let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
    let told: Vec<(&str, &str)> = rows.iter().map(|row| (&row[latest], &row[days])).collect();
    assert_eq!(told, [("yes", "182")]);
}

#[test]
fn slipped_and_undated_deliverables_are_listed_too() {
    let rendered = with_rows(&[
        "\"Write the plan\"\ndue = \"2016-03\"\nrevised_due = \"2016-09\"\nslip_reason = \"No paper\"",
        "\"Draw a map\"\ndue = \"2016-09\"\nrevised_due = \"2016-12\"",
        "\"Hire two\"\ndue = \"2016-01\"\nrevised_due = \"2016-02\"\ncompleted = \"2016-02\"",
        "\"Dig a hole\"",
    ]);
    let page = rendered.page("ssr1/overdue.html");
    let late = text(section(page, "late"));
    for words in ["Write the plan", "Reason: No paper", "September 2016", "91", "183"] {
        assert!(late.contains(words), "{words}: {late}");
    }
    let slipped = text(section(page, "slipped"));
    let (map, hire) = (slipped.find("Draw a map").unwrap(), slipped.find("Hire two").unwrap());
    assert!(map < hire && !slipped.contains("Write the plan"), "{slipped}");
    assert!(text(section(page, "undated")).contains("Dig a hole"));
}

#[test]
fn owners_have_their_own_deliverables() {
    let rendered = with_rows(&[
        "\"Write the plan\"\nresponsible = [\"Board\", \"staff\"]\ndue = \"2016-03\"",
        "\"Draw a map\"\nresponsible = [\"Staff\"]\ncompleted = true",
        "\"Dig a hole\"",
    ]);
    let page = rendered.page("ssr1/owners.html");
    let all = text(page);
    assert!(all.contains("3 deliverables: 1 done, 2 open, 1 overdue, 0 dropped."), "{all}");
    assert!(all.contains("1 of them is shared by several parties"), "{all}");
    let board = text(section(page, "owner-board"));
    assert!(board.contains("Write the plan") && !board.contains("Dig a hole"), "{board}");
    // Two spellings of a name are one party, by the first.
    let staff = text(section(page, "owner-staff"));
    assert!(staff.contains("Write the plan") && !staff.contains("Draw a map"), "{staff}");
    assert!(text(section(page, "owner-nobody")).contains("Dig a hole"));
}

#[test]
fn a_deliverable_is_called_by_its_words() {
    #[track_caller]
    fn case(text: &str, expected: &str) {
        let rendered = with_rows(&[text]);
        for list in ["overdue", "owners"] {
            let page = rendered.page(&format!("ssr1/{list}.html"));
            let names = links(page).into_iter().filter(|(url, _)| url.ends_with("#row-1"));
            let names: Vec<String> = names.map(|(_, name)| name).collect();
            assert_eq!(names, [expected], "{list}");
        }
    }
    case("'A [*plan*](https://example.org/plan)[^1]'", "A plan[^1]");
    case("'A <a href=\"https://example.org/\">plan</a><br>now'", "A plan now");
    case("'![A map](https://example.org/map.png)'", "A map");
    // A link needs text.
    case("'![](https://example.org/map.png)'", "![](https://example.org/map.png)");
}

#[test]
fn references_are_all_there_with_the_circle() {
    let rendered = report().render().builds();
    let page = rendered.page("ssr1/references.html");
    let cycles = text(section(page, "cycles"));
    assert!(cycles.contains("25, 26, 27 and 28 refer to one another in a circle"), "{cycles}");
    let table = section(page, "references");
    assert!(text(table).contains("covered by 25"), "{}", text(table));
    assert!(
        text(page).contains("25 references between recommendations. 21 are mentions in texts.")
    );
    assert!(text(section(page, "covering")).contains("2 recommendations are covered by others"));
    assert!(text(section(page, "pointed")).contains("2 references only say where to look"));
    let printed = rendered.page("ssr1/print.html");
    assert!(text(printed).contains("Recommendations 25, 26, 27 and 28 form a reference cycle."));
    let quiet = with_rows(&[]);
    let page = quiet.page("ssr1/references.html");
    assert!(text(page).contains("No recommendation refers to another."));
    assert!(!page.contains("id=\"referred\""));
}

#[test]
fn a_row_that_points_elsewhere_shows_what_it_inherits() {
    let rendered = Project::new()
        .with_report(&["1", "2"])
        .edition("ssr1", "2016-06-30")
        .update(EDITION, "1", "complete", "")
        .update(EDITION, "2", "planned", "[[deliverables]]\ntext = \"See Recommendation 1\"\n")
        .render()
        .builds();
    let row = text(section(rendered.page("ssr1/2.html"), "deliverables"));
    assert!(row.contains("Complete inherited from Recommendation 1"), "{row}");
}
