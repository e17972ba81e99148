//! Known findings of an existing report, which do not count.
//!
//! A finding is identified by its rule, file and the trimmed text of its line: lines can move, but
//! a changed line makes it new. A finding about a whole file has a digest of the content instead,
//! since its line would survive further changes. Errors by a rule's own level are never in the
//! baseline.

use std::collections::{BTreeMap, HashMap};

use toml_edit::{ArrayOfTables, DocumentMut, Table, value};

use crate::config::RuleLevel;
use crate::diagnostic::{Diagnostic, Location};
use crate::document::digest::Digest;
use crate::path::SourcePath;
use crate::schema::{self, Located, Text, Verbatim, record};
use crate::world::{ReadError, TextError, World, read_text};

/// The file, beside `book.toml`.
pub const FILE_NAME: &str = "baseline.toml";

/// Longer lines are not repeated, in bytes.
const LONGEST: usize = 4096;
/// How much of a longer line is, on either side of a position.
const AROUND: usize = 200;

/// Rules that compare whole files. Their findings are at a number or date, which can stay the same
/// when the file changes again.
const OF_WHOLE_FILES: [&str; 2] = ["changed-after-freeze", "silent-revision"];

record! {
    /// The baseline file.
    #[derive(Default)]
    Kebab
    pub struct RawBaseline {
        /// Its findings.
        pub known: Box<[RawKnown]>,
    }
}

record! {
    /// A known finding.
    Kebab
    pub struct RawKnown {
        /// The rule.
        pub rule: Located<Text>,
        /// The file, relative to the project's root.
        pub file: Verbatim,
        /// Its line, trimmed.
        pub line: Option<Verbatim>,
        /// Digest of the file's content, for rules about whole files.
        pub sha256: Option<Digest>,
        /// Number of equal findings; 1 by default.
        pub count: Option<Located<u32>>,
    }
}

/// The identity of a finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    file: String,
    rule: String,
    line: String,
    /// Digest of the file's content, in hexadecimal.
    says: Option<String>,
}

/// Known findings and their counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    known: BTreeMap<Key, usize>,
}

/// Findings, split by a baseline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parted {
    /// New findings.
    pub new: Vec<Diagnostic>,
    /// Findings in the baseline.
    pub known: Vec<Diagnostic>,
    /// Number of findings in the baseline that no longer occur.
    pub gone: usize,
}

impl Baseline {
    /// Loads the baseline of a project, if any. Unknown rules and unreadable files are reported.
    pub fn load(world: &dyn World) -> (Option<Self>, Vec<Diagnostic>) {
        let path = SourcePath::new(FILE_NAME);
        match read_text(world, &path) {
            Ok(text) => {
                let (baseline, diagnostics) = Self::parse(&text, &path);
                (Some(baseline), diagnostics)
            }
            Err(TextError::Read(ReadError::Missing)) => (None, Vec::new()),
            Err(error) => (None, vec![error.diagnostic(&path)]),
        }
    }

    fn parse(text: &str, path: &SourcePath) -> (Self, Vec<Diagnostic>) {
        let (raw, mut diagnostics) = schema::decode_file::<RawBaseline>(text, path);
        let mut baseline = Self::default();
        for RawKnown { rule, file, line, sha256, count } in raw.known {
            if super::rule(&rule).is_none() {
                diagnostics.push(super::unknown_rule(Location::new(path, rule.span), &rule));
            }
            let line = line.map_or_else(String::new, |line| line.to_string());
            let says = sha256.map(|digest| digest.to_string());
            let key = Key { file: file.to_string(), rule: rule.to_string(), line, says };
            *baseline.known.entry(key).or_default() +=
                count.map_or(1, |count| count.value as usize);
        }
        (baseline, diagnostics)
    }

    /// The baseline of these findings, except those it cannot contain.
    pub fn of(findings: &[Diagnostic], world: &dyn World) -> Self {
        let mut lines = Lines::new(world);
        let mut baseline = Self::default();
        for finding in findings.iter().filter(|finding| can_be_known(finding)) {
            *baseline.known.entry(lines.key(finding)).or_default() += 1;
        }
        baseline
    }

    /// Number of findings.
    pub fn len(&self) -> usize {
        self.known.values().sum()
    }

    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// Splits findings into new and known ones. `rules` tells which rules ran completely: only
    /// their findings can be gone.
    pub fn part(
        &self,
        findings: Vec<Diagnostic>,
        world: &dyn World,
        rules: impl Fn(&str) -> bool,
    ) -> Parted {
        if self.is_empty() {
            return Parted { new: findings, ..Parted::default() };
        }
        let mut left = self.known.clone();
        let mut lines = Lines::new(world);
        let mut parted = Parted::default();
        for finding in findings {
            let known = can_be_known(&finding).then(|| left.get_mut(&lines.key(&finding)));
            match known.flatten() {
                Some(count) if *count > 0 => {
                    *count -= 1;
                    parted.known.push(finding);
                }
                _ => parted.new.push(finding),
            }
        }
        let gone = left.iter().filter(|(key, _)| rules(&key.rule));
        parted.gone = gone.map(|(_, count)| count).sum();
        parted
    }

    /// Its file: one table per finding, in order of files, for small diffs.
    pub fn to_toml(&self) -> String {
        let known: ArrayOfTables =
            self.known.iter().map(|(key, count)| key.table(*count)).collect();
        let mut document = DocumentMut::new();
        if !known.is_empty() {
            document.insert("known", known.into());
        }
        format!(
            "# Known findings, which `ssr-site check` and `build` do not count.\n\
             # Written by `ssr-site check --write-baseline`.\n\n{document}"
        )
    }
}

impl Key {
    fn table(&self, count: usize) -> Table {
        let Self { file, rule, line, says } = self;
        let mut table = Table::new();
        table["rule"] = value(rule);
        table["file"] = value(file);
        if !line.is_empty() {
            table["line"] = value(line);
        }
        if let Some(says) = says {
            table["sha256"] = value(says);
        }
        if let Some(count) = i64::try_from(count).ok().filter(|count| *count > 1) {
            table["count"] = value(count);
        }
        table
    }
}

/// Whether a finding can be in the baseline: it is of a rule, and not an error by the rule's own
/// level. Errors by settings or command line can, so that a rule can be denied for new content.
fn can_be_known(finding: &Diagnostic) -> bool {
    super::rule(finding.name)
        .is_some_and(|rule| rule.level != RuleLevel::Deny || !finding.is_error())
}

/// The lines of findings. Reads each file once.
pub(super) struct Lines<'w> {
    world: &'w dyn World,
    files: HashMap<SourcePath, Vec<u8>>,
}

impl<'w> Lines<'w> {
    pub(super) fn new(world: &'w dyn World) -> Self {
        Self { world, files: HashMap::new() }
    }

    /// The line of a finding, trimmed, and the digest of its file, for rules about whole files.
    pub(super) fn words(&mut self, finding: &Diagnostic) -> (String, Option<String>) {
        let Key { line, says, .. } = self.key(finding);
        (line, says)
    }

    fn key(&mut self, finding: &Diagnostic) -> Key {
        let Location { path, span } = &finding.location;
        let line = span.map(|span| line_at(self.file(path), span.range().start));
        let of_whole_file = OF_WHOLE_FILES.contains(&finding.name);
        Key {
            file: path.to_string(),
            rule: finding.name.to_owned(),
            line: line.unwrap_or_default(),
            says: of_whole_file.then(|| self.says(path)).flatten(),
        }
    }

    fn says(&mut self, path: &SourcePath) -> Option<String> {
        let text = std::str::from_utf8(self.file(path)).ok()?;
        Digest::of(text).map(|digest| digest.to_string())
    }

    fn file(&mut self, path: &SourcePath) -> &[u8] {
        let world = self.world;
        self.files.entry(path.clone()).or_insert_with(|| world.read(path).unwrap_or_default())
    }
}

/// The line of a position; of a longer one, what is around the position, so that a paragraph of a
/// megabyte is not repeated for each of its findings.
fn line_at(bytes: &[u8], at: usize) -> String {
    let at = at.min(bytes.len());
    let (first, last) = (at.saturating_sub(LONGEST), (at + LONGEST).min(bytes.len()));
    let before = bytes[first..at].iter().rposition(|byte| *byte == b'\n').map(|end| end + 1);
    let after = bytes[at..last].iter().position(|byte| *byte == b'\n');
    let start = before.or((first == 0).then_some(0)).map(|start| first + start);
    let end = after.map(|end| at + end).or((last == bytes.len()).then_some(last));
    let line = match (start, end) {
        (Some(start), Some(end)) if end - start <= LONGEST => start..end,
        (start, end) => {
            let start = start.unwrap_or(first).max(at.saturating_sub(AROUND));
            start..end.unwrap_or(last).min(at + AROUND)
        }
    };
    String::from_utf8_lossy(&bytes[line]).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::tests::load;
    use crate::check::{check, example};
    use crate::world::MemoryWorld;

    fn world(text: &str) -> MemoryWorld {
        example::world(&[("content/about.md", &format!("+++\ntitle = \"T\"\n+++\n{text}"))])
    }

    fn findings(world: &MemoryWorld) -> Vec<Diagnostic> {
        check(&crate::facts::Facts::new(load(world).0), world).diagnostics
    }

    fn parted(baseline: &Baseline, text: &str) -> (usize, usize, usize) {
        let world = world(text);
        let Parted { new, known, gone } = baseline.part(findings(&world), &world, |_| true);
        (new.len(), known.len(), gone)
    }

    #[test]
    fn a_finding_stays_known_while_its_line_stays() {
        #[track_caller]
        fn case(baseline: &Baseline, text: &str, new: usize, known: usize, gone: usize) {
            assert_eq!(parted(baseline, text), (new, known, gone));
        }
        let before = world("[a](#) and [b](#)\n\n[here](https://example.org)\n");
        let baseline = Baseline::of(&findings(&before), &before);
        assert_eq!(baseline.len(), 3);
        case(&baseline, "[a](#) and [b](#)\n\n[here](https://example.org)\n", 0, 3, 0);
        // Moved lines are known; a changed line is new.
        case(&baseline, "New.\n\n  [a](#) and [b](#)\n\n[here](https://example.org)\n", 0, 3, 0);
        case(&baseline, "[a](#) or [b](#)\n\n[here](https://example.org)\n", 2, 1, 2);
        case(&baseline, "[here](https://example.org)\n", 0, 1, 2);
        case(&baseline, "[a](#) and [b](#)\n\n[a](#) and [b](#)\n", 2, 2, 1);
    }

    #[test]
    fn a_revision_stays_known_while_the_file_says_the_same() {
        let world = |update: &str| {
            example::world(&[
                ("content/ssr1/recommendations/rec-4.md", "+++\nnumber = 4\ntitle = \"T\"\n+++\n"),
                ("content/ssr1/2016-03-31/rec-4.md", "+++\nnumber = 4\n+++\nOne.\n"),
                (
                    "content/ssr1/2016-06-30/rec-4.md",
                    &format!("+++\nnumber = 4\nas_of = 2016-03-31\n+++\n{update}\n"),
                ),
            ])
        };
        let before = world("Two.");
        let baseline = Baseline::of(&findings(&before), &before);
        let (read, problems) = Baseline::parse(&baseline.to_toml(), &SourcePath::new(FILE_NAME));
        assert_eq!((&read, problems.len()), (&baseline, 0));
        let new = |update: &str| {
            let world = world(update);
            let parted = baseline.part(findings(&world), &world, |_| true);
            parted.new.iter().map(|finding| finding.name).collect::<Vec<_>>()
        };
        assert_eq!(new("Two."), [""; 0]);
        assert_eq!(new("Two.\n\n"), [""; 0]);
        assert_eq!(new("Three."), ["silent-revision"]);
    }

    #[test]
    fn what_is_an_error_by_itself_is_never_known() {
        #[track_caller]
        fn case(finding: Diagnostic, len: usize) {
            assert_eq!(Baseline::of(&[finding], &MemoryWorld::default()).len(), len);
        }
        let place = || Location::file(&SourcePath::new("content/about.md"));
        case(Diagnostic::error("changed-after-freeze", place(), "m"), 0);
        case(Diagnostic::error("unknown-reference", place(), "m"), 0);
        case(Diagnostic::warning("unknown-reference", place(), "m"), 1);
        // Denied in the settings.
        case(Diagnostic::error("overdue", place(), "m"), 1);
    }

    #[test]
    fn a_long_line_is_what_is_around_the_finding() {
        #[track_caller]
        fn case(line: &str, at: usize, expected: &str) {
            let text = format!("one\n{line}\nthree\n");
            assert_eq!(line_at(text.as_bytes(), 4 + at), expected);
        }
        case("two words", 4, "two words");
        let long = |length: usize| "word ".repeat(length / 5);
        case(&long(4000), 2000, long(4000).trim());
        case(&long(5000), 2500, long(400).trim());
        case(&long(100_000), 50_000, long(400).trim());
        case(&format!("first {}", long(100_000)), 0, format!("first {}", long(195)).trim());
        case(&format!("{}last", long(100_000)), 100_000, &format!("{}last", long(200)));
    }

    #[test]
    fn it_is_read_as_it_was_written() {
        let world = world("[\"a\\\\\" \t](#) é [b](#)\n");
        let baseline = Baseline::of(&findings(&world), &world);
        let (read, problems) = Baseline::parse(&baseline.to_toml(), &SourcePath::new(FILE_NAME));
        assert_eq!(problems, []);
        assert_eq!(read, baseline);
        assert!(!baseline.is_empty());
    }

    #[test]
    fn what_is_no_finding_of_a_rule_is_never_in_it() {
        let place = Location::file(&SourcePath::new("content/about.md"));
        let error = Diagnostic::error("unknown-key", place, "m");
        assert!(Baseline::of(&[error], &MemoryWorld::default()).is_empty());
    }

    #[test]
    fn mistakes_in_it() {
        #[track_caller]
        fn case(text: &str, expected: &str) {
            let mut world = MemoryWorld::default();
            world.insert(FILE_NAME, text);
            let (_, found) = Baseline::load(&world);
            let found: Vec<String> =
                found.iter().map(|found| format!("{}: {}", found.name, found.message)).collect();
            assert_eq!(found, [expected]);
        }
        case(
            "[[known]]\nrule = \"overdo\"\nfile = \"f\"\n",
            "unknown-rule: there is no rule `overdo`",
        );
        case("[[known]]\nrule = \"overdue\"\n", "missing-key: the key `file` is missing");
        case("[[knwon]]\n", "unknown-key: unknown key `knwon`");
    }

    #[test]
    fn of_other_rules_nothing_is_missed() {
        let before = world("[a](#)\n\n[here](https://example.org)\n");
        let baseline = Baseline::of(&findings(&before), &before);
        let empty = world("");
        let gone =
            |rule: &'static str| baseline.part(findings(&empty), &empty, |name| name == rule).gone;
        assert_eq!((gone("placeholder-link"), gone("overdue")), (1, 0));
    }
}
