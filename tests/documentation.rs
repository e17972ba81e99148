//! Compares the references in `docs/` with the code, key by key.

#![allow(clippy::expect_used, reason = "a test may panic")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;
use ssr_site::bundle;
use ssr_site::check::{Example, RULES, Rule};
use ssr_site::config::RawConfig;
use ssr_site::data::Schema;
use ssr_site::data::table::Table;
use ssr_site::document::content::{Edition, Page, Recommendation, Report, ReviewEntry, Update};
use ssr_site::document::fields::ReportKind;
use ssr_site::language::ENGLISH;
use ssr_site::media::{COPIED, Shown};
use ssr_site::path::SourcePath;
use ssr_site::publish::manifest::{self, Manifest};
use ssr_site::schema::{Decode, decode_file, json_schema};

#[expect(clippy::disallowed_methods, reason = "a test of files of this repository")]
fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[expect(clippy::disallowed_methods, reason = "a file of this repository is written anew")]
fn write(path: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::write(&path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}

/// The sections of a page: text by heading.
fn sections(page: &str) -> BTreeMap<&str, &str> {
    let mut sections = BTreeMap::new();
    for part in page.split("\n#").skip(1) {
        let (heading, text) = part.split_once('\n').unwrap_or((part, ""));
        sections.insert(heading.trim_start_matches(['#', ' ']), text);
    }
    sections
}

/// The table cells of a text, without column headings.
fn rows(text: &str) -> Vec<Vec<&str>> {
    text.lines()
        .filter(|line| line.starts_with("| `") || line.starts_with("| [`"))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect()
}

#[track_caller]
fn documents<T: Decode>(page: &str, heading: &str) {
    let sections = sections(page);
    let text = sections.get(heading).unwrap_or_else(|| panic!("there is no section {heading}"));
    let schema = json_schema::<T>(heading);
    let name = schema["$ref"].as_str().and_then(|name| name.rsplit('/').next()).expect("a table");
    let table = &schema["$defs"][name];
    let required = |key: &str| {
        table["required"].as_array().is_some_and(|keys| keys.iter().any(|other| other == key))
    };
    let documented = rows(text);
    for key in table["properties"].as_object().expect("keys").keys() {
        let row = documented.iter().find(|row| row[0] == format!("`{key}`"));
        let row = row.unwrap_or_else(|| panic!("{heading}: `{key}` is not documented"));
        // `of`, `date` and `status` are required depending on other files.
        assert_eq!(row[2] == "yes", required(key), "{heading}: whether `{key}` is required");
    }
    let keys = table["properties"].as_object().expect("keys");
    for row in &documented {
        let key = row[0].trim_matches('`');
        let own = keys.contains_key(key) || row.len() < 4;
        let nested = schema["$defs"]
            .as_object()
            .expect("tables")
            .values()
            .any(|table| table["properties"].get(key).is_some());
        assert!(own || nested, "{heading}: there is no key `{key}`");
    }
}

#[test]
fn front_matter() {
    let page = read("docs/front-matter.md");
    documents::<Page>(&page, "Page");
    documents::<Report>(&page, "Report");
    documents::<Recommendation>(&page, "Recommendation");
    documents::<Edition>(&page, "Edition");
    documents::<Update>(&page, "Update");
    documents::<ReviewEntry>(&page, "Review's entry");
}

/// Every example in TOML has only keys and values of its kind of file. It may be a part of one.
#[test]
fn examples_of_front_matter() {
    fn wrong<T: Decode + Default>(toml: &str) -> Vec<String> {
        let (_, found) = decode_file::<T>(toml, &SourcePath::new("example"));
        let found = found.into_iter().filter(|found| found.name != "missing-key");
        found.map(|found| found.message).collect()
    }
    let page = read("docs/front-matter.md");
    let mut read = 0;
    for part in page.split("\n## ").skip(1) {
        let (heading, text) = part.split_once('\n').expect("a heading");
        for example in text.split("```toml\n").skip(1) {
            let (toml, _) = example.split_once("```").expect("an end");
            let found = match heading {
                "Report" => wrong::<Report>(toml),
                "Recommendation" => wrong::<Recommendation>(toml),
                "Edition" => wrong::<Edition>(toml),
                // Its example in Markdown has headings of its own.
                "Update" | "Implementation notes" => wrong::<Update>(toml),
                "Review's entry" => wrong::<ReviewEntry>(toml),
                _ => wrong::<Page>(toml),
            };
            assert!(found.is_empty(), "{heading}: {found:?} in\n{toml}");
            read += 1;
        }
    }
    assert!(read > 8, "{read} examples");
    assert!(!wrong::<Page>("titel = 1\n").is_empty());
}

#[test]
fn settings() {
    let page = read("docs/book-toml.md");
    let schema = json_schema::<RawConfig>("book.toml");
    let tables = schema["$defs"].as_object().expect("tables");
    for (name, heading) in [
        ("Book", "`[book]`"),
        ("Build", "`[build]`"),
        ("ContentFiles", "`[content]`"),
        ("Html", "`[output.html]`"),
        ("Data", "`[output.data]`"),
        ("Search", "`[output.search]`"),
        ("Markdown", "`[markdown]`"),
        ("Publish", "`[publish.NAME]`"),
    ] {
        let text = sections(&page)[heading];
        let documented: Vec<&str> = rows(text).iter().map(|row| row[0]).collect();
        let mut documented: Vec<&str> =
            documented.iter().map(|key| key.trim_matches('`')).collect();
        documented.sort_unstable();
        let mut keys: Vec<&String> =
            tables[name]["properties"].as_object().expect("keys").keys().collect();
        keys.sort_unstable();
        assert_eq!(documented, keys, "{heading}");
    }
}

/// The documented table of copied files equals the program's.
#[test]
fn copied_files() {
    let page = read("docs/markdown.md");
    let text = sections(&page)["Files that are copied"];
    let table = text.lines().filter(|line| line.starts_with("| ") && line.contains(" | `"));
    let documented: Vec<&str> = table.map(|row| row.trim_matches(['|', ' '])).collect();
    let expected: Vec<String> = COPIED
        .iter()
        .map(|kind| {
            let types: Vec<String> =
                kind.types.iter().map(|(ending, media)| format!("`{ending}` {media}")).collect();
            let opened = match kind.shown {
                Shown::InPlace => "shown",
                Shown::Saved => "saved",
            };
            format!("{} | {} | {opened}", kind.name, types.join(", "))
        })
        .collect();
    assert_eq!(documented, expected);
}

/// Below this line the page of rules is generated.
const WRITTEN: &str = "<!-- From here on written from src/check: SSR_SITE_WRITE=1 cargo test --test documentation rules -->\n";

#[test]
fn rules() {
    let path = "docs/rules.md";
    let page = read(path);
    let (introduction, _) =
        page.split_once(WRITTEN).expect("the line above which nothing is written");
    let written = [introduction, WRITTEN, &rules_written()].concat();
    if std::env::var_os("SSR_SITE_WRITE").is_some() {
        write(path, &written);
        return;
    }
    let other = page.lines().zip(written.lines()).position(|(page, written)| page != written);
    let line = other.unwrap_or(page.lines().count().min(written.lines().count())) + 1;
    assert!(
        page == written,
        "{path}:{line} is not what the rules say; `SSR_SITE_WRITE=1 cargo test --test documentation rules` writes it anew"
    );
}

fn rules_written() -> String {
    let row = |rule: &&Rule| {
        let (name, level, summary) = (rule.name, rule.level.word(), rule.summary);
        format!("| [`{name}`](#{name}) | {level} | {summary} |\n")
    };
    let section = |rule: &&Rule| {
        let (name, level, explanation) = (rule.name, rule.level.word(), rule.explanation.trim());
        let (bad, good) = (example_written(rule.bad()), example_written(rule.good()));
        format!(
            "\n## `{name}`\n\nDefault level: {level}.\n\n{explanation}\n\nWith a finding:\n{bad}\nWithout one:\n{good}"
        )
    };
    let head =
        "\n## All rules\n\n| rule | default | finds that |\n| --- | --- | --- |\n".to_owned();
    let rows = RULES.iter().map(row);
    std::iter::once(head).chain(rows).chain(RULES.iter().map(section)).collect()
}

/// The files of an example, each in a longer fence than any in it.
fn example_written(example: Example) -> String {
    let files = example.files().into_iter().map(|(path, text)| {
        let language = match path.rsplit_once('.') {
            Some((_, "md")) => "markdown",
            Some((_, "toml")) => "toml",
            Some((_, "svg")) => "xml",
            _ => "text",
        };
        let text = text.trim_end();
        format!("\n`{path}`:\n\n````{language}\n{text}\n````\n")
    });
    files.collect()
}

/// The documented data equals the schemas and tables, by key and column.
#[test]
fn open_data() {
    let page = read("docs/open-data.md");
    let sections = sections(&page);
    let mut seen = std::collections::BTreeSet::new();
    for schema in Schema::ALL {
        let described = schema.describe();
        let own = described.as_object().expect("a table");
        let tables = own["$defs"].as_object().expect("tables");
        let own = [(own["title"].as_str().expect("a title"), described.as_value())];
        for (name, table) in tables.iter().map(|(name, table)| (&**name, table)).chain(own) {
            let text = sections.get(name).unwrap_or_else(|| panic!("there is no section {name}"));
            let words = |value: &Value| {
                let text = value["description"].as_str().expect("a description");
                text.split_whitespace().collect::<Vec<_>>().join(" ")
            };
            assert!(text.trim().starts_with(&words(table)), "{name}: {}", words(table));
            let expected: Vec<(String, String)> = match (&table["properties"], &table["oneOf"]) {
                (Value::Object(keys), _) => table["required"]
                    .as_array()
                    .expect("keys")
                    .iter()
                    .map(|key| key.as_str().expect("a key"))
                    .inspect(|key| assert!(keys.contains_key(*key)))
                    .map(|key| (format!("`{key}`"), words(&keys[key])))
                    .collect(),
                (_, Value::Array(choices)) => choices
                    .iter()
                    .map(|choice| {
                        let word = choice["const"].as_str().expect("a word");
                        (format!("`{word}`"), words(choice))
                    })
                    .collect(),
                _ => Vec::new(),
            };
            let documented: Vec<(String, String)> = rows(text)
                .iter()
                .map(|row| (row[0].to_owned(), row[row.len() - 1].to_owned()))
                .collect();
            assert_eq!(documented, expected, "{name}");
            seen.insert(name.to_owned());
        }
    }
    let (_, tables) = page.split_once("## What is in the JSON files").expect("a section");
    assert_eq!(tables.matches("\n### ").count(), seen.len(), "sections of what there is not");
    for kind in [ReportKind::Implementation, ReportKind::Review] {
        for table in Table::of(kind) {
            let text = sections[&*format!("{}.csv", table.name())];
            let documented: Vec<&str> =
                rows(text).iter().map(|row| row[0].trim_matches('`')).collect();
            assert_eq!(documented, table.columns(), "{}.csv", table.name());
        }
    }
}

/// The documented template context equals the views, field by field.
#[test]
fn views() {
    let page = read("docs/themes.md");
    let files = |directory: &str| -> Vec<String> {
        let files = std::fs::read_dir(
            concat!(env!("CARGO_MANIFEST_DIR"), "/src/render/").to_owned() + directory,
        );
        let name = |file: std::io::Result<std::fs::DirEntry>| file.unwrap().file_name();
        let files = files.unwrap().map(|file| format!("{directory}/{}", name(file).display()));
        files.filter(|file| file.ends_with(".rs")).collect()
    };
    // A view that one kind of page has alone stands beside what makes it.
    let source: String = std::iter::once("view.rs".to_owned())
        .chain(files("view"))
        .chain(files("pages"))
        .map(|file| read(&format!("src/render/{file}")))
        .collect();
    let sections = sections(&page);
    for part in source.split("struct ").skip(1) {
        let Some((name, body)) = part.split_once("View {\n") else { continue };
        if !name.chars().all(char::is_alphanumeric) {
            continue;
        }
        let fields = body.split_once("\n}").map_or(body, |(fields, _)| fields);
        let fields: Vec<String> = fields
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .filter_map(|line| line.trim().trim_start_matches("pub ").split_once(':'))
            .map(|(field, _)| format!("`{field}`"))
            .collect();
        let text = sections.get(name).unwrap_or_else(|| panic!("docs/themes.md lacks {name}"));
        let documented: Vec<&str> = rows(text).iter().map(|row| row[0]).collect();
        assert_eq!(documented, fields, "docs/themes.md, {name}");
    }
}

#[test]
fn words_for_how_far_work_is() {
    let page = read("docs/book-toml.md");
    let listed = sections(&page)["Words for how far work is"].replace('\n', " ");
    let words = ENGLISH.claims;
    for word in words.finished {
        assert!(listed.contains(&format!("\"{word}\"")), "`{word}` is not documented");
    }
    let explanation = |name: &str| {
        let rule = RULES.iter().find(|rule| rule.name == name);
        rule.map(|rule| rule.explanation).unwrap_or_default()
    };
    for word in words.finished {
        assert!(explanation("notes-contradict-status").contains(word), "`{word}` is not explained");
    }
}

/// The manifest of the guide to signing is one.
#[test]
fn manifest_to_be_signed() {
    let page = read("docs/signing.md");
    let (_, block) = page.split_once("```text\n").expect("an example");
    let (text, _) = block.split_once("```").expect("an end");
    let manifest: Manifest = text.parse().expect("a manifest");
    assert_eq!(manifest.to_text(), text);
    assert!(page.contains(manifest::PATH));
}

/// The index of a bundle, key by key.
#[test]
fn bundle_index() {
    let page = read("docs/cms.md");
    let sections = sections(&page);
    let described = serde_json::to_value(bundle::schema()).expect("JSON");
    let tables = [("Bundle", &described), ("BundledFile", &described["$defs"]["BundledFile"])];
    for (name, table) in tables {
        let text = sections.get(name).unwrap_or_else(|| panic!("there is no section {name}"));
        let words = |value: &Value| {
            let text = value["description"].as_str().expect("a description");
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let keys = table["properties"].as_object().expect("keys");
        let expected: Vec<(String, String)> =
            keys.iter().map(|(key, value)| (format!("`{key}`"), words(value))).collect();
        let mut documented: Vec<(String, String)> = rows(text)
            .iter()
            .map(|row| (row[0].to_owned(), row[row.len() - 1].to_owned()))
            .collect();
        documented.sort();
        assert_eq!(documented, expected, "{name}");
        assert!(text.trim().starts_with(&words(table)), "{name}: {}", words(table));
        assert_eq!(table["required"].as_array().map(Vec::len), Some(keys.len()), "{name}");
    }
    assert!([bundle::INDEX, bundle::SCHEMA].iter().all(|name| page.contains(name)));
}
