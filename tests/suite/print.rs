//! Print pages.

use std::collections::BTreeSet;

use super::harness::{self, Project, Rendered};
use super::html::{Piece, pieces, text};

/// Ids and links of a page.
struct Addresses {
    ids: Vec<String>,
    links: Vec<String>,
    loaded: Vec<String>,
}

fn addresses(page: &str) -> Addresses {
    let mut found = Addresses { ids: Vec::new(), links: Vec::new(), loaded: Vec::new() };
    for piece in pieces(page) {
        let Piece::Open { name, attributes, .. } = piece else { continue };
        for (key, value) in attributes {
            match (&*name, &*key) {
                (_, "id") => found.ids.push(value),
                ("a", "href") => found.links.push(value),
                (_, "src") | ("link", "href") => found.loaded.push(format!("{name} {value}")),
                _ => {}
            }
        }
    }
    found
}

/// Asserts what every print page must satisfy.
#[track_caller]
fn is_whole(site: &Rendered, route: &str) {
    let page = site.page(route);
    let (before, rest) = page.split_once("<nav class=\"way-back\"").unwrap();
    let (way_back, after) = rest.split_once("</nav>").unwrap();
    for link in addresses(way_back).links {
        let directory = route.trim_end_matches("print.html");
        let target = match link.strip_prefix("../") {
            Some(link) => format!("{}{link}", &directory[..=directory.find('/').unwrap()]),
            None => format!("{directory}{link}"),
        };
        site.page(&target);
    }
    holds_itself(&format!("{before}{after}"), route);
}

#[track_caller]
fn holds_itself(page: &str, route: &str) {
    let Addresses { ids, links, loaded } = addresses(page);
    let known: BTreeSet<&String> = ids.iter().collect();
    assert_eq!(known.len(), ids.len(), "{route}: ids are there twice: {ids:?}");
    for link in &links {
        match link.strip_prefix('#') {
            Some(id) => assert!(known.contains(&id.to_owned()), "{route}: {link} leads nowhere"),
            None => assert!(
                ["https://", "http://", "mailto:"].iter().any(|scheme| link.starts_with(scheme)),
                "{route}: {link:?} is no address elsewhere"
            ),
        }
    }
    let loaded: Vec<&String> = loaded.iter().filter(|it| !it.starts_with("link https")).collect();
    assert_eq!(loaded, Vec::<&String>::new(), "{route} asks for something");
    assert!(!page.contains("<script"), "{route} has a script");
}

#[test]
fn the_report_of_this_repository_is_whole_in_every_view() {
    let site = harness::report().render();
    for view in ["", "2015-06-30/", "2015-09-30/", "2016-03-31/", "2016-06-30/"] {
        let route = format!("ssr1/{view}print.html");
        is_whole(&site, &route);
        let page = site.page(&route);
        let places: Vec<usize> = (1..=28)
            .map(|number| {
                page.find(&format!("id=\"rec-{number}\"")).unwrap_or_else(|| panic!("{number}"))
            })
            .collect();
        assert!(places.is_sorted(), "{route}: recommendations are out of order");
    }
    let latest = site.page("ssr1/print.html");
    assert!(latest.contains("href=\"#rec-25\""), "references stay inside");
    assert!(latest.contains("id=\"review-1\""), "the work plan is at the end");
    assert!(!site.page("ssr1/2015-06-30/print.html").contains("id=\"review-1\""));
    assert!(
        !site.page("ssr1/2015-06-30/print.html").contains("2016-06-30"),
        "nothing of the future"
    );
}

fn project() -> Project {
    Project::new()
        .with_report(&["1", "2"])
        .edition("ssr1", "2020-03-31")
        .update("ssr1/2020-03-31", "1", "planned", "+++\n## Notes {#notes}\n\nNote.[^1]\n\n[^1]: One.\n")
        .edition("ssr1", "2020-06-30")
        .update(
            "ssr1/2020-06-30",
            "2",
            "complete",
            "+++\nSee Recommendation 1, [then](rec:1@2020-03-31), [notes](rec:1#notes), \
             [a page](../../about.md), [elsewhere](https://example.org/a?b&c) and\n\
             [again](https://example.org/a?b&c).[^1]\n\n## A <b>part</b>\n\n[here](#a-part)\n\n[^1]: Two.\n",
        )
        .file("content/about.md", "+++\ntitle = \"About\"\n+++\n")
}

#[test]
fn links_stay_inside_or_lead_to_an_address() {
    let site = project().render().builds();
    is_whole(&site, "ssr1/print.html");
    is_whole(&site, "ssr1/2020-06-30/print.html");
    let links = |site: &Rendered| addresses(site.page("ssr1/2020-06-30/print.html")).links;
    let without = links(&site);
    assert!(without.contains(&"#rec-1".to_owned()), "{without:?}");
    assert!(without.contains(&"#rec-2--a-part".to_owned()), "{without:?}");
    assert!(without.contains(&"https://example.org/a?b&c".to_owned()), "{without:?}");
    let page = site.page("ssr1/2020-06-30/print.html");
    assert_eq!(page.matches("<sup class=\"address-number\">[1]</sup>").count(), 2, "{page}");
    assert!(
        page.contains("<li><a href=\"https:&#x2F;&#x2F;example.org&#x2F;a?b&amp;c\" dir=\"ltr\">")
            || page.contains("<li><a href=\"https://example.org/a?b&amp;c\" dir=\"ltr\">"),
        "{page}"
    );
    // With a site address, links to other pages are absolute.
    let settings = "[book]\ntitle = \"T\"\n[output.html]\nsite-url = \"https://example.org/\"\n\
                    [rules]\ncomplete-without-evidence = \"allow\"\n";
    let site = project().file("book.toml", settings).render();
    is_whole(&site, "ssr1/2020-06-30/print.html");
    let with = links(&site);
    for url in ["https://example.org/about.html", "https://example.org/ssr1/2020-03-31/1.html"] {
        assert!(with.contains(&url.to_owned()), "{with:?}");
        assert!(!without.contains(&url.to_owned()));
    }
}

#[test]
fn tables_say_once_what_is_said_on_pages() {
    let text = "\n[[deliverables]]\ntext = \"Answer\"\nresponsible = [\"Office\"]\ndue = \"2020-09-30\"\n\
                revised_due = \"2020-12-31\"\nslip_reason = \"Few people\"\n+++\n[then](rec:1@2020-03-31)\n";
    let project = project().update("ssr1/2020-06-30", "2", "planned", text);
    let site = project.render().builds();
    let page = site.page("ssr1/2020-06-30/print.html");
    // Days slipped have a column; days overdue have none if nothing is overdue.
    assert!(page.contains(">Days slipped</th>") && !page.contains("Days overdue"), "{page}");
    assert!(page.contains("<td class=\"figure\">92</td>"), "{page}");
    assert_eq!(
        page.matches("Reason: Few people").count(),
        2,
        "at the deliverable, and in the list"
    );
    assert!(page.contains("<div class=\"aside\">Reason: Few people</div></td>"), "{page}");
    // The table of references has only numbers, and names the edition of a reference.
    assert!(page.contains("<th scope=\"row\"><a href=\"#rec-2\">2: "), "{page}");
    assert_eq!(page.matches("(in the edition Edition of 2020-03-31)").count(), 2, "{page}");
    assert_eq!(page.matches("Reported for the first time").count(), 1, "as a heading");
}

#[test]
fn pictures_are_in_the_document() {
    let text = "+++\nnumber = 2\nstatus = \"complete\"\n+++\n![A chart](chart.png) and ![gone](https://e.org/x.png)\n";
    let project = project()
        .file("content/ssr1/2020-06-30/rec-2.md", text)
        .file("content/ssr1/2020-06-30/chart.png", b"\x89PNG");
    let site = project.render().builds();
    let page = site.page("ssr1/print.html");
    assert!(page.contains("src=\"data:image/png;base64,iVBORw==\" alt=\"A chart\""), "{page}");
    assert!(!page.contains("src=\"http"), "{page}");
}

#[test]
fn titles_cannot_break_out_of_the_style() {
    let title = "A \\\"quoted\\\" </style><script>x()</script> \\\\ title";
    let report = format!("+++\nkind = \"implementation\"\ntitle = \"{title}\"\n+++\n");
    let site = project().file("content/ssr1/_index.md", report).render().builds();
    is_whole(&site, "ssr1/print.html");
    assert_eq!(site.page("ssr1/print.html").matches("</style>").count(), 1);
}

#[test]
fn ids_of_a_host_go_before_those_of_the_document() {
    let settings = "[book]\ntitle = \"T\"\n[output.html]\nid-prefix = \"own-\"\n\
                    [rules]\ncomplete-without-evidence = \"allow\"\n";
    let site = project().file("book.toml", settings).render().builds();
    is_whole(&site, "ssr1/print.html");
    let ids = addresses(site.page("ssr1/print.html")).ids;
    assert!(ids.iter().all(|id| id.starts_with("own-")), "{ids:?}");
}

#[test]
fn a_part_of_it_can_be_printed() {
    let disk = harness::report().on_disk();
    let printed = |arguments: &[&str]| {
        let run = disk.run(&[&["print", "-q"], arguments].concat()).code(0);
        let ids = addresses(&run.stdout).ids;
        ids.into_iter()
            .filter(|id| id.starts_with("rec-") && !id.contains("--"))
            .collect::<Vec<_>>()
    };
    assert_eq!(printed(&[]).len(), 28);
    assert_eq!(
        printed(&["--recommendations", "4,20-22, 1"]),
        ["rec-1", "rec-4", "rec-20", "rec-21", "rec-22"]
    );
    assert_eq!(printed(&["--edition", "2015-06-30", "--recommendations", "5"]), ["rec-5"]);
    assert_eq!(printed(&["--group", "Longer-Term Future Risk"]).len(), 2);
    std::fs::create_dir(disk.path("out")).unwrap();
    disk.run(&["print", "-o", "out/report.html"]).code(0).stdout("");
    disk.build().code(0);
    let file = std::fs::read_to_string(disk.path("out/report.html")).unwrap();
    // The page of the site also leads back to its other pages.
    let page = disk.page("ssr1/print.html");
    let (before, rest) = page.split_once("<nav class=\"way-back\"").unwrap();
    let (_, after) = rest.split_once("</nav>\n").unwrap();
    assert_eq!(file, format!("{before}{after}"));
    for (arguments, message) in [
        (["--recommendations", "44"], "there is no recommendation `44` in `ssr1`"),
        (["--recommendations", "9-4"], "the range `9-4` runs backwards"),
        (["--recommendations", ","], "no recommendations given"),
        (["--group", "Longer-Term Future Risks"], "did you mean `Longer-Term Future Risk`?"),
        (["--edition", "2016-07-30"], "there is no edition `2016-07-30` of `ssr1`"),
    ] {
        let run = disk.run(&["print", arguments[0], arguments[1]]).code(2).stdout("");
        assert!(run.stderr.contains(message), "{}", run.stderr);
    }
}

#[test]
fn a_selection_is_counted_whatever_totals_count() {
    for (totals, parts_only) in [("wholes", "1.1, 1.2"), ("parts", "1")] {
        let report = format!(
            "+++\nkind = \"implementation\"\ntitle = \"First\"\ntotals = \"{totals}\"\n+++\n"
        );
        let disk = Project::new()
            .file("content/ssr1/_index.md", report)
            .edition("ssr1", "2016-06-30")
            .recommendation("ssr1", "1", "")
            .recommendation("ssr1", "1.1", "part_of = 1\n")
            .recommendation("ssr1", "1.2", "part_of = 1\n")
            .update("ssr1/2016-06-30", "1.1", "complete", "")
            .update("ssr1/2016-06-30", "1.2", "complete", "")
            .on_disk();
        let totals = |arguments: &[&str]| {
            let page = disk.run(&[&["print", "-q"], arguments].concat()).code(0).stdout;
            let (_, from) = page.split_once("class=\"headline\"").unwrap();
            text(from.split_once("<table").unwrap().0)
        };
        let count = parts_only.split(',').count();
        let selected = totals(&["--recommendations", parts_only]);
        assert!(selected.contains(&format!("{count} of {count}")), "{selected}");
        assert!(!selected.contains("counted"), "{selected}");
        let all = totals(&["--recommendations", "1, 1.1, 1.2"]);
        assert!(all.contains("3 of 3"), "{all}");
        let whole = totals(&[]);
        let of = if count == 2 { "1 of 1" } else { "2 of 2" };
        assert!(whole.contains(of) && whole.contains("counted"), "{whole}");
    }
}

#[test]
fn volumes_are_documents_of_their_own() {
    let disk = harness::report().on_disk();
    std::fs::create_dir(disk.path("out")).unwrap();
    disk.run(&["print", "-q", "--split", "10", "-o", "out/part.html"]).code(0);
    let volume = |number: usize| {
        let page = std::fs::read_to_string(disk.path(&format!("out/part-{number}.html"))).unwrap();
        holds_itself(&page, &format!("volume {number}"));
        page
    };
    let volumes: Vec<String> = (1..=3).map(volume).collect();
    let mut recommendations = Vec::new();
    for (place, page) in volumes.iter().enumerate() {
        let ids = addresses(page).ids;
        let has = |id: &str| ids.iter().any(|known| known == id);
        assert_eq!(has("overview"), place == 0, "the report at a glance, volume {place}");
        assert_eq!(has("changes"), place == 0, "what changed, volume {place}");
        assert_eq!(has("references"), place == 2, "references, volume {place}");
        assert_eq!(has("review-1"), place == 2, "the review, volume {place}");
        assert!(page.contains(&format!(", volume {} of 3</title>", place + 1)), "{place}");
        assert!(page.contains(&format!("<p class=\"edition\">Volume {} of 3</p>", place + 1)));
        let own = ids.into_iter().filter(|id| id.starts_with("rec-") && !id.contains("--"));
        recommendations.push(own.count());
    }
    assert_eq!(recommendations, [10, 10, 8]);
}

#[test]
fn it_can_be_left_out_and_have_another_size() {
    let settings = |print: &str| format!("[book]\ntitle = \"T\"\n[output.print]\n{print}\n");
    let site = project().file("book.toml", settings("enable = false")).render();
    assert!(!site.pages.keys().any(|route| route.ends_with("print.html")));
    assert!(!site.page("ssr1/index.html").contains("print.html"));
    let site = project().file("book.toml", settings("page-size = \"letter\"")).render();
    assert!(site.page("ssr1/print.html").contains("size: letter;"));
    assert!(site.page("ssr1/index.html").contains("href=\"print.html\""));
}

/// A report with that many statuses; `#` in the label becomes the number.
fn with_statuses(count: usize, label: &str) -> Project {
    let status = |place: usize| {
        let label = label.replace('#', &place.to_string());
        let id = if place == 1 { "planned".to_owned() } else { format!("s{place}") };
        format!("[[statuses]]\nid = \"{id}\"\nlabel = \"{label}\"\nkind = \"active\"\n")
    };
    let statuses: String = (1..=count).map(status).collect();
    let report = "kind = \"implementation\"\ntitle = \"First review\"\nseries = \"SSR1\"\n";
    Project::new()
        .with_report(&["1", "2"])
        .file("content/ssr1/_index.md", format!("+++\n{report}{statuses}+++\n"))
        .edition("ssr1", "2016-06-30")
        .update("ssr1/2016-06-30", "1", "planned", "")
}

#[test]
fn a_title_at_the_head_of_pages_is_no_longer_than_there_is_room() {
    let title = |words: usize| {
        let report = format!(
            "+++\nkind = \"implementation\"\ntitle = \"{}\"\n+++\n",
            "word ".repeat(words).trim()
        );
        let project = Project::new().with_report(&["1"]).file("content/ssr1/_index.md", report);
        let rendered = project.render().builds();
        let page = rendered.page("ssr1/print.html");
        let (_, from) = page.split_once("@top-left { content: \"").unwrap();
        from.split('"').next().unwrap().to_owned()
    };
    assert_eq!(title(20), "word ".repeat(20).trim());
    let long = title(200);
    assert!(long.ends_with('…') && long.len() < 300, "{long}");
}

#[test]
fn each_volume_says_once_what_statuses_mean() {
    let disk = with_statuses(4, "Label #").on_disk();
    disk.run(&["print", "-q", "--split", "1", "-o", "part.html"]).code(0);
    for number in [1, 2] {
        let page = std::fs::read_to_string(disk.path(&format!("part-{number}.html"))).unwrap();
        assert_eq!(page.matches("counts as").count(), 4, "volume {number}");
    }
    disk.run(&["print", "-q", "--recommendations", "1", "-o", "one.html"]).code(0);
    let page = std::fs::read_to_string(disk.path("one.html")).unwrap();
    assert_eq!(page.matches("counts as").count(), 4);
}

#[test]
fn what_is_late_and_what_changed_come_before_the_recommendations() {
    let site = harness::report().render();
    for (route, last) in
        [("ssr1/print.html", "review-1"), ("ssr1/2016-06-30/print.html", "references")]
    {
        let page = site.page(route);
        let expected = [
            "overview",
            "overdue",
            "changes",
            "contents",
            "rec-1",
            "rec-28",
            "part-owners",
            "references",
            last,
        ];
        let places: Vec<usize> = expected
            .iter()
            .map(|id| {
                page.find(&format!(" id=\"{id}\"")).unwrap_or_else(|| panic!("{route}: {id}"))
            })
            .collect();
        assert!(places.is_sorted(), "{route}: {places:?}");
        // The cover lists the parts in this order.
        let (_, cover) = page.split_once("<nav class=\"contents\"").unwrap();
        let listed = addresses(cover.split_once("</nav>").unwrap().0).links;
        let parts = expected.iter().filter(|id| !id.starts_with("rec-"));
        let mut parts: Vec<String> = parts.map(|id| format!("#{id}")).collect();
        parts.dedup();
        assert_eq!(listed, parts, "{route}");
    }
}

#[test]
fn a_page_of_the_site_leads_back() {
    let site = project().render().builds();
    let way_back = |route: &str| {
        let page = site.page(route);
        let (_, rest) = page.split_once("<nav class=\"way-back\"").unwrap();
        addresses(rest.split_once("</nav>").unwrap().0).links
    };
    assert_eq!(way_back("ssr1/print.html"), ["index.html", "2020-06-30/index.html"]);
    assert_eq!(way_back("ssr1/2020-03-31/print.html"), ["../index.html", "index.html"]);
    // A file that is passed on has no pages around it.
    let page = project().on_disk().run(&["print", "-q"]).code(0).stdout;
    assert!(!page.contains("way-back\""), "{page}");
}
