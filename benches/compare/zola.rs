//! A Zola project whose pages are like those of `ssr-site`, as far as its templates reach.
//!
//! Each recommendation has a page as of each edition and a latest one. Facts, statement, timeline,
//! deliverables, prose and history are Markdown, and what is around them is in the templates in
//! `zola/`. With the same in the front matter, for templates to write, as a report is written,
//! Zola takes twice as long. What Zola cannot derive is left out: changes since the last edition,
//! what is overdue, charts.
#![expect(clippy::disallowed_methods, reason = "not part of the product: it writes projects")]

use std::fs;
use std::path::Path;

use anyhow::Context as _;
use ssr_site::date::{DateParts, PartialDate};
use ssr_site::document::Content;
use ssr_site::document::content::{Deliverable, Milestone, Update};
use ssr_site::document::fields::{Completion, Disposition};
use ssr_site::document::prose::Part;
use ssr_site::project;
use ssr_site::site::{DocumentId, EditionId, RecommendationId, Report, Site, View};
use ssr_site::world::World;
use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, value};

use super::facts;
use super::prose::{Prose, Reader};

const TEMPLATES: [(&str, &str); 5] = [
    ("base.html", include_str!("zola/base.html")),
    ("index.html", include_str!("zola/index.html")),
    ("page.html", include_str!("zola/page.html")),
    ("recommendation.html", include_str!("zola/recommendation.html")),
    ("section.html", include_str!("zola/section.html")),
];

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const QUARTERS: [&str; 4] = ["first", "second", "third", "fourth"];

/// Writes the project; returns the number of its pages.
pub(crate) fn write(world: &dyn World, root: &Path) -> anyhow::Result<usize> {
    let site = &project::site(world, |_| ()).0.context("the project has no settings")?;
    let report = site.only_implementation().context("the project has no single report")?;
    let report = site.report(report);
    let writer = Writer { site, report, world, root };
    writer.put("config.toml", &writer.settings().to_string())?;
    for (name, template) in TEMPLATES {
        writer.put(&format!("templates/{name}"), template)?;
    }
    let mut pages = 0;
    for (id, document) in site.documents() {
        let is_section =
            matches!(document.content, Content::Page(_) | Content::Report(_) | Content::Edition(_));
        if is_section {
            writer.section(id)?;
            pages += 1;
        }
    }
    for view in report.edition_ids().map(View::Edition).chain([View::Latest]) {
        for id in report.ids() {
            writer.recommendation(id, view)?;
            pages += 1;
        }
    }
    Ok(pages)
}

struct Writer<'a> {
    site: &'a Site,
    report: &'a Report,
    world: &'a dyn World,
    root: &'a Path,
}

impl Writer<'_> {
    fn settings(&self) -> DocumentMut {
        let mut settings = DocumentMut::new();
        settings["base_url"] = value("https://www.example.org");
        settings["title"] = value(&*self.site.config.title);
        for output in ["compile_sass", "build_search_index", "generate_feeds"] {
            settings[output] = value(false);
        }
        for output in ["generate_sitemap", "generate_robots_txt"] {
            settings[output] = value(false);
        }
        let mut extra = Table::new();
        extra["report"] = value(self.title(self.report.document));
        extra["series"] = value(self.series());
        extra["folder"] = value(&*self.report.id);
        let editions = self.report.edition_ids().rev();
        extra["editions"] = value(editions.map(|id| self.edition(id)).collect::<Array>());
        settings["extra"] = Item::Table(extra);
        settings
    }

    fn title(&self, document: DocumentId) -> &str {
        match &self.site.document(document).content {
            Content::Page(page) => &page.title,
            Content::Report(report) => &report.title,
            Content::Edition(edition) => &edition.title,
            _ => "",
        }
    }

    fn series(&self) -> &str {
        match &self.site.document(self.report.document).content {
            Content::Report(report) => report.series.as_deref().unwrap_or_default(),
            _ => "",
        }
    }

    fn edition(&self, id: EditionId) -> InlineTable {
        [("id", &*self.report.edition(id).id), ("title", self.edition_title(id))]
            .into_iter()
            .collect()
    }

    fn edition_title(&self, id: EditionId) -> &str {
        let edition = self.report.edition(id);
        edition.document.map_or(&*edition.id, |document| self.title(document))
    }

    /// The front page, the report or an edition.
    fn section(&self, id: DocumentId) -> anyhow::Result<()> {
        let mut front_matter = DocumentMut::new();
        front_matter["title"] = value(self.title(id));
        front_matter["sort_by"] = value("slug");
        let place = |to, view: Option<View>| self.path(to, view.unwrap_or(View::Latest));
        let text = Reader { site: self.site, id, place: &place }.body(self.world)?;
        self.page(&facts::path(self.site, id), &front_matter, &text)
    }

    fn recommendation(&self, id: RecommendationId, view: View) -> anyhow::Result<()> {
        let site = self.site;
        let (number, name) = (site.number(id, view), site.title(id, view));
        let name = name.map_or("", |name| &**name);
        let path = self.path(id, view).context("a recommendation without a file")?;
        let place = |to, other: Option<View>| self.path(to, other.unwrap_or(view));
        let mut text = Prose::default();
        let mut description = vec![format!("{} Recommendation {number}: {name}.", self.series())];
        let carried = site.carried(id, view);
        let carried = carried
            .and_then(|(edition, document)| Some((edition, document, site.update(document)?)));
        if let Some((edition, _, update)) = carried
            && let Some(status) = &update.status
        {
            let day = in_words(self.as_of(edition, update));
            description.push(format!("Status as of {day}: {}.", self.status(status).0));
            let as_of = aside(&format!("as of {day}"));
            text.push(format!("<p class=\"state\">{} {as_of}</p>\n", self.mark(status)));
        }
        text.push(self.facts(id, view)?);
        let statement = site.recommendation(id).document;
        let statement = statement.context("a recommendation without a file")?;
        text.push("## Statement\n\n> ");
        let statement = Reader { site, id: statement, place: &place }.body(self.world)?;
        text.append(statement.map(|text| text.replace('\n', "\n> ")));
        text.push("\n\n");
        if let Some((_, document, update)) = carried {
            let reader = Reader { site, id: document, place: &place };
            self.work(&reader, update, &mut text);
            text.append(reader.body(self.world)?);
        }
        text.push(self.history(id, view));
        let mut front_matter = DocumentMut::new();
        front_matter["title"] = value(format!("Recommendation {number}: {name}"));
        front_matter["description"] = value(description.join(" "));
        front_matter["template"] = value("recommendation.html");
        if let View::Edition(edition) = view {
            let mut extra = Table::new();
            extra["edition"] = value(&*self.report.edition(edition).id);
            front_matter["extra"] = Item::Table(extra);
        }
        self.page(&path, &front_matter, &text)
    }

    /// Where it is reported, what was decided, and its group.
    fn facts(&self, id: RecommendationId, view: View) -> anyhow::Result<String> {
        let mut facts = Vec::new();
        if let Some((edition, _)) = self.site.carried(id, view) {
            let address = self.address(id, edition);
            let title = self.edition_title(edition);
            facts.push(("Reported in", format!("<a href=\"{address}\">{title}</a>")));
        }
        let adopted = self.site.adopted(id).context("a recommendation without a file")?;
        if let Some(Disposition { decision, date, resolution }) = &adopted.disposition {
            let day =
                date.as_ref().map_or_else(String::new, |day| format!(", {}", time(day.value)));
            let resolution = resolution.as_ref().map_or_else(String::new, |resolution| {
                let address = resolution.value.as_str();
                format!(" <a href=\"{address}\">Read the resolution</a>")
            });
            let decided = format!("{}{day}{resolution}", decision.word());
            facts.push(("Decision", decided));
        }
        if let Some(group) = self.site.group(id, view) {
            facts.push(("Group", group.to_string()));
        }
        let facts =
            facts.iter().map(|(name, fact)| format!("<div><dt>{name}</dt><dd>{fact}</dd></div>\n"));
        Ok(format!("<dl class=\"facts\">\n{}</dl>\n\n", facts.collect::<String>()))
    }

    /// Milestones and deliverables.
    fn work(&self, reader: &Reader<'_>, update: &Update, out: &mut Prose) {
        if !update.milestones.is_empty() {
            let rows = update.milestones.iter().map(|milestone| self.milestone(milestone));
            out.push(format!("## Timeline\n\n{}\n", rows.collect::<String>()));
        }
        if !update.deliverables.is_empty() {
            out.push("## Deliverables\n\n| No. | Deliverable | Responsible | Due | Status | Evidence |\n");
            out.push(format!("{}|\n", "| --- ".repeat(6)));
            for (index, deliverable) in update.deliverables.iter().enumerate() {
                self.deliverable(reader, deliverable, index, out);
            }
            out.push("\n");
        }
    }

    fn milestone(&self, milestone: &Milestone) -> String {
        let Milestone { label, date, status } = milestone;
        let date = date.as_ref().map_or_else(String::new, |day| format!("{} ", time(day.value)));
        let status = status.as_ref().map_or_else(String::new, |status| self.mark(&status.value));
        format!("- {date}{} {status}\n", label.value)
    }

    fn deliverable(
        &self,
        reader: &Reader<'_>,
        deliverable: &Deliverable,
        index: usize,
        out: &mut Prose,
    ) {
        let phase = deliverable.phase.as_ref();
        let phase = phase.map_or_else(String::new, |phase| aside(&format!("Phase {phase}")));
        out.push(format!("| {} | {phase} ", index + 1));
        let start = deliverable.text.start.map(|start| start as usize);
        let text = reader.prose(&deliverable.text.text, start, Part::deliverable(index));
        out.append(text.map(facts::cell));
        let responsible: Vec<&str> =
            deliverable.responsible.iter().map(|who| &*who.value).collect();
        let days = [&deliverable.due, &deliverable.revised_due];
        let due = match days.map(|day| day.as_ref().map(|day| time(day.value))) {
            [Some(first), Some(revised)] => format!(
                "<del><span class=\"visually-hidden\">first promised </span>{first}</del> \
                 <ins><span class=\"visually-hidden\">revised to </span>{revised}</ins>"
            ),
            [first, revised] => first.or(revised).unwrap_or_default(),
        };
        let reason = deliverable.slip_reason.as_ref();
        let reason = reason.map_or_else(String::new, |reason| aside(&format!("Reason: {reason}")));
        let status = deliverable.status.as_ref();
        let status = status.map_or_else(String::new, |status| self.mark(&status.value));
        let completed = match deliverable.completed.as_ref().map(|completed| completed.value) {
            Some(Completion::On(day)) => aside(&time(day)),
            _ => String::new(),
        };
        let evidence = deliverable.evidence.iter().map(|link| {
            let address = link.value.as_str();
            format!("[{}]({address})", address.trim_start_matches("https://"))
        });
        let cells = [
            responsible.join(", "),
            format!("{due} {reason}"),
            format!("{status} {completed}"),
            evidence.collect::<Vec<_>>().join(" "),
        ];
        out.push(format!(" | {} |\n", cells.map(|text| facts::cell(&text)).join(" | ")));
    }

    /// The editions known in a view, newest first.
    fn history(&self, id: RecommendationId, view: View) -> String {
        let known = self.report.edition_ids().filter(|edition| View::Edition(*edition) <= view);
        let entry = |edition| {
            let title = self.edition_title(edition);
            let address = self.address(id, edition);
            let carried = self.site.carried(id, View::Edition(edition));
            let status = carried.and_then(|(from, update)| {
                let update = self.site.update(update)?;
                let mark = self.mark(update.status.as_ref()?);
                let day = in_words(self.as_of(from, update));
                let is_carried = from != edition;
                let when =
                    if is_carried { "carried forward".to_owned() } else { format!("as of {day}") };
                Some(format!("{mark} {}", aside(&when)))
            });
            let status = status.unwrap_or_else(|| mark("Not yet reported", "none"));
            let here = if view == View::Edition(edition) { " **this page**" } else { "" };
            format!("- [{title}]({address}){here} {status}\n")
        };
        format!("\n## History\n\n{}", known.rev().map(entry).collect::<String>())
    }

    fn as_of(&self, edition: EditionId, update: &Update) -> PartialDate {
        let stated = update.as_of.as_ref().map(|day| day.value);
        PartialDate::from(stated.unwrap_or(self.report.edition(edition).date))
    }

    /// A status's label and kind.
    fn status<'b>(&'b self, id: &'b str) -> (&'b str, &'static str) {
        let meaning = self.report.status(id);
        meaning.map_or((id, "none"), |meaning| (&meaning.label, meaning.kind.word()))
    }

    fn mark(&self, id: &str) -> String {
        let (label, kind) = self.status(id);
        mark(label, kind)
    }

    /// The address of a recommendation's page in an edition. It is spelled out: through the file,
    /// Zola would list it among what refers to that page.
    fn address(&self, id: RecommendationId, edition: EditionId) -> String {
        let path = self.path(id, View::Edition(edition)).unwrap_or_default();
        format!("/{}/", path.trim_end_matches(".md"))
    }

    /// The file of a recommendation's page, relative to the content directory.
    fn path(&self, id: RecommendationId, view: View) -> Option<String> {
        let adopted = self.site.recommendation(id).document?;
        let path = facts::path(self.site, adopted);
        let (_, name) = path.rsplit_once('/')?;
        let folder = &self.report.id;
        Some(match view {
            View::Latest => format!("{folder}/{name}"),
            View::Edition(edition) => {
                format!("{folder}/{}/{name}", self.report.edition(edition).id)
            }
        })
    }

    fn page(&self, path: &str, front_matter: &DocumentMut, text: &Prose) -> anyhow::Result<()> {
        let text = spelled(text);
        self.put(&format!("content/{path}"), &format!("+++\n{front_matter}+++\n{text}"))
    }

    fn put(&self, path: &str, text: &str) -> anyhow::Result<()> {
        let path = self.root.join(path);
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        Ok(fs::write(path, text)?)
    }
}

/// Its Markdown, with Zola's checked links.
fn spelled(text: &Prose) -> String {
    text.markdown(|path| format!("@/{path}"))
}

/// A status. The style sheet draws its glyph.
fn mark(label: &str, kind: &str) -> String {
    format!("<span class=\"status status--{kind}\">{label}</span>")
}

fn aside(text: &str) -> String {
    format!("<span class=\"aside\">{text}</span>")
}

/// A date for programs and in words.
fn time(day: PartialDate) -> String {
    format!("<time datetime=\"{day}\">{}</time>", in_words(day))
}

fn in_words(day: PartialDate) -> String {
    let month = |month: u8| MONTHS[usize::from(month).saturating_sub(1) % 12];
    match day.parts() {
        DateParts::Year { year } => year.to_string(),
        DateParts::Quarter { year, quarter } => {
            let quarter = QUARTERS[usize::from(quarter).saturating_sub(1) % 4];
            format!("{quarter} quarter of {year}")
        }
        DateParts::Month { year, month: of_year } => format!("{} {year}", month(of_year)),
        DateParts::Day { year, month: of_year, day } => format!("{day} {} {year}", month(of_year)),
    }
}
