//! `ssr-site pdf`

use std::io;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use ssr_site::config::PrintEngine;
use ssr_site::pdf::{self, Engine};

use super::Outcome;
use super::args::print::Pdf;
use super::console::{Console, seconds};
use super::printed::{Documents, Target, is_standard_output, refuse_parts, with_documents};
use super::wrong_usage::WrongUsage;

pub(crate) fn run(args: &Pdf, console: &Console) -> anyhow::Result<Outcome> {
    refuse_parts(&args.part, args.output.as_deref())?;
    with_documents(&args.part, console, "pdf", |documents| {
        if let Some(named) = args.output.as_deref().filter(|named| named.is_dir()) {
            let message = format!("`{}` is a directory", named.display());
            return Err(WrongUsage::new(message, "name the file to write").into());
        }
        let kind = args.engine.or_else(|| documents.engine());
        match Engine::find(kind) {
            Some(engine) => print(args, documents, &engine, console),
            None => leave_page(args, documents, kind, console),
        }
    })
}

fn print(
    args: &Pdf,
    documents: &Documents<'_>,
    engine: &Engine,
    console: &Console,
) -> anyhow::Result<Outcome> {
    let limit = Duration::from_secs(args.timeout.get());
    let targets = documents.targets(args.output.as_deref(), None)?;
    for Target { selection, path, file } in &targets {
        let begun = Instant::now();
        let described = documents.describe(selection);
        let mut page = |out: &mut dyn io::Write| documents.write(selection, out);
        let written = match pdf::write(engine, file, &described, limit, &mut page) {
            Err(error) if is_standard_output(path) && is_of_reader(&error) => break,
            written => written.with_context(|| format!("cannot print `{}`", path.display()))?,
        };
        let pages = if written.pages == 1 { "page" } else { "pages" };
        console.say(&format!(
            "printed `{}`: {} {pages}, {} KiB, with {} in {}",
            path.display(),
            written.pages,
            written.bytes.div_ceil(1024),
            engine.name(),
            seconds(begun.elapsed())
        ));
        if !written.numbered {
            console.say("page numbers are missing from the table of contents");
        }
        if let Some(left_out) = left_out(&written.left_out) {
            console.say(&left_out);
        }
    }
    if let Some(first) = targets.first()
        && args.open
        && let Err(error) = open::that_detached(&first.path)
    {
        console.say(&format!("cannot open the PDF: {error}"));
    }
    Ok(Outcome::Done)
}

/// Whether the reader of standard output went away.
fn is_of_reader(error: &pdf::PdfError) -> bool {
    let mut cause: Option<&dyn std::error::Error> = Some(error);
    while let Some(error) = cause {
        let found = error.downcast_ref::<io::Error>();
        if found.is_some_and(|found| found.kind() == io::ErrorKind::BrokenPipe) {
            return true;
        }
        cause = error.source();
    }
    false
}

/// Headings missing from the outline.
fn left_out(headings: &[String]) -> Option<String> {
    let first = headings.first()?;
    Some(match headings.len() {
        1 => format!("a heading is missing from the PDF outline: `{first}`"),
        count => {
            format!("{count} headings are missing from the PDF outline, starting with `{first}`")
        }
    })
}

/// Without a program, write the page for printing by hand.
fn leave_page(
    args: &Pdf,
    documents: &Documents<'_>,
    kind: Option<PrintEngine>,
    console: &Console,
) -> anyhow::Result<Outcome> {
    let mut pages = Vec::new();
    // A page is not what the reader of standard output waits for.
    let named = args.output.as_deref().filter(|named| !is_standard_output(named));
    let targets = documents.targets(named, Some("print.html"))?;
    for Target { selection, path, file } in &targets {
        let written = file.replace_with(&mut |out| documents.write(selection, out));
        written.with_context(|| format!("cannot write `{}`", path.display()))?;
        pages.push(format!("`{}`", path.display()));
    }
    let message = match kind {
        Some(kind) => format!("no PDF was written: `{}` is not installed", kind.word()),
        None => "no PDF was written: neither Chromium nor WeasyPrint is installed".to_owned(),
    };
    let help = format!(
        "install Chromium (`apt install chromium`) or WeasyPrint (`pipx install weasyprint`), or \
         print {} from a browser",
        pages.join(", ")
    );
    console.failure_with_help(&message, Some(&help));
    Ok(Outcome::MachineFailed)
}
