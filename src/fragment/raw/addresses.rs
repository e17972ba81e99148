//! Where addresses are spelled in raw HTML.

use std::ops::Range;

use super::tokens::{Kind, Start, Token, tokens};

/// Attributes whose value is one address.
const ADDRESSED: [&str; 3] = ["href", "poster", "src"];

/// The addresses in raw HTML: the bytes of each value, and what it means.
pub(in crate::fragment) fn addresses(html: &str) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    for Token { kind, range } in tokens(html) {
        let Kind::Start(Start { attributes, .. }) = kind else { continue };
        for (name, value) in values(&html[range.clone()]) {
            // The tokenizer decodes references, and takes the first of two attributes of one name.
            let known = attributes.iter().find(|(known, _)| name.eq_ignore_ascii_case(known));
            let place = range.start + value.start..range.start + value.end;
            match known {
                Some((known, address)) if ADDRESSED.contains(&known.as_str()) => {
                    found.push((place, address.clone()));
                }
                _ => {}
            }
        }
    }
    found
}

/// The attributes of a start tag with a value that is not empty: the name, and the bytes of the
/// value without quotes.
fn values(tag: &str) -> Vec<(&str, Range<usize>)> {
    let mut found = Vec::new();
    let is_space = |char: char| char.is_ascii_whitespace() || char == '/';
    let mut at = tag.find(is_space).unwrap_or(tag.len());
    loop {
        at += tag[at..].find(|char: char| !is_space(char)).unwrap_or(tag.len() - at);
        let rest = &tag[at..];
        if rest.is_empty() || rest.starts_with('>') {
            return found;
        }
        let ends_name = |char: char| char.is_ascii_whitespace() || matches!(char, '=' | '>' | '/');
        // A stray `=` belongs to the name.
        let length = rest.char_indices().skip(1).find(|(_, char)| ends_name(*char));
        let length = length.map_or(rest.len(), |(at, _)| at);
        let name = &rest[..length];
        at += length;
        let before = tag[at..].trim_start();
        let Some(after) = before.strip_prefix('=') else { continue };
        let value = after.trim_start();
        let start = tag.len() - value.len();
        let quote = value.chars().next().filter(|char| matches!(char, '"' | '\''));
        let (start, end) = if let Some(quote) = quote {
            (start + 1, value[1..].find(quote).map_or(tag.len(), |end| start + 1 + end))
        } else {
            let ends = |char: char| char.is_ascii_whitespace() || char == '>';
            (start, start + value.find(ends).unwrap_or(value.len()))
        };
        if start < end {
            found.push((name, start..end));
        }
        at = (end + usize::from(quote.is_some())).min(tag.len());
    }
}
