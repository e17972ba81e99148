//! Markdown on whole pages: authors' markup never affects the rest of the page.

use super::harness::Project;
use super::html::{Piece, pieces, section, text};

const UPDATE: &str = "content/ssr1/2020-03-31/rec-1.md";
/// A single pixel.
const PICTURE: &[u8] =
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89";

fn project(update: &str) -> Project {
    Project::new()
        .with_report(&["1", "2"])
        .edition("ssr1", "2020-03-31")
        .file(UPDATE, format!("+++\nnumber = 1\nstatus = \"planned\"\n+++\n{update}\n"))
}

/// Some pages of a project.
#[track_caller]
fn pages<const N: usize>(project: &Project, routes: [&str; N]) -> [String; N] {
    let disk = project.on_disk();
    disk.build().code(0);
    routes.map(|route| disk.page(route))
}

/// Heading levels of a page, in order.
fn levels(html: &str) -> Vec<u8> {
    let level = |piece: &Piece| match piece {
        Piece::Open { name, .. } => name.strip_prefix('h').and_then(|level| level.parse().ok()),
        _ => None,
    };
    pieces(html).iter().filter_map(level).collect()
}

#[test]
fn a_comment_takes_nothing_away() {
    let update = "<!-- to do -->\n\n![Progress](progress.png)\n\n- [x] done\n- [ ] open";
    let project = project(update).file("content/ssr1/2020-03-31/progress.png", PICTURE);
    for page in pages(&project, ["ssr1/1.html", "ssr1/print.html"]) {
        let source = pieces(&page)
            .iter()
            .find(|piece| piece.opens("img"))
            .map(|picture| picture.attribute("src").unwrap_or_default().to_owned());
        assert!(source.is_some_and(|source| !source.is_empty()), "{page}");
        assert_eq!(page.matches("class=\"task-box").count(), 2, "{page}");
        assert!(!page.contains("to do"));
    }
}

#[test]
fn what_is_open_ends_in_its_place() {
    let update = "## Project status\n\nNo <script> tags, no <title>, send it to the <domain> holder.\n\n\
                  <div>\n\n- <b>open\n\n## Implementation notes\n\nThe last words.";
    for page in
        pages(&project(update), ["ssr1/1.html", "ssr1/2020-03-31/1.html", "ssr1/print.html"])
    {
        let text = text(&page);
        for words in ["send it to the <domain> holder.", "open", "The last words."] {
            assert!(text.contains(words), "{words}: {text}");
        }
        let mut depth = 0_i32;
        for piece in pieces(&page) {
            match piece {
                Piece::Open { name, .. } if name == "div" => depth += 1,
                Piece::Close(name) if name == "div" => depth -= 1,
                _ => {}
            }
            assert!(depth >= 0, "{page}");
        }
        assert_eq!(depth, 0);
    }
}

#[test]
fn raw_html_ends_with_the_part_of_an_update() {
    for (open, close) in [
        ("<a href=\"https://example.org/\">", "</a>"),
        ("<div>", "</div>"),
        ("<details>", "</details>"),
    ] {
        let update = format!(
            "## Project status\n\n{open}\n\nOne\n\n## Implementation notes\n\nTwo\n\n{close}\n\nThree"
        );
        let project = project(&update);
        let disk = project.on_disk();
        disk.build().code(0);
        let page = disk.page("ssr1/1.html");
        for id in ["status", "notes"] {
            let part = section(&page, id);
            let name = open.trim_start_matches('<').split([' ', '>']).next().unwrap();
            let (opened, closed) = (format!("<{name}"), format!("</{name}>"));
            assert_eq!(part.matches(&opened).count(), part.matches(&closed).count(), "{part}");
        }
        assert_eq!(disk.run(&["check"]).stderr.matches("warning[removed-html]").count(), 2);
    }
}

#[test]
fn no_level_of_headings_is_skipped() {
    for update in [
        "## Project status\n\nA\n\n### Next steps\n\nB\n\n##### Far below\n\nC\n\n## Implementation notes\n\n#### D\n\nE",
        "# One\n\n#### Two\n\n## Three\n\n###### Four",
        "### One\n\n> ###### Two\n\n# Three",
        "## Implementation notes\n\na\n\n# Bigger\n\nb\n\n## Implementation notes\n\nc\n\n### D\n\nd",
        "<h5>One</h5>\n\n<h6 lang=\"fr\">Deux</h6>\n\n## Three\n\n<details>\n<summary>a</summary>\n\n<h6>Four</h6>\n\n</details>",
    ] {
        for page in
            pages(&project(update), ["ssr1/1.html", "ssr1/2020-03-31/1.html", "ssr1/print.html"])
        {
            let levels = levels(&page);
            assert!(levels.len() > 3, "{levels:?}");
            let skips = levels.windows(2).any(|pair| pair[1] > pair[0] + 1);
            assert!(!skips && levels[0] == 1, "{levels:?} of {update:?}");
        }
    }
}

#[test]
fn a_heading_without_words_is_none() {
    let update =
        "## {#place}\n\n[There](#place)\n\n### ![](p.png)\n\n## <img src=gone.png> {#notes}\n\nb\n";
    let project = project(update).file("content/ssr1/2020-03-31/p.png", PICTURE);
    let [page] = pages(&project, ["ssr1/2020-03-31/1.html"]);
    assert!(
        page.contains("<p id=\"place\"></p>") && page.contains("<a href=\"#place\">There</a>"),
        "{page}"
    );
    let headings = pieces(&page);
    let mut headings = headings.windows(2).filter(|pair| matches!(&pair[0], Piece::Open { name, .. } if name.starts_with('h') && name.len() == 2 && name != "hr"));
    assert!(headings.all(|pair| matches!(&pair[1], Piece::Text(_) | Piece::Open { .. })), "{page}");
}

#[test]
fn a_title_says_all_that_its_heading_does() {
    let update = "Intro\n\n## Project status <img src=\"p.png\" alt=\"GREEN\">\n\n## Our [words](https://example.org/z)[^1] {#status}\n\n\
        Begun.\n\n## Implementation notes\n\n[d]: https://example.org/d\n\nSee [d].\n\n[^1]: Why.\n";
    let project = project(update).file("content/ssr1/2020-03-31/p.png", PICTURE);
    let [page, data] = pages(&project, ["ssr1/2020-03-31/1.html", "data/ssr1/report.json"]);
    assert_eq!(page.matches("id=\"status\"").count(), 1, "{page}");
    for part in ["alt=\"GREEN\"", "<a href=\"https://example.org/z\">words</a><sup", "Begun."] {
        assert!(page.contains(part), "no {part} in {page}");
    }
    for part in ["Project status GREEN", "Our words", "[d]: https://example.org/d"] {
        assert!(data.contains(part), "no {part} in {data}");
    }
}

#[test]
fn notes_have_ids_of_their_own() {
    let update = "a[^n] b[^N] c[^m]\n\n[^n]: one\n\n[^N]: two\n\n[^m]: three\n\n[^o]: four";
    let [page] = pages(&project(update), ["ssr1/1.html"]);
    let pieces = pieces(&page);
    let mut ids: Vec<&str> = pieces.iter().filter_map(|piece| piece.attribute("id")).collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "{ids:?}");
    for words in ["one", "two", "three", "four"] {
        assert!(text(&page).contains(words));
    }
    let leads = pieces.iter().filter_map(|piece| piece.attribute("href")?.strip_prefix('#'));
    let mut lost = leads.filter(|id| !id.is_empty() && ids.binary_search(id).is_err());
    assert_eq!(lost.next(), None);
}

#[test]
fn links_find_headings_however_accents_are_written() {
    let update =
        "## हिन्दी भाषा\n\n## Te\u{301}st\n\n[a](#हिन्दी-भाषा) [b](#te\u{301}st) [c](#t%C3%A9st)";
    let project = project(update);
    let disk = project.on_disk();
    disk.build().code(0);
    let page = disk.page("ssr1/1.html");
    assert!(page.contains("id=\"हिन्दी-भाषा\"") && page.contains("id=\"t\u{e9}st\""), "{page}");
    assert!(!disk.run(&["check"]).stderr.contains("broken-anchor"));
}

#[test]
fn addresses_in_raw_html_are_those_of_links() {
    let body = "<a href=\"../recommendations/rec-2.md#why\" title=\"t\">two</a>, <a href='rec:2'>2</a>, \
        <a href=\"https://example.org/\">there</a>, <a href=\"gone.md\">gone</a>, \
        <img src=\"map.png\" alt=\"a map\" width=\"9\"> <img src=\"none.png\" alt=\"no map\">\n";
    let project = project(body)
        .recommendation("ssr1", "2", "+++\n## Why\n\nBecause.\n")
        .file("content/ssr1/2020-03-31/map.png", PICTURE);
    let rendered = project.render();
    let told: Vec<String> = rendered.lines();
    assert!(told.iter().any(|line| line.contains("there is no file `gone.md`")), "{told:?}");
    assert!(told.iter().any(|line| line.contains("there is no file `none.png`")), "{told:?}");
    assert!(!told.iter().any(|line| line.contains("unused-file")), "{told:?}");
    let page = rendered.page("ssr1/2020-03-31/1.html");
    for part in [
        "<a href=\"2.html#statement-why\" title=\"t\">two</a>, <a href=\"2.html\">2</a>",
        "<a href=\"https://example.org/\">there</a>, <a>gone</a>",
        "<img src=\"map.png\" alt=\"a map\" width=\"9\"> no map",
    ] {
        assert!(page.contains(part), "no {part} in {page}");
    }
    let print = rendered.page("ssr1/2020-03-31/print.html");
    assert!(
        print.contains("<img src=\"data:image/png;base64,"),
        "the picture travels with the page"
    );
    let there = "<a href=\"https://example.org/\">there</a><sup class=\"address-number\">[";
    assert!(print.contains(there), "{print}");
}
