//! A site with a distinct text in every place.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use serde_json::Value;
use ssr_site::address::PageList;
use ssr_site::config::Config;
use ssr_site::facts::Facts;
use ssr_site::render::{Rendering, site_view};
use ssr_site::site;
use ssr_site::theme::Theme;

use super::super::harness::Project;

/// Editions of the report and of the dated review.
pub(super) const EDITIONS: [&str; 2] = ["2015-06-30", "2016-06-30"];

/// Number of recommendations.
pub(super) const RECOMMENDATIONS: usize = 3;

/// Number of tasks of an entry: the second is part of the first.
pub(super) const TASKS: usize = 3;

/// The place of a text. Editions count from 0, recommendations from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    Front,
    Page,
    Report,
    Edition(usize),
    EditionNote(usize),
    Statement(usize),
    StatementNote(usize),
    /// The note of a response to a recommendation.
    ResponseNote(usize),
    /// The body of an update, by edition and recommendation: narrative and notes.
    Update(usize, usize),
    UpdateNote(usize, usize),
    /// A deliverable with the same text in both editions.
    Kept(usize),
    /// A deliverable of one edition.
    Row(usize, usize),
    /// The note of that one.
    RowNote(usize, usize),
    Review(Review),
    /// An edition of the dated review.
    ReviewEdition(usize),
    ReviewNote(usize),
    Quotation(Entries, usize),
    Task(Entries, usize, usize),
    Entry(Entries, usize),
    /// A plain text.
    Plain(Plain),
}

/// A review of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Review {
    Dated,
    Undated,
}

/// The entries of a review: undated, or of an edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Entries {
    Undated,
    Of(usize),
}

/// A plain text, shown verbatim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Plain {
    SiteTitle,
    SiteDescription,
    FrontTitle,
    PageTitle,
    PageDescription,
    ReportTitle,
    ReportDescription,
    EditionTitle(usize),
    EditionSummary(usize),
    Title(usize),
    ReviewTitle(Review),
    ReviewDescription(Review),
    ReviewSummary(usize),
}

impl Review {
    pub(super) const ALL: [Self; 2] = [Self::Dated, Self::Undated];

    /// Its directory; the report prints reviews in this order.
    pub(super) fn directory(self) -> &'static str {
        match self {
            Self::Dated => "assessment",
            Self::Undated => "plan",
        }
    }

    /// The entries on its latest page.
    pub(super) fn latest(self) -> Entries {
        match self {
            Self::Dated => Entries::Of(EDITIONS.len() - 1),
            Self::Undated => Entries::Undated,
        }
    }
}

impl Place {
    /// All places.
    pub(super) fn all() -> Vec<Self> {
        let numbers = || 1..=RECOMMENDATIONS;
        let editions = || 0..EDITIONS.len();
        let mut places = vec![Self::Front, Self::Page, Self::Report];
        places.extend(Review::ALL.map(Self::Review));
        for edition in editions() {
            places.extend([Self::Edition(edition), Self::EditionNote(edition)]);
            places.extend([Self::ReviewEdition(edition), Self::ReviewNote(edition)]);
            let of_edition = [Self::Update, Self::UpdateNote, Self::Row, Self::RowNote];
            places.extend(numbers().flat_map(|n| of_edition.map(|place| place(edition, n))));
        }
        for n in numbers() {
            places.extend([Self::Statement(n), Self::StatementNote(n), Self::Kept(n)]);
            places.push(Self::ResponseNote(n));
            for entries in editions().map(Entries::Of).chain([Entries::Undated]) {
                places.extend([Self::Quotation(entries, n), Self::Entry(entries, n)]);
                places.extend((0..TASKS).map(|task| Self::Task(entries, n, task)));
            }
        }
        places.extend(plain().map(Self::Plain));
        places
    }

    /// Whether the text is a body rather than a value of front matter.
    pub(super) fn is_body(self) -> bool {
        let note = matches!(
            self,
            Self::EditionNote(_)
                | Self::StatementNote(_)
                | Self::ResponseNote(_)
                | Self::UpdateNote(..)
                | Self::ReviewNote(_)
        );
        let row = matches!(
            self,
            Self::Kept(_)
                | Self::Row(..)
                | Self::RowNote(..)
                | Self::Quotation(..)
                | Self::Task(..)
        );
        !note && !row && !matches!(self, Self::Plain(_))
    }

    /// The unique date of a correction.
    pub(super) fn day(self) -> NaiveDate {
        let place = Self::all().iter().position(|place| *place == self).unwrap_or_default();
        let first = NaiveDate::from_ymd_opt(2017, 1, 1).unwrap_or_default();
        first + Days::new(place as u64)
    }
}

fn plain() -> impl Iterator<Item = Plain> {
    use Plain::*;
    let one = [
        SiteTitle,
        SiteDescription,
        FrontTitle,
        PageTitle,
        PageDescription,
        ReportTitle,
        ReportDescription,
    ];
    let dated = [EditionTitle, EditionSummary, ReviewSummary];
    let dated = (0..EDITIONS.len()).flat_map(move |edition| dated.map(|of| of(edition)));
    let reviews = Review::ALL.map(|review| [ReviewTitle(review), ReviewDescription(review)]);
    let titles = (1..=RECOMMENDATIONS).map(Title);
    one.into_iter().chain(dated).chain(reviews.into_iter().flatten()).chain(titles)
}

/// The texts of a site.
#[derive(Clone, Debug)]
pub(super) struct Site(BTreeMap<Place, String>);

/// The output by address.
pub(super) type Pages = BTreeMap<String, Vec<u8>>;

impl Site {
    /// A site with these texts, and a word in every other place.
    pub(super) fn of(texts: impl IntoIterator<Item = (Place, String)>) -> Self {
        let mut site: BTreeMap<Place, String> =
            Place::all().into_iter().map(|place| (place, "Words".to_owned())).collect();
        site.extend(texts.into_iter().filter(|(_, text)| !text.trim().is_empty()));
        Self(site)
    }

    /// The text in a place.
    pub(super) fn text(&self, place: Place) -> &str {
        &self.0[&place]
    }

    /// All pages, even with errors: a preview shows them too.
    pub(super) fn pages(&self) -> Pages {
        let world = self.project().world();
        let (config, _) = Config::load(&world);
        let (site, _) = site::Site::load(config.unwrap(), &world);
        let (theme, _) = Theme::load(&site.config, &world);
        let mut theme = theme.unwrap();
        theme.set_global("site", &site_view(&site));
        let (list, _) = PageList::new(&site, &theme);
        let facts = Facts::new(site);
        let rendering = Rendering::new(&facts, &theme, &world, &list);
        let routes = list.routes().iter().map(ToString::to_string).enumerate();
        let read = routes.filter(|(_, route)| is_read(route));
        read.map(|(index, route)| {
            let mut page = Vec::new();
            if let Err(told) = rendering.write(index, &mut page) {
                panic!("{route}: {told}");
            }
            (route, page)
        })
        .collect()
    }

    fn quoted(&self, place: Place) -> String {
        // JSON strings are valid TOML.
        Value::from(self.text(place)).to_string()
    }

    fn plain(&self, place: Plain) -> String {
        self.quoted(Place::Plain(place))
    }

    fn project(&self) -> Project {
        let book = format!(
            "[book]\ntitle = {}\ndescription = {}\n[output.html]\nsite-url = \"https://example.org/r/\"\n",
            self.plain(Plain::SiteTitle),
            self.plain(Plain::SiteDescription)
        );
        let front = format!("title = {}\n", self.plain(Plain::FrontTitle));
        let about = format!(
            "title = {}\ndescription = {}\n",
            self.plain(Plain::PageTitle),
            self.plain(Plain::PageDescription)
        );
        let report = format!(
            "kind = \"implementation\"\nseries = \"SSR1\"\ntitle = {}\ndescription = {}\n",
            self.plain(Plain::ReportTitle),
            self.plain(Plain::ReportDescription)
        );
        let mut project = Project::empty()
            .file("book.toml", book)
            .file("content/_index.md", self.document(&front, Place::Front))
            .file("content/about.md", self.document(&about, Place::Page))
            .file("content/ssr1/_index.md", self.document(&report, Place::Report));
        for review in Review::ALL {
            let path = format!("content/{}/_index.md", review.directory());
            let front_matter = format!(
                "kind = \"review\"\nof = \"ssr1\"\ntitle = {}\ndescription = {}\n",
                self.plain(Plain::ReviewTitle(review)),
                self.plain(Plain::ReviewDescription(review))
            );
            project = project.file(&path, self.document(&front_matter, Place::Review(review)));
        }
        let project = (0..EDITIONS.len()).fold(project, |project, at| self.edition(project, at));
        (1..=RECOMMENDATIONS).fold(project, |project, number| self.recommendation(project, number))
    }

    /// Front matter, and the text of a place as body.
    fn document(&self, front_matter: &str, body: Place) -> String {
        format!("+++\n{front_matter}+++\n{}", self.text(body))
    }

    fn correction(&self, place: Place) -> String {
        format!("[[corrections]]\ndate = {}\nnote = {}\n", place.day(), self.quoted(place))
    }

    fn edition(&self, project: Project, at: usize) -> Project {
        let named = |title: String, summary, note| {
            let summary = self.plain(summary);
            format!("title = {title}\nsummary = {summary}\n{}", self.correction(note))
        };
        let title = self.plain(Plain::EditionTitle(at));
        let own = named(title, Plain::EditionSummary(at), Place::EditionNote(at));
        let dated = "\"Edition of the review\"".to_owned();
        let review = named(dated, Plain::ReviewSummary(at), Place::ReviewNote(at));
        let (edition, directory) = (EDITIONS[at], Review::Dated.directory());
        let path = |report| format!("content/{report}/{edition}/_index.md");
        project
            .file(&path("ssr1"), self.document(&own, Place::Edition(at)))
            .file(&path(directory), self.document(&review, Place::ReviewEdition(at)))
    }

    fn recommendation(&self, project: Project, n: usize) -> Project {
        let title = self.plain(Plain::Title(n));
        let note = self.correction(Place::StatementNote(n));
        let response = self.quoted(Place::ResponseNote(n));
        let response = format!("[[responses]]\naddressee = \"Board\"\nnote = {response}\n");
        let adopted = format!("number = {n}\ntitle = {title}\n{response}{note}");
        let path = format!("content/ssr1/recommendations/rec-{n}.md");
        let plan = format!("content/{}/rec-{n}.md", Review::Undated.directory());
        let mut project = project
            .file(&path, self.document(&adopted, Place::Statement(n)))
            .file(&plan, self.entry(Entries::Undated, n));
        for (at, edition) in EDITIONS.iter().enumerate() {
            let row = |place| format!("[[deliverables]]\ntext = {}\n", self.quoted(place));
            let rows = [Place::Kept(n), Place::Row(at, n)].map(row).concat();
            let rows = format!("{rows}note = {}\n", self.quoted(Place::RowNote(at, n)));
            let note = self.correction(Place::UpdateNote(at, n));
            let update = format!("number = {n}\nstatus = \"planned\"\n{rows}{note}");
            let path = |report| format!("content/{report}/{edition}/rec-{n}.md");
            project = project
                .file(&path("ssr1"), self.document(&update, Place::Update(at, n)))
                .file(&path(Review::Dated.directory()), self.entry(Entries::Of(at), n));
        }
        project
    }

    fn entry(&self, entries: Entries, n: usize) -> String {
        let task = |at| format!("text = {}\n", self.quoted(Place::Task(entries, n, at)));
        let front_matter = format!(
            "number = {n}\nstatement = {}\n[[tasks]]\n{}[[tasks.tasks]]\n{}[[tasks]]\n{}",
            self.quoted(Place::Quotation(entries, n)),
            task(0),
            task(1),
            task(2)
        );
        self.document(&front_matter, Place::Entry(entries, n))
    }
}

/// Whether a page is compared: not a theme asset, and not made of others' words.
fn is_read(route: &str) -> bool {
    let skipped = ["assets/", "data/schema/", "404", "robots", "sitemap", "search.html"];
    !skipped.iter().any(|start| route.starts_with(start))
}
