//! The search index and the search page.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::harness::{Project, Rendered, report};
use super::html::{Piece, links, pieces};

const INDEX: &str = "search-index.js";

/// The JSON of the index.
#[track_caller]
fn index(rendered: &Rendered) -> Value {
    let script = rendered.page(INDEX);
    let json = script.strip_prefix("globalThis.ssrSiteSearch = ").unwrap();
    serde_json::from_str(json.strip_suffix(";\n").unwrap()).unwrap()
}

#[track_caller]
fn records(rendered: &Rendered) -> Vec<Value> {
    index(rendered)["records"].as_array().unwrap().clone()
}

fn list<'v>(value: &'v Value, key: &str) -> impl Iterator<Item = &'v Value> {
    value.get(key).and_then(Value::as_array).into_iter().flatten()
}

#[track_caller]
fn at<'v>(records: &'v [Value], url: &str) -> &'v Value {
    records.iter().find(|record| record["url"] == url).unwrap_or_else(|| panic!("no {url}"))
}

/// All addresses in the index.
fn addresses(records: &[Value]) -> Vec<String> {
    let mut addresses = Vec::new();
    for record in records {
        addresses.push(record["url"].as_str().unwrap().to_owned());
        for update in list(record, "updates") {
            let url = update["url"].as_str().unwrap();
            addresses.push(url.to_owned());
            let rows = list(update, "deliverables");
            addresses.extend(rows.map(|row| format!("{url}#{}", row["anchor"].as_str().unwrap())));
        }
    }
    addresses
}

fn dated() -> Project {
    let deliverable = |id: &str, text: &str| {
        format!("[[deliverables]]\nid = \"{id}\"\ntext = \"\"\"{text}\"\"\"\n")
    };
    let first = format!(
        "[[milestones]]\nlabel = \"Board adoption\"\n{}{}+++\n## Project status\n\nBegun in *June*.\n\n## Notes\n\nA note.\n",
        deliverable("plan", "A [plan](https://example.org/)"),
        deliverable("old", "An old wording")
    );
    let second = format!(
        "{}{}+++\nFinished.\n",
        deliverable("plan", "A [plan](https://example.org/)"),
        deliverable("old", "A new wording")
    );
    Project::new()
        .with_report(&["2"])
        .recommendation("ssr1", "1", "group = \"Risks\"\n+++\nAdopt a *framework*.\n\n- soon\n")
        .edition("ssr1", "2015-06-30")
        .edition("ssr1", "2015-12-31")
        .edition("ssr1", "2016-06-30")
        .update("ssr1/2015-06-30", "1", "planned", &first)
        .update("ssr1/2016-06-30", "1", "complete", &second)
        .file("content/about.md", "+++\ntitle = \"About\"\n+++\nWho <b>we</b> are.\n")
        .file(
            "content/plan/_index.md",
            "+++\nkind = \"review\"\ntitle = \"Plan\"\nof = \"ssr1\"\ndescription = \"What is asked.\"\n+++\n",
        )
        .file(
            "content/plan/rec-1.md",
            "+++\nnumber = 1\nstatement = \"Adopt a framework.\"\n[[tasks]]\ntext = \"Ask\"\n[[tasks.tasks]]\ntext = \"Whom\"\n+++\nNoted.\n",
        )
}

#[test]
fn everything_is_found_where_it_was_said() {
    let rendered = dated().render().builds();
    let records = records(&rendered);
    assert_eq!(
        records.iter().map(|record| record["url"].as_str().unwrap()).collect::<Vec<_>>(),
        [
            "index.html",
            "about.html",
            "plan/index.html",
            "plan/data.html",
            "plan/index.html#1",
            "ssr1/index.html",
            "ssr1/2016-06-30/changes.html",
            "ssr1/overdue.html",
            "ssr1/owners.html",
            "ssr1/data.html",
            "ssr1/2015-06-30/index.html",
            "ssr1/2015-12-31/index.html",
            "ssr1/2016-06-30/index.html",
            "ssr1/1.html",
            "ssr1/2.html",
        ]
    );
    assert_eq!(
        *at(&records, "about.html"),
        json!({ "kind": "page", "url": "about.html", "title": "About", "text": "Who we are." })
    );
    assert_eq!(at(&records, "plan/index.html")["text"], "What is asked.");
    assert_eq!(
        *at(&records, "plan/index.html#1"),
        json!({
            "kind": "entry",
            "url": "plan/index.html#1",
            "report": 0,
            "number": "1",
            "title": "Title of 1",
            "name": "Recommendation 1: Title of 1",
            "text": "Adopt a framework.\nAsk\nWhom\nNoted.",
        })
    );
    let row = |anchor: &str, text: &str| json!({ "anchor": anchor, "text": text });
    assert_eq!(
        *at(&records, "ssr1/1.html"),
        json!({
            "kind": "recommendation",
            "url": "ssr1/1.html",
            "report": 1,
            "number": "1",
            "title": "Title of 1",
            "name": "Recommendation 1: Title of 1",
            "group": "Risks",
            "text": "Adopt a framework.\nsoon",
            "updates": [
                {
                    "edition": 2,
                    "url": "ssr1/2016-06-30/1.html",
                    "status": "Complete",
                    "deliverables": [
                        row("deliverable-plan", "A plan"),
                        row("deliverable-old", "A new wording"),
                    ],
                    "narrative": "Finished.",
                },
                {
                    "edition": 0,
                    "url": "ssr1/2015-06-30/1.html",
                    "status": "Planned/In Process",
                    "milestones": ["Board adoption"],
                    "deliverables": [row("deliverable-old", "An old wording")],
                    "narrative": "Begun in June.",
                    "notes": "A note.",
                },
            ],
        })
    );
    assert_eq!(
        index(&rendered)["reports"][1]["editions"][2],
        json!({
            "title": "Edition of 2016-06-30",
            "date": "2016-06-30",
            "name": "Edition of 2016-06-30, 30 June 2016",
        })
    );
}

/// A rejected recommendation, later carried out by others, with corrections everywhere.
fn amended() -> Project {
    let correction =
        |note: &str| format!("[[corrections]]\ndate = 2016-08-01\nnote = \"{note}\"\n");
    let plan = |party: &str| {
        format!(
            "[[deliverables]]\nid = \"plan\"\ntext = \"A plan\"\nresponsible = [\"{party}\"]\nnote = \"N\"\n"
        )
    };
    let disposition = "disposition = { decision = \"rejected\" }\npriority = \"high\"\n\
        tags = [\"risk\", \"DNS\"]\nexpected = \"2017\"\nexpected_text = \"at the latest\"\n\
        [[responses]]\naddressee = \"Registrars\"\ndecision_text = \"Noted\"\nnote = \"By *letter*\"\n";
    Project::new()
        .with_report(&[])
        .recommendation(
            "ssr1",
            "1",
            &format!("{disposition}{}+++\nAdopt it.\n", correction("A *title*")),
        )
        .edition("ssr1", "2015-06-30")
        .file(
            "content/plan/_index.md",
            "+++\nkind = \"review\"\nof = \"ssr1\"\ntitle = \"Plan\"\n\
             assessments = [{ id = \"half\", label = \"Partly met\", kind = \"partly\" }]\n+++\n",
        )
        .file("content/plan/rec-1.md", "+++\nnumber = 1\nassessment = \"half\"\n+++\n")
        .file(
            "content/ssr1/2016-06-30/_index.md",
            format!("+++\ntitle = \"June\"\n{}+++\n", correction("A date")),
        )
        .update("ssr1/2015-06-30", "1", "planned", &format!("{}+++\nBegun.\n", plan("Staff")))
        .update(
            "ssr1/2016-06-30",
            "1",
            "planned",
            &format!("{}{}+++\nGoing on.\n", plan("Board"), correction("A party")),
        )
}

#[test]
fn a_description_is_found_as_it_is_written() {
    let index = "+++\nkind = \"implementation\"\ntitle = \"First\"\n\
                 description = \"1. What *is* asked, `<b>` too\"\n+++\n*All* of it.\n";
    let rendered = Project::new().file("content/ssr1/_index.md", index).render().builds();
    let record = at(&records(&rendered), "ssr1/index.html")["text"].clone();
    assert_eq!(record, "1. What *is* asked, `<b>` too\nAll of it.");
}

/// A superseded recommendation with a short title, renumbered twice.
fn renamed() -> Project {
    Project::new()
        .with_report(&["2"])
        .recommendation("ssr1", "1", "short_title = \"Short\"\nsuperseded_by = 2\n")
        .edition("ssr1", "2015-06-30")
        .update("ssr1/2015-06-30", "7", "planned", "")
        .edition("ssr1", "2015-09-30")
        .update("ssr1/2015-09-30", "8", "planned", "was = 7\n")
        .edition("ssr1", "2015-12-31")
        .update("ssr1/2015-12-31", "1", "planned", "was = 8\n")
}

#[test]
fn other_names_of_a_recommendation_are_found() {
    let records = records(&renamed().render().builds());
    let record = at(&records, "ssr1/1.html");
    assert_eq!(record["short_title"], "Short");
    assert_eq!(record["former_numbers"], json!(["8", "7"]));
    assert_eq!(record["superseded_by"], json!([at(&records, "ssr1/2.html")["name"]]));
    let other = at(&records, "ssr1/2.html").as_object().unwrap();
    for key in ["short_title", "former_numbers", "superseded_by"] {
        assert!(!other.contains_key(key), "{key}");
    }
}

#[test]
fn decisions_parties_and_corrections_are_found() {
    let records = records(&amended().render().builds());
    let recommendation = at(&records, "ssr1/1.html");
    assert_eq!(recommendation["decision"], "Rejected");
    assert_eq!(recommendation["corrections"], "A title");
    assert_eq!(at(&records, "ssr1/2016-06-30/index.html")["corrections"], "A date");
    let row = |party| json!({ "anchor": "deliverable-plan", "text": "A plan", "responsible": [party], "note": "N" });
    let said: Vec<(&Value, &Value)> = list(recommendation, "updates")
        .map(|update| (&update["deliverables"][0], &update["corrections"]))
        .collect();
    assert_eq!(said, [(&row("Board"), &json!("A party")), (&row("Staff"), &Value::Null)]);
}

#[test]
fn a_dated_entry_is_found_in_its_edition() {
    let rendered = dated()
        .edition("plan", "2017-03-31")
        .edition("plan", "2017-06-30")
        .file("content/plan/2017-03-31/rec-1.md", "+++\nnumber = 1\n+++\nIn March.\n")
        .file("content/plan/2017-06-30/rec-1.md", "+++\nnumber = 1\n+++\nIn June.\n")
        .render()
        .builds();
    let records = records(&rendered);
    let entry = at(&records, "plan/index.html#1");
    assert_eq!(entry.get("text"), None, "a dated entry stands in its place");
    let said: Vec<(&str, &str)> = list(entry, "updates")
        .map(|update| (update["url"].as_str().unwrap(), update["narrative"].as_str().unwrap()))
        .collect();
    assert_eq!(
        said,
        [
            ("plan/2017-06-30/index.html#1", "In June."),
            ("plan/2017-03-31/index.html#1", "In March."),
        ]
    );
    assert!(rendered.page("plan/2017-03-31/index.html").contains("In March."));
}

/// Asserts that every address has a target. Returns their number.
#[track_caller]
fn all_lead_somewhere(rendered: &Rendered, below: &str) -> usize {
    let mut ids: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let addresses = addresses(&records(rendered));
    for address in &addresses {
        let spelled = address.strip_prefix(below).unwrap_or_else(|| panic!("{address}"));
        assert!(!spelled.starts_with('/') && !spelled.contains(':'), "{address}");
        let (path, anchor) = spelled.split_once('#').unwrap_or((spelled, ""));
        let directory = path.is_empty() || path.ends_with('/');
        let route = if directory { format!("{path}index.html") } else { path.to_owned() };
        let there = ids.entry(route.clone()).or_insert_with(|| {
            let pieces = pieces(rendered.page(&route));
            pieces.iter().filter_map(|piece| piece.attribute("id")).map(str::to_owned).collect()
        });
        assert!(anchor.is_empty() || there.contains(anchor), "{address}: {there:?}");
    }
    let unique: BTreeSet<&String> = addresses.iter().collect();
    assert_eq!(unique.len(), addresses.len(), "each place once");
    addresses.len()
}

#[test]
fn every_address_leads_to_what_it_says() {
    assert!(all_lead_somewhere(&report().render().builds(), "") > 100);
    assert!(all_lead_somewhere(&dated().render().builds(), "") > 10);
    let book = "[book]\ntitle = \"T\"\n[output.html]\nid-prefix = \"x-\"\nlinks = \"site-url\"\n\
                site-url = \"https://example.org/r/\"\n[rules]\ncomplete-without-evidence = \"allow\"\n";
    let elsewhere = dated().file("book.toml", book).render().builds();
    all_lead_somewhere(&elsewhere, "https://example.org/r/");
    let page = pieces(elsewhere.page("search.html"));
    let form = page.iter().find(|piece| piece.attribute("data-index").is_some()).unwrap();
    assert_eq!(form.attribute("data-index"), Some("https://example.org/r/search-index.js"));
    assert_eq!(form.attribute("id"), Some("x-search"));
}

#[test]
fn what_is_no_part_of_the_site_is_not_found() {
    let rendered = dated()
        .edition("ssr1", "2016-12-31")
        .update("ssr1/2016-12-31", "1", "complete", "draft = true\n+++\nUnfinished business.\n")
        .file("content/draft.md", "+++\ntitle = \"Unfinished page\"\ndraft = true\n+++\n")
        .render()
        .builds();
    assert!(!rendered.page(INDEX).contains("Unfinished"));
    let shown = dated()
        .file("content/draft.md", "+++\ntitle = \"Unfinished page\"\ndraft = true\n+++\n")
        .render_with(ssr_site::config::Drafts::Shown);
    assert!(shown.page(INDEX).contains("Unfinished"), "in the preview it is");
}

/// An edition's text is found at that edition, and leads to nothing later.
#[test]
fn an_edition_says_what_it_said_itself() {
    let rendered = report().render().builds();
    for record in records(&rendered) {
        for update in list(&record, "updates") {
            let page = rendered.page(update["url"].as_str().unwrap().split('#').next().unwrap());
            if record["kind"] != "recommendation" {
                continue;
            }
            assert!(page.contains("class=\"edition-notice\""));
            for row in list(update, "deliverables") {
                let id = format!("id=\"{}\"", row["anchor"].as_str().unwrap());
                assert!(page.contains(&id), "{id} in {update}");
            }
        }
    }
}

#[test]
fn no_text_leaves_its_place() {
    for text in [
        "</script><script>alert(1)</script>",
        "\"}]};alert(1);//",
        "\\\"}]};alert(1);//",
        "\u{2028}alert(1)\u{2029}",
        "__proto__ {{ site.title }} ${alert(1)}",
        "*/ alert(1) /* ' \"",
    ] {
        let quoted = text.replace('\\', "\\\\").replace('"', "\\\"");
        let rendered = Project::new()
            .with_report(&[])
            .file(
                "content/ssr1/recommendations/rec-1.md",
                format!("+++\nnumber = 1\ntitle = \"{quoted}\"\ngroup = \"{quoted}\"\n+++\n```\n{text}\n```\n"),
            )
            .edition("ssr1", "2016-06-30")
            .update(
                "ssr1/2016-06-30",
                "1",
                "planned",
                &format!("[[milestones]]\nlabel = \"{quoted}\"\n+++\n`` {text} ``\n"),
            )
            .render();
        let script = rendered.page(INDEX);
        let records = records(&rendered);
        let record = at(&records, "ssr1/1.html");
        assert!(record["title"].as_str().unwrap().contains("alert(1)"), "{record}");
        assert_eq!(record["title"], record["group"]);
        assert!(record["text"].as_str().unwrap().contains("alert(1)"), "{record}");
        assert_eq!(script.lines().count(), records.len() + 6, "a record is a line: {script}");
    }
}

#[test]
fn a_site_that_is_not_searched_has_nothing_of_it() {
    let book = "[book]\ntitle = \"T\"\n[output.search]\nenable = false\n";
    for theme in ["default", "fragment"] {
        let book = format!("{book}[output.html]\ntheme = \"{theme}\"\n");
        let rendered = dated().file("book.toml", book).render().builds();
        let of_search: Vec<&String> =
            rendered.pages.keys().filter(|route| route.contains("search")).collect();
        assert_eq!(of_search, Vec::<&String>::new());
        for (route, page) in rendered.html() {
            for trace in ["search.html", "search.js", "site-search", "role=\"search\"", ">Search<"]
            {
                assert!(!page.contains(trace), "{theme}: {route}: {trace}");
            }
            assert!(!pieces(page).iter().any(|piece| piece.opens("form")), "{theme}: {route}");
        }
    }
}

#[test]
fn every_page_leads_to_the_search_and_one_runs_it() {
    let rendered = dated().render().builds();
    for (route, page) in rendered.html() {
        if route.ends_with("print.html") {
            continue;
        }
        let up = match route {
            "404.html" => "/".to_owned(),
            _ => "../".repeat(route.matches('/').count()),
        };
        let there = format!("{up}search.html");
        assert!(links(page).iter().any(|(url, text)| *url == there && text == "Search"), "{route}");
        let pieces = pieces(page);
        let forms: Vec<&Piece> = pieces.iter().filter(|piece| piece.opens("form")).collect();
        assert_eq!(forms.len(), 1, "{route}");
        assert_eq!(forms[0].attribute("action"), Some(&*there), "{route}");
        assert_eq!(forms[0].attribute("method"), Some("get"), "{route}");
        let scripts: Vec<&str> = pieces
            .iter()
            .filter(|piece| piece.opens("script"))
            .filter_map(|piece| piece.attribute("src"))
            .filter(|script| script.contains("assets/search."))
            .collect();
        assert_eq!(scripts.len(), usize::from(route == "search.html"), "{route}: {scripts:?}");
        assert!(scripts.iter().all(|script| rendered.pages.contains_key(*script)), "{scripts:?}");
        assert!(!page.contains(INDEX) || route == "search.html", "{route}");
    }
    let tables: Vec<String> =
        links(rendered.page("search.html")).into_iter().map(|(url, _)| url).collect();
    assert!(tables.contains(&"ssr1/index.html#recommendations".to_owned()), "{tables:?}");
    assert!(tables.contains(&"plan/index.html".to_owned()), "{tables:?}");
}

#[test]
fn texts_of_the_script_are_those_of_the_theme() {
    let own = "[search]\nresults = { one = \"{n} risultato\", other = \"{n} risultati\", many = \"{n} di risultati\" }\n";
    let rendered = dated().file("themes/default/strings/en.toml", own).render().builds();
    let page = pieces(rendered.page("search.html"));
    let texts = page.iter().find_map(|piece| piece.attribute("data-texts")).unwrap();
    let texts: Value = serde_json::from_str(texts).unwrap();
    assert_eq!(
        texts["results"],
        json!({ "one": "{n} risultato", "other": "{n} risultati", "many": "{n} di risultati" })
    );
    assert_eq!(texts["parts.notes"], "Implementation notes");
}

/// `docs/search.md` documents exactly the existing fields.
#[test]
fn fields_are_documented() {
    let docs = include_str!("../../docs/search.md");
    let documented = |heading: &str| -> BTreeSet<String> {
        let (_, section) = docs.split_once(&format!("### {heading}\n")).unwrap();
        let section = section.split("\n#").next().unwrap();
        let rows = section.lines().filter_map(|line| line.strip_prefix("| `"));
        rows.map(|row| row.split('`').next().unwrap().to_owned()).collect()
    };
    let indices = [report(), amended(), renamed()].map(|project| index(&project.render().builds()));
    let indices: Vec<&Value> = indices.iter().collect();
    let keys = |values: Vec<&Value>| -> BTreeSet<String> {
        values.iter().flat_map(|value| value.as_object().unwrap().keys().cloned()).collect()
    };
    let all = |values: &[&Value], key: &str| -> Vec<Value> {
        values.iter().flat_map(|value| list(value, key).cloned()).collect()
    };
    let reports = all(&indices, "reports");
    let records = all(&indices, "records");
    let editions = all(&reports.iter().collect::<Vec<_>>(), "editions");
    let updates = all(&records.iter().collect::<Vec<_>>(), "updates");
    let deliverables = all(&updates.iter().collect::<Vec<_>>(), "deliverables");
    for (heading, values) in [
        ("Index", vec![indices[0].clone()]),
        ("Report of the index", reports),
        ("Edition of the index", editions),
        ("Record", records),
        ("Update of the index", updates),
        ("Deliverable of the index", deliverables),
    ] {
        assert_eq!(documented(heading), keys(values.iter().collect()), "{heading}");
    }
}

/// What readers ask for is found, not only pages that mention it.
#[test]
fn lists_are_found_by_other_words() {
    #[track_caller]
    fn case(records: &[Value], url: &str, words: &[&str]) {
        let record = at(records, url);
        assert_eq!(record["kind"], "list");
        let said = format!("{} {}", record["title"], record["keywords"]).to_lowercase();
        for word in words {
            assert!(said.contains(word), "{word}: {said}");
        }
    }
    let records = records(&report().render().builds());
    case(&records, "ssr1/overdue.html", &["late", "overdue", "slipped"]);
    case(&records, "ssr1/owners.html", &["responsible", "owners"]);
    case(&records, "ssr1/2016-06-30/changes.html", &["changes", "changed", "news"]);
    // Who looks for what slipped finds the page of it first.
    let changes = at(&records, "ssr1/2016-06-30/changes.html")["keywords"].to_string();
    assert!(!changes.contains("slipped"), "{changes}");
    case(&records, "ssr1/references.html", &["references"]);
    case(&records, "ssr1/data.html", &["data", "csv"]);
    assert!(addresses(&records).iter().all(|url| !url.ends_with("2016-03-31/changes.html")));
}
