//! A list that is computed while it is written.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::ser::{Error as _, SerializeSeq as _};
use serde::{Serialize, Serializer};

use super::Failure;
use crate::site::RecommendationId;

/// One item per recommendation. Only one item exists at a time.
pub struct Each<'s, T> {
    failure: &'s Cell<Option<Failure>>,
    ids: Vec<RecommendationId>,
    make: Box<Make<'s, T>>,
}

type Make<'s, T> = dyn Fn(RecommendationId) -> Result<T, Failure> + 's;

impl<'s, T> Each<'s, T> {
    /// A list of the results of `make`. An error is stored in `failure`.
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

/// An error ends the writing and is stored as it is: a serializer's error is only a message.
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
