//! `bag-info.txt`: who, what, when, and how to read it.

use std::fmt::Write as _;

use chrono::NaiveDate;

use super::{Counts, STAND_INS, Scope};
use crate::address::report_title;
use crate::path::Route;
use crate::percent;
use crate::site::{Edition, Site};

/// `bagit.txt`.
pub(super) const DECLARED: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

/// Where the published files of a bag are.
pub(super) const PUBLISHED: &str = "data/site/";

/// Where the sources of a bag are.
pub(super) const SOURCES: &str = "data/source/";

/// The text of `bag-info.txt`.
pub(super) fn text(site: &Site, scope: Scope, counts: Counts) -> String {
    let mut info = Info(String::new());
    for author in &site.config.authors {
        info.say("Source-Organization", author);
    }
    match scope {
        Scope::Site => about_site(&mut info, site),
        Scope::Edition(report, id) => {
            let edition = site.report(report).edition(id);
            let named = format!("{}/{}", site.report(report).id, edition.id);
            let title = report_title(site, report);
            info.say("External-Description", &format!("{title}, edition of {}", edition.date));
            if let Some(url) = &site.config.site_url {
                let path = percent::path(&named).into_owned();
                info.say("External-Identifier", &format!("{}{path}/", url.as_str()));
            }
            if let Some(doi) = site.doi(report, id) {
                info.say("External-Identifier", &doi.url());
            }
            info.say("Internal-Sender-Identifier", &named);
            info.date(edition.day());
            let begins = format!("{PUBLISHED}{named}/index.html");
            info.say("Internal-Sender-Description", &of_edition(&begins, counts));
        }
    }
    if counts.drafts > 0 {
        let drafts = format!("Draft files that were left out: {}", counts.drafts);
        info.say("Internal-Sender-Description", &drafts);
    }
    info.say("Bag-Software-Agent", concat!("ssr-site ", env!("CARGO_PKG_VERSION")));
    info.say("Payload-Oxum", &format!("{}.{}", counts.bytes, counts.files));
    info.0
}

fn about_site(info: &mut Info, site: &Site) {
    info.say("External-Description", &site.config.title);
    if let Some(url) = &site.config.site_url {
        info.say("External-Identifier", url.as_str());
    }
    let editions = site.reports.iter().flat_map(|report| &report.editions);
    info.date(editions.filter_map(Edition::day).max());
    let description = format!(
        "The published site is in {PUBLISHED} and can be read from there: begin with \
         {PUBLISHED}index.html. Its sources are in {SOURCES}."
    );
    info.say("Internal-Sender-Description", &description);
}

fn of_edition(begins: &str, counts: Counts) -> String {
    let mut text = format!(
        "The pages of the edition, as published, are in {PUBLISHED} and can be read from there: \
         begin with {begins}. All sources of the site are in {SOURCES}."
    );
    if counts.stand_ins > 0 {
        let _ = write!(
            text,
            " Pages outside the edition that its pages link to are not in the bag: each of the {} \
             files that {STAND_INS} lists leads to the published page instead.",
            counts.stand_ins
        );
    }
    text
}

/// Lines of label and value.
struct Info(String);

impl Info {
    fn say(&mut self, label: &str, value: &str) {
        // A value in several lines would be read as several.
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = writeln!(self.0, "{label}: {value}");
    }

    fn date(&mut self, day: Option<NaiveDate>) {
        if let Some(day) = day {
            self.say("Bagging-Date", &day.to_string());
        }
    }
}

/// The place of a published file in a bag.
pub(super) fn published(route: &Route) -> Route {
    Route::new(format!("{PUBLISHED}{route}"))
}
