//! `ssr-site schema`

use clap::ValueEnum as _;
use serde_json::{Map, Value};
use ssr_site::config::RawConfig;
use ssr_site::document::content::{Edition, Page, Recommendation, Report, ReviewEntry, Update};
use ssr_site::schema::json_schema;

use super::Outcome;
use super::args::{Kind, Schema};
use super::console::Console;

pub(crate) fn run(args: &Schema, console: &Console) -> anyhow::Result<Outcome> {
    let value = match args.kind {
        Some(kind) => schema(kind),
        None => all(),
    };
    console.print_for_programs(&format!("{value:#}\n"))?;
    Ok(Outcome::Done)
}

fn schema(kind: Kind) -> Value {
    match kind {
        Kind::Book => json_schema::<RawConfig>("book.toml"),
        Kind::Page => json_schema::<Page>("Page"),
        Kind::Report => json_schema::<Report>("Report"),
        Kind::Recommendation => json_schema::<Recommendation>("Recommendation"),
        Kind::Edition => json_schema::<Edition>("Edition"),
        Kind::Update => json_schema::<Update>("Update"),
        Kind::ReviewEntry => json_schema::<ReviewEntry>("Review entry"),
    }
}

/// The schemas by kind.
fn all() -> Value {
    let mut schemas = Map::new();
    for kind in Kind::value_variants() {
        if let Some(value) = kind.to_possible_value() {
            schemas.insert(value.get_name().to_owned(), schema(*kind));
        }
    }
    Value::Object(schemas)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The root table of a schema.
    fn table(schema: &Value) -> &Value {
        let name = schema["$ref"].as_str().expect("a reference");
        schema.pointer(&name[1..]).expect("a definition")
    }

    #[test]
    fn required_keys() {
        #[track_caller]
        fn case(kind: Kind, expected: &[&str]) {
            let schema = schema(kind);
            let required = table(&schema)["required"].as_array().expect("a list");
            assert_eq!(required.iter().filter_map(Value::as_str).collect::<Vec<_>>(), expected);
        }
        case(Kind::Book, &["book"]);
        case(Kind::Page, &["title"]);
        case(Kind::Report, &["kind", "title"]);
        case(Kind::Recommendation, &["number", "title"]);
        case(Kind::Edition, &["title"]);
        case(Kind::Update, &["number"]);
        case(Kind::ReviewEntry, &["number"]);
    }

    #[test]
    fn every_kind_is_a_schema_by_itself() {
        #[track_caller]
        fn check(value: &Value, root: &Value) {
            match value {
                Value::Array(items) => items.iter().for_each(|item| check(item, root)),
                Value::Object(object) => {
                    if let Some(reference) = object.get("$ref").and_then(Value::as_str) {
                        let pointer = reference.strip_prefix('#').expect("within the document");
                        assert!(root.pointer(pointer).is_some(), "{reference}");
                    }
                    if object.contains_key("properties") && object.contains_key("type") {
                        assert_eq!(object["additionalProperties"], false, "{value:#}");
                    }
                    object.values().for_each(|value| check(value, root));
                }
                _ => {}
            }
        }
        let all = all();
        let schemas = all.as_object().expect("an object");
        assert_eq!(schemas.len(), 7);
        for (kind, schema) in schemas {
            assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema", "{kind}");
            check(schema, schema);
        }
    }

    #[test]
    fn keys_are_spelled_and_described_as_authors_need_them() {
        let update = schema(Kind::Update);
        let deliverables = &table(&update)["properties"]["deliverables"];
        assert_eq!(deliverables["items"]["$ref"], "#/$defs/Deliverable");
        assert_eq!(deliverables["description"], "Promised results.");
        let book = schema(Kind::Book);
        assert!(book["$defs"]["Html"]["properties"]["site-url"].is_object());
    }
}
