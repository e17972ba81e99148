//! Typed TOML: one declaration gives a struct, its decoder with all errors and their spans, and its
//! JSON Schema.
//!
//! serde stops at the first error and has no spans of keys; authors need all errors at once. So the
//! structs of `book.toml` and front matter are declared with [`record!`] and decoded from the TOML
//! parser's spanned tree.

use std::collections::BTreeSet;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Diagnostic, Location, Span, all_of, nearest};
use crate::path::SourcePath;
use crate::world::unmarked;

mod dates;
mod json;
mod keyword;
mod quoting;
mod record;
mod scalar;
mod shared;
mod slip;
mod syntax;
mod tables;
mod text;

pub use dates::Precision;
pub use json::{Definitions, json_schema};
pub(crate) use quoting::quoted;
pub(crate) use record::{keywords, record};
pub(crate) use scalar::integer;
pub use scalar::{Address, Identifier, Located, Required};
pub(crate) use shared::shared;
pub use text::{Text, Verbatim};

/// A TOML value with its span.
pub type Node<'i> = Spanned<DeValue<'i>>;

/// Decoder state: the file and its diagnostics.
#[derive(Debug)]
pub struct Decoder<'a> {
    path: &'a SourcePath,
    text: &'a str,
    /// Byte offset of the TOML text in the file.
    offset: usize,
    diagnostics: Vec<Diagnostic>,
    /// The keys of the whole file, once they are known.
    top: Option<(KeyStyle, &'static [&'static str])>,
    /// Headers of single tables where there can be several: already reported.
    single: BTreeSet<String>,
}

/// Spelling of field names as keys.
#[derive(Clone, Copy, Debug)]
pub enum KeyStyle {
    /// `as_of`, as in front matter.
    Snake,
    /// `site-url`, as in `book.toml`.
    Kebab,
}

impl KeyStyle {
    /// The key of a field.
    pub fn key(self, field: &str) -> String {
        match self {
            Self::Snake => field.to_owned(),
            Self::Kebab => field.replace('_', "-"),
        }
    }

    fn is(self, field: &str, key: &str) -> bool {
        match self {
            Self::Snake => field == key,
            Self::Kebab => {
                field.len() == key.len()
                    && field
                        .bytes()
                        .zip(key.bytes())
                        .all(|(f, k)| if f == b'_' { k == b'-' } else { f == k })
            }
        }
    }
}

/// A type that can be decoded from TOML.
pub trait Decode: Sized {
    /// The expected value as a noun phrase: "a date such as `2016-09-30`".
    fn expected() -> String;

    /// The value, or `None` after reporting its errors.
    fn decode(node: &Node<'_>, decoder: &mut Decoder<'_>) -> Option<Self>;

    /// The default of a missing key; `None` if the key is required.
    fn absent() -> Option<Self> {
        None
    }

    /// Stands in for an invalid or missing value, so that the rest of its table can still be read
    /// and linked to. `None` by default: without such a value there is no table. Never published,
    /// since the error blocks the build.
    fn fallback() -> Option<Self> {
        None
    }

    /// The JSON Schema of the type.
    fn schema(definitions: &mut Definitions) -> serde_json::Value;
}

/// Decodes a file of TOML, from its text with a byte order mark, if it has one.
pub fn decode_file<T: Decode + Default>(text: &str, path: &SourcePath) -> (T, Vec<Diagnostic>) {
    // TOML has no byte order mark, but editors write one.
    let (toml, offset) = unmarked(text);
    let head = Span::from(offset..offset + toml.find('\n').unwrap_or(toml.len()));
    decode(toml, path, offset, head)
}

/// Parses a file of TOML as far as possible.
pub(crate) fn parse<'i>(
    text: &'i str,
    path: &SourcePath,
) -> (Spanned<DeTable<'i>>, Vec<Diagnostic>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut decoder = Decoder::new(path, text, 0);
    syntax::report(errors, &mut decoder);
    (table, decoder.diagnostics)
}

/// Decodes a TOML document. `offset` is its position in the file, and `head` the bytes to point at
/// when a top-level key is missing. Always returns a `T`: what is invalid or missing has been
/// reported. It is empty, or [`Decode::fallback`] stands in for it.
pub fn decode<T: Decode + Default>(
    text: &str,
    path: &SourcePath,
    offset: usize,
    head: Span,
) -> (T, Vec<Diagnostic>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut decoder = Decoder::new(path, text, offset);
    let broken = syntax::report(errors, &mut decoder);
    let mut table = table;
    broken.mend(table.get_mut());
    let node = Spanned::new(table.span(), DeValue::Table(table.into_inner()));
    let decoded = T::decode(&node, &mut decoder);
    decoder.forget_repeated();
    if !broken.is_empty() {
        // Suppress follow-up errors: keys swallowed by a broken line are not missing, and its
        // remains are not unknown.
        let at = |diagnostic: &Diagnostic| {
            let start = diagnostic.location.span.map_or(0, |span| span.start as usize);
            start.saturating_sub(offset)
        };
        let mut found = std::mem::take(&mut decoder.diagnostics);
        found.retain(|diagnostic| match diagnostic.name {
            "missing-key" => false,
            "toml-syntax" => true,
            "unknown-key" => !broken.spoils(at(diagnostic), text),
            _ => !broken.holds(at(diagnostic)) || decoder.is_single(diagnostic),
        });
        decoder.diagnostics = found;
    }
    for diagnostic in &mut decoder.diagnostics {
        if diagnostic.name == "missing-key" && diagnostic.location.span.is_none() {
            diagnostic.location.span = Some(head);
        }
    }
    (decoded.unwrap_or_default(), decoder.diagnostics)
}

impl<'a> Decoder<'a> {
    fn new(path: &'a SourcePath, text: &'a str, offset: usize) -> Self {
        let (diagnostics, single) = (Vec::new(), BTreeSet::new());
        Self { path, text, offset, diagnostics, top: None, single }
    }

    /// The location of bytes of the TOML text.
    pub fn location(&self, span: std::ops::Range<usize>) -> Location {
        Location::new(self.path, Span::from(span).shifted(self.offset))
    }

    /// The span, in the file, of a node.
    pub fn span(&self, node: &Node<'_>) -> Span {
        Span::from(node.span()).shifted(self.offset)
    }

    /// The source text of a node.
    pub fn raw(&self, node: &Node<'_>) -> &'a str {
        self.text.get(node.span()).unwrap_or_default()
    }

    /// Reports a diagnostic.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Reports a value of the wrong type or form.
    pub fn wrong(&mut self, node: &Node<'_>, expected: &str) {
        if let Some(diagnostic) = self.table_for_value(node) {
            self.report(diagnostic);
            return;
        }
        let diagnostic = self.mistyped(node, expected);
        self.report(diagnostic);
    }

    fn mistyped(&self, node: &Node<'_>, expected: &str) -> Diagnostic {
        let message = format!("expected {expected}, found {}", found(node.get_ref()));
        Diagnostic::error("wrong-type", self.location(node.span()), message)
            .label(format!("expected {expected}"))
    }

    /// The table of a node, or `None` after a report.
    pub fn table<'n, 'i>(&mut self, node: &'n Node<'i>, expected: &str) -> Option<&'n DeTable<'i>> {
        let table = node.get_ref().as_table();
        if table.is_none() {
            self.wrong(node, expected);
        }
        table
    }

    /// Which of `fields` a key is; if unknown, reports it and returns the likely intended one, so
    /// that it is not missing as well.
    pub fn field(
        &mut self,
        key: &Spanned<std::borrow::Cow<'_, str>>,
        style: KeyStyle,
        fields: &[&'static str],
    ) -> Result<&'static str, Option<&'static str>> {
        let name: &str = key.get_ref();
        if let Some(field) = fields.iter().find(|field| style.is(field, name)) {
            return Ok(field);
        }
        let keys: Vec<String> = fields.iter().map(|field| style.key(field)).collect();
        let location = self.location(key.span());
        let mut diagnostic =
            Diagnostic::error("unknown-key", location, format!("unknown key `{name}`"));
        let keys = keys.iter().map(String::as_str);
        let near = nearest(name, keys.clone());
        let is_of_top = self.top.is_some_and(|(style, top)| {
            !std::ptr::eq(top, fields) && top.iter().any(|field| style.is(field, name))
        });
        diagnostic = match near {
            _ if is_of_top => diagnostic.help(format!("{}: move `{name}` there", tables::ABOVE)),
            Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
            None => diagnostic.help(format!("the keys here are {}", all_of(keys))),
        };
        self.report(diagnostic);
        if is_of_top {
            return Err(None);
        }
        let meant = near.and_then(|near| fields.iter().find(|field| style.is(field, near)));
        Err(meant.copied())
    }

    /// Reports a missing required key.
    pub fn missing(&mut self, node: &Node<'_>, style: KeyStyle, field: &str, expected: &str) {
        let key = style.key(field);
        let mut diagnostic = Diagnostic::error(
            "missing-key",
            self.location(node.span()),
            format!("the key `{key}` is missing"),
        )
        .help(format!("add `{key} = …`, {expected}"));
        // The top level has no header: the caller decides where to point.
        let span = node.span();
        if span.start == 0 {
            diagnostic.location.span = None;
        } else {
            let header = self.location(span.start..span.end);
            diagnostic.location = header;
        }
        self.report(diagnostic);
    }
}

/// Describes the value found, in an author's words.
fn found(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) if text.trim().is_empty() => "an empty string".to_owned(),
        DeValue::String(text) if text.chars().count() <= 40 => {
            format!("`\"{}\"`", text.escape_debug())
        }
        DeValue::String(_) => "a text".to_owned(),
        DeValue::Integer(integer) => format!("`{}`", integer.as_str()),
        DeValue::Float(float) => format!("`{}`", float.as_str()),
        DeValue::Boolean(boolean) => format!("`{boolean}`"),
        DeValue::Datetime(datetime) => format!("`{datetime}`"),
        DeValue::Array(_) => "a list".to_owned(),
        DeValue::Table(_) => "a table".to_owned(),
    }
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
