//! Placeholders that nothing fills in.

use std::collections::BTreeSet;
use std::ops::Range;

use toml::Spanned;
use toml::de::DeValue;

use super::{Entry, Pattern};
use crate::diagnostic::nearest;
use crate::plural::CATEGORIES;

/// Words for a recommendation, which are filled in everywhere; there is also one for each form.
const WORDS: [&str; 4] = ["item", "items", "Item", "Items"];

/// Place, message and help of each placeholder of a value that the known text does not have.
pub(super) fn unknown(
    key: &str,
    value: &Spanned<DeValue<'_>>,
    known: &Entry,
    source: &str,
) -> Vec<(Range<usize>, String, String)> {
    let known = names(known);
    let mut found = Vec::new();
    collect(value, &mut |text, span| {
        let pattern = Pattern::new(text);
        for name in pattern.names().filter(|name| !known.contains(name) && !is_word(name)) {
            let written = format!("{{{name}}}");
            let inside = source.get(span.clone()).and_then(|raw| raw.find(&written));
            let place =
                inside.map_or(span.clone(), |at| span.start + at..span.start + at + written.len());
            let message = format!("nothing fills in `{written}` in `{key}`");
            found.push((place, message, help(name, &known)));
        }
    });
    found
}

/// Calls a function with each text of a value and its bytes.
fn collect(value: &Spanned<DeValue<'_>>, found: &mut impl FnMut(&str, Range<usize>)) {
    match value.get_ref() {
        DeValue::String(text) => found(text, value.span()),
        DeValue::Table(forms) => forms.iter().for_each(|(_, form)| {
            if let DeValue::String(text) = form.get_ref() {
                found(text, form.span());
            }
        }),
        _ => {}
    }
}

/// The placeholders of a known text.
fn names(known: &Entry) -> BTreeSet<&str> {
    match known {
        Entry::Text(text) => text.names().collect(),
        Entry::Plural(plural) => plural.forms().flat_map(|(_, text)| text.names()).collect(),
        Entry::List(_) => BTreeSet::new(),
    }
}

fn is_word(name: &str) -> bool {
    let form = name.strip_prefix("item-");
    WORDS.contains(&name) || form.is_some_and(|form| CATEGORIES.contains(&form))
}

fn help(name: &str, known: &BTreeSet<&str>) -> String {
    if let Some(near) = nearest(name, known.iter().copied()) {
        return format!("did you mean `{{{near}}}`?");
    }
    let known: Vec<String> = known.iter().map(|name| format!("`{{{name}}}`, ")).collect();
    let or = if known.is_empty() { "" } else { "or " };
    format!("write {}{or}a word for a recommendation such as `{{item}}`", known.concat())
}
