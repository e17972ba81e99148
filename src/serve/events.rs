//! Server-sent events: reload pages and show errors.

use std::convert::Infallible;
use std::sync::Arc;

use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::json;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

use super::State;
use super::answer::Made;
use super::connections::Reader;
use super::preview::Preview;
use super::version::{Version, stylesheets};

/// What a browser shows.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Shown {
    path: String,
    content: String,
    styles: String,
}

/// Event stream of a page: `reload` when it changed, `styles` when only its style sheets did, and
/// `problems` at the start and on every change.
pub(super) fn stream(state: Arc<State>, shown: Shown, reader: Reader) -> Response {
    // Slow clients skip intermediate events: only the newest is kept.
    let (sender, receiver) = mpsc::channel(1);
    tokio::spawn(follow(state, shown, sender));
    let events = Sse::new(ReceiverStream::new(receiver)).keep_alive(KeepAlive::default());
    events.into_response().map(|body| reader.counted(body))
}

async fn follow(
    state: Arc<State>,
    shown: Shown,
    sender: mpsc::Sender<Result<Event, Infallible>>,
) -> Option<()> {
    let mut news = state.current.follow();
    let mut version = Version { content: shown.content, styles: shown.styles };
    let mut problems = None;
    loop {
        tokio::select! {
            changed = news.changed() => changed.ok()?,
            () = sender.closed() => return None,
        }
        let preview = Arc::clone(&news.borrow_and_update());
        if let Some(now) = version_now(&state, &preview, &shown.path).await {
            if now.content != version.content {
                // Browsers ignore events without data.
                let event = Event::default().event("reload").data(&now.content);
                sender.send(Ok(event)).await.ok()?;
            } else if now.styles != version.styles {
                sender.send(Ok(styles(&preview, &now))).await.ok()?;
            }
            version = now;
        }
        let found = state.tool.laid_over(&preview).to_string();
        if problems.as_ref() != Some(&found) {
            let event = Event::default().event("problems").data(&found);
            sender.send(Ok(event)).await.ok()?;
            problems = Some(found);
        }
    }
}

/// The current version of a page; `None` if it is not HTML.
async fn version_now(state: &State, preview: &Arc<Preview>, path: &str) -> Option<Version> {
    match state.make(preview, path).await? {
        (Made::Page { version, .. }, _turn) => version,
        _ => None,
    }
}

/// The style sheets: each address, and its parts before and after the hash.
fn styles(preview: &Preview, version: &Version) -> Event {
    let sheets = stylesheets(preview).into_iter().map(|(name, route)| {
        let (stem, end) = name.rsplit_once('.').unwrap_or((name, ""));
        json!({
            "stem": format!("/assets/{}.", crate::percent::path(stem)),
            "end": format!(".{end}"),
            "route": crate::percent::path(route.as_str()),
        })
    });
    let sheets: Vec<_> = sheets.collect();
    let data = json!({ "sheets": sheets, "styles": version.styles });
    Event::default().event("styles").data(data.to_string())
}
