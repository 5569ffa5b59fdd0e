//! A mailbox: an address the desk is written to and writes from, with the team and category its letters belong to.

use db::{Conn, Moment, Tx, id, params, row, words};
use outcome::{Check, Error, Refusal, Result, Sentence};
use people::{Actor, TeamId};
use tickets::CategoryId;

use crate::event::MailEvent;
use crate::limits::{MAILBOXES_MAX, NAME_CHARS_MAX, SIGNATURE_CHARS_MAX};
use crate::policy::{self, Action};

id!(
    /// A mailbox's number.
    MailboxId
);

words! {
    /// How a mailbox's letters come to us.
    pub enum WayIn {
        /// Our SMTP or LMTP door: a mail server passes them on.
        Door = "door",
        /// We fetch them.
        Imap = "imap",
        /// A mail server hands each to `firstline deliver`.
        Pipe = "pipe",
    }
}

row! {
    /// A mailbox, as its row stands.
    pub struct Mailbox {
        /// Its number.
        pub id: MailboxId,
        /// Its address, lower case.
        pub address: String,
        /// What the desk calls it.
        pub name: String,
        /// What recipients see beside the address.
        pub sender_name: String,
        /// Whose work its letters are.
        pub team_id: Option<TeamId>,
        /// What its letters are about.
        pub category_id: Option<CategoryId>,
        /// Markdown, below every answer.
        pub signature: String,
        /// Does the mail system keep `support+anything@` in the same mailbox?
        pub sub_addresses: bool,
        /// When it was added.
        pub created_at: Moment,
        /// Since when it takes no letters any more.
        pub archived_at: Option<Moment>,
        /// How its letters come to us.
        pub way_in: WayIn,
    }
}

impl Mailbox {
    pub(crate) fn of(conn: &Conn, id: MailboxId) -> Result<Option<Self>> {
        conn.first(&format!("SELECT {} FROM mailboxes m WHERE m.id = $1", Self::columns("m")), params![id])
    }

    /// What stands behind the `@`.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.address.rsplit_once('@').map_or("localhost", |(_, domain)| domain)
    }
}

/// A mailbox to be added, or all that one shall be from now on.
#[derive(Debug, Clone)]
pub struct NewMailbox {
    /// Its address.
    pub address: String,
    /// What the desk calls it.
    pub name: String,
    /// What recipients see beside the address; the name when empty.
    pub sender_name: String,
    /// Whose work its letters are.
    pub team: Option<TeamId>,
    /// What its letters are about.
    pub category: Option<CategoryId>,
    /// Markdown, below every answer.
    pub signature: String,
    /// Does the mail system keep `support+anything@` in the same mailbox?
    pub sub_addresses: bool,
}

impl NewMailbox {
    /// A mailbox with nothing but an address and a name.
    pub fn new(address: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            address: address.into(),
            name: name.into(),
            sender_name: String::new(),
            team: None,
            category: None,
            signature: String::new(),
            sub_addresses: true,
        }
    }

    fn checked(&self, conn: &Conn) -> Result<Self> {
        let address = normal(&self.address);
        let team_holds =
            self.team.map_or(Ok(true), |t| Ok::<_, Error>(people::directory::team(conn, t)?.is_some_and(|t| t.archived_at.is_none())))?;
        let category = "SELECT id FROM categories WHERE id = $1 AND archived_at IS NULL";
        let category_holds = self.category.map_or(Ok(true), |c| Ok::<_, Error>(conn.first::<(i64,)>(category, params![c])?.is_some()))?;
        Check::new()
            .that(email::is_deliverable(&address) && address.is_ascii(), "address", "mail-mailbox-address")
            .that(!address.contains('+'), "address", "mail-mailbox-sub-address")
            .that(!self.name.trim().is_empty(), "name", "mail-mailbox-name")
            .that(self.name.chars().count() <= NAME_CHARS_MAX, "name", too_long(NAME_CHARS_MAX))
            .that(self.sender_name.chars().count() <= NAME_CHARS_MAX, "sender_name", too_long(NAME_CHARS_MAX))
            .that(self.signature.chars().count() <= SIGNATURE_CHARS_MAX, "signature", too_long(SIGNATURE_CHARS_MAX))
            .that(team_holds, "team", "mail-mailbox-team")
            .that(category_holds, "category", "mail-mailbox-category")
            .done()?;
        let name = self.name.trim().to_owned();
        let sender_name = if self.sender_name.trim().is_empty() { name.clone() } else { self.sender_name.trim().to_owned() };
        Ok(Self { address, name, sender_name, ..self.clone() })
    }
}

fn too_long(chars_max: usize) -> Sentence {
    Sentence::new("mail-too-long").with("max", chars_max)
}

/// Adds a mailbox.
///
/// # Errors
/// Refused when the actor may not, the input does not hold, or the address is taken.
pub fn add_mailbox(tx: &mut Tx<'_>, actor: &Actor, new: &NewMailbox) -> Result<MailboxId> {
    policy::allow(actor, Action::ManageMailboxes)?;
    let new = new.checked(tx)?;
    free(tx, &new.address, MailboxId(0))?;
    let (count,) = tx.one::<(i64,)>("SELECT COUNT(*) FROM mailboxes", params![])?;
    if count >= MAILBOXES_MAX {
        return Err(Error::conflict(Sentence::new("mail-mailboxes-max").with("max", MAILBOXES_MAX)));
    }
    let now = tx.now();
    let mailbox = tx.insert(
        "INSERT INTO mailboxes (address, name, sender_name, team_id, category_id, signature, sub_addresses, created_at) \
         VALUES ($1,$2,$3,$4,$5,$6,$7,$8) RETURNING id",
        params![new.address, new.name, new.sender_name, new.team, new.category, new.signature, new.sub_addresses, now],
    )?;
    tx.record(actor, &MailEvent::MailboxAdded { mailbox })?;
    Ok(mailbox)
}

/// Makes a mailbox what `new` says.
///
/// # Errors
/// Refused when the actor may not, the input does not hold, or the address is taken.
pub fn edit_mailbox(tx: &mut Tx<'_>, actor: &Actor, id: MailboxId, new: &NewMailbox) -> Result<()> {
    policy::allow(actor, Action::ManageMailboxes)?;
    Mailbox::of(tx, id)?.ok_or(Refusal::NotFound)?;
    let new = new.checked(tx)?;
    free(tx, &new.address, id)?;
    tx.execute_one(
        "UPDATE mailboxes SET address = $2, name = $3, sender_name = $4, team_id = $5, category_id = $6, signature = $7, \
         sub_addresses = $8 WHERE id = $1",
        params![id, new.address, new.name, new.sender_name, new.team, new.category, new.signature, new.sub_addresses],
    )?;
    tx.record(actor, &MailEvent::MailboxEdited { mailbox: id })?;
    Ok(())
}

/// Lets a mailbox take no letters any more (`archived`), or take them again. Its letters and answers stay.
///
/// # Errors
/// Refused when the actor may not.
pub fn archive_mailbox(tx: &mut Tx<'_>, actor: &Actor, id: MailboxId, archived: bool) -> Result<()> {
    policy::allow(actor, Action::ManageMailboxes)?;
    let mailbox = Mailbox::of(tx, id)?.ok_or(Refusal::NotFound)?;
    if mailbox.archived_at.is_some() == archived {
        return Ok(());
    }
    let at = archived.then_some(tx.now());
    tx.execute_one("UPDATE mailboxes SET archived_at = $2 WHERE id = $1", params![id, at])?;
    tx.record(actor, &if archived { MailEvent::MailboxArchived { mailbox: id } } else { MailEvent::MailboxRestored { mailbox: id } })?;
    Ok(())
}

fn free(conn: &Conn, address: &str, but: MailboxId) -> Result<()> {
    let taken = conn.first::<(i64,)>("SELECT id FROM mailboxes WHERE address = $1 AND id <> $2", params![address, but])?.is_some();
    let a_persons = people::directory::person_by_email(conn, address)?.is_some();
    Check::new().that(!taken, "address", "mail-mailbox-taken").that(!a_persons, "address", "mail-mailbox-a-persons").done()
}

/// Every mailbox by name, archived ones last; none for requesters.
///
/// # Errors
/// What the engine answers.
pub fn mailboxes(conn: &Conn, actor: &Actor) -> Result<Vec<Mailbox>> {
    if policy::allow(actor, Action::SeeMailboxes).is_err() {
        return Ok(Vec::new());
    }
    conn.all(&format!("SELECT {} FROM mailboxes m ORDER BY m.archived_at IS NOT NULL, m.name, m.id", Mailbox::columns("m")), params![])
}

/// The mailbox of this number.
///
/// # Errors
/// Refused when the actor may not see mailboxes or there is none.
pub fn mailbox(conn: &Conn, actor: &Actor, id: MailboxId) -> Result<Mailbox> {
    policy::allow(actor, Action::SeeMailboxes)?;
    Mailbox::of(conn, id)?.ok_or_else(|| Refusal::NotFound.into())
}

/// The mailbox that takes letters for `address`, sub-addresses included; for doors, asks no policy.
///
/// # Errors
/// What the engine answers.
pub fn mailbox_for(conn: &Conn, address: &str) -> Result<Option<Mailbox>> {
    let address = normal(address);
    let find = |address: &str| {
        let sql = format!("SELECT {} FROM mailboxes m WHERE m.address = $1 AND m.archived_at IS NULL", Mailbox::columns("m"));
        conn.first::<Mailbox>(&sql, params![address])
    };
    match find(&address)? {
        Some(found) => Ok(Some(found)),
        None => without_detail(&address).map_or(Ok(None), |main| find(&main)),
    }
}

/// The mailbox that letters with no mailbox of their own leave from: the oldest one.
pub(crate) fn main_mailbox(conn: &Conn) -> Result<Option<Mailbox>> {
    conn.first(&format!("SELECT {} FROM mailboxes m WHERE m.archived_at IS NULL ORDER BY m.id LIMIT 1", Mailbox::columns("m")), params![])
}

/// The address people write to when no other is named: the oldest mailbox's. No secret, so no policy is asked.
///
/// # Errors
/// What the engine answers.
pub fn desk_address(conn: &Conn) -> Result<Option<String>> {
    Ok(main_mailbox(conn)?.map(|m| m.address))
}

/// Is this one of our own addresses, archived ones and sub-addresses included? We never write to ourselves.
pub(crate) fn is_ours(conn: &Conn, address: &str) -> Result<bool> {
    let address = normal(address);
    let main = without_detail(&address).unwrap_or_else(|| address.clone());
    Ok(conn.first::<(i64,)>("SELECT id FROM mailboxes WHERE address IN ($1, $2)", params![address, main])?.is_some())
}

/// The form in which addresses are compared.
pub(crate) fn normal(address: &str) -> String {
    email::Address::new(address).normalised()
}

/// `support@x` of `support+r-token@x`; some servers write `-` or `=` where we wrote `+`, but only before a reply token.
fn without_detail(address: &str) -> Option<String> {
    let (local, domain) = address.rsplit_once('@')?;
    let cut = local.find('+').or_else(|| local.find("=r-")).or_else(|| local.find("-r-"))?;
    Some(format!("{}@{domain}", &local[..cut]))
}

#[cfg(test)]
mod tests {
    use super::without_detail;

    #[test]
    fn a_sub_address_belongs_to_its_mailbox() {
        for (given, main) in [
            ("support+r-abc@x.example", Some("support@x.example")),
            ("support-r-abc@x.example", Some("support@x.example")),
            ("it-support+news@x.example", Some("it-support@x.example")),
            ("it-support@x.example", None),
        ] {
            assert_eq!(without_detail(given).as_deref(), main, "{given}");
        }
    }
}
