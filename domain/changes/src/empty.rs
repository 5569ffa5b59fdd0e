//! What a person wrote beside their approvals is forgotten; what they decided, and when, stays. A command of Firstline itself.

use db::{EventId, Tx, params};
use outcome::Result;
use people::PersonId;

/// Forgets a person's notes on changes, and the address of their calendar.
///
/// # Errors
/// What the engine answers.
pub fn forget_person(tx: &mut Tx<'_>, person: PersonId) -> Result<()> {
    tx.execute("UPDATE change_approvals SET note = '' WHERE person_id = $1 AND note <> ''", params![person])?;
    tx.execute("DELETE FROM change_feeds WHERE person_id = $1", params![person])?;
    let sql = "SELECT e.id, e.data FROM events e JOIN change_approvals a ON a.change_id = e.subject_id AND a.person_id = $1 \
               WHERE e.subject_kind = 'change' AND e.actor = $2 AND e.kind IN ('change.approved', 'change.declined')";
    for (event, data) in tx.all::<(EventId, String)>(sql, params![person, format!("person:{person}")])? {
        let mut data: serde_json::Value = serde_json::from_str(&data).map_err(anyhow::Error::from)?;
        if let Some(note) = data.get_mut("note") {
            *note = serde_json::Value::String(String::new());
            tx.empty_event(event, &data.to_string())?;
        }
    }
    Ok(())
}
