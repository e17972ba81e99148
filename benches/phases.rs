//! Benchmarks the phases of a build, in memory and on one thread.
//!
//! `cargo bench --bench phases`, or `cargo bench --bench phases -- page` for those with `page` in
//! the name.
//!
//! The project is synthetic: 200 recommendations in 4 editions, each with new texts. Throughput is
//! in bytes of files read or pages written. The disk is excluded; see the benchmark `build`.
//! Machines are noisy: compare only figures of one run.

use std::sync::LazyLock;

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use ssr_site::address::PageList;
use ssr_site::check;
use ssr_site::config::Config;
use ssr_site::document::{Document, Role};
use ssr_site::facts::Facts;
use ssr_site::project;
use ssr_site::render::Rendering;
use ssr_site::site::Site;
use ssr_site::theme::Theme;
use ssr_site::world::{MemoryWorld, World as _};

mod synthetic;

/// The same allocator as the binary.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    // Loading is parallel; one thread gives clearer costs.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build();
    match pool {
        Ok(pool) => pool.install(divan::main),
        Err(error) => panic!("cannot start a thread: {error}"),
    }
}

static PROJECT: LazyLock<Project> = LazyLock::new(Project::new);

/// A project and the results of the phases before rendering.
struct Project {
    world: MemoryWorld,
    config: Config,
    facts: Facts,
    theme: Theme,
    list: PageList,
}

impl Project {
    fn new() -> Self {
        let options = synthetic::Options {
            recommendations: 200,
            editions: 4,
            changed_percent: 100,
            review: true,
            seed: 1,
        };
        let mut world = MemoryWorld::default();
        synthetic::generate(&options, &mut |path, text| {
            let mut text = text.to_owned();
            if path == "book.toml" {
                // Feeds and the sitemap need a site address.
                text.push_str("\n[output.html]\nsite-url = \"https://reports.example.org/\"\n");
            }
            world.insert(path, text);
        });
        let config = the(Config::load(&world).0, "settings");
        let site = Site::load(config.clone(), &world).0;
        let theme = the(project::theme(&site, &world).0, "theme");
        let list = PageList::new(&site, &theme).0;
        Self { world, config, facts: Facts::new(site), theme, list }
    }
}

/// The value, which exists in a project without errors.
fn the<T>(found: Option<T>, what: &str) -> T {
    found.unwrap_or_else(|| panic!("the project has no {what}"))
}

/// Reading one file: front matter, Markdown, mentions and claims.
#[divan::bench(args = [Role::Recommendation, Role::Update, Role::ReviewEntry])]
fn document(bencher: Bencher<'_, '_>, role: Role) {
    let Project { facts, world, .. } = &*PROJECT;
    let site = facts.site();
    let path = site.documents().map(|(_, document)| document);
    let path = the(path.filter(|document| document.role() == role).nth(25), "such document");
    let bytes = the(world.read(&path.path).ok(), "such file");
    bencher
        .counter(BytesCount::of_slice(&bytes))
        .bench(|| Document::parse(black_box(&bytes), &path.path, role, site.reading(&path.path)));
}

/// Reading and assembling all documents.
#[divan::bench]
fn load(bencher: Bencher<'_, '_>) {
    let Project { facts, world, config, .. } = &*PROJECT;
    let site = facts.site();
    let bytes = site.documents().filter_map(|(_, document)| world.read(&document.path).ok());
    let bytes: usize = bytes.map(|bytes| bytes.len()).sum();
    bencher
        .with_inputs(|| config.clone())
        .counter(BytesCount::new(bytes))
        .bench_values(|config| Site::load(config, world));
}

/// All rules.
#[divan::bench]
fn check(bencher: Bencher<'_, '_>) {
    let Project { facts, world, .. } = &*PROJECT;
    bencher
        .counter(ItemsCount::new(facts.site().documents().count()))
        .with_inputs(|| Facts::new(facts.shared_site()))
        .bench_refs(|facts| check::check(facts, world));
}

/// Templates and display strings.
#[divan::bench]
fn theme(bencher: Bencher<'_, '_>) {
    let Project { config, world, .. } = &*PROJECT;
    bencher.bench(|| Theme::load(config, world));
}

/// Listing all pages with their addresses.
#[divan::bench]
fn list(bencher: Bencher<'_, '_>) {
    let Project { facts, theme, list, .. } = &*PROJECT;
    let site = facts.site();
    bencher.counter(ItemsCount::new(list.routes().len())).bench(|| PageList::new(site, theme));
}

/// One page of each kind, by address.
#[divan::bench(args = [
    "index.html",
    "synthetic/index.html",
    "synthetic/25.html",
    "synthetic/overdue.html",
    "synthetic/owners.html",
    "synthetic/references.html",
    "synthetic/2016-03-31/index.html",
    "synthetic/2016-03-31/25.html",
    "synthetic/2016-03-31/changes.html",
    "synthetic-review/index.html",
    "synthetic/print.html",
    "synthetic/feed.xml",
    "data/synthetic/report.json",
    "search-index.js",
    "sitemap.xml",
])]
fn page(bencher: Bencher<'_, '_>, address: &str) {
    let Project { facts, theme, world, list, .. } = &*PROJECT;
    let rendering = Rendering::new(facts, theme, world, list);
    let index = list.routes().iter().position(|route| route.as_str() == address);
    let index = the(index, address);
    let write = || {
        let mut bytes = Vec::new();
        let streamed = rendering.stream(index, &mut bytes);
        match streamed.unwrap_or_else(|| rendering.write(index, &mut bytes)) {
            Ok(()) => bytes,
            Err(diagnostic) => panic!("{diagnostic:?}"),
        }
    };
    bencher.counter(BytesCount::of_slice(&write())).bench(write);
}
