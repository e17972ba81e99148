//! `ssr-site freeze`

use anyhow::Context as _;
use chrono::NaiveDate;
use ssr_site::config::Drafts;
use ssr_site::diagnostic::Diagnostic;
use ssr_site::freeze;
use ssr_site::output::Destination;
use ssr_site::scaffold;
use ssr_site::site::{EditionId, Lock, ReportId, Site};
use ssr_site::world::{DiskWorld, World};

use super::Outcome;
use super::args::freeze::Freeze;
use super::console::Console;
use super::files;
use super::project;
use super::wrong_usage::WrongUsage;

pub(crate) fn run(args: &Freeze, console: &Console) -> anyhow::Result<Outcome> {
    let world = project::open(args.of.project.directory())?;
    let project = project::read(&world, Drafts::LeftOut, console);
    console.phase("");
    let Some(site) = project.site() else {
        return project::stop_write(&project.diagnostics, &world, console);
    };
    let (report, edition) = scaffold::named_edition(site, &args.edition, args.of.report.as_deref())
        .map_err(WrongUsage::from)?;
    if project.has_errors() {
        return project::stop_write(&project.diagnostics, &world, console);
    }
    let at = args.at.map_or(Ok(None), |at| day(at, world.today()).map(Some))?;
    Freezing { site, report, edition, at, world: &world, console }.run()
}

/// The day of publication, which cannot be in the future.
fn day(at: NaiveDate, today: NaiveDate) -> Result<NaiveDate, WrongUsage> {
    if at > today {
        let message = format!("`--at {at}` is in the future: today is {today}");
        return Err(WrongUsage::new(message, "give the day on which the edition was published"));
    }
    Ok(at)
}

/// An edition to freeze, in a project without errors.
struct Freezing<'a> {
    site: &'a Site,
    report: ReportId,
    edition: EditionId,
    /// The day of publication, if given.
    at: Option<NaiveDate>,
    world: &'a DiskWorld,
    console: &'a Console,
}

impl Freezing<'_> {
    fn run(&self) -> anyhow::Result<Outcome> {
        let day = self.at.unwrap_or_else(|| self.world.today());
        let lock = match freeze::lock(self.site, self.report, self.edition, day, self.world) {
            Ok(lock) => lock,
            Err(problems) => return self.refuse(&problems),
        };
        let dated = self.site.report(self.report).edition(self.edition).date;
        if day < dated {
            self.console.warn(&format!(
                "`{}` is dated {dated}, after the day of its publication, {day}",
                self.name()
            ));
        }
        match &self.site.report(self.report).edition(self.edition).lock {
            Some(before) => self.renew(&lock, before),
            None => self.write(&lock),
        }
    }

    fn write(&self, lock: &Lock) -> anyhow::Result<Outcome> {
        let text = freeze::to_toml(lock, &self.name());
        let path = self.site.lock_path(self.report, self.edition);
        files::write(self.world.root(), &[(path.as_str(), text.as_bytes())])?;
        let count = self.site.called(self.report).counted(lock.recommendations.len());
        self.console.say(&format!("froze `{}`: wrote `{path}` with {count}", self.name()));
        Ok(Outcome::Done)
    }

    fn renew(&self, lock: &Lock, before: &Lock) -> anyhow::Result<Outcome> {
        let name = self.name();
        let (text, frozen) = (freeze::to_toml(lock, &name), before.frozen);
        let path = self.site.lock_path(self.report, self.edition);
        let file = Destination::of_project(self.world.root(), path.as_str());
        let as_before = Lock { frozen, ..lock.clone() };
        let is_unchanged = freeze::to_toml(&as_before, &name) == freeze::to_toml(before, &name);
        let moved = self.at.filter(|at| *at != frozen);
        if is_unchanged && moved.is_none() {
            if let Ok(file) = file {
                file.clear_up();
            }
            self.console.say(&format!("`{name}` is unchanged since it was frozen on {frozen}"));
            return Ok(Outcome::Done);
        }
        let editions = [(self.report, self.edition)];
        let comparison = freeze::compare(self.site, &editions, self.world);
        // Regardless of the rule's level: renewing the lock must not hide undisclosed changes.
        let mut found = freeze::findings(self.site, &comparison.changes);
        found.extend(comparison.problems);
        if !found.is_empty() {
            return self.refuse(&found);
        }
        let upgraded = before.shown.is_none();
        let count = comparison.changes.len();
        // Nothing new was published: the day stays.
        let stays = upgraded && count == 0 && moved.is_none();
        let text = if stays { freeze::to_toml(&as_before, &name) } else { text };
        file.and_then(|file| file.replace(text.as_bytes())).with_context(|| {
            format!("cannot write `{}`", self.world.root().join(path.as_str()).display())
        })?;
        let changes = match (count, moved) {
            (0, Some(day)) if is_unchanged => format!("published on {day} instead of {frozen}"),
            (0, _) if upgraded => "nothing that the old lock covered has changed".to_owned(),
            (0, _) => "corrections were added".to_owned(),
            (1, _) => "1 change is covered by corrections".to_owned(),
            (count, _) => format!("{count} changes are covered by corrections"),
        };
        self.console.say(&format!("froze `{name}` again: wrote `{path}`, {changes}"));
        if upgraded {
            self.console.warn(
                "the old lock had format 1, which did not cover statuses, the report's title, \
                 earlier updates, attached files and settings: whatever changed there before is \
                 now taken as published",
            );
        }
        Ok(Outcome::Done)
    }

    fn refuse(&self, found: &[Diagnostic]) -> anyhow::Result<Outcome> {
        project::stop_write(found, self.world, self.console)
    }

    /// The edition's name on the command line.
    fn name(&self) -> String {
        let report = self.site.report(self.report);
        format!("{}/{}", report.id, report.edition(self.edition).id)
    }
}
