//! What a plan says, to people and to programs.

use std::fmt::Write as _;

use serde_json::{Value, json};
use ssr_site::config::Publication;
use ssr_site::publish::headers;
use ssr_site::publish::plan::{Plan, SiteFile};

use crate::cli::build;

/// Paths listed for people; `-v` lists all.
const LISTED: usize = 10;

/// A plan and what it is about.
pub(super) struct Told<'a> {
    pub(super) publication: &'a Publication,
    pub(super) address: String,
    pub(super) site_url: Option<&'a str>,
    pub(super) files: &'a [SiteFile],
    pub(super) plan: &'a Plan,
    pub(super) is_interrupted: bool,
}

impl Told<'_> {
    fn paths(&self, indices: &[usize]) -> Vec<&str> {
        indices.iter().map(|index| &*self.files[*index].path).collect()
    }

    fn bytes(&self, indices: &[usize]) -> u64 {
        indices.iter().map(|index| self.files[*index].entry.size).sum()
    }

    /// For people.
    pub(super) fn text(&self, all: bool) -> String {
        let plan = self.plan;
        let mut text = format!("plan for `{}`: {}", self.publication.name, self.address);
        if let Some(url) = self.site_url {
            let _ = write!(text, ", public at {url}");
        }
        if self.is_interrupted {
            text.push_str("\n  an earlier publication was interrupted; this one completes it");
        }
        let kinds = [
            ("new", &plan.added),
            ("changed", &plan.changed),
            ("restored, since they were changed on the host", &plan.restored),
            ("sent again, since the interrupted publication may not have", &plan.uncertain),
        ];
        for (word, indices) in kinds.into_iter().filter(|(_, indices)| !indices.is_empty()) {
            let size = size(self.bytes(indices));
            let _ = write!(text, "\n  {:>6} {word}, {size}", indices.len());
            list(&mut text, &self.paths(indices), all);
        }
        for (word, paths) in [("deleted", &plan.removed), ("deleted first", &plan.leftover)] {
            if !paths.is_empty() {
                let _ = write!(text, "\n  {:>6} {word}", paths.len());
                list(&mut text, &paths.iter().map(|path| &**path).collect::<Vec<_>>(), all);
            }
        }
        let _ = write!(text, "\n  {:>6} unchanged", plan.unchanged);
        if plan.foreign > 0 {
            let _ = write!(text, "\n  {:>6} not published by ssr-site, left alone", plan.foreign);
        }
        let stale = self.stale().len();
        if stale > 0 && self.site_url.is_some() {
            let _ = write!(text, "\n  {stale:>6} addresses to invalidate in caches");
        }
        text
    }

    /// Paths that caches may have with old content.
    pub(super) fn stale(&self) -> Vec<&str> {
        let plan = self.plan;
        let indices = [&plan.changed, &plan.restored, &plan.uncertain].into_iter().flatten();
        let written = indices.map(|index| &*self.files[*index].path);
        let is_revalidated = |path: &&str| headers::cache(path) != headers::IMMUTABLE;
        let mut stale: Vec<&str> = written.filter(is_revalidated).collect();
        stale.extend(plan.removed.iter().map(|path| &**path));
        stale.sort_unstable();
        stale
    }

    /// One line a path, as `build --changes` writes them.
    pub(super) fn changes(&self) -> String {
        let plan = self.plan;
        let written = [&plan.changed, &plan.restored, &plan.uncertain].into_iter().flatten();
        let path = |index: &usize| &*self.files[*index].path;
        build::changed(
            plan.added.iter().map(path),
            written.map(path),
            plan.removed.iter().chain(&plan.leftover).map(|path| &**path),
        )
    }

    /// For programs.
    pub(super) fn json(&self) -> Value {
        let plan = self.plan;
        json!({
            "reason": "plan",
            "host": self.publication.name.as_str(),
            "address": self.address,
            "site_url": self.site_url,
            "interrupted": self.is_interrupted,
            "added": self.paths(&plan.added),
            "changed": self.paths(&plan.changed),
            "restored": self.paths(&plan.restored),
            "uncertain": self.paths(&plan.uncertain),
            "removed": plan.removed,
            "leftover": plan.leftover,
            "unchanged": plan.unchanged,
            "foreign": plan.foreign,
            "in_the_way": plan.in_the_way,
            "bytes": plan.bytes(self.files),
            "invalidate": self.stale(),
        })
    }
}

fn list(text: &mut String, paths: &[&str], all: bool) {
    let listed = if all { paths.len() } else { LISTED };
    for path in paths.iter().take(listed) {
        let _ = write!(text, "\n           {path}");
    }
    if let Some(more) = paths.len().checked_sub(listed + 1) {
        let _ = write!(text, "\n           … and {} more (`-v` lists all)", more + 1);
    }
}

/// A size for people.
pub(super) fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        1_000_000..1_000_000_000 => format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10),
        _ => format!("{}.{} GB", bytes / 1_000_000_000, bytes / 100_000_000 % 10),
    }
}
