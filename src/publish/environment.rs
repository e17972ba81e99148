//! Where credentials come from: variables of the environment, and files of the home directory.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::{env, fmt};

#[cfg(feature = "object-stores")]
mod file;
#[cfg(feature = "object-stores")]
pub(super) use file::text;

/// Variables and a home directory. A value, so that tests need not change those of their process.
#[derive(Clone, Default)]
pub struct Environment {
    variables: BTreeMap<String, String>,
    home: Option<PathBuf>,
}

impl Environment {
    /// That of this process. Variables that are not UTF-8 are left out: no credentials are.
    pub fn of_process() -> Self {
        let text = |(name, value): (std::ffi::OsString, std::ffi::OsString)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
        };
        Self { variables: env::vars_os().filter_map(text).collect(), home: env::home_dir() }
    }

    /// One of given variables.
    pub fn new<N: Into<String>, V: Into<String>>(
        variables: impl IntoIterator<Item = (N, V)>,
        home: Option<PathBuf>,
    ) -> Self {
        let variables = variables.into_iter().map(|(name, value)| (name.into(), value.into()));
        Self { variables: variables.collect(), home }
    }

    /// The value of a variable, if not empty.
    pub fn variable(&self, name: &str) -> Option<&str> {
        self.variables.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// The first of several variables that has a value.
    pub fn first_of(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.variable(name))
    }

    /// A file that a variable names, or that is at a place below the home directory.
    pub fn place(&self, variable: &str, below_home: &str) -> Option<PathBuf> {
        match self.variable(variable) {
            Some(path) => Some(path.into()),
            None => self.home.as_ref().map(|home| home.join(below_home)),
        }
    }
}

/// Names alone: values may be secret.
impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.variables.keys()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_variables_are_none() {
        let environment = Environment::new([("A", ""), ("B", "b")], None);
        assert_eq!(environment.variable("A"), None);
        assert_eq!(environment.first_of(&["A", "B"]), Some("b"));
    }

    #[test]
    fn variables_name_files() {
        let environment = Environment::new([("FILE", "/there")], Some("/home/me".into()));
        assert_eq!(environment.place("FILE", ".here"), Some("/there".into()));
        assert_eq!(environment.place("OTHER", ".here"), Some("/home/me/.here".into()));
    }

    #[test]
    fn values_are_not_shown() {
        let shown = format!("{:?}", Environment::new([("KEY", "hunter2")], None));
        assert!(shown.contains("KEY") && !shown.contains("hunter2"), "{shown}");
    }
}
