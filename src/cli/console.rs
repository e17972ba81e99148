//! What people and programs are told.

use std::cell::Cell;
use std::fmt;
use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use anstyle::{AnsiColor, Style};
use anyhow::Context as _;
use ssr_site::check;
use ssr_site::diagnostic::Diagnostic;
use ssr_site::message::{self, DEFAULT_WIDTH, Format, Options, Tally};
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

    /// Says what was done.
    pub(crate) fn say(&self, text: &str) {
        if !self.quiet {
            tell(format_args!("{text}"));
        }
    }

    /// Says something that programs have no use for.
    pub(crate) fn say_to_people(&self, text: &str) {
        if self.format == Format::Human {
            self.say(text);
        }
    }

    /// Writes what was asked for, to standard output.
    #[expect(clippy::unused_self, reason = "whoever speaks does so through a console")]
    pub(crate) fn print(&self, text: &str) -> anyhow::Result<()> {
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
