//! Output for people and programs. Text for people contains untrusted names and quotations, and is
//! always escaped.

use std::cell::Cell;
use std::fmt;
use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use anstyle::{AnsiColor, Style};
use anyhow::Context as _;
use ssr_site::check;
use ssr_site::diagnostic::Diagnostic;
use ssr_site::message::{self, DEFAULT_WIDTH, Format, Options, Tally, harmless, harmless_line};
use ssr_site::revision::Repository;
use ssr_site::theme::WithEmbedded;
use ssr_site::world::World;

use super::args::{Color, Global};

/// Destination and style of messages.
#[derive(Clone)]
pub(crate) struct Console {
    quiet: bool,
    verbose: bool,
    color: bool,
    format: Format,
    phase: Cell<Option<(&'static str, Instant)>>,
}

/// Detail of warnings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Detail {
    /// Every one.
    Full,
    /// One count per rule.
    Summary,
    /// None: a table follows. For programs, every one.
    Errors,
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

    /// Prints a result, in one line.
    pub(crate) fn say(&self, text: &str) {
        if !self.quiet {
            tell(format_args!("{}", harmless_line(text)));
        }
    }

    /// Prints a result, in several lines.
    pub(crate) fn say_lines(&self, text: &str) {
        if !self.quiet {
            tell(format_args!("{}", harmless(text)));
        }
    }

    /// The same even with `-q`.
    #[expect(clippy::unused_self, reason = "whoever speaks does so through a console")]
    pub(crate) fn tell_lines(&self, text: &str) {
        tell(format_args!("{}", harmless(text)));
    }

    /// Whether output is for people, not programs.
    pub(crate) fn is_read_by_people(&self) -> bool {
        self.format == Format::Human
    }

    /// Prints requested text to standard output.
    pub(crate) fn print(&self, text: &str) -> anyhow::Result<()> {
        self.print_for_programs(&harmless(text))
    }

    /// Prints unescaped text for programs to standard output. Must not contain untrusted text.
    #[expect(clippy::unused_self, reason = "whoever speaks does so through a console")]
    pub(crate) fn print_for_programs(&self, text: &str) -> anyhow::Result<()> {
        let mut out = io::stdout().lock();
        let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
        reader_may_leave(written).context("cannot write to standard output")
    }

    /// Whether details are printed.
    pub(crate) fn is_verbose(&self) -> bool {
        self.verbose
    }

    /// Asks a question on the terminal. No answer means no.
    #[expect(clippy::unused_self, reason = "whoever speaks does so through a console")]
    pub(crate) fn ask(&self, question: &str) -> io::Result<bool> {
        write!(io::stderr().lock(), "{} [y/N] ", harmless_line(question))?;
        let mut answer = String::new();
        io::stdin().read_line(&mut answer)?;
        Ok(matches!(answer.trim(), "y" | "Y" | "yes"))
    }

    /// Whether only warnings and errors are printed.
    pub(crate) fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Whether to show a progress bar.
    pub(crate) fn shows_progress(&self) -> bool {
        !self.quiet && self.format == Format::Human && io::stderr().is_terminal()
    }

    /// Begins a phase; with `-v`, prints the time of the previous one.
    pub(crate) fn phase(&self, name: &'static str) {
        let now = Instant::now();
        if let Some((before, since)) = self.phase.replace(Some((name, now)))
            && self.verbose
        {
            tell(format_args!("{before:>10} {}", seconds(now - since)));
        }
    }

    /// Prints diagnostics: for people to standard error, for programs to standard output.
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
            prefix: prefix(world),
            rule_summary: |name| check::rule(name).map(|rule| rule.summary),
        };
        let world = WithEmbedded(world);
        let written = match (self.format, detail) {
            (Format::Human, Detail::Summary) => {
                message::write_summary(&mut io::stderr().lock(), &options, diagnostics, &world)
            }
            (Format::Human, Detail::Errors) => {
                let errors = diagnostics.iter().filter(|found| found.is_error()).cloned();
                let errors: Vec<Diagnostic> = errors.collect();
                message::write(&mut io::stderr().lock(), &options, &errors, &world)
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

    /// Prints the number of errors and warnings.
    pub(crate) fn tally(&self, diagnostics: &[Diagnostic]) {
        let tally = Tally::of(diagnostics);
        if tally.errors + tally.warnings > 0 {
            self.say(&tally.to_string());
        }
    }

    /// The same even with `-q`, for people.
    pub(crate) fn sum_up(&self, diagnostics: &[Diagnostic]) {
        let tally = Tally::of(diagnostics);
        if tally.findings > 0 && (!self.quiet || self.is_read_by_people()) {
            tell(format_args!("{tally}"));
        }
    }

    /// Prints a warning that is about no file.
    pub(crate) fn warn(&self, warning: &str) {
        let warning = harmless(warning);
        tell(format_args!("{}: {warning}", self.styled("warning", AnsiColor::Yellow)));
    }

    /// Prints an error with help.
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

/// Prints clap's error or help. It quotes arguments: if escaping changes it, it is printed without
/// colours.
pub(crate) fn about_arguments(said: &clap::Error) {
    let text = said.render().to_string();
    let shown = harmless(&text);
    // Nowhere to report that this cannot be written.
    let _ = if shown == text {
        said.print()
    } else if said.use_stderr() {
        io::stderr().lock().write_all(shown.as_bytes())
    } else {
        io::stdout().lock().write_all(shown.as_bytes())
    };
}

/// Prints a line to standard error. If that fails, there is nowhere to report it.
fn tell(line: fmt::Arguments<'_>) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// A closed pipe, as by `head`, is not an error.
fn reader_may_leave(written: io::Result<()>) -> io::Result<()> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}

/// A human-readable duration.
pub(crate) fn seconds(duration: Duration) -> String {
    if duration < Duration::from_secs(1) {
        format!("{} ms", duration.as_millis())
    } else {
        format!("{:.1} s", duration.as_secs_f64())
    }
}

/// The path of a project in its git repository.
fn prefix(world: &dyn World) -> String {
    let repository = world.directory().and_then(Repository::around);
    repository.map(|repository| repository.prefix().to_owned()).unwrap_or_default()
}

/// The terminal's width.
fn width() -> usize {
    let stderr = io::stderr();
    let size = rustix::termios::tcgetwinsize(&stderr).ok();
    size.map(|size| usize::from(size.ws_col))
        .filter(|columns| *columns > 0)
        .unwrap_or(DEFAULT_WIDTH)
}
