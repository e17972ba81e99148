//! Progress of a review's entries and teams.

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

/// The percentages of a review's entries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Measured {
    /// Number of entries with a percentage.
    pub entries: usize,
    /// The percentage that all of them have; `None` if they differ, or without any.
    pub common: Option<u32>,
}

/// What the percentages of entries have in common. One that is not given is not 0.
pub fn measured<'a>(entries: impl IntoIterator<Item = &'a ReviewEntry>) -> Measured {
    let mut given = entries.into_iter().filter_map(|entry| Some(entry.progress.as_ref()?.value));
    let Some(first) = given.next() else { return Measured::default() };
    let start = Measured { entries: 1, common: Some(first) };
    given.fold(start, |known, percent| Measured {
        entries: known.entries + 1,
        common: known.common.filter(|common| *common == percent),
    })
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
