use chrono::NaiveDate;

use super::*;
use crate::check;
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::facts::Facts;
use crate::site::Site;
use crate::world::{MemoryWorld, World};

const REPORT: &str =
    "+++\nkind = \"implementation\"\ntitle = \"SSR1\"\nseries = \"SSR1\"\ncount = 28\n+++\n";

/// Two recommendations, one covered by the other, and two editions; a second report.
fn world() -> MemoryWorld {
    MemoryWorld::new([
        ("book.toml", "[book]\ntitle = \"Reports\"\n"),
        ("content/_index.md", "+++\ntitle = \"Reports\"\n+++\n"),
        ("content/ssr1/_index.md", REPORT),
        (
            "content/ssr1/recommendations/rec-04.md",
            "+++\nnumber = 4\ntitle = \"Relations\"\ngroup = \"The \\\"remit\\\"\"\n+++\n",
        ),
        (
            "content/ssr1/recommendations/rec-05.md",
            "+++\nnumber = 5\ntitle = \"Use them\"\ncovered_by = 4\n+++\n",
        ),
        (
            "content/ssr1/recommendations/rec-12b.md",
            "+++\nnumber = \"12b\"\ntitle = \"Practices\"\n+++\n",
        ),
        ("content/ssr1/2016-03-31/_index.md", "+++\ntitle = \"First\"\n+++\n"),
        (
            "content/ssr1/2016-03-31/rec-04.md",
            "+++\nnumber = 4 # four\nas_of = 2016-03-01\nstatus = \"planned\"\n\n\
             [[milestones]]\nlabel = \"Catalogue\"\n\n\
             [[deliverables]]\nid = \"list\"\ntext = \"List the relations\"\n\
             due = \"2016\"\nrevised_due = \"2017-Q1\"\nslip_reason = \"x\"\nresponsible = [\"Staff\"]\n\n\
             [[deliverables]]\ntext = \"Done\"\ncompleted = true\n\n\
             [[allow]]\nrule = \"missing-responsible\"\nreason = \"x\"\n+++\n## Project status\n\nText.\n",
        ),
        ("content/ssr1/2016-06-30/_index.md", "+++\ntitle = \"Second\"\n+++\n"),
        (
            "content/plan/_index.md",
            "+++\nkind = \"review\"\nof = \"ssr1\"\ntitle = \"Plan\"\n+++\n",
        ),
        ("content/plan/rec-04.md", "+++\nnumber = 4\n+++\n"),
    ])
}

fn load(world: &MemoryWorld) -> (Site, Vec<Diagnostic>) {
    let (config, mut diagnostics) = Config::load(world);
    let (site, found) = Site::load(config.expect("settings"), world);
    diagnostics.extend(found);
    (site, diagnostics)
}

fn site() -> Site {
    let (site, diagnostics) = load(&world());
    assert!(diagnostics.is_empty(), "{diagnostics:#?}");
    site
}

/// The error and its help.
fn told(refusal: &Refusal) -> String {
    let help = refusal.help.as_deref().unwrap_or("-");
    format!("{refusal}\n{help}")
}

/// Asserts that the site with these files has no errors.
#[track_caller]
fn accepted(files: &[&NewFile]) {
    let mut world = world();
    for file in files {
        assert!(world.read(&file.path).is_err(), "{} is there", file.path);
        world.insert(file.path.as_str(), file.text.clone());
    }
    let (site, mut diagnostics) = load(&world);
    diagnostics.extend(check::check(&Facts::new(site), &world).diagnostics);
    diagnostics.retain(Diagnostic::is_error);
    assert!(diagnostics.is_empty(), "{diagnostics:#?}");
}

#[test]
fn reports_by_name() {
    let site = site();
    let id = |name: Option<&str>| implementation(&site, name).map(|report| report.id.to_string());
    assert_eq!(id(None), Ok("ssr1".to_owned()));
    assert_eq!(id(Some("ssr1")), Ok("ssr1".to_owned()));
    let case = |name: &str, expected: &str| {
        assert_eq!(told(&id(Some(name)).expect_err("is refused")), expected);
    };
    case("srs1", "there is no report `srs1`\ndid you mean `ssr1`?");
    case("other", "there is no report `other`\nthe reports are `plan` and `ssr1`");
    case(
        "plan",
        "`plan` is a review; its entries are files in its own directory\n\
         name the reviewed report: `ssr1`",
    );
    assert_eq!(report(&site, Some("plan")).map(|report| &*report.id), Ok("plan"));
}

#[test]
fn no_report_is_chosen_for_the_author() {
    let mut world = world();
    world.insert("content/other/_index.md", REPORT);
    let (site, _) = load(&world);
    assert_eq!(
        told(&implementation(&site, None).expect_err("is refused")),
        "the site has several reports\nselect one with `--report`: `other` or `ssr1`"
    );
    let (site, _) = load(&MemoryWorld::new([
        ("book.toml", "[book]\ntitle = \"Reports\"\n"),
        ("content/_index.md", "+++\ntitle = \"Reports\"\n+++\n"),
    ]));
    assert!(implementation(&site, None).is_err());
}

#[test]
fn editions_with_their_report() {
    let parse = |name, report| Named::parse(name, report).map_err(|refusal| refusal.message);
    let named = |report, edition| Ok(Named { report, edition });
    assert_eq!(parse("2016-06-30", None), named(None, "2016-06-30"));
    assert_eq!(parse("2016-06-30", Some("ssr1")), named(Some("ssr1"), "2016-06-30"));
    assert_eq!(parse("ssr1/2016-06-30", None), named(Some("ssr1"), "2016-06-30"));
    assert_eq!(parse("ssr1/2016-06-30", Some("ssr1")), named(Some("ssr1"), "2016-06-30"));
    assert_eq!(
        parse("a/2016-06-30", Some("b")),
        Err("two reports are named: `b` and `a`".to_owned())
    );
}

#[test]
fn what_decides_about_a_report() {
    let site = site();
    let report = implementation(&site, None).expect("one report");
    let case = |path: &str, expected: bool| {
        assert_eq!(decides(&site, report, &SourcePath::new(path)), expected, "{path}");
    };
    case("content/ssr1", true);
    case("content/ssr1/_index.md", true);
    case("content/ssr1/2016-06-30", true);
    case("content/ssr1/2016-06-30/_index.md", true);
    case("content/ssr1/2016-03-31/rec-04.md", false);
    case("content/_index.md", false);
    case("content/plan/_index.md", false);
}

mod recommendations {
    use super::*;

    fn new(site: &Site, number: &str) -> Result<NewFile, String> {
        let report = implementation(site, None).expect("one report");
        recommendation(site, report, number, Some("A \"title\"")).map_err(|refusal| told(&refusal))
    }

    #[test]
    fn the_text() {
        let file = new(&site(), "7").expect("a file");
        accepted(&[&file]);
        assert_eq!(file.path.as_str(), "content/ssr1/recommendations/rec-07.md");
        assert_eq!(
            file.text,
            "\
+++
number = 7
title = 'A \"title\"'
# The group, one of these or another:
# group = 'The \"remit\"'
# The recommendation under which its status is reported:
# covered_by = 4
# The accepting body's decision: \"accepted\", \"accepted in principle\", \"pending\" or \"rejected\".
# disposition = { decision = \"accepted\", date = 2024-01-31, resolution = \"https://…\" }
+++
"
        );
    }

    #[test]
    fn comments_are_ready_to_be_used() {
        let mut file = new(&site(), "7").expect("a file");
        for key in ["group", "covered_by", "disposition"] {
            file.text = file.text.replace(&format!("# {key} = "), &format!("{key} = "));
        }
        accepted(&[&file]);
    }

    #[test]
    fn names() {
        #[track_caller]
        fn case(others: &[(&str, &str)], number: &str, expected: &str) {
            let mut world = MemoryWorld::new([
                ("book.toml", "[book]\ntitle = \"Reports\"\n"),
                ("content/_index.md", "+++\ntitle = \"Reports\"\n+++\n"),
                ("content/ssr1/_index.md", REPORT),
            ]);
            for (name, number) in others {
                let text = format!("+++\nnumber = \"{number}\"\ntitle = \"T\"\n+++\n");
                world.insert(&format!("content/ssr1/recommendations/{name}"), text);
            }
            let file = new(&load(&world).0, number).expect("a file");
            assert_eq!(file.path.name(), expected);
        }
        case(&[], "4", "rec-04.md");
        case(&[], "128", "rec-128.md");
        case(&[], "8.32b", "rec-08.32b.md");
        case(&[], "018/24", "rec-018-24.md");
        case(&[], "A1", "rec-A1.md");
        case(&[("rec-1.md", "1"), ("rec-12.md", "12")], "2", "rec-2.md");
        case(&[("rec-001.md", "1"), ("rec-012.md", "12")], "2", "rec-002.md");
        case(&[("rec-99.md", "99"), ("rec-100.md", "100")], "2", "rec-02.md");
        case(&[("action-01.md", "1"), ("top10.md", "3")], "2", "action-02.md");
        case(&[("a-01.md", "1"), ("b-02.md", "2")], "3", "rec-03.md");
    }

    #[test]
    fn refused() {
        let case = |number: &str, expected: &str| {
            assert_eq!(new(&site(), number), Err(expected.to_owned()));
        };
        case(
            "4",
            "`ssr1` already has recommendation 4\nit is in `content/ssr1/recommendations/rec-04.md`",
        );
        case("four", "a number needs a digit\na number is written like `25`, `4.1` or `018/24`");
    }
}

mod editions {
    use super::*;

    fn new(name: &str, options: EditionOptions<'_>) -> Result<(NewFile, NaiveDate), String> {
        let site = site();
        let report = implementation(&site, None).expect("one report");
        edition(&site, report, name, options, world().today()).map_err(|refusal| told(&refusal))
    }

    #[test]
    fn the_text() {
        let (file, date) = new("2016-09-30", EditionOptions::default()).expect("a file");
        accepted(&[&file]);
        assert_eq!(file.path.as_str(), "content/ssr1/2016-09-30/_index.md");
        assert_eq!(date.to_string(), "2016-09-30");
        assert_eq!(
            file.text,
            "+++\ntitle = \"Third quarter of 2016\"\n# One-sentence summary:\n# summary = \"…\"\n+++\n"
        );
    }

    #[test]
    fn titles_and_dates() {
        #[track_caller]
        fn case(name: &str, date: Option<&str>, expected: &str) {
            let date = date.map(|date| date.parse().expect("a day"));
            let (file, _) = new(name, EditionOptions { title: None, date }).expect("a file");
            accepted(&[&file]);
            let keys: Vec<&str> =
                file.text.lines().filter(|line| !line.starts_with(['+', '#'])).collect();
            assert_eq!(keys.join("; "), expected);
        }
        case("2016-12-31", None, "title = \"Fourth quarter of 2016\"");
        case("2016-10-01", None, "title = \"2016-10-01\"");
        case("2016-Q3", None, "title = \"Third quarter of 2016\"; date = 2016-09-30");
        case("2016-07", None, "title = \"2016-07\"; date = 2016-07-31");
        case("final", None, "title = \"final\"; date = 2020-01-01");
        case("final", Some("2016-09-30"), "title = \"Third quarter of 2016\"; date = 2016-09-30");
        case("2nd", Some("2016-10-01"), "title = \"2nd\"; date = 2016-10-01");
        case("2016-09-30", Some("2016-09-30"), "title = \"Third quarter of 2016\"");
    }

    #[test]
    fn refused() {
        let case = |name: &str, expected: &str| {
            let error = new(name, EditionOptions::default()).expect_err("is refused");
            assert_eq!(error.lines().next(), Some(expected));
        };
        case("2016-06-30", "`ssr1` already has an edition `2016-06-30`");
        case("2016-9-30", "cannot read the date `2016-9-30`");
        case("30.09.2016", "cannot read the date `30.09.2016`");
        case("2016x", "`2016x` is not a date");
        case("recommendations", "an edition cannot be called `recommendations`");
        case("..", "an edition cannot be called `..`");
        case("a b", "an edition cannot be called `a b`");
        case("", "an edition cannot be called ``");
    }
}

mod updates {
    use super::*;

    fn new(number: &str, edition: Option<&str>) -> Result<NewUpdate, String> {
        let site = site();
        let report = implementation(&site, None).expect("one report");
        update(&site, report, number, edition, &world()).map_err(|error| match error {
            UpdateError::Refused(refusal) => told(&refusal),
            other => other.to_string(),
        })
    }

    #[test]
    fn it_starts_from_the_one_that_is_carried_forward() {
        let update = new("4", None).expect("a file");
        accepted(&[&update.file]);
        assert_eq!(update.carried_from.as_deref(), Some("2016-03-31"));
        assert_eq!(update.file.path.as_str(), "content/ssr1/2016-06-30/rec-04.md");
        let before = world().read(&SourcePath::new("content/ssr1/2016-03-31/rec-04.md"));
        let before = String::from_utf8(before.expect("is there")).expect("text");
        let allow = "\n[[allow]]\nrule = \"missing-responsible\"\nreason = \"x\"\n";
        assert_eq!(update.file.text, before.replace("2016-03-01", "2016-06-30").replace(allow, ""));
    }

    /// An update of recommendation 4 in the first edition, and what is copied into the second.
    #[track_caller]
    fn links(before: &str, expected: &str) {
        let mut world = world();
        let file = |text: &str| format!("+++\nnumber = 4\nstatus = \"planned\"\n{text}");
        world.insert("content/ssr1/2016-03-31/rec-04.md", file(before));
        for path in ["2016-03-31/minutes.txt", "2016-03-31/a b.png", "2016-03-31/plans/c.txt"] {
            world.insert(&format!("content/ssr1/{path}"), "File");
        }
        world.insert("content/shared.txt", "File");
        let (site, _) = load(&world);
        let report = implementation(&site, None).expect("one report");
        let made = update(&site, report, "4", None, &world).expect("a file");
        assert_eq!(made.file.text, file(expected), "{before}");
        assert!(made.lost.is_empty(), "{before}: {:?}", made.lost);
        world.insert(made.file.path.as_str(), made.file.text);
        let (before, after) = (errors(&world, "2016-03-31"), errors(&world, "2016-06-30"));
        assert_eq!(after.len(), before.len(), "{after:?}");
    }

    /// The problems with links in an edition.
    fn errors(world: &MemoryWorld, edition: &str) -> Vec<String> {
        let (site, mut found) = load(world);
        found.extend(check::check(&Facts::new(site), world).diagnostics);
        let found = found.iter().filter(|it| it.location.path.as_str().contains(edition));
        let found = found.filter(|it| it.name.contains("reference") || it.name.contains("link"));
        found.map(|it| it.message.clone()).collect()
    }

    #[test]
    fn links_lead_where_they_led() {
        let old = "../2016-03-31";
        let body = |text: &str| format!("+++\n{text}\n");
        let case = |before: &str, after: &str| links(&body(before), &body(after));
        case("See the [minutes](minutes.txt).", &format!("See the [minutes]({old}/minutes.txt)."));
        case("![A](<a b.png> \"B\")", &format!("![A](<{old}/a b.png> \"B\")"));
        case("![A](a%20b.png)", &format!("![A]({old}/a%20b.png)"));
        case("[a](./plans/c.txt#x)", &format!("[a]({old}/plans/c.txt#x)"));
        case(
            "[a][b]\r\n\r\n[b]: minutes.txt 'C'",
            &format!("[a][b]\r\n\r\n[b]: {old}/minutes.txt 'C'"),
        );
        case("<a href=\"minutes.txt\">a</a>", &format!("<a href=\"{old}/minutes.txt\">a</a>"));
        case("<img alt=a src='a b.png'>", &format!("<img alt=a src='{old}/a b.png'>"));
        for same in [
            "[a](../../shared.txt) [b](../2016-03-31/minutes.txt) [c](rec:4) [d](#e)",
            "`[a](minutes.txt)` and\n\n    [a](minutes.txt)\n",
            "[a](https://example.org/minutes.txt) [b](/minutes.txt) [c](nowhere.txt)",
            "[its own](rec-04.md) and [the edition](_index.md)",
        ] {
            case(same, same);
        }
        // Another update of the edition: its recommendation, as of the new edition.
        let mut world = world();
        world.insert(
            "content/ssr1/2016-03-31/rec-12b.md",
            "+++\nnumber = \"12b\"\nstatus = \"planned\"\n+++\n[a](rec-04.md#status)\n",
        );
        let (site, _) = load(&world);
        let report = implementation(&site, None).expect("one report");
        let made = update(&site, report, "12b", None, &world).expect("a file");
        assert!(made.file.text.ends_with("[a](../recommendations/rec-04.md#status)\n"));
    }

    #[test]
    fn links_in_front_matter() {
        let old = "../2016-03-31";
        links(
            "disposition = { decision = \"accepted\", resolution = 'plans/c.txt' }\n\
             [[deliverables]]\ntext = \"\"\"\nSee [it](minutes.txt) # no\n\"\"\"\nslip_reason = \"[a](minutes.txt)\"\n\
             evidence = [\"minutes.txt#a\", 'https://example.org', # two\n  \"./a%20b.png\"]\n+++\n",
            &format!(
                "disposition = {{ decision = \"accepted\", resolution = '{old}/plans/c.txt' }}\n\
                 [[deliverables]]\ntext = \"\"\"\nSee [it]({old}/minutes.txt) # no\n\"\"\"\nslip_reason = \"[a](minutes.txt)\"\n\
                 evidence = [\"{old}/minutes.txt#a\", 'https://example.org', # two\n  \"{old}/a%20b.png\"]\n+++\n"
            ),
        );
        // A text with escapes is written anew.
        links(
            "[[deliverables]]\ntext = \"\\\"[It](minutes.txt)\\\"\"\n+++\n",
            &format!("[[deliverables]]\ntext = '\"[It]({old}/minutes.txt)\"'\n+++\n"),
        );
    }

    #[test]
    fn a_fresh_one() {
        let update = new("12B", None).expect("a file");
        accepted(&[&update.file]);
        assert_eq!(update.carried_from, None);
        assert_eq!(update.file.path.as_str(), "content/ssr1/2016-06-30/rec-12b.md");
        assert_eq!(
            update.file.text,
            "\
+++
number = \"12b\"
# complete, planned, behind-recoverable or behind-replan:
# status = \"planned\"

# [[milestones]]
# label = \"…\"
# date = \"…\"

# [[deliverables]]
# id = \"…\"
# text = \"…\"
# responsible = [\"…\"]
# due = \"…\"
+++
## Project status

## Implementation notes
"
        );
    }

    #[test]
    fn a_covered_one_needs_no_status() {
        let update = new("5", None).expect("a file");
        accepted(&[&update.file]);
        let status = "# Inherits the status of recommendation 4, unless it has its own:\n\
                      # complete, planned, behind-recoverable or behind-replan:\n# status = \"planned\"\n";
        assert!(update.file.text.contains(status), "{}", update.file.text);
    }

    #[test]
    fn an_edition_written_afterwards_is_told_what_later_ones_have() {
        let mut world = world();
        world.insert("content/ssr1/2015-12-31/_index.md", "+++\ntitle = \"Before\"\n+++\n");
        let (site, _) = load(&world);
        let report = implementation(&site, None).expect("one report");
        let update = update(&site, report, "4", Some("2015-12-31"), &world).expect("a file");
        let text = update.file.text;
        assert!(text.contains("# [[milestones]]\n# label = \"Catalogue\"\n"), "{text}");
        assert!(text.contains("group:\n# group = 'The \"remit\"'\n"), "{text}");
    }

    #[test]
    fn refused() {
        let case = |number: &str, edition: Option<&str>, expected: &str| {
            assert_eq!(new(number, edition), Err(expected.to_owned()));
        };
        case(
            "4",
            Some("2016-03-31"),
            "`2016-03-31` already has an update of recommendation 4\n\
             it is in `content/ssr1/2016-03-31/rec-04.md`",
        );
        case("9", None, "there is no recommendation `9` in `ssr1`\nthey range from 4 to 12b");
        case("12c", None, "there is no recommendation `12c` in `ssr1`\ndid you mean `12b`?");
        case(
            "4",
            Some("2016-06-3"),
            "there is no edition `2016-06-3` of `ssr1`\ndid you mean `2016-06-30`?",
        );
        case(
            "4",
            Some("2016-09-30"),
            "there is no edition `2016-09-30` of `ssr1`\n\
             the editions are `2016-03-31` and `2016-06-30`; \
             create it with `ssr-site new edition 2016-09-30`",
        );
    }

    #[test]
    fn nothing_starts_from_what_is_broken() {
        let mut world = world();
        let path = "content/ssr1/2016-03-31/rec-04.md";
        world.insert(path, "+++\nnumber = 4\nstatsu = \"planned\"\n+++\n");
        let (site, _) = load(&world);
        let report = implementation(&site, None).expect("one report");
        assert_eq!(
            update(&site, report, "4", None, &world),
            Err(UpdateError::Broken(SourcePath::new(path)))
        );
    }
}

mod what_is_open {
    use super::*;

    #[track_caller]
    fn case(date: &str, expected: &str) {
        let site = site();
        let report = implementation(&site, None).expect("one report").place;
        let date = date.parse().expect("a day");
        assert_eq!(open_items(&Facts::new(site), report, date).to_string(), expected);
    }

    #[test]
    fn the_list() {
        case(
            "2016-09-30",
            "\
open as of 2016-06-30, 2 of 3:
    4  planned           Relations
       - due 2016, moved to 2017-Q1: List the relations
  12b  not yet reported  Practices
",
        );
        case("2015-12-31", "this is the first edition: no earlier updates\n");
    }

    /// 4 has the part 12b, with these keys, and was 40 in the edition before.
    #[track_caller]
    fn with_a_part(keys: &str, expected: &str) {
        let mut world = world();
        let path = "content/ssr1/recommendations/rec-12b.md";
        world.insert(path, "+++\nnumber = \"12b\"\ntitle = \"Practices\"\npart_of = 4\n+++\n");
        world.remove("content/ssr1/2016-03-31/rec-04.md");
        world.insert(
            "content/ssr1/2016-03-31/rec-12b.md",
            format!("+++\nnumber = \"12b\"\n{keys}+++\n"),
        );
        world.remove("content/ssr1/2016-06-30/rec-04.md");
        world.insert("content/ssr1/2017-06-30/_index.md", "+++\ntitle = \"Third\"\n+++\n");
        world.insert("content/ssr1/2017-06-30/rec-04.md", "+++\nnumber = 4\nwas = 40\n+++\n");
        world.insert(
            "content/ssr1/recommendations/rec-20.md",
            "+++\nnumber = 20\ntitle = \"Twenty\"\n+++\n",
        );
        let (site, _) = load(&world);
        let report = implementation(&site, None).expect("one report").place;
        let date = NaiveDate::from_ymd_opt(2016, 9, 30).expect("a day");
        assert_eq!(open_items(&Facts::new(site), report, date).to_string(), expected);
    }

    #[test]
    fn a_whole_of_a_derived_status() {
        with_a_part(
            "status = \"planned\"\n",
            "\
open as of 2016-06-30, 2 of 4:
   20  not yet reported  Twenty
  12b  planned           Practices
",
        );
        // It has a number of its time, and comes after 20.
        with_a_part(
            "",
            "\
open as of 2016-06-30, 3 of 4:
   20  not yet reported  Twenty
   40  not stated        Relations
  12b  not stated        Practices
",
        );
    }

    #[test]
    fn nothing() {
        let mut world = world();
        world.remove("content/ssr1/recommendations/rec-12b.md");
        let done = "+++\nnumber = 4\nstatus = \"complete\"\n+++\n";
        world.insert("content/ssr1/2016-06-30/rec-04.md", done);
        let (site, _) = load(&world);
        let report = implementation(&site, None).expect("one report").place;
        let date = NaiveDate::from_ymd_opt(2016, 9, 30).expect("a day");
        assert_eq!(
            open_items(&Facts::new(site), report, date).to_string(),
            "nothing was open as of 2016-06-30\n"
        );
    }
}
