//! What there is to know about a text, placed in its file.

use crate::diagnostic::Span;
use crate::fragment::DoubtKind;

/// Something that its author should know, and where it is in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawDoubt {
    /// What it is.
    pub kind: DoubtKind,
    /// Its bytes in the file.
    pub span: Span,
}
