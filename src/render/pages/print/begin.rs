//! The parts before the recommendations: cover and overview, and the list of recommendations.

use super::Document;
use crate::address::{Listed, Page, report_title, series};
use crate::config::{PageSize, TextDirection};
use crate::facts::Group;
use crate::render::context::PageContext;
use crate::render::links::Printed;
use crate::render::pages::report::since;
use crate::render::view::{
    ContentsView, DateView, LinkView, PartView, PrintGroupView, PrintView, Shared, TotalsView,
    VolumeView,
};
use crate::site::{ReportId, View};

/// Metadata of a document, for programs that do not read the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Described {
    /// Its title.
    pub title: String,
    /// Its authors.
    pub authors: Vec<String>,
    /// A one-sentence description.
    pub subject: Option<String>,
    /// Keywords: the series and the groups of its recommendations.
    pub keywords: Vec<String>,
    /// BCP 47 tag of the language.
    pub language: String,
    /// Whether the text is right-to-left.
    pub right_to_left: bool,
}

impl Document<'_> {
    pub(super) fn described(&self, cx: &PageContext<'_>) -> Described {
        let config = &cx.site.config;
        Described {
            title: self.heading(cx, self.as_of(cx).as_ref()),
            authors: config.authors.iter().map(ToString::to_string).collect(),
            subject: cx.names.description(cx.page),
            keywords: self.keywords(cx),
            language: config.language.to_string(),
            right_to_left: config.text_direction == TextDirection::RightToLeft,
        }
    }

    pub(super) fn view(&self, cx: &PageContext<'_>, way_back: Vec<LinkView>) -> PrintView {
        let (site, report) = (cx.site, self.printed.report);
        let view = self.printed.view;
        let overview = self.selection.begins();
        let whole = self.selection.is_whole() && overview;
        let Listed { editions, earlier } = Listed::of(site, report, view);
        let editions = editions.into_iter().filter(|_| whole);
        let as_of = self.as_of(cx);
        let edition = site.report(report).edition_as_of(view);
        PrintView {
            way_back,
            title: report_title(site, report),
            heading: self.heading(cx, as_of.as_ref()),
            keywords: self.keywords(cx),
            series: series(site, report),
            edition: edition.map(|edition| cx.edition_link(report, edition, None)),
            summary: edition.and_then(|edition| cx.edition_summary(report, edition)),
            as_of,
            address: site.config.site_url.as_ref().and_then(|_| cx.links.canonical(self.route)),
            doi: match view {
                View::Edition(edition) => site.doi(report, edition),
                View::Latest => None,
            }
            .map(|doi| LinkView { title: doi.as_str().to_owned(), url: doi.url() }),
            selected: (!self.selection.is_whole()).then_some(self.chosen.len()),
            volume: self.volume(cx),
            overview,
            page_size: match site.config.page_size {
                PageSize::A4 => "A4",
                PageSize::Letter => "letter",
            },
            margins: self.margins(cx, edition),
            totals: self.totals(cx),
            editions: editions.map(|edition| cx.edition_totals(report, edition)).collect(),
            earlier: cx.earlier(report, earlier).filter(|_| whole),
            groups: if whole { groups(cx, report) } else { Vec::new() },
            since: since(cx, report).filter(|_| whole),
            movement: cx.movement(report).filter(|_| whole),
            parts: self.parts(cx, overview),
            legend: cx.legend(report),
        }
    }

    /// The recommendations of this document.
    pub(super) fn contents(&self, cx: &PageContext<'_>) -> Vec<ContentsView> {
        let (site, view) = (cx.site, self.printed.view);
        let entry = |id| ContentsView {
            id: format!("{}{}", site.config.id_prefix, Printed::recommendation(site, id, view)),
            title: cx.names.numbered_title(id, view),
            level: site.level(id, view),
            status: cx.shown_status(id, view).map(|shown| shown.status),
        };
        self.printed.recommendations.iter().copied().map(entry).collect()
    }

    /// The pages of the site that have the same content: the report, and the edition.
    pub(super) fn way_back(&self, page: &Page) -> Vec<LinkView> {
        let cx = PageContext::new(self.rendering, page, self.route);
        let report = self.printed.report;
        let edition = cx.site.report(report).edition_as_of(self.printed.view);
        let whole = LinkView {
            title: report_title(cx.site, report),
            url: cx.links.page(&Page::Report(report, View::Latest)),
        };
        let edition = edition.map(|edition| cx.edition_link(report, edition, None));
        let edition = edition.map(|edition| LinkView { title: edition.title, url: edition.url });
        [whole].into_iter().chain(edition).collect()
    }

    /// Counts of the report, or of every selected recommendation: the totals of a report may leave out
    /// wholes or parts.
    fn totals(&self, cx: &PageContext<'_>) -> TotalsView {
        let (report, view) = (self.printed.report, self.printed.view);
        if self.selection.is_whole() {
            return cx.totals_in(report, view);
        }
        let totals = cx.facts.totals_of(report, view, self.chosen.iter().copied());
        TotalsView { counted: None, ..cx.totals(report, &totals) }
    }

    /// The latest as-of date in the document.
    fn as_of(&self, cx: &PageContext<'_>) -> Option<Shared<DateView>> {
        let days = self.chosen.iter().filter_map(|id| {
            let (_, document) = cx.site.carried(*id, self.printed.view)?;
            cx.site.as_of(document)
        });
        days.max().map(|day| cx.date(day))
    }

    fn heading(&self, cx: &PageContext<'_>, as_of: Option<&Shared<DateView>>) -> String {
        let report = self.printed.report;
        let title = report_title(cx.site, report);
        let title = match (self.printed.view, as_of) {
            (View::Edition(edition), _) => cx.names.in_view(title, report, View::Edition(edition)),
            (View::Latest, Some(day)) => {
                cx.text("print-title-latest", &[("title", &title), ("date", &day.text)])
            }
            (View::Latest, None) => title,
        };
        match self.volume(cx) {
            Some(VolumeView { name }) => {
                cx.text("print-title-volume", &[("title", &title), ("volume", &name)])
            }
            None => title,
        }
    }

    fn volume(&self, cx: &PageContext<'_>) -> Option<VolumeView> {
        let volume = self.selection.volume?;
        let (number, of) = (volume.number.to_string(), volume.of.to_string());
        let name = cx.text("print-volume", &[("number", &number), ("of", &of)]);
        Some(VolumeView { name })
    }

    fn keywords(&self, cx: &PageContext<'_>) -> Vec<String> {
        let (site, view) = (cx.site, self.printed.view);
        let mut words: Vec<String> = series(site, self.printed.report).into_iter().collect();
        for id in &self.printed.recommendations {
            if let Some(group) = site.group(*id, view)
                && !words.iter().any(|word| word == group.as_str())
            {
                words.push(group.to_string());
            }
        }
        words
    }

    /// The parts of the document, in order.
    fn parts(&self, cx: &PageContext<'_>, overview: bool) -> Vec<PartView> {
        let prefix = &cx.site.config.id_prefix;
        let part = |id: &str, title: String| PartView { id: format!("{prefix}{id}"), title };
        let named = |there: bool, id, key| there.then(|| part(id, cx.text(key, &[])));
        let Printed { changes, late, lists, reviews, .. } = self.printed;
        let reviews = reviews
            .iter()
            .enumerate()
            .map(|(place, review)| part(&Printed::review(place), report_title(cx.site, *review)));
        [
            named(overview, "overview", "print-overview"),
            named(*late, "overdue", "lists.overdue"),
            named(changes.is_some(), "changes", "changes-title"),
            named(true, "contents", "recommendations"),
            named(*lists, "part-owners", "lists.owners"),
            named(*lists, "references", "lists.references"),
        ]
        .into_iter()
        .flatten()
        .chain(reviews)
        .collect()
    }
}

/// The groups with their counts, if there are several.
fn groups(cx: &PageContext<'_>, report: ReportId) -> Vec<PrintGroupView> {
    let groups = &cx.facts.rollup(report, cx.view()).groups;
    let groups = groups.iter().filter(|_| groups.len() > 1);
    let group = |group: &Group| PrintGroupView {
        name: group.name.as_ref().map(ToString::to_string),
        totals: cx.totals(report, &group.totals),
    };
    groups.map(group).collect()
}
