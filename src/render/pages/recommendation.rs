//! A recommendation as of a view.

use crate::address::{Listed, Page, page_title, report_title, series};
use crate::document::Content;
use crate::document::content::{Deliverable, Milestone, Update};
use crate::document::fields::Completion;
use crate::facts::{Lateness, Row, Standing, anchors};
use crate::render::Failure;
use crate::render::context::PageContext;
use crate::render::html::Written;
use crate::render::pictures::schedule;
use crate::render::prose::Scope;
use crate::render::view::{
    DateView, DeliverableView, DispositionView, Html, LinkView, Made, MilestoneView, PartEntryView,
    PartsView, RecommendationLinkView, RecommendationView, ReferenceView, ReviewOfView,
    SectionView, Shared, TotalsView, UpdateView,
};
use crate::schema::Text;
use crate::site::{
    Backlink, DeliverableId, DocumentId, EditionId, Owner, RecommendationId, Reference, ReportId,
    View,
};

mod history;
mod phrase;
mod relations;
mod state;

pub(super) fn view(
    cx: &PageContext<'_>,
    id: RecommendationId,
) -> Result<RecommendationView, Failure> {
    let site = cx.site;
    let view = cx.view();
    let report = site.report(id.report);
    let recommendation = site.recommendation(id);
    let edition = match view {
        View::Edition(edition) => Some(edition),
        View::Latest => None,
    };
    // A print document has a part for changes, and shows dates in tables.
    let on_paper = cx.on_paper();
    let update = cx.if_asked_try("update", || match site.carried(id, view) {
        Some((from, document)) => Ok(Some(update(cx, id, from, document)?)),
        None => Ok(None),
    })?;
    let [previous, next] = site.neighbours(id, view);
    let neighbour = |field: &str, id: Option<RecommendationId>| {
        cx.if_asked(field, || Some(cx.recommendation_link(id?)))
    };
    let adopted = site.adopted(id);
    let editions = Listed::of(site, id.report, view);
    Ok(RecommendationView {
        number: site.number(id, view).to_string(),
        title: cx.names.recommendation(id, view),
        series: series(site, id.report),
        report: LinkView {
            title: report_title(site, id.report),
            url: cx.links.page(&Page::Report(id.report, view)),
        },
        part_of: cx.recommendation_links(&site.wholes(id, view)),
        parts: cx.if_asked("parts", || parts(cx, id)),
        superseded_by: cx.recommendation_links(&site.superseded_by(id, view)),
        supersedes: cx.recommendation_links(&site.supersedes(id, view)),
        group: site.group(id, view).map(ToString::to_string),
        statement: cx.if_asked_try("statement", || match recommendation.document {
            Some(document) => cx.body(document, Scope::STATEMENT),
            None => Ok(Made::default()),
        })?,
        statement_label: statement_label(cx, id.report),
        disposition: disposition(cx, id),
        priority: adopted.and_then(|it| Some(it.priority.as_ref()?.to_string())),
        tags: adopted.map_or_else(Vec::new, |it| it.tags.iter().map(Text::to_string).collect()),
        expected: cx.expected_in(id, view),
        responses: cx.if_asked_try("responses", || cx.responses(id))?,
        edition: edition.map(|edition| cx.edition_link(id.report, edition, None)),
        later_exists: edition.is_some_and(|edition| report.last_edition() != Some(edition)),
        latest_url: edition.map(|_| cx.links.page(&Page::Recommendation(id, View::Latest))),
        permanent_url: report
            .last_edition()
            .filter(|last| edition.is_none() && site.shows(id, View::Edition(*last)))
            .map(|last| cx.links.page(&Page::Recommendation(id, View::Edition(last)))),
        status: cx.shown_status(id, view),
        late: cx.facts.lateness(id, view).map(Lateness::word),
        state: cx.if_asked("state", || state::view(cx, id)),
        legend: cx.legend(id.report),
        update,
        corrections: cx.if_asked_try("corrections", || cx.corrections(id))?,
        refers_to: cx.if_asked("refers_to", || cx.refers_to(id)),
        referred_by: cx.if_asked("referred_by", || cx.referred_by(id)),
        covered_by: recommendation.covered_by.map(|by| cx.recommendation_link(by)),
        covers: site.covers(id, view).map(|other| cx.recommendation_link(other)).collect(),
        depends_on: site.dependencies(id, view).map(|it| cx.recommendation_link(it)).collect(),
        needed_by: site.dependents(id, view).map(|it| cx.recommendation_link(it)).collect(),
        moved: match edition {
            Some(edition) if !on_paper => {
                cx.if_asked_try("moved", || cx.moved_with_words(id, edition))?
            }
            _ => Vec::new(),
        },
        changes_url: edition.map(|edition| cx.links.page(&Page::Changes(id.report, edition))),
        earlier: cx.earlier(id.report, editions.earlier),
        relations: if on_paper {
            Vec::new()
        } else {
            cx.if_asked("relations", || relations::view(cx, id))
        },
        history: cx.if_asked("history", || history::runs(cx, id, editions.editions)),
        reviews: if edition.is_none() && !on_paper {
            cx.if_asked_try("reviews", || reviews(cx, id))?
        } else {
            Vec::new()
        },
        previous: neighbour("previous", previous),
        next: neighbour("next", next),
    })
}

fn parts(cx: &PageContext<'_>, id: RecommendationId) -> Option<PartsView> {
    let entry = |part: RecommendationId| PartEntryView {
        recommendation: cx.recommendation_link(part),
        status: cx.shown_status(part, cx.view()),
        totals: cx.totals_of_parts(part),
    };
    Some(PartsView {
        totals: cx.totals_of_parts(id)?,
        entries: cx.site.parts(id, cx.view()).into_iter().map(entry).collect(),
    })
}

fn statement_label(cx: &PageContext<'_>, report: ReportId) -> Option<String> {
    match &cx.site.document(cx.site.report(report).document).content {
        Content::Report(report) => report.statement_label.as_ref().map(ToString::to_string),
        _ => None,
    }
}

fn disposition(cx: &PageContext<'_>, id: RecommendationId) -> Option<DispositionView> {
    let (document, disposition) = cx.site.disposition_said(id, cx.view())?;
    Some(DispositionView {
        decision: disposition.decision.word(),
        date: disposition.date.as_ref().map(|date| cx.date(date.value)),
        resolution: disposition
            .resolution
            .as_ref()
            .and_then(|address| cx.address(document, address.as_str())),
    })
}

fn update(
    cx: &PageContext<'_>,
    id: RecommendationId,
    from: EditionId,
    document: DocumentId,
) -> Result<UpdateView, Failure> {
    let is_read = cx.asks("narrative") || cx.asks("notes");
    let sections = if is_read { cx.sections(document)? } else { Made::default() };
    let Made { value: sections, from: made_from } = sections;
    let section = |written: Option<Written>| {
        let says = |written: &Written| written.own_words || !written.html.trim().is_empty();
        let section =
            |written: Written| SectionView { heading: written.heading, html: Html(written.html) };
        Made { value: written.filter(says).map(section), from: made_from }
    };
    let update = cx.site.update(document);
    let deliverables = update.map_or(&[][..], |update| &update.deliverables);
    let counted = cx.facts.rows_of(id, cx.view());
    Ok(UpdateView {
        as_of: cx.as_of(id.report, from, document),
        edition: cx.edition_link(id.report, from, Some(id)),
        carried_forward: matches!(cx.view(), View::Edition(edition) if edition != from),
        milestones: cx.if_asked("milestones", || {
            update.map_or_else(Vec::new, |update| milestones(cx, id, update))
        }),
        schedule: update
            .filter(|_| !cx.on_paper() && cx.asks("schedule"))
            .and_then(|update| schedule::of_update(cx, id, document, update)),
        deliverables: cx.if_asked_try("deliverables", || {
            let rows = deliverables.iter().zip(cx.site.deliverables_of(document));
            rows.map(|(deliverable, row)| {
                let counted = counted.iter().find(|counted| counted.id == row);
                cx.deliverable(id.report, row, deliverable, counted)
            })
            .collect()
        })?,
        left_out: counted.iter().filter(|row| row.left_out).map(|row| cx.tracked(row)).collect(),
        narrative: section(sections.narrative),
        notes: section(sections.notes),
    })
}

fn milestones(cx: &PageContext<'_>, id: RecommendationId, update: &Update) -> Vec<MilestoneView> {
    let report = cx.site.report(id.report);
    let shown = cx.status_of(id, cx.view());
    let view = |milestone: &Milestone| {
        let own = milestone.status.as_ref().and_then(|status| report.status(status));
        MilestoneView {
            label: milestone.label.to_string(),
            date: milestone.date.as_ref().map(|date| cx.date(date.value)),
            status: own.and_then(|own| cx.status(own)).or_else(|| shown.clone()),
        }
    };
    update.milestones.iter().map(view).collect()
}

fn reviews(cx: &PageContext<'_>, id: RecommendationId) -> Result<Vec<ReviewOfView>, Failure> {
    let entries: Vec<RecommendationId> = cx.entries_on(id).map(|(entry, _)| entry).collect();
    let mut reviews = Vec::with_capacity(entries.len());
    for (entry, place) in entries.into_iter().zip(1..) {
        if let Some(view) = cx.entry(entry, View::Latest, &format!("part-r{place}-"))? {
            let review = LinkView {
                title: report_title(cx.site, entry.report),
                url: cx.entry_link(entry, View::Latest).url,
            };
            reviews.push(ReviewOfView { review, entry: view });
        }
    }
    Ok(reviews)
}

impl PageContext<'_> {
    fn recommendation_links(&self, ids: &[RecommendationId]) -> Vec<RecommendationLinkView> {
        ids.iter().map(|id| self.recommendation_link(*id)).collect()
    }

    /// The parts of a recommendation by status; `None` without any.
    fn totals_of_parts(&self, id: RecommendationId) -> Option<TotalsView> {
        let parts = self.site.parts(id, self.view());
        let of_parts = || self.facts.totals_of(id.report, self.view(), parts.iter().copied());
        let totals = |totals| TotalsView { counted: None, ..self.totals(id.report, &totals) };
        (!parts.is_empty()).then(|| totals(of_parts()))
    }

    /// The as-of date of an update.
    pub(super) fn as_of(
        &self,
        report: ReportId,
        edition: EditionId,
        document: DocumentId,
    ) -> Shared<DateView> {
        let own = self.site.update(document).and_then(|update| update.as_of.as_ref());
        let edition = self.site.report(report).edition(edition);
        self.date(own.map_or(edition.date, |date| date.value))
    }

    /// The id of a deliverable's row on the pages of its recommendation.
    pub(in crate::render) fn deliverable_anchor(&self, id: DeliverableId) -> Option<String> {
        Some(anchors::of_row(self.site.deliverable(id)?, id.place() + 1))
    }

    fn deliverable(
        &self,
        report: ReportId,
        row: DeliverableId,
        deliverable: &Deliverable,
        counted: Option<&Row>,
    ) -> Result<DeliverableView, Failure> {
        let (document, position) = (row.document, row.place() + 1);
        let ids = format!("part-d{position}-");
        let scope = Scope { ids: &ids, heading_shift: 1 };
        let status = self.site.report(report).deliverable_status_in(deliverable, self.view());
        let standing = self.facts.shown_standing(row, self.view()).unwrap_or(Standing::Open);
        let completed = deliverable.completed.as_ref().map(|completed| completed.value);
        let date = |date: &Option<crate::schema::Located<_>>| {
            date.as_ref().map(|date| self.date(date.value))
        };
        let withdrawn = self.facts.promise(row).filter(|promise| !promise.given);
        let note_ids = format!("part-n{position}-");
        let note_scope = Scope { ids: &note_ids, heading_shift: 1 };
        let note = deliverable.note.as_ref();
        Ok(DeliverableView {
            id: deliverable.id.as_ref().map(|id| id.to_string()),
            position,
            anchor: anchors::of_row(deliverable, position),
            html: self.value(document, &deliverable.text.text, scope)?,
            phase: deliverable.phase.as_ref().map(ToString::to_string),
            responsible: self.site.responsible(row).into_iter().map(str::to_owned).collect(),
            due: date(&deliverable.due),
            due_text: deliverable.due_text.as_ref().map(ToString::to_string),
            revised_due: date(&deliverable.revised_due),
            withdrawn: withdrawn.map(|promise| self.date(promise.first)),
            days_overdue: counted.map_or(0, |row| row.days_overdue),
            broken_again: counted.is_some_and(|row| row.broken_again),
            slip_reason: deliverable.slip_reason.as_ref().map(ToString::to_string),
            done: standing == Standing::Done,
            standing: standing.word(),
            completed: match completed {
                Some(Completion::On(date)) => Some(self.date(date)),
                _ => None,
            },
            dropped: deliverable.dropped.as_ref().map(|reason| reason.value.to_string()),
            note: match note {
                Some(note) => Some(self.value(document, &note.text, note_scope)?),
                None => None,
            },
            status: status.and_then(|status| self.status(status)),
            points_to: self.facts.pointed_status(row, self.view()).and_then(|shown| {
                let of = shown.inherited_from.map_or(report, |from| from.report);
                self.shown(shown, self.site.view_across(report, self.view(), of)?)
            }),
            evidence: deliverable
                .evidence
                .iter()
                .filter_map(|evidence| {
                    let url = self.address(document, evidence.as_str())?;
                    Some(LinkView { title: shown_address(evidence.as_str()), url })
                })
                .collect(),
        })
    }

    pub(super) fn refers_to(&self, id: RecommendationId) -> Vec<ReferenceView> {
        let references = self.site.refers_to(id, self.view());
        references
            .into_iter()
            .filter(|reference| reference.target != id)
            .map(|Reference { target, at, strength }| {
                let edition = at.map(|edition| self.names.edition(target.report, edition));
                let view = match at {
                    Some(edition) => View::Edition(edition),
                    None => self.site.view_named(id.report, self.view(), target.report),
                };
                let linked = match at {
                    None if target.report != id.report => View::Latest,
                    _ => view,
                };
                ReferenceView {
                    strength: strength.word(),
                    relation: self.text(&format!("strengths.{}", strength.word()), &[]),
                    number: (target.report == id.report)
                        .then(|| self.site.number(target, view).to_string()),
                    title: self.names.short_title(target, view),
                    name: if target.report == id.report {
                        self.names.numbered_short(target, view)
                    } else {
                        self.named_elsewhere(target, view)
                    },
                    url: self.links.page(&Page::Recommendation(target, linked)),
                    edition,
                }
            })
            .collect()
    }

    pub(super) fn referred_by(&self, id: RecommendationId) -> Vec<ReferenceView> {
        let backlinks = self.site.referred_by(id, self.view());
        backlinks.into_iter().filter_map(|backlink| self.backlink(backlink)).collect()
    }

    fn backlink(&self, backlink: Backlink) -> Option<ReferenceView> {
        let (page, number, title, name, strength) = match backlink {
            Backlink::Recommendation(from, strength) => (
                Page::Recommendation(from, self.view()),
                Some(self.site.number(from, self.view()).to_string()),
                self.names.short_title(from, self.view()),
                self.names.numbered_short(from, self.view()),
                strength,
            ),
            Backlink::Document(document, strength) => {
                let (page, title) = self.source(document)?;
                (page, None, title.clone(), title, strength)
            }
        };
        let mut url = self.links.page(&page);
        if let Backlink::Document(document, _) = backlink
            && let Owner::Statement(entry) | Owner::Update(entry, _) = self.site.owner(document)
            && matches!(page, Page::Report(..))
        {
            url = self.entry_link(entry, View::Latest).url;
        }
        let strength = strength.word();
        let relation = self.text(&format!("strengths-back.{strength}"), &[]);
        Some(ReferenceView { strength, relation, number, title, name, url, edition: None })
    }

    /// A recommendation on a page of another report: with the series, or else the title of its own.
    fn named_elsewhere(&self, id: RecommendationId, view: View) -> String {
        let name = self.names.numbered_short(id, view);
        let separator = || self.text("heading-separator", &[]);
        series(self.site, id.report).map_or_else(
            || format!("{}{}{name}", report_title(self.site, id.report), separator()),
            |series| format!("{series} {name}"),
        )
    }

    /// The page and name of a document in the latest view.
    fn source(&self, document: DocumentId) -> Option<(Page, String)> {
        let report_page =
            |report| (Page::Report(report, View::Latest), report_title(self.site, report));
        Some(match self.site.owner(document) {
            Owner::Page if self.site.front == Some(document) => {
                (Page::Front, page_title(self.site, document))
            }
            Owner::Page => (Page::Ordinary(document), page_title(self.site, document)),
            Owner::Report(report) => report_page(report),
            Owner::Edition(report, edition) => {
                (Page::Report(report, View::Edition(edition)), self.names.edition(report, edition))
            }
            Owner::Statement(from) | Owner::Update(from, _) => {
                if self.site.entry(document).is_some() {
                    let (page, title) = report_page(from.report);
                    (page, format!("{title}: {}", self.names.numbered(from, View::Latest)))
                } else {
                    let title = self.named_elsewhere(from, View::Latest);
                    (Page::Recommendation(from, View::Latest), title)
                }
            }
            Owner::Nothing(_) => return None,
        })
    }
}

/// An address without its scheme.
fn shown_address(address: &str) -> String {
    let shown = ["https://", "http://", "mailto:"]
        .iter()
        .find_map(|scheme| address.strip_prefix(scheme))
        .unwrap_or(address);
    shown.trim_end_matches('/').to_owned()
}
