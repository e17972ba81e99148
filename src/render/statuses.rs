//! Statuses as drawn by the theme, each rendered once for all pages.

use tera::Context;

use super::html::push_text;
use super::view::{Html, Shared, StatusView};
use crate::address::Wordings;
use crate::diagnostic::Diagnostic;
use crate::site::{ReportId, Site, StatusMeaning};
use crate::theme::Worded;

/// The theme's component for statuses. Without it, the label is shown.
const COMPONENT: &str = "status";

/// Id and kind of the pseudo-status of updates without one.
pub(super) const NOT_STATED: &str = "not-stated";

/// Kind of what has no status.
pub(super) const NO_KIND: &str = "none";

/// A rendered vocabulary.
type Legend = Shared<Vec<Shared<StatusView>>>;

/// The rendered vocabularies of a site.
pub(super) struct Statuses {
    drawn: Vec<Drawn>,
    /// What is shown in place of a status that is not stated, for screen and print.
    not_stated: [Shared<StatusView>; 2],
    /// The vocabulary of each report, for screen and print.
    legends: Vec<[[Legend; 2]; 2]>,
    failure: Option<Box<Diagnostic>>,
}

/// A status, for screen and print.
struct Drawn {
    meaning: StatusMeaning,
    views: [Shared<StatusView>; 2],
}

impl Statuses {
    pub(super) fn new(site: &Site, wordings: &Wordings) -> Self {
        let theme = wordings.of(None);
        let label = theme.strings().text_or_key(NOT_STATED, &[]);
        let unstated = StatusView {
            id: NOT_STATED.to_owned(),
            meaning: theme.strings().text_or_key("not-stated-meaning", &[]),
            label,
            kind: NOT_STATED,
            html: Html::default(),
        };
        let mut failure = None;
        let not_stated =
            [false, true].map(|paper| draw(unstated.clone(), paper, theme, &mut failure));
        let mut statuses = Self { drawn: Vec::new(), not_stated, legends: Vec::new(), failure };
        for report in &site.reports {
            for meaning in &report.statuses {
                if statuses.find(meaning).is_none() {
                    let views = [false, true].map(|paper| statuses.draw(meaning, paper, theme));
                    statuses.drawn.push(Drawn { meaning: meaning.clone(), views });
                }
            }
            let legend = |paper, unstated: bool| {
                let known = report.statuses.iter().filter_map(|meaning| statuses.find(meaning));
                let unstated = unstated.then(|| statuses.not_stated(paper));
                Shared::new(known.map(|drawn| drawn.on(paper)).chain(unstated).collect())
            };
            let legends = [false, true].map(|paper| [false, true].map(|it| legend(paper, it)));
            statuses.legends.push(legends);
        }
        statuses
    }

    /// The error of the theme's component, if any: then no page can be rendered.
    pub(super) fn failure(&self) -> Option<&Diagnostic> {
        self.failure.as_deref()
    }

    /// A status; `None` if unknown.
    pub(super) fn status(
        &self,
        meaning: &StatusMeaning,
        paper: bool,
    ) -> Option<Shared<StatusView>> {
        Some(self.find(meaning)?.on(paper))
    }

    /// What is shown in place of a status that is not stated.
    pub(super) fn not_stated(&self, paper: bool) -> Shared<StatusView> {
        self.not_stated[usize::from(paper)].clone()
    }

    /// The vocabulary of a report, with "not stated" or without it.
    pub(super) fn legend(&self, report: ReportId, paper: bool, unstated: bool) -> Legend {
        self.legends[report.0 as usize][usize::from(paper)][usize::from(unstated)].clone()
    }

    fn find(&self, meaning: &StatusMeaning) -> Option<&Drawn> {
        self.drawn.iter().find(|drawn| drawn.meaning == *meaning)
    }

    fn draw(&mut self, meaning: &StatusMeaning, paper: bool, theme: &Worded) -> Shared<StatusView> {
        let strings = theme.strings();
        let kind = strings.text_or_key(&format!("kinds.{}", meaning.kind.word()), &[]);
        let view = StatusView {
            id: meaning.id.to_string(),
            label: meaning.label.to_string(),
            kind: meaning.kind.word(),
            meaning: strings.text_or_key("legend-entry", &[("kind", &kind)]),
            html: Html::default(),
        };
        draw(view, paper, theme, &mut self.failure)
    }
}

fn draw(
    mut view: StatusView,
    paper: bool,
    theme: &Worded,
    failure: &mut Option<Box<Diagnostic>>,
) -> Shared<StatusView> {
    let mut arguments = Context::new();
    arguments.insert("status", &view);
    arguments.insert("on_paper", &paper);
    match theme.component(COMPONENT, &arguments) {
        Some(Ok(html)) => view.html = Html(html),
        Some(Err(error)) => drop(failure.get_or_insert(error)),
        None => push_text(&mut view.html.0, &view.label),
    }
    Shared::new(view)
}

impl Drawn {
    fn on(&self, paper: bool) -> Shared<StatusView> {
        self.views[usize::from(paper)].clone()
    }
}
