//! `id!`, `words!` and `row!`: nouns without plumbing.

/// Declares a typed id: `id!(/// A ticket's number. TicketId);`
#[macro_export]
macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, $crate::serde::Serialize, $crate::serde::Deserialize)]
        #[serde(crate = "::db::serde", transparent)]
        pub struct $name(pub i64);

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result { self.0.fmt(f) }
        }
        impl ::std::str::FromStr for $name {
            type Err = ::std::num::ParseIntError;
            fn from_str(s: &str) -> ::std::result::Result<Self, Self::Err> { s.parse().map(Self) }
        }
        impl From<$name> for $crate::Value {
            fn from(id: $name) -> Self { Self::Int(id.0) }
        }
        impl $crate::Field for $name {
            fn read(cell: $crate::Cell<'_>) -> ::anyhow::Result<Self> { <i64 as $crate::Field>::read(cell).map(Self) }
        }
    };
}

/// Declares a closed set of words, stored as text: `words! { /// A state. pub enum Status { New = "new", Open = "open" } }`
#[macro_export]
macro_rules! words {
    ($(#[$doc:meta])* pub enum $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, $crate::serde::Serialize, $crate::serde::Deserialize)]
        #[serde(crate = "::db::serde")]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $word)] $variant),+ }

        impl $name {
            /// Every word, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word as it is stored, sent and logged.
            #[must_use]
            pub const fn as_str(self) -> &'static str { match self { $(Self::$variant => $word),+ } }
        }
        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result { f.write_str(self.as_str()) }
        }
        impl ::std::str::FromStr for $name {
            type Err = ::anyhow::Error;
            fn from_str(s: &str) -> ::std::result::Result<Self, Self::Err> {
                match s { $($word => Ok(Self::$variant),)+ other => Err(::anyhow::anyhow!("{other:?} is not one of {:?}", [$($word),+])) }
            }
        }
        impl From<$name> for $crate::Value {
            fn from(word: $name) -> Self { Self::Text(word.as_str().to_owned()) }
        }
        impl $crate::Field for $name {
            fn read(cell: $crate::Cell<'_>) -> ::anyhow::Result<Self> { <String as $crate::Field>::read(cell)?.parse() }
        }
    };
}

/// Declares a struct that a row becomes, its fields in the order of the statement's columns.
///
/// `Name::COLUMNS` lists the field names for `SELECT`; a field whose column has another name or table is read by writing the
/// statement's columns out in the same order.
#[macro_export]
macro_rules! row {
    ($(#[$doc:meta])* pub struct $name:ident { $($(#[$fdoc:meta])* pub $field:ident : $ty:ty),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone)]
        pub struct $name { $($(#[$fdoc])* pub $field: $ty),+ }

        impl $name {
            /// The columns, in the order in which a row is read.
            pub const COLUMNS: &'static [&'static str] = &[$(stringify!($field)),+];

            /// The columns for a `SELECT`, each behind `alias.`.
            #[must_use]
            pub fn columns(alias: &str) -> String {
                Self::COLUMNS.iter().map(|c| format!("{alias}.{c}")).collect::<Vec<_>>().join(", ")
            }
        }
        impl $crate::Row for $name {
            fn read(cells: &$crate::Cells<'_>) -> ::outcome::Result<Self> {
                let mut at = 0;
                $(let $field = { let x: $ty = cells.field(at)?; at += 1; x };)+
                let _ = at;
                Ok(Self { $($field),+ })
            }
        }
    };
}
