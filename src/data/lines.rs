//! JSON layout: each key of the file and each item of its lists on one line, without white space
//! below. Files are small, and a changed line means a changed recommendation.

use std::io;

use serde::Serialize;
use serde_json::ser::Formatter;

use super::source::Source;
use super::{Failure, WriteError};
use crate::key::Parts;
use crate::site::RecommendationId;

/// The end of a file whose last key is an empty list.
const END: &str = "]\n}\n";

/// Writes a file whose last key is a list, with an item per recommendation. An item that is at hand
/// is not made.
pub(super) fn write<T: Serialize>(
    source: &Source<'_>,
    head: &impl Serialize,
    ids: impl IntoIterator<Item = RecommendationId>,
    item: impl Fn(RecommendationId) -> Result<T, Failure>,
    out: &mut dyn Parts,
) -> Result<(), WriteError> {
    let head = laid_out(head)?;
    out.write_all(head.strip_suffix(END.as_bytes()).unwrap_or(&head))?;
    let mut line = Vec::new();
    let mut is_empty = true;
    for id in ids {
        let separator: &[u8] = if is_empty { b"\n" } else { b",\n" };
        is_empty = false;
        if source.begin(id, &separator, out)? {
            continue;
        }
        line.clear();
        line.extend_from_slice(separator);
        // Below the second level there is no white space.
        serde_json::to_writer(&mut line, &item(id)?).map_err(io::Error::from)?;
        out.write_all(&line)?;
    }
    out.begin(None)?;
    let end = if is_empty { END } else { &format!("\n{END}") };
    Ok(out.write_all(end.as_bytes())?)
}

/// A value in lines, and a line break.
fn laid_out(value: &impl Serialize) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    let mut serializer = serde_json::Serializer::with_formatter(&mut out, Lines::default());
    value.serialize(&mut serializer)?;
    out.push(b'\n');
    Ok(out)
}

#[derive(Debug, Default)]
struct Lines {
    depth: usize,
    /// Whether the current list or table is non-empty.
    filled: bool,
}

/// A table is depth 1, a list in it depth 2; their items have lines of their own.
const DEEPEST: usize = 2;

impl Lines {
    fn begin<W: ?Sized + io::Write>(&mut self, out: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.filled = false;
        out.write_all(bracket)
    }

    fn end<W: ?Sized + io::Write>(&mut self, out: &mut W, bracket: &[u8]) -> io::Result<()> {
        // Second-level tables are on one line.
        let broken = self.depth == 1 || self.depth == DEEPEST && bracket == b"]";
        self.depth -= 1;
        if broken && self.filled {
            out.write_all(b"\n")?;
        }
        self.filled = true;
        out.write_all(bracket)
    }

    fn item<W: ?Sized + io::Write>(
        &mut self,
        out: &mut W,
        first: bool,
        deepest: usize,
    ) -> io::Result<()> {
        if !first {
            out.write_all(b",")?;
        }
        if self.depth <= deepest { out.write_all(b"\n") } else { Ok(()) }
    }
}

impl Formatter for Lines {
    fn begin_array<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.begin(out, b"[")
    }

    fn end_array<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.end(out, b"]")
    }

    fn begin_array_value<W: ?Sized + io::Write>(
        &mut self,
        out: &mut W,
        first: bool,
    ) -> io::Result<()> {
        self.item(out, first, DEEPEST)
    }

    fn end_array_value<W: ?Sized + io::Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.filled = true;
        Ok(())
    }

    fn begin_object<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.begin(out, b"{")
    }

    fn end_object<W: ?Sized + io::Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.end(out, b"}")
    }

    fn begin_object_key<W: ?Sized + io::Write>(
        &mut self,
        out: &mut W,
        first: bool,
    ) -> io::Result<()> {
        self.item(out, first, 1)
    }

    fn end_object_value<W: ?Sized + io::Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.filled = true;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    fn laid_out(value: &Value) -> String {
        String::from_utf8(super::laid_out(value).unwrap()).unwrap()
    }

    #[test]
    fn layout() {
        #[track_caller]
        fn case(value: &Value, expected: &str) {
            assert_eq!(laid_out(value), expected);
        }
        case(&json!({}), "{}\n");
        case(&json!({ "a": 1, "b": [] }), "{\n\"a\":1,\n\"b\":[]\n}\n");
        case(
            &json!({ "a": [{ "b": [1, 2] }, { "c": {} }], "d": { "e": [1] } }),
            "{\n\"a\":[\n{\"b\":[1,2]},\n{\"c\":{}}\n],\n\"d\":{\"e\":[1]}\n}\n",
        );
    }

    fn any_value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<String>().prop_map(Value::from),
        ];
        leaf.prop_recursive(5, 64, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::btree_map(any::<String>(), inner, 0..6)
                    .prop_map(|map| Value::Object(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_is_written_reads_as_it_was(value in any_value()) {
            let read: Value = serde_json::from_str(&laid_out(&value)).unwrap();
            prop_assert_eq!(read, value);
        }
    }
}
