//! The one filter language: one parser, one tree, two readers. Knows no slice; each declares its fields.
//!
//! `status:open priority>=high tag:vpn created>-7d -assignee:me "paper jam"` is read by [`Filter::parse`] into a tree, which prints
//! back as text. [`Filter::bind`] looks its names up and gives a [`Bound`], which two readers understand: [`Bound::to_sql`] for
//! lists and counts, [`Bound::matches`] for one record. A property test holds both to the same answer.

pub mod limits;

mod bind;
mod bound;
mod complete;
mod fields;
mod filter;
mod memory;
mod parse;
mod print;
mod problem;
mod question;
mod resolve;
mod scan;
mod sql;
mod suggest;
mod time;
mod tree;
mod values;
mod zendesk;

pub use bound::{Bound, BoundOrder, Sought};
pub use complete::{Suggestion, completion};
pub use db::fulltext::fold;
pub use fields::{Field, Fields, Kind, Name, Source, Vocabulary, rows};
pub use filter::{Dialect, Filter};
pub use memory::{Datum, Record, Values};
pub use problem::{Problem, Span, Unbound};
pub use resolve::{Resolve, Spelling};
pub use sql::{Sql, TextSearch};
pub use time::Context;
pub use tree::{Node, Op, Order, Term, Text, Value};

/// The sentences for every [`Problem`], as Fluent sources by language, for the catalogue.
pub const TEXTS: [(&str, &str); 2] = [("en", include_str!("../locales/en/filter.ftl")), ("de", include_str!("../locales/de/filter.ftl"))];
