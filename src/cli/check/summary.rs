//! What `check` prints after its findings.

use std::collections::BTreeMap;

use ssr_site::check::Concern;
use ssr_site::diagnostic::Diagnostic;
use ssr_site::message::{Counts, Summary};
use ssr_site::project::Project;
use ssr_site::site::Site;

use crate::cli::args::By;
use crate::cli::console::Console;

/// Prints a table of findings, and the allowed ones; only for people.
pub(super) fn print(project: &Project, by: By, console: &Console) {
    if !console.is_read_by_people() {
        return;
    }
    let counts = match by {
        By::Rule => by_rule(project),
        By::Party | By::Recommendation => by_whom(project, by),
    };
    if !counts.is_empty() {
        let heading = match by {
            By::Rule => "rule",
            By::Party => "party and rule",
            By::Recommendation => "recommendation and rule",
        };
        console.tell_lines(&format!("{}\n", Summary { heading, lines: &counts }));
    }
    if by == By::Party && counts.len() > 1 {
        console.say("a finding of several parties counts for each of them");
    }
    allowed(project, console);
}

fn by_rule(project: &Project) -> Vec<Counts> {
    let mut counts: BTreeMap<&str, Counts> = BTreeMap::new();
    let mut of = |name: &'static str, add: fn(&mut Counts)| {
        let counts = counts.entry(name).or_default();
        name.clone_into(&mut counts.name);
        add(counts);
    };
    for found in &project.diagnostics {
        let add: fn(&mut Counts) = if found.is_error() {
            |counts| counts.errors += 1
        } else {
            |counts| counts.warnings += 1
        };
        of(found.name, add);
    }
    for silenced in &project.silenced {
        of(silenced.finding.name, |counts| counts.allowed += 1);
    }
    for known in &project.known {
        of(known.name, |counts| counts.known += 1);
    }
    counts.into_values().collect()
}

/// A line with the total of each party or recommendation, and one for each of its rules.
fn by_whom(project: &Project, by: By) -> Vec<Counts> {
    let Some(site) = project.site() else { return by_rule(project) };
    let mut counts: BTreeMap<(Whom, &str), Counts> = BTreeMap::new();
    for found in &project.diagnostics {
        for whom in Whom::of(site, found, by) {
            for name in ["", found.name] {
                let counts = counts.entry((whom.clone(), name)).or_default();
                counts.name = if name.is_empty() { whom.name.clone() } else { format!("  {name}") };
                *(if found.is_error() { &mut counts.errors } else { &mut counts.warnings }) += 1;
            }
        }
    }
    counts.into_values().collect()
}

/// Who has a finding. What concerns nobody comes last.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Whom {
    is_nobody: bool,
    report: String,
    index: u32,
    name: String,
}

impl Whom {
    fn of(site: &Site, found: &Diagnostic, by: By) -> Vec<Self> {
        let Concern { recommendation, parties } = Concern::of(site, found);
        let named = |name: String| Self { is_nobody: false, report: String::new(), index: 0, name };
        let nobody = |name: &str| Self { is_nobody: true, ..named(name.to_owned()) };
        if by == By::Party {
            if parties.is_empty() {
                return vec![nobody("(no party)")];
            }
            return parties.into_iter().map(named).collect();
        }
        let Some(id) = recommendation else { return vec![nobody("(no recommendation)")] };
        let report = site.report(id.report);
        let name = format!("{} {}", report.id, site.recommendation(id).number);
        vec![Self { report: report.id.to_string(), index: id.index, ..named(name) }]
    }
}

/// Prints what is allowed, and what is no longer found.
fn allowed(project: &Project, console: &Console) {
    for silenced in &project.silenced {
        let (path, name) = (&silenced.finding.location.path, silenced.finding.name);
        console.say(&format!("allowed in {path}: {name}: {}", silenced.reason));
    }
    let (count, them) = match project.gone {
        0 => return,
        1 => ("1 finding of `baseline.toml` no longer occurs".to_owned(), "it"),
        count => (format!("{count} findings of `baseline.toml` no longer occur"), "them"),
    };
    console.say(&format!("{count}; remove {them} with `ssr-site check --write-baseline`"));
}
