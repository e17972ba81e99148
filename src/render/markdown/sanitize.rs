//! Raw HTML of authors, made harmless.

use std::collections::HashSet;

use ammonia::Builder;

use crate::schema::Address;

/// The classes that this program writes, by element. An author's own are dropped: a page's
/// design is not to be borrowed for something else.
const CLASSES: [(&str, &[&str]); 10] = [
    ("a", &["reference", "footnote-back"]),
    ("blockquote", ALERTS),
    ("div", &["footnote-definition"]),
    ("li", &["task-list-item"]),
    ("p", &["markdown-alert-title"]),
    ("span", &["task-box", "task-box--done"]),
    ("sup", &["address-number", "footnote-reference", "footnote-definition-label"]),
    ("table", &["wide"]),
    ("td", ALIGNMENTS),
    ("th", ALIGNMENTS),
];

const ALIGNMENTS: &[&str] = &["align-left", "align-center", "align-right"];

const ALERTS: &[&str] = &[
    "markdown-alert-note",
    "markdown-alert-tip",
    "markdown-alert-important",
    "markdown-alert-warning",
    "markdown-alert-caution",
];

/// Elements that go together with everything in them.
const REMOVED: [&str; 8] =
    ["script", "style", "template", "noscript", "iframe", "object", "svg", "math"];

/// What may stay.
fn builder() -> Builder<'static> {
    let mut builder = Builder::default();
    builder
        .link_rel(None)
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .url_relative(ammonia::UrlRelative::PassThrough)
        .generic_attributes(HashSet::from(["lang", "dir", "title", "id"]))
        .clean_content_tags(HashSet::from(REMOVED))
        .add_tags(["section", "details", "summary"])
        .add_tag_attributes("details", ["open"])
        .add_tag_attributes("span", ["role", "aria-label"])
        .add_tag_attributes("a", ["aria-label"])
        .add_tag_attributes("th", ["scope"])
        .add_generic_attributes(["class"]);
    builder
}

/// Whether this program writes a class on an element.
fn is_ours(element: &str, class: &str) -> bool {
    (element == "code" && class.starts_with("language-"))
        || CLASSES.iter().any(|(known, classes)| *known == element && classes.contains(&class))
}

/// Sanitises a finished text. Of ids only those are kept that this program gave.
pub(super) fn sanitize(html: &str, ids: &HashSet<String>) -> String {
    let ids = ids.clone();
    let mut builder = builder();
    builder.attribute_filter(move |element, attribute, value| {
        let kept = match attribute {
            "id" => ids.contains(value),
            "class" => is_ours(element, value),
            // A page loads nothing from another host.
            "src" => Address::is_relative(value),
            _ => true,
        };
        kept.then(|| value.into())
    });
    builder.clean(html).to_string()
}
