//! Completion on the command line: rules, editions, numbers and other names.
//!
//! The script of a shell calls the program with a variable set; whatever goes wrong then completes
//! nothing and says nothing.

use std::path::{Path, PathBuf};

use clap::CommandFactory as _;
use clap_complete::engine::{ArgValueCandidates, CompletionCandidate};
use clap_complete::env::{CompleteEnv, Shells};
use ssr_site::check::{CODES, RULES};
use ssr_site::scaffold::Names;
use ssr_site::world::DiskWorld;

use super::args::Args;
use super::console::Console;
use super::project::root_above;
use super::{Outcome, help};

/// Set by the scripts.
const VARIABLE: &str = "_SSR_SITE_COMPLETE";

/// The program's name.
const PROGRAM: &str = "ssr-site";

/// Completes, if a script asks for it, and ends the program then.
pub(super) fn answer() {
    CompleteEnv::with_factory(Args::command)
        .var(VARIABLE)
        .bin(PROGRAM)
        .completer(PROGRAM)
        .complete();
}

/// Prints the script of a shell.
pub(super) fn script(shell: clap_complete::Shell, console: &Console) -> anyhow::Result<Outcome> {
    let shells = Shells::builtins();
    let mut script = Vec::new();
    match shells.completer(&shell.to_string()) {
        Some(known) => {
            known.write_registration(VARIABLE, PROGRAM, PROGRAM, PROGRAM, &mut script)?;
        }
        // Without names of the project.
        None => clap_complete::generate(shell, &mut Args::command(), PROGRAM, &mut script),
    }
    console.print_for_programs(&String::from_utf8_lossy(&script))?;
    Ok(Outcome::Done)
}

/// Rules, with what they find.
pub(super) fn rules() -> ArgValueCandidates {
    ArgValueCandidates::new(|| known_rules().collect())
}

/// What can be denied: rules, and all warnings.
pub(super) fn denied() -> ArgValueCandidates {
    ArgValueCandidates::new(|| {
        known_rules().chain([candidate("warnings", "fail if there are any")]).collect()
    })
}

/// What can be explained: rules and kinds of errors.
pub(super) fn names() -> ArgValueCandidates {
    ArgValueCandidates::new(|| {
        let codes = CODES.iter().map(|code| candidate(code.name, code.summary));
        known_rules().chain(codes).collect()
    })
}

fn known_rules() -> impl Iterator<Item = CompletionCandidate> {
    RULES.iter().map(|rule| candidate(rule.name, rule.summary))
}

fn candidate(name: &str, summary: &str) -> CompletionCandidate {
    CompletionCandidate::new(name).help(Some(summary.to_owned().into()))
}

/// Editions, by name and with their report.
pub(super) fn editions() -> ArgValueCandidates {
    of_project(|names| names.editions)
}

/// Reports.
pub(super) fn reports() -> ArgValueCandidates {
    of_project(|names| names.reports)
}

/// Numbers of recommendations.
pub(super) fn numbers() -> ArgValueCandidates {
    of_project(|names| names.numbers)
}

/// Hosts to publish to.
pub(super) fn hosts() -> ArgValueCandidates {
    of_project(|names| names.hosts)
}

/// Topics of `help`.
pub(super) fn topics() -> ArgValueCandidates {
    ArgValueCandidates::new(|| help::topics().map(CompletionCandidate::new).collect())
}

fn of_project(list: fn(Names) -> Vec<String>) -> ArgValueCandidates {
    ArgValueCandidates::new(move || {
        let world = DiskWorld::new(&root_above(&directory()));
        let names = world.map(|world| list(Names::of(&world))).unwrap_or_default();
        names.into_iter().map(CompletionCandidate::new).collect()
    })
}

/// The directory after `-C` in the line that is being typed.
fn directory() -> PathBuf {
    let mut words = std::env::args_os();
    let named = words.find(|word| word == "-C" || word == "--directory");
    let named = named.and_then(|_| words.next()).map(PathBuf::from);
    named.unwrap_or_else(|| Path::new(".").to_owned())
}
