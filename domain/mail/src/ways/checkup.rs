//! A checkup of a mailbox's connections: asked for by a person, done by a job, its findings kept until the next one.

use db::{Conn, Moment, Promise, Subject, Tx, params, words};
use outcome::{Refusal, Result};
use people::Actor;
use serde::{Deserialize, Serialize};

use super::fetch::announce;
use super::server::Side;
use crate::mailbox::{Mailbox, MailboxId};
use crate::policy::{self, Action};
use crate::why::Why;

/// The job that walks through the connections.
pub const CHECKUP: &str = "mail.checkup";

words! {
    /// How a step ended.
    pub enum Found {
        /// It holds.
        Fine = "fine",
        /// It holds, and something about it is worth knowing.
        Note = "note",
        /// It does not hold.
        Trouble = "trouble",
        /// It could not be tried, because an earlier one did not hold.
        Untried = "untried",
    }
}

/// One step of a checkup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CheckupStep {
    /// The way it belongs to; `None` for the mailbox itself.
    pub side: Option<Side>,
    /// What was tried: `name`, `port`, `tls`, `sign_in`, `folder`, `send`, `receive`...
    pub part: String,
    /// How it ended.
    pub found: Found,
    /// What was found, as a sentence of the catalogue.
    pub says: Why,
    /// What to do about it, if there is something to do.
    pub advice: Option<Why>,
}

/// How a step is kept.
#[derive(Serialize, Deserialize)]
struct Kept {
    side: Option<Side>,
    part: String,
    found: Found,
    says: (String, String),
    advice: Option<(String, String)>,
}

/// A checkup, as it stands.
#[derive(Debug, Clone)]
pub struct Checkup {
    /// When it was asked for.
    pub asked_at: Moment,
    /// When it ended; `None` while it is under way.
    pub ended_at: Option<Moment>,
    /// Its steps, in order.
    pub steps: Vec<CheckupStep>,
}

/// Asks for a checkup; its findings come a moment later.
///
/// # Errors
/// Refused when the actor may not.
pub fn ask_checkup(tx: &mut Tx<'_>, actor: &Actor, mailbox: MailboxId) -> Result<()> {
    policy::allow(actor, Action::ManageMailboxes)?;
    Mailbox::of(tx, mailbox)?.ok_or(Refusal::NotFound)?;
    let now = tx.now();
    let sql = "INSERT INTO mailbox_checkups (mailbox_id, asked_at) VALUES ($1, $2) ON CONFLICT (mailbox_id) DO UPDATE SET \
               asked_at = excluded.asked_at, ended_at = NULL, steps = '[]'";
    tx.execute_one(sql, params![mailbox, now])?;
    let key = Some(mailbox.to_string());
    tx.promise(&Promise { key, ..Promise::new(CHECKUP, Subject::new("mailbox", mailbox.0)) })?;
    announce(tx, mailbox);
    Ok(())
}

/// Keeps what a checkup found.
///
/// # Errors
/// What the engine answers.
pub fn checkup_done(tx: &mut Tx<'_>, mailbox: MailboxId, steps: &[CheckupStep]) -> Result<()> {
    let kept = |why: &Why| Ok::<_, outcome::Error>((why.key.clone(), why.args_json()?));
    let all = steps.iter().map(|s| {
        let advice = s.advice.as_ref().map(kept).transpose()?;
        Ok(Kept { side: s.side, part: s.part.clone(), found: s.found, says: kept(&s.says)?, advice })
    });
    let json = serde_json::to_string(&all.collect::<Result<Vec<_>>>()?).map_err(anyhow::Error::from)?;
    let now = tx.now();
    tx.execute("UPDATE mailbox_checkups SET ended_at = $2, steps = $3 WHERE mailbox_id = $1", params![mailbox, now, json])?;
    announce(tx, mailbox);
    Ok(())
}

/// The last checkup of a mailbox.
///
/// # Errors
/// Refused when the actor may not see mailboxes.
pub fn checkup(conn: &Conn, actor: &Actor, mailbox: MailboxId) -> Result<Option<Checkup>> {
    policy::allow(actor, Action::SeeMailboxes)?;
    let sql = "SELECT asked_at, ended_at, steps FROM mailbox_checkups WHERE mailbox_id = $1";
    let Some((asked_at, ended_at, json)) = conn.first::<(Moment, Option<Moment>, String)>(sql, params![mailbox])? else { return Ok(None) };
    let kept: Vec<Kept> = serde_json::from_str(&json).map_err(anyhow::Error::from)?;
    let steps = kept.into_iter().map(|k| {
        let advice = k.advice.map(|(key, args)| Why::read(key, &args)).transpose()?;
        Ok(CheckupStep { side: k.side, part: k.part, found: k.found, says: Why::read(k.says.0, &k.says.1)?, advice })
    });
    Ok(Some(Checkup { asked_at, ended_at, steps: steps.collect::<Result<_>>()? }))
}
