//! Projects on disk, each written when it is first needed.
#![expect(clippy::disallowed_methods, reason = "not part of the product: it writes projects")]

use std::cell::RefCell;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use anyhow::Context as _;
use ssr_site::world::DiskWorld;

use super::edit::Update;
use super::facts::{self, Page};
use super::turns::Project;
use super::{Args, files, peers, synthetic, zola};

/// What a project is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Without print, data and search.
    Pages,
    /// With everything.
    Everything,
    /// The pages in a theme of ten lines.
    TenLines,
    /// The pages of four times as many recommendations.
    Fourfold,
    Zola,
    ZolaLike,
    HugoChecked,
    HugoPlain,
    Mdbook,
}

pub(crate) struct Projects<'a> {
    args: &'a Args,
    scratch: &'a Path,
    written: Vec<(Kind, Rc<Project>)>,
    /// The content for other generators.
    pages: Option<Rc<[Page]>>,
}

/// Settings without outputs other than pages.
const PAGES_ALONE: &str = "\n[output.print]\nenable = false\n\n[output.data]\nenable = false\n\n\
    [output.search]\nenable = false\n";

const TEN_LINES: &str = "\n[output.html]\ntheme = \"ten-lines\"\n";

/// A theme whose page of a recommendation shows what the minimal pages of other generators do.
const THEME: [(&str, &str); 3] = [
    ("theme.toml", include_str!("theme/theme.toml")),
    ("templates/base.html", include_str!("theme/base.html")),
    ("templates/recommendation.html", include_str!("theme/recommendation.html")),
];

impl<'a> Projects<'a> {
    pub(crate) fn new(args: &'a Args, scratch: &'a Path) -> Self {
        Self { args, scratch, written: Vec::new(), pages: None }
    }

    pub(crate) fn get(&mut self, kind: Kind) -> anyhow::Result<Rc<Project>> {
        if let Some((_, project)) = self.written.iter().find(|(written, _)| *written == kind) {
            return Ok(Rc::clone(project));
        }
        let root = self.scratch.join(format!("{kind:?}"));
        let project = self.write(kind, root).with_context(|| format!("cannot write {kind:?}"))?;
        let project = Rc::new(project);
        self.written.push((kind, Rc::clone(&project)));
        Ok(project)
    }

    fn write(&mut self, kind: Kind, root: PathBuf) -> anyhow::Result<Project> {
        match kind {
            Kind::Everything => self.own(root, 1, ""),
            Kind::Pages => self.own(root, 1, PAGES_ALONE),
            Kind::Fourfold => self.own(root, 4, PAGES_ALONE),
            Kind::TenLines => {
                for (path, text) in THEME {
                    peers::put(&root, &format!("themes/ten-lines/{path}"), text)?;
                }
                self.own(root, 1, &format!("{PAGES_ALONE}{TEN_LINES}"))
            }
            Kind::ZolaLike => {
                let source = self.get(Kind::Pages)?;
                let pages = zola::write(&DiskWorld::new(&source.root)?, &root)?;
                Ok(Project { root, pages, update: None })
            }
            Kind::Zola => self.peer(root, peers::write_zola),
            Kind::HugoChecked => self.peer(root, peers::write_hugo_checked),
            Kind::HugoPlain => self.peer(root, peers::write_hugo_plain),
            Kind::Mdbook => self.peer(root, peers::write_mdbook),
        }
    }

    fn own(&self, root: PathBuf, times: u32, settings: &str) -> anyhow::Result<Project> {
        let options = synthetic::Options {
            recommendations: self.args.recommendations * times,
            editions: self.args.editions,
            changed_percent: self.args.changed,
            review: false,
            seed: 1,
        };
        let (files, _) = files::write(&options, &root)?;
        let path = root.join("book.toml");
        fs::write(&path, fs::read_to_string(&path)? + settings)?;
        // All files are pages, except the settings.
        let pages = usize::try_from(files)?.saturating_sub(1);
        let update = Some(RefCell::new(Update::find(&root)?));
        Ok(Project { root, pages, update })
    }

    fn peer(
        &mut self,
        root: PathBuf,
        write: fn(&[Page], &Path) -> std::io::Result<()>,
    ) -> anyhow::Result<Project> {
        let pages = if let Some(pages) = &self.pages {
            Rc::clone(pages)
        } else {
            let source = self.get(Kind::Pages)?;
            let pages: Rc<[Page]> = facts::pages(&DiskWorld::new(&source.root)?)?.into();
            Rc::clone(self.pages.insert(pages))
        };
        write(&pages, &root)?;
        Ok(Project { root, pages: pages.len(), update: None })
    }
}
