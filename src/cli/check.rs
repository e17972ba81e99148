//! `ssr-site check`

use std::collections::BTreeMap;
use std::mem::ManuallyDrop;

use anyhow::Context as _;
use ssr_site::check::Selection;
use ssr_site::check::baseline::{self, Baseline};
use ssr_site::message::{Counts, Summary};
use ssr_site::output::Destination;
use ssr_site::project::{Options, Project};
use ssr_site::world::DiskWorld;

use super::Outcome;
use super::args::Check;
use super::console::{Console, Detail};
use super::explain::rule;
use super::links::{self, Copies};
use super::project::{self, drafts};
use super::wrong_usage::WrongUsage;

pub(crate) fn run(args: &Check, console: &Console) -> anyhow::Result<Outcome> {
    let world = project::open(&args.directory)?;
    let selection = Selection { only: rules(&args.only)?, deny: rules(&args.deny)? };
    if args.links.ask {
        let copies = if args.links.archive { Copies::Asked } else { Copies::LeftOut };
        if !links::refresh(&world, copies, console)? {
            return Ok(Outcome::MachineFailed);
        }
    }
    let options = Options { drafts: drafts(args.drafts), selection, ..Options::default() };
    // The program ends with the command, and freeing a large site piece by piece takes a while.
    let mut project = ManuallyDrop::new(project::read_selected(&world, &options, console));
    console.phase("messages");
    let written = args.write_baseline.then(|| write_baseline(&mut project, &world)).transpose()?;
    console.report(&project.diagnostics, &world, Detail::Full)?;
    console.phase("");
    if project.diagnostics.is_empty() && written.is_none() {
        console.say("no problems");
    }
    summarize(&project, console);
    console.tally(&project.diagnostics);
    if let Some(count) = written {
        let them = if count == 1 { "1 finding".to_owned() } else { format!("{count} findings") };
        console.say(&format!(
            "wrote {them} to `{}`; only new findings are reported now",
            baseline::FILE_NAME
        ));
    }
    Ok(if project.has_errors() { Outcome::ContentErrors } else { Outcome::Done })
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

/// Prints a table of findings by rule, and the allowed ones; only for people.
fn summarize(project: &Project, console: &Console) {
    if !console.is_read_by_people() {
        return;
    }
    let mut counts: BTreeMap<&str, Counts> = BTreeMap::new();
    let mut of = |name: &'static str, add: fn(&mut Counts)| {
        let counts = counts.entry(name).or_default();
        name.clone_into(&mut counts.name);
        add(counts);
    };
    for found in &project.diagnostics {
        let add: fn(&mut Counts) = if found.is_error() {
            |counts| counts.errors += 1
        } else {
            |counts| counts.warnings += 1
        };
        of(found.name, add);
    }
    for silenced in &project.silenced {
        of(silenced.finding.name, |counts| counts.allowed += 1);
    }
    for known in &project.known {
        of(known.name, |counts| counts.known += 1);
    }
    let counts: Vec<Counts> = counts.into_values().collect();
    if !counts.is_empty() {
        console.say_lines(&format!("{}\n", Summary(&counts)));
    }
    for silenced in &project.silenced {
        let (path, name) = (&silenced.finding.location.path, silenced.finding.name);
        console.say(&format!("allowed in {path}: {name}: {}", silenced.reason));
    }
    let (count, them) = match project.gone {
        0 => return,
        1 => ("1 finding of `baseline.toml` no longer occurs".to_owned(), "it"),
        count => (format!("{count} findings of `baseline.toml` no longer occur"), "them"),
    };
    console.say(&format!("{count}; remove {them} with `ssr-site check --write-baseline`"));
}
