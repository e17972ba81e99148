//! What of ours is on a host: every file with its hash, size and media type.
//!
//! It is a file of the host itself, so that anybody can compare a copy, and any machine can publish.
//! The text form is stable and ordered: equal sites have equal manifests.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};
use std::str::FromStr;

use sha2::{Digest as _, Sha256};

use super::checks;
use crate::hexadecimal;

/// Where our own files are on a host, below the site's address.
pub const DIRECTORY: &str = "ssr-site-publication";

/// The manifest of what is published.
pub const PATH: &str = "ssr-site-publication/manifest.txt";

const FORMAT: &str = "ssr-site-publication 1";
const ANY_FORMAT: &str = "ssr-site-publication ";
const END: &str = "end";

/// SHA-256 of a file's bytes, before any compression.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash(pub [u8; 32]);

/// What is known of a published file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Of its bytes.
    pub hash: Hash,
    /// In bytes.
    pub size: u64,
    /// How it is stored.
    pub stored: Stored,
    /// Media type with parameters.
    pub media_type: String,
}

/// How a file's bytes are stored on the host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stored {
    /// As they are.
    Plain,
    /// As `Content-Encoding: gzip`.
    Gzip,
}

/// The files of a site, by path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manifest {
    /// The address that they were built for.
    pub site_url: Option<String>,
    /// By path.
    pub files: BTreeMap<String, Entry>,
}

/// A text that is no manifest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAManifest {
    /// The first line that is wrong, from 1.
    #[error("line {0} is not one of a manifest")]
    Line(usize),
    /// Its format is that of another version of the program.
    #[error("it was written by another version of `ssr-site`")]
    OtherVersion,
}

impl Hash {
    /// The hash of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }
}

impl Stored {
    /// Value of `Content-Encoding`.
    pub fn encoding(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Gzip => Some("gzip"),
        }
    }
}

impl Manifest {
    /// The text form.
    pub fn to_text(&self) -> String {
        let mut text = String::with_capacity(self.files.len() * 128);
        let _ = writeln!(text, "{FORMAT}");
        if let Some(url) = &self.site_url {
            let _ = writeln!(text, "site\t{url}");
        }
        for (path, Entry { hash, size, stored, media_type }) in &self.files {
            let stored = stored.encoding().unwrap_or("-");
            let _ = writeln!(text, "{hash}\t{size}\t{stored}\t{media_type}\t{path}");
        }
        let _ = writeln!(text, "{END}\t{}", self.files.len());
        text
    }

    /// Hash of the text form: the identity of a publication.
    pub fn hash(&self) -> Hash {
        Hash::of(self.to_text().as_bytes())
    }

    /// Number of bytes of all files.
    pub fn bytes(&self) -> u64 {
        self.files.values().map(|entry| entry.size).sum()
    }
}

impl FromStr for Manifest {
    type Err = NotAManifest;

    fn from_str(text: &str) -> Result<Self, NotAManifest> {
        let mut lines = text.lines().enumerate();
        let wrong = |at: usize| NotAManifest::Line(at + 1);
        check_format(lines.next().map(|(_, line)| line), FORMAT, ANY_FORMAT)?;
        let mut manifest = Self::default();
        for (at, line) in lines.by_ref() {
            if let Some(count) = line.strip_prefix(END) {
                let whole = count.trim().parse() == Ok(manifest.files.len());
                return whole.then_some(manifest).ok_or(wrong(at));
            }
            if let Some(url) = line.strip_prefix("site\t") {
                manifest.site_url = Some(url.to_owned());
                continue;
            }
            let (path, entry) = entry(line).ok_or(wrong(at))?;
            manifest.files.insert(path, entry);
        }
        Err(wrong(text.lines().count()))
    }
}

/// Checks the first line.
pub(super) fn check_format(
    line: Option<&str>,
    format: &str,
    any_format: &str,
) -> Result<(), NotAManifest> {
    match line {
        Some(line) if line == format => Ok(()),
        Some(line) if line.starts_with(any_format) => Err(NotAManifest::OtherVersion),
        _ => Err(NotAManifest::Line(1)),
    }
}

fn entry(line: &str) -> Option<(String, Entry)> {
    let mut words = line.splitn(5, '\t');
    let hash = words.next()?.parse().ok()?;
    let size = words.next()?.parse().ok()?;
    let stored = match words.next()? {
        "-" => Stored::Plain,
        "gzip" => Stored::Gzip,
        _ => return None,
    };
    let media_type = words.next()?.to_owned();
    let path = words.next().filter(|path| is_path(path))?.to_owned();
    Some((path, Entry { hash, size, stored, media_type }))
}

/// Whether this is a path of a page. A manifest comes from a host that others can write to.
pub(super) fn is_path(path: &str) -> bool {
    let first = path.split('/').next();
    let is_ours = [DIRECTORY, checks::OWN].iter().any(|name| first == Some(name));
    !is_ours
        && !path.chars().any(|char| char == '\\' || char.is_control())
        && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hexadecimal::digits(&self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Not a hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAHash;

impl FromStr for Hash {
    type Err = NotAHash;

    fn from_str(digits: &str) -> Result<Self, NotAHash> {
        hexadecimal::bytes(digits).map(Self).ok_or(NotAHash)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail")]

    use super::*;

    fn some() -> Manifest {
        let entry = |bytes: &str, stored| Entry {
            hash: Hash::of(bytes.as_bytes()),
            size: bytes.len() as u64,
            stored,
            media_type: "text/html; charset=utf-8".to_owned(),
        };
        Manifest {
            site_url: Some("https://example.org/".to_owned()),
            files: BTreeMap::from([
                ("a b/ü.html".to_owned(), entry("page", Stored::Gzip)),
                ("index.html".to_owned(), entry("front", Stored::Plain)),
            ]),
        }
    }

    #[test]
    fn reads_what_it_writes() {
        let some = some();
        assert_eq!(some.to_text().parse::<Manifest>(), Ok(some.clone()));
        let none = Manifest::default();
        assert_eq!(none.to_text().parse::<Manifest>(), Ok(none.clone()));
        assert_ne!(some.hash(), none.hash());
        assert_eq!(some.bytes(), 9);
    }

    #[test]
    fn refuses_what_is_cut_or_leads_elsewhere() {
        let text = some().to_text();
        for length in 0..text.len() - 1 {
            if text.is_char_boundary(length) {
                assert!(text[..length].parse::<Manifest>().is_err(), "{}", &text[..length]);
            }
        }
        let line = |path: &str| text.replace("index.html", path).parse::<Manifest>();
        assert!(line("x.html").is_ok());
        let ours = "ssr-site-publication/lock.txt";
        let theirs = ".ssr-site-publishing/x";
        for path in ["../x", "/x", "a//b", "a/./b", "a\\b", "", "a/..", "a\u{1b}b", ours, theirs] {
            assert_eq!(line(path), Err(NotAManifest::Line(4)), "{path}");
        }
        let newer = text.replace("publication 1", "publication 2");
        assert_eq!(newer.parse::<Manifest>(), Err(NotAManifest::OtherVersion));
    }
}
