//! What rows about one deliverable say differently.

use indexmap::IndexMap;

use super::on;
use crate::check::wording::on as in_words;
use crate::date::PartialDate;
use crate::document::fields::Completion;
use crate::facts::{Facts, Row, Standing};
use crate::site::Report;

/// Maximum number of dates named.
const MOST: usize = 4;

/// Says what some rows about one deliverable say differently; `None` if they agree. A date that
/// only some of them have is no difference.
pub(super) fn difference(facts: &Facts, report: &Report, same: &[Row]) -> Option<String> {
    let site = facts.site();
    let standings = by(same, |row| Some(row.standing));
    if standings.len() > 1 {
        let parts = standings
            .iter()
            .map(|(standing, rows)| format!("{} on {}", standing.word(), on(site, report, rows)));
        return Some(format!("is {}", joined(parts.collect())));
    }
    let date = |row: &Row| -> Option<PartialDate> {
        if row.standing != Standing::Done {
            return Some(facts.promise(row.id)?.current());
        }
        match site.deliverable(row.id)?.completed.as_ref()?.value {
            Completion::On(date) => Some(date),
            Completion::Open | Completion::Done => None,
        }
    };
    let dates = by(same, date);
    if dates.len() < 2 {
        return None;
    }
    let mut parts: Vec<String> = dates
        .iter()
        .take(MOST)
        .map(|(date, rows)| format!("{} on {}", in_words(*date), on(site, report, rows)))
        .collect();
    if dates.len() > MOST {
        parts.push(format!("{} other dates", dates.len() - MOST));
    }
    let verb = match same[0].standing {
        Standing::Done => "was completed",
        Standing::Open | Standing::Dropped => "is due",
    };
    Some(format!("{verb} {}", joined(parts)))
}

/// The rows by a value, in order of first rows; those without it are left out.
fn by<K: Eq + std::hash::Hash>(
    rows: &[Row],
    key: impl Fn(&Row) -> Option<K>,
) -> IndexMap<K, Vec<Row>> {
    let mut found: IndexMap<K, Vec<Row>> = IndexMap::new();
    for row in rows {
        if let Some(key) = key(row) {
            found.entry(key).or_default().push(*row);
        }
    }
    found
}

/// "a", "a and b", "a, b and c".
fn joined(mut parts: Vec<String>) -> String {
    match (parts.pop(), parts.is_empty()) {
        (Some(last), false) => format!("{} and {last}", parts.join(", ")),
        (last, _) => last.unwrap_or_default(),
    }
}
