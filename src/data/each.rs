//! A list that is made while it is written.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::ser::{Error as _, SerializeSeq as _};
use serde::{Serialize, Serializer};

use super::Failure;
use crate::site::RecommendationId;

/// One item for each of some recommendations. Only one item exists at a time.
pub struct Each<'s, T> {
    failure: &'s Cell<Option<Failure>>,
    ids: Vec<RecommendationId>,
    make: Box<Make<'s, T>>,
}

type Make<'s, T> = dyn Fn(RecommendationId) -> Result<T, Failure> + 's;

impl<'s, T> Each<'s, T> {
    /// A list of what `make` gives for each. What it cannot make is left in `failure`.
    pub(super) fn new(
        failure: &'s Cell<Option<Failure>>,
        ids: impl IntoIterator<Item = RecommendationId>,
        make: impl Fn(RecommendationId) -> Result<T, Failure> + 's,
    ) -> Self {
        Self { failure, ids: ids.into_iter().collect(), make: Box::new(make) }
    }
}

impl<T> fmt::Debug for Each<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.ids).finish()
    }
}

/// What cannot be made ends the writing, and is remembered as it is: a serializer's errors are
/// words only.
impl<T: Serialize> Serialize for Each<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.ids.len()))?;
        for id in &self.ids {
            match (self.make)(*id) {
                Ok(item) => list.serialize_element(&item)?,
                Err(failure) => {
                    let error = S::Error::custom(&failure.message);
                    self.failure.set(Some(failure));
                    return Err(error);
                }
            }
        }
        list.end()
    }
}

impl<T: JsonSchema> JsonSchema for Each<'_, T> {
    fn schema_name() -> Cow<'static, str> {
        Vec::<T>::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Vec::<T>::json_schema(generator)
    }

    fn inline_schema() -> bool {
        true
    }
}
