//! The desk's own fields: what it wants to know of tickets beside what every ticket has, and where it asks for it.
//!
//! Here are the definitions and the pure rules over them; what a ticket answers is written by [`fill_in()`] and by opening it.

mod add;
mod archive;
mod ask;
mod choice;
mod column;
mod delete;
mod edit;
mod event;
mod fill_in;
mod forms;
mod kind;
mod opening;
mod options;
mod read;
mod shown;
mod value;

pub use add::{AddField, add_field};
pub use archive::{archive_field, restore_field};
pub use ask::{SetAsk, drop_ask, set_ask};
pub use choice::{Choice, PutChoice, SetChoices, archive_choice, put_choice, set_choices};
pub use column::{Answered, answered_of};
pub use delete::delete_field;
pub use edit::{EditField, edit_field};
pub use event::FieldEvent;
pub use fill_in::{FillIn, Given, fill_in};
pub use forms::{Ask, AskId, CustomField, FieldOption, Forms, Question, When, forms, input_name};
pub use kind::{AskedOf, FieldKind, Required};
pub use options::{SetOptions, set_options};
pub use read::{Answer, answers};
pub use value::FieldValue;

pub(crate) use fill_in::take_back;
pub(crate) use opening::{answers_as_they_were, answers_at_opening, demand_answers};
pub(crate) use read::Raw;
pub(crate) use shown::index_text;

use db::id;

id!(
    /// A field's number.
    FieldId
);
id!(
    /// The number of a field's option.
    OptionId
);

/// Fields of the desk, archived ones counted.
pub const FIELDS_MAX: i64 = 200;
/// Options of one field, archived ones counted.
pub const FIELD_OPTIONS_MAX: usize = 500;
/// Places in which fields are asked, in all.
pub const FIELD_ASKS_MAX: i64 = 2_000;
/// Longest name of a field, in characters.
pub const FIELD_NAME_CHARS_MAX: usize = 60;
/// Longest hint below a field, in characters.
pub const FIELD_HINT_CHARS_MAX: usize = 200;
/// Longest key of a field, in characters.
pub const FIELD_KEY_CHARS_MAX: usize = 40;
/// Longest regular expression, in characters.
pub const FIELD_PATTERN_CHARS_MAX: usize = 200;
/// Memory that a compiled regular expression may take, in bytes.
pub const FIELD_PATTERN_BYTES_MAX: usize = 256 * 1024;
/// Longest text that a field holds, in characters.
pub const FIELD_TEXT_CHARS_MAX: usize = 500;
/// Longest name of an option with all above it, in characters.
pub const OPTION_NAME_CHARS_MAX: usize = 200;
/// Longest word that programs call an option, in characters.
pub const OPTION_TAG_CHARS_MAX: usize = 120;
/// Fields that are shown as columns of lists.
pub const FIELD_COLUMNS_MAX: i64 = 6;
