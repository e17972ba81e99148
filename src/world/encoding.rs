//! Guesses the encoding of a file that is not UTF-8, for messages.

/// An encoding that is not UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Two bytes a character.
    Utf16,
    /// Windows-1252; ISO 8859-1 has the same letters.
    Windows1252,
    /// That of old Macs, still the default of some spreadsheets' exports.
    MacRoman,
    /// UTF-8 with some bytes that are not.
    Mixed,
    /// No text, or in an encoding that is not known here.
    Unknown,
}

/// Characters of Windows-1252 from byte 80 to 9F; the others are those of ISO 8859-1.
const WINDOWS: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";

/// Characters of Mac Roman from byte 80.
const MAC: &str = "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø\
                   ¿¡¬√ƒ≈∆«»…\u{a0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{f8ff}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ";

/// This many bytes decide.
const SAMPLE: usize = 64 * 1024;

impl Encoding {
    /// The likely encoding of bytes that are not all UTF-8, or that have zeros.
    pub fn of(bytes: &[u8]) -> Self {
        let sample = &bytes[..bytes.len().min(SAMPLE)];
        if is_utf_16(sample) {
            return Self::Utf16;
        }
        if sample.contains(&0) {
            return Self::Unknown;
        }
        if sample.utf8_chunks().any(|chunk| !chunk.valid().is_ascii()) {
            return Self::Mixed;
        }
        let (windows, mac) =
            (likeness(sample, Self::Windows1252), likeness(sample, Self::MacRoman));
        match windows.max(mac) {
            best if best < 0 => Self::Unknown,
            _ if mac > windows => Self::MacRoman,
            _ => Self::Windows1252,
        }
    }

    /// The character of a byte that is not ASCII.
    pub fn character(self, byte: u8) -> char {
        let nth = |table: &str, from: u8| {
            byte.checked_sub(from).and_then(|at| table.chars().nth(usize::from(at)))
        };
        match self {
            Self::MacRoman => nth(MAC, 0x80),
            Self::Windows1252 | Self::Mixed => nth(WINDOWS, 0x80).or(Some(char::from(byte))),
            Self::Utf16 | Self::Unknown => None,
        }
        .unwrap_or(char::REPLACEMENT_CHARACTER)
    }

    /// What to say of the file, and what to do.
    pub fn told(self) -> (&'static str, &'static str) {
        match self {
            Self::Utf16 => (
                "the file is UTF-16, not UTF-8",
                "save it as UTF-8; Notepad calls UTF-16 “Unicode”",
            ),
            Self::Windows1252 => (
                "the file is not UTF-8 but probably Windows-1252 (ANSI)",
                "save it as UTF-8, or convert it with `iconv -f WINDOWS-1252 -t UTF-8`",
            ),
            Self::MacRoman => (
                "the file is not UTF-8 but probably Mac Roman",
                "save it as UTF-8, or convert it with `iconv -f MACINTOSH -t UTF-8`",
            ),
            Self::Mixed => (
                "a part of the file is not UTF-8",
                "type these characters again and save the file as UTF-8",
            ),
            Self::Unknown => ("the file is not valid UTF-8", "save the file as UTF-8"),
        }
    }
}

/// A byte order mark, or a zero in every second place.
pub(super) fn is_utf_16(bytes: &[u8]) -> bool {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return true;
    }
    let zeros = |from: usize| bytes.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let pairs = bytes.len() / 2;
    let (even, odd) = (zeros(0), zeros(1));
    pairs >= 2 && (even > pairs / 2 && odd == 0 || odd > pairs / 2 && even == 0)
}

/// How much bytes look like words in an encoding.
fn likeness(bytes: &[u8], encoding: Encoding) -> i64 {
    let mut likeness = 0;
    for (at, byte) in bytes.iter().enumerate().filter(|(_, byte)| !byte.is_ascii()) {
        let beside = |at: Option<usize>| at.and_then(|at| bytes.get(at)).copied().unwrap_or(b' ');
        let (before, after) = (beside(at.checked_sub(1)), beside(Some(at + 1)));
        let char = encoding.character(*byte);
        likeness += match char {
            '‘' | '’' | '“' | '”' | '–' | '—' | '…' | '«' | '»' | '€' | '\u{a0}' | '„' | '•' => {
                1
            }
            _ if char.is_lowercase()
                && (before.is_ascii_lowercase() || after.is_ascii_lowercase()) =>
            {
                2
            }
            _ if char.is_uppercase() && !before.is_ascii_lowercase() => 1,
            _ if char.is_alphabetic() => 0,
            _ if char.is_control() => -3,
            _ => -1,
        };
    }
    likeness
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(bytes: &[u8], expected: Encoding) {
        assert_eq!(Encoding::of(bytes), expected, "{}", bytes.escape_ascii());
    }

    #[test]
    fn likely_encodings() {
        case(b"caf\xe9", Encoding::Windows1252);
        case(b"na\xefve \x93quoted\x94 \x96 the office\x92s", Encoding::Windows1252);
        case(b"\xdcber die gr\xf6\xdfte", Encoding::Windows1252);
        case(b"100 \x80", Encoding::Windows1252);
        case(b"caf\x8e", Encoding::MacRoman);
        case(b"\x86ber gr\x9a\xa7te \xd2na\x95ve\xd3", Encoding::MacRoman);
        case(b"the office\xd5s r\x8ele", Encoding::MacRoman);
        case(
            "é ".as_bytes().iter().copied().chain(*b"\xe9").collect::<Vec<_>>().as_slice(),
            Encoding::Mixed,
        );
        case(b"\xff\xfea\0b\0", Encoding::Utf16);
        case(b"\xfe\xff\0a\0b", Encoding::Utf16);
        case(b"+\0+\0+\0\n\0", Encoding::Utf16);
        case(b"\0+\0+\0+\0\n", Encoding::Utf16);
        case(b"\x89PNG\0\0", Encoding::Unknown);
        case(b"\xa4\xb6 \xa4", Encoding::Unknown);
    }

    #[test]
    fn tables_are_complete() {
        assert_eq!((WINDOWS.chars().count(), MAC.chars().count()), (32, 128));
        let read = |encoding: Encoding, bytes: &[u8]| -> String {
            bytes.iter().map(|byte| encoding.character(*byte)).collect()
        };
        assert_eq!(read(Encoding::Windows1252, b"\x80\x92\x9f\xa0\xe9\xff"), "€’Ÿ\u{a0}éÿ");
        assert_eq!(read(Encoding::MacRoman, b"\x80\x8e\xd5\xca\xff"), "Äé’\u{a0}ˇ");
    }
}
