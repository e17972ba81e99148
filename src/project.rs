//! A project put together: settings, content, rules, theme and pages, each from what came before it.
//!
//! The command line, the preview, tests, fuzz targets and benchmarks all begin here, so that none of them knows in
//! which order the phases go.

use crate::address::PageList;
use crate::check::baseline::Baseline;
use crate::check::{self, Selection, Silenced};
use crate::config::{Config, Drafts};
use crate::diagnostic::{self, Diagnostic};
use crate::facts::Facts;
use crate::render::{Rendering, site_view};
use crate::site::Site;
use crate::theme::Theme;
use crate::world::World;

/// What is read of a project.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// What becomes of drafts.
    pub drafts: Drafts,
    /// Which rules run.
    pub selection: Selection,
}

/// A part of the work, for those who tell how far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// `book.toml` is read.
    Settings,
    /// The files of the content are.
    Content,
    /// Rules look at them.
    Rules,
    /// The theme is loaded.
    Theme,
}

/// The site with its facts and the theme as far as there are any, and what was found wrong.
#[derive(Default)]
pub struct Project {
    /// `None` where the settings cannot be read.
    pub facts: Option<Facts>,
    /// `None` where the theme cannot be loaded.
    pub theme: Option<Theme>,
    /// The pages of the two.
    pub list: Option<PageList>,
    /// What counts, in order.
    pub diagnostics: Vec<Diagnostic>,
    /// What a file allows.
    pub silenced: Vec<Silenced>,
    /// What the baseline has.
    pub known: Vec<Diagnostic>,
    /// How many findings of the baseline are not there any more.
    pub gone: usize,
}

impl Project {
    /// Reads the settings, the content and the theme, and runs the rules. `phase` is told what begins.
    pub fn read(world: &dyn World, options: &Options, phase: impl Fn(Phase)) -> Self {
        let Options { drafts, selection } = options;
        phase(Phase::Settings);
        let (site, diagnostics) = site(world, |config| {
            config.drafts = *drafts;
            phase(Phase::Content);
        });
        let mut project = Self { diagnostics, ..Self::default() };
        let Some(site) = site else { return project };
        phase(Phase::Rules);
        let facts = Facts::new(site);
        let site = facts.site();
        project.check(&facts, world, selection);
        phase(Phase::Theme);
        let (theme, mut found) = theme(site, world);
        project.diagnostics.append(&mut found);
        if let Some(theme) = &theme {
            let (list, mut found) = PageList::new(site, theme);
            project.diagnostics.append(&mut found);
            project.list = Some(list);
        }
        diagnostic::sort(&mut project.diagnostics);
        project.theme = theme;
        project.facts = Some(facts);
        project
    }

    fn check(&mut self, facts: &Facts, world: &dyn World, selection: &Selection) {
        let checked = check::check_selected(facts, world, selection);
        let (baseline, mut found) = Baseline::load(world);
        self.diagnostics.append(&mut found);
        let runs = |rule: &str| selection.runs(rule);
        let mut parted = baseline.unwrap_or_default().part(checked.diagnostics, world, runs);
        self.diagnostics.append(&mut parted.new);
        self.silenced = checked.silenced;
        self.known = parted.known;
        self.gone = parted.gone;
    }

    /// The site; `None` where the settings cannot be read.
    pub fn site(&self) -> Option<&Site> {
        self.facts.as_ref().map(Facts::site)
    }

    /// Whether anything blocks the write.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }

    /// Its pages, ready to be written; `None` where there are errors.
    pub fn rendering<'p>(&'p self, world: &'p dyn World) -> Option<Rendering<'p>> {
        let (facts, theme, list) =
            (self.facts.as_ref()?, self.theme.as_ref()?, self.list.as_ref()?);
        (!self.has_errors()).then(|| Rendering::new(facts, theme, world, list))
    }
}

/// The settings and the content; `None` where the settings cannot be read. `adjust` has the last word about settings,
/// before any content is read.
pub fn site(
    world: &dyn World,
    adjust: impl FnOnce(&mut Config),
) -> (Option<Site>, Vec<Diagnostic>) {
    let (config, mut diagnostics) = Config::load(world);
    let Some(mut config) = config else { return (None, diagnostics) };
    adjust(&mut config);
    let (site, mut found) = Site::load(config, world);
    diagnostics.append(&mut found);
    (Some(site), diagnostics)
}

/// The theme of a site, which is given what all of its pages have in common.
pub fn theme(site: &Site, world: &dyn World) -> (Option<Theme>, Vec<Diagnostic>) {
    let (theme, found) = Theme::load(&site.config, world);
    let theme = theme.map(|mut theme| {
        theme.set_global("site", &site_view(site));
        theme
    });
    (theme, found)
}
