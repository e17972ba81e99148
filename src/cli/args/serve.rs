//! `serve`

use std::net::IpAddr;
use std::path::PathBuf;

use clap::Args;

/// `serve`
#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// The project's directory: the one that holds book.toml.
    #[arg(default_value = ".", value_name = "DIR")]
    pub(crate) directory: PathBuf,
    /// The port; 0 for any that is free.
    #[arg(long, default_value_t = 3000)]
    pub(crate) port: u16,
    /// The address of this machine to answer at; 0.0.0.0 for all of them, which lets others in.
    #[arg(long, default_value = "127.0.0.1", value_name = "ADDRESS", value_parser = host)]
    pub(crate) host: IpAddr,
    /// Answer to this name as well; may be given more than once.
    #[arg(long, value_name = "NAME")]
    pub(crate) allow_host: Vec<String>,
    /// Open the site in a browser.
    #[arg(long)]
    pub(crate) open: bool,
    /// Begin at an edition: its date or other name, or the report's and its, as in
    /// `ssr1/2016-06-30`.
    #[arg(long)]
    pub(crate) edition: Option<String>,
    /// How an editor opens a place, in place of what book.toml says: `{path}`, `{line}` and
    /// `{column}` stand for it.
    #[arg(long, value_name = "URL")]
    pub(crate) editor_url: Option<String>,
    /// Look at the files time and again, where the system does not tell of changes: on network
    /// drives, in some containers.
    #[arg(long)]
    pub(crate) poll: bool,
}

fn host(text: &str) -> Result<IpAddr, String> {
    match text {
        "localhost" => Ok(IpAddr::from([127, 0, 0, 1])),
        _ => text
            .parse()
            .map_err(|_| "write an address of this machine, such as 127.0.0.1 or ::1".to_owned()),
    }
}
