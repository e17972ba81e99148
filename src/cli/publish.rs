//! `ssr-site publish`: one file per subcommand.

use super::Outcome;
use super::args::publish::{Publish, What};
use super::console::Console;

mod headers;

pub(crate) fn run(args: &Publish, console: &Console) -> anyhow::Result<Outcome> {
    match &args.what {
        What::Headers(args) => headers::run(args, console),
    }
}
