//! What git lists, byte by byte as its manual pages describe it.

use std::collections::BTreeMap;

use crate::path::SourcePath;

/// An entry of a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) path: SourcePath,
    pub(super) object: String,
    /// Bytes.
    pub(super) size: u64,
    pub(super) kind: Kind,
}

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    File,
    Link,
    /// Another repository, whose files are not in this one.
    Submodule,
}

/// The entries that `git ls-tree -r -z -l` lists. Names that are not UTF-8 are left out: on disk,
/// such files are not read either.
pub(super) fn list(output: &[u8]) -> Vec<Entry> {
    output.split(|byte| *byte == 0).filter_map(entry).collect()
}

/// `MODE TYPE OBJECT SIZE<tab>PATH`, with a size of `-` for what is no file.
fn entry(line: &[u8]) -> Option<Entry> {
    let (before, path) = std::str::from_utf8(line).ok()?.split_once('\t')?;
    let mut fields = before.split_ascii_whitespace();
    let (mode, _, object, size) = (fields.next()?, fields.next()?, fields.next()?, fields.next()?);
    let kind = match mode {
        "120000" => Kind::Link,
        "160000" => Kind::Submodule,
        _ => Kind::File,
    };
    let size = size.parse().unwrap_or(0);
    Some(Entry { path: SourcePath::new(path), object: object.to_owned(), size, kind })
}

/// The renames that `git diff --name-status -z` lists: the old path by the new one.
pub(super) fn renamed(output: &[u8]) -> BTreeMap<SourcePath, SourcePath> {
    let mut fields = output.split(|byte| *byte == 0).map(std::str::from_utf8);
    let mut renamed = BTreeMap::new();
    while let Some(Ok(status)) = fields.next() {
        if !status.starts_with('R') {
            continue;
        }
        if let (Some(Ok(old)), Some(Ok(new))) = (fields.next(), fields.next()) {
            renamed.insert(SourcePath::new(new), SourcePath::new(old));
        }
    }
    renamed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries() {
        let output = [
            &b"100644 blob aa      12\tcontent/a b.md"[..],
            b"120000 blob bb       4\tl",
            b"160000 commit cc       -\tm",
            b"100644 blob dd 1\t\xff",
            b"",
        ];
        let output = output.join(&0);
        let entry = |path: &str, object: &str, size, kind| Entry {
            path: SourcePath::new(path),
            object: object.to_owned(),
            size,
            kind,
        };
        assert_eq!(
            list(&output),
            [
                entry("content/a b.md", "aa", 12, Kind::File),
                entry("l", "bb", 4, Kind::Link),
                entry("m", "cc", 0, Kind::Submodule),
            ]
        );
        assert_eq!(list(b""), []);
    }

    #[test]
    fn renames() {
        let renamed = renamed(b"R100\0old.md\0new.md\0R087\0a\tb\0c\0");
        let pairs: Vec<_> = renamed.iter().map(|(new, old)| (new.as_str(), old.as_str())).collect();
        assert_eq!(pairs, [("c", "a\tb"), ("new.md", "old.md")]);
    }
}
