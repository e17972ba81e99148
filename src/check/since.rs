//! Which findings a change brought: those that the state before it did not have.
//!
//! A finding is known if one of the same rule and level was in the same file, about the same fact.
//! Findings without a fact are compared by the trimmed text of their line and their message, so that
//! lines can move. As in the baseline, one about a whole file is new when the file says something else.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::baseline::Lines;
use crate::diagnostic::{Diagnostic, Fact};
use crate::path::SourcePath;
use crate::world::World;

/// A state of a project: its findings and its files.
#[derive(Clone, Copy)]
pub struct State<'s> {
    /// All findings, silenced ones left out.
    pub findings: &'s [Diagnostic],
    /// The files.
    pub world: &'s dyn World,
}

/// Findings of the later state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brought {
    /// Those that the earlier one did not have.
    pub new: Vec<Diagnostic>,
    /// Those that it had.
    pub known: Vec<Diagnostic>,
    /// Number of those that only the earlier one had.
    pub gone: usize,
}

/// What identifies a finding.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Key {
    rule: &'static str,
    is_error: bool,
    file: SourcePath,
    what: What,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum What {
    Fact(Fact),
    Words { line: String, message: String },
    File(String),
}

/// Compares two states. `renamed` has the earlier path of each renamed file.
pub fn brought(
    after: Vec<Diagnostic>,
    world: &dyn World,
    before: State<'_>,
    renamed: &BTreeMap<SourcePath, SourcePath>,
) -> Brought {
    let mut left: HashMap<Key, usize> = HashMap::new();
    let mut lines = Lines::new(before.world);
    for finding in before.findings {
        *left.entry(key(finding, &mut lines, &BTreeMap::new())).or_default() += 1;
    }
    let mut brought = Brought::default();
    let mut lines = Lines::new(world);
    for finding in after {
        match left.get_mut(&key(&finding, &mut lines, renamed)) {
            Some(count) if *count > 0 => {
                *count -= 1;
                brought.known.push(finding);
            }
            _ => brought.new.push(finding),
        }
    }
    brought.gone = left.values().sum();
    brought
}

/// The key of a finding, with earlier paths.
fn key(
    finding: &Diagnostic,
    lines: &mut Lines<'_>,
    renamed: &BTreeMap<SourcePath, SourcePath>,
) -> Key {
    let earlier = |path: &SourcePath| renamed.get(path).unwrap_or(path).clone();
    let (line, says) = lines.words(finding);
    let what = match (says, &finding.about) {
        (Some(says), _) => What::File(says),
        (None, Some(about)) => {
            What::Fact(Fact { place: earlier(&about.fact.place), ..about.fact.clone() })
        }
        (None, None) => What::Words { line, message: finding.message.clone() },
    };
    Key {
        rule: finding.name,
        is_error: finding.is_error(),
        file: earlier(&finding.location.path),
        what,
    }
}

/// Files with another path and the same bytes, added to renames that are known: the earlier path by
/// the later one. `before` and `after` are all paths of the two states.
pub fn moved(
    known: &mut BTreeMap<SourcePath, SourcePath>,
    (before, old): (&[SourcePath], &dyn World),
    (after, new): (&[SourcePath], &dyn World),
) {
    let has = |all: &[SourcePath], path: &SourcePath| all.binary_search(path).is_ok();
    let taken: BTreeSet<SourcePath> = known.values().cloned().collect();
    let mut gone: HashMap<Vec<u8>, &SourcePath> = HashMap::new();
    for path in before.iter().filter(|path| !has(after, path) && !taken.contains(path)) {
        if let Ok(bytes) = old.read(path) {
            gone.insert(bytes, path);
        }
    }
    if gone.is_empty() {
        return;
    }
    for path in after.iter().filter(|path| !has(before, path)) {
        if known.contains_key(path) {
            continue;
        }
        let Ok(bytes) = new.read(path) else { continue };
        if let Some(earlier) = gone.remove(&bytes) {
            known.insert(path.clone(), earlier.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{check, example, tests::load};
    use crate::facts::Facts;
    use crate::world::MemoryWorld;

    const UPDATE: &str = "content/r/2016-06-30/rec-4.md";

    fn world(about: &str, rows: &str) -> MemoryWorld {
        let update = format!("+++\nnumber = 4\nstatus = \"behind-replan\"\n{rows}+++\n");
        example::world(&[
            ("content/about.md", &format!("+++\ntitle = \"T\"\n+++\n{about}")),
            ("content/r/recommendations/rec-4.md", "+++\nnumber = 4\ntitle = \"T\"\n+++\n"),
            (UPDATE, &update),
        ])
    }

    fn row(text: &str, due: &str) -> String {
        format!(
            "[[deliverables]]\ntext = \"{text}\"\nresponsible = [\"Staff\"]\ndue = \"{due}\"\n\
             revised_due = \"2016-12\"\nslip_reason = \"R\"\n"
        )
    }

    fn findings(world: &MemoryWorld) -> Vec<Diagnostic> {
        check(&Facts::new(load(world).0), world).diagnostics
    }

    fn between(old: &MemoryWorld, new: &MemoryWorld) -> Brought {
        let mut renamed = BTreeMap::new();
        let paths = |world: &MemoryWorld| world.walk(&SourcePath::default()).files;
        moved(&mut renamed, (&paths(old), old), (&paths(new), new));
        let before = State { findings: &findings(old), world: old };
        brought(findings(new), new, before, &renamed)
    }

    #[track_caller]
    fn case(old: &MemoryWorld, new: &MemoryWorld, expected: &[&str], known: usize, gone: usize) {
        let found = between(old, new);
        let names: Vec<&str> = found.new.iter().map(|finding| finding.name).collect();
        assert_eq!((&*names, found.known.len(), found.gone), (expected, known, gone), "{found:#?}");
    }

    #[test]
    fn lines_move_and_facts_stay() {
        let (link, late) = ("[a](#)\n", row("Paint the hall", "2015-12"));
        let old = world(link, &late);
        case(&old, &old, &[], 2, 0);
        case(&old, &world("New.\n\n[a](#)\n", &late), &[], 2, 0);
        case(&old, &world("[b](#)\n", &late), &["placeholder-link"], 1, 1);
        case(&old, &world("[a](#)\n\n[a](#)\n", &late), &["placeholder-link"], 2, 0);
        // The same row is still late, by another date.
        case(&old, &world(link, &row("Paint the hall", "2015-11")), &[], 2, 0);
        let two = late.clone() + &row("Mend the roof", "2015-12");
        case(&old, &world(link, &two), &["overdue"], 2, 0);
        case(&world(link, &two), &old, &[], 2, 1);
    }

    #[test]
    fn a_warning_that_becomes_an_error_is_new() {
        let old = world("[a](#)\n", "");
        let mut new = old.clone();
        new.insert("book.toml", "[book]\ntitle = \"T\"\n[rules]\nplaceholder-link = \"deny\"\n");
        case(&old, &new, &["placeholder-link"], 0, 1);
    }

    #[test]
    fn a_renamed_file_has_what_it_had() {
        let old = world("[a](#)\n", &row("Paint the hall", "2015-12"));
        let mut new = old.clone();
        for (from, to) in
            [("content/about.md", "content/us.md"), (UPDATE, "content/r/2016-06-30/rec-04.md")]
        {
            let bytes = old.read(&SourcePath::new(from)).expect("a file");
            new.remove(from);
            new.insert(to, bytes);
        }
        case(&old, &new, &[], 2, 0);
    }

    #[test]
    fn what_a_silent_revision_says_next_is_new() {
        let revised = |text: &str| {
            let mut world = world("", "");
            world.insert("content/r/2016-09-30/_index.md", "+++\ntitle = \"E\"\n+++\n");
            let update = format!(
                "+++\nnumber = 4\nas_of = 2016-06-30\nstatus = \"behind-replan\"\n+++\n{text}\n"
            );
            world.insert("content/r/2016-09-30/rec-4.md", update);
            world
        };
        case(&revised("One."), &revised("One."), &[], 1, 0);
        case(&revised("One."), &revised("Two."), &["silent-revision"], 0, 1);
    }
}
