//! Pages of editions: carried forward, nothing of later editions, permanent addresses.

use super::harness::{Project, Rendered};
use super::html::{links, section, text};

const FIRST: &str = "2015-06-30";
const SECOND: &str = "2015-09-30";
const THIRD: &str = "2015-12-31";

/// A report of three editions and its review.
fn project() -> Project {
    Project::new()
        .file(
            "book.toml",
            "[book]\ntitle = \"Example\"\n[output.html]\nsite-url = \"https://example.org/reports/\"\n\
             [rules]\ncomplete-without-evidence = \"allow\"\n",
        )
        .file("content/about.md", "+++\ntitle = \"About\"\naliases = [\"old/about.html\", \"info/\"]\n+++\nSee Recommendation 2.\n")
        .with_report(&["1", "2", "3"])
        .recommendation("ssr1", "4", "covered_by = 1\naliases = [\"four.html\"]\n")
        .edition("ssr1", FIRST)
        .edition("ssr1", SECOND)
        .edition("ssr1", THIRD)
        .update("ssr1/2015-06-30", "1", "planned", "+++\nALPHA, with Recommendation 2.\n")
        .update("ssr1/2015-09-30", "2", "behind-replan", "+++\nBRAVO, [then](rec:1@2015-06-30), [now](rec:1), [beside](../2015-12-31/rec-1.md).\n")
        .update("ssr1/2015-12-31", "1", "complete", "+++\nCHARLIE, with Recommendation 3.\n")
        .update("ssr1/2015-12-31", "3", "complete", "+++\nDELTA, with Recommendation 2.\n")
        .file(
            "content/plan/_index.md",
            "+++\nkind = \"review\"\ntitle = \"Work plan\"\nof = \"ssr1\"\n+++\n",
        )
        .file("content/plan/rec-1.md", "+++\nnumber = 1\n[[tasks]]\ntext = \"ECHO, see Recommendation 2\"\n+++\n")
        .file("content/plan/rec-2.md", "+++\nnumber = 2\n+++\n")
        .file("content/plan/rec-3.md", "+++\nnumber = 3\n+++\n")
        .file("content/plan/rec-4.md", "+++\nnumber = 4\n+++\n")
}

fn rendered() -> Rendered {
    project().render().says(&[])
}

#[track_caller]
fn shows(page: &str, words: &[&str]) {
    let text = text(page);
    for word in words {
        assert!(text.contains(word), "{word} is not in: {text}");
    }
}

#[track_caller]
fn hides(page: &str, words: &[&str]) {
    for word in words {
        assert!(!page.contains(word), "{word} is in: {page}");
    }
}

/// The target of the link with this text.
#[track_caller]
fn link(page: &str, words: &str) -> String {
    let links = links(page);
    let found = links.iter().find(|(_, text)| text == words);
    found.unwrap_or_else(|| panic!("no link {words:?} among {links:?}")).0.clone()
}

fn canonical(page: &str) -> Option<&str> {
    let (_, rest) = page.split_once("<link rel=\"canonical\" href=\"")?;
    rest.split('"').next()
}

#[test]
fn what_is_not_said_again_is_carried_forward() {
    let rendered = rendered();
    let first = rendered.page("ssr1/2015-06-30/1.html");
    shows(first, &["ALPHA", "Planned/In Process"]);
    hides(first, &["Nothing reported since"]);
    let second = rendered.page("ssr1/2015-09-30/1.html");
    shows(second, &["ALPHA", "Planned/In Process", "Nothing reported since 30 June 2015."]);
    let third = rendered.page("ssr1/2015-12-31/2.html");
    shows(third, &["BRAVO", "Nothing reported since 30 September 2015."]);
    let table = section(rendered.page("ssr1/2015-09-30/index.html"), "recommendations");
    assert_eq!(table.matches("carried forward").count(), 2, "1, and 4 which it covers");
    assert_eq!(table.matches("<strong class=\"aside new\">").count(), 1, "{table}");
}

#[test]
fn an_edition_shows_what_had_been_decided() {
    let decided = |decision: &str, path: &str| {
        format!(
            "disposition = {{ decision = \"{decision}\", resolution = \"https://example.org/{path}\" }}\n"
        )
    };
    let rendered = Project::new()
        .with_report(&[])
        .recommendation("ssr1", "1", &decided("accepted", "adopted"))
        .edition("ssr1", "2015-06-30")
        .edition("ssr1", "2015-09-30")
        .update("ssr1/2015-06-30", "1", "planned", &decided("pending", "put-off"))
        .update("ssr1/2015-09-30", "1", "planned", "")
        .render()
        .builds();
    let early = rendered.page("ssr1/2015-06-30/1.html");
    shows(early, &["DecisionPending"]);
    assert_eq!(link(early, "Read the resolution"), "https://example.org/put-off");
    for page in ["ssr1/2015-09-30/1.html", "ssr1/1.html"] {
        let page = rendered.page(page);
        shows(page, &["DecisionAccepted"]);
        assert_eq!(link(page, "Read the resolution"), "https://example.org/adopted");
    }
}

#[test]
fn before_the_first_report_nothing_is_reported() {
    let rendered = rendered();
    shows(rendered.page("ssr1/2015-06-30/2.html"), &["Not yet reported"]);
    shows(rendered.page("ssr1/2015-09-30/3.html"), &["Not yet reported"]);
    shows(
        section(rendered.page("ssr1/2015-06-30/index.html"), "statuses"),
        &["Not yet reported 2"],
    );
    hides(section(rendered.page("ssr1/index.html"), "statuses"), &["Not yet reported"]);
}

#[test]
fn the_latest_view_is_the_last_edition() {
    let rendered = rendered();
    let page = rendered.page("ssr1/1.html");
    shows(page, &["CHARLIE", "Complete"]);
    hides(page, &["ALPHA"]);
    shows(rendered.page("ssr1/2.html"), &["BRAVO"]);
    assert!(links(page).iter().any(|(url, _)| url == "2015-12-31/1.html"), "the permanent address");
}

/// A page without the link to its next edition.
fn without_next(page: &str) -> String {
    let Some((before, rest)) = page.split_once("<p class=\"neighbours-next\">") else {
        return page.to_owned();
    };
    let (next, after) = rest.split_once("</p>").unwrap();
    let words = text(next);
    if ["Next edition", "Changes of the next edition"].contains(&words.trim()) {
        [before, after].concat()
    } else {
        page.to_owned()
    }
}

#[test]
fn an_edition_knows_nothing_of_the_future() {
    let rendered = rendered();
    let in_first = rendered.html().filter(|(route, _)| route.starts_with("ssr1/2015-06-30/"));
    let mut seen = 0;
    for (route, page) in in_first {
        // A later edition is only led to, without its name: from overview and changes to their next.
        let page = &without_next(page);
        hides(page, &["BRAVO", "CHARLIE", "DELTA", "ECHO", SECOND, THIRD, "31 December"]);
        for (url, words) in links(page) {
            assert!(!url.contains("2015-09") && !url.contains("2015-12"), "{route}: {words}");
        }
        seen += 1;
    }
    assert!(seen >= 5, "{seen}");
    // A backlink to 2 appears from the edition that refers to it.
    let back = |route: &str| {
        let list = section(rendered.page(route), "references");
        let items = list.split("<li><span>").skip(1);
        let back =
            items.filter(|item| item.contains("mentioned by") || item.contains("pointed to by"));
        let mut back: Vec<String> = back.map(|item| links(item).swap_remove(0).0).collect();
        back.sort();
        back
    };
    assert_eq!(back("ssr1/2015-06-30/2.html"), ["1.html"]);
    assert_eq!(back("ssr1/2015-12-31/2.html"), ["3.html"]);
    assert_eq!(back("ssr1/2.html"), ["../about.html", "../plan/index.html#1", "3.html"]);
}

#[test]
fn an_edition_says_that_it_is_one() {
    let rendered = rendered();
    for (edition, number, later) in [(FIRST, "1", true), (SECOND, "2", true), (THIRD, "3", false)] {
        for page in [number, "index"] {
            let page = rendered.page(&format!("ssr1/{edition}/{page}.html"));
            let text = text(page);
            assert_eq!(text.contains("A later edition exists."), later, "{edition}: {text}");
        }
    }
    let page = rendered.page("ssr1/2015-06-30/1.html");
    assert_eq!(link(page, "Go to the latest view of this recommendation"), "../1.html");
    let page = rendered.page("ssr1/2015-06-30/index.html");
    assert_eq!(link(page, "Go to the latest view of this report"), "../index.html");
    hides(rendered.page("ssr1/1.html"), &["A later edition exists."]);
}

#[test]
fn each_page_is_its_own_canonical_address() {
    #[track_caller]
    fn case(rendered: &Rendered, route: &str, expected: &str) {
        assert_eq!(canonical(rendered.page(route)), Some(expected), "{route}");
    }
    let rendered = rendered();
    case(&rendered, "index.html", "https://example.org/reports/");
    case(&rendered, "about.html", "https://example.org/reports/about.html");
    case(&rendered, "ssr1/index.html", "https://example.org/reports/ssr1/");
    case(&rendered, "ssr1/1.html", "https://example.org/reports/ssr1/1.html");
    case(&rendered, "ssr1/2015-06-30/index.html", "https://example.org/reports/ssr1/2015-06-30/");
    case(&rendered, "ssr1/2015-06-30/1.html", "https://example.org/reports/ssr1/2015-06-30/1.html");
    case(&rendered, "plan/index.html", "https://example.org/reports/plan/");
    case(&rendered, "old/about.html", "https://example.org/reports/about.html");
    assert_eq!(canonical(rendered.page("404.html")), None);

    let without = project().file("book.toml", "[book]\ntitle = \"Example\"\n").render().builds();
    for (route, page) in without.html() {
        let redirect = page.contains("http-equiv=\"refresh\"");
        assert!(redirect || canonical(page).is_none(), "{route}");
    }
}

#[test]
fn references_stay_in_the_edition() {
    #[track_caller]
    fn case(rendered: &Rendered, route: &str, words: &str, expected: &str) {
        assert_eq!(link(rendered.page(route), words), expected, "{route}");
    }
    let rendered = rendered();
    case(&rendered, "ssr1/2015-06-30/1.html", "Recommendation 2", "2.html");
    case(&rendered, "ssr1/2015-09-30/1.html", "Recommendation 2", "2.html");
    case(&rendered, "ssr1/1.html", "Recommendation 3", "3.html");
    // A reference with an edition leads there from everywhere.
    case(&rendered, "ssr1/2015-09-30/2.html", "then", "../2015-06-30/1.html");
    case(&rendered, "ssr1/2015-12-31/2.html", "then", "../2015-06-30/1.html");
    case(&rendered, "ssr1/2.html", "then", "2015-06-30/1.html");
    case(&rendered, "ssr1/2015-09-30/2.html", "now", "1.html");
    case(&rendered, "ssr1/2.html", "now", "1.html");
    case(&rendered, "ssr1/2015-09-30/2.html", "beside", "../2015-12-31/1.html");
    case(&rendered, "ssr1/2.html", "beside", "2015-12-31/1.html");
    // From elsewhere to the latest view.
    case(&rendered, "about.html", "Recommendation 2", "ssr1/2.html");
    case(&rendered, "plan/index.html", "Recommendation 2", "../ssr1/2.html");
}

#[test]
fn a_review_is_on_the_latest_page_only() {
    let rendered = rendered();
    let page = rendered.page("ssr1/1.html");
    shows(page, &["ECHO"]);
    assert_eq!(link(page, "Work plan"), "../plan/index.html");
    assert!(links(page).iter().any(|(url, _)| url == "../plan/index.html#1"), "{:?}", links(page));
    hides(rendered.page("ssr1/2015-12-31/1.html"), &["ECHO", "#1\""]);
    let review = rendered.page("plan/index.html");
    assert!(section(review, "1").contains("ECHO"));
    assert!(links(section(review, "1")).iter().any(|(url, _)| url == "../ssr1/1.html"));
}

#[test]
fn an_inherited_status_names_its_source_in_every_view() {
    let rendered = rendered();
    let inherited = |route: &str| {
        let page = rendered.page(route);
        shows(page, &["Covered by Recommendation 1: Title of 1, whose status this is."]);
        link(page, "Recommendation 1: Title of 1")
    };
    assert_eq!(inherited("ssr1/4.html"), "1.html");
    assert_eq!(inherited("ssr1/2015-06-30/4.html"), "1.html");
    shows(rendered.page("ssr1/2015-06-30/4.html"), &["Planned/In Process"]);
    shows(rendered.page("ssr1/2015-12-31/4.html"), &["Complete"]);
}

#[test]
fn old_addresses_lead_to_the_page() {
    #[track_caller]
    fn case(rendered: &Rendered, route: &str, target: &str) {
        let page = rendered.page(route);
        assert!(page.contains(&format!("content=\"0; url={target}\"")), "{page}");
        assert!(links(page).iter().any(|(url, _)| url == target), "{page}");
    }
    let rendered = rendered();
    case(&rendered, "old/about.html", "../about.html");
    case(&rendered, "info/index.html", "../about.html");
    case(&rendered, "four.html", "ssr1/4.html");
}

#[test]
fn every_link_leads_to_a_page() {
    let rendered = rendered();
    let mut seen = 0;
    for (route, page) in rendered.html() {
        for (url, text) in links(page) {
            let (path, anchor) = url.split_once('#').unwrap_or((&url, ""));
            let target = if path.is_empty() {
                route.to_owned()
            } else if let Some(path) = path.strip_prefix("/reports/") {
                // It is served at missing addresses of any host.
                assert_eq!(route, "404.html", "{url}");
                if path.is_empty() || path.ends_with('/') {
                    format!("{path}index.html")
                } else {
                    path.to_owned()
                }
            } else if let Some(path) = path.strip_prefix("https://example.org/reports/") {
                // Documents are passed on; citations contain the address.
                assert!(route.ends_with("print.html") || text == url, "{url}");
                if path.is_empty() || path.ends_with('/') {
                    format!("{path}index.html")
                } else {
                    path.to_owned()
                }
            } else {
                resolved(route, path)
            };
            let target = rendered.page(&target);
            assert!(
                anchor.is_empty() || target.contains(&format!(" id=\"{anchor}\"")),
                "{route}: {url}"
            );
            seen += 1;
        }
    }
    assert!(seen > 200, "{seen}");
}

/// The route of a relative address on a page.
fn resolved(route: &str, address: &str) -> String {
    let mut parts: Vec<&str> = route.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[test]
fn the_page_for_what_does_not_exist_works_with_full_addresses() {
    let book = "[book]\ntitle = \"Example\"\n[output.html]\nsite-url = \"https://example.org/reports/\"\nlinks = \"site-url\"\n[rules]\ncomplete-without-evidence = \"allow\"\n";
    let rendered = project().file("book.toml", book).render().says(&[]);
    let page = rendered.page("404.html");
    shows(page, &["Page not found"]);
    assert!(page.contains("<meta name=\"robots\" content=\"noindex\">"));
    let mut seen = 0;
    for (route, page) in rendered.html() {
        for (url, _) in links(page) {
            let full = url.starts_with("https://example.org/reports/") || url.starts_with('#');
            assert!(full && !url.ends_with("index.html"), "{route}: {url}");
            seen += 1;
        }
    }
    assert!(seen > 200, "{seen}");
    let page = rendered.page("ssr1/2015-06-30/1.html");
    assert_eq!(
        link(page, "Recommendation 2"),
        "https://example.org/reports/ssr1/2015-06-30/2.html"
    );
    let page = rendered.page("ssr1/1.html");
    assert!(links(page).iter().any(|(url, _)| url == "https://example.org/reports/plan/#1"));
}

#[test]
fn reports_may_have_the_same_numbers() {
    let report = |series: &str| {
        format!(
            "+++\nkind = \"implementation\"\ntitle = \"Report {series}\"\nseries = \"{series}\"\n+++\n"
        )
    };
    let texts = "+++\nRecommendation 2, SSR1 Recommendation 2, SSR2 Recommendation 2, \
                 [own](rec:2), [first](rec:ssr1/2), [second](rec:SSR2/2), WHOIS Recommendation 2.\n";
    let rendered = Project::new()
        .file("content/ssr1/_index.md", report("SSR1"))
        .file("content/ssr2/_index.md", report("SSR2"))
        .recommendation("ssr1", "1", texts)
        .recommendation("ssr1", "2", "")
        .recommendation("ssr2", "1", texts)
        .recommendation("ssr2", "2", "")
        .file(
            "content/about.md",
            "+++\ntitle = \"About\"\n+++\nRecommendation 2, SSR2 Recommendation 2.\n",
        )
        .render()
        .says(&[]);
    let first = rendered.page("ssr1/1.html");
    assert_eq!(link(first, "Recommendation 2"), "2.html");
    assert_eq!(link(first, "own"), "2.html");
    assert_eq!(link(first, "first"), "2.html");
    assert_eq!(link(first, "second"), "../ssr2/2.html");
    let second = rendered.page("ssr2/1.html");
    assert_eq!(link(second, "own"), "2.html");
    assert_eq!(link(second, "first"), "../ssr1/2.html");
    for page in [first, second] {
        shows(page, &["WHOIS Recommendation 2"]);
        let linked = links(page)
            .iter()
            .filter(|(url, text)| {
                text == "Recommendation 2" && (url == "../ssr1/2.html" || url == "../ssr2/2.html")
            })
            .count();
        assert_eq!(linked, 1, "{:?}", links(page));
    }
    // A bare number on an ordinary page is ambiguous with two reports.
    let about = links(rendered.page("about.html"));
    let references: Vec<_> = about.iter().filter(|(_, text)| text == "Recommendation 2").collect();
    assert_eq!(references, [&("ssr2/2.html".to_owned(), "Recommendation 2".to_owned())]);
}

#[test]
fn labels_are_more_than_numbers() {
    let numbers = ["136.45", "018/24", "4a(iv)", "8.32b", "4", "4a(ii)", "10", "8.4", "4a(ix)"];
    let text = "+++\nRecommendations 8.32b and 018/24; Recommendation 4a(iv), Recommendation 136.45. \
                [slash](rec:018/24) [brackets](<rec:4a(iv)>) [series](rec:SSR1/136.45)\n";
    let project = Project::new().with_report(&numbers).recommendation("ssr1", "10", text);
    let rendered = project.edition("ssr1", FIRST).render().says(&[]);
    let page = rendered.page("ssr1/10.html");
    let case = |words: &str, expected: &str| assert_eq!(link(page, words), expected);
    case("8.32b", "8.32b.html");
    case("018/24", "018-24.html");
    case("Recommendation 4a(iv)", "4a-iv.html");
    case("Recommendation 136.45", "136.45.html");
    case("slash", "018-24.html");
    case("brackets", "4a-iv.html");
    case("series", "136.45.html");
    let table = section(rendered.page("ssr1/index.html"), "recommendations");
    let order: Vec<String> = table
        .split("<td class=\"number\">")
        .skip(1)
        .map(|row| row.split('<').next().unwrap().to_owned())
        .collect();
    let expected = ["4", "4a(ii)", "4a(iv)", "4a(ix)", "8.4", "8.32b", "10", "018/24", "136.45"];
    assert_eq!(order, expected);
    for route in ["ssr1/018-24.html", "ssr1/4a-iv.html", "ssr1/2015-06-30/018-24.html"] {
        rendered.page(route);
    }
    shows(rendered.page("ssr1/018-24.html"), &["Recommendation 018/24: Title of 018/24"]);
}

#[test]
fn a_report_may_have_its_own_statuses() {
    let report = "+++\nkind = \"implementation\"\ntitle = \"Report\"\nseries = \"SSR1\"\n\
                  [[statuses]]\nid = \"withdrawn\"\nlabel = \"Überholt\"\nkind = \"dropped\"\n\
                  [[statuses]]\nid = \"complete\"\nlabel = \"Erledigt\"\nkind = \"done\"\n+++\n";
    let project = |status| {
        Project::new()
            .with_report(&["1", "2"])
            .file("content/ssr1/_index.md", report)
            .edition("ssr1", FIRST)
            .update("ssr1/2015-06-30", "1", status, "")
            .update("ssr1/2015-06-30", "2", "withdrawn", "")
    };
    let rendered = project("complete").render().says(&[]);
    shows(rendered.page("ssr1/1.html"), &["Erledigt"]);
    shows(rendered.page("ssr1/2.html"), &["Überholt"]);
    let totals = text(section(rendered.page("ssr1/index.html"), "statuses"));
    let (withdrawn, complete) = (totals.find("Überholt 1"), totals.find("Erledigt 1"));
    assert!(withdrawn.is_some() && withdrawn < complete, "{totals}");
    project("planned").render().says(&[
        "error[unknown-status] content/ssr1/2015-06-30/rec-1.md:3:10: unknown status `planned`",
    ]);
}

#[test]
fn editions_are_in_order_of_their_dates() {
    let edition =
        |title: &str, date: &str| format!("+++\ntitle = \"{title}\"\ndate = {date}\n+++\n");
    let rendered = Project::new()
        .with_report(&["1"])
        .file("content/ssr1/spring/_index.md", edition("Spring", "2016-03-31"))
        .file("content/ssr1/autumn/_index.md", edition("Autumn", "2015-09-30"))
        .update("ssr1/autumn", "1", "planned", "+++\nALPHA\n")
        .update("ssr1/spring", "1", "complete", "+++\nBRAVO\n")
        .render()
        .says(&[]);
    shows(rendered.page("ssr1/1.html"), &["BRAVO"]);
    hides(rendered.page("ssr1/autumn/1.html"), &["BRAVO", "Spring"]);
    let history = text(section(rendered.page("ssr1/1.html"), "history"));
    assert!(history.find("Spring") < history.find("Autumn"), "{history}");
}

#[test]
fn a_review_may_have_editions_too() {
    let entry = |text: &str| format!("+++\nnumber = 1\n[[tasks]]\ntext = \"{text}\"\n+++\n");
    let rendered = Project::new()
        .with_report(&["1"])
        .edition("ssr1", FIRST)
        .update("ssr1/2015-06-30", "1", "planned", "")
        .file(
            "content/plan/_index.md",
            "+++\nkind = \"review\"\ntitle = \"Work plan\"\nof = \"ssr1\"\n+++\n",
        )
        .edition("plan", "2017-01-31")
        .edition("plan", "2017-06-30")
        .file("content/plan/2017-01-31/rec-1.md", entry("ALPHA"))
        .file("content/plan/2017-06-30/rec-1.md", entry("BRAVO"))
        .render()
        .says(&[]);
    shows(rendered.page("plan/index.html"), &["BRAVO"]);
    hides(rendered.page("plan/index.html"), &["ALPHA"]);
    let first = rendered.page("plan/2017-01-31/index.html");
    shows(first, &["ALPHA", "A later edition exists."]);
    hides(first, &["BRAVO", "2017-06-30", "30 June 2017"]);
    shows(rendered.page("ssr1/1.html"), &["BRAVO"]);
    hides(rendered.page("ssr1/1.html"), &["ALPHA"]);
}

#[test]
fn what_a_review_says_later_is_not_on_its_earlier_page() {
    let rendered = project()
        .file("content/plan/2016-01-31/_index.md", "+++\ntitle = \"January\"\n+++\n")
        .file("content/plan/2016-01-31/rec-3.md", "+++\nnumber = 3\n+++\n")
        .file("content/plan/2016-02-29/_index.md", "+++\ntitle = \"February\"\n+++\n")
        .file("content/plan/2016-02-29/rec-3.md", "+++\nnumber = 3\ncovered_by = 2\n+++\n")
        .render();
    let covered = |route: &str| text(section(rendered.page(route), "3")).contains("Covered by");
    assert!(!covered("plan/2016-01-31/index.html"));
    assert!(covered("plan/2016-02-29/index.html"));
    assert!(covered("plan/index.html"));
}

#[test]
fn an_edition_s_own_text_is_a_backlink_in_it() {
    let rendered = project()
        .file(
            "content/ssr1/2015-09-30/_index.md",
            "+++\ntitle = \"Autumn\"\n+++\nSee Recommendation 3.\n",
        )
        .render();
    let listed = |route: &str| {
        let page = rendered.page(route);
        page.contains("id=\"references\"") && text(section(page, "references")).contains("Autumn")
    };
    assert!(!listed("ssr1/2015-06-30/3.html"));
    assert!(listed("ssr1/2015-09-30/3.html"));
    assert!(listed("ssr1/3.html"));
}

#[test]
fn a_carried_link_to_a_heading_that_went_leads_to_where_it_was() {
    let rendered = project()
        .update("ssr1/2015-06-30", "2", "planned", "+++\n## Was\n\nThen.\n")
        .update("ssr1/2015-06-30", "3", "planned", "+++\n[was](rec:2#was)\n")
        .update("ssr1/2015-12-31", "2", "planned", "+++\nNow.\n")
        .render();
    let was = |route: &str| link(rendered.page(route), "was");
    assert_eq!(was("ssr1/2015-06-30/3.html"), "2.html#was");
    assert_eq!(was("ssr1/2015-09-30/3.html"), "../2015-06-30/2.html#was");
}

#[test]
fn an_edition_that_is_called_by_its_date_is_named_once() {
    let titled = |name: &str, title: &str| {
        (format!("content/ssr1/{name}/_index.md"), format!("+++\ntitle = \"{title}\"\n+++\n"))
    };
    let (first, first_text) = titled(FIRST, FIRST);
    let (second, second_text) = titled(SECOND, "30 September 2015");
    let (third, third_text) = titled(THIRD, "Winter");
    let project = project().file(&first, first_text).file(&second, second_text);
    let rendered = project.file(&third, third_text).render().says(&[]);
    for (route, expected) in [
        ("index.html", "Last edition: Winter, 31 December 2015"),
        ("ssr1/index.html", "Last edition: Winter, 31 December 2015"),
        ("ssr1/2015-12-31/index.html", "Previous edition: 30 September 2015 "),
        ("ssr1/2015-09-30/index.html", "Previous edition: 30 June 2015 "),
        ("ssr1/2015-12-31/changes.html", "Changes of the previous edition: 30 September 2015"),
        ("ssr1/2015-09-30/changes.html", "Changes of the previous edition: 30 June 2015"),
        ("ssr1/2015-06-30/1.html", "This is the edition of 30 June 2015; its address"),
        ("ssr1/2015-12-31/1.html", "This is the edition of 31 December 2015, “Winter”"),
        ("ssr1/overdue.html", "As of the last edition: Winter, 31 December 2015"),
    ] {
        let page = rendered.page(route);
        let main = page.split_once("<main").map_or("", |(_, main)| main);
        let words = text(main).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains(expected), "{route}: {words}");
        for twice in ["September 2015, 30 September", "June 2015, 30 June", "2015-06-30 ", "“2015"]
        {
            assert!(!words.contains(twice), "{route}: {words}");
        }
    }
}

/// A report with that many recommendations and quarterly editions, and an update for each.
fn long(recommendations: usize, editions: usize) -> Project {
    let numbers: Vec<String> = (1..=recommendations).map(|number| number.to_string()).collect();
    let numbers: Vec<&str> = numbers.iter().map(String::as_str).collect();
    (0..editions).fold(Project::new().with_report(&numbers), |project, index| {
        let name = format!("{}-{:02}-28", 1980 + index / 4, 3 * (index % 4) + 3);
        let edition = format!("ssr1/{name}");
        let project = project.edition("ssr1", &name);
        numbers.iter().fold(project, |project, number| {
            project.update(&edition, number, "planned", &format!("+++\nWords of {index}.\n"))
        })
    })
}

#[test]
fn a_page_of_an_edition_lists_the_last_editions_and_says_where_all_are() {
    let rendered = long(2, 15).render();
    let listed = |route: &str| {
        let history = section(rendered.page(route), "history");
        history.matches("><div><a ").count()
    };
    assert_eq!(listed("ssr1/1.html"), 15);
    assert_eq!(listed("ssr1/1982-12-28/1.html"), 12);
    assert!(!rendered.page("ssr1/1982-12-28/1.html").contains("earlier edition"));
    let page = rendered.page("ssr1/1983-09-28/1.html");
    assert_eq!(listed("ssr1/1983-09-28/1.html"), 12);
    let earlier = "<a href=\"../1.html#history\">3 earlier editions</a>";
    assert_eq!(page.matches(earlier).count(), 2, "beside the history and in the switcher");
    let dashboard = rendered.page("ssr1/1983-09-28/index.html");
    let earlier = "<a href=\"../index.html#history\">3 earlier editions</a>";
    assert_eq!(dashboard.matches(earlier).count(), 2, "beside the course and in the switcher");
    assert!(text(dashboard).contains("The last 8 editions; 7 are older."), "{dashboard}");
    assert_eq!(dashboard.matches("viewBox=\"0 0 80 10\"").count(), 2, "courses");
    let latest = rendered.page("ssr1/index.html");
    assert!(!text(latest).contains("are older"), "{latest}");
    assert_eq!(latest.matches("viewBox=\"0 0 150 10\"").count(), 2, "courses");
}

#[test]
fn a_report_grows_with_its_editions_and_not_with_their_square() {
    let bytes = |editions| long(3, editions).render().pages.values().map(Vec::len).sum::<usize>();
    let (few, many) = (bytes(24), bytes(96));
    assert!(many * 10 <= few * 43, "{few} bytes at 24 editions, {many} at 96");
}
