//! Lists themes and the files that a project can override.

use super::layers::{self, DIRECTORY, Layers};
use crate::diagnostic::Diagnostic;
use crate::path::SourcePath;
use crate::schema::Text;
use crate::world::World;

/// The manifest; never inherited from the base.
const MANIFEST: &str = "theme.toml";

/// A theme available to the settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its directory's name, used in the settings.
    pub name: String,
    /// One-sentence description.
    pub description: Option<Text>,
    /// Its base, if named.
    pub base: Option<Text>,
    /// Whether it is built in.
    pub embedded: bool,
    /// Whether the project has files of it.
    pub own: bool,
}

/// All themes by name, and errors in their manifests.
pub fn catalog(world: &dyn World) -> (Vec<Listed>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let themes = layers::known_themes(world)
        .into_iter()
        .map(|name| {
            let manifest = layers::manifest(&name, world, &mut diagnostics);
            let (description, base) =
                manifest.map_or((None, None), |manifest| (manifest.description, manifest.base));
            let directory = SourcePath::new(DIRECTORY).join(&name);
            Listed {
                embedded: layers::embedded_themes().any(|embedded| embedded == name),
                own: !world.walk(&directory).files.is_empty(),
                name,
                description,
                base: base.map(|base| base.value),
            }
        })
        .collect();
    (themes, diagnostics)
}

/// Built-in files that a project can override in its own theme directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakeOver {
    /// The theme's own files; none for a theme of the project.
    pub own: Vec<EmbeddedFile>,
    /// Files of its bases.
    pub inherited: Vec<EmbeddedFile>,
}

/// A built-in file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmbeddedFile {
    /// Its name in the theme, such as `templates/page.html`.
    pub name: String,
    /// Its path in the project.
    pub path: SourcePath,
    /// Its content.
    pub bytes: &'static [u8],
}

impl TakeOver {
    /// The files of a theme; `None` if it does not exist.
    pub fn of(theme: &str, world: &dyn World) -> Option<Self> {
        let layers = Layers::of(theme, world, &mut Vec::new())?;
        let (chosen, bases) = layers.names().split_first()?;
        let target = SourcePath::new(DIRECTORY).join(chosen);
        let mut taken = Self { own: embedded(chosen, &target), inherited: Vec::new() };
        for base in bases {
            for file in embedded(base, &target) {
                if file.name != MANIFEST && taken.find(&file.name).is_none() {
                    taken.inherited.push(file);
                }
            }
        }
        Some(taken)
    }

    /// The file of a name.
    pub fn find(&self, name: &str) -> Option<&EmbeddedFile> {
        self.files().find(|file| file.name == name)
    }

    /// All files: the theme's own, then inherited ones.
    pub fn files(&self) -> impl Iterator<Item = &EmbeddedFile> {
        self.own.iter().chain(&self.inherited)
    }
}

fn embedded(theme: &str, target: &SourcePath) -> Vec<EmbeddedFile> {
    let directory = SourcePath::new(DIRECTORY).join(theme);
    let files = layers::embedded_files().filter_map(|(path, bytes)| {
        let name = path.below(&directory)?.to_owned();
        Some(EmbeddedFile { path: target.join(&name), name, bytes })
    });
    files.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::MemoryWorld;

    fn world() -> MemoryWorld {
        MemoryWorld::new([
            ("themes/default/templates/page.html", "{# ours #}"),
            (
                "themes/mine/theme.toml",
                "name = \"Mine\"\ndescription = \"Ours alone\"\nbase = \"fragment\"\n",
            ),
            ("themes/wrong/theme.toml", "nam = \"Wrong\"\n"),
        ])
    }

    #[test]
    fn themes_of_the_binary_and_of_the_project() {
        let (themes, diagnostics) = catalog(&world());
        let found: Vec<(&str, bool, bool)> =
            themes.iter().map(|theme| (&*theme.name, theme.embedded, theme.own)).collect();
        assert_eq!(
            found,
            [
                ("default", true, true),
                ("fragment", true, false),
                ("mine", false, true),
                ("wrong", false, true),
            ]
        );
        assert_eq!(themes[2].description, Some(Text::new("Ours alone")));
        assert_eq!(themes[2].base, Some(Text::new("fragment")));
        assert!(themes[0].description.is_some());
        assert!(diagnostics.iter().all(|found| found.location.path.name() == "theme.toml"));
        assert!(!diagnostics.is_empty());
    }

    #[test]
    fn a_theme_takes_over_its_own_files_and_those_of_its_base() {
        let take = |theme: &str| TakeOver::of(theme, &world());
        let default = take("default").expect("a theme");
        assert!(default.inherited.is_empty());
        let page = default.find("templates/page.html").expect("a template");
        assert_eq!(page.path.as_str(), "themes/default/templates/page.html");
        assert!(default.find("theme.toml").is_some());

        let fragment = take("fragment").expect("a theme");
        let base = fragment.find("templates/base.html").expect("a template");
        assert!(fragment.own.contains(base), "its own comes before that of its base");

        let mine = take("mine").expect("a theme");
        assert!(mine.own.is_empty());
        let inherited = mine.find("templates/base.html").expect("a template");
        assert_eq!(inherited.bytes, base.bytes);
        assert_eq!(inherited.path.as_str(), "themes/mine/templates/base.html");
        assert_eq!(mine.find("theme.toml"), None);
        assert_eq!(take("none"), None);
    }
}
