//! What a file begins with instead of front matter, and what to type.

use std::ops::Range;

use super::super::Content;
use super::{FENCE, Role, yaml};
use crate::path::SourcePath;
use crate::schema::quoted;

/// What is there, and what to type.
pub(super) struct Instead {
    pub(super) message: String,
    pub(super) help: String,
    /// The lines to type.
    pub(super) sample: String,
}

/// What a file begins with whose first line is not the fence.
pub(super) fn instead(text: &str, line: &Range<usize>, path: &SourcePath, role: Role) -> Instead {
    let first = text[line.clone()].trim_end();
    if first == yaml::FENCE {
        return yaml(&text[line.end..]);
    }
    let rest = &text[line.start..];
    if rest.trim_start().starts_with(FENCE) {
        let message = "there is something before the front matter".to_owned();
        return told(message, format!("make `{FENCE}` the first line of the file"));
    }
    if has_keys(rest) {
        let message = format!("the front matter has no line `{FENCE}` above it");
        return told(message, format!("write a line `{FENCE}` above and below the keys"));
    }
    let message = "the file does not begin with front matter".to_owned();
    let keys = keys(rest, path, role);
    let sample = format!("{FENCE}\n{keys}{FENCE}");
    Instead { message, help: "begin it with these lines:".to_owned(), sample }
}

fn told(message: String, help: String) -> Instead {
    Instead { message, help, sample: String::new() }
}

fn yaml(after: &str) -> Instead {
    let message = "the front matter is YAML; it must be TOML".to_owned();
    match yaml::to_toml(after) {
        Some(toml) => {
            let sample = format!("{FENCE}\n{toml}{FENCE}");
            Instead { message, help: "write it so:".to_owned(), sample }
        }
        None => told(message, format!("write `key = \"value\"` lines between two lines `{FENCE}`")),
    }
}

/// Whether the first line is a key and its value.
fn has_keys(text: &str) -> bool {
    let first = text.lines().next().unwrap_or_default();
    first.split_once('=').is_some_and(|(key, value)| {
        let is_letter = |char: char| char.is_ascii_lowercase() || char == '_';
        !key.trim().is_empty() && key.trim().chars().all(is_letter) && !value.trim().is_empty()
    })
}

/// The keys that a file of a kind needs, as far as they can be known.
fn keys(text: &str, path: &SourcePath, role: Role) -> String {
    let heading = text.lines().find_map(|line| line.strip_prefix("# "));
    let title = heading.map(str::trim).filter(|title| title.len() <= 80).unwrap_or("…");
    let title = format!("title = {}\n", quoted(title));
    let mut unread = Content::unreadable(role);
    unread.name_by_file(path);
    let number = unread.number().map_or_else(
        || "\"…\"".to_owned(),
        |number| {
            let plain = number.as_str().bytes().all(|byte| byte.is_ascii_digit());
            if plain { number.to_string() } else { quoted(number.as_str()) }
        },
    );
    match role {
        Role::Page | Role::Edition => title,
        Role::Report => format!("kind = \"implementation\"\n{title}"),
        Role::Recommendation => format!("number = {number}\n{title}"),
        Role::Update => format!("number = {number}\nstatus = \"…\"\n"),
        Role::ReviewEntry => format!("number = {number}\n"),
    }
}
