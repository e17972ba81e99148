//! The fields that a template can ask for, found by reading its text.
//!
//! Over-approximates: counted is every word in a tag of the template, of what it extends and
//! includes, and of the components that these call. Where a view could leave the template whole, or
//! a field's name could be made on the spot, everything is asked for.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::Templates;
use super::template::tags;

/// The views of which not every field is built for every template.
const VIEWS: [&str; 3] = ["page", "recommendation", "update"];

/// Tera's variable of the whole context.
const CONTEXT: &str = "__tera_context";

/// The fields that a template can ask for.
#[derive(Debug, Default)]
pub struct Names {
    everything: bool,
    words: HashSet<String>,
}

impl Names {
    /// Whether the template can ask for a field. Asks for everything if in doubt.
    pub fn asks(&self, field: &str) -> bool {
        self.everything || self.words.contains(field)
    }
}

/// The names of all templates.
pub(super) fn of(templates: &Templates) -> BTreeMap<String, Names> {
    let mut parts: BTreeMap<Part<'_>, Read<'_>> = BTreeMap::new();
    for (name, template) in templates {
        read(name, template.text(), &mut parts);
    }
    templates.keys().map(|name| (name.clone(), reached(name, &parts))).collect()
}

/// A template without its components, or a component.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part<'t> {
    Template(&'t str),
    Component(&'t str),
}

/// What was found in a part.
#[derive(Debug, Default)]
struct Read<'t> {
    everything: bool,
    words: BTreeSet<&'t str>,
    uses: BTreeSet<Part<'t>>,
}

fn reached(name: &str, parts: &BTreeMap<Part<'_>, Read<'_>>) -> Names {
    let mut names = Names::default();
    let mut seen = BTreeSet::new();
    let mut next = vec![Part::Template(name)];
    while let Some(part) = next.pop() {
        if !seen.insert(part) {
            continue;
        }
        let Some(read) = parts.get(&part) else {
            // An unknown template or component is an error of its own.
            names.everything = true;
            continue;
        };
        names.everything |= read.everything;
        names.words.extend(read.words.iter().map(|word| (*word).to_owned()));
        next.extend(&read.uses);
    }
    names
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Token<'t> {
    Word(&'t str),
    Text(&'t str),
    Sign(&'t str),
}

use Token::{Sign, Text, Word};

fn read<'t>(name: &'t str, text: &'t str, parts: &mut BTreeMap<Part<'t>, Read<'t>>) {
    let whole = Part::Template(name);
    parts.entry(whole).or_default();
    let mut part = whole;
    for tag in tags(text) {
        let tokens = tokens(tag);
        match tokens[..] {
            [Word("component"), Word(name), ..] => part = Part::Component(name),
            [Word("endcomponent"), ..] => part = whole,
            _ => {}
        }
        parts.entry(part).or_default().add(&tokens);
    }
}

impl<'t> Read<'t> {
    fn add(&mut self, tokens: &[Token<'t>]) {
        if let [Word("extends" | "include"), rest @ ..] = tokens {
            let named = rest.iter().filter_map(|token| match token {
                Text(name) => Some(Part::Template(name)),
                _ => None,
            });
            let before = self.uses.len();
            self.uses.extend(named);
            // A name made on the spot.
            self.everything |= self.uses.len() == before;
        }
        for (at, token) in tokens.iter().enumerate() {
            let before = at.checked_sub(1).map(|at| tokens[at]);
            match token {
                Word(word) => {
                    self.words.insert(word);
                    if before == Some(Sign("<")) {
                        self.uses.insert(Part::Component(word));
                    }
                    self.everything |=
                        *word == CONTEXT || VIEWS.contains(word) && is_whole(tokens, at);
                }
                Text(name) if matches!(before, Some(Sign("[" | "?["))) => {
                    self.words.insert(name);
                }
                Text(_) | Sign(_) => {}
            }
        }
    }
}

/// Whether a view is used otherwise than by a field that is named.
fn is_whole(tokens: &[Token<'_>], at: usize) -> bool {
    let before = |at: usize| at.checked_sub(1).map(|at| tokens[at]);
    let after = |more: usize| tokens.get(at + more).copied();
    // A field of something else that has the name of a view; an update is a field itself.
    if before(at) == Some(Sign(".")) && tokens[at] != Word("update") {
        return false;
    }
    let is_field = matches!((after(1), after(2)), (Some(Sign("." | "?.")), Some(Word(_))))
        || matches!(
            (after(1), after(2), after(3)),
            (Some(Sign("[" | "?[")), Some(Text(_)), Some(Sign("]")))
        );
    // The name of an argument or of a variable, not its value.
    let is_name = before(at) == Some(Sign("@"))
        || after(1) == Some(Sign("="))
        || tokens[0] == Word("component") && matches!(before(at), Some(Sign("(" | ",")));
    let mut start = at;
    while let (Some(Sign(".")), Some(Word(_))) =
        (before(start), start.checked_sub(2).map(|at| tokens[at]))
    {
        start -= 2;
    }
    let is_condition = matches!(tokens[0], Word("if" | "elif"))
        && matches!(before(start), Some(Word("if" | "elif" | "and" | "or" | "not")))
        && matches!(after(1), None | Some(Word("and" | "or")));
    // `{% set update = recommendation.update %}`: a view under its own name.
    let is_alias = start == 3
        && after(1).is_none()
        && matches!(tokens, [Word("set"), name, Sign("="), ..] if *name == tokens[at]);
    !(is_field || is_name || is_condition || is_alias)
}

/// The tokens of a tag, without its delimiters.
fn tokens(tag: &str) -> Vec<Token<'_>> {
    let inner = tag.get(2..tag.len().saturating_sub(2)).unwrap_or_default();
    let inner = inner.strip_prefix('-').unwrap_or(inner);
    let mut rest = inner.strip_suffix('-').unwrap_or(inner).trim_start();
    let mut found = Vec::new();
    while let Some(char) = rest.chars().next() {
        let is_word = |char: char| char.is_alphanumeric() || char == '_';
        let length = match char {
            '"' | '\'' | '`' => {
                let end = end_of_text(rest, char);
                found.push(Text(rest[..end].trim_matches(char)));
                end
            }
            char if is_word(char) => {
                let end = rest.find(|char| !is_word(char)).unwrap_or(rest.len());
                found.push(Word(&rest[..end]));
                end
            }
            _ => {
                let two = ["==", "!=", "<=", ">=", "?.", "?["];
                let double = two.iter().find(|sign| rest.starts_with(**sign));
                let end = double.map_or(char.len_utf8(), |sign| sign.len());
                found.push(Sign(&rest[..end]));
                end
            }
        };
        rest = rest[length..].trim_start();
    }
    found
}

/// Where a text ends that begins with this quote. A quote after a backslash belongs to it.
fn end_of_text(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, char) in rest.char_indices().skip(1) {
        match char {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if char == quote => return at + quote.len_utf8(),
            _ => {}
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::super::Strings;
    use super::super::template::Template;
    use super::*;
    use crate::path::SourcePath;

    /// Whether `a.html` asks for `history`, and for `moved`.
    fn asked(files: &[(&str, &str)]) -> (bool, bool) {
        let strings = Strings::of(&[]);
        let template =
            |name: &str, text: &str| Template::new(name, SourcePath::new(name), text, &strings);
        let templates = files.iter().map(|(name, text)| (name.to_string(), template(name, text)));
        let names = of(&templates.collect());
        (names["a.html"].asks("history"), names["a.html"].asks("moved"))
    }

    #[test]
    fn a_field_is_asked_for_by_name() {
        #[track_caller]
        fn case(template: &str, history: bool, moved: bool) {
            assert_eq!(asked(&[("a.html", template)]), (history, moved), "{template}");
        }
        case("history {# recommendation.history #}", false, false);
        case("{{ recommendation.history }}", true, false);
        case("{% if not recommendation.history %}x{% endif %}", true, false);
        case("{{- recommendation[\"history\"] -}}", true, false);
        case("{{ recommendation?.history }}", true, false);
        case("{{ page.level.page }} {{ row.recommendation }}", false, false);
        case("{{ \"5\\\" x\" ~ recommendation.history ~ \"y\" }}", true, false);
        case("{{ '\\\\' ~ recommendation.history ~ '\\'' ~ recommendation.moved }}", true, true);
        case("{{ t(key=\"a\", page=page.title) }}", false, false);
        case(
            "{% set update = recommendation.update %}{% if update and a %}{% endif %}",
            false,
            false,
        );
        case("{% if a or recommendation.update %}{{ update.as_of }}{% endif %}", false, false);
        // Everything, since a view is used as a whole, or a name is made.
        for whole in [
            "{{ recommendation }}",
            "{{ recommendation | json_encode }}",
            "{{ <x of={recommendation}/> }}{% component x(of) %}{{ of }}{% endcomponent x %}",
            "{{ <x {recommendation}/> }}",
            "{% for field in recommendation %}{% endfor %}",
            "{% set other = recommendation %}",
            "{% set other = recommendation.update %}",
            "{{ recommendation[\"his\" ~ \"tory\"] }}",
            "{{ recommendation[name] }}",
            "{{ recommendation.update }}",
            "{{ update[name] }}",
            "{{ a or update }}",
            "{% if a in recommendation %}{% endif %}",
            "{% if f(recommendation) %}{% endif %}",
            "{{ [page] }}",
            "{{ __tera_context }}",
            "{% include name %}",
            "{% include \"unknown.html\" %}",
            "{{ <unknown/> }}",
        ] {
            case(whole, true, true);
        }
    }

    #[test]
    fn names_of_what_a_template_uses_are_its_own() {
        let parts = "{% component history_of(of, @page) %}{{ of.history }}{{ page.ids }}{% endcomponent history_of %}\
            {% component moved_of(of) %}{{ of.moved }}{% endcomponent moved_of %}";
        let base = "{% block content %}{% endblock %}{{ page.moved }}";
        let calls = "{{ <history_of of={row}/> }}";
        assert_eq!(asked(&[("a.html", calls), ("parts.html", parts)]), (true, false));
        assert_eq!(asked(&[("a.html", "none"), ("parts.html", parts)]), (false, false));
        let extends = "{% extends \"base.html\" %}";
        assert_eq!(asked(&[("a.html", extends), ("base.html", base)]), (false, true));
        let includes = "{% include \"b.html\" %}";
        let files = [("a.html", includes), ("b.html", calls), ("parts.html", parts)];
        assert_eq!(asked(&files), (true, false));
    }
}
