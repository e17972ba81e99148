//! Preprocesses templates: inlines texts that are the same on every page.
//!
//! A page has about eighty of them; calling a function for each took a twelfth of a build.

use std::ops::Range;

use super::Strings;
use crate::diagnostic::Location;
use crate::path::SourcePath;
use crate::world::unmarked;

/// A template, with a mapping to its file.
#[derive(Debug)]
pub(super) struct Template {
    path: SourcePath,
    text: String,
    /// Offsets at the start and after each inlined text: in the result, and in the file.
    moved: Vec<(usize, usize)>,
}

impl Template {
    /// Replaces `t(key="…")` by the text, unless it depends on the page. In an HTML template, a tag
    /// that contains nothing else becomes plain text.
    pub(super) fn new(name: &str, path: SourcePath, file: &str, strings: &Strings) -> Self {
        let is_html = name.ends_with(".html");
        let (_, mut at) = unmarked(file);
        let text = String::with_capacity(file.len());
        let mut template = Self { path, text, moved: vec![(0, at)] };
        while let Some(start) = file[at..].find('{').map(|found| at + found) {
            template.text.push_str(&file[at..start]);
            let Some(end) = end_of_tag(&file[start..]).map(|length| start + length) else {
                template.text.push('{');
                at = start + 1;
                continue;
            };
            at = start;
            let tag = &file[start..end];
            if is_raw(tag) {
                // The rest is text, whatever it looks like.
                break;
            }
            match alone(tag).filter(|_| is_html).and_then(|key| as_text(key, strings)) {
                Some(text) => template.put(&text, end),
                None if tag.starts_with(COMMENT) => template.text.push_str(tag),
                None => template.put_into_tag(tag, start, strings),
            }
            at = end;
        }
        template.text.push_str(&file[at..]);
        template
    }

    /// The preprocessed text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The location in the file of a range in the preprocessed text.
    pub(super) fn location(&self, piece: Range<usize>) -> Location {
        let in_file = |at: usize| {
            let after = self.moved.partition_point(|(here, _)| *here <= at);
            let (here, there) = self.moved[..after].last().copied().unwrap_or_default();
            there + (at - here)
        };
        let start = in_file(piece.start);
        Location::new(&self.path, start..in_file(piece.end).max(start))
    }

    /// The file.
    pub(super) fn path(&self) -> &SourcePath {
        &self.path
    }

    /// Inlines a text, replacing the file up to an offset.
    fn put(&mut self, text: &str, end: usize) {
        self.text.push_str(text);
        self.moved.push((self.text.len(), end));
    }

    /// Replaces calls in a tag by string literals.
    fn put_into_tag(&mut self, tag: &str, start: usize, strings: &Strings) {
        let mut from = 0;
        while let Some(call) = next_call(tag, from) {
            let key = &tag[call.start + CALL.len()..call.end - "\")".len()];
            self.text.push_str(&tag[from..call.start]);
            match strings.plain(key) {
                Some(text) if !text.contains(['"', '\\']) => {
                    self.put(&format!("\"{text}\""), start + call.end);
                }
                _ => self.text.push_str(&tag[call.clone()]),
            }
            from = call.end;
        }
        self.text.push_str(&tag[from..]);
    }
}

const COMMENT: &str = "{#";

/// The tags of a template without comments; those in `raw` too.
pub(super) fn tags(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            rest = &rest[rest.find('{')?..];
            let Some(end) = end_of_tag(rest) else {
                rest = &rest[1..];
                continue;
            };
            let (tag, after) = rest.split_at(end);
            rest = after;
            if !tag.starts_with(COMMENT) {
                return Some(tag);
            }
        }
    })
}

/// The end of a tag or comment at the beginning of a text; `None` if there is none.
fn end_of_tag(text: &str) -> Option<usize> {
    let close = match text.get(..2)? {
        "{{" => "}}",
        "{%" => "%}",
        COMMENT => return Some(text.find("#}")? + 2),
        _ => return None,
    };
    let mut at = 2;
    loop {
        let next = text[at..].find(['"', '\'', '`', '}', '%'])?;
        at += next;
        let found = &text[at..];
        if found.starts_with(close) {
            return Some(at + close.len());
        }
        at += match found.as_bytes()[0] {
            b'"' | b'\'' | b'`' => string_length(found)?,
            _ => 1,
        };
    }
}

/// The length of the string literal at the beginning of a text.
fn string_length(text: &str) -> Option<usize> {
    let quote = text.bytes().next()?;
    let mut escaped = false;
    let end = text.bytes().skip(1).position(|byte| {
        let ends = byte == quote && !escaped;
        escaped = byte == b'\\' && !escaped;
        ends
    });
    Some(end? + 2)
}

fn is_raw(tag: &str) -> bool {
    let inner = tag.trim_start_matches(['{', '%', '-']).trim_start();
    tag.starts_with("{%") && inner.starts_with("raw")
}

const CALL: &str = "t(key=\"";

/// The key of a tag that only shows one text.
fn alone(tag: &str) -> Option<&str> {
    let key = tag.strip_prefix("{{ ")?.strip_prefix(CALL)?.strip_suffix("\") }}")?;
    (!key.contains('"')).then_some(key)
}

/// A text as HTML.
fn as_text(key: &str, strings: &Strings) -> Option<String> {
    let text = strings.plain(key)?;
    let mut html = Vec::with_capacity(text.len());
    tera::escape_html(text, &mut html).ok()?;
    let html = String::from_utf8(html).ok()?;
    // White space beside a tag may be trimmed, and braces would look like a tag.
    (!html.is_empty() && html.trim() == html && !html.contains('{')).then_some(html)
}

/// The next call with only a key, outside string literals.
fn next_call(tag: &str, from: usize) -> Option<Range<usize>> {
    let mut at = from;
    loop {
        let found = at + tag[at..].find(['"', '\'', '`', 't'])?;
        let rest = &tag[found..];
        if let Some(call) = rest.strip_prefix(CALL) {
            let is_word =
                tag[..found].ends_with(|char: char| char.is_alphanumeric() || char == '_');
            let key = call.find('"')?;
            if !is_word && call[key..].starts_with("\")") {
                return Some(found..found + CALL.len() + key + "\")".len());
            }
        }
        at = found
            + match rest.as_bytes()[0] {
                b't' => 1,
                _ => string_length(rest)?,
            };
    }
}

#[cfg(test)]
mod tests {
    use tera::{Context, Tera};

    use super::super::strings::register;
    use super::*;

    fn strings() -> Strings {
        Strings::of(&[
            ("status", "Status"),
            ("both", "This & \"that\""),
            ("between", ", "),
            ("long", "A text that is longer than the call of it"),
            ("count", "{n} of them"),
            ("é-key", "Été"),
            ("nothing", ""),
        ])
    }

    fn loaded(file: &str, strings: &Strings) -> Template {
        Template::new("a.html", SourcePath::new("a.html"), file, strings)
    }

    #[test]
    fn texts_are_put_in() {
        #[track_caller]
        fn case(file: &str, expected: &str) {
            assert_eq!(loaded(file, &strings()).text(), expected);
        }
        case("<dt>{{ t(key=\"status\") }}</dt>", "<dt>Status</dt>");
        case("{{ t(key=\"both\") }}", "This &amp; &quot;that&quot;");
        case("{{- t(key=\"status\") }}", "{{- \"Status\" }}");
        case("a{{ t(key=\"between\") }} {%- if b %}", "a{{ \", \" }} {%- if b %}");
        case("{% set a = t(key=\"status\") %}", "{% set a = \"Status\" %}");
        case("{{ <a b={t(key=\"status\")}/> }}", "{{ <a b={\"Status\"}/> }}");
        case("[ {{ t(key=\"nothing\") }} {%- if a %}", "[ {{ \"\" }} {%- if a %}");
        case(r#"{{ "\"" }}" t(key="status")"#, r#"{{ "\"" }}" t(key="status")"#);
        case("{{ a or t(key=\"é-key\") ~ 'x' }}", "{{ a or \"Été\" ~ 'x' }}");
        // Not calls, or other calls.
        for same in [
            "t(key=\"status\")",
            "{ t(key=\"status\") }",
            "{# t(key=\"status\") #}",
            "{{ at(key=\"status\") }}",
            "{{ 'a t(key=\"status\")' }}",
            "{{ t(key=\"unknown\") }}",
            "{{ t(key=\"count\", n=3) }}",
            "{{ t(key=\"count\") }}",
            "{{ t(key=\"both\") ~ a }}",
            "{{ t(key=\"status\", n=1) }}",
            "{{ t(key=\"stat\" ~ \"us\") }}",
            "{% raw %}{{ t(key=\"status\") }}{% endraw %}",
            "{{ t(key=\"status\")",
            "{{ t(key=\"status",
            "{% if a %",
            "{",
        ] {
            case(same, same);
        }
    }

    #[test]
    fn nothing_is_shown_otherwise() {
        let strings = std::sync::Arc::new(strings());
        let template = "{% set part = t(key=\"both\") %}<p title=\"{{ part }}\">{{ t(key=\"both\") }}{{ t(key=\"between\") }} \
            {{- t(key=\"long\") -}} {{ t(key=\"count\", n=2) }}{{ t(key=\"é-key\") | upper }} {{ t(key=\"status\") }} </p>";
        let render = |template: &str| {
            let mut tera = Tera::default();
            register(&mut tera, &strings, &strings);
            tera.add_raw_template("a.html", template).unwrap();
            tera.render("a.html", &Context::new()).unwrap()
        };
        let loaded = loaded(template, &strings);
        assert_eq!(loaded.text().matches("t(key").count(), 2, "{}", loaded.text());
        assert_eq!(render(loaded.text()), render(template));
    }

    #[test]
    fn places_are_those_of_the_file() {
        let file = "a{{ b }}{{ t(key=\"status\") }}{{ c }}{% set d = t(key=\"between\") ~ e %}{{ f }}{{ t(key=\"long\") }}{{ g }}";
        let loaded = loaded(file, &strings());
        for word in ["a{", "b }", "c }", "e %", "f }", "g }"] {
            let at = loaded.text().find(word).unwrap();
            let span = loaded.location(at..at + word.len()).span.unwrap().range();
            assert_eq!(file.get(span), Some(word));
        }
    }
}
