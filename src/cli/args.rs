//! The command line as it is typed.

use std::path::PathBuf;

use clap::{Args as Arguments, Parser, Subcommand, ValueEnum};
use ssr_site::message::Format;

/// Implementation reports as static sites.
#[derive(Debug, Parser)]
#[command(
    name = "ssr-site",
    version,
    about = "Turns recommendations and quarterly updates into a public report",
    long_about = "Turns a folder of Markdown files, one per recommendation and one per quarterly \
                  update, into a static report that works under any address and from a disk.",
    after_help = "Examples:\n  \
                  ssr-site init my-report      start a small site\n  \
                  ssr-site build               build the site of this directory\n  \
                  ssr-site check               list everything that is wrong or doubtful\n\n\
                  Exit codes: 0 done, 1 the content has errors, 2 wrong usage, 3 the machine failed."
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What every subcommand understands.
#[derive(Clone, Debug, Arguments)]
pub(crate) struct Global {
    /// Say nothing but problems.
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// Say how long each phase takes.
    #[arg(short, long, global = true)]
    pub(crate) verbose: bool,
    /// When to use colours.
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    pub(crate) color: Color,
    /// How problems are written: for people on standard error, the others on standard output.
    #[arg(long, global = true, value_enum, default_value_t = Format::Human, value_name = "FORMAT")]
    pub(crate) message_format: Format,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Build the site into a directory.
    #[command(after_help = "Examples:\n  \
        ssr-site build                         into `public`, or what book.toml says\n  \
        ssr-site build reports -d /srv/www     another project, into another directory\n  \
        ssr-site build --changes changes.txt   also list what was added, changed and removed")]
    Build(Build),
    /// Report everything that is wrong or doubtful, and write nothing.
    #[command(after_help = "Examples:\n  \
        ssr-site check\n  \
        ssr-site check --message-format github   annotations for a pull request")]
    Check(Check),
    /// Print a script that completes commands in a shell.
    #[command(after_help = "Example:\n  \
        ssr-site completions bash > /etc/bash_completion.d/ssr-site")]
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
}

/// `build`
#[derive(Debug, Arguments)]
pub(crate) struct Build {
    /// The project's directory: the one that holds book.toml.
    #[arg(default_value = ".")]
    pub(crate) directory: PathBuf,
    /// Where to write, in place of what book.toml says.
    #[arg(short, long, value_name = "DIR")]
    pub(crate) dest_dir: Option<PathBuf>,
    /// Open the front page when done.
    #[arg(long)]
    pub(crate) open: bool,
    /// Write the paths that were added, changed and removed to a file, one a line.
    #[arg(long, value_name = "FILE")]
    pub(crate) changes: Option<PathBuf>,
}

/// `check`
#[derive(Debug, Arguments)]
pub(crate) struct Check {
    /// The project's directory: the one that holds book.toml.
    #[arg(default_value = ".")]
    pub(crate) directory: PathBuf,
}
