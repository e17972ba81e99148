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
use crate::diagnostic::{self, Diagnostic, Location, Severity};
use crate::path::SourcePath;
use crate::world::World;

/// Width of quoted lines if the terminal's is unknown.
pub const DEFAULT_WIDTH: usize = annotate_snippets::renderer::DEFAULT_TERM_WIDTH;

/// Diagnostics whose texts are held until they are written.
const HELD: usize = 4_096;

/// Most findings below the one that leads. Of more the number is said.
const MOST_NOTES: usize = 20;

/// Writes each group in full, followed by an empty line.
pub(super) fn write(
    out: &mut dyn io::Write,
    options: &Options,
    groups: &[diagnostic::Group<'_>],
    world: &dyn World,
) -> io::Result<()> {
    let rendered = |row: &[diagnostic::Group<'_>]| {
        let renderer = renderer(options);
        let mut sources = Sources::new(world);
        let mut text = String::new();
        for group in row {
            sources.turn_to(&group.lead.location.path);
            let sections = sections_of(group, options.width, &mut sources);
            text.push_str(&render(&renderer, sections));
            text.push_str("\n\n");
        }
        text
    };
    for held in groups.chunks(HELD) {
        // Those of a file in a row, so that it is read once however many there are.
        let of_a_file = held.par_chunk_by(|one, next| path_of(one) == path_of(next));
        let texts: Vec<String> = of_a_file.map(rendered).collect();
        texts.iter().try_for_each(|text| out.write_all(text.as_bytes()))?;
    }
    Ok(())
}

fn path_of<'d>(group: &diagnostic::Group<'d>) -> &'d SourcePath {
    &group.lead.location.path
}

/// Writes errors in full, then one line for each name of a leading warning, sorted.
pub(super) fn write_summary(
    out: &mut dyn io::Write,
    options: &Options,
    diagnostics: &[Diagnostic],
    world: &dyn World,
) -> io::Result<()> {
    let (errors, warnings): (Vec<_>, Vec<_>) =
        diagnostic::groups(diagnostics).into_iter().partition(|group| group.lead.is_error());
    write(out, options, &errors, world)?;
    let mut counts: BTreeMap<&str, (usize, BTreeMap<&str, usize>)> = BTreeMap::new();
    for group in warnings {
        let (count, others) = counts.entry(group.lead.name).or_default();
        *count += 1;
        for note in group.notes {
            *others.entry(note.name).or_default() += 1;
        }
    }
    let renderer = renderer(options);
    for (name, (count, mut others)) in counts {
        let more = others.remove(name).unwrap_or_default();
        let findings = Findings { count: count + more, name };
        let them = if count + more == 1 && others.is_empty() { "it" } else { "them" };
        let with = others.iter().map(|(name, count)| Findings { count: *count, name }.to_string());
        let with = with.collect::<Vec<_>>().join(" and ");
        let with = if with.is_empty() { with } else { format!(", with {with}") };
        let title = format!("{findings}{with} (run `ssr-site check` to see {them})");
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

/// The leading finding with its related locations, then each other one.
fn sections_of(
    group: &diagnostic::Group<'_>,
    width: usize,
    sources: &mut Sources<'_>,
) -> Vec<Section> {
    let lead = group.lead;
    let level = match lead.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(text::harmless_line(&lead.message)).id(lead.name);
    let place = Place::of(lead, width);
    let section = place.below(title, sources);
    let mut sections = vec![helped(section, lead)];
    let mut shown = vec![&lead.location];
    related(lead, lead, &mut shown, width, sources, &mut sections);
    for note in group.notes.iter().take(MOST_NOTES) {
        sections.push(note_section(note, group, &shown, width, sources));
        shown.push(&note.location);
        related(note, lead, &mut shown, width, sources, &mut sections);
    }
    if let more @ 1.. = group.notes.len().saturating_sub(MOST_NOTES) {
        let title = format!("{more} more like these; `--message-format json` lists all");
        let group = Group::with_title(Level::NOTE.secondary_title(title));
        sections.push(Section { group, quotes: false });
    }
    sections
}

/// A finding that another one leads. What the lead shows is not shown again, and where both say the
/// same of different files, the file is enough.
fn note_section(
    note: &Diagnostic,
    group: &diagnostic::Group<'_>,
    shown: &[&Location],
    width: usize,
    sources: &mut Sources<'_>,
) -> Section {
    let lead = group.lead;
    let title = Level::NOTE.secondary_title(text::harmless_line(group.said(note))).id(note.name);
    let place = Place::of(note, width);
    let section = if shown.contains(&&note.location) {
        let group = Group::with_title(title);
        let label = place.label.map(|label| Level::NOTE.message(label));
        Section { group: group.elements(label), quotes: false }
    } else if note.name == lead.name {
        Section { group: place.unquoted(Group::with_title(title), sources), quotes: false }
    } else {
        place.below(title, sources)
    };
    if note.help == lead.help { section } else { helped(section, note) }
}

/// Adds the help of a finding.
fn helped(mut section: Section, finding: &Diagnostic) -> Section {
    let Some(help) = &finding.help else { return section };
    if !section.quotes && finding.label.is_none() {
        section.group = section.group.element(Padding);
    }
    section.group = section.group.element(Level::HELP.message(text::harmless_line(help)));
    section
}

/// Adds each related location that no other finding shows, as a note. Those of a finding like the
/// lead are not quoted.
fn related<'d>(
    finding: &'d Diagnostic,
    lead: &Diagnostic,
    shown: &mut Vec<&'d Location>,
    width: usize,
    sources: &mut Sources<'_>,
    sections: &mut Vec<Section>,
) {
    let before = shown.len();
    let brief = !std::ptr::eq(finding, lead) && finding.name == lead.name;
    for (location, message) in &finding.related {
        if shown[1..before].contains(&location) {
            continue;
        }
        shown.push(location);
        let title = Level::NOTE.secondary_title(text::harmless_line(message));
        let place = Place { location, label: None, width };
        sections.push(if brief {
            Section { group: place.unquoted(Group::with_title(title), sources), quotes: false }
        } else {
            place.below(title, sources)
        });
    }
}

/// A location shown below a title.
struct Place<'d> {
    location: &'d Location,
    label: Option<String>,
    width: usize,
}

impl<'d> Place<'d> {
    fn of(finding: &'d Diagnostic, width: usize) -> Self {
        let label = finding.label.as_deref().map(text::harmless_line);
        Self { location: &finding.location, label, width }
    }

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
