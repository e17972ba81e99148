//! What the public sees: fetches a few files from the site's address.

use std::time::{Duration, Instant};

use super::manifest::Hash;
use crate::percent;

/// Larger answers are not read to the end, in bytes.
const MOST: u64 = 256 * 1024 * 1024;

/// Between two looks at a file that is not there yet.
const PAUSE: Duration = Duration::from_secs(5);

/// How long one answer may take, at most and at least.
const LEAST: Duration = Duration::from_secs(5);
const TIMEOUT: Duration = Duration::from_secs(30);

/// A file as the public sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Its address.
    pub address: String,
    /// What is there.
    pub what: What,
}

/// What is at an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// What was published.
    Same,
    /// Something else.
    Other,
    /// Nothing can be fetched, and why.
    Failed(String),
}

/// Fetches files until they are as published, for about this long together: caches may have older
/// ones.
pub fn look(site_url: &str, files: &[(String, Hash)], patience: Duration) -> Vec<Seen> {
    look_every(PAUSE, site_url, files, patience)
}

fn look_every(
    pause: Duration,
    site_url: &str,
    files: &[(String, Hash)],
    patience: Duration,
) -> Vec<Seen> {
    let start = Instant::now();
    let config = ureq::Agent::config_builder()
        .timeout_global(Some(TIMEOUT.min(patience.max(LEAST))))
        .user_agent(concat!("ssr-site/", env!("CARGO_PKG_VERSION")))
        .build();
    let agent = ureq::Agent::new_with_config(config);
    let one = |(path, hash): &(String, Hash)| {
        let address = format!("{site_url}{}", percent::uri(path));
        loop {
            let what = fetch(&agent, &address, *hash);
            let left = patience.saturating_sub(start.elapsed());
            if what == What::Same || left.is_zero() {
                return Seen { address, what };
            }
            std::thread::sleep(pause.min(left));
        }
    };
    files.iter().map(one).collect()
}

fn fetch(agent: &ureq::Agent, address: &str, hash: Hash) -> What {
    let answer = agent
        .get(address)
        .call()
        .and_then(|mut answer| answer.body_mut().with_config().limit(MOST).read_to_vec());
    match answer {
        Ok(bytes) if Hash::of(&bytes) == hash => What::Same,
        Ok(_) => What::Other,
        Err(error) => What::Failed(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail")]

    use std::io::{BufRead, BufReader, Write};
    use std::net::TcpListener;

    use super::*;

    /// Answers one request after the other with these bodies; an empty one is a missing file.
    fn server(bodies: &'static [&'static str]) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}/r/", listener.local_addr().unwrap());
        std::thread::spawn(move || {
            for body in bodies {
                let (mut stream, _) = listener.accept().unwrap();
                let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
                let first = lines.next().unwrap().unwrap();
                assert_eq!(first, "GET /r/a%20b.html HTTP/1.1");
                while !lines.next().unwrap().unwrap().is_empty() {}
                let status = if body.is_empty() { "404 Not Found" } else { "200 OK" };
                let length = body.len();
                let answer = format!(
                    "HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}"
                );
                stream.write_all(answer.as_bytes()).unwrap();
            }
        });
        address
    }

    #[track_caller]
    fn case(bodies: &'static [&'static str], patience: Duration) -> What {
        let site_url = server(bodies);
        let files = [("a b.html".to_owned(), Hash::of(b"new"))];
        let mut seen = look_every(Duration::ZERO, &site_url, &files, patience);
        assert_eq!(seen[0].address, format!("{site_url}a%20b.html"));
        seen.remove(0).what
    }

    #[test]
    fn what_the_public_sees() {
        assert_eq!(case(&["new"], Duration::ZERO), What::Same);
        assert_eq!(case(&["old"], Duration::ZERO), What::Other);
        assert!(matches!(case(&[""], Duration::ZERO), What::Failed(why) if why.contains("404")));
        // A cache has the old one for a while.
        assert_eq!(case(&["old", "", "new"], LEAST), What::Same);
    }
}
