//! How far each team of a review is.

use indexmap::IndexMap;

use crate::document::content::ReviewEntry;

/// The work of one team: the entries that name it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// How many entries there are.
    pub entries: usize,
    /// How many of them say how far they are.
    pub measured: usize,
    /// What these say, in percent, added up.
    sum: u64,
}

impl Work {
    /// How far the entries are on average that say it, in whole percent, rounded down.
    pub fn percent(&self) -> Option<u32> {
        let mean = self.sum.checked_div(self.measured as u64)?;
        u32::try_from(mean).ok()
    }
}

/// The teams that entries name, in the order in which they are first named. An entry of several teams
/// counts for each.
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
