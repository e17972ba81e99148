//! What templates see: plain data, ready to show, with every address spelled out.
//!
//! `docs/themes.md` describes the same types for authors of themes. HTML is in fields of the
//! type [`Html`] only, which templates pass through `safe`; everything else is text, which they
//! escape. Fields that may be missing are `null` in templates, never undefined.

use serde::Serialize;

/// HTML that is complete and was made safe.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Html(pub String);

/// What every page has, as `site`.
#[derive(Clone, Debug, Serialize)]
pub struct SiteView {
    /// The site's title.
    pub title: String,
    /// What the site is about.
    pub description: Option<String>,
    /// Who publishes it.
    pub authors: Vec<String>,
    /// BCP 47 tag.
    pub language: String,
    /// `ltr` or `rtl`.
    pub direction: String,
    /// The absolute address of the site, ending in `/`.
    pub url: Option<String>,
}

/// What every page has, as `page`.
#[derive(Clone, Debug, Serialize)]
pub struct PageView {
    /// `front`, `report`, `edition`, `recommendation`, `review`, `page`, `redirect` or `not-found`.
    pub kind: &'static str,
    /// The page's own title.
    pub title: String,
    /// What the page is about, for search engines.
    pub description: Option<String>,
    /// The absolute address that search engines are told; only with a `site-url`.
    pub canonical: Option<String>,
    /// Where the page's source can be edited.
    pub edit_url: Option<String>,
    /// The front page.
    pub home: LinkView,
    /// The pages above this one, the front page first, without the page itself.
    pub breadcrumbs: Vec<LinkView>,
    /// The reports and the pages at the top of the site.
    pub navigation: Vec<NavigationView>,
    /// Addresses of style sheets, in the order to load them.
    pub stylesheets: Vec<String>,
    /// Addresses of the theme's other assets, by their names in the theme.
    pub assets: std::collections::BTreeMap<String, String>,
    /// The levels of headings: the page's own title, its sections, and parts of these.
    pub level: LevelView,
    /// What every id begins with.
    pub ids: String,
}

/// Levels of headings, from 1 to 6.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct LevelView {
    /// The page's title.
    pub page: u8,
    /// A section.
    pub section: u8,
    /// A part of a section.
    pub part: u8,
    /// A part of a part.
    pub detail: u8,
}

/// A page to go to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LinkView {
    /// What it is called.
    pub title: String,
    /// Its address.
    pub url: String,
}

/// A page of the site's navigation.
#[derive(Clone, Debug, Serialize)]
pub struct NavigationView {
    /// What it is called.
    pub title: String,
    /// Its address.
    pub url: String,
    /// Whether it is this page, or this page lies below it.
    pub current: bool,
}

/// A date, as machines and as people read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DateView {
    /// `2016`, `2016-Q3`, `2016-09` or `2016-09-30`.
    pub iso: String,
    /// As the site's language writes it: "30 September 2016".
    pub text: String,
    /// The text in a `time` element; for a quarter, which HTML has no notation for, the text.
    pub html: Html,
}

/// A status of the report's vocabulary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StatusView {
    /// What updates write: `behind-replan`.
    pub id: String,
    /// What readers see.
    pub label: String,
    /// `done`, `active`, `late` or `dropped`.
    pub kind: &'static str,
}

/// The status that a recommendation has as of a view.
#[derive(Clone, Debug, Serialize)]
pub struct ShownStatusView {
    /// The status.
    pub status: StatusView,
    /// The recommendation that it is inherited from; `null` for an own status.
    pub inherited_from: Option<LinkView>,
}

/// An edition to go to.
#[derive(Clone, Debug, Serialize)]
pub struct EditionLinkView {
    /// The name of its directory.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its date.
    pub date: DateView,
    /// Its address, or that of the recommendation's page in it.
    pub url: String,
}

/// A recommendation to go to.
#[derive(Clone, Debug, Serialize)]
pub struct RecommendationLinkView {
    /// Its number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Both: "Recommendation 25: Mechanisms for identifying risks".
    pub name: String,
    /// Its address, in the same view as the page that shows it.
    pub url: String,
    /// Its status in that view.
    pub status: Option<StatusView>,
}

/// A reference from or to a recommendation.
#[derive(Clone, Debug, Serialize)]
pub struct ReferenceView {
    /// `mentions`, `see` or `covered-by`.
    pub strength: &'static str,
    /// The number at the other end; `null` where that is no recommendation but a page.
    pub number: Option<String>,
    /// The title of the other end.
    pub title: String,
    /// What the other end is called: a recommendation by number and title.
    pub name: String,
    /// The address of the other end.
    pub url: String,
    /// The name of the edition, where the reference names one.
    pub edition: Option<String>,
}

/// `recommendation` on the page of a recommendation.
#[derive(Clone, Debug, Serialize)]
pub struct RecommendationView {
    /// Its number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// The report's short name.
    pub series: Option<String>,
    /// The report.
    pub report: LinkView,
    /// The group it is filed under in this view.
    pub group: Option<String>,
    /// The adopted statement.
    pub statement: Html,
    /// What the statement is called, where it is not quoted.
    pub statement_label: Option<String>,
    /// What the accepting body decided.
    pub disposition: Option<DispositionView>,
    /// The edition whose page this is; `null` on the latest page.
    pub edition: Option<EditionLinkView>,
    /// On an edition's page: whether a later edition exists.
    pub later_exists: bool,
    /// On an edition's page: the latest page of the recommendation.
    pub latest_url: Option<String>,
    /// On the latest page: the page that will always say the same, in the last edition.
    pub permanent_url: Option<String>,
    /// The status in this view; `null` where nothing has been reported.
    pub status: Option<ShownStatusView>,
    /// The whole vocabulary of the report.
    pub legend: Vec<StatusView>,
    /// What has been reported; `null` where nothing has.
    pub update: Option<UpdateView>,
    /// What it refers to, itself left out.
    pub refers_to: Vec<ReferenceView>,
    /// What refers to it.
    pub referred_by: Vec<ReferenceView>,
    /// The recommendation under which its status is reported.
    pub covered_by: Option<RecommendationLinkView>,
    /// The recommendations whose status is reported under it.
    pub covers: Vec<RecommendationLinkView>,
    /// Every edition that this view knows, oldest first.
    pub history: Vec<HistoryView>,
    /// On the latest page: what reviews do about it.
    pub reviews: Vec<ReviewOfView>,
    /// The recommendation before it.
    pub previous: Option<RecommendationLinkView>,
    /// The recommendation after it.
    pub next: Option<RecommendationLinkView>,
}

/// What the accepting body decided.
#[derive(Clone, Debug, Serialize)]
pub struct DispositionView {
    /// `accepted`, `accepted in principle`, `pending` or `rejected`.
    pub decision: &'static str,
    /// When it was decided.
    pub date: Option<DateView>,
    /// Where the resolution can be read.
    pub resolution: Option<String>,
}

/// What one edition says about a recommendation.
#[derive(Clone, Debug, Serialize)]
pub struct UpdateView {
    /// The day whose state it describes.
    pub as_of: DateView,
    /// The edition that says it.
    pub edition: EditionLinkView,
    /// Whether it is carried forward from an edition before the view's own.
    pub carried_forward: bool,
    /// The points of its timeline.
    pub timeline: Option<TimelineView>,
    /// What was promised.
    pub deliverables: Vec<DeliverableView>,
    /// The project status.
    pub narrative: Option<SectionView>,
    /// The implementation notes.
    pub notes: Option<SectionView>,
    /// What was amended after publication, newest first.
    pub corrections: Vec<CorrectionView>,
}

/// A part of an update's text.
#[derive(Clone, Debug, Serialize)]
pub struct SectionView {
    /// The heading in the author's words; `null` where the text has none.
    pub heading: Option<String>,
    /// The text.
    pub html: Html,
}

/// A timeline, laid out for a picture: coordinates are in user units of an SVG.
#[derive(Clone, Debug, Serialize)]
pub struct TimelineView {
    /// Width of the picture.
    pub width: u32,
    /// Height of the picture.
    pub height: u32,
    /// Height of the line on which the points stand.
    pub line_y: u32,
    /// The points, in order.
    pub points: Vec<MilestoneView>,
}

/// A point of a timeline.
#[derive(Clone, Debug, Serialize)]
pub struct MilestoneView {
    /// What happens there.
    pub label: String,
    /// The label, broken into lines that fit under the point.
    pub lines: Vec<LineView>,
    /// When; `null` where that is not known, and then it stands at the as-of date.
    pub date: Option<DateView>,
    /// Its status: its own, or the recommendation's.
    pub status: Option<StatusView>,
    /// Where it stands in the picture.
    pub x: u32,
}

/// A line of a label in a picture.
#[derive(Clone, Debug, Serialize)]
pub struct LineView {
    /// The text.
    pub text: String,
    /// Where its base line is.
    pub y: u32,
}

/// A deliverable.
#[derive(Clone, Debug, Serialize)]
pub struct DeliverableView {
    /// What identifies it, where the author gave it an id.
    pub id: Option<String>,
    /// Its place in the list, from 1.
    pub position: usize,
    /// What is promised.
    pub html: Html,
    /// The phase it belongs to.
    pub phase: Option<String>,
    /// Who is responsible.
    pub responsible: Vec<String>,
    /// The date first promised.
    pub due: Option<DateView>,
    /// The date promised instead.
    pub revised_due: Option<DateView>,
    /// Why the date was moved.
    pub slip_reason: Option<String>,
    /// Whether it is done.
    pub done: bool,
    /// When it was completed, where that is known.
    pub completed: Option<DateView>,
    /// Its status.
    pub status: Option<StatusView>,
    /// Where the result can be seen.
    pub evidence: Vec<LinkView>,
}

/// An amendment of a published edition.
#[derive(Clone, Debug, Serialize)]
pub struct CorrectionView {
    /// When it was made.
    pub date: DateView,
    /// What was amended.
    pub html: Html,
}

/// One edition in the history of a recommendation.
#[derive(Clone, Debug, Serialize)]
pub struct HistoryView {
    /// The edition; the address is that of the recommendation's page in it.
    pub edition: EditionLinkView,
    /// The status it shows; `null` where nothing had been reported.
    pub status: Option<ShownStatusView>,
    /// The as-of date of what it shows.
    pub as_of: Option<DateView>,
    /// Whether the edition itself says something, rather than carrying forward.
    pub reported: bool,
    /// Whether it is the edition of this page.
    pub current: bool,
}

/// What a review does about a recommendation.
#[derive(Clone, Debug, Serialize)]
pub struct ReviewOfView {
    /// The review; the address is that of its entry.
    pub review: LinkView,
    /// The entry.
    pub entry: EntryView,
}

/// How many recommendations have which status.
#[derive(Clone, Debug, Serialize)]
pub struct TotalsView {
    /// How many recommendations there are.
    pub recommendations: usize,
    /// Every status of the vocabulary, in its order, with how many have it.
    pub statuses: Vec<CountView>,
    /// How many have no status, because nothing has been reported.
    pub not_reported: usize,
    /// How many are done.
    pub done: usize,
    /// The share that is done, in whole percent, rounded down.
    pub done_percent: usize,
    /// How many are late.
    pub late: usize,
}

/// How many recommendations have one status.
#[derive(Clone, Debug, Serialize)]
pub struct CountView {
    /// The status.
    pub status: StatusView,
    /// How many have it.
    pub count: usize,
}

/// One recommendation in a table.
#[derive(Clone, Debug, Serialize)]
pub struct RowView {
    /// Its number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Its address.
    pub url: String,
    /// The group it is filed under.
    pub group: Option<String>,
    /// Its status; `null` where nothing has been reported.
    pub status: Option<ShownStatusView>,
    /// The as-of date of what is shown.
    pub as_of: Option<DateView>,
    /// In an edition: whether the edition itself says something about it.
    pub reported: bool,
    /// The recommendation under which it is reported.
    pub covered_by: Option<LinkView>,
}

/// A group of recommendations.
#[derive(Clone, Debug, Serialize)]
pub struct GroupView {
    /// Its name; `null` for those filed nowhere.
    pub name: Option<String>,
    /// An id, unique on the page.
    pub id: String,
    /// Its recommendations.
    pub rows: Vec<RowView>,
    /// How many have which status.
    pub totals: TotalsView,
}

/// `report` on the page of a report and of an edition.
#[derive(Clone, Debug, Serialize)]
pub struct ReportView {
    /// Its title.
    pub title: String,
    /// Its short name.
    pub series: Option<String>,
    /// Its address.
    pub url: String,
    /// Its own text.
    pub body: Html,
    /// The edition whose page this is; `null` on the latest page.
    pub edition: Option<EditionView>,
    /// On the latest page: the last edition.
    pub last_edition: Option<EditionLinkView>,
    /// How many have which status in this view.
    pub totals: TotalsView,
    /// The recommendations in this view, by group, in the order of the first number of each.
    pub groups: Vec<GroupView>,
    /// On the latest page: every edition, newest first, with its totals.
    pub editions: Vec<EditionTotalsView>,
    /// The whole vocabulary of statuses.
    pub legend: Vec<StatusView>,
    /// On the latest page: the reviews of this report.
    pub reviews: Vec<LinkView>,
    /// Pages of this report.
    pub pages: Vec<LinkView>,
}

/// What is known of the edition whose page this is.
#[derive(Clone, Debug, Serialize)]
pub struct EditionView {
    /// The name of its directory.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its date.
    pub date: DateView,
    /// It in a sentence.
    pub summary: Option<String>,
    /// Its own text.
    pub body: Html,
    /// How many recommendations it says something about itself.
    pub reported: usize,
    /// The edition before it.
    pub previous: Option<EditionLinkView>,
    /// Whether a later edition exists.
    pub later_exists: bool,
    /// The latest page of the report.
    pub latest_url: String,
}

/// An edition in the list of editions.
#[derive(Clone, Debug, Serialize)]
pub struct EditionTotalsView {
    /// The edition.
    pub edition: EditionLinkView,
    /// It in a sentence.
    pub summary: Option<String>,
    /// How many recommendations it says something about itself.
    pub reported: usize,
    /// How many have which status.
    pub totals: TotalsView,
}

/// `review` on the page of a review.
#[derive(Clone, Debug, Serialize)]
pub struct ReviewView {
    /// Its title.
    pub title: String,
    /// Its short name.
    pub series: Option<String>,
    /// Its own text.
    pub body: Html,
    /// The report that it is about.
    pub of: Option<LinkView>,
    /// The edition whose page this is; `null` on the latest page.
    pub edition: Option<EditionView>,
    /// On the latest page: every edition, newest first.
    pub editions: Vec<EditionLinkView>,
    /// Its teams.
    pub teams: Vec<TeamView>,
    /// Its entries, by group.
    pub groups: Vec<EntryGroupView>,
    /// How many entries there are.
    pub entries: usize,
    /// How many recommendations the reviewed report has.
    pub recommendations: usize,
    /// The recommendations of the reviewed report that have no entry.
    pub missing: Vec<RecommendationLinkView>,
}

/// A team of reviewers.
#[derive(Clone, Debug, Serialize)]
pub struct TeamView {
    /// Its code.
    pub code: String,
    /// Its name, where the review gives one.
    pub name: Option<String>,
}

/// A group of a review's entries.
#[derive(Clone, Debug, Serialize)]
pub struct EntryGroupView {
    /// Its name; `null` for those filed nowhere.
    pub name: Option<String>,
    /// An id, unique on the page.
    pub id: String,
    /// Its entries.
    pub entries: Vec<EntryView>,
}

/// A review's entry on one recommendation.
#[derive(Clone, Debug, Serialize)]
pub struct EntryView {
    /// The number, which is also the entry's id on the review's page.
    pub number: String,
    /// The entry's id on the review's page.
    pub anchor: String,
    /// The title of the recommendation.
    pub title: Option<String>,
    /// The recommendation by number and, where it is known, title.
    pub name: String,
    /// The latest page of the recommendation.
    pub url: Option<String>,
    /// The statement as the review quotes it.
    pub statement: Option<Html>,
    /// Teams.
    pub teams: Vec<TeamView>,
    /// How much is done, in percent.
    pub progress: Option<u32>,
    /// The entry under which it is dealt with.
    pub covered_by: Option<LinkView>,
    /// What the reviewers do.
    pub tasks: Vec<TaskView>,
    /// The reviewers' notes.
    pub notes: Option<Html>,
}

/// A piece of the reviewers' work.
#[derive(Clone, Debug, Serialize)]
pub struct TaskView {
    /// What is done.
    pub html: Html,
    /// Teams.
    pub teams: Vec<TeamView>,
    /// How much is done, in percent.
    pub progress: Option<u32>,
    /// The parts it consists of.
    pub tasks: Vec<TaskView>,
}

/// `front` on the front page.
#[derive(Clone, Debug, Serialize)]
pub struct FrontView {
    /// The page's title.
    pub title: String,
    /// Its text.
    pub body: Html,
    /// Implementation reports.
    pub reports: Vec<ReportCardView>,
    /// Reviews.
    pub reviews: Vec<ReviewCardView>,
}

/// A report on the front page.
#[derive(Clone, Debug, Serialize)]
pub struct ReportCardView {
    /// Its title.
    pub title: String,
    /// Its short name.
    pub series: Option<String>,
    /// Its address.
    pub url: String,
    /// The last edition.
    pub last_edition: Option<EditionLinkView>,
    /// How many have which status.
    pub totals: TotalsView,
}

/// A review on the front page.
#[derive(Clone, Debug, Serialize)]
pub struct ReviewCardView {
    /// Its title.
    pub title: String,
    /// Its short name.
    pub series: Option<String>,
    /// Its address.
    pub url: String,
    /// The report that it is about.
    pub of: Option<LinkView>,
    /// How many entries it has.
    pub entries: usize,
    /// How many recommendations the reviewed report has.
    pub recommendations: usize,
}

/// `content` on an ordinary page.
#[derive(Clone, Debug, Serialize)]
pub struct ContentView {
    /// The page's title.
    pub title: String,
    /// Its text.
    pub body: Html,
}

/// `redirect` on the page of an alias.
#[derive(Clone, Debug, Serialize)]
pub struct RedirectView {
    /// Where the page is now.
    pub target: LinkView,
}
