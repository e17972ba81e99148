//! Files with credentials.

use std::path::Path;
use std::{fmt, fs, io};

use crate::publish::host::{Cause, HostError};

/// Longer files are no credentials, in bytes.
const LONGEST: u64 = 1024 * 1024;

/// Reads a text file with credentials; `None` if there is none. Errors do not quote it.
#[expect(clippy::disallowed_methods, reason = "credentials are no part of the project")]
pub(in crate::publish) fn text(path: &Path) -> Result<Option<String>, HostError> {
    let failed = |why: &dyn fmt::Display| {
        HostError::new(Cause::Denied, format!("cannot read `{}`: {why}", path.display()))
    };
    match fs::metadata(path) {
        Ok(metadata) if metadata.len() > LONGEST => return Err(failed(&"it is too long")),
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(&error)),
    }
    fs::read_to_string(path).map(Some).map_err(|error| failed(&error))
}
