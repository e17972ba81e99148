//! Loads a project: settings, content, rules, theme and pages, in this order.
//!
//! The command line, the preview, tests, fuzz targets and benchmarks all use it, so that none of
//! them has to know the order of phases.

use crate::address::PageList;
use crate::check::baseline::Baseline;
use crate::check::{self, Checked, Selection, Silenced};
use crate::config::{Config, Drafts};
use crate::diagnostic::{self, Diagnostic};
use crate::facts::Facts;
use crate::render::{Rendering, site_view};
use crate::schema::{Located, Verbatim};
use crate::site::Site;
use crate::theme::Theme;
use crate::world::World;

/// Options for loading.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Handling of drafts.
    pub drafts: Drafts,
    /// Rules to run.
    pub selection: Selection,
    /// Whether a warning keeps a site from being written.
    pub deny_warnings: bool,
    /// The site's absolute address, ending in `/`, instead of that of the settings.
    pub site_url: Option<Verbatim>,
    /// The theme, instead of that of the settings.
    pub theme: Option<Located<Verbatim>>,
}

/// A phase, for progress messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Reading `book.toml`.
    Settings,
    /// Reading the content.
    Content,
    /// Running the rules.
    Rules,
    /// Loading the theme.
    Theme,
}

/// Site with its facts and theme, if loaded, and the diagnostics.
#[derive(Default)]
pub struct Project {
    /// `None` if the settings are invalid.
    pub facts: Option<Facts>,
    /// `None` if the theme cannot be loaded.
    pub theme: Option<Theme>,
    /// The pages.
    pub list: Option<PageList>,
    /// Reported diagnostics, sorted.
    pub diagnostics: Vec<Diagnostic>,
    /// Findings silenced by `[[allow]]`.
    pub silenced: Vec<Silenced>,
    /// Findings in the baseline.
    pub known: Vec<Diagnostic>,
    /// Number of baseline entries that no longer occur.
    pub gone: usize,
}

impl Project {
    /// Reads settings, content and theme, and runs the rules. Calls `phase` at the start of each.
    pub fn read(world: &dyn World, options: &Options, phase: impl Fn(Phase)) -> Self {
        let Options { drafts, selection, deny_warnings: _, site_url, theme: own_theme } = options;
        phase(Phase::Settings);
        let (site, diagnostics) = site(world, |config| {
            config.drafts = *drafts;
            config.site_url = site_url.clone().or(config.site_url.take());
            config.theme = own_theme.clone().or(config.theme.take());
            phase(Phase::Content);
        });
        let mut project = Self { diagnostics, ..Self::default() };
        let Some(site) = site else { return project };
        phase(Phase::Rules);
        let facts = Facts::new(site);
        let site = facts.site();
        // A theme takes one core for a while, and no fact.
        let (checked, (theme, mut found)) =
            rayon::join(|| check::check_selected(&facts, world, selection), || theme(site, world));
        project.part(checked, world, selection);
        phase(Phase::Theme);
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

    /// Takes over what the rules found, without what the baseline knows.
    fn part(&mut self, checked: Checked, world: &dyn World, selection: &Selection) {
        let (baseline, mut found) = Baseline::load(world);
        self.diagnostics.append(&mut found);
        let runs = |rule: &str| selection.runs(rule);
        let mut parted = baseline.unwrap_or_default().part(checked.diagnostics, world, runs);
        self.diagnostics.append(&mut parted.new);
        self.silenced = checked.silenced;
        self.known = parted.known;
        self.gone = parted.gone;
    }

    /// The site; `None` if the settings are invalid.
    pub fn site(&self) -> Option<&Site> {
        self.facts.as_ref().map(Facts::site)
    }

    /// Whether anything blocks the build.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }

    /// Its pages, ready to render; `None` if there are errors.
    pub fn rendering<'p>(&'p self, world: &'p dyn World) -> Option<Rendering<'p>> {
        let (facts, theme, list) =
            (self.facts.as_ref()?, self.theme.as_ref()?, self.list.as_ref()?);
        (!self.has_errors()).then(|| Rendering::new(facts, theme, world, list))
    }
}

/// Settings and content; `None` if the settings are invalid. `adjust` modifies the settings before
/// content is read.
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

/// The theme of a site, with the context common to all pages.
pub fn theme(site: &Site, world: &dyn World) -> (Option<Theme>, Vec<Diagnostic>) {
    let (theme, found) = Theme::load(&site.config, world);
    let theme = theme.map(|mut theme| {
        theme.set_global("site", &site_view(site));
        theme
    });
    (theme, found)
}
