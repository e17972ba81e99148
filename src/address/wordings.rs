//! What the pages of each report call its recommendations.

use std::sync::Arc;

use crate::site::{ReportId, Site};
use crate::theme::{Theme, Worded, Wording};

/// A theme in the words of each report of a site.
pub struct Wordings {
    /// For pages about the whole site.
    of_site: Arc<Worded>,
    of_reports: Vec<Arc<Worded>>,
}

impl Wordings {
    /// The wordings of a site.
    pub fn new(site: &Site, theme: &Theme) -> Self {
        let of_reports = site.reports.iter().map(|report| {
            let own = report.item.as_ref();
            theme.worded(own.map_or(Wording::Theme, Wording::Own))
        });
        let of_site = match &*site.items() {
            [] | [(None, _)] => Wording::Theme,
            [(Some(item), _)] => Wording::Own(item),
            _ => Wording::Any,
        };
        Self { of_site: theme.worded(of_site), of_reports: of_reports.collect() }
    }

    /// The theme in the words of a report, or of the whole site.
    pub fn of(&self, report: Option<ReportId>) -> &Worded {
        let own = report.and_then(|report| self.of_reports.get(report.0 as usize));
        own.unwrap_or(&self.of_site)
    }
}
