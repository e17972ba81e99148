//! Plural categories of languages
//! (<https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html>).

use std::sync::Arc;

use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules, PluralRulesOptions};

/// The category of every language, and the fallback for missing forms.
pub const OTHER: &str = "other";

/// The plural categories.
pub const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", OTHER];

/// Small numbers. French has `many` only for millions.
const COMMON: std::ops::Range<u64> = 0..200;

/// Plural rules of a language.
#[derive(Clone)]
pub struct Rules(Option<Arc<PluralRules>>);

impl Rules {
    /// The rules for a BCP 47 tag. Languages unknown to CLDR have a single form.
    pub fn of(language: &str) -> Self {
        let language = language.parse::<Locale>().ok();
        let rules = language.and_then(|language| {
            PluralRules::try_new((&language).into(), PluralRulesOptions::default()).ok()
        });
        Self(rules.map(Arc::new))
    }

    /// The category of an integer in decimal notation.
    pub fn category(&self, number: &str) -> &'static str {
        number.parse().map_or(OTHER, |number| self.category_of(number))
    }

    fn category_of(&self, number: u64) -> &'static str {
        self.0.as_ref().map_or(OTHER, |rules| name(rules.category_for(number)))
    }

    /// The categories that the language distinguishes.
    pub fn categories(&self) -> Vec<&'static str> {
        match &self.0 {
            Some(rules) => CATEGORIES
                .into_iter()
                .filter(|category| rules.categories().any(|known| name(known) == *category))
                .collect(),
            None => vec![OTHER],
        }
    }

    /// Whether small numbers have a category.
    pub fn is_common(&self, category: &str) -> bool {
        COMMON.into_iter().any(|number| self.category_of(number) == category)
    }
}

fn name(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => OTHER,
    }
}

impl std::fmt::Debug for Rules {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Rules")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_have_rules_of_their_own() {
        #[track_caller]
        fn case(language: &str, forms: &[(&str, &str)]) {
            let rules = Rules::of(language);
            for (number, form) in forms {
                assert_eq!(rules.category(number), *form, "{number} in {language}");
            }
        }
        case(
            "en",
            &[("0", "other"), ("1", "one"), ("2", "other"), ("1.5", "other"), ("x", "other")],
        );
        case("fr-CA", &[("0", "one"), ("1", "one"), ("2", "other"), ("1000000", "many")]);
        case("pl", &[("1", "one"), ("2", "few"), ("5", "many"), ("22", "few")]);
        case(
            "ar",
            &[
                ("0", "zero"),
                ("1", "one"),
                ("2", "two"),
                ("3", "few"),
                ("11", "many"),
                ("100", "other"),
            ],
        );
        case("zh-Hans", &[("1", "other"), ("2", "other")]);
        case("pl-u-ca-gregory", &[("1", "one"), ("2", "few"), ("5", "many")]);
        case("art-x-own", &[("1", "other")]);
        case("no language", &[("1", "other")]);
    }

    #[test]
    fn categories_of_languages() {
        let of = |language| Rules::of(language).categories();
        assert_eq!(of("en-GB"), ["one", "other"]);
        assert_eq!(of("ru"), ["one", "few", "many", "other"]);
        assert_eq!(of("ar"), ["zero", "one", "two", "few", "many", "other"]);
        assert_eq!(of("fr"), ["one", "many", "other"]);
        assert_eq!(of("no language"), ["other"]);
        let common = |language, category| Rules::of(language).is_common(category);
        assert!(common("ru", "few") && common("en", "one"));
        assert!(!common("fr", "many") && !common("ru", "other"));
    }
}
