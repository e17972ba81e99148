//! Path newtypes: files of the project and routes of the site.
//!
//! Both use `/` on every system. Nothing here accesses the disk.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

/// A file or directory, relative to the project's root, for example `content/ssr1/_index.md`. The
/// root is the empty path.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourcePath(Arc<str>);

impl SourcePath {
    /// Parses a path with `/`. Drops `.` components and double slashes. Keeps `..`: use
    /// [`SourcePath::resolve`] to follow it.
    pub fn new(path: &str) -> Self {
        if path.split('/').all(|part| !part.is_empty() && part != ".") {
            return Self(path.into());
        }
        let parts: Vec<&str> =
            path.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
        Self(parts.join("/").into())
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// This path joined with a relative path.
    #[must_use]
    pub fn join(&self, tail: &str) -> Self {
        if self.0.is_empty() { Self::new(tail) } else { Self::new(&format!("{}/{tail}", self.0)) }
    }

    /// The parent directory; the root for a single component.
    #[must_use]
    pub fn parent(&self) -> Self {
        Self(self.0.rsplit_once('/').map_or("", |(parent, _)| parent).into())
    }

    /// The last component.
    pub fn name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or_default()
    }

    /// The path relative to `directory`, or `None` if not inside it.
    pub fn below(&self, directory: &Self) -> Option<&str> {
        if directory.0.is_empty() {
            return Some(&self.0);
        }
        self.0.strip_prefix(&*directory.0)?.strip_prefix('/')
    }

    /// Resolves a path relative to this directory. `None` if it is outside the project.
    pub fn resolve(&self, relative: &str) -> Option<Self> {
        let mut parts: Vec<&str> = self.0.split('/').filter(|part| !part.is_empty()).collect();
        for part in relative.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop()?;
                }
                part => parts.push(part),
            }
        }
        Some(Self(parts.join("/").into()))
    }
}

impl fmt::Display for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// The address of an output relative to the site's root, for example `ssr1/25.html`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Route(Box<str>);

impl Route {
    /// A route: no leading slash, no empty, `.` or `..` component.
    pub fn new(route: impl Into<Box<str>>) -> Self {
        let route = route.into();
        debug_assert!(
            route.split('/').all(|part| !matches!(part, "" | "." | "..")),
            "not a route: {route}"
        );
        Self(route)
    }

    /// The route as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The shortest relative link to `target` from this route.
    pub fn relative_to(&self, target: &str) -> String {
        let same = self.0.bytes().zip(target.bytes()).take_while(|(a, b)| a == b).count();
        let slash = target.as_bytes()[..same].iter().rposition(|byte| *byte == b'/');
        let shared = slash.map_or(0, |slash| slash + 1);
        let above = self.0[shared..].bytes().filter(|byte| *byte == b'/').count();
        let mut spelled = String::with_capacity(3 * above + target.len() - shared);
        for _ in 0..above {
            spelled.push_str("../");
        }
        spelled.push_str(&target[shared..]);
        spelled
    }
}

/// For lookup by string.
impl Borrow<str> for Route {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// Whether a name can be that of a file on every system and on every medium: no control
/// characters, none that some systems give a meaning, no name of a device.
pub fn is_portable_name(name: &str) -> bool {
    name_problem(name).is_none()
}

/// How to fix a file name that is invalid on some system; `None` if valid.
pub fn name_problem(name: &str) -> Option<&'static str> {
    const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];
    let stem = name.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let numbered = |prefix: &str| {
        let rest = stem.strip_prefix(prefix);
        rest.is_some_and(|rest| rest.len() == 1 && rest.as_bytes()[0].is_ascii_digit())
    };
    if name.is_empty() {
        Some("give it a name")
    } else if name.chars().any(|char| char.is_control() || "<>:\"|?*\\/".contains(char)) {
        Some("rename it, without control characters and `<>:\"|?*\\`")
    } else if name.ends_with(['.', ' ']) {
        Some("rename it, without a full stop or a space at its end")
    } else if DEVICES.contains(&stem.as_str()) || numbered("com") || numbered("lpt") {
        Some("rename it: Windows has a device of this name, whatever follows after a full stop")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_links_are_short() {
        #[track_caller]
        fn case(from: &str, to: &str, expected: &str) {
            assert_eq!(Route::new(from).relative_to(to), expected);
        }
        case("index.html", "ssr1/25.html", "ssr1/25.html");
        case("ssr1/25.html", "ssr1/26.html", "26.html");
        case("ssr1/2016-06-30/25.html", "ssr1/25.html", "../25.html");
        case("ssr1/2016-06-30/25.html", "about.html", "../../about.html");
        case("ssr1/2016-06-30/25.html", "ssr1/2015-06-30/25.html", "../2015-06-30/25.html");
        case("ssr1/é.html", "ssr1/è.html", "è.html");
        case("ssr1/25.html", "ssr12/25.html", "../ssr12/25.html");
    }

    #[test]
    fn names_for_every_system() {
        #[track_caller]
        fn case(name: &str, expected: bool) {
            assert_eq!(is_portable_name(name), expected, "{name:?}");
        }
        case("25.html", true);
        case("2016-06-30", true);
        case("end. ", false);
        case("COM1.pdf", false);
        case("été, 技術 #1.pdf", true);
        case("console.txt", true);
        case("CON", false);
        case("con.html", false);
        case("lpt1", false);
        case("a:b", false);
        case("a\\b", false);
        case("what?", false);
        case("a\nb", false);
        case("end.", false);
        case("", false);
    }

    #[test]
    fn a_relative_path_never_leaves_the_project() {
        #[track_caller]
        fn case(base: &str, relative: &str, expected: Option<&str>) {
            assert_eq!(SourcePath::new(base).resolve(relative), expected.map(SourcePath::new));
        }
        case("content/ssr1", "chart.png", Some("content/ssr1/chart.png"));
        case("content/ssr1", "./../about.md", Some("content/about.md"));
        case("content", "../../etc/passwd", None);
        case("", "..", None);
    }
}
