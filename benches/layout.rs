//! Compares methods of writing a site to disk.
//!
//! `cargo bench --bench layout -- --files 12521 --bytes 27000 --rounds 5 --in DIRECTORY`
//!
//! Files of equal size in five directories, in three cases: a new site, an unchanged one, a few
//! changed pages. Methods are interleaved in every round, each on its own files, which stay until
//! the end: disks are slow after many deletions. All files are in the page cache. Times include
//! syncing, unless noted.

#![expect(clippy::disallowed_methods, reason = "not part of the product: it writes files")]
#![expect(clippy::print_stdout, reason = "the table is what it is for")]

use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::ensure;
use clap::Parser;
use rayon::prelude::*;
use rustix::fs::{CWD, RenameFlags};

/// Times ways of writing, comparing and replacing files.
#[derive(Debug, Parser)]
struct Args {
    /// Number of files.
    #[arg(long, default_value_t = 2000, value_parser = clap::value_parser!(u32).range(100..))]
    files: u32,
    /// Bytes per file.
    #[arg(long, default_value_t = 27_000)]
    bytes: usize,
    /// Number of changed files, in the last case.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=50))]
    changed: u32,
    /// Number of rounds.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=100))]
    rounds: u32,
    /// Parent of the temporary directory.
    #[arg(long = "in", value_name = "DIR", default_value = ".")]
    within: PathBuf,
    /// Passed by cargo.
    #[arg(long, hide = true)]
    bench: bool,
}

/// A site of files of one version.
#[derive(Clone, Copy)]
struct Tree {
    files: u32,
    bytes: usize,
    changed: u32,
    /// Whether each file has its own directory.
    alone: bool,
}

/// An operation on a site in a directory.
type Step = fn(Tree, &Path) -> anyhow::Result<()>;

/// A method and its preparation, both in the same directory.
struct Way {
    name: &'static str,
    /// Whether the site is always the complete old or new one.
    whole: bool,
    prepare: Option<Step>,
    take: Step,
}

const fn way(name: &'static str, whole: bool, prepare: Option<Step>, take: Step) -> Way {
    Way { name, whole, prepare, take }
}

const WAYS: [Way; 13] = [
    way("new: every core", true, None, |tree, at| publish(tree, at, Each::Written)),
    way("new: one thread", true, None, |tree, at| {
        on_one_thread(|| publish(tree, at, Each::Written))
    }),
    way("new: a directory for each page", true, None, |tree, at| {
        publish(Tree { alone: true, ..tree }, at, Each::Written)
    }),
    way("new: each under another name first", true, None, |tree, at| {
        publish(tree, at, Each::Renamed)
    }),
    way("new: each synced, not all at once", true, None, |tree, at| {
        publish(tree, at, Each::Synced)
    }),
    way("new: not synced at all", false, None, |tree, at| {
        tree.write(&at.join("staging"), Each::Written)?;
        Ok(fs::rename(at.join("staging"), at.join("site"))?)
    }),
    way("unchanged: read and compared", true, Some(one_site), compare),
    way("unchanged: the same on one thread", true, Some(one_site), |tree, at| {
        on_one_thread(|| compare(tree, at))
    }),
    way("unchanged: sizes and times", true, Some(one_site), |tree, at| {
        let sizes: u64 = (0..tree.files)
            .into_par_iter()
            .map(|file| Ok(fs::symlink_metadata(tree.path(&at.join("site"), file))?.len()))
            .sum::<anyhow::Result<u64>>()?;
        ensure!(sizes == u64::from(tree.files) * tree.bytes as u64);
        Ok(())
    }),
    way("few: links to the rest", true, Some(one_site), |tree, at| {
        replace(tree, at, |old, new| fs::hard_link(old, new))
    }),
    way("few: copies of the rest", true, Some(one_site), |tree, at| {
        replace(tree, at, |old, new| fs::copy(old, new).map(drop))
    }),
    way("few: the site before last brought up to date", true, Some(two_sites), |tree, at| {
        let before = at.join("before");
        tree.changed_before()
            .try_for_each(|file| tree.write_one(&before, file, 0, Each::Renamed))?;
        rename_in(tree, &before)?;
        Ok(rustix::fs::renameat_with(CWD, &before, CWD, at.join("site"), RenameFlags::EXCHANGE)?)
    }),
    way("few: each renamed into place", false, Some(one_site), |tree, at| {
        rename_in(tree, &at.join("site"))
    }),
];

fn main() -> anyhow::Result<()> {
    let Args { files, bytes, changed, rounds, within, bench: _ } = Args::parse();
    let tree = Tree { files, bytes, changed, alone: false };
    let scratch = tempfile::Builder::new().prefix("ssr-site-bench").tempdir_in(&within)?;
    let mut times = WAYS.map(|_| Vec::new());
    for round in 0..rounds {
        for (place, (way, times)) in WAYS.iter().zip(&mut times).enumerate() {
            let at = scratch.path().join(format!("{round}-{place}"));
            fs::create_dir(&at)?;
            if let Some(prepare) = way.prepare {
                prepare(tree, &at)?;
            }
            // Do not time pending writes of the preparation.
            rustix::fs::sync();
            let start = Instant::now();
            (way.take)(tree, &at)?;
            times.push(start.elapsed());
        }
    }
    println!(
        "{files} files of {bytes} bytes, {changed} changed; {rounds} rounds in {}\n",
        within.display()
    );
    println!("| | median ms | least to most | old or new, whole |\n| --- | ---: | ---: | --- |");
    for (way, times) in WAYS.iter().zip(&mut times) {
        times.sort_unstable();
        let [median, least, most] =
            [times[times.len() / 2], times[0], times[times.len() - 1]].map(milliseconds);
        let whole = if way.whole { "yes" } else { "no" };
        println!("| {} | {median:.0} | {least:.0} to {most:.0} | {whole} |", way.name);
    }
    Ok(())
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn on_one_thread(run: impl FnOnce() -> anyhow::Result<()> + Send) -> anyhow::Result<()> {
    rayon::ThreadPoolBuilder::new().num_threads(1).build()?.install(run)
}

/// How each file is written.
#[derive(Clone, Copy)]
enum Each {
    Written,
    Renamed,
    Synced,
}

impl Tree {
    fn path(self, root: &Path, file: u32) -> PathBuf {
        let end = if self.alone { "/index.html" } else { ".html" };
        root.join(format!("{}/{file}{end}", file % 5))
    }

    /// The files changed in the previous version.
    fn changed_before(self) -> Range<u32> {
        self.changed..2 * self.changed
    }

    /// The bytes of a file in a version.
    fn page(self, file: u32, version: u32) -> Vec<u8> {
        let letter = u8::try_from((file + version) % 26).unwrap_or_default();
        vec![b'a' + letter; self.bytes]
    }

    fn make_directories(self, root: &Path) -> anyhow::Result<()> {
        (0..5).try_for_each(|directory| fs::create_dir_all(root.join(directory.to_string())))?;
        if self.alone {
            let mut all = (0..self.files).map(|file| self.path(root, file));
            all.try_for_each(|path| fs::create_dir(path.parent().unwrap_or(root)))?;
        }
        Ok(())
    }

    /// Writes the first version of all files.
    fn write(self, root: &Path, each: Each) -> anyhow::Result<()> {
        self.make_directories(root)?;
        (0..self.files).into_par_iter().try_for_each(|file| self.write_one(root, file, 0, each))
    }

    fn write_one(self, root: &Path, file: u32, version: u32, each: Each) -> anyhow::Result<()> {
        let path = self.path(root, file);
        let name = match each {
            Each::Renamed => path.with_extension("new"),
            Each::Written | Each::Synced => path.clone(),
        };
        let mut open = File::create_new(&name)?;
        open.write_all(&self.page(file, version))?;
        match each {
            Each::Written => {}
            Each::Renamed => fs::rename(name, path)?,
            Each::Synced => open.sync_all()?,
        }
        Ok(())
    }
}

fn one_site(tree: Tree, at: &Path) -> anyhow::Result<()> {
    tree.write(&at.join("site"), Each::Written)
}

/// A site, and its predecessor with a few different files; others change now.
fn two_sites(tree: Tree, at: &Path) -> anyhow::Result<()> {
    one_site(tree, at)?;
    let (site, before) = (at.join("site"), at.join("before"));
    tree.make_directories(&before)?;
    (0..tree.files)
        .try_for_each(|file| fs::hard_link(tree.path(&site, file), tree.path(&before, file)))?;
    tree.changed_before().try_for_each(|file| {
        fs::remove_file(tree.path(&before, file))?;
        tree.write_one(&before, file, 1, Each::Written)
    })
}

#[cfg(target_os = "linux")]
fn sync(directory: &Path) -> anyhow::Result<()> {
    Ok(rustix::fs::syncfs(File::open(directory)?)?)
}

#[cfg(not(target_os = "linux"))]
fn sync(_: &Path) -> anyhow::Result<()> {
    rustix::fs::sync();
    Ok(())
}

/// Publishes a new site.
fn publish(tree: Tree, at: &Path, each: Each) -> anyhow::Result<()> {
    let staging = at.join("staging");
    tree.write(&staging, each)?;
    if !matches!(each, Each::Synced) {
        sync(&staging)?;
    }
    Ok(fs::rename(staging, at.join("site"))?)
}

fn compare(tree: Tree, at: &Path) -> anyhow::Result<()> {
    (0..tree.files).into_par_iter().try_for_each_init(Vec::new, |bytes, file| {
        bytes.clear();
        File::open(tree.path(&at.join("site"), file))?.read_to_end(bytes)?;
        ensure!(*bytes == tree.page(file, 0));
        Ok(())
    })
}

/// Stages a new site beside the old one, mostly reusing it, swaps them and deletes the old one.
fn replace(
    tree: Tree,
    at: &Path,
    keep: impl Fn(&Path, &Path) -> std::io::Result<()> + Sync,
) -> anyhow::Result<()> {
    let (site, staging) = (at.join("site"), at.join("staging"));
    tree.make_directories(&staging)?;
    (0..tree.files).into_par_iter().try_for_each(|file| {
        if file < tree.changed {
            return tree.write_one(&staging, file, 2, Each::Written);
        }
        Ok(keep(&tree.path(&site, file), &tree.path(&staging, file))?)
    })?;
    sync(&staging)?;
    rustix::fs::renameat_with(CWD, &staging, CWD, &site, RenameFlags::EXCHANGE)?;
    Ok(fs::remove_dir_all(staging)?)
}

/// Renames each changed file into place.
fn rename_in(tree: Tree, site: &Path) -> anyhow::Result<()> {
    (0..tree.changed).try_for_each(|file| tree.write_one(site, file, 2, Each::Renamed))?;
    sync(site)
}
