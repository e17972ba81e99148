//! `ssr-site new`

use ssr_site::config::{Drafts, FILE_NAME};
use ssr_site::diagnostic::{self, Diagnostic};
use ssr_site::document::fields::ReportKind;
use ssr_site::facts::Facts;
use ssr_site::path::SourcePath;
use ssr_site::scaffold::{self, EditionOptions, Named, NewFile, UpdateError};
use ssr_site::site::{Report, Site};
use ssr_site::world::{DiskWorld, World};

use super::Outcome;
use super::args::new::{Edition, InProject, New, Recommendation, Update, What};
use super::console::Console;
use super::files;
use super::project;
use super::wrong_usage::WrongUsage;

pub(crate) fn run(args: &New, console: &Console) -> anyhow::Result<Outcome> {
    match &args.what {
        What::Recommendation(args) => recommendation(args, console),
        What::Edition(args) => edition(args, console),
        What::Update(args) => update(args, console),
    }
}

/// A project's content and diagnostics. Errors do not prevent creating a file, unless they affect
/// that file.
struct Content {
    world: DiskWorld,
    site: Site,
    diagnostics: Vec<Diagnostic>,
}

impl Content {
    /// `None` if the settings have errors, which are then printed.
    fn read(args: &InProject, console: &Console) -> anyhow::Result<Option<Self>> {
        let world = project::open(&args.directory)?;
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
        Ok(Some(Self { world, site, diagnostics }))
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
            scaffold::decides(&self.site, report, path)
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

    fn write(&self, file: &NewFile) -> anyhow::Result<()> {
        files::write(self.world.root(), &[(file.path.as_str(), file.text.as_bytes())])
    }
}

fn recommendation(args: &Recommendation, console: &Console) -> anyhow::Result<Outcome> {
    let Some(content) = Content::read(&args.of.project, console)? else {
        return Ok(Outcome::ContentErrors);
    };
    let name = args.of.report.as_deref();
    let report = scaffold::implementation(&content.site, name).map_err(WrongUsage::from)?;
    if content.is_unclear(report, None, console)? {
        return Ok(Outcome::ContentErrors);
    }
    let title = args.title.as_deref();
    let file = scaffold::recommendation(&content.site, report, &args.number, title)
        .map_err(WrongUsage::from)?;
    content.write(&file)?;
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
    let report = scaffold::report(&content.site, named.report).map_err(WrongUsage::from)?;
    let options = EditionOptions { title: args.title.as_deref(), date: args.date };
    let today = content.world.today();
    let (file, date) = scaffold::edition(&content.site, report, named.edition, options, today)
        .map_err(WrongUsage::from)?;
    // A directory created by hand only lacks this file.
    if content.is_unclear(report, Some(&file.path.parent()), console)? {
        return Ok(Outcome::ContentErrors);
    }
    content.write(&file)?;
    console.say(&format!("wrote `{}`, an edition of {date}", file.path));
    if report.kind == ReportKind::Implementation && !console.is_quiet() {
        let before = date.pred_opt().unwrap_or(date);
        let place = report.place;
        let facts = Facts::new(content.site);
        let open = scaffold::open_items(&facts, place, before);
        console.print(&open.to_string())?;
        if !open.recommendations.is_empty() {
            console.say("create an update with `ssr-site new update NUMBER`");
        }
    }
    Ok(Outcome::Done)
}

fn update(args: &Update, console: &Console) -> anyhow::Result<Outcome> {
    let Some(content) = Content::read(&args.of.project, console)? else {
        return Ok(Outcome::ContentErrors);
    };
    let report_name = args.of.report.as_deref();
    let named = match &args.edition {
        Some(edition) => Some(Named::parse(edition, report_name).map_err(WrongUsage::from)?),
        None => None,
    };
    let report_name = named.map_or(report_name, |named| named.report);
    let report = scaffold::implementation(&content.site, report_name).map_err(WrongUsage::from)?;
    if content.is_unclear(report, None, console)? {
        return Ok(Outcome::ContentErrors);
    }
    let edition = named.map(|named| named.edition);
    let made = scaffold::update(&content.site, report, &args.number, edition, &content.world);
    let update = match made {
        Ok(update) => update,
        Err(UpdateError::Refused(refusal)) => return Err(WrongUsage::from(refusal).into()),
        Err(UpdateError::Broken(broken)) => {
            content.stop_at(|path| *path == broken, console)?;
            return Ok(Outcome::ContentErrors);
        }
        Err(error @ UpdateError::Read(..)) => return Err(error.into()),
    };
    content.write(&update.file)?;
    for address in &update.lost {
        console.warn(&format!("the link to `{address}` leads nowhere from `{}`", update.file.path));
    }
    console.say(&match &update.carried_from {
        Some(edition) => {
            format!("wrote `{}` from the update of {edition}", update.file.path)
        }
        None => format!("wrote `{}`; there was no earlier update", update.file.path),
    });
    Ok(Outcome::Done)
}
