//! Timeline chart of milestones.

use crate::document::content::Update;
use crate::render::context::PageContext;
use crate::render::pictures::lettering;
use crate::render::view::{LineView, MilestoneView, TimelineView};
use crate::site::RecommendationId;

/// Width of a point, in user units.
const STEP: u32 = 180;
/// Y coordinate of the line.
const LINE_Y: u32 = 44;
/// Y coordinate of a label's first line.
const LABEL_Y: u32 = 82;
/// Line height of labels.
const LINE_HEIGHT: u32 = 18;
/// Line width of labels, and their type size.
const LINE_ROOM: u32 = STEP - 6;
const LINE_TYPE: u32 = 14;

/// The milestones of an update in order; `None` without any. Evenly spaced: most have no date, and
/// a scale would suggest precision.
pub(in crate::render) fn view(
    cx: &PageContext<'_>,
    id: RecommendationId,
    update: &Update,
) -> Option<TimelineView> {
    if update.milestones.is_empty() {
        return None;
    }
    let report = cx.site.report(id.report);
    let shown = cx.status_of(id, cx.view());
    let points: Vec<MilestoneView> = update
        .milestones
        .iter()
        .zip(0..)
        .map(|(milestone, place)| {
            let own = milestone.status.as_ref().and_then(|status| report.status(status));
            let lines = lettering::lines(&milestone.label, LINE_ROOM, LINE_TYPE);
            MilestoneView {
                label: milestone.label.to_string(),
                lines: lines
                    .into_iter()
                    .zip(0..)
                    .map(|(text, line)| LineView { text, y: LABEL_Y + line * LINE_HEIGHT })
                    .collect(),
                date: milestone.date.as_ref().map(|date| cx.date(date.value)),
                status: own.and_then(|own| cx.status(own)).or_else(|| shown.clone()),
                x: STEP / 2 + place * STEP,
            }
        })
        .collect();
    let count = u32::try_from(points.len()).unwrap_or(u32::MAX);
    let longest = points.iter().map(|point| point.lines.len()).max().unwrap_or(1);
    let longest = u32::try_from(longest).unwrap_or(1);
    // One more line than the longest label, for the date.
    let height = LABEL_Y + (longest + 1) * LINE_HEIGHT;
    Some(TimelineView { width: count.saturating_mul(STEP), height, line_y: LINE_Y, points })
}
