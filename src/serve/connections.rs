//! Connections and the memory held for them: a slow client uses bounded memory and blocks nobody.
//!
//! New connections are always accepted, and rendered responses are always kept for their client.
//! Beyond the limits, the connections stalled longest are cut ([`registry`]). Waiting then depends
//! only on the cut connection releasing its memory, not on any client.

use std::future::Future as _;
use std::io::{self, IoSlice};
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use axum::body::{Body, Bytes};
use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};
use tokio_stream::StreamExt as _;

mod registry;

use registry::{Id, Limits, Registry};

/// A browser opens at most six connections per server, so this is enough for about twenty. It is
/// far below common limits of open files (1024) and of blocking threads (512), of which each large
/// page takes one.
const CONNECTIONS: usize = 128;

/// In bytes. Most pages are far below 1 MiB and large outputs are streamed, so clients that read
/// never get near it.
const HELD: usize = 64 * 1024 * 1024;

/// Accepts connections.
pub(super) struct Connections {
    listener: TcpListener,
    shared: Arc<Shared>,
}

/// An open connection, until closed or cut.
pub(super) struct Connection {
    stream: TcpStream,
    reader: Reader,
    /// Signals that it is cut.
    cut: oneshot::Receiver<()>,
    is_cut: bool,
    _place: Option<OwnedSemaphorePermit>,
}

/// The client of one connection.
#[derive(Clone)]
pub(super) struct Reader {
    shared: Arc<Shared>,
    id: Id,
}

/// Memory reserved until dropped, in bytes.
pub(super) struct Room {
    reader: Reader,
    bytes: usize,
    /// `None` until it is available.
    taken: Option<OwnedSemaphorePermit>,
}

/// State shared by all connections. The registry decides immediately which connections stay; the
/// semaphores count what cut connections have not released yet.
struct Shared {
    registry: Mutex<Registry>,
    places: Arc<Semaphore>,
    room: Arc<Semaphore>,
}

impl Connections {
    pub(super) fn new(listener: TcpListener) -> Self {
        Self::limited(listener, Limits { connections: CONNECTIONS, held: HELD })
    }

    fn limited(listener: TcpListener, limits: Limits) -> Self {
        Self { listener, shared: Arc::new(Shared::new(limits)) }
    }
}

impl Listener for Connections {
    type Io = Connection;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Connection, SocketAddr) {
        let (stream, address) = Listener::accept(&mut self.listener).await;
        let (id, cut) = self.shared.registry().open();
        let reader = Reader { shared: Arc::clone(&self.shared), id };
        let place = Arc::clone(&self.shared.places).acquire_owned().await.ok();
        (Connection { stream, reader, cut, is_cut: false, _place: place }, address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        Listener::local_addr(&self.listener)
    }
}

impl Connected<IncomingStream<'_, Connections>> for Reader {
    fn connect_info(stream: IncomingStream<'_, Connections>) -> Self {
        stream.io().reader.clone()
    }
}

impl Reader {
    /// Counts bytes to be sent until the connection releases them. `None` if it was cut meanwhile.
    pub(super) async fn hold(&self, bytes: Vec<u8>) -> Option<Bytes> {
        // Excess capacity would not be counted.
        let bytes = bytes.into_boxed_slice();
        let room = self.room(bytes.len()).await?;
        Some(Bytes::from_owner(Held { bytes, _room: room }))
    }

    /// Reserves bytes. A response above the limit reserves all of it.
    pub(super) async fn room(&self, bytes: usize) -> Option<Room> {
        let bytes = self.shared.registry().hold(self.id, bytes)?;
        // Cancelling returns the reservation.
        let mut room = Room { reader: self.clone(), bytes, taken: None };
        let semaphore = Arc::clone(&self.shared.room);
        room.taken = semaphore.acquire_many_owned(u32::try_from(bytes).ok()?).await.ok();
        Some(room)
    }

    /// A body whose pieces are counted as they arrive.
    pub(super) fn counted(self, body: Body) -> Body {
        Body::from_stream(body.into_data_stream().then(move |piece| {
            let reader = self.clone();
            async move {
                let held = reader.hold(piece.map_err(io::Error::other)?.into()).await;
                held.ok_or_else(aborted)
            }
        }))
    }

    fn moved(&self) {
        self.shared.registry().moved(self.id);
    }
}

#[cfg(test)]
impl Reader {
    /// A client of a connection that is never cut.
    pub(super) fn alone() -> Self {
        let shared = Shared::new(Limits { connections: 1, held: HELD });
        let (id, _) = shared.registry().open();
        Self { shared: Arc::new(shared), id }
    }

    /// Number of bytes held for it.
    pub(super) fn held(&self) -> usize {
        self.shared.registry().held()
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        self.reader.shared.registry().release(self.reader.id, self.bytes);
    }
}

struct Held {
    bytes: Box<[u8]>,
    _room: Room,
}

impl AsRef<[u8]> for Held {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl Connection {
    /// Fails once it is cut; until then, registers the task to be woken when it is.
    fn fail_if_cut(&mut self, cx: &mut Context<'_>) -> io::Result<()> {
        if !self.is_cut {
            if Pin::new(&mut self.cut).poll(cx).is_pending() {
                return Ok(());
            }
            self.is_cut = true;
            // Otherwise the kernel would keep buffering for a client that does not read.
            let _ = self.stream.set_zero_linger();
        }
        Err(aborted())
    }

    fn wrote(&self, written: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        match &written {
            Poll::Ready(Ok(1..)) => self.reader.moved(),
            Poll::Ready(_) => {}
            Poll::Pending => self.reader.shared.registry().stuck(self.reader.id),
        }
        written
    }
}

fn aborted() -> io::Error {
    io::Error::new(io::ErrorKind::ConnectionAborted, "cut to make room for others")
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.reader.shared.registry().close(self.reader.id);
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.fail_if_cut(cx)?;
        let before = buffer.filled().len();
        let read = Pin::new(&mut self.stream).poll_read(cx, buffer);
        if buffer.filled().len() > before {
            self.reader.moved();
        }
        read
    }
}

// All of these notice a cut: a connection waiting for its response is only ever flushed.
impl AsyncWrite for Connection {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.fail_if_cut(cx)?;
        let written = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.wrote(written)
    }

    // Without vectored writes, hyper copies every response.
    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.fail_if_cut(cx)?;
        let written = Pin::new(&mut self.stream).poll_write_vectored(cx, slices);
        self.wrote(written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.fail_if_cut(cx)?;
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.fail_if_cut(cx)?;
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

impl Shared {
    fn new(limits: Limits) -> Self {
        Self {
            places: Arc::new(Semaphore::new(limits.connections)),
            room: Arc::new(Semaphore::new(limits.held)),
            registry: Mutex::new(Registry::new(limits)),
        }
    }

    fn registry(&self) -> MutexGuard<'_, Registry> {
        self.registry.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
pub(super) mod tests;
