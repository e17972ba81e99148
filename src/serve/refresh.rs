//! Updates the preview incrementally after file events.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::preview::{Pages, Preview, Shown};
use super::touched::{Affected, Touched, is_document};
use crate::address::PageList;
use crate::config::{Config, Drafts};
use crate::diagnostic::Diagnostic;
use crate::facts::Facts;
use crate::path::SourcePath;
use crate::project;
use crate::schema::Verbatim;
use crate::site::{Renewal, Site};
use crate::theme::Theme;
use crate::world::{DiskWorld, HeldWorld, World};

/// State from which the next preview is made.
pub(super) struct Refresher {
    /// The server's address, which replaces `site-url`.
    address: String,
    preview: Preview,
    /// Changes since the shown site was read.
    behind: Behind,
}

/// How far the shown site is behind the files.
#[derive(Clone, Debug, Default)]
struct Behind {
    /// Documents whose files changed.
    changed: BTreeSet<SourcePath>,
    /// Whether files were added or removed, or non-documents changed.
    files: bool,
    /// Whether the settings changed.
    settings: bool,
    /// Whether the theme changed.
    theme: bool,
}

/// Result of reading the files.
enum Attempt {
    Shown(Box<Shown>),
    /// The content or the settings have errors.
    Trouble(Vec<Diagnostic>),
    /// The theme has errors.
    ThemeTrouble(Vec<Diagnostic>),
}

impl Refresher {
    /// A project not yet read. `address` is the server's, with a trailing slash.
    pub(super) fn new(world: DiskWorld, address: &str) -> Self {
        let preview = Preview {
            shown: None,
            trouble: Arc::default(),
            theme_trouble: Arc::default(),
            findings: Arc::default(),
            checked: false,
            world: HeldWorld::new(Arc::new(world)),
        };
        let behind = Behind { settings: true, ..Behind::default() };
        Self { address: address.to_owned(), preview, behind }
    }

    /// Reads everything.
    pub(super) fn read(mut self) -> Self {
        let content = self.content();
        self.reread(&self.documents_in(&content));
        self.renew();
        self
    }

    pub(super) fn preview(&self) -> &Preview {
        &self.preview
    }

    /// Applies file events. `None` if nothing changed.
    pub(super) fn take_in(&mut self, touched: &Touched) -> Option<&Preview> {
        let shown = self.preview.shown.as_deref();
        let affected = match shown {
            Some(shown) => touched.affected(&shown.facts.site().config),
            None => Affected::everything(self.content()),
        };
        let mut documents = affected.documents;
        if affected.settings {
            // The content directory may have changed.
            documents.extend(self.documents_in(&self.content()));
        }
        for directory in &affected.directories {
            documents.extend(self.documents_in(directory));
        }
        documents.extend(self.preview.world.held_below(&affected.directories));
        let (changed, came_or_went) = self.reread(&documents);
        let others = affected.others.iter().any(|path| self.is_another(path));
        if !changed && !came_or_went && !others && !affected.settings && !affected.theme {
            return None;
        }
        self.behind.files |= came_or_went || others;
        self.behind.settings |= affected.settings;
        self.behind.theme |= affected.theme;
        self.renew();
        Some(&self.preview)
    }

    /// Whether non-documents were added or removed at a path, or one that is read changed.
    fn is_another(&self, path: &SourcePath) -> bool {
        let Some(shown) = &self.preview.shown else { return true };
        let below = self.preview.world.walk(path).files.into_iter();
        let own = self.preview.world.copy(path, &mut std::io::sink()).is_ok();
        let now = below.chain(own.then(|| path.clone())).filter(|file| !is_document(file));
        let now: BTreeSet<SourcePath> = now.collect();
        let assets = shown.facts.site().assets.iter();
        let known = assets.filter(|known| *known == path || known.below(path).is_some());
        now.iter().any(super::touched::is_read) || !known.eq(now.iter())
    }

    /// The content directory, if the settings can be read.
    fn content(&self) -> SourcePath {
        let (config, _) = Config::load(&self.preview.world);
        config.map_or_else(|| SourcePath::new("content"), |config| config.content)
    }

    fn documents_in(&self, directory: &SourcePath) -> BTreeSet<SourcePath> {
        let files = self.preview.world.walk(directory).files.into_iter();
        files.filter(is_document).collect()
    }

    /// Reads documents again. Returns whether any changed, and whether any was added or removed.
    fn reread(&mut self, documents: &BTreeSet<SourcePath>) -> (bool, bool) {
        let (world, reread) = self.preview.world.reread(documents);
        self.preview.world = world;
        let found = (!reread.changed.is_empty(), !reread.came_or_went.is_empty());
        self.behind.changed.extend(reread.changed);
        found
    }

    /// Directories to watch, relative to the project's root.
    pub(super) fn directories(&self) -> Vec<String> {
        let (config, _) = Config::load(&self.preview.world);
        let content = config.as_ref().map_or("content", |config| config.content.as_str());
        let css = config.iter().flat_map(|config| &config.additional_css);
        let css = css.map(|css| SourcePath::new(css).parent().to_string());
        let names = [content.to_owned(), "themes".to_owned()].into_iter().chain(css);
        let mut names: Vec<String> = names.filter(|name| !name.is_empty()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Makes the next preview. On failure the shown site stays.
    fn renew(&mut self) {
        let mut attempt = self.attempt();
        if let Attempt::Trouble(found) = attempt {
            self.preview.trouble = found.into();
            // A fixed theme still applies to the shown site.
            let Some(shown) = self.preview.shown.clone().filter(|_| self.behind.theme) else {
                return;
            };
            let (site, remarks) = (shown.facts.shared_site(), shown.remarks.clone());
            attempt = self.put_together(site, remarks, None, None, &shown.world);
            if let Attempt::Shown(shown) = attempt {
                self.behind.theme = false;
                self.preview.theme_trouble = Arc::default();
                self.preview.shown = Some(Arc::from(shown));
                self.preview.checked = false;
                return;
            }
        } else {
            self.preview.trouble = Arc::default();
        }
        match attempt {
            Attempt::Shown(shown) => {
                self.preview.shown = Some(Arc::from(shown));
                self.preview.theme_trouble = Arc::default();
                self.preview.checked = false;
                self.behind = Behind::default();
            }
            Attempt::ThemeTrouble(found) => self.preview.theme_trouble = found.into(),
            Attempt::Trouble(_) => {}
        }
    }

    fn attempt(&self) -> Attempt {
        let world = &self.preview.world;
        let Some(shown) = self.preview.shown.as_deref().filter(|_| !self.behind.settings) else {
            return self.read_anew();
        };
        let changed = &self.behind.changed;
        let (site, remarks, pages) = if self.behind.files {
            let config = (*shown.facts.site().config).clone();
            let (site, remarks) = shown.facts.site().reload(config, world, changed);
            (Arc::new(site), remarks, None)
        } else if changed.is_empty() {
            (shown.facts.shared_site(), shown.remarks.clone(), Some(&shown.pages))
        } else {
            match shown.facts.site().renew(world, changed) {
                Renewal::InPlace(site, mut remarks) => {
                    let stands = |remark: &&Diagnostic| !changed.contains(&remark.location.path);
                    remarks.extend(shown.remarks.iter().filter(stands).cloned());
                    (Arc::from(site), remarks, Some(&shown.pages))
                }
                Renewal::Broken(found) => return Attempt::Trouble(found),
                Renewal::Anew => {
                    let config = (*shown.facts.site().config).clone();
                    let (site, remarks) = shown.facts.site().reload(config, world, changed);
                    (Arc::new(site), remarks, None)
                }
            }
        };
        let theme = Some(&shown.theme).filter(|_| !self.behind.theme);
        self.put_together(site, remarks, theme, pages, world)
    }

    fn read_anew(&self) -> Attempt {
        let world = &self.preview.world;
        let (site, remarks) = project::site(world, |config| {
            config.drafts = Drafts::Shown;
            // Absolute addresses must point to this server, not to the published site.
            config.site_url = config.site_url.take().map(|_| Verbatim::new(&self.address));
        });
        let Some(site) = site else { return Attempt::Trouble(remarks) };
        self.put_together(Arc::new(site), remarks, None, None, world)
    }

    /// A site with theme and pages, reusing what did not change. `world` has the files that the
    /// site was read from.
    fn put_together(
        &self,
        site: Arc<Site>,
        mut remarks: Vec<Diagnostic>,
        theme: Option<&Arc<Theme>>,
        pages: Option<&Arc<Pages>>,
        world: &HeldWorld<DiskWorld>,
    ) -> Attempt {
        if has_errors(&remarks) {
            return Attempt::Trouble(remarks);
        }
        // Theme assets are pages.
        let pages = pages.filter(|_| theme.is_some());
        let theme = match theme {
            Some(theme) => Arc::clone(theme),
            None => match project::theme(&site, &self.preview.world) {
                (Some(theme), found) if !has_errors(&found) => {
                    remarks.extend(found);
                    Arc::new(theme)
                }
                (_, found) => return Attempt::ThemeTrouble(found),
            },
        };
        let pages = if let Some(pages) = pages {
            Arc::clone(pages)
        } else {
            let (list, found) = PageList::new(&site, &theme);
            remarks.extend(found);
            if has_errors(&remarks) {
                return Attempt::Trouble(remarks);
            }
            Arc::new(Pages::new(list))
        };
        let facts = Facts::new(site);
        Attempt::Shown(Box::new(Shown { facts, theme, pages, world: world.clone(), remarks }))
    }
}

fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(Diagnostic::is_error)
}
