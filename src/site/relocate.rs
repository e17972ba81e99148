//! The text of an update as it has to be in the directory of another edition.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{DocumentId, Owner, Site};
use crate::document::front_matter;
use crate::fragment::{Destination, Spelled, spelled};
use crate::path::{Route, SourcePath};
use crate::percent;

/// Keys of front matter with an address, or a list of them.
const ADDRESSES: [&str; 3] = ["address", "evidence", "resolution"];
/// Keys of front matter with Markdown.
const MARKDOWN: [&str; 3] = ["note", "statement", "text"];

/// A replacement.
type Edit = (Range<usize>, String);

/// Another address.
enum Moved {
    /// The same one after a path.
    After(String),
    /// Another path, with the same id.
    Path(String),
}

impl Site {
    /// The text of an update for a file in another directory: relative links and pictures lead where
    /// they did, and everything else is as it was. A link to another update of the edition becomes
    /// one to the recommendation, as of the edition of the copy.
    pub fn relocated(&self, text: &str, update: DocumentId, to: &SourcePath) -> String {
        let Ok(split) = front_matter::split(text) else { return text.to_owned() };
        let toml = &text[split.toml.clone()];
        let Ok(table) = DeTable::parse(toml) else { return text.to_owned() };
        let relocation = Relocation { site: self, update, to };
        let mut edits = Vec::new();
        relocation.table(toml, table.get_ref(), &mut edits);
        for (range, _) in &mut edits {
            *range = range.start + split.toml.start..range.end + split.toml.start;
        }
        let body = &text[split.body..];
        edits.extend(
            relocation
                .markdown(body)
                .into_iter()
                .map(|(range, new)| (range.start + split.body..range.end + split.body, new)),
        );
        replaced(text, edits)
    }

    /// The body of an update for a file in another directory, as in [`Self::relocated`].
    pub fn relocated_body(&self, body: &str, update: DocumentId, to: &SourcePath) -> String {
        let edits = Relocation { site: self, update, to }.markdown(body);
        replaced(body, edits)
    }
}

/// Everything that is known for moving an update.
struct Relocation<'s> {
    site: &'s Site,
    update: DocumentId,
    to: &'s SourcePath,
}

impl Relocation<'_> {
    fn table(&self, toml: &str, table: &DeTable<'_>, edits: &mut Vec<Edit>) {
        for (key, value) in table {
            match value.get_ref() {
                DeValue::Table(inner) => self.table(toml, inner, edits),
                DeValue::Array(items) => {
                    for item in items {
                        match item.get_ref() {
                            DeValue::Table(inner) => self.table(toml, inner, edits),
                            _ => self.value(toml, key.get_ref(), item, edits),
                        }
                    }
                }
                _ => self.value(toml, key.get_ref(), value, edits),
            }
        }
    }

    /// A text of the front matter.
    fn value(&self, toml: &str, key: &str, value: &Spanned<DeValue<'_>>, edits: &mut Vec<Edit>) {
        let Some(text) = value.get_ref().as_str() else { return };
        let inner: Vec<Edit> = if ADDRESSES.contains(&key) {
            let whole = Spelled { range: 0..text.len(), address: text.to_owned() };
            self.moved(text, &whole).into_iter().collect()
        } else if MARKDOWN.contains(&key) {
            self.markdown(text)
        } else {
            return;
        };
        if inner.is_empty() {
            return;
        }
        let span = value.span();
        if let Some(start) = within_quotes(&toml[span.clone()], text) {
            let start = span.start + start;
            let moved = |(range, new): Edit| (start + range.start..start + range.end, new);
            edits.extend(inner.into_iter().map(moved));
        } else {
            // It has escapes.
            let new = toml_edit::Value::from(replaced(text, inner));
            edits.push((span, new.to_string()));
        }
    }

    fn markdown(&self, text: &str) -> Vec<Edit> {
        let found = spelled(text, self.site.config.html).unwrap_or_default();
        found.iter().filter_map(|spelled| self.moved(text, spelled)).collect()
    }

    /// The replacement of an address, if it has to change.
    fn moved(&self, text: &str, spelled: &Spelled) -> Option<Edit> {
        let written = &text[spelled.range.clone()];
        let new = match self.address(&spelled.address)? {
            Moved::After(path) => {
                let mut same = written;
                while let Some(rest) = same.strip_prefix("./") {
                    same = rest.trim_start_matches('/');
                }
                format!("{path}/{same}")
            }
            Moved::Path(path) => {
                let end = written.find(['#', '?']).unwrap_or(written.len());
                format!("{path}{}", &written[end..])
            }
        };
        Some((spelled.range.clone(), new))
    }

    fn address(&self, address: &str) -> Option<Moved> {
        let Destination::File { path, .. } = Destination::read(address) else { return None };
        let site = self.site;
        let own = &site.document(self.update).path;
        let from = own.parent();
        let file = from.resolve(&path)?;
        let copied = self.to.resolve(&path);
        // Its own file: the copy has the same name.
        if file == *own || copied.as_ref() == Some(&file) {
            return None;
        }
        let Some(document) = site.document_at(&file) else {
            let is_there = site.assets.binary_search(&file).is_ok();
            return is_there.then(|| Moved::After(self.up_to(&from)));
        };
        let is_beside = file.parent() == from;
        if is_beside && copied.is_some_and(|copied| site.document_at(&copied).is_some()) {
            return None;
        }
        if let Owner::Update(id, _) = site.owner(document)
            && is_beside
            && let Some(statement) = site.recommendation(id).document
        {
            let statement = &site.document(statement).path;
            return Some(Moved::Path(relative(self.to, statement)));
        }
        Some(Moved::After(self.up_to(&from)))
    }

    /// The way from the directory of the copy to another one.
    fn up_to(&self, directory: &SourcePath) -> String {
        relative(self.to, directory)
    }
}

/// The relative address of a file or directory from a directory.
fn relative(from: &SourcePath, to: &SourcePath) -> String {
    let here = Route::new(from.join("x").as_str());
    percent::path(&here.relative_to(to.as_str())).into_owned()
}

/// Where a text begins in its spelling, if it is spelled as it is: after the quotes, and after a line
/// break that follows them.
fn within_quotes(spelled: &str, text: &str) -> Option<usize> {
    let quotes =
        ["\"\"\"", "'''", "\"", "'"].into_iter().find(|quotes| spelled.starts_with(quotes))?;
    let inner = spelled.get(quotes.len()..spelled.len().checked_sub(quotes.len())?)?;
    let trimmed = match quotes.len() {
        3 => inner.strip_prefix("\r\n").or_else(|| inner.strip_prefix('\n')).unwrap_or(inner),
        _ => inner,
    };
    (trimmed == text).then_some(quotes.len() + inner.len() - trimmed.len())
}

fn replaced(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|(range, _)| range.start);
    let mut new = String::with_capacity(text.len());
    let mut at = 0;
    for (range, replacement) in edits {
        if range.start < at {
            continue;
        }
        new.push_str(&text[at..range.start]);
        new.push_str(&replacement);
        at = range.end;
    }
    new.push_str(&text[at..]);
    new
}
