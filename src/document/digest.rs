//! Hash of a file's content, independent of TOML formatting.
//!
//! The front matter is hashed as a tree of values and the body as text, in this canonical form:
//!
//! - A table is `{`, its keys and values in byte order of keys, and `}`; a list is `[`, its items,
//!   and `]`. A string or key is `s`, its length in bytes, `:`, and itself.
//! - `i25;` is an integer, `b1;` and `b0;` are true and false, and a float is `f`, its 64 bits as
//!   16 hexadecimal digits, and `;`. All NaNs are `fnan;`.
//! - A date or time is `d`, its parts as in `2016-09-30T08:30:00.000000000+01:00`, and `;`.
//! - `corrections`, `allow`, `aliases`, `doi` and `draft` are left out of the front matter: they do
//!   not change what was reported.
//! - The body follows as a string. Lines end with a line feed; trailing blank lines are left out.
//!
//! Published reports are compared with hashes made years before, so this form must never change.
//! Another form needs a new [`crate::site::LOCK_FORMAT`].

use std::fmt;
use std::io;

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use toml::de::{DeTable, DeValue};

use super::front_matter;
use crate::hexadecimal;
use crate::schema::{Decode, Decoder, Definitions, Node};

/// Keys that may change in a published file.
const LEFT_OUT: [&str; 5] = ["aliases", "allow", "corrections", "doi", "draft"];

/// Keys of a recommendation that a lock holds as text, and that are thus not in the hash of its
/// statement.
const NAMES: [&str; 3] = ["group", "number", "title"];

/// SHA-256 of a file's content.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    /// The hash of a file; `None` if its front matter is invalid.
    pub fn of(source: &str) -> Option<Self> {
        canonical(source, &LEFT_OUT).map(|canonical| Self(Sha256::digest(canonical).into()))
    }

    /// The hash of a recommendation's file without its number, title and group.
    pub fn of_statement(source: &str) -> Option<Self> {
        let left_out = [&LEFT_OUT[..], &NAMES[..]].concat();
        canonical(source, &left_out).map(|canonical| Self(Sha256::digest(canonical).into()))
    }

    /// The hash of an update's file without its date.
    pub fn of_undated(source: &str) -> Option<Self> {
        let left_out = [&LEFT_OUT[..], &["as_of"]].concat();
        canonical(source, &left_out).map(|canonical| Self(Sha256::digest(canonical).into()))
    }

    /// The hash of some bytes as they are.
    pub fn of_bytes<E>(write: impl FnOnce(&mut dyn io::Write) -> Result<(), E>) -> Result<Self, E> {
        let mut hasher = Hasher(Sha256::new());
        write(&mut hasher)?;
        Ok(Self(hasher.0.finalize().into()))
    }

    /// Its beginning.
    pub fn brief(&self) -> Brief {
        let beginning = self.0.first_chunk().copied().unwrap_or_default();
        Brief(u64::from_be_bytes(beginning))
    }

    /// The hash of a text, in the form of a body.
    pub fn of_text(source: &str) -> Self {
        let source = source.replace("\r\n", "\n").replace('\r', "\n");
        let mut canonical = Vec::with_capacity(source.len());
        text(without_blank_end(&source), &mut canonical);
        Self(Sha256::digest(canonical).into())
    }

    /// Whether two bodies have the same hash, which is found without hashing them.
    pub fn is_same_text(one: &str, other: &str) -> bool {
        if one.contains('\r') || other.contains('\r') {
            return Self::of_text(one) == Self::of_text(other);
        }
        without_blank_end(one) == without_blank_end(other)
    }

    /// Parses 64 lower-case hexadecimal digits.
    fn parse(text: &str) -> Option<Self> {
        let (pairs, []) = text.as_bytes().as_chunks::<2>() else { return None };
        let mut bytes = [0; 32];
        if pairs.len() != bytes.len() {
            return None;
        }
        for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
            *byte = hexadecimal(*high)? << 4 | hexadecimal(*low)?;
        }
        Some(Self(bytes))
    }
}

/// Hashes what is written to it.
struct Hasher(Sha256);

impl io::Write for Hasher {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The first 64 bits of a [`Digest`]: enough to notice a change, in a fourth of the space.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Brief(u64);

impl Brief {
    /// Parses 16 lower-case hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        let is_plain = text.len() == 16 && text.bytes().all(|byte| hexadecimal(byte).is_some());
        is_plain.then(|| u64::from_str_radix(text, 16).ok().map(Self)).flatten()
    }
}

impl fmt::Display for Brief {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl fmt::Debug for Brief {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

fn hexadecimal(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hexadecimal::digits(&self.0))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Decode for Digest {
    fn expected() -> String {
        "64 hexadecimal digits in quotes".to_owned()
    }

    fn decode(node: &Node<'_>, decoder: &mut Decoder<'_>) -> Option<Self> {
        let digest = node.get_ref().as_str().and_then(Self::parse);
        if digest.is_none() {
            decoder.wrong(node, &Self::expected());
        }
        digest
    }

    fn schema(_: &mut Definitions) -> Value {
        json!({ "type": "string", "pattern": "^[0-9a-f]{64}$" })
    }
}

fn canonical(source: &str, left_out: &[&str]) -> Option<Vec<u8>> {
    // Before parsing: strings in front matter have lines too.
    let source = source.replace("\r\n", "\n").replace('\r', "\n");
    let split = front_matter::split(&source).ok()?;
    let front_matter = DeTable::parse(&source[split.toml]).ok()?;
    let mut out = Vec::with_capacity(source.len());
    table(front_matter.get_ref(), left_out, &mut out);
    text(without_blank_end(&source[split.body..]), &mut out);
    Some(out)
}

fn without_blank_end(mut body: &str) -> &str {
    let is_blank = |line: &str| line.bytes().all(|byte| matches!(byte, b' ' | b'\t'));
    while let Some((before, last)) = body.rsplit_once('\n')
        && is_blank(last)
    {
        body = before;
    }
    if is_blank(body) { "" } else { body }
}

fn table(table: &DeTable<'_>, left_out: &[&str], out: &mut Vec<u8>) {
    let mut entries: Vec<(&str, &DeValue<'_>)> =
        table.iter().map(|(key, value)| (&**key.get_ref(), value.get_ref())).collect();
    entries.retain(|(key, _)| !left_out.contains(key));
    entries.sort_unstable_by_key(|(key, _)| *key);
    out.push(b'{');
    for (key, inner) in entries {
        text(key, out);
        value(inner, out);
    }
    out.push(b'}');
}

fn value(value: &DeValue<'_>, out: &mut Vec<u8>) {
    match value {
        DeValue::String(string) => text(string, out),
        DeValue::Integer(integer) => {
            let written = integer.as_str();
            match i64::from_str_radix(written, integer.radix()) {
                Ok(number) => out.extend(format!("i{number};").bytes()),
                Err(_) => out.extend(format!("i{written};").bytes()),
            }
        }
        DeValue::Float(float) => match float.as_str().parse::<f64>() {
            Ok(number) if !number.is_nan() => {
                out.extend(format!("f{:016x};", number.to_bits()).bytes());
            }
            _ => out.extend(b"fnan;"),
        },
        DeValue::Boolean(true) => out.extend(b"b1;"),
        DeValue::Boolean(false) => out.extend(b"b0;"),
        DeValue::Datetime(datetime) => {
            out.push(b'd');
            if let Some(date) = datetime.date {
                let (year, month, day) = (date.year, date.month, date.day);
                out.extend(format!("{year:04}-{month:02}-{day:02}").bytes());
            }
            if let Some(time) = datetime.time {
                let (hour, minute, second) = (time.hour, time.minute, time.second.unwrap_or(0));
                let nanosecond = time.nanosecond.unwrap_or(0);
                out.extend(format!("T{hour:02}:{minute:02}:{second:02}.{nanosecond:09}").bytes());
            }
            // `Z` or `+01:00`.
            out.extend(datetime.offset.map_or(String::new(), |zone| zone.to_string()).bytes());
            out.push(b';');
        }
        DeValue::Array(items) => {
            out.push(b'[');
            items.iter().for_each(|item| self::value(item.get_ref(), out));
            out.push(b']');
        }
        DeValue::Table(inner) => table(inner, &[], out),
    }
}

fn text(text: &str, out: &mut Vec<u8>) {
    out.extend(format!("s{}:", text.len()).bytes());
    out.extend(text.bytes());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Span;
    use crate::path::SourcePath;
    use crate::schema;

    const PLAIN: &str = "+++\nnumber = 4\ntitle = \"T\"\ndue = 2016-09-30\nlines = \"\"\"\na\nb\"\"\"\n\
         [[rows]]\nx = 1\ny = [true, 0.5]\n+++\nOne.\n\nTwo.\n";

    #[test]
    fn ways_of_writing_the_same() {
        #[track_caller]
        fn case(source: &str) {
            let plain = Digest::of(PLAIN).expect("can be read");
            assert_eq!(Digest::of(source), Some(plain), "{source}");
        }
        case(&PLAIN.replace('\n', "\r\n"));
        case(&format!("\u{feff}{PLAIN}"));
        case(PLAIN.trim_end());
        case(&format!("{PLAIN}\n \t\n\n"));
        case(&PLAIN.replace("number = 4\ntitle = \"T\"", "title = 'T' # why\n\nnumber=0x4"));
        case(
            &PLAIN.replace(
                "[[rows]]\nx = 1\ny = [true, 0.5]",
                "rows = [{ y = [true, 5e-1,], x = 1 }]",
            ),
        );
        case(&PLAIN.replace("\"\"\"\na\nb\"\"\"", "\"a\\nb\""));
        case(
            &PLAIN
                .replace("[[rows]]", "[[corrections]]\ndate = 2016-10-01\nnote = \"N\"\n[[rows]]"),
        );
        case(&PLAIN.replace("[[rows]]", "[[allow]]\nrule = \"overdue\"\nreason = \"R\"\n[[rows]]"));
        case(&PLAIN.replace("number", "aliases = [\"old.html\"]\nnumber"));
    }

    #[test]
    fn every_other_change_shows() {
        #[track_caller]
        fn case(from: &str, to: &str) {
            assert!(PLAIN.contains(from), "{from}");
            let changed = Digest::of(&PLAIN.replacen(from, to, 1)).expect("can be read");
            assert_ne!(Some(changed), Digest::of(PLAIN), "{from} -> {to}");
        }
        case("number = 4", "number = 5");
        case("number = 4", "number = \"4\"");
        case("number = 4", "number = 4.0");
        case("number", "Number");
        case("due = 2016-09-30\n", "");
        case("2016-09-30", "2016-09-29");
        case("2016-09-30", "\"2016-09-30\"");
        case("2016-09-30", "2016-09-30T00:00:00");
        case("a\nb", "a\n\nb");
        case("true", "false");
        case("[true, 0.5]", "[0.5, true]");
        case("x = 1", "x = 1\nallow = 2");
        case("One.", "One!");
        case("One.\n\nTwo.", "One.\nTwo.");
        case("One.", " One.");
        case("One.", "One.  ");
        case("+++\nOne.", "+++\n\nOne.");
    }

    #[test]
    fn same_texts() {
        #[track_caller]
        fn case(one: &str, other: &str, expected: bool) {
            assert_eq!(Digest::is_same_text(one, other), expected);
            assert_eq!(Digest::of_text(one) == Digest::of_text(other), expected);
        }
        case("One.\n\nTwo.\n", "One.\n\nTwo.", true);
        case("One.\n\nTwo.\n \t\n\n", "One.\r\n\r\nTwo.", true);
        case("One.", "One. ", false);
        case("One.\nTwo.", "One.\r\nTwo!", false);
        case(" \n", "", true);
    }

    #[test]
    fn the_form_that_is_hashed() {
        #[track_caller]
        fn case(source: &str, expected: &str) {
            let canonical = canonical(source, &LEFT_OUT).expect("can be read");
            assert_eq!(String::from_utf8_lossy(&canonical), expected);
        }
        case("+++\n+++\n", "{}s0:");
        case("+++\nb = 0xf\na = \"é\"\n+++\nText\r\nmore\r\n", "{s1:as2:és1:bi15;}s9:Text\nmore");
        case(
            "+++\nt = 2016-09-30T08:30:00.5+01:00\n+++\n",
            "{s1:td2016-09-30T08:30:00.500000000+01:00;}s0:",
        );
        case(
            "+++\nt = 08:30\nn = [nan, -nan, -1.5]\n+++\n",
            "{s1:n[fnan;fnan;fbff8000000000000;]s1:tdT08:30:00.000000000;}s0:",
        );
    }

    #[test]
    fn a_digest_is_the_same_for_ever() {
        let digest = Digest::of(PLAIN).expect("can be read").to_string();
        assert_eq!(digest, "91112c40d12b1819ecf44a10a98d5fccfc982d7e8f970ac14c7fc311808ec381");
    }

    #[test]
    fn a_statement_without_its_names() {
        let digest = |source: &str| Digest::of_statement(source).expect("can be read");
        let named = PLAIN.replace("number = 4\ntitle = \"T\"", "number = 5\ngroup = \"G\"");
        assert_eq!(digest(&named), digest(PLAIN));
        assert_ne!(digest(&PLAIN.replace("One.", "Two.")), digest(PLAIN));
        assert_ne!(digest(&PLAIN.replace("2016-09-30", "2016-09-29")), digest(PLAIN));
    }

    #[test]
    fn the_beginning_of_a_digest() {
        let digest = Digest::of(PLAIN).expect("can be read");
        assert_eq!(digest.brief().to_string(), digest.to_string()[..16]);
        assert_eq!(Brief::parse(&digest.brief().to_string()), Some(digest.brief()));
        for wrong in ["", "0", "+123456789abcdef", "0123456789ABCDEF", "0123456789abcdef0"] {
            assert_eq!(Brief::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_cannot_be_read_has_none() {
        for source in ["", "Text", "+++\na = 1\n", "+++\na = \n+++\n", "+++\na = 1\na = 2\n+++\n"] {
            assert_eq!(Digest::of(source), None, "{source}");
        }
    }

    #[test]
    fn spelled_in_hexadecimal() {
        #[track_caller]
        fn case(text: &str, expected: bool) {
            assert_eq!(Digest::parse(text).is_some(), expected, "{text}");
        }
        let digest = Digest::of(PLAIN).expect("can be read");
        assert_eq!(Digest::parse(&digest.to_string()), Some(digest));
        case(&"a".repeat(64), true);
        case(&"A".repeat(64), false);
        case(&"a".repeat(63), false);
        case(&"a".repeat(66), false);
        case(&"g".repeat(64), false);
        case("", false);
        let (_, found) = schema::decode::<Option<crate::site::LockedFile>>(
            "sha256 = \"x\"\n",
            &SourcePath::new("x.lock"),
            0,
            Span::from(0..1),
        );
        let messages: Vec<&str> = found.iter().map(|found| &*found.message).collect();
        assert_eq!(messages, ["expected 64 hexadecimal digits in quotes, found `\"x\"`"]);
    }
}
