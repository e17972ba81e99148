//! Sets of roles and forms of a word.

use std::ops::{BitOr, BitOrAssign};

use crate::language::Role;

/// A set of roles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Roles(u128);

impl Roles {
    /// Words that mean finished as a sentence.
    pub(super) const FINISHED: Self = Self(1 << 127);
    /// Words of the settings.
    pub(super) const OWN: Self = Self(1 << 126);

    /// Whether it contains a role.
    pub(super) fn has(self, role: Role) -> bool {
        self.any(role.into())
    }

    /// Whether it contains one of these.
    pub(super) fn any(self, roles: Self) -> bool {
        self.0 & roles.0 != 0
    }

    /// The set of some roles.
    pub(super) const fn of(roles: &[Role]) -> Self {
        let mut bits = 0;
        let mut index = 0;
        while index < roles.len() {
            bits |= 1 << roles[index] as u32;
            index += 1;
        }
        Self(bits)
    }
}

impl From<Role> for Roles {
    fn from(role: Role) -> Self {
        Self::of(&[role])
    }
}

impl BitOr for Roles {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOrAssign for Roles {
    fn bitor_assign(&mut self, other: Self) {
        *self = *self | other;
    }
}

/// The forms that a word can be of a verb.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Form(u8);

impl Form {
    pub(super) const BASE: Self = Self(1);
    pub(super) const PRESENT: Self = Self(2);
    pub(super) const PAST: Self = Self(4);
    pub(super) const PARTICIPLE: Self = Self(8);
    pub(super) const PROGRESSIVE: Self = Self(16);

    /// Whether it can be one of these forms.
    pub(super) fn is(self, forms: Self) -> bool {
        self.0 & forms.0 != 0
    }
}

impl BitOr for Form {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOrAssign for Form {
    fn bitor_assign(&mut self, other: Self) {
        *self = *self | other;
    }
}
