//! `serve`

use std::net::IpAddr;

use clap::Args;

use super::place::Place;
use crate::cli::complete;

/// `serve`
#[derive(Debug, Args)]
pub(crate) struct Serve {
    #[command(flatten)]
    pub(crate) place: Place,
    /// The port; 0 for any free port.
    #[arg(short, long, default_value_t = 3000)]
    pub(crate) port: u16,
    /// The address to listen on; 0.0.0.0 listens on all and opens the site to the network.
    #[arg(long, default_value = "127.0.0.1", value_name = "ADDRESS", value_parser = host)]
    pub(crate) host: IpAddr,
    /// Also answer requests for this host name; repeatable.
    #[arg(long, value_name = "NAME")]
    pub(crate) allow_host: Vec<String>,
    /// Open the site in a browser.
    #[arg(long)]
    pub(crate) open: bool,
    /// Start at this edition: its date or other name, or with its report, as in `ssr1/2016-06-30`.
    #[arg(long, add = complete::editions())]
    pub(crate) edition: Option<String>,
    /// URL that opens an editor, with the placeholders `{path}`, `{line}` and `{column}`; overrides
    /// book.toml.
    #[arg(long, value_name = "URL")]
    pub(crate) editor_url: Option<String>,
    /// Poll for changes; for network drives and some containers.
    #[arg(long)]
    pub(crate) poll: bool,
}

fn host(text: &str) -> Result<IpAddr, String> {
    match text {
        "localhost" => Ok(IpAddr::from([127, 0, 0, 1])),
        _ => text.parse().map_err(|_| {
            "expected an IP address of this machine, such as 127.0.0.1 or ::1".to_owned()
        }),
    }
}
