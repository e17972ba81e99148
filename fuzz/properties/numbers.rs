//! Labels, one a line.

use ssr_site::document::number::{LONGEST_RANGE, MAX_LENGTH, Number, key, range};
use ssr_site::path::is_portable_name;
use ssr_site::percent;

/// Number of labels compared with each other.
const MOST: usize = 4;

/// Names of pages other than recommendations.
const PAGES: &[&str] = &["changes", "index", "overdue", "owners", "print", "references"];

/// Labels are totally ordered and have valid file names, and ranges end correctly.
pub fn check(data: &[u8]) {
    let text = super::text(data);
    let lines: Vec<&str> = text.lines().collect();
    let numbers: Vec<Number> = lines.iter().filter_map(|line| Number::new(line).ok()).collect();
    numbers.iter().for_each(one);
    super::totally_ordered(&numbers[..numbers.len().min(MOST)]);
    for pair in lines.windows(2) {
        let (first, last) = (pair[0], pair[1]);
        let Some(between) = range(first, last) else { continue };
        assert!(between.len() <= LONGEST_RANGE, "{first:?} to {last:?}: {}", between.len());
        assert_eq!(between.first(), Some(&key(first)), "{first:?} to {last:?}");
        assert_eq!(between.last(), Some(&key(last)), "{first:?} to {last:?}");
        let distinct: std::collections::BTreeSet<&String> = between.iter().collect();
        assert_eq!(distinct.len(), between.len(), "{between:?}");
    }
}

fn one(number: &Number) {
    let written = number.as_str();
    assert_eq!(Number::new(written).as_ref(), Ok(number), "it is read as it is written");
    assert!(written.chars().count() <= MAX_LENGTH);
    assert_eq!(key(&number.key()), number.key(), "{written}");
    assert_eq!(range(written, written).map_or(1, |only| only.len()), 1, "{written}");

    let stem = number.file_stem();
    assert!(
        is_portable_name(&stem) && is_portable_name(&format!("{stem}.html")),
        "{written}: {stem:?}"
    );
    assert!(
        stem.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte)),
        "{stem:?}"
    );
    assert!(!stem.starts_with('.'), "{written}: a hidden file {stem:?}");
    assert_eq!(percent::path(&stem), stem, "{written}: an address without escapes");
    assert!(stem == written || !PAGES.contains(&&*stem), "{written}: the page {stem:?}");
    let plain = written.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte));
    if plain {
        // So two plain labels never share a file.
        assert!(stem == written || stem == format!("rec-{written}"), "{written}: {stem}");
    }
}
