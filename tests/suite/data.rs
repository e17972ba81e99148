//! Open data: contents, and validity against the schemas.

use std::collections::BTreeMap;
use std::io;
use std::sync::Mutex;

use serde_json::{Value, json};
use ssr_site::address::PageList;
use ssr_site::facts::Facts;
use ssr_site::path::SourcePath;
use ssr_site::project;
use ssr_site::render::{Rendering, WriteError};
use ssr_site::world::{Listing, MemoryWorld, ReadError, World};

use super::harness::{Project, Rendered, report};

#[path = "../../benches/synthetic/mod.rs"]
mod synthetic;

/// A larger synthetic project with a review.
fn invented() -> Project {
    let mut project = Project::empty();
    let options = synthetic::Options {
        recommendations: 30,
        editions: 3,
        changed_percent: 50,
        review: true,
        seed: 7,
    };
    synthetic::generate(&options, &mut |path, text| {
        project = std::mem::take(&mut project).file(path, text);
    });
    project
}

fn json(rendered: &Rendered, route: &str) -> Value {
    serde_json::from_str(rendered.page(route)).unwrap()
}

fn files<'r>(
    rendered: &'r Rendered,
    ending: &'static str,
) -> impl Iterator<Item = (&'r str, &'r str)> {
    rendered
        .pages
        .iter()
        .filter(move |(route, _)| route.starts_with("data/") && route.ends_with(ending))
        .map(|(route, bytes)| (route.as_str(), std::str::from_utf8(bytes).unwrap()))
}

/// The schema with all other keys forbidden: an undocumented key must be noticed here.
fn strict(mut schema: Value) -> Value {
    fn close(value: &mut Value) {
        match value {
            Value::Object(table) => {
                if table.contains_key("properties") && table.get("type") == Some(&json!("object")) {
                    table.insert("additionalProperties".to_owned(), json!(false));
                }
                table.values_mut().for_each(close);
            }
            Value::Array(list) => list.iter_mut().for_each(close),
            _ => {}
        }
    }
    close(&mut schema);
    schema
}

/// Validates every file against its schema. Returns the number of files.
#[track_caller]
fn validate(rendered: &Rendered) -> usize {
    let schemas: BTreeMap<String, jsonschema::Validator> = files(rendered, ".json")
        .filter(|(route, _)| route.starts_with("data/schema/"))
        .map(|(route, text)| {
            let schema: Value = serde_json::from_str(text).unwrap();
            assert!(jsonschema::meta::is_valid(&schema), "{route} is no schema");
            let name = route.rsplit('/').next().unwrap().to_owned();
            (name, jsonschema::validator_for(&strict(schema)).unwrap())
        })
        .collect();
    assert_eq!(schemas.len(), 3);
    let mut count = 0;
    for (route, text) in files(rendered, ".json").filter(|(route, _)| !route.contains("schema/")) {
        let value: Value = serde_json::from_str(text).unwrap();
        let name = value["$schema"].as_str().unwrap().rsplit('/').next().unwrap();
        let errors: Vec<String> = schemas[name]
            .iter_errors(&value)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{route}\n{}", errors.join("\n"));
        assert!(text.ends_with("}\n"));
        count += 1;
    }
    count
}

#[test]
fn files_are_what_their_schemas_say() {
    assert_eq!(validate(&report().render().builds()), 6);
    assert_eq!(validate(&invented().render().builds()), 5);
    let starter = Project::empty().directory("src/scaffold/starter/site");
    assert!(validate(&starter.render().builds()) >= 3);
}

#[test]
fn a_schema_notices_what_is_wrong() {
    let rendered = report().render().builds();
    let schema = json(&rendered, "data/schema/report-1.json");
    let schema = jsonschema::validator_for(&schema).unwrap();
    let file = json(&rendered, "data/ssr1/report.json");
    let wrong = |change: fn(&mut Value)| {
        let mut file = file.clone();
        change(&mut file);
        assert!(!schema.is_valid(&file));
    };
    wrong(|file| file["version"] = json!(2));
    wrong(|file| file["recommendations"][0]["number"] = json!(1));
    wrong(|file| file["statuses"][0]["kind"] = json!("complete"));
    wrong(|file| file["editions"][0]["date"] = json!("June 2015"));
    wrong(|file| drop(file["recommendations"][0].as_object_mut().unwrap().remove("updates")));
}

/// A world that records reads.
struct Watched<'l> {
    world: MemoryWorld,
    log: &'l Mutex<Vec<Step>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Read,
    Written,
}

impl World for Watched<'_> {
    fn walk(&self, directory: &SourcePath) -> Listing {
        self.world.walk(directory)
    }

    fn read(&self, path: &SourcePath) -> Result<Vec<u8>, ReadError> {
        self.log.lock().unwrap().push(Step::Read);
        self.world.read(path)
    }

    fn today(&self) -> chrono::NaiveDate {
        self.world.today()
    }
}

/// A writer that records writes.
struct Noted<'l>(&'l Mutex<Vec<Step>>);

impl io::Write for Noted<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().push(Step::Written);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes a data file of a site read from one world and rendered from another.
fn stream(
    read: &MemoryWorld,
    rendered: &dyn World,
    route: &str,
    out: &mut dyn io::Write,
) -> Result<(), WriteError> {
    let site = project::site(read, |_| ()).0.unwrap();
    let theme = project::theme(&site, read).0.unwrap();
    let (list, _) = PageList::new(&site, &theme);
    let index = list.routes().iter().position(|known| known.as_str() == route).unwrap();
    Rendering::new(&Facts::new(site), &theme, rendered, &list).stream(index, out).unwrap()
}

#[test]
fn files_are_written_while_they_are_made() {
    let world = invented().world();
    for route in ["report.json", "2015-06-30.json", "2015-12-31.json"] {
        let log = Mutex::default();
        let watched = Watched { world: world.clone(), log: &log };
        stream(&world, &watched, &format!("data/synthetic/{route}"), &mut Noted(&log)).unwrap();
        let log = log.into_inner().unwrap();
        let first_written = log.iter().position(|step| *step == Step::Written).unwrap();
        let last_read = log.iter().rposition(|step| *step == Step::Read).unwrap();
        assert!(first_written < last_read, "{route} was held whole");
    }
}

#[test]
fn a_file_that_changed_meanwhile_is_told_of() {
    let world = dated().world();
    let mut changed = world.clone();
    changed.insert("content/ssr1/2015-12-31/rec-1.md", "+++\nnumber = 1\n+++\nOther\n");
    for route in ["data/ssr1/report.json", "data/ssr1/2015-12-31.json"] {
        let error = stream(&world, &changed, route, &mut Vec::new()).unwrap_err();
        let WriteError::Content(found) = error else { panic!("{error}") };
        assert_eq!(found.name, "changed-file");
        assert_eq!(found.location.path.as_str(), "content/ssr1/2015-12-31/rec-1.md");
    }
    stream(&world, &changed, "data/ssr1/2015-06-30.json", &mut Vec::new()).unwrap();
}

fn dated() -> Project {
    Project::new()
        .with_report(&["1", "2", "3"])
        .recommendation("ssr1", "2", "covered_by = 1\n+++\nAdopt *it*. See Recommendation 3.\n")
        .edition("ssr1", "2015-06-30")
        .edition("ssr1", "2015-12-31")
        .update(
            "ssr1/2015-06-30",
            "1",
            "planned",
            "[[deliverables]]\nid = \"plan\"\ntext = \"The [plan](https://example.org/)\"\n\
             due = \"2015-06-15\"\nresponsible = [\"Staff\", \"Board\"]\n+++\n## Status\n\nWork goes on.\n",
        )
        .update(
            "ssr1/2015-12-31",
            "1",
            "behind-replan",
            "[[deliverables]]\nid = \"plan\"\ntext = \"The [plan](https://example.org/)\"\n\
             due = \"2015-06-15\"\nrevised_due = \"2016-06-15\"\nslip_reason = \"No staff\"\n\
             [[corrections]]\ndate = 2016-02-01\nnote = \"A *date*\"\n+++\n## Status\n\nLate.\n\n## Notes\n\n- one\n",
        )
}

#[test]
fn a_report_tells_everything() {
    let rendered = dated().render().builds();
    let file = json(&rendered, "data/ssr1/report.json");
    assert_eq!(file["$schema"], "../schema/report-1.json");
    assert_eq!(file["report"]["url"], "../../ssr1/index.html");
    assert_eq!(file["editions"][1]["data"], "2015-12-31.json");
    assert_eq!(file["editions"][1]["totals"]["late"], 2);
    let [one, two, three] = file["recommendations"].as_array().unwrap().as_slice() else {
        panic!("{file}");
    };
    assert_eq!(two["statement"]["markdown"], "Adopt *it*. See Recommendation 3.");
    assert_eq!(two["statement"]["text"], "Adopt it. See Recommendation 3.");
    assert_eq!(
        two["status"],
        json!({ "id": "behind-replan", "inherited_from": "1", "derived_from": 0 })
    );
    assert_eq!(
        (&two["references"][0]["strength"], &two["references"][0]["number"]),
        (&json!("covered-by"), &json!("1"))
    );
    assert_eq!(three["referenced_by"][0]["url"], "../../ssr1/2.html");
    assert_eq!(three["status"], Value::Null);
    assert_eq!(three["updates"], json!([]));

    let update = &one["updates"][1];
    assert_eq!(update["url"], "../../ssr1/2015-12-31/1.html");
    assert_eq!(update["as_of"], "2015-12-31");
    assert_eq!(update["notes"], json!({ "markdown": "- one", "text": "one" }));
    assert_eq!(update["corrections"][0]["date"], "2016-02-01");
    assert_eq!(update["corrections"][0]["note"]["text"], "A date");
    let deliverable = &update["deliverables"][0];
    assert_eq!(deliverable["text"]["text"], "The plan");
    assert_eq!((&deliverable["slips"], &deliverable["overdue_days"]), (&json!(1), &json!(199)));
    assert_eq!(one["updates"][0]["deliverables"][0]["overdue_days"], 15);

    let due = &one["changes"][1]["changes"][1];
    assert_eq!(due["kind"], "due");
    assert_eq!((&due["from"], &due["to"]), (&json!("2015-06-15"), &json!("2016-06-15")));
    assert_eq!((&due["days"], &due["reason"]), (&json!(366), &json!("No staff")));
    assert_eq!(two["changes"][1]["changes"][0]["inherited_from"], "1");
}

#[test]
fn files_have_sums_by_group_and_party() {
    let row = |text: &str, rest: &str| format!("[[deliverables]]\ntext = \"{text}\"\n{rest}\n");
    let rows = [
        row("A", "responsible = [\"Board\", \"Staff\"]\ndue = \"2016-03\""),
        row("B", "responsible = [\"staff\"]\ncompleted = true"),
        row("C", ""),
        row("See Recommendation 2", "responsible = [\"Board\"]"),
    ];
    let rendered = Project::new()
        .with_report(&[])
        .recommendation("ssr1", "1", "group = \"One\"")
        .recommendation("ssr1", "2", "group = \"Two\"")
        .recommendation("ssr1", "3", "group = \"One\"")
        .edition("ssr1", "2016-03-31")
        .edition("ssr1", "2016-06-30")
        .update("ssr1/2016-03-31", "1", "planned", "")
        .update("ssr1/2016-06-30", "1", "planned", &rows.concat())
        .update("ssr1/2016-06-30", "2", "complete", "")
        .render()
        .builds();
    let whole = json(&rendered, "data/ssr1/report.json");
    let sums = |of: &Value| {
        ["count", "done", "done_percent", "open", "overdue"].map(|key| of[key].as_u64().unwrap())
    };
    assert_eq!(sums(&whole["deliverables"]), [3, 1, 33, 2, 1]);
    let groups: Vec<_> = whole["groups"]
        .as_array()
        .unwrap()
        .iter()
        .map(|group| {
            let totals = &group["totals"];
            let count = |key: &str| totals[key].as_u64().unwrap();
            (
                group["name"].as_str(),
                count("recommendations"),
                count("done"),
                sums(&group["deliverables"]),
            )
        })
        .collect();
    assert_eq!(
        groups,
        [(Some("One"), 2, 0, [3, 1, 33, 2, 1]), (Some("Two"), 1, 1, [0, 0, 0, 0, 0])]
    );
    let parties: Vec<_> = whole["parties"]
        .as_array()
        .unwrap()
        .iter()
        .map(|party| (party["name"].as_str(), sums(&party["deliverables"])))
        .collect();
    assert_eq!(
        parties,
        [
            (Some("Board"), [1, 0, 0, 1, 1]),
            (Some("Staff"), [2, 1, 50, 1, 1]),
            (None, [1, 0, 0, 1, 0]),
        ]
    );
    let early = json(&rendered, "data/ssr1/2016-03-31.json");
    assert_eq!(sums(&early["deliverables"]), [0; 5]);
    assert_eq!(early["groups"].as_array().unwrap().len(), 2);
    assert_eq!(early["parties"].as_array().unwrap().len(), 0);
}

#[test]
fn an_edition_tells_what_it_carries_forward() {
    let rendered = dated().edition("ssr1", "2016-12-31").render().builds();
    let file = json(&rendered, "data/ssr1/2016-12-31.json");
    let one = &file["recommendations"][0];
    assert_eq!(one["carried_forward"], true);
    assert_eq!(one["update"]["edition"], "2015-12-31");
    assert_eq!(one["update"]["deliverables"][0]["overdue_days"], 565, "by the day of this edition");
    assert_eq!(one["changes"], Value::Null);
    let first = json(&rendered, "data/ssr1/2015-06-30.json");
    let one = &first["recommendations"][0];
    assert_eq!((&one["carried_forward"], &one["status"]["id"]), (&json!(false), &json!("planned")));
    assert!(!rendered.page("data/ssr1/2015-06-30.json").contains("2015-12-31"), "the future");
}

#[test]
fn addresses_are_absolute_where_the_site_has_one() {
    let book = "[book]\ntitle = \"T\"\n[output.html]\nsite-url = \"https://example.org/r/\"\n";
    let rendered = dated().file("book.toml", book).render().builds();
    let file = json(&rendered, "data/ssr1/report.json");
    assert_eq!(file["$schema"], "https://example.org/r/data/schema/report-1.json");
    assert_eq!(file["site"]["url"], "https://example.org/r/");
    assert_eq!(file["recommendations"][0]["url"], "https://example.org/r/ssr1/1.html");
    let schema = json(&rendered, "data/schema/report-1.json");
    assert_eq!(schema["$id"], file["$schema"]);
    assert_eq!(json(&dated().render().builds(), "data/schema/report-1.json").get("$id"), None);
}

#[test]
fn data_can_be_left_out() {
    let book = "[book]\ntitle = \"T\"\n[output.data]\nenable = false\n";
    let rendered = dated().file("book.toml", book).render().builds();
    assert_eq!(files(&rendered, "").count(), 0);
    for (route, html) in rendered.html() {
        assert!(!html.contains("data/"), "{route}");
    }
}

/// The rows of a table, by column.
fn rows(rendered: &Rendered, route: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(rendered.page(route).as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

#[test]
fn tables_have_rows() {
    let rendered = dated().render().builds();
    let found = rows(&rendered, "data/ssr1/recommendations.csv");
    assert_eq!(found.len(), 3);
    assert_eq!((&*found[1]["status"], &*found[1]["inherited_from"]), ("behind-replan", "1"));
    assert_eq!((&*found[0]["deliverables"], &*found[0]["deliverables_overdue"]), ("1", "1"));
    assert_eq!(found[2]["status"], "");
    let found = rows(&rendered, "data/ssr1/deliverables.csv");
    let latest: Vec<&str> = found.iter().map(|row| &*row["latest"]).collect();
    assert_eq!(latest, ["no", "yes"]);
    assert_eq!((&*found[1]["responsible"], &*found[0]["responsible"]), ("", "Staff; Board"));
    let found = rows(&rendered, "data/ssr1/changes.csv");
    let kinds: Vec<&str> = found.iter().map(|row| &*row["kind"]).collect();
    assert_eq!(kinds.iter().filter(|kind| **kind == "due").count(), 1, "{kinds:?}");
    let due = found.iter().find(|row| row["kind"] == "due").unwrap();
    assert_eq!((&*due["days"], &*due["edition"]), ("366", "2015-12-31"));
}

#[test]
fn a_change_is_told_in_the_words_of_a_deliverable() {
    #[track_caller]
    fn case(old: &str, new: &str, expected: [&str; 3]) {
        let row =
            |text: &str| format!("[[deliverables]]\nid = \"plan\"\ntext = {}\n", Value::from(text));
        let rendered = Project::new()
            .with_report(&["1"])
            .edition("ssr1", "2015-12-31")
            .edition("ssr1", "2016-06-30")
            .update("ssr1/2015-12-31", "1", "planned", &row(old))
            .update("ssr1/2016-06-30", "1", "planned", &row(new))
            .render()
            .builds();
        let rows = rows(&rendered, "data/ssr1/changes.csv");
        let row = rows.iter().find(|row| row["kind"] == "deliverable-reworded").unwrap();
        assert_eq!(["about", "from", "to"].map(|column| &*row[column]), expected, "{new}");
    }
    let link = "<a href=\"https://example.org/\">A *plan*</a>";
    case(link, "A [*map*](https://example.org/)", ["A map", "A plan", "A map"]);
    // If only the link targets differ, the addresses are shown.
    let (one, other) = ("[A plan](https://example.org/1)", "[A plan](https://example.org/2)");
    let (was, is) = ("A plan (https://example.org/1)", "A plan (https://example.org/2)");
    case(one, other, ["A plan", was, is]);
}

#[test]
fn tables_of_a_review_have_rows() {
    let rendered = report().render().builds();
    let review = json(&rendered, "data/ssr2-workplan/report.json");
    let entries = rows(&rendered, "data/ssr2-workplan/entries.csv");
    assert_eq!(entries.len(), review["entries"].as_array().unwrap().len());
    let tasks = rows(&rendered, "data/ssr2-workplan/tasks.csv");
    assert!(tasks.iter().any(|row| row["task"] == "1.1"), "{tasks:?}");
    let missing = &review["coverage"]["missing"];
    assert_eq!(missing, &json!(["17"]));
}

/// Texts that could break out of their place.
const HOSTILE: &[&str] = &[
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1",
    "@SUM(A1)",
    "\\t=1",
    "'=1",
    "\\\"quoted\\\", and a comma",
    "two\\nlines\\r\\nthree",
    "x;=cmd|' /C calc'!A0;y",
    "A statement.\\n\\n=HYPERLINK('a')",
    "20%; -5 points, @all",
    "]]>",
    "</script><script>alert(1)</script>",
    "<!--",
    "a\\u0009b\\u00ADc",
];

fn hostile(text: &str) -> Project {
    let text = format!("\"{text}\"");
    Project::new()
        .file("book.toml", format!("[book]\ntitle = {text}\nauthors = [{text}]\n[output.html]\nsite-url = \"https://example.org/\"\n"))
        .file("content/r/_index.md", format!("+++\nkind = \"implementation\"\ntitle = {text}\nseries = {text}\n+++\n"))
        .file("content/r/recommendations/rec-1.md", format!("+++\nnumber = 1\ntitle = {text}\ngroup = {text}\n+++\n"))
        .file("content/r/2015-06-30/_index.md", format!("+++\ntitle = {text}\nsummary = {text}\n+++\n"))
        .file("content/r/2015-06-30/rec-1.md", format!(
            "+++\nnumber = 1\nstatus = \"planned\"\nmilestones = [{{ label = {text} }}]\n\
             [[deliverables]]\ntext = {text}\nphase = {text}\nresponsible = [{text}]\n\
             [[corrections]]\ndate = 2015-07-01\nnote = {text}\n+++\n"
        ))
}

/// Possible cell separators.
const ENDS: [char; 6] = [',', ';', '|', '\t', '\r', '\n'];

/// Removes the apostrophes of formula protection.
fn read_back(cell: &str) -> String {
    let is_guarded = |part: &str| {
        let past = part.trim_start_matches(['\'', '"', ' ']);
        part.starts_with('\'') && past.starts_with(['=', '+', '-', '@', '\t'])
    };
    let parts = cell.split_inclusive(ENDS);
    parts.map(|part| if is_guarded(part) { &part[1..] } else { part }).collect()
}

#[test]
fn no_text_leaves_its_place() {
    for text in HOSTILE {
        let rendered = hostile(text).render().builds();
        validate(&rendered);
        let file = json(&rendered, "data/r/report.json");
        let title = file["recommendations"][0]["title"].as_str().unwrap();
        let expected: Value = serde_json::from_str(&format!("\"{text}\"")).unwrap();
        // White space in titles is normalised.
        let words: Vec<&str> = expected.as_str().unwrap().split_whitespace().collect();
        assert_eq!(title, words.join(" "));
        for (route, csv) in files(&rendered, ".csv") {
            let mut reader =
                csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
            for record in reader.records() {
                for cell in &record.unwrap() {
                    let is_number = cell.parse::<i64>().is_ok();
                    let parts = || cell.split(ENDS).map(str::trim_start);
                    assert!(
                        is_number || !parts().any(|part| part.starts_with(['=', '+', '-', '@'])),
                        "{route}: {cell}"
                    );
                    assert!(!cell.starts_with(['\t', '\r']), "{route}: {cell}");
                }
            }
        }
        let row = &rows(&rendered, "data/r/recommendations.csv")[0];
        let read = read_back(&row["title"]);
        let clean = title.replace(['\0', '\u{7}'], "\u{fffd}");
        assert_eq!(read, clean, "the text is not lost");
    }
}

#[test]
fn rows_end_as_the_standard_says() {
    let rendered = report().render().builds();
    let mut seen = 0;
    for (route, csv) in files(&rendered, ".csv") {
        let mut in_quotes = false;
        let mut before = ' ';
        for char in csv.chars() {
            in_quotes ^= char == '"';
            assert!(in_quotes || char != '\n' || before == '\r', "{route}");
            before = char;
        }
        assert!(csv.ends_with("\r\n"), "{route}");
        seen += 1;
    }
    assert_eq!(seen, 8);
}
