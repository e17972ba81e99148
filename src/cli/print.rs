//! `ssr-site print`

use std::io::{self, Write as _};
use std::path::Path;

use anyhow::Context as _;

use super::Outcome;
use super::args::print::Print;
use super::console::{Console, reader_may_leave};
use super::printed::{Documents, Target, is_standard_output, refuse_parts, with_documents};

pub(crate) fn run(args: &Print, console: &Console) -> anyhow::Result<Outcome> {
    let output = args.output.as_deref().unwrap_or(Path::new("-"));
    refuse_parts(&args.part, Some(output))?;
    with_documents(&args.part, console, "print", |documents| {
        write(output, documents, console)?;
        Ok(Outcome::Done)
    })
}

fn write(output: &Path, documents: &Documents<'_>, console: &Console) -> anyhow::Result<()> {
    if is_standard_output(output) {
        return write_to_stdout(documents);
    }
    for Target { selection, path, file } in documents.targets(Some(output), None)? {
        let written = file.replace_with(&mut |out| documents.write(selection, out));
        written.with_context(|| format!("cannot write `{}`", path.display()))?;
        console.say(&format!("printed `{}`", path.display()));
    }
    Ok(())
}

fn write_to_stdout(documents: &Documents<'_>) -> anyhow::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut selections = documents.selections().iter();
    let written = selections.try_for_each(|selection| documents.write(selection, &mut out));
    let written = written.and_then(|()| out.flush());
    reader_may_leave(written).context("cannot write to standard output")
}
