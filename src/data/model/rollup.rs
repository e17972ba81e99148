//! Counts of a report.

use schemars::JsonSchema;
use serde::Serialize;

use super::Totals;

/// A group of recommendations.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Group<'s> {
    /// Its name; `null` for no group.
    pub name: Option<&'s str>,
    /// Its recommendations by status.
    pub totals: Totals<'s>,
    /// Their deliverables by standing.
    pub deliverables: DeliverableTotals,
}

/// A responsible party.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Party<'s> {
    /// Its declared name, or its name as first spelled; `null` for deliverables without a
    /// responsible party.
    pub name: Option<&'s str>,
    /// The larger body that it is part of.
    pub body: Option<&'s str>,
    /// Its deliverables by standing. One with several parties counts for each.
    pub deliverables: DeliverableTotals,
}

/// A larger body: a party that others are part of.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Body<'s> {
    /// Its name.
    pub name: &'s str,
    /// The larger body that it is part of.
    pub body: Option<&'s str>,
    /// The deliverables of its own and of its parts, at any depth, by standing. One with two
    /// parties in the body counts once.
    pub deliverables: DeliverableTotals,
}

/// Deliverables by standing, without those that only point elsewhere.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DeliverableTotals {
    /// Total number.
    pub count: usize,
    /// Number done.
    pub done: usize,
    /// Percent done, rounded down.
    pub done_percent: usize,
    /// Number open.
    pub open: usize,
    /// Number dropped.
    pub dropped: usize,
    /// Number of open ones overdue.
    pub overdue: usize,
    /// Number slipped at least once.
    pub slipped: usize,
    /// Number with a date, in any standing.
    pub dated: usize,
}
