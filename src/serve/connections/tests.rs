use std::io::{ErrorKind, Read as _, Write as _};
use std::net::TcpStream;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use axum::routing::get;
use tokio::runtime::Runtime;

use super::*;

/// Timeout of a test.
const PATIENCE: Duration = Duration::from_secs(20);

/// More than the socket buffers on both sides.
const LARGE: usize = 16 * 1024 * 1024;

const LIMITS: Limits = Limits { connections: 12, held: 4 * LARGE };

/// A server whose limits allow its large page four times and twelve connections.
struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    /// Number of requests waiting for a response that never comes.
    waiting: Arc<AtomicUsize>,
    _runtime: Runtime,
}

impl Server {
    fn start() -> Self {
        let runtime = Runtime::new().unwrap();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let connections = Connections::limited(listener, LIMITS);
        let address = Listener::local_addr(&connections).unwrap();
        let shared = Arc::clone(&connections.shared);
        let large = |ConnectInfo(reader): ConnectInfo<Reader>| async move {
            reader.hold(vec![b'x'; LARGE]).await.unwrap_or_default()
        };
        let waiting = Arc::new(AtomicUsize::new(0));
        let asked = Arc::clone(&waiting);
        let never = move || {
            asked.fetch_add(1, Ordering::Relaxed);
            std::future::pending::<String>()
        };
        let routes = Router::new()
            .route("/large", get(large))
            .route("/never", get(never))
            .route("/small", get(async || "small"));
        let service = routes.into_make_service_with_connect_info::<Reader>();
        runtime.spawn(async { axum::serve(connections, service).await });
        Self { address, shared, waiting, _runtime: runtime }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// Sends a request without reading.
    fn ask(&self, path: &str) -> TcpStream {
        let mut stream = self.connect();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").unwrap();
        stream
    }

    /// Asserts the number of open connections and held bytes.
    #[track_caller]
    fn counts(&self) -> (usize, usize) {
        let registry = self.shared.registry();
        let (open, held) = (registry.connections(), registry.held());
        assert!(open <= LIMITS.connections && held <= LIMITS.held, "{open} {held}");
        (open, held)
    }

    /// Not yet released, cut or not.
    fn really(&self) -> (usize, usize) {
        let places = LIMITS.connections - self.shared.places.available_permits();
        (places, LIMITS.held - self.shared.room.available_permits())
    }
}

/// Waits for a condition.
#[track_caller]
pub(in crate::serve) fn until(something: impl Fn() -> bool) {
    for _ in 0..2000 {
        if something() {
            return;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("it never came");
}

/// Reads to the end: the whole response, or what arrived before the cut.
fn drained(mut stream: TcpStream) -> Vec<u8> {
    let mut answer = Vec::new();
    if let Err(error) = stream.read_to_end(&mut answer) {
        assert_eq!(error.kind(), ErrorKind::ConnectionReset);
    }
    answer
}

fn is_whole(answer: &[u8]) -> bool {
    answer
        .windows(4)
        .position(|end| end == b"\r\n\r\n")
        .is_some_and(|at| answer.len() == at + 4 + LARGE)
}

/// Waits for the response head: then the response is rendered and held.
fn begun(stream: &mut TcpStream) {
    let mut head = [0; 12];
    stream.read_exact(&mut head).unwrap();
    assert_eq!(&head, b"HTTP/1.1 200");
}

#[test]
fn readers_who_stand_still_are_cut_for_others() {
    let server = Server::start();
    let mut stalled = Vec::new();
    for _ in 0..10 {
        let mut stream = server.ask("/large");
        begun(&mut stream);
        stalled.push(stream);
        server.counts();
        assert!(drained(server.ask("/small")).ends_with(b"small"));
    }
    let four = (4, 4 * LARGE);
    until(|| server.counts() == four && server.really() == four);
    let whole = stalled.into_iter().map(drained).filter(|answer| answer.len() > LARGE);
    assert_eq!(whole.count(), 4);
    until(|| server.counts() == (0, 0) && server.really() == (0, 0));
}

#[test]
fn requests_of_which_nothing_is_ever_read_neither_pile_up_nor_hold_up_a_reader() {
    let server = Server::start();
    let mut stalled = Vec::new();
    for _ in 0..40 {
        stalled.push(server.ask("/large"));
        server.counts();
    }
    // Connections are accepted in order, so all are open by now.
    assert!(drained(server.ask("/small")).ends_with(b"small"));
    until(|| server.counts() == (4, 4 * LARGE));
    for _ in 0..3 {
        assert!(is_whole(&drained(server.ask("/large"))));
        server.counts();
    }
    // The first replaced an old one, the others replaced the first.
    let three = (3, 3 * LARGE);
    until(|| server.counts() == three && server.really() == three);
    let whole = stalled.into_iter().map(drained).filter(|answer| is_whole(answer));
    assert_eq!(whole.count(), 3);
}

#[test]
fn who_comes_takes_the_place_of_the_one_that_stood_still_longest() {
    let server = Server::start();
    let waiting: Vec<TcpStream> = (0..12).map(|_| server.ask("/never")).collect();
    until(|| server.waiting.load(Ordering::Relaxed) == 12);
    let mut silent: Vec<TcpStream> = (0..12).map(|_| server.connect()).collect();
    assert!(waiting.into_iter().all(|stream| drained(stream).is_empty()));
    until(|| server.counts() == (12, 0) && server.really() == (12, 0));
    assert!(drained(server.ask("/small")).ends_with(b"small"));
    until(|| server.counts() == (11, 0));
    let mut last = silent.split_off(11).remove(0);
    assert!(drained(silent.remove(0)).is_empty());
    write!(last, "GET /small HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").unwrap();
    assert!(drained(last).ends_with(b"small"));
}
