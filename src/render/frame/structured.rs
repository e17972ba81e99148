//! Structured data (schema.org) for search engines.

use serde_json::{Value, json};

use crate::address::{Page, report_title, series};
use crate::document::fields::ReportKind;
use crate::render::context::PageContext;
use crate::render::view::Html;
use crate::site::{ReportId, View};

impl PageContext<'_> {
    /// The page as JSON-LD; `None` for a page outside reports.
    pub(in crate::render) fn structured_data(&self) -> Option<Html> {
        let (report, view) = self.page.report()?;
        let mut things = vec![match self.page {
            Page::Recommendation(..) => self.recommendation_thing(report, view),
            Page::Changes(..) | Page::List(..) => self.part(report, view),
            _ => self.report_thing(report, view),
        }];
        if matches!(self.page, Page::Report(..)) {
            things.extend(self.dataset(report, view));
        }
        let graph = json!({ "@context": "https://schema.org", "@graph": things });
        Some(Html(for_script(&graph)))
    }

    /// The data common to all pages of a report. The page's description is in its `meta`.
    fn thing(&self, report: ReportId, view: View) -> Value {
        let mut thing = json!({
            "@type": "Report",
            "name": self.names.page(self.page),
            "url": self.absolute(self.page),
            "inLanguage": &*self.config().language,
        });
        if let Some(publishers) = self.publishers() {
            thing["publisher"] = publishers;
        }
        if let View::Edition(edition) = view {
            let date = self.site.report(report).edition(edition).date;
            thing["datePublished"] = date.to_string().into();
        }
        thing
    }

    fn report_thing(&self, report: ReportId, view: View) -> Value {
        let mut thing = self.thing(report, view);
        if let Some(series) = series(self.site, report) {
            thing["alternateName"] = series.into();
        }
        if view != View::Latest {
            thing["isPartOf"] = self.whole(report, View::Latest);
        }
        self.identify(&mut thing, report, view);
        if let (ReportKind::Review, Some(of)) =
            (self.site.report(report).kind, self.site.report(report).of)
        {
            thing["about"] = self.whole(of, View::Latest);
        }
        thing
    }

    fn part(&self, report: ReportId, view: View) -> Value {
        let mut thing = self.thing(report, view);
        thing["isPartOf"] = self.whole(report, view);
        thing
    }

    fn recommendation_thing(&self, report: ReportId, view: View) -> Value {
        let mut thing = self.part(report, view);
        if let Page::Recommendation(id, view) = self.page {
            thing["reportNumber"] = self.site.number(*id, *view).as_str().into();
        }
        thing
    }

    /// The report as referenced by its parts.
    fn whole(&self, report: ReportId, view: View) -> Value {
        let mut whole = json!({
            "@type": "Report",
            "name": report_title(self.site, report),
            "url": self.absolute(&Page::Report(report, view)),
        });
        self.identify(&mut whole, report, view);
        whole
    }

    /// Adds the DOI of an edition.
    fn identify(&self, thing: &mut Value, report: ReportId, view: View) {
        let View::Edition(edition) = view else { return };
        if let Some(doi) = self.site.doi(report, edition) {
            thing["identifier"] = json!({
                "@type": "PropertyValue",
                "propertyID": "DOI",
                "value": doi.as_str(),
                "url": doi.url(),
            });
        }
    }

    fn publishers(&self) -> Option<Value> {
        let authors = &self.config().authors;
        let one = |name: &str| json!({ "@type": "Organization", "name": name });
        (!authors.is_empty()).then(|| authors.iter().map(|author| one(author)).collect())
    }

    /// The data files with this page's content.
    fn dataset(&self, report: ReportId, view: View) -> Option<Value> {
        let files = self.data_files();
        if files.is_empty() {
            return None;
        }
        let distribution: Vec<Value> = files
            .iter()
            .map(|file| {
                json!({
                    "@type": "DataDownload",
                    "encodingFormat": file.media_type(),
                    "contentUrl": self.absolute(&Page::Data(*file)),
                })
            })
            .collect();
        let title = report_title(self.site, report);
        let mut dataset = json!({
            "@type": "Dataset",
            "name": self.names.page(self.page),
            "description": self.text("dataset-description", &[("title", &title)]),
            "url": self.absolute(self.page),
            "inLanguage": &*self.config().language,
            "isAccessibleForFree": true,
            "distribution": distribution,
        });
        if let Some(publishers) = self.publishers() {
            dataset["creator"] = publishers;
        }
        if let Some(covered) = self.covered(report, view) {
            dataset["temporalCoverage"] = covered.into();
        }
        Some(dataset)
    }

    /// The time from the first to the last edition known in the view.
    fn covered(&self, report: ReportId, view: View) -> Option<String> {
        let report = self.site.report(report);
        let last = match view {
            View::Latest => report.editions.last()?,
            View::Edition(edition) => report.edition(edition),
        };
        Some(format!("{}/{}", report.editions.first()?.date, last.date))
    }
}

/// JSON, escaped for a `script` element: nothing can end the element or begin a comment.
fn for_script(value: &Value) -> String {
    value.to_string().replace('<', "\\u003c")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_the_script() {
        let value = json!({ "a": "</script><!-- <script>" });
        let text = for_script(&value);
        assert!(!text.contains('<'), "{text}");
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
    }
}
