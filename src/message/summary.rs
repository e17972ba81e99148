//! A table of findings by rule.

use std::fmt;

/// Counts of one name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// The name.
    pub name: String,
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Allowed findings.
    pub allowed: usize,
    /// Findings in the baseline.
    pub known: usize,
}

/// One line for each name, below a heading. Empty columns are left out.
#[derive(Clone, Copy, Debug)]
pub struct Summary<'a> {
    /// Heading of the names.
    pub heading: &'a str,
    /// The counts.
    pub lines: &'a [Counts],
}

/// A column: its heading and value.
type Column = (&'static str, fn(&Counts) -> usize);

impl fmt::Display for Summary<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const COLUMNS: [Column; 4] = [
            ("errors", |counts| counts.errors),
            ("warnings", |counts| counts.warnings),
            ("allowed", |counts| counts.allowed),
            ("known", |counts| counts.known),
        ];
        let Self { heading: first, lines } = self;
        let columns =
            || COLUMNS.iter().filter(|(_, number)| lines.iter().any(|counts| number(counts) > 0));
        let names = lines.iter().map(|counts| counts.name.chars().count());
        let width = names.max().unwrap_or_default().max(first.chars().count());
        write!(f, "{first:width$}")?;
        for (heading, _) in columns() {
            write!(f, "  {heading:>8}")?;
        }
        for counts in *lines {
            write!(f, "\n{:width$}", counts.name)?;
            for (_, number) in columns() {
                write!(f, "  {:>8}", number(counts))?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_for_each_name() {
        let late =
            Counts { name: "overdue".to_owned(), warnings: 7, known: 2, ..Counts::default() };
        let wrong = Counts { name: "unknown-key".to_owned(), errors: 10, ..Counts::default() };
        assert_eq!(
            Summary { heading: "rule", lines: &[late.clone(), wrong] }.to_string(),
            "rule           errors  warnings     known\n\
             overdue             0         7         2\n\
             unknown-key        10         0         0"
        );
        let allowed = Counts { name: "overdue".to_owned(), allowed: 1, ..Counts::default() };
        let heading = "rule";
        assert_eq!(
            Summary { heading, lines: &[allowed] }.to_string(),
            "rule      allowed\noverdue         1"
        );
    }
}
