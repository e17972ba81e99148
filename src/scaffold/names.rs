//! Names in a project, for completion on the command line.
//!
//! Found by directories and single lines, without reading a site: a key press waits for it.

use crate::config::Config;
use crate::path::SourcePath;
use crate::world::{World, read_text};

/// The names in a project, sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// Directories of reports.
    pub reports: Vec<String>,
    /// Editions by name, and with their report.
    pub editions: Vec<String>,
    /// Numbers of recommendations.
    pub numbers: Vec<String>,
    /// Hosts to publish to.
    pub hosts: Vec<String>,
}

impl Names {
    /// The names of a project, as far as it can be read.
    pub fn of(world: &dyn World) -> Self {
        let mut names = Self::default();
        let Some(config) = Config::load(world).0 else { return names };
        names.hosts = config.publish.iter().map(|host| host.name.to_string()).collect();
        for file in world.walk(&config.content).files {
            let Some(below) = file.below(&config.content) else { continue };
            match below.split('/').collect::<Vec<_>>().as_slice() {
                [report, "_index.md"] if key(world, &file, "kind").is_some() => {
                    names.reports.push((*report).to_owned());
                }
                [report, edition, "_index.md"] if *edition != "recommendations" => {
                    names.editions.push((*edition).to_owned());
                    names.editions.push(format!("{report}/{edition}"));
                }
                [_, "recommendations", _] => names.numbers.extend(key(world, &file, "number")),
                _ => {}
            }
        }
        for list in [&mut names.reports, &mut names.editions, &mut names.numbers] {
            list.sort();
            list.dedup();
        }
        names
    }
}

/// The value of a key in front matter, without its quotes.
fn key(world: &dyn World, file: &SourcePath, key: &str) -> Option<String> {
    let text = read_text(world, file).ok()?;
    let lines = text.lines().skip(1).take_while(|line| line.trim_end() != "+++");
    lines.into_iter().find_map(|line| {
        let value = line.trim_start().strip_prefix(key)?.trim_start().strip_prefix('=')?;
        let value = value.split(" #").next().unwrap_or_default();
        Some(value.trim().trim_matches(['"', '\'']).to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::MemoryWorld;

    #[test]
    fn what_can_be_named() {
        let world = MemoryWorld::new([
            (
                "book.toml",
                "[book]\ntitle = \"T\"\n[publish.web]\nkind = \"directory\"\npath = \"w\"\n",
            ),
            ("content/_index.md", "+++\ntitle = \"T\"\n+++\n"),
            ("content/guide/_index.md", "+++\ntitle = \"T\"\n+++\nkind = 1\n"),
            ("content/audit/_index.md", "+++\nkind = \"implementation\"\ntitle = \"T\"\n+++\n"),
            ("content/audit/recommendations/rec-04.1.md", "+++\nnumber = \"4.1\" # x\n+++\n"),
            ("content/audit/recommendations/rec-05.md", "broken"),
            ("content/audit/2024-06-30/_index.md", ""),
            ("content/audit/2024-06-30/rec-04.1.md", "+++\nnumber = 9\n+++\n"),
        ]);
        let strings = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        assert_eq!(
            Names::of(&world),
            Names {
                reports: strings(&["audit"]),
                editions: strings(&["2024-06-30", "audit/2024-06-30"]),
                numbers: strings(&["4.1"]),
                hosts: strings(&["web"]),
            }
        );
        assert_eq!(Names::of(&MemoryWorld::default()), Names::default());
    }
}
