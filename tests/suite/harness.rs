//! Builds projects from inline files, in memory or on disk.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use ssr_site::config::Drafts;
use ssr_site::diagnostic::{self, Diagnostic, Position};
use ssr_site::project::{self, Options};
use ssr_site::render::WriteError;
use ssr_site::theme::WithEmbedded;
use ssr_site::world::{MemoryWorld, World};
use tempfile::TempDir;

/// The binary under test.
pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_ssr-site");

/// The files of a project.
#[derive(Clone, Debug, Default)]
pub(crate) struct Project {
    files: BTreeMap<String, Vec<u8>>,
}

impl Project {
    /// A project without any file.
    pub(crate) fn empty() -> Self {
        Self::default()
    }

    /// A minimal project that builds without findings; completed items need no evidence.
    pub(crate) fn new() -> Self {
        Self::empty()
            .file(
                "book.toml",
                "[book]\ntitle = \"Example\"\n[rules]\ncomplete-without-evidence = \"allow\"\nempty-statement = \"allow\"\n",
            )
            .file("content/_index.md", "+++\ntitle = \"Reports\"\n+++\n")
    }

    /// The same with a report `ssr1` of recommendations with number and title.
    pub(crate) fn with_report(self, numbers: &[&str]) -> Self {
        let report =
            "+++\nkind = \"implementation\"\ntitle = \"First review\"\nseries = \"SSR1\"\n+++\n";
        let project = self.file("content/ssr1/_index.md", report);
        numbers.iter().fold(project, |project, number| project.recommendation("ssr1", number, ""))
    }

    /// Adds a file, or replaces one.
    pub(crate) fn file(mut self, path: &str, bytes: impl AsRef<[u8]>) -> Self {
        self.files.insert(path.to_owned(), bytes.as_ref().to_vec());
        self
    }

    /// Adds a recommendation. `rest` is more front matter, or after `+++` the statement.
    pub(crate) fn recommendation(self, report: &str, number: &str, rest: &str) -> Self {
        let path = format!("content/{report}/recommendations/{}", file_name(number));
        self.file(
            &path,
            front_matter(&format!("number = \"{number}\"\ntitle = \"Title of {number}\""), rest),
        )
    }

    /// Adds an edition, with a title.
    pub(crate) fn edition(self, report: &str, name: &str) -> Self {
        let text = format!("+++\ntitle = \"Edition of {name}\"\n+++\n");
        self.file(&format!("content/{report}/{name}/_index.md"), text)
    }

    /// Adds an update. `rest` is more front matter, or after `+++` the body.
    pub(crate) fn update(self, edition: &str, number: &str, status: &str, rest: &str) -> Self {
        let path = format!("content/{edition}/{}", file_name(number));
        self.file(
            &path,
            front_matter(&format!("number = \"{number}\"\nstatus = \"{status}\""), rest),
        )
    }

    /// Adds every file below a directory of the package.
    pub(crate) fn directory(self, directory: &str) -> Self {
        self.directory_at("", directory)
    }

    /// Adds every file below a directory of the package, below a directory of the project.
    pub(crate) fn directory_at(mut self, place: &str, directory: &str) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(directory);
        let files = tree(&root);
        assert!(!files.is_empty(), "there is nothing in {directory}");
        for (path, bytes) in files {
            let path = Path::new(place).join(path);
            self.files.insert(path.to_str().unwrap().to_owned(), bytes);
        }
        self
    }

    /// Maps every path and text; binary files are unchanged.
    pub(crate) fn changed(
        &self,
        path: impl Fn(&str) -> String,
        text: impl Fn(&str, &str) -> String,
    ) -> Self {
        let file = |(name, bytes): (&String, &Vec<u8>)| match std::str::from_utf8(bytes) {
            Ok(written) => (path(name), text(name, written).into_bytes()),
            Err(_) => (path(name), bytes.clone()),
        };
        Self { files: self.files.iter().map(file).collect() }
    }

    /// The project in memory.
    pub(crate) fn world(&self) -> MemoryWorld {
        let mut world = MemoryWorld::default();
        for (path, bytes) in &self.files {
            world.insert(path, bytes.clone());
        }
        world
    }

    /// Reads, checks and, unless there are errors, renders the project in memory.
    pub(crate) fn render(&self) -> Rendered {
        self.render_with(Drafts::LeftOut)
    }

    /// The same with drafts, or without.
    pub(crate) fn render_with(&self, drafts: Drafts) -> Rendered {
        render(&self.world(), drafts)
    }

    /// The text of a file.
    #[track_caller]
    pub(crate) fn text(&self, path: &str) -> String {
        String::from_utf8(self.files[path].clone()).unwrap()
    }

    /// Writes the project to a temporary directory.
    pub(crate) fn on_disk(&self) -> Disk {
        let disk = Disk { directory: tempfile::tempdir().unwrap(), environment: Vec::new() };
        for (path, bytes) in &self.files {
            disk.write(path, bytes);
        }
        disk
    }
}

fn file_name(number: &str) -> String {
    let safe = |char: char| if char.is_alphanumeric() || ".-".contains(char) { char } else { '_' };
    format!("rec-{}.md", number.chars().map(safe).collect::<String>())
}

/// Front matter and body: what follows a `+++` line is the body.
fn front_matter(keys: &str, rest: &str) -> String {
    match rest.split_once("+++\n") {
        Some((more, body)) => format!("+++\n{keys}\n{more}+++\n{body}"),
        None if rest.is_empty() || rest.ends_with('\n') => format!("+++\n{keys}\n{rest}+++\n"),
        None => format!("+++\n{keys}\n{rest}\n+++\n"),
    }
}

/// This repository's report with its settings.
pub(crate) fn report() -> Project {
    Project::empty()
        .directory_at("content", "content")
        .file("book.toml", include_str!("../../book.toml"))
}

/// The result of rendering in memory.
pub(crate) struct Rendered {
    /// All diagnostics, sorted.
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// Pages by address; none if there are errors.
    pub(crate) pages: BTreeMap<String, Vec<u8>>,
    world: MemoryWorld,
}

fn render(world: &MemoryWorld, drafts: Drafts) -> Rendered {
    let options = Options { drafts, ..Options::default() };
    let project = project::Project::read(world, &options, |_| ());
    let mut diagnostics = project.diagnostics.clone();
    let mut pages = BTreeMap::new();
    if let Some((rendering, list)) = project.rendering(world).zip(project.list.as_ref()) {
        for (index, route) in list.routes().iter().enumerate() {
            let mut page = Vec::new();
            match rendering.write(index, &mut page) {
                Ok(()) => drop(pages.insert(route.to_string(), page)),
                Err(WriteError::Content(found)) => diagnostics.push(*found),
                Err(WriteError::Writer(error)) => panic!("{route}: {error}"),
            }
        }
    }
    diagnostic::sort(&mut diagnostics);
    Rendered { diagnostics, pages, world: world.clone() }
}

impl Rendered {
    /// A page as text.
    #[track_caller]
    pub(crate) fn page(&self, route: &str) -> &str {
        let Some(page) = self.pages.get(route) else {
            let routes: Vec<&String> = self.pages.keys().collect();
            panic!("no page {route} among {routes:?}\n{}", self.lines().join("\n"));
        };
        std::str::from_utf8(page).unwrap()
    }

    /// All HTML pages with their addresses.
    pub(crate) fn html(&self) -> impl Iterator<Item = (&str, &str)> {
        let pages = self.pages.iter().filter(|(route, _)| is_html(route));
        pages.map(|(route, page)| (route.as_str(), std::str::from_utf8(page).unwrap()))
    }

    /// Each diagnostic as `error[name] file:line:column: message`.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.diagnostics
            .iter()
            .map(|found| {
                let place = self.place(found);
                format!("{}[{}] {place}: {}", found.severity, found.name, found.message)
            })
            .collect()
    }

    /// The errors among them.
    pub(crate) fn errors(&self) -> Vec<String> {
        let lines = self.lines().into_iter();
        lines.filter(|line| line.starts_with("error")).collect()
    }

    fn place(&self, found: &Diagnostic) -> String {
        let path = &found.location.path;
        let bytes = WithEmbedded(&self.world).read(path);
        match (found.location.span, bytes) {
            (Some(span), Ok(bytes)) => {
                let Position { line, column } = Position::of(&bytes, span.start);
                format!("{path}:{line}:{column}")
            }
            _ => path.to_string(),
        }
    }

    /// Asserts the diagnostics.
    #[track_caller]
    pub(crate) fn says(self, expected: &[&str]) -> Self {
        assert_eq!(self.lines(), expected);
        self
    }

    /// Asserts that there are no errors; ignores warnings.
    #[track_caller]
    pub(crate) fn builds(self) -> Self {
        assert!(!self.pages.is_empty(), "{}", self.lines().join("\n"));
        self
    }
}

/// A project in a temporary directory.
#[derive(Debug)]
pub(crate) struct Disk {
    directory: TempDir,
    environment: Vec<(&'static str, &'static str)>,
}

impl Disk {
    /// The project's root.
    pub(crate) fn root(&self) -> &Path {
        self.directory.path()
    }

    /// A path below the root.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    /// Writes a file and its parent directories.
    pub(crate) fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// Sets an environment variable for commands.
    pub(crate) fn variable(mut self, name: &'static str, value: &'static str) -> Self {
        self.environment.push((name, value));
        self
    }

    /// A command in the project's root.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        command
            .args(arguments)
            .current_dir(self.root())
            .envs(self.environment.iter().copied())
            .env_remove("NO_COLOR")
            .stdin(Stdio::null());
        command
    }

    /// Runs a command in the project's root.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        let Output { status, stdout, stderr } = self.command(arguments).output().unwrap();
        Run { code: status.code(), stdout: self.masked(&stdout), stderr: self.masked(&stderr) }
    }

    /// Runs `build`.
    pub(crate) fn build(&self) -> Run {
        self.run(&["build"])
    }

    /// The pages written.
    pub(crate) fn pages(&self) -> BTreeMap<String, Vec<u8>> {
        tree(&self.path("public"))
    }

    /// A page written.
    #[track_caller]
    pub(crate) fn page(&self, route: &str) -> String {
        let path = self.path("public").join(route);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// Output with run-dependent parts masked.
    fn masked(&self, bytes: &[u8]) -> String {
        let text = String::from_utf8_lossy(bytes);
        let root = self.root().canonicalize().unwrap();
        let text = text.replace(root.to_str().unwrap(), "[ROOT]");
        text.split_inclusive('\n').map(without_duration).collect()
    }
}

/// Masks the duration at the end of a line: `built …, in 12 ms`.
fn without_duration(line: &str) -> String {
    let (text, end) = line.strip_suffix('\n').map_or((line, ""), |text| (text, "\n"));
    let masked = text.rsplit_once(", in ").filter(|(_, duration)| {
        let number = duration.strip_suffix(" ms").or_else(|| duration.strip_suffix(" s"));
        number.is_some_and(|number| number.parse::<f64>().is_ok())
    });
    match masked {
        Some((before, _)) => format!("{before}, in [TIME]{end}"),
        None => line.to_owned(),
    }
}

/// Output and exit code.
#[derive(Debug)]
pub(crate) struct Run {
    /// The exit code; `None` if killed by a signal.
    pub(crate) code: Option<i32>,
    /// Standard output.
    pub(crate) stdout: String,
    /// Standard error.
    pub(crate) stderr: String,
}

impl Run {
    /// Asserts the exit code.
    #[track_caller]
    pub(crate) fn code(self, expected: i32) -> Self {
        assert_eq!(self.code, Some(expected), "{}{}", self.stdout, self.stderr);
        self
    }

    /// Asserts the standard output.
    #[track_caller]
    pub(crate) fn stdout(self, expected: &str) -> Self {
        assert_eq!(self.stdout, expected);
        self
    }

    /// Asserts the standard error.
    #[track_caller]
    pub(crate) fn stderr(self, expected: &str) -> Self {
        assert_eq!(self.stderr, expected);
        self
    }
}

/// Whether a route is an HTML page.
pub(crate) fn is_html(route: &str) -> bool {
    Path::new(route).extension().is_some_and(|extension| extension == "html")
}

/// Every file below a directory, by its path with `/`.
pub(crate) fn tree(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in walkdir::WalkDir::new(root) {
        let entry = entry.unwrap();
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(root).unwrap();
            let path: Vec<&str> = path.iter().map(|part| part.to_str().unwrap()).collect();
            files.insert(path.join("/"), fs::read(entry.path()).unwrap());
        }
    }
    files
}

mod tests {
    use super::*;

    #[test]
    fn a_project_is_built_from_inline_files() {
        let project = Project::new().with_report(&["1", "2"]).edition("ssr1", "2016-06-30");
        let disk = project.update("ssr1/2016-06-30", "1", "complete", "").on_disk();
        let first = disk.build().code(0).stdout("");
        let count = disk.pages().keys().filter(|path| !path.starts_with('.')).count();
        let built = |written, unchanged| {
            format!(
                "built 2 recommendations in 1 edition into `public`: {written} files written, \
                 {unchanged} unchanged, 0 removed, in [TIME]\n\
                 no canonical links, feeds or sitemap: `site-url` is not set in book.toml\n"
            )
        };
        first.stderr(&built(count, 0));
        disk.build().code(0).stdout("").stderr(&built(0, count));
    }
}
