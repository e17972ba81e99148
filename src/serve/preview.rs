//! What the server shows: a site, and what is wrong with the files that it is made of.

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

/// One state of what is shown. It never changes: an edit makes another one.
#[derive(Clone)]
pub struct Preview {
    /// The last site that could be read; `None` before the first.
    pub(super) shown: Option<Arc<Shown>>,
    /// Why the files as they are now cannot be shown; what is shown is then older.
    pub(super) trouble: Arc<[Diagnostic]>,
    /// What is wrong with the theme as it is now; then no page can be shown.
    pub(super) theme_trouble: Arc<[Diagnostic]>,
    /// What the rules found the last time that they ran.
    pub(super) findings: Arc<Findings>,
    /// Whether that was in the site that is shown.
    pub(super) checked: bool,
    /// The files as they are now.
    pub(super) world: HeldWorld<DiskWorld>,
}

/// A site with its theme and its pages.
pub(super) struct Shown {
    pub(super) facts: Facts,
    pub(super) theme: Arc<Theme>,
    pub(super) pages: Arc<Pages>,
    /// The files that the site was read from, as they were then.
    pub(super) world: HeldWorld<DiskWorld>,
    /// What was found while it was put together: no errors.
    pub(super) remarks: Vec<Diagnostic>,
}

/// The pages of a site, found by their addresses.
pub(super) struct Pages {
    pub(super) list: PageList,
    places: HashMap<Route, usize>,
}

impl Pages {
    pub(super) fn new(list: PageList) -> Self {
        let places = list.routes().iter().cloned().zip(0..).collect();
        Self { list, places }
    }

    /// The place of a page in the list.
    pub(super) fn find(&self, route: &str) -> Option<usize> {
        self.places.get(route).copied()
    }
}

impl Shown {
    pub(super) fn rendering(&self) -> Rendering<'_> {
        Rendering::new(&self.facts, &self.theme, &self.world, &self.pages.list)
    }
}

/// What the rules found, and the files as they were then.
#[derive(Default)]
pub(super) struct Findings {
    pub(super) found: Vec<Diagnostic>,
    pub(super) world: Option<HeldWorld<DiskWorld>>,
}

/// What is wrong or doubtful, and the files that say where.
pub type Told<'p> = (Vec<Diagnostic>, &'p HeldWorld<DiskWorld>);

impl Preview {
    /// Everything that keeps a build from being written, as far as it is known. What the rules found
    /// last stands until they have run again.
    pub fn errors(&self) -> Vec<Told<'_>> {
        let mut all = self.diagnostics();
        for (found, _) in &mut all {
            found.retain(Diagnostic::is_error);
        }
        all.retain(|(found, _)| !found.is_empty());
        all
    }

    /// Everything that is wrong or doubtful, as far as it is known. While files cannot be read, what
    /// was said of the site before is left out: it may be mended by what is not understood yet.
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

    /// The site that is shown.
    pub fn site(&self) -> Option<&Site> {
        self.shown.as_deref().map(|shown| shown.facts.site())
    }

    /// The files as they are now.
    pub(super) fn world(&self) -> &HeldWorld<DiskWorld> {
        &self.world
    }

    /// Whether the rules have still to look at the site that is shown.
    pub fn is_being_checked(&self) -> bool {
        self.shown.is_some() && !self.checked
    }
}
