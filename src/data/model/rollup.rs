//! Sums over a report.

use schemars::JsonSchema;
use serde::Serialize;

use super::Totals;

/// The recommendations that are filed under one group.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Group<'s> {
    /// Its name; `null` for recommendations that are in no group.
    pub name: Option<&'s str>,
    /// How many of its recommendations have which status.
    pub totals: Totals<'s>,
    /// How many deliverables they have.
    pub deliverables: DeliverableTotals,
}

/// A party that is responsible for deliverables.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Party<'s> {
    /// Its name, as it is first spelled; `null` for deliverables that name nobody.
    pub name: Option<&'s str>,
    /// How many deliverables it has. One that names several parties is counted with each.
    pub deliverables: DeliverableTotals,
}

/// How many deliverables there are, without those that only point elsewhere.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DeliverableTotals {
    /// How many there are.
    pub count: usize,
    /// How many are done.
    pub done: usize,
    /// The share that is done, in whole percent, rounded down.
    pub done_percent: usize,
    /// How many are open.
    pub open: usize,
    /// How many were given up.
    pub dropped: usize,
    /// How many of the open ones are overdue.
    pub overdue: usize,
    /// How many had their date put off at least once.
    pub slipped: usize,
    /// How many have a date, whatever became of them.
    pub dated: usize,
}
