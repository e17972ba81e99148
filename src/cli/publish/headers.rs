//! `ssr-site publish headers`

use ssr_site::config::Config;
use ssr_site::diagnostic::Diagnostic;
use ssr_site::publish::headers::{self, HeadersError, Layout};

use super::super::args::publish::Headers;
use super::super::console::Console;
use super::super::project;
use super::super::wrong_usage::WrongUsage;
use super::Outcome;

pub(crate) fn run(args: &Headers, console: &Console) -> anyhow::Result<Outcome> {
    let world = project::open(args.project.directory())?;
    let (config, found) = Config::load(&world);
    let Some(config) = config.filter(|_| !found.iter().any(Diagnostic::is_error)) else {
        return project::stop(&found, &world, console);
    };
    let layout = Layout { site_url: config.site_url.as_deref(), print: config.print };
    let text = headers::configuration(args.kind, layout).map_err(|error| wrong(&error))?;
    console.print_for_programs(&text)?;
    if config.site_url.is_none() {
        console.say("for a site at the root of its host: `site-url` is not set in book.toml");
    }
    Ok(Outcome::Done)
}

fn wrong(error: &HeadersError) -> WrongUsage {
    WrongUsage::new(error.to_string(), error.help())
}
