//! Tables, lists and keys where others belong.

use std::collections::BTreeSet;

use toml::de::DeValue;

use super::{Decode, Decoder, KeyStyle, Node};
use crate::diagnostic::Diagnostic;

/// Where the keys of a file are that are in no table.
pub(super) const ABOVE: &str = "keys of the whole file stand above the first `[`";

impl Decoder<'_> {
    /// Begins a table with some keys; the first one is the whole file.
    pub(crate) fn begin(&mut self, style: KeyStyle, fields: &'static [&'static str]) {
        self.top.get_or_insert((style, fields));
    }

    /// A table under a header where a value was expected.
    pub(super) fn table_for_value(&self, node: &Node<'_>) -> Option<Diagnostic> {
        let item = match node.get_ref() {
            DeValue::Array(items) => items.first().filter(|item| item.get_ref().is_table())?,
            DeValue::Table(_) => node,
            _ => return None,
        };
        let header = self.raw(item);
        let name = name_of(header)?;
        let message = format!("`{header}` begins a table, but `{name}` is a value");
        let help = format!("write `{name} = …` above the first `[`");
        let location = self.location(item.span());
        Some(Diagnostic::error("wrong-type", location, message).help(help))
    }

    /// Reports a value where a list was expected.
    pub(super) fn no_list<T: Decode>(&mut self, node: &Node<'_>) {
        let raw = self.raw(node);
        if node.get_ref().is_table()
            && let Some(name) = name_of(raw)
        {
            self.single.insert(raw.to_owned());
            let location = self.location(node.span());
            let (message, help) = one_of_several(name);
            self.report(Diagnostic::error("wrong-type", location, message).help(help));
            return;
        }
        let diagnostic = self.mistyped(node, &Box::<[T]>::expected());
        let mut alone = Decoder::new(self.path, self.text, self.offset);
        let is_item = T::decode(node, &mut alone).is_some() && alone.diagnostics.is_empty();
        self.report(if is_item && raw.len() <= 60 && !raw.contains('\n') {
            diagnostic.help(format!("write `[{raw}]`"))
        } else {
            diagnostic
        });
    }

    /// Forgets that a header is repeated where it was reported that it needs two brackets.
    pub(super) fn forget_repeated(&mut self) {
        let mut found = std::mem::take(&mut self.diagnostics);
        if !self.single.is_empty() {
            found.retain(|found| found.name != "toml-syntax" || !self.is_single(found));
        }
        self.diagnostics = found;
    }

    /// Whether a diagnostic is about the header of a single table where there can be several.
    pub(super) fn is_single(&self, diagnostic: &Diagnostic) -> bool {
        let at = diagnostic.location.span.and_then(|span| {
            (span.start as usize).checked_sub(self.offset).filter(|at| *at <= self.text.len())
        });
        let Some(at) = at.filter(|_| !self.single.is_empty()) else { return false };
        let start = self.text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let line = self.text[start..].lines().next().unwrap_or_default();
        self.single.contains(line.trim())
    }
}

/// Message and help about a single table where there can be several.
pub(super) fn one_of_several(name: &str) -> (String, String) {
    let message = format!("`[{name}]` begins one table, but there can be several");
    (message, format!("write `[[{name}]]`"))
}

/// The name in a header.
fn name_of(header: &str) -> Option<&str> {
    let inner = header.strip_prefix('[')?.strip_suffix(']')?;
    let inner = inner.strip_prefix('[').and_then(|inner| inner.strip_suffix(']')).unwrap_or(inner);
    let name = inner.trim();
    (!name.contains(['[', ']', '\n', ','])).then_some(name)
}

/// What is repeated in a text.
pub(super) struct Headers<'t> {
    /// The names of lists of tables.
    lists: BTreeSet<&'t str>,
    /// Where the first table begins.
    first: usize,
}

impl<'t> Headers<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let mut headers = Self { lists: BTreeSet::new(), first: text.len() };
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            if line.starts_with('[')
                && let Some(name) = name_of(line.trim_end())
            {
                headers.first = headers.first.min(at);
                if line.starts_with("[[") {
                    headers.lists.insert(name);
                }
            }
            at += line.len();
        }
        headers
    }

    /// Message and help about a key or a table that is there already.
    pub(super) fn repeated(&self, line: &str, key: &str, at: usize) -> (String, String) {
        match name_of(line.trim()) {
            Some(name) if self.lists.contains(name) => one_of_several(name),
            Some(name) => {
                let message = format!("the table `[{name}]` is there twice");
                (message, "put all its keys under the first one".to_owned())
            }
            None => {
                let message = format!("`{key}` is there twice");
                let help = "remove one".to_owned();
                (message, if at > self.first { format!("{help}; {ABOVE}") } else { help })
            }
        }
    }
}
