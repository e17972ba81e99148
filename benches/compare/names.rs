//! The rows that can be measured.

use clap::ValueEnum;

/// A row, in order of a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(crate) enum Name {
    /// Pages without print, data and search, from nothing.
    Pages,
    /// The same again.
    PagesSame,
    /// The same with a word of one update edited.
    PagesEdited,
    /// The same with the status of one update edited.
    PagesStatus,
    /// A copy of these pages.
    PagesCopy,
    /// Reading and checking.
    Check,
    /// Pages in a theme of ten lines, from nothing.
    TenLines,
    /// Everything, from nothing.
    Everything,
    /// The same again.
    EverythingSame,
    /// The same with a word of one update edited.
    EverythingEdited,
    /// The same with the status of one update edited.
    EverythingStatus,
    /// A copy of everything.
    EverythingCopy,
    /// The old program: pages, from nothing.
    OldPages,
    /// The old program: the same again.
    OldPagesSame,
    /// The old program: everything, from nothing.
    OldEverything,
    /// The old program: the same again.
    OldEverythingSame,
    /// Pages of four times as many recommendations, from nothing.
    Fourfold,
    /// Zola without a site: what it takes to start.
    ZolaStart,
    /// Zola with minimal templates.
    Zola,
    /// Zola with a page like ours.
    ZolaLike,
    /// Hugo with checked links.
    HugoChecked,
    /// Hugo with plain links.
    HugoPlain,
    /// mdBook.
    Mdbook,
}

impl Name {
    /// Its title in tables.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Pages => "ssr-site: pages and analysis",
            Self::PagesSame => "ssr-site: pages and analysis, nothing changed",
            Self::PagesEdited => "ssr-site: pages and analysis, one update edited",
            Self::PagesStatus => "ssr-site: pages and analysis, one status edited",
            Self::PagesCopy => "`cp -r` of pages and analysis",
            Self::Check => "ssr-site: `check`",
            Self::TenLines => "ssr-site: a theme of ten lines",
            Self::Everything => "ssr-site: everything",
            Self::EverythingSame => "ssr-site: everything, nothing changed",
            Self::EverythingEdited => "ssr-site: everything, one update edited",
            Self::EverythingStatus => "ssr-site: everything, one status edited",
            Self::EverythingCopy => "`cp -r` of everything",
            Self::OldPages => "the old program: pages and analysis",
            Self::OldPagesSame => "the old program: pages and analysis, nothing changed",
            Self::OldEverything => "the old program: everything",
            Self::OldEverythingSame => "the old program: everything, nothing changed",
            Self::Fourfold => "ssr-site: pages and analysis, four times the updates",
            Self::ZolaStart => "Zola: `--version`",
            Self::Zola => "Zola's minimum",
            Self::ZolaLike => "Zola with a page like ours",
            Self::HugoChecked => "Hugo's minimum, checked links",
            Self::HugoPlain => "Hugo's minimum, plain links",
            Self::Mdbook => "mdBook",
        }
    }
}
