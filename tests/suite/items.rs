//! What a report calls its recommendations, in everything that is made of it.

use std::collections::BTreeMap;

use serde_json::Value;

use super::architecture::source_files;
use super::harness::Project;
use super::html::{Piece, links, pieces, text};
use super::languages::literals;

/// Everything that a report can have, in a report of commitments.
fn commitments() -> Project {
    let report = "+++\nkind = \"implementation\"\ntitle = \"Open government plan\"\nseries = \"NAP4\"\n\
                  count = 5\nitem = { one = \"commitment\", other = \"commitments\" }\n+++\nThe plan, from Commitment 1 on.\n";
    let review = "+++\nkind = \"review\"\ntitle = \"Mid-term review\"\nof = \"nap4\"\n\
                  teams = [{ code = \"A\", name = \"Team A\" }]\n+++\n";
    let late = "[[milestones]]\nlabel = \"Law\"\n[[deliverables]]\ntext = \"A law\"\n\
                due = \"2015-01-31\"\nresponsible = [\"Ministry\"]\n+++\nSee Commitment 2, and Commitments 1 and 4.\n";
    let slipped = "[[deliverables]]\ntext = \"A law\"\ndue = \"2015-01-31\"\nrevised_due = \"2017-01-31\"\n\
                   slip_reason = \"Elections\"\nresponsible = [\"Ministry\", \"Parliament\"]\n\
                   [[deliverables]]\ntext = \"A report\"\ncompleted = true\n\
                   [[corrections]]\ndate = 2016-07-01\nnote = \"A date\"\n+++\nAs in commitment 1.\n";
    Project::new()
        .file(
            "book.toml",
            "[book]\ntitle = \"Plans\"\nauthors = [\"The office\"]\n\
             [output.html]\nsite-url = \"https://example.org/\"\n",
        )
        .file("content/about.md", "+++\ntitle = \"About\"\n+++\nSee Commitment 3.\n")
        .file("content/nap4/_index.md", report)
        .recommendation("nap4", "1", "group = \"One\"\n[[corrections]]\ndate = 2016-07-02\nnote = \"A word\"\n")
        .recommendation("nap4", "2", "group = \"One\"\ndisposition = { decision = \"accepted\", date = 2014-01-31 }\n+++\nLike NAP4 Commitment 1.\n")
        .recommendation("nap4", "3", "covered_by = 2")
        .recommendation("nap4", "4", "+++\nSee Commitment 2.\n")
        .edition("nap4", "2015-06-30")
        .edition("nap4", "2016-06-30")
        .update("nap4/2015-06-30", "1", "planned", late)
        .update("nap4/2015-06-30", "2", "planned", "+++\nSee Commitment 1.\n")
        .update("nap4/2016-06-30", "1", "behind-replan", slipped)
        .update("nap4/2016-06-30", "2", "complete", "")
        .file("content/review/_index.md", review)
        .file("content/review/rec-1.md", "+++\nnumber = 1\nteams = [\"A\"]\nprogress = 20\n[[tasks]]\ntext = \"Ask\"\n+++\nOf Commitment 2.\n")
        .file("content/review/rec-2.md", "+++\nnumber = 2\n+++\n")
}

/// Names that programs and authors know: keys, classes, ids, files and rules.
const IDENTIFIERS: &[&str] = &[
    "recommendations.csv",
    "missing-recommendation",
    "unknown-recommendation",
    "nap4/recommendations/",
    "`recommendations/`",
];

/// Attributes whose values are no texts.
const CODED: &[&str] = &[
    "action",
    "aria-controls",
    "aria-describedby",
    "aria-labelledby",
    "class",
    "for",
    "headers",
    "href",
    "id",
    "name",
    "src",
];

/// What people read in a file, with what it is, as far as it is no address, id or key.
fn told(route: &str, bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    let extension = route.rsplit('.').next().unwrap_or_default();
    match extension {
        "html" => in_page(&text),
        "json" if route.starts_with("data/schema/") => Vec::new(),
        "json" => in_json(&serde_json::from_str(&text).unwrap()),
        "js" if route.starts_with("search-index") => {
            let json = text.split_once('=').unwrap().1.trim().trim_end_matches(';');
            in_json(&serde_json::from_str(json).unwrap())
        }
        "csv" => text.lines().skip(1).map(without_addresses).collect(),
        "xml" => vec![without_addresses(&text)],
        _ => Vec::new(),
    }
}

fn in_page(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut inside = String::new();
    for piece in pieces(html) {
        match piece {
            Piece::Open { name, attributes, .. } => {
                let texts = attributes.into_iter().filter(|(name, _)| !CODED.contains(&&**name));
                found.extend(texts.map(|(_, value)| value));
                inside = name;
            }
            Piece::Text(text) if inside == "script" => {
                if let Ok(data) = serde_json::from_str(&text) {
                    found.extend(in_json(&data));
                }
            }
            // The texts of a style sheet are in quotes.
            Piece::Text(text) if inside == "style" => {
                found.extend(text.split('"').skip(1).step_by(2).map(str::to_owned));
            }
            Piece::Text(text) => found.push(text),
            Piece::Close(_) => inside.clear(),
        }
    }
    found
}

fn in_json(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![without_addresses(text)],
        Value::Array(items) => items.iter().flat_map(in_json).collect(),
        Value::Object(entries) => entries
            .iter()
            .filter(|(key, _)| *key != "kind")
            .flat_map(|(_, value)| in_json(value))
            .collect(),
        _ => Vec::new(),
    }
}

fn without_addresses(text: &str) -> String {
    let is_address = |word: &&str| {
        word.contains('/') && ["://", ".html", ".csv"].iter().any(|part| word.contains(part))
    };
    text.split(|char: char| char.is_whitespace() || "\"<>,;".contains(char))
        .filter(|word| !is_address(word))
        .collect::<Vec<_>>()
        .join(" ")
}

/// The files of a built site that say a word, with what is around it.
fn that_say(word: &str, files: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let mut found = Vec::new();
    for (route, bytes) in files.iter().filter(|(route, _)| !route.starts_with("assets/")) {
        for text in told(route, bytes) {
            // The name of a file is the same for every report.
            if let Some(around) = around(word, &text).filter(|it| it != "recommendations.csv") {
                found.push(format!("{route}: {around}"));
            }
        }
    }
    found
}

fn around(word: &str, text: &str) -> Option<String> {
    let text = text.to_lowercase();
    let at = text.find(word)?;
    let start = text.floor_char_boundary(at.saturating_sub(40));
    Some(text[start..text.ceil_char_boundary((at + 60).min(text.len()))].to_owned())
}

#[test]
fn pages_data_feeds_and_the_index_say_what_the_report_says() {
    let rendered = commitments().render().builds();
    assert_eq!(that_say("recommendation", &rendered.pages), [""; 0]);
    let said = that_say("commitment", &rendered.pages);
    for route in [
        "about.html",
        "data/nap4/report.json",
        "data/nap4/2016-06-30.json",
        "feed.xml",
        "index.html",
        "nap4/1.html",
        "nap4/2016-06-30/1.html",
        "nap4/2016-06-30/changes.html",
        "nap4/2016-06-30/index.html",
        "nap4/2016-06-30/print.html",
        "nap4/feed.xml",
        "nap4/index.html",
        "nap4/overdue.html",
        "nap4/owners.html",
        "nap4/print.html",
        "nap4/references.html",
        "review/index.html",
        "search-index.js",
        "search.html",
        "contents.html",
    ] {
        let start = format!("{route}: ");
        assert!(said.iter().any(|line| line.starts_with(&start)), "{route} among {said:#?}");
    }
    // The same report without a word of its own: the test can find it.
    let plain = commitments().changed(str::to_owned, |_, text| {
        text.replace("item = { one = \"commitment\", other = \"commitments\" }\n", "")
    });
    let plain = plain.render().builds();
    assert!(that_say("recommendation", &plain.pages).len() > 100);
    assert_eq!(plain.pages.len(), rendered.pages.len());
}

#[test]
fn words_stand_as_in_a_sentence_or_a_title() {
    let rendered = commitments().render().builds();
    let case = |route: &str, expected: &str| {
        let page = text(rendered.page(route));
        let page = page.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(page.contains(expected), "{expected:?} on {route}:\n{page}");
    };
    case("nap4/1.html", "Commitment 1: Title of 1 – Plans");
    case("nap4/1.html", "NAP4 Commitment 1: Title of 1");
    case("nap4/2016-06-30/1.html", "Go to the latest view of this commitment");
    case("nap4/2016-06-30/4.html", "No update on this commitment by this edition.");
    case("nap4/index.html", "Commitments by status");
    case("nap4/references.html", "3 references between commitments.");
    case("review/index.html", "2 of 4 commitments have an entry.");
    case("index.html", "2 of 4 commitments have an entry");
    case("search.html", "Words or commitment number");
    case("contents.html", "Commitments Commitment 1: Title of 1");
    case("nap4/print.html", "StatusMeaningCommitments");
}

/// Three reports: of actions, commitments and recommendations.
fn three() -> Project {
    let report =
        |item: &str| format!("+++\nkind = \"implementation\"\ntitle = \"Report\"\n{item}+++\n");
    let numbered = |project: Project, report: &str| {
        let project = ["1", "2"].iter().fold(project, |project, number| {
            project.recommendation(
                report,
                number,
                "+++\nSee Action 1, Commitment 1 and Recommendation 1.\n",
            )
        });
        project.edition(report, "2016-06-30").update(
            &format!("{report}/2016-06-30"),
            "1",
            "planned",
            "",
        )
    };
    let project = Project::new()
        .file("content/about.md", "+++\ntitle = \"About\"\n+++\nActions 1 and 2, Commitment 2; recommendation 2.\n")
        .file("content/acts/_index.md", report("item = { one = \"action\", other = \"actions\", title = \"Act\", titles = \"Acts\" }\n"))
        .file("content/plan/_index.md", report("item = { one = \"commitment\", other = \"commitments\" }\n"))
        .file("content/ssr1/_index.md", report(""));
    ["acts", "plan", "ssr1"].into_iter().fold(project, numbered)
}

#[test]
fn each_report_has_its_own() {
    let rendered = three().render().builds();
    let case = |route: &str, has: &[&str], lacks: &[&str]| {
        let page = in_page(rendered.page(route)).join("\n");
        for word in has {
            assert!(page.contains(word), "{word} on {route}: {page}");
        }
        for word in lacks {
            assert!(!page.contains(word), "{word} on {route}: {page}");
        }
    };
    case(
        "acts/index.html",
        &["Acts by status", "All actions"],
        &["ommitment", "ecommendation", "an action", "a action"],
    );
    case("plan/index.html", &["Commitments by status"], &["action", "ecommendation"]);
    case("ssr1/index.html", &["Recommendations by status"], &["action", "ommitment"]);
    case("acts/1.html", &["Act 1: Title of 1"], &[]);
    case("search.html", &["Words or item number"], &["ecommendation number"]);
    case("contents.html", &["Acts", "Commitments", "Recommendations"], &["Items"]);
}

#[test]
fn label_words_lead_to_the_report_that_uses_them() {
    #[track_caller]
    fn case(project: &Project, route: &str, label: &str, target: Option<&str>) {
        let rendered = project.render().builds();
        let found = links(rendered.page(route));
        let found = found.iter().find(|(_, text)| text == label).map(|(to, _)| &**to);
        assert_eq!(found, target, "{label} on {route}");
    }
    let one = commitments();
    case(&one, "about.html", "Commitment 3", Some("nap4/3.html"));
    case(&one, "nap4/4.html", "Commitment 2", Some("2.html"));
    case(&one, "nap4/2.html", "Commitment 1", Some("1.html"));
    case(&one, "review/index.html", "Commitment 2", Some("../nap4/2.html"));
    // The usual words are not those of a report with its own.
    let usual = one.file(
        "content/about.md",
        "+++\ntitle = \"About\"\n+++\nSee Recommendation 3, NAP4 Recommendation 3.\n",
    );
    case(&usual, "about.html", "Recommendation 3", None);
    let three = three();
    case(&three, "about.html", "1", Some("acts/1.html"));
    case(&three, "about.html", "Commitment 2", Some("plan/2.html"));
    case(&three, "about.html", "recommendation 2", Some("ssr1/2.html"));
    case(&three, "acts/2.html", "Action 1", Some("1.html"));
    case(&three, "acts/2.html", "Commitment 1", Some("../plan/1.html"));
    case(&three, "ssr1/2.html", "Action 1", Some("../acts/1.html"));
    case(&three, "ssr1/2.html", "Recommendation 1", Some("1.html"));
    // Two reports use the word: only the own one is meant.
    let same = three.file(
        "content/acts/_index.md",
        "+++\nkind = \"implementation\"\ntitle = \"A\"\nitem = { one = \"commitment\", other = \"commitments\" }\n+++\n",
    );
    case(&same, "about.html", "Commitment 2", None);
    case(&same, "acts/2.html", "Commitment 1", Some("1.html"));
    case(&same, "plan/2.html", "Commitment 1", Some("1.html"));
}

#[test]
fn messages_say_what_the_report_says() {
    let disk = commitments()
        .file(
            "content/broken.md",
            "+++\ntitle = \"Broken\"\n+++\nCommitment 9, [x](rec:8), [y](rec:nap4/07).\n",
        )
        .recommendation("nap4", "6", "covered_by = 9")
        .recommendation("nap4", "7", "covered_by = 7")
        .update("nap4/2016-06-30", "2", "complete", "+++\nLike Commitment 4.\n")
        .update("nap4/2016-06-30", "8", "planned", "")
        .file("content/nap4/2016-06-30/rec-2b.md", "+++\nnumber = 2\nstatus = \"complete\"\n+++\n")
        .file("content/nap4/recommendations/rec-2b.md", "+++\nnumber = 2\ntitle = \"T\"\n+++\n")
        .file("content/review/rec-9.md", "+++\nnumber = 9\n+++\n")
        .on_disk();
    let check = disk.run(&["check"]).code(1);
    for expected in [
        "there is no commitment 9 in `nap4`",
        "there is no commitment 8 in `nap4`",
        "there are two commitments 2",
        "this edition has two updates of commitment 2",
        "commitment 7 cannot be covered by itself",
        "commitment 5 of 5 has no file",
        "commitments 2 and 4 form a reference cycle",
    ] {
        assert!(check.stderr.contains(expected), "{expected}:\n{}", check.stderr);
    }
    let say_nothing_else = |output: &str| {
        let output =
            IDENTIFIERS.iter().fold(output.to_lowercase(), |text, name| text.replace(name, ""));
        assert_eq!(around("recommendation", &output), None, "{output}");
    };
    say_nothing_else(&check.stderr);
    let disk = commitments().on_disk();
    let build = disk.build().code(0);
    assert!(build.stderr.contains("built 4 commitments in 2 editions into"), "{}", build.stderr);
    say_nothing_else(&build.stderr);
    for arguments in [
        &["new", "recommendation", "4"][..],
        &["new", "update", "9"],
        &["new", "update", "2"],
        &["freeze", "2016-06-30"],
        &["new", "edition", "2016-09-30"],
        &["new", "update", "3", "--edition", "2016-09-30"],
        &["new", "recommendation", "5"],
        &["print", "--recommendations", "9"],
    ] {
        let run = disk.run(arguments);
        say_nothing_else(&run.stdout);
        say_nothing_else(&run.stderr.replace("new recommendation", ""));
    }
    let update = std::fs::read_to_string(disk.path("content/nap4/2016-09-30/rec-3.md")).unwrap();
    assert!(update.contains("Inherits the status of commitment 2"), "{update}");
}

#[test]
fn other_languages_have_other_forms() {
    let strings = "recommendation = \"{Item} № {number}\"\nrecommendations = \"{Items}\"\n\
                   all-recommendations = \"Всё\"\n\
                   recommendations-caption = { one = \"{n} {item}\", few = \"{n} {item-few}\", many = \"{n} {item-many}\", other = \"{n} {items}\" }\n";
    let index = "+++\nkind = \"implementation\"\ntitle = \"План\"\nitem = { one = \"пункт\", few = \"пункта\", many = \"пунктов\", other = \"пункта\", titles = \"Пункты\" }\n+++\n";
    let of = |count: usize| {
        let project = Project::new()
            .file("book.toml", "[book]\ntitle = \"План\"\nlanguage = \"ru\"\n")
            .file("themes/default/strings/ru.toml", strings)
            .file("content/plan/_index.md", index)
            .edition("plan", "2016-06-30")
            .update("plan/2016-06-30", "1", "planned", "");
        let numbers = (1..=count).map(|number| number.to_string());
        numbers.fold(project, |project, number| project.recommendation("plan", &number, ""))
    };
    for (count, expected) in [(1, "1 пункт"), (3, "3 пункта"), (5, "5 пунктов"), (21, "21 пункт")]
    {
        let rendered = of(count).render().builds();
        let page = text(rendered.page("plan/index.html"));
        assert!(page.contains(expected), "{expected}: {page}");
        assert!(rendered.page("plan/1.html").contains("Пункт № 1"));
        assert!(text(rendered.page("contents.html")).contains("Пункты"));
    }
}

/// Texts of the theme and of messages name recommendations by what the report calls them.
#[test]
fn texts_have_no_word_of_their_own_for_it() {
    let names = |text: &str| {
        let text = text.replace("{recommendation}", "");
        let words = text.split(|char: char| !(char.is_alphanumeric() || "_-".contains(char)));
        let bare = text.contains(char::is_whitespace) || text.contains(char::is_uppercase);
        let is_name = |word: &str| ["recommendation", "recommendations"].contains(&word);
        bare && words.into_iter().any(|word| is_name(&word.to_lowercase()))
    };
    assert!(names("a recommendation") && names("Recommendation"));
    assert!(!names("{recommendation}: {change}") && !names("recommendations"));
    let texts = include_str!("../../themes/default/strings/en.toml");
    let mut wrong = Vec::new();
    let texts = texts.lines().filter_map(|line| line.split_once(" = "));
    for (key, value) in texts.filter(|(key, _)| !key.starts_with(['#']) && !key.starts_with("item"))
    {
        if value.split('"').skip(1).step_by(2).any(names) {
            wrong.push(format!("en.toml: {key}: write `{{item}}` or `{{items}}`"));
        }
    }
    for file in source_files() {
        if !["check", "cli", "freeze", "scaffold", "site"].contains(&&*file.module) {
            continue;
        }
        let text = file.text();
        // The documentation of a rule speaks of all reports.
        let lines = |part: &str| text.find(part).map_or(0, |at| text[..at].lines().count());
        let documentation = lines("RULE: Rule = Rule {")..=lines("\n    run,\n};");
        for (word, line) in literals(&text) {
            let known =
                KNOWN.iter().any(|(path, known)| file.path.ends_with(path) && word.contains(known));
            if !known && names(&word) && !documentation.contains(&line) {
                wrong.push(format!(
                    "src/{}:{line}: use `called()` in \"{word}\"",
                    file.path.display()
                ));
            }
        }
    }
    assert_eq!(wrong, [""; 0]);
}

/// Messages about no report.
const KNOWN: &[(&str, &str)] = &[
    ("cli/init.rs", "report on a recommendation"),
    // Explains what may happen to any report.
    ("check/codes.rs", ""),
    ("cli/check/summary.rs", "recommendation and rule"),
    ("cli/check/summary.rs", "(no recommendation)"),
    ("cli/new.rs", "ssr-site new recommendation"),
    ("cli/new.rs", "references need a series"),
    ("scaffold/report.rs", "short name"),
    ("scaffold/report.rs", "number of"),
    ("check/unknown_reference.rs", "this site has no recommendations"),
    ("scaffold/find.rs", "create it with `ssr-site new recommendation`"),
];
