//! A content file: the first letter of the first line selects its kind.

use std::sync::LazyLock;

use ssr_site::claims::{Cues, OwnCues};
use ssr_site::config::HtmlPolicy;
use ssr_site::diagnostic::Diagnostic;
use ssr_site::document::clause::Grammar;
use ssr_site::document::{Document, Reading, Role};
use ssr_site::language::ENGLISH;
use ssr_site::path::SourcePath;

static GRAMMAR: LazyLock<Grammar> = LazyLock::new(|| Grammar::of(&ENGLISH));
static CUES: LazyLock<Cues> = LazyLock::new(|| Cues::new(&ENGLISH, OwnCues::default()));

/// Any bytes make a document, its diagnostics can be shown, and all spans are in the file.
pub fn check(data: &[u8]) {
    let line = data.iter().position(|byte| *byte == b'\n').unwrap_or(data.len());
    let (kind, file) = data.split_at(line);
    let file = file.strip_prefix(b"\n").unwrap_or(file);
    let (role, path) = role(kind);
    let path = SourcePath::new(path);
    let reading = Reading {
        grammar: &GRAMMAR,
        language: &ENGLISH,
        cues: &CUES,
        fiscal_year_start: 1,
        date_order: None,
        html: HtmlPolicy::Sanitize,
    };
    let (document, found) = Document::parse(file, &path, role, reading);

    assert_eq!(document.role(), role);
    let is_wrong = found.iter().any(Diagnostic::is_error);
    assert_eq!(document.broken, is_wrong, "{found:?}");
    super::can_be_shown(&found, &path, file);
    // Unreadable files were not parsed.
    let Ok(text) = std::str::from_utf8(file) else {
        assert!(document.broken);
        return;
    };
    let prose = &document.prose;
    let mentions = prose.references.iter().flat_map(|reference| {
        let mentions = reference.clause.read(&GRAMMAR, |_| true);
        mentions.into_iter().map(|mention| reference.span(mention.source))
    });
    let spans = prose.links.iter().map(|link| link.span);
    let spans = spans.chain(prose.dates.iter().map(|date| date.span));
    let spans = spans.chain(prose.claims.iter().map(|claim| claim.span)).chain(mentions);
    for span in spans {
        assert!(
            text.get(span.range()).is_some_and(|words| !words.is_empty()),
            "{span:?} of {text:?}"
        );
    }
    let mut ids: Vec<&str> = prose.anchors.iter().map(|anchor| &*anchor.id).collect();
    ids.sort_unstable();
    assert!(ids.windows(2).all(|pair| pair[0] != pair[1]), "{ids:?} of {text:?}");
}

fn role(kind: &[u8]) -> (Role, &'static str) {
    match kind.first() {
        Some(b'r') => (Role::Recommendation, "content/ssr1/recommendations/rec-01.md"),
        Some(b'u') => (Role::Update, "content/ssr1/2016-06-30/rec-01.md"),
        Some(b'e') => (Role::Edition, "content/ssr1/2016-06-30/_index.md"),
        Some(b'w') => (Role::ReviewEntry, "content/workplan/rec-01.md"),
        Some(b'i') => (Role::Report, "content/ssr1/_index.md"),
        _ => (Role::Page, "content/about.md"),
    }
}
