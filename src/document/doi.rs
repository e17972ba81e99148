//! Digital Object Identifiers, in the syntax of the DOI Handbook, section 2.2
//! (<https://www.doi.org/the-identifier/resources/handbook/>).

use serde_json::{Value, json};

use crate::diagnostic::Diagnostic;
use crate::percent;
use crate::schema::{Decode, Decoder, Definitions, Node};

/// The resolver.
const RESOLVER: &str = "https://doi.org/";

/// What people put before a DOI, in lower case.
const BEFORE: [&str; 5] =
    ["https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "doi:"];

/// A DOI such as `10.5555/ssr1-2016-06-30`, without resolver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doi(Box<str>);

impl Doi {
    /// Parses a DOI, or its address. `None` if it is neither.
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        let prefixed = BEFORE.iter().find_map(|before| {
            let head = text.get(..before.len())?;
            head.eq_ignore_ascii_case(before).then(|| (before, text[before.len()..].trim_start()))
        });
        let name = match prefixed {
            // An address is percent-encoded; a name is not.
            Some((before, rest)) if before.contains('/') => percent::decoded(rest)?.into_owned(),
            Some((_, rest)) => rest.to_owned(),
            None => text.to_owned(),
        };
        let (prefix, suffix) = name.split_once('/')?;
        let mut codes = prefix.split('.');
        let is_directory = codes.next() == Some("10");
        let mut codes = codes.peekable();
        let is_registrant = codes.peek().is_some_and(|first| first.len() >= 4)
            && codes.all(|code| !code.is_empty() && code.bytes().all(|it| it.is_ascii_digit()));
        let is_name = !suffix.is_empty()
            && !suffix.chars().any(|char| char.is_whitespace() || char.is_control());
        (is_directory && is_registrant && is_name).then(|| Self(name.into()))
    }

    /// The DOI without resolver.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address that it resolves at.
    pub fn url(&self) -> String {
        format!("{RESOLVER}{}", percent::uri(&self.0))
    }
}

impl Decode for Doi {
    fn expected() -> String {
        "a DOI such as `\"10.5555/ssr1-2016-06-30\"`".to_owned()
    }

    fn decode(node: &Node<'_>, decoder: &mut Decoder<'_>) -> Option<Self> {
        let Some(text) = node.get_ref().as_str() else {
            decoder.wrong(node, &Self::expected());
            return None;
        };
        let doi = Self::new(text);
        if doi.is_none() {
            let location = decoder.location(node.span());
            decoder.report(
                Diagnostic::error("wrong-type", location, format!("`{text}` is not a DOI"))
                    .label(format!("expected {}", Self::expected()))
                    .help(
                        "write it as the registration agency assigned it: `10.`, the registrant's \
                         digits, `/` and a name without spaces; `https://doi.org/` may precede it",
                    ),
            );
        }
        doi
    }

    fn schema(_: &mut Definitions) -> Value {
        json!({
            "type": "string",
            "pattern": "^([Hh][Tt][Tt][Pp][Ss]?://([Dd][Xx]\\.)?[Dd][Oo][Ii]\\.[Oo][Rr][Gg]/|\
                        [Dd][Oo][Ii]: *)?10\\.[0-9]{4,}(\\.[0-9]+)*/[^\\s]+$",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_a_doi() {
        #[track_caller]
        fn case(text: &str, expected: Option<&str>) {
            assert_eq!(Doi::new(text).as_ref().map(Doi::as_str), expected, "{text}");
        }
        case("10.5555/ssr1-2016-06-30", Some("10.5555/ssr1-2016-06-30"));
        case(" 10.1000.10/a/b(c):d;e ", Some("10.1000.10/a/b(c):d;e"));
        case("https://doi.org/10.5555/a", Some("10.5555/a"));
        case("HTTP://DX.DOI.ORG/10.5555/a", Some("10.5555/a"));
        case("doi:10.5555/a", Some("10.5555/a"));
        case("DOI: 10.5555/a", Some("10.5555/a"));
        case("https://doi.org/10.5555/a%23b", Some("10.5555/a#b"));
        case("10.5555/a%23b", Some("10.5555/a%23b"));
        case("10.5555/é", Some("10.5555/é"));
        case("10.5555/", None);
        case("10.5555", None);
        case("10.55/a", None);
        case("10./a", None);
        case("10.5555./a", None);
        case("10.555x/a", None);
        case("11.5555/a", None);
        case("10.5555/a b", None);
        case("https://example.org/10.5555/a", None);
        case("https://doi.org/", None);
        case("é", None);
        case("", None);
    }

    #[test]
    fn where_it_resolves() {
        #[track_caller]
        fn case(doi: &str, expected: &str) {
            let url = Doi::new(doi).expect("a DOI").url();
            assert_eq!(url, expected);
            assert_eq!(Doi::new(&url), Doi::new(doi), "it is read again");
        }
        case("10.5555/ssr1-2016-06-30", "https://doi.org/10.5555/ssr1-2016-06-30");
        case("10.5555/a#b?c%23<d>", "https://doi.org/10.5555/a%23b%3Fc%2523%3Cd%3E");
    }
}
