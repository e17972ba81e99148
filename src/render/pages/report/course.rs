//! The course of each recommendation over the last editions.

use crate::address::Listed;
use crate::facts::State;
use crate::render::context::PageContext;
use crate::render::view::{CourseView, CoursesView, RunView};
use crate::site::{RecommendationId, ReportId, View};

/// Maximum number of editions in a course on an edition's page: otherwise sizes would grow
/// quadratically. The latest page shows all.
const MOST: usize = 8;

/// The editions that the courses on a page show.
pub(super) struct Courses(Listed);

impl Courses {
    pub(super) fn new(cx: &PageContext<'_>, report: ReportId) -> Self {
        Self(Listed::at_most(MOST, cx.site, report, cx.view()))
    }

    /// `None` without an edition.
    pub(super) fn view(&self, cx: &PageContext<'_>, report: ReportId) -> Option<CoursesView> {
        Some(CoursesView {
            editions: self.0.editions.len(),
            earlier: self.0.earlier,
            from: cx.edition_date(report, *self.0.editions.first()?),
            to: cx.edition_date(report, *self.0.editions.last()?),
        })
    }

    /// The course of one recommendation.
    pub(super) fn of(&self, cx: &PageContext<'_>, id: RecommendationId) -> Option<CourseView> {
        let mut runs: Vec<(State<'_>, RunView)> = Vec::new();
        let mut reported = Vec::new();
        for (edition, place) in self.0.editions.iter().zip(0..) {
            let view = View::Edition(*edition);
            let shows = cx.site.shows(id, view);
            let state = if shows { cx.facts.state(id, view) } else { State::NotReported };
            if shows && cx.site.is_updated_in(id, *edition) {
                reported.push(place);
            }
            match runs.last_mut() {
                Some((last, run)) if last.says_the_same(state) => run.editions += 1,
                _ => {
                    let status = cx.status_of(id, view).filter(|_| shows);
                    runs.push((state, RunView { status, start: place, editions: 1 }));
                }
            }
        }
        let text = self.text(cx, id.report, &runs, reported.len())?;
        Some(CourseView { runs: runs.into_iter().map(|(_, run)| run).collect(), reported, text })
    }

    /// "Not yet reported; Complete from 30 September 2015. Reported in 2 of 4 editions."
    fn text(
        &self,
        cx: &PageContext<'_>,
        report: ReportId,
        runs: &[(State<'_>, RunView)],
        reported: usize,
    ) -> Option<String> {
        let mut parts = Vec::with_capacity(runs.len());
        for (state, run) in runs {
            let status = match state {
                State::Stated(shown) => shown.status.label.to_string(),
                State::NotStated | State::NotReported => cx.text(state.word(), &[]),
            };
            let date = cx.edition_date(report, *self.0.editions.get(run.start)?).text.clone();
            parts.push(match run.start {
                0 => status,
                _ => cx.text("course-run", &[("status", &status), ("date", &date)]),
            });
        }
        let list = parts.join(&cx.text("course-separator", &[]));
        let (count, editions) = (reported.to_string(), self.0.editions.len().to_string());
        let arguments = [("n", &*editions), ("reported", &*count), ("list", &*list)];
        Some(cx.text("course-text", &arguments))
    }
}
