//! `theme`

use clap::{Args, Subcommand};

use super::new::InProject;

/// `theme`
#[derive(Debug, Args)]
pub(crate) struct Theme {
    #[command(subcommand)]
    pub(crate) what: What,
}

/// What is done about themes.
#[derive(Debug, Subcommand)]
pub(crate) enum What {
    /// List the themes that book.toml can name.
    #[command(after_help = "Example:\n  \
        ssr-site theme list")]
    List(InProject),
    /// Copy files of a built-in theme into the project, to change them there.
    ///
    /// A file in `themes/THEME/` takes the place of the built-in one of the same name; all others
    /// stay as they are, and follow new versions of ssr-site. So take only what you change. What
    /// the project has already is never overwritten.
    #[command(after_help = "Examples:\n  \
        ssr-site theme eject templates/page.html           of the theme in use\n  \
        ssr-site theme eject fragment templates/base.html\n  \
        ssr-site theme eject                               every file of the theme in use")]
    Eject(Eject),
}

/// `theme eject`
#[derive(Debug, Args)]
pub(crate) struct Eject {
    /// The theme; by default the one in use.
    pub(crate) theme: Option<String>,
    /// Files of the theme, such as `templates/page.html`; by default all of its own.
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<String>,
    #[command(flatten)]
    pub(crate) project: InProject,
}
