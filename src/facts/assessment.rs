//! Assessments of a review beside the statuses that are reported.

use super::{Facts, ShownStatus};
use crate::document::fields::{AssessmentKind, StatusKind};
use crate::site::{AssessmentMeaning, RecommendationId, ReportId, View};

/// What a review judges of a recommendation, and what is reported of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Assessed<'f> {
    /// The entry.
    pub entry: RecommendationId,
    /// The recommendation, if it exists.
    pub about: Option<RecommendationId>,
    /// The assessment; `None` if the entry has none.
    pub assessment: Option<&'f AssessmentMeaning>,
    /// The reported status; `None` if not yet reported.
    pub reported: Option<ShownStatus<'f>>,
    /// The view of the report in which it is reported; `None` if that had no edition yet.
    pub view: Option<View>,
}

/// Whether an assessment confirms what is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agreement {
    /// Both say that it is done, or that it is not.
    Agrees,
    /// Reported as done but assessed as not or partly met, or the other way round.
    Differs,
}

impl Agreement {
    /// Its keyword for templates.
    pub fn word(self) -> &'static str {
        match self {
            Self::Agrees => "agrees",
            Self::Differs => "differs",
        }
    }
}

impl Assessed<'_> {
    /// Whether they agree; `None` where they cannot be compared: nothing reported is no claim, and
    /// what no longer applies is neither met nor unmet.
    pub fn agreement(&self) -> Option<Agreement> {
        let done = self.reported?.status.kind == StatusKind::Done;
        let met = match self.assessment?.kind {
            AssessmentKind::Met => true,
            AssessmentKind::Partly | AssessmentKind::NotMet => false,
            AssessmentKind::NoLongerApplies => return None,
        };
        Some(if met == done { Agreement::Agrees } else { Agreement::Differs })
    }

    /// Whether they disagree.
    pub fn disagrees(&self) -> bool {
        self.agreement() == Some(Agreement::Differs)
    }
}

impl Facts {
    /// The assessment of a review's entry as of a view, beside the status reported in the last
    /// edition up to then; `None` without an entry.
    pub fn assessed(&self, entry: RecommendationId, view: View) -> Option<Assessed<'_>> {
        let site = &*self.site;
        let review = site.report(entry.report);
        let said = site.entry(site.entry_as_of(entry, view)?)?;
        let number = site.recommendation(entry).number.as_str();
        let about = review.of.and_then(|of| site.report(of).find(number));
        let view = review.of.and_then(|of| site.view_across(entry.report, view, of));
        Some(Assessed {
            entry,
            about,
            assessment: said.assessment.as_ref().and_then(|id| review.assessment(id)),
            reported: about.zip(view).and_then(|(about, view)| self.status(about, view)),
            view,
        })
    }

    /// The assessments of all entries of a review as of a view, in order of numbers; empty if the
    /// review has none.
    pub fn assessments(&self, review: ReportId, view: View) -> Vec<Assessed<'_>> {
        let ids = self.site.report(review).ids();
        let assessed: Vec<Assessed<'_>> =
            ids.filter_map(|entry| self.assessed(entry, view)).collect();
        let any = assessed.iter().any(|assessed| assessed.assessment.is_some());
        if any { assessed } else { Vec::new() }
    }
}
