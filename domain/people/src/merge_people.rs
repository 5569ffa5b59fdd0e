//! Two people who are one: what belongs to the one belongs to the other from now on, and the one comes in no more.

use db::{Tx, Value, params};
use outcome::{Error, Result, Sentence};

use crate::event::{PeopleEvent, note};
use crate::person::words;
use crate::policy::{self, Action};
use crate::session::revoke_all;
use crate::{Actor, CONTACTS_MAX, Person, PersonId, Role};

/// Two people who are one.
#[derive(Debug, Clone, Copy)]
pub struct MergePeople {
    /// The requester who goes.
    pub person: PersonId,
    /// The one who stays.
    pub into: PersonId,
}

/// Lets all that this slice knows of a requester belong to somebody else: addresses, numbers, tags, answers; organization, site, notes
/// and the name in another system where the other has none. Ways to come in end. There is no way back: nobody can tell afterwards whose
/// an address was.
///
/// # Errors
/// Refused when the actor may not merge the one or change the addresses of the other; `Invalid` when the one is no requester, both are
/// the same, the other may not come in, or would have more addresses or numbers than one person may.
pub fn merge_people(tx: &mut Tx<'_>, actor: &Actor, merge: &MergePeople) -> Result<Person> {
    let gone = policy::permit(tx, actor, Action::MergePeople, merge.person)?;
    let stays = policy::permit(tx, actor, Action::ChangeEmails, merge.into)?;
    if gone.id == stays.id {
        return Err(Error::invalid("into", "merge-people-same"));
    }
    if gone.role != Role::Requester {
        return Err(Error::invalid("person", "merge-people-requester"));
    }
    if !stays.is_active() {
        return Err(Error::invalid("into", "merge-people-left"));
    }
    let both = params![gone.id, stays.id];
    for table in ["person_emails", "person_phones"] {
        let sql = format!("SELECT COUNT(*) FROM {table} WHERE person_id IN ($1, $2)");
        if tx.one::<(i64,)>(&sql, both)?.0 > CONTACTS_MAX {
            return Err(Error::invalid("into", Sentence::new("contacts-too-many").with("max", CONTACTS_MAX)));
        }
    }
    reached(tx, both)?;
    described(tx, both, &gone, &stays)?;
    no_way_in(tx, &gone)?;
    revoke_all(tx, actor, gone.id, None)?;
    for person in [gone.id, stays.id] {
        words::index(tx, person)?;
    }
    note(tx, actor, &PeopleEvent::Merged { person: gone.id, into: stays.id })?;
    note(tx, actor, &PeopleEvent::Absorbed { person: stays.id, other: gone.id })?;
    let now = tx.now();
    tx.execute_one("UPDATE people SET deactivated_at = COALESCE(deactivated_at, $2) WHERE id = $1", params![gone.id, now])?;
    Ok(Person { updated_at: now, ..stays.into_inner() })
}

/// How they are reached: the other's first address stays the one that letters go to.
fn reached(tx: &mut Tx<'_>, both: &[Value]) -> Result<()> {
    tx.execute("UPDATE person_emails SET person_id = $2, is_primary = 0 WHERE person_id = $1", both)?;
    tx.execute(
        "UPDATE person_emails SET is_primary = 1 WHERE email = (SELECT MIN(e.email) FROM person_emails e WHERE e.person_id = $1) \
         AND NOT EXISTS (SELECT 1 FROM person_emails p WHERE p.person_id = $1 AND p.is_primary = 1)",
        &both[1..],
    )?;
    tx.execute(
        "INSERT INTO person_phones (person_id, phone, phone_key, label) SELECT CAST($2 AS BIGINT), f.phone, f.phone_key, f.label \
         FROM person_phones f WHERE f.person_id = $1 ON CONFLICT (person_id, phone_key) DO NOTHING",
        both,
    )?;
    tx.execute("DELETE FROM person_phones WHERE person_id = $1", &both[..1])?;
    Ok(())
}

/// What is kept about them: where both say something, what the other says stays.
fn described(tx: &mut Tx<'_>, both: &[Value], gone: &Person, stays: &Person) -> Result<()> {
    tx.execute(
        "INSERT INTO person_tags (person_id, tag) SELECT CAST($2 AS BIGINT), f.tag FROM person_tags f WHERE f.person_id = $1 \
         ON CONFLICT (person_id, tag) DO NOTHING",
        both,
    )?;
    tx.execute(
        "INSERT INTO person_answers (person_id, field_id, value, option_id) SELECT CAST($2 AS BIGINT), f.field_id, f.value, f.option_id \
         FROM person_answers f WHERE f.person_id = $1 ON CONFLICT (person_id, field_id) DO NOTHING",
        both,
    )?;
    for table in ["person_tags", "person_answers"] {
        tx.execute(&format!("DELETE FROM {table} WHERE person_id = $1"), &both[..1])?;
    }
    let external = stays.external_id.as_ref().or(gone.external_id.as_ref());
    tx.execute_one("UPDATE people SET external_id = NULL WHERE id = $1", params![gone.id])?;
    let or = |theirs: &str, other: &str| if theirs.is_empty() { other.to_owned() } else { theirs.to_owned() };
    tx.execute_one(
        "UPDATE people SET organization_id = $2, site_id = $3, notes = $4, details = $5, external_id = $6, verified = $7 WHERE id = $1",
        params![
            stays.id,
            stays.organization_id.or(gone.organization_id),
            stays.site_id.or(gone.site_id),
            or(&stays.notes, &gone.notes),
            or(&stays.details, &gone.details),
            external,
            stays.verified || gone.verified
        ],
    )
}

/// Nobody comes in as the one who is gone.
fn no_way_in(tx: &mut Tx<'_>, gone: &Person) -> Result<()> {
    for table in ["passwords", "passkeys", "totp_apps", "recovery_codes", "invitations", "sign_in_links", "known_browsers"] {
        tx.execute(&format!("DELETE FROM {table} WHERE person_id = $1"), params![gone.id])?;
    }
    Ok(())
}
