//! Whether a picture does nothing but show itself.
//!
//! A small reader of XML that fails closed: whatever it does not know is held against the
//! picture. Only elements and attributes that are known to draw are let through, so that a new
//! way to run a script is not one here.

use crate::schema::Address;

/// Elements that draw, describe or define.
const ELEMENTS: &[&str] = &[
    "a",
    "circle",
    "clippath",
    "defs",
    "desc",
    "ellipse",
    "feblend",
    "fecolormatrix",
    "fecomposite",
    "feflood",
    "fegaussianblur",
    "femerge",
    "femergenode",
    "feoffset",
    "filter",
    "g",
    "image",
    "line",
    "lineargradient",
    "marker",
    "mask",
    "path",
    "pattern",
    "polygon",
    "polyline",
    "radialgradient",
    "rect",
    "stop",
    "style",
    "svg",
    "switch",
    "symbol",
    "text",
    "textpath",
    "title",
    "tspan",
    "use",
    "view",
];

/// What a style may not do: load, or run in the browsers of another age.
const STYLE: &[&str] =
    &["@import", "url(", "expression", "javascript", "\\", "behavior", "-moz-binding"];

/// Nothing, where the picture is harmless; else what speaks against it.
pub(super) fn harmless(bytes: &[u8]) -> Result<(), String> {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Err("it is not UTF-8".to_owned());
    };
    if text.chars().any(|char| char.is_control() && !matches!(char, '\t' | '\n' | '\r')) {
        return Err("it holds control characters".to_owned());
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut rest = declaration(text.trim_start())?;
    // What a `style` holds is text to XML and rules to a browser.
    let mut in_style = false;
    while let Some(at) = rest.find('<') {
        if in_style {
            style(&rest[..at])?;
        }
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.split_once("-->").ok_or("a comment has no end")?.1;
        } else if let Some(end) = rest.strip_prefix("</") {
            in_style = false;
            rest = end.split_once('>').ok_or("a tag has no end")?.1;
        } else {
            let (element, after) = element(&rest[1..])?;
            in_style = element == "style";
            rest = after;
        }
    }
    Ok(())
}

/// The text after an XML declaration.
fn declaration(text: &str) -> Result<&str, String> {
    let Some(rest) = text.strip_prefix("<?xml ") else { return Ok(text) };
    let (declaration, rest) = rest.split_once("?>").ok_or("the XML declaration has no end")?;
    let declaration = declaration.to_ascii_lowercase();
    if declaration.contains("encoding") && !declaration.contains("utf-8") {
        return Err("it declares an encoding other than UTF-8".to_owned());
    }
    Ok(rest)
}

/// Reads a start tag after its `<`: the element's name, and the text after the tag.
fn element(text: &str) -> Result<(String, &str), String> {
    let (name, mut rest) = name(text);
    let element = name.to_ascii_lowercase();
    // Editors keep notes in elements of their own names; those draw nothing, but what they hold
    // might, and so the picture has to be saved without them.
    if !ELEMENTS.contains(&element.as_str()) {
        return Err(format!("`<{}` is no element that only draws", shown(name)));
    }
    loop {
        let trimmed = rest.trim_start();
        if let Some(after) = trimmed.strip_prefix("/>").or_else(|| trimmed.strip_prefix('>')) {
            return Ok((element, after));
        }
        if trimmed.len() == rest.len() {
            return Err("a tag is not well formed".to_owned());
        }
        rest = attribute(&element, trimmed)?;
    }
}

/// Reads an attribute; the text after it.
fn attribute<'t>(element: &str, text: &'t str) -> Result<&'t str, String> {
    let (name, rest) = name(text);
    let value = rest.trim_start().strip_prefix('=').map(str::trim_start);
    let quote =
        value.and_then(|value| value.chars().next()).filter(|char| matches!(char, '"' | '\''));
    let (Some(value), Some(quote)) = (value, quote) else {
        return Err("an attribute is not well formed".to_owned());
    };
    let (value, rest) = value[1..].split_once(quote).ok_or("an attribute has no end")?;
    let name = name.to_ascii_lowercase();
    let local = name.rsplit(':').next().unwrap_or_default();
    if local.is_empty() || local.starts_with("on") || matches!(local, "srcdoc" | "src" | "base") {
        return Err(format!("the attribute `{}`", shown(&name)));
    }
    if local == "href" {
        let allowed = match element {
            "a" => Address::is_allowed(value),
            _ => value.starts_with('#') || (Address::is_relative(value) && element == "image"),
        };
        if !allowed || value.contains('&') {
            return Err(format!("the address `{}`", shown(value)));
        }
    } else if local == "style" {
        style(value)?;
    } else if value.contains("url(") && !value.trim_start().starts_with("url(#") {
        return Err(format!("the address `{}`", shown(value)));
    }
    Ok(rest)
}

fn style(rules: &str) -> Result<(), String> {
    let rules = rules.to_ascii_lowercase().replace("url(#", "");
    let found = STYLE.iter().find(|word| rules.contains(**word)).copied();
    let reference = rules.contains('&').then_some("&");
    match found.or(reference) {
        Some(word) => Err(format!("`{word}` in a style")),
        None => Ok(()),
    }
}

/// A name, and the text after it.
fn name(text: &str) -> (&str, &str) {
    let end =
        text.find(|char: char| !char.is_alphanumeric() && !matches!(char, ':' | '-' | '_' | '.'));
    text.split_at(end.unwrap_or(text.len()))
}

/// A little of what an author wrote.
fn shown(text: &str) -> String {
    text.chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_that_draw() {
        #[track_caller]
        fn case(svg: &str) {
            assert_eq!(harmless(svg.as_bytes()), Ok(()), "{svg}");
        }
        case("<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0\"/></svg>");
        case("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- by hand -->\n<svg><g/></svg>\n");
        case("<svg viewBox='0 0 1 1' inkscape:version='1.3'><title>On = off, once</title></svg>");
        case("<svg><a href=\"https://example.org/\"><text>there</text></a></svg>");
        case("<svg><use xlink:href=\"#a\"/><rect fill=\"url(#b)\" style=\"fill:url(#b)\"/></svg>");
        case("<svg><style>.a { fill: red }</style></svg>");
        case("<svg><image href=\"photo.png\"/></svg>");
    }

    #[test]
    fn pictures_that_might_run() {
        #[track_caller]
        fn case(svg: &str) {
            assert!(harmless(svg.as_bytes()).is_err(), "{svg}");
        }
        case("<svg><script>alert(1)</script></svg>");
        case("<svg onload=\"alert(1)\"/>");
        case("<svg\nONLOAD = 'alert(1)'/>");
        case("<svg><a href=\"java\nscript:alert(1)\"/></svg>");
        case("<svg><a href=\"&#106;avascript:alert(1)\"/></svg>");
        case("<svg><set attributeName=\"href\" to=\"javascript:x\"/></svg>");
        case("<svg:svg xmlns:svg=\"http://www.w3.org/2000/svg\"><svg:script/></svg:svg>");
        case("<svg><h:iframe xmlns:h=\"http://www.w3.org/1999/xhtml\" srcdoc=\"x\"/></svg>");
        case("<svg><foreignObject><p/></foreignObject></svg>");
        case("<!DOCTYPE svg [<!ENTITY a \"b\">]><svg>&a;</svg>");
        case("<?xml-stylesheet href=\"x.xsl\"?><svg/>");
        case("<?xml version=\"1.0\" encoding=\"ISO-2022-JP\"?><svg/>");
        case("<svg><use href=\"https://example.org/x.svg#a\"/></svg>");
        case("<svg><image href=\"https://example.org/x.png\"/></svg>");
        case("<svg><style>@import url(//example.org/x.css)</style></svg>");
        case("<svg><rect style=\"fill:url(https://example.org/x)\"/></svg>");
        case("<svg><![CDATA[<script>x()</script>]]></svg>");
        case("<svg><rect x=1 onload=x()/></svg>");
        case("<svg><!-- --><script>x()</script><!-- --></svg>");
        case("<\0s\0v\0g\0");
        case("\u{1b}$B<svg/>");
        case("<svg><rect a=\"b\"onload=\"x()\"/></svg>");
    }
}
