//! The way to the sections of a page.

use super::harness::Project;
use super::html::links;

#[test]
fn an_ordinary_page_of_three_sections_leads_to_them() {
    #[track_caller]
    fn case(body: &str, expected: &[&str]) {
        let page = format!("+++\ntitle = \"Notes\"\n+++\n{body}");
        let rendered = Project::new().file("content/notes.md", page).render().builds();
        let html = rendered.page("notes.html");
        let shown = html.split_once("<nav class=\"contents\"").map(|(_, rest)| rest);
        let nav = shown.and_then(|rest| rest.split_once("</nav>")).map_or("", |(nav, _)| nav);
        let found: Vec<String> = links(nav).into_iter().map(|(url, _)| url).collect();
        assert_eq!(found, expected);
        for url in found {
            assert!(html.contains(&format!("id=\"{}\"", &url[1..])), "{url}");
        }
    }
    case("## One\n\n### Part\n\n## Two\n\n## Three *now*\n", &["#one", "#two", "#three-now"]);
    case("### One\n\n### Two\n\n### Three\n", &["#one", "#two", "#three"]);
    case("## One\n\n### Part\n\n## Two\n", &[]);
}
