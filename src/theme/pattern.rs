//! Texts with placeholders.

use std::ops::Range;

use serde::{Serialize, Serializer};

/// A text of a strings file with `{name}` placeholders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern {
    text: Box<str>,
    /// Ranges of the placeholders, including braces.
    places: Box<[Range<usize>]>,
}

impl Pattern {
    pub(super) fn new(text: &str) -> Self {
        let opening = text.match_indices('{').map(|(start, _)| start);
        let places = opening.filter_map(|start| {
            let length = text[start + 1..].find(['{', '}'])?;
            let end = start + 1 + length;
            text[end..].starts_with('}').then_some(start..end + 1)
        });
        Self { places: places.collect(), text: text.into() }
    }

    /// The unfilled text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Fills in the placeholders that have a value; the others remain.
    pub(super) fn with<'v>(&self, value: impl Fn(&str) -> Option<&'v str>) -> Self {
        let mut text = String::with_capacity(self.text.len() + 16);
        let mut places = Vec::new();
        let mut rest = 0;
        for place in &self.places {
            text.push_str(&self.text[rest..place.start]);
            if let Some(value) = value(self.name(place)) {
                text.push_str(value);
            } else {
                let start = text.len();
                text.push_str(&self.text[place.clone()]);
                places.push(start..text.len());
            }
            rest = place.end;
        }
        text.push_str(&self.text[rest..]);
        Self { text: text.into(), places: places.into() }
    }

    /// Whether it has no placeholders.
    pub(super) fn is_plain(&self) -> bool {
        self.places.is_empty()
    }

    /// The names of the placeholders.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.places.iter().map(|place| self.name(place))
    }

    fn name(&self, place: &Range<usize>) -> &str {
        &self.text[place.start + 1..place.end - 1]
    }

    /// Fills in the placeholders: `put` appends the value of a name. Unknown ones are kept.
    pub(super) fn fill(&self, mut put: impl FnMut(&mut String, &str) -> bool) -> String {
        if self.places.is_empty() {
            return self.text.to_string();
        }
        let mut filled = String::with_capacity(self.text.len() + 16);
        let mut rest = 0;
        for place in &self.places {
            filled.push_str(&self.text[rest..place.start]);
            if !put(&mut filled, self.name(place)) {
                filled.push_str(&self.text[place.clone()]);
            }
            rest = place.end;
        }
        filled.push_str(&self.text[rest..]);
        filled
    }
}

/// For scripts, which fill in placeholders themselves.
impl Serialize for Pattern {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.text.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_filled_in() {
        #[track_caller]
        fn case(pattern: &str, expected: &str) {
            let filled = Pattern::new(pattern).fill(|out, name| {
                let known = name == "number";
                out.push_str(if known { "25" } else { "" });
                known
            });
            assert_eq!(filled, expected);
        }
        case("Recommendation {number}", "Recommendation 25");
        case("{number}{number}", "2525");
        case("no place", "no place");
        case("open {number", "open {number");
        case("open { {number}}", "open { 25}");
        case("{other} and {number}", "{other} and 25");
        case("", "");
    }

    #[test]
    fn some_are_filled_in_later() {
        let part = Pattern::new("{n} {items} of {total}")
            .with(|name| (name == "items").then_some("{total} actions"));
        assert_eq!(part.text(), "{n} {total} actions of {total}");
        assert!(!part.is_plain());
        let filled = part.fill(|out, name| {
            out.push_str(if name == "n" { "1" } else { "2" });
            true
        });
        assert_eq!(filled, "1 {total} actions of 2", "a word is no pattern");
        assert!(Pattern::new("{item}").with(|_| Some("{x}")).is_plain());
    }
}
