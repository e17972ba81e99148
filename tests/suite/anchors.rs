//! Anchor links, in every kind of text and on every page that shows it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::harness::{Project, Rendered};
use super::html::{links, pieces};

/// All ids that texts can link to: parts, rows, entries, headings.
const IDS: &[&str] = &[
    "addresses",
    "assessments",
    "changes",
    "contents",
    "corrections",
    "coverage",
    "covering",
    "cycles",
    "deliverable-plan",
    "deliverable-2",
    "deliverables",
    "entries",
    "group-1",
    "group-2",
    "groups",
    "history",
    "late",
    "main",
    "matrix",
    "moved",
    "movement",
    "notes",
    "overdue",
    "overview",
    "parts",
    "pointed",
    "own-heading",
    "own-notes",
    "25",
    "progress",
    "recommendations",
    "references",
    "referred",
    "reports",
    "responses",
    "review",
    "row-1",
    "row-2",
    "row-3",
    "schedule",
    "slipped",
    "statement",
    "status",
    "summary",
    "tasks",
    "teams",
    "timeline",
    "top",
    "totals",
    "undated",
    "fn-1",
    "search",
];

/// A heading, and links to every id; the same in all texts.
fn text() -> String {
    let links: Vec<String> = IDS.iter().map(|id| format!("[to {id}](#{id})")).collect();
    format!("## Own heading\n\n{}\n\nA note.[^1]\n\n[^1]: The note.\n", links.join(" "))
}

/// Only the links, for front matter.
fn value() -> String {
    let links: Vec<String> = IDS.iter().map(|id| format!("[to {id}](#{id})")).collect();
    format!("'''{}'''", links.join(" "))
}

/// A site with such links in every kind of text; if `rich`, pages have all their parts.
fn site(book: &str, rich: bool) -> Project {
    let (text, value) = (text(), value());
    let correction = format!("[[corrections]]\ndate = 2020-05-01\nnote = {value}\n");
    let group = if rich { "group = \"A\"\n" } else { "" };
    let update = if rich {
        format!(
            "milestones = [{{ label = \"Begun\" }}]\n\
             [[deliverables]]\nid = \"plan\"\ntext = {value}\ndue = \"2019\"\n\
             evidence = [\"#status\", \"#history\"]\n\
             [[deliverables]]\ntext = \"Another\"\n{correction}+++\n{text}\n\
             ## Implementation notes\n\n### Own notes\n\n[to 25](rec:25#timeline)\n"
        )
    } else {
        String::new()
    };
    let entry = |number: &str| {
        format!(
            "+++\nnumber = \"{number}\"\nteams = [\"IS\"]\nassessment = \"partly\"\nstatement = {value}\n\
             [[tasks]]\ntext = {value}\n+++\n{text}"
        )
    };
    let report = "+++\nkind = \"implementation\"\ntitle = \"First\"\nseries = \"SSR1\"\n+++\n";
    let review = "+++\nkind = \"review\"\nof = \"ssr1\"\ntitle = \"Second\"\nteams = [\"IS\"]\n\
                  [[assessments]]\nid = \"partly\"\nlabel = \"Partly\"\nkind = \"partly\"\n+++\n";
    let keys =
        |keys: &str| format!("{}+++\nThe statement.\n\n{text}", if rich { keys } else { "" });
    let response = "[[responses]]\naddressee = \"The Board\"\n";
    let project = Project::new()
        .file("book.toml", book)
        .file("content/_index.md", format!("+++\ntitle = \"Front\"\n+++\n{text}"))
        .file(
            "content/about.md",
            format!(
                "+++\ntitle = \"About\"\n+++\n{text}\n{}\n",
                if rich { "[a](rec:25#own-notes) [b](rec:25@2020-03-31#status)" } else { "" }
            ),
        )
        .file("content/ssr1/_index.md", format!("{report}{text}"))
        .recommendation("ssr1", "25", &format!("{group}{correction}+++\n{text}"))
        .recommendation("ssr1", "26", &format!("+++\nSee Recommendation 25.\n\n{text}"))
        .recommendation("ssr1", "27", "+++\nThe statement.\n")
        .recommendation("ssr1", "28", &keys("depends_on = [29]\nsuperseded_by = 27\n"))
        .recommendation("ssr1", "29", &keys("part_of = 30\n"))
        .recommendation("ssr1", "30", &keys(response));
    if !rich {
        return project.file("content/ssr2/_index.md", format!("{review}{text}"));
    }
    project
        .file("content/ssr2/_index.md", format!("{review}{text}"))
        .file("content/ssr2/rec-25.md", entry("25"))
        .file("content/ssr2/rec-26.md", entry("26").replace("Own heading", "Another heading"))
        .file("content/ssr2/2021-01-31/_index.md", format!("+++\ntitle = \"Dated\"\n+++\n{text}"))
        .file("content/ssr2/2021-01-31/rec-25.md", entry("25"))
        .file(
            "content/ssr1/2020-03-31/_index.md",
            format!("+++\ntitle = \"One\"\n{correction}+++\n{text}"),
        )
        .update("ssr1/2020-03-31", "25", "planned", &update)
        .update("ssr1/2020-03-31", "26", "planned", "+++\nAll of it.\n\n## Own heading\n")
        .edition("ssr1", "2020-09-30")
        .update("ssr1/2020-09-30", "26", "complete", &format!("{correction}+++\n{text}"))
        .update("ssr1/2020-09-30", "28", "planned", &format!("{response}+++\n{text}"))
        .edition("ssr1", "2021-03-31")
        .update(
            "ssr1/2021-03-31",
            "25",
            "complete",
            "+++\n[to 1](../2020-03-31/rec-25.md#own-heading)\n",
        )
}

const BOOK: &str = "[book]\ntitle = \"Example\"\n[rules]\ncomplete-without-evidence = \"allow\"\n";

/// The ids of each page.
fn ids(rendered: &Rendered) -> BTreeMap<&str, BTreeSet<String>> {
    let of = |html: &str| -> BTreeSet<String> {
        let mut ids = BTreeSet::new();
        for piece in pieces(html) {
            if let Some(id) = piece.attribute("id") {
                assert!(ids.insert(id.to_owned()), "two elements have the id {id}");
            }
        }
        ids
    };
    rendered.html().map(|(route, html)| (route, of(html))).collect()
}

/// The route of a relative address.
fn route(from: &str, path: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            ".." => {
                parts.pop().expect("within the site");
            }
            part => parts.push(part),
        }
    }
    let route = parts.join("/");
    if route.is_empty() || route.ends_with('/') { format!("{route}index.html") } else { route }
}

/// Addresses with an anchor in a data file.
fn addresses(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text)
            if (text.contains(".html#") || text.starts_with('#')) && !text.contains(' ') =>
        {
            vec![text]
        }
        Value::Array(items) => items.iter().flat_map(addresses).collect(),
        Value::Object(items) => items.values().flat_map(addresses).collect(),
        _ => Vec::new(),
    }
}

/// Asserts that all links of a page have targets; returns the number of anchors.
#[track_caller]
fn every_place_is_there(rendered: &Rendered) -> usize {
    let ids = ids(rendered);
    let mut count = 0;
    let mut wrong = Vec::new();
    for (from, html) in rendered.html() {
        for (href, text) in links(html) {
            let path = href.strip_prefix("https://example.org/site/");
            if path.is_none() && (href.contains(':') || !href.contains('#')) {
                continue;
            }
            let (address, base) = path.map_or((&*href, from), |path| (path, ""));
            let (path, id) = address.split_once('#').unwrap_or((address, ""));
            let is_here = path.is_empty() && !base.is_empty();
            let path = if is_here { from.to_owned() } else { route(base, path) };
            let Some(known) = ids.get(&*path) else {
                if !path.ends_with(".html") {
                    continue;
                }
                wrong.push(format!("{from}: no page for {href} ({text})"));
                continue;
            };
            count += 1;
            if !id.is_empty() && !known.contains(id) {
                wrong.push(format!("{from}: {href} ({text})"));
            }
        }
    }
    for (from, bytes) in rendered
        .pages
        .iter()
        .filter(|(route, _)| route.ends_with(".json") && !route.contains("schema/"))
    {
        let file: Value = serde_json::from_slice(bytes).unwrap();
        for address in addresses(&file) {
            let relative = address.strip_prefix("https://example.org/site/");
            let (path, id) = relative.unwrap_or(address).split_once('#').unwrap();
            let path = if relative.is_some() { route("", path) } else { route(from, path) };
            count += 1;
            if !ids.get(&*path).is_some_and(|known| known.contains(id)) {
                wrong.push(format!("{from}: {address}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
    count
}

#[test]
fn every_link_to_a_place_leads_to_one() {
    for more in [
        "",
        "[output.html]\nsite-url = \"https://example.org/site/\"\n",
        "[output.html]\nsite-url = \"https://example.org/site/\"\nlinks = \"site-url\"\nid-prefix = \"x-\"\n",
        "[output.html]\ntheme = \"fragment\"\nid-prefix = \"own-\"\n",
    ] {
        let rendered = site(&format!("{BOOK}{more}"), true).render();
        let errors: Vec<_> =
            rendered.lines().into_iter().filter(|l| l.starts_with("error")).collect();
        assert!(errors.is_empty(), "{errors:?}");
        let rendered = rendered.builds();
        assert!(every_place_is_there(&rendered) > 1000, "{more}");
        let rendered = site(&format!("{BOOK}{more}"), false).render().builds();
        assert!(every_place_is_there(&rendered) > 100, "{more}");
    }
}

/// Distinct targets of a page's links to an id.
fn leads(rendered: &Rendered, page: &str, text: &str) -> Vec<String> {
    let found = links(rendered.page(page)).into_iter().filter(|(_, shown)| shown == text);
    let addresses: BTreeSet<String> = found.map(|(href, _)| href).collect();
    addresses.into_iter().collect()
}

#[test]
fn a_link_leads_to_the_page_that_has_the_place() {
    #[track_caller]
    fn case(rendered: &Rendered, page: &str, id: &str, expected: &[&str]) {
        assert_eq!(leads(rendered, page, &format!("to {id}")), expected, "{page}: {id}");
    }
    let rendered = site(BOOK, true).render().builds();
    let update = "ssr1/2020-09-30/25.html";
    // Own headings of the statement and of the update.
    case(&rendered, update, "own-heading", &["#own-heading", "#statement-own-heading"]);
    case(&rendered, update, "deliverable-plan", &["#deliverable-plan"]);
    case(&rendered, update, "row-2", &["#row-2"]);
    case(&rendered, update, "timeline", &["#timeline"]);
    case(&rendered, update, "main", &["25.html"]);
    // A correction on its edition's page.
    let edition = "ssr1/2020-03-31/index.html";
    case(&rendered, edition, "deliverable-plan", &["25.html#deliverable-plan", "index.html"]);
    case(&rendered, edition, "own-notes", &["25.html#own-notes"]);
    // The last edition has no row `plan`: the statement's link leads to the edition that had it.
    case(&rendered, "ssr1/25.html", "statement", &["#statement", "../ssr2/index.html#25"]);
}

#[test]
fn told_is_what_the_page_of_a_text_has_not_got() {
    for rich in [true, false] {
        let rendered = site(BOOK, rich).render().builds();
        let (ids, lines) = (ids(&rendered), rendered.lines());
        let homes = [
            ("_index.md", "index.html"),
            ("about.md", "about.html"),
            ("ssr1/_index.md", "ssr1/index.html"),
            ("ssr1/recommendations/rec-25.md", "ssr1/25.html"),
            ("ssr1/recommendations/rec-28.md", "ssr1/28.html"),
            ("ssr1/recommendations/rec-29.md", "ssr1/29.html"),
            ("ssr1/recommendations/rec-30.md", "ssr1/30.html"),
            ("ssr2/_index.md", "ssr2/index.html"),
            ("ssr1/2020-03-31/_index.md", "ssr1/2020-03-31/index.html"),
            ("ssr1/2020-03-31/rec-25.md", "ssr1/2020-03-31/25.html"),
            ("ssr1/2020-09-30/rec-26.md", "ssr1/2020-09-30/26.html"),
            ("ssr1/2020-09-30/rec-28.md", "ssr1/2020-09-30/28.html"),
            ("ssr2/rec-26.md", "ssr2/index.html"),
            ("ssr2/2021-01-31/_index.md", "ssr2/2021-01-31/index.html"),
        ];
        for (file, home) in homes {
            // The smaller site lacks some files.
            if !rich && (file.contains("/2") || file == "ssr2/rec-26.md") {
                continue;
            }
            let known = &ids[home];
            let found = lines.iter().filter(|line| {
                line.starts_with(&format!("warning[broken-anchor] content/{file}:"))
            });
            let told: BTreeSet<&str> = found.map(|line| line.split('`').nth(1).unwrap()).collect();
            for id in IDS {
                // Not linkable by authors, the top of the page, or headings, whose ids have a
                // prefix in some places.
                if ["fn-1", "search", "main", "top", "own-heading", "own-notes"].contains(id) {
                    continue;
                }
                assert_eq!(told.contains(id), !known.contains(*id), "{rich} {file}: {id}");
            }
            // The second entry's heading has another text.
            assert_eq!(told.contains("own-heading"), file == "ssr2/rec-26.md", "{file}");
        }
    }
}

#[test]
fn what_leads_nowhere_is_told() {
    let said = |id: &str| {
        let page = format!(
            "+++\nnumber = 1\nstatus = \"planned\"\n[[deliverables]]\ntext = \"[x](#{id})\"\n+++\n## Own\n"
        );
        Project::new()
            .with_report(&["1"])
            .edition("ssr1", "2020-03-31")
            .file("content/ssr1/2020-03-31/rec-1.md", page)
            .render()
            .lines()
            .into_iter()
            .filter(|line| line.contains("broken-anchor"))
            .collect::<Vec<_>>()
    };
    let place = "warning[broken-anchor] content/ssr1/2020-03-31/rec-1.md:5:9";
    for id in ["own", "statement", "deliverables", "row-1", "status", "history", "summary", "top"] {
        assert_eq!(said(id), [""; 0], "{id}");
    }
    for id in ["timeline", "notes", "row-2", "deliverable-1", "matrix", "corrections", "review"] {
        assert_eq!(said(id), [format!("{place}: the linked page has no section `{id}`")]);
    }
    assert_eq!(said("other"), [format!("{place}: the linked page has no heading `other`")]);
}

/// Recommendations with all kinds of numbers, with this in every text.
fn numbered(text: &str, html: &str) -> Project {
    let update = "milestones = [{ label = \"Begun\" }]\n[[deliverables]]\nid = \"plan\"\n\
                  text = \"The plan\"\ndue = \"2019\"\n[[deliverables]]\ntext = \"More\"\ndue = \"2019\"\n";
    let entry = |number: &str| {
        format!(
            "+++\nnumber = \"{number}\"\nteams = [\"IS\"]\n[[tasks]]\ntext = \"A task\"\n+++\n{text}"
        )
    };
    let numbers = ["25", "R4", "A1", "entry-2"];
    let review =
        "+++\nkind = \"review\"\nof = \"ssr1\"\ntitle = \"Second\"\nteams = [\"IS\"]\n+++\n";
    let report = "+++\nkind = \"implementation\"\ntitle = \"First\"\nseries = \"SSR1\"\n+++\n";
    let project = Project::new()
        .file("book.toml", format!("{BOOK}[markdown]\nhtml = \"{html}\"\n"))
        .file("content/_index.md", format!("+++\ntitle = \"Front\"\n+++\n{text}"))
        .file("content/about.md", format!("+++\ntitle = \"About\"\n+++\n{text}"))
        .file("content/ssr1/_index.md", format!("{report}{text}"))
        .file("content/ssr1/2020-03-31/_index.md", format!("+++\ntitle = \"One\"\n+++\n{text}"))
        .file("content/ssr2/_index.md", format!("{review}{text}"))
        .file("content/ssr2/2020-01-31/_index.md", format!("+++\ntitle = \"One\"\n+++\n{text}"));
    numbers.iter().fold(project, |project, number| {
        project
            .recommendation(
                "ssr1",
                number,
                &format!("group = \"{number}\"\n+++\nSee Recommendation 25.\n\n{text}"),
            )
            .update("ssr1/2020-03-31", number, "planned", &format!("{update}+++\n{text}"))
            .file(&format!("content/ssr2/rec-{number}.md"), entry(number))
            .file(&format!("content/ssr2/2020-01-31/rec-{number}.md"), entry(number))
    })
}

#[test]
fn no_author_can_take_an_id_of_a_page() {
    // The footnote adds ids.
    let note = "Text.[^1]\n\n[^1]: A note.\n";
    let plain = numbered(note, "allow").render().builds();
    // Pages without authors' texts.
    let has_texts = |route: &str| {
        ![
            "owners.html",
            "overdue.html",
            "references.html",
            "changes.html",
            "search.html",
            "404.html",
        ]
        .iter()
        .any(|name| route.ends_with(name))
    };
    let known = ids(&plain);
    let on_screen: BTreeSet<&String> =
        known.iter().filter(|(route, _)| has_texts(route)).flat_map(|(_, ids)| ids).collect();
    assert!(on_screen.len() > 60 && on_screen.iter().any(|id| *id == "entry-R4"), "{on_screen:?}");

    let headings: Vec<String> =
        on_screen.iter().map(|id| format!("## {id}\n\n## A {{#{id}}}\n\n")).collect();
    let taken = numbered(&(headings.concat() + note), "sanitize").render().builds();
    for (route, ids) in ids(&taken) {
        // All ids are still present; `ids` asserts that they are unique.
        let missing: Vec<&String> =
            known[route].iter().filter(|id| !ids.contains(*id) && has_texts(route)).collect();
        assert_eq!(missing, Vec::<&String>::new(), "{route}");
    }

    // In raw HTML each of them is reported.
    let raw: Vec<String> = on_screen.iter().map(|id| format!("<i id=\"{id}\">b</i>\n")).collect();
    let lines = Project::new()
        .file("book.toml", format!("{BOOK}[markdown]\nhtml = \"allow\"\n"))
        .file("content/about.md", format!("+++\ntitle = \"A\"\n+++\nText\n{}", raw.concat()))
        .render()
        .lines();
    let told = lines.iter().filter(|line| line.starts_with("warning[reserved-id]"));
    let told: BTreeSet<&str> = told.map(|line| line.split('`').nth(1).unwrap()).collect();
    let untold: Vec<&&String> = on_screen.iter().filter(|id| !told.contains(id.as_str())).collect();
    assert!(untold.is_empty(), "{untold:?}");
}

#[test]
fn an_entry_is_linked_to_by_the_id_that_it_has() {
    let rendered = numbered("Text.\n", "sanitize").render().builds();
    every_place_is_there(&rendered);
    let page = rendered.page("ssr1/R4.html");
    let found: Vec<String> = links(page).into_iter().map(|(href, _)| href).collect();
    assert!(found.contains(&"../ssr2/index.html#entry-R4".to_owned()), "{found:?}");
    let page = rendered.page("ssr1/25.html");
    assert!(page.contains("\"../ssr2/index.html#25\""), "{page}");
    let index = rendered.pages.iter().find(|(route, _)| route.contains("search-index"));
    let (_, index) = index.expect("the search index");
    assert!(String::from_utf8_lossy(index).contains("#entry-R4"));
}
