//! `ssr-site print`

use std::io::{self, Write as _};

use anyhow::Context as _;

use super::Outcome;
use super::args::print::Print;
use super::console::Console;
use super::printed::{Documents, Target, with_documents};
use super::wrong_usage::WrongUsage;

pub(crate) fn run(args: &Print, console: &Console) -> anyhow::Result<Outcome> {
    if args.part.split.is_some() && args.output.is_none() {
        let message = "`--split` cannot write to standard output";
        return Err(WrongUsage::new(message, "name a file with `-o`").into());
    }
    with_documents(&args.part, console, "print", |documents| {
        write(args, documents, console)?;
        Ok(Outcome::Done)
    })
}

fn write(args: &Print, documents: &Documents<'_>, console: &Console) -> anyhow::Result<()> {
    let Some(output) = &args.output else { return write_to_stdout(documents) };
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
    written.and_then(|()| out.flush()).context("cannot write to standard output")
}
