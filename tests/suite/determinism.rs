//! Builds are deterministic; totals of this repository's report.

use std::collections::BTreeMap;

use super::harness::{Disk, Project, Rendered, report};
use super::html::{links, section, text};

#[test]
fn bytes_do_not_depend_on_the_machine() {
    let build = |disk: Disk, arguments: &[&str]| -> BTreeMap<String, Vec<u8>> {
        disk.run(arguments).code(0).stdout("");
        disk.pages()
    };
    let project = report();
    let one = build(project.on_disk().variable("RAYON_NUM_THREADS", "1"), &["build"]);
    assert!(one.len() > 140, "{}", one.len());
    let variations: [&[(&str, &str)]; 3] = [
        &[("RAYON_NUM_THREADS", "4"), ("TZ", "Pacific/Kiritimati")],
        &[("RAYON_NUM_THREADS", "2"), ("TZ", "Pacific/Pago_Pago"), ("LC_ALL", "tr_TR.UTF-8")],
        &[("SOURCE_DATE_EPOCH", "4102444800"), ("FAKETIME", "2099-12-31"), ("HOME", "/nowhere")],
    ];
    for variables in variations {
        let disk = variables
            .iter()
            .fold(project.on_disk(), |disk, (name, value)| disk.variable(name, value));
        same(&build(disk, &["build"]), &one);
    }
    // Another target, and a project named from elsewhere.
    let disk = project.on_disk();
    let target = tempfile::tempdir().unwrap();
    let target = target.path().join("another name");
    let elsewhere = tempfile::tempdir().unwrap();
    let mut command = disk.command(&["build", "-q", "-d"]);
    let status = command.arg(&target).arg(disk.root()).current_dir(elsewhere.path()).status();
    assert!(status.unwrap().success());
    same(&super::harness::tree(&target), &one);
    // Without a disk.
    let mut memory = report().render().builds().pages;
    memory.insert(".ssr-site".to_owned(), one[".ssr-site"].clone());
    same(&memory, &one);
}

#[test]
fn messages_do_not_depend_on_the_machine() {
    let project = Project::empty().directory("tests/suite/thirty");
    let said = |threads| {
        let disk = project.on_disk().variable("RAYON_NUM_THREADS", threads);
        disk.run(&["check"]).code(1).stderr
    };
    let one = said("1");
    assert_eq!(said("2"), one);
    assert_eq!(said("4"), one);
}

#[track_caller]
fn same(found: &BTreeMap<String, Vec<u8>>, expected: &BTreeMap<String, Vec<u8>>) {
    let routes = |pages: &BTreeMap<String, Vec<u8>>| pages.keys().cloned().collect::<Vec<_>>();
    assert_eq!(routes(found), routes(expected));
    for (route, bytes) in found {
        assert!(expected[route] == *bytes, "{route} differs");
    }
}

fn rendered() -> Rendered {
    report().render().builds()
}

/// Links to recommendations in a section, without the directory.
fn targets(html: &str) -> Vec<String> {
    links(html).into_iter().map(|(url, _)| url).collect()
}

/// The relations of a page: words and address of the other end.
fn relations(page: &str) -> Vec<(String, String)> {
    let references = section(page, "references");
    let items = references.split("<li><span>").skip(1);
    let relation = |item: &str| {
        let (words, rest) = item.split_once("</span>").unwrap();
        (words.to_owned(), targets(rest).swap_remove(0))
    };
    items.map(relation).collect()
}

#[test]
fn what_is_covered_leads_to_what_covers_it() {
    let rendered = rendered();
    for number in ["26", "27"] {
        let relations = relations(rendered.page(&format!("ssr1/{number}.html")));
        let (words, url) = &relations[0];
        assert!(words.starts_with("covered by") && url == "25.html", "{relations:?}");
    }
}

#[test]
fn the_other_end_of_a_reference_is_named_once_with_both_directions() {
    let rendered = rendered();
    let relations = relations(rendered.page("ssr1/25.html"));
    let own: Vec<(&str, &str)> = relations
        .iter()
        .filter(|(_, url)| !url.contains('/'))
        .map(|(words, url)| (words.as_str(), url.as_str()))
        .collect();
    let expected = [
        ("covers, mentions", "26.html"),
        ("covers, mentions", "27.html"),
        ("pointed to by, mentions", "28.html"),
    ];
    assert_eq!(own, expected);
}

#[test]
fn lists_and_ends_of_ranges_are_links() {
    let rendered = rendered();
    let reference = |page: &str, url: &str, words: &str| {
        let link = (url.to_owned(), words.to_owned());
        assert!(links(rendered.page(page)).contains(&link), "{link:?} is not on {page}");
    };
    for page in ["ssr1/20.html", "ssr1/21.html", "ssr1/22.html", "ssr1/2016-06-30/20.html"] {
        reference(page, "20.html", "20");
        reference(page, "21.html", "21");
        reference(page, "22.html", "22");
    }
    for page in ["ssr1/25.html", "ssr1/2016-03-31/25.html", "ssr1/2016-06-30/25.html"] {
        let html = rendered.page(page);
        // The range is one phrase with a link at each end.
        assert!(html.contains("\">25</a> – <a "), "{page}");
        reference(page, "25.html", "25");
        reference(page, "28.html", "28");
        let mentioned: Vec<String> = relations(html)
            .into_iter()
            .filter(|(words, _)| words.ends_with("mentions"))
            .map(|(_, url)| url)
            .collect();
        assert_eq!(mentioned, ["26.html", "27.html", "28.html"], "{page}");
    }
    let from = |number: &str| {
        let found = relations(rendered.page(&format!("ssr1/{number}.html"))).into_iter();
        found.filter(|(words, _)| words.contains("mentioned by")).map(|(_, url)| url).collect()
    };
    for number in ["26", "27", "28"] {
        let from: Vec<String> = from(number);
        assert!(from.contains(&"25.html".to_owned()), "{number}");
    }
}

#[test]
fn no_text_of_the_theme_is_missing() {
    let rendered = rendered();
    let mut seen = 0;
    for (route, html) in rendered.html() {
        assert_eq!(super::html::unbalanced(html), None, "{route}");
        let words = text(html);
        for unfilled in ["{number}", "{title}", "{n}", "{date}", "recommendation-", "not-found"] {
            assert!(!words.contains(unfilled), "{route} shows {unfilled}");
        }
        seen += 1;
    }
    assert!(seen > 140, "{seen}");
}
