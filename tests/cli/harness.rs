//! Runs commands in a temporary directory per test.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// The binary.
pub(crate) const BINARY: &str = env!("CARGO_BIN_EXE_ssr-site");

/// A working directory for commands.
pub(crate) struct Place {
    root: TempDir,
}

/// Exit code and output of a command.
#[derive(Debug)]
pub(crate) struct Ended {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Place {
    /// An empty directory.
    pub(crate) fn empty() -> Self {
        Self { root: tempfile::tempdir().expect("a directory") }
    }

    /// A directory with the site of `init`.
    pub(crate) fn started() -> Self {
        Self::started_in(".")
    }

    /// The same, in a subdirectory.
    pub(crate) fn started_in(directory: &str) -> Self {
        let place = Self::empty();
        place.run(&["init", "-q", directory]).code(0).stderr("").stdout("");
        place
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let file = self.path(path);
        fs::create_dir_all(file.parent().expect("a directory")).expect("a directory");
        fs::write(file, text).expect("a file");
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// All files, by relative path.
    pub(crate) fn files(&self) -> Vec<String> {
        let mut files = Vec::new();
        collect(self.root.path(), self.root.path(), &mut files);
        files.sort();
        files
    }

    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(BINARY);
        command.args(args).current_dir(self.root.path()).env_remove("NO_COLOR");
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Ended {
        Self::ended(&mut self.command(args))
    }

    /// Runs a command to its end.
    pub(crate) fn ended(command: &mut Command) -> Ended {
        Ended::of(command.output().expect("it runs"))
    }
}

fn collect(root: &Path, directory: &Path, files: &mut Vec<String>) {
    for entry in fs::read_dir(directory).expect("a directory") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            let below = path.strip_prefix(root).expect("below the root");
            files.push(below.to_str().expect("text").to_owned());
        }
    }
}

impl Ended {
    pub(crate) fn of(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("text");
        Self {
            code: output.status.code(),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }

    #[track_caller]
    pub(crate) fn code(&self, expected: i32) -> &Self {
        assert_eq!(self.code, Some(expected), "{self:#?}");
        self
    }

    #[track_caller]
    pub(crate) fn stdout(&self, expected: &str) -> &Self {
        assert_eq!(self.stdout, expected);
        self
    }

    #[track_caller]
    pub(crate) fn stderr(&self, expected: &str) -> &Self {
        assert_eq!(self.stderr, expected);
        self
    }

    /// Asserts that standard error has this line.
    #[track_caller]
    pub(crate) fn says(&self, expected: &str) -> &Self {
        assert!(self.stderr.lines().any(|line| line == expected), "{}", self.stderr);
        self
    }

    /// Asserts that standard error contains this.
    #[track_caller]
    pub(crate) fn mentions(&self, expected: &str) -> &Self {
        assert!(self.stderr.contains(expected), "{}", self.stderr);
        self
    }

    pub(crate) fn out(&self) -> &str {
        &self.stdout
    }

    pub(crate) fn err(&self) -> &str {
        &self.stderr
    }
}
