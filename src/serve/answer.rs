//! Answers for pages of the site: computed when they are asked for, and none other.

use std::io;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest as _, Sha256};
use tokio::sync::mpsc;
use tokio::task::spawn_blocking;
use tokio_stream::StreamExt as _;
use tokio_stream::wrappers::ReceiverStream;

use super::preview::{self, Preview};
use super::tool::Tool;
use super::version::Version;
use super::{State, guard, tool};
use crate::diagnostic::Diagnostic;
use crate::media::Shown;

/// The page that hosts show where there is none.
const NOT_FOUND: &str = "404.html";

/// The media type of the server's own pages.
const HTML: &str = "text/html; charset=utf-8";

/// What the addresses of documents that hold their style end with.
const PRINT: &str = "/print.html";

/// How much of a page of any size is sent at a time, in bytes.
const PIECE: usize = 64 * 1024;

/// What a page turned out to be.
pub(super) enum Made {
    /// Its bytes, and what they are.
    Page { status: StatusCode, route: String, media_type: String, bytes: Vec<u8> },
    /// It is of any size: its place in the list.
    Streamed { route: String, place: usize },
    /// There is a directory of that name.
    Directory,
}

/// Answers with the page at a path.
pub(super) async fn page(state: &State, path: &str) -> Response {
    let preview = state.current.newest();
    let Some(made) = state.make(&preview, path).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    match made {
        Made::Page { status, route, media_type, bytes } => {
            let bytes = if is_html(&route) {
                tool::with_script(bytes.clone(), &Version::of(&preview, &bytes))
            } else {
                bytes
            };
            (status, typed(&media_type), bytes).into_response()
        }
        Made::Streamed { route, place } => match &preview.shown {
            Some(shown) => match stream(shown, place).await {
                Ok((first, body)) => {
                    let (media_type, how) = shown.rendering().media(place);
                    let mut headers = typed(&media_type);
                    if how == Shown::Saved {
                        let saved = HeaderValue::from_static("attachment");
                        headers.insert(header::CONTENT_DISPOSITION, saved);
                    }
                    if route.ends_with(PRINT) {
                        headers.extend(policy_of(&first));
                    }
                    (headers, body).into_response()
                }
                Err(error) => {
                    let text = typed("text/plain; charset=utf-8");
                    (StatusCode::INTERNAL_SERVER_ERROR, text, format!("{error}\n")).into_response()
                }
            },
            None => StatusCode::NOT_FOUND.into_response(),
        },
        // The path as it was asked for has one slash at its beginning, and so leads nowhere else.
        Made::Directory => {
            (StatusCode::FOUND, [(header::LOCATION, format!("{path}/"))]).into_response()
        }
    }
}

impl State {
    /// Makes what is at a path. `None` where that failed beyond telling.
    pub(super) async fn make(&self, preview: &Arc<Preview>, path: &str) -> Option<Made> {
        let _turn = self.turns.acquire().await.ok()?;
        let (preview, tool) = (Arc::clone(preview), Arc::clone(&self.tool));
        let route = guard::route(path);
        spawn_blocking(move || make(&preview, &tool, route.as_deref())).await.ok()
    }
}

/// Makes a page; without a route, the one that says that there is none.
fn make(preview: &Preview, tool: &Tool, route: Option<&str>) -> Made {
    if route == Some(tool::DIAGNOSTICS) {
        let (status, bytes) = (StatusCode::OK, tool.diagnostics(preview));
        let route = format!("{}.html", tool::DIAGNOSTICS);
        return Made::Page { status, route, media_type: HTML.to_owned(), bytes };
    }
    let failed = |found: &[Diagnostic]| Made::Page {
        status: StatusCode::INTERNAL_SERVER_ERROR,
        route: NOT_FOUND.to_owned(),
        media_type: HTML.to_owned(),
        bytes: tool.trouble(preview, found),
    };
    let Some(shown) = preview.shown.as_deref() else {
        let trouble = preview.trouble.iter().chain(&*preview.theme_trouble);
        return failed(&trouble.cloned().collect::<Vec<_>>());
    };
    let place = |route: &str| shown.pages.find(route);
    let (status, route, place) = match route.and_then(|route| Some((route, place(route)?))) {
        Some((route, place)) => (StatusCode::OK, route, place),
        None if route.is_some_and(|route| place(&format!("{route}/index.html")).is_some()) => {
            return Made::Directory;
        }
        None => match place(NOT_FOUND) {
            Some(place) => (StatusCode::NOT_FOUND, NOT_FOUND, place),
            None => return failed(&[]),
        },
    };
    let rendering = shown.rendering();
    if rendering.is_streamed(place) {
        return Made::Streamed { route: route.to_owned(), place };
    }
    if !preview.theme_trouble.is_empty() && is_html(route) {
        return failed(&preview.theme_trouble);
    }
    let mut bytes = Vec::new();
    match rendering.write(place, &mut bytes) {
        Ok(()) => {
            let (media_type, _) = rendering.media(place);
            Made::Page { status, route: route.to_owned(), media_type, bytes }
        }
        Err(failure) => failed(&[*failure]),
    }
}

/// The bytes of a page of any size, made while they are sent, and the first of them. Fails where there
/// are none; later it is the connection that ends.
async fn stream(shown: &Arc<preview::Shown>, place: usize) -> io::Result<(Bytes, Body)> {
    let (sender, mut receiver) = mpsc::channel::<io::Result<Bytes>>(4);
    let shown = Arc::clone(shown);
    spawn_blocking(move || {
        let mut pieces = Pieces { sender, piece: Vec::with_capacity(PIECE) };
        let written = shown.rendering().stream(place, &mut pieces);
        let end = match written {
            Some(Ok(())) => io::Write::flush(&mut pieces),
            Some(Err(failure)) => Err(io::Error::other(failure.message)),
            None => Ok(()),
        };
        if let Err(error) = end {
            // The reader sees that the page is not whole. One that has left sees nothing.
            let _ = pieces.sender.blocking_send(Err(error));
        }
    });
    let first = receiver.recv().await.transpose()?.unwrap_or_default();
    let begun = tokio_stream::once(Ok(first.clone()));
    Ok((first, Body::from_stream(begun.chain(ReceiverStream::new(receiver)))))
}

/// Sends what is written piece by piece.
struct Pieces {
    sender: mpsc::Sender<io::Result<Bytes>>,
    piece: Vec<u8>,
}

impl io::Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.piece.extend_from_slice(bytes);
        if self.piece.len() >= PIECE {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let piece = std::mem::replace(&mut self.piece, Vec::with_capacity(PIECE));
        if piece.is_empty() {
            return Ok(());
        }
        let sent = self.sender.blocking_send(Ok(piece.into()));
        sent.map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))
    }
}

/// The policy of a document that holds its style, by its beginning: that style and no other.
fn policy_of(beginning: &[u8]) -> Option<(HeaderName, HeaderValue)> {
    let text = std::str::from_utf8(beginning).ok()?;
    let (_, style) = text.split_once("<style>")?;
    let (style, _) = style.split_once("</style>")?;
    let hash = BASE64.encode(Sha256::digest(style));
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{hash}'; img-src data:; base-uri 'none'; \
         form-action 'none'; frame-ancestors 'none'"
    );
    Some((header::CONTENT_SECURITY_POLICY, HeaderValue::from_str(&policy).ok()?))
}

/// Whether a page at a route is one for people.
pub(super) fn is_html(route: &str) -> bool {
    route.ends_with(".html")
}

fn typed(media_type: &str) -> HeaderMap {
    let value = HeaderValue::from_str(media_type).ok();
    value.into_iter().map(|value| (header::CONTENT_TYPE, value)).collect()
}
