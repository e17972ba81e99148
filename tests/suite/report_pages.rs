//! The way between the pages of a report, and the page of its data.

use std::collections::BTreeSet;

use super::harness::{Project, Rendered, report};
use super::html::{links, text};

/// The navigation between the pages of a report.
fn way(html: &str) -> Option<&str> {
    let start = html.find("<nav class=\"report-pages")?;
    Some(&html[start..start + html[start..].find("</nav>").unwrap()])
}

/// Its links, as `Title -> address`.
#[track_caller]
fn led(rendered: &Rendered, route: &str) -> Vec<String> {
    let way = way(rendered.page(route)).unwrap_or_else(|| panic!("{route} has no way"));
    links(way).into_iter().map(|(url, title)| format!("{title} -> {url}")).collect()
}

#[test]
fn every_page_of_a_report_leads_to_its_others() {
    let rendered = report().render().builds();
    let mut seen = 0;
    for (route, page) in rendered.html() {
        let is_of_report = route.starts_with("ssr1/") || route.starts_with("ssr2-workplan/");
        let is_expected = is_of_report && !route.ends_with("print.html");
        assert_eq!(way(page).is_some(), is_expected, "{route}");
        let Some(way) = way(page) else { continue };
        seen += 1;
        let directory = route.rsplit_once('/').unwrap().0;
        let is_edition = directory.contains("/20");
        assert_eq!(text(way).contains("In the latest view:"), is_edition, "{route}");
        assert_eq!(
            way.matches("aria-current=\"page\"").count(),
            usize::from(is_in(route)),
            "{route}"
        );
        for (url, _) in links(way) {
            let target = match url.strip_prefix("../") {
                Some(above) => format!("{}/{above}", directory.rsplit_once('/').unwrap().0),
                None => format!("{directory}/{url}"),
            };
            rendered.page(&target);
        }
    }
    assert!(seen > 100, "{seen}");
}

/// Whether a page is itself one of those that the way leads to.
fn is_in(route: &str) -> bool {
    let name = route.rsplit('/').next().unwrap();
    ["index", "changes", "overdue", "owners", "references", "data"]
        .contains(&name.trim_end_matches(".html"))
}

#[test]
fn an_edition_has_its_own_overview_and_changes() {
    let rendered = report().render().builds();
    assert_eq!(
        led(&rendered, "ssr1/11.html"),
        [
            "Overview -> index.html",
            "What changed -> 2016-06-30/changes.html",
            "Late -> overdue.html",
            "Who is responsible -> owners.html",
            "References -> references.html",
            "Data -> data.html",
        ]
    );
    assert_eq!(
        led(&rendered, "ssr1/2015-09-30/9.html"),
        [
            "Overview -> index.html",
            "What changed -> changes.html",
            "Late -> ../overdue.html",
            "Who is responsible -> ../owners.html",
            "References -> ../references.html",
            "Data -> ../data.html",
        ]
    );
    assert_eq!(
        led(&rendered, "ssr2-workplan/index.html"),
        ["Overview -> index.html", "Data -> data.html"]
    );
}

#[test]
fn what_has_nothing_to_show_is_left_out() {
    let project = Project::new()
        .with_report(&["1", "2"])
        .file("content/ssr1/method.md", "+++\ntitle = \"Method\"\n+++\n");
    let rendered = project.render().builds();
    for route in ["ssr1/index.html", "ssr1/1.html", "ssr1/method.html"] {
        assert_eq!(led(&rendered, route), ["Overview -> index.html", "Data -> data.html"]);
    }
    let off = "[book]\ntitle = \"Example\"\n[output.data]\nenable = false\n";
    let rendered = project.file("book.toml", off).render().builds();
    assert!(!rendered.pages.contains_key("ssr1/data.html"));
    // Nothing to choose from.
    assert_eq!(way(rendered.page("ssr1/index.html")), None);
}

#[test]
fn the_page_of_the_data_has_every_file() {
    let rendered = report().render().builds();
    for (directory, data) in [("ssr1", "data/ssr1/"), ("ssr2-workplan", "data/ssr2-workplan/")] {
        let page = rendered.page(&format!("{directory}/data.html"));
        let main = &page[page.find("<main").unwrap()..page.find("</main>").unwrap()];
        let linked: BTreeSet<String> = links(main)
            .into_iter()
            .filter_map(|(url, _)| Some(url.strip_prefix("../")?.to_owned()))
            .filter(|route| route.starts_with(data))
            .collect();
        let files: BTreeSet<String> =
            rendered.pages.keys().filter(|route| route.starts_with(data)).cloned().collect();
        assert!(files.len() > 2, "{files:?}");
        assert_eq!(linked, files);
        for (url, title) in links(main) {
            if let Some(route) = url.strip_prefix("../data/schema/") {
                assert_eq!(title, route);
                rendered.page(&format!("data/schema/{route}"));
            }
        }
    }
}

/// The numbers of rows on the page are those of the files.
#[test]
fn rows_are_counted_as_written() {
    let rendered = report().render().builds();
    let page = rendered.page("ssr1/data.html");
    let mut counted = 0;
    for row in page.split("<tr>").skip(1).filter(|row| row.contains(".csv</a>")) {
        let (url, _) = &links(row)[0];
        let Some(said) = row.split("data-label=\"Rows\">").nth(1) else { continue };
        let said = said.split('<').next().unwrap();
        let file = rendered.page(url.strip_prefix("../").unwrap());
        let rows = csv::Reader::from_reader(file.as_bytes()).records().count();
        if !said.is_empty() {
            assert_eq!(said, rows.to_string(), "{url}");
            counted += 1;
        }
    }
    assert!(counted > 2, "{counted}");
}
