//! A server between a host and its publisher that makes trouble, a request at a time.

use std::collections::VecDeque;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// What becomes of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// Passed on, and answered.
    Answered,
    /// Not passed on; answered with this status.
    Status(u16),
    /// Passed on; the connection is cut after so many bytes of the answer.
    Cut(usize),
    /// Not passed on; the connection is cut.
    Lost,
}

/// Passes requests to a port, one at a time; those after the given fates are answered.
pub(super) struct Proxy {
    port: u16,
    state: Arc<State>,
}

struct State {
    to: u16,
    fates: Mutex<VecDeque<Fate>>,
    always: Option<Fate>,
    requests: Mutex<Vec<String>>,
    /// Whether requests are still passed on. Held while one is.
    open: Mutex<bool>,
}

impl Proxy {
    pub(super) fn new(to: u16, fates: impl IntoIterator<Item = Fate>) -> Self {
        Self::start(to, fates, None)
    }

    /// All requests have the same fate.
    pub(super) fn always(to: u16, fate: Fate) -> Self {
        Self::start(to, [], Some(fate))
    }

    fn start(to: u16, fates: impl IntoIterator<Item = Fate>, always: Option<Fate>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let fates = Mutex::new(fates.into_iter().collect());
        let state = Arc::new(State {
            to,
            fates,
            always,
            requests: Mutex::default(),
            open: Mutex::new(true),
        });
        let of_thread = Arc::clone(&state);
        thread::spawn(move || {
            for connection in listener.incoming().flatten() {
                let state = Arc::clone(&of_thread);
                thread::spawn(move || state.serve(connection));
            }
        });
        Self { port, state }
    }

    pub(super) fn port(&self) -> u16 {
        self.port
    }

    /// First lines of all requests so far.
    pub(super) fn requests(&self) -> Vec<String> {
        self.state.requests.lock().unwrap().clone()
    }

    /// Fates that no request has had.
    pub(super) fn left(&self) -> usize {
        self.state.fates.lock().unwrap().len()
    }
}

/// Nothing is passed on afterwards: a request of a publisher that was killed does not reach the
/// host while the next one publishes.
impl Drop for Proxy {
    fn drop(&mut self) {
        *self.state.open.lock().unwrap_or_else(PoisonError::into_inner) = false;
    }
}

impl State {
    /// Serves one request: all connections are closed after the first.
    fn serve(&self, mut from: TcpStream) -> io::Result<()> {
        let (first, request) = read(&from)?;
        if first.is_empty() {
            return Ok(());
        }
        self.requests.lock().unwrap().push(first);
        let next = self.fates.lock().unwrap().pop_front();
        let limit = match next.or(self.always).unwrap_or(Fate::Answered) {
            Fate::Answered => usize::MAX,
            Fate::Cut(bytes) => bytes,
            Fate::Lost => return from.shutdown(Shutdown::Both),
            Fate::Status(status) => {
                return write!(
                    from,
                    "HTTP/1.1 {status} Trouble\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                );
            }
        };
        let mut answer = Vec::new();
        {
            let open = self.open.lock().unwrap();
            if !*open {
                return Ok(());
            }
            let mut to = TcpStream::connect(("127.0.0.1", self.to))?;
            to.write_all(&request)?;
            to.read_to_end(&mut answer)?;
        }
        from.write_all(&answer[..answer.len().min(limit)])?;
        from.shutdown(Shutdown::Both)
    }
}

/// The first line of a request, and all of it, asking that the connection be closed.
fn read(from: &TcpStream) -> io::Result<(String, Vec<u8>)> {
    let mut reader = BufReader::new(from);
    let mut first = String::new();
    reader.read_line(&mut first)?;
    let mut request = first.clone().into_bytes();
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let name = line.split(':').next().unwrap_or_default().to_ascii_lowercase();
        match &*name {
            "content-length" => length = line[15..].trim().parse().unwrap(),
            "transfer-encoding" => panic!("its length is not known: {first}"),
            "connection" => continue,
            _ => {}
        }
        if line.trim().is_empty() {
            break;
        }
        request.extend_from_slice(line.as_bytes());
    }
    request.extend_from_slice(b"Connection: close\r\n\r\n");
    let start = request.len();
    request.resize(start + length, 0);
    reader.read_exact(&mut request[start..])?;
    Ok((first.trim_end().to_owned(), request))
}
