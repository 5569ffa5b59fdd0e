//! Fields of the desk's own on people and organizations: what it wants to know of them beside what all have.

mod answer;
mod define;
mod event;
mod options;
mod told;

pub use answer::{Answers, answer_organization, answer_person};
pub use define::{AddNounField, EditNounField, add_noun_field, archive_noun_field, delete_noun_field, edit_noun_field, restore_noun_field};
pub use event::NounFieldEvent;
pub use options::{NounOptionInput, PutNounOption, SetNounOptions, archive_noun_option, put_noun_option, set_noun_options};
pub use told::{ToldAnswer, organization_answers, person_answers};

pub(crate) use told::{read as read_told, sql as told_sql};

use db::{Conn, Gather, Moment, Part, id, params, words};
use outcome::{Refusal, Result};

id!(
    /// A field's number.
    NounFieldId
);
id!(
    /// The number of a field's option.
    NounOptionId
);

words! {
    /// What a field is about.
    pub enum Noun {
        /// People.
        Person = "person",
        /// Organizations.
        Organization = "organization",
    }
}

words! {
    /// What a field takes.
    pub enum NounFieldKind {
        /// A line of text.
        Text = "text",
        /// Several lines.
        Textarea = "textarea",
        /// A whole number.
        Integer = "integer",
        /// A number.
        Decimal = "decimal",
        /// A day.
        Date = "date",
        /// Ticked or not.
        Checkbox = "checkbox",
        /// One of its options.
        Dropdown = "dropdown",
        /// A line of text that a regular expression describes.
        Regexp = "regexp",
    }
}

/// Fields about people, and as many about organizations, archived ones counted.
pub const NOUN_FIELDS_MAX: i64 = 100;
/// Options of one field, archived ones counted.
pub const NOUN_OPTIONS_MAX: usize = 500;
/// Longest name of a field or an option, in characters.
pub const NOUN_FIELD_NAME_CHARS_MAX: usize = 100;
/// Longest hint, in characters.
pub const NOUN_FIELD_HINT_CHARS_MAX: usize = 500;
/// Longest key of a field, or word of an option, in characters.
pub const NOUN_FIELD_KEY_CHARS_MAX: usize = 100;
/// Longest regular expression, in characters.
pub const NOUN_FIELD_PATTERN_CHARS_MAX: usize = 200;
/// Memory that a compiled regular expression may take, in bytes.
const PATTERN_BYTES_MAX: usize = 256 * 1024;
/// Longest line of text, in characters.
pub const NOUN_TEXT_CHARS_MAX: usize = 500;
/// Longest text of several lines, in characters.
pub const NOUN_TEXTAREA_CHARS_MAX: usize = 10_000;

/// A field about people or organizations.
#[derive(Debug, Clone)]
pub struct NounField {
    /// Its number.
    pub id: NounFieldId,
    /// What it is about.
    pub about: Noun,
    /// What programs call it; it stays.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// What helps to answer it.
    pub hint: String,
    /// What it takes; it stays.
    pub kind: NounFieldKind,
    /// The regular expression of a regexp.
    pub pattern: String,
    /// Its place among the fields.
    pub position: i64,
    /// When it was made.
    pub created_at: Moment,
    /// When it or its options last changed.
    pub updated_at: Moment,
    /// When it was put away, if it was; answers are kept.
    pub archived_at: Option<Moment>,
    /// Its options in order, archived ones too.
    pub options: Vec<NounOption>,
}

/// An option of a dropdown.
#[derive(Debug, Clone)]
pub struct NounOption {
    /// Its number.
    pub id: NounOptionId,
    /// What people call it.
    pub name: String,
    /// What programs call it.
    pub tag: String,
    /// Was it put away? Answers keep it.
    pub archived: bool,
}

impl NounField {
    /// Options that can be chosen.
    pub fn choosable(&self) -> impl Iterator<Item = &NounOption> {
        self.options.iter().filter(|option| !option.archived)
    }
}

/// The fields about people or organizations, in order, archived ones too. One statement.
///
/// # Errors
/// What the engine answers.
pub fn noun_fields(conn: &Conn, about: Noun) -> Result<Vec<NounField>> {
    let (mut fields, mut gather) = (Vec::<NounField>::new(), Gather::default());
    let place = gather.param(about);
    let ints = ["f.position", "f.id", "f.created_at", "f.updated_at", "f.archived_at"];
    let texts = ["f.key", "f.name", "f.hint", "f.kind", "f.pattern"];
    let from = format!("FROM noun_fields f WHERE f.about = ${place}");
    gather.part(&Part { what: "field", ints: &ints, texts: &texts, from: &from, order: "" });
    let from = format!("FROM noun_field_options o JOIN noun_fields f ON f.id = o.field_id WHERE f.about = ${place}");
    let ints = ["o.position", "o.id", "o.field_id", "o.archived_at"];
    gather.part(&Part { what: "option", ints: &ints, texts: &["o.name", "o.tag"], from: &from, order: "" });
    gather.each(conn, |piece| {
        if piece.what == "field" {
            fields.push(NounField {
                id: piece.int(1)?,
                about,
                key: piece.text(0)?,
                name: piece.text(1)?,
                hint: piece.text(2)?,
                kind: piece.text(3)?,
                pattern: piece.text(4)?,
                position: piece.int(0)?,
                created_at: piece.int(2)?,
                updated_at: piece.int(3)?,
                archived_at: piece.int(4)?,
                options: Vec::new(),
            });
            return Ok(());
        }
        let (of, archived): (NounFieldId, Option<i64>) = (piece.int(2)?, piece.int(3)?);
        let option = NounOption { id: piece.int(1)?, name: piece.text(0)?, tag: piece.text(1)?, archived: archived.is_some() };
        if let Some(field) = fields.iter_mut().find(|field| field.id == of) {
            field.options.push(option);
        }
        Ok(())
    })?;
    Ok(fields)
}

/// One field with its options.
///
/// # Errors
/// `NotFound` when there is none.
pub fn noun_field(conn: &Conn, id: NounFieldId) -> Result<NounField> {
    let about = conn.first::<(Noun,)>("SELECT about FROM noun_fields WHERE id = $1", params![id])?.ok_or(Refusal::NotFound)?.0;
    noun_fields(conn, about)?.into_iter().find(|field| field.id == id).ok_or_else(|| Refusal::NotFound.into())
}
