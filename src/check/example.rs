//! Example sites of rules: content files in `src/check/examples/RULE/bad` and `…/good`.

use include_dir::{Dir, include_dir};

use crate::world::MemoryWorld;

pub(super) static EXAMPLES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/check/examples");

/// The files of a small site.
///
/// Missing files are added: `book.toml`, the front page, the `_index.md` of reports with
/// recommendations and of editions.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    rule: &'static str,
    side: &'static str,
}

impl Example {
    /// A site with a finding.
    pub(super) fn bad(rule: &'static str) -> Self {
        Self { rule, side: "bad" }
    }

    /// The corrected site.
    pub(super) fn good(rule: &'static str) -> Self {
        Self { rule, side: "good" }
    }

    /// The files shown, with their text: settings and pages first, then by report, recommendations
    /// before updates.
    pub fn files(self) -> Vec<(String, &'static str)> {
        let directory = EXAMPLES.get_dir(format!("{}/{}", self.rule, self.side));
        let mut files = directory.map(files_of).unwrap_or_default();
        files.sort_by_cached_key(|(path, _)| (rank(path), path.clone()));
        files
    }

    /// The site, with added files.
    pub fn world(self) -> MemoryWorld {
        let files = self.files();
        world(&files.iter().map(|(path, text)| (&**path, *text)).collect::<Vec<_>>())
    }
}

/// The files below a directory, by path in the site.
pub(super) fn files_of(directory: &'static Dir<'_>) -> Vec<(String, &'static str)> {
    let own = directory.files().filter_map(|file| {
        // The first two are the rule and `bad` or `good`.
        let parts = file.path().iter().skip(2).map(|part| part.to_string_lossy());
        Some((parts.collect::<Vec<_>>().join("/"), file.contents_utf8()?))
    });
    own.chain(directory.dirs().flat_map(files_of)).collect()
}

/// The position of a file in an example: its report, and its place there.
fn rank(path: &str) -> (String, u8) {
    let parts: Vec<&str> = path.split('/').collect();
    let place = match parts.as_slice() {
        [_, _, "_index.md"] => 0,
        [_, _, "recommendations", _] => 1,
        [_, _, _, _] => 2,
        _ => 3,
    };
    let report = if parts.len() > 2 { parts[1] } else { "" };
    (report.to_owned(), place)
}

/// A site of these files and added ones.
pub(super) fn world(files: &[(&str, &str)]) -> MemoryWorld {
    let mut world = MemoryWorld::default();
    world.insert("book.toml", "[book]\ntitle = \"Example\"\n");
    world.insert("content/_index.md", "+++\ntitle = \"Reports\"\n+++\n");
    for (path, _) in files {
        let parts: Vec<&str> = path.split('/').collect();
        let ["content", report, directory, _] = parts.as_slice() else { continue };
        if *directory == "recommendations" {
            let series = report.to_uppercase();
            let index = format!(
                "+++\nkind = \"implementation\"\ntitle = \"{series}\"\nseries = \"{series}\"\n+++\n"
            );
            world.insert(&format!("content/{report}/_index.md"), index);
        } else {
            let index = format!("+++\ntitle = \"Edition of {directory}\"\n+++\n");
            world.insert(&format!("content/{report}/{directory}/_index.md"), index);
        }
    }
    for (path, text) in files {
        world.insert(path, *text);
    }
    world
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::path::SourcePath;
    use crate::world::World;

    #[test]
    fn what_is_not_shown_is_added() {
        let shown = [
            ("content/ssr1/recommendations/rec-01.md", "A"),
            ("content/ssr1/2016-06-30/rec-01.md", "B"),
        ];
        let listing = world(&shown).walk(&SourcePath::default());
        let files: Vec<&str> = listing.files.iter().map(SourcePath::as_str).collect();
        assert_eq!(
            files,
            [
                "book.toml",
                "content/_index.md",
                "content/ssr1/2016-06-30/_index.md",
                "content/ssr1/2016-06-30/rec-01.md",
                "content/ssr1/_index.md",
                "content/ssr1/recommendations/rec-01.md",
            ]
        );
    }

    #[test]
    fn what_is_shown_is_kept() {
        let world = world(&[("book.toml", "[book]\ntitle = \"Mine\"\n")]);
        let bytes = world.read(&SourcePath::new("book.toml")).expect("is there");
        assert_eq!(bytes, b"[book]\ntitle = \"Mine\"\n");
    }
}
