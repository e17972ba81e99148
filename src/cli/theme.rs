//! `ssr-site theme`

use std::fmt::Write as _;

use ssr_site::config::Config;
use ssr_site::diagnostic::{Diagnostic, all_of, nearest};
use ssr_site::theme::{self, EmbeddedFile, Listed, TakeOver};
use ssr_site::world::DiskWorld;

use super::Outcome;
use super::args::place::Place;
use super::args::theme::{Eject, Theme, What};
use super::console::{Console, Detail};
use super::files::{self, Fresh};
use super::project;
use super::wrong_usage::WrongUsage;

pub(crate) fn run(args: &Theme, console: &Console) -> anyhow::Result<Outcome> {
    match &args.what {
        What::List(args) => list(args, console),
        What::Eject(args) => eject(args, console),
    }
}

fn list(args: &Place, console: &Console) -> anyhow::Result<Outcome> {
    let world = project::open(args.directory()?)?;
    let (config, found) = Config::load(&world);
    let Some(config) = config else { return project::stop(&found, &world, console) };
    let (themes, found) = theme::catalog(&world);
    console.print(&table(&themes, config.theme()))?;
    console.report(&found, &world, Detail::Full)?;
    let is_wrong = found.iter().any(Diagnostic::is_error);
    Ok(if is_wrong { Outcome::ContentErrors } else { Outcome::Done })
}

/// One theme a line: name, origin, description.
fn table(themes: &[Listed], in_use: &str) -> String {
    let rows: Vec<(&str, String, &str)> = themes
        .iter()
        .map(|theme| {
            let description = theme.description.as_deref().unwrap_or_default();
            (&*theme.name, origin(theme, theme.name == in_use), description)
        })
        .collect();
    let names = rows.iter().map(|(name, ..)| name.chars().count()).max().unwrap_or_default();
    let origins =
        rows.iter().map(|(_, origin, _)| origin.chars().count()).max().unwrap_or_default();
    let mut table = String::new();
    for (name, origin, description) in rows {
        let line = format!("{name:names$}  {origin:origins$}  {description}");
        let _ = writeln!(table, "{}", line.trim_end());
    }
    table
}

fn origin(theme: &Listed, is_in_use: bool) -> String {
    let mut origin = match (theme.embedded, theme.own) {
        (true, false) => "built in".to_owned(),
        (true, true) => format!("built in, with files in themes/{}", theme.name),
        (false, _) => format!("themes/{}", theme.name),
    };
    if let Some(base) = &theme.base {
        let _ = write!(origin, ", based on {base}");
    }
    if is_in_use {
        origin.insert_str(0, "in use: ");
    }
    origin
}

fn eject(args: &Eject, console: &Console) -> anyhow::Result<Outcome> {
    let world = project::open(args.project.directory())?;
    let (config, found) = Config::load(&world);
    let Some(config) = config.filter(|_| !found.iter().any(Diagnostic::is_error)) else {
        return project::stop_write(&found, &world, console);
    };
    let in_use = config.theme();
    let Request { theme, taken, files } = Request::of(args, in_use, &world)?;
    let written = if files.is_empty() {
        eject_all(theme, &taken, &world, console)?
    } else {
        eject_some(theme, &taken, &files, &world)?
    };
    for file in &written {
        console.say(&format!("wrote `{}`", file.path));
    }
    if theme != in_use {
        console.say(&format!(
            "to use it, set `theme = \"{theme}\"` under `[output.html]` in book.toml"
        ));
    }
    Ok(Outcome::Done)
}

/// Files to copy from a theme.
struct Request<'a> {
    theme: &'a str,
    taken: TakeOver,
    files: Vec<&'a str>,
}

impl<'a> Request<'a> {
    /// The first name is a theme's, or else a file's of the theme in use.
    fn of(args: &'a Eject, in_use: &'a str, world: &DiskWorld) -> Result<Self, WrongUsage> {
        let files = args.files.iter().map(String::as_str);
        let Some(first) = args.theme.as_deref() else {
            let taken = TakeOver::of(in_use, world).ok_or_else(|| unknown_theme(in_use, world))?;
            return Ok(Self { theme: in_use, taken, files: Vec::new() });
        };
        if let Some(taken) = TakeOver::of(first, world) {
            return Ok(Self { theme: first, taken, files: files.collect() });
        }
        match TakeOver::of(in_use, world) {
            Some(taken) if first.contains(['/', '.']) => {
                Ok(Self { theme: in_use, taken, files: [first].into_iter().chain(files).collect() })
            }
            _ => Err(unknown_theme(first, world)),
        }
    }
}

fn unknown_theme(name: &str, world: &DiskWorld) -> WrongUsage {
    let (themes, _) = theme::catalog(world);
    let names = || themes.iter().map(|theme| &*theme.name);
    let help = match nearest(name, names()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the themes are {}", all_of(names())),
    };
    WrongUsage::new(format!("there is no theme `{name}`"), help)
}

/// All the theme's own files missing from the project.
fn eject_all<'t>(
    theme: &str,
    taken: &'t TakeOver,
    world: &DiskWorld,
    console: &Console,
) -> anyhow::Result<Vec<&'t EmbeddedFile>> {
    if taken.own.is_empty() {
        let message = format!("the theme `{theme}` has no built-in files");
        let help = "name the files of its base to override, such as `templates/page.html`";
        return Err(WrongUsage::new(message, help).into());
    }
    let is_there = |file: &&EmbeddedFile| files::exists(&world.root().join(file.path.as_str()));
    let (kept, missing): (Vec<&EmbeddedFile>, Vec<_>) = taken.own.iter().partition(is_there);
    write(&missing, world)?;
    for file in kept {
        console.say(&format!("kept `{}`", file.path));
    }
    Ok(missing)
}

fn eject_some<'t>(
    theme: &str,
    taken: &'t TakeOver,
    names: &[&str],
    world: &DiskWorld,
) -> anyhow::Result<Vec<&'t EmbeddedFile>> {
    let mut chosen: Vec<&EmbeddedFile> = Vec::new();
    for name in names {
        let file = taken.find(name).ok_or_else(|| unknown_file(name, theme, taken))?;
        if !chosen.contains(&file) {
            chosen.push(file);
        }
    }
    write(&chosen, world)?;
    Ok(chosen)
}

fn unknown_file(name: &str, theme: &str, taken: &TakeOver) -> WrongUsage {
    let names = || taken.files().map(|file| &*file.name);
    let same_end = names().find(|known| known.rsplit('/').next() == Some(name));
    let help = match same_end.or_else(|| nearest(name, names())) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("its files are {}", all_of(names())),
    };
    WrongUsage::new(format!("the theme `{theme}` has no file `{name}`"), help)
}

fn write(files: &[&EmbeddedFile], world: &DiskWorld) -> anyhow::Result<()> {
    let fresh: Vec<Fresh<'_>> = files.iter().map(|file| (file.path.as_str(), file.bytes)).collect();
    files::write(world.root(), &fresh)
}
