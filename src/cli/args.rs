//! The command line as it is typed.

use std::path::PathBuf;

use clap::{Args as Arguments, Parser, Subcommand, ValueEnum};
use ssr_site::message::Format;

pub(crate) mod freeze;
pub(crate) mod new;
pub(crate) mod print;
pub(crate) mod serve;
pub(crate) mod theme;

/// Implementation reports as static sites.
#[derive(Debug, Parser)]
#[command(
    name = "ssr-site",
    version,
    about = "Turns recommendations and quarterly updates into a public report",
    long_about = "Turns a folder of Markdown files, one per recommendation and one per quarterly \
                  update, into a static report that works under any address and from a disk.",
    after_help = "Examples:\n  \
                  ssr-site init my-report          start a small site\n  \
                  ssr-site build                   build the site of this directory\n  \
                  ssr-site check                   list everything that is wrong or doubtful\n  \
                  ssr-site new edition 2016-09-30  start the next edition\n\n\
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
#[command(next_help_heading = "Global options")]
pub(crate) struct Global {
    /// Say nothing but problems.
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// Say how long each phase takes.
    #[arg(short, long, global = true)]
    pub(crate) verbose: bool,
    /// When to use colours: auto, always or never.
    #[arg(
        long,
        global = true,
        value_enum,
        default_value_t = Color::Auto,
        value_name = "WHEN",
        hide_possible_values = true
    )]
    pub(crate) color: Color,
    /// How problems are written: human, on standard error; json, github or sarif, on standard
    /// output.
    #[arg(
        long,
        global = true,
        value_enum,
        default_value_t = Format::Human,
        value_name = "FORMAT",
        hide_possible_values = true
    )]
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
    /// Start a small site, to look at and to replace with your own.
    #[command(after_help = "Examples:\n  \
        ssr-site init my-report   in a new directory\n  \
        ssr-site init             in this one\n\n\
        Nothing is ever overwritten.")]
    Init(Init),
    /// Start a recommendation, an edition or an update.
    #[command(after_help = "Examples:\n  \
        ssr-site new recommendation 4 --title \"Publish a policy\"\n  \
        ssr-site new edition 2016-09-30\n  \
        ssr-site new update 25\n\n\
        Nothing is ever overwritten.")]
    New(new::New),
    /// Build the site into a directory.
    #[command(after_help = "Examples:\n  \
        ssr-site build                         into `public`, or what book.toml says\n  \
        ssr-site build reports -d /srv/www     another project, into another directory\n  \
        ssr-site build --changes changes.txt   also list what was added, changed and removed")]
    Build(Build),
    /// Show the site in a browser, and every edit as soon as it is saved.
    ///
    /// Pages are made when they are asked for, and nothing is written. While the content has errors
    /// the last good site stays, with the errors laid over it. Drafts are shown, and marked.
    #[command(after_help = "Examples:\n  \
        ssr-site serve --open\n  \
        ssr-site serve --port 8080 --edition 2016-06-30\n  \
        ssr-site serve --editor-url 'vscode://file/{path}:{line}:{column}'")]
    Serve(serve::Serve),
    /// Report everything that is wrong or doubtful, and write nothing.
    #[command(after_help = "Examples:\n  \
        ssr-site check\n  \
        ssr-site check --only overdue            one rule\n  \
        ssr-site check --deny silent-revision    exit with 1 if there is one\n  \
        ssr-site check --write-baseline          from now on only new findings count\n  \
        ssr-site check --message-format github   annotations for a pull request")]
    Check(Check),
    /// Write a report, or a part of it, as one document for paper.
    ///
    /// The document travels alone: its style and its pictures are in it. Any browser prints it.
    #[command(after_help = "Examples:\n  \
        ssr-site print -o report.html\n  \
        ssr-site print --edition 2016-06-30 --recommendations 1,4,20-28 -o some.html\n  \
        ssr-site print --group \"Long-term risk\" -o risk.html")]
    Print(print::Print),
    /// Write a report, or a part of it, as a PDF.
    ///
    /// Prints what `print` writes with a program that is installed: Chromium or a browser of its kind, or
    /// WeasyPrint. The program runs in a directory of its own, without a network.
    #[command(after_help = "Examples:\n  \
        ssr-site pdf\n  \
        ssr-site pdf --edition 2016-06-30 --engine weasyprint -o quarter.pdf\n  \
        ssr-site pdf --split 200                 several documents of at most 200 recommendations")]
    Pdf(print::Pdf),
    /// Record what an edition is published with, so that no later change goes unnoticed.
    ///
    /// Writes a lock beside the directory of the edition. From then on a change of what the
    /// edition shows is an error, unless `[[corrections]]` tells readers of it. Freeze the edition
    /// again after a correction. What is to be frozen must have no errors.
    #[command(after_help = "Examples:\n  \
        ssr-site freeze 2016-06-30\n  \
        ssr-site freeze ssr1/2016-06-30   where the site has several reports")]
    Freeze(freeze::Freeze),
    /// Tell what a rule is about, or list all rules.
    #[command(after_help = "Examples:\n  \
        ssr-site explain                     every rule in a line\n  \
        ssr-site explain missing-due-date    one of them in full, with examples")]
    Explain(Explain),
    /// List the themes there are, or take over files of one.
    #[command(after_help = "Examples:\n  \
        ssr-site theme list\n  \
        ssr-site theme eject templates/page.html")]
    Theme(theme::Theme),
    /// Print the JSON Schema of book.toml and of front matter, for editors.
    ///
    /// Without KIND it is one object with the schemas of all kinds, by the names of the kinds.
    #[command(after_help = "Examples:\n  \
        ssr-site schema book > book.schema.json\n  \
        ssr-site schema update")]
    Schema(Schema),
    /// Print a script that completes commands in a shell.
    #[command(after_help = "Example:\n  \
        ssr-site completions bash > ~/.local/share/bash-completion/completions/ssr-site")]
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
}

/// `init`
#[derive(Debug, Arguments)]
pub(crate) struct Init {
    /// Where to put the files. It may exist, and is made where it does not; a name such as
    /// `my-report` gives the site its title.
    #[arg(default_value = ".", value_name = "DIR")]
    pub(crate) directory: PathBuf,
}

/// `explain`
#[derive(Debug, Arguments)]
pub(crate) struct Explain {
    /// The rule, by the name that is in the message.
    pub(crate) rule: Option<String>,
}

/// `schema`
#[derive(Debug, Arguments)]
pub(crate) struct Schema {
    /// The kind of file.
    pub(crate) kind: Option<Kind>,
}

/// A kind of file that an author writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    /// book.toml.
    Book,
    /// The front page or an ordinary page.
    Page,
    /// The `_index.md` of a report.
    Report,
    /// A recommendation.
    Recommendation,
    /// The `_index.md` of an edition.
    Edition,
    /// What one edition says about one recommendation.
    Update,
    /// A review's entry on one recommendation.
    ReviewEntry,
}

/// `build`
#[derive(Debug, Arguments)]
pub(crate) struct Build {
    /// The project's directory: the one that holds book.toml.
    #[arg(default_value = ".", value_name = "DIR")]
    pub(crate) directory: PathBuf,
    /// Where to write, in place of what book.toml says.
    #[arg(short, long, value_name = "DIR")]
    pub(crate) dest_dir: Option<PathBuf>,
    /// Open the front page when done.
    #[arg(long)]
    pub(crate) open: bool,
    /// Build drafts as well, each marked as one.
    #[arg(long)]
    pub(crate) drafts: bool,
    /// Write the paths that were added, changed and removed to a file, one a line.
    #[arg(long, value_name = "FILE")]
    pub(crate) changes: Option<PathBuf>,
}

/// `check`
#[derive(Debug, Arguments)]
pub(crate) struct Check {
    /// The project's directory: the one that holds book.toml.
    #[arg(default_value = ".", value_name = "DIR")]
    pub(crate) directory: PathBuf,
    /// Run this rule and no other; may be given more than once.
    #[arg(long, value_name = "RULE")]
    pub(crate) only: Vec<String>,
    /// Make every finding of this rule an error; may be given more than once.
    #[arg(long, value_name = "RULE")]
    pub(crate) deny: Vec<String>,
    /// Check drafts as well.
    #[arg(long, conflicts_with = "write_baseline")]
    pub(crate) drafts: bool,
    /// Write all findings that are no errors by default into baseline.toml. From then on only new
    /// ones count, in `build` as well.
    #[arg(long, conflicts_with = "only")]
    pub(crate) write_baseline: bool,
}
