//! The command line as it is typed.

use std::path::PathBuf;

use clap::{Args as Arguments, Parser, Subcommand, ValueEnum};
use ssr_site::message::Format;

pub(crate) mod archive;
pub(crate) mod freeze;
pub(crate) mod new;
pub(crate) mod print;
pub(crate) mod publish;
pub(crate) mod serve;
pub(crate) mod theme;

/// Implementation reports as static sites.
#[derive(Debug, Parser)]
#[command(
    name = "ssr-site",
    version,
    about = "Static site generator for implementation reports",
    long_about = "Turns Markdown files, one per recommendation and one per quarterly update, into \
                  a static report site that works at any address and from `file://`.",
    after_help = "Examples:\n  \
                  ssr-site init my-report          start a small site\n  \
                  ssr-site build                   build the site of this directory\n  \
                  ssr-site check                   list all errors and warnings\n  \
                  ssr-site new edition 2016-09-30  start the next edition\n\n\
                  Exit codes: 0 done, 1 the content has errors, 2 wrong usage, 3 system failure."
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Options of every subcommand.
#[derive(Clone, Debug, Arguments)]
#[command(next_help_heading = "Global options")]
pub(crate) struct Global {
    /// Print only warnings and errors.
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// Print the time of each phase.
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
    /// Format of messages: human, on standard error; json, github or sarif, on standard output.
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
    /// Create a small example site to replace with your own.
    #[command(after_help = "Examples:\n  \
        ssr-site init my-report   in a new directory\n  \
        ssr-site init             in this directory\n\n\
        Existing files are never overwritten.")]
    Init(Init),
    /// Create a recommendation, an edition or an update.
    #[command(after_help = "Examples:\n  \
        ssr-site new recommendation 4 --title \"Publish a policy\"\n  \
        ssr-site new edition 2016-09-30\n  \
        ssr-site new update 25\n\n\
        Existing files are never overwritten.")]
    New(new::New),
    /// Build the site into a directory.
    #[command(after_help = "Examples:\n  \
        ssr-site build                         into `public`, or `build-dir` of book.toml\n  \
        ssr-site build reports -d /srv/www     another project, another directory\n  \
        ssr-site build --changes changes.txt   also list added, changed and removed files")]
    Build(Build),
    /// Serve a live preview of the site that reloads on every save.
    ///
    /// Pages are rendered on request; nothing is written to disk. While the content has errors, the
    /// last good site stays up with the errors in an overlay. Drafts are included and marked.
    #[command(after_help = "Examples:\n  \
        ssr-site serve --open\n  \
        ssr-site serve --port 8080 --edition 2016-06-30\n  \
        ssr-site serve --editor-url 'vscode://file/{path}:{line}:{column}'")]
    Serve(serve::Serve),
    /// List all errors and warnings without building.
    #[command(after_help = "Examples:\n  \
        ssr-site check\n  \
        ssr-site check --only overdue            only one rule\n  \
        ssr-site check --deny silent-revision    exit with 1 on any finding\n  \
        ssr-site check --since origin/main       only what a change brought\n  \
        ssr-site check -q --by party             who has how many findings\n  \
        ssr-site check --html findings.html      one page to send around\n  \
        ssr-site check --links                   ask all addresses outside the site\n  \
        ssr-site check --write-baseline          report only new findings from now on\n  \
        ssr-site check --message-format github   annotations for a pull request")]
    Check(Check),
    /// Write a report, or a part of it, as one printable HTML page.
    ///
    /// The page is self-contained: style sheet and pictures are inline. Print it from any browser.
    #[command(after_help = "Examples:\n  \
        ssr-site print -o report.html\n  \
        ssr-site print --edition 2016-06-30 --recommendations 1,4,20-28 -o some.html\n  \
        ssr-site print --group \"Long-term risk\" -o risk.html")]
    Print(print::Print),
    /// Write a report, or a part of it, as a PDF.
    ///
    /// Converts the page of `print` with an installed program: Chromium or a browser based on it, or
    /// WeasyPrint. The program runs in a temporary directory without network access.
    #[command(after_help = "Examples:\n  \
        ssr-site pdf\n  \
        ssr-site pdf --edition 2016-06-30 --engine weasyprint -o quarter.pdf\n  \
        ssr-site pdf --split 200                 documents of up to 200 recommendations each")]
    Pdf(print::Pdf),
    /// Record the content of a published edition, so that later changes are detected.
    ///
    /// Writes a lock file beside the edition's directory. From then on, changing what the edition
    /// shows is an error, unless `[[corrections]]` discloses it. Freeze again after a correction.
    /// The project must have no errors.
    #[command(after_help = "Examples:\n  \
        ssr-site freeze 2016-06-30\n  \
        ssr-site freeze ssr1/2016-06-30   where the site has several reports")]
    Freeze(freeze::Freeze),
    /// Write a BagIt bag of the site, or of one edition, for an archive.
    ///
    /// A bag (RFC 8493) is a directory with pages as published, sources and data, and with checksums
    /// of every file. A bag of one edition holds its pages and all that they load; links to other
    /// pages of the site lead to the published ones. Drafts are left out.
    #[command(after_help = "Examples:\n  \
        ssr-site archive                                the whole site, in archive/site\n  \
        ssr-site archive 2016-06-30                     in archive/ssr1-2016-06-30\n  \
        ssr-site archive ssr1/2016-06-30 -d /mnt/bags/ssr1-2016-06-30")]
    Archive(archive::Archive),
    /// Publish the site to a host, and see what is there.
    ///
    /// Hosts are tables `[publish.NAME]` of book.toml: directories, git branches, servers by ssh,
    /// object stores, WebDAV.
    #[command(after_help = "Examples:\n  \
        ssr-site publish plan web      what would change\n  \
        ssr-site publish to web        build, show the plan, ask, publish\n  \
        ssr-site publish verify web    compare the host with what was published")]
    Publish(publish::Publish),
    /// Explain a message, or list all rules and other messages.
    #[command(after_help = "Examples:\n  \
        ssr-site explain                     list all\n  \
        ssr-site explain missing-due-date    a rule in full, with examples\n  \
        ssr-site explain unknown-key         an error")]
    Explain(Explain),
    /// List themes, or copy theme files into the project.
    #[command(after_help = "Examples:\n  \
        ssr-site theme list\n  \
        ssr-site theme eject templates/page.html")]
    Theme(theme::Theme),
    /// Print the JSON Schema of book.toml and of front matter, for editors.
    ///
    /// Without KIND, prints one object with the schema of each kind, keyed by kind.
    #[command(after_help = "Examples:\n  \
        ssr-site schema book > book.schema.json\n  \
        ssr-site schema update")]
    Schema(Schema),
    /// Print a shell completion script.
    #[command(after_help = "Example:\n  \
        ssr-site completions bash > ~/.local/share/bash-completion/completions/ssr-site")]
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Write man pages, one for each command.
    #[command(after_help = "Examples:\n  \
        ssr-site man | man -l -                    read the first page\n  \
        ssr-site man ~/.local/share/man/man1       install them")]
    Man(ManPages),
}

/// `init`
#[derive(Debug, Arguments)]
pub(crate) struct Init {
    /// The directory; created if missing. Its name, such as `my-report`, becomes the site's title.
    #[arg(default_value = ".", value_name = "DIR")]
    pub(crate) directory: PathBuf,
}

/// `explain`
#[derive(Debug, Arguments)]
pub(crate) struct Explain {
    /// The name in brackets in a message.
    pub(crate) rule: Option<String>,
}

/// `man`
#[derive(Debug, Arguments)]
pub(crate) struct ManPages {
    /// The directory; created if missing. Without it, the page of `ssr-site` itself is printed.
    #[arg(value_name = "DIR")]
    pub(crate) directory: Option<PathBuf>,
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
    /// An edition's update on one recommendation.
    Update,
    /// A review's entry on one recommendation.
    ReviewEntry,
}

/// `build`
#[derive(Debug, Arguments)]
pub(crate) struct Build {
    /// The project's directory, which contains book.toml.
    #[arg(default_value = ".", value_name = "DIR")]
    pub(crate) directory: PathBuf,
    /// Output directory; overrides `build-dir` in book.toml.
    #[arg(short, long, value_name = "DIR")]
    pub(crate) dest_dir: Option<PathBuf>,
    /// Open the front page when done.
    #[arg(long)]
    pub(crate) open: bool,
    /// Include drafts, each marked as a draft.
    #[arg(long)]
    pub(crate) drafts: bool,
    /// Render every page, whatever the manifest of the last build says.
    #[arg(long)]
    pub(crate) full: bool,
    /// Write the added, changed and removed paths to a file, one a line.
    #[arg(long, value_name = "FILE")]
    pub(crate) changes: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) deny: Denied,
}

/// Addresses outside the site.
#[derive(Debug, Arguments)]
pub(crate) struct Links {
    /// Ask every address outside the site whether it still leads somewhere, and record the answers in
    /// links.toml. Nothing else asks other hosts.
    #[arg(long = "links")]
    pub(crate) ask: bool,
    /// Also ask the stored copies that links.toml names, to propose them.
    #[arg(long, requires = "ask")]
    pub(crate) archive: bool,
}

/// `check`
#[derive(Debug, Arguments)]
pub(crate) struct Check {
    /// The project's directory, which contains book.toml.
    #[arg(default_value = ".", value_name = "DIR")]
    pub(crate) directory: PathBuf,
    /// Run only this rule; repeatable.
    #[arg(long, value_name = "RULE")]
    pub(crate) only: Vec<String>,
    #[command(flatten)]
    pub(crate) deny: Denied,
    /// Print only what the change since this git revision brought.
    #[arg(long, value_name = "REV", conflicts_with = "write_baseline")]
    pub(crate) since: Option<String>,
    /// How to sum up: rule, party or recommendation.
    #[arg(long, value_enum, default_value_t = By::Rule, value_name = "WHAT", hide_possible_values = true)]
    pub(crate) by: By,
    /// Also write one page with all findings, to send around.
    #[arg(long, value_name = "FILE", conflicts_with = "write_baseline")]
    pub(crate) html: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) links: Links,
    /// Include drafts.
    #[arg(long, conflicts_with = "write_baseline")]
    pub(crate) drafts: bool,
    /// Write all findings that are not errors by default to baseline.toml. `check` and `build` then
    /// report only new ones.
    #[arg(long, conflicts_with = "only")]
    pub(crate) write_baseline: bool,
}

/// What counts as an error.
#[derive(Clone, Debug, Default, Arguments)]
pub(crate) struct Denied {
    /// Treat findings of this rule as errors, or with `warnings`, fail if there are any; repeatable.
    #[arg(long = "deny", value_name = "RULE|warnings")]
    pub(crate) names: Vec<String>,
}

/// What a summary is by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum By {
    /// By rule.
    Rule,
    /// By responsible party, and by rule.
    Party,
    /// By recommendation, and by rule.
    Recommendation,
}
