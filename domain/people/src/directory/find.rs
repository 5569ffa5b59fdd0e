//! Finding people by the beginnings of what they are called and reached by, and listing them by name.

use db::{Conn, Value};
use outcome::Result;
use text::plain::fold;

use super::brief::{BRIEF, PersonBrief};
use crate::person::typed_words;
use crate::policy::visible_people;
use crate::{Actor, OrganizationId, PersonId, Role};

/// Greater than every character: the end of a range of beginnings.
const LAST: char = '\u{10FFFF}';
/// Most people one question answers.
pub const FOUND_MAX: i64 = 200;

/// Active people whose words each begin with a word of `text` (names, addresses, numbers), by name, at most `max` and at most
/// [`FOUND_MAX`]. Nothing typed finds nobody. Requesters find themselves.
///
/// # Errors
/// What the engine answers.
pub fn find_people(conn: &Conn, actor: &Actor, text: &str, max: i64) -> Result<Vec<PersonBrief>> {
    let words = typed_words(text);
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let mut values: Vec<Value> = Vec::new();
    let mut each_word = Vec::new();
    for alternatives in words {
        let mut ranges = Vec::new();
        for beginning in alternatives {
            ranges.push(format!("(w.word >= ${} AND w.word < ${})", values.len() + 1, values.len() + 2));
            values.push(Value::Text(beginning.clone()));
            values.push(Value::Text(format!("{beginning}{LAST}")));
        }
        each_word.push(format!("SELECT w.person_id FROM person_words w WHERE {}", ranges.join(" OR ")));
    }
    let found = each_word.join(" INTERSECT ");
    let (seen, seen_values) = visible_people(actor, values.len() + 1);
    values.extend(seen_values);
    values.push(Value::Int(max.clamp(0, FOUND_MAX)));
    // First the few that are shown, from two indexes; then what is shown of them.
    let few = format!(
        "SELECT p.id FROM people p WHERE p.id IN ({found}) AND p.deactivated_at IS NULL AND {seen} \
         ORDER BY p.name_key, p.id LIMIT ${}",
        values.len()
    );
    conn.all(&format!("{BRIEF} WHERE p.id IN ({few}) ORDER BY p.name_key, p.id"), &values)
}

/// A page of the list of people.
#[derive(Debug, Clone, Default)]
pub struct PeoplePage {
    /// Only people of this role.
    pub role: Option<Role>,
    /// Only people of this organization.
    pub organization: Option<OrganizationId>,
    /// Also people who were deactivated.
    pub deactivated: bool,
    /// After this person, by name; `None` begins at the beginning.
    pub after: Option<PersonId>,
    /// At most so many, and at most [`FOUND_MAX`].
    pub max: i64,
}

/// People by name, a page at a time. Requesters see themselves.
///
/// # Errors
/// What the engine answers.
pub fn list_people(conn: &Conn, actor: &Actor, page: &PeoplePage) -> Result<Vec<PersonBrief>> {
    let mut values: Vec<Value> = Vec::new();
    let mut conditions = Vec::new();
    if let Some(role) = page.role {
        values.push(role.into());
        conditions.push(format!("p.role = ${}", values.len()));
    }
    if let Some(organization) = page.organization {
        values.push(organization.into());
        conditions.push(format!("p.organization_id = ${}", values.len()));
    }
    if !page.deactivated {
        conditions.push("p.deactivated_at IS NULL".to_owned());
    }
    if let Some(after) = page.after {
        let last = crate::directory::person(conn, after)?;
        let name = last.map_or_else(String::new, |p| fold(&p.name));
        values.extend([Value::Text(name), after.into()]);
        conditions.push(format!("(p.name_key, p.id) > (${}, ${})", values.len() - 1, values.len()));
    }
    let (seen, seen_values) = visible_people(actor, values.len() + 1);
    values.extend(seen_values);
    conditions.push(seen);
    values.push(Value::Int(page.max.clamp(0, FOUND_MAX)));
    let sql = format!("{BRIEF} WHERE {} ORDER BY p.name_key, p.id LIMIT ${}", conditions.join(" AND "), values.len());
    conn.all(&sql, &values)
}
