//! The path of a site on its host, in the spellings that configuration files need.

use super::HeadersError;
use crate::percent;

/// The path of a site: `/` or `/reports/ssr/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct HostPath {
    decoded: String,
}

impl HostPath {
    /// The path of an absolute address. Fails for characters that end a word or begin a variable in
    /// some configuration file.
    pub(super) fn of(site_url: Option<&str>) -> Result<Self, HeadersError> {
        let path = site_url.and_then(path_of).unwrap_or("/");
        let decoded = percent::decoded_by_browsers(path).into_owned();
        let is_plain = |char: &char| char.is_alphanumeric() || "/-._~".contains(*char);
        match decoded.chars().find(|char| !is_plain(char)) {
            Some(character) => Err(HeadersError::Character { character }),
            None => Ok(Self { decoded }),
        }
    }

    /// As hosts compare it: `/reports/ssr/`.
    pub(super) fn decoded(&self) -> &str {
        &self.decoded
    }

    /// As it is requested.
    pub(super) fn encoded(&self) -> String {
        percent::uri(&self.decoded)
    }

    /// As a regular expression.
    pub(super) fn pattern(&self) -> String {
        self.decoded.replace('.', "\\.")
    }
}

/// What follows the host in an absolute address.
fn path_of(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    rest.find('/').map(|slash| &rest[slash..])
}
