//! Asks addresses outside the site whether they still lead to what they were linked for.
//!
//! In: addresses. Out: what each answered, kept in [`results`] with dates. Must not know documents
//! or rules: `check` collects the addresses, and its rules read the results.

mod answer;
mod ask;
mod client;
mod hosts;
pub mod results;
pub mod types;

pub use answer::{Answer, Outcome};
pub use client::Networks;
pub use hosts::{Asked, Bounds, ask_all};
pub use results::{Known, Results};
