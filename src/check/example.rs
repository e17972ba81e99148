//! Small whole sites, which show what a rule finds.

use crate::world::MemoryWorld;

/// The files of a small site, each after a line `=== path`.
///
/// What such a site needs and an example does not show is added: `book.toml`, the front page,
/// the `_index.md` of a report that has recommendations, and those of editions.
#[derive(Clone, Copy, Debug)]
pub struct Example(pub(super) &'static str);

impl Example {
    /// The files that are shown, each with its text.
    pub fn files(self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let files = self.0.strip_prefix("=== ").unwrap_or_default().split("\n=== ");
        files.filter_map(|file| file.split_once('\n'))
    }

    /// The site, with what it needs.
    pub fn world(self) -> MemoryWorld {
        world(&self.files().collect::<Vec<_>>())
    }
}

/// A site of some files and what these need.
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
        let example = Example(
            "=== content/ssr1/recommendations/rec-01.md\nA\n=== content/ssr1/2016-06-30/rec-01.md\nB\n",
        );
        let shown: Vec<(&str, &str)> = example.files().collect();
        assert_eq!(
            shown,
            [
                ("content/ssr1/recommendations/rec-01.md", "A"),
                ("content/ssr1/2016-06-30/rec-01.md", "B\n"),
            ]
        );
        let listing = example.world().walk(&SourcePath::default());
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
        let world = Example("=== book.toml\n[book]\ntitle = \"Mine\"\n").world();
        let bytes = world.read(&SourcePath::new("book.toml")).expect("is there");
        assert_eq!(bytes, b"[book]\ntitle = \"Mine\"\n");
    }
}
