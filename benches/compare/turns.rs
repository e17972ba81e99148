//! What is run in a round.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::Args;
use super::edit::{Edit, Update};
use super::names::Name;
use super::peers;
use super::projects::{Kind, Projects};

/// A project on disk.
pub(crate) struct Project {
    pub(crate) root: PathBuf,
    /// Expected number of pages.
    pub(crate) pages: usize,
    /// The update that can be edited; only in projects of `ssr-site`.
    pub(crate) update: Option<RefCell<Update>>,
}

/// A program that builds a project into a target.
pub(crate) struct Builder {
    pub(crate) program: PathBuf,
    pub(crate) project: Rc<Project>,
    /// The target's name.
    pub(crate) target: &'static str,
    pub(crate) arguments: fn(project: &Path, target: &Path) -> Vec<PathBuf>,
}

/// One run of a row.
pub(crate) struct Turn {
    pub(crate) name: Name,
    pub(crate) action: Action,
}

/// What is run, and what there is before it.
pub(crate) enum Action {
    Build(Rc<Builder>, Before),
    /// A copy of what was built.
    Copy(Rc<Builder>),
    /// A program that writes nothing.
    Run(PathBuf, Vec<PathBuf>),
}

/// What there is before a build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Before {
    Nothing,
    /// A build of the same files.
    Built,
    /// A build of the same files except one.
    Edited(Edit),
}

impl Turn {
    /// The target that it reads or writes.
    pub(crate) fn target(&self) -> Option<&'static str> {
        match &self.action {
            Action::Build(builder, _) | Action::Copy(builder) => Some(builder.target),
            Action::Run(..) => None,
        }
    }
}

/// Writes the projects that are needed and returns the turns of a round.
pub(crate) fn turns(args: &Args, scratch: &Path) -> anyhow::Result<Vec<Turn>> {
    let mut maker = Maker { args, projects: Projects::new(args, scratch), turns: Vec::new() };
    maker.own()?;
    maker.old()?;
    maker.peers()?;
    Ok(maker.turns)
}

struct Maker<'a> {
    args: &'a Args,
    projects: Projects<'a>,
    turns: Vec<Turn>,
}

/// This program.
fn ssr_site() -> PathBuf {
    env!("CARGO_BIN_EXE_ssr-site").into()
}

fn ssr_site_arguments(project: &Path, target: &Path) -> Vec<PathBuf> {
    let words = ["build", "--quiet", "--dest-dir"].map(PathBuf::from);
    words.into_iter().chain([target.to_owned(), project.to_owned()]).collect()
}

impl Maker<'_> {
    fn own(&mut self) -> anyhow::Result<()> {
        use Before::{Built, Edited, Nothing};
        self.builds(
            ssr_site(),
            Kind::Pages,
            "pages",
            &[
                (Name::Pages, Nothing),
                (Name::PagesSame, Built),
                (Name::PagesEdited, Edited(Edit::Word)),
                (Name::PagesStatus, Edited(Edit::Status)),
            ],
            Some(Name::PagesCopy),
        )?;
        if self.args.wants(Name::Check) {
            let project = self.projects.get(Kind::Pages)?;
            let words = vec!["check".into(), "--quiet".into(), project.root.clone()];
            self.turns.push(Turn { name: Name::Check, action: Action::Run(ssr_site(), words) });
        }
        self.builds(ssr_site(), Kind::TenLines, "ten-lines", &[(Name::TenLines, Nothing)], None)?;
        self.builds(
            ssr_site(),
            Kind::Everything,
            "everything",
            &[
                (Name::Everything, Nothing),
                (Name::EverythingSame, Built),
                (Name::EverythingEdited, Edited(Edit::Word)),
                (Name::EverythingStatus, Edited(Edit::Status)),
            ],
            Some(Name::EverythingCopy),
        )?;
        if self.args.fourfold {
            self.builds(
                ssr_site(),
                Kind::Fourfold,
                "fourfold",
                &[(Name::Fourfold, Nothing)],
                None,
            )?;
        }
        Ok(())
    }

    fn old(&mut self) -> anyhow::Result<()> {
        use Before::{Built, Nothing};
        let Some(program) = self.args.old.clone() else { return Ok(()) };
        let pages = [(Name::OldPages, Nothing), (Name::OldPagesSame, Built)];
        self.builds(program.clone(), Kind::Pages, "old-pages", &pages, None)?;
        let everything = [(Name::OldEverything, Nothing), (Name::OldEverythingSame, Built)];
        self.builds(program, Kind::Everything, "old-everything", &everything, None)
    }

    fn peers(&mut self) -> anyhow::Result<()> {
        let Args { zola, hugo, mdbook, .. } = self.args;
        if let Some(program) = zola {
            if self.args.wants(Name::ZolaStart) {
                let action = Action::Run(program.clone(), vec!["--version".into()]);
                self.turns.push(Turn { name: Name::ZolaStart, action });
            }
            self.peer(program, Name::Zola, Kind::Zola, "zola", peers::zola_arguments)?;
            self.peer(program, Name::ZolaLike, Kind::ZolaLike, "zola-like", peers::zola_arguments)?;
        }
        if let Some(program) = hugo {
            let arguments = peers::hugo_arguments;
            self.peer(program, Name::HugoChecked, Kind::HugoChecked, "hugo-checked", arguments)?;
            self.peer(program, Name::HugoPlain, Kind::HugoPlain, "hugo-plain", arguments)?;
        }
        if let Some(program) = mdbook {
            self.peer(program, Name::Mdbook, Kind::Mdbook, "mdbook", peers::mdbook_arguments)?;
        }
        Ok(())
    }

    /// Builds of a project by `ssr-site`, and a copy of the last one.
    fn builds(
        &mut self,
        program: PathBuf,
        kind: Kind,
        target: &'static str,
        rows: &[(Name, Before)],
        copy: Option<Name>,
    ) -> anyhow::Result<()> {
        let wants = |name: &Name| self.args.wants(*name);
        let rows: Vec<_> = rows.iter().filter(|(name, _)| wants(name)).collect();
        let copy = copy.filter(wants);
        if rows.is_empty() && copy.is_none() {
            return Ok(());
        }
        let project = self.projects.get(kind)?;
        let arguments = ssr_site_arguments;
        let builder = Rc::new(Builder { program, project, target, arguments });
        for (name, before) in rows {
            let action = Action::Build(Rc::clone(&builder), *before);
            self.turns.push(Turn { name: *name, action });
        }
        self.turns.extend(copy.map(|name| Turn { name, action: Action::Copy(builder) }));
        Ok(())
    }

    fn peer(
        &mut self,
        program: &Path,
        name: Name,
        kind: Kind,
        target: &'static str,
        arguments: fn(&Path, &Path) -> Vec<PathBuf>,
    ) -> anyhow::Result<()> {
        if self.args.wants(name) {
            let project = self.projects.get(kind)?;
            let builder = Builder { program: program.to_owned(), project, target, arguments };
            let action = Action::Build(Rc::new(builder), Before::Nothing);
            self.turns.push(Turn { name, action });
        }
        Ok(())
    }
}
