//! `ssr-site help`: help of commands, and the pages of the user guide.

use std::fmt::Write as _;

use clap::CommandFactory as _;
use ssr_site::diagnostic::nearest;

use super::Outcome;
use super::args::{Args, Help};
use super::console::Console;
use super::wrong_usage::WrongUsage;

macro_rules! pages {
    ($($name:literal,)*) => {
        &[$(($name, include_str!(concat!("../../docs/", $name, ".md")))),*]
    };
}

/// The user guide, so that whatever a message names can be read where only the program is.
const PAGES: &[(&str, &str)] = pages![
    "archive",
    "book-toml",
    "changes",
    "cms",
    "continuous-integration",
    "design",
    "front-matter",
    "index",
    "links",
    "markdown",
    "messages",
    "object-stores",
    "open-data",
    "performance",
    "preview",
    "print",
    "publish",
    "publish-hosts",
    "publishing",
    "quarterly-report",
    "references",
    "rules",
    "search",
    "signing",
    "themes",
];

pub(crate) fn run(args: &Help, console: &Console) -> anyhow::Result<Outcome> {
    let mut program = Args::command();
    program.build();
    let words: Vec<&str> = args.topic.iter().map(String::as_str).collect();
    if let Some(text) = command(&program, &words) {
        console.print(&text)?;
        return Ok(Outcome::Done);
    }
    let text = match words.as_slice() {
        [topic] => page(topic).ok_or_else(|| unknown(topic, &program))?,
        words => return Err(unknown(&words.join(" "), &program).into()),
    };
    console.print(text)?;
    Ok(Outcome::Done)
}

/// Names of all pages.
pub(super) fn topics() -> impl Iterator<Item = &'static str> {
    PAGES.iter().map(|(name, _)| *name)
}

/// The help of a command; with no words that of the program, and the topics.
fn command(program: &clap::Command, words: &[&str]) -> Option<String> {
    let mut found = program;
    for word in words {
        found = found.find_subcommand(word)?;
    }
    let mut text = found.clone().render_long_help().to_string();
    match words {
        [] => {
            let _ = writeln!(text, "\nTopics, for `ssr-site help TOPIC`:");
            topics().for_each(|topic| {
                let _ = writeln!(text, "  {topic:22}  {}", title(topic));
            });
        }
        [name] if page(name).is_some() => {
            let _ = writeln!(text, "\nSee also `ssr-site help docs/{name}.md`.");
        }
        _ => {}
    }
    Some(text)
}

/// A page, as messages name it or by its name alone.
fn page(topic: &str) -> Option<&'static str> {
    let path = topic.split('#').next().unwrap_or_default();
    let name = path.strip_prefix("docs/").unwrap_or(path);
    let name = name.strip_suffix(".md").unwrap_or(name).trim_end_matches(".toml").to_lowercase();
    let name = if name == "book" { "book-toml" } else { &*name };
    PAGES.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

fn title(topic: &str) -> &'static str {
    let first = page(topic).and_then(|text| text.lines().next()).unwrap_or_default();
    first.trim_start_matches('#').trim()
}

fn unknown(topic: &str, program: &clap::Command) -> WrongUsage {
    let commands = program.get_subcommands().map(|command| command.get_name().to_owned());
    let names: Vec<String> = topics().map(str::to_owned).chain(commands).collect();
    let help = match nearest(topic, names.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "list commands and topics with `ssr-site help`".to_owned(),
    };
    WrongUsage::new(format!("there is no command or topic `{topic}`"), help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_there() {
        let docs = concat!(env!("CARGO_MANIFEST_DIR"), "/docs");
        let world = ssr_site::world::DiskWorld::new(docs.as_ref()).expect("the pages");
        let files =
            ssr_site::world::World::walk(&world, &ssr_site::path::SourcePath::default()).files;
        let mut names: Vec<&str> =
            files.iter().filter_map(|path| path.as_str().strip_suffix(".md")).collect();
        names.sort_unstable();
        assert_eq!(topics().collect::<Vec<_>>(), names);
    }

    #[test]
    fn pages_by_any_name() {
        for name in ["themes", "themes.md", "docs/themes.md", "docs/themes.md#fields", "Themes"] {
            assert!(page(name).is_some_and(|text| text.starts_with("# Themes")), "{name}");
        }
        for name in ["book.toml", "book-toml"] {
            assert!(page(name).is_some_and(|text| text.contains("book.toml")), "{name}");
        }
        assert_eq!(page("theme"), None);
    }
}
