//! Responses with pages of the site, rendered on request.

use std::io;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest as _, Sha256};
use tokio::task::spawn_blocking;

use super::connections::Reader;
use super::preview::Preview;
use super::tool::Tool;
use super::turns::Turn;
use super::version::Version;
use super::{State, guard, pieces, tool};
use crate::diagnostic::Diagnostic;
use crate::media::Shown;
use crate::publish::headers::{NOT_FOUND, PRINT_POLICY, is_print};
use crate::render::WriteError;

/// Media type of the server's own pages.
const HTML: &str = "text/html; charset=utf-8";

/// Result of rendering a path.
pub(super) enum Made {
    /// Its bytes and media type; HTML pages have a version.
    Page { status: StatusCode, media_type: String, bytes: Vec<u8>, version: Option<Version> },
    /// A large output: its index in the list and its headers.
    Streamed { route: String, place: usize, headers: HeaderMap },
    /// A directory: redirect.
    Directory,
}

impl Made {
    /// One of the server's own pages.
    fn own(preview: &Preview, status: StatusCode, bytes: Vec<u8>) -> Self {
        let version = Some(Version::of(preview, &bytes));
        Self::Page { status, media_type: HTML.to_owned(), bytes, version }
    }
}

/// Answers with the page at a path.
pub(super) async fn page(state: &State, path: &str, reader: &Reader) -> Response {
    let preview = state.current.newest();
    let Some((made, turn)) = state.make(&preview, path).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    match made {
        Made::Page { status, media_type, bytes, version } => {
            let bytes = match version {
                Some(version) => tool::with_script(bytes, &version),
                None => bytes,
            };
            match reader.hold(bytes).await {
                Some(bytes) => (status, typed(&media_type), bytes).into_response(),
                // The server is shutting down.
                None => StatusCode::SERVICE_UNAVAILABLE.into_response(),
            }
        }
        Made::Streamed { route, place, headers } => match &preview.shown {
            Some(shown) => {
                streamed(&route, headers, pieces::stream(shown, place, reader, turn).await)
            }
            None => StatusCode::NOT_FOUND.into_response(),
        },
        // The requested path has exactly one leading slash, so that it cannot lead to another host.
        Made::Directory => {
            (StatusCode::FOUND, [(header::LOCATION, format!("{path}/"))]).into_response()
        }
    }
}

/// A streaming response, given its first piece.
fn streamed(route: &str, mut headers: HeaderMap, begun: io::Result<(Bytes, Body)>) -> Response {
    match begun {
        Ok((first, body)) => {
            if is_print(route) {
                headers.extend(policy_of(&first));
            }
            (headers, body).into_response()
        }
        Err(error) => {
            let text = typed("text/plain; charset=utf-8");
            (StatusCode::INTERNAL_SERVER_ERROR, text, format!("{error}\n")).into_response()
        }
    }
}

impl State {
    /// Renders a path. `None` if the task itself failed.
    pub(super) async fn make(&self, preview: &Arc<Preview>, path: &str) -> Option<(Made, Turn)> {
        let turn = self.turns.take().await?;
        let (preview, tool) = (Arc::clone(preview), Arc::clone(&self.tool));
        let route = guard::route(path);
        // Once begun, rendering finishes even if the client leaves: the permit moves with it.
        let made = spawn_blocking(move || (make(&preview, &tool, route.as_deref()), turn));
        made.await.ok()
    }
}

/// Renders a page; without a route, the 404 page.
fn make(preview: &Preview, tool: &Tool, route: Option<&str>) -> Made {
    if route == Some(tool::DIAGNOSTICS) {
        return Made::own(preview, StatusCode::OK, tool.diagnostics(preview));
    }
    let failed = |found: &[Diagnostic]| {
        Made::own(preview, StatusCode::INTERNAL_SERVER_ERROR, tool.trouble(preview, found))
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
        let headers = headers(rendering.media(place));
        return Made::Streamed { route: route.to_owned(), place, headers };
    }
    if !preview.theme_trouble.is_empty() && is_html(route) {
        return failed(&preview.theme_trouble);
    }
    let mut bytes = Vec::new();
    match rendering.write(place, &mut bytes) {
        Ok(()) => {
            let (media_type, _) = rendering.media(place);
            let version = is_html(route).then(|| Version::of(preview, &bytes));
            Made::Page { status, media_type, bytes, version }
        }
        Err(WriteError::Content(found)) => failed(&[*found]),
        // Memory never refuses.
        Err(WriteError::Writer(_)) => failed(&[]),
    }
}

/// Media type, and `Content-Disposition: attachment` for files that no page displays.
fn headers((media_type, shown): (String, Shown)) -> HeaderMap {
    let mut headers = typed(&media_type);
    if shown == Shown::Saved {
        headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment"));
    }
    headers
}

/// Policy of a document with an inline style, allowing only that style by hash; reads it from the
/// document's beginning.
fn policy_of(beginning: &[u8]) -> Option<(HeaderName, HeaderValue)> {
    let text = std::str::from_utf8(beginning).ok()?;
    let (_, style) = text.split_once("<style>")?;
    let (style, _) = style.split_once("</style>")?;
    let hash = BASE64.encode(Sha256::digest(style));
    let only = format!("'sha256-{hash}'");
    let policy = PRINT_POLICY.replace("'unsafe-inline'", &only);
    Some((header::CONTENT_SECURITY_POLICY, HeaderValue::from_str(&policy).ok()?))
}

/// Whether a route is an HTML page.
fn is_html(route: &str) -> bool {
    route.ends_with(".html")
}

fn typed(media_type: &str) -> HeaderMap {
    let value = HeaderValue::from_str(media_type).ok();
    value.into_iter().map(|value| (header::CONTENT_TYPE, value)).collect()
}
