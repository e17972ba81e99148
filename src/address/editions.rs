//! The editions listed on a page.

use crate::site::{EditionId, ReportId, Site, View};

/// Maximum number of editions listed on an edition's page: otherwise sizes would grow
/// quadratically. The latest pages of reports and recommendations list all.
const MOST_LISTED: usize = 12;

/// Listed editions, oldest first.
pub struct Listed {
    /// The editions.
    pub editions: Vec<EditionId>,
    /// Number of older editions known in the view and not listed.
    pub earlier: usize,
}

impl Listed {
    /// All in the latest view, the last ones in an edition's.
    pub fn of(site: &Site, report: ReportId, view: View) -> Self {
        Self::at_most(MOST_LISTED, site, report, view)
    }

    /// The same with another maximum in an edition's view.
    pub fn at_most(most: usize, site: &Site, report: ReportId, view: View) -> Self {
        let mut editions = editions_known(site, report, view);
        let earlier = match view {
            View::Latest => 0,
            View::Edition(_) => editions.len().saturating_sub(most),
        };
        editions.drain(..earlier);
        Self { editions, earlier }
    }
}

/// The editions before and after a view.
pub fn editions_known(site: &Site, report: ReportId, view: View) -> Vec<EditionId> {
    let editions = site.report(report).edition_ids();
    match view {
        View::Latest => editions.collect(),
        View::Edition(last) => editions.filter(|edition| *edition <= last).collect(),
    }
}
