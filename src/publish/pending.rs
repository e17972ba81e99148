//! What a publication is about to change, written to the host before anything else: an interrupted
//! one leaves it, and the next one knows from it which files are ours, and which may have changed.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::str::FromStr;

use super::manifest::{DIRECTORY, Hash, Manifest, NotAManifest, check_format, is_path};

/// Where it is on the host.
pub const PATH: &str = "ssr-site-publication/pending.txt";

/// How far the publication that it describes has come.
pub const PROGRESS: &str = "ssr-site-publication/progress.txt";

const FORMAT: &str = "ssr-site-pending 1";
const ANY_FORMAT: &str = "ssr-site-pending ";
const END: &str = "end";
const NONE: &str = "-";

/// Contents of a path that are possible: `None` stands for no file.
pub type Possible = BTreeSet<Option<Hash>>;

/// A publication that has begun.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pending {
    /// What is written, in this order.
    pub puts: Vec<(String, Hash)>,
    /// What is deleted.
    pub removed: Vec<String>,
    /// What was possible before, for each path that is written or deleted, and for those that are not
    /// as the manifest says.
    pub before: BTreeMap<String, Possible>,
}

impl Pending {
    /// The text form.
    pub fn to_text(&self) -> String {
        let mut text = String::with_capacity((self.puts.len() + self.before.len()) * 128);
        let _ = writeln!(text, "{FORMAT}");
        for (path, hash) in &self.puts {
            let _ = writeln!(text, "put\t{hash}\t{path}");
        }
        for path in &self.removed {
            let _ = writeln!(text, "delete\t{NONE}\t{path}");
        }
        for (path, possible) in &self.before {
            let possible: Vec<String> = possible
                .iter()
                .map(|hash| hash.map_or_else(|| NONE.to_owned(), |hash| hash.to_string()))
                .collect();
            let _ = writeln!(text, "was\t{}\t{path}", possible.join(","));
        }
        let _ = writeln!(text, "{END}");
        text
    }

    /// The text of how far it has come: the first `count` files have been written.
    pub fn progress(&self, count: usize) -> String {
        format!("{} {count}\n", Hash::of(self.to_text().as_bytes()))
    }

    /// How many of the first files have certainly been written, by the text of the progress file.
    pub fn done(&self, progress: Option<&[u8]>) -> usize {
        let read = || {
            let (hash, count) = std::str::from_utf8(progress?).ok()?.trim_end().split_once(' ')?;
            let is_of_this = hash.parse() == Ok(Hash::of(self.to_text().as_bytes()));
            count.parse::<usize>().ok().filter(|_| is_of_this)
        };
        read().unwrap_or(0).min(self.puts.len())
    }
}

impl FromStr for Pending {
    type Err = NotAManifest;

    fn from_str(text: &str) -> Result<Self, NotAManifest> {
        let mut pending = Self::default();
        let mut lines = text.lines().enumerate();
        check_format(lines.next().map(|(_, line)| line), FORMAT, ANY_FORMAT)?;
        for (at, line) in lines {
            if line == END {
                return Ok(pending);
            }
            enter(&mut pending, line).ok_or(NotAManifest::Line(at + 1))?;
        }
        Err(NotAManifest::Line(text.lines().count() + 1))
    }
}

fn enter(pending: &mut Pending, line: &str) -> Option<()> {
    let (word, rest) = line.split_once('\t')?;
    let (value, path) = rest.split_once('\t').filter(|(_, path)| is_path(path))?;
    let path = path.to_owned();
    match word {
        "delete" => pending.removed.push(path),
        "put" => pending.puts.push((path, value.parse().ok()?)),
        "was" => {
            let read = |word: &str| match word {
                NONE => Some(None),
                hash => hash.parse().ok().map(Some),
            };
            let possible = value.split(',').map(read).collect::<Option<_>>()?;
            pending.before.insert(path, possible);
        }
        _ => return None,
    }
    Some(())
}

/// What is known of our files on a host: for each path, every content that it may have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    files: BTreeMap<String, Possible>,
}

impl Known {
    /// By the manifest, and by what an interrupted publication left.
    pub fn new(manifest: &Manifest, interrupted: Option<(&Pending, usize)>) -> Self {
        let certain = |hash| Possible::from([Some(hash)]);
        let listed = manifest.files.iter();
        let mut files: BTreeMap<_, _> =
            listed.map(|(path, entry)| (path.clone(), certain(entry.hash))).collect();
        if let Some((pending, done)) = interrupted {
            for (path, before) in &pending.before {
                files.insert(path.clone(), before.clone());
            }
            for (at, (path, hash)) in pending.puts.iter().enumerate() {
                let possible = files.entry(path.clone()).or_default();
                if at < done {
                    possible.clear();
                }
                possible.insert(Some(*hash));
            }
        }
        Self { files }
    }

    /// With what was found at some paths.
    #[must_use]
    pub fn with(mut self, found: &BTreeMap<String, Option<Hash>>) -> Self {
        let certain = found.iter().map(|(path, hash)| (path.clone(), Possible::from([*hash])));
        self.files.extend(certain);
        self
    }

    /// Paths of which it is not certain whether there is a file.
    pub fn uncertain(&self) -> impl Iterator<Item = &str> {
        let files = self.files.iter();
        let uncertain =
            files.filter(|(_, possible)| possible.len() > 1 && possible.contains(&None));
        uncertain.map(|(path, _)| &**path)
    }

    /// What may be at this path; nothing is known of files that are not ours.
    pub fn at(&self, path: &str) -> Option<&Possible> {
        self.files.get(path)
    }

    /// Whether a file with these bytes is certainly there.
    pub fn has(&self, path: &str, hash: Hash) -> bool {
        self.at(path).is_some_and(|possible| possible.iter().eq([&Some(hash)]))
    }

    /// All paths that are ours.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }
}

/// Whether this file is part of the protocol.
pub fn is_of_protocol(path: &str) -> bool {
    path.split_once('/').is_some_and(|(first, _)| first == DIRECTORY)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail")]

    use super::*;
    use crate::publish::manifest::{Entry, Stored};

    fn hash(text: &str) -> Hash {
        Hash::of(text.as_bytes())
    }

    fn pending() -> Pending {
        Pending {
            puts: vec![("b".to_owned(), hash("b2")), ("new".to_owned(), hash("n"))],
            before: BTreeMap::from([
                ("b".to_owned(), Possible::from([Some(hash("b1"))])),
                ("new".to_owned(), Possible::from([None])),
                ("old".to_owned(), Possible::from([Some(hash("o"))])),
            ]),
            removed: vec!["old".to_owned()],
        }
    }

    #[test]
    fn reads_what_it_writes_and_nothing_that_is_cut() {
        let text = pending().to_text();
        assert_eq!(text.parse::<Pending>(), Ok(pending()));
        for length in 0..text.len() - 1 {
            assert!(text[..length].parse::<Pending>().is_err());
        }
        assert!(text.replace("\told\n", "\t../old\n").parse::<Pending>().is_err());
    }

    #[test]
    fn progress_is_that_of_one_publication() {
        let pending = pending();
        let case = |progress: Option<&str>| pending.done(progress.map(str::as_bytes));
        assert_eq!(case(Some(&pending.progress(1))), 1);
        assert_eq!(case(Some(&pending.progress(7))), 2);
        assert_eq!(case(Some(&Pending::default().progress(1))), 0);
        assert_eq!(case(Some("rubbish")), 0);
        assert_eq!(case(None), 0);
    }

    #[test]
    fn what_is_known_after_an_interruption() {
        let entry = |text: &str| Entry {
            hash: hash(text),
            size: 1,
            stored: Stored::Plain,
            media_type: String::new(),
        };
        let files = [("a", "a"), ("b", "b1"), ("old", "o")];
        let files = files.map(|(path, text)| (path.to_owned(), entry(text)));
        let manifest = Manifest { site_url: None, files: files.into() };
        let known = Known::new(&manifest, Some((&pending(), 0)));
        assert!(known.has("a", hash("a")));
        assert!(!known.has("b", hash("b1")) && !known.has("b", hash("b2")));
        assert!(!known.has("new", hash("n")));
        assert!(known.has("old", hash("o")));
        let known = Known::new(&manifest, Some((&pending(), 1)));
        assert!(known.has("b", hash("b2")));
        assert!(!known.has("new", hash("n")));
        assert_eq!(known.paths().collect::<Vec<_>>(), ["a", "b", "new", "old"]);
        // Without the manifest, what was about to be written is still ours.
        let known = Known::new(&Manifest::default(), Some((&pending(), 0)));
        assert_eq!(known.paths().collect::<Vec<_>>(), ["b", "new", "old"]);
    }
}
