//! Files of a WebDAV server.

use std::collections::BTreeSet;

use reqwest::{StatusCode, Url};

use super::listing::{self, Entry};
use super::netrc::{self, Login};
use super::requests::{Answer, Request, Requests};
use super::{Options, PASSWORD, USER};
use crate::percent;
use crate::publish::environment::{self, Environment};
use crate::publish::host::{Body, Cause, Host, HostError, Listed, Outgoing, Store};
use crate::publish::network::{self, Server};

/// Number of transfers at the same time.
const AT_A_TIME: usize = 4;

/// More directories are not listed: it is no site.
const MOST_DIRECTORIES: usize = 1_000_000;

/// A directory of a server.
#[derive(Debug)]
pub(super) struct DavHost {
    requests: Requests,
    /// With a slash at its end.
    url: Url,
    /// Its path, decoded, with a slash at its end.
    path: String,
    address: String,
}

impl DavHost {
    pub(super) fn open(options: &Options, environment: &Environment) -> Result<Self, HostError> {
        let server = Server::parse(&options.url, options.plain_http)?;
        let address = server.shown();
        let client = network::client(server.is_plain())?;
        let mut url = server.url;
        if !url.path().ends_with('/') {
            url.set_path(&format!("{}/", url.path()));
        }
        let host = url.host_str().unwrap_or_default().to_owned();
        let login = login(environment, &host)?;
        let path = percent::decoded_by_browsers(url.path()).into_owned();
        let runtime = network::runtime()?;
        let requests = Requests { runtime, client, server: host, login };
        Ok(Self { requests, url, path, address })
    }

    /// The address of a file, or of a directory if it ends with a slash.
    fn url(&self, path: &str) -> Result<Url, HostError> {
        let is_part = |part: &str| !matches!(part, "" | "." | "..");
        if !path.is_empty() && !path.trim_end_matches('/').split('/').all(is_part) {
            return Err(HostError::new(Cause::Other, format!("`{path}` is no path of a file")));
        }
        let mut url = self.url.clone();
        url.set_path(&format!("{}{}", self.url.path(), percent::uri(path)));
        Ok(url)
    }

    fn write(&self, file: &Outgoing<'_>, is_new: bool) -> Result<Answer, HostError> {
        let url = self.url(file.path)?;
        let doing = format!("write `{}`", file.path);
        let headers = [("content-type", file.media_type), ("if-none-match", "*")];
        let request = Request {
            headers: if is_new { &headers } else { &headers[..1] },
            body: file.body,
            is_repeatable: !is_new,
            ..Request::new("PUT")
        };
        let answer = self.requests.send(&doing, &url, request)?;
        // Some servers say so where the directory is missing.
        if !matches!(answer.status, StatusCode::CONFLICT | StatusCode::NOT_FOUND) {
            return Ok(answer);
        }
        self.make_directories(file.path)?;
        self.requests.send(&doing, &url, request)
    }

    /// Makes the directories of a file, from that of this host on.
    fn make_directories(&self, path: &str) -> Result<(), HostError> {
        // Often there is one, or nobody may make it: then the next request says so.
        self.requests.send("make the directory", &self.url, Request::new("MKCOL"))?;
        for (at, _) in path.match_indices('/') {
            let directory = &path[..at];
            let doing = format!("make the directory `{directory}`");
            let url = self.url(&path[..=at])?;
            let answer = self.requests.send(&doing, &url, Request::new("MKCOL"))?;
            match answer.status {
                status if status.is_success() => {}
                // There is one.
                StatusCode::METHOD_NOT_ALLOWED => {}
                status if status.is_redirection() => {}
                StatusCode::CONFLICT | StatusCode::NOT_FOUND => {
                    let message = format!("cannot {doing}: `{}` does not exist", self.address);
                    return Err(HostError::new(Cause::Other, message)
                        .with_help("correct `url`, or make that directory on the server"));
                }
                status => return Err(self.requests.refused(&doing, status)),
            }
        }
        Ok(())
    }

    /// What is at an address and, with a depth of 1, in it. `None` if there is nothing.
    fn entries(&self, doing: &str, path: &str, depth: &str) -> Result<Entries, HostError> {
        let request = Request {
            headers: &[("depth", depth), ("content-type", "application/xml; charset=utf-8")],
            body: Body::Bytes(listing::ASKED.as_bytes()),
            ..Request::new("PROPFIND")
        };
        let answer = self.requests.send(doing, &self.url(path)?, request)?;
        match answer.status {
            StatusCode::MULTI_STATUS => match listing::entries(&answer.body) {
                Ok(entries) => Ok(Entries::Some(entries)),
                Err(error) => Err(HostError::new(
                    Cause::Other,
                    format!(
                        "cannot {doing}: `{}` answered no WebDAV: {error}",
                        self.requests.server
                    ),
                )),
            },
            StatusCode::NOT_FOUND => Ok(Entries::None),
            StatusCode::FORBIDDEN
            | StatusCode::METHOD_NOT_ALLOWED
            | StatusCode::NOT_IMPLEMENTED => Ok(Entries::Refused),
            status => Err(self.requests.refused(doing, status)),
        }
    }

    /// Adds the files of a directory, and returns its directories.
    fn sort(
        &self,
        entries: Vec<Entry>,
        directory: &str,
        files: &mut Vec<Listed>,
    ) -> Result<Vec<String>, HostError> {
        let (mut directories, mut is_itself_there) = (Vec::new(), false);
        for entry in entries {
            let path = format!("{}/", entry.path);
            let Some(path) = path.strip_prefix(&self.path) else { continue };
            if path == directory {
                is_itself_there = true;
            } else if !path.starts_with(directory) {
                // Not asked for.
            } else if entry.is_directory {
                directories.push(path.into());
            } else {
                files.push(Listed { path: path.trim_end_matches('/').into(), size: entry.size });
            }
        }
        if is_itself_there {
            return Ok(directories);
        }
        // Else a proxy that changes paths would make all files look as if they were gone.
        let message = format!("`{}` lists other addresses than it was asked for", self.address);
        Err(HostError::new(Cause::Other, message)
            .with_help("write the address that the server itself has, behind its proxy"))
    }

    /// Fails if a path is that of a directory, which `DELETE` would delete with all that is in it.
    fn is_no_directory(&self, path: &str) -> Result<(), HostError> {
        match self.entries(&format!("delete `{path}`"), path, "0")? {
            Entries::Some(entries) if entries.iter().any(|entry| entry.is_directory) => {
                let message = format!("`{path}` on `{}` is a directory now", self.address);
                Err(HostError::new(Cause::Conflict, message)
                    .with_help("look what somebody else put there"))
            }
            _ => Ok(()),
        }
    }
}

enum Entries {
    Some(Vec<Entry>),
    /// There is no such directory.
    None,
    /// The server lists nothing.
    Refused,
}

impl Host for DavHost {
    fn address(&self) -> String {
        self.address.clone()
    }

    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, HostError> {
        let doing = format!("read `{path}`");
        let request = Request {
            headers: &[("accept-encoding", "identity"), ("cache-control", "no-cache")],
            ..Request::new("GET")
        };
        let answer = self.requests.send(&doing, &self.url(path)?, request)?;
        match answer.status {
            StatusCode::OK => network::decoded(answer.body, answer.encoding.as_deref())
                .map(Some)
                .map_err(|error| {
                    HostError::new(Cause::Other, format!("cannot decompress `{path}`: {error}"))
                }),
            StatusCode::NOT_FOUND | StatusCode::GONE => Ok(None),
            status => Err(self.requests.refused(&doing, status)),
        }
    }

    fn list(&self) -> Result<Option<Vec<Listed>>, HostError> {
        let mut files = Vec::new();
        let mut seen = BTreeSet::from([String::new()]);
        let mut next = vec![String::new()];
        while let Some(directory) = next.pop() {
            let doing = format!("list `{directory}` of `{}`", self.address);
            // Not all at once: most servers refuse that, and some list one level without a word.
            match self.entries(&doing, &directory, "1")? {
                Entries::Some(entries) => {
                    let directories = self.sort(entries, &directory, &mut files)?;
                    next.extend(directories.into_iter().filter(|it| seen.insert(it.clone())));
                }
                // Deleted meanwhile, or nothing was published yet.
                Entries::None => {}
                Entries::Refused if directory.is_empty() => return Ok(None),
                // Else all that is in it would look as if it had been deleted.
                Entries::Refused => {
                    let message = format!("`{}` does not list `{directory}`", self.address);
                    return Err(HostError::new(Cause::Denied, message).with_help(
                        "allow this user to list it, or publish to a directory without it",
                    ));
                }
            }
            if seen.len() > MOST_DIRECTORIES {
                let message = format!("`{}` has too many directories", self.address);
                return Err(HostError::new(Cause::Other, message));
            }
        }
        Ok(Some(files))
    }
}

impl Store for DavHost {
    fn put(&self, file: &Outgoing<'_>) -> Result<(), HostError> {
        if let Some(encoding) = file.encoding {
            let message = format!(
                "`{}` cannot be stored as `{encoding}`: WebDAV keeps no encodings",
                file.path
            );
            return Err(HostError::new(Cause::Other, message)
                .with_help("do not compress for this host; its server can compress by itself"));
        }
        let answer = self.write(file, false)?;
        if answer.status.is_success() {
            return Ok(());
        }
        Err(self.requests.refused(&format!("write `{}`", file.path), answer.status))
    }

    fn create(&self, file: &Outgoing<'_>) -> Result<bool, HostError> {
        // Looked for first, since some servers ignore the condition.
        if self.read(file.path)?.is_some() {
            return Ok(false);
        }
        let answer = match self.write(file, true) {
            // The answer may be lost, not the file.
            Err(error) if error.cause == Cause::Transient => {
                return if self.has(file)? { Ok(true) } else { Err(error) };
            }
            answer => answer?,
        };
        match answer.status {
            StatusCode::CREATED => self.has(file),
            StatusCode::PRECONDITION_FAILED => Ok(false),
            status if status.is_success() => {
                let message = format!(
                    "`{}` ignores conditions, and replaced a `{}` of somebody else",
                    self.address, file.path
                );
                Err(HostError::new(Cause::Conflict, message)
                    .with_help("make sure that nobody else publishes, then publish again"))
            }
            status => Err(self.requests.refused(&format!("write `{}`", file.path), status)),
        }
    }

    fn delete(&self, path: &str) -> Result<(), HostError> {
        self.is_no_directory(path)?;
        let doing = format!("delete `{path}`");
        let answer = self.requests.send(&doing, &self.url(path)?, Request::new("DELETE"))?;
        match answer.status {
            StatusCode::NOT_FOUND | StatusCode::GONE => Ok(()),
            status if status.is_success() && status != StatusCode::MULTI_STATUS => Ok(()),
            status => Err(self.requests.refused(&doing, status)),
        }
    }

    fn at_a_time(&self) -> usize {
        AT_A_TIME
    }
}

impl DavHost {
    /// Whether a file has exactly these bytes. Those of different publications differ.
    fn has(&self, file: &Outgoing<'_>) -> Result<bool, HostError> {
        let Body::Bytes(bytes) = file.body else { return Ok(false) };
        Ok(self.read(file.path)?.as_deref() == Some(bytes))
    }
}

fn login(environment: &Environment, server: &str) -> Result<Option<Login>, HostError> {
    match (environment.variable(USER), environment.variable(PASSWORD)) {
        (Some(user), Some(password)) => {
            return Ok(Some(Login { user: user.into(), password: password.into() }));
        }
        (Some(_), None) => return Err(half(USER, PASSWORD)),
        (None, Some(_)) => return Err(half(PASSWORD, USER)),
        (None, None) => {}
    }
    let Some(path) = environment.place("NETRC", ".netrc") else { return Ok(None) };
    Ok(environment::text(&path)?.and_then(|text| netrc::find(&text, server)))
}

fn half(there: &str, missing: &str) -> HostError {
    HostError::new(Cause::Denied, format!("`{there}` is set, but not `{missing}`"))
        .with_help(format!("set `{missing}` too"))
}
