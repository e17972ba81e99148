//! Tables of contents of pages.

use super::harness::{Project, report};
use super::html::links;

/// Links of the table of contents; asserts that their targets are on the page in the same order.
fn contents(html: &str) -> Vec<String> {
    let shown = html.split_once("<nav class=\"contents\"").map(|(_, rest)| rest);
    let nav = shown.and_then(|rest| rest.split_once("</nav>")).map_or("", |(nav, _)| nav);
    let found: Vec<String> = links(nav).into_iter().map(|(url, _)| url).collect();
    let places: Vec<Option<usize>> =
        found.iter().map(|url| html.find(&format!("id=\"{}\"", &url[1..]))).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{found:?} at {places:?}");
    found
}

#[test]
fn an_ordinary_page_of_three_sections_leads_to_them() {
    #[track_caller]
    fn case(body: &str, expected: &[&str]) {
        let page = format!("+++\ntitle = \"Notes\"\n+++\n{body}");
        let rendered = Project::new().file("content/notes.md", page).render().builds();
        let html = rendered.page("notes.html");
        assert_eq!(contents(html), expected);
    }
    case("## One\n\n### Part\n\n## Two\n\n## Three *now*\n", &["#one", "#two", "#three-now"]);
    case("### One\n\n### Two\n\n### Three\n", &["#one", "#two", "#three"]);
    case("## One\n\n### Part\n\n## Two\n", &[]);
}

#[test]
fn dashboards_lead_to_their_parts() {
    let rendered = report().render().builds();
    let of = |route| contents(rendered.page(route));
    assert_eq!(
        of("ssr1/index.html"),
        [
            "#totals",
            "#progress",
            "#movement",
            "#late",
            "#groups",
            "#matrix",
            "#recommendations",
            "#history",
            "#review"
        ]
    );
    assert_eq!(
        of("ssr1/2016-06-30/index.html"),
        ["#movement", "#progress", "#totals", "#late", "#groups", "#recommendations"]
    );
    assert_eq!(of("ssr1/references.html"), ["#cycles", "#referred", "#graph", "#references"]);
    // Small pages need none.
    let small = Project::new().with_report(&["1"]).render().builds();
    assert_eq!(contents(small.page("ssr1/references.html")), [""; 0]);
}

#[test]
fn every_way_to_the_parts_of_a_page_leads_there() {
    let rendered = report().render().builds();
    let with = rendered.html().filter(|(_, html)| !contents(html).is_empty()).count();
    assert!(with > 100, "{with}");
}
