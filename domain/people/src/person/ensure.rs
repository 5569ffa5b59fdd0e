//! Finding the person behind an address that a letter came from, or making a requester of a stranger.

use catalogue::Language;
use db::{Conn, Tx, params};
use outcome::Result;

use super::{AddPerson, NAME_CHARS_MAX, insert};
use crate::address::{domain_of, email_of};
use crate::policy::{self, Action};
use crate::{Actor, OrganizationId, PersonId, Role};

/// The person this address belongs to. A stranger becomes a requester nobody has vouched for (`verified` is false), in the
/// organization their domain belongs to, if one does.
///
/// # Errors
/// Refused when the actor may not add requesters, or no letter could ever reach the address.
pub fn ensure_by_email(tx: &mut Tx<'_>, actor: &Actor, name: &str, email: &str) -> Result<PersonId> {
    policy::allow(actor, Action::AddRequester)?;
    let email = email_of(email)?;
    let known = tx.first::<(PersonId,)>("SELECT person_id FROM person_emails WHERE email = $1", params![&email])?;
    if let Some((person,)) = known {
        return Ok(person);
    }
    let organization = organization_of(tx, domain_of(&email))?;
    let stranger = AddPerson { organization, language: Language::En, ..AddPerson::new(name_of(name, &email), email, Role::Requester) };
    Ok(insert(tx, actor, &stranger, false)?.id)
}

/// The organization that writes from this domain or from one above it: `mail.example.org` belongs to who owns `example.org`.
fn organization_of(conn: &Conn, domain: &str) -> Result<Option<OrganizationId>> {
    let mut rest = domain;
    loop {
        let sql = "SELECT organization_id FROM organization_domains WHERE domain = $1";
        if let Some((organization,)) = conn.first::<(OrganizationId,)>(sql, params![rest])? {
            return Ok(Some(organization));
        }
        match rest.split_once('.') {
            Some((_, above)) if above.contains('.') => rest = above,
            _ => return Ok(None),
        }
    }
}

/// The name a letter gives, cleaned; where it gives none, the words of the address.
fn name_of(given: &str, email: &str) -> String {
    let clean: String = given.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let words = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = words.trim_matches(['"', '\'']).trim();
    let local = email.split_once('@').map_or(email, |(local, _)| local);
    let name = if words.is_empty() || words.eq_ignore_ascii_case(email) { local } else { words };
    name.chars().take(NAME_CHARS_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::name_of;

    #[test]
    fn a_letters_name_is_cleaned_and_never_empty() {
        assert_eq!(name_of(" \"Ann\u{7}  Lee\" ", "ann@example.org"), "Ann Lee");
        assert_eq!(name_of("", "ann.lee@example.org"), "ann.lee");
        assert_eq!(name_of("ANN@example.org", "ann@example.org"), "ann");
    }
}
