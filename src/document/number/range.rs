//! Ranges of labels.

use super::{ROMAN_ONES, key, roman};

/// Maximum number of labels in a range. Longer ones are something else: years, quantities.
pub const LONGEST_RANGE: usize = 50;

/// All numbers from `first` to `last`, inclusive, as [keys](key), or `None` if the two are not a
/// range: reversed, longer than [`LONGEST_RANGE`], or different in more than the last component.
/// `8.14` to `8.16`, `4a` to `4c` and `4(i)` to `4(iv)` are ranges; `4` to `5a` is not.
pub fn range(first: &str, last: &str) -> Option<Vec<String>> {
    let (first, last) = (key(first), key(last));
    let (from, to) = (Ends::of(&first)?, Ends::of(&last)?);
    if (from.before, from.after) != (to.before, to.after) {
        return None;
    }
    let style = Style::of(&from, &to)?;
    let (low, high) = (style.value(from.component)?, style.value(to.component)?);
    let span = usize::try_from(high.checked_sub(low)?).ok()?;
    if span >= LONGEST_RANGE {
        return None;
    }
    let spell = |value| format!("{}{}{}", from.before, style.spell(value), from.after);
    Some((low..=high).map(spell).collect())
}

/// A label split at its last component.
struct Ends<'a> {
    before: &'a str,
    component: &'a str,
    after: &'a str,
}

impl<'a> Ends<'a> {
    fn of(label: &'a str) -> Option<Self> {
        let body = label.trim_end_matches(')');
        let last = body.chars().next_back()?;
        let same =
            |c: char| c.is_ascii_digit() == last.is_ascii_digit() && c.is_ascii_alphanumeric();
        let component = &body[body.trim_end_matches(same).len()..];
        let before = &body[..body.len() - component.len()];
        (!component.is_empty()).then_some(Self { before, component, after: &label[body.len()..] })
    }
}

/// The kind of a component.
#[derive(Clone, Copy)]
enum Style {
    Digits { width: usize },
    Letter,
    Roman,
}

impl Style {
    fn of(from: &Ends, to: &Ends) -> Option<Self> {
        let components = [from.component, to.component];
        let all = |test: fn(&str) -> bool| components.iter().all(|text| test(text));
        if all(|text| text.bytes().all(|b| b.is_ascii_digit())) {
            let width = from.component.len();
            let padded = components.iter().any(|text| text.len() > 1 && text.starts_with('0'));
            if padded && width != to.component.len() {
                return None;
            }
            return Some(Self::Digits { width: if padded { width } else { 0 } });
        }
        let bracketed = from.before.ends_with('(') && from.after.starts_with(')');
        if bracketed && all(|text| roman(text).is_some()) {
            return Some(Self::Roman);
        }
        all(|text| matches!(text.as_bytes(), [b'a'..=b'z'])).then_some(Self::Letter)
    }

    fn value(self, component: &str) -> Option<u128> {
        match self {
            Self::Digits { .. } => component.parse().ok(),
            Self::Letter => component.bytes().next().map(u128::from),
            Self::Roman => roman(component).map(u128::from),
        }
    }

    /// The inverse. Values between two that fit in a byte fit too.
    fn spell(self, value: u128) -> String {
        let small = u8::try_from(value).unwrap_or_default();
        match self {
            Self::Digits { width } => format!("{value:0width$}"),
            Self::Letter => char::from(small).to_string(),
            Self::Roman => {
                let (tens, ones) = (usize::from(small / 10), usize::from(small % 10));
                "x".repeat(tens) + ROMAN_ONES[ones]
            }
        }
    }
}
