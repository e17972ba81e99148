//! `publish to` and `publish plan`

use std::collections::HashMap;
use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::io::{self, IsTerminal as _};
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;
use ssr_site::bundle::{self, Bundle};
use ssr_site::config::{Config, HostSettings, Publication};
use ssr_site::output::{self, Remembered, TargetError};
use ssr_site::path::Route;
use ssr_site::project::Options;
use ssr_site::publish::host::{AnyHost, Cause, HostError};
use ssr_site::publish::lease::Claim;
use ssr_site::publish::log::Published;
use ssr_site::publish::manifest::{Entry, Hash, Manifest, Stored};
use ssr_site::publish::patience::Patience;
use ssr_site::publish::pending::is_of_protocol;
use ssr_site::publish::plan::{Plan, SiteFile, Source, Standing, manifest_of};
use ssr_site::publish::transfer::{Done, Job};
use ssr_site::publish::{compressed, headers, standing, verify, who};
use ssr_site::site::Site;
use ssr_site::world::DiskWorld;

use super::after::{After, Commands};
use super::log::Recorded;
use super::told::{Told, size};
use super::{host, log};
use crate::cli::args::new::OfReport;
use crate::cli::args::place::SiteUrl;
use crate::cli::args::publish::{self as args, Limits, To};
use crate::cli::build::{Built, built, counted};
use crate::cli::console::Console;
use crate::cli::wrong_usage::WrongUsage;
use crate::cli::{Outcome, freeze, project};

/// Publications longer than this show a progress bar.
const LONG: Duration = Duration::from_millis(500);

const WATCHING: &str = "the host is locked by another publication, or by one that was killed; \
                        watching it for a minute";

/// What is done with a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Deed {
    Show,
    Ask,
    Publish,
}

pub(super) fn plan(args: &args::Plan, console: &Console) -> anyhow::Result<Outcome> {
    let args::Plan { name, limits, site_url, project } = args;
    let (limits, deed, commands) = (*limits, Deed::Show, Commands::Tell);
    Publishing { name, limits, deed, commands, wait: Duration::ZERO, site_url, console }
        .run(project.directory())
}

pub(super) fn run(args: &To, console: &Console) -> anyhow::Result<Outcome> {
    let To { name, yes, dry_run, freeze, limits, run_after, wait, site_url, project } = args;
    let deed = match (dry_run, yes) {
        (true, _) => Deed::Show,
        (false, true) => Deed::Publish,
        (false, false) => Deed::Ask,
    };
    if deed == Deed::Ask && !(io::stdin().is_terminal() && console.is_read_by_people()) {
        let message = "publishing asks first, and there is no terminal to ask on";
        let help = "add `--yes` to publish without asking, or `--dry-run` to see the plan";
        return Err(WrongUsage::new(message, help).into());
    }
    if let Some(edition) = freeze {
        let of = OfReport { report: None, project: project.clone() };
        let args = crate::cli::args::freeze::Freeze { edition: edition.clone(), at: None, of };
        let frozen = freeze::run(&args, console)?;
        if frozen != Outcome::Done {
            return Ok(frozen);
        }
    }
    let wait = Duration::from_secs(*wait);
    let commands = match (deed, run_after) {
        (Deed::Ask, _) => Commands::Ask,
        (_, true) => Commands::Run,
        (_, false) => Commands::Tell,
    };
    let limits = *limits;
    Publishing { name, limits, deed, commands, wait, site_url, console }.run(project.directory())
}

/// A publication to the host with a name.
struct Publishing<'a> {
    name: &'a str,
    limits: Limits,
    deed: Deed,
    commands: Commands,
    wait: Duration,
    site_url: &'a SiteUrl,
    console: &'a Console,
}

/// A built site and the host that it goes to.
struct Ready<'a> {
    publication: &'a Publication,
    host: AnyHost,
    target: &'a Path,
    site_url: Option<&'a str>,
    files: Vec<SiteFile>,
}

impl Publishing<'_> {
    fn run(&self, directory: &Path) -> anyhow::Result<Outcome> {
        let world = project::open(directory)?;
        let config = match host::settings(&world, self.console)? {
            Ok(config) => config,
            Err(outcome) => return Ok(outcome),
        };
        let publication = host::named(&config.publish, self.name)?;
        let built = match self.build(&world, &config, publication)? {
            Ok(built) => built,
            Err(outcome) => return Ok(outcome),
        };
        let host = match host::open(publication, world.root()) {
            Ok(host) => host,
            Err(error) => return Ok(host::failed(&error, self.console)),
        };
        let files = files(&built, publication, &host, &world)?;
        let site_url = built.site().and_then(|site| site.config.site_url.as_deref());
        let ready = Ready { publication, host, target: &built.target, site_url, files };
        self.publish(&ready, &world, &config)
    }

    /// Builds the site for this host: into a directory of its own if it differs.
    fn build(
        &self,
        world: &DiskWorld,
        config: &Config,
        publication: &Publication,
    ) -> anyhow::Result<Result<Built, Outcome>> {
        let start = Instant::now();
        let Publication { site_url, theme, name, .. } = publication;
        // That of the host is nearer than that of the environment.
        let given = self.site_url.given()?.or(site_url.clone());
        let site_url = given.map_or_else(|| self.site_url.chosen(), |url| Ok(Some(url)))?;
        let options =
            Options { site_url: site_url.clone(), theme: theme.clone(), ..Options::default() };
        let is_own = site_url.as_ref().is_some_and(|url| Some(url) != config.site_url.as_ref())
            || theme.as_ref().is_some_and(|theme| theme.as_str() != config.theme());
        let target = |site: &Site| {
            let directory = &site.config.build_dir;
            let name = if is_own { format!("{directory}-{name}") } else { directory.to_string() };
            Ok(world.root().join(name))
        };
        let built = built(world, &options, false, target, self.console)?;
        if let Ok(built) = &built {
            built.say(start.elapsed(), self.console);
        }
        Ok(built)
    }

    fn publish(
        &self,
        ready: &Ready<'_>,
        world: &DiskWorld,
        config: &Config,
    ) -> anyhow::Result<Outcome> {
        let patience = Patience::new(&std::thread::sleep);
        let standing = match self.standing(&ready.host, &patience) {
            Ok(standing) => standing,
            Err(error) => return Ok(host::failed(&error, self.console)),
        };
        let plan = Plan::new(&ready.files, &standing);
        let told = Told {
            publication: ready.publication,
            address: ready.host.host().address(),
            site_url: ready.site_url,
            files: &ready.files,
            plan: &plan,
            is_interrupted: standing.interrupted.is_some(),
        };
        let Recorded { text, publications } = match log::recorded(world, self.console)? {
            Ok(recorded) => recorded,
            Err(outcome) => return Ok(outcome),
        };
        let last = publications.iter().rfind(|published| published.host == self.name);
        self.tell(&told)?;
        self.warn(&told, &standing, last);
        self.check(&plan, &standing, ready)?;
        if self.deed == Deed::Show {
            return Ok(Outcome::Done);
        }
        let manifest = manifest_of(&ready.files, ready.site_url);
        let after = After {
            publication: ready.publication,
            told: &told,
            manifest: &manifest,
            log: text,
            config,
            wait: self.wait,
            commands: self.commands,
            console: self.console,
        };
        if plan.is_empty() && standing.interrupted.is_none() && manifest == standing.manifest {
            self.console.say(&format!("`{}` is up to date", self.name));
            if last.is_some_and(|last| last.manifest == manifest.hash().to_string()) {
                return Ok(Outcome::Done);
            }
            // Whoever published it was stopped before it was on record, or did so elsewhere.
            self.console.say("it is not on record here; recording it now");
            return after.run(world);
        }
        if self.deed == Deed::Ask && !self.console.ask("publish this?")? {
            self.console.say("nothing was published");
            return Ok(Outcome::Done);
        }
        let done = match self.transfer(ready, &plan, &standing, &manifest)? {
            Ok(done) => done,
            Err(error) => {
                let outcome = host::failed(&error, self.console);
                if error.cause != Cause::Conflict {
                    let name = self.name;
                    let next = format!("not complete; `ssr-site publish to {name}` continues");
                    self.console.say(&next);
                }
                return Ok(outcome);
            }
        };
        self.say_done(&plan, done, &manifest)?;
        after.run(world)
    }

    /// What is known of the host; if it is to be restored, of each byte.
    fn standing(&self, host: &AnyHost, patience: &Patience<'_>) -> Result<Standing, HostError> {
        let mut standing = standing::read(host, patience)?;
        if self.limits.restore {
            standing.found.extend(verify::differing(host, &standing, patience, &|_| {})?);
        }
        Ok(standing)
    }

    /// Says what is unusual about the host.
    fn warn(&self, told: &Told<'_>, standing: &Standing, last: Option<&Published>) {
        let address = &told.address;
        let hash = standing.text.as_deref().map(|text| Hash::of(text).to_string());
        match last {
            Some(last) if standing.is_first() => self.console.warn(&format!(
                "nothing is on `{address}`, where something was published on {}: is it the right \
                 place, and there?",
                last.time.format("%Y-%m-%d")
            )),
            Some(last) if hash.as_ref() != Some(&last.manifest) => self.console.warn(&format!(
                "`{address}` was published to from elsewhere since {}, or interrupted",
                last.time.format("%Y-%m-%d")
            )),
            _ => {}
        }
        if let Some(other) = &standing.manifest.site_url
            && told.site_url.is_some_and(|url| url != other)
        {
            self.console.warn(&format!("what is on `{address}` was built for {other}"));
        }
        if standing.listing.is_none() {
            self.console.warn(&format!(
                "`{address}` does not list its files: files of others are not noticed"
            ));
        }
        for limit in limits(told.publication, told.files) {
            self.console.warn(&limit);
        }
    }

    fn tell(&self, told: &Told<'_>) -> anyhow::Result<()> {
        if self.console.is_read_by_people() {
            self.console.say_lines(&told.text(self.console.is_verbose()));
            return Ok(());
        }
        self.console.print_for_programs(&format!("{}\n", told.json()))
    }

    /// Refuses what must not happen unasked.
    fn check(&self, plan: &Plan, standing: &Standing, ready: &Ready<'_>) -> Result<(), WrongUsage> {
        if let [first, ..] = &*plan.in_the_way
            && !self.limits.overwrite
        {
            let message = format!(
                "{} of the host would be replaced that `ssr-site` did not publish: `{first}`{}",
                counted(plan.in_the_way.len(), "file", "files"),
                if plan.in_the_way.len() > 1 { " …" } else { "" }
            );
            let help = "publish to an empty place; or add `--overwrite` if they are of no use";
            return Err(WrongUsage::new(message, help));
        }
        let most = self.limits.max_deletions.map_or(ready.publication.max_deletions, usize::from);
        let share = plan.share_removed(standing);
        if share > most {
            let message = format!(
                "{} of {} would be deleted: more than {most} %",
                plan.removed.len() + plan.leftover.len(),
                counted(standing.known().paths().count(), "published file", "published files"),
            );
            let help = format!("if that is meant, add `--max-deletions {share}`");
            return Err(WrongUsage::new(message, help));
        }
        Ok(())
    }

    fn transfer(
        &self,
        ready: &Ready<'_>,
        plan: &Plan,
        standing: &Standing,
        manifest: &Manifest,
    ) -> anyhow::Result<Result<Done, HostError>> {
        let bar = self.bar(plan);
        let start = Instant::now();
        let progress = |count: usize| {
            if start.elapsed() > LONG {
                bar.set_position(count as u64);
            }
        };
        let job = Job {
            files: &ready.files,
            plan,
            standing,
            manifest,
            cache: &headers::cache,
            progress: &progress,
        };
        let done = match &ready.host {
            AnyHost::Switch(host) => job.switch(&**host, &message(ready)),
            AnyHost::Store(store) => {
                let remembered = match Remembered::take(ready.target, self.name) {
                    Err(TargetError::Locked { .. }) => return Ok(Err(self.is_running())),
                    remembered => remembered?,
                };
                let token = token();
                let claim = Claim {
                    token: token.clone(),
                    ended: remembered.earlier().iter().filter_map(|line| ended(line)).collect(),
                    sleep: &std::thread::sleep,
                    watching: &|| self.console.say(WATCHING),
                };
                remembered.remember(&format!("{token} {}", who::machine()))?;
                job.run(&**store, &claim)
            }
        };
        bar.finish_and_clear();
        Ok(done)
    }

    fn is_running(&self) -> HostError {
        let message = format!("another publication to `{}` is running on this machine", self.name);
        HostError::new(Cause::Conflict, message)
            .with_help("wait until it has finished, then publish again")
    }

    fn bar(&self, plan: &Plan) -> ProgressBar {
        if !self.console.shows_progress() {
            return ProgressBar::hidden();
        }
        let bar = ProgressBar::new((plan.written() + plan.removed.len()) as u64);
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} files") {
            bar.set_style(style);
        }
        bar
    }

    fn say_done(&self, plan: &Plan, done: Done, manifest: &Manifest) -> anyhow::Result<()> {
        if !self.console.is_read_by_people() {
            let told = json!({
                "reason": "published",
                "host": self.name,
                "requests": done.requests,
                "bytes": done.bytes,
                "manifest": manifest.hash().to_string(),
            });
            return self.console.print_for_programs(&format!("{told}\n"));
        }
        self.console.say(&format!(
            "published to `{}`: {} sent ({}), {} deleted",
            self.name,
            counted(plan.written(), "file", "files"),
            size(done.bytes),
            plan.removed.len() + plan.leftover.len(),
        ));
        Ok(())
    }
}

/// The files of a built site, as they will be published.
fn files(
    built: &Built,
    publication: &Publication,
    host: &AnyHost,
    world: &DiskWorld,
) -> anyhow::Result<Vec<SiteFile>> {
    let recorded = output::recorded(&built.target).with_context(|| {
        let directory = built.target.display();
        format!("the build kept no manifest beside `{directory}`: its file system cannot")
    })?;
    let added = if publication.index { index(built, &recorded, world)? } else { Vec::new() };
    let is_taken = |path: &str| is_of_protocol(path) || added.iter().any(|(name, _)| *name == path);
    if let Some(taken) = recorded.iter().find(|file| is_taken(&file.route)) {
        let message = format!("the page `{}` is in the way of a file of `publish`", taken.route);
        return Err(WrongUsage::new(message, "rename its source").into());
    }
    let gzip = publication.gzip && matches!(host, AnyHost::Store(_));
    let file = |(path, source, hash, size, media_type): (String, Source, Hash, u64, String)| {
        let stored = if gzip { compressed(&media_type, size) } else { Stored::Plain };
        SiteFile { path, source, entry: Entry { hash, size, stored, media_type } }
    };
    let pages = recorded.into_iter().map(|it| {
        let source = Source::File(built.target.join(&it.route));
        file((it.route, source, Hash(it.hash), it.size, it.media_type))
    });
    let added = added.iter().map(|(name, bytes)| {
        let (hash, size) = (Hash::of(bytes), bytes.len() as u64);
        let source = Source::Bytes(bytes.as_slice().into());
        file(((*name).to_owned(), source, hash, size, "application/json".to_owned()))
    });
    Ok(pages.chain(added).collect())
}

/// The list of pages for content management systems, and its schema.
fn index(
    built: &Built,
    recorded: &[output::Recorded],
    world: &DiskWorld,
) -> anyhow::Result<Vec<(&'static str, Vec<u8>)>> {
    let written: HashMap<&str, bundle::Written> = recorded
        .iter()
        .map(|it| (&*it.route, bundle::Written { size: it.size, sha256: it.hash }))
        .collect();
    let project = built.project();
    let (site, list) = project.site().zip(project.list.as_ref()).context("nothing was built")?;
    let rendering = project.rendering(world).context("nothing was built")?;
    let of = |route: &Route| written.get(route.as_str()).copied();
    let index = Bundle::of(site, &rendering, list, of).to_json()?;
    let schema = serde_json::to_string_pretty(&bundle::schema())? + "\n";
    Ok(vec![(bundle::INDEX, index.into_bytes()), (bundle::SCHEMA, schema.into_bytes())])
}

/// One line about a publication, for hosts that keep a history.
fn message(ready: &Ready<'_>) -> String {
    let files = counted(ready.files.len(), "file", "files");
    match ready.site_url {
        Some(url) => format!("Publish {url}: {files}"),
        None => format!("Publish {files}"),
    }
}

/// The token of an earlier publication, if it was one of this machine: others share directories.
fn ended(last: &str) -> Option<String> {
    let (token, machine) = last.split_once(' ')?;
    (machine == who::machine()).then(|| token.to_owned())
}

/// Limits of usual hosts of this kind that a site exceeds.
fn limits(publication: &Publication, files: &[SiteFile]) -> Vec<String> {
    /// What hosts of repositories refuse, and what they serve at most.
    const FILE: u64 = 100 * 1024 * 1024;
    const SITE: u64 = 1024 * 1024 * 1024;
    if !matches!(publication.host, HostSettings::Git { .. }) {
        return Vec::new();
    }
    let large = files.iter().filter(|file| file.entry.size > FILE);
    let mut limits: Vec<String> = large
        .map(|file| {
            let size = size(file.entry.size);
            format!(
                "`{}` has {size}: many hosts of repositories refuse more than 100 MiB",
                file.path
            )
        })
        .collect();
    let whole: u64 = files.iter().map(|file| file.entry.size).sum();
    if whole > SITE {
        let size = size(whole);
        limits.push(format!("the site has {size}: many hosts of pages serve at most 1 GB"));
    }
    limits
}

/// A name for one publication, different for each.
fn token() -> String {
    let random = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", random(), random())
}
