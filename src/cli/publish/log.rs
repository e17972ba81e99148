//! `publish log`

use std::fmt::Write as _;

use serde_json::json;
use ssr_site::path::SourcePath;
use ssr_site::publish::log::{self, Published};
use ssr_site::world::{DiskWorld, ReadError, TextError, read_text};

use crate::cli::args::publish::Log;
use crate::cli::build::counted;
use crate::cli::console::Console;
use crate::cli::{Outcome, project};

pub(super) fn run(args: &Log, console: &Console) -> anyhow::Result<Outcome> {
    let world = project::open(args.project.directory())?;
    let all = match recorded(&world, console)? {
        Ok(recorded) => recorded.publications,
        Err(outcome) => return Ok(outcome),
    };
    let shown: Vec<&Published> = match args.on {
        Some(day) => log::on(&all, day),
        None => all.iter().collect(),
    };
    let is_asked = |it: &&&Published| args.name.as_ref().is_none_or(|name| *name == it.host);
    let shown: Vec<&Published> = shown.iter().filter(is_asked).copied().collect();
    if !console.is_read_by_people() {
        for published in shown {
            console.print_for_programs(&format!("{}\n", json(published)))?;
        }
        return Ok(Outcome::Done);
    }
    if shown.is_empty() {
        console.say(&match args.on {
            Some(day) => format!("nothing is on record until {day}"),
            None => "nothing is on record".to_owned(),
        });
        return Ok(Outcome::Done);
    }
    console.print(&shown.iter().map(|it| line(it)).collect::<String>())?;
    Ok(Outcome::Done)
}

/// The log of a project.
pub(super) struct Recorded {
    /// Its text, if there is one.
    pub(super) text: Option<String>,
    /// Oldest first.
    pub(super) publications: Vec<Published>,
}

/// Reads the log; if it is no log, says why.
pub(super) fn recorded(
    world: &DiskWorld,
    console: &Console,
) -> anyhow::Result<Result<Recorded, Outcome>> {
    let path = SourcePath::new(log::FILE_NAME);
    let text = match read_text(world, &path) {
        Ok(text) => Some(text),
        Err(TextError::Read(ReadError::Missing)) => None,
        Err(error) => return project::stop(&[error.diagnostic(&path)], world, console).map(Err),
    };
    match log::read(text.as_deref().unwrap_or_default()) {
        Ok(publications) => Ok(Ok(Recorded { text, publications })),
        Err(error) => {
            let help = "mend it, or move it away: then a new one begins";
            let message = format!("`{}` is no log of publications: {error}", log::FILE_NAME);
            console.failure_with_help(&message, Some(help));
            Ok(Err(Outcome::ContentErrors))
        }
    }
}

fn line(published: &Published) -> String {
    let Published { time, host, address, manifest, files, added, changed, removed, .. } = published;
    let mut line = format!("{}  {host}  ", time.format("%Y-%m-%d %H:%M:%S UTC"));
    line.push_str(published.site_url.as_deref().unwrap_or(address));
    let files = counted(*files, "file", "files");
    let _ = write!(line, "  {files}: {added} new, {changed} changed, {removed} deleted");
    if let Some(revision) = &published.revision {
        let short = revision.get(..12).unwrap_or(revision);
        let modified = if published.modified { ", modified" } else { "" };
        let _ = write!(line, "  revision {short}{modified}");
    }
    let _ = writeln!(line, "  manifest {}", manifest.get(..12).unwrap_or(manifest));
    line
}

fn json(published: &Published) -> serde_json::Value {
    let Published { time, host, address, site_url, revision, modified, manifest, .. } = published;
    json!({
        "reason": "published",
        "time": time.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
        "host": host,
        "address": address,
        "site_url": site_url,
        "revision": revision,
        "modified": modified,
        "manifest": manifest,
        "files": published.files,
        "added": published.added,
        "changed": published.changed,
        "removed": published.removed,
    })
}
