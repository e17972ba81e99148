//! Counts with grammatical number.

use std::fmt;

use crate::diagnostic::{Diagnostic, groups};

/// Number of errors and warnings, each about one fact: "3 errors and 1 warning", "12 warnings, from
/// 30 findings", "no problems".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Number of facts with an error.
    pub errors: usize,
    /// Number of facts with warnings only.
    pub warnings: usize,
    /// Number of diagnostics.
    pub findings: usize,
}

impl Tally {
    /// Counts diagnostics.
    pub fn of(diagnostics: &[Diagnostic]) -> Self {
        let groups = groups(diagnostics);
        let errors = groups.iter().filter(|group| group.lead.is_error()).count();
        Self { errors, warnings: groups.len() - errors, findings: diagnostics.len() }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let errors = Counted(self.errors, "error");
        let warnings = Counted(self.warnings, "warning");
        match (self.errors, self.warnings) {
            (0, 0) => f.write_str("no problems"),
            (_, 0) => errors.fmt(f),
            (0, _) => warnings.fmt(f),
            _ => write!(f, "{errors} and {warnings}"),
        }?;
        if self.findings > self.errors + self.warnings {
            write!(f, ", from {}", Counted(self.findings, "finding"))?;
        }
        Ok(())
    }
}

/// Number of diagnostics of one name: "12 findings of `overdue`".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Findings<'a> {
    /// The count.
    pub count: usize,
    /// The name.
    pub name: &'a str,
}

impl fmt::Display for Findings<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of `{}`", Counted(self.count, "finding"), self.name)
    }
}

/// A number and a noun with a regular plural.
struct Counted(usize, &'static str);

impl fmt::Display for Counted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(count, noun) = self;
        write!(f, "{count} {noun}{}", if *count == 1 { "" } else { "s" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Location;
    use crate::path::SourcePath;

    #[test]
    fn tallies() {
        #[track_caller]
        fn case(errors: usize, warnings: usize, expected: &str) {
            let findings = errors + warnings;
            assert_eq!(Tally { errors, warnings, findings }.to_string(), expected);
        }
        let grouped = Tally { errors: 1, warnings: 2, findings: 5 };
        assert_eq!(grouped.to_string(), "1 error and 2 warnings, from 5 findings");
        case(0, 0, "no problems");
        case(1, 0, "1 error");
        case(2, 0, "2 errors");
        case(0, 1, "1 warning");
        case(0, 2, "2 warnings");
        case(1, 1, "1 error and 1 warning");
        case(3, 1, "3 errors and 1 warning");
        case(1, 20, "1 error and 20 warnings");
    }

    #[test]
    fn findings() {
        #[track_caller]
        fn case(count: usize, expected: &str) {
            assert_eq!(Findings { count, name: "overdue" }.to_string(), expected);
        }
        case(1, "1 finding of `overdue`");
        case(12, "12 findings of `overdue`");
    }

    #[test]
    fn a_tally_counts_by_severity() {
        let place = Location::file(&SourcePath::new("a.md"));
        let error = Diagnostic::error("e", place.clone(), "e");
        let warning = Diagnostic::warning("w", place, "w");
        let tally = Tally::of(&[error.clone(), warning, error]);
        assert_eq!(tally, Tally { errors: 2, warnings: 1, findings: 3 });
    }
}
