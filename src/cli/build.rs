//! `ssr-site build`

use std::fmt::Write as _;
use std::mem::ManuallyDrop;
use std::path::{Component, Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::Context as _;
use indicatif::{ProgressBar, ProgressStyle};
use ssr_site::build::SitePages;
use ssr_site::check::Selection;
use ssr_site::diagnostic::{self, Diagnostic};
use ssr_site::item::Called;
use ssr_site::output::{self, Destination, Pages as _, PublishError, Summary, TargetError};
use ssr_site::path::Route;
use ssr_site::project::{Options, Project};
use ssr_site::render::WriteError;
use ssr_site::site::{ReportId, Site};
use ssr_site::world::{DiskWorld, KeptWorld, NotedWorld};

use super::Outcome;
use super::args::Build;
use super::check::{Denial, denies};
use super::console::{Console, Detail, seconds};
use super::project::{self, drafts};
use super::wrong_usage::WrongUsage;

/// Builds longer than this show a progress bar.
const LONG: Duration = Duration::from_millis(500);

pub(crate) fn run(args: &Build, console: &Console) -> anyhow::Result<Outcome> {
    let start = Instant::now();
    let world = project::open(&args.directory)?;
    let mut list = None;
    let Denial { rules: deny, warnings: deny_warnings } = Denial::of(&args.deny)?;
    let selection = Selection { deny, ..Selection::default() };
    let options =
        Options { drafts: drafts(args.drafts), selection, deny_warnings, ..Options::default() };
    let target = |site: &Site| {
        let target = match &args.dest_dir {
            Some(directory) => directory.clone(),
            None => world.root().join(&*site.config.build_dir),
        };
        list = list_of_changes(args, &target, &world)?;
        Ok(target)
    };
    let built = match built(&world, &options, args.full, target, console)? {
        Ok(built) => built,
        Err(outcome) => return Ok(outcome),
    };
    if let Some((file, path)) = list {
        let written = file.replace(changes(&built.summary).as_bytes());
        written.with_context(|| cannot_write(path))?;
    }
    built.say(start.elapsed(), console);
    if args.open {
        let front = built.target.join("index.html");
        open::that_detached(&front)
            .with_context(|| format!("cannot open `{}`", front.display()))?;
    }
    Ok(Outcome::Done)
}

/// A site that has been built.
pub(crate) struct Built {
    /// The program ends soon, and freeing a large site piece by piece would take a while.
    project: ManuallyDrop<Project>,
    pub(crate) target: PathBuf,
    pub(crate) summary: Summary,
}

impl Built {
    /// What it was built from.
    pub(crate) fn project(&self) -> &Project {
        &self.project
    }

    /// The site.
    pub(crate) fn site(&self) -> Option<&Site> {
        self.project.site()
    }

    /// Says what was built, and what to know about it.
    pub(crate) fn say(&self, took: Duration, console: &Console) {
        let Some(site) = self.site() else { return };
        let summary = &self.summary;
        let target = shown(&self.target);
        console.say(&Summed { site, summary, target, took }.to_string());
        if site.config.site_url.is_none() {
            console.say("no canonical links, feeds or sitemap: `site-url` is not set in book.toml");
        }
        if let Some(drafts) = project::drafts_told(site) {
            console.say(&drafts);
        }
        if let Some(leftover) = &summary.leftover {
            console.say(&format!("cannot delete the old site: `{}`", leftover.display()));
        }
    }
}

/// Builds a site; if that fails, says why. `target` decides where, once the site is known.
pub(crate) fn built(
    world: &DiskWorld,
    options: &Options,
    full: bool,
    target: impl FnOnce(&Site) -> anyhow::Result<PathBuf>,
    console: &Console,
) -> anyhow::Result<Result<Built, Outcome>> {
    let kept = KeptWorld::new(world);
    let noted = NotedWorld::new(&kept);
    let project = ManuallyDrop::new(project::read_selected(&noted, options, console));
    let pages = SitePages::of(&project, &kept, &noted);
    let (Some(site), Some(pages)) = (project.site(), pages) else {
        return project::stop_write(&project.diagnostics, world, console).map(Err);
    };
    console.report(&project.diagnostics, world, Detail::Summary)?;
    if options.deny_warnings && denies(&project.diagnostics, console) {
        console.say("nothing was written");
        return Ok(Err(Outcome::ContentErrors));
    }

    console.phase("pages");
    let target = target(site)?;
    if leads_into_sources(&target, world, site) {
        console.failure_with_help(
            &format!("`{}` contains sources of the project", target.display()),
            Some("build into a separate directory: set `--dest-dir`, or `build-dir` in book.toml"),
        );
        return Ok(Err(Outcome::Usage));
    }
    let published = publish(&target, &pages, full, console);
    console.phase("");
    drop(pages);
    match published {
        Ok(summary) => Ok(Ok(Built { project, target, summary })),
        Err(error) => failed(error, world, console).map(Err),
    }
}

/// Says why a site could not be written.
fn failed(
    error: PublishError<WriteError>,
    world: &DiskWorld,
    console: &Console,
) -> anyhow::Result<Outcome> {
    match error {
        PublishError::Pages(failed_pages) => {
            let mut diagnostics: Vec<Diagnostic> = Vec::new();
            for (route, error) in failed_pages {
                match error {
                    WriteError::Content(found) => diagnostics.push(*found),
                    WriteError::Writer(error) => {
                        return Err(error).with_context(|| format!("cannot write `{route}`"));
                    }
                }
            }
            diagnostic::sort(&mut diagnostics);
            project::stop_write(&diagnostics, world, console)
        }
        PublishError::Target(error) => {
            let (help, outcome) = (error.help(), blame(&error));
            let error = anyhow::Error::new(error);
            console.failure_with_help(&format!("{error:#}"), help.as_deref());
            Ok(outcome)
        }
    }
}

/// The file for the list of changes, and its name as given.
fn list_of_changes<'a>(
    args: &'a Build,
    target: &Path,
    world: &DiskWorld,
) -> anyhow::Result<Option<(Destination, &'a Path)>> {
    let Some(path) = args.changes.as_deref() else { return Ok(None) };
    if resolved(path).starts_with(resolved(target)) {
        let message = format!(
            "`{}` is inside the output directory: the next build would delete it",
            path.display()
        );
        let help = "name a file elsewhere with `--changes`";
        return Err(WrongUsage::new(message, help).into());
    }
    let file = Destination::named(path, world.root()).with_context(|| cannot_write(path))?;
    Ok(Some((file, path)))
}

fn cannot_write(path: &Path) -> String {
    format!("cannot write `{}`", path.display())
}

/// Whose fault a failed publication is.
pub(super) fn blame(error: &TargetError) -> Outcome {
    match error {
        TargetError::NotOurs { .. }
        | TargetError::NotADirectory { .. }
        | TargetError::MountPoint { .. } => Outcome::Usage,
        TargetError::Route { .. } => Outcome::ContentErrors,
        TargetError::Locked { .. }
        | TargetError::Beside { .. }
        | TargetError::Obstacle(_)
        | TargetError::Io { .. } => Outcome::MachineFailed,
    }
}

/// Whether the target is, contains or is inside a directory of sources.
pub(super) fn leads_into_sources(target: &Path, world: &DiskWorld, site: &Site) -> bool {
    let target = resolved(target);
    let content = resolved(&world.root().join(site.config.content.as_str()));
    let themes = resolved(&world.root().join("themes"));
    [content, themes]
        .iter()
        .any(|sources| target.starts_with(sources) || sources.starts_with(&target))
}

/// The absolute path, existing or not: without `..`, and without symbolic links in the existing
/// part.
pub(super) fn resolved(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut resolved = PathBuf::new();
    for component in path.components() {
        if component == Component::ParentDir {
            resolved.pop();
            continue;
        }
        resolved.push(component);
        resolved = resolved.canonicalize().unwrap_or(resolved);
    }
    resolved
}

fn publish(
    target: &Path,
    pages: &SitePages<'_>,
    full: bool,
    console: &Console,
) -> Result<Summary, PublishError<WriteError>> {
    let inputs = Some(pages.inputs());
    if !console.shows_progress() {
        let options = output::Options { inputs, full, ..output::Options::default() };
        return output::publish(target, pages, &options);
    }
    let bar = ProgressBar::new(pages.count() as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} pages") {
        bar.set_style(style);
    }
    let start = Instant::now();
    let progress = |count: usize| {
        if start.elapsed() > LONG {
            bar.set_position(count as u64);
        }
    };
    let published =
        output::publish(target, pages, &output::Options { inputs, full, progress: &progress });
    bar.finish_and_clear();
    published
}

/// One path a line, prefixed with its change.
fn changes(summary: &Summary) -> String {
    changed(
        summary.added.iter().map(Route::as_str),
        summary.changed.iter().map(Route::as_str),
        summary.removed.iter().map(String::as_str),
    )
}

/// The same of paths.
pub(super) fn changed<'a>(
    added: impl Iterator<Item = &'a str>,
    changed: impl Iterator<Item = &'a str>,
    removed: impl Iterator<Item = &'a str>,
) -> String {
    let all = added.map(|path| ("added", path));
    let all = all.chain(changed.map(|path| ("changed", path)));
    let all = all.chain(removed.map(|path| ("removed", path)));
    all.fold(String::new(), |mut lines, (word, path)| {
        let _ = writeln!(lines, "{word} {path}");
        lines
    })
}

/// The path relative to the current directory, if below it.
fn shown(path: &Path) -> PathBuf {
    let current = std::env::current_dir().ok().and_then(|current| current.canonicalize().ok());
    let below = current.and_then(|current| path.strip_prefix(current).ok().map(Path::to_owned));
    below.filter(|below| !below.as_os_str().is_empty()).unwrap_or_else(|| path.to_owned())
}

/// Summary of a build, in one line.
struct Summed<'a> {
    site: &'a Site,
    summary: &'a Summary,
    target: PathBuf,
    took: Duration,
}

impl std::fmt::Display for Summed<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let report = |id: &ReportId| self.site.report(*id);
        let items = self.site.items();
        let built = items.iter().map(|(item, reports)| {
            let count = reports.iter().map(|id| report(id).recommendations.len()).sum();
            item.map_or_else(Called::default, Called::from).counted(count)
        });
        let built: Vec<String> = built.collect();
        let built = match &*built {
            [] => Called::default().counted(0),
            [only] => only.clone(),
            [first @ .., last] => format!("{} and {last}", first.join(", ")),
        };
        let reports = items.iter().flat_map(|(_, reports)| reports);
        let editions: usize = reports.map(|id| report(id).editions.len()).sum();
        let Summary { added, changed, removed, unchanged, .. } = self.summary;
        write!(
            f,
            "built {built} in {} into `{}`: {} written, {unchanged} unchanged, {} removed, in {}",
            counted(editions, "edition", "editions"),
            self.target.display(),
            counted(added.len() + changed.len(), "file", "files"),
            removed.len(),
            seconds(self.took),
        )
    }
}

pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
