use chrono::NaiveDate;

use super::*;
use crate::config::Config;
use crate::site::{Lock, View};
use crate::world::MemoryWorld;

fn load(world: &MemoryWorld) -> (Site, Vec<Diagnostic>) {
    let (config, mut diagnostics) = Config::load(world);
    let (site, found) = Site::load(config.expect("settings"), world);
    diagnostics.extend(found);
    (site, diagnostics)
}

/// Two recommendations in two editions, each frozen on 2016-07-05; only the first is reported in
/// the first edition.
fn project() -> MemoryWorld {
    let mut world = MemoryWorld::new([
        ("book.toml", "[book]\ntitle = \"T\"\n"),
        ("content/ssr1/_index.md", "+++\nkind = \"implementation\"\ntitle = \"T\"\n+++\n"),
        (
            "content/ssr1/recommendations/rec-1.md",
            "+++\nnumber = 1\ntitle = \"One\"\n+++\nDo it.\n",
        ),
        ("content/ssr1/recommendations/rec-2.md", "+++\nnumber = 2\ntitle = \"Two\"\n+++\n"),
        ("content/ssr1/2016-03-31/_index.md", "+++\ntitle = \"First\"\n+++\n"),
        ("content/ssr1/2016-03-31/rec-1.md", "+++\nnumber = 1\nstatus = \"planned\"\n+++\n"),
        ("content/ssr1/2016-06-30/_index.md", "+++\ntitle = \"Second\"\n+++\n"),
        ("content/ssr1/2016-06-30/rec-2.md", "+++\nnumber = 2\nstatus = \"planned\"\n+++\n"),
    ]);
    for name in ["2016-03-31", "2016-06-30"] {
        freeze(&mut world, name);
    }
    world
}

fn freeze(world: &mut MemoryWorld, name: &str) {
    let (site, _) = load(world);
    let report = &site.reports[0];
    let edition = report.edition_named(name).expect("an edition");
    let day = NaiveDate::from_ymd_opt(2016, 7, 5).expect("a day");
    let lock = lock(&site, report.place, edition, day, world).expect("a lock");
    world.insert(&format!("content/ssr1/{name}.lock"), to_toml(&lock, &format!("ssr1/{name}")));
}

/// The findings: file and message.
fn found(world: &MemoryWorld) -> Vec<String> {
    let (site, _) = load(world);
    let comparison = compare(&site, &frozen(&site), world);
    assert!(comparison.problems.is_empty(), "{:?}", comparison.problems);
    let findings = findings(&site, &comparison.changes);
    findings.iter().map(|found| format!("{}: {}", found.location.path, found.message)).collect()
}

const BOTH: &str = "after `ssr1/2016-03-31` and `ssr1/2016-06-30` were frozen";
const FIRST: &str = "after `ssr1/2016-03-31` was frozen";
const SECOND: &str = "after `ssr1/2016-06-30` was frozen";

#[test]
fn nothing_changed() {
    assert_eq!(found(&project()), [""; 0]);
}

#[test]
fn a_file_with_other_text() {
    #[track_caller]
    fn case(path: &str, text: &str, expected: &[&str]) {
        let mut world = project();
        let path = format!("content/ssr1/{path}");
        world.insert(&path, text);
        let expected: Vec<String> =
            expected.iter().map(|message| format!("{path}: {message}")).collect();
        assert_eq!(found(&world), expected);
    }
    let update = "2016-03-31/rec-1.md";
    let changed = format!("the update of recommendation 1 was changed {BOTH}");
    let text =
        |corrections: &str| format!("+++\nnumber = 1\nstatus = \"complete\"\n{corrections}\n+++\n");
    let correction =
        |date: &str| format!("[[corrections]]\ndate = {date}\nnote = \"It was complete.\"\n");
    case(update, "+++\r\nstatus = 'planned'\r\nnumber = 1\r\n+++\r\n", &[]);
    case(update, &text(""), &[&changed]);
    case(update, &text(&correction("2016-07-04")), &[&changed]);
    case(update, &text(&correction("2016-07-05")), &[]);
    case(update, &text(&(correction("2016-07-04") + &correction("2016-07-06"))), &[]);
    case(
        "2016-06-30/rec-2.md",
        "+++\nnumber = 2\nstatus = \"complete\"\n+++\n",
        &[&format!("the update of recommendation 2 was changed {SECOND}")],
    );
    let statement = "recommendations/rec-1.md";
    case(
        statement,
        "+++\nnumber = 1\ntitle = \"One\"\n+++\nDo that.\n",
        &[&format!("the statement of recommendation 1 was changed {BOTH}")],
    );
    let corrected = correction("2016-08-01");
    case(statement, &format!("+++\nnumber = 1\ntitle = \"One\"\n{corrected}+++\nDo that.\n"), &[]);
    case(
        "2016-03-31/_index.md",
        "+++\ntitle = \"1st\"\n+++\n",
        &[&format!("the edition's own text was changed {FIRST}")],
    );
    let corrected = format!("+++\ntitle = \"1st\"\n{}+++\n", correction("2016-08-01"));
    case("2016-03-31/_index.md", &corrected, &[]);
    // Unreadable files are separate errors.
    case(update, "+++\nnumber = 1\nstate = \"planned\"\n+++\n", &[]);
}

#[test]
fn a_file_that_was_added() {
    #[track_caller]
    fn case(path: &str, text: &str, expected: &[&str]) {
        let mut world = project();
        let path = format!("content/ssr1/{path}");
        world.insert(&path, text);
        let expected: Vec<String> =
            expected.iter().map(|message| format!("{path}: {message}")).collect();
        assert_eq!(found(&world), expected);
    }
    let one = "+++\nnumber = 1\nstatus = \"complete\"\n+++\n";
    let two = "+++\nnumber = 2\nstatus = \"complete\"\n+++\n";
    case(
        "2016-06-30/rec-1.md",
        one,
        &[&format!("an update of recommendation 1 was added {SECOND}")],
    );
    case("2016-03-31/rec-2.md", two, &[&format!("an update of recommendation 2 was added {BOTH}")]);
    // A later recommendation is not shown there.
    let three = "+++\nnumber = 3\ntitle = \"Three\"\n+++\n";
    case("recommendations/rec-3.md", three, &[]);
    let told = "+++\nnumber = 2\nstatus = \"complete\"\n[[corrections]]\ndate = 2016-08-01\nnote = \"N\"\n+++\n";
    case("2016-03-31/rec-2.md", told, &[]);
}

#[test]
fn a_file_that_was_removed() {
    let mut world = project();
    world.remove("content/ssr1/2016-03-31/rec-1.md");
    let first = format!(
        "content/ssr1/2016-03-31/_index.md: the update of recommendation 1 was removed {FIRST}"
    );
    let second = format!(
        "content/ssr1/2016-06-30/_index.md: the update of recommendation 1 in `2016-03-31` was removed {SECOND}"
    );
    assert_eq!(found(&world), [first, second.clone()]);
    let index = "+++\ntitle = \"First\"\n[[corrections]]\ndate = 2016-08-01\nnote = \"N\"\n+++\n";
    world.insert("content/ssr1/2016-03-31/_index.md", index);
    assert_eq!(found(&world), [second]);

    let mut world = project();
    world.remove("content/ssr1/recommendations/rec-2.md");
    world.remove("content/ssr1/2016-06-30/rec-2.md");
    assert_eq!(
        found(&world),
        [
            format!("content/ssr1/2016-03-31/_index.md: recommendation 2 was removed {FIRST}"),
            format!("content/ssr1/2016-06-30/_index.md: recommendation 2 was removed {SECOND}"),
        ]
    );
}

#[test]
fn a_correction_that_is_gone_and_one_that_is_spent() {
    let mut world = project();
    let path = "content/ssr1/2016-06-30/rec-2.md";
    let text = |status: &str, corrections: usize| {
        let correction = "[[corrections]]\ndate = 2016-07-06\nnote = \"N\"\n";
        format!("+++\nnumber = 2\nstatus = \"{status}\"\n{}+++\n", correction.repeat(corrections))
    };
    world.insert(path, text("complete", 1));
    freeze(&mut world, "2016-06-30");
    assert_eq!(found(&world), [""; 0]);
    let changed = format!("{path}: the update of recommendation 2 was changed {SECOND}");
    for text in [text("planned", 1), text("complete", 0)] {
        world.insert(path, text);
        assert_eq!(found(&world), [&*changed]);
    }
    world.insert(path, text("planned", 2));
    assert_eq!(found(&world), [""; 0]);
}

#[test]
fn corrections_of_before_the_freezing() {
    let path = "content/ssr1/2016-06-30/rec-2.md";
    let text = |status: &str, corrections: &[(&str, &str)]| {
        let tables = corrections
            .iter()
            .map(|(date, note)| format!("[[corrections]]\ndate = {date}\nnote = \"{note}\"\n"));
        let corrections: String = tables.collect::<Vec<_>>().concat();
        format!("+++\nnumber = 2\nstatus = \"{status}\"\n{corrections}+++\n")
    };
    let case = |status: &str, corrections: &[(&str, &str)], is_told: bool| {
        let mut world = project();
        world.insert(path, text("planned", &[("2016-07-05", "A"), ("2016-07-06", "B")]));
        freeze(&mut world, "2016-06-30");
        world.insert(path, text(status, corrections));
        assert_eq!(found(&world).is_empty(), is_told, "{status} {corrections:?}");
    };
    let (a, b) = (("2016-07-05", "A"), ("2016-07-06", "B"));
    case("planned", &[b, a], true);
    case("planned", &[a, b, ("2001-01-01", "C")], true);
    // Only a new correction covers new changes.
    case("complete", &[a, b, ("2001-01-01", "C")], false);
    case("complete", &[a, b, ("2016-07-06", "C")], true);
    case("complete", &[("2016-08-01", "C"), a, b], true);
    // Locked corrections are part of the published content.
    case("planned", &[a, ("2016-07-06", "Bee")], false);
    case("planned", &[a, ("2016-08-01", "B")], false);
    case("planned", &[a, ("2016-07-06", "Bee"), ("2001-01-01", "C")], false);
    case("planned", &[a, ("2016-07-06", "Bee"), ("2016-08-01", "B was wrong")], true);
}

#[test]
fn locks_that_are_wrong() {
    #[track_caller]
    fn case(name: &str, change: impl Fn(String) -> String, expected: &[&str]) {
        let mut world = project();
        let (site, _) = load(&world);
        let report = &site.reports[0];
        let id = report.edition_named("2016-06-30").expect("an edition");
        let lock = to_toml(report.edition(id).lock.as_ref().expect("a lock"), "ssr1/2016-06-30");
        let path = format!("content/ssr1/{name}.lock");
        world.insert(&path, change(lock));
        let (_, diagnostics) = load(&world);
        let shown: Vec<String> = diagnostics
            .iter()
            .map(|found| {
                assert_eq!((found.location.path.as_str(), found.is_error()), (&*path, true));
                let bytes = world.read(&found.location.path).expect("is there");
                let at = found.location.span.map_or(String::new(), |span| {
                    let at = crate::diagnostic::Position::of(&bytes, span.start);
                    format!("{}:{} ", at.line, at.column)
                });
                format!("{at}[{}] {}", found.name, found.message)
            })
            .collect();
        assert_eq!(shown, expected);
    }
    let own = "2016-06-30";
    case(own, |lock| lock, &[]);
    case(own, |lock| format!("\u{feff}{}", lock.replace('\n', "\r\n")), &[]);
    case(
        own,
        |_| String::new(),
        &[
            "1:1 [missing-key] the key `format` is missing",
            "1:1 [missing-key] the key `frozen` is missing",
            "1:1 [missing-key] the key `index` is missing",
        ],
    );
    case(
        own,
        |lock| lock.replace("format = 2", "format = 3"),
        &["3:10 [unknown-format] the lock file has format 3, only 1 and 2 are supported"],
    );
    case(
        own,
        |lock| lock.replace("frozen", "frosen").replace("number = \"2\"", "number = \"1\""),
        &[
            "4:1 [unknown-key] unknown key `frosen`",
            "46:10 [duplicate-number] the number 1 is listed twice",
        ],
    );
    case(
        "2016-06-3",
        |lock| lock,
        &[
            "[stray-lock] this lock belongs to the edition `2016-06-3` of `ssr1`, which does not exist",
        ],
    );
}

/// The first format, as it was written.
fn first_format(world: &mut MemoryWorld, name: &str) {
    let (site, _) = load(world);
    let report = &site.reports[0];
    let edition = report.edition_named(name).expect("an edition");
    let view = View::Edition(edition);
    let lock = report.edition(edition).lock.as_ref().expect("a lock");
    let mut first = Lock { shown: None, ..Lock::clone(lock) };
    for (locked, id) in first.recommendations.iter_mut().zip(site.shown(report.place, view)) {
        let document = site.recommendation(id).document.expect("a statement");
        let source = site.document(document).read_source(world).expect("can be read");
        locked.statement.sha256 = Digest::of(&source).expect("can be hashed");
        (locked.title, locked.group) = (None, None);
        (locked.earlier, locked.elsewhere) = (Box::default(), Box::default());
    }
    let text = to_toml(&first, &format!("ssr1/{name}"));
    assert!(text.contains("format = 1\n") && !text.contains("title"), "{text}");
    world.insert(&format!("content/ssr1/{name}.lock"), text);
}

#[test]
fn a_lock_of_the_first_format() {
    let mut world = project();
    first_format(&mut world, "2016-06-30");
    assert_eq!(found(&world), [""; 0]);
    let (site, diagnostics) = load(&world);
    assert_eq!(diagnostics, []);
    let outdated = outdated(&site, &world);
    let told: Vec<_> = outdated.iter().map(|found| found.location.path.as_str()).collect();
    assert_eq!(told, ["content/ssr1/2016-06-30.lock"]);
    assert!(outdated[0].message.contains("`ssr1/2016-06-30` has format 1"), "{outdated:?}");
    let path = "content/ssr1/recommendations/rec-1.md";
    world.insert(path, "+++\nnumber = 1\ntitle = \"Another\"\n+++\nDo it.\n");
    assert_eq!(
        found(&world),
        [
            format!("{path}: the statement of recommendation 1 was changed {SECOND}"),
            format!("{path}: the title of recommendation 1, “One”, was changed {FIRST}"),
        ]
    );
}

/// Another text of one file of the project, or none, and what is found.
#[track_caller]
fn changed(path: &str, text: Option<&str>, expected: &[String]) {
    let mut world = project();
    let path = if path == "book.toml" { path.to_owned() } else { format!("content/ssr1/{path}") };
    match text {
        Some(text) => world.insert(&path, text),
        None => world.remove(&path),
    }
    assert_eq!(found(&world), expected, "{path} {text:?}");
}

#[test]
fn a_name_that_a_correction_does_not_cover() {
    let corrected = "[[corrections]]\ndate = 2016-08-01\nnote = \"N\"\n";
    let statement = "recommendations/rec-1.md";
    let file = format!("content/ssr1/{statement}");
    let text = |keys: &str| format!("+++\n{keys}\n{corrected}+++\nDo it.\n");
    changed(
        statement,
        Some(&text("number = 1\ntitle = \"Only\"")),
        &[format!("{file}: the title of recommendation 1, “One”, was changed {BOTH}")],
    );
    changed(
        statement,
        Some(&text("number = 1\ntitle = \"One\"\ngroup = \"G\"")),
        &[format!("{file}: recommendation 1 was given a group {BOTH}")],
    );
    // The update that it carries is then of no recommendation, which is another error.
    let mut world = project();
    world.insert(&file, text("number = 7\ntitle = \"One\""));
    let told = format!("{file}: the number of recommendation 1 was changed to 7 {BOTH}");
    assert!(found(&world).contains(&told), "{:?}", found(&world));
    // A correction of the edition itself is on its pages.
    world.insert(&file, text("number = 1\ntitle = \"Only\""));
    let index = format!("+++\ntitle = \"First\"\n{corrected}+++\n");
    world.insert("content/ssr1/2016-03-31/_index.md", index);
    let told = format!("{file}: the title of recommendation 1, “One”, was changed {SECOND}");
    assert_eq!(found(&world), [told]);
}

#[test]
fn earlier_editions() {
    let first = "2016-03-31";
    changed(
        &format!("{first}/_index.md"),
        Some("+++\ntitle = \"First\"\nsummary = \"S\"\n+++\n"),
        &[format!("content/ssr1/{first}/_index.md: the edition's own text was changed {FIRST}")],
    );
    let mut world = project();
    world.insert(
        "content/ssr1/2016-06-30/rec-1.md",
        "+++\nnumber = 1\nstatus = \"complete\"\n+++\n",
    );
    world.remove("content/ssr1/2016-06-30.lock");
    freeze(&mut world, "2016-06-30");
    assert_eq!(found(&world), [""; 0]);
    world.remove("content/ssr1/2016-03-31.lock");
    let path = "content/ssr1/2016-03-31/rec-1.md";
    world.insert(path, "+++\nnumber = 1\nstatus = \"behind-replan\"\n+++\n");
    let told = format!("{path}: the update of recommendation 1 was changed {SECOND}");
    assert_eq!(found(&world), [told]);
    world.remove(path);
    let removed = format!("the update of recommendation 1 in `2016-03-31` was removed {SECOND}");
    assert_eq!(found(&world), [format!("content/ssr1/2016-06-30/_index.md: {removed}")]);
    world.insert(path, "+++\nnumber = 1\nstatus = \"planned\"\n+++\n");
    world.insert("content/ssr1/2015-12-31/_index.md", "+++\ntitle = \"Older\"\n+++\n");
    world
        .insert("content/ssr1/2015-12-31/rec-2.md", "+++\nnumber = 2\nstatus = \"planned\"\n+++\n");
    assert_eq!(
        found(&world),
        [
            format!(
                "content/ssr1/2015-12-31/_index.md: the earlier edition `2015-12-31` was added {SECOND}"
            ),
            format!(
                "content/ssr1/2015-12-31/rec-2.md: an update of recommendation 2 was added {SECOND}"
            ),
        ]
    );
    // A later one is no change.
    changed("2016-09-30/_index.md", Some("+++\ntitle = \"Third\"\n+++\n"), &[]);
}

#[test]
fn texts_of_the_report_and_settings() {
    let index = "content/ssr1/_index.md";
    let report = |keys: &str| format!("+++\nkind = \"implementation\"\n{keys}\n+++\nText.\n");
    changed("_index.md", Some(&report("title = \"T\"\ncount = 5\ndescription = \"D\"")), &[]);
    changed(
        "_index.md",
        Some(&report("title = \"Title\"\nseries = \"S\"")),
        &[
            format!("{index}: `title` of the report was changed from “T” to “Title” {BOTH}"),
            format!("{index}: `series` of the report was set to “S” {BOTH}"),
        ],
    );
    changed(
        "book.toml",
        Some(
            "[book]\ntitle = \"T\"\ndescription = \"D\"\n[rules]\noverdue = \"deny\"\n[output.html]\nheading-offset = 1\n",
        ),
        &[],
    );
    changed(
        "book.toml",
        Some(
            "[book]\ntitle = \"T\"\nlanguage = \"fr\"\n[markdown]\nhtml = \"escape\"\n[output.print]\nenable = false\n",
        ),
        &[
            format!("book.toml: `[book] language` was changed from “en” to “fr” {BOTH}"),
            format!("book.toml: `[markdown] html` was set to “escape” {BOTH}"),
            format!("book.toml: `[output.print] enable` was set to “false” {BOTH}"),
        ],
    );
}

#[test]
fn the_vocabulary() {
    let index = "content/ssr1/_index.md";
    let status = |id: &str, label: &str, kind: &str| {
        format!("[[statuses]]\nid = \"{id}\"\nlabel = \"{label}\"\nkind = \"{kind}\"\n")
    };
    let report = |statuses: &[String]| {
        format!("+++\nkind = \"implementation\"\ntitle = \"T\"\n{}+++\n", statuses.concat())
    };
    let done = || status("complete", "Complete", "done");
    let planned = || status("planned", "Planned", "active");
    let mut world = project();
    world.insert(index, report(&[done(), planned()]));
    for name in ["2016-03-31", "2016-06-30"] {
        world.remove(&format!("content/ssr1/{name}.lock"));
        freeze(&mut world, name);
    }
    let mut case = |statuses: &[String], expected: &[&str]| {
        world.insert(index, report(statuses));
        let expected: Vec<_> =
            expected.iter().map(|told| format!("{index}: {told} {BOTH}")).collect();
        assert_eq!(found(&world), expected, "{statuses:?}");
    };
    case(&[done(), planned()], &[]);
    // A later status is not shown there.
    case(&[status("late", "Late", "late"), done(), status("x", "X", "dropped"), planned()], &[]);
    case(
        &[status("complete", "Done", "done"), planned()],
        &["the label of status `complete` was changed from “Complete” to “Done”"],
    );
    case(
        &[done(), status("planned", "Planned", "late")],
        &["the kind of status `planned` was changed from `active` to `late`"],
    );
    case(&[planned()], &["the status `complete` was removed"]);
    case(&[planned(), done()], &["the order of the statuses was changed"]);
}

#[test]
fn attached_files() {
    let mut world = project();
    world.insert("content/ssr1/2016-06-30/minutes.txt", "One");
    world.insert("content/ssr1/2016-06-30/plans/a.txt", "A");
    world.insert("content/plan.png", "Picture");
    world.insert("content/letter.txt", "Letter");
    world.insert("content/other.txt", "Other");
    let update = "[Plan](../../plan.png)\n";
    let response = "responses = [{ addressee = \"Board\", address = \"../../letter.txt\" }]\n";
    let text = |corrections: &str| {
        format!("+++\nnumber = 2\nstatus = \"planned\"\n{response}{corrections}+++\n{update}")
    };
    world.insert("content/ssr1/2016-06-30/rec-2.md", text(""));
    world.remove("content/ssr1/2016-06-30.lock");
    freeze(&mut world, "2016-06-30");
    assert_eq!(found(&world), [""; 0]);
    let case = |path: &str, text: Option<&str>, expected: Option<&str>| {
        let mut world = world.clone();
        match text {
            Some(text) => world.insert(path, text),
            None => world.remove(path),
        }
        let expected: Vec<_> =
            expected.map(|told| format!("{told} {SECOND}")).into_iter().collect();
        assert_eq!(found(&world), expected, "{path}");
    };
    let minutes = "content/ssr1/2016-06-30/minutes.txt";
    case(
        minutes,
        Some("Two"),
        Some(&format!("{minutes}: the file `ssr1/2016-06-30/minutes.txt` was replaced")),
    );
    case(
        "content/ssr1/2016-06-30/plans/a.txt",
        None,
        Some(
            "content/ssr1/2016-06-30/_index.md: the file `ssr1/2016-06-30/plans/a.txt` was removed",
        ),
    );
    case("content/plan.png", Some("P"), Some("content/plan.png: the file `plan.png` was replaced"));
    let letter = "content/letter.txt: the file `letter.txt` was replaced";
    case("content/letter.txt", Some("L"), Some(letter));
    case("content/other.txt", Some("Changed"), None);
    case("content/ssr1/2016-06-30/new.txt", Some("New"), None);
    // The update that links to it may say so.
    world.insert("content/plan.png", "P");
    let told = "[[corrections]]\ndate = 2016-08-01\nnote = \"The plan was an old one.\"\n";
    world.insert("content/ssr1/2016-06-30/rec-2.md", text(told));
    assert_eq!(found(&world), [""; 0]);
}

#[test]
fn other_reports() {
    let mut world = project();
    world.insert(
        "content/two/_index.md",
        "+++\nkind = \"implementation\"\ntitle = \"Two\"\nseries = \"TWO\"\n+++\n",
    );
    let other = |title: &str| format!("+++\nnumber = 4\ntitle = \"{title}\"\n+++\n");
    world.insert("content/two/recommendations/rec-4.md", other("Four"));
    let path = "content/ssr1/2016-06-30/rec-2.md";
    world.insert(path, "+++\nnumber = 2\nstatus = \"planned\"\n+++\nAs in TWO Recommendation 4.\n");
    world.remove("content/ssr1/2016-06-30.lock");
    freeze(&mut world, "2016-06-30");
    assert_eq!(found(&world), [""; 0]);
    world.insert("content/two/recommendations/rec-4.md", other("Another"));
    let told = "what recommendation 2 refers to in other reports was changed";
    assert_eq!(found(&world), [format!("{path}: {told} {SECOND}")]);
}

/// A correction that was there when a later edition was frozen does not cover what changes since.
#[test]
fn corrections_of_earlier_updates() {
    let mut world = project();
    let path = "content/ssr1/2016-03-31/rec-1.md";
    let text = |status: &str, corrections: usize| {
        let correction = "[[corrections]]\ndate = 2016-08-01\nnote = \"N\"\n";
        format!("+++\nnumber = 1\nstatus = \"{status}\"\n{}+++\n", correction.repeat(corrections))
    };
    world.insert(path, text("planned", 1));
    let own = "+++\nnumber = 1\nstatus = \"complete\"\n+++\n";
    world.insert("content/ssr1/2016-06-30/rec-1.md", own);
    world.remove("content/ssr1/2016-03-31.lock");
    world.remove("content/ssr1/2016-06-30.lock");
    freeze(&mut world, "2016-06-30");
    assert_eq!(found(&world), [""; 0]);
    world.insert(path, text("behind-replan", 1));
    let told = format!("{path}: the update of recommendation 1 was changed {SECOND}");
    assert_eq!(found(&world), [told]);
    world.insert(path, text("behind-replan", 2));
    assert_eq!(found(&world), [""; 0]);
}
