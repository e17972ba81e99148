//! Takes the turns of a round, each from the state that it is to start from.
#![expect(clippy::disallowed_methods, reason = "not part of the product: it removes outputs")]

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, ensure};

use super::process::{self, Run};
use super::turns::{Action, Before, Builder, Turn};

/// The outputs of a round.
pub(crate) struct Round {
    /// Their parent.
    directory: PathBuf,
    /// The targets that were built, and whether that was from the files as they are.
    built: HashMap<&'static str, bool>,
    limit: Duration,
}

/// How the program of a turn is run.
pub(crate) type Runner<'a> =
    &'a dyn Fn(&Path, Vec<PathBuf>, Duration) -> anyhow::Result<Option<Run>>;

/// What came of a turn.
pub(crate) struct Outcome {
    /// `None` if it was stopped after the limit.
    pub(crate) run: Option<Run>,
    /// The directory that it wrote, if any.
    pub(crate) written: Option<PathBuf>,
}

impl Round {
    pub(crate) fn new(directory: PathBuf, limit: Duration) -> anyhow::Result<Self> {
        fs::create_dir(&directory)?;
        Ok(Self { directory, built: HashMap::new(), limit })
    }

    /// Takes a turn; only what `runner` runs is measured.
    pub(crate) fn take(&mut self, turn: &Turn, runner: Runner<'_>) -> anyhow::Result<Outcome> {
        let (program, arguments, written) = match &turn.action {
            Action::Run(program, arguments) => (program.clone(), arguments.clone(), None),
            Action::Copy(builder) => {
                if !self.bring_up_to_date(builder)? {
                    return Ok(Outcome { run: None, written: None });
                }
                let from = self.target(builder);
                let to = self.directory.join(format!("copy-of-{}", builder.target));
                (PathBuf::from("cp"), vec!["-r".into(), from, to.clone()], Some(to))
            }
            Action::Build(builder, before) => {
                if !self.prepare(builder, *before)? {
                    return Ok(Outcome { run: None, written: None });
                }
                let target = self.target(builder);
                let arguments = (builder.arguments)(&builder.project.root, &target);
                (builder.program.clone(), arguments, Some(target))
            }
        };
        // Do not wait for pending writes of other programs.
        rustix::fs::sync();
        let run = runner(&program, arguments, self.limit)?;
        if let (Action::Build(builder, _), Some(_), Some(target)) = (&turn.action, run, &written) {
            self.built.insert(builder.target, true);
            let (pages, expected) = (html_files(target)?.len(), builder.project.pages);
            ensure!(pages >= expected, "{} wrote {pages} pages of {expected}", turn.name.title());
        }
        Ok(Outcome { run, written })
    }

    /// Removes what no later turn of the round reads.
    pub(crate) fn remove_unused(&self, done: &Turn, later: &[Turn]) -> anyhow::Result<()> {
        let Some(target) = done.target() else { return Ok(()) };
        if matches!(done.action, Action::Copy(_)) {
            fs::remove_dir_all(self.directory.join(format!("copy-of-{target}")))?;
        }
        if later.iter().all(|turn| turn.target() != Some(target)) {
            let path = self.directory.join(target);
            if path.exists() {
                fs::remove_dir_all(path)?;
            }
        }
        Ok(())
    }

    fn target(&self, builder: &Builder) -> PathBuf {
        self.directory.join(builder.target)
    }

    /// Makes the state before a build; `false` if that takes longer than the limit.
    fn prepare(&mut self, builder: &Builder, before: Before) -> anyhow::Result<bool> {
        if before == Before::Nothing {
            ensure!(!self.target(builder).exists(), "`{}` is not new", builder.target);
            return Ok(true);
        }
        let is_built = self.bring_up_to_date(builder)?;
        if let Before::Edited(edit) = before {
            let update = builder.project.update.as_ref();
            let update = update.context("a project without an update to edit")?;
            update.borrow_mut().edit(edit)?;
            // Other programs may have built the same files.
            self.built.values_mut().for_each(|is_current| *is_current = false);
        }
        Ok(is_built)
    }

    /// Builds without measuring, unless that was done with the files as they are.
    fn bring_up_to_date(&mut self, builder: &Builder) -> anyhow::Result<bool> {
        if self.built.get(builder.target) == Some(&true) {
            return Ok(true);
        }
        let arguments = (builder.arguments)(&builder.project.root, &self.target(builder));
        let run = process::run(&builder.program, arguments, self.limit)?;
        self.built.insert(builder.target, run.is_some());
        Ok(run.is_some())
    }
}

/// The sizes of the HTML files below a directory.
pub(crate) fn html_files(directory: &Path) -> anyhow::Result<Vec<u64>> {
    let mut sizes = Vec::new();
    for entry in walkdir::WalkDir::new(directory) {
        let entry = entry?;
        let is_html = entry.path().extension().is_some_and(|extension| extension == "html");
        if is_html && entry.file_type().is_file() {
            sizes.push(entry.metadata()?.len());
        }
    }
    Ok(sizes)
}
