//! Reads a picture element by element and rewrites it.

use xml::attribute::OwnedAttribute;
use xml::common::Position as _;
use xml::name::{Name, OwnedName};
use xml::reader::{EventReader, ParserConfig, XmlEvent};
use xml::writer::{EmitterConfig, EventWriter, XmlEvent as Written};

use super::cost::{Element, Elements};
use super::names::{SVG, XLINK, XML, is_active, is_element, is_words};
use super::styles::{self, Target};
use super::{Cleaned, MOST_BYTES, MOST_NESTED, MOST_REPEATED, Removed, Unusable};
use crate::diagnostic::beginning;
use crate::media;
use crate::percent;
use crate::schema::Address;

/// Maximum number of attributes per element, including namespaces, which are copied for every
/// descendant.
const MOST_ATTRIBUTES: usize = 200;

/// Rebuilds a picture from drawing elements. Deterministic.
pub fn clean(bytes: &[u8]) -> Result<Cleaned, Unusable> {
    let mut reader = ParserConfig::new()
        .cdata_to_characters(true)
        .ignore_comments(false)
        .whitespace_to_characters(true)
        .max_entity_expansion_depth(4)
        .max_attributes(MOST_ATTRIBUTES)
        .create_reader(bytes);
    let mut cleaner = Cleaner::new();
    loop {
        let event = reader.next().map_err(|error| Unusable::Xml(error.msg().clone()))?;
        let line = line(&reader);
        if matches!(event, XmlEvent::EndDocument) {
            return cleaner.finish();
        }
        cleaner.take(event, line)?;
    }
}

fn line(reader: &EventReader<&[u8]>) -> usize {
    usize::try_from(reader.position().row()).unwrap_or(usize::MAX).saturating_add(1)
}

struct Cleaner {
    out: EventWriter<Vec<u8>>,
    removed: Vec<Removed>,
    elements: Elements,
    /// Open elements, by index.
    open: Vec<usize>,
    /// Number of open removed elements.
    skipped: usize,
    /// The open style sheet's text and its line.
    style: Option<(String, usize)>,
}

impl Cleaner {
    fn new() -> Self {
        let out = EmitterConfig::new()
            .write_document_declaration(false)
            .perform_indent(false)
            .autopad_comments(false)
            .pad_self_closing(false)
            .create_writer(Vec::new());
        Self {
            out,
            removed: Vec::new(),
            elements: Elements::default(),
            open: Vec::new(),
            skipped: 0,
            style: None,
        }
    }

    fn finish(self) -> Result<Cleaned, Unusable> {
        let repeated = self.elements.repeated();
        if repeated > MOST_REPEATED {
            return Err(Unusable::TooMuch(repeated));
        }
        Ok(Cleaned { bytes: self.out.into_inner(), removed: self.removed })
    }

    fn take(&mut self, event: XmlEvent, line: usize) -> Result<(), Unusable> {
        match event {
            XmlEvent::StartElement { .. } if self.skipped > 0 => {
                self.skipped += 1;
                if self.open.len() + self.skipped > MOST_NESTED {
                    return Err(Unusable::TooDeep);
                }
            }
            XmlEvent::EndElement { .. } if self.skipped > 0 => self.skipped -= 1,
            _ if self.skipped > 0 => {}
            XmlEvent::StartElement { name, attributes, .. } => {
                return self.begin(&name, attributes, line);
            }
            XmlEvent::EndElement { .. } => return self.end(),
            XmlEvent::Characters(text) | XmlEvent::CData(text) | XmlEvent::Whitespace(text) => {
                let text = self.without_controls(text, line);
                match &mut self.style {
                    Some((style, _)) => style.push_str(&text),
                    None if self.open.is_empty() => {}
                    None => return self.write(Written::Characters(&text)),
                }
            }
            // Comments may name the author; in a style sheet they would only split words.
            XmlEvent::Comment(text) if self.style.is_none() => {
                return self.write(Written::Comment(&text));
            }
            XmlEvent::ProcessingInstruction { name, .. } => {
                self.remove(format!("<?{name}?>"), line);
            }
            XmlEvent::Comment(_)
            | XmlEvent::StartDocument { .. }
            | XmlEvent::EndDocument
            | XmlEvent::Doctype { .. } => {}
        }
        Ok(())
    }

    fn begin(
        &mut self,
        name: &OwnedName,
        attributes: Vec<OwnedAttribute>,
        line: usize,
    ) -> Result<(), Unusable> {
        let is_drawn = is_svg(name) && is_element(&name.local_name);
        if self.open.is_empty() && !(is_drawn && name.local_name == "svg") {
            return Err(Unusable::Foreign);
        }
        if self.open.len() >= MOST_NESTED {
            return Err(Unusable::TooDeep);
        }
        if !is_drawn || self.style.is_some() {
            self.remove(format!("<{}>", shown(name)), line);
            self.skipped = 1;
            return Ok(());
        }
        let mut element = Element { name: name.local_name.clone(), ..Element::default() };
        let mut kept: Vec<(OwnedName, String)> = Vec::new();
        for attribute in attributes {
            self.attribute(attribute, &mut element, &mut kept, line);
        }
        let is_root = self.open.is_empty();
        let place = self.elements.add(element, self.open.last().copied());
        self.open.push(place);
        if name.local_name == "style" {
            self.style = Some((String::new(), line));
        }
        self.write_start(&name.local_name, &kept, is_root)
    }

    fn write_start(
        &mut self,
        name: &str,
        attributes: &[(OwnedName, String)],
        is_root: bool,
    ) -> Result<(), Unusable> {
        let mut start = Written::start_element(Name::local(name));
        if is_root {
            start = start.default_ns(SVG);
        }
        for (name, value) in attributes {
            start = start.attr(name.borrow(), value);
        }
        self.write(start.into())
    }

    fn end(&mut self) -> Result<(), Unusable> {
        self.open.pop();
        if let Some((text, line)) = self.style.take() {
            let kept = styles::sheet(&text);
            for what in kept.removed {
                self.remove(format!("`{what}` in a style"), line);
            }
            self.elements.add_rules(kept.rules);
            self.write(Written::Characters(&kept.text))?;
        }
        self.write(Written::end_element().into())
    }

    /// Keeps an attribute, wholly or in part, or removes it.
    fn attribute(
        &mut self,
        attribute: OwnedAttribute,
        element: &mut Element,
        kept: &mut Vec<(OwnedName, String)>,
        line: usize,
    ) {
        let OwnedAttribute { name, value } = attribute;
        let value = self.without_controls(value, line);
        let local = name.local_name.as_str();
        match name.namespace.as_deref() {
            None | Some(XLINK) if local == "href" => self.address(&value, element, kept, line),
            Some(XML) if matches!(local, "space" | "lang") => kept.push((name, value)),
            // `xlink` attributes other than `title` are irrelevant.
            Some(XLINK) if local != "title" => {}
            None if local == "style" => {
                let styles = styles::declarations(&value);
                for what in styles.removed {
                    self.remove(format!("`{what}` in a style"), line);
                }
                element.targets.extend(styles.rules.into_iter().flat_map(|rule| rule.targets));
                kept.push((name, styles.text));
            }
            None if !is_active(local) => match harmless(local, &value) {
                Some(targets) => {
                    element.targets.extend(targets);
                    note(local, &value, element);
                    kept.push((name, value));
                }
                None => self.remove(format!("{local}=\"{}\"", beginning(&value)), line),
            },
            _ => self.remove(format!("{}=\"{}\"", shown(&name), beginning(&value)), line),
        }
    }

    /// `<a>` can lead anywhere that pages can; other addresses only within the picture, or to an
    /// embedded image.
    fn address(
        &mut self,
        address: &str,
        element: &mut Element,
        kept: &mut Vec<(OwnedName, String)>,
        line: usize,
    ) {
        let is_own = address.starts_with('#');
        let is_fine = match element.name.as_str() {
            "a" => Address::is_allowed(address),
            "image" => is_own || is_photograph(address) || styles::is_photograph(address),
            _ => is_own,
        };
        let name = OwnedName::local("href");
        if !is_fine {
            self.remove(format!("href=\"{}\"", beginning(address)), line);
        } else if kept.iter().all(|(other, _)| *other != name) {
            if let Some(id) = address.strip_prefix('#').filter(|_| element.name != "a") {
                element.targets.push(Target::used(id));
            }
            kept.push((name, address.to_owned()));
        }
    }

    /// XML 1.1 allows characters that browsers reject.
    fn without_controls(&mut self, text: String, line: usize) -> String {
        let is_control = |char: char| char.is_control() && !matches!(char, '\t' | '\n' | '\r');
        if !text.contains(is_control) {
            return text;
        }
        self.remove("control characters".to_owned(), line);
        text.replace(is_control, "")
    }

    fn remove(&mut self, what: String, line: usize) {
        self.removed.push(Removed { what, line });
    }

    fn write(&mut self, event: Written<'_>) -> Result<(), Unusable> {
        if self.out.inner_ref().len() > MOST_BYTES {
            return Err(Unusable::TooLarge);
        }
        self.out.write(event).map_err(|error| Unusable::Xml(error.to_string()))
    }
}

/// Whether an address is a bitmap image beside the picture. A drawing would be drawn again each time, at unknown cost.
fn is_photograph(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    Address::is_relative(address) && media::is_photograph(&percent::decoded_by_browsers(path))
}

/// The targets of an attribute, if it loads nothing.
fn harmless(name: &str, value: &str) -> Option<Vec<Target>> {
    // Most values are numbers and need no tokenizer.
    let is_plain = !value.contains(['(', '\\', '@']);
    if is_plain || is_words(name) { Some(Vec::new()) } else { styles::attribute(name, value) }
}

/// Records what determines how much an element draws.
fn note(name: &str, value: &str, element: &mut Element) {
    match name {
        "id" => element.id = Some(format!("#{value}")),
        "class" => {
            let classes = value.split_ascii_whitespace();
            element.classes = classes.map(|class| format!(".{class}")).collect();
        }
        "d" | "points" => element.points = points(value),
        "in" => element.inputs[0] = Some(value.trim().to_owned()),
        "in2" => element.inputs[1] = Some(value.trim().to_owned()),
        "result" => element.result = Some(value.trim().to_owned()),
        _ => {}
    }
}

/// Upper bound of a line's points: each takes one or two numbers.
fn points(line: &str) -> u64 {
    let mut points = 0;
    // Whether within a number, and after its decimal point.
    let (mut is_number, mut has_point) = (false, false);
    for char in line.chars() {
        match char {
            '0'..='9' if is_number => {}
            '.' if is_number && !has_point => has_point = true,
            '0'..='9' | '.' => {
                points += 1;
                (is_number, has_point) = (true, char == '.');
            }
            'e' | 'E' if is_number => has_point = true,
            _ => {
                points += u64::from(matches!(char, 'z' | 'Z'));
                is_number = false;
            }
        }
    }
    points
}

fn is_svg(name: &OwnedName) -> bool {
    name.namespace.as_deref().is_none_or(|namespace| namespace == SVG)
}

/// A name as written.
fn shown(name: &OwnedName) -> String {
    match &name.prefix {
        Some(prefix) => format!("{prefix}:{}", name.local_name),
        None => name.local_name.clone(),
    }
}

#[cfg(test)]
mod tests;
