//! Letters as people see them: those in *Mail to check*, those that were only kept, and why each came to what it did.

use db::{Conn, Moment, Value, params};
use outcome::Result;
use people::Actor;
use text::{Html, sanitize};
use tickets::MessageId;

use crate::addresses::{AddressState, address_state};
use crate::letter::{Enclosed, Letter, LetterId, Outcome, Said};
use crate::limits::PAGE_MAX;
use crate::policy::{self, Action};
use crate::proposal::{Proposal, proposal};
use crate::why::Why;

/// A letter with what it says, as long as that is kept beside it.
#[derive(Debug, Clone)]
pub struct LetterView {
    /// Its row. Its raw form lies in the file store under `row.raw`.
    pub row: Letter,
    /// What its author wrote; empty once the letter became a message, which says it then.
    pub text: String,
    /// What they quoted.
    pub quoted: String,
    /// Safe to show; inline images stay behind until the letter became a message.
    pub html: Html,
    /// Its files, by their digest in the file store.
    pub files: Vec<Enclosed>,
}

/// Letters of one outcome (or all), newest first, `max` of them (at most [`PAGE_MAX`]) older than `before`.
///
/// # Errors
/// What the engine answers.
pub fn letters(conn: &Conn, actor: &Actor, outcome: Option<Outcome>, before: Option<LetterId>, max: i64) -> Result<Vec<Letter>> {
    let (seen, params) = policy::visible_letters(actor, "l", 4);
    let sql = format!(
        "SELECT {} FROM letters l WHERE l.id < $1 AND ($2 = '' OR l.outcome = $2) AND {seen} ORDER BY l.id DESC LIMIT $3",
        Letter::columns("l")
    );
    let outcome = outcome.map_or("", Outcome::as_str);
    let mut all: Vec<Value> = params![before.map_or(i64::MAX, |id| id.0), outcome, max.clamp(1, PAGE_MAX)].to_vec();
    all.extend(params);
    conn.all(&sql, &all)
}

/// How many letters wait in *Mail to check* that the actor may decide about.
///
/// # Errors
/// What the engine answers.
pub fn held_count(conn: &Conn, actor: &Actor) -> Result<i64> {
    let (seen, params) = policy::visible_letters(actor, "l", 1);
    Ok(conn.one::<(i64,)>(&format!("SELECT COUNT(*) FROM letters l WHERE l.outcome = 'held' AND {seen}"), &params)?.0)
}

/// One letter.
///
/// # Errors
/// Refused when the actor may not see it.
pub fn letter(conn: &Conn, actor: &Actor, id: LetterId) -> Result<LetterView> {
    let row = policy::permit_letter(conn, actor, Action::SeeLetter, id)?.into_inner();
    let said = said(conn, id)?;
    Ok(match said {
        Some(said) => {
            let html = sanitize::letter_html(&said.html, &sanitize::ImagePolicy::none()).html;
            LetterView { row, text: said.text, quoted: said.quoted, html, files: said.files }
        }
        None => LetterView { row, text: String::new(), quoted: String::new(), html: Html::default(), files: Vec::new() },
    })
}

/// What a letter says, while it is kept beside it.
pub(crate) fn said(conn: &Conn, id: LetterId) -> Result<Option<Said>> {
    let (content,) = conn.one::<(String,)>("SELECT content FROM letters WHERE id = $1", params![id])?;
    if content.is_empty() {
        return Ok(None);
    }
    Ok(Some(serde_json::from_str(&content).map_err(anyhow::Error::from)?))
}

/// All that explains one message that came by letter.
#[derive(Debug, Clone)]
pub struct Card {
    /// The letter.
    pub letter: Letter,
    /// The appointment in it.
    pub proposal: Option<Proposal>,
    /// What is known of the address it came from.
    pub sender: Option<AddressState>,
}

/// The card of a message; `None` if it came by another door.
///
/// # Errors
/// Refused when the actor may not see the letter.
pub fn card(conn: &Conn, actor: &Actor, message: MessageId) -> Result<Option<Card>> {
    let Some(id) = letter_of(conn, message)? else { return Ok(None) };
    let letter = policy::permit_letter(conn, actor, Action::SeeLetter, id)?.into_inner();
    Ok(Some(Card { proposal: proposal(conn, id)?, sender: address_state(conn, &letter.from_email)?, letter }))
}

/// The letter a message came by.
pub(crate) fn letter_of(conn: &Conn, message: MessageId) -> Result<Option<LetterId>> {
    let sql = "SELECT id FROM letters WHERE message_id = $1 ORDER BY id LIMIT 1";
    Ok(conn.first::<(LetterId,)>(sql, params![message])?.map(|(id,)| id))
}

/// The letter a message came by, for the card that says why it is here.
#[derive(Debug, Clone)]
pub struct CameBy {
    /// The message.
    pub message: MessageId,
    /// The letter.
    pub letter: LetterId,
    /// Why it came here.
    pub why: Why,
    /// The address it came from.
    pub from_email: String,
    /// The address it came to.
    pub envelope_to: String,
    /// When.
    pub received_at: Moment,
}

/// The letters these messages came by; messages of other doors are left out. Asks no policy: the asker sees the messages, and
/// shows the cards to staff only.
///
/// # Errors
/// What the engine answers.
pub fn came_by(conn: &Conn, messages: &[MessageId]) -> Result<Vec<CameBy>> {
    let mut found = Vec::new();
    for part in messages.chunks(100) {
        // Filled up to a power of two with the last one again, so that few statements serve lists of every length.
        let places = part.len().next_power_of_two();
        let values: Vec<Value> = (0..places).map(|n| part[n.min(part.len() - 1)].into()).collect();
        let marks = (1..=places).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
        let sql = format!("SELECT {} FROM letters l WHERE l.message_id IN ({marks}) ORDER BY l.id", Letter::columns("l"));
        conn.each(&sql, &values, |l: Letter| {
            if let Some(message) = l.message_id {
                found.push(CameBy {
                    message,
                    letter: l.id,
                    why: l.why,
                    from_email: l.from_email,
                    envelope_to: l.envelope_to,
                    received_at: l.received_at,
                });
            }
            Ok(())
        })?;
    }
    Ok(found)
}
