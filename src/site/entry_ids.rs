//! The ids of what a review says about a recommendation, on the page of the review.

use super::Recommendation;

impl Recommendation {
    /// The id of the entry. No heading has one that begins with a digit or with `entry-`.
    pub fn entry_id(&self) -> String {
        if self.stem.starts_with(|first: char| first.is_ascii_digit()) {
            self.stem.to_string()
        } else {
            format!("entry-{}", self.stem)
        }
    }

    /// What the ids of the headings in its notes begin with. Two hyphens end the number: entry 25-1 is not note 1 of
    /// entry 25.
    pub fn entry_scope(&self) -> String {
        format!("part-e{}--", self.stem)
    }
}
