//! Ids of a review's entries on its page.

use super::Recommendation;

impl Recommendation {
    /// The id of the entry. Heading ids never begin with a digit or `entry-`.
    pub fn entry_id(&self) -> String {
        if self.stem.starts_with(|first: char| first.is_ascii_digit()) {
            self.stem.to_string()
        } else {
            format!("entry-{}", self.stem)
        }
    }

    /// Prefix of the ids of headings in its notes. Two hyphens end the number: entry 25-1 is not
    /// note 1 of entry 25.
    pub fn entry_scope(&self) -> String {
        format!("part-e{}--", self.stem)
    }
}
