//! Front matter in YAML as TOML, for a message.
//!
//! Reads what people write in front matter: keys, lists, and lists of tables. Whatever else there
//! is gives no suggestion rather than a wrong one.

use std::fmt::Write as _;

use toml::de::DeTable;

use crate::schema::quoted;

/// The delimiter line.
pub(super) const FENCE: &str = "---";

/// Longer front matter is not repeated in a message.
const MOST_LINES: usize = 60;

/// The front matter that follows the first line, as TOML.
pub(super) fn to_toml(text: &str) -> Option<String> {
    let lines: Vec<&str> = text
        .lines()
        .skip_while(|line| line.trim().is_empty())
        .take_while(|line| !matches!(line.trim_end(), FENCE | "..."))
        .filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'))
        .take(MOST_LINES + 1)
        .collect();
    if lines.is_empty() || lines.len() > MOST_LINES {
        return None;
    }
    let (mut keys, mut tables) = (String::new(), String::new());
    let mut rest = lines.as_slice();
    while let [line, after @ ..] = rest {
        let (key, value) = entry(line)?;
        let length = after.iter().take_while(|line| is_below(line)).count();
        let (below, next) = after.split_at(length);
        if !value.is_empty() {
            if !below.is_empty() {
                return None;
            }
            let _ = writeln!(keys, "{key} = {}", scalar(value)?);
        } else if let Some(items) = list(below) {
            let _ = writeln!(keys, "{key} = [{}]", items.join(", "));
        } else {
            write_tables(key, below, &mut tables)?;
        }
        rest = next;
    }
    let toml = format!("{keys}{tables}");
    DeTable::parse(&toml).is_ok().then_some(toml)
}

/// A key at the beginning of a line, and its value.
fn entry(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let is_key = |char: char| char.is_ascii_alphanumeric() || matches!(char, '_' | '-');
    let is_entry = !key.is_empty()
        && key.chars().all(is_key)
        && !key.starts_with('-')
        && (value.is_empty() || value.starts_with([' ', '\t']));
    is_entry.then_some((key, value.trim()))
}

/// Whether a line belongs to the key above it.
fn is_below(line: &str) -> bool {
    line.starts_with([' ', '\t']) || line.starts_with("- ")
}

/// A list of values, one a line.
fn list(lines: &[&str]) -> Option<Vec<String>> {
    if lines.is_empty() {
        return None;
    }
    let items = lines.iter().map(|line| {
        let item = line.trim().strip_prefix("- ")?.trim();
        if entry(item).is_some() { None } else { scalar(item) }
    });
    items.collect()
}

/// A list of tables, each with a key a line.
fn write_tables(name: &str, lines: &[&str], out: &mut String) -> Option<()> {
    if lines.is_empty() {
        return None;
    }
    let is_list = lines[0].trim_start().starts_with("- ");
    if !is_list {
        let _ = writeln!(out, "\n[{name}]");
    }
    for line in lines {
        let written = line.trim();
        let written = match written.strip_prefix("- ") {
            Some(first) if is_list => {
                let _ = writeln!(out, "\n[[{name}]]");
                first.trim()
            }
            Some(_) => return None,
            None => written,
        };
        let (key, value) = entry(written).filter(|(_, value)| !value.is_empty())?;
        let _ = writeln!(out, "{key} = {}", scalar(value)?);
    }
    Some(())
}

/// A value on one line.
fn scalar(value: &str) -> Option<String> {
    let value = match value.split_once(" #") {
        Some((value, _)) if !value.starts_with(['"', '\'']) => value.trim(),
        _ => value,
    };
    if let Some(items) = value.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        let items = items.split(',').map(str::trim).filter(|item| !item.is_empty());
        let items: Option<Vec<String>> = items.map(scalar).collect();
        return items.map(|items| format!("[{}]", items.join(", ")));
    }
    if value.starts_with(['|', '>', '&', '*', '{', '[', '!']) {
        return None;
    }
    let within = |quote: char| value.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    if let Some(text) = within('"') {
        return (!text.contains('\\')).then(|| quoted(text));
    }
    if let Some(text) = within('\'') {
        return Some(quoted(&text.replace("''", "'")));
    }
    match value {
        "true" | "false" => return Some(value.to_owned()),
        _ if DeTable::parse(&format!("x = {value}")).is_ok() => return Some(value.to_owned()),
        _ => {}
    }
    Some(quoted(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(yaml: &str, expected: Option<&str>) {
        assert_eq!(to_toml(&format!("\n{yaml}---\nText\n")).as_deref(), expected, "{yaml}");
    }

    #[test]
    fn keys_and_values() {
        case("title: About us\n", Some("title = \"About us\"\n"));
        case(
            "number: 4 # four\ntitle: \"The 'plan'\"\nas_of: 2024-06-30\ndraft: true\n",
            Some("number = 4\ntitle = \"The 'plan'\"\nas_of = 2024-06-30\ndraft = true\n"),
        );
        case("title: 'It''s here'\n", Some("title = \"It's here\"\n"));
        case("due: 2024-09\n", Some("due = \"2024-09\"\n"));
        case("number: 04\n", Some("number = \"04\"\n"));
        case("# A comment\n\nstatus: planned\n", Some("status = \"planned\"\n"));
    }

    #[test]
    fn lists_and_tables() {
        let list = "aliases = [\"a.html\", \"b.html\"]\n";
        case("aliases: [a.html, b.html]\n", Some(list));
        case("aliases:\n  - a.html\n  - b.html\n", Some(list));
        case("aliases:\n- a.html\n- b.html\n", Some(list));
        case(
            "deliverables:\n  - text: A plan\n    due: 2024-09\n  - text: A report\nstatus: planned\n",
            Some(
                "status = \"planned\"\n\n[[deliverables]]\ntext = \"A plan\"\ndue = \"2024-09\"\n\n\
                  [[deliverables]]\ntext = \"A report\"\n",
            ),
        );
        case(
            "disposition:\n  decision: accepted\n",
            Some("\n[disposition]\ndecision = \"accepted\"\n"),
        );
    }

    #[test]
    fn nothing_is_guessed() {
        case("text: |\n  Several\n  lines\n", None);
        case("a: {b: c}\n", None);
        case("deliverables:\n  - text: A\n    parties:\n      - B\n", None);
        case("no key\n", None);
        case("", None);
        case(&"a: b\n".repeat(100), None);
    }
}
