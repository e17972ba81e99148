//! `ssr-site serve`

use std::io;
use std::sync::Mutex;

use anyhow::Context as _;
use ssr_site::diagnostic::Diagnostic;
use ssr_site::message::Tally;
use ssr_site::percent;
use ssr_site::scaffold;
use ssr_site::serve::{Listener, Options, Preview, Project, Server};

use super::Outcome;
use super::args::serve::Serve;
use super::console::{Console, Detail};
use super::project;
use super::wrong_usage::WrongUsage;

/// Path of the list of findings.
const FINDINGS: &str = "__ssr-site/diagnostics";

pub(crate) fn run(args: &Serve, console: &Console) -> anyhow::Result<Outcome> {
    let world = project::open(args.place.directory()?)?;
    let server = match Server::bind(args.host, args.port) {
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
            let message = format!("port {} is already in use", args.port);
            let free = Server::next_free(args.host, args.port);
            let help = free.map(|port| format!("use the next free port: `--port {port}`"));
            console.failure_with_help(&message, help.as_deref());
            return Ok(Outcome::MachineFailed);
        }
        bound => bound.with_context(|| format!("cannot listen on {}:{}", args.host, args.port))?,
    };
    let options = Options {
        allowed_hosts: args.allow_host.clone(),
        poll: args.poll,
        editor_url: args.editor_url.clone(),
    };
    let project = Project::open(world, &server.url(), &options)?;
    let url = format!("{}{}", server.url(), start(args, project.preview())?);
    if !args.host.is_loopback() {
        console.say(
            "anyone who can reach this machine can read the site; allow host names other than \
             localhost with `--allow-host`",
        );
    }
    if project.polls() && !args.poll {
        console.say("no change notifications from the file system: polling twice a second");
    }
    console.say(&format!("the site is at {url}"));
    console.say(&format!("all findings are at {}{FINDINGS}; stop with Ctrl-C", server.url()));
    let told = Told::new(console);
    told.of(project.preview());
    if args.open
        && let Err(error) = open::that_detached(&url)
    {
        console.say(&format!("cannot open a browser: {error}"));
    }
    let listener: Listener = Box::new(move |preview| told.of(preview));
    server.run(project, &options, listener).context("the server failed")?;
    Ok(Outcome::Done)
}

/// The start path on the server.
fn start(args: &Serve, preview: &Preview) -> Result<String, WrongUsage> {
    let (Some(name), Some(site)) = (&args.edition, preview.site()) else {
        return Ok(String::new());
    };
    let (report, edition) = scaffold::named_edition(site, name, None).map_err(WrongUsage::from)?;
    let report = site.report(report);
    Ok(percent::path(&format!("{}/{}/", report.id, report.edition(edition).id)).into_owned())
}

/// What was printed last, to avoid repetitions.
struct Told {
    console: Mutex<Console>,
    last: Mutex<Last>,
}

#[derive(Default, PartialEq, Eq)]
struct Last {
    errors: Vec<Diagnostic>,
    /// Number of warnings; `None` while the rules are running.
    warnings: Option<usize>,
}

impl Told {
    fn new(console: &Console) -> Self {
        Self { console: Mutex::new(console.clone()), last: Mutex::default() }
    }

    fn of(&self, preview: &Preview) {
        let (Ok(console), Ok(mut last)) = (self.console.lock(), self.last.lock()) else { return };
        let told = preview.errors();
        let errors: Vec<Diagnostic> = told.iter().flat_map(|(found, _)| found).cloned().collect();
        // Until the rules have run, previous findings may be fixed.
        if errors != last.errors && !(errors.is_empty() && preview.is_being_checked()) {
            if errors.is_empty() {
                console.say("all errors are fixed");
            } else {
                for (found, world) in &told {
                    // Nowhere to report that this cannot be written.
                    let _ = console.report(found, *world, Detail::Summary);
                }
                console.tally(&errors);
            }
            last.errors = errors;
        }
        if preview.is_being_checked() {
            return;
        }
        let all: Vec<Diagnostic> =
            preview.diagnostics().into_iter().flat_map(|(found, _)| found).collect();
        let tally = Tally::of(&all);
        if last.warnings != Some(tally.warnings) {
            match tally.warnings {
                0 => {}
                1 => console.say("1 warning"),
                count => console.say(&format!("{count} warnings")),
            }
            last.warnings = Some(tally.warnings);
        }
    }
}
