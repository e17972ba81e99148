//! Answers to `PROPFIND`: RFC 4918, sections 9.1 and 14.

use std::borrow::Cow;

use xml::reader::{EventReader, XmlEvent};

use crate::percent;

/// What is asked.
pub(super) const ASKED: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<propfind xmlns="DAV:"><prop><resourcetype/><getcontentlength/></prop></propfind>"#;

const DAV: &str = "DAV:";

/// A file or a directory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Entry {
    /// Path on the server, decoded, with a slash at its beginning and none at its end.
    pub path: String,
    pub is_directory: bool,
    pub size: Option<u64>,
}

/// Reads an answer. An error says where it is no such answer.
pub(super) fn entries(answer: &[u8]) -> Result<Vec<Entry>, xml::reader::Error> {
    let mut entries = Vec::new();
    let mut entry = Entry::default();
    let mut text = String::new();
    for event in EventReader::new(answer) {
        match event? {
            XmlEvent::StartElement { name, .. } if name.namespace.as_deref() == Some(DAV) => {
                text.clear();
                match &*name.local_name {
                    "response" => entry = Entry::default(),
                    "collection" => entry.is_directory = true,
                    _ => {}
                }
            }
            XmlEvent::Characters(more) | XmlEvent::CData(more) => text.push_str(&more),
            XmlEvent::EndElement { name } if name.namespace.as_deref() == Some(DAV) => {
                match &*name.local_name {
                    // Others have one where they refer to further resources.
                    "href" if entry.path.is_empty() => entry.path = path(text.trim()),
                    "getcontentlength" => entry.size = text.trim().parse().ok().or(entry.size),
                    "response" => entries.push(std::mem::take(&mut entry)),
                    _ => {}
                }
            }
            _ => {}
        }
    }
    Ok(entries)
}

/// The path of an address, which may be a whole one. What is not UTF-8 is foreign, and shown as such.
fn path(href: &str) -> String {
    let path = match href.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("", |at| &rest[at..]),
        None => href,
    };
    let decoded = percent::decoded(path)
        .unwrap_or_else(|| Cow::Owned(percent::decoded_by_browsers(path).into_owned()));
    decoded.trim_end_matches('/').into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(path: &str, size: Option<u64>) -> Entry {
        Entry { path: path.into(), is_directory: size.is_none(), size }
    }

    #[test]
    fn what_apache_answers() {
        let answer = br#"<?xml version="1.0" encoding="utf-8"?>
<D:multistatus xmlns:D="DAV:" xmlns:ns0="DAV:">
<D:response xmlns:lp1="DAV:"><D:href>/report/</D:href><D:propstat><D:prop>
<lp1:resourcetype><D:collection/></lp1:resourcetype></D:prop>
<D:status>HTTP/1.1 200 OK</D:status></D:propstat>
<D:propstat><D:prop><D:getcontentlength/></D:prop>
<D:status>HTTP/1.1 404 Not Found</D:status></D:propstat></D:response>
<D:response xmlns:lp1="DAV:"><D:href>/report/a%20b.html</D:href><D:propstat><D:prop>
<lp1:resourcetype/><lp1:getcontentlength>12</lp1:getcontentlength></D:prop>
<D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>
</D:multistatus>"#;
        assert_eq!(
            entries(answer).unwrap(),
            [entry("/report", None), entry("/report/a b.html", Some(12))]
        );
    }

    #[test]
    fn other_prefixes_and_whole_addresses() {
        let answer = br#"<multistatus xmlns="DAV:" xmlns:x="urn:x"><response>
<href>https://dav.example.org:8443/report/%C3%A9%26.html</href>
<propstat><prop><x:collection/><x:href>/no</x:href><getcontentlength>7</getcontentlength>
<resourcetype></resourcetype></prop></propstat></response></multistatus>"#;
        assert_eq!(entries(answer).unwrap(), [entry("/report/é&.html", Some(7))]);
    }

    #[test]
    fn what_is_no_answer() {
        assert!(entries(b"<html><br></html>").is_err());
        assert!(entries(b"<multistatus xmlns='DAV:'><response>").is_err());
    }
}
