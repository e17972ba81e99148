//! `check --links`: asks addresses outside the site and writes `links.toml`.

use std::collections::BTreeSet;
use std::time::Duration;

use anyhow::Context as _;
use indicatif::{ProgressBar, ProgressStyle};
use ssr_site::check;
use ssr_site::config::LinkCheck;
use ssr_site::link_check::results::FILE_NAME;
use ssr_site::link_check::{Asked, Bounds, Networks, Outcome as Answered, Results, ask_all};
use ssr_site::output::Destination;
use ssr_site::project as library;
use ssr_site::site::Site;
use ssr_site::world::{DiskWorld, World as _};

use super::build::counted;
use super::console::Console;

/// Addresses listed for people; `-v` lists all.
const LISTED: usize = 10;

/// Stored copies of pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Copies {
    /// Are not asked.
    LeftOut,
    /// Are asked too.
    Asked,
}

/// Asks every address outside the site and records the answers. Content that cannot be read has no
/// addresses; whoever reads it next reports why. Returns whether the network could be used.
pub(super) fn refresh(
    world: &DiskWorld,
    copies: Copies,
    console: &Console,
) -> anyhow::Result<bool> {
    let (Some(site), _) = library::site(world, |_| {}) else { return Ok(true) };
    let (mut results, problems) = Results::load(world);
    if !problems.is_empty() {
        // Writing would lose what could not be read, such as addresses of stored copies.
        return Ok(true);
    }
    let settings = &site.config.link_check;
    let mentioned = mentioned(&site);
    let archives: BTreeSet<String> = match copies {
        Copies::LeftOut => BTreeSet::new(),
        Copies::Asked => results.archives().map(ToOwned::to_owned).collect(),
    };
    let all: BTreeSet<&str> =
        mentioned.iter().copied().chain(archives.iter().map(|it| &**it)).collect();
    let (excluded, addresses): (Vec<&str>, Vec<&str>) = all.into_iter().partition(|address| {
        settings.exclude.iter().any(|start| address.starts_with(start.as_str()))
    });
    let asked = with_progress(&addresses, &bounds(settings), console);
    if asked.offline {
        let help = "check this machine's connection; `links.toml` stays as it was";
        console.failure_with_help("no server could be reached", Some(help));
        return Ok(false);
    }
    tell(&asked, excluded.len(), console);
    results.enter(asked.answers, world.today());
    results.keep(&mentioned);
    Destination::of_project(world.root(), FILE_NAME)
        .and_then(|file| file.replace(results.to_toml().as_bytes()))
        .with_context(|| format!("cannot write `{}`", world.root().join(FILE_NAME).display()))?;
    Ok(true)
}

fn mentioned(site: &Site) -> BTreeSet<&str> {
    check::outside(site).into_keys().collect()
}

fn bounds(settings: &LinkCheck) -> Bounds {
    let LinkCheck { exclude: _, private_networks, timeout, minutes, hosts } = settings;
    let default = Bounds::default();
    let seconds = |count: u32, of: u64| Duration::from_secs(u64::from(count.max(1)) * of);
    Bounds {
        timeout: timeout.map_or(default.timeout, |count| seconds(count, 1)),
        total: minutes.map_or(default.total, |count| seconds(count, 60)),
        hosts: hosts.map_or(default.hosts, |count| count as usize),
        networks: if *private_networks == Some(true) { Networks::All } else { Networks::Public },
        ..default
    }
}

fn with_progress(addresses: &[&str], bounds: &Bounds, console: &Console) -> Asked {
    if !console.shows_progress() {
        return ask_all(addresses, bounds, &|_| {});
    }
    let bar = ProgressBar::new(addresses.len() as u64);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} addresses") {
        bar.set_style(style);
    }
    let asked = ask_all(addresses, bounds, &|count| bar.set_position(count as u64));
    bar.finish_and_clear();
    asked
}

/// Says how many addresses there were of each kind, and which of them prove nothing.
fn tell(asked: &Asked, excluded: usize, console: &Console) {
    let of = |outcome: Answered| {
        let answers = asked.answers.iter().filter(move |(_, answer)| answer.outcome == outcome);
        answers.map(|(address, _)| &**address).collect::<Vec<&str>>()
    };
    let refused = of(Answered::Refused);
    let mut said = format!(
        "asked {} of {}: {} work, {} moved, {} lead to nothing, {} could not be reached",
        counted(asked.answers.len(), "address", "addresses"),
        counted(asked.hosts, "host", "hosts"),
        of(Answered::Works).len(),
        of(Answered::Moved).len(),
        of(Answered::Gone).len(),
        of(Answered::Failed).len(),
    );
    let private = of(Answered::Private).len();
    let others = [
        (refused.len(), "refuse programs"),
        (private, "are of a private network and were not asked"),
        (excluded, "are left out by `[link-check] exclude`"),
        (asked.left.len(), "were not asked in the time"),
    ];
    for (count, what) in others.iter().filter(|(count, _)| *count > 0) {
        said = format!("{said}; {count} {what}");
    }
    console.say(&said);
    let left: Vec<&str> = asked.left.iter().map(|address| &**address).collect();
    for (what, addresses) in [("open it yourself: ", refused), ("not asked: ", left)] {
        let most = if console.is_verbose() { usize::MAX } else { LISTED };
        addresses.iter().take(most).for_each(|it| console.say(&format!("  {what}{it}")));
        if addresses.len() > most {
            console.say(&format!("  … and {} more (`-v` lists all)", addresses.len() - most));
        }
    }
}
