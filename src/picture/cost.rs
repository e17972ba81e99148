//! How much a picture draws, with all that it draws again.

use std::collections::HashMap;

use super::styles::{Rule, Target};

/// The elements of a picture, in the order of the file.
#[derive(Debug, Default)]
pub(super) struct Elements {
    all: Vec<Element>,
    /// The first element with each id.
    ids: HashMap<String, usize>,
    rules: Vec<Rule>,
}

/// One element.
#[derive(Debug, Default)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) id: Option<String>,
    pub(super) classes: Vec<String>,
    /// What it draws again.
    pub(super) targets: Vec<Target>,
    /// How many points its line has.
    pub(super) points: u64,
    /// The elements in it.
    pub(super) children: Vec<usize>,
}

impl Elements {
    /// Adds an element inside of another one; its place.
    pub(super) fn add(&mut self, element: Element, parent: Option<usize>) -> usize {
        let place = self.all.len();
        if let Some(id) = &element.id {
            self.ids.entry(id.clone()).or_insert(place);
        }
        if let Some(parent) = parent {
            self.all[parent].children.push(place);
        }
        self.all.push(element);
        place
    }

    pub(super) fn add_rules(&mut self, rules: Vec<Rule>) {
        self.rules.extend(rules);
    }

    /// How many elements are drawn beyond those that there are.
    pub(super) fn repeated(&self) -> u64 {
        let by_subject = self.by_subject();
        let mut costs: Vec<Cost> = vec![Cost::Unknown; self.all.len()];
        // Without recursion: what refers to what may be as long as the file.
        let mut open: Vec<usize> = (!self.all.is_empty()).then_some(0).into_iter().collect();
        while let Some(place) = open.last().copied() {
            if let Cost::Known(_) = costs[place] {
                open.pop();
                continue;
            }
            let drawn = self.drawn(place, &by_subject);
            if matches!(costs[place], Cost::Unknown) {
                costs[place] = Cost::Open;
                let unknown = drawn.iter().map(|(other, _)| *other);
                open.extend(unknown.filter(|other| matches!(costs[*other], Cost::Unknown)));
                continue;
            }
            let sum = drawn.iter().fold(1_u64, |sum, (other, times)| match costs[*other] {
                Cost::Known(cost) => sum.saturating_add(cost.saturating_mul(*times)),
                // A circle: browsers draw none.
                _ => sum,
            });
            costs[place] = Cost::Known(sum);
            open.pop();
        }
        match costs.first() {
            Some(Cost::Known(cost)) => cost.saturating_sub(self.all.len() as u64),
            _ => 0,
        }
    }

    /// What an element draws, and how often.
    fn drawn(&self, place: usize, by_subject: &HashMap<&str, Vec<&Target>>) -> Vec<(usize, u64)> {
        let element = &self.all[place];
        let of = |subject: &str| by_subject.get(subject).into_iter().flatten().copied();
        let classes = element.classes.iter().flat_map(|class| of(class));
        let id = element.id.iter().flat_map(|id| of(id));
        let by_rule = of("").chain(of(&element.name)).chain(classes).chain(id);
        let targets = element.targets.iter().chain(by_rule).filter_map(|target| {
            let times = if target.at_each_point { element.points.max(1) } else { 1 };
            Some((*self.ids.get(&format!("#{}", target.id))?, times))
        });
        element.children.iter().map(|child| (*child, 1)).chain(targets).collect()
    }

    fn by_subject(&self) -> HashMap<&str, Vec<&Target>> {
        let mut by_subject: HashMap<&str, Vec<&Target>> = HashMap::new();
        for rule in &self.rules {
            let any = rule.subjects.is_empty().then_some("");
            for subject in rule.subjects.iter().map(String::as_str).chain(any) {
                by_subject.entry(subject).or_default().extend(&rule.targets);
            }
        }
        by_subject
    }
}

#[derive(Clone, Copy)]
enum Cost {
    Unknown,
    Open,
    Known(u64),
}
