//! What is known of an address: whether letters to it arrive, and whether the desk wants letters from it.

use db::{Conn, Moment, Tx, Value, params, row};
use email::bounce::{Bounce, Kind, Reason};
use outcome::{Error, Result};
use people::{Actor, PersonId};

use crate::event::MailEvent;
use crate::letter::{Letter, LetterId};
use crate::mailbox;
use crate::policy::{self, Action};

row! {
    /// What is known of one address.
    pub struct AddressState {
        /// The address, in the form for comparing.
        pub address: String,
        /// Why the last letter to it did not arrive, as the word of [`Reason`]; empty if nothing is wrong.
        pub trouble: String,
        /// `hard` when nobody is there, `soft` when the next letter may arrive; empty if nothing is wrong.
        pub trouble_kind: String,
        /// Since when.
        pub trouble_at: Option<Moment>,
        /// Who does not want letters from it any more.
        pub refused_by: Option<PersonId>,
        /// Since when.
        pub refused_at: Option<Moment>,
    }
}

impl AddressState {
    /// What is wrong, as a key of the catalogue; takes `address`.
    #[must_use]
    pub fn trouble_key(&self) -> Option<String> {
        (!self.trouble.is_empty()).then(|| format!("mail-bounce-{}", self.trouble))
    }
}

/// What is known of an address; `None` if nothing is. Asks no policy: the asker sees the person or the letter it is of.
///
/// # Errors
/// What the engine answers.
pub fn address_state(conn: &Conn, email: &str) -> Result<Option<AddressState>> {
    let sql = "SELECT address, trouble, trouble_kind, trouble_at, refused_by, refused_at FROM mail_addresses WHERE address = $1";
    conn.first(sql, params![normal(email)])
}

/// What is wrong with any of these addresses. Asks no policy: the asker sees the person they are of.
///
/// # Errors
/// What the engine answers.
pub fn troubled(conn: &Conn, emails: &[String]) -> Result<Vec<AddressState>> {
    if emails.is_empty() {
        return Ok(Vec::new());
    }
    let marks = (1..=emails.len()).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
    let values: Vec<Value> = emails.iter().map(|email| normal(email).into()).collect();
    let sql = format!(
        "SELECT address, trouble, trouble_kind, trouble_at, refused_by, refused_at FROM mail_addresses \
         WHERE trouble <> '' AND address IN ({marks}) ORDER BY address"
    );
    conn.all(&sql, &values)
}

/// Stops taking letters from the address a letter came from: they are kept from now on, and nothing follows from them.
///
/// # Errors
/// Refused when the actor may not decide about the letter, and for letters of the desk's own people and mailboxes.
pub fn never_from(tx: &mut Tx<'_>, actor: &Actor, letter: LetterId) -> Result<()> {
    let letter = permitted(tx, actor, letter)?;
    let address = normal(&letter.from_email);
    if address.is_empty() {
        return Err(Error::conflict("mail-letter-without-sender"));
    }
    let staff = people::directory::person_by_email(tx, &address)?.is_some_and(|person| person.is_staff());
    if staff || mailbox::is_ours(tx, &address)? {
        return Err(Error::conflict("mail-never-from-us"));
    }
    let (by, now) = (actor.person(), tx.now());
    tx.execute(
        "INSERT INTO mail_addresses (address, refused_by, refused_at) VALUES ($1, $2, $3) \
         ON CONFLICT (address) DO UPDATE SET refused_by = excluded.refused_by, refused_at = excluded.refused_at",
        params![address, by, now],
    )?;
    tx.record(actor, &MailEvent::SenderRefused { letter: letter.id })?;
    Ok(())
}

/// Takes letters from that address again.
///
/// # Errors
/// Refused when the actor may not decide about the letter.
pub fn again_from(tx: &mut Tx<'_>, actor: &Actor, letter: LetterId) -> Result<()> {
    let letter = permitted(tx, actor, letter)?;
    let address = normal(&letter.from_email);
    let changed = tx.execute(
        "UPDATE mail_addresses SET refused_by = NULL, refused_at = NULL WHERE address = $1 AND refused_at IS NOT NULL",
        params![address],
    )?;
    if changed > 0 {
        tx.record(actor, &MailEvent::SenderWelcomed { letter: letter.id })?;
    }
    Ok(())
}

fn permitted(tx: &Tx<'_>, actor: &Actor, letter: LetterId) -> Result<Letter> {
    Ok(policy::permit_letter(tx, actor, Action::DecideLetter, letter)?.into_inner())
}

/// Does the desk want no letters from this address?
pub(crate) fn is_refused(conn: &Conn, email: &str) -> Result<bool> {
    Ok(address_state(conn, email)?.is_some_and(|known| known.refused_at.is_some()))
}

/// Notes on each address of a report what is wrong with it; hard trouble is not softened by a soft report.
pub(crate) fn note_trouble(tx: &mut Tx<'_>, bounce: &Bounce) -> Result<()> {
    let now = tx.now();
    for recipient in bounce.recipients.iter().filter(|r| matches!(r.kind, Kind::Hard | Kind::Soft)) {
        let address = normal(&recipient.address);
        if address.is_empty() {
            continue;
        }
        tx.execute(
            "INSERT INTO mail_addresses (address, trouble, trouble_kind, trouble_at) VALUES ($1, $2, $3, $4) ON CONFLICT (address) DO UPDATE \
             SET trouble = excluded.trouble, trouble_kind = excluded.trouble_kind, trouble_at = excluded.trouble_at \
             WHERE mail_addresses.trouble_kind <> 'hard' OR excluded.trouble_kind = 'hard'",
            params![address, recipient.reason.word(), recipient.kind.word(), now],
        )?;
    }
    Ok(())
}

/// A person wrote from this address: somebody is there.
pub(crate) fn somebody_is_there(tx: &mut Tx<'_>, email: &str) -> Result<()> {
    tx.execute(
        "UPDATE mail_addresses SET trouble = '', trouble_kind = '', trouble_at = NULL WHERE address = $1 AND trouble <> ''",
        params![normal(email)],
    )
    .map(drop)
}

/// Whether a letter that came back for this reason may arrive when it is sent again a day later.
pub(crate) fn passes(reason: Reason) -> bool {
    matches!(reason, Reason::MailboxFull | Reason::TooMany | Reason::System | Reason::Network | Reason::Expired)
}

fn normal(email: &str) -> String {
    if email.contains('@') { email::Address::new(email).normalised() } else { String::new() }
}
