//! Percent-encoding of addresses. All encoding and decoding is here.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// Encoded in the path of a URI: all but unreserved characters (RFC 3986) and slashes.
const URI: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Encoded in the path of a page's address. A colon would end a scheme.
const PATH: &AsciiSet =
    &URI.remove(b'(').remove(b')').remove(b'+').remove(b',').remove(b'@').remove(b'!');

/// A path for use in a page. Letters of any script are kept, as HTML allows.
pub fn path(path: &str) -> Cow<'_, str> {
    let stays = |char: char| !char.is_ascii() && char.is_alphanumeric();
    if !path.contains(stays) {
        return utf8_percent_encode(path, PATH).into();
    }
    let mut written = String::with_capacity(path.len() + 8);
    for piece in path.split_inclusive(stays) {
        let escaped = piece.trim_end_matches(stays);
        written.extend(utf8_percent_encode(escaped, PATH));
        written.push_str(&piece[escaped.len()..]);
    }
    written.into()
}

/// A path as a relative URI, for programs.
pub fn uri(path: &str) -> String {
    utf8_percent_encode(path, URI).to_string()
}

/// Decodes an address. Invalid escapes are kept; `None` if not UTF-8.
pub fn decoded(address: &str) -> Option<Cow<'_, str>> {
    percent_decode_str(address).decode_utf8().ok()
}

/// Decodes an address as browsers do, replacing invalid UTF-8.
pub fn decoded_by_browsers(address: &str) -> Cow<'_, str> {
    percent_decode_str(address).decode_utf8_lossy()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_in_pages() {
        #[track_caller]
        fn case(text: &str, written: &str) {
            assert_eq!(path(text), written);
            assert_eq!(decoded(written).as_deref(), Some(text));
        }
        case("", "");
        case("ssr1/25.html", "ssr1/25.html");
        case("a b/100%.pdf", "a%20b/100%25.pdf");
        case("été.html", "été.html");
        case("技術 – 1?.pdf", "技術%20%E2%80%93%201%3F.pdf");
        case("-._~/(+,@!)", "-._~/(+,@!)");
        case("a:b#c&d'\"<>é", "a%3Ab%23c%26d%27%22%3C%3Eé");
        case("e\u{301}", "e%CC%81");
    }

    #[test]
    fn paths_for_programs() {
        #[track_caller]
        fn case(text: &str, written: &str) {
            assert_eq!(uri(text), written);
        }
        case("content/ssr1/rec-01.md", "content/ssr1/rec-01.md");
        case("a,b:c (é)~_!.md", "a%2Cb%3Ac%20%28%C3%A9%29~_%21.md");
    }

    #[test]
    fn what_addresses_mean() {
        #[track_caller]
        fn case(address: &str, expected: Option<&str>, to_browsers: &str) {
            assert_eq!(decoded(address).as_deref(), expected, "{address}");
            assert_eq!(decoded_by_browsers(address), to_browsers, "{address}");
        }
        case("a%20b%2Fc", Some("a b/c"), "a b/c");
        case("%c3%A9", Some("é"), "é");
        case("%2525", Some("%25"), "%25");
        case("100%", Some("100%"), "100%");
        case("%zz%2", Some("%zz%2"), "%zz%2");
        case("a%ff", None, "a\u{fffd}");
    }
}
