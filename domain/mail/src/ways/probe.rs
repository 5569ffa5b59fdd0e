//! A probe: a letter to ourselves, which shows that letters leave and arrive. It is known when it comes back and opens nothing.

use db::{Conn, Tx, params};
use email::compose::{Author, Draft};
use outcome::{Refusal, Result};

use crate::key::{self, DESK_HEADER};
use crate::mailbox::{Mailbox, MailboxId};
use crate::outgoing::Handover;

/// A letter to ourselves.
#[derive(Debug, Clone)]
pub struct Probe {
    /// Its Message-ID, by which it is found when it arrives.
    pub message_id: String,
    /// The letter at the relay's door.
    pub letter: Handover,
}

/// Writes a probe from a mailbox to itself.
///
/// # Errors
/// `NotFound` when there is no such mailbox.
pub fn probe(tx: &mut Tx<'_>, id: MailboxId) -> Result<Probe> {
    let mailbox = Mailbox::of(tx, id)?.ok_or(Refusal::NotFound)?;
    let mut random = [0_u8; 12];
    getrandom::fill(&mut random).map_err(|e| anyhow::anyhow!("no randomness for a probe: {e}"))?;
    let message_id = format!("probe.{}@{}", data_encoding::HEXLOWER.encode(&random), mailbox.domain());
    let draft = Draft {
        from: Some(email::Address::named(mailbox.sender_name.clone(), mailbox.address.clone())),
        to: vec![email::Address::new(mailbox.address.clone())],
        cc: Vec::new(),
        reply_to: None,
        message_id: message_id.clone(),
        in_reply_to: None,
        references: Vec::new(),
        subject: "Firstline: connection check".to_owned(),
        date: tx.now().0,
        text: "This letter checks that letters leave and arrive. Nothing needs to be done with it.\n".to_owned(),
        html: None,
        enclosures: Vec::new(),
        author: Author::Generating,
        extra: vec![(DESK_HEADER.to_owned(), key::keys(tx)?.desk)],
    };
    let raw = draft.write().map_err(|why| anyhow::anyhow!("a probe cannot be written: {why}"))?;
    let address = mailbox.address;
    let letter = Handover { from: address.clone(), to: vec![address.clone()], raw, mailbox: Some(id), header_from: address };
    Ok(Probe { message_id, letter })
}

/// Has the probe with this Message-ID arrived?
///
/// # Errors
/// What the engine answers.
pub fn probe_arrived(conn: &Conn, message_id: &str) -> Result<bool> {
    Ok(conn.first::<(i64,)>("SELECT id FROM letters WHERE rfc_message_id = $1", params![message_id])?.is_some())
}
