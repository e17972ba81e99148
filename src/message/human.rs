//! Diagnostics for a terminal, like rustc's.

use std::collections::BTreeMap;
use std::io;
use std::ops::Range;

use annotate_snippets::{
    Annotation, AnnotationKind, Group, Level, Origin, Padding, Renderer, Snippet, Title,
};

use rayon::prelude::*;

use super::sources::{Quote, Sources};
use super::{Findings, Options, text};
use crate::diagnostic::{Diagnostic, Location, Severity};
use crate::world::World;

/// Width of quoted lines if the terminal's is unknown.
pub const DEFAULT_WIDTH: usize = annotate_snippets::renderer::DEFAULT_TERM_WIDTH;

/// Diagnostics that one thread renders in a row, with one cache of files.
const IN_A_ROW: usize = 64;
/// Diagnostics whose texts are held until they are written.
const HELD: usize = 4_096;

/// Writes each diagnostic in full, followed by an empty line.
pub(super) fn write(
    out: &mut dyn io::Write,
    options: &Options,
    diagnostics: &[&Diagnostic],
    world: &dyn World,
) -> io::Result<()> {
    let rendered = |row: &[&Diagnostic]| {
        let renderer = renderer(options);
        let mut sources = Sources::new(world);
        let mut text = String::new();
        for diagnostic in row {
            sources.turn_to(&diagnostic.location.path);
            let sections = sections(diagnostic, options.width, &mut sources);
            text.push_str(&render(&renderer, sections));
            text.push_str("\n\n");
        }
        text
    };
    for held in diagnostics.chunks(HELD) {
        let texts: Vec<String> = held.par_chunks(IN_A_ROW).map(rendered).collect();
        texts.iter().try_for_each(|text| out.write_all(text.as_bytes()))?;
    }
    Ok(())
}

/// Writes errors in full, then one line for each warning name, sorted.
pub(super) fn write_summary(
    out: &mut dyn io::Write,
    options: &Options,
    diagnostics: &[Diagnostic],
    world: &dyn World,
) -> io::Result<()> {
    let (errors, warnings): (Vec<_>, Vec<_>) =
        diagnostics.iter().partition(|diagnostic| diagnostic.is_error());
    write(out, options, &errors, world)?;
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for warning in warnings {
        *counts.entry(warning.name).or_default() += 1;
    }
    let renderer = renderer(options);
    for (name, count) in counts {
        let them = if count == 1 { "it" } else { "them" };
        let findings = Findings { count, name };
        let title = format!("{findings} (run `ssr-site check` to see {them})");
        let report = [Group::with_title(Level::WARNING.primary_title(title))];
        writeln!(out, "{}", renderer.render(&report))?;
    }
    Ok(())
}

fn renderer(options: &Options) -> Renderer {
    let renderer = if options.color { Renderer::styled() } else { Renderer::plain() };
    renderer.term_width(options.width)
}

/// A title and its snippets.
struct Section {
    group: Group<'static>,
    quotes: bool,
}

fn render(renderer: &Renderer, sections: Vec<Section>) -> String {
    if sections.iter().any(|section| section.quotes) {
        let groups: Vec<_> = sections.into_iter().map(|section| section.group).collect();
        return renderer.render(&groups);
    }
    // Without line numbers the renderer reserves no gutter, and the arrow of a whole file would be
    // further left than all others.
    let indented = |section: Section| {
        let text = renderer.render(&[section.group]);
        let lines = text
            .split('\n')
            .enumerate()
            .map(|(index, line)| if index == 0 { line.to_owned() } else { format!(" {line}") });
        lines.collect::<Vec<_>>().join("\n")
    };
    sections.into_iter().map(indented).collect::<Vec<_>>().join("\n")
}

/// The diagnostic with its help, then each related location as a note.
fn sections(diagnostic: &Diagnostic, width: usize, sources: &mut Sources<'_>) -> Vec<Section> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(text::harmless_line(&diagnostic.message)).id(diagnostic.name);
    let label = diagnostic.label.as_deref().map(text::harmless_line);
    let place = Place { location: &diagnostic.location, label, width };
    let mut section = place.below(title, sources);
    if let Some(help) = &diagnostic.help {
        if !section.quotes && diagnostic.label.is_none() {
            section.group = section.group.element(Padding);
        }
        section.group = section.group.element(Level::HELP.message(lines(help, &diagnostic.sample)));
    }
    let mut sections = vec![section];
    for (location, message) in &diagnostic.related {
        let title = Level::NOTE.secondary_title(text::harmless_line(message));
        let place = Place { location, label: None, width };
        sections.push(place.below(title, sources));
    }
    sections
}

/// The help, and below it the lines to type.
fn lines(help: &str, sample: &[String]) -> String {
    let lines = std::iter::once(help).chain(sample.iter().map(String::as_str));
    lines.map(text::harmless_line).collect::<Vec<_>>().join("\n")
}

/// A location shown below a title.
struct Place<'d> {
    location: &'d Location,
    label: Option<String>,
    width: usize,
}

impl Place<'_> {
    fn below(self, title: Title<'static>, sources: &mut Sources<'_>) -> Section {
        let group = Group::with_title(title);
        match sources.quote(self.location) {
            Some(quote) => {
                let group = group.element(self.snippet(quote));
                Section { group, quotes: true }
            }
            None => Section { group: self.unquoted(group, sources), quotes: false },
        }
    }

    fn snippet(self, quote: Quote) -> Snippet<'static, Annotation<'static>> {
        // A span wider than the terminal would be printed in full.
        let Range { start, end } = quote.span;
        let widest = self.width.saturating_sub(20).max(20);
        let end =
            quote.text[start..end].char_indices().nth(widest).map_or(end, |(at, _)| start + at);
        let annotation = AnnotationKind::Primary.span(start..end).label(self.label);
        // The renderer computes line and column from the text: pass the whole line and let it cut.
        Snippet::source(quote.text)
            .line_start(quote.line)
            .path(text::path(&self.location.path))
            .annotation(annotation)
    }

    /// The location without a quoted line; the label becomes a line of its own.
    fn unquoted(self, group: Group<'static>, sources: &mut Sources<'_>) -> Group<'static> {
        let mut origin = Origin::path(text::path(&self.location.path));
        if let Some(region) = sources.region(self.location) {
            origin = origin.line(region.start.line).char_column(region.start.column);
        }
        let group = group.element(origin);
        match self.label {
            Some(label) => group.element(Padding).element(Level::NOTE.message(label)),
            None => group,
        }
    }
}
