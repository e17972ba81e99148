//! Whether what an address answers is of the type that its name promises.

use url::Url;

use crate::media;

/// Types of servers that do not know what a file is, or want it to be saved.
const GENERIC: [&str; 6] = [
    "application/octet-stream",
    "binary/octet-stream",
    "application/download",
    "application/force-download",
    "application/x-download",
    "application/zip",
];

/// Pages; a missing document is often answered by one.
const PAGES: [&str; 2] = ["text/html", "application/xhtml+xml"];

/// The media type that an address promises by its ending, if it is that of a file that sites copy.
pub fn promised(address: &str) -> Option<&'static str> {
    let url = Url::parse(address).ok()?;
    let name = url.path_segments()?.next_back()?;
    let (_, ending) = name.rsplit_once('.')?;
    let ending = ending.to_ascii_lowercase();
    let mut types = media::COPIED.iter().flat_map(|kind| kind.types);
    types.find(|(known, _)| *known == ending).map(|(_, media_type)| *media_type)
}

/// Whether a media type cannot be what the address promises. Unusual names of the same thing are
/// no contradiction, nor are two kinds of text.
pub fn differs(address: &str, found: &str) -> bool {
    let Some(promised) = promised(address) else { return false };
    if promised == found || GENERIC.contains(&found) {
        return false;
    }
    let is_text = media::is_text_type;
    let known = || media::COPIED.iter().flat_map(|kind| kind.types).any(|(_, it)| *it == found);
    PAGES.contains(&found)
        || known() && !(is_text(promised) && (is_text(found) || found.ends_with("ms-excel")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_that_differ() {
        #[track_caller]
        fn case(name: &str, found: &str, expected: bool) {
            assert_eq!(differs(&format!("https://example.org/{name}"), found), expected);
        }
        case("minutes.pdf", "application/pdf", false);
        case("minutes.pdf", "application/octet-stream", false);
        case("minutes.pdf", "application/x-pdf", false);
        case("minutes.pdf", "text/html", true);
        case("minutes.PDF?page=2#x", "text/html", true);
        case("minutes.pdf", "image/png", true);
        case("minutes", "text/html", false);
        case("minutes.html", "text/html", false);
        case("v2.1/minutes", "text/html", false);
        case("costs.csv", "text/plain", false);
        case("costs.csv", "application/vnd.ms-excel", false);
        case("costs.csv", "text/html", true);
        case("costs.xlsx", "application/zip", false);
        case("map.png", "image/jpeg", true);
        case("", "text/html", false);
    }
}
