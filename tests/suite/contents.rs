//! Tables of contents of pages.

use super::harness::{Project, Rendered, report};
use super::html::{Piece, joined, links, pieces};

/// Links of the table of contents; asserts that they are the sections of the page that have an id
/// and a heading, in order and by their headings.
fn contents(html: &str) -> Vec<String> {
    let shown = html.split_once("<nav class=\"contents\"").map(|(_, rest)| rest);
    let Some((nav, rest)) = shown.and_then(|rest| rest.split_once("</nav>")) else {
        return Vec::new();
    };
    let listed = links(nav);
    for (url, title) in &listed {
        let heading = heading(html, &url[1..]);
        assert!(heading.contains(title.as_str()), "{url}: {title}: {heading}");
    }
    let found: Vec<String> = listed.into_iter().map(|(url, _)| url).collect();
    let places: Vec<Option<usize>> =
        found.iter().map(|url| html.find(&format!("id=\"{}\"", &url[1..]))).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{found:?} at {places:?}");
    // A document of the whole report has pages for parts, and lists no parts of these.
    for id in sections(rest).filter(|_| !html.contains("<body>")) {
        assert!(found.contains(&format!("#{id}")), "`{id}` is not among {found:?}");
    }
    found
}

/// The text of the heading that has an id, or that the section with it begins with.
#[track_caller]
fn heading(html: &str, id: &str) -> String {
    let pieces = pieces(html);
    let at = pieces.iter().position(|piece| piece.attribute("id") == Some(id));
    let is_heading = |piece: &Piece| LEVELS.iter().any(|level| piece.opens(level));
    let target = &pieces[at.unwrap_or_else(|| panic!("nothing has the id {id}"))..];
    let start = target.iter().position(is_heading).expect("a heading");
    let end = |piece: &Piece| matches!(piece, Piece::Close(name) if LEVELS.contains(&&**name));
    joined(target[start..].iter().take_while(|piece| !end(piece)))
}

const LEVELS: [&str; 5] = ["h2", "h3", "h4", "h5", "h6"];

/// Ids of the sections that begin with a heading.
fn sections(html: &str) -> impl Iterator<Item = String> {
    let pieces = pieces(html);
    let mut found = Vec::new();
    let mut last: Option<&Piece> = None;
    for piece in pieces.iter().filter(|piece| !matches!(piece, Piece::Text(_))) {
        if LEVELS.iter().any(|level| piece.opens(level)) {
            let section = last.filter(|last| last.opens("section"));
            found.extend(section.and_then(|last| last.attribute("id")).map(str::to_owned));
        }
        last = Some(piece);
    }
    found.into_iter()
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
        ["#movement", "#groups", "#recommendations", "#progress", "#review"]
    );
    assert_eq!(
        of("ssr1/2016-06-30/index.html"),
        ["#movement", "#groups", "#recommendations", "#progress"]
    );
    assert_eq!(
        of("ssr1/references.html"),
        ["#cycles", "#referred", "#covering", "#pointed", "#references"]
    );
    // Small pages need none.
    let small = Project::new().with_report(&["1"]).render().builds();
    assert_eq!(contents(small.page("ssr1/references.html")), [""; 0]);
}

/// Reports with what this repository's content lacks.
fn other_parts() -> Project {
    const CORRECTED: &str = "[[corrections]]\ndate = 2021-01-01\nnote = \"Mended\"\n";
    Project::new()
        .with_report(&["1", "2"])
        .recommendation("ssr1", "2.1", "part_of = 2\n")
        .edition("ssr1", "2020-03-31")
        .edition("ssr1", "2020-06-30")
        .file(
            "content/ssr1/2020-06-30/_index.md",
            format!("+++\ntitle = \"June\"\n{CORRECTED}+++\n"),
        )
        .update(
            "ssr1/2020-03-31",
            "1",
            "planned",
            "[[deliverables]]\ntext = \"A\"\ndue = \"2020-02\"\n",
        )
        .update(
            "ssr1/2020-06-30",
            "1",
            "behind-recoverable",
            &format!(
                "{CORRECTED}[[responses]]\naddressee = \"B\"\ndeadline = \"2020-01\"\n[[deliverables]]\ntext = \"A\"\ndue = \"2020-02\"\n\
                 [[deliverables]]\ntext = \"B\"\n\
                 [[deliverables]]\ntext = \"C\"\ndue = \"2021\"\nrevised_due = \"2022\"\n\
                 +++\n## Status\n\nGoes on.\n\n## Notes\n\nNone.\n"
            ),
        )
        .update("ssr1/2020-06-30", "2", "behind-recoverable", "")
        .file(
            "content/plan/_index.md",
            "+++\nkind = \"review\"\ntitle = \"Plan\"\nof = \"ssr1\"\nteams = [\"A\"]\n\
             assessments = [{ id = \"a\", label = \"A\", kind = \"met\" }]\n+++\n",
        )
        .file(
            "content/plan/2020-03-31/_index.md",
            format!("+++\ntitle = \"March\"\n{CORRECTED}+++\n"),
        )
        .file(
            "content/plan/2020-03-31/rec-1.md",
            "+++\nnumber = 1\ngroup = \"G\"\nteams = [\"A\"]\nprogress = 10\nassessment = \"a\"\n+++\n",
        )
        .file("content/plan/2020-03-31/rec-2.md", "+++\nnumber = 2\n+++\n")
}

#[test]
fn every_way_to_the_parts_of_a_page_leads_there() {
    let sites = [report().render().builds(), other_parts().render().builds()];
    let pages = sites.iter().flat_map(Rendered::html);
    let shown: Vec<Vec<String>> =
        pages.map(|(_, html)| contents(html)).filter(|shown| !shown.is_empty()).collect();
    assert!(shown.len() > 100, "{}", shown.len());
    // Each part that a template lists was on a page.
    let templates = concat!(env!("CARGO_MANIFEST_DIR"), "/themes/default/templates");
    let mut listed = 0;
    for template in std::fs::read_dir(templates).unwrap() {
        let text = std::fs::read_to_string(template.unwrap().path()).unwrap();
        let in_records = text.split("{\"id\": \"").skip(1);
        let in_links = text.split("<li><a href=\"#{{ page.ids }}").skip(1);
        let ids = in_records.chain(in_links).filter_map(|rest| rest.split_once('"'));
        for (id, _) in ids.filter(|(id, _)| !id.contains('{')) {
            listed += 1;
            let link = format!("#{id}");
            assert!(shown.iter().flatten().any(|shown| *shown == link), "no page has `{id}`");
        }
    }
    assert!(listed > 30, "{listed}");
}
