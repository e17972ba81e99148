//! `ssr-site init`

use std::path::Path;

use ssr_site::scaffold::{self, DEFAULT_TITLE, IGNORE_FILE};

use super::Outcome;
use super::advice::quoted_path;
use super::args::Init;
use super::build::resolved;
use super::console::Console;
use super::files::{self, Fresh};
use super::wrong_usage::WrongUsage;

pub(crate) fn run(args: &Init, console: &Console) -> anyhow::Result<Outcome> {
    let directory = directory(args)?;
    if files::exists(directory) && !directory.is_dir() {
        let message = format!("`{}` is not a directory", directory.display());
        return Err(WrongUsage::new(message, "name an existing directory or a new one").into());
    }
    let name = directory.components().next_back().filter(|_| directory.file_name().is_some());
    let name = name.map(|name| name.as_os_str().to_string_lossy());
    let title = name.and_then(|name| scaffold::title_of(&name));
    let title = title.as_deref().unwrap_or(DEFAULT_TITLE);
    let starter = if args.empty { scaffold::empty(title) } else { scaffold::starter(title) };

    // A directory under version control has its own, which we must not edit.
    let has_ignore_file = files::exists(&directory.join(IGNORE_FILE));
    let fresh: Vec<Fresh<'_>> = starter
        .iter()
        .map(|file| (file.path.as_str(), file.text.as_bytes()))
        .filter(|(path, _)| !(has_ignore_file && *path == IGNORE_FILE))
        .collect();
    files::write(directory, &fresh)?;

    let what = if args.empty { "an empty site" } else { "a small site" };
    console.say(&format!("created {what} in `{}`: {} files", shown(directory), fresh.len()));
    if has_ignore_file {
        console.say(&format!(
            "kept `{IGNORE_FILE}`: add `/public`, `/public-*`, `/archive` and `/.public*` to it"
        ));
    }
    let next = if args.empty { next_of_empty(directory) } else { next(directory) };
    console.say_lines(&next);
    Ok(Outcome::Done)
}

/// The directory as an argument or an option.
fn directory(args: &Init) -> Result<&Path, WrongUsage> {
    match (&args.named, &args.directory) {
        (Some(named), Some(other)) if resolved(named) != resolved(other) => {
            let (named, other) = (named.display(), other.display());
            let message = format!("two directories are named: `{named}` and `-C {other}`");
            Err(WrongUsage::new(message, "name one of them"))
        }
        (named, other) => Ok(named.as_deref().or(other.as_deref()).unwrap_or(Path::new("."))),
    }
}

fn shown(directory: &Path) -> String {
    directory.display().to_string()
}

/// The command that enters the new directory.
fn enter(directory: &Path) -> String {
    match directory.file_name() {
        Some(_) => format!("  cd {}\n", quoted_path(directory)),
        None => String::new(),
    }
}

/// Next steps in a site without a report.
fn next_of_empty(directory: &Path) -> String {
    let enter = enter(directory);
    format!(
        "\
next:
{enter}  ssr-site new report NAME             create a report
  ssr-site new recommendation NUMBER   add each recommendation
  ssr-site new edition DATE            create the first edition
  ssr-site new update NUMBER           report on a recommendation
  ssr-site serve --open                preview it, with live reload"
    )
}

/// Next steps.
fn next(directory: &Path) -> String {
    let enter = enter(directory);
    format!(
        "\
next:
{enter}  ssr-site serve --open             preview it, with live reload
  ssr-site new edition 2024-09-30   create the next edition and list what is open
  ssr-site new update 2             report on a recommendation
  ssr-site check                    list errors and warnings
then replace `content/rr1` with your own report, and edit `book.toml`"
    )
}
