//! The selected part of a report for print.

use crate::render::links::Printed;
use crate::site::{RecommendationId, ReportId, Site, View};

/// A part of a report for print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    /// The report.
    pub report: ReportId,
    /// The view.
    pub view: View,
    /// The recommendations; `None` for all, with the parts around them.
    pub recommendations: Option<Vec<RecommendationId>>,
    /// The volume; `None` for a single document.
    pub volume: Option<Volume>,
}

/// A volume of a long document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Volume {
    /// Its number, from 1.
    pub number: usize,
    /// Number of volumes.
    pub of: usize,
    /// Maximum number of recommendations per volume.
    size: usize,
}

impl Selection {
    /// A whole report.
    pub fn whole(report: ReportId, view: View) -> Self {
        Self { report, view, recommendations: None, volume: None }
    }

    /// Splits into volumes of at most `size` recommendations, if there are more. The first also has
    /// the parts before them, the last those after.
    pub fn volumes(self, site: &Site, size: usize) -> Vec<Self> {
        let of = self.chosen(site).len().div_ceil(size.max(1));
        if of <= 1 {
            return vec![self];
        }
        let volume = |number| Some(Volume { number, of, size });
        (1..=of).map(|number| Self { volume: volume(number), ..self.clone() }).collect()
    }

    /// The recommendations of all volumes, in order.
    pub(super) fn chosen(&self, site: &Site) -> Vec<RecommendationId> {
        let report = site.report(self.report);
        let all = || site.shown(self.report, self.view).collect();
        let mut ids: Vec<_> = self.recommendations.clone().unwrap_or_else(all);
        ids.sort_unstable_by_key(|id| report.place_of(*id, self.view));
        ids.dedup();
        ids
    }

    /// Whether the parts around the recommendations are printed, in this or another volume.
    pub(super) fn is_whole(&self) -> bool {
        self.recommendations.is_none()
    }

    /// Whether the document begins here.
    pub(super) fn begins(&self) -> bool {
        self.volume.is_none_or(|volume| volume.number == 1)
    }

    /// Whether the document ends here.
    pub(super) fn ends(&self) -> bool {
        self.volume.is_none_or(|volume| volume.number == volume.of)
    }

    /// The content of the document.
    pub(super) fn printed(&self, site: &Site) -> Printed {
        let known = site.report(self.report);
        let mut recommendations = self.chosen(site);
        if let Some(Volume { number, size, .. }) = self.volume {
            let from = ((number - 1) * size).min(recommendations.len());
            let to = (from + size).min(recommendations.len());
            recommendations = recommendations[from..to].to_vec();
        }
        let edition = known.edition_as_of(self.view);
        let (before, after) = (self.is_whole() && self.begins(), self.is_whole() && self.ends());
        let latest = self.view == View::Latest;
        let reviews = site.reviews_of(self.report).filter(|_| after && latest);
        Printed {
            report: self.report,
            view: self.view,
            recommendations,
            changes: edition.filter(|_| before),
            reviews: reviews.map(|review| review.place).collect(),
            late: before,
            lists: after,
        }
    }
}
