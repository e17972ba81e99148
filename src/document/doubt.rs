//! Problems of a text, located in its file.

use crate::diagnostic::Span;
use crate::fragment::DoubtKind;

/// A problem and its place in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawDoubt {
    /// The problem.
    pub kind: DoubtKind,
    /// Its bytes in the file.
    pub span: Span,
}
