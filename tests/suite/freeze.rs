//! Published editions cannot change unnoticed.

use ssr_site::path::SourcePath;

use super::harness::{Disk, Project, Rendered};
use super::html::{links, section, text};

const FIRST: &str = "2015-06-30";
const SECOND: &str = "2015-09-30";

/// Two editions; the second carries the first recommendation's update forward.
fn project() -> Project {
    Project::new()
        .with_report(&["1", "2"])
        .edition("ssr1", FIRST)
        .edition("ssr1", SECOND)
        .update("ssr1/2015-06-30", "1", "planned", "+++\nALPHA\n")
        .update("ssr1/2015-09-30", "2", "planned", "+++\nBRAVO\n")
}

/// The same with both editions frozen on 2015-10-05.
fn frozen() -> Project {
    let disk = project().on_disk();
    freeze(&disk, FIRST);
    freeze(&disk, SECOND);
    [FIRST, SECOND].into_iter().fold(project(), |project, edition| {
        project.file(&lock(edition), std::fs::read(disk.path(&lock(edition))).unwrap())
    })
}

fn lock(edition: &str) -> String {
    format!("content/ssr1/{edition}.lock")
}

/// Freezes an edition on 2015-10-05.
fn freeze(disk: &Disk, edition: &str) {
    disk.run(&["freeze", edition]).code(0);
    let text = std::fs::read_to_string(disk.path(&lock(edition))).unwrap();
    let lines = text.lines().map(|line| {
        let line = if line.starts_with("frozen = ") { "frozen = 2015-10-05" } else { line };
        format!("{line}\n")
    });
    disk.write(&lock(edition), lines.collect::<String>());
}

const CHANGED: &str = "error[changed-after-freeze] content/ssr1/2015-06-30/rec-1.md:2:10: \
                       the update of recommendation 1 was changed after `ssr1/2015-06-30` and \
                       `ssr1/2015-09-30` were frozen";

const CORRECTED: &str = "[[corrections]]\ndate = 2015-10-14\nnote = \"It was complete: see Recommendation 2.\"\n+++\nALPHA\n";

#[test]
fn a_lock_is_no_page() {
    let rendered = frozen().render().says(&[]).builds();
    assert!(rendered.pages.keys().all(|route| !route.contains("lock")), "{:?}", rendered.pages);
}

#[test]
fn an_update_that_is_carried_forward_is_told_of_once() {
    let silent = frozen().update("ssr1/2015-06-30", "1", "complete", "+++\nALPHA\n");
    assert!(silent.render().says(&[CHANGED]).pages.is_empty());
    let windows = "+++\r\nnumber = \"1\"\r\nstatus = \"planned\"\r\n+++\r\nALPHA\r\n\r\n";
    frozen().file("content/ssr1/2015-06-30/rec-1.md", windows).render().says(&[]).builds();
}

/// What was added after the last edition was frozen is on the latest pages, and no link leads to a
/// page that a frozen edition does not have.
#[test]
fn what_is_added_later_is_on_no_page_of_a_frozen_edition() {
    let vocabulary = |more: &str| {
        format!(
            "+++\nkind = \"implementation\"\ntitle = \"First review\"\nseries = \"SSR1\"\n\
             [[statuses]]\nid = \"planned\"\nlabel = \"Planned\"\nkind = \"active\"\n{more}+++\n"
        )
    };
    let index = "content/ssr1/_index.md";
    let base = project().file(index, vocabulary(""));
    let disk = base.on_disk();
    freeze(&disk, SECOND);
    let status = "[[statuses]]\nid = \"halted\"\nlabel = \"Halted\"\nkind = \"dropped\"\n";
    let rendered = base
        .file(&lock(SECOND), std::fs::read(disk.path(&lock(SECOND))).unwrap())
        .file(index, vocabulary(status))
        .recommendation("ssr1", "1a", "covered_by = 1\n+++\nLike Recommendation 2.\n")
        .render()
        .says(&[]);
    assert!(text(rendered.page("ssr1/index.html")).contains("Title of 1a"));
    assert!(text(rendered.page("ssr1/index.html")).contains("Halted"));
    assert!(text(rendered.page("ssr1/2.html")).contains("Title of 1a"));
    assert!(rendered.pages.contains_key("ssr1/1a.html"));
    let frozen =
        [format!("ssr1/{FIRST}/"), format!("ssr1/{SECOND}/"), "data/ssr1/2015-".to_owned()];
    for (route, page) in &rendered.pages {
        let page = String::from_utf8_lossy(page);
        if frozen.iter().any(|start| route.starts_with(start)) {
            assert!(!route.contains("1a.html") && !page.contains("1a.html"), "{route}");
            assert!(!page.contains("Title of 1a"), "{route}");
            assert!(!page.contains("Halted"), "{route}");
        }
    }
    for (route, page) in rendered.html() {
        let directory = SourcePath::new(route).parent();
        for (address, _) in links(page) {
            let path = address.split(['#', '?']).next().unwrap_or_default();
            if path.is_empty() || path.contains(':') {
                continue;
            }
            // What is shown for any missing address has addresses from the root.
            let target = match path.strip_prefix('/') {
                Some("") => SourcePath::new("index.html"),
                Some(rooted) if rooted.ends_with('/') => {
                    SourcePath::new(&format!("{rooted}index.html"))
                }
                Some(rooted) => SourcePath::new(rooted),
                None => directory.resolve(path).unwrap(),
            };
            assert!(rendered.pages.contains_key(target.as_str()), "{route} links to {address}");
        }
    }
}

#[track_caller]
fn shows(rendered: &Rendered, route: &str, expected: bool) {
    let page = rendered.page(route);
    let corrected = text(page).contains("It was complete: see Recommendation 2.");
    assert_eq!(corrected, expected, "{route}");
    assert_eq!(page.contains("id=\"corrections\""), expected, "{route}");
}

#[test]
fn a_correction_is_on_every_page_that_shows_the_file() {
    let rendered =
        frozen().update("ssr1/2015-06-30", "1", "complete", CORRECTED).render().says(&[]);
    for route in ["2015-06-30/index", "2015-06-30/1", "2015-09-30/index", "2015-09-30/1", "1"] {
        shows(&rendered, &format!("ssr1/{route}.html"), true);
    }
    for route in ["2015-06-30/2", "2015-09-30/2", "2"] {
        shows(&rendered, &format!("ssr1/{route}.html"), false);
    }
    let edition = rendered.page("ssr1/2015-09-30/index.html");
    assert!(edition.contains(", <a href=\"1.html\">Recommendation 1</a></dt>"), "{edition}");
}

#[test]
fn corrections_of_statements_and_editions() {
    let statement = frozen()
        .recommendation("ssr1", "1", CORRECTED.replace("ALPHA\n", "").as_str())
        .render()
        .says(&[]);
    for route in ["2015-06-30/index", "2015-06-30/1", "2015-09-30/index", "2015-09-30/1", "1"] {
        shows(&statement, &format!("ssr1/{route}.html"), true);
    }
    let index = format!("+++\ntitle = \"Edition\"\n{CORRECTED}");
    let edition = frozen().file("content/ssr1/2015-06-30/_index.md", index).render().says(&[]);
    shows(&edition, "ssr1/2015-06-30/index.html", true);
    shows(&edition, "ssr1/2015-09-30/index.html", false);
    shows(&edition, "ssr1/2015-06-30/1.html", false);
}

#[test]
fn an_edition_of_a_review_shows_its_corrections() {
    let index = "+++\nkind = \"review\"\ntitle = \"Plan\"\nof = \"ssr1\"\n+++\n";
    let edition = "+++\ntitle = \"First\"\n\
                   [[corrections]]\ndate = 2015-10-14\nnote = \"An *entry* was added\"\n+++\n";
    let rendered = project()
        .file("content/plan/_index.md", index)
        .file("content/plan/2015-06-30/_index.md", edition)
        .file("content/plan/2015-09-30/_index.md", "+++\ntitle = \"Second\"\n+++\n")
        .render()
        .builds();
    assert!(!rendered.page("plan/2015-09-30/index.html").contains("id=\"corrections\""));
    let page = text(section(rendered.page("plan/2015-06-30/index.html"), "corrections"));
    assert!(page.ends_with("14 October 2015 An entry was added"), "{page}");
}

#[test]
fn the_newest_correction_is_first() {
    let corrections = "[[corrections]]\ndate = 2015-10-14\nnote = \"ECHO\"\n\
                       [[corrections]]\ndate = 2015-10-20\nnote = \"FOXTROT\"\n+++\n";
    let statement = "[[corrections]]\ndate = 2015-10-16\nnote = \"GOLF\"\n+++\n";
    let rendered = project()
        .recommendation("ssr1", "1", statement)
        .update("ssr1/2015-06-30", "1", "complete", corrections)
        .render()
        .says(&[]);
    for route in ["ssr1/1.html", "ssr1/2015-09-30/1.html", "ssr1/2015-09-30/index.html"] {
        let text = text(rendered.page(route));
        let at = ["FOXTROT", "GOLF", "ECHO"].map(|word| text.find(word).unwrap());
        assert!(at.is_sorted(), "{route}: {text}");
    }
}

#[test]
fn a_correction_may_be_older_than_the_edition() {
    let corrections = "[[corrections]]\ndate = 2015-08-01\nnote = \"ECHO\"\n+++\n";
    let rendered =
        project().update("ssr1/2015-06-30", "1", "complete", corrections).render().says(&[]);
    let page = text(rendered.page("ssr1/2015-09-30/1.html"));
    assert!(page.contains("Corrections Amendments made after publication"), "{page}");
    assert!(!page.contains("after this edition"), "{page}");
}

#[test]
fn the_whole_cycle() {
    let disk = frozen().on_disk();
    let path = "content/ssr1/2015-06-30/rec-1.md";
    let text =
        |status: &str, rest: &str| format!("+++\nnumber = \"1\"\nstatus = \"{status}\"\n{rest}");
    disk.write(path, text("complete", "+++\nALPHA\n"));
    disk.run(&["check"]).code(1);
    disk.run(&["freeze", FIRST]).code(1);
    disk.write(path, text("complete", CORRECTED));
    disk.run(&["check"]).code(0);
    disk.build().code(0);
    freeze(&disk, FIRST);
    // The other edition has not been frozen again: the correction still covers it there.
    disk.write(path, text("behind-replan", CORRECTED));
    let said = disk.run(&["check"]).code(1).stderr;
    assert!(said.contains("was changed after `ssr1/2015-06-30` was frozen"), "{said}");
    freeze_refused(&disk);
}

fn freeze_refused(disk: &Disk) {
    let before = std::fs::read(disk.path(&lock(FIRST))).unwrap();
    disk.run(&["freeze", FIRST]).code(1);
    assert_eq!(std::fs::read(disk.path(&lock(FIRST))).unwrap(), before);
}

#[test]
fn a_lock_that_is_mangled() {
    let mangled = "format = 1\nfrozen = yesterday\nindex = { sha256 = \"0\" }\n";
    let rendered = project().file(&lock(FIRST), mangled).render();
    let lines = rendered.lines();
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert!(lines[0].starts_with("error[toml-syntax] content/ssr1/2015-06-30.lock:2:10: "));
    assert_eq!(
        lines[1],
        "error[wrong-type] content/ssr1/2015-06-30.lock:3:20: \
         expected 64 hexadecimal digits in quotes, found `\"0\"`"
    );
    let disk = project().file(&lock(FIRST), mangled).on_disk();
    disk.run(&["freeze", FIRST]).code(1);
    project()
        .file("content/ssr1/2015-12-31.lock", "format = 1\n")
        .render()
        .says(&["error[stray-lock] content/ssr1/2015-12-31.lock: \
                 this lock belongs to the edition `2015-12-31` of `ssr1`, which does not exist"]);
}

/// A killed freeze leaves the old or the new lock file.
#[test]
fn a_killed_freezing_leaves_a_whole_lock() {
    let disk = frozen().update("ssr1/2015-06-30", "1", "complete", CORRECTED).on_disk();
    let path = disk.path(&lock(FIRST));
    let old = std::fs::read(&path).unwrap();
    let begun = std::time::Instant::now();
    disk.run(&["freeze", FIRST]).code(0);
    let (longest, new) = (begun.elapsed(), std::fs::read(&path).unwrap());
    assert_ne!(old, new);
    let mut killed = 0;
    for kill in 0..40_u32 {
        disk.write(&lock(FIRST), &old);
        let mut child = disk.command(&["freeze", "-q", FIRST]).spawn().unwrap();
        std::thread::sleep(longest * kill / 40);
        killed += u32::from(child.try_wait().unwrap().is_none());
        child.kill().unwrap();
        child.wait().unwrap();
        let left = std::fs::read(&path).unwrap();
        assert!(left == old || left == new, "{}", String::from_utf8_lossy(&left));
    }
    assert!(killed > 5, "{killed} of 40 were running");
    disk.write(&lock(FIRST), &old);
    disk.run(&["freeze", FIRST]).code(0);
    assert!(std::fs::read(&path).unwrap() == new);
}
