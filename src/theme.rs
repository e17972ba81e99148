//! Templates, strings and assets: embedded themes with the project's overlays.
//!
//! Knows no site: it renders a template with any context.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use sha2::{Digest, Sha256};
use tera::{Context, Tera};

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Location, nearest, one_of};
use crate::path::{Route, SourcePath};
use crate::schema::{Located, Text, record};
use crate::world::World;

mod catalog;
mod error;
mod layers;
mod pattern;
mod plural;
mod strings;
mod template;

pub use catalog::{EmbeddedFile, Listed, TakeOver, catalog};
pub use layers::{WithEmbedded, embedded_files, embedded_themes};
pub use strings::Strings;

use layers::Layers;
use template::Template;

/// A loaded theme.
#[derive(Debug)]
pub struct Theme {
    tera: Tera,
    strings: Arc<Strings>,
    /// Style sheets and other assets, by name; `additional-css` last.
    pub assets: Vec<Asset>,
    templates: Templates,
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
}

/// The search script, needed only with search.
const SEARCH_SCRIPT: &str = "search.js";

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
        let strings = Strings::load(&layers, &config.language, world, &mut diagnostics);
        let strings = Arc::new(strings);
        let files = layers.files("templates/", world, &mut diagnostics);
        let mut tera = Tera::default();
        strings::register(&mut tera, &strings);

        let mut templates = Templates::new();
        for file in files {
            let text = layers::text(&file.path, &file.bytes, &mut diagnostics);
            let Some(text) = text else { continue };
            let template = Template::new(&file.name, file.path.clone(), text, &strings);
            templates.insert(file.name, template);
        }
        let texts = templates.iter().map(|(name, template)| (name.as_str(), template.text()));
        if let Err(error) = tera.add_raw_templates(texts) {
            let mut found = error::each_template(&templates, &strings);
            if found.is_empty() {
                found = error::reports(&error, &templates);
            }
            if found.is_empty() {
                found.push(error::diagnostic(&error, &templates));
            }
            diagnostics.append(&mut found);
        }
        let assets = assets(&layers, config, world, &mut diagnostics);
        let theme = Self { tera, strings, assets, templates };
        (Some(theme), diagnostics)
    }

    /// The display strings.
    pub fn strings(&self) -> &Strings {
        &self.strings
    }

    /// Renders a template, appending to the output. Errors have template, line and column.
    pub fn render(
        &self,
        template: &str,
        context: &Context,
        out: &mut Vec<u8>,
    ) -> Result<(), Box<Diagnostic>> {
        self.tera
            .render_to(template, context, out)
            .map_err(|error| Box::new(error::diagnostic(&error, &self.templates)))
    }

    /// Renders a component with those of the arguments that it declares; `None` if there is no such
    /// component. Errors as in [`Theme::render`].
    pub fn component(
        &self,
        name: &str,
        arguments: &Context,
    ) -> Option<Result<String, Box<Diagnostic>>> {
        let mut taken = Context::new();
        for argument in self.tera.get_component_definition(name)?.args() {
            if let Some(value) = arguments.get(argument.name()) {
                taken.insert_value(argument.name().to_owned(), value.clone());
            }
        }
        let written = self.tera.render_component(name, &taken, None, true);
        Some(written.map_err(|error| Box::new(error::component(name, &error, &self.templates))))
    }

    /// Sets a context value for all pages.
    pub fn set_global(&mut self, name: &'static str, value: &impl serde::Serialize) {
        self.tera.global_context().insert(name, value);
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
        .filter(|file| config.search || file.name != SEARCH_SCRIPT)
        .map(|file| Asset::new(file.name, file.bytes))
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
    fn new(name: String, bytes: Vec<u8>) -> Self {
        let hash = Sha256::digest(&bytes);
        let mut digits = String::new();
        for byte in hash.iter().take(5) {
            let _ = write!(digits, "{byte:02x}");
        }
        let route = match name.rsplit_once('.') {
            Some((stem, extension)) => format!("assets/{stem}.{digits}.{extension}"),
            None => format!("assets/{name}.{digits}"),
        };
        Self { name, route: Route::new(route), bytes }
    }

    /// Whether it is a style sheet.
    pub fn is_stylesheet(&self) -> bool {
        self.name.ends_with(".css")
    }
}
