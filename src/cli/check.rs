//! `ssr-site check`

use std::mem::ManuallyDrop;
use std::path::Path;

use anyhow::Context as _;
use ssr_site::check::Selection;
use ssr_site::check::baseline::{self, Baseline};
use ssr_site::diagnostic::Diagnostic;
use ssr_site::output::Destination;
use ssr_site::overview;
use ssr_site::project::{Options, Project};
use ssr_site::world::DiskWorld;

use super::Outcome;
use super::args::{Check, Denied};
use super::console::{Console, Detail};
use super::explain::rule;
use super::links::{self, Copies};
use super::project::{self, drafts};
use super::wrong_usage::WrongUsage;

mod since;
mod summary;

pub(crate) fn run(args: &Check, console: &Console) -> anyhow::Result<Outcome> {
    let world = project::open(args.place.directory()?)?;
    let is_page = |path: &Path| path.extension().is_some_and(|it| it == "html" || it == "htm");
    if let Some(path) = args.html.as_deref().filter(|path| !is_page(path)) {
        let message = format!("`{}` is not the name of a page", path.display());
        return Err(WrongUsage::new(message, "name a file that ends in `.html`").into());
    }
    let denied = Denial::of(&args.deny)?;
    let selection = Selection { only: rules(&args.only)?, deny: denied.rules };
    if args.links.ask {
        let copies = if args.links.archive { Copies::Asked } else { Copies::LeftOut };
        if !links::refresh(&world, copies, console)? {
            return Ok(Outcome::MachineFailed);
        }
    }
    let options = Options { drafts: drafts(args.drafts), selection, ..Options::default() };
    // The program ends with the command, and freeing a large site piece by piece takes a while.
    let mut project = ManuallyDrop::new(project::read_selected(&world, &options, console));
    console.phase("templates");
    project.try_templates(&world);
    let change = match &args.since {
        Some(revision) => match since::narrow(&mut project, &world, revision, &options, console) {
            Ok(change) => Some(change),
            Err(error) => return since::failed(&error, console),
        },
        None => None,
    };
    console.phase("messages");
    let written = args.write_baseline.then(|| write_baseline(&mut project, &world)).transpose()?;
    let detail = if console.is_quiet() { Detail::Errors } else { Detail::Full };
    console.report(&project.diagnostics, &world, detail)?;
    console.phase("");
    if let Some(path) = &args.html {
        let page = overview::page(project.site(), &project.diagnostics, &world);
        Destination::named(path, world.root())
            .and_then(|file| file.replace(page.as_bytes()))
            .with_context(|| format!("cannot write `{}`", path.display()))?;
    }
    if project.diagnostics.is_empty() && written.is_none() {
        console.say("no problems");
    }
    summary::print(&project, args.by, console);
    console.sum_up(&project.diagnostics);
    if let Some(path) = &args.html {
        console.say(&format!("wrote all findings to `{}`", path.display()));
    }
    if let Some(change) = change {
        console.say(&change.to_string());
    }
    if let Some(count) = written {
        let them = if count == 1 { "1 finding".to_owned() } else { format!("{count} findings") };
        console.say(&format!(
            "wrote {them} to `{}`; only new findings are reported now",
            baseline::FILE_NAME
        ));
    }
    let failed = project.has_errors() || denied.warnings && denies(&project.diagnostics, console);
    Ok(if failed { Outcome::ContentErrors } else { Outcome::Done })
}

/// What `--deny` names.
pub(super) struct Denial {
    pub(super) rules: Vec<&'static str>,
    /// Whether any warning is a failure.
    pub(super) warnings: bool,
}

impl Denial {
    pub(super) fn of(denied: &Denied) -> Result<Self, WrongUsage> {
        let is_all = |name: &&String| name.as_str() == "warnings";
        let (all, named): (Vec<&String>, Vec<&String>) = denied.names.iter().partition(is_all);
        let rules = named.into_iter().map(|name| rule(name).map(|rule| rule.name));
        Ok(Self { rules: rules.collect::<Result<_, _>>()?, warnings: !all.is_empty() })
    }
}

/// Whether there are warnings; says that they are denied.
pub(super) fn denies(diagnostics: &[Diagnostic], console: &Console) -> bool {
    let found = diagnostics.iter().any(|found| !found.is_error());
    if found {
        let help = "put the warnings right, or leave out `--deny warnings`";
        console.failure_with_help("warnings are denied", Some(help));
    }
    found
}

fn rules(names: &[String]) -> Result<Vec<&'static str>, WrongUsage> {
    names.iter().map(|name| rule(name).map(|rule| rule.name)).collect()
}

/// Writes all findings to the baseline, including those already in it. They no longer count.
fn write_baseline(project: &mut Project, world: &DiskWorld) -> anyhow::Result<usize> {
    let mut findings = std::mem::take(&mut project.known);
    findings.append(&mut project.diagnostics);
    let baseline = Baseline::of(&findings, world);
    Destination::of_project(world.root(), baseline::FILE_NAME)
        .and_then(|file| file.replace(baseline.to_toml().as_bytes()))
        .with_context(|| {
            format!("cannot write `{}`", world.root().join(baseline::FILE_NAME).display())
        })?;
    let parted = baseline.part(findings, world, |_| true);
    project.diagnostics = parted.new;
    project.known = parted.known;
    project.gone = 0;
    Ok(baseline.len())
}
