//! `ssr-site archive`

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use ssr_site::archive::{Bag, BagError, Counts, DECLARATION, Scope};
use ssr_site::config::Drafts;
use ssr_site::diagnostic::{self, Diagnostic};
use ssr_site::output::{self, MARK, PublishError};
use ssr_site::project::Options;
use ssr_site::render::WriteError;
use ssr_site::scaffold;
use ssr_site::site::Site;
use ssr_site::world::{DiskWorld, KeptWorld};

use super::Outcome;
use super::args::archive::Archive;
use super::build::{blame, leads_into_sources};
use super::console::{Console, Detail};
use super::files;
use super::project;
use super::wrong_usage::WrongUsage;

pub(crate) fn run(args: &Archive, console: &Console) -> anyhow::Result<Outcome> {
    let world = project::open(args.of.project.directory())?;
    let kept = KeptWorld::new(&world);
    let site_url = args.site_url.chosen()?;
    let options = Options { drafts: Drafts::LeftOut, site_url, ..Options::default() };
    let project = project::read_selected(&kept, &options, console);
    let Some(site) = project.site().filter(|_| !project.has_errors()) else {
        return project::stop_write(&project.diagnostics, &world, console);
    };
    let scope = scope(args, site)?;
    let target = target(args, site, scope, &world)?;
    console.report(&project.diagnostics, &world, Detail::Summary)?;
    console.phase("checksums");
    let bag = match Bag::of(&project, &kept, scope) {
        Ok(bag) => bag,
        Err(BagError::Content(mut found)) => {
            diagnostic::sort(&mut found);
            return project::stop_write(&found, &world, console);
        }
        Err(BagError::NoSiteUrl) => {
            let message = "a bag of one edition needs the `site-url` of its site: links to other \
                           pages lead there";
            let help = "set `site-url` under `[output.html]` in book.toml, or archive the whole \
                        site with `ssr-site archive`";
            return Err(WrongUsage::new(message, help).into());
        }
    };
    console.phase("bag");
    let written = output::publish(&target, &bag, &output::Options::default());
    console.phase("");
    match written {
        Ok(_) => {
            console.say(&said(&target, scope, site, bag.counts()));
            Ok(Outcome::Done)
        }
        Err(PublishError::Pages(failed)) => {
            let mut found: Vec<Diagnostic> = Vec::new();
            for (route, error) in failed {
                match error {
                    WriteError::Content(problem) => found.push(*problem),
                    WriteError::Writer(error) => {
                        return Err(error).with_context(|| format!("cannot write `{route}`"));
                    }
                }
            }
            diagnostic::sort(&mut found);
            project::stop_write(&found, &world, console)
        }
        Err(PublishError::Target(error)) => {
            let (help, outcome) = (error.help(), blame(&error));
            let error = anyhow::Error::new(error);
            console.failure_with_help(&format!("{error:#}"), help.as_deref());
            Ok(outcome)
        }
    }
}

fn scope(args: &Archive, site: &Site) -> Result<Scope, WrongUsage> {
    let Some(edition) = &args.edition else {
        if args.of.report.is_some() {
            let message = "`--report` needs an edition: without one, the whole site is archived";
            return Err(WrongUsage::new(message, "name an edition, or leave `--report` out"));
        }
        return Ok(Scope::Site);
    };
    let (report, edition) = scaffold::named_edition(site, edition, args.of.report.as_deref())?;
    Ok(Scope::Edition(report, edition))
}

/// The bag's directory. A built site is ours too, but no bag: it is not replaced by one.
fn target(
    args: &Archive,
    site: &Site,
    scope: Scope,
    world: &DiskWorld,
) -> Result<PathBuf, WrongUsage> {
    let target = args.dest_dir.clone().unwrap_or_else(|| {
        let name = match scope {
            Scope::Site => "site".to_owned(),
            Scope::Edition(report, edition) => {
                let report = site.report(report);
                format!("{}-{}", report.id, report.edition(edition).id)
            }
        };
        world.root().join("archive").join(name)
    });
    let shown = target.display();
    if leads_into_sources(&target, world, site) {
        let message = format!("`{shown}` contains sources of the project");
        return Err(WrongUsage::new(message, "name another directory with `--dest-dir`"));
    }
    if files::exists(&target.join(MARK)) && !files::exists(&target.join(DECLARATION)) {
        let message = format!("`{shown}` is a built site, not a bag");
        return Err(WrongUsage::new(message, "name another directory with `--dest-dir`"));
    }
    Ok(target)
}

fn said(target: &Path, scope: Scope, site: &Site, counts: Counts) -> String {
    let Counts { files, bytes, stand_ins, drafts } = counts;
    let what = match scope {
        Scope::Site => "the site".to_owned(),
        Scope::Edition(report, edition) => {
            let report = site.report(report);
            format!("`{}/{}`", report.id, report.edition(edition).id)
        }
    };
    let mut said =
        format!("archived {what} in `{}`: {files} files, {bytes} bytes", target.display());
    if stand_ins > 0 {
        let pages = format!(", {stand_ins} of them in place of pages outside the edition");
        said.push_str(&pages);
    }
    match drafts {
        0 => {}
        1 => said.push_str("; 1 draft file is left out"),
        drafts => {
            let _ = write!(said, "; {drafts} draft files are left out");
        }
    }
    said
}
