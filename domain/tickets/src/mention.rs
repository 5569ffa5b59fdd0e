//! Who is called by name in a message: `@[Ann Lee](person:12)` from the picker, or `@ann.lee` typed by hand.

use db::{Conn, Tx, Value, params};
use outcome::{Error, Result, Sentence};
use people::{PersonId, Role};
use text::plain::fold;

use crate::limits::MENTIONS_MAX;
use crate::list::numbers;
use crate::ticket::TicketId;

/// Longest name typed by hand that is looked up, in characters.
const NAME_CHARS_MAX: usize = 60;

/// The people mentioned in a message of the desk. A name typed by hand counts when exactly one specialist has it.
///
/// # Errors
/// `Invalid` when there are too many, or when a picked one cannot see a ticket of this team: better told than not heard.
pub(crate) fn mentioned(conn: &Conn, body: &str, ticket: TicketId) -> Result<Vec<PersonId>> {
    if !body.contains('@') {
        return Ok(Vec::new());
    }
    let picked = picked(body);
    let typed = typed(body);
    if picked.len() + typed.len() > MENTIONS_MAX {
        return Err(Error::invalid("body", Sentence::new("mentions-too-many").with("max", MENTIONS_MAX)));
    }
    let mut people = picked_people(conn, &picked, ticket)?;
    for name in &typed {
        let found: Vec<(PersonId,)> = conn.all(
            "SELECT id FROM people WHERE role <> 'requester' AND deactivated_at IS NULL AND (name_key = $1 OR name_key LIKE $2) LIMIT 2",
            params![name, format!("{name} %")],
        )?;
        if let [(one,)] = found[..] {
            people.push(one);
        }
    }
    people.sort_unstable();
    people.dedup();
    Ok(people)
}

/// Mentioned specialists watch from now on; the ones who began to.
pub(crate) fn watch_mentioned(tx: &mut Tx<'_>, people: &[PersonId], ticket: TicketId) -> Result<Vec<PersonId>> {
    if people.is_empty() {
        return Ok(Vec::new());
    }
    let (list, values) = numbers(people, 3);
    let mut all: Vec<Value> = params![ticket, tx.now()].to_vec();
    all.extend(values);
    let sql = format!(
        "INSERT INTO watchers (ticket_id, person_id, since) SELECT $1, p.id, $2 FROM people p \
         WHERE p.id IN ({list}) AND p.role <> 'requester' ORDER BY p.id ON CONFLICT DO NOTHING RETURNING person_id"
    );
    Ok(tx.all::<(PersonId,)>(&sql, &all)?.into_iter().map(|(id,)| id).collect())
}

/// The list as a message row keeps it.
pub(crate) fn to_json(people: &[PersonId]) -> String {
    let ids: Vec<String> = people.iter().map(ToString::to_string).collect();
    format!("[{}]", ids.join(","))
}

/// The list as it was kept.
pub(crate) fn from_json(kept: &str) -> Vec<PersonId> {
    kept.trim_matches(['[', ']']).split(',').filter_map(|id| id.trim().parse().ok()).collect()
}

fn picked(body: &str) -> Vec<PersonId> {
    let mut ids: Vec<PersonId> =
        text::markdown::mentions(body).iter().filter_map(|t| t.strip_prefix("person:")).filter_map(|id| id.parse().ok()).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// Those who were picked and exist. One at the desk who may not see the ticket is refused by name.
fn picked_people(conn: &Conn, picked: &[PersonId], ticket: TicketId) -> Result<Vec<PersonId>> {
    if picked.is_empty() {
        return Ok(Vec::new());
    }
    let (list, values) = numbers(picked, 2);
    let mut all: Vec<Value> = params![ticket].to_vec();
    all.extend(values);
    let sql = format!(
        "SELECT p.id, p.name, p.role, CAST(CASE WHEN EXISTS (SELECT 1 FROM tickets t JOIN teams v ON v.id = t.team_id \
         WHERE t.id = $1 AND v.visibility = 'restricted' AND t.requester_id <> p.id \
         AND NOT EXISTS (SELECT 1 FROM team_members m WHERE m.team_id = v.id AND m.person_id = p.id)) THEN 1 ELSE 0 END AS BIGINT) \
         FROM people p WHERE p.deactivated_at IS NULL AND p.id IN ({list})"
    );
    let found: Vec<(PersonId, String, Role, bool)> = conn.all(&sql, &all)?;
    if let Some((_, name, ..)) = found.iter().find(|(_, _, role, shut_out)| *shut_out && *role >= Role::Agent) {
        return Err(Error::invalid("body", Sentence::new("mention-cannot-see").with("name", name)));
    }
    Ok(found.into_iter().map(|(id, ..)| id).collect())
}

/// Names typed by hand, folded: what follows an `@` that no letter, digit or dot stands before.
fn typed(body: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (at, _) in body.match_indices('@') {
        if body[..at].chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '.' || c == '_') {
            continue;
        }
        let word: String = body[at + 1..]
            .chars()
            .take_while(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '\''))
            .take(NAME_CHARS_MAX)
            .collect();
        let name = fold(&word.trim_end_matches(['.', '-', '_', '\'']).replace(['.', '_'], " "));
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::{from_json, picked, to_json, typed};
    use people::PersonId;

    #[test]
    fn picked_and_typed_names_are_found_and_addresses_are_not() {
        assert_eq!(picked("ask @[Ann Lee](person:12) or @[Bo](person:x)"), [PersonId(12)]);
        assert_eq!(typed("@ann.lee, please; write to ann@acme.example. (@Bö!) @"), ["ann lee", "bo"]);
        assert_eq!(from_json(&to_json(&[PersonId(1), PersonId(22)])), [PersonId(1), PersonId(22)]);
        assert!(from_json("[]").is_empty());
    }
}
