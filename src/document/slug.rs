//! Ids of headings: readable, stable, and unique on the page.

use std::collections::HashSet;

/// Ids that templates give to parts of a page, which no heading may take.
pub const RESERVED: &[&str] = &[
    "contents",
    "corrections",
    "coverage",
    "deliverables",
    "groups",
    "history",
    "main",
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
pub const RESERVED_PREFIXES: &[&str] =
    &["deliverable-", "fn-", "fnref-", "group-", "statement-", "timeline-"];

/// Gives ids, each one once.
#[derive(Debug, Default)]
pub struct Ids {
    taken: HashSet<String>,
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
        let mut id = wanted.to_owned();
        let mut count = 1;
        while !self.taken.insert(id.clone()) {
            count += 1;
            id = format!("{wanted}-{count}");
        }
        id
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
        case(None, "???", "section");
        case(None, "Über 技術", "über-技術");
    }
}
