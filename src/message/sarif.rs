//! SARIF 2.1.0.
//!
//! Format: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>.

use std::collections::BTreeMap;
use std::io;

use serde_json::{Value, json};

use super::sources::{Region, Sources};
use super::text;
use super::{Options, below};
use crate::diagnostic::{Diagnostic, Location, group_numbers};
use crate::path::SourcePath;
use crate::percent;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// Base of relative paths: the root of the repository.
const ROOT: &str = "%SRCROOT%";

/// Writes the document on one line.
pub(super) fn write(
    out: &mut dyn io::Write,
    options: &Options,
    diagnostics: &[Diagnostic],
    sources: &mut Sources<'_>,
) -> io::Result<()> {
    let mut indices: BTreeMap<&str, usize> =
        diagnostics.iter().map(|diagnostic| (diagnostic.name, 0)).collect();
    for (index, slot) in indices.values_mut().enumerate() {
        *slot = index;
    }
    let rules: Vec<Value> =
        indices.keys().map(|name| rule(name, (options.rule_summary)(name))).collect();
    let results: Vec<Value> = diagnostics
        .iter()
        .zip(group_numbers(diagnostics))
        .map(|(diagnostic, group)| {
            let rule = indices.get(diagnostic.name).copied();
            let mut result = result(diagnostic, rule, &options.prefix, sources);
            result["properties"] = json!({ "group": group + 1 });
            result
        })
        .collect();
    let document = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "ssr-site",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": {
                ROOT: { "description": { "text": "The root of the git repository, or without one the directory that contains book.toml." } },
            },
            "results": results,
        }],
    });
    writeln!(out, "{}", text::escape_json(&document.to_string()))
}

fn rule(name: &str, summary: Option<&str>) -> Value {
    let mut rule = json!({ "id": name });
    if let Some(summary) = summary {
        rule["shortDescription"] = json!({ "text": summary });
    }
    rule
}

fn result(
    diagnostic: &Diagnostic,
    rule: Option<usize>,
    prefix: &str,
    sources: &mut Sources<'_>,
) -> Value {
    sources.turn_to(&diagnostic.location.path);
    let mut place =
        |location: &Location, text: Option<&str>| place((prefix, location), text, sources);
    let Diagnostic { severity, name, message, location, label, related, help, about: _ } =
        diagnostic;
    let text = match help {
        Some(help) => format!("{message}\nhelp: {help}"),
        None => message.clone(),
    };
    let mut result = json!({
        "ruleId": name,
        "ruleIndex": rule,
        "level": severity.to_string(),
        "message": { "text": text },
        "locations": [place(location, label.as_deref())],
    });
    if !related.is_empty() {
        let places = related.iter().map(|(location, text)| place(location, Some(text)));
        result["relatedLocations"] = places.collect();
    }
    result
}

fn place(
    (prefix, location): (&str, &Location),
    text: Option<&str>,
    sources: &mut Sources<'_>,
) -> Value {
    let mut physical = json!({
        "artifactLocation": { "uri": uri(&below(prefix, &location.path)), "uriBaseId": ROOT },
    });
    if let Some(Region { start, end }) = sources.region(location) {
        physical["region"] = json!({
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
        });
    }
    let mut place = json!({ "physicalLocation": physical });
    if let Some(text) = text {
        place["message"] = json!({ "text": text });
    }
    place
}

/// The path as a relative URI: percent-encodes everything but RFC 3986's unreserved characters and
/// slashes, so that a colon does not make a scheme.
fn uri(path: &SourcePath) -> String {
    percent::uri(text::spelling(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_as_uris() {
        #[track_caller]
        fn case(path: &str, expected: &str) {
            assert_eq!(uri(&SourcePath::new(path)), expected);
        }
        case("content/ssr1/rec-01.md", "content/ssr1/rec-01.md");
        case("a b/é.md", "a%20b/%C3%A9.md");
        case("a:b/100%?.md", "a%3Ab/100%25%3F.md");
        case("", ".");
    }
}
