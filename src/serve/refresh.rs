//! Keeps the preview up to date with the files: reads again what changed, and keeps the rest.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::preview::{Pages, Preview, Shown};
use super::touched::{Affected, Touched};
use crate::config::{Config, Drafts};
use crate::diagnostic::Diagnostic;
use crate::path::SourcePath;
use crate::render::{PageList, site_view};
use crate::schema::Text;
use crate::site::{Renewal, Site};
use crate::theme::Theme;
use crate::world::{DiskWorld, HeldWorld, World};

/// The state from which the next preview is made.
pub(super) struct Refresher {
    /// The address that stands in place of a `site-url`.
    address: String,
    preview: Preview,
    /// What happened to the files since the site that is shown was read.
    behind: Behind,
}

/// How far the site that is shown is behind the files.
#[derive(Clone, Debug, Default)]
struct Behind {
    /// Documents whose files changed.
    changed: BTreeSet<SourcePath>,
    /// Whether there are other files than before, or files that are no documents changed.
    files: bool,
    /// Whether the settings changed.
    settings: bool,
    /// Whether the theme changed.
    theme: bool,
}

/// What came of an attempt to read the files.
enum Attempt {
    Shown(Box<Shown>),
    /// The content or the settings have errors.
    Trouble(Vec<Diagnostic>),
    /// The theme has.
    ThemeTrouble(Vec<Diagnostic>),
}

impl Refresher {
    /// Reads a project. `address` is where the server is, with a slash at its end.
    pub(super) fn open(world: DiskWorld, address: &str) -> Self {
        let preview = Preview {
            shown: None,
            trouble: Arc::default(),
            theme_trouble: Arc::default(),
            findings: None,
            world: HeldWorld::new(Arc::new(world)),
        };
        let behind = Behind { settings: true, ..Behind::default() };
        let mut refresher = Self { address: address.to_owned(), preview, behind };
        let content = refresher.content();
        refresher.reread(&refresher.documents_in(&content));
        refresher.renew();
        refresher
    }

    pub(super) fn preview(&self) -> &Preview {
        &self.preview
    }

    /// Takes in that files were touched. `None` where that changes nothing.
    pub(super) fn take_in(&mut self, touched: &Touched) -> Option<&Preview> {
        let shown = self.preview.shown.as_deref();
        let affected = match shown {
            Some(shown) => touched.affected(&shown.site.config),
            None => Affected::everything(self.content()),
        };
        let mut documents = affected.documents;
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

    /// Whether a file that is no document came, went, or is one whose text matters.
    fn is_another(&self, path: &SourcePath) -> bool {
        let Some(shown) = &self.preview.shown else { return true };
        let known = shown.site.assets.contains(path);
        let exists = self.preview.world.copy(path, &mut std::io::sink()).is_ok();
        known != exists || exists && super::touched::is_read(path)
    }

    /// The directory of the content, as far as the settings can be read.
    fn content(&self) -> SourcePath {
        let (config, _) = Config::load(&self.preview.world);
        config.map_or_else(|| SourcePath::new("content"), |config| config.content)
    }

    fn documents_in(&self, directory: &SourcePath) -> BTreeSet<SourcePath> {
        let files = self.preview.world.walk(directory).files.into_iter();
        files.filter(super::touched::is_document).collect()
    }

    /// Reads documents again. Whether any is another one now, and whether any came or went.
    fn reread(&mut self, documents: &BTreeSet<SourcePath>) -> (bool, bool) {
        let (world, reread) = self.preview.world.reread(documents);
        self.preview.world = world;
        let found = (!reread.changed.is_empty(), !reread.came_or_went.is_empty());
        self.behind.changed.extend(reread.changed);
        found
    }

    /// Makes the next preview. Where that fails, the site that is shown stays.
    fn renew(&mut self) {
        let attempt = self.attempt();
        let preview = &mut self.preview;
        match attempt {
            Attempt::Shown(shown) => {
                preview.shown = Some(Arc::from(shown));
                preview.trouble = Arc::default();
                preview.theme_trouble = Arc::default();
                preview.findings = None;
                self.behind = Behind::default();
            }
            Attempt::Trouble(found) => preview.trouble = found.into(),
            Attempt::ThemeTrouble(found) => {
                preview.trouble = Arc::default();
                preview.theme_trouble = found.into();
            }
        }
    }

    fn attempt(&self) -> Attempt {
        let world = &self.preview.world;
        let Some(shown) = self.preview.shown.as_deref().filter(|_| !self.behind.settings) else {
            return self.read_anew();
        };
        let changed = &self.behind.changed;
        let (site, remarks, pages) = if self.behind.files {
            let config = (*shown.site.config).clone();
            let (site, remarks) = shown.site.reload(config, world, changed);
            (Arc::new(site), remarks, None)
        } else if changed.is_empty() {
            (Arc::clone(&shown.site), shown.remarks.clone(), Some(&shown.pages))
        } else {
            match shown.site.renew(world, changed) {
                Renewal::InPlace(site, mut remarks) => {
                    let stands = |remark: &&Diagnostic| !changed.contains(&remark.location.path);
                    remarks.extend(shown.remarks.iter().filter(stands).cloned());
                    (Arc::from(site), remarks, Some(&shown.pages))
                }
                Renewal::Broken(found) => return Attempt::Trouble(found),
                Renewal::Anew => {
                    let config = (*shown.site.config).clone();
                    let (site, remarks) = shown.site.reload(config, world, changed);
                    (Arc::new(site), remarks, None)
                }
            }
        };
        let theme = Some(&shown.theme).filter(|_| !self.behind.theme);
        self.put_together(site, remarks, theme, pages)
    }

    fn read_anew(&self) -> Attempt {
        let world = &self.preview.world;
        let (config, mut remarks) = Config::load(world);
        let Some(mut config) = config else { return Attempt::Trouble(remarks) };
        config.drafts = Drafts::Shown;
        // Whatever names a page in full is to lead to this server, and not to what is published.
        config.site_url = config.site_url.map(|_| Text::new(&self.address));
        let (site, mut found) = Site::load(config, world);
        remarks.append(&mut found);
        self.put_together(Arc::new(site), remarks, None, None)
    }

    /// A site with its theme and its pages, where these do not stay what they were.
    fn put_together(
        &self,
        site: Arc<Site>,
        mut remarks: Vec<Diagnostic>,
        theme: Option<&Arc<Theme>>,
        pages: Option<&Arc<Pages>>,
    ) -> Attempt {
        let world = &self.preview.world;
        if has_errors(&remarks) {
            return Attempt::Trouble(remarks);
        }
        // Assets of a theme are pages.
        let pages = pages.filter(|_| theme.is_some());
        let theme = match theme {
            Some(theme) => Arc::clone(theme),
            None => match Theme::load(&site.config, world) {
                (Some(mut theme), found) if !has_errors(&found) => {
                    theme.set_global("site", &site_view(&site));
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
        Attempt::Shown(Box::new(Shown { site, theme, pages, world: world.clone(), remarks }))
    }
}

fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(Diagnostic::is_error)
}
