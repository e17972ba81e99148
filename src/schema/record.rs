//! Macros that declare tables and keywords.

/// Declares a struct decoded from a TOML table: every field is a key, unknown keys are errors, and
/// doc comments become the descriptions of its JSON Schema. A required field that is missing or
/// wrong, and has no [`Decode::fallback`](crate::schema::Decode::fallback), leaves no struct: an
/// item of a list is left out then.
macro_rules! record {
    (
        $(#[doc = $doc:literal])*
        $(#[derive($derive:ident)])?
        $style:ident
        pub struct $name:ident {
            $( $(#[doc = $field_doc:literal])* pub $field:ident : $type:ty, )*
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug, PartialEq $(, $derive)?)]
        pub struct $name {
            $( $(#[doc = $field_doc])* pub $field: $type, )*
        }

        impl $crate::schema::Decode for $name {
            fn expected() -> String {
                "a table".to_owned()
            }

            fn decode(
                node: &$crate::schema::Node<'_>,
                decoder: &mut $crate::schema::Decoder<'_>,
            ) -> Option<Self> {
                const STYLE: $crate::schema::KeyStyle = $crate::schema::KeyStyle::$style;
                const FIELDS: &[&str] = &[$(stringify!($field)),*];
                struct Slots { $( $field: Option<Option<$type>>, )* }
                decoder.begin(STYLE, FIELDS);
                let mut slots = Slots { $( $field: None, )* };
                for (key, value) in decoder.table(node, "a table")? {
                    let field = match decoder.field(key, STYLE, FIELDS) {
                        Ok(field) => field,
                        Err(meant) => {
                            $( if meant == Some(stringify!($field)) {
                                slots.$field.get_or_insert(None);
                            } )*
                            continue;
                        }
                    };
                    $( if field == stringify!($field) {
                        slots.$field =
                            Some(<$type as $crate::schema::Decode>::decode(value, decoder));
                    } )*
                }
                $( let $field = match slots.$field {
                    Some(decoded) => decoded,
                    None => {
                        let absent = <$type as $crate::schema::Decode>::absent();
                        if absent.is_none() {
                            let expected = <$type as $crate::schema::Decode>::expected();
                            decoder.missing(node, STYLE, stringify!($field), &expected);
                        }
                        absent
                    }
                }; )*
                Some(Self { $(
                    $field: $field.or_else(<$type as $crate::schema::Decode>::fallback)?,
                )* })
            }

            fn schema(definitions: &mut $crate::schema::Definitions) -> serde_json::Value {
                const STYLE: $crate::schema::KeyStyle = $crate::schema::KeyStyle::$style;
                definitions.table(
                    stringify!($name),
                    concat!($($doc),*).trim(),
                    |definitions| vec![$( (
                        STYLE.key(stringify!($field)),
                        concat!($($field_doc),*).trim(),
                        <$type as $crate::schema::Decode>::absent().is_none(),
                        <$type as $crate::schema::Decode>::schema(definitions),
                    ), )*],
                )
            }
        }
    };
}

/// Declares an enum of keywords.
macro_rules! keywords {
    (
        $(#[doc = $doc:literal])*
        pub enum $name:ident {
            $( $(#[doc = $variant_doc:literal])* $variant:ident = $word:literal, )*
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $( $(#[doc = $variant_doc])* $variant, )*
        }

        impl $name {
            /// Every keyword and its variant, in order.
            pub const WORDS: &[(&str, Self)] = &[$( ($word, Self::$variant) ),*];

            /// The keyword.
            pub fn word(self) -> &'static str {
                match self {
                    $( Self::$variant => $word, )*
                }
            }
        }

        impl $crate::schema::Decode for $name {
            fn expected() -> String {
                $crate::diagnostic::one_of(Self::WORDS.iter().map(|(word, _)| *word))
            }

            fn decode(
                node: &$crate::schema::Node<'_>,
                decoder: &mut $crate::schema::Decoder<'_>,
            ) -> Option<Self> {
                let word = node.get_ref().as_str();
                let found = Self::WORDS.iter().find(|(known, _)| word == Some(known));
                if found.is_none() {
                    let words: Vec<&str> = Self::WORDS.iter().map(|(word, _)| *word).collect();
                    decoder.wrong_keyword(node, &words);
                }
                found.map(|(_, value)| *value)
            }

            fn fallback() -> Option<Self> {
                Some(Self::WORDS[0].1)
            }

            fn schema(_: &mut $crate::schema::Definitions) -> serde_json::Value {
                let words: Vec<&str> = Self::WORDS.iter().map(|(word, _)| *word).collect();
                serde_json::json!({ "enum": words })
            }
        }
    };
}

pub(crate) use {keywords, record};
