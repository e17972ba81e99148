//! Finds what is doubtful in a project's theme files: those that overlay nothing, and strings files
//! that lack texts or have placeholders of their own.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::layers::{self, DIRECTORY, Layers};
use super::pattern::Pattern;
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

/// The placeholders of a text, and where its key is.
#[derive(Default)]
struct Told {
    placeholders: BTreeSet<String>,
    place: Range<usize>,
}

/// What a strings file lacks, and placeholders that it alone has.
fn strings(path: &SourcePath, tag: &str, config: &Config, world: &dyn World) -> Vec<Diagnostic> {
    let english = SourcePath::new(&format!("{DIRECTORY}/default/strings/en.toml"));
    let mut built_in = layers::embedded_files();
    let Some((_, bytes)) = built_in.find(|(path, _)| *path == english) else { return Vec::new() };
    let own = world.read(path).ok();
    let (Ok(english), Some(own)) = (str::from_utf8(bytes), own) else { return Vec::new() };
    let (english, own) = (told(english), told(&String::from_utf8_lossy(&own)));
    let mut found = Vec::new();
    // A language's own file translates all; a variant overlays what differs.
    if tag != "en" && tag == config.language.split('-').next().unwrap_or_default() {
        let missing: Vec<&str> =
            english.keys().filter(|key| !own.contains_key(*key)).map(String::as_str).collect();
        if !missing.is_empty() {
            let shown = all_of(missing.iter().take(3).copied());
            let message = format!(
                "{} of {} texts are missing, such as {shown}: pages show them in English",
                missing.len(),
                english.len()
            );
            found.push(
                Diagnostic::warning(INCOMPLETE_STRINGS, Location::file(path), message).help(
                    "`ssr-site theme eject default strings/en.toml` writes all texts, to translate",
                ),
            );
        }
    }
    for (key, Told { placeholders, place }) in &own {
        let Some(known) = english.get(key) else { continue };
        for name in placeholders {
            if known.placeholders.contains(name) || is_of_every_text(name) {
                continue;
            }
            let message =
                format!("`{key}` has the placeholder `{{{name}}}`, which its English text lacks");
            let names = known.placeholders.iter().map(String::as_str);
            let help = match nearest(name, names.clone()) {
                Some(near) => format!("did you mean `{{{near}}}`?"),
                None if known.placeholders.is_empty() => {
                    "this text has no placeholders; remove it".to_owned()
                }
                None => format!("its placeholders are {}", all_of(names)),
            };
            found.push(
                Diagnostic::warning(
                    INCOMPLETE_STRINGS,
                    Location::new(path, place.clone()),
                    message,
                )
                .help(help),
            );
        }
    }
    found
}

/// Placeholders that any text can have: a number, and what a report calls its recommendations.
fn is_of_every_text(name: &str) -> bool {
    matches!(name, "n" | "item" | "items" | "Item" | "Items") || name.starts_with("item-")
}

/// The texts of a file by key, plural forms as one. What cannot be parsed is an error elsewhere.
fn told(text: &str) -> BTreeMap<String, Told> {
    let (table, _) = DeTable::parse_recoverable(text);
    let mut told = BTreeMap::new();
    collect(table.get_ref(), "", &mut told);
    told
}

fn collect(table: &DeTable<'_>, prefix: &str, told: &mut BTreeMap<String, Told>) {
    for (key, value) in table {
        let name = format!("{prefix}{}", key.get_ref());
        match value.get_ref() {
            DeValue::Table(inner) if !inner.keys().all(|key| is_form(key.get_ref())) => {
                collect(inner, &format!("{name}."), told);
            }
            value => {
                let entry = told.entry(name).or_default();
                entry.place = key.span();
                let forms: Vec<&str> = match value {
                    DeValue::Table(forms) => {
                        forms.values().filter_map(|text| text.get_ref().as_str()).collect()
                    }
                    DeValue::String(text) => vec![text],
                    _ => Vec::new(),
                };
                for form in forms {
                    entry.placeholders.extend(Pattern::new(form).names().map(str::to_owned));
                }
            }
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
        let count = told(&all).len();
        let lines = all.lines().filter(|line| !line.starts_with("late-stated-heading ="));
        let fewer = lines.collect::<Vec<_>>().join("\n");
        let missing = told(&all).len() - told(&fewer).len();
        assert_eq!(missing, 1);
        let message = format!(
            "fi.toml 1 of {count} texts are missing, such as `late-stated-heading`: pages show them in English: `ssr-site theme eject default strings/en.toml` writes all texts, to translate"
        );
        case("fi", &[("strings/fi.toml", &fewer)], &[&message]);
        case("fi-x-a", &[("strings/fi-x-a.toml", "late-stated-heading = \"A\"")], &[]);
        case(
            "en",
            &[("strings/en.toml", "late-stated-heading = \"by {here}\"")],
            &[
                "en.toml `late-stated-heading` has the placeholder `{here}`, which its English text lacks: this text has no placeholders; remove it",
            ],
        );
    }
}
