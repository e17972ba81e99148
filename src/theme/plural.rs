//! Texts in plural forms.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use super::pattern::Pattern;
use crate::plural::{CATEGORIES, OTHER, Rules};

/// Whether a name is a plural form: a category, or a number in digits, for that number only.
pub(super) fn is_form(name: &str) -> bool {
    let is_number = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit());
    is_number || CATEGORIES.contains(&name)
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
        let form = number.map_or(OTHER, |number| self.rules.category(number));
        own.or_else(|| self.forms.get(form)).or_else(|| self.forms.get(OTHER))
    }

    /// The text with those placeholders filled in that have a value.
    pub(super) fn with<'v>(&self, value: impl Fn(&str) -> Option<&'v str>) -> Self {
        let forms = self.forms.iter().map(|(form, text)| (form.clone(), text.with(&value)));
        Self { forms: forms.collect(), rules: self.rules.clone() }
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
