//! A report as one document that travels alone: for paper, and for programs that make PDFs.
//!
//! It is written part by part, and never held whole. Everything in it is the same as on the pages
//! of the site, but for how links are spelled: what the document holds is linked inside it, and
//! what it does not hold by the absolute address, where there is one.

use std::fmt::Write as _;
use std::io;

use serde::Serialize;
use tera::{Context, Value};

use super::context::PageContext;
use super::{Diagnostic, Failure, Location, Page, Rendering, View, changes, lists, recommendation};
use super::{report_title, review, series};
use crate::config::PageSize;
use crate::path::Route;
use crate::render::links::{Addresses, Links, PART_END, Printed};
use crate::render::page::editions_known;
use crate::render::view::{
    ContentsView, MarginsView, PartView, PrintEndView, PrintView, PrintedReviewView, RunningView,
};
use crate::site::{EditionId, RecommendationId, ReportId, Site};

/// Headings of recommendations are one level further down than on their own pages.
const SHIFT: u8 = 1;

/// Which part of a report is printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection {
    /// The report.
    pub report: ReportId,
    /// As of when.
    pub view: View,
    /// The recommendations; `None` for all of them, with what stands around them.
    pub recommendations: Option<Vec<RecommendationId>>,
}

/// Writes a document.
pub(in crate::render) fn write(
    rendering: &Rendering<'_>,
    route: &Route,
    selection: &Selection,
    out: &mut dyn io::Write,
) -> Result<(), Failure> {
    let site = rendering.site;
    let printed = printed(site, selection);
    let document = Document {
        rendering,
        route,
        selected: selection.recommendations.is_some(),
        printed: &printed,
        addresses: Addresses::default(),
    };
    let mut out = Out { out, site };
    document.begin(&mut out)?;
    for id in printed.recommendations.iter().copied() {
        document.recommendation(id, &mut out)?;
    }
    document.end(&mut out)
}

fn printed(site: &Site, selection: &Selection) -> Printed {
    let Selection { report, view, recommendations } = selection;
    let known = site.report(*report);
    let whole = recommendations.is_none();
    let mut ids = recommendations.clone().unwrap_or_else(|| known.ids().collect());
    ids.sort_unstable();
    ids.dedup();
    let edition = match view {
        View::Edition(edition) => Some(*edition),
        View::Latest => known.last_edition(),
    };
    let latest = *view == View::Latest;
    let reviews = site.reviews_of(*report).filter(|_| whole && latest);
    Printed {
        report: *report,
        view: *view,
        recommendations: ids,
        changes: edition.filter(|_| whole),
        reviews: reviews.map(|review| review.place).collect(),
        lists: whole,
    }
}

/// Where a document is written.
struct Out<'a> {
    out: &'a mut dyn io::Write,
    site: &'a Site,
}

impl Out<'_> {
    fn write(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.out.write_all(bytes).map_err(|error| {
            let location = Location::file(&self.site.config.path);
            let message = format!("cannot write the print page: {error}");
            Box::new(Diagnostic::error("unwritable-page", location, message))
        })
    }
}

struct Document<'a> {
    rendering: &'a Rendering<'a>,
    route: &'a Route,
    selected: bool,
    printed: &'a Printed,
    addresses: Addresses,
}

impl Document<'_> {
    /// What a part of the document is made with: as the page would be that it is a part of, with
    /// ids that begin with something else.
    fn part<'p>(&'p self, page: &'p Page, ids: &'p str, heading_shift: u8) -> PageContext<'p> {
        let site = self.rendering.site;
        let (report, view) = match page.report() {
            Some((report, view)) => (Some(report), view),
            None => (None, View::Latest),
        };
        let links = Links {
            site,
            theme: self.rendering.theme,
            here: self.route,
            travels: true,
            view,
            report,
            ids,
            printed: Some(self.printed),
        };
        PageContext {
            rendering: self.rendering,
            site,
            page,
            route: self.route,
            links,
            heading_shift,
            addresses: Some(&self.addresses),
        }
    }

    fn begin(&self, out: &mut Out<'_>) -> Result<(), Failure> {
        let page = Page::Report(self.printed.report, self.printed.view);
        let cx = self.part(&page, &self.rendering.site.config.id_prefix, 0);
        let view = self.view(&cx)?;
        render(&cx, "print-begin.html", "print", view, out)
    }

    fn view(&self, cx: &PageContext<'_>) -> Result<PrintView, Failure> {
        let (site, report) = (cx.site, self.printed.report);
        let known = site.report(report);
        let view = self.printed.view;
        let edition = match view {
            View::Edition(edition) => Some(edition),
            View::Latest => known.last_edition(),
        };
        let changes = match self.printed.changes {
            Some(edition) => Some(changes::view(cx, report, edition)?),
            None => None,
        };
        let status = |id| cx.shown_status(id, view).map(|shown| shown.status);
        let contents = self.printed.recommendations.iter().map(|id| ContentsView {
            id: format!("{}{}", site.config.id_prefix, Printed::recommendation(site, *id)),
            title: cx.numbered_title(*id),
            status: status(*id),
        });
        let as_of = self.printed.recommendations.iter().filter_map(|id| {
            let (_, document) = site.carried(*id, view)?;
            site.as_of(document)
        });
        let whole = !self.selected;
        let editions = editions_known(site, report, view).into_iter().filter(|_| whole);
        let title = report_title(site, report);
        let as_of = as_of.max().map(|day| cx.date(day));
        let heading = match (view, &as_of) {
            (View::Edition(edition), _) => cx.titled_in(&title, report, edition),
            (View::Latest, Some(day)) => {
                cx.text("print-title-latest", &[("title", &title), ("date", &day.text)])
            }
            (View::Latest, None) => title.clone(),
        };
        Ok(PrintView {
            title,
            heading,
            series: series(site, report),
            edition: edition.map(|edition| cx.edition_link(report, edition, None)),
            summary: edition.and_then(|edition| cx.edition_summary(report, edition)),
            as_of,
            address: site.config.site_url.as_ref().and_then(|_| cx.links.canonical(self.route)),
            selected: self.selected,
            page_size: match site.config.page_size {
                PageSize::A4 => "A4",
                PageSize::Letter => "letter",
            },
            margins: self.margins(cx, edition),
            running: self.running(cx),
            totals: cx.totals_of(report, view, self.printed.recommendations.iter().copied()),
            editions: editions.map(|edition| cx.edition_totals(report, edition)).collect(),
            movement: cx.movement(report).filter(|_| whole).map_or_else(Vec::new, |m| m.sentences),
            changes,
            contents: contents.collect(),
            legend: cx.legend(report),
            appendix: self.appendix(cx),
        })
    }

    /// What stands at the edges of every page.
    fn margins(&self, cx: &PageContext<'_>, edition: Option<EditionId>) -> MarginsView {
        let report = self.printed.report;
        let title = report_title(cx.site, report);
        let title = match edition {
            Some(edition) => cx.titled_in(&title, report, edition),
            None => title,
        };
        let entry = |status: &crate::render::view::StatusView| {
            let kind = cx.text(&format!("kinds.{}", status.kind), &[]);
            cx.text("print-legend-entry", &[("status", &status.label), ("kind", &kind)])
        };
        let legend: Vec<String> = cx.legend(report).iter().map(entry).collect();
        // The counters stand between these, which only the engine that prints can count.
        let page = cx.text("print-page", &[("page", "\u{0}"), ("pages", "\u{0}")]);
        let mut around = page.split('\u{0}').map(css_string);
        let mut next = || around.next().unwrap_or_else(|| css_string(""));
        MarginsView {
            title: css_string(&title),
            legend: css_string(&legend.join(" · ")),
            before_page: next(),
            before_pages: next(),
            after_pages: next(),
        }
    }

    fn running(&self, cx: &PageContext<'_>) -> Vec<RunningView> {
        let running = self
            .printed
            .recommendations
            .iter()
            .map(|id| RunningView { page: page_name(*id), title: css_string(&cx.numbered(*id)) });
        running.collect()
    }

    /// The parts after the recommendations; one without anything in it is left out there as well.
    fn appendix(&self, cx: &PageContext<'_>) -> Vec<PartView> {
        if self.selected {
            return Vec::new();
        }
        let prefix = &cx.site.config.id_prefix;
        let part = |id: &str, title: String| PartView { id: format!("{prefix}{id}"), title };
        let reviews =
            self.printed.reviews.iter().enumerate().map(|(place, review)| {
                part(&Printed::review(place), report_title(cx.site, *review))
            });
        [
            part("references", cx.text("lists.references", &[])),
            part("overdue", cx.text("lists.overdue", &[])),
        ]
        .into_iter()
        .chain(reviews)
        .collect()
    }

    fn recommendation(&self, id: RecommendationId, out: &mut Out<'_>) -> Result<(), Failure> {
        let site = self.rendering.site;
        let page = Page::Recommendation(id, self.printed.view);
        let name = Printed::recommendation(site, id);
        let part = format!("{}{name}", site.config.id_prefix);
        let ids = format!("{part}{PART_END}");
        let cx = self.part(&page, &ids, SHIFT);
        let view = recommendation::view(&cx, id)?;
        let mut context = Context::new();
        context.insert("part", &part);
        context.insert("page_name", &page_name(id));
        render_with(&cx, context, "print-recommendation.html", "recommendation", view, out)
    }

    fn end(&self, out: &mut Out<'_>) -> Result<(), Failure> {
        let site = self.rendering.site;
        let (report, view) = (self.printed.report, self.printed.view);
        let page = Page::Report(report, view);
        let cx = self.part(&page, &site.config.id_prefix, 0);
        let whole = self.printed.lists;
        let mut reviews = Vec::with_capacity(self.printed.reviews.len());
        for (place, id) in self.printed.reviews.iter().enumerate() {
            let page = Page::Report(*id, View::Latest);
            let part = format!("{}{}", site.config.id_prefix, Printed::review(place));
            let ids = format!("{part}{PART_END}");
            let review = review::view(&self.part(&page, &ids, SHIFT), *id)?;
            reviews.push(PrintedReviewView { id: part, ids, review });
        }
        let view = PrintEndView {
            references: whole.then(|| lists::references(&cx, report)),
            overdue: whole.then(|| lists::overdue(&cx, report)),
            reviews,
            addresses: self.addresses.all(),
        };
        render(&cx, "print-end.html", "end", view, out)
    }
}

/// The name of the pages of a recommendation in CSS.
fn page_name(id: RecommendationId) -> String {
    format!("r{}", id.index)
}

fn render(
    cx: &PageContext<'_>,
    template: &str,
    name: &'static str,
    view: impl Serialize,
    out: &mut Out<'_>,
) -> Result<(), Failure> {
    render_with(cx, Context::new(), template, name, view, out)
}

fn render_with(
    cx: &PageContext<'_>,
    mut context: Context,
    template: &str,
    name: &'static str,
    view: impl Serialize,
    out: &mut Out<'_>,
) -> Result<(), Failure> {
    context.insert("page", &cx.part_view());
    context.insert_value(name, Value::from_serializable(&view));
    let mut bytes = Vec::new();
    cx.rendering.theme.render(template, &context, &mut bytes)?;
    out.write(&bytes)
}

/// A string of CSS, in quotes. Nothing in it ends the string or the style sheet.
fn css_string(text: &str) -> String {
    let mut string = String::with_capacity(text.len() + 2);
    string.push('"');
    for char in text.chars() {
        match char {
            '"' | '\\' | '<' | '>' | '&' => {
                let _ = write!(string, "\\{:x} ", u32::from(char));
            }
            char if char.is_control() => string.push(' '),
            char => string.push(char),
        }
    }
    string.push('"');
    string
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_of_css_stays_one() {
        #[track_caller]
        fn case(text: &str, expected: &str) {
            assert_eq!(css_string(text), expected);
        }
        case("Plan", "\"Plan\"");
        case("\"quoted\" \\", "\"\\22 quoted\\22  \\5c \"");
        case("</style>", "\"\\3c /style\\3e \"");
        case("two\nlines", "\"two lines\"");
    }
}
