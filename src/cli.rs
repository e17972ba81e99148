//! What was asked for, and who does it.

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

mod args;
mod build;
mod check;
mod console;
mod project;

use args::{Args, Command};
use console::Console;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Everything was done.
    Done,
    /// The content has errors.
    ContentErrors,
    /// The command line asks for something that makes no sense.
    Usage,
    /// The machine failed us: disk, network, missing program.
    MachineFailed,
}

impl Outcome {
    fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::ContentErrors => 1,
            Self::Usage => 2,
            Self::MachineFailed => 3,
        }
    }
}

/// Runs what the arguments ask for.
pub(crate) fn run() -> ExitCode {
    let args = Args::parse();
    let console = Console::new(&args.global);
    let outcome = match &args.command {
        Command::Build(build) => build::run(build, &console),
        Command::Check(check) => check::run(check, &console),
        Command::Completions { shell } => {
            clap_complete::generate(
                *shell,
                &mut Args::command(),
                "ssr-site",
                &mut std::io::stdout(),
            );
            Ok(Outcome::Done)
        }
    };
    match outcome {
        Ok(outcome) => ExitCode::from(outcome.code()),
        Err(error) => {
            console.failure(&error);
            ExitCode::from(Outcome::MachineFailed.code())
        }
    }
}
