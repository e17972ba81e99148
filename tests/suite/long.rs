//! Long titles and large reports.

use super::harness::{Project, Rendered};
use super::html::{Piece, pieces, section, text};

/// Forty words.
const TITLE: &str = "Review the procedures by which operators report incidents to the regional boards, \
    including those that were found after an inspection, and publish the results of these reviews \
    together with the standards that apply to training, equipment and maintenance for all carriers";

fn long() -> Rendered {
    let front_matter = |number: u8, rest: &str| {
        format!("+++\nnumber = {number}\ntitle = \"{TITLE}\"\n{rest}+++\nStatement.\n")
    };
    let late = "[[deliverables]]\ntext = \"A law\"\ndue = \"2015-01\"\nresponsible = [\"A\"]\n+++\nSee Recommendation 2.\n";
    Project::new()
        .with_report(&["3"])
        .file("content/ssr1/recommendations/rec-1.md", front_matter(1, ""))
        .file("content/ssr1/recommendations/rec-2.md", front_matter(2, "covered_by = 3\n"))
        .edition("ssr1", "2016-06-30")
        .update("ssr1/2016-06-30", "1", "planned", late)
        .render()
        .builds()
}

#[test]
fn long_titles_are_shortened_in_lists_and_whole_on_their_pages() {
    let rendered = long();
    let short = "Review the procedures by which operators report incidents to the regional boards, including those…";
    // Lists, and the text of each link, which leads to the whole title.
    for (route, part) in [
        ("ssr1/index.html", "recommendations"),
        ("ssr1/1.html", "references"),
        ("ssr1/3.html", "references"),
        ("ssr1/references.html", "main"),
        ("ssr1/overdue.html", "main"),
        ("ssr1/owners.html", "main"),
        ("contents.html", "main"),
    ] {
        let list = text(section(rendered.page(route), part));
        assert!(list.contains(short), "{route} {part}: {list}");
        assert!(!list.contains(TITLE), "{route} {part}: {list}");
    }
    for route in ["ssr1/1.html", "ssr1/2.html", "ssr1/2016-06-30/1.html"] {
        let page = rendered.page(route);
        let pieces = pieces(page);
        let heading = pieces.iter().skip_while(|piece| !piece.opens("h1"));
        let heading: Vec<&Piece> =
            heading.take_while(|piece| **piece != Piece::Close("h1".into())).collect();
        assert!(super::html::joined(heading.into_iter()).contains(TITLE), "{route}");
        let tab = pieces.iter().skip_while(|piece| !piece.opens("title")).nth(1);
        assert!(matches!(tab, Some(Piece::Text(text)) if text.contains(TITLE)), "{route}: {tab:?}");
    }
    for route in ["data/ssr1/report.json", "data/ssr1/recommendations.csv", "search-index.js"] {
        assert!(rendered.page(route).contains(TITLE), "{route}");
        assert!(!rendered.page(route).contains('…'), "{route}");
    }
    // The filter of the table looks for every word.
    let rows = pieces(rendered.page("ssr1/index.html"));
    let whole: Vec<&str> = rows.iter().filter_map(|piece| piece.attribute("data-title")).collect();
    assert_eq!(whole, [TITLE, TITLE]);
}

/// A report of 400 recommendations in 80 groups; those of every fifth group are late, and number 399
/// moves.
fn large() -> Rendered {
    let mut project = Project::new()
        .file("book.toml", "[book]\ntitle = \"Example\"\n")
        .with_report(&[])
        .edition("ssr1", "2015-06-30")
        .edition("ssr1", "2016-06-30");
    for number in 1..=400 {
        let group = (number - 1) / 5;
        project = project.recommendation(
            "ssr1",
            &number.to_string(),
            &format!("group = \"Group {group}\""),
        );
        let status = if group % 5 == 4 { "behind-replan" } else { "planned" };
        project = project.update("ssr1/2015-06-30", &number.to_string(), status, "");
    }
    project.update("ssr1/2016-06-30", "399", "complete", "").render().builds()
}

#[test]
fn dashboards_of_large_reports_show_the_most_important() {
    let rendered = large();
    let page = rendered.page("ssr1/index.html");
    let groups = section(page, "groups");
    assert_eq!(groups.matches("<tr>").count(), 1 + 60 + 1);
    assert!(
        text(groups)
            .contains("Only the 60 of 80 groups with the most late recommendations are shown.")
    );
    assert!(groups.contains(">Group 74<"), "all late");
    assert!(!groups.contains(">Group 78<"), "none late, and others come first");
    let table = section(page, "recommendations");
    assert_eq!(table.matches("<tr data-position").count(), 400);
    assert_eq!(table.matches("class=\"group\"").count(), 80);
    // Nothing else grows with the report.
    let rest = page.len() - table.len() - groups.len();
    assert!(rest < 40_000, "{rest}");
    assert!(table.len() < 400 * 950, "{}", table.len());
}

#[test]
fn small_reports_show_everything() {
    let rendered = long();
    let page = text(rendered.page("ssr1/index.html"));
    assert!(!page.contains("Only the"), "{page}");
}
