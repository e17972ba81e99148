//! Overlay lookup of theme files: project before built-in, theme before base.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

use chrono::NaiveDate;
use include_dir::{Dir, include_dir};

use super::Manifest;
use crate::character;
use crate::diagnostic::{Diagnostic, Location, one_of};
use crate::path::SourcePath;
use crate::schema;
use crate::world::{Listing, ReadError, World, text_of};

static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes");

/// Directory of themes, in a project and in the binary.
pub(super) const DIRECTORY: &str = "themes";

/// A theme and its bases.
pub(super) struct Layers {
    /// Names, the chosen theme first.
    names: Vec<String>,
}

/// A file found.
pub(super) struct Found {
    /// Its path relative to the requested directory.
    pub(super) name: String,
    /// Its path in the project or in the binary.
    pub(super) path: SourcePath,
    /// Its content.
    pub(super) bytes: Vec<u8>,
    /// Whether it is a project file that overlays a built-in theme.
    pub(super) overlays: bool,
}

impl Layers {
    /// The layers of a theme; `None` if it does not exist.
    pub(super) fn of(
        name: &str,
        world: &dyn World,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Self> {
        let known = known_themes(world);
        let mut names: Vec<String> = Vec::new();
        let mut next = Some(name.to_owned());
        while let Some(name) = next.take() {
            if !known.contains(&name) || names.contains(&name) {
                break;
            }
            next = base(&name, &known, world, diagnostics)
                .or_else(|| (name != "default").then(|| "default".to_owned()));
            names.push(name);
        }
        (!names.is_empty()).then_some(Self { names })
    }

    /// Names, the chosen theme first.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    /// The files of a directory, each from the first layer that has it.
    pub(super) fn files(
        &self,
        directory: &str,
        world: &dyn World,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<Found> {
        let mut found: BTreeMap<String, Found> = BTreeMap::new();
        for theme in &self.names {
            for file in layer(theme, directory, world, diagnostics) {
                found.entry(file.name.clone()).or_insert(file);
            }
        }
        found.into_values().collect()
    }

    /// One file from every layer that has it, last layer first.
    pub(super) fn every(
        &self,
        name: &str,
        world: &dyn World,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<Found> {
        let mut found = Vec::new();
        for theme in self.names.iter().rev() {
            let overlays = embedded_themes().any(|embedded| embedded == theme);
            let path = SourcePath::new(&format!("{DIRECTORY}/{theme}/{name}"));
            if let Some(bytes) = embedded(&path) {
                let bytes = bytes.to_vec();
                found.push(Found {
                    name: name.to_owned(),
                    path: path.clone(),
                    bytes,
                    overlays: false,
                });
            }
            if let Some(bytes) = own(&path, world, diagnostics) {
                found.push(Found { name: name.to_owned(), path, bytes, overlays });
            }
        }
        found
    }
}

fn layer(
    theme: &str,
    directory: &str,
    world: &dyn World,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Found> {
    let root = SourcePath::new(&format!("{DIRECTORY}/{theme}/{directory}"));
    let overlays = embedded_themes().any(|embedded| embedded == theme);
    let mut found = Vec::new();
    let listing = world.walk(&root);
    for (path, error) in &listing.problems {
        diagnostics.push(error.diagnostic(path));
    }
    for path in listing.files {
        let Some(name) = path.below(&root).map(str::to_owned) else { continue };
        if let Some(bytes) = own(&path, world, diagnostics) {
            found.push(Found { name, path, bytes, overlays });
        }
    }
    for (path, bytes) in embedded_files() {
        if let Some(name) = path.below(&root) {
            let (name, bytes) = (name.to_owned(), bytes.to_vec());
            found.push(Found { name, path, bytes, overlays: false });
        }
    }
    found
}

/// A project file. If it exists but is unreadable, that is an error, with no fallback to the
/// built-in one.
fn own(path: &SourcePath, world: &dyn World, diagnostics: &mut Vec<Diagnostic>) -> Option<Vec<u8>> {
    match world.read(path) {
        Ok(bytes) => Some(bytes),
        Err(ReadError::Missing) => None,
        Err(error) => {
            diagnostics.push(error.diagnostic(path));
            None
        }
    }
}

/// The text of a theme's file, or nothing after a report.
pub(super) fn text<'b>(
    path: &SourcePath,
    bytes: &'b [u8],
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<&'b str> {
    text_of(bytes).map_err(|error| diagnostics.push(error.diagnostic(path))).ok()
}

/// The base of a theme, if named.
fn base(
    theme: &str,
    known: &BTreeSet<String>,
    world: &dyn World,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<String> {
    let base = manifest(theme, world, diagnostics)?.base?;
    if known.contains(base.as_str()) {
        return Some(base.to_string());
    }
    let path = SourcePath::new(&format!("{DIRECTORY}/{theme}/theme.toml"));
    let names = known.iter().map(String::as_str);
    diagnostics.push(
        Diagnostic::error(
            "unknown-theme",
            Location::new(&path, base.span),
            format!("there is no base theme `{}`", base.value),
        )
        .help(format!("the themes are {}", one_of(names))),
    );
    None
}

/// A theme's manifest, if any.
pub(super) fn manifest(
    theme: &str,
    world: &dyn World,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Manifest> {
    let path = SourcePath::new(&format!("{DIRECTORY}/{theme}/theme.toml"));
    let own = own(&path, world, diagnostics);
    let bytes = own.as_deref().or_else(|| embedded(&path))?;
    let text = text(&path, bytes, diagnostics)?;
    let (manifest, mut found) = schema::decode_file::<Manifest>(text, &path);
    character::report_controls(text, &path, 0, &mut found);
    diagnostics.append(&mut found);
    Some(manifest)
}

/// Names of all themes, in the project and built in.
pub(super) fn known_themes(world: &dyn World) -> BTreeSet<String> {
    let root = SourcePath::new(DIRECTORY);
    let own = world.walk(&root).directories.into_iter().filter(|path| path.parent() == root);
    own.map(|path| path.name().to_owned()).chain(embedded_themes().map(str::to_owned)).collect()
}

/// Names of the built-in themes.
pub fn embedded_themes() -> impl Iterator<Item = &'static str> {
    EMBEDDED.dirs().filter_map(|theme| theme.path().to_str())
}

/// Built-in theme files, by path in a project.
pub fn embedded_files() -> impl Iterator<Item = (SourcePath, &'static [u8])> {
    fn collect(directory: &Dir<'static>, files: &mut Vec<(SourcePath, &'static [u8])>) {
        for file in directory.files() {
            let spelled = file.path().to_string_lossy().replace('\\', "/");
            files.push((SourcePath::new(&format!("{DIRECTORY}/{spelled}")), file.contents()));
        }
        for below in directory.dirs() {
            collect(below, files);
        }
    }
    let mut files = Vec::new();
    collect(&EMBEDDED, &mut files);
    files.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    files.into_iter()
}

fn embedded(path: &SourcePath) -> Option<&'static [u8]> {
    let below = path.below(&SourcePath::new(DIRECTORY))?;
    EMBEDDED.get_file(below).map(include_dir::File::contents)
}

/// A project overlaying the built-in themes: for quoting template lines in messages.
pub struct WithEmbedded<'a>(pub &'a dyn World);

impl World for WithEmbedded<'_> {
    fn walk(&self, directory: &SourcePath) -> Listing {
        self.0.walk(directory)
    }

    fn read(&self, path: &SourcePath) -> Result<Vec<u8>, ReadError> {
        match self.0.read(path) {
            Err(ReadError::Missing) => embedded(path).map(<[u8]>::to_vec).ok_or(ReadError::Missing),
            read => read,
        }
    }

    fn copy(&self, path: &SourcePath, out: &mut dyn io::Write) -> Result<(), ReadError> {
        self.0.copy(path, out)
    }

    fn directory(&self) -> Option<&Path> {
        self.0.directory()
    }

    fn today(&self) -> NaiveDate {
        self.0.today()
    }
}
