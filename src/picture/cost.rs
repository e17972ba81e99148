//! Estimates how much a picture draws, including repetitions.

use std::collections::HashMap;

use super::styles::{How, Rule, Target};

/// Limit of lookups of indirect elements. Style sheets whose every rule matches every element would
/// be quadratic.
const MOST_LOOKS: u64 = 10_000_000;

/// Number of gradient stops that cost as much as a shape.
const STOPS_OF_A_SHAPE: u64 = 16;

/// The elements of a picture, in document order.
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
    /// What it repeats.
    pub(super) targets: Vec<Target>,
    /// Number of points of its line.
    pub(super) points: u64,
    /// Named inputs of a filter primitive.
    pub(super) inputs: [Option<String>; 2],
    /// Name of a filter primitive's result.
    pub(super) result: Option<String>,
    /// Its child elements.
    pub(super) children: Vec<usize>,
}

/// Cost of drawing an element.
#[derive(Clone, Copy, Debug, Default)]
struct Drawn {
    /// Number of drawn elements.
    elements: u64,
    /// Of these, descendants and used elements, which inherit its paint.
    own: u64,
    /// Number of points of their lines.
    points: u64,
}

#[derive(Clone, Copy)]
enum State {
    Unknown,
    Open,
    Known(Drawn),
}

impl Elements {
    /// Adds an element to a parent; returns its index.
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

    /// Upper bound of repeated elements: a group's paint is inherited by everything in it,
    /// overridden or not.
    pub(super) fn repeated(&self) -> u64 {
        let by_subject = self.by_subject();
        let mut states = vec![State::Unknown; self.all.len()];
        let mut looks = 0_u64;
        // Iterative: reference chains can be as long as the file.
        let mut open: Vec<usize> = (!self.all.is_empty()).then_some(0).into_iter().collect();
        while let Some(place) = open.last().copied() {
            if let State::Known(_) = states[place] {
                open.pop();
                continue;
            }
            let targets = self.targets(place, &by_subject);
            let children = &self.all[place].children;
            looks += (targets.len() + children.len()) as u64;
            if looks > MOST_LOOKS {
                return u64::MAX;
            }
            if matches!(states[place], State::Unknown) {
                states[place] = State::Open;
                let others = targets.iter().map(|(other, _)| other).chain(children);
                open.extend(others.filter(|other| matches!(states[**other], State::Unknown)));
                continue;
            }
            states[place] = State::Known(self.drawn(place, &targets, &states));
            open.pop();
        }
        match states.first() {
            Some(State::Known(drawn)) => drawn.elements.saturating_sub(self.all.len() as u64),
            _ => 0,
        }
    }

    fn drawn(&self, place: usize, targets: &[(usize, How)], states: &[State]) -> Drawn {
        // Browsers do not draw cycles.
        let known = |other: usize| match states[other] {
            State::Known(drawn) => drawn,
            _ => Drawn::default(),
        };
        let element = &self.all[place];
        let mut sum = Drawn { elements: 1, own: 1, points: element.points };
        if element.name == "filter" {
            sum.elements = self.steps(element);
            return sum;
        }
        let used = targets.iter().filter(|(_, how)| *how == How::Used).map(|(other, _)| *other);
        for other in element.children.iter().copied().chain(used) {
            let Drawn { elements, own, points } = known(other);
            sum.elements = sum.elements.saturating_add(elements);
            sum.own = sum.own.saturating_add(own);
            sum.points = sum.points.saturating_add(points);
        }
        for (other, how) in targets {
            let times = match how {
                How::Used => continue,
                How::Once => 1,
                How::OnEach => sum.own,
                How::AtEachPoint => sum.points.max(1),
            };
            let more = known(*other).elements.saturating_mul(times);
            // A gradient is only a colour.
            let is_colour = self.all[*other].name.ends_with("Gradient");
            let more = if is_colour { more / STOPS_OF_A_SHAPE } else { more };
            sum.elements = sum.elements.saturating_add(more);
        }
        sum
    }

    /// Number of evaluated filter primitives: browsers recompute a result for each primitive that uses it.
    fn steps(&self, filter: &Element) -> u64 {
        let mut by_name: HashMap<&str, u64> = HashMap::new();
        let (mut last, mut all) = (1_u64, 1_u64);
        for step in filter.children.iter().map(|child| &self.all[*child]) {
            let [one, other] = &step.inputs;
            let inputs = match step.name.as_str() {
                "feBlend" | "feComposite" => vec![one, other],
                // The shadow is drawn below its source.
                "feDropShadow" => vec![one, one],
                "feMerge" => step.children.iter().map(|node| &self.all[*node].inputs[0]).collect(),
                _ => vec![one],
            };
            // The default input is the previous primitive.
            let of = |name: &Option<String>| name.as_ref().and_then(|it| by_name.get(it.as_str()));
            let made_of = inputs.iter().map(|input| of(input).copied().unwrap_or(last));
            last = made_of.fold(1, u64::saturating_add);
            all = all.max(last);
            if let Some(name) = &step.result {
                by_name.insert(name, last);
            }
        }
        all
    }

    /// What an element repeats, by its attributes and by style rules.
    fn targets(&self, place: usize, by_subject: &HashMap<&str, Vec<&Target>>) -> Vec<(usize, How)> {
        let element = &self.all[place];
        let of = |subject: &str| by_subject.get(subject).into_iter().flatten().copied();
        let classes = element.classes.iter().flat_map(|class| of(class));
        let id = element.id.iter().flat_map(|id| of(id));
        let by_rule = of("").chain(of(&element.name)).chain(classes).chain(id);
        let targets = element.targets.iter().chain(by_rule);
        targets.filter_map(|target| Some((*self.ids.get(&target.id)?, target.how))).collect()
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
