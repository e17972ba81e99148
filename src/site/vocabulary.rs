//! The label words of each report, by which its prose is read.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::kinds::Declared;
use crate::claims::{Cues, OwnCues};
use crate::config::{Config, NumericOrder};
use crate::document::Reading;
use crate::document::clause::{Grammar, Vocabulary, Words};
use crate::item::Item;
use crate::language::{DateOrder, Language};
use crate::path::SourcePath;
use crate::schema::Text;

/// The words of a site by which its content is read.
#[derive(Clone, Debug)]
pub(super) struct Vocabularies {
    pub(super) language: &'static Language,
    pub(super) grammar: Arc<Grammar>,
    cues: Arc<Cues>,
    own: BTreeMap<String, Own>,
    /// The months in which the years of account of reports begin, if not in January.
    fiscal_year_starts: BTreeMap<String, u8>,
}

/// The words of a report that does not call its recommendations so.
#[derive(Clone, Debug)]
struct Own {
    item: Arc<Item>,
    vocabulary: Vocabulary,
    cues: Arc<Cues>,
}

impl Vocabularies {
    /// The words of a site whose reports have no words of their own.
    pub(super) fn of_language(config: &Config, language: &'static Language) -> Self {
        Self {
            language,
            grammar: Arc::new(Grammar::new(&words(config, language))),
            cues: Arc::new(cues(config, language, None)),
            own: BTreeMap::new(),
            fiscal_year_starts: BTreeMap::new(),
        }
    }

    /// The same with those of the reports.
    pub(super) fn with_items(
        mut self,
        config: &Config,
        declared: &BTreeMap<String, Declared>,
    ) -> Self {
        let starts = declared.iter().map(|(name, report)| (name, report.fiscal_year_start));
        let starts = starts.filter(|(_, start)| *start != 1);
        self.fiscal_year_starts = starts.map(|(name, start)| (name.clone(), start)).collect();
        let mut items: Vec<Item> = Vec::new();
        let mut own = BTreeMap::new();
        for (name, report) in declared {
            // A review speaks of the reviewed report's.
            let named = report.of.as_ref().and_then(|of| declared.get(of)).unwrap_or(report);
            let Some(item) = &named.item else { continue };
            let known = items.iter().position(|known| known == item);
            let index = known.unwrap_or_else(|| {
                items.push(item.clone());
                items.len() - 1
            });
            let Ok(place) = u16::try_from(index + 1) else { continue };
            let cues = Arc::new(cues(config, self.language, Some(item)));
            let item = Arc::new(item.clone());
            own.insert(name.clone(), Own { item, vocabulary: Vocabulary(place), cues });
        }
        if items.is_empty() {
            return self;
        }
        let words = words(config, self.language);
        Self { grammar: Arc::new(Grammar::with_items(&words, &items)), own, ..self }
    }

    /// Whether content is read in the same way.
    pub(super) fn reads_like(&self, other: &Self) -> bool {
        let items = |all: &Self| -> Vec<(String, Arc<Item>)> {
            all.own.iter().map(|(name, own)| (name.clone(), Arc::clone(&own.item))).collect()
        };
        items(self) == items(other) && self.fiscal_year_starts == other.fiscal_year_starts
    }

    /// What a report calls its recommendations, if it says so.
    pub(super) fn item(&self, report: &str) -> Option<&Item> {
        self.own.get(report).map(|own| &*own.item)
    }

    /// The label words of a report.
    pub(super) fn vocabulary(&self, report: &str) -> Vocabulary {
        self.own.get(report).map_or(Vocabulary::DEFAULT, |own| own.vocabulary)
    }

    /// The context for reading a document.
    pub(super) fn reading(&self, config: &Config, path: &SourcePath) -> Reading<'_> {
        let below = path.below(&config.content);
        let report = below.and_then(|below| below.split('/').next());
        let own = report.and_then(|report| self.own.get(report));
        Reading {
            grammar: &self.grammar,
            language: self.language,
            cues: own.map_or(&self.cues, |own| &own.cues),
            fiscal_year_start: report
                .and_then(|report| self.fiscal_year_starts.get(report))
                .copied()
                .unwrap_or(1),
            date_order: config.date_order.map(|order| match order {
                NumericOrder::DayMonth => DateOrder::DayMonth,
                NumericOrder::MonthDay => DateOrder::MonthDay,
            }),
            html: config.html,
        }
    }
}

/// The words of references: the language's, or those of the settings.
fn words(config: &Config, language: &Language) -> Words {
    let mut words = Words::from(language);
    let own = |own: &[Text]| own.iter().map(ToString::to_string).collect();
    if let Some(singular) = &config.label_words {
        words.singular = own(singular);
    }
    if let Some(plural) = &config.plural_label_words {
        words.plural = own(plural);
    }
    words
}

/// The words for the progress of work: the language's, or those of the settings.
fn cues(config: &Config, language: &'static Language, item: Option<&Item>) -> Cues {
    fn words(own: Option<&[Text]>) -> Option<Vec<&str>> {
        own.map(|own| own.iter().map(Text::as_str).collect())
    }
    let words_of = &config.claim_words;
    let unfinished = words(words_of.unfinished.as_deref());
    let finished = words(words_of.finished.as_deref());
    let target = words(words_of.target.as_deref());
    let routine = words(words_of.routine.as_deref());
    let label = words(config.label_words.as_deref());
    let label = label.unwrap_or_else(|| language.references.singular.to_vec());
    // A claim names its subject by one word.
    let item = item.map(|item| item.one().to_lowercase());
    let item = item.as_ref().map(|one| if one.contains(' ') { Vec::new() } else { vec![&**one] });
    let own = OwnCues {
        unfinished: unfinished.as_deref(),
        finished: finished.as_deref(),
        target: target.as_deref(),
        routine: routine.as_deref(),
        label: item.as_ref().unwrap_or(&label),
    };
    Cues::new(language, own)
}
