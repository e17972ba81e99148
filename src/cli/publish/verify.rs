//! `publish verify`

use indicatif::ProgressBar;
use serde_json::json;
use ssr_site::publish::patience::Patience;
use ssr_site::publish::verify::{self, Verified};

use super::host;
use crate::cli::args::publish::Verify;
use crate::cli::build::counted;
use crate::cli::console::Console;
use crate::cli::{Outcome, project};

/// Paths listed for people; `-v` lists all.
const LISTED: usize = 20;

pub(super) fn run(args: &Verify, console: &Console) -> anyhow::Result<Outcome> {
    let world = project::open(args.project.directory())?;
    let config = match host::settings(&world, console)? {
        Ok(config) => config,
        Err(outcome) => return Ok(outcome),
    };
    let publication = host::named(&config.publish, &args.name)?;
    let opened = match host::open(publication, world.root()) {
        Ok(opened) => opened,
        Err(error) => return Ok(host::failed(&error, console)),
    };
    let bar =
        if console.shows_progress() { ProgressBar::new_spinner() } else { ProgressBar::hidden() };
    let progress = |count: usize| bar.set_position(count as u64);
    let verified = verify::verify(&opened, &Patience::new(&std::thread::sleep), &progress);
    bar.finish_and_clear();
    let verified = match verified {
        Ok(verified) => verified,
        Err(error) => return Ok(host::failed(&error, console)),
    };
    if console.is_read_by_people() {
        tell(&verified, &args.name, console);
    } else {
        console.print_for_programs(&format!("{}\n", json(&verified, &args.name)))?;
    }
    let is_good = verified.is_as_published() && !verified.is_first;
    Ok(if is_good { Outcome::Done } else { Outcome::ContentErrors })
}

fn tell(verified: &Verified, name: &str, console: &Console) {
    if verified.is_first {
        let help = format!("publish with `ssr-site publish to {name}`");
        return console
            .failure_with_help(&format!("nothing has been published to `{name}`"), Some(&help));
    }
    let lists = [("missing", &verified.missing), ("not as published", &verified.differing)];
    for (word, paths) in lists {
        for path in paths.iter().take(if console.is_verbose() { usize::MAX } else { LISTED }) {
            console.warn(&format!("{word}: `{path}`"));
        }
        if paths.len() > LISTED && !console.is_verbose() {
            console.warn(&format!("{word}: {} more (`-v` lists all)", paths.len() - LISTED));
        }
    }
    let mut said = format!(
        "`{name}`: {} checked, {} missing, {} not as published",
        counted(verified.manifest.files.len(), "file", "files"),
        verified.missing.len(),
        verified.differing.len(),
    );
    match &verified.foreign {
        Some(foreign) if foreign.is_empty() => {}
        Some(foreign) => {
            said = format!("{said}; {} not published by ssr-site", foreign.len());
        }
        None => said.push_str("; the host does not list its files, so others may be there"),
    }
    if verified.is_interrupted {
        said.push_str("; a publication was interrupted");
    }
    console.say(&said);
    if !verified.is_as_published() {
        console.say(&format!("restore it with `ssr-site publish to {name} --restore`"));
    }
}

fn json(verified: &Verified, name: &str) -> serde_json::Value {
    json!({
        "reason": "verified",
        "host": name,
        "published": !verified.is_first,
        "files": verified.manifest.files.len(),
        "manifest": verified.manifest.hash().to_string(),
        "missing": verified.missing,
        "differing": verified.differing,
        "foreign": verified.foreign,
        "interrupted": verified.is_interrupted,
    })
}
