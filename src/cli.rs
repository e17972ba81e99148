//! Parses the command line and runs the subcommand.

use std::io::{self, ErrorKind};
use std::process::ExitCode;

use clap::{CommandFactory, Parser};
use ssr_site::output::Obstacle;
use ssr_site::pdf::PdfError;

mod archive;
mod args;
mod build;
mod check;
mod console;
mod explain;
mod files;
mod freeze;
mod init;
mod links;
mod man;
mod new;
mod pdf;
mod print;
mod printed;
mod project;
mod publish;
mod schema;
mod serve;
mod theme;
mod wrong_usage;

use args::{Args, Command};
use console::Console;
use wrong_usage::WrongUsage;

/// Result of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Success.
    Done,
    /// The content has errors.
    ContentErrors,
    /// Wrong usage.
    Usage,
    /// System failure: disk, network, missing program.
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

/// Runs the subcommand.
pub(crate) fn run() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(said) => {
            console::about_arguments(&said);
            return ExitCode::from(u8::try_from(said.exit_code()).unwrap_or(Outcome::Usage.code()));
        }
    };
    let console = Console::new(&args.global);
    let outcome = match &args.command {
        Command::Init(init) => init::run(init, &console),
        Command::New(new) => new::run(new, &console),
        Command::Build(build) => build::run(build, &console),
        Command::Serve(serve) => serve::run(serve, &console),
        Command::Print(print) => print::run(print, &console),
        Command::Pdf(pdf) => pdf::run(pdf, &console),
        Command::Check(check) => check::run(check, &console),
        Command::Freeze(freeze) => freeze::run(freeze, &console),
        Command::Archive(archive) => archive::run(archive, &console),
        Command::Publish(publish) => publish::run(publish, &console),
        Command::Explain(explain) => explain::run(explain, &console),
        Command::Theme(theme) => theme::run(theme, &console),
        Command::Schema(schema) => schema::run(schema, &console),
        Command::Man(pages) => man::run(pages, &console),
        Command::Completions { shell } => completions(*shell, &console),
    };
    let outcome = outcome.unwrap_or_else(|error| failed(&error, &console));
    ExitCode::from(outcome.code())
}

fn failed(error: &anyhow::Error, console: &Console) -> Outcome {
    if let Some(wrong) = error.downcast_ref::<WrongUsage>() {
        console.failure_with_help(&wrong.to_string(), wrong.help());
        return Outcome::Usage;
    }
    if let Some(obstacle) = obstacle(error) {
        console.failure_with_help(&obstacle.to_string(), Some(&obstacle.help()));
        return if obstacle.is_of_names() { Outcome::Usage } else { Outcome::MachineFailed };
    }
    let of_pdf = error.downcast_ref::<PdfError>();
    let help = of_pdf.and_then(PdfError::help).or_else(|| help_of_system(error));
    console.failure_with_help(&format!("{error:#}"), help);
    if of_pdf.is_some_and(PdfError::is_of_content) {
        Outcome::ContentErrors
    } else {
        Outcome::MachineFailed
    }
}

/// The obstacle behind an error. It names the file to be written, or what to remove.
fn obstacle(error: &anyhow::Error) -> Option<&Obstacle> {
    error.chain().find_map(|cause| Obstacle::in_error(cause.downcast_ref::<io::Error>()?))
}

/// What to do after a failed write.
fn help_of_system(error: &anyhow::Error) -> Option<&'static str> {
    let kind = error.chain().find_map(|cause| Some(cause.downcast_ref::<io::Error>()?.kind()))?;
    match kind {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Some(
            "free some disk space: the new file is written beside the old one before replacing it",
        ),
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            Some("make the file's directory writable: the new file is written there, then renamed")
        }
        _ => None,
    }
}

fn completions(shell: clap_complete::Shell, console: &Console) -> anyhow::Result<Outcome> {
    // Buffer it: the generator panics on write errors.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "ssr-site", &mut script);
    console.print_for_programs(&String::from_utf8_lossy(&script))?;
    Ok(Outcome::Done)
}
