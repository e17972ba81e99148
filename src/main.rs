//! The command line of `ssr-site`: each subcommand composes phases of the library.

use std::process::ExitCode;

mod cli;

fn main() -> ExitCode {
    cli::run()
}
