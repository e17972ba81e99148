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
        match view {
            View::Latest => Self { editions: editions_known(site, report, view), earlier: 0 },
            View::Edition(_) => Self::last(site, report, view),
        }
    }

    /// The last ones in any view.
    pub fn last(site: &Site, report: ReportId, view: View) -> Self {
        let mut editions = editions_known(site, report, view);
        let earlier = editions.len().saturating_sub(MOST_LISTED);
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
