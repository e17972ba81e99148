//! Reads and validates a strings file.

use std::borrow::Cow;
use std::collections::BTreeMap;

use foldhash::HashMap;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::super::pattern::Pattern;
use super::super::plural::{Plural, is_form};
use super::Entry;
use crate::diagnostic::{Diagnostic, Location, nearest, one_of};
use crate::path::SourcePath;
use crate::plural::{CATEGORIES, Rules};

mod placeholders;

/// The entries of a file, by dotted key.
#[derive(Default)]
pub(super) struct Read {
    pub(super) entries: Vec<(String, Entry)>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Reads a file. Given the theme's known texts, checks that each entry has the same kind and is
/// known.
pub(super) fn read(
    text: &str,
    table: &DeTable<'_>,
    known: Option<&HashMap<String, Entry>>,
    rules: &Rules,
    path: &SourcePath,
) -> Read {
    let mut reader = Reader { text, known, rules, path, read: Read::default() };
    reader.table(table, "");
    reader.read
}

struct Reader<'a> {
    text: &'a str,
    known: Option<&'a HashMap<String, Entry>>,
    rules: &'a Rules,
    path: &'a SourcePath,
    read: Read,
}

type Key<'a> = Spanned<Cow<'a, str>>;

impl Reader<'_> {
    fn table(&mut self, table: &DeTable<'_>, prefix: &str) {
        for (key, value) in table {
            let name = format!("{prefix}{}", key.get_ref());
            let expected = self.known.and_then(|known| known.get(&name));
            if let Some(expected) = expected {
                let unknown = placeholders::unknown(&name, value, expected, self.text);
                for (span, message, help) in unknown {
                    self.wrong(span, message, Some(&help));
                }
            }
            let entry = match (value.get_ref(), expected) {
                (DeValue::String(text), None | Some(Entry::Text(_) | Entry::Plural(_))) => {
                    Some(Entry::Text(Pattern::new(text)))
                }
                (DeValue::Array(items), None) => list(items).map(Entry::List),
                (DeValue::Array(items), Some(Entry::List(known))) => {
                    // Months and quarters are indexed by position.
                    list(items).filter(|texts| texts.len() == known.len()).map(Entry::List)
                }
                (DeValue::Table(forms), Some(Entry::Text(_) | Entry::Plural(_))) => {
                    self.forms(key, forms, &name);
                    continue;
                }
                (DeValue::Table(inner), None) => {
                    let below = format!("{name}.");
                    let plural = self.plural(inner).filter(|_| !self.is_known_table(&below));
                    let Some(plural) = plural else {
                        self.table(inner, &below);
                        continue;
                    };
                    Some(Entry::Plural(plural))
                }
                _ => None,
            };
            match entry {
                Some(entry) => self.add(key, name, entry),
                None => {
                    self.wrong(value.span(), format!("`{name}` must be {}", kind(expected)), None);
                }
            }
        }
    }

    fn is_known_table(&self, prefix: &str) -> bool {
        self.known.is_some_and(|known| known.keys().any(|key| key.starts_with(prefix)))
    }

    fn add(&mut self, key: &Key<'_>, name: String, entry: Entry) {
        if let Some(known) = self.known
            && !known.contains_key(&name)
        {
            let location = Location::new(self.path, key.span());
            let message = format!("no template of the built-in themes uses `{name}`");
            let diagnostic = Diagnostic::warning("unknown-string", location, message);
            self.read.diagnostics.push(match nearest(&name, known.keys().map(String::as_str)) {
                Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                None => diagnostic,
            });
        }
        self.read.entries.push((name, entry));
    }

    /// A table of plural forms.
    fn forms(&mut self, key: &Key<'_>, forms: &DeTable<'_>, name: &str) {
        let before = self.read.diagnostics.len();
        for (form, text) in forms {
            let form_name = form.get_ref();
            if !is_form(form_name) {
                let help = match nearest(form_name, CATEGORIES) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => {
                        format!("the forms are {}, or a number such as `1`", one_of(CATEGORIES))
                    }
                };
                self.wrong(form.span(), format!("there is no form `{form_name}`"), Some(&help));
            }
            if text.get_ref().as_str().is_none() {
                self.wrong(text.span(), format!("`{name}.{form_name}` must be a text"), None);
            }
        }
        match self.plural(forms) {
            Some(plural) => self.add(key, name.to_owned(), Entry::Plural(plural)),
            None if self.read.diagnostics.len() == before => {
                let help = "add it: it is used for all other numbers";
                self.wrong(key.span(), format!("`{name}` has no form `other`"), Some(help));
            }
            None => {}
        }
    }

    fn plural(&self, table: &DeTable<'_>) -> Option<Plural> {
        let forms: Option<BTreeMap<String, Pattern>> = table
            .iter()
            .map(|(form, text)| {
                Some((form.get_ref().to_string(), Pattern::new(text.get_ref().as_str()?)))
            })
            .collect();
        Plural::new(forms?, self.rules)
    }

    fn wrong(&mut self, span: std::ops::Range<usize>, message: String, help: Option<&str>) {
        let diagnostic =
            Diagnostic::error("invalid-string", Location::new(self.path, span), message);
        self.read.diagnostics.push(match help {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        });
    }
}

fn list(items: &DeArray<'_>) -> Option<Vec<String>> {
    items.iter().map(|item| item.get_ref().as_str().map(str::to_owned)).collect()
}

/// The expected kind of an entry, as a noun phrase.
fn kind(expected: Option<&Entry>) -> String {
    match expected {
        Some(Entry::List(texts)) => format!("a list of {} texts", texts.len()),
        _ => "a text, or a table of its forms for numbers".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(text: &str, entries: &[&str], found: &[&str]) {
        let english = Rules::of("en");
        let known = "late = \"late\"\nsince = \"since {date} by {items}\"\ncount = { 1 = \"one\", other = \"{n}\" }\n\
                     [dates]\nmonths = [\"January\", \"February\"]\n";
        let path = SourcePath::new("pl.toml");
        let table = |text| DeTable::parse(text).unwrap();
        let known = read(known, table(known).get_ref(), None, &english, &path);
        assert_eq!((known.entries.len(), known.diagnostics.len()), (4, 0));
        let known = known.entries.into_iter().collect();
        let read = read(text, table(text).get_ref(), Some(&known), &Rules::of("pl"), &path);
        let keys: Vec<&str> = read.entries.iter().map(|(key, _)| key.as_str()).collect();
        assert_eq!(keys, entries);
        let said: Vec<String> = read
            .diagnostics
            .iter()
            .map(|diagnostic| {
                let span = diagnostic.location.span.map(|span| &text[span.range()]).unwrap();
                let help = diagnostic.help.as_deref().unwrap_or_default();
                format!("{span}: {}: {help}", diagnostic.message)
            })
            .collect();
        assert_eq!(said, found);
    }

    #[test]
    fn mistakes_are_told_where_they_are() {
        case(
            "late = \"x\"\ncount = \"x\"\ndates.months = [\"a\", \"b\"]\n",
            &["count", "dates.months", "late"],
            &[],
        );
        case("count = { few = \"x\", other = \"x\", 7 = \"x\" }\n", &["count"], &[]);
        case("late = { other = \"x\" }\n", &["late"], &[]);
        case(
            "since = \"od {date} {n} {dat}\"\n",
            &["since"],
            &[
                "{n}: nothing fills in `{n}` in `since`: write `{date}`, `{items}`, or a word for a \
                 recommendation such as `{item}`",
                "{dat}: nothing fills in `{dat}` in `since`: did you mean `{date}`?",
            ],
        );
        case("since = \"{date} {item-few} {Items}\"\n", &["since"], &[]);
        case(
            "count = { one = \"{n}\", other = \"{m}\" }\n",
            &["count"],
            &["{m}: nothing fills in `{m}` in `count`: did you mean `{n}`?"],
        );
        let a_text = "a text, or a table of its forms for numbers: ";
        case(
            "[dates]\nother = \"x\"\n",
            &["dates.other"],
            &["other: no template of the built-in themes uses `dates.other`: "],
        );
        case("late = 3\n", &[], &[&format!("3: `late` must be {a_text}")]);
        case("late = [\"x\"]\n", &[], &[&format!("[\"x\"]: `late` must be {a_text}")]);
        case(
            "dates.months = [\"a\"]\n",
            &[],
            &["[\"a\"]: `dates.months` must be a list of 2 texts: "],
        );
        case(
            "dates.months = [\"a\", 2]\n",
            &[],
            &["[\"a\", 2]: `dates.months` must be a list of 2 texts: "],
        );
        case("dates.months = \"a\"\n", &[], &["\"a\": `dates.months` must be a list of 2 texts: "]);
        case(
            "count = { one = \"x\", few = \"x\" }\n",
            &[],
            &["count: `count` has no form `other`: add it: it is used for all other numbers"],
        );
        case(
            "count = { fwe = \"x\", few = 3, other = \"x\" }\n",
            &[],
            &[
                "3: `count.few` must be a text: ",
                "fwe: there is no form `fwe`: did you mean `few`?",
            ],
        );
        case(
            "lat = \"x\"\n",
            &["lat"],
            &["lat: no template of the built-in themes uses `lat`: did you mean `late`?"],
        );
    }
}
