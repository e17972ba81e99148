//! The project, and where its site is published.

use std::path::{Path, PathBuf};

use clap::Args;
use ssr_site::config::site_url;
use ssr_site::schema::Verbatim;

use crate::cli::build::resolved;
use crate::cli::wrong_usage::WrongUsage;

/// The variable that overrides `site-url`.
const VARIABLE: &str = "SSR_SITE_URL";

/// The project, for commands with other positional arguments.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct InProject {
    /// The project's directory, or one below it; this directory by default.
    #[arg(short = 'C', long, value_name = "DIR")]
    pub(crate) directory: Option<PathBuf>,
}

/// The project, as an argument or an option.
#[derive(Debug, Args)]
pub(crate) struct Place {
    /// The project's directory, or one below it; this directory by default.
    #[arg(id = "project", value_name = "DIR")]
    pub(crate) named: Option<PathBuf>,
    /// The same as DIR.
    #[arg(short = 'C', long, value_name = "DIR")]
    pub(crate) directory: Option<PathBuf>,
}

/// The site's address.
#[derive(Clone, Debug, Args)]
pub(crate) struct SiteUrl {
    /// The site's address; overrides the variable SSR_SITE_URL, which overrides book.toml.
    #[arg(long, value_name = "URL")]
    pub(crate) site_url: Option<String>,
}

impl InProject {
    /// The directory; the current one by default.
    pub(crate) fn directory(&self) -> &Path {
        self.directory.as_deref().unwrap_or(Path::new("."))
    }
}

impl Place {
    /// The directory; the current one by default.
    pub(crate) fn directory(&self) -> Result<&Path, WrongUsage> {
        if let (Some(named), Some(directory)) = (&self.named, &self.directory)
            && resolved(named) != resolved(directory)
        {
            let message = format!(
                "two directories are named: `{}` and `-C {}`",
                named.display(),
                directory.display()
            );
            return Err(WrongUsage::new(message, "name one of them"));
        }
        Ok(self.named.as_deref().or(self.directory.as_deref()).unwrap_or(Path::new(".")))
    }
}

impl SiteUrl {
    /// The address of the command line.
    pub(crate) fn given(&self) -> Result<Option<Verbatim>, WrongUsage> {
        self.site_url.as_deref().map(|url| checked(url, "--site-url")).transpose()
    }

    /// The address of the command line or of the environment.
    pub(crate) fn chosen(&self) -> Result<Option<Verbatim>, WrongUsage> {
        let of_environment = || {
            let set = std::env::var_os(VARIABLE).filter(|set| !set.is_empty())?;
            Some(checked(&set.to_string_lossy(), VARIABLE))
        };
        match self.given()? {
            Some(url) => Ok(Some(url)),
            None => of_environment().transpose(),
        }
    }
}

fn checked(url: &str, name: &str) -> Result<Verbatim, WrongUsage> {
    site_url(url).ok_or_else(|| {
        let message = format!("`{name}` is not an absolute address: `{url}`");
        WrongUsage::new(message, "write it in full, such as `https://example.org/reports/`")
    })
}
