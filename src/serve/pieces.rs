//! Streams large pages piece by piece, at most a few pieces ahead of the client.

use std::future::Future;
use std::io;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use tokio::runtime::Handle;
use tokio::sync::mpsc;
use tokio::sync::mpsc::error::TrySendError;
use tokio::task::spawn_blocking;
use tokio_stream::StreamExt as _;
use tokio_stream::wrappers::ReceiverStream;

use super::connections::{Reader, Room};
use super::preview::Shown;
use super::turns::{Turn, Turns};
use crate::render::WriteError;

/// Minimum size of a piece, in bytes.
const PIECE: usize = 64 * 1024;

/// Bytes counted while a page is made from documents: its thread keeps their parsing memory, also
/// while waiting for the client. Limits how many pages are in progress.
const MAKING: usize = 8 * 1024 * 1024;

/// The first piece of a page, and a body that begins with it. Fails if there is none; later
/// failures end the connection.
pub(super) async fn stream(
    shown: &Arc<Shown>,
    place: usize,
    reader: &Reader,
    turn: Turn,
) -> io::Result<(Bytes, Body)> {
    let making = if shown.rendering().is_copied(place) {
        None
    } else {
        Some(reader.room(MAKING).await.ok_or(io::ErrorKind::BrokenPipe)?)
    };
    let (sender, mut receiver) = mpsc::channel(1);
    let mut pieces = Pieces::new(sender, reader.clone(), turn);
    let shown = Arc::clone(shown);
    spawn_blocking(move || {
        let _making: Option<Room> = making;
        let written = shown.rendering().stream(place, &mut pieces);
        pieces.end(written.unwrap_or(Ok(())));
    });
    let first: Bytes = receiver.recv().await.transpose()?.unwrap_or_default();
    let begun = tokio_stream::once(Ok(first.clone()));
    Ok((first, Body::from_stream(begun.chain(ReceiverStream::new(receiver)))))
}

/// Sends output in pieces.
struct Pieces {
    sender: mpsc::Sender<io::Result<Bytes>>,
    piece: Vec<u8>,
    reader: Reader,
    turns: Turns,
    /// `None` while waiting for the client, so that others can render.
    turn: Option<Turn>,
    runtime: Handle,
}

impl Pieces {
    fn new(sender: mpsc::Sender<io::Result<Bytes>>, reader: Reader, turn: Turn) -> Self {
        let turns = turn.turns().clone();
        Self {
            sender,
            piece: Vec::new(),
            reader,
            turns,
            turn: Some(turn),
            runtime: Handle::current(),
        }
    }

    /// Sends the last piece, or why there are no more.
    fn end(mut self, written: Result<(), WriteError>) {
        let end = match written {
            Ok(()) => self.hand_over(),
            Err(WriteError::Writer(error)) => Err(error),
            Err(error) => Err(io::Error::other(error)),
        };
        if let Err(error) = end {
            self.turn = None;
            // The client sees a truncated response. If it has left, nothing happens.
            let _ = self.sender.blocking_send(Err(error));
        }
    }

    /// Sends the buffered piece.
    fn hand_over(&mut self) -> io::Result<()> {
        let piece = std::mem::take(&mut self.piece);
        if piece.is_empty() {
            return Ok(());
        }
        let piece = self.wait(self.reader.hold(piece))?;
        match self.sender.try_send(Ok(piece)) {
            Err(TrySendError::Full(piece)) => {
                self.turn = None;
                self.wait(async { self.sender.send(piece).await.ok() })
            }
            sent => sent.map_err(|_| io::ErrorKind::BrokenPipe.into()),
        }
    }

    /// Waits as long as the client is connected.
    fn wait<T>(&self, something: impl Future<Output = Option<T>>) -> io::Result<T> {
        let done = self.runtime.block_on(async {
            tokio::select! {
                done = something => done,
                () = self.sender.closed() => None,
            }
        });
        done.ok_or_else(|| io::ErrorKind::BrokenPipe.into())
    }
}

impl io::Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // A large write is held twice until this returns: here and by its producer.
        let much = (bytes.len() > PIECE).then(|| self.wait(self.reader.room(2 * bytes.len())));
        let _meanwhile = much.transpose()?;
        self.piece.extend_from_slice(bytes);
        if self.piece.len() >= PIECE {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.hand_over()?;
        if self.turn.is_none() {
            let turns = self.turns.clone();
            self.turn = Some(self.wait(turns.take())?);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;
    use std::thread::JoinHandle;

    use tokio::runtime::Runtime;

    use super::super::connections::tests::until;
    use super::*;

    /// A page written in a number of parts, until the client leaves.
    struct Written {
        runtime: Runtime,
        reader: Reader,
        turns: Turns,
        receiver: mpsc::Receiver<io::Result<Bytes>>,
        writer: JoinHandle<Result<(), io::ErrorKind>>,
    }

    impl Written {
        fn begin(part: usize) -> Self {
            let runtime = Runtime::new().unwrap();
            let guard = runtime.enter();
            let reader = Reader::alone();
            let turns = Turns::new(1);
            let turn = runtime.block_on(turns.take()).unwrap();
            let (sender, receiver) = mpsc::channel(1);
            let mut pieces = Pieces::new(sender, reader.clone(), turn);
            let writer = std::thread::spawn(move || {
                let written = (0..100).try_for_each(|_| pieces.write_all(&vec![b'x'; part]));
                pieces.end(Ok(()));
                written.map_err(|error| error.kind())
            });
            drop(guard);
            Self { runtime, reader, turns, receiver, writer }
        }

        /// Waits until rendering pauses: that many bytes are held, and the permit is free.
        #[track_caller]
        fn waits_with(&self, held: usize) {
            until(|| self.reader.held() == held && self.turns.free() == 1);
        }

        fn read(&mut self) -> Bytes {
            self.runtime.block_on(self.receiver.recv()).unwrap().unwrap()
        }

        #[track_caller]
        fn loses_its_reader(self) {
            drop(self.receiver);
            assert_eq!(self.writer.join().unwrap(), Err(io::ErrorKind::BrokenPipe));
            assert_eq!(self.reader.held(), 0);
        }
    }

    #[test]
    fn a_page_is_made_no_further_than_it_is_read() {
        let mut page = Written::begin(PIECE);
        // One piece is being sent, one is queued.
        page.waits_with(2 * PIECE);
        let first = page.read();
        page.waits_with(3 * PIECE);
        drop((first, page.read()));
        page.waits_with(2 * PIECE);
        page.loses_its_reader();
    }

    #[test]
    fn who_waits_for_a_turn_makes_nothing_and_leaves_with_the_reader() {
        let mut page = Written::begin(PIECE);
        page.waits_with(2 * PIECE);
        let _turn = page.runtime.block_on(page.turns.take()).unwrap();
        drop(page.read());
        until(|| page.reader.held() == PIECE);
        page.loses_its_reader();
    }

    #[test]
    fn what_its_writer_has_is_counted_for_as_long_as_it_waits() {
        let part = 3 * PIECE;
        let page = Written::begin(part);
        page.waits_with(4 * part);
        page.loses_its_reader();
    }
}
