//! `ssr-site check`

use super::Outcome;
use super::args::Check;
use super::console::{Console, Detail};
use super::project::{self, Project};

pub(crate) fn run(args: &Check, console: &Console) -> anyhow::Result<Outcome> {
    let world = project::open(&args.directory)?;
    let project = Project::read(&world, console);
    console.phase("messages");
    console.report(&project.diagnostics, &world, Detail::Full)?;
    console.phase("");
    if project.diagnostics.is_empty() {
        console.say("no problems");
    }
    console.tally(&project.diagnostics);
    match project.silenced {
        0 => {}
        1 => console.say("1 finding is silenced by `[[allow]]`"),
        count => console.say(&format!("{count} findings are silenced by `[[allow]]`")),
    }
    Ok(if project.has_errors() { Outcome::ContentErrors } else { Outcome::Done })
}
