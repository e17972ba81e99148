//! Ids of headings: readable, stable, and unique on the page.

use std::collections::{HashMap, HashSet};

/// Ids that templates give to parts of a page, which no heading may take.
pub const RESERVED: &[&str] = &[
    "contents",
    "corrections",
    "coverage",
    "deliverables",
    "groups",
    "history",
    "late",
    "main",
    "moved",
    "movement",
    "notes",
    "recommendations",
    "references",
    "reports",
    "review",
    "statement",
    "status",
    "summary",
    "tasks",
    "timeline",
    "top",
    "totals",
];

/// What the ids of generated rows, notes and quoted statements begin with.
pub const RESERVED_PREFIXES: &[&str] = &[
    "changes-",
    "deliverable-",
    "fn-",
    "fnref-",
    "group-",
    "part-",
    "row-",
    "statement-",
    "timeline-",
];

/// Gives ids, each one once.
#[derive(Debug, Default)]
pub struct Ids {
    taken: HashSet<String>,
    /// For each id that was wanted again, the last number tried.
    counts: HashMap<String, usize>,
}

impl Ids {
    /// The id of a heading: the one the author gave it, else one made of its text.
    pub fn heading(&mut self, given: Option<&str>, text: &str) -> String {
        let wanted = match given {
            Some(id) if !id.is_empty() => id.to_owned(),
            _ => slug(text),
        };
        let wanted = if is_reserved(&wanted) { format!("section-{wanted}") } else { wanted };
        self.unique(&wanted)
    }

    /// The id of a part of the page that templates know: `status` and `notes`.
    pub fn reserve(&mut self, id: &str) -> String {
        self.unique(id)
    }

    fn unique(&mut self, wanted: &str) -> String {
        if self.taken.insert(wanted.to_owned()) {
            return wanted.to_owned();
        }
        // Counting from 1 each time would take the square of the time for equal headings.
        let count = self.counts.entry(wanted.to_owned()).or_insert(1);
        loop {
            *count += 1;
            let id = format!("{wanted}-{count}");
            if self.taken.insert(id.clone()) {
                return id;
            }
        }
    }
}

fn is_reserved(id: &str) -> bool {
    RESERVED.contains(&id)
        || RESERVED_PREFIXES.iter().any(|prefix| id.starts_with(prefix))
        // A review's entries are `#25`.
        || id.starts_with(|first: char| first.is_ascii_digit())
}

/// Letters and digits of any script in lower case, everything else one hyphen.
fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for char in text.chars() {
        if char.is_alphanumeric() || char == '_' {
            slug.extend(char.to_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') && (char.is_whitespace() || char == '-')
        {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "section".to_owned() } else { slug.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_readable_and_unique() {
        let mut ids = Ids::default();
        let mut case = |given, text: &str, expected: &str| {
            assert_eq!(ids.heading(given, text), expected);
        };
        case(None, "What comes next?", "what-comes-next");
        case(None, "What comes next", "what-comes-next-2");
        case(Some("next"), "What comes next", "next");
        case(None, "Deliverable 1", "section-deliverable-1");
        case(None, "Status", "section-status");
        case(None, "2016", "section-2016");
        case(Some("part-d1-a"), "A", "section-part-d1-a");
        case(None, "???", "section");
        case(None, "Über 技術", "über-技術");
    }

    #[test]
    fn many_equal_headings_are_counted_on() {
        let mut ids = Ids::default();
        assert_eq!(ids.heading(Some("a-3"), ""), "a-3");
        let found: Vec<String> = (0..4).map(|_| ids.heading(None, "A")).collect();
        assert_eq!(found, ["a", "a-2", "a-4", "a-5"]);
        assert_eq!(ids.counts["a"], 5, "the next one need not begin at 1");
    }
}
