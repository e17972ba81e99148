//! Heading ids: readable, stable, unique on the page.

use std::collections::{HashMap, HashSet};

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Ids that templates use for parts of a page: no heading gets one, but links can lead to them.
pub const RESERVED: &[&str] = &[
    "addresses",
    "assessments",
    "changes",
    "contents",
    "corrections",
    "coverage",
    "covering",
    "cycles",
    "dates",
    "deliverables",
    "editions",
    "entries",
    "feeds",
    "files",
    "groups",
    "history",
    "late",
    "main",
    "matrix",
    "moved",
    "movement",
    "notes",
    "overdue",
    "overview",
    "parts",
    "pointed",
    "progress",
    "recommendations",
    "references",
    "referred",
    "reports",
    "responses",
    "review",
    "schedule",
    "slipped",
    "stated",
    "statement",
    "status",
    "statuses",
    "summary",
    "tasks",
    "teams",
    "timeline",
    "top",
    "totals",
    "undated",
];

/// Ids that templates use for scripts and attributes: no heading gets one, and they are not link
/// targets.
const INTERNAL: &[&str] = &[
    "contents-heading",
    "report",
    "report-pages-latest",
    "report-pages-latest",
    "schedule-description",
    "schedule-title",
    "search",
    "search-hint",
    "search-more",
    "search-query",
    "search-results",
    "search-status",
    "search-tables",
    "search-without",
    "shortcuts",
    "way-back",
];

/// Prefixes of the ids of generated rows, notes and quoted statements.
pub const RESERVED_PREFIXES: &[&str] = &[
    "changes-",
    "deliverable-",
    "entry-",
    "fn-",
    "fnref-",
    "group-",
    "part-",
    "row-",
    "statement-",
    "timeline-",
];

/// Assigns unique ids.
#[derive(Debug, Default)]
pub struct Ids {
    taken: HashSet<String>,
    /// The last suffix tried for each repeated id.
    counts: HashMap<String, usize>,
}

impl Ids {
    /// The id of a heading: the explicit one, or one made from its text.
    pub fn heading(&mut self, given: Option<&str>, text: &str) -> String {
        let wanted = match given {
            Some(id) if !id.is_empty() => id.nfc().collect(),
            _ => slug(text),
        };
        let wanted = if is_reserved(&wanted) { format!("section-{wanted}") } else { wanted };
        self.unique(&wanted)
    }

    /// The id of a part's title: `status` and `notes`.
    pub fn title(&mut self, id: &str) -> String {
        self.unique(id)
    }

    fn unique(&mut self, wanted: &str) -> String {
        if self.taken.insert(wanted.to_owned()) {
            return wanted.to_owned();
        }
        // Counting from 1 each time would be quadratic for equal headings.
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

/// Whether templates use an id for a part of a page.
pub(super) fn is_reserved(id: &str) -> bool {
    RESERVED.contains(&id)
        || INTERNAL.contains(&id)
        || RESERVED_PREFIXES.iter().any(|prefix| id.starts_with(prefix))
        // Entries of a review are `#25`, or `#entry-R4` if the number does not begin with a digit.
        || id.starts_with(|first: char| first.is_ascii_digit())
}

/// Whether a literal id in raw HTML can collide with a page's own. In print, each recommendation
/// and review is a part of the document, and its heading ids have a prefix.
pub(super) fn is_of_pages(id: &str) -> bool {
    let has_digit = |rest: &str| rest.contains(|char: char| char.is_ascii_digit());
    is_reserved(id)
        || id.strip_prefix("rec-").is_some_and(has_digit)
        || id
            .strip_prefix("review-")
            .is_some_and(|place| place.starts_with(|first: char| first.is_ascii_digit()))
}

/// Whether an id can be a link target on a page: a part, a row or an entry.
pub fn is_part(id: &str) -> bool {
    is_reserved(id) && !INTERNAL.contains(&id)
}

/// Whether an id means the top of the page: `top` in browsers, or that of the layout, which a theme
/// can have around its pages.
pub fn is_beginning(anchor: &str) -> bool {
    anchor.eq_ignore_ascii_case("top") || anchor == "main"
}

/// Letters with marks and digits in lower case; anything else becomes one hyphen.
fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for char in text.nfc() {
        let is_part = char.is_alphanumeric() || is_combining_mark(char) && !slug.is_empty();
        if is_part || char == '_' {
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
        case(None, "Search", "section-search");
        case(Some("part-d1-a"), "A", "section-part-d1-a");
        case(None, "???", "section");
        case(None, "Über 技術", "über-技術");
        case(None, "हिन्दी भाषा", "हिन्दी-भाषा");
        case(None, "தமிழ் மொழி", "தமிழ்-மொழி");
        case(None, "Te\u{301}st", "t\u{e9}st");
        case(Some("te\u{301}st"), "", "t\u{e9}st-2");
        case(None, "\u{301}a", "a");
    }

    #[test]
    fn many_equal_headings_are_counted_on() {
        let mut ids = Ids::default();
        assert_eq!(ids.heading(Some("a-3"), ""), "a-3");
        let found: Vec<String> = (0..4).map(|_| ids.heading(None, "A")).collect();
        assert_eq!(found, ["a", "a-2", "a-4", "a-5"]);
        assert_eq!(ids.counts["a"], 5, "the next one need not begin at 1");
    }

    /// Example values of an id in a template.
    fn made(id: &str) -> Vec<&str> {
        match id {
            "{{ id }}" => vec!["corrections", "timeline-schedule-first"],
            "{{ id }}-title" => vec!["schedule-title"],
            "{{ id }}-description" => vec!["schedule-description"],
            "{{ ids }}lines" => vec!["timeline-schedule-lines"],
            "{{ row.anchor }}" => vec!["row-1", "deliverable-plan"],
            "{{ group.id }}" => vec!["group-1", "changes-silent"],
            "{{ entry.anchor }}" => vec!["25", "entry-R4"],
            "part-{{ part.id }}" => vec!["part-files"],
            "{{ part }}" => vec!["rec-25", "rec-R4", "review-1"],
            // On a page without authors' texts.
            "{{ owner.id }}" | "{{ body.id }}" | "{{ change.slip.id }}" => vec![],
            id => {
                assert!(!id.contains('{'), "say what `{id}` may be");
                vec![id]
            }
        }
    }

    #[test]
    fn no_heading_takes_an_id_of_the_templates() {
        let themes = include_dir::include_dir!("$CARGO_MANIFEST_DIR/themes");
        let mut ids: Vec<&str> = Vec::new();
        let templates =
            themes.dirs().filter_map(|theme| theme.get_dir(theme.path().join("templates")));
        for file in templates.flat_map(include_dir::Dir::files) {
            let attributes = file.contents_utf8().unwrap().split(" id=\"").skip(1);
            let values = attributes.map(|attribute| attribute.split('"').next().unwrap());
            ids.extend(values.map(|id| id.trim_start_matches("{{ page.ids }}")));
        }
        assert!(ids.len() > 60, "{}", ids.len());
        let ids: Vec<&str> = ids.into_iter().flat_map(made).collect();
        let taken: Vec<&str> = ids.into_iter().filter(|id| !is_of_pages(id)).collect();
        assert!(taken.is_empty(), "authors may take {taken:?}");
    }
}
