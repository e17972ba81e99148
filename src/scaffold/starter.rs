//! A starter site that shows the parts of a report and builds without findings.

use toml_edit::Value;

use super::NewFile;
use crate::path::SourcePath;

/// The value that stands in the files where the title of the site belongs.
const TITLE: &str = "\"{{ title }}\"";

/// The key of a title.
const TITLE_KEY: &str = "title = \"{{ title }}\"\n";

/// Default title, if the directory's name makes none.
pub const DEFAULT_TITLE: &str = "Implementation report";

/// Ignores the build output in version control. Often exists already.
pub const IGNORE_FILE: &str = ".gitignore";

macro_rules! files {
    ($($path:literal,)*) => {
        &[$(($path, include_str!(concat!("starter/site/", $path)))),*]
    };
}

/// Every file except [`IGNORE_FILE`], which must not take effect in this repository.
const FILES: &[(&str, &str)] = files![
    "book.toml",
    "content/_index.md",
    "content/about.md",
    "content/rr1/_index.md",
    "content/rr1/recommendations/rec-01.md",
    "content/rr1/recommendations/rec-02.md",
    "content/rr1/recommendations/rec-03.md",
    "content/rr1/2024-03-31/_index.md",
    "content/rr1/2024-03-31/rec-01.md",
    "content/rr1/2024-03-31/rec-02.md",
    "content/rr1/2024-06-30/_index.md",
    "content/rr1/2024-06-30/rec-02.md",
    "content/rr2/_index.md",
    "content/rr2/rec-01.md",
    "content/rr2/rec-02.md",
    "content/rr2/rec-03.md",
];

/// The files of a starter site, [`IGNORE_FILE`] last.
pub fn starter(title: &str) -> Vec<NewFile> {
    let ignored = include_str!("starter/site/gitignore");
    FILES
        .iter()
        .map(|(path, text)| (*path, titled(text, title)))
        .chain([(IGNORE_FILE, ignored.to_owned())])
        .map(|(path, text)| NewFile { path: SourcePath::new(path), text })
        .collect()
}

/// The files of a site without a report, [`IGNORE_FILE`] last.
pub fn empty(title: &str) -> Vec<NewFile> {
    let front = format!("+++\n{TITLE_KEY}+++\n");
    let files = [
        ("book.toml", include_str!("starter/empty.toml")),
        ("content/_index.md", &front),
        (IGNORE_FILE, include_str!("starter/site/gitignore")),
    ];
    let files = files.into_iter().map(|(path, text)| (path, titled(text, title)));
    files.map(|(path, text)| NewFile { path: SourcePath::new(path), text }).collect()
}

/// A file with the title in the place of the placeholder.
fn titled(text: &str, title: &str) -> String {
    let title = Value::from(title).to_string();
    text.replace(TITLE, &title)
}

/// The title that a directory's name makes: "My report" of `my-report`. `None` where the name
/// reads like no title, as `.`, `example.org` and `2024` do not.
pub fn title_of(directory: &str) -> Option<String> {
    let words = directory.split(['-', '_', ' ']).filter(|word| !word.is_empty());
    let title = words.collect::<Vec<_>>().join(" ");
    let plain = title.chars().all(|char| char.is_alphanumeric() || char == ' ');
    let mut chars = title.chars();
    let first = chars.next().filter(|first| plain && first.is_alphabetic())?;
    Some(first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check;
    use crate::config::Config;
    use crate::facts::Facts;
    use crate::site::Site;
    use crate::world::{DiskWorld, MemoryWorld, World};

    #[test]
    fn nothing_is_found_in_it() {
        let files = starter("\"Our\" report");
        let files = files.iter().map(|file| (file.path.as_str(), file.text.as_str()));
        let world = MemoryWorld::new(files);
        let (config, mut diagnostics) = Config::load(&world);
        let (site, found) = Site::load(config.expect("settings"), &world);
        diagnostics.extend(found);
        let facts = Facts::new(site);
        let site = facts.site();
        diagnostics.extend(check::check(&facts, &world).diagnostics);
        assert!(diagnostics.is_empty(), "{diagnostics:#?}");
        assert_eq!(site.config.title.as_str(), "\"Our\" report");
        let report = site.report(site.only_implementation().expect("one report"));
        assert_eq!((report.recommendations.len(), report.editions.len()), (3, 2));
        assert_eq!(site.reviews_of(report.place).count(), 1);
    }

    #[test]
    fn an_empty_one_has_no_examples() {
        let files = empty("Our report");
        let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(paths, ["book.toml", "content/_index.md", ".gitignore"]);
        let files = files.iter().map(|file| (file.path.as_str(), file.text.as_str()));
        let world = MemoryWorld::new(files);
        let (config, mut diagnostics) = Config::load(&world);
        let (site, found) = Site::load(config.expect("settings"), &world);
        diagnostics.extend(found);
        let facts = Facts::new(site);
        diagnostics.extend(check::check(&facts, &world).diagnostics);
        assert!(diagnostics.is_empty(), "{diagnostics:#?}");
        assert_eq!(facts.site().config.title.as_str(), "Our report");
    }

    #[test]
    fn every_file_is_written() {
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/src/scaffold/starter/site");
        let world = DiskWorld::new(root.as_ref()).expect("the files");
        let mut listed: Vec<&str> = FILES.iter().map(|(path, _)| *path).collect();
        listed.push("gitignore");
        listed.sort_unstable();
        let found = world.walk(&SourcePath::default()).files;
        assert_eq!(found.iter().map(SourcePath::as_str).collect::<Vec<_>>(), listed);
    }

    #[test]
    fn titles() {
        #[track_caller]
        fn case(directory: &str, expected: Option<&str>) {
            assert_eq!(title_of(directory).as_deref(), expected);
        }
        case("my-report", Some("My report"));
        case("SSR_review", Some("SSR review"));
        case("étude", Some("Étude"));
        case(".", None);
        case("2024", None);
        case("example.org", None);
        case("--", None);
    }
}
