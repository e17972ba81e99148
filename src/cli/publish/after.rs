//! What is done after a publication: a look at what the public sees, the log, and commands.

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::Context as _;
use chrono::Utc;
use serde_json::json;
use ssr_site::config::{Config, Publication};
use ssr_site::output::Destination;
use ssr_site::publish::headers;
use ssr_site::publish::log::{self, Published};
use ssr_site::publish::manifest::{self, Hash, Manifest};
use ssr_site::publish::public::{self, Seen, What};
use ssr_site::schema::Verbatim;
use ssr_site::world::DiskWorld;

use super::sources;
use super::told::Told;
use crate::cli::Outcome;
use crate::cli::console::Console;

/// Environment variable of commands: a file with the changes, one path a line.
const CHANGES: &str = "SSR_SITE_CHANGES";
/// The site's address.
const SITE_URL: &str = "SSR_SITE_URL";

/// What becomes of commands. Settings can come from somebody else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Commands {
    Tell,
    Ask,
    Run,
}

/// A publication that is complete.
pub(super) struct After<'a> {
    pub(super) publication: &'a Publication,
    pub(super) told: &'a Told<'a>,
    pub(super) manifest: &'a Manifest,
    pub(super) config: &'a Config,
    /// The text of the log so far.
    pub(super) log: Option<String>,
    pub(super) wait: Duration,
    pub(super) commands: Commands,
    pub(super) console: &'a Console,
}

impl After<'_> {
    pub(super) fn run(&self, world: &DiskWorld) -> anyhow::Result<Outcome> {
        // What was published is on record, whatever the public sees yet.
        self.record(world)?;
        self.look()?;
        self.commands(world)
    }

    #[expect(clippy::disallowed_methods, reason = "a log of when things were done has the time")]
    fn record(&self, world: &DiskWorld) -> anyhow::Result<()> {
        let plan = self.told.plan;
        let revision = sources::revision(world.root(), self.config);
        let published = Published {
            time: Utc::now(),
            host: self.publication.name.to_string(),
            address: self.told.address.clone(),
            site_url: self.told.site_url.map(ToOwned::to_owned),
            modified: revision.as_ref().is_some_and(|revision| revision.modified),
            revision: revision.map(|revision| revision.id),
            manifest: self.manifest.hash().to_string(),
            files: self.manifest.files.len(),
            added: plan.added.len(),
            changed: plan.changed.len() + plan.restored.len() + plan.uncertain.len(),
            removed: plan.removed.len() + plan.leftover.len(),
        };
        let text = log::add(self.log.as_deref(), &published)
            .with_context(|| format!("cannot add to `{}`", log::FILE_NAME))?;
        Destination::of_project(world.root(), log::FILE_NAME)
            .and_then(|file| file.replace(text.as_bytes()))
            .with_context(|| format!("cannot write `{}`", log::FILE_NAME))
    }

    /// One page, one asset and the manifest.
    fn look(&self) -> anyhow::Result<()> {
        let Some(site_url) = self.told.site_url else {
            self.console.say("not looked at from outside: this host has no `site-url`");
            return Ok(());
        };
        if self.wait.is_zero() {
            self.console.say("not looked at from outside: `--wait 0`");
            return Ok(());
        }
        let plan = self.told.plan;
        let written = || plan.steps.iter().flatten().map(|index| &self.told.files[*index]);
        let is_asset = |path: &str| headers::cache(path) == headers::IMMUTABLE;
        let page = written().find(|file| file.is_page());
        let front = || self.told.files.iter().find(|file| file.path == "index.html");
        let asset = self.told.files.iter().find(|file| is_asset(&file.path));
        let picks = page.or_else(front).into_iter().chain(asset);
        let mut picks: Vec<(String, Hash)> =
            picks.map(|file| (file.path.clone(), file.entry.hash)).collect();
        picks.push((manifest::PATH.to_owned(), self.manifest.hash()));
        let seen = public::look(site_url, &picks, self.wait);
        self.tell(&seen)
    }

    fn tell(&self, seen: &[Seen]) -> anyhow::Result<()> {
        if !self.console.is_read_by_people() {
            let list: Vec<_> = seen
                .iter()
                .map(|Seen { address, what }| {
                    let (same, error) = match what {
                        What::Same => (true, None),
                        What::Other => (false, None),
                        What::Failed(why) => (false, Some(why)),
                    };
                    json!({ "address": address, "same": same, "error": error })
                })
                .collect();
            let told = json!({ "reason": "public", "seen": list });
            return self.console.print_for_programs(&format!("{told}\n"));
        }
        let same = seen.iter().filter(|seen| seen.what == What::Same).count();
        for Seen { address, what } in seen {
            match what {
                What::Same => {}
                What::Other => self.console.warn(&format!(
                    "the public still sees something else at {address}: a cache, or not the place \
                     that was published to"
                )),
                What::Failed(why) => {
                    self.console.warn(&format!("the public cannot see {address}: {why}"));
                }
            }
        }
        if same == seen.len() {
            self.console.say(&format!("the public sees it: {same} files looked at"));
        }
        Ok(())
    }

    /// Settings can come from somebody else, so commands are shown before they run.
    fn commands(&self, world: &DiskWorld) -> anyhow::Result<Outcome> {
        let commands = &self.publication.after;
        if commands.is_empty() {
            return Ok(Outcome::Done);
        }
        let shown: Vec<String> = commands.iter().map(|command| spelled(command)).collect();
        let listed = shown.join("\n  ");
        self.console.say_lines(&format!("to run now, as book.toml says:\n  {listed}"));
        match self.commands {
            Commands::Run => {}
            Commands::Ask if self.console.ask("run them?")? => {}
            Commands::Ask => {
                self.console.say("none was run");
                return Ok(Outcome::Done);
            }
            Commands::Tell => {
                self.console.say("none was run; add `--run-after` to run them");
                return Ok(Outcome::Done);
            }
        }
        let mut changes =
            tempfile::NamedTempFile::new().context("cannot write a list of changes")?;
        changes.write_all(self.told.changes().as_bytes())?;
        for (command, shown) in commands.iter().zip(&shown) {
            let Some((program, arguments)) = command.split_first() else { continue };
            let status = Command::new(&**program)
                .args(arguments.iter().map(|argument| &**argument))
                .current_dir(world.root())
                .env(CHANGES, changes.path())
                .env(SITE_URL, self.told.site_url.unwrap_or_default())
                .stdin(Stdio::null())
                .stdout(std::io::stderr())
                .status()
                .with_context(|| format!("cannot run `{shown}`"))?;
            if !status.success() {
                let message = format!("`{shown}` failed: {status}");
                let help = "the site is published; run the command again by hand";
                self.console.failure_with_help(&message, Some(help));
                return Ok(Outcome::MachineFailed);
            }
        }
        Ok(Outcome::Done)
    }
}

/// A command as a shell would show it.
fn spelled(command: &[Verbatim]) -> String {
    let is_plain = |word: &str| {
        !word.is_empty()
            && word.chars().all(|char| char.is_alphanumeric() || "-_./:=@%+,".contains(char))
    };
    let word = |word: &Verbatim| {
        if is_plain(word) { word.to_string() } else { format!("{:?}", &**word) }
    };
    command.iter().map(word).collect::<Vec<_>>().join(" ")
}
