//! Properties for any input, one module per fuzz target.
//!
//! Fuzz targets and the package's tests run the same code. Every `check` takes arbitrary bytes and
//! panics on a violation. Targets with several inputs take them as lines, so that seeds can be
//! written by hand.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt::Debug;

use ssr_site::diagnostic::Diagnostic;
use ssr_site::message::{self, Format, Options};
use ssr_site::path::SourcePath;
use ssr_site::world::MemoryWorld;

pub mod addresses;
pub mod dates;
pub mod documents;
pub mod markdown;
pub mod numbers;
pub mod pages;
pub mod references;
pub mod settings;

/// A target: name and property.
pub type Target = (&'static str, fn(&[u8]));

/// All targets, named as the files in `fuzz_targets` and the directories of seeds and failures.
pub const TARGETS: &[Target] = &[
    ("addresses", addresses::check),
    ("dates", dates::check),
    ("documents", documents::check),
    ("markdown", markdown::check),
    ("numbers", numbers::check),
    ("pages", pages::check),
    ("references", references::check),
    ("settings", settings::check),
];

/// The input as text.
fn text(data: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(data)
}

/// Asserts a total order consistent with equality.
fn totally_ordered<T: Ord + Debug>(values: &[T]) {
    for a in values {
        assert_eq!(a.cmp(a), Ordering::Equal, "{a:?}");
        for b in values {
            assert_eq!(a.cmp(b), b.cmp(a).reverse(), "{a:?} and {b:?}");
            assert_eq!(a.cmp(b) == Ordering::Equal, a == b, "{a:?} and {b:?}");
            for c in values {
                assert!(!(a <= b && b <= c) || a <= c, "{a:?}, {b:?}, {c:?}");
            }
        }
    }
}

/// Number of diagnostics formatted per input.
const SHOWN: usize = 3;

/// Asserts that diagnostics of a file have a message and a location in it, in any format.
fn can_be_shown(found: &[Diagnostic], path: &SourcePath, file: &[u8]) {
    for diagnostic in found {
        assert!(
            !diagnostic.message.is_empty() && !diagnostic.message.ends_with('.'),
            "{diagnostic:?}"
        );
        assert_eq!(diagnostic.location.path, *path, "{diagnostic:?}");
        let Some(span) = diagnostic.location.span else { continue };
        let range = span.range();
        assert!(
            range.start <= range.end && range.end <= file.len(),
            "{diagnostic:?} of {} bytes",
            file.len()
        );
        if let Ok(text) = std::str::from_utf8(file) {
            assert!(text.get(range).is_some(), "{diagnostic:?} cuts a character");
        }
    }
    let mut world = MemoryWorld::default();
    world.insert(path.as_str(), file);
    let found = &found[..found.len().min(SHOWN)];
    // One format per input: formatting is much slower than finding mistakes.
    let formats = [Format::Human, Format::Json, Format::Github, Format::Sarif];
    let format = formats[file.len() % formats.len()];
    let mut said = Vec::new();
    let options = Options { format, ..Options::default() };
    let written = message::write(&mut said, &options, found, &world);
    assert!(written.is_ok() && std::str::from_utf8(&said).is_ok(), "{format:?} of {found:?}");
    if matches!(format, Format::Json | Format::Github) {
        let lines = said.split_inclusive(|byte| *byte == b'\n').count();
        assert_eq!(lines, found.len(), "{format:?}: {}", String::from_utf8_lossy(&said));
    }
}
