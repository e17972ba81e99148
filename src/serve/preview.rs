//! What the server shows: a site, and what is wrong with the files that it is made of.

use std::collections::HashMap;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::path::Route;
use crate::render::{PageList, Rendering};
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
    /// What the rules find in the site that is shown; `None` until they have run.
    pub(super) findings: Option<Arc<[Diagnostic]>>,
    /// The files as they are now.
    pub(super) world: HeldWorld<DiskWorld>,
}

/// A site with its theme and its pages.
pub(super) struct Shown {
    pub(super) site: Arc<Site>,
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
        Rendering::new(&self.site, &self.theme, &self.world, &self.pages.list)
    }
}

impl Preview {
    /// Everything that keeps a build from being written, as far as it is known yet.
    pub fn errors(&self) -> Vec<Diagnostic> {
        let known = self.trouble.iter().chain(&*self.theme_trouble);
        // What the rules say of an older site may be mended by what is not understood yet.
        let findings = self.findings.iter().flat_map(|findings| findings.iter());
        let findings = findings.filter(|_| self.trouble.is_empty());
        known.chain(findings).filter(|found| found.is_error()).cloned().collect()
    }

    /// Everything that is wrong or doubtful, sorted, as far as it is known yet.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let remarks = self.shown.iter().flat_map(|shown| &shown.remarks);
        let findings = self.findings.iter().flat_map(|findings| findings.iter());
        let known = self.trouble.iter().chain(&*self.theme_trouble).chain(remarks).chain(findings);
        let mut all: Vec<Diagnostic> = known.cloned().collect();
        crate::diagnostic::sort(&mut all);
        all
    }

    /// The site that is shown.
    pub fn site(&self) -> Option<&Site> {
        self.shown.as_deref().map(|shown| &*shown.site)
    }

    /// Whether the rules have still to look at the site that is shown.
    pub fn is_being_checked(&self) -> bool {
        self.shown.is_some() && self.findings.is_none()
    }

    /// The files as they are now, for saying where in them something is wrong.
    pub fn world(&self) -> &HeldWorld<DiskWorld> {
        &self.world
    }
}
