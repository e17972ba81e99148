//! `ssr-site publish`: one file per subcommand.

use super::Outcome;
use super::args::publish::{Publish, What};
use super::console::Console;

mod after;
mod headers;
mod host;
mod log;
mod sources;
mod to;
mod told;
mod verify;

pub(crate) fn run(args: &Publish, console: &Console) -> anyhow::Result<Outcome> {
    match &args.what {
        What::To(args) => to::run(args, console),
        What::Plan(args) => to::plan(args, console),
        What::Verify(args) => verify::run(args, console),
        What::Log(args) => log::run(args, console),
        What::Headers(args) => headers::run(args, console),
    }
}
