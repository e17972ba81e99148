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

/// The rendered vocabularies of a site.
pub(super) struct Statuses {
    drawn: Vec<Drawn>,
    /// The vocabulary of each report, for screen and print.
    legends: Vec<[Shared<Vec<Shared<StatusView>>>; 2]>,
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
        let mut statuses = Self { drawn: Vec::new(), legends: Vec::new(), failure: None };
        for report in &site.reports {
            for meaning in &report.statuses {
                if statuses.find(meaning).is_none() {
                    let views = [false, true].map(|paper| statuses.draw(meaning, paper, theme));
                    statuses.drawn.push(Drawn { meaning: meaning.clone(), views });
                }
            }
            let legend = |paper| {
                let known = report.statuses.iter().filter_map(|meaning| statuses.find(meaning));
                Shared::new(&known.map(|drawn| drawn.on(paper)).collect())
            };
            let legends = [false, true].map(legend);
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

    /// The vocabulary of a report.
    pub(super) fn legend(&self, report: ReportId, paper: bool) -> Shared<Vec<Shared<StatusView>>> {
        self.legends[report.0 as usize][usize::from(paper)].clone()
    }

    fn find(&self, meaning: &StatusMeaning) -> Option<&Drawn> {
        self.drawn.iter().find(|drawn| drawn.meaning == *meaning)
    }

    fn draw(&mut self, meaning: &StatusMeaning, paper: bool, theme: &Worded) -> Shared<StatusView> {
        let strings = theme.strings();
        let kind = strings.text_or_key(&format!("kinds.{}", meaning.kind.word()), &[]);
        let mut view = StatusView {
            id: meaning.id.to_string(),
            label: meaning.label.to_string(),
            kind: meaning.kind.word(),
            meaning: strings.text_or_key("legend-entry", &[("kind", &kind)]),
            html: Html::default(),
        };
        let mut arguments = Context::new();
        arguments.insert("status", &view);
        arguments.insert("on_paper", &paper);
        match theme.component(COMPONENT, &arguments) {
            Some(Ok(html)) => view.html = Html(html),
            Some(Err(error)) => drop(self.failure.get_or_insert(error)),
            None => push_text(&mut view.html.0, &view.label),
        }
        Shared::new(&view)
    }
}

impl Drawn {
    fn on(&self, paper: bool) -> Shared<StatusView> {
        self.views[usize::from(paper)].clone()
    }
}
