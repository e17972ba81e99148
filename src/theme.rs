//! Templates, strings and assets: embedded themes with the project's overlays.
//!
//! Knows no site: it renders a template with any context.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest, Sha256};
use tera::Context;

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Location, nearest, one_of};
use crate::hexadecimal;
use crate::item::Item;
use crate::path::{Route, SourcePath};
use crate::schema::{Located, Text, record};
use crate::world::World;

mod catalog;
mod compact;
mod error;
mod layers;
mod names;
mod pattern;
mod plural;
mod review;
mod strings;
mod template;
mod worded;

pub use catalog::{EmbeddedFile, Listed, TakeOver, catalog};
pub use layers::{WithEmbedded, embedded_files, embedded_themes};
pub use names::Names;
pub use review::review;
pub use strings::Strings;
pub use worded::{Worded, Wording};

use layers::Layers;
use template::Template;
use worded::File;

/// A loaded theme.
#[derive(Debug)]
pub struct Theme {
    /// The texts, with placeholders for the names of recommendations.
    texts: Arc<Strings>,
    files: Vec<File>,
    /// The context of all pages.
    global: Context,
    plain: Arc<Worded>,
    /// By what recommendations are called; `None` for [`Wording::Any`].
    worded: Mutex<Vec<(Option<Item>, Arc<Worded>)>>,
    /// Style sheets and other assets, by name; `additional-css` last.
    pub assets: Vec<Asset>,
}

/// Templates by name.
type Templates = BTreeMap<String, Template>;

/// An asset.
#[derive(Debug)]
pub struct Asset {
    /// Its name in the theme.
    pub name: String,
    /// Its address, with a hash of its content.
    pub route: Route,
    /// Its content.
    pub bytes: Vec<u8>,
    /// Whether templates load it themselves: a theme's style sheet in a folder.
    is_asked_for: bool,
}

/// The search's script and style sheet, needed only with search.
const OF_SEARCH: [&str; 2] = ["search.js", "pages/search.css"];

record! {
    /// The manifest, `theme.toml`.
    #[derive(Default)]
    Snake
    pub struct Manifest {
        /// The theme's name.
        pub name: Text,
        /// One-sentence description.
        pub description: Option<Text>,
        /// The fallback theme; `default` by default.
        pub base: Option<Located<Text>>,
    }
}

impl Theme {
    /// Loads the theme named in the settings; `None` if it does not exist. With errors among the
    /// diagnostics, some pages cannot be rendered, but all can be listed.
    pub fn load(config: &Config, world: &dyn World) -> (Option<Self>, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let Some(layers) = Layers::of(config.theme(), world, &mut diagnostics) else {
            diagnostics.push(unknown_theme(config, world));
            return (None, diagnostics);
        };
        let texts = Strings::load(&layers, &config.language, world, &mut diagnostics);
        let texts = Arc::new(texts);
        let mut files = Vec::new();
        for file in layers.files("templates/", world, &mut diagnostics) {
            let text = layers::text(&file.path, &file.bytes, &mut diagnostics);
            let Some(text) = text.map(str::to_owned) else { continue };
            files.push(File { name: file.name, path: file.path, text });
        }
        let global = Context::new();
        let plain = Worded::new(Wording::Theme, &texts, &files, &global, &mut diagnostics);
        let assets = assets(&layers, config, world, &mut diagnostics);
        let (plain, worded) = (Arc::new(plain), Mutex::default());
        let theme = Self { texts, files, global, plain, worded, assets };
        (Some(theme), diagnostics)
    }

    /// The theme with the words of one report put in, made on first use.
    pub fn worded(&self, wording: Wording<'_>) -> Arc<Worded> {
        let item = match wording {
            Wording::Theme => return Arc::clone(&self.plain),
            Wording::Any => None,
            Wording::Own(item) => Some(item),
        };
        let mut known = self.worded.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, worded)) = known.iter().find(|(known, _)| known.as_ref() == item) {
            return Arc::clone(worded);
        }
        // Faults of the templates are those of the plain wording.
        let worded = Worded::new(wording, &self.texts, &self.files, &self.global, &mut Vec::new());
        let worded = Arc::new(worded);
        known.push((item.cloned(), Arc::clone(&worded)));
        worded
    }

    /// Sets a context value for all pages.
    pub fn set_global(&mut self, name: &'static str, value: &impl serde::Serialize) {
        self.global.insert(name, value);
        self.worded.get_mut().unwrap_or_else(PoisonError::into_inner).clear();
        if let Some(plain) = Arc::get_mut(&mut self.plain) {
            plain.global_context().insert(name, value);
            return;
        }
        let (texts, files) = (&self.texts, &self.files);
        let plain = Worded::new(Wording::Theme, texts, files, &self.global, &mut Vec::new());
        self.plain = Arc::new(plain);
    }
}

fn unknown_theme(config: &Config, world: &dyn World) -> Diagnostic {
    let known = layers::known_themes(world);
    let names = || known.iter().map(String::as_str);
    let help = match nearest(config.theme(), names()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the themes are {}; make one with `ssr-site theme eject`", one_of(names())),
    };
    let span = config.theme.as_ref().map(|theme| theme.span);
    let location = Location { path: config.path.clone(), span };
    let message = format!("there is no theme `{}`", config.theme());
    Diagnostic::error("unknown-theme", location, message).help(help)
}

fn assets(
    layers: &Layers,
    config: &Config,
    world: &dyn World,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Asset> {
    let mut assets: Vec<Asset> = layers
        .files("assets/", world, diagnostics)
        .into_iter()
        .filter(|file| config.search || !OF_SEARCH.contains(&&*file.name))
        .map(|file| Asset::of_theme(file.name, file.bytes))
        .collect();
    for css in &config.additional_css {
        let path = SourcePath::new(css);
        match world.read(&path) {
            Ok(bytes) => assets.push(Asset::new(path.name().to_owned(), bytes)),
            Err(error) => diagnostics.push(
                Diagnostic::error(
                    "unreadable-file",
                    Location::new(&config.path, css.span),
                    format!("cannot read `{path}`: {error}"),
                )
                .help("name a style sheet by its path from the project's root"),
            ),
        }
    }
    assets
}

impl Asset {
    /// A theme's file. Of its style sheets, browsers get only what they read.
    fn of_theme(name: String, bytes: Vec<u8>) -> Self {
        if !name.ends_with(".css") {
            return Self::new(name, bytes);
        }
        let is_asked_for = name.contains('/');
        let compacted = str::from_utf8(&bytes).ok().map(compact::compact);
        Self { is_asked_for, ..Self::new(name, compacted.map_or(bytes, String::into_bytes)) }
    }

    /// Whether it is a style sheet that every page loads.
    pub fn is_stylesheet_of_all(&self) -> bool {
        self.is_stylesheet() && !self.is_asked_for
    }

    fn new(name: String, bytes: Vec<u8>) -> Self {
        let digits = hexadecimal::digits(&Sha256::digest(&bytes)[..5]);
        let route = match name.rsplit_once('.') {
            Some((stem, extension)) => format!("assets/{stem}.{digits}.{extension}"),
            None => format!("assets/{name}.{digits}"),
        };
        Self { name, route: Route::new(route), bytes, is_asked_for: false }
    }

    /// Whether it is a style sheet.
    pub fn is_stylesheet(&self) -> bool {
        self.name.ends_with(".css")
    }
}
