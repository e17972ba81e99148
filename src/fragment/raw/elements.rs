//! HTML elements and how they are sanitised.

use crate::fragment::tags::VOID;

/// How an element is sanitised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// Kept.
    Kept,
    /// Tags removed, content kept.
    Unwrapped,
    /// Removed with its content.
    Removed,
    /// Unknown: treated as text.
    Words,
}

/// Structural and text-level elements.
const KEPT: &[&str] = &[
    "a",
    "abbr",
    "acronym",
    "area",
    "article",
    "aside",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "data",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "map",
    "mark",
    "nav",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "rtc",
    "ruby",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "wbr",
];

/// Elements whose content is not page text: scripts, styles, embedded documents, drawings,
/// controls.
const REMOVED: &[&str] = &[
    "applet",
    "audio",
    "canvas",
    "datalist",
    "embed",
    "frameset",
    "iframe",
    "math",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "plaintext",
    "script",
    "select",
    "style",
    "svg",
    "template",
    "textarea",
    "title",
    "video",
    "xmp",
];

/// All other current and obsolete elements.
const OTHER: &[&str] = &[
    "address", "base", "basefont", "bgsound", "big", "blink", "body", "button", "command",
    "content", "dialog", "dir", "element", "fieldset", "font", "form", "frame", "head", "html",
    "image", "input", "isindex", "keygen", "label", "legend", "link", "listing", "main", "marquee",
    "menu", "menuitem", "meta", "meter", "multicol", "nextid", "nobr", "optgroup", "option",
    "output", "param", "picture", "progress", "rb", "search", "shadow", "slot", "source", "spacer",
    "track",
];

/// Inline elements.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "area", "b", "bdi", "bdo", "big", "button", "cite", "code", "data",
    "del", "dfn", "em", "font", "i", "img", "input", "ins", "kbd", "label", "map", "mark", "meter",
    "nobr", "output", "progress", "q", "rb", "rp", "rt", "rtc", "ruby", "s", "samp", "small",
    "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
];

/// Allowed attributes by element, in addition to [`ANYWHERE`].
const ATTRIBUTES: &[(&str, &[&str])] = &[
    ("a", &["href", "hreflang"]),
    ("blockquote", &["cite"]),
    ("col", &["align", "span"]),
    ("colgroup", &["align", "span"]),
    ("data", &["value"]),
    ("del", &["cite", "datetime"]),
    ("details", &["open"]),
    ("hr", &["align", "size", "width"]),
    ("img", &["align", "alt", "height", "src", "width"]),
    ("ins", &["cite", "datetime"]),
    ("li", &["value"]),
    ("ol", &["reversed", "start", "type"]),
    ("q", &["cite"]),
    ("table", &["align", "summary"]),
    ("tbody", &["align"]),
    ("td", &["align", "colspan", "rowspan"]),
    ("tfoot", &["align"]),
    ("th", &["abbr", "align", "colspan", "rowspan", "scope"]),
    ("thead", &["align"]),
    ("time", &["datetime"]),
    ("tr", &["align"]),
];

/// Attributes allowed on any element.
const ANYWHERE: &[&str] = &["dir", "lang", "title", "translate"];

/// How an element is sanitised, by its lower-case name.
pub(super) fn fate(name: &str) -> Fate {
    let is = |list: &[&str]| list.binary_search(&name).is_ok();
    if is(KEPT) {
        Fate::Kept
    } else if is(REMOVED) {
        Fate::Removed
    } else if is(OTHER) {
        Fate::Unwrapped
    } else {
        Fate::Words
    }
}

pub(super) fn is_void(name: &str) -> bool {
    VOID.binary_search(&name).is_ok()
}

/// Whether an element's content is raw text up to its end tag.
pub(super) fn is_text(name: &str) -> bool {
    matches!(
        name,
        "iframe" | "noembed" | "noframes" | "script" | "style" | "textarea" | "title" | "xmp"
    )
}

/// Whether an element is a block.
pub(super) fn is_block(name: &str) -> bool {
    name != "br" && INLINE.binary_search(&name).is_err()
}

pub(super) fn may_have(name: &str, attribute: &str) -> bool {
    let own = ATTRIBUTES.binary_search_by_key(&name, |(element, _)| element);
    ANYWHERE.contains(&attribute) || own.is_ok_and(|place| ATTRIBUTES[place].1.contains(&attribute))
}

/// Whether a start tag implicitly closes an open element, as in lists and tables.
pub(super) fn ends(next: &str, open: &str) -> bool {
    let both_in = |group: &[&str]| group.contains(&next) && group.contains(&open);
    match open {
        "p" => is_block(next),
        "td" | "th" => matches!(next, "td" | "th" | "tr" | "tbody" | "thead" | "tfoot"),
        "tr" => matches!(next, "tr" | "tbody" | "thead" | "tfoot"),
        "colgroup" => !matches!(next, "col"),
        "caption" => matches!(next, "col" | "colgroup" | "tr" | "tbody" | "thead" | "tfoot"),
        "rp" | "rt" | "rtc" => both_in(&["rp", "rt", "rtc"]),
        "li" => next == "li",
        "a" => next == "a",
        "summary" => next == "summary",
        _ => both_in(&["dd", "dt"]) || both_in(&["tbody", "tfoot", "thead"]),
    }
}

/// Whether the end tag is optional.
pub(super) fn ends_by_itself(name: &str) -> bool {
    matches!(
        name,
        "caption"
            | "colgroup"
            | "dd"
            | "dt"
            | "li"
            | "p"
            | "rp"
            | "rt"
            | "rtc"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
    )
}

/// The elements that must enclose an element, such as a table its rows.
pub(super) fn whole_of(part: &str) -> Option<&'static [&'static str]> {
    match part {
        "caption" | "col" | "colgroup" | "tbody" | "td" | "tfoot" | "th" | "thead" | "tr" => {
            Some(&["table"])
        }
        "li" => Some(&["ol", "ul"]),
        "dd" | "dt" => Some(&["dl"]),
        "summary" => Some(&["details"]),
        "rp" | "rt" | "rtc" => Some(&["ruby"]),
        "figcaption" => Some(&["figure"]),
        _ => None,
    }
}

/// Whether a Markdown block closes the element: a browser would close or move it.
pub(super) fn holds_no_blocks(name: &str) -> bool {
    matches!(
        name,
        "colgroup"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "p"
            | "table"
            | "tbody"
            | "tfoot"
            | "thead"
            | "tr"
    )
}

/// Whether elements open outside stay open inside it, except the same element.
pub(super) fn is_scope(name: &str) -> bool {
    matches!(
        name,
        "article"
            | "aside"
            | "blockquote"
            | "details"
            | "div"
            | "dl"
            | "figure"
            | "ol"
            | "section"
            | "table"
            | "ul"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_in_order_and_no_element_is_in_two() {
        let mut all: Vec<&str> = [KEPT, REMOVED, OTHER].concat();
        for list in [KEPT, REMOVED, OTHER, VOID, INLINE] {
            assert!(list.is_sorted());
        }
        assert!(ATTRIBUTES.is_sorted_by_key(|(element, _)| element));
        all.sort_unstable();
        let count = all.len();
        all.dedup();
        assert_eq!(all.len(), count);
        assert!(VOID.iter().all(|name| fate(name) != Fate::Words));
    }

    #[test]
    fn names_of_other_languages_are_words() {
        for name in [
            "team", "list", "set", "domain", "path", "text", "limit", "mode", "use", "string", "g",
            "mi",
        ] {
            assert_eq!(fate(name), Fate::Words, "{name}");
        }
    }
}
