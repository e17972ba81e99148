//! `ssr-site print`

use std::io::{self, Write as _};

use anyhow::Context as _;
use ssr_site::diagnostic::Diagnostic;
use ssr_site::output;
use ssr_site::render::{Rendering, Selection};
use ssr_site::scaffold;
use ssr_site::site::{Site, View};

use super::Outcome;
use super::args::print::Print;
use super::console::Console;
use super::project::{self, Project, drafts};
use super::wrong_usage::WrongUsage;

pub(crate) fn run(args: &Print, console: &Console) -> anyhow::Result<Outcome> {
    let world = project::open(&args.directory)?;
    let project = Project::read(&world, drafts(args.drafts), console);
    console.phase("print");
    let Project { site: Some(site), theme: Some(theme), list: Some(list), .. } = &project else {
        return project::stop_write(&project.diagnostics, &world, console);
    };
    let selection = selection(args, site)?;
    if project.has_errors() {
        return project::stop_write(&project.diagnostics, &world, console);
    }
    let rendering = Rendering::new(site, theme, &world, list);
    let mut failure = None;
    let mut print = |out: &mut dyn io::Write| {
        rendering.print(&selection, out).map_err(|found: Box<Diagnostic>| {
            let error = io::Error::other(found.message.clone());
            failure = Some(found);
            error
        })
    };
    let written = if let Some(file) = &args.output {
        let written = output::replace_with(file, &mut print);
        written.with_context(|| format!("cannot write `{}`", file.display()))
    } else {
        let mut out = io::BufWriter::new(io::stdout().lock());
        let written = print(&mut out).and_then(|()| out.flush());
        written.context("cannot write to standard output")
    };
    if let Some(failure) = failure.filter(|failure| failure.name != "unwritable-page") {
        return project::stop_write(&[*failure], &world, console);
    }
    written?;
    console.phase("");
    if let Some(file) = &args.output {
        console.say(&format!("printed `{}`", file.display()));
    }
    Ok(Outcome::Done)
}

fn selection(args: &Print, site: &Site) -> Result<Selection, WrongUsage> {
    let report = args.report.as_deref();
    let (report, view) = match &args.edition {
        Some(name) => {
            let (report, edition) = scaffold::named_edition(site, name, report)?;
            (report, View::Edition(edition))
        }
        None => (scaffold::implementation(site, report)?.place, View::Latest),
    };
    let recommendations = match (&args.recommendations, &args.group) {
        (Some(list), _) => Some(scaffold::listed(site.report(report), list)?),
        (None, Some(group)) => Some(scaffold::in_group(site, report, view, group)?),
        (None, None) => None,
    };
    Ok(Selection { report, view, recommendations })
}
