//! The serialisation of values into keys.

use std::fmt;

use serde::{Serialize, ser};

use super::KeyMaker;

/// What comes next, where types alone do not tell.
#[derive(Clone, Copy)]
enum Mark {
    None = 1,
    Some,
    Item,
    Skipped,
    End,
}

/// A value cannot be serialised.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct Refused(String);

impl ser::Error for Refused {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

/// Serialises a value into the bytes of a key.
pub(super) struct Gather<'k>(pub(super) &'k mut KeyMaker);

impl Gather<'_> {
    fn mark(&mut self, mark: Mark) {
        self.0.put(&[mark as u8]);
    }
}

/// Defines the serialisation of numbers: their bytes.
macro_rules! numbers {
    ($($method:ident: $type:ty),+ $(,)?) => {
        $(fn $method(self, value: $type) -> Result<(), Refused> {
            self.0.put(&value.to_le_bytes());
            Ok(())
        })+
    };
}

impl<'k> ser::Serializer for Gather<'k> {
    type Ok = ();
    type Error = Refused;
    type SerializeSeq = Items<'k>;
    type SerializeTuple = Items<'k>;
    type SerializeTupleStruct = Items<'k>;
    type SerializeTupleVariant = Items<'k>;
    type SerializeMap = Items<'k>;
    type SerializeStruct = Items<'k>;
    type SerializeStructVariant = Items<'k>;

    numbers! {
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_i128: i128, serialize_u8: u8, serialize_u16: u16, serialize_u32: u32,
        serialize_u64: u64, serialize_u128: u128, serialize_f32: f32, serialize_f64: f64,
    }

    fn is_human_readable(&self) -> bool {
        false
    }

    fn serialize_bool(self, value: bool) -> Result<(), Refused> {
        self.0.put(&[u8::from(value)]);
        Ok(())
    }

    fn serialize_char(self, value: char) -> Result<(), Refused> {
        self.serialize_u32(u32::from(value))
    }

    fn serialize_str(self, value: &str) -> Result<(), Refused> {
        self.serialize_bytes(value.as_bytes())
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), Refused> {
        self.0.put_sized(value);
        Ok(())
    }

    fn serialize_none(mut self) -> Result<(), Refused> {
        self.mark(Mark::None);
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(mut self, value: &T) -> Result<(), Refused> {
        self.mark(Mark::Some);
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Refused> {
        self.serialize_none()
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Refused> {
        self.serialize_none()
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        variant: u32,
        _: &'static str,
    ) -> Result<(), Refused> {
        self.serialize_u32(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Refused> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        variant: u32,
        _: &'static str,
        value: &T,
    ) -> Result<(), Refused> {
        self.0.put(&variant.to_le_bytes());
        value.serialize(self)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Items<'k>, Refused> {
        Ok(Items(self.0))
    }

    fn serialize_tuple(self, _: usize) -> Result<Items<'k>, Refused> {
        Ok(Items(self.0))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Items<'k>, Refused> {
        Ok(Items(self.0))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        variant: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Items<'k>, Refused> {
        self.0.put(&variant.to_le_bytes());
        Ok(Items(self.0))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Items<'k>, Refused> {
        Ok(Items(self.0))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Items<'k>, Refused> {
        Ok(Items(self.0))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        variant: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Items<'k>, Refused> {
        self.0.put(&variant.to_le_bytes());
        Ok(Items(self.0))
    }
}

/// A list, a table or a struct being serialised.
pub(super) struct Items<'k>(&'k mut KeyMaker);

impl Items<'_> {
    fn mark(&mut self, mark: Mark) {
        self.0.put(&[mark as u8]);
    }

    fn item<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refused> {
        self.mark(Mark::Item);
        value.serialize(Gather(self.0))
    }

    fn end(mut self) {
        self.mark(Mark::End);
    }
}

/// Defines the serialisation of what consists of items without names.
macro_rules! unnamed {
    ($($name:ident: $method:ident),+ $(,)?) => {
        $(impl ser::$name for Items<'_> {
            type Ok = ();
            type Error = Refused;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refused> {
                self.item(value)
            }

            fn end(self) -> Result<(), Refused> {
                Items::end(self);
                Ok(())
            }
        })+
    };
}

unnamed! {
    SerializeSeq: serialize_element, SerializeTuple: serialize_element,
    SerializeTupleStruct: serialize_field, SerializeTupleVariant: serialize_field,
}

impl ser::SerializeMap for Items<'_> {
    type Ok = ();
    type Error = Refused;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Refused> {
        self.item(key)
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Refused> {
        value.serialize(Gather(self.0))
    }

    fn end(self) -> Result<(), Refused> {
        Items::end(self);
        Ok(())
    }
}

/// Defines the serialisation of structs. Their types fix the order of fields; a skipped one leaves
/// a mark.
macro_rules! structs {
    ($($name:ident),+) => {
        $(impl ser::$name for Items<'_> {
            type Ok = ();
            type Error = Refused;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                _: &'static str,
                value: &T,
            ) -> Result<(), Refused> {
                self.item(value)
            }

            fn skip_field(&mut self, _: &'static str) -> Result<(), Refused> {
                self.mark(Mark::Skipped);
                Ok(())
            }

            fn end(self) -> Result<(), Refused> {
                Items::end(self);
                Ok(())
            }
        })+
    };
}

structs!(SerializeStruct, SerializeStructVariant);
