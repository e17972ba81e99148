//! Writes a synthetic project to disk.
#![expect(
    clippy::disallowed_methods,
    reason = "not part of the product, and `output` wants a site"
)]

use std::fs;
use std::io;
use std::path::Path;

use super::synthetic::{Options, generate};

/// Writes all files; returns their number and total size in bytes.
pub(crate) fn write(options: &Options, root: &Path) -> io::Result<(u64, u64)> {
    let (mut files, mut bytes, mut outcome) = (0, 0, Ok(()));
    generate(options, &mut |path, text| {
        if outcome.is_ok() {
            let path = root.join(path);
            let made = path.parent().map_or(Ok(()), fs::create_dir_all);
            outcome = made.and_then(|()| fs::write(&path, text));
            files += 1;
            bytes += text.len() as u64;
        }
    });
    outcome.map(|()| (files, bytes))
}
