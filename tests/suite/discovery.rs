//! Feeds, sitemaps and metadata.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::harness::{Project, Rendered, report};
use super::html::{Piece, active, pieces, well_formed_xml};

const BOOK: &str =
    "[book]\ntitle = \"Reports\"\n[output.html]\nsite-url = \"https://example.org/r/\"\n";

/// The texts of all elements with a name; they must not be nested.
fn texts(xml: &str, element: &str) -> Vec<String> {
    let (open, close) = (format!("<{element}>"), format!("</{element}>"));
    xml.split(&open).skip(1).map(|rest| rest.split(&close).next().unwrap().to_owned()).collect()
}

/// A JSON string, which is also valid TOML.
fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

fn dated() -> Project {
    Project::new()
        .file("book.toml", BOOK)
        .with_report(&["1", "2", "3"])
        .edition("ssr1", "2015-06-30")
        .edition("ssr1", "2015-12-31")
        .update("ssr1/2015-06-30", "1", "planned", "")
        .update("ssr1/2015-06-30", "2", "planned", "")
        .update("ssr1/2015-12-31", "1", "planned", "")
        .update("ssr1/2015-12-31", "2", "complete", "[[corrections]]\ndate = 2016-02-01\nnote = \"A *date* & more\"\n[[corrections]]\ndate = 2016-02-01\nnote = \"B\"\n")
}

#[test]
fn a_feed_tells_what_moved_and_nothing_else() {
    let rendered = dated().render().builds();
    let feed = rendered.page("ssr1/feed.xml");
    well_formed_xml(feed);
    assert_eq!(
        texts(feed, "title"),
        [
            "First review: what changed",
            "SSR1 Recommendation 2: correction to the edition of 31 December 2015",
            "SSR1 Recommendation 2: correction to the edition of 31 December 2015",
            "SSR1 Recommendation 2: Status moved from “Planned/In Process” to “Complete”",
            "SSR1 Recommendation 1: Reported for the first time",
            "SSR1 Recommendation 2: Reported for the first time",
        ]
    );
    let there = "https://example.org/r/ssr1";
    assert_eq!(
        texts(feed, "id"),
        [
            format!("{there}/feed.xml"),
            format!("{there}/2015-12-31/2.html#correction-2016-02-01-d1ca0ace41e903ef"),
            format!("{there}/2015-12-31/2.html#correction-2016-02-01-ea50bd06755163aa"),
            format!("{there}/2015-12-31/2.html"),
            format!("{there}/2015-06-30/1.html"),
            format!("{there}/2015-06-30/2.html"),
        ]
    );
    let days: Vec<String> = texts(feed, "updated");
    assert_eq!(days[0], "2016-02-01T00:00:00Z", "the newest entry's");
    assert_eq!(
        &days[1..],
        [
            "2016-02-01T00:00:00Z",
            "2016-02-01T00:00:00Z",
            "2015-12-31T00:00:00Z",
            "2015-06-30T00:00:00Z",
            "2015-06-30T00:00:00Z",
        ]
    );
    assert_eq!(texts(feed, "summary")[0], "Title of 2. A date &amp; more.");
    let own = rendered.page("feed.xml");
    well_formed_xml(own);
    assert_eq!(texts(own, "summary"), texts(feed, "summary"));
    assert_eq!(texts(own, "name"), ["Reports"], "who publishes it, where nobody is named");
}

#[test]
fn a_feed_tells_of_every_correction() {
    let correction = |day: &str| format!("[[corrections]]\ndate = {day}\nnote = \"N\"\n");
    let rendered = dated()
        .recommendation("ssr1", "3", &correction("2016-04-01"))
        .file(
            "content/ssr1/2015-06-30/_index.md",
            format!("+++\ntitle = \"June\"\n{}+++\n", correction("2016-05-01")),
        )
        .render()
        .builds();
    let feed = rendered.page("feed.xml");
    assert_eq!(
        texts(feed, "title")[1..3],
        [
            "SSR1: correction to the edition of 30 June 2015",
            "SSR1 Recommendation 3: correction to the recommendation as adopted",
        ]
    );
    let ids = texts(feed, "id");
    assert_eq!(
        ids[1],
        "https://example.org/r/ssr1/2015-06-30/#correction-2016-05-01-eae01dd2f6fe88f1"
    );
    assert_eq!(ids[2], "https://example.org/r/ssr1/3.html#correction-2016-04-01-eae01dd2f6fe88f1");
    assert_eq!(texts(feed, "summary")[..2], ["June. N.", "Title of 3. N."]);
    let sitemap = rendered.page("sitemap.xml");
    assert!(sitemap.contains("ssr1/2015-06-30/</loc><lastmod>2016-05-01<"), "{sitemap}");
}

/// Feed entries of the corrections of one update, by id; dated 2016-02-01 unless they begin with
/// another date.
fn corrections_by_id(notes: &[&str]) -> BTreeMap<String, String> {
    let correction = |note: &&str| {
        let (day, note) = note.split_once('|').unwrap_or(("2016-02-01", note));
        format!("[[corrections]]\ndate = {day}\nnote = {}\n", quoted(note))
    };
    let corrections: String = notes.iter().map(correction).collect();
    let rendered = Project::new()
        .file("book.toml", BOOK)
        .with_report(&["1"])
        .edition("ssr1", "2015-12-31")
        .update("ssr1/2015-12-31", "1", "complete", &corrections)
        .render()
        .builds();
    let feed = rendered.page("ssr1/feed.xml");
    let entries = texts(feed, "id").into_iter().skip(1).zip(texts(feed, "summary"));
    let found: BTreeMap<_, _> = entries.filter(|(id, _)| id.contains("#correction-")).collect();
    assert_eq!(found.len(), notes.len(), "ids are different: {found:?}");
    found
}

#[test]
fn a_correction_is_identified_by_its_day_and_its_words() {
    let before = corrections_by_id(&["One.", "Two.", "2016-02-02|One."]);
    // Adding corrections, in any position and order, keeps the ids of existing ones.
    for notes in [
        &["Three.", "One.", "Two.", "2016-02-02|One."][..],
        &["2016-02-02|One.", "Two.", "Three.", "One."],
        &["Two.", "One.", "Three.", "2016-02-02|One.", "One."],
    ] {
        let after = corrections_by_id(notes);
        for (id, summary) in &before {
            assert_eq!(after.get(id), Some(summary), "{notes:?}");
        }
    }
    let fewer = corrections_by_id(&["Two."]);
    assert!(fewer.iter().all(|(id, summary)| before.get(id) == Some(summary)), "{fewer:?}");
    // Identical ones are numbered; their content is the same.
    let ids = |notes: &[&str]| corrections_by_id(notes).into_keys().collect::<Vec<_>>();
    let equal = ids(&["One.", "One.", "One."]);
    assert_eq!(equal[1], format!("{}-2", equal[0]));
    assert_eq!(equal[2], format!("{}-3", equal[0]));
    assert_eq!(ids(&["One.", "One."]), equal[..2]);
}

#[test]
fn a_correction_is_its_words_and_not_how_they_are_written() {
    let ids = |note: &str| corrections_by_id(&[note]).into_keys().collect::<Vec<_>>();
    let plain = ids("The date of the plan & its café.");
    for same in [
        "  The *date*\nof the **plan** & its café.\n\n",
        "The date of\r\nthe [plan](https://example.org/) &amp; its cafe\u{301}.",
    ] {
        assert_eq!(ids(same), plain, "{same}");
    }
    for other in ["The date of the plan & its cafés.", "The dates of the plan & its café."] {
        assert_ne!(ids(other), plain, "{other}");
    }
}

#[test]
fn sentences_of_a_feed_end_once() {
    #[track_caller]
    fn case(title: &str, note: &str, expected: &str) {
        let rendered = Project::new()
            .file("book.toml", BOOK)
            .with_report(&["2"])
            .file(
                "content/ssr1/recommendations/rec-1.md",
                format!("+++\nnumber = 1\ntitle = {}\n+++\nDo it.\n", quoted(title)),
            )
            .edition("ssr1", "2015-12-31")
            .update(
                "ssr1/2015-12-31",
                "1",
                "complete",
                &format!("[[corrections]]\ndate = 2016-02-01\nnote = {}\n", quoted(note)),
            )
            .render()
            .builds();
        assert_eq!(texts(rendered.page("ssr1/feed.xml"), "summary")[0], expected);
    }
    case("Plan", "One", "Plan. One.");
    case("Plan", "One.", "Plan. One.");
    case("Plan", "One. \n", "Plan. One.");
    case("Is there a plan?", "One!", "Is there a plan? One!");
    case("Plan.", "One…", "Plan. One…");
    case("Plan", "One (and *two.*)", "Plan. One (and two.)");
    case("Plan", "It says “one.”", "Plan. It says “one.”");
    case("计划。", "一。", "计划。 一。");
    case("Plan", "One.\n\nTwo", "Plan. One. Two.");
    case("Plan", "<!-- -->", "Plan.");
}

#[test]
fn a_feed_tells_a_correction_without_its_markup() {
    #[track_caller]
    fn case(note: &str, expected: &str) {
        let correction = format!("[[corrections]]\ndate = 2016-02-01\nnote = {}\n", quoted(note));
        let rendered = Project::new()
            .file("book.toml", BOOK)
            .with_report(&["1"])
            .edition("ssr1", "2015-12-31")
            .update("ssr1/2015-12-31", "1", "planned", &correction)
            .render()
            .builds();
        let told = texts(rendered.page("ssr1/feed.xml"), "summary");
        assert_eq!(told[0], format!("Title of 1. {expected}"), "{note}");
    }
    case("See [the *plan*](https://example.org/plan)", "See the plan.");
    case("See <a href=\"https://example.org/\">the plan</a><br>now", "See the plan now.");
    case("Wrong[^1]\n\n[^1]: by two", "Wrong by two.");
    case("![A map](https://example.org/map.png)", "A map.");
}

#[test]
fn everything_has_the_canonical_tag_of_the_language() {
    let rendered = dated()
        .file("book.toml", BOOK.replace("[output", "language = \"iw-il\"\n[output"))
        .recommendation("ssr1", "4", "aliases = [\"old.html\"]")
        .file("themes/default/strings/he.toml", "home = \"H\"\n")
        .file("themes/default/strings/he-IL.toml", "search.title = \"S\"\n")
        .render();
    let found: Vec<_> = rendered.diagnostics.iter().map(|it| it.name).collect();
    assert!(found.contains(&"language-tag"), "{found:?}");
    assert!(!found.contains(&"missing-strings"), "{found:?}");
    for page in ["index.html", "ssr1/print.html", "old.html"] {
        let page = rendered.page(page);
        assert!(page.contains("<html lang=\"he-IL\" dir=\"rtl\""), "{page}");
    }
    assert!(rendered.page("search.html").contains("<h1>S</h1>"), "texts of the region");
    assert!(rendered.page("ssr1/feed.xml").contains("xml:lang=\"he-IL\""));
    let data: Value = serde_json::from_str(rendered.page("data/ssr1/report.json")).unwrap();
    assert_eq!(data["site"]["language"], "he-IL");
}

#[test]
fn an_edition_that_moves_nothing_tells_nothing() {
    let before = dated().render().builds();
    let after = dated().edition("ssr1", "2016-06-30").render().builds();
    assert_eq!(before.page("ssr1/feed.xml"), after.page("ssr1/feed.xml"));
    // A report without updates has an empty feed.
    let rendered = Project::new()
        .file("book.toml", BOOK)
        .with_report(&["1"])
        .edition("ssr1", "2016-06-30")
        .render()
        .builds();
    let feed = rendered.page("feed.xml");
    well_formed_xml(feed);
    assert_eq!(texts(feed, "updated"), ["2016-06-30T00:00:00Z"]);
}

#[test]
fn a_feed_is_bounded() {
    let numbers: Vec<String> = (1..=250).map(|number| number.to_string()).collect();
    let numbers: Vec<&str> = numbers.iter().map(String::as_str).collect();
    let project = Project::new().file("book.toml", BOOK).with_report(&numbers);
    let project = project.edition("ssr1", "2015-06-30").edition("ssr1", "2015-12-31");
    let project = numbers
        .iter()
        .fold(project, |project, number| project.update("ssr1/2015-06-30", number, "planned", ""));
    let project = project.update("ssr1/2015-12-31", "7", "complete", "");
    let rendered = project.render().builds();
    let feed = rendered.page("feed.xml");
    assert_eq!(feed.matches("<entry>").count(), 200);
    assert!(texts(feed, "id")[1].ends_with("2015-12-31/7.html"), "the newest one is in it");
}

#[test]
fn every_page_is_in_the_sitemap() {
    let rendered = dated().render().builds();
    let sitemap = rendered.page("sitemap.xml");
    well_formed_xml(sitemap);
    let locations = texts(sitemap, "loc");
    let listed: BTreeSet<String> = locations
        .iter()
        .map(|address| {
            let route = address.strip_prefix("https://example.org/r/").unwrap();
            let directory = route.is_empty() || route.ends_with('/');
            if directory { format!("{route}index.html") } else { route.to_owned() }
        })
        .collect();
    assert_eq!(listed.len(), locations.len(), "each once");
    let pages: BTreeSet<String> = rendered
        .html()
        .map(|(route, _)| route.to_owned())
        // The 404 page, pages about other pages, and what is part of them.
        .filter(|route| !matches!(&**route, "404.html" | "search.html"))
        .filter(|route| !route.ends_with("print.html"))
        .collect();
    assert_eq!(listed, pages);
    let day = |page: &str| {
        let (_, rest) = sitemap.split_once(&format!("{page}</loc>")).unwrap();
        rest.split("</url>").next().unwrap().to_owned()
    };
    assert_eq!(day("ssr1/2015-06-30/2.html"), "<lastmod>2015-06-30</lastmod>");
    assert_eq!(day("ssr1/2015-12-31/2.html"), "<lastmod>2016-02-01</lastmod>", "corrected then");
    assert_eq!(day("ssr1/2.html"), "", "may change with any edition");
    assert!(rendered.page("robots.txt").contains("\nSitemap: https://example.org/r/sitemap.xml\n"));
}

#[test]
fn redirects_are_in_no_sitemap() {
    let rendered =
        dated().recommendation("ssr1", "4", "aliases = [\"old.html\"]").render().builds();
    rendered.page("old.html");
    assert!(!rendered.page("sitemap.xml").contains("old.html"));
}

#[test]
fn without_an_address_of_the_site_there_are_no_feeds() {
    let book = "[book]\ntitle = \"T\"\n";
    let rendered = dated().file("book.toml", book).render().builds();
    for route in ["feed.xml", "ssr1/feed.xml", "sitemap.xml"] {
        assert!(!rendered.pages.contains_key(route), "{route}");
    }
    assert_eq!(rendered.page("robots.txt"), "User-agent: *\nAllow: /\n");
    assert!(!rendered.page("ssr1/index.html").contains("application/atom+xml"));
    let own = "User-agent: *\nDisallow: /\n";
    let rendered = dated().file("content/robots.txt", own).render().builds();
    assert_eq!(rendered.page("robots.txt"), own, "an author's own stands");
}

/// The JSON-LD of a page.
fn structured(html: &str) -> Option<Value> {
    let pieces = pieces(html);
    let at = pieces.iter().position(|piece| {
        piece.opens("script") && piece.attribute("type") == Some("application/ld+json")
    })?;
    let Some(Piece::Text(text)) = pieces.get(at + 1) else { panic!("an empty script") };
    Some(serde_json::from_str(text).unwrap())
}

#[test]
fn pages_say_what_they_are() {
    let rendered = dated().render().builds();
    let page = |route: &str| structured(rendered.page(route)).unwrap()["@graph"].clone();
    let front = page("ssr1/index.html");
    assert_eq!(
        (&front[0]["@type"], &front[0]["alternateName"]),
        (&"Report".into(), &"SSR1".into())
    );
    assert_eq!(front[1]["@type"], "Dataset");
    assert_eq!(front[1]["temporalCoverage"], "2015-06-30/2015-12-31");
    let files: Vec<&str> = front[1]["distribution"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| file["contentUrl"].as_str().unwrap())
        .collect();
    assert_eq!(files.len(), 7);
    for file in files {
        let route = file.strip_prefix("https://example.org/r/").unwrap();
        assert!(rendered.pages.contains_key(route), "{file}");
    }
    let edition = page("ssr1/2015-06-30/index.html");
    assert_eq!(edition[0]["datePublished"], "2015-06-30");
    assert_eq!(edition[1]["temporalCoverage"], "2015-06-30/2015-06-30", "nothing of the future");
    let recommendation = page("ssr1/2015-06-30/2.html");
    assert_eq!(recommendation[0]["reportNumber"], "2");
    assert_eq!(recommendation[0]["isPartOf"]["url"], "https://example.org/r/ssr1/2015-06-30/");
    assert_eq!(structured(rendered.page("404.html")), None);
}

/// Asserts a page's description, for search engines and Open Graph.
#[track_caller]
fn described(html: &str) -> Option<String> {
    let pieces = pieces(html);
    let of = |attribute: &str, name: &str| {
        let meta = pieces
            .iter()
            .find(|piece| piece.opens("meta") && piece.attribute(attribute) == Some(name));
        meta.and_then(|meta| meta.attribute("content")).map(str::to_owned)
    };
    let description = of("name", "description");
    assert_eq!(of("property", "og:description"), description);
    description
}

#[test]
fn pages_say_what_they_are_about() {
    let rendered = dated()
        .file(
            "content/ssr1/2015-06-30/_index.md",
            "+++\ntitle = \"E\"\nsummary = \"It began.\"\n+++\n",
        )
        .recommendation("ssr1", "4", "covered_by = 2")
        .file(
            "content/plan/_index.md",
            "+++\nkind = \"review\"\ntitle = \"Plan\"\nof = \"ssr1\"\n+++\n",
        )
        .file("content/plan/rec-1.md", "+++\nnumber = 1\n+++\n")
        .render();
    let case = |route: &str, expected: Option<&str>| {
        assert_eq!(described(rendered.page(route)).as_deref(), expected, "{route}");
    };
    let rest = "as of the edition of 31 December 2015.";
    case(
        "ssr1/index.html",
        Some(&format!("First review: 2 of 4 recommendations are done, {rest}")),
    );
    case("ssr1/2015-06-30/index.html", Some("It began."));
    case(
        "ssr1/2015-12-31/index.html",
        Some(&format!("First review: 2 of 4 recommendations are done, {rest}")),
    );
    let of = |number: u8| format!("SSR1 Recommendation {number}: Title of {number}");
    let complete = format!("{}. Status as of 31 December 2015: Complete.", of(2));
    case("ssr1/2.html", Some(&complete));
    let planned = format!("{}. Status as of 30 June 2015: Planned/In Process.", of(2));
    case("ssr1/2015-06-30/2.html", Some(&planned));
    case("ssr1/3.html", Some(&format!("{}. Nothing has been reported yet.", of(3))));
    let inherited = format!("{}. Status as of 31 December 2015: Complete.", of(4));
    case("ssr1/4.html", Some(&inherited));
    case(
        "plan/index.html",
        Some("Plan: 1 entry on the recommendations of “First review”, with tasks and teams."),
    );
    case("404.html", None);
    // Only pages about content need one.
    for (route, html) in report().render().builds().html() {
        let without =
            ["404.html", "about.html"].contains(&route) || html.contains("http-equiv=\"refresh\"");
        assert!(without || described(html).is_some(), "{route}");
    }
}

/// All alternates of a page, with addresses from the site's root.
fn alternates(rendered: &Rendered, route: &str) -> Vec<(String, String)> {
    let found = pieces(rendered.page(route));
    found
        .iter()
        .filter(|piece| piece.opens("link") && piece.attribute("rel") == Some("alternate"))
        .map(|piece| {
            let url = piece.attribute("href").unwrap();
            let above = url.matches("../").count();
            let directories: Vec<&str> = route.split('/').collect();
            let base = directories[..directories.len() - 1 - above].join("/");
            let path = format!("{base}/{}", url.trim_start_matches("../"));
            let media_type = piece.attribute("type").unwrap().to_owned();
            (media_type, path.trim_start_matches('/').to_owned())
        })
        .collect()
}

#[test]
fn other_forms_of_pages_exist() {
    for rendered in [report().render().builds(), dated().render().builds()] {
        let mut seen = BTreeSet::new();
        for (route, html) in rendered.html() {
            for (media_type, path) in alternates(&rendered, route) {
                assert!(rendered.pages.contains_key(&path), "{route}: {path}");
                let shown = html.matches(&*format!("type=\"{media_type}\"")).count();
                assert!(shown >= 2, "{route} shows no link to {path}");
                seen.insert(path);
            }
        }
        // All except the schemas, which every file names.
        let data = rendered.pages.keys().filter(|route| {
            route.starts_with("data/") && !route.contains("schema/") || route.ends_with("feed.xml")
        });
        assert_eq!(seen.iter().collect::<Vec<_>>(), data.collect::<Vec<_>>());
    }
}

#[test]
fn no_title_leaves_its_place() {
    for text in [
        "</script><script>alert(1)</script>",
        "<!-- <script>",
        "]]>",
        "</title><x/>",
        "a\\u00adb",
        "\\\" onload=\\\"alert(1)",
        "&lt;b&gt;",
    ] {
        let title = format!("\"{text}\"");
        let rendered = dated()
            .file("book.toml", BOOK.replace("\"Reports\"", &title))
            .recommendation("ssr1", "1", &format!("group = {title}"))
            .file(
                "content/ssr1/_index.md",
                format!(
                    "+++\nkind = \"implementation\"\ntitle = {title}\nseries = \"SSR1\"\n+++\n"
                ),
            )
            .render()
            .builds();
        for route in ["feed.xml", "ssr1/feed.xml", "sitemap.xml"] {
            well_formed_xml(rendered.page(route));
        }
        let expected: String = serde_json::from_str(&title).unwrap();
        let html = rendered.page("ssr1/index.html");
        assert_eq!(structured(html).unwrap()["@graph"][0]["name"], *expected);
        assert_eq!(html.matches("<script type=\"application/ld+json\">").count(), 1, "{html}");
        // The search form is the theme's own.
        assert_eq!(active(html, false), ["<form>"]);
    }
}

/// Every page that people read is on the map, but for recommendations in editions, which their own pages list.
#[test]
fn the_map_of_the_site_has_every_page() {
    let print = "[output.print]\nenable = true\n";
    let review = "+++\nkind = \"review\"\ntitle = \"Review\"\nof = \"ssr1\"\n+++\n";
    let project = dated()
        .file("book.toml", format!("[book]\ntitle = \"Reports\"\n{print}"))
        .file("content/about.md", "+++\ntitle = \"About\"\naliases = [\"old.html\"]\n+++\n")
        .file("content/ssr1/method.md", "+++\ntitle = \"Method\"\n+++\n")
        .file("content/review/_index.md", review)
        .file("content/review/rec-2.md", "+++\nnumber = 2\n+++\nNotes.\n");
    let rendered = project.render().builds();
    let map = rendered.page("contents.html");
    let main = &map[map.find("<main").unwrap()..map.find("</main>").unwrap()];
    let linked: BTreeSet<&str> = main
        .split("href=\"")
        .skip(1)
        .map(|rest| rest.split(['"', '#']).next().unwrap())
        .filter(|route| !route.is_empty())
        .collect();
    let is_left_out = |route: &str| {
        let of_edition = route.starts_with("ssr1/20");
        let number = route.rsplit('/').next().unwrap().trim_end_matches(".html");
        of_edition && number.parse::<u8>().is_ok()
            || ["404.html", "contents.html", "index.html", "old.html"].contains(&route)
    };
    let pages: BTreeSet<&str> =
        rendered.html().map(|(route, _)| route).filter(|route| !is_left_out(route)).collect();
    assert!(pages.contains("ssr1/method.html") && pages.len() > 10, "{pages:?}");
    assert_eq!(linked, pages);
    for (route, page) in rendered.html() {
        let is_whole = !route.ends_with("print.html") && route != "old.html";
        assert_eq!(page.contains("contents.html\">All pages</a>"), is_whole, "{route}");
    }
}
