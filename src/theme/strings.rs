//! Display strings, one file per language.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use foldhash::HashMap;
use serde::Serialize;
use tera::{Kwargs, State, Tera, Value};

use super::layers::{self, Layers};
use super::pattern::Pattern;
use super::plural::Plural;
use crate::character;
use crate::date::{DateParts, PartialDate};
use crate::diagnostic::{Diagnostic, Location};
use crate::item::Item;
use crate::plural::{CATEGORIES, OTHER, Rules};
use crate::schema::{self, Text};
use crate::world::World;

mod file;

/// The strings of a language, by key: `not-reported`, `decisions.accepted`.
#[derive(Clone, Debug, Default)]
pub struct Strings {
    texts: HashMap<String, Entry>,
}

/// An entry of a strings file.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
enum Entry {
    Text(Pattern),
    Plural(Plural),
    List(Vec<String>),
}

impl Strings {
    pub(super) fn load(
        layers: &Layers,
        language: &str,
        world: &dyn World,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut strings = Self::default();
        // English is the fallback of every language.
        strings.read(layers, "en", world, diagnostics);
        if language != "en" {
            let mut found = language.starts_with("en-");
            for tag in from_general(language).filter(|tag| *tag != "en") {
                found |= strings.read(layers, tag, world, diagnostics);
            }
            if !found {
                let path = crate::path::SourcePath::new(crate::config::FILE_NAME);
                diagnostics.push(
                    Diagnostic::warning(
                        "missing-strings",
                        Location::file(&path),
                        format!("the theme has no texts in `{language}`; English is used"),
                    )
                    .help(format!("add `themes/default/strings/{language}.toml`; `ssr-site theme eject default strings/en.toml` writes a template")),
                );
            }
        }
        strings
    }

    fn read(
        &mut self,
        layers: &Layers,
        tag: &str,
        world: &dyn World,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> bool {
        let files = layers.every(&format!("strings/{tag}.toml"), world, diagnostics);
        let rules = Rules::of(tag);
        let mut read_any = false;
        for file in files {
            read_any = true;
            let Some(text) = layers::text(&file.path, &file.bytes, diagnostics) else { continue };
            let (table, mut found) = schema::parse(text, &file.path);
            character::report_controls(text, &file.path, 0, &mut found);
            diagnostics.append(&mut found);
            let known = (file.overlays && !self.texts.is_empty()).then_some(&self.texts);
            let read = file::read(text, table.get_ref(), known, &rules, &file.path);
            diagnostics.extend(read.diagnostics);
            self.texts.extend(read.entries);
        }
        read_any
    }

    /// A text with placeholders filled in. `None` for an unknown key.
    pub fn text(&self, key: &str, arguments: &[(&str, &str)]) -> Option<String> {
        let count = arguments.iter().find(|(name, _)| *name == "n").map(|(_, count)| *count);
        Some(self.pattern(key, count)?.fill(|out, name| {
            let value = arguments.iter().find(|(known, _)| *known == name);
            value.map(|(_, value)| out.push_str(value)).is_some()
        }))
    }

    /// The same; returns the key itself if missing, which is conspicuous.
    pub fn text_or_key(&self, key: &str, arguments: &[(&str, &str)]) -> String {
        self.text(key, arguments).unwrap_or_else(|| key.to_owned())
    }

    /// The words for a recommendation: a text in plural forms, and two for titles.
    pub(super) fn item(&self, key: &str) -> Item {
        let form = |form: &str| match self.texts.get(key) {
            Some(Entry::Plural(plural)) => {
                let text = plural.forms().find(|(known, _)| *known == form);
                text.map(|(_, text)| Text::new(text.text()))
            }
            Some(Entry::Text(text)) if form == OTHER => Some(Text::new(text.text())),
            _ => None,
        };
        let title = |end: &str| {
            let text = self.plain(&format!("{key}-{end}"));
            text.map(Text::new)
        };
        Item {
            zero: form("zero"),
            one: form("one").or_else(|| form("1")),
            two: form("two"),
            few: form("few"),
            many: form("many"),
            other: form(OTHER).unwrap_or_else(|| Text::new(key)),
            title: title("title"),
            titles: title("titles"),
        }
    }

    /// The texts with the words for a recommendation put in.
    pub(super) fn with_item(&self, item: &Item) -> Self {
        let (title, titles) = (item.title(), item.titles());
        let value = |name: &str| match name {
            "item" => Some(item.one()),
            "items" => Some(item.other()),
            "Item" => Some(&*title),
            "Items" => Some(&*titles),
            _ => {
                let form = name.strip_prefix("item-")?;
                CATEGORIES.contains(&form).then(|| item.form(form))
            }
        };
        let entry = |entry: &Entry| match entry {
            Entry::Text(text) => Entry::Text(text.with(value)),
            Entry::Plural(plural) => Entry::Plural(plural.with(value)),
            Entry::List(texts) => Entry::List(texts.clone()),
        };
        let texts = self.texts.iter().map(|(key, text)| (key.clone(), entry(text)));
        Self { texts: texts.collect() }
    }

    /// A text that is the same everywhere: no placeholders, no plural forms.
    pub(super) fn plain(&self, key: &str) -> Option<&str> {
        match self.texts.get(key)? {
            Entry::Text(text) if text.is_plain() => Some(text.text()),
            _ => None,
        }
    }

    /// One text alone.
    fn only(&self, key: &str) -> Self {
        let text = self.texts.get(key).map(|text| (key.to_owned(), text.clone()));
        Self { texts: text.into_iter().collect() }
    }

    fn pattern(&self, key: &str, count: Option<&str>) -> Option<&Pattern> {
        match self.texts.get(key)? {
            Entry::Text(text) => Some(text),
            Entry::Plural(plural) => plural.text(count),
            Entry::List(_) => None,
        }
    }

    /// The texts of a table as JSON, by key, with their placeholders: for scripts.
    pub fn table(&self, table: &str) -> String {
        let texts: BTreeMap<&str, &Entry> = self
            .texts
            .iter()
            .filter_map(|(key, entry)| Some((key.strip_prefix(table)?.strip_prefix('.')?, entry)))
            .collect();
        serde_json::to_string(&texts).unwrap_or_default()
    }

    #[cfg(test)]
    pub(super) fn of(texts: &[(&str, &str)]) -> Self {
        let entry = |(key, text): &(&str, &str)| ((*key).into(), Entry::Text(Pattern::new(text)));
        Self { texts: texts.iter().map(entry).collect() }
    }

    fn listed(&self, key: &str, index: u8) -> &str {
        match self.texts.get(key) {
            Some(Entry::List(items)) => {
                items.get(usize::from(index).saturating_sub(1)).map_or("", String::as_str)
            }
            _ => "",
        }
    }

    /// A date formatted for the language.
    pub fn date(&self, date: PartialDate) -> String {
        let (key, year, quarter, month, day) = match date.parts() {
            DateParts::Year { year } => ("dates.year", year, None, None, None),
            DateParts::Quarter { year, quarter } => {
                ("dates.quarter", year, Some(quarter), None, None)
            }
            DateParts::Month { year, month } => ("dates.month", year, None, Some(month), None),
            DateParts::Day { year, month, day } => {
                ("dates.day", year, None, Some(month), Some(day))
            }
        };
        let Some(pattern) = self.pattern(key, None) else { return date.to_string() };
        pattern.fill(|out, place| match (place, quarter, month, day) {
            ("year", ..) => write!(out, "{year}").is_ok(),
            ("quarter", Some(quarter), ..) => {
                out.write_str(self.listed("dates.quarters", quarter)).is_ok()
            }
            ("month", _, Some(month), _) => {
                out.write_str(self.listed("dates.months", month)).is_ok()
            }
            ("day", .., Some(day)) => write!(out, "{day}").is_ok(),
            _ => false,
        })
    }
}

/// Language tags from general to specific: `zh`, `zh-Hans`, `zh-Hans-CN`.
fn from_general(language: &str) -> impl Iterator<Item = &str> {
    // A singleton subtag needs the one after it.
    let is_tag = |tag: &&str| tag.rsplit('-').next().is_some_and(|last| last.len() > 1);
    let ends = language.match_indices('-').map(|(end, _)| end).chain([language.len()]);
    ends.map(|end| &language[..end]).filter(is_tag)
}

/// Registers the template function `t`.
///
/// `unworded` are the texts with placeholders for the names of recommendations, which the argument
/// `item` gives.
pub(super) fn register(tera: &mut Tera, strings: &Arc<Strings>, unworded: &Arc<Strings>) {
    let (strings, unworded) = (Arc::clone(strings), Arc::clone(unworded));
    // Most texts have no placeholders and are on every page: share their values.
    let plain: HashMap<String, Value> = strings
        .texts
        .keys()
        .filter_map(|key| Some((key.clone(), Value::from(strings.plain(key)?))))
        .collect();
    let for_scripts = Arc::clone(&strings);
    tera.register_function(
        "forms",
        move |arguments: Kwargs, _: &State<'_>| -> tera::TeraResult<String> {
            let key = arguments.must_get::<&str>("key")?;
            let forms: Vec<(&str, &Pattern)> = match for_scripts.texts.get(key) {
                Some(Entry::Plural(plural)) => plural.forms().collect(),
                Some(Entry::Text(text)) => vec![("other", text)],
                Some(Entry::List(_)) | None => return Err(no_text(key)),
            };
            // Placeholders that the script fills in.
            let later: Vec<String> = arguments.get("later")?.unwrap_or_default();
            let mut written: BTreeMap<&str, String> = BTreeMap::new();
            for (form, pattern) in forms {
                let text = filled(key, pattern, |out, name| {
                    if later.iter().any(|known| known == name) {
                        return write!(out, "{{{name}}}").is_ok();
                    }
                    push_argument(out, &arguments, name)
                })?;
                written.insert(form, text);
            }
            Ok(serde_json::to_string(&written).unwrap_or_default())
        },
    );
    tera.register_function(
        "t",
        move |arguments: Kwargs, _: &State<'_>| -> tera::TeraResult<Value> {
            let key = arguments.must_get::<&str>("key")?;
            let own = arguments.get::<&Value>("item")?.and_then(item_of);
            if let Some(value) = plain.get(key).filter(|_| own.is_none()) {
                return Ok(value.clone());
            }
            let worded = own.map(|item| unworded.only(key).with_item(&item));
            let strings = worded.as_ref().unwrap_or(&strings);
            let count = arguments.get::<&Value>("n")?.map(ToString::to_string);
            let pattern = strings.pattern(key, count.as_deref()).ok_or_else(|| no_text(key))?;
            let text = filled(key, pattern, |out, name| push_argument(out, &arguments, name))?;
            Ok(Value::from(text.as_str()))
        },
    );
}

/// The words for a recommendation, from a view.
fn item_of(value: &Value) -> Option<Item> {
    let word = |name: &str| Some(Text::new(value.get_from_path(name)?.as_str()?));
    Some(Item {
        zero: word("zero"),
        one: word("one"),
        two: word("two"),
        few: word("few"),
        many: word("many"),
        other: word(OTHER)?,
        title: word("title"),
        titles: word("titles"),
    })
}

fn no_text(key: &str) -> tera::Error {
    tera::Error::message(format!("there is no text `{key}` in the strings file"))
}

/// Appends an argument; returns whether it exists.
fn push_argument(out: &mut String, arguments: &Kwargs, name: &str) -> bool {
    let value = arguments.get::<&Value>(name).ok().flatten();
    value.is_some_and(|value| write!(out, "{value}").is_ok())
}

/// A text with all placeholders filled in.
fn filled(
    key: &str,
    pattern: &Pattern,
    mut value: impl FnMut(&mut String, &str) -> bool,
) -> tera::TeraResult<String> {
    let mut missing = None;
    let text = pattern.fill(|out, name| {
        let known = value(out, name);
        if !known {
            missing = Some(name.to_owned());
        }
        known
    });
    match missing {
        Some(name) => Err(tera::Error::message(format!(
            "the text `{key}` of the strings file has the placeholder `{name}`, which has no value here"
        ))),
        None => Ok(text),
    }
}
