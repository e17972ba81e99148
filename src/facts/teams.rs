//! Progress of a review's teams.

use indexmap::IndexMap;

use crate::document::content::ReviewEntry;

/// The work of a team: entries that name it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// Number of entries.
    pub entries: usize,
    /// Number of entries with a percentage.
    pub measured: usize,
    /// Sum of these percentages.
    sum: u64,
}

impl Work {
    /// Average of the percentages, rounded down.
    pub fn percent(&self) -> Option<u32> {
        let mean = self.sum.checked_div(self.measured as u64)?;
        u32::try_from(mean).ok()
    }
}

/// The teams named in entries, in order of first mention. An entry of several teams counts for
/// each.
pub fn by_team<'a>(entries: impl IntoIterator<Item = &'a ReviewEntry>) -> IndexMap<&'a str, Work> {
    let mut teams: IndexMap<&str, Work> = IndexMap::new();
    for entry in entries {
        for (place, team) in entry.teams.iter().enumerate() {
            if entry.teams[..place].iter().any(|other| other.value == team.value) {
                continue;
            }
            let work = teams.entry(team.value.as_str()).or_default();
            work.entries += 1;
            if let Some(progress) = &entry.progress {
                work.measured += 1;
                work.sum += u64::from(progress.value);
            }
        }
    }
    teams
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_average_is_of_what_is_measured() {
        let work = Work { entries: 3, measured: 2, sum: 75 };
        assert_eq!(work.percent(), Some(37));
        assert_eq!(Work { entries: 1, ..Work::default() }.percent(), None);
    }
}
