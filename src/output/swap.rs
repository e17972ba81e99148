//! Replaces one directory by another.

use std::fs;
use std::io;
use std::path::PathBuf;

use super::place::{Place, Standing};
use super::{TargetError, system};

/// How two directories are swapped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Swap {
    /// Atomically.
    #[default]
    Exchange,
    #[cfg_attr(not(test), expect(dead_code, reason = "what a failed exchange leads to anyway"))]
    /// In two renames, between which the target is missing.
    TwoRenames,
}

/// Moves the staging directory to the target. Returns the path of the old site.
pub(super) fn swap(place: &Place, swap: Swap) -> Result<Option<PathBuf>, TargetError> {
    if matches!(place.standing(), Standing::Missing | Standing::Empty) {
        // Replaces a missing or empty directory; fails if it is no longer empty.
        return fs::rename(place.staging(), place.target())
            .map(|()| None)
            .map_err(|error| refused(place, error));
    }
    let exchanged = match swap {
        Swap::Exchange => system::exchange(place.staging(), place.target()),
        Swap::TwoRenames => Err(io::ErrorKind::Unsupported.into()),
    };
    match exchanged {
        Ok(()) => Ok(Some(place.staging().to_owned())),
        // The system or the file system lacks the flag.
        Err(error)
            if matches!(error.kind(), io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput) =>
        {
            two_renames(place)
        }
        Err(error) => Err(refused(place, error)),
    }
}

/// The order matters: if killed in between, [`Place::take`] finds a missing target and a complete
/// old site.
fn two_renames(place: &Place) -> Result<Option<PathBuf>, TargetError> {
    fs::rename(place.target(), place.old()).map_err(|error| refused(place, error))?;
    if let Err(error) = fs::rename(place.staging(), place.target()) {
        fs::rename(place.old(), place.target())
            .map_err(TargetError::io("restore", place.target()))?;
        return Err(refused(place, error));
    }
    Ok(Some(place.old().to_owned()))
}

fn refused(place: &Place, error: io::Error) -> TargetError {
    match error.kind() {
        io::ErrorKind::CrossesDevices | io::ErrorKind::ResourceBusy => {
            TargetError::MountPoint { target: place.shown().to_owned() }
        }
        _ => TargetError::io("replace", place.target())(error),
    }
}
