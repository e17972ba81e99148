//! Bytes as they were before they were compressed.

use std::io::{self, Read};

use brotli_decompressor::Decompressor;
use flate2::read::MultiGzDecoder;

/// Larger files are refused, in bytes: a site has none, and a host may send anything.
const LARGEST: u64 = 1024 * 1024 * 1024;

/// Decodes what was encoded as `Content-Encoding` says.
pub(in crate::publish) fn decoded(bytes: Vec<u8>, encoding: Option<&str>) -> io::Result<Vec<u8>> {
    // The last one was applied last.
    encoding.unwrap_or_default().split(',').rev().try_fold(bytes, |bytes, coding| {
        match &*coding.trim().to_ascii_lowercase() {
            // The last is how a file was sent to S3, which some servers keep.
            "" | "identity" | "aws-chunked" => Ok(bytes),
            "gzip" | "x-gzip" => whole(MultiGzDecoder::new(&*bytes)),
            "br" => whole(Decompressor::new(&*bytes, 4096)),
            other => {
                let message = format!("`{}` is an unknown encoding", other.escape_default());
                Err(io::Error::new(io::ErrorKind::Unsupported, message))
            }
        }
    })
}

fn whole(reader: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, "it is larger than 1 GiB"));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn encodings() {
        #[track_caller]
        fn case(bytes: Vec<u8>, encoding: Option<&str>, found: &[u8]) {
            assert_eq!(decoded(bytes, encoding).unwrap(), found);
        }
        case(b"page".to_vec(), None, b"page");
        case(b"page".to_vec(), Some("identity"), b"page");
        case(gzip(b"page"), Some("gzip"), b"page");
        case(gzip(b"page"), Some("aws-chunked, GZIP"), b"page");
        case(gzip(&gzip(b"page")), Some("gzip,gzip"), b"page");
        // One meta-block, not compressed: RFC 7932, section 9.2.
        case(vec![0x8f, 0x01, 0x80, b'p', b'a', b'g', b'e', 0x03], Some("br"), b"page");
    }

    #[test]
    fn what_cannot_be_decoded() {
        assert!(decoded(b"page".to_vec(), Some("gzip")).is_err());
        assert!(decoded(b"page".to_vec(), Some("compress")).is_err());
        let mut cut = gzip(b"page");
        cut.truncate(cut.len() - 1);
        assert!(decoded(cut, Some("gzip")).is_err());
    }
}
