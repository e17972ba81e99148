//! A project read and checked, as every subcommand that needs one begins.

use std::io;
use std::path::Path;

use anyhow::Context as _;
use ssr_site::check::baseline::Baseline;
use ssr_site::check::{self, Selection, Silenced};
use ssr_site::config::{Config, Drafts, FILE_NAME};
use ssr_site::diagnostic::{self, Diagnostic};
use ssr_site::path::SourcePath;
use ssr_site::render::{PageList, site_view};
use ssr_site::site::Site;
use ssr_site::theme::Theme;
use ssr_site::world::{DiskWorld, ReadError, World};

use super::Outcome;
use super::console::{Console, Detail};
use super::wrong_usage::WrongUsage;

/// What an option says of drafts.
pub(crate) fn drafts(shown: bool) -> Drafts {
    if shown { Drafts::Shown } else { Drafts::LeftOut }
}

/// The directory of a project.
pub(crate) fn open(directory: &Path) -> anyhow::Result<DiskWorld> {
    let shown = directory.display();
    if directory.is_file() {
        let message = format!("`{shown}` is a file, not a project's directory");
        return Err(WrongUsage::new(message, "name the directory that holds book.toml").into());
    }
    match DiskWorld::new(directory) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let message = format!("there is no directory `{shown}`");
            let help = format!("start a project there with `ssr-site init {shown}`");
            Err(WrongUsage::new(message, help).into())
        }
        world => {
            let world = world.with_context(|| format!("cannot open `{shown}`"))?;
            if world.read(&SourcePath::new(FILE_NAME)) == Err(ReadError::Missing) {
                let message = format!("`{shown}` holds no {FILE_NAME}");
                let help = "go to a project's root, name it, or start one with `ssr-site init`";
                return Err(WrongUsage::new(message, help).into());
            }
            Ok(world)
        }
    }
}

/// Tells of the errors that leave a command nothing to do.
pub(crate) fn stop(
    diagnostics: &[Diagnostic],
    world: &dyn World,
    console: &Console,
) -> anyhow::Result<Outcome> {
    console.report(diagnostics, world, Detail::Summary)?;
    console.tally(diagnostics);
    Ok(Outcome::ContentErrors)
}

/// The same for a command that would have written something.
pub(crate) fn stop_write(
    diagnostics: &[Diagnostic],
    world: &dyn World,
    console: &Console,
) -> anyhow::Result<Outcome> {
    let outcome = stop(diagnostics, world, console)?;
    console.say("nothing was written");
    Ok(outcome)
}

/// What was found wrong, and the site and theme as far as there are any.
pub(crate) struct Project {
    pub(crate) site: Option<Site>,
    pub(crate) theme: Option<Theme>,
    /// The pages of the two.
    pub(crate) list: Option<PageList>,
    /// What counts.
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// What a file allows.
    pub(crate) silenced: Vec<Silenced>,
    /// What the baseline has.
    pub(crate) known: Vec<Diagnostic>,
    /// How many findings of the baseline are not there any more.
    pub(crate) gone: usize,
}

impl Project {
    /// Reads the settings, the content and the theme, and runs every rule.
    pub(crate) fn read(world: &dyn World, drafts: Drafts, console: &Console) -> Self {
        Self::read_selected(world, drafts, console, &Selection::default())
    }

    /// The same with some rules.
    pub(crate) fn read_selected(
        world: &dyn World,
        drafts: Drafts,
        console: &Console,
        selection: &Selection,
    ) -> Self {
        console.phase("settings");
        let (config, mut diagnostics) = Config::load(world);
        let Some(mut config) = config else {
            return Self {
                site: None,
                theme: None,
                list: None,
                diagnostics,
                silenced: Vec::new(),
                known: Vec::new(),
                gone: 0,
            };
        };
        config.drafts = drafts;
        console.phase("content");
        let (site, mut found) = Site::load(config, world);
        diagnostics.append(&mut found);
        console.phase("rules");
        let checked = check::check_selected(&site, world, selection);
        let (baseline, mut found) = Baseline::load(world);
        diagnostics.append(&mut found);
        let runs = |rule: &str| selection.runs(rule);
        let mut parted = baseline.unwrap_or_default().part(checked.diagnostics, world, runs);
        diagnostics.append(&mut parted.new);
        console.phase("theme");
        let (theme, mut found) = Theme::load(&site.config, world);
        diagnostics.append(&mut found);
        let theme = theme.map(|mut theme| {
            theme.set_global("site", &site_view(&site));
            theme
        });
        let list = theme.as_ref().map(|theme| {
            let (list, mut found) = PageList::new(&site, theme);
            diagnostics.append(&mut found);
            list
        });
        diagnostic::sort(&mut diagnostics);
        Self {
            site: Some(site),
            theme,
            list,
            diagnostics,
            silenced: checked.silenced,
            known: parted.known,
            gone: parted.gone,
        }
    }

    /// What became of drafts, where there are any.
    pub(crate) fn drafts(&self) -> Option<String> {
        let site = self.site.as_ref()?;
        let files = match site.drafts.len() {
            0 => return None,
            1 => "1 draft file".to_owned(),
            count => format!("{count} draft files"),
        };
        let are = if site.drafts.len() == 1 { "is" } else { "are" };
        Some(match site.config.drafts {
            Drafts::LeftOut => format!("{files} {are} left out; `--drafts` takes them in"),
            Drafts::Shown => format!("{files} {are} taken in: not for publication"),
        })
    }

    /// Whether anything blocks the write.
    pub(crate) fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }
}
