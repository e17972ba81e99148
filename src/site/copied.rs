//! Decides which non-documents are copied.

use std::collections::BTreeSet;
use std::io::{self, Write};

use rayon::prelude::*;
use toml_edit::Array;

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Location};
use crate::media::{self, Fate, Refusal, STYLES};
use crate::path::SourcePath;
use crate::picture::{self, Removed};
use crate::world::{ReadError, World};

/// First line of a page.
const FENCE: &str = "+++";

/// Number of bytes searched for that line.
const LOOKED_AT: usize = 4096;

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
        match fate(&path, config, &styles) {
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
    let texts: Vec<&SourcePath> =
        copied.assets.iter().filter(|path| media::is_text(path.name())).collect();
    let pages: Vec<_> = texts.into_par_iter().filter(|path| is_page(path, world)).collect();
    for path in pages {
        if copied.refused.insert(path.clone()) {
            diagnostics.push(misnamed(path, &page_name(path)));
        }
    }
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

fn fate(path: &SourcePath, config: &Config, styles: &BTreeSet<SourcePath>) -> Fate {
    match media::fate(path.name(), &config.file_types) {
        Fate::Refused(Refusal::Styles) if styles.contains(path) => Fate::Copied,
        fate => fate,
    }
}

/// Whether a file is a page that an editor saved as plain text.
fn is_page(path: &SourcePath, world: &dyn World) -> bool {
    let mut out = NoMore;
    let mut judged = Judged::new(&mut out);
    // Fails as soon as the kind of the file is known.
    let _ = world.copy(path, &mut judged);
    judged.is_page
}

/// The correct name of a page with a wrong extension.
fn page_name(path: &SourcePath) -> String {
    let stem = path.name().rsplit_once('.').map_or(path.name(), |(stem, _)| stem);
    format!("{stem}.md")
}

/// A writer that accepts nothing: only the beginning is examined.
struct NoMore;

impl Write for NoMore {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::ErrorKind::WriteZero.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Passes bytes through once they are known not to begin a page.
struct Judged<'a> {
    out: &'a mut dyn Write,
    /// The bytes buffered until then.
    beginning: Vec<u8>,
    is_clear: bool,
    is_page: bool,
}

impl<'a> Judged<'a> {
    fn new(out: &'a mut dyn Write) -> Self {
        Self { out, beginning: Vec::new(), is_clear: false, is_page: false }
    }

    /// Passes through a file too short to decide.
    fn finish(&mut self) -> io::Result<()> {
        if self.is_clear { Ok(()) } else { self.judge(false) }
    }

    fn judge(&mut self, is_page: bool) -> io::Result<()> {
        self.is_page = is_page;
        if is_page {
            return Err(io::ErrorKind::InvalidData.into());
        }
        self.is_clear = true;
        self.out.write_all(&std::mem::take(&mut self.beginning))
    }
}

impl Write for Judged<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.is_clear {
            return self.out.write(bytes);
        }
        self.beginning.extend_from_slice(bytes);
        let is_enough = self.beginning.len() >= LOOKED_AT;
        match begins_page(&self.beginning) {
            Some(is_page) => self.judge(is_page)?,
            None if is_enough => self.judge(false)?,
            None => {}
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Whether bytes begin a page, in UTF-8 or in UTF-16 with a byte order mark; `None` if more are needed.
fn begins_page(bytes: &[u8]) -> Option<bool> {
    let units = |of: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).map(|unit| of([unit[0], unit[1]]));
        char::decode_utf16(units).map_while(Result::ok).collect()
    };
    let text: String = match bytes {
        [0xff, 0xfe, ..] => units(u16::from_le_bytes),
        [0xfe, 0xff, ..] => units(u16::from_be_bytes),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    };
    let text = text.trim_start_matches(|char: char| char.is_whitespace() || char == '\u{feff}');
    match text.split_once('\n') {
        Some((line, _)) => Some(line.trim_end() == FENCE),
        None if text.len() < FENCE.len() => (!FENCE.starts_with(text)).then_some(false),
        None => (text.trim_end() != FENCE).then_some(false),
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
        Refusal::Ambiguous(name) => {
            ("is a page to hosts that do not know its last extension", Some(name))
        }
        Refusal::Styles => ("is a style sheet not listed in `additional-css`", None),
    };
    let help = match allows {
        Some(word) => format!(
            "remove it from the content; to publish it anyway, add `file-types = {}` to `[content]` in `book.toml`",
            Array::from_iter([word])
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
    Err(unreadable(path, &world.read(path).err().unwrap_or(ReadError::Missing)))
}

/// Writes a file as it may be passed on, judged by the very bytes that are.
pub fn copy(
    path: &SourcePath,
    world: &dyn World,
    out: &mut dyn Write,
) -> Result<(), Box<Diagnostic>> {
    let failed = |error: io::Error| unreadable(path, &ReadError::System(error.to_string()));
    if media::is_drawing(path.name()) {
        return out.write_all(&drawing(path, world)?).map_err(failed);
    }
    if !media::is_text(path.name()) {
        return world.copy(path, out).map_err(|error| unreadable(path, &error));
    }
    let mut judged = Judged::new(out);
    let copied = world.copy(path, &mut judged);
    let ended = if copied.is_ok() { judged.finish() } else { Ok(()) };
    if judged.is_page {
        return Err(Box::new(misnamed(path, &page_name(path))));
    }
    copied.map_err(|error| unreadable(path, &error))?;
    ended.map_err(failed)
}

fn unreadable(path: &SourcePath, error: &ReadError) -> Box<Diagnostic> {
    let message = format!("cannot copy `{path}`: {error}");
    Box::new(Diagnostic::error("unreadable-file", Location::file(path), message))
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
        let allowed = "[content]\nfile-types = [\"html\", \"notes\"]\n";
        for name in ["a.toml", "a.yaml", "a.csv", "a.json", "a.vtt", "a.html", "a.notes"] {
            let found = format!("misnamed-page {name}");
            case(allowed, &[(&format!("content/{name}"), page)], &[&found], &[name]);
        }
        case("", &[("content/a.diff.txt", "+++ b/a.md\n+x")], &[], &["a.diff.txt"]);
        let byte_order_mark = format!("\u{feff}{page}");
        case("", &[("content/e.TXT", &byte_order_mark)], &["misnamed-page e.TXT"], &["e.TXT"]);
    }

    #[test]
    fn a_page_is_known_by_its_first_line() {
        #[track_caller]
        fn case(bytes: &[u8], expected: Option<bool>) {
            assert_eq!(begins_page(bytes), expected, "{bytes:?}");
        }
        let utf16 = |text: &str, of: fn(u16) -> [u8; 2]| -> Vec<u8> {
            text.encode_utf16().flat_map(of).collect()
        };
        case(b"+++\n", Some(true));
        case(b"+++  \r\nnumber", Some(true));
        case(b"\n \xef\xbb\xbf\n+++\n", Some(true));
        case(&utf16("\u{feff}+++\r\nnumber", u16::to_le_bytes), Some(true));
        case(&utf16("\u{feff}+++\nnumber", u16::to_be_bytes), Some(true));
        for more in [&b""[..], b" \n", b"++", b"+++", b"+++ ", b"\xff\xfe+", b"\xff\xfe+\0+\0"] {
            case(more, None);
        }
        for other in ["+ ", "a", "++++\n", "+++ b/a.md\n", "+++ b", "---\n+++\n"] {
            case(other.as_bytes(), Some(false));
        }
    }

    #[test]
    fn what_is_passed_on_is_judged() {
        let blank = " ".repeat(5000);
        let page = "+++\nnumber = 1\n+++\n";
        let files =
            [("a.txt", page), ("b.txt", "+"), ("c.txt", ""), ("d.txt", &blank), ("e.png", page)];
        let world = MemoryWorld::new(files);
        for (name, text) in files {
            let mut out = Vec::new();
            let copied = copy(&SourcePath::new(name), &world, &mut out);
            if name == "a.txt" {
                assert_eq!(copied.unwrap_err().name, "misnamed-page");
                assert_eq!(out, b"");
            } else {
                copied.unwrap();
                assert_eq!(out, text.as_bytes());
            }
        }
        assert!(copy(&SourcePath::new("none.txt"), &world, &mut io::sink()).is_err());
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
