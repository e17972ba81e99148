//! Finds what is doubtful in a project's theme files: those that overlay nothing, and strings files
//! that lack texts.

use std::collections::BTreeSet;

use toml::de::{DeTable, DeValue};

use super::layers::{self, DIRECTORY, Layers};
use super::plural::is_form;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Location, all_of, nearest};
use crate::path::SourcePath;
use crate::world::World;

/// Name of findings about files that overlay nothing.
const UNUSED_OVERRIDE: &str = "unused-override";
/// Name of findings about strings files.
const INCOMPLETE_STRINGS: &str = "incomplete-strings";

/// Findings about a project's theme files. Their level is up to the rules of the same names.
pub fn review(config: &Config, world: &dyn World) -> Vec<Diagnostic> {
    let root = SourcePath::new(DIRECTORY);
    let files = world.walk(&root).files;
    if files.is_empty() {
        return Vec::new();
    }
    // Problems of the files themselves are reported when the theme is loaded.
    let Some(layers) = Layers::of(config.theme(), world, &mut Vec::new()) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for theme in layers.names() {
        let directory = SourcePath::new(&format!("{DIRECTORY}/{theme}"));
        let own = files.iter().filter_map(|path| Some((path, path.below(&directory)?)));
        let own: Vec<(&SourcePath, &str)> = own.collect();
        found.extend(unused(&layers, theme, &own, config, world));
        for (path, name) in &own {
            if let Some(tag) =
                name.strip_prefix("strings/").and_then(|name| name.strip_suffix(".toml"))
            {
                found.extend(strings(path, tag, config, world));
            }
        }
    }
    found
}

/// Files of a theme that no layer below has, and that nothing names.
fn unused(
    layers: &Layers,
    theme: &str,
    own: &[(&SourcePath, &str)],
    config: &Config,
    world: &dyn World,
) -> Vec<Diagnostic> {
    let below: BTreeSet<&str> = layers.names().iter().map(String::as_str).collect();
    let embedded: Vec<(SourcePath, &[u8])> = layers::embedded_files().collect();
    let known: BTreeSet<String> = embedded
        .iter()
        .filter_map(|(path, _)| {
            let name = path.as_str().strip_prefix(DIRECTORY)?.strip_prefix('/')?;
            let (theme, name) = name.split_once('/')?;
            below.contains(theme).then(|| name.to_owned())
        })
        .collect();
    let doubtful: Vec<&(&SourcePath, &str)> =
        own.iter().filter(|(_, name)| !known.contains(*name) && !is_read(name, config)).collect();
    if doubtful.is_empty() {
        return Vec::new();
    }
    // Templates and style sheets name each other, in the project and below.
    let mut texts: Vec<String> =
        embedded.iter().map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned()).collect();
    for other in layers.names().iter().take_while(|name| *name != theme).chain([&theme.to_owned()])
    {
        let root = SourcePath::new(&format!("{DIRECTORY}/{other}"));
        let files = world.walk(&root).files.into_iter();
        texts.extend(files.filter_map(|path| {
            Some(String::from_utf8_lossy(&world.read(&path).ok()?).into_owned())
        }));
    }
    let is_named = |name: &str| {
        let short = name.split_once('/').map_or(name, |(_, short)| short);
        texts.iter().any(|text| text.contains(short))
    };
    let doubtful = doubtful.into_iter().filter(|(_, name)| !is_named(name));
    doubtful
        .map(|(path, name)| {
            let message = format!(
                "`{name}` overlays nothing: no theme has this file, and no template names it"
            );
            let help = match nearest(name, known.iter().map(String::as_str)) {
                _ if name.starts_with("strings/") => {
                    format!(
                        "the site's language is `{}`; rename the file, or remove it",
                        config.language
                    )
                }
                Some(near) => format!("did you mean `{near}`?"),
                None => "remove it, or name it in a template".to_owned(),
            };
            Diagnostic::warning(UNUSED_OVERRIDE, Location::file(path), message).help(help)
        })
        .collect()
}

/// Whether a file is read by its own name.
fn is_read(name: &str, config: &Config) -> bool {
    match name.split_once('/') {
        None => name == "theme.toml" || name.ends_with(".md"),
        // Every page loads a theme's own style sheets.
        Some(("assets", rest)) => rest.ends_with(".css") && !rest.contains('/'),
        Some(("strings", rest)) => {
            let tag = rest.strip_suffix(".toml").unwrap_or_default();
            let language = &*config.language;
            tag == "en"
                || language == tag
                || language.strip_prefix(tag).is_some_and(|rest| rest.starts_with('-'))
        }
        Some(_) => false,
    }
}

/// What the strings file of the site's language lacks. A variant overlays what differs.
fn strings(path: &SourcePath, tag: &str, config: &Config, world: &dyn World) -> Option<Diagnostic> {
    if tag == "en" || tag != config.language.split('-').next().unwrap_or_default() {
        return None;
    }
    let english = SourcePath::new(&format!("{DIRECTORY}/default/strings/en.toml"));
    let (_, bytes) = layers::embedded_files().find(|(path, _)| *path == english)?;
    let english = keys(str::from_utf8(bytes).ok()?);
    let own = keys(&String::from_utf8_lossy(&world.read(path).ok()?));
    let missing: Vec<&str> = english.difference(&own).map(String::as_str).collect();
    if missing.is_empty() {
        return None;
    }
    let message = format!(
        "{} of {} texts are missing, such as {}: pages show them in English",
        missing.len(),
        english.len(),
        all_of(missing.iter().take(3).copied()),
    );
    let help = "`ssr-site theme eject default strings/en.toml` writes all texts, to translate";
    Some(Diagnostic::warning(INCOMPLETE_STRINGS, Location::file(path), message).help(help))
}

/// The keys of a file, plural forms as one. What cannot be parsed is an error elsewhere.
fn keys(text: &str) -> BTreeSet<String> {
    let (table, _) = DeTable::parse_recoverable(text);
    let mut keys = BTreeSet::new();
    collect(table.get_ref(), "", &mut keys);
    keys
}

fn collect(table: &DeTable<'_>, prefix: &str, keys: &mut BTreeSet<String>) {
    for (key, value) in table {
        let name = format!("{prefix}{}", key.get_ref());
        match value.get_ref() {
            DeValue::Table(inner) if !inner.keys().all(|key| is_form(key.get_ref())) => {
                collect(inner, &format!("{name}."), keys);
            }
            _ => drop(keys.insert(name)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::MemoryWorld;

    #[track_caller]
    fn case(language: &str, files: &[(&str, &str)], expected: &[&str]) {
        let mut world = MemoryWorld::default();
        let book = format!("[book]\ntitle = \"T\"\nlanguage = \"{language}\"\n");
        world.insert("book.toml", book);
        for (path, text) in files {
            world.insert(&format!("themes/default/{path}"), *text);
        }
        let config = Config::load(&world).0.expect("settings");
        let found: Vec<String> = review(&config, &world)
            .into_iter()
            .map(|found| {
                let help = found.help.unwrap_or_default();
                format!("{} {}: {}", found.location.path.name(), found.message, help)
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn files_that_overlay_nothing() {
        case("en", &[], &[]);
        case("en", &[("templates/recommendation.html", "x"), ("assets/own.css", "x")], &[]);
        case(
            "en",
            &[("templates/recomendation.html", "x")],
            &[
                "recomendation.html `templates/recomendation.html` overlays nothing: no theme has this file, and no template names it: did you mean `templates/recommendation.html`?",
            ],
        );
        // A template of the project names it.
        let page = "{% include \"own-part.html\" %}";
        case("en", &[("templates/page.html", page), ("templates/own-part.html", "x")], &[]);
        case(
            "en",
            &[("strings/fi.toml", "")],
            &[
                "fi.toml `strings/fi.toml` overlays nothing: no theme has this file, and no template names it: the site's language is `en`; rename the file, or remove it",
            ],
        );
    }

    #[test]
    fn strings_files() {
        let english = SourcePath::new("themes/default/strings/en.toml");
        let embedded = layers::embedded_files().find(|(path, _)| *path == english);
        let all = String::from_utf8(embedded.expect("a file").1.to_vec()).expect("a text");
        case("fi", &[("strings/fi.toml", &all)], &[]);
        let count = keys(&all).len();
        let lines = all.lines().filter(|line| !line.starts_with("late-stated-heading ="));
        let fewer = lines.collect::<Vec<_>>().join("\n");
        let missing = keys(&all).len() - keys(&fewer).len();
        assert_eq!(missing, 1);
        let message = format!(
            "fi.toml 1 of {count} texts are missing, such as `late-stated-heading`: pages show them in English: `ssr-site theme eject default strings/en.toml` writes all texts, to translate"
        );
        case("fi", &[("strings/fi.toml", &fewer)], &[&message]);
        case("fi-x-a", &[("strings/fi-x-a.toml", "late-stated-heading = \"A\"")], &[]);
    }
}
