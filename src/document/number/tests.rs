#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

fn number(text: &str) -> Number {
    Number::new(text).unwrap()
}

#[test]
fn what_is_a_number() {
    #[track_caller]
    fn case(text: &str, expected: Result<&str, NumberError>) {
        assert_eq!(Number::new(text).map(|number| number.to_string()), expected.map(str::to_owned));
    }
    case("25", Ok("25"));
    case(" 4.1\n", Ok("4.1"));
    case("8.32b", Ok("8.32b"));
    case("018/24", Ok("018/24"));
    case("4a(iv)", Ok("4a(iv)"));
    case("HR-7_x", Ok("HR-7_x"));
    case("第4", Ok("第4"));
    case("٢٥", Ok("٢٥"));
    case(&"1".repeat(32), Ok(&"1".repeat(32)));
    case(&"1".repeat(33), Err(NumberError::TooLong));
    case(" ", Err(NumberError::Empty));
    case("abc", Err(NumberError::NoDigit));
    case("4 1", Err(NumberError::Character(' ')));
    case("4\u{a0}1", Err(NumberError::Character('\u{a0}')));
    case("4\u{202e}", Err(NumberError::Character('\u{202e}')));
    case("4²", Err(NumberError::Character('²')));
    case("4.", Err(NumberError::Edge('.')));
    case("-4", Err(NumberError::Edge('-')));
    case("(4)", Err(NumberError::Edge('(')));
    for wrong in "<>\"'`#?%\\@:,;&|*[]{}\0".chars() {
        case(&format!("4{wrong}1"), Err(NumberError::Character(wrong)));
    }
}

#[test]
fn integers() {
    assert_eq!(Number::from_integer(25), Ok(number("25")));
    assert_eq!(Number::from_integer(i64::MAX).unwrap().as_str(), "9223372036854775807");
    assert_eq!(Number::from_integer(0), Err(NumberError::NotPositive));
    assert_eq!(Number::from_integer(-4), Err(NumberError::NotPositive));
}

#[test]
fn messages() {
    #[track_caller]
    fn case(text: &str, expected: &str) {
        assert_eq!(Number::new(text).unwrap_err().to_string(), expected);
    }
    case("", "a number must not be empty");
    case("4\n5", "a number must not contain `\\n`");
    case("4.", "a number must not begin or end with `.`");
    case(&"4".repeat(40), "a number has at most 32 characters");
}

#[test]
fn natural_order() {
    #[track_caller]
    fn case(ordered: &[&str]) {
        let numbers: Vec<Number> = ordered.iter().map(|text| number(text)).collect();
        for (i, a) in numbers.iter().enumerate() {
            for (j, b) in numbers.iter().enumerate() {
                assert_eq!(a.cmp(b), i.cmp(&j), "{a} and {b}");
            }
        }
    }
    case(&["1", "2", "10", "25", "100"]);
    case(&["4", "4.1", "4.2", "4.10", "4a", "4b", "5"]);
    case(&["8.32", "8.32a", "8.32b", "8.33"]);
    case(&["018/24", "18/24", "018/25", "019/24"]);
    case(&["4a(i)", "4a(ii)", "4a(iii)", "4a(iv)", "4a(v)", "4a(ix)", "4a(x)", "4a(xxxix)"]);
    case(&["4(a)", "4(c)", "4(d)", "4(h)", "4(i)", "4(j)", "4(l)", "4(m)"]);
    case(&["12c", "12D", "12d", "12e"]);
    case(&["9999999999999999999999", "10000000000000000000000"]);
    case(&["٣", "4", "٥", "6"]);
}

#[test]
fn keys() {
    #[track_caller]
    fn case(text: &str, expected: &str) {
        assert_eq!(key(text), expected);
    }
    case("12D", "12d");
    case("018/24", "018/24");
    case("HR\u{2011}7", "hr-7");
    case("٢٥", "25");
    case("Ä4", "Ä4");
}

#[test]
fn file_stems() {
    #[track_caller]
    fn case(text: &str, expected: &str) {
        assert_eq!(number(text).file_stem(), expected);
    }
    case("25", "25");
    case("404", "404");
    case("4.1", "4.1");
    case("018/24", "018-24");
    case("4a(iv)", "4a-iv");
    case("4(a)(i)", "4-a-i");
    case("第4", "u7b2c4");
    case("٢", "u662");
    case("com1", "rec-com1");
    case("COM1", "rec-COM1");
    case("Lpt9.4", "rec-Lpt9.4");
    case("con.1", "rec-con.1");
    case("com10", "com10");
    case("a.4.(/)", "a.4");
}

#[test]
fn ranges() {
    #[track_caller]
    fn case(first: &str, last: &str, expected: &[&str]) {
        assert_eq!(range(first, last).unwrap_or_default(), expected);
    }
    case("25", "28", &["25", "26", "27", "28"]);
    case("25", "25", &["25"]);
    case("8.14", "8.16", &["8.14", "8.15", "8.16"]);
    case("4a", "4C", &["4a", "4b", "4c"]);
    case("4v", "4x", &["4v", "4w", "4x"]);
    case("4(i)", "4(iv)", &["4(i)", "4(ii)", "4(iii)", "4(iv)"]);
    case("4(viii)", "4(xi)", &["4(viii)", "4(ix)", "4(x)", "4(xi)"]);
    case("4(h)", "4(j)", &["4(h)", "4(i)", "4(j)"]);
    case("098", "101", &["098", "099", "100", "101"]);
    case("018/24", "018/25", &["018/24", "018/25"]);
    case("R9", "r10", &["r9", "r10"]);
    case("28", "25", &[]);
    case("8", "08", &[]);
    case("98", "0101", &[]);
    case("4", "4.2", &[]);
    case("4.1", "5.2", &[]);
    case("4a", "4", &[]);
    case("4(i", "4(iv)", &[]);
    case("4", "²", &[]);
    case("", "4", &[]);
    assert_eq!(range("1", "50").map(|numbers| numbers.len()), Some(50));
    assert_eq!(range("1", "51"), None);
    assert_eq!(range("1", &"9".repeat(60)), None);
}

prop_compose! {
    /// Labels with common parts, so that comparisons go beyond the first character.
    fn labels()(text in "[0-9٣aAivxz]{1,4}[./()_-]?[0-9aivxIVX()]{0,6}") -> Option<Number> {
        Number::new(&text).ok()
    }
}

proptest! {
    #[test]
    fn the_order_is_total(a in labels(), b in labels(), c in labels()) {
        let (Some(a), Some(b), Some(c)) = (a, b, c) else { return Ok(()) };
        prop_assert_eq!(a.cmp(&b), b.cmp(&a).reverse());
        prop_assert_eq!(a == b, a.cmp(&b).is_eq());
        if a <= b && b <= c {
            prop_assert!(a <= c);
        }
    }

    #[test]
    fn stems_are_safe(text in "\\PC{0,40}|[comnulpt0-9./()_-]{1,8}") {
        if let Ok(number) = Number::new(&text) {
            let stem = number.file_stem();
            prop_assert!(!stem.is_empty());
            prop_assert!(stem.chars().all(|c| c.is_ascii_alphanumeric() || ".-_".contains(c)));
            prop_assert!(!stem.starts_with(['.', '-']) && !stem.ends_with(['.', '-']));
            prop_assert!(!is_device(&stem));
            let pages = ["index", "print", "changes", "overdue", "owners", "references"];
            prop_assert!(!pages.iter().any(|page| stem.eq_ignore_ascii_case(page)));
        }
    }

    #[test]
    fn a_range_holds_its_ends_in_order(a in labels(), b in labels()) {
        let (Some(a), Some(b)) = (a, b) else { return Ok(()) };
        if let Some(numbers) = range(a.as_str(), b.as_str()) {
            prop_assert_eq!(numbers.first(), Some(&a.key()));
            prop_assert_eq!(numbers.last(), Some(&b.key()));
            prop_assert_eq!(numbers.iter().collect::<BTreeSet<_>>().len(), numbers.len());
        }
    }
}
