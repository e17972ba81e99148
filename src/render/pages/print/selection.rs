//! Which part of a report is printed.

use crate::render::links::Printed;
use crate::site::{RecommendationId, ReportId, Site, View};

/// Which part of a report is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    /// The report.
    pub report: ReportId,
    /// As of when.
    pub view: View,
    /// The recommendations; `None` for all of them, with what stands around them.
    pub recommendations: Option<Vec<RecommendationId>>,
    /// The part of these that one of several documents holds; `None` for all in one.
    pub volume: Option<Volume>,
}

/// One of the documents that a long one is divided into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Volume {
    /// Its number, from 1.
    pub number: usize,
    /// How many there are.
    pub of: usize,
    /// How many recommendations one of them holds at most.
    size: usize,
}

impl Selection {
    /// A report, whole.
    pub fn whole(report: ReportId, view: View) -> Self {
        Self { report, view, recommendations: None, volume: None }
    }

    /// The documents that hold it with at most so many recommendations in one: itself, where it is not
    /// longer than that. The first has what comes before the recommendations, the last what comes after.
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
        let all = || site.report(self.report).ids().collect();
        let mut ids: Vec<_> = self.recommendations.clone().unwrap_or_else(all);
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// Whether what stands around the recommendations of a report is printed, in this or another volume.
    pub(super) fn is_whole(&self) -> bool {
        self.recommendations.is_none()
    }

    /// Whether this is where a document begins.
    pub(super) fn begins(&self) -> bool {
        self.volume.is_none_or(|volume| volume.number == 1)
    }

    /// Whether this is where a document ends.
    pub(super) fn ends(&self) -> bool {
        self.volume.is_none_or(|volume| volume.number == volume.of)
    }

    /// What the document holds.
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
            lists: after,
        }
    }
}
