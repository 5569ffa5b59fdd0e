//! Pictures that a letter would load from elsewhere: none is fetched until somebody asks, and then by us, once, and kept.
//!
//! Whoever loads a picture tells its owner that a letter was read, when, and from where. So nothing is fetched by itself; what is asked
//! for is fetched by the server, which tells nobody's network, and from then on comes out of the file store.

use std::future::Future;
use std::pin::Pin;

use db::{Conn, Moment, Tx, Value, params};
use outcome::{Error, Refusal, Result};
use people::Actor;
use sha2::{Digest, Sha256};
use text::sanitize::remote_images;
use tickets::{MessageId, TicketId};

use crate::event::MailEvent;
use crate::held::letter_of;
use crate::letter::Letter;
use crate::limits::{PICTURE_AGAIN_MS, PICTURE_URL_BYTES_MAX, PICTURES_MAX};
use crate::policy::{self, Action};
use crate::verdicts::Verdicts;

/// A picture as it was fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What its bytes are: a kind of picture that browsers show and that cannot act.
    pub media_type: &'static str,
}

/// Where a fetch is under way; what it answers when there is no picture to be had is for the log.
pub type Fetching<'f> = Pin<Box<dyn Future<Output = anyhow::Result<Fetched>> + Send + 'f>>;

/// Fetches pictures from the world, and from nowhere inside. This crate knows no sockets.
pub trait PictureSource: Send + Sync {
    /// Fetches one.
    fn fetch(&self, address: String) -> Fetching<'_>;
}

/// Whether a message's pictures from elsewhere are shown to somebody, and what they may ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pictured {
    /// The message.
    pub message: MessageId,
    /// Somebody at the desk asked for them.
    pub asked: bool,
    /// The reader always wants those of its sender.
    pub always: bool,
    /// The sender, where somebody vouches for the address; empty where nobody does, for then anybody could have written it.
    pub vouched: String,
}

impl Pictured {
    /// Are they shown?
    #[must_use]
    pub fn shown(&self) -> bool {
        self.asked || self.always
    }
}

/// A row of [`STATE`].
type State = (MessageId, String, String, bool, bool);

impl From<State> for Pictured {
    fn from((message, from_email, verdicts, asked, always): State) -> Self {
        let vouched = if Verdicts::read(&verdicts).aligned { normal(&from_email) } else { String::new() };
        Self { message, asked, always: always && !vouched.is_empty(), vouched }
    }
}

const STATE: &str = "SELECT l.message_id, l.from_email, l.verdicts, \
    CAST(CASE WHEN s.message_id IS NULL THEN 0 ELSE 1 END AS BIGINT), \
    CAST(CASE WHEN p.person_id IS NULL THEN 0 ELSE 1 END AS BIGINT) \
    FROM letters l LEFT JOIN pictures_shown s ON s.message_id = l.message_id \
    LEFT JOIN picture_senders p ON p.person_id = $1 AND p.address = LOWER(l.from_email)";

/// How it stands with the pictures of these messages of one ticket, for an actor; messages that came by no letter they may see are left
/// out.
///
/// # Errors
/// What the engine answers.
pub fn pictured(conn: &Conn, actor: &Actor, messages: &[MessageId]) -> Result<Vec<Pictured>> {
    let mut found = Vec::new();
    for part in messages.chunks(100) {
        let places = part.len().next_power_of_two();
        let (seen, seen_params) = policy::visible_letters(actor, "l", 2);
        let mut values: Vec<Value> = params![actor.person()].to_vec();
        values.extend(seen_params);
        let first = values.len() + 1;
        let marks = (first..first + places).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
        values.extend((0..places).map(|n| Value::from(part[n.min(part.len() - 1)])));
        let sql = format!("{STATE} WHERE {seen} AND l.message_id IN ({marks}) ORDER BY l.id");
        conn.each(&sql, &values, |state: State| {
            found.push(Pictured::from(state));
            Ok(())
        })?;
    }
    Ok(found)
}

/// What to do about the pictures of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pictures {
    /// Show those of this message, to everybody at the desk.
    Show,
    /// Show those of its sender from now on, to the actor.
    Always,
    /// Neither any more.
    Hide,
}

/// Shows the pictures of a message that came by letter, or hides them.
///
/// # Errors
/// Refused when the actor may not, or when they would always be shown and nobody vouches for the sender.
pub fn set_pictures(tx: &mut Tx<'_>, actor: &Actor, message: MessageId, what: Pictures) -> Result<()> {
    let letter = permitted(tx, actor, Action::ShowPictures, message)?;
    let (now, person) = (tx.now(), actor.person());
    let event = match what {
        Pictures::Show => {
            tx.execute(
                "INSERT INTO pictures_shown (message_id, person_id, at) VALUES ($1, $2, $3) ON CONFLICT (message_id) DO NOTHING",
                params![message, person, now],
            )?;
            MailEvent::PicturesShown { letter: letter.id }
        }
        Pictures::Always => {
            if !letter.verdicts.aligned || person.is_none() {
                return Err(Error::conflict("mail-pictures-not-vouched"));
            }
            tx.execute(
                "INSERT INTO picture_senders (person_id, address, at) VALUES ($1, $2, $3) ON CONFLICT (person_id, address) DO NOTHING",
                params![person, normal(&letter.from_email), now],
            )?;
            MailEvent::PicturesAlways { letter: letter.id }
        }
        Pictures::Hide => {
            tx.execute("DELETE FROM pictures_shown WHERE message_id = $1", params![message])?;
            let sender = params![person, normal(&letter.from_email)];
            tx.execute("DELETE FROM picture_senders WHERE person_id = $1 AND address = $2", sender)?;
            MailEvent::PicturesHidden { letter: letter.id }
        }
    };
    tx.record(actor, &event)?;
    Ok(())
}

/// One picture of a message, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picture {
    /// It is to be fetched from here.
    Wanted {
        /// Its address.
        address: String,
    },
    /// It was fetched.
    Kept {
        /// Its digest in the file store.
        file: String,
        /// What kind it is.
        media_type: String,
    },
    /// There is none to be had, or none was a while ago.
    Missing,
}

/// The picture with this number in a message of a ticket: only where its pictures are shown to the actor.
///
/// # Errors
/// `NotFound` where there is none, or where nobody asked for it.
pub fn picture(conn: &Conn, actor: &Actor, ticket: TicketId, message: MessageId, number: usize) -> Result<Picture> {
    let letter = permitted(conn, actor, Action::SeeLetter, message)?;
    let shown = pictured(conn, actor, &[message])?.iter().any(Pictured::shown);
    if letter.ticket_id != Some(ticket) || !shown || number >= PICTURES_MAX {
        return Err(Refusal::NotFound.into());
    }
    let html = conn.first::<(String,)>("SELECT body_html FROM messages WHERE id = $1", params![message])?.ok_or(Refusal::NotFound)?.0;
    let address = remote_images(&html).into_iter().nth(number).ok_or(Refusal::NotFound)?;
    let sql = "SELECT file, media_type, at FROM pictures_fetched WHERE message_id = $1 AND address = $2";
    let known = conn.first::<(String, String, Moment)>(sql, params![message, digest(&address)])?;
    Ok(match known {
        Some((file, media_type, _)) if !file.is_empty() => Picture::Kept { file, media_type },
        Some((_, _, at)) if conn.now().since_ms(at) < PICTURE_AGAIN_MS => Picture::Missing,
        _ if address.len() > PICTURE_URL_BYTES_MAX => Picture::Missing,
        _ => Picture::Wanted { address },
    })
}

/// Notes what came of fetching a picture: its file and kind, or that there is none.
///
/// # Errors
/// What the engine answers.
pub fn note_picture(tx: &mut Tx<'_>, message: MessageId, address: &str, came: Option<(&str, &str)>) -> Result<()> {
    let (now, (file, media_type)) = (tx.now(), came.unwrap_or_default());
    tx.execute(
        "INSERT INTO pictures_fetched (message_id, address, file, media_type, at) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (message_id, address) DO UPDATE SET file = excluded.file, media_type = excluded.media_type, at = excluded.at \
         WHERE pictures_fetched.file = ''",
        params![message, digest(address), file, media_type, now],
    )
    .map(drop)
}

/// Forgets the pictures that messages of these tickets showed, from this message on; answers their files.
pub(crate) fn forget(tx: &mut Tx<'_>, message: MessageId, tickets: [TicketId; 2]) -> Result<Vec<String>> {
    let those = "message_id IN (SELECT m.id FROM messages m WHERE m.id >= $1 AND m.ticket_id IN ($2, $3))";
    let about = params![message, tickets[0], tickets[1]];
    let files: Vec<(String,)> = tx.all(&format!("SELECT file FROM pictures_fetched WHERE file <> '' AND {those}"), about)?;
    tx.execute(&format!("DELETE FROM pictures_fetched WHERE {those}"), about)?;
    Ok(files.into_iter().map(|(file,)| file).collect())
}

fn permitted(conn: &Conn, actor: &Actor, action: Action, message: MessageId) -> Result<Letter> {
    let id = letter_of(conn, message)?.ok_or(Refusal::NotFound)?;
    Ok(policy::permit_letter(conn, actor, action, id)?.into_inner())
}

fn digest(address: &str) -> String {
    data_encoding::HEXLOWER.encode(&Sha256::digest(address.as_bytes()))
}

fn normal(email: &str) -> String {
    email.to_lowercase()
}
