//! `theme`

use clap::{Args, Subcommand};

use super::place::{InProject, Place};

/// `theme`
#[derive(Debug, Args)]
pub(crate) struct Theme {
    #[command(subcommand)]
    pub(crate) what: What,
}

/// Subcommands of `theme`.
#[derive(Debug, Subcommand)]
pub(crate) enum What {
    /// List the themes that book.toml can name.
    #[command(after_help = "Example:\n  \
        ssr-site theme list")]
    List(Place),
    /// Copy files of a built-in theme into the project to override them.
    ///
    /// A file in `themes/THEME/` overrides the built-in file of the same name. All others stay built
    /// in and are updated with ssr-site, so copy only what you change. Existing files are never
    /// overwritten.
    #[command(after_help = "Examples:\n  \
        ssr-site theme eject templates/page.html           of the theme in use\n  \
        ssr-site theme eject fragment templates/base.html\n  \
        ssr-site theme eject                               every file of the theme in use")]
    Eject(Eject),
}

/// `theme eject`
#[derive(Debug, Args)]
pub(crate) struct Eject {
    /// The theme; by default the theme in use.
    pub(crate) theme: Option<String>,
    /// Files of the theme, such as `templates/page.html`; by default all its own files.
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<String>,
    #[command(flatten)]
    pub(crate) project: InProject,
}
