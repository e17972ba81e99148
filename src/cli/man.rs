//! `ssr-site man`

use std::io;
use std::path::Path;

use anyhow::Context as _;
use clap::{Command, CommandFactory as _};
use clap_mangen::Man;
use ssr_site::output::Destination;

use super::Outcome;
use super::args::{Args, ManPages};
use super::console::Console;

pub(crate) fn run(args: &ManPages, console: &Console) -> anyhow::Result<Outcome> {
    let pages = pages().context("cannot make man pages")?;
    let Some(directory) = &args.directory else {
        let (_, main) = &pages[0];
        console.print_for_programs(&String::from_utf8_lossy(main))?;
        return Ok(Outcome::Done);
    };
    for (name, bytes) in &pages {
        let path = directory.join(name);
        let file = Destination::named(&path, Path::new("."));
        let written = file.and_then(|file| file.replace(bytes));
        written.with_context(|| format!("cannot write `{}`", path.display()))?;
    }
    console.say(&format!("wrote {} man pages into `{}`", pages.len(), directory.display()));
    Ok(Outcome::Done)
}

/// File name and text of each page, that of the program first.
fn pages() -> io::Result<Vec<(String, Vec<u8>)>> {
    let mut program = Args::command().disable_help_subcommand(true);
    program.build();
    let mut pages = Vec::new();
    collect(&program, &mut pages)?;
    Ok(pages)
}

fn collect(command: &Command, pages: &mut Vec<(String, Vec<u8>)>) -> io::Result<()> {
    let name = command.get_display_name().unwrap_or(command.get_name()).to_owned();
    let man = Man::new(command.clone())
        .title(name.to_uppercase())
        .source(concat!("ssr-site ", env!("CARGO_PKG_VERSION")))
        .manual("User Commands");
    let mut page = Vec::new();
    man.render(&mut page)?;
    pages.push((format!("{name}.1"), dateless(&page)));
    let shown = command.get_subcommands().filter(|command| !command.is_hide_set());
    shown.into_iter().try_for_each(|command| collect(command, pages))
}

/// Quotes the empty date: equal programs have equal pages. The library leaves it out, and the next
/// argument would be read as the date.
fn dateless(page: &[u8]) -> Vec<u8> {
    String::from_utf8_lossy(page).replacen(" 1  \"", " 1 \"\" \"", 1).into_bytes()
}
