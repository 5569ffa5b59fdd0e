//! What is answered, read with the person or the organization it is about.

use db::{Conn, params};
use outcome::Result;

use super::answer::table;
use super::{Noun, NounFieldKind};
use crate::{OrganizationId, PersonId};

/// An answer with its field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldAnswer {
    /// What programs call the field.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// What it takes.
    pub kind: NounFieldKind,
    /// What is answered, as programs read it: an option's word, a day, a number, `true`; nothing when there is no answer.
    pub value: Option<String>,
    /// How people read it: the option's name.
    pub shown: Option<String>,
}

/// Between the parts of an answer; no text of ours holds it.
const WITHIN: char = '\u{1f}';
/// Between answers.
const BETWEEN: char = '\u{1e}';

/// All fields in use with the answers of the noun whose number is `id`, in one text for [`read`].
pub(crate) fn sql(about: Noun, id: &str) -> String {
    let (answers, whose) = table(about);
    format!(
        "(SELECT STRING_AGG(s.told, '{BETWEEN}') FROM (SELECT f.key || '{WITHIN}' || f.name || '{WITHIN}' || f.kind || '{WITHIN}' || \
         COALESCE(x.tag, v.value, '') || '{WITHIN}' || COALESCE(x.name, v.value, '') AS told FROM noun_fields f \
         LEFT JOIN {answers} v ON v.field_id = f.id AND v.{whose} = {id} LEFT JOIN noun_field_options x ON x.id = v.option_id \
         WHERE f.about = '{}' AND f.archived_at IS NULL ORDER BY f.position, f.id) s)",
        about.as_str()
    )
}

/// The answers that [`sql`] brought.
pub(crate) fn read(told: Option<String>) -> Vec<ToldAnswer> {
    let told = told.unwrap_or_default();
    let answer = |part: &str| {
        let mut parts = part.split(WITHIN).map(str::to_owned);
        let (key, name, kind) = (parts.next()?, parts.next()?, parts.next()?.parse().ok()?);
        let mut value = || parts.next().filter(|value| !value.is_empty());
        Some(ToldAnswer { key, name, kind, value: value(), shown: value() })
    };
    told.split(BETWEEN).filter_map(answer).collect()
}

/// All fields about people in use, with what is answered for one; it asks no policy, so the asker must have.
///
/// # Errors
/// What the engine answers.
pub fn person_answers(conn: &Conn, person: PersonId) -> Result<Vec<ToldAnswer>> {
    Ok(read(conn.one::<(Option<String>,)>(&format!("SELECT {}", sql(Noun::Person, "$1")), params![person])?.0))
}

/// All fields about organizations in use, with what is answered for one; it asks no policy, so the asker must have.
///
/// # Errors
/// What the engine answers.
pub fn organization_answers(conn: &Conn, organization: OrganizationId) -> Result<Vec<ToldAnswer>> {
    Ok(read(conn.one::<(Option<String>,)>(&format!("SELECT {}", sql(Noun::Organization, "$1")), params![organization])?.0))
}
