//! Page margin texts, truncated to fit: paper does not scroll.

use super::{Document, css};
use crate::address::report_title;
use crate::render::context::PageContext;
use crate::render::pictures::lettering;
use crate::render::view::MarginsView;
use crate::site::{EditionId, View};

/// Width and type size, in tenths of a point, as in `print.css`: for A4 portrait, the narrowest
/// page.
struct Edge {
    room: u32,
    type_size: u32,
}

/// 70 % of 170 mm, in 7.5 points.
const TITLE: Edge = Edge { room: 3373, type_size: 75 };

/// Maximum number of lines. Four would reach the unprintable edge.
const MOST_LINES: usize = 3;

impl Edge {
    fn fits(&self, words: &str) -> bool {
        lettering::fits(words, self.room, self.type_size, MOST_LINES)
    }
}

impl Document<'_> {
    pub(super) fn margins(&self, cx: &PageContext<'_>, edition: Option<EditionId>) -> MarginsView {
        // Page counters go between these; only the print engine knows them.
        let page = cx.text("print-page", &[("page", "\u{0}"), ("pages", "\u{0}")]);
        let mut around = page.split('\u{0}').map(css::string);
        let mut next = || around.next().unwrap_or_else(|| css::string(""));
        MarginsView {
            title: css::string(&self.running_title(cx, edition)),
            before_page: next(),
            before_pages: next(),
            after_pages: next(),
        }
    }

    /// The report and its edition; a long title is truncated.
    fn running_title(&self, cx: &PageContext<'_>, edition: Option<EditionId>) -> String {
        let report = self.printed.report;
        let title = report_title(cx.site, report);
        let title = match edition {
            Some(edition) => cx.names.in_view(title, report, View::Edition(edition)),
            None => title,
        };
        if TITLE.fits(&title) {
            return title;
        }
        // Lines are not filled completely.
        let lines = u32::try_from(MOST_LINES).unwrap_or(1);
        lettering::shortened(&title, TITLE.room * lines * 2 / 3, TITLE.type_size)
    }
}
