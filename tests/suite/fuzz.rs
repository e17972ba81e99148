//! Runs the fuzz properties without the engine: on seeds, former failures, and mutations of both.
//!
//! The mutations are few and deterministic; see `CONTRIBUTING.md` for long runs.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;

use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};

use super::harness::tree;
use super::properties::TARGETS;

/// Number of mutated inputs per target.
fn changed(target: &str) -> u32 {
    match target {
        "pages" => 150,
        "documents" | "markdown" | "settings" => 1_000,
        _ => 4_000,
    }
}

/// Pieces inserted into inputs, besides pieces of other inputs.
const PIECES: &[&[u8]] = &[
    b"",
    b"\n",
    b"\r\n",
    b"\n\n",
    b"\t",
    b" ",
    b"+++\n",
    b"\"",
    b"\"\"\"",
    b"'",
    b"\\",
    b"\\u0000",
    b"=",
    b"[[",
    b"]]",
    b"{",
    b"}",
    b"<",
    b">",
    b"&",
    b"<script>",
    b"</",
    b"-->",
    b"`",
    b"*",
    b"_",
    b"#",
    b"|",
    b"- ",
    b"> ",
    b": ",
    b"[x](",
    b"[^1]",
    b"/",
    b"..",
    b"%2e",
    b"%",
    b":",
    b"0",
    b"9",
    b"-",
    b",",
    b" and ",
    b" to ",
    b"Recommendations ",
    b"2016-",
    b"\0",
    b"\x07",
    b"\x80",
    b"\xff",
    "é".as_bytes(),
    "\u{feff}".as_bytes(),
    "\u{a0}".as_bytes(),
    "\u{2028}".as_bytes(),
    "–".as_bytes(),
    "１".as_bytes(),
    "ß".as_bytes(),
    "🏴\u{200d}☠".as_bytes(),
];

/// A mutation: replaces a range.
#[derive(Clone, Debug)]
struct Change {
    at: Index,
    length: usize,
    with: Vec<u8>,
}

impl Change {
    fn apply(&self, input: &mut Vec<u8>) {
        let start = self.at.index(input.len() + 1);
        let end = input.len().min(start + self.length);
        input.splice(start..end, self.with.iter().copied());
    }
}

/// An input with a few mutations.
fn inputs(kept: Vec<Vec<u8>>) -> impl Strategy<Value = Vec<u8>> {
    let piece = select(PIECES).prop_map(<[u8]>::to_vec);
    let of_another =
        (select(kept.clone()), any::<Index>(), 1..24_usize).prop_map(|(other, at, length)| {
            let start = at.index(other.len() + 1);
            other[start..other.len().min(start + length)].to_vec()
        });
    let with =
        prop_oneof![3 => piece, 1 => of_another, 1 => prop::collection::vec(any::<u8>(), 1..4)];
    let change = (any::<Index>(), 0..8_usize, with).prop_map(|(at, length, with)| Change {
        at,
        length,
        with,
    });
    (select(kept), prop::collection::vec(change, 1..6)).prop_map(|(mut input, changes)| {
        for change in &changes {
            change.apply(&mut input);
        }
        input
    })
}

fn directory(kind: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/fuzz")).join(kind)
}

#[test]
#[allow(clippy::print_stdout, reason = "how much was tried says what the test is worth")]
fn what_must_hold_of_any_input_holds() {
    for (target, check) in TARGETS {
        let seeds = tree(&directory("seeds").join(target));
        assert!(!seeds.is_empty(), "there are no seeds in fuzz/seeds/{target}");
        let failures = directory("failures").join(target);
        let failures = if failures.exists() { tree(&failures) } else { BTreeMap::default() };
        let files: Vec<(String, Vec<u8>)> = seeds.into_iter().chain(failures).collect();
        for (name, input) in &files {
            let kept = panic::catch_unwind(|| check(input));
            assert!(kept.is_ok(), "{target} fails on {name}");
        }

        let cases = changed(target);
        let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
        let config =
            ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
        let kept = files.iter().map(|(_, input)| input.clone()).collect();
        let tried = std::cell::Cell::new(0);
        let result = TestRunner::new_with_rng(config, rng).run(&inputs(kept), |input| {
            tried.set(tried.get() + 1);
            panic::catch_unwind(AssertUnwindSafe(|| check(&input)))
                .map_err(|_| TestCaseError::fail(format!("\"{}\"", input.escape_ascii())))
        });
        assert!(result.is_ok(), "{target}: keep this in fuzz/failures/{target}: {result:?}");
        assert_eq!(tried.get(), cases, "{target}");
        println!("{target}: {} inputs that are kept, {cases} that are changed", files.len());
    }
}

#[test]
fn every_target_is_known_to_the_engine_and_to_the_tests() {
    let known: BTreeSet<&str> = TARGETS.iter().map(|(name, _)| *name).collect();
    let names = |kind: &str| -> BTreeSet<String> {
        let Ok(entries) = fs::read_dir(directory(kind)) else { return BTreeSet::new() };
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.map(|name| name.trim_end_matches(".rs").to_owned()).collect()
    };
    assert!(names("fuzz_targets").iter().eq(&known), "{:?}", names("fuzz_targets"));
    assert!(names("seeds").iter().eq(&known), "{:?}", names("seeds"));
    for failed in names("failures") {
        assert!(known.contains(&*failed), "there is no target {failed}");
    }
    let manifest = fs::read_to_string(directory("Cargo.toml")).unwrap();
    for name in known {
        assert!(
            manifest.contains(&format!("name = \"{name}\"\n")),
            "{name} is not in fuzz/Cargo.toml"
        );
    }
}
