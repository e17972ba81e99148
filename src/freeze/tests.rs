use super::*;
use crate::config::Config;
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
    let corrected = format!("+++\nnumber = 1\ntitle = \"1\"\n{}+++\n", correction("2016-08-01"));
    case(statement, &corrected, &[]);
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
    // The second edition has its own.
    case(
        "2016-03-31/rec-2.md",
        two,
        &[&format!("an update of recommendation 2 was added {FIRST}")],
    );
    let three = "+++\nnumber = 3\ntitle = \"Three\"\n+++\n";
    case("recommendations/rec-3.md", three, &[&format!("recommendation 3 was added {BOTH}")]);
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
        |lock| lock.replace("format = 1", "format = 2"),
        &["3:10 [unknown-format] the lock file has format 2, only 1 is supported"],
    );
    case(
        own,
        |lock| lock.replace("frozen", "frosen").replace("number = \"2\"", "number = \"1\""),
        &[
            "4:1 [unknown-key] unknown key `frosen`",
            "13:10 [duplicate-number] the number 1 is listed twice",
        ],
    );
    case(
        "2016-06-3",
        |lock| lock,
        &[
            "[stray-lock] `content/ssr1/2016-06-3.lock` freezes the edition `2016-06-3`, which does not exist",
        ],
    );
}
