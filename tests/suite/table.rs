//! The table of recommendations: row texts and data for the filter script.

use super::harness::{Project, Rendered, report};
use super::html::{Piece, pieces, section, text};

/// A row: its `data-` attributes and its text.
struct Row {
    data: Vec<(String, String)>,
    text: String,
}

impl Row {
    fn data(&self, name: &str) -> Option<&str> {
        let name = format!("data-{name}");
        let found = self.data.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| value.as_str())
    }
}

fn table(rendered: &Rendered, route: &str) -> String {
    let section = section(rendered.page(route), "recommendations");
    section[section.find("<table").unwrap()..].to_owned()
}

/// The row of a recommendation on a page.
#[track_caller]
fn row(rendered: &Rendered, route: &str, number: &str) -> Row {
    let table = table(rendered, route);
    let mark = format!("<td class=\"number\">{number}</td>");
    let at = table.find(&mark).unwrap_or_else(|| panic!("{route} has no row {number}"));
    let start = table[..at].rfind("<tr").unwrap();
    let end = at + table[at..].find("</tr>").unwrap();
    let pieces = pieces(&table[start..end]);
    let Piece::Open { attributes, .. } = &pieces[0] else { panic!("no row") };
    let data = attributes.iter().filter(|(name, _)| name.starts_with("data-")).cloned();
    Row { data: data.collect(), text: text(&table[start..end]) }
}

/// Option values of a control, including the empty one.
fn options(rendered: &Rendered, route: &str, name: &str) -> Vec<String> {
    let page = rendered.page(route);
    let from = &page[page.find(&format!("<select name=\"{name}\"")).expect(name)..];
    let select = &from[..from.find("</select>").unwrap()];
    let pieces = pieces(select);
    let options = pieces.iter().filter(|piece| piece.opens("option"));
    options.map(|option| option.attribute("value").unwrap().to_owned()).collect()
}

#[test]
fn rows_of_this_report_hold_what_they_are_filtered_and_sorted_by() {
    #[track_caller]
    fn case(row: &Row, status: [&str; 3], as_of: &str, late: Option<&str>, shown: &str) {
        assert_eq!(row.data("status"), Some(status[0]));
        assert_eq!(row.data("kind"), Some(status[1]));
        assert_eq!(row.data("status-position"), Some(status[2]));
        assert_eq!(row.data("as-of"), Some(as_of));
        assert_eq!(row.data("days-overdue"), late);
        assert_eq!(row.data("parties"), Some("Staff"));
        assert_eq!(row.text.contains("overdue"), late.is_some());
        assert!(row.text.contains(shown), "{}", row.text);
    }
    let rendered = report().render().builds();
    let latest = "ssr1/index.html";
    let (replan, planned) = (["behind-replan", "late", "4"], ["planned", "active", "2"]);
    let day = "2016-06-30";
    case(&row(&rendered, latest, "4"), planned, day, None, "30 June 2016");
    for number in ["20", "21", "22"] {
        let row = row(&rendered, latest, number);
        case(&row, replan, day, Some("213"), "1 overdue, by 213 days");
        assert_eq!(row.data("position"), Some(number));
    }
    case(&row(&rendered, latest, "11"), replan, day, Some("243"), "1 overdue, by 243 days");
    case(&row(&rendered, latest, "1"), ["complete", "done", "1"], "2015-06-30", None, "2015");
    // A covered recommendation without deliverables of its own.
    assert_eq!(row(&rendered, latest, "26").data("parties"), None);
    assert_eq!(table(&rendered, latest).matches("data-days-overdue").count(), 7);
}

#[test]
fn an_edition_holds_nothing_of_later_ones() {
    let rendered = report().render().builds();
    let first = "ssr1/2015-06-30/index.html";
    let names: Vec<String> =
        row(&rendered, first, "20").data.into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["data-position"], "nothing had been reported yet");
    let table = table(&rendered, first);
    for later in ["2015-09-30", "2016", "overdue", "behind-"] {
        assert!(!table.contains(later), "{later} is in {table}");
    }
    assert_eq!(table.matches("data-as-of=\"2015-06-30\"").count(), 15);
    // Days overdue are relative to the edition's date.
    let early = "ssr1/2016-03-31/index.html";
    assert_eq!(row(&rendered, early, "11").data("days-overdue"), None);
    let late = row(&rendered, "ssr1/2016-06-30/index.html", "11");
    assert!(late.text.ends_with("updated1 overdue, by 243 days Staff"), "{}", late.text);
}

/// Parties are distinguished as on the page of owners; a row lists each once.
#[test]
fn parties_of_a_row_are_those_of_the_page_of_owners() {
    let rendered = Project::new()
        .with_report(&["1", "2"])
        .edition("ssr1", "2016-06-30")
        .update(
            "ssr1/2016-06-30",
            "1",
            "planned",
            "[[deliverables]]\ntext = \"A\"\nresponsible = [\"Staff\", \"Board & \\n co\"]\ndue = \"2016-05\"\n\
             [[deliverables]]\ntext = \"B\"\nresponsible = [\"staff \"]\ndue = \"2016-06-29\"\n\
             [[deliverables]]\ntext = \"C\"\n",
        )
        .update(
            "ssr1/2016-06-30",
            "2",
            "planned",
            "[[deliverables]]\ntext = \"D\"\nresponsible = [\"STAFF\"]\ndue = \"2016-06-29\"\n\
             [[deliverables]]\ntext = \"See Recommendation 1\"\nresponsible = [\"Nobody real\"]\n",
        )
        .render()
        .builds();
    let route = "ssr1/index.html";
    let first = row(&rendered, route, "1");
    assert_eq!(first.data("parties"), Some("Board & co\nStaff\n-"));
    assert_eq!(first.data("days-overdue"), Some("30"));
    assert!(
        first.text.ends_with("2 overdue, by up to 30 days Staff, Board & co"),
        "{}",
        first.text
    );
    let second = row(&rendered, route, "2");
    assert_eq!(second.data("parties"), Some("Staff"));
    assert!(second.text.ends_with("1 overdue, by 1 day Staff"), "{}", second.text);
    assert_eq!(options(&rendered, route, "owner"), ["", "Board & co", "Staff", "-"]);
}

#[test]
fn controls_offer_what_there_is() {
    let rendered = report().render().builds();
    let statuses = options(&rendered, "ssr1/2015-06-30/index.html", "status");
    let kinds = ["", "kind:done", "kind:active", "kind:late"];
    let all = ["complete", "planned", "behind-recoverable", "behind-replan", "-"];
    assert_eq!(statuses, [&kinds[..], &all[..]].concat());
    let groups = options(&rendered, "ssr1/index.html", "group");
    let page = rendered.page("ssr1/index.html");
    assert_eq!(groups.len() - 1, page.matches("<tbody data-group=").count());
    // No filter without groups or responsible parties.
    let plain = Project::new().with_report(&["1"]).render().builds();
    let page = plain.page("ssr1/index.html");
    assert!(!page.contains("name=\"group\"") && !page.contains("name=\"owner\""));
}

/// Script-only controls are hidden, and only pages with the table load the script.
#[test]
fn the_script_is_where_the_table_is() {
    let rendered = report().render().builds();
    let mut with_table = 0;
    for (route, page) in rendered.html() {
        let has_table = page.contains("data-recommendations");
        assert_eq!(page.matches("assets/table.").count(), usize::from(has_table), "{route}");
        if has_table {
            // That of a review's entries is not one of these.
            with_table += usize::from(page.contains("id=\"recommendations\""));
            let filters = &page[page.find("<div class=\"filters\"").unwrap()..];
            assert!(filters.starts_with("<div class=\"filters\" hidden"), "{route}");
            let (_, table) = page.split_once("<table").unwrap();
            let (table, _) = table.split_once("</table>").unwrap();
            assert!(!table.contains("<button") && !table.contains("<input"), "{route}");
        }
    }
    assert_eq!(with_table, 5, "the latest page and those of four editions");
}

#[test]
fn a_report_without_recommendations_says_so() {
    let rendered = Project::new().with_report(&[]).edition("ssr1", "2016-06-30").render().builds();
    for route in ["ssr1/index.html", "ssr1/2016-06-30/index.html"] {
        assert!(rendered.page(route).contains("There are no recommendations yet."), "{route}");
    }
}
