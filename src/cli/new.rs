//! `ssr-site new`

use ssr_site::config::{Drafts, FILE_NAME};
use ssr_site::diagnostic::{self, Diagnostic};
use ssr_site::document::fields::ReportKind;
use ssr_site::facts::Facts;
use ssr_site::path::SourcePath;
use ssr_site::scaffold::{self, EditionOptions, Named, NewFile, ReportOptions};
use ssr_site::site::{Report, Site};
use ssr_site::world::{DiskWorld, World};

mod update;

use super::Outcome;
use super::advice::{in_project, of_edition};
use super::args::new::{self as args, Edition, New, Recommendation, What};
use super::args::place::InProject;
use super::console::Console;
use super::files;
use super::project;
use super::wrong_usage::WrongUsage;

pub(crate) fn run(args: &New, console: &Console) -> anyhow::Result<Outcome> {
    match &args.what {
        What::Report(args) => report(args, console),
        What::Recommendation(args) => recommendation(args, console),
        What::Edition(args) => edition(args, console),
        What::Update(args) => update::run(args, console),
    }
}

/// A project's content and diagnostics. Errors do not prevent creating a file, unless they affect
/// that file.
struct Content {
    world: DiskWorld,
    facts: Facts,
    diagnostics: Vec<Diagnostic>,
}

impl Content {
    /// `None` if the settings have errors, which are then printed.
    fn read(args: &InProject, console: &Console) -> anyhow::Result<Option<Self>> {
        let world = project::open(args.directory())?;
        // Drafts exist: they are never overwritten, and the next edition continues from them.
        let (site, mut diagnostics) =
            ssr_site::project::site(&world, |config| config.drafts = Drafts::Shown);
        let in_settings =
            |found: &Diagnostic| found.is_error() && found.location.path.as_str() == FILE_NAME;
        let Some(site) = site.filter(|_| !diagnostics.iter().any(in_settings)) else {
            project::stop_write(&diagnostics, &world, console)?;
            return Ok(None);
        };
        diagnostic::sort(&mut diagnostics);
        Ok(Some(Self { world, facts: Facts::new(site), diagnostics }))
    }

    fn site(&self) -> &Site {
        self.facts.site()
    }

    /// Whether errors, which are then printed, make the report's layout uncertain. Errors in
    /// `spared` do not count.
    fn is_unclear(
        &self,
        report: &Report,
        spared: Option<&SourcePath>,
        console: &Console,
    ) -> anyhow::Result<bool> {
        let decides = |path: &SourcePath| {
            scaffold::decides(self.site(), report, path)
                && spared.is_none_or(|spared| path != spared && path.parent() != *spared)
        };
        self.stop_at(decides, console)
    }

    /// Whether there are errors in some files, which are then printed.
    fn stop_at(
        &self,
        concerns: impl Fn(&SourcePath) -> bool,
        console: &Console,
    ) -> anyhow::Result<bool> {
        let found = self.diagnostics.iter();
        let errors: Vec<Diagnostic> = found
            .filter(|found| found.is_error() && concerns(&found.location.path))
            .cloned()
            .collect();
        if !errors.is_empty() {
            project::stop_write(&errors, &self.world, console)?;
        }
        Ok(!errors.is_empty())
    }

    /// Writes files; none if one of them exists.
    fn write<'f>(&self, files: impl IntoIterator<Item = &'f NewFile>) -> anyhow::Result<()> {
        let files = files.into_iter().map(|file| (file.path.as_str(), file.text.as_bytes()));
        files::write(self.world.root(), &files.collect::<Vec<_>>())
    }
}

fn report(args: &args::Report, console: &Console) -> anyhow::Result<Outcome> {
    let Some(content) = Content::read(&args.project, console)? else {
        return Ok(Outcome::ContentErrors);
    };
    let site = content.site();
    let args::Report { name, title, kind, of, series, project } = args;
    let (title, of, series) = (title.as_deref(), of.as_deref(), series.as_deref());
    let options = ReportOptions { title, kind: *kind, of, series };
    let file = scaffold::new_report(site, name, options).map_err(WrongUsage::from)?;
    content.write([&file])?;
    console.say(&format!("wrote `{}`", file.path));
    let others = site.reports.iter().any(|report| report.kind == ReportKind::Implementation);
    if *kind == ReportKind::Implementation {
        let report = if others { format!(" --report {name}") } else { String::new() };
        let command = format!("ssr-site new recommendation NUMBER{report}");
        console.say(&format!("add what was adopted with `{}`", in_project(&command, project)));
    }
    if others && *kind == ReportKind::Implementation {
        console.say(
            "the site has several reports now: on ordinary pages, references need a series, such \
             as \"SSR1 Recommendation 4\"; those without one are no longer links",
        );
    }
    Ok(Outcome::Done)
}

fn recommendation(args: &Recommendation, console: &Console) -> anyhow::Result<Outcome> {
    let Some(content) = Content::read(&args.of.project, console)? else {
        return Ok(Outcome::ContentErrors);
    };
    let name = args.of.report.as_deref();
    let report = scaffold::implementation(content.site(), name).map_err(WrongUsage::from)?;
    if content.is_unclear(report, None, console)? {
        return Ok(Outcome::ContentErrors);
    }
    let title = args.title.as_deref();
    let file = scaffold::recommendation(content.site(), report, &args.number, title)
        .map_err(WrongUsage::from)?;
    content.write([&file])?;
    console.say(&format!("wrote `{}`", file.path));
    console.say(match title {
        Some(_) => "add the statement below the front matter, in Markdown",
        None => "add the title, and the statement below the front matter, in Markdown",
    });
    Ok(Outcome::Done)
}

fn edition(args: &Edition, console: &Console) -> anyhow::Result<Outcome> {
    let Some(content) = Content::read(&args.of.project, console)? else {
        return Ok(Outcome::ContentErrors);
    };
    let named = Named::parse(&args.name, args.of.report.as_deref()).map_err(WrongUsage::from)?;
    let report = scaffold::report(content.site(), named.report).map_err(WrongUsage::from)?;
    let options = EditionOptions { title: args.title.as_deref(), date: args.date };
    let today = content.world.today();
    let (file, date) = scaffold::edition(content.site(), report, named.edition, options, today)
        .map_err(WrongUsage::from)?;
    // A directory created by hand only lacks this file.
    if content.is_unclear(report, Some(&file.path.parent()), console)? {
        return Ok(Outcome::ContentErrors);
    }
    content.write([&file])?;
    console.say(&format!("wrote `{}`, an edition of {date}", file.path));
    if report.kind == ReportKind::Implementation && !console.is_quiet() {
        let before = date.pred_opt().unwrap_or(date);
        let open = scaffold::open_items(&content.facts, report.place, before);
        console.print(&open.to_string())?;
        if !open.recommendations.is_empty() {
            let is_last = report.editions.iter().all(|edition| edition.date <= date);
            let option = of_edition(content.site(), report, named.edition, is_last);
            let command = format!("ssr-site new update NUMBER{option}");
            let command = in_project(&command, &args.of.project);
            console.say(&format!("create an update with `{command}`"));
        }
    }
    Ok(Outcome::Done)
}
