//! A picture read element by element, and written again.

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
use crate::schema::Address;

/// The most attributes of one element, namespaces among them, which are copied for every element below.
const MOST_ATTRIBUTES: usize = 200;

/// Puts a picture together anew from what draws. The same bytes give the same bytes.
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
    /// The elements that are open, by their places.
    open: Vec<usize>,
    /// How many elements are open that are left out.
    skipped: usize,
    /// The text of the style sheet that is open, and where it begins.
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
            // Whose work a picture is stands there; in a style sheet they would only part words.
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

    /// Keeps an attribute, as it is or in part, or leaves it out.
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
            // What links are for in the older spelling says nothing of the picture.
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

    /// Links lead anywhere that pages may link to; all else is a part of the picture, or a photograph in it.
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
            "image" => is_own || Address::is_relative(address) || styles::is_photograph(address),
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

    /// XML 1.1 has characters that browsers refuse.
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

/// What an attribute refers to, where it loads nothing.
fn harmless(name: &str, value: &str) -> Option<Vec<Target>> {
    // Most values are numbers; the tokenizer is for the others.
    let is_plain = !value.contains(['(', '\\', '@']);
    if is_plain || is_words(name) { Some(Vec::new()) } else { styles::attribute(name, value) }
}

/// Takes in what says how much an element draws.
fn note(name: &str, value: &str, element: &mut Element) {
    match name {
        "id" => element.id = Some(format!("#{value}")),
        "class" => {
            let classes = value.split_ascii_whitespace();
            element.classes = classes.map(|class| format!(".{class}")).collect();
        }
        "d" | "points" => element.points = points(value),
        _ => {}
    }
}

/// The most points that a line may have: each takes two numbers, or one.
fn points(line: &str) -> u64 {
    let is_number = |char: char| char.is_ascii_digit() || char == '.';
    line.split(|char| !is_number(char)).filter(|number| !number.is_empty()).count() as u64
}

fn is_svg(name: &OwnedName) -> bool {
    name.namespace.as_deref().is_none_or(|namespace| namespace == SVG)
}

/// A name as it is written.
fn shown(name: &OwnedName) -> String {
    match &name.prefix {
        Some(prefix) => format!("{prefix}:{}", name.local_name),
        None => name.local_name.clone(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail")]

    use super::*;

    const NS: &str =
        "xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"";

    /// A picture of some elements.
    fn picture(inside: &str) -> String {
        format!("<svg {NS}>{inside}</svg>")
    }

    /// What is written, without the root; and what was left out.
    #[track_caller]
    fn cleaned(inside: &str) -> (String, String) {
        let cleaned = clean(picture(inside).as_bytes()).unwrap();
        let text = String::from_utf8(cleaned.bytes.clone()).unwrap();
        let again = clean(&cleaned.bytes).unwrap();
        assert_eq!(again.bytes, cleaned.bytes, "what is clean stays as it is");
        assert_eq!(again.removed, []);
        let root = "<svg xmlns=\"http://www.w3.org/2000/svg\"";
        let inside = text.strip_prefix(root).unwrap();
        let inside = inside.strip_suffix("</svg>").map(|inside| &inside[1..]).unwrap_or_default();
        let text = inside.to_owned();
        let removed: Vec<String> = cleaned.removed.into_iter().map(|it| it.what).collect();
        (text, removed.join(" "))
    }

    #[test]
    fn what_draws_is_kept_as_it_is() {
        #[track_caller]
        fn case(inside: &str) {
            assert_eq!(cleaned(inside), (inside.to_owned(), String::new()));
        }
        case("<path d=\"M0 0\"/>");
        case(
            "<text x=\"1\" xml:space=\"preserve\">On = off,  <tspan>once</tspan> &amp; 1 &lt; 2 – é</text>",
        );
        case("<a href=\"https://example.org/x?a=1&amp;b\"><text>there</text></a>");
        case("<rect fill=\"url(#b)\" style=\"fill:url(#b);\" transform=\"matrix(1 0 0 1 0 0)\"/>");
        case("<style>.a{fill:red;}</style>");
        case("<image href=\"photo.png\"/><image href=\"data:image/png;base64,AAAA\"/>");
        case("<!-- by hand --><title>T</title>");
        case("<g aria-label=\"a (b)\" data-name=\"x(y)\"/>");
    }

    #[test]
    fn what_is_spelled_otherwise_is_spelled_as_browsers_read_it() {
        #[track_caller]
        fn case(svg: &str, expected: &str) {
            let cleaned = clean(svg.as_bytes()).unwrap();
            assert_eq!(String::from_utf8(cleaned.bytes).unwrap(), expected);
            assert_eq!(cleaned.removed, []);
        }
        let ns = "xmlns=\"http://www.w3.org/2000/svg\"";
        let expected = format!("<svg {ns}><use href=\"#a\"/></svg>");
        case(
            &format!(
                "<?xml version=\"1.0\"?>\n<!DOCTYPE svg [<!ENTITY s \"http://www.w3.org/2000/svg\">]>\n\
                      <svg xmlns=\"&s;\" xmlns:l=\"{XLINK}\"><use l:href=\"#a\"/></svg>\n"
            ),
            &expected,
        );
        case("<s:svg xmlns:s=\"http://www.w3.org/2000/svg\"><s:use href='#a'/></s:svg>", &expected);
        case(
            &format!("<svg {ns}><style><![CDATA[.a>b{{fill:red}}]]></style></svg>"),
            &format!("<svg {ns}><style>.a&gt;b{{fill:red;}}</style></svg>"),
        );
    }

    #[test]
    fn what_runs_or_loads_is_left_out_and_told() {
        #[track_caller]
        fn case(inside: &str, removed: &str, rest: &str) {
            assert_eq!(cleaned(inside), (rest.to_owned(), removed.to_owned()), "{inside}");
        }
        case("<script>alert(1)</script><g/>", "<script>", "<g/>");
        case("<g onload=\"x()\" ONCLICK='y()'/>", "onload=\"x()\" ONCLICK=\"y()\"", "<g/>");
        case("<a href=\"java\nscript:alert(1)\"/>", "href=\"java script:alert(1)\"", "<a/>");
        case("<a href=\"&#106;avascript:x\"/>", "href=\"javascript:x\"", "<a/>");
        case("<set attributeName=\"href\" to=\"javascript:x\"/>", "<set>", "");
        case(
            "<h:iframe xmlns:h=\"http://www.w3.org/1999/xhtml\" srcdoc=\"x\"><h:b/></h:iframe>",
            "<h:iframe>",
            "",
        );
        case("<foreignObject><p/></foreignObject>", "<foreignObject>", "");
        case(
            "<use href=\"https://e.example/x.svg#a\"/>",
            "href=\"https://e.example/x.svg#a\"",
            "<use/>",
        );
        case(
            "<use xlink:href=\"data:image/svg+xml,x#a\"/>",
            "href=\"data:image/svg+xml,x#a\"",
            "<use/>",
        );
        case("<image href=\"//e.example/x.png\"/>", "href=\"//e.example/x.png\"", "<image/>");
        case("<image href=\"data:image/svg+xml,x\"/>", "href=\"data:image/svg+xml,x\"", "<image/>");
        case("<?xml-stylesheet href=\"x.xsl\"?>", "<?xml-stylesheet?>", "");
        case("<g xml:base=\"//e.example/\"/>", "xml:base=\"//e.example/\"", "<g/>");
        case(
            "<style>@imp<!-- -->ort \"//e.example/a.css\";</style>",
            "`@import` in a style",
            "<style></style>",
        );
        case(
            "<style><g/>@import url(//e.example/b.css);</style>",
            "<g> `@import` in a style",
            "<style></style>",
        );
        case(
            "<g style='fill:red;background-image:image-set(\"x.png\" 1x)'/>",
            "`background-image` in a style",
            "<g style=\"fill:red;\"/>",
        );
        case(
            "<g cursor=\"url(#a), url(//e.example/e.png), auto\"/>",
            "cursor=\"url(#a), url(//e.example/e.png), auto\"",
            "<g/>",
        );
        case("<g mask=\"URL(//e.example/f.svg#m)\"/>", "mask=\"URL(//e.example/f.svg#m)\"", "<g/>");
        case("<g filter=\"&#117;rl(//e.example/g)\"/>", "filter=\"url(//e.example/g)\"", "<g/>");
        case("<g fill=\"u\\72l(//e.example/g)\"/>", "fill=\"u\\72l(//e.example/g)\"", "<g/>");
    }

    #[test]
    fn where_it_was_is_told() {
        let svg = picture("\n<g/>\n<script/>\n<g\n onload='x'/>");
        let removed = clean(svg.as_bytes()).unwrap().removed;
        let lines: Vec<usize> = removed.iter().map(|removed| removed.line).collect();
        assert_eq!(lines, [3, 4]);
    }

    #[test]
    fn what_is_no_picture() {
        #[track_caller]
        fn case(svg: &str, expected: &str) {
            let error = clean(svg.as_bytes()).unwrap_err().to_string();
            assert!(error.contains(expected), "{svg}: {error}");
        }
        case("<html><script>x()</script></html>", "its first element is no `<svg>`");
        case("<svg xmlns=\"http://www.w3.org/1999/xhtml\"/>", "its first element is no `<svg>`");
        case("<svg><g></svg>", "it is no XML: ");
        case("<svg><rect x=1></svg>", "it is no XML: ");
        case("", "it is no XML: ");
        case("<\0s\0v\0g\0", "it is no XML: ");
        case(&picture(&"<g>".repeat(300)), "nested more than 200 deep");
        case(&picture(&format!("<metadata>{}", "<a>".repeat(300))), "nested more than 200 deep");
        let many: Vec<String> = (0..300).map(|at| format!(" a{at}=\"\"")).collect();
        case(&picture(&format!("<g{}/>", many.concat())), "it is no XML: ");
        let entity = format!("<!DOCTYPE svg [<!ENTITY e \"{}\">]>", "x".repeat(100_000));
        case(
            &format!("{entity}<svg {NS}><text>{}</text></svg>", "&e;".repeat(400)),
            "larger than 32 MiB",
        );
        let bomb = "<!DOCTYPE svg [<!ENTITY a \"xxxxxxxxxx\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;\">\
                    <!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;\">\
                    <!ENTITY e \"&d;&d;&d;&d;&d;&d;&d;&d;\"><!ENTITY f \"&e;&e;&e;&e;&e;&e;\">]><svg>&f;</svg>";
        case(bomb, "it is no XML: ");
    }

    /// Ten levels of ten, each drawing the one below.
    fn nested(draw: impl Fn(usize) -> String) -> String {
        let group = |level: usize| format!("<g id=\"l{level}\">{}</g>", draw(level - 1).repeat(10));
        (1..10).map(group).collect::<Vec<_>>().concat()
    }

    #[test]
    fn what_draws_itself_over_and_over_is_refused() {
        #[track_caller]
        fn case(inside: &str) {
            let cleaned = clean(picture(inside).as_bytes());
            assert!(matches!(cleaned, Err(Unusable::TooMuch(_))), "{cleaned:?}");
        }
        case(&nested(|level| format!("<use href=\"#l{level}\"/>")));
        case(&nested(|level| format!("<use xlink:href=\"#l{level}\"/>")));
        case(&nested(|level| format!("<rect fill=\"url(#l{level})\"/>")));
        case(&nested(|level| format!("<rect mask=\"url('#l{level}')\"/>")));
        case(&nested(|level| format!("<rect style=\"clip-path:url(#l{level})\"/>")));
        case(&nested(|level| {
            format!("<rect class=\"c{level}\"/><style>.c{level}{{fill:url(#l{level})}}</style>")
        }));
        case(&nested(|level| format!("<use href=\"#%6c{level}\"/>")));
        case(&nested(|level| format!("<g fill=\"url(#l{level})\"><rect/><rect/></g>")));
        case(&nested(|level| {
            format!("<g marker-mid=\"url(#l{level})\"><path d=\"M0 0 1 1 2 2 3 3\"/></g>")
        }));
        case(&nested(|level| {
            format!(
                "<rect class=\"c{level}\u{a0}\"/><style>.c{level}\u{a0}{{fill:url(#l{level})}}</style>"
            )
        }));
        let line = format!("<path d=\"M{}\" marker-mid=\"url(#m)\"/>", "0 0 ".repeat(1000));
        case(&format!("<marker id=\"m\">{}</marker>{}", "<g/>".repeat(10), line.repeat(10)));
    }

    #[test]
    fn what_is_large_or_leads_to_itself_is_not() {
        let clean = |inside: &str| clean(picture(inside).as_bytes()).map(|cleaned| cleaned.removed);
        assert_eq!(clean(&"<path d=\"M0 0\"/>".repeat(200_000)), Ok(Vec::new()));
        assert_eq!(
            clean("<g id=\"a\"><use href=\"#b\"/></g><g id=\"b\"><use href=\"#a\"/></g>"),
            Ok(Vec::new())
        );
        let gradient = "<linearGradient id=\"s\"><stop/><stop/><stop/></linearGradient>".to_owned();
        let painted = format!(
            "{gradient}<g fill=\"url(#s)\">{}</g>",
            "<rect stroke=\"url(#s)\"/>".repeat(50_000)
        );
        assert_eq!(clean(&painted), Ok(Vec::new()));
        let symbol = "<symbol id=\"s\"><path/><path/></symbol>".to_owned();
        assert_eq!(clean(&(symbol + &"<use href=\"#s\"/>".repeat(5000))), Ok(Vec::new()));
        let link = |at| format!("<g id=\"a{at}\"><use href=\"#a{}\"/></g>", at + 1);
        let chain: Vec<String> = (0..50_000).map(link).collect();
        assert!(
            matches!(clean(&chain.concat()), Err(Unusable::TooMuch(_))),
            "the sum of all beginnings"
        );
    }
}
