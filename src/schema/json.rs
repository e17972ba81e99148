//! JSON Schema (draft 2020-12) of `record!` types.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::Decode;

/// Definitions of a schema, by name.
#[derive(Debug, Default)]
pub struct Definitions(BTreeMap<String, Value>);

/// Key, description, whether it is required, schema.
type Property = (String, &'static str, bool, Value);

impl Definitions {
    /// A reference to a table's definition, created once.
    pub fn table(
        &mut self,
        name: &str,
        description: &str,
        properties: impl FnOnce(&mut Self) -> Vec<Property>,
    ) -> Value {
        if !self.0.contains_key(name) {
            // Inserted first: tables can be recursive.
            self.0.insert(name.to_owned(), Value::Null);
            let mut described = Map::new();
            let mut required = Vec::new();
            for (key, doc, is_required, mut schema) in properties(self) {
                if let Some(object) = schema.as_object_mut() {
                    object.insert("description".to_owned(), doc.into());
                }
                if is_required {
                    required.push(Value::from(key.clone()));
                }
                described.insert(key, schema);
            }
            let table = json!({
                "type": "object",
                "description": description,
                "properties": described,
                "required": required,
                "additionalProperties": false,
            });
            self.0.insert(name.to_owned(), table);
        }
        json!({ "$ref": format!("#/$defs/{name}") })
    }
}

/// The schema document of a type.
pub fn json_schema<T: Decode>(title: &str) -> Value {
    let mut definitions = Definitions::default();
    let mut schema = T::schema(&mut definitions);
    if let Some(object) = schema.as_object_mut() {
        object.insert("$schema".to_owned(), "https://json-schema.org/draft/2020-12/schema".into());
        object.insert("title".to_owned(), title.into());
        object.insert("$defs".to_owned(), json!(definitions.0));
    }
    schema
}
