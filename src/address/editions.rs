//! Which editions a page lists.

use crate::site::{EditionId, ReportId, Site, View};

/// The most editions that a page of one edition lists, so that a report of many editions grows with what is said and
/// not with its square. The latest page of a report and of a recommendation has all of them, but for the matrix.
const MOST_LISTED: usize = 12;

/// The editions that a page lists, oldest first.
pub struct Listed {
    /// The editions.
    pub editions: Vec<EditionId>,
    /// How many that the page's view knows are older, and not listed.
    pub earlier: usize,
}

impl Listed {
    /// All of them in the latest view, the last ones in that of an edition.
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

/// The editions of a report before and after a view.
pub fn editions_known(site: &Site, report: ReportId, view: View) -> Vec<EditionId> {
    let editions = site.report(report).edition_ids();
    match view {
        View::Latest => editions.collect(),
        View::Edition(last) => editions.filter(|edition| *edition <= last).collect(),
    }
}
