//! Live preview: renders pages on request and shows every saved edit at once.
//!
//! A preview is an immutable value. File events ([`watch`]) produce the next one ([`refresh`]),
//! which shares everything unchanged. Requests get the newest one ([`current`]); browsers are
//! notified when their page changes ([`events`]). While the content has errors, the last good site
//! stays, with the errors in an overlay.
//!
//! It must not write anything, and does not know where `build` writes. It serves only routes of the
//! site, looked up in their list ([`guard`]). Slow clients are disconnected before they use much
//! memory or block others ([`connections`]).

use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::extract::{ConnectInfo, Query, Request, State as Shared};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::runtime::Runtime;

use crate::publish::headers;
use crate::world::DiskWorld;

mod answer;
mod connections;
mod current;
mod events;
pub mod guard;
mod pieces;
mod preview;
mod refresh;
mod tool;
mod touched;
mod turns;
mod version;
mod watch;

pub use preview::{Preview, Told};
pub use watch::{PATIENCE, QUIET};

use connections::{Connections, Reader};
use current::Current;
use guard::Names;
use refresh::Refresher;
use tool::Tool;
use turns::Turns;
use watch::Watcher;

/// Security headers of every response: those of a published site, so that what works here works
/// there.
const HEADERS: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, headers::POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, headers::NO_SNIFFING),
    (header::REFERRER_POLICY, headers::REFERRER_POLICY),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    // Pages change with every save.
    (header::CACHE_CONTROL, "no-store"),
];

/// Options of `serve`.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Additional host names to accept.
    pub allowed_hosts: Vec<String>,
    /// Whether to poll for changes.
    pub poll: bool,
    /// URL that opens an editor, with placeholders `{path}` (absolute), `{line}` and `{column}`.
    pub editor_url: Option<String>,
}

/// Called with every preview after the first.
pub type Listener = Box<dyn Fn(&Preview) + Send + Sync>;

/// A project that is loaded and watched.
pub struct Project {
    refresher: Refresher,
    watcher: Watcher,
    root: PathBuf,
}

impl Project {
    /// Loads a project for a server at `url`, which ends in a slash.
    pub fn open(world: DiskWorld, url: &str, options: &Options) -> io::Result<Self> {
        let root = world.root().to_owned();
        // Watch before reading, so that no change is missed.
        let cannot = |error| io::Error::other(format!("cannot watch the files: {error}"));
        let refresher = Refresher::new(world, url);
        let deep = below(&root, refresher.directories());
        let watcher = Watcher::new(&root, &deep, options.poll).map_err(cannot)?;
        Ok(Self { refresher: refresher.read(), watcher, root })
    }

    /// The first preview.
    pub fn preview(&self) -> &Preview {
        self.refresher.preview()
    }

    /// Whether it polls for changes.
    pub fn polls(&self) -> bool {
        self.watcher.polls
    }
}

/// A bound server that does not answer yet.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
}

/// Shared state of all requests.
struct State {
    current: Current,
    names: Names,
    tool: Arc<Tool>,
    /// How much is made at once.
    turns: Turns,
}

impl Server {
    /// Binds an address. Fails if it is in use or not of this machine.
    pub fn bind(host: IpAddr, port: u16) -> io::Result<Self> {
        let listener = TcpListener::bind((host, port))?;
        let address = listener.local_addr()?;
        listener.set_nonblocking(true)?;
        Ok(Self { listener, address })
    }

    /// The next free port among the few above one.
    pub fn next_free(host: IpAddr, port: u16) -> Option<u16> {
        let ports = (1..=100).map_while(|more| port.checked_add(more));
        ports.into_iter().find(|port| TcpListener::bind((host, *port)).is_ok())
    }

    /// Address of the front page. A server on all interfaces uses the loopback address.
    pub fn url(&self) -> String {
        let mut address = self.address;
        if address.ip().is_unspecified() {
            address.set_ip(match address.ip() {
                IpAddr::V4(_) => IpAddr::from([127, 0, 0, 1]),
                IpAddr::V6(_) => IpAddr::from([0, 0, 0, 0, 0, 0, 0, 1]),
            });
        }
        format!("http://{address}/")
    }

    /// Serves a project until the process is interrupted.
    pub fn run(self, project: Project, options: &Options, listener: Listener) -> io::Result<()> {
        let Project { refresher, watcher, root } = project;
        let runtime = Runtime::new()?;
        let current = Current::new(refresher.preview().clone());
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let state = State {
            current: current.clone(),
            names: Names::new(self.address, &options.allowed_hosts),
            tool: Arc::new(Tool::new(root.clone(), options.editor_url.clone())),
            turns: Turns::new(2 * cores),
        };
        keep_up(root, refresher, watcher, current.clone());
        runtime.spawn(tell(current.clone(), listener.into()));
        let threads = rayon::ThreadPoolBuilder::new().num_threads(cores.div_ceil(2)).build();
        runtime.spawn(current.check(threads.map_err(io::Error::other)?));
        let served = runtime.block_on(async {
            let connections = Connections::new(tokio::net::TcpListener::from_std(self.listener)?);
            let router = router(Arc::new(state));
            let service = router.into_make_service_with_connect_info::<Reader>();
            tokio::select! {
                served = axum::serve(connections, service) => served,
                interrupted = tokio::signal::ctrl_c() => interrupted,
            }
        });
        // Browsers keep event streams open forever.
        runtime.shutdown_background();
        served
    }
}

/// Absolute paths of a project's directories.
fn below(root: &Path, names: Vec<String>) -> Vec<PathBuf> {
    names.into_iter().map(|name| root.join(name)).collect()
}

/// Makes the next preview after each file event, on its own thread.
fn keep_up(root: PathBuf, mut refresher: Refresher, mut watcher: Watcher, current: Current) {
    std::thread::spawn(move || {
        while let Some(touched) = watcher.next() {
            let Some(next) = refresher.take_in(&touched) else { continue };
            current.replace(next.clone());
            watcher.follow(below(&root, refresher.directories()));
        }
    });
}

async fn tell(current: Current, listener: Arc<dyn Fn(&Preview) + Send + Sync>) {
    let mut news = current.follow();
    news.mark_unchanged();
    while news.changed().await.is_ok() {
        let preview = Arc::clone(&news.borrow_and_update());
        let listener = Arc::clone(&listener);
        let told = tokio::task::spawn_blocking(move || listener(&preview)).await;
        if told.is_err() {
            return;
        }
    }
}

fn router(state: Arc<State>) -> Router {
    let own = |path: &str| format!("{}/{path}", tool::DIRECTORY);
    let text = |media_type: &'static str, text: &'static str| {
        get(async move || ([(header::CONTENT_TYPE, media_type)], text))
    };
    Router::new()
        .route(&own("preview.js"), text("text/javascript; charset=utf-8", tool::SCRIPT))
        .route(&own("overlay.css"), text("text/css; charset=utf-8", tool::OVERLAY_STYLE))
        .route(&own("page.css"), text("text/css; charset=utf-8", tool::PAGE_STYLE))
        .route(&own("icon.svg"), text("image/svg+xml", tool::ICON))
        .route(&own("events"), get(stream))
        .fallback(page)
        .layer(middleware::from_fn_with_state(Arc::clone(&state), guarded))
        .with_state(state)
}

async fn page(
    Shared(state): Shared<Arc<State>>,
    ConnectInfo(reader): ConnectInfo<Reader>,
    request: Request,
) -> Response {
    answer::page(&state, request.uri().path(), &reader).await
}

async fn stream(
    Shared(state): Shared<Arc<State>>,
    ConnectInfo(reader): ConnectInfo<Reader>,
    Query(shown): Query<events::Shown>,
    request: Request,
) -> Response {
    if !state.names.is_own_page(request.headers()) {
        return refused(StatusCode::FORBIDDEN, "this stream is only for pages of the preview");
    }
    events::stream(state, shown, reader)
}

/// Rejects requests with an unknown host or a writing method.
async fn guarded(Shared(state): Shared<Arc<State>>, request: Request, next: Next) -> Response {
    let mut response = match refusal(&state.names, &request) {
        Some(refusal) => refusal,
        None => next.run(request).await,
    };
    for (name, value) in HEADERS {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

fn refusal(names: &Names, request: &Request) -> Option<Response> {
    if ![Method::GET, Method::HEAD].contains(request.method()) {
        let mut refusal = refused(StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD are allowed");
        refusal.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        return Some(refusal);
    }
    let hosts = request.headers().get_all(header::HOST);
    // With several `Host` headers, intermediaries may disagree on which one counts.
    let host = hosts.iter().next().filter(|_| hosts.iter().count() == 1);
    let host = host.and_then(|host| host.to_str().ok());
    // An absolute request target also names the host.
    let named = request.uri().authority().map(axum::http::uri::Authority::as_str);
    let known = host.is_some_and(|host| names.is_known(host))
        && named.is_none_or(|named| names.is_known(named));
    let help = "unknown host name; start `ssr-site serve` with `--allow-host NAME`";
    (!known).then(|| refused(StatusCode::FORBIDDEN, help))
}

fn refused(status: StatusCode, why: &'static str) -> Response {
    (status, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], format!("{why}\n"))
        .into_response()
}
