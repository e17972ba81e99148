//! The preview: a site, and the problems of its files.

use std::collections::HashMap;
use std::sync::Arc;

use crate::address::PageList;
use crate::diagnostic::Diagnostic;
use crate::facts::Facts;
use crate::path::Route;
use crate::render::Rendering;
use crate::site::Site;
use crate::theme::Theme;
use crate::world::{DiskWorld, HeldWorld};

/// One immutable state; an edit makes another.
#[derive(Clone)]
pub struct Preview {
    /// The last good site; `None` before the first.
    pub(super) shown: Option<Arc<Shown>>,
    /// Errors of the current files; if any, `shown` is older.
    pub(super) trouble: Arc<[Diagnostic]>,
    /// Errors of the current theme; if any, no page can be rendered.
    pub(super) theme_trouble: Arc<[Diagnostic]>,
    /// Findings of the last run of the rules.
    pub(super) findings: Arc<Findings>,
    /// Whether that run was on the shown site.
    pub(super) checked: bool,
    /// The current files.
    pub(super) world: HeldWorld<DiskWorld>,
}

/// A site with theme and pages.
pub(super) struct Shown {
    pub(super) facts: Facts,
    pub(super) theme: Arc<Theme>,
    pub(super) pages: Arc<Pages>,
    /// The files as the site was read from them.
    pub(super) world: HeldWorld<DiskWorld>,
    /// Findings of loading, without errors.
    pub(super) remarks: Vec<Diagnostic>,
}

/// The site's pages by address.
pub(super) struct Pages {
    pub(super) list: PageList,
    places: HashMap<Route, usize>,
}

impl Pages {
    pub(super) fn new(list: PageList) -> Self {
        let places = list.routes().iter().cloned().zip(0..).collect();
        Self { list, places }
    }

    /// The index of a page in the list.
    pub(super) fn find(&self, route: &str) -> Option<usize> {
        self.places.get(route).copied()
    }
}

impl Shown {
    pub(super) fn rendering(&self) -> Rendering<'_> {
        Rendering::new(&self.facts, &self.theme, &self.world, &self.pages.list)
    }
}

/// Findings of the rules, and the files at that time.
#[derive(Default)]
pub(super) struct Findings {
    pub(super) found: Vec<Diagnostic>,
    pub(super) world: Option<HeldWorld<DiskWorld>>,
}

/// Diagnostics, and the files for their locations.
pub type Told<'p> = (Vec<Diagnostic>, &'p HeldWorld<DiskWorld>);

impl Preview {
    /// All known errors that would block a build. Findings of the rules stand until the next run.
    pub fn errors(&self) -> Vec<Told<'_>> {
        let mut all = self.diagnostics();
        for (found, _) in &mut all {
            found.retain(Diagnostic::is_error);
        }
        all.retain(|(found, _)| !found.is_empty());
        all
    }

    /// All known diagnostics. While files have errors, those of the previous site are left out: the
    /// edit may have fixed them.
    pub fn diagnostics(&self) -> Vec<Told<'_>> {
        let trouble = self.trouble.iter().chain(&*self.theme_trouble).cloned().collect();
        let mut all: Vec<Told<'_>> = vec![(trouble, &self.world)];
        if self.trouble.is_empty() {
            let shown = self.shown.as_deref();
            all.extend(shown.map(|shown| (shown.remarks.clone(), &shown.world)));
            let world = self.findings.world.as_ref();
            all.extend(world.map(|world| (self.findings.found.clone(), world)));
        }
        all.retain(|(found, _)| !found.is_empty());
        for (found, _) in &mut all {
            crate::diagnostic::sort(found);
        }
        all
    }

    /// The shown site.
    pub fn site(&self) -> Option<&Site> {
        self.shown.as_deref().map(|shown| shown.facts.site())
    }

    /// The current files.
    pub(super) fn world(&self) -> &HeldWorld<DiskWorld> {
        &self.world
    }

    /// Whether the rules have not yet run on the shown site.
    pub fn is_being_checked(&self) -> bool {
        self.shown.is_some() && !self.checked
    }
}
