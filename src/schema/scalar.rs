//! Scalars and lists.

use std::ops::Deref;
use std::sync::Arc;

use chrono::NaiveDate;
use serde_json::{Value, json};
use toml::de::DeValue;

use super::{Decode, Decoder, Definitions, Node, Precision, Text, shared};
use crate::diagnostic::{Diagnostic, Location, Span};

/// A value and its span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Its bytes in the file.
    pub span: Span,
}

impl<T> Deref for Located<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: Decode> Decode for Located<T> {
    fn expected() -> String {
        T::expected()
    }

    fn decode(node: &Node<'_>, decoder: &mut Decoder<'_>) -> Option<Self> {
        let span = decoder.span(node);
        T::decode(node, decoder).map(|value| Self { value, span })
    }

    fn schema(definitions: &mut Definitions) -> Value {
        T::schema(definitions)
    }
}

/// The value of a required key; `None` where it was missing or wrong, which has been reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Required<T>(pub Option<T>);

impl<T> Default for Required<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Deref for Required<T> {
    type Target = Option<T>;

    fn deref(&self) -> &Option<T> {
        &self.0
    }
}

impl<T: Decode> Decode for Required<T> {
    fn expected() -> String {
        T::expected()
    }

    fn decode(node: &Node<'_>, decoder: &mut Decoder<'_>) -> Option<Self> {
        T::decode(node, decoder).map(|value| Self(Some(value)))
    }

    fn fallback() -> Option<Self> {
        Some(Self::default())
    }

    fn schema(definitions: &mut Definitions) -> Value {
        T::schema(definitions)
    }
}

/// A link address: `http`, `https`, `mailto`, `tel`, or relative.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address(Arc<str>);

impl Address {
    /// The address as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether an address may be linked to: one of the four schemes, or none.
    pub fn is_allowed(address: &str) -> bool {
        scheme(address).is_none_or(|scheme| {
            ["http", "https", "mailto", "tel"]
                .iter()
                .any(|known| scheme.eq_ignore_ascii_case(known))
        })
    }

    /// The diagnostic of a forbidden address.
    pub(crate) fn forbidden(address: &str, location: Location) -> Diagnostic {
        let message = format!("the address `{address}` has a scheme that is not allowed");
        Diagnostic::error("forbidden-scheme", location, message)
            .help("use http, https, mailto, tel or a relative address")
    }

    /// Whether an address has neither scheme nor host, and is within this site.
    pub fn is_relative(address: &str) -> bool {
        // Browsers trim and drop these characters before parsing.
        let mut shown = address
            .trim_start_matches(|char: char| char <= ' ')
            .chars()
            .filter(|char| !matches!(char, '\t' | '\r' | '\n'));
        scheme(address).is_none() && !matches!(shown.next(), Some('/' | '\\'))
    }
}

/// The scheme before the first colon, if any. Browsers drop control characters and white space, so
/// these cannot hide a scheme.
fn scheme(address: &str) -> Option<String> {
    let mut scheme = String::new();
    for char in address.chars().filter(|char| !char.is_whitespace() && !char.is_control()) {
        match char {
            ':' => return Some(scheme),
            '/' | '?' | '#' => return None,
            char => scheme.push(char),
        }
    }
    None
}

impl Decode for Address {
    fn expected() -> String {
        "an address such as `\"https://example.org/page\"`".to_owned()
    }

    fn decode(node: &Node<'_>, decoder: &mut Decoder<'_>) -> Option<Self> {
        let Some(address) = node.get_ref().as_str() else {
            decoder.wrong(node, &Self::expected());
            return None;
        };
        let address = address.trim();
        if !Self::is_allowed(address) {
            decoder.report(Self::forbidden(address, decoder.location(node.span())));
            return None;
        }
        Some(Self(shared(address)))
    }

    fn schema(_: &mut Definitions) -> Value {
        json!({ "type": "string", "format": "uri-reference" })
    }
}

/// An identifier, or the prefix of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identifier(Located<Text>);

impl Deref for Identifier {
    type Target = Located<Text>;

    fn deref(&self) -> &Located<Text> {
        &self.0
    }
}

impl Decode for Identifier {
    fn expected() -> String {
        "an id of letters, digits, `-`, `_` and `.`".to_owned()
    }

    fn decode(node: &Node<'_>, decoder: &mut Decoder<'_>) -> Option<Self> {
        let id = Located::<Text>::decode(node, decoder)?;
        let allowed = |char: char| char.is_alphanumeric() || matches!(char, '-' | '_' | '.');
        if !node.get_ref().as_str().is_some_and(|id| id.chars().all(allowed)) {
            decoder.wrong(node, &Self::expected());
            return None;
        }
        Some(Self(id))
    }

    fn schema(_: &mut Definitions) -> Value {
        json!({ "type": "string", "pattern": "^[\\p{L}\\p{N}_.-]+$" })
    }
}

impl Decode for bool {
    fn expected() -> String {
        "`true` or `false`".to_owned()
    }

    fn decode(node: &Node<'_>, decoder: &mut Decoder<'_>) -> Option<Self> {
        let value = node.get_ref().as_bool();
        if value.is_none() {
            decoder.wrong(node, &Self::expected());
        }
        value
    }

    fn absent() -> Option<Self> {
        Some(false)
    }

    fn fallback() -> Option<Self> {
        Some(false)
    }

    fn schema(_: &mut Definitions) -> Value {
        json!({ "type": "boolean" })
    }
}

impl Decode for u32 {
    fn expected() -> String {
        "a non-negative integer".to_owned()
    }

    fn decode(node: &Node<'_>, decoder: &mut Decoder<'_>) -> Option<Self> {
        let value = integer(node).and_then(|integer| Self::try_from(integer).ok());
        if value.is_none() {
            decoder.wrong(node, &Self::expected());
        }
        value
    }

    fn schema(_: &mut Definitions) -> Value {
        json!({ "type": "integer", "minimum": 0 })
    }
}

/// The value of an integer node.
pub(crate) fn integer(node: &Node<'_>) -> Option<i64> {
    let integer = node.get_ref().as_integer()?;
    i64::from_str_radix(integer.as_str(), integer.radix()).ok()
}

impl Decode for NaiveDate {
    fn expected() -> String {
        "a date such as `2016-09-30`".to_owned()
    }

    fn decode(node: &Node<'_>, decoder: &mut Decoder<'_>) -> Option<Self> {
        let written = match node.get_ref() {
            DeValue::Datetime(datetime) => datetime.to_string(),
            DeValue::String(text) => text.to_string(),
            _ => String::new(),
        };
        let date = Self::parse_from_str(&written, "%Y-%m-%d").ok().filter(|_| written.len() == 10);
        if date.is_none() {
            decoder.wrong_date(node, &<Self as Decode>::expected(), Precision::Day);
        }
        date
    }

    fn schema(_: &mut Definitions) -> Value {
        json!({ "type": "string", "format": "date" })
    }
}

impl<T: Decode> Decode for Option<T> {
    fn expected() -> String {
        T::expected()
    }

    fn decode(node: &Node<'_>, decoder: &mut Decoder<'_>) -> Option<Self> {
        T::decode(node, decoder).map(Some)
    }

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn fallback() -> Option<Self> {
        Some(None)
    }

    fn schema(definitions: &mut Definitions) -> Value {
        T::schema(definitions)
    }
}

/// Invalid items are dropped, so that one bad row does not hide the others; the error itself blocks
/// the build.
impl<T: Decode> Decode for Box<[T]> {
    fn expected() -> String {
        format!("a list, each item {}", T::expected())
    }

    fn decode(node: &Node<'_>, decoder: &mut Decoder<'_>) -> Option<Self> {
        let Some(items) = node.get_ref().as_array() else {
            decoder.no_list::<T>(node);
            return None;
        };
        Some(items.iter().filter_map(|item| T::decode(item, decoder)).collect())
    }

    fn absent() -> Option<Self> {
        Some(Box::default())
    }

    fn fallback() -> Option<Self> {
        Some(Box::default())
    }

    fn schema(definitions: &mut Definitions) -> Value {
        json!({ "type": "array", "items": T::schema(definitions) })
    }
}

/// A table with arbitrary keys, in written order.
impl<T: Decode> Decode for Box<[(Located<Text>, T)]> {
    fn expected() -> String {
        "a table".to_owned()
    }

    fn decode(node: &Node<'_>, decoder: &mut Decoder<'_>) -> Option<Self> {
        let table = decoder.table(node, "a table")?;
        let mut entries: Vec<(Located<Text>, T)> = table
            .iter()
            .filter_map(|(key, value)| {
                let span = Span::from(key.span()).shifted(decoder.offset);
                let key = Located { value: Text::new(key.get_ref()), span };
                // The key may be wrong too.
                Some((key, T::decode(value, decoder).or_else(T::fallback)?))
            })
            .collect();
        entries.sort_by_key(|(key, _)| key.span);
        Some(entries.into())
    }

    fn absent() -> Option<Self> {
        Some(Box::default())
    }

    fn fallback() -> Option<Self> {
        Some(Box::default())
    }

    fn schema(definitions: &mut Definitions) -> Value {
        json!({ "type": "object", "additionalProperties": T::schema(definitions) })
    }
}
