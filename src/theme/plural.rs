//! Plural rules
//! (<https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html>).

use std::collections::BTreeMap;
use std::sync::Arc;

use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules, PluralRulesOptions};
use serde::{Serialize, Serializer};

use super::pattern::Pattern;

/// The category of every language, and the fallback for missing forms.
const OTHER: &str = "other";

/// The plural categories. A number in digits is also a form, for that number only.
pub(super) const FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", OTHER];

/// Whether a name is a plural form.
pub(super) fn is_form(name: &str) -> bool {
    let is_number = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit());
    is_number || FORMS.contains(&name)
}

/// Plural rules of a language.
#[derive(Clone)]
pub(super) struct Rules(Option<Arc<PluralRules>>);

impl Rules {
    /// The rules for a BCP 47 tag. Languages unknown to CLDR have a single form.
    pub(super) fn of(language: &str) -> Self {
        let language = language.parse::<Locale>().ok();
        let rules = language.and_then(|language| {
            PluralRules::try_new((&language).into(), PluralRulesOptions::default()).ok()
        });
        Self(rules.map(Arc::new))
    }

    /// The form for an integer in decimal notation.
    fn form(&self, number: &str) -> &'static str {
        let number = number.parse::<u64>().ok();
        match self.0.as_ref().zip(number).map(|(rules, number)| rules.category_for(number)) {
            Some(PluralCategory::Zero) => "zero",
            Some(PluralCategory::One) => "one",
            Some(PluralCategory::Two) => "two",
            Some(PluralCategory::Few) => "few",
            Some(PluralCategory::Many) => "many",
            Some(PluralCategory::Other) | None => OTHER,
        }
    }
}

impl std::fmt::Debug for Rules {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Rules")
    }
}

/// A text in its plural forms.
#[derive(Clone, Debug)]
pub(super) struct Plural {
    forms: BTreeMap<String, Pattern>,
    rules: Rules,
}

impl Plural {
    /// A text from its forms; `None` if one is not a plural form or `other` is missing.
    pub(super) fn new(forms: BTreeMap<String, Pattern>, rules: &Rules) -> Option<Self> {
        let are_forms = forms.keys().all(|form| is_form(form));
        (are_forms && forms.contains_key(OTHER)).then(|| Self { forms, rules: rules.clone() })
    }

    /// The text for a number in decimal notation, or without one.
    pub(super) fn text(&self, number: Option<&str>) -> Option<&Pattern> {
        let own = number.and_then(|number| self.forms.get(number));
        let form = number.map_or(OTHER, |number| self.rules.form(number));
        own.or_else(|| self.forms.get(form)).or_else(|| self.forms.get(OTHER))
    }

    /// Every form by name.
    pub(super) fn forms(&self) -> impl Iterator<Item = (&str, &Pattern)> {
        self.forms.iter().map(|(form, text)| (form.as_str(), text))
    }
}

/// For scripts, which have their own plural rules.
impl Serialize for Plural {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.forms.serialize(serializer)
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
                assert_eq!(rules.form(number), *form, "{number} in {language}");
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
    fn a_form_that_a_text_lacks_is_the_other() {
        let forms = |names: &[&str]| {
            names.iter().map(|name| ((*name).to_owned(), Pattern::new(name))).collect()
        };
        let polish = Rules::of("pl");
        let text = Plural::new(forms(&["one", "other"]), &polish).unwrap();
        let of = |text: &Plural, number: Option<&str>| text.text(number).unwrap().text().to_owned();
        assert_eq!((of(&text, Some("1")), of(&text, Some("2"))), ("one".into(), "other".into()));
        assert_eq!(of(&text, None), "other");
        assert!(Plural::new(forms(&["other"]), &polish).is_some(), "one form is enough");
        assert!(Plural::new(forms(&["one"]), &polish).is_none());
        assert!(Plural::new(forms(&["other", "accepted"]), &polish).is_none(), "a table of texts");
        // `one` also covers 21 in Russian; an exact form covers only 1.
        let text = Plural::new(forms(&["1", "one", "other"]), &Rules::of("ru")).unwrap();
        assert_eq!((of(&text, Some("1")), of(&text, Some("21"))), ("1".into(), "one".into()));
    }
}
