//! Allowed SVG elements and attributes.

/// SVG namespace.
pub(super) const SVG: &str = "http://www.w3.org/2000/svg";
/// XLink namespace.
pub(super) const XLINK: &str = "http://www.w3.org/1999/xlink";
/// Namespace of `xml:lang`.
pub(super) const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// Elements that draw, describe or define. None runs scripts, embeds documents, or animates other
/// elements.
const ELEMENTS: &[&str] = &[
    "a",
    "circle",
    "clipPath",
    "defs",
    "desc",
    "ellipse",
    "feBlend",
    "feColorMatrix",
    "feComponentTransfer",
    "feComposite",
    "feDropShadow",
    "feFlood",
    "feFuncA",
    "feFuncB",
    "feFuncG",
    "feFuncR",
    "feGaussianBlur",
    "feMerge",
    "feMergeNode",
    "feOffset",
    "filter",
    "g",
    "image",
    "line",
    "linearGradient",
    "marker",
    "mask",
    "path",
    "pattern",
    "polygon",
    "polyline",
    "radialGradient",
    "rect",
    "stop",
    "style",
    "svg",
    "switch",
    "symbol",
    "text",
    "textPath",
    "title",
    "tspan",
    "use",
    "view",
];

/// Attributes that load, run or affect addresses, in addition to `on…`.
const ACTIVE: &[&str] = &[
    "action",
    "attributionsrc",
    "base",
    "data",
    "formaction",
    "is",
    "nonce",
    "ping",
    "src",
    "srcdoc",
    "srcset",
];

/// Attributes that are plain text, not styles.
const WORDS: &[&str] = &["alt", "class", "id", "lang", "role", "title", "unicode"];

pub(super) fn is_element(name: &str) -> bool {
    ELEMENTS.binary_search(&name).is_ok()
}

pub(super) fn is_active(attribute: &str) -> bool {
    let lower = attribute.to_ascii_lowercase();
    lower.starts_with("on") || ACTIVE.contains(&&*lower)
}

/// Whether an attribute is plain text.
pub(super) fn is_words(attribute: &str) -> bool {
    attribute.starts_with("aria-") || attribute.starts_with("data-") || WORDS.contains(&attribute)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found() {
        assert!(ELEMENTS.is_sorted());
        assert!(is_element("clipPath") && is_element("view"));
        assert!(!is_element("clippath") && !is_element("script") && !is_element("foreignObject"));
        assert!(is_active("onload") && is_active("ONLOAD") && is_active("src"));
        assert!(!is_active("fill") && !is_active("d"));
    }
}
