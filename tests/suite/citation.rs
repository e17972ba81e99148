//! By which address pages are cited, and DOIs.

use serde_json::Value;

use crate::harness::Project;

const DOI: &str = "10.5555/ssr1(2016)";
const ADDRESS: &str = "https://doi.org/10.5555/ssr1%282016%29";

fn project(settings: &str, front_matter: &str) -> Project {
    Project::new()
        .file("book.toml", format!("[book]\ntitle = \"Example\"\n{settings}"))
        .with_report(&["1", "2"])
        .edition("ssr1", "2016-03-31")
        .file(
            "content/ssr1/2016-06-30/_index.md",
            format!("+++\ntitle = \"Second quarter\"\n{front_matter}+++\n"),
        )
        .update("ssr1/2016-03-31", "1", "planned", "")
        .update("ssr1/2016-06-30", "1", "complete", "")
}

const SITE_URL: &str = "[output.html]\nsite-url = \"https://example.org/r/\"\n";

fn with_doi() -> String {
    format!("doi = \"https://doi.org/10.5555/ssr1%282016%29\" # {DOI}\n")
}

/// The target of `<link rel="cite-as">`.
fn cite_as(page: &str) -> Option<&str> {
    let links: Vec<&str> = page.split("<link rel=\"cite-as\" href=\"").skip(1).collect();
    assert!(links.len() <= 1, "{page}");
    links.first().and_then(|rest| rest.split('"').next())
}

#[test]
fn an_edition_is_cited_by_its_own_address() {
    let site = project(SITE_URL, "").render().builds();
    let case = |route: &str, expected: Option<&str>| {
        let expected = expected.map(|path| format!("https://example.org/r/ssr1/{path}"));
        assert_eq!(cite_as(site.page(route)), expected.as_deref(), "{route}");
    };
    case("ssr1/2016-03-31/index.html", Some("2016-03-31/"));
    case("ssr1/2016-03-31/1.html", Some("2016-03-31/1.html"));
    case("ssr1/2016-03-31/changes.html", Some("2016-03-31/changes.html"));
    case("ssr1/2016-03-31/print.html", Some("2016-03-31/print.html"));
    // What is said there now is said by the last edition.
    case("ssr1/index.html", Some("2016-06-30/"));
    case("ssr1/1.html", Some("2016-06-30/1.html"));
    for route in ["ssr1/print.html", "ssr1/overdue.html", "index.html", "404.html"] {
        case(route, None);
    }
}

#[test]
fn without_an_address_nothing_is_said() {
    let site = project("", "").render().builds();
    assert!(site.html().all(|(_, page)| cite_as(page).is_none()));
}

#[test]
fn an_edition_with_a_doi_is_cited_by_it() {
    // Its address is absolute by itself.
    for settings in [SITE_URL, ""] {
        let site = project(settings, &with_doi()).render().builds();
        for name in ["index.html", "1.html", "2.html", "changes.html", "print.html"] {
            let page = site.page(&format!("ssr1/2016-06-30/{name}"));
            assert_eq!(cite_as(page), Some(ADDRESS), "{name}");
            assert!(page.contains(&format!("<a href=\"{ADDRESS}\"")), "{name}: {page}");
        }
        assert_eq!(cite_as(site.page("ssr1/1.html")), Some(ADDRESS));
        assert_ne!(cite_as(site.page("ssr1/2016-03-31/1.html")), Some(ADDRESS));
        assert!(!site.page("ssr1/print.html").contains(ADDRESS));
    }
}

#[test]
fn programs_read_it() {
    let site = project(SITE_URL, &with_doi()).render().builds();
    let data = |route: &str| -> Value { serde_json::from_str(site.page(route)).unwrap() };
    let edition = data("data/ssr1/2016-06-30.json");
    assert_eq!(edition["edition"]["doi"], DOI);
    assert_eq!(data("data/ssr1/2016-03-31.json")["edition"]["doi"], Value::Null);
    let structured = |route: &str| -> Value {
        let (_, rest) =
            site.page(route).split_once("<script type=\"application/ld+json\">").unwrap();
        serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap()
    };
    let report = structured("ssr1/2016-06-30/index.html");
    assert_eq!(report["@graph"][0]["identifier"]["value"], DOI);
    assert_eq!(report["@graph"][0]["identifier"]["url"], ADDRESS);
    let part = structured("ssr1/2016-06-30/1.html");
    assert_eq!(part["@graph"][0]["isPartOf"]["identifier"]["value"], DOI);
    assert_eq!(part["@graph"][0]["identifier"], Value::Null);
    assert_eq!(structured("ssr1/index.html")["@graph"][0]["identifier"], Value::Null);
}

#[test]
fn what_is_no_doi_is_told() {
    let site = project("", "doi = \"ssr1-2016\"\n").render();
    assert_eq!(
        site.errors(),
        ["error[wrong-type] content/ssr1/2016-06-30/_index.md:3:7: `ssr1-2016` is not a DOI"]
    );
    let help = site.diagnostics.iter().find_map(|found| found.help.as_ref()).unwrap();
    assert!(help.contains("as the registration agency assigned it"), "{help}");
}

/// A DOI is assigned to what has been published.
#[test]
fn a_frozen_edition_is_given_a_doi() {
    let disk = project(SITE_URL, "").on_disk();
    disk.run(&["freeze", "2016-06-30", "--at", "2016-07-05"]).code(0);
    let file = "content/ssr1/2016-06-30/_index.md";
    let text = std::fs::read_to_string(disk.path(file)).unwrap();
    let changed = text.replace("title =", &format!("{}title =", with_doi()));
    disk.write(file, &changed);
    disk.run(&["check", "--deny", "changed-after-freeze", "--only", "changed-after-freeze"])
        .code(0);
    disk.run(&["freeze", "2016-06-30"])
        .code(0)
        .stderr("`ssr1/2016-06-30` is unchanged since it was frozen on 2016-07-05\n");
    disk.build().code(0);
    assert_eq!(cite_as(&disk.page("ssr1/2016-06-30/1.html")), Some(ADDRESS));
    // Anything else of the file is covered.
    disk.write(file, changed.replace("Second", "Third"));
    disk.run(&["check"]).code(1);
}
