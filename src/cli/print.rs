//! `ssr-site print`

use std::io::{self, Write as _};

use anyhow::Context as _;
use ssr_site::output;

use super::Outcome;
use super::args::print::Print;
use super::console::Console;
use super::printed::{Documents, file, with_documents};
use super::wrong_usage::WrongUsage;

pub(crate) fn run(args: &Print, console: &Console) -> anyhow::Result<Outcome> {
    if args.part.split.is_some() && args.output.is_none() {
        let message = "several documents cannot go to standard output";
        return Err(WrongUsage::new(message, "name a file with `-o`").into());
    }
    with_documents(&args.part, console, "print", |documents| {
        write(args, documents, console)?;
        Ok(Outcome::Done)
    })
}

fn write(args: &Print, documents: &Documents<'_>, console: &Console) -> anyhow::Result<()> {
    for selection in documents.selections() {
        let mut page = |out: &mut dyn io::Write| documents.write(selection, out);
        let Some(output) = &args.output else {
            let mut out = io::BufWriter::new(io::stdout().lock());
            let written = page(&mut out).and_then(|()| out.flush());
            return written.context("cannot write to standard output");
        };
        let file = file(output, selection);
        let written = output::replace_with(&file, &mut page);
        written.with_context(|| format!("cannot write `{}`", file.display()))?;
        console.say(&format!("printed `{}`", file.display()));
    }
    Ok(())
}
