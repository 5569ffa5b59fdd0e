//! The same letter is taken in once, whichever way and however often it comes.

use data_encoding::HEXLOWER;
use db::{Conn, HOUR_MS, Moment, params};
use outcome::Result;
use sha2::{Digest, Sha256};
use tickets::{MessageId, TicketId};

use super::{Arrived, Intake};
use crate::letter::{LetterId, Outcome};
use crate::why::Why;

/// What makes a letter this letter: its Message-ID, its sender, the date it gives itself and all it says, but not the way it came
/// nor when, which differ from mailbox to mailbox and from try to try. Two letters without Message-ID and date that say the same are
/// one if they arrive within an hour.
pub(super) fn identity(arrived: &Arrived, now: Moment) -> String {
    let letter = &arrived.letter;
    let mut digest = Sha256::new();
    let mut add = |part: &str| {
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part.as_bytes());
    };
    add(letter.message_id.as_deref().unwrap_or_default());
    add(&letter.from.as_ref().map(email::Address::normalised).unwrap_or_default());
    add(&letter.subject);
    add(&letter.text);
    add(letter.html.as_deref().unwrap_or_default());
    let dated = letter.headers().any(|(name, _)| name.eq_ignore_ascii_case("date"));
    match letter.date.filter(|_| dated) {
        Some(date) => add(&date.to_string()),
        None if letter.message_id.is_none() => add(&format!("hour {}", now.0 / HOUR_MS)),
        None => add(""),
    }
    for file in &arrived.said.files {
        add(&file.file);
    }
    if letter.headers().next().is_none() {
        // Unreadable: the raw bytes are all there is to tell it by.
        add(&arrived.at.raw.sha256);
    }
    HEXLOWER.encode(&digest.finalize())
}

type Row = (LetterId, Outcome, Option<TicketId>, Option<MessageId>, String, String);

/// What became of it the first time.
pub(super) fn known(conn: &Conn, identity: &str) -> Result<Option<Intake>> {
    let sql = "SELECT id, outcome, ticket_id, message_id, why, why_args FROM letters WHERE identity = $1";
    let Some((letter, outcome, ticket, message, why, args)) = conn.first::<Row>(sql, params![identity])? else { return Ok(None) };
    Ok(Some(Intake { letter, outcome, ticket, message, why: Why::read(why, &args)?, repeated: true }))
}
