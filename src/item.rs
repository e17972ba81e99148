//! What a report calls its recommendations: commitments, actions, milestones.

use crate::plural::OTHER;
use crate::schema::{Text, record};

record! {
    /// What a report calls one of its recommendations, and several: in the plural forms of the
    /// site's language.
    Snake
    pub struct Item {
        /// None, in languages with such a form.
        pub zero: Option<Text>,
        /// One: "commitment".
        pub one: Option<Text>,
        /// Two, in languages with such a form.
        pub two: Option<Text>,
        /// A few, in languages with such a form.
        pub few: Option<Text>,
        /// Many, in languages with such a form.
        pub many: Option<Text>,
        /// All other numbers: "commitments".
        pub other: Text,
        /// One, at the beginning of a title; by default `one` with a capital.
        pub title: Option<Text>,
        /// Several, as a heading; by default `other` with a capital.
        pub titles: Option<Text>,
    }
}

impl Item {
    /// An item with two forms.
    pub fn new(one: &str, other: &str) -> Self {
        let [zero, two, few, many] = [const { None }; 4];
        let (one, other) = (Some(Text::new(one)), Text::new(other));
        Self { zero, one, two, few, many, other, title: None, titles: None }
    }

    /// One: "commitment".
    pub fn one(&self) -> &str {
        self.one.as_ref().unwrap_or(&self.other)
    }

    /// Several: "commitments".
    pub fn other(&self) -> &str {
        &self.other
    }

    /// The stated forms, by plural category.
    pub fn forms(&self) -> impl Iterator<Item = (&'static str, &Text)> {
        let Self { zero, one, two, few, many, other, title: _, titles: _ } = self;
        let rare = [("zero", zero), ("one", one), ("two", two), ("few", few), ("many", many)];
        let rare = rare.into_iter().filter_map(|(category, form)| Some((category, form.as_ref()?)));
        rare.chain([(OTHER, other)])
    }

    /// The form of a plural category; [`other`](Self::other) for those not stated.
    pub fn form(&self, category: &str) -> &str {
        let own = self.forms().find(|(known, _)| *known == category);
        own.map_or(&self.other, |(_, form)| form)
    }

    /// One, at the beginning of a title: "Commitment".
    pub fn title(&self) -> String {
        self.title.as_ref().map_or_else(|| capitalised(self.one()), ToString::to_string)
    }

    /// Several, as a heading: "Commitments".
    pub fn titles(&self) -> String {
        self.titles.as_ref().map_or_else(|| capitalised(&self.other), ToString::to_string)
    }

    /// Every word or phrase for one and for several, as in prose.
    pub fn words(&self) -> (Vec<String>, Vec<String>) {
        let singular = self.one.iter().chain(&self.title);
        let Self { zero, two, few, many, other, titles, .. } = self;
        let plural = [zero, two, few, many].into_iter().flatten().chain([other]).chain(titles);
        let list =
            |words: &mut dyn Iterator<Item = &Text>| words.map(ToString::to_string).collect();
        let (singular, plural): (Vec<String>, Vec<String>) =
            (list(&mut singular.into_iter()), list(&mut plural.into_iter()));
        // A language with one form uses it for one, too.
        let is_plural = |word: &String| plural.contains(word);
        let singular = if singular.iter().all(is_plural) { Vec::new() } else { singular };
        (singular, plural)
    }
}

/// What a report calls its recommendations in the program's messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Called<'a> {
    /// One of them.
    pub one: &'a str,
    /// Several of them.
    pub other: &'a str,
}

impl Default for Called<'_> {
    fn default() -> Self {
        Self { one: "recommendation", other: "recommendations" }
    }
}

impl<'a> From<&'a Item> for Called<'a> {
    fn from(item: &'a Item) -> Self {
        Self { one: item.one(), other: item.other() }
    }
}

impl Called<'_> {
    /// The form for a number of them.
    pub fn of(&self, count: usize) -> &str {
        if count == 1 { self.one } else { self.other }
    }

    /// "1 commitment", "3 commitments".
    pub fn counted(&self, count: usize) -> String {
        format!("{count} {}", self.of(count))
    }
}

/// A text with a capital at its beginning.
fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_begin_with_a_capital() {
        #[track_caller]
        fn case(one: &str, expected: &str) {
            assert_eq!(Item::new(one, "x").title(), expected);
        }
        case("commitment", "Commitment");
        case("action item", "Action item");
        case("étape", "Étape");
        case("ßeta", "SSeta");
        case("обязательство", "Обязательство");
        case("توصية", "توصية");
        case("建议", "建议");
        case("KPI", "KPI");
        let own = Item { title: Some(Text::new("İş")), ..Item::new("iş", "işler") };
        assert_eq!((own.title(), own.titles()), ("İş".into(), "Işler".into()));
    }

    #[test]
    fn forms_and_words() {
        let item = Item { few: Some(Text::new("меры")), ..Item::new("мера", "мер") };
        assert_eq!(
            [item.form("one"), item.form("few"), item.form("many")],
            ["мера", "меры", "мер"]
        );
        let words =
            |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        assert_eq!(item.words(), (words(&["мера"]), words(&["меры", "мер"])));
        let single = Item { one: None, ..Item::new("x", "建议") };
        assert_eq!((single.one(), single.words()), ("建议", (words(&[]), words(&["建议"]))));
    }
}
