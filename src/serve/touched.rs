//! Maps file events to affected parts of the site.

use std::collections::BTreeSet;

use crate::check::baseline;
use crate::config::{Config, FILE_NAME};
use crate::link_check::results;
use crate::media;
use crate::path::SourcePath;

/// Touched paths.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Touched {
    pub(super) paths: BTreeSet<SourcePath>,
    /// Whether events were lost.
    pub(super) overflow: bool,
}

/// Possibly changed parts of a site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Affected {
    /// Markdown files of the content.
    pub(super) documents: BTreeSet<SourcePath>,
    /// Paths that are or were directories of the content.
    pub(super) directories: BTreeSet<SourcePath>,
    /// Other files of the content.
    pub(super) others: BTreeSet<SourcePath>,
    pub(super) settings: bool,
    pub(super) theme: bool,
}

/// Whether a file of the content is a document.
pub(super) fn is_document(path: &SourcePath) -> bool {
    path.name().ends_with(".md")
}

/// Whether a non-document of the content is read, not only copied.
pub(super) fn is_read(path: &SourcePath) -> bool {
    let name = path.name().to_lowercase();
    name.ends_with(".lock") || media::is_text(&name) || media::is_drawing(&name)
}

impl Affected {
    /// Everything, with the content in this directory.
    pub(super) fn everything(content: SourcePath) -> Self {
        Self { directories: [content].into(), settings: true, theme: true, ..Self::default() }
    }
}

impl Touched {
    /// The parts of a site with these settings that can be affected.
    pub(super) fn affected(&self, config: &Config) -> Affected {
        if self.overflow {
            return Affected::everything(config.content.clone());
        }
        let mut affected = Affected::default();
        for path in &self.paths {
            if path.as_str().split('/').any(|part| part.starts_with('.')) {
                continue;
            }
            let name = path.as_str();
            let css = &config.additional_css;
            affected.theme |= css.iter().any(|css| SourcePath::new(css) == *path);
            if [FILE_NAME, baseline::FILE_NAME, results::FILE_NAME].contains(&name) {
                affected.settings = true;
            } else if *path == config.content || config.content.below(path).is_some() {
                affected.directories.insert(config.content.clone());
            } else if path.below(&config.content).is_some() {
                if is_document(path) {
                    affected.documents.insert(path.clone());
                } else {
                    affected.directories.insert(path.clone());
                    affected.others.insert(path.clone());
                }
            } else if name == "themes" || name.starts_with("themes/") {
                affected.theme = true;
            }
        }
        affected
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn affected(path: &str) -> Affected {
        let text = "[book]\ntitle = \"T\"\nsrc = \"text/pages\"\n\
                    [output.html]\nadditional-css = [\"css/own.css\"]\n";
        let (config, found) = Config::parse(text, &SourcePath::new("book.toml"));
        assert_eq!(found, []);
        let paths = [SourcePath::new(path)].into();
        Touched { paths, overflow: false }.affected(&config.unwrap())
    }

    #[test]
    fn what_does_not_belong_to_the_site_affects_nothing() {
        for path in [
            "public/index.html",
            "text/notes.md",
            ".git/index",
            "text/pages/.a.md.swp",
            "css/b.css",
        ] {
            assert_eq!(affected(path), Affected::default(), "{path}");
        }
    }

    #[test]
    fn each_file_affects_what_it_is_for() {
        assert!(affected("book.toml").settings);
        assert!(affected("themes/default/templates/base.html").theme);
        assert!(affected("css/own.css").theme);
        let document = affected("text/pages/ssr1/2016-06-30/rec-01.md");
        assert_eq!(document.documents.len(), 1);
        assert_eq!(document.directories.len(), 0);
        let directory = affected("text/pages/ssr1");
        assert!(directory.directories.contains(&SourcePath::new("text/pages/ssr1")));
        let above = affected("text");
        assert!(above.directories.contains(&SourcePath::new("text/pages")));
    }
}
