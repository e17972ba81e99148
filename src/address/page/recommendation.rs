//! A recommendation, as of a view.

use super::{Kind, Names, Page, file};
use crate::address::series;
use crate::data::File;
use crate::facts::State;
use crate::path::Route;
use crate::site::{DocumentId, RecommendationId, ReportId, Site, View};
use crate::theme::Theme;

pub(super) struct Recommendation(pub(super) RecommendationId, pub(super) View);

impl Kind for Recommendation {
    fn name(&self, _: &Site) -> &'static str {
        "recommendation"
    }

    fn template(&self, _: &Site) -> Option<&'static str> {
        Some("recommendation.html")
    }

    /// An edition that was frozen without it has no page of it: then that of the latest view.
    fn route(&self, site: &Site, _: &Theme) -> Route {
        let view = if site.shows(self.0, self.1) { self.1 } else { View::Latest };
        file(site, self.0.report, view, site.stem(self.0, view), ".html")
    }

    fn document(&self, site: &Site) -> Option<DocumentId> {
        let carried = site.carried(self.0, self.1).map(|(_, document)| document);
        carried.or(site.recommendation(self.0).document)
    }

    fn report(&self) -> Option<(ReportId, View)> {
        Some((self.0.report, self.1))
    }

    fn title(&self, names: &Names<'_>) -> String {
        names.in_view(names.numbered_title(self.0, self.1), self.0.report, self.1)
    }

    fn above(&self, site: &Site) -> Vec<Page> {
        let report = |view| Page::Report(self.0.report, view);
        let edition = (self.1 != View::Latest).then(|| report(self.1));
        let wholes =
            site.wholes(self.0, self.1).into_iter().map(|id| Page::Recommendation(id, self.1));
        [Page::Front, report(View::Latest)].into_iter().chain(edition).chain(wholes).collect()
    }

    fn description(&self, names: &Names<'_>) -> Option<String> {
        let Self(id, view) = *self;
        let title = match series(names.site, id.report) {
            Some(series) => format!("{series} {}", names.numbered_title(id, view)),
            None => names.numbered_title(id, view),
        };
        let shown = match names.facts.state(id, view) {
            State::NotReported => {
                return Some(names.text("descriptions.not-reported", &[("title", &title)]));
            }
            State::NotStated => {
                return Some(names.text("descriptions.not-stated", &[("title", &title)]));
            }
            State::Stated(shown) => shown,
        };
        // An inherited status is as old as the update of its source.
        let source = shown.inherited_from.unwrap_or(id);
        let as_of =
            |id| names.site.carried(id, view).and_then(|(_, update)| names.site.as_of(update));
        let day = match shown.derived_from {
            0 => as_of(source),
            // A derived one is as old as the last update below.
            _ => names.site.all_parts(id, view).into_iter().filter_map(as_of).max(),
        };
        let date = day.map(|day| names.date(day)).unwrap_or_default();
        let status = shown.status.label.as_str();
        let arguments = [("title", title.as_str()), ("status", status), ("date", &date)];
        Some(names.text("descriptions.recommendation", &arguments))
    }

    fn data(&self, _: &Site) -> Vec<File> {
        vec![match self.1 {
            View::Latest => File::Report(self.0.report),
            View::Edition(edition) => File::Edition(self.0.report, edition),
        }]
    }

    fn is_told_to_crawlers(&self) -> bool {
        true
    }
}
