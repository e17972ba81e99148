//! The command line of `ssr-site`: each subcommand composes phases of the library.

#![forbid(unsafe_code)]

use std::process::ExitCode;

mod cli;

/// Rendering allocates many small strings on every thread.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::run()
}
