//! `ssr-site init`

use std::path::Path;

use ssr_site::scaffold::{self, DEFAULT_TITLE, IGNORE_FILE};

use super::Outcome;
use super::args::Init;
use super::console::Console;
use super::files::{self, Fresh};
use super::wrong_usage::WrongUsage;

pub(crate) fn run(args: &Init, console: &Console) -> anyhow::Result<Outcome> {
    let directory = &args.directory;
    if files::exists(directory) && !directory.is_dir() {
        let message = format!("`{}` is not a directory", directory.display());
        return Err(WrongUsage::new(message, "name an existing directory or a new one").into());
    }
    let name = directory.components().next_back().filter(|_| directory.file_name().is_some());
    let name = name.map(|name| name.as_os_str().to_string_lossy());
    let title = name.and_then(|name| scaffold::title_of(&name));
    let starter = scaffold::starter(title.as_deref().unwrap_or(DEFAULT_TITLE));

    // A directory under version control has its own, which we must not edit.
    let has_ignore_file = files::exists(&directory.join(IGNORE_FILE));
    let fresh: Vec<Fresh<'_>> = starter
        .iter()
        .map(|file| (file.path.as_str(), file.text.as_bytes()))
        .filter(|(path, _)| !(has_ignore_file && *path == IGNORE_FILE))
        .collect();
    files::write(directory, &fresh)?;

    console.say(&format!("created a small site in `{}`: {} files", shown(directory), fresh.len()));
    if has_ignore_file {
        console.say(&format!(
            "kept `{IGNORE_FILE}`: add `/public`, `/public-*`, `/archive` and `/.public*` to it"
        ));
    }
    console.say_lines(&next(directory));
    Ok(Outcome::Done)
}

fn shown(directory: &Path) -> String {
    directory.display().to_string()
}

/// Next steps.
fn next(directory: &Path) -> String {
    let enter = if directory.file_name().is_some() {
        format!("  cd {}\n", quoted(&shown(directory)))
    } else {
        String::new()
    };
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

/// Quotes a path for a shell.
fn quoted(path: &str) -> String {
    let plain = |char: char| char.is_alphanumeric() || "/._-+,:@%".contains(char);
    if path.chars().all(plain) {
        path.to_owned()
    } else {
        format!("'{}'", path.replace('\'', "'\\''"))
    }
}
