//! Decides which non-documents are copied.

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Location};
use crate::media::{self, Fate, Refusal, STYLES};
use crate::path::SourcePath;
use crate::picture::{self, Removed};
use crate::world::{ReadError, World};

/// Beginning of a page.
const FRONT_MATTER: &[u8] = b"+++";

/// Decisions about non-documents.
#[derive(Debug, Default)]
pub(super) struct Copied {
    /// Copied files, and refused ones, so that links to them still resolve.
    pub(super) assets: Vec<SourcePath>,
    /// Refused files, which are errors.
    pub(super) refused: BTreeSet<SourcePath>,
    /// Backups and system files, left out.
    pub(super) left_out: Vec<SourcePath>,
    /// Sanitised pictures, with what was removed.
    pub(super) cleaned: Vec<CleanedPicture>,
}

/// A sanitised picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CleanedPicture {
    /// The file.
    pub path: SourcePath,
    /// What was removed; never empty.
    pub removed: Vec<Removed>,
}

/// Decides about files. `hidden` are dot files.
pub(super) fn sort_out(
    files: Vec<SourcePath>,
    hidden: &[SourcePath],
    config: &Config,
    world: &dyn World,
    diagnostics: &mut Vec<Diagnostic>,
) -> Copied {
    let styles: BTreeSet<SourcePath> =
        config.additional_css.iter().filter_map(|css| SourcePath::default().resolve(css)).collect();
    let mut copied = Copied::default();
    for path in files {
        match fate(&path, config, &styles, world) {
            Fate::Copied => {}
            Fate::LeftOut => {
                copied.left_out.push(path);
                continue;
            }
            Fate::Misnamed(name) => {
                diagnostics.push(misnamed(&path, &name));
                copied.refused.insert(path.clone());
            }
            Fate::Refused(refusal) => {
                diagnostics.push(refused(&path, &refusal));
                copied.refused.insert(path.clone());
            }
        }
        copied.assets.push(path);
    }
    let kept_aside = hidden.iter().filter(|path| media::is_hidden_copy(path.name()));
    copied.left_out.extend(kept_aside.cloned());
    copied.left_out.sort_unstable();
    let drawings: Vec<&SourcePath> =
        copied.assets.iter().filter(|path| media::is_drawing(path.name())).collect();
    let looked_at: Vec<_> = drawings.par_iter().map(|path| look_at(path, world)).collect();
    for (path, looked_at) in drawings.into_iter().zip(looked_at) {
        match looked_at {
            Ok(cleaned) => copied.cleaned.extend(cleaned),
            Err(found) => {
                diagnostics.push(*found);
                copied.refused.insert(path.clone());
            }
        }
    }
    copied
}

fn fate(
    path: &SourcePath,
    config: &Config,
    styles: &BTreeSet<SourcePath>,
    world: &dyn World,
) -> Fate {
    match media::fate(path.name(), &config.file_types) {
        Fate::Refused(Refusal::Styles) if styles.contains(path) => Fate::Copied,
        // A page saved as plain text would be published as source.
        Fate::Copied if path.name().to_lowercase().ends_with(".txt") => {
            let begins = |bytes: Vec<u8>| {
                bytes
                    .strip_prefix("\u{feff}".as_bytes())
                    .unwrap_or(&bytes)
                    .trim_ascii_start()
                    .starts_with(FRONT_MATTER)
            };
            if world.read(path).is_ok_and(begins) {
                let stem = path.name().len() - ".txt".len();
                Fate::Misnamed(format!("{}.md", &path.name()[..stem]))
            } else {
                Fate::Copied
            }
        }
        fate => fate,
    }
}

fn misnamed(path: &SourcePath, name: &str) -> Diagnostic {
    let message =
        format!("`{path}` is a page with a wrong extension, and would be published as source");
    Diagnostic::error("misnamed-page", Location::file(path), message)
        .help(format!("rename it to `{name}`, or remove it from the content"))
}

fn refused(path: &SourcePath, refusal: &Refusal) -> Diagnostic {
    let (what, allows) = match refusal {
        Refusal::Type(ending) => ("is of a type that is not copied", Some(ending)),
        Refusal::NoType(name) => ("has no extension, so its type is unknown", Some(name)),
        Refusal::Obeyed(name) => ("is host configuration", Some(name)),
        Refusal::Run(ending) => ("is a program that hosts can execute", Some(ending)),
        Refusal::Styles => ("is a style sheet that `additional-css` does not name", None),
    };
    let help = match allows {
        Some(word) => format!(
            "remove it from the content; to publish it anyway, add `file-types = [\"{}\"]` to `[content]` in `book.toml`",
            word.replace('\\', "\\\\").replace('"', "\\\"")
        ),
        None => format!(
            "add it to `additional-css` in `[output.html]`, or remove it; `.{STYLES}` files affect how pages look"
        ),
    };
    Diagnostic::error("file-type", Location::file(path), format!("`{path}` {what}")).help(help)
}

/// What sanitising removes from a picture, if anything; an error if it cannot be published.
fn look_at(
    path: &SourcePath,
    world: &dyn World,
) -> Result<Option<CleanedPicture>, Box<Diagnostic>> {
    match cleaned(path, world)? {
        Some(cleaned) if !cleaned.removed.is_empty() => {
            Ok(Some(CleanedPicture { path: path.clone(), removed: cleaned.removed }))
        }
        _ => Ok(None),
    }
}

/// The sanitised picture, from the current bytes. `None` if unreadable: copying reports that.
fn cleaned(
    path: &SourcePath,
    world: &dyn World,
) -> Result<Option<picture::Cleaned>, Box<Diagnostic>> {
    let unusable = |message: String, help: &str| {
        Box::new(Diagnostic::error("unusable-picture", Location::file(path), message).help(help))
    };
    let bytes = match world.read(path) {
        Ok(bytes) => bytes,
        Err(ReadError::TooLarge) => {
            let message = format!("the picture `{path}` is too large to be sanitised");
            return Err(unusable(message, "make it smaller than 16 MiB, or save it as PNG"));
        }
        Err(_) => return Ok(None),
    };
    match picture::clean(&bytes) {
        Ok(cleaned) => Ok(Some(cleaned)),
        Err(why) => {
            let message = format!("the picture `{path}` cannot be used: {why}");
            Err(unusable(message, "save it as plain SVG, or as PNG"))
        }
    }
}

/// The bytes of a sanitised SVG.
pub fn drawing(path: &SourcePath, world: &dyn World) -> Result<Vec<u8>, Box<Diagnostic>> {
    if let Some(cleaned) = cleaned(path, world)? {
        return Ok(cleaned.bytes);
    }
    let error = world.read(path).err().unwrap_or(ReadError::Missing);
    let message = format!("cannot copy `{path}`: {error}");
    Err(Box::new(Diagnostic::error("unreadable-file", Location::file(path), message)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail")]

    use super::*;
    use crate::world::MemoryWorld;

    const PLAIN: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>";

    /// Asserts the diagnostics and the copied files.
    #[track_caller]
    fn case(settings: &str, files: &[(&str, &str)], errors: &[&str], copied: &[&str]) {
        let book = format!("[book]\ntitle = \"T\"\n{settings}");
        let (config, found) = Config::parse(&book, &SourcePath::new("book.toml"));
        assert_eq!(found, []);
        let world = MemoryWorld::new(files.iter().copied());
        let paths = files.iter().map(|(path, _)| SourcePath::new(path)).collect();
        let mut found = Vec::new();
        let sorted = sort_out(paths, &[], &config.unwrap(), &world, &mut found);
        let found: Vec<_> =
            found.iter().map(|it| format!("{} {}", it.name, it.location.path.name())).collect();
        assert_eq!(found, errors);
        let names: Vec<_> = sorted.assets.iter().map(SourcePath::name).collect();
        assert_eq!(names, copied);
    }

    #[test]
    fn files_of_other_types_are_errors_until_they_are_allowed() {
        let files = [("content/a.hxt", ""), ("content/CNAME", ""), ("content/b.png", "")];
        case("", &files, &["file-type a.hxt", "file-type CNAME"], &["a.hxt", "CNAME", "b.png"]);
        // `html` has no effect here.
        let both = "[markdown]\nhtml = \"allow\"\n";
        case(both, &files[..1], &["file-type a.hxt"], &["a.hxt"]);
        case(
            "[content]\nfile-types = [\"hxt\", \"CNAME\"]\n",
            &files,
            &[],
            &["a.hxt", "CNAME", "b.png"],
        );
    }

    #[test]
    fn style_sheets_are_copied_where_settings_name_them() {
        let files = [("content/a.css", "")];
        case("", &files, &["file-type a.css"], &["a.css"]);
        case("[output.html]\nadditional-css = [\"content/a.css\"]\n", &files, &[], &["a.css"]);
    }

    #[test]
    fn pages_under_other_endings_are_errors() {
        let page = "+++\nnumber = 1\n+++\n";
        let files = [
            ("content/a.MD", ""),
            ("content/b.txt", page),
            ("content/c.txt", "+ + +"),
            ("content/d.md~", page),
        ];
        let errors = ["misnamed-page a.MD", "misnamed-page b.txt"];
        case("", &files, &errors, &["a.MD", "b.txt", "c.txt"]);
        let byte_order_mark = format!("\u{feff}{page}");
        case("", &[("content/e.TXT", &byte_order_mark)], &["misnamed-page e.TXT"], &["e.TXT"]);
    }

    #[test]
    fn pictures_are_looked_at() {
        let script = "<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>";
        let files =
            [("content/a.svg", PLAIN), ("content/b.SVG", script), ("content/c.svg", "<svg>")];
        case("", &files, &["unusable-picture c.svg"], &["a.svg", "b.SVG", "c.svg"]);
        let mut world = MemoryWorld::new(files);
        world.insert("content/large.svg", vec![b' '; 17 << 20]);
        let of = |name: &str| look_at(&SourcePath::new("content").join(name), &world);
        assert_eq!(of("a.svg").unwrap(), None);
        assert_eq!(of("b.SVG").unwrap().unwrap().removed[0].what, "<script>");
        assert!(of("large.svg").is_err());
    }
}
