//! What people and programs are told. Texts for people hold names and words from elsewhere: none of
//! them passes here but harmless.

use std::cell::Cell;
use std::fmt;
use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use anstyle::{AnsiColor, Style};
use anyhow::Context as _;
use ssr_site::check;
use ssr_site::diagnostic::Diagnostic;
use ssr_site::message::{self, DEFAULT_WIDTH, Format, Options, Tally, harmless, harmless_line};
use ssr_site::theme::WithEmbedded;
use ssr_site::world::World;

use super::args::{Color, Global};

/// Where messages go, and how.
#[derive(Clone)]
pub(crate) struct Console {
    quiet: bool,
    verbose: bool,
    color: bool,
    format: Format,
    phase: Cell<Option<(&'static str, Instant)>>,
}

/// How much of the warnings is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Detail {
    /// Every one.
    Full,
    /// One line of count per rule.
    Summary,
}

impl Console {
    pub(crate) fn new(global: &Global) -> Self {
        let color = match global.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => {
                io::stderr().is_terminal()
                    && std::env::var_os("NO_COLOR").is_none_or(|set| set.is_empty())
            }
        };
        Self {
            quiet: global.quiet,
            verbose: global.verbose,
            color: color && global.message_format == Format::Human,
            format: global.message_format,
            phase: Cell::new(None),
        }
    }

    /// Says what was done, in one line.
    pub(crate) fn say(&self, text: &str) {
        if !self.quiet {
            tell(format_args!("{}", harmless_line(text)));
        }
    }

    /// The same in several lines.
    pub(crate) fn say_lines(&self, text: &str) {
        if !self.quiet {
            tell(format_args!("{}", harmless(text)));
        }
    }

    /// Whether people read what is said, and not programs.
    pub(crate) fn is_read_by_people(&self) -> bool {
        self.format == Format::Human
    }

    /// Writes what people asked for, to standard output.
    pub(crate) fn print(&self, text: &str) -> anyhow::Result<()> {
        self.print_for_programs(&harmless(text))
    }

    /// Writes what programs take as it is, to standard output. Nothing of it may come from elsewhere.
    #[expect(clippy::unused_self, reason = "whoever speaks does so through a console")]
    pub(crate) fn print_for_programs(&self, text: &str) -> anyhow::Result<()> {
        let mut out = io::stdout().lock();
        let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
        reader_may_leave(written).context("cannot write to standard output")
    }

    /// Whether nothing but problems is to be told.
    pub(crate) fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Whether a progress bar would be seen.
    pub(crate) fn shows_progress(&self) -> bool {
        !self.quiet && self.format == Format::Human && io::stderr().is_terminal()
    }

    /// Begins a phase; what the one before it took is told with `-v`.
    pub(crate) fn phase(&self, name: &'static str) {
        let now = Instant::now();
        if let Some((before, since)) = self.phase.replace(Some((name, now)))
            && self.verbose
        {
            tell(format_args!("{before:>10} {}", seconds(now - since)));
        }
    }

    /// Tells what is wrong: people on standard error, programs on standard output.
    pub(crate) fn report(
        &self,
        diagnostics: &[Diagnostic],
        world: &dyn World,
        detail: Detail,
    ) -> io::Result<()> {
        let options = Options {
            format: self.format,
            color: self.color,
            width: width(),
            rule_summary: |name| check::rule(name).map(|rule| rule.summary),
        };
        let world = WithEmbedded(world);
        let written = match (self.format, detail) {
            (Format::Human, Detail::Summary) => {
                message::write_summary(&mut io::stderr().lock(), &options, diagnostics, &world)
            }
            (Format::Human, Detail::Full) => {
                message::write(&mut io::stderr().lock(), &options, diagnostics, &world)
            }
            _ => {
                let mut out = io::stdout().lock();
                message::write(&mut out, &options, diagnostics, &world).and_then(|()| out.flush())
            }
        };
        reader_may_leave(written)
    }

    /// Says how many problems there are.
    pub(crate) fn tally(&self, diagnostics: &[Diagnostic]) {
        let tally = Tally::of(diagnostics);
        if tally.errors + tally.warnings > 0 {
            self.say(&tally.to_string());
        }
    }

    /// Tells of a failure with what to do about it.
    pub(crate) fn failure_with_help(&self, error: &str, help: Option<&str>) {
        let (error, help) = (harmless(error), help.map(harmless));
        tell(format_args!("{}: {error}", self.styled("error", AnsiColor::Red)));
        if let Some(help) = help {
            tell(format_args!("{}: {help}", self.styled("help", AnsiColor::Cyan)));
        }
    }

    fn styled(&self, word: &str, color: AnsiColor) -> String {
        if !self.color {
            return word.to_owned();
        }
        let style = Style::new().bold().fg_color(Some(color.into()));
        format!("{style}{word}{style:#}")
    }
}

/// Tells of arguments that cannot be understood, or what was asked of them, as clap does. What was
/// typed is quoted in it: where that is not harmless, it goes without colours.
pub(crate) fn about_arguments(said: &clap::Error) {
    let text = said.render().to_string();
    let shown = harmless(&text);
    // There is nobody left to tell where this cannot be written.
    let _ = if shown == text {
        said.print()
    } else if said.use_stderr() {
        io::stderr().lock().write_all(shown.as_bytes())
    } else {
        io::stdout().lock().write_all(shown.as_bytes())
    };
}

/// A line on standard error. Where that cannot be written to, there is nobody left to tell.
fn tell(line: fmt::Arguments<'_>) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// That a reader has seen enough, as `head` has, is no failure of ours.
fn reader_may_leave(written: io::Result<()>) -> io::Result<()> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}

/// A duration as people read it.
pub(crate) fn seconds(duration: Duration) -> String {
    if duration < Duration::from_secs(1) {
        format!("{} ms", duration.as_millis())
    } else {
        format!("{:.1} s", duration.as_secs_f64())
    }
}

/// The columns of the terminal that messages are written to.
fn width() -> usize {
    let stderr = io::stderr();
    let size = rustix::termios::tcgetwinsize(&stderr).ok();
    size.map(|size| usize::from(size.ws_col))
        .filter(|columns| *columns > 0)
        .unwrap_or(DEFAULT_WIDTH)
}
