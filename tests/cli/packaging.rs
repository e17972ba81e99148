//! Packages and workflows name only files and commands that exist.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::harness::{BINARY, Place};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The commands of the guide: everything from `ssr-site` on in its blocks.
fn commands(page: &str) -> BTreeSet<&str> {
    let blocks = page.split("```").skip(1).step_by(2);
    let lines = blocks.flat_map(str::lines).map(str::trim);
    let lines = lines.map(|line| line.trim_start_matches("- ").trim_start_matches("run: "));
    lines.filter(|line| line.starts_with("ssr-site ")).collect()
}

#[test]
fn commands_of_the_workflows_exist_as_written() {
    let page = read("docs/continuous-integration.md");
    let commands = commands(&page);
    for expected in ["check --message-format github", "publish to web --yes"] {
        assert!(commands.contains(&*format!("ssr-site {expected}")), "{commands:?}");
    }
    assert!(page.matches("ssr-site check").count() >= 5, "{commands:?}");
    let place = Place::empty();
    for command in commands {
        let words: Vec<&str> = command.split_whitespace().skip(1).collect();
        // It is understood, and asks for a project.
        place.run(&words).code(2).stdout("").mentions("error: `.` contains no book.toml");
        place.run(&[&words[..], &["--no-such-option"]].concat()).code(2).mentions("Usage");
    }
}

#[test]
fn files_of_the_debian_package_exist() {
    let manifest: toml_edit::DocumentMut = read("Cargo.toml").parse().expect("TOML");
    let package = &manifest["package"]["metadata"]["deb"];
    let assets = package["assets"].as_array().expect("a list");
    let place = Place::empty();
    for directory in ["packaging", "target"] {
        std::fs::create_dir(place.path(directory)).expect("a directory");
    }
    std::fs::copy(root().join("packaging/debian"), place.path("packaging/debian")).expect("a copy");
    let made = Command::new("bash")
        .args(["packaging/debian", "--assets", BINARY])
        .current_dir(place.path("."))
        .status();
    assert!(made.expect("it runs").success());
    let mut unused: BTreeSet<String> = place.files().into_iter().collect();
    unused.remove("packaging/debian");
    for asset in assets {
        let asset = asset.as_array().expect("source, place and mode");
        let [source, to, mode] =
            [0, 1, 2].map(|index| asset.get(index).and_then(|it| it.as_str()).expect("text"));
        assert!(to.starts_with("usr/"), "{source}");
        assert_eq!(mode == "755", to == "usr/bin/", "{source}");
        if source == "target/release/ssr-site" {
            continue;
        }
        let made = source.starts_with("target/");
        let all = if made { place.path(".") } else { root().to_owned() };
        let found = matching(&all, source);
        assert!(!found.is_empty(), "there is no {source}");
        for path in found {
            unused.remove(&path);
        }
    }
    assert!(unused.is_empty(), "not in the package: {unused:?}");
    let licence = package["license-file"][0].as_str().expect("a file");
    assert!(root().join(licence).is_file());
    assert!(read(licence).contains("The ssr-site developers"));
    assert!(package["copyright"].as_str().is_some_and(|it| it.contains("The ssr-site developers")));
}

/// Packages publish to every kind of host.
#[test]
fn packages_have_every_feature() {
    let manifest: toml_edit::DocumentMut = read("Cargo.toml").parse().expect("TOML");
    let features = manifest["features"].as_table().expect("a table");
    let features: Vec<&str> = features.iter().map(|(name, _)| name).collect();
    let build = format!("cargo build --release --locked --features {}\n", features.join(","));
    for file in ["packaging/debian", "Containerfile"] {
        assert!(read(file).contains(&build), "{file}: {build}");
    }
}

/// The files below a directory that a pattern with `*` and `**` names.
fn matching(root: &Path, pattern: &str) -> Vec<String> {
    let (directory, name) = pattern.rsplit_once('/').unwrap_or(("", pattern));
    let (directory, deep) = match directory.strip_suffix("/**") {
        Some(directory) => (directory, true),
        None => (directory, false),
    };
    let (start, end) = name.split_once('*').unwrap_or((name, ""));
    let depth = if deep { usize::MAX } else { 1 };
    let walk = walkdir::WalkDir::new(root.join(directory)).min_depth(1).max_depth(depth);
    let files = walk.into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
    let named = files.filter(|entry| {
        let found = entry.file_name().to_string_lossy();
        if name.contains('*') {
            found.starts_with(start) && found.ends_with(end)
        } else {
            found == name
        }
    });
    let below = |path: PathBuf| path.strip_prefix(root).map(Path::to_owned).expect("below");
    named.map(|entry| below(entry.into_path()).to_string_lossy().into_owned()).collect()
}

#[test]
fn the_image_is_made_from_what_the_program_needs() {
    let file = read("Containerfile");
    let manifest: toml_edit::DocumentMut = read("Cargo.toml").parse().expect("TOML");
    let rust = manifest["package"]["rust-version"].as_str().expect("a version");
    let images: Vec<&str> = file
        .lines()
        .filter_map(|line| line.strip_prefix("FROM "))
        .filter_map(|line| line.split(' ').next())
        .collect();
    assert_eq!(images, [&*format!("rust:{rust}-bookworm"), "debian:bookworm-slim"]);
    let (user, last_run) = (file.rfind("\nUSER "), file.rfind("\nRUN "));
    assert!(user > last_run, "the image's user is not root");
    assert!(!file.contains("USER root"));
    let ignored = read(".dockerignore");
    for path in ["src", "themes", "docs", "tests", "benches", "Cargo.lock"] {
        assert!(!ignored.lines().any(|line| line.trim_matches('/') == path), "{path}");
    }
}
