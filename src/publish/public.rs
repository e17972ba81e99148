//! What the public sees: fetches a few files from the site's address.

use std::time::Duration;

use super::manifest::Hash;
use crate::percent;

/// Larger answers are not read to the end, in bytes.
const MOST: u64 = 256 * 1024 * 1024;

/// Between two looks at a file that is not there yet.
const PAUSE: Duration = Duration::from_secs(5);

/// How long one answer may take.
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

/// Fetches files until they are as published, for at most this long each: caches may have older
/// ones.
pub fn look(
    site_url: &str,
    files: &[(String, Hash)],
    patience: Duration,
    sleep: &dyn Fn(Duration),
) -> Vec<Seen> {
    let config = ureq::Agent::config_builder()
        .timeout_global(Some(TIMEOUT))
        .user_agent(concat!("ssr-site/", env!("CARGO_PKG_VERSION")))
        .build();
    let agent = ureq::Agent::new_with_config(config);
    let one = |(path, hash): &(String, Hash)| {
        let address = format!("{site_url}{}", percent::uri(path));
        let mut waited = Duration::ZERO;
        loop {
            let what = fetch(&agent, &address, *hash);
            if what == What::Same || waited >= patience {
                return Seen { address, what };
            }
            sleep(PAUSE);
            waited += PAUSE;
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
