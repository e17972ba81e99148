//! The words of a text, block by block, for comparing versions.
//!
//! Ignores what readers do not see: line breaks, emphasis, whether a block is a paragraph or a list
//! item. Keeps the addresses of links and pictures.

use std::borrow::Cow;
use std::hash::{DefaultHasher, Hash, Hasher};

use pulldown_cmark::{Event, Tag, TagEnd};

use super::raw::{self, Break};
use super::{Fragment, Section, Spanned, ends_block};

/// The blocks of both parts of an update's body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// The narrative: everything but the notes.
    pub narrative: Vec<String>,
    /// The implementation notes.
    pub notes: Vec<String>,
}

/// Hashes of an update's parts, to detect changes without the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Digests {
    /// Hash of the narrative.
    pub narrative: u64,
    /// Hash of the notes.
    pub notes: u64,
}

impl Digests {
    /// Whether the narrative has words.
    pub fn has_narrative(&self) -> bool {
        self.narrative != digest(&[])
    }

    /// Whether the notes have words.
    pub fn has_notes(&self) -> bool {
        self.notes != digest(&[])
    }
}

/// The text of each paragraph, list item, cell or heading, with single spaces.
pub fn whole(fragment: &Fragment<'_>) -> Vec<String> {
    blocks(&fragment.events)
}

/// The blocks of an update's parts.
pub fn parts(fragment: &Fragment<'_>) -> Parts {
    let mut parts = Parts::default();
    for stretch in &fragment.parts {
        let part = match stretch.section {
            Section::Status => &mut parts.narrative,
            Section::Notes => &mut parts.notes,
        };
        let title = fragment.title_of(stretch).filter(|title| title.own_words);
        part.extend(title.map(|title| title.text.trim().to_owned()));
        part.append(&mut blocks(&fragment.events[stretch.events.clone()]));
    }
    parts
}

/// Hash of the words.
pub fn digest_of(fragment: &Fragment<'_>) -> u64 {
    digest(&whole(fragment))
}

/// Hash of the words of each part.
pub fn digests(fragment: &Fragment<'_>) -> Digests {
    let parts = parts(fragment);
    Digests { narrative: digest(&parts.narrative), notes: digest(&parts.notes) }
}

fn digest(blocks: &[String]) -> u64 {
    let mut hasher = DefaultHasher::new();
    blocks.hash(&mut hasher);
    hasher.finish()
}

fn blocks(events: &[Spanned<'_>]) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut block = String::new();
    let mut links: Vec<(usize, Cow<'_, str>)> = Vec::new();
    for (event, _) in events {
        match event {
            Event::Text(text) | Event::Code(text) => push(&mut block, text),
            Event::Html(html) | Event::InlineHtml(html) => {
                if let Some(words) = raw::words(html) {
                    push(&mut block, &words);
                } else if let Some((address, picture)) = raw::address(html) {
                    if picture {
                        let words = raw::alternative(html).unwrap_or_default();
                        push(&mut block, &format!("{words} ({address})"));
                    } else {
                        links.push((block.len(), address.into()));
                    }
                } else if &**html == "</a>" {
                    end_link(&mut block, links.pop());
                } else if html.contains("href=") || html.contains("src=") {
                    push(&mut block, html);
                } else if raw::breaks(html) != Break::None {
                    push(&mut block, " ");
                }
            }
            Event::SoftBreak | Event::HardBreak => push(&mut block, " "),
            Event::FootnoteReference(name) => push(&mut block, &format!("[^{name}]")),
            Event::TaskListMarker(true) => push(&mut block, "[x] "),
            Event::TaskListMarker(false) => push(&mut block, "[ ] "),
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                links.push((block.len(), Cow::Borrowed(&**dest_url)));
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                end_link(&mut block, links.pop());
            }
            event if ends_block(event) => {
                let ended = block.trim_end();
                if !ended.is_empty() {
                    blocks.push(ended.to_owned());
                }
                block.clear();
            }
            _ => {}
        }
    }
    let rest = block.trim_end();
    if !rest.is_empty() {
        blocks.push(rest.to_owned());
    }
    blocks
}

/// Ends a link or picture with its address, unless that is its text.
fn end_link(block: &mut String, begun: Option<(usize, Cow<'_, str>)>) {
    let Some((start, destination)) = begun else { return };
    if block.get(start..).map(str::trim) != Some(&*destination) {
        push(block, " (");
        push(block, &destination);
        push(block, ")");
    }
}

/// Appends a text with white space collapsed, also at the seam.
pub(super) fn push(block: &mut String, text: &str) {
    if is_collapsed(text) {
        let follows_space = block.is_empty() || block.ends_with(char::is_whitespace);
        block.push_str(if follows_space { text.trim_start_matches(' ') } else { text });
        return;
    }
    let spaced = text.starts_with(char::is_whitespace);
    for (index, word) in text.split_whitespace().enumerate() {
        let space =
            (index > 0 || spaced) && !block.is_empty() && !block.ends_with(char::is_whitespace);
        if space {
            block.push(' ');
        }
        block.push_str(word);
    }
    if text.ends_with(char::is_whitespace)
        && !block.is_empty()
        && !block.ends_with(char::is_whitespace)
    {
        block.push(' ');
    }
}

/// Whether a text is ASCII with only single spaces, as most are.
fn is_collapsed(text: &str) -> bool {
    let bytes = text.as_bytes();
    let next = bytes.get(1..).unwrap_or_default();
    // No early exit, so that the compiler can vectorise both loops.
    let other = |found: u8, byte: &u8| found | u8::from(!matches!(byte, b' '..=b'~'));
    let double = |found: u8, pair: (&u8, &u8)| found | u8::from(pair == (&b' ', &b' '));
    bytes.iter().fold(0, other) | bytes.iter().zip(next).fold(0, double) == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fragment::Form;
    use crate::fragment::tests::parse;

    #[test]
    fn white_space_collapses_where_texts_meet() {
        let texts =
            ["", " ", "  ", "a", " a", "a ", " a b ", "a  b", "a\u{a0}b", "\u{2003}", "a\t"];
        for (one, two) in texts.iter().flat_map(|one| texts.map(|two| (*one, two))) {
            let mut block = String::new();
            push(&mut block, one);
            push(&mut block, two);
            let joined = format!("{one}{two}");
            let mut expected = joined.split_whitespace().collect::<Vec<_>>().join(" ");
            if !expected.is_empty() && joined.ends_with(char::is_whitespace) {
                expected.push(' ');
            }
            assert_eq!(block, expected, "{one:?} {two:?}");
        }
    }

    #[test]
    fn words_of_blocks() {
        #[track_caller]
        fn case(text: &str, expected: &[&str]) {
            assert_eq!(whole(&parse(text, Form::Whole)), expected);
        }
        case("one\ntwo  *three*", &["one two three"]);
        case("one **two**three", &["one twothree"]);
        case("- a\n- b\n  c\n\n  d", &["a", "b c", "d"]);
        case("# A `b`\n\n> c\n\n---\n\nd", &["A b", "c", "d"]);
        case("| a | b |\n|---|---|\n| c | |", &["a", "b", "c"]);
        case("see [the *plan*](plan.md).", &["see the plan (plan.md)."]);
        case("<https://example.org>", &["https://example.org"]);
        case("![a map](map.png)", &["a map (map.png)"]);
        case("a <b>c</b>", &["a c"]);
        case("<a href=\"x\">a</a><br>b", &["a (x) b"]);
        case("<img src=\"x.png\" alt=\"a\">", &["a (x.png)"]);
        case("- [x] done\n- [ ] open", &["[x] done", "[ ] open"]);
        case("a[^1]\n\n[^1]: note", &["a[^1]", "note"]);
        case("```\nlet  a\nb\n```", &["let a b"]);
        case("", &[]);
    }

    #[test]
    fn a_reflowed_text_is_the_same() {
        #[track_caller]
        fn case(one: &str, other: &str, same: bool) {
            let digests = |text| digests(&parse(text, Form::Update));
            assert_eq!(digests(one) == digests(other), same, "{one:?} {other:?}");
        }
        case("a b c\n\nd", "a\nb\nc\n\n\nd\n", true);
        case("a b\n\n## Notes\n\nc", "## Status\n\na\nb\n## Notes\nc", true);
        case("a b\n\nc", "a b c", false);
        case("a b\n\n## Notes\n\nc", "a b\n\nc", false);
        case("[a](x.md)", "[a](y.md)", false);
        case("*a* b", "a __b__", true);
    }
}
