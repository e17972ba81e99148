//! Whatever is edited, in whatever order, a build from a manifest equals one from nothing.
//!
//! Sites are generated and edited again and again: content, settings, themes, texts, and the built
//! files themselves. After each edit the site is built into the same directory, and every file is
//! compared with what a rendering without any keys gives. `PROPTEST_CASES` sets the number of
//! sequences, `INCREMENTAL_FIRST` the first seed.
#![cfg(unix)]
#![allow(clippy::print_stdout, reason = "says what became of the cases, if asked")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use ssr_site::address::PageList;
use ssr_site::build::SitePages;
use ssr_site::config::Drafts;
use ssr_site::output::{self, Pages as _, Summary};
use ssr_site::project::{self, Options};
use ssr_site::world::{MemoryWorld, NotedWorld};

use super::frozen::dice::Dice;
use super::frozen::mutate;
use super::frozen::site::{self, Files};
use super::harness::{Project, tree};

/// Sequences by default.
const SEQUENCES: u64 = 6;

/// Edits of each.
const EDITS: usize = 12;

const MANIFEST: &str = ".public.ssr-site-manifest";

/// A built site.
struct Built {
    summary: Summary,
    expected: BTreeMap<String, Vec<u8>>,
}

fn world(files: &Files) -> MemoryWorld {
    files.iter().fold(Project::empty(), |project, (path, text)| project.file(path, text)).world()
}

/// Builds into `public`; `None` if the site has errors.
fn build(files: &Files, root: &Path, drafts: Drafts) -> Option<Built> {
    let world = world(files);
    let noted = NotedWorld::new(&world);
    let options = Options { drafts, ..Options::default() };
    let project = project::Project::read(&noted, &options, |_| ());
    let pages = SitePages::of(&project, &world, &noted)?;
    let expected = rendered(&project, &world)?;
    let options = output::Options { inputs: Some(pages.inputs()), ..output::Options::default() };
    let summary = output::publish(&root.join("public"), &pages, &options).expect("a build");
    assert_eq!(pages.count(), expected.len());
    Some(Built { summary, expected })
}

/// All files as rendered without keys.
fn rendered(project: &project::Project, world: &MemoryWorld) -> Option<BTreeMap<String, Vec<u8>>> {
    let (rendering, list) = project.rendering(world).zip(project.list.as_ref())?;
    let list: &PageList = list;
    let file = |(index, route): (usize, &ssr_site::path::Route)| {
        let mut bytes = Vec::new();
        rendering.write(index, &mut bytes).ok()?;
        Some((route.to_string(), bytes))
    };
    list.routes().iter().enumerate().map(file).collect()
}

/// Files of `public` that differ from those expected.
fn differing(root: &Path, expected: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let mut found = tree(&root.join("public"));
    found.retain(|path, _| !path.starts_with('.'));
    let paths = expected.keys().chain(found.keys());
    let mut differing: Vec<String> =
        paths.filter(|path| expected.get(*path) != found.get(*path)).cloned().collect();
    differing.dedup();
    differing
}

/// One edit of the sources, in words.
fn edit(dice: &mut Dice, files: &mut Files) -> String {
    let theme = "themes/default/templates/";
    match dice.below(12) {
        0 => {
            let template = ["404.html", "recommendation.html", "print-end.html"][dice.below(3)];
            let embedded = ssr_site::theme::embedded_files()
                .find(|(path, _)| path.as_str() == format!("{theme}{template}"));
            let text = embedded.map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned());
            let text = text.expect("a template") + &format!("{{# {} #}}", dice.words(1));
            let marked = text.replace("<p", &format!("<p data-{}=\"\"", dice.below(3)));
            toggled(files, &format!("{theme}{template}"), marked)
        }
        1 => {
            let texts =
                format!("complete = \"{}\"\nprevious = \"{}\"\n", dice.words(1), dice.words(1));
            toggled(files, "themes/default/strings/en.toml", texts)
        }
        2 => toggled(files, "themes/default/assets/style.css", "p { color: red }".to_owned()),
        _ => mutate::any_change(dice, files).what,
    }
}

/// Writes a file, or removes one that is there.
fn toggled(files: &mut Files, path: &str, text: String) -> String {
    if files.remove(path).is_some() {
        return format!("{path} is removed");
    }
    files.insert(path.to_owned(), text);
    format!("{path} is written")
}

/// What can happen to the target between two builds, in words.
fn mishap(dice: &mut Dice, root: &Path, manifests: &[String]) -> Option<String> {
    let public = root.join("public");
    let paths: Vec<String> =
        tree(&public).into_keys().filter(|path| !path.starts_with('.')).collect();
    let path = paths.get(dice.below(paths.len().max(1)))?;
    match dice.below(6) {
        0 => {
            fs::write(public.join(path), "edited").expect("an edit");
            Some(format!("public/{path} is edited"))
        }
        1 => {
            fs::remove_file(public.join(path)).expect("a removal");
            Some(format!("public/{path} is removed"))
        }
        // As after a build that was killed before it wrote its manifest.
        2 => {
            let manifest = manifests.get(dice.below(manifests.len().max(1)))?;
            fs::write(root.join(MANIFEST), manifest).expect("a manifest");
            Some("the manifest is an earlier one".to_owned())
        }
        // As after one that was killed meanwhile.
        3 => {
            let manifest = manifests.last()?;
            let end = manifest.floor_char_boundary(dice.below(manifest.len()));
            fs::write(root.join(MANIFEST), &manifest[..end]).expect("a manifest");
            Some("the manifest is cut".to_owned())
        }
        _ => None,
    }
}

/// Edits and builds a generated site again and again. Returns the numbers of builds, and of files
/// that were kept and written in them.
fn sequence(seed: u64) -> [usize; 3] {
    let mut dice = Dice::new(seed);
    let mut files = site::site(&mut dice);
    let directory = tempfile::tempdir().expect("a directory");
    let root = directory.path();
    let (mut log, mut manifests) = (Vec::new(), Vec::new());
    let mut counts = [0; 3];
    for _ in 0..EDITS {
        let before = files.clone();
        if !log.is_empty() {
            log.push(edit(&mut dice, &mut files));
            log.extend(mishap(&mut dice, root, &manifests));
        }
        let drafts = if dice.one_in(8) { Drafts::Shown } else { Drafts::LeftOut };
        let Some(Built { summary, expected }) = build(&files, root, drafts) else {
            log.push("which is an error, and undone".to_owned());
            files = before;
            continue;
        };
        log.push(format!("built ({drafts:?})"));
        let differing = differing(root, &expected);
        assert!(differing.is_empty(), "seed {seed}: {differing:#?}\nafter {log:#?}");
        let written = summary.added.len() + summary.changed.len();
        counts = [counts[0] + 1, counts[1] + summary.unchanged, counts[2] + written];
        manifests.extend(fs::read_to_string(root.join(MANIFEST)));
    }
    counts
}

/// Where a link to a section of another recommendation leads depends on whether there is one.
#[test]
fn sections_of_others_come_and_go() {
    let directory = tempfile::tempdir().expect("a directory");
    let update = |edition: &str, body: &str| {
        let path = format!("content/ssr1/{edition}/rec-1.md");
        let text = format!("+++\nnumber = 1\nstatus = \"planned\"\n+++\n{body}");
        (path, text)
    };
    let link = |anchor: &str| format!("[it](../2016-06-30/rec-1.md#{anchor})\n\n");
    let mut files = Files::from(
        [
            ("book.toml", "[book]\ntitle = \"T\"\n".to_owned()),
            ("content/_index.md", "+++\ntitle = \"T\"\n+++\n".to_owned()),
            (
                "content/ssr1/_index.md",
                "+++\nkind = \"implementation\"\ntitle = \"R\"\n+++\n".to_owned(),
            ),
            ("content/ssr1/2015-06-30/_index.md", "+++\ntitle = \"E\"\n+++\n".to_owned()),
            ("content/ssr1/2016-06-30/_index.md", "+++\ntitle = \"F\"\n+++\n".to_owned()),
            (
                "content/ssr1/recommendations/rec-1.md",
                "+++\nnumber = 1\ntitle = \"A\"\n+++\nOne.\n".to_owned(),
            ),
            (
                "content/ssr1/recommendations/rec-2.md",
                "+++\nnumber = 2\ntitle = \"B\"\n+++\n".to_owned()
                    + &["status", "notes", "moved"].map(link).concat(),
            ),
        ]
        .map(|(path, text)| (path.to_owned(), text)),
    );
    let said = "## Project status\n\nSaid.\n\n## Implementation notes\n\nNoted.\n";
    files.extend([update("2015-06-30", said), update("2016-06-30", said)]);
    let mut pages = Vec::new();
    for body in [
        said,
        "## Project status\n\nSaid.\n\n## Implementation notes\n",
        "## Project status\n\n## Implementation notes\n\nNoted.\n",
        said,
        "## Project status\n\nSaid anew.\n\n## Implementation notes\n\nNoted.\n",
    ] {
        files.extend([update("2016-06-30", body)]);
        let Built { expected, .. } =
            build(&files, directory.path(), Drafts::LeftOut).expect("a site");
        assert_eq!(differing(directory.path(), &expected), Vec::<String>::new(), "{body}");
        pages.push(expected["ssr1/2.html"].clone());
    }
    assert!(
        pages[0] != pages[1] && pages[1] != pages[2] && pages[3] != pages[4],
        "links are the same"
    );
}

/// A print document embeds its pictures.
#[test]
fn a_picture_that_changes_changes_the_paper() {
    let directory = tempfile::tempdir().expect("a directory");
    let mut files = site::site(&mut Dice::new(1));
    files.retain(|path, _| !path.ends_with(".lock"));
    let statement =
        files.keys().find(|path| path.starts_with("content/one/rec") && path.ends_with(".md"));
    let statement = statement.expect("a statement").clone();
    let text = files[&statement].clone() + "\n![A map](map.png)\n";
    let (folder, _) = statement.rsplit_once('/').expect("a folder");
    let picture = format!("{folder}/map.png");
    files.insert(statement, text);
    let mut papers = Vec::new();
    for bytes in ["one", "two"] {
        files.insert(picture.clone(), bytes.to_owned());
        let Built { expected, .. } =
            build(&files, directory.path(), Drafts::LeftOut).expect("a site");
        assert_eq!(differing(directory.path(), &expected), Vec::<String>::new());
        papers.push(expected);
    }
    let embeds =
        |path: &&String| path.ends_with("print.html") && papers[0][*path] != papers[1][*path];
    assert!(papers[0].keys().any(|path| embeds(&path)), "no print document embeds it");
}

#[test]
fn a_build_from_a_manifest_equals_one_from_nothing() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse().ok());
    let first: u64 = number("INCREMENTAL_FIRST").unwrap_or(0);
    let sequences: u64 = number("PROPTEST_CASES").unwrap_or(SEQUENCES);
    let mut sum = [0; 3];
    for seed in first..first + sequences {
        for (sum, count) in sum.iter_mut().zip(sequence(seed)) {
            *sum += count;
        }
    }
    let [builds, kept, written] = sum;
    println!("{sequences} sequences: {builds} builds, {kept} files kept, {written} written");
    assert!(builds as u64 > 3 * sequences, "most edits are errors");
    assert!(kept > written, "{kept} files kept, {written} written");
}
