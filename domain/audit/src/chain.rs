//! The chain: each entry's hash covers all that it says and the hash of the entry before it.
//!
//! The end of the chain is one row. Whoever writes an entry holds it until the deed is committed, so there is one chain, without a
//! fork, however many write; deeds of everyday work never touch it.

use anyhow::Context;
use data_encoding::HEXLOWER;
use db::{EventId, Heard, Moment, Tx, Witness, params, row};
use outcome::Result;
use sha2::{Digest, Sha256};

use crate::kinds::is_administrative;

/// What the first entry has as its predecessor's hash.
pub const BEGINNING: &str = "0000000000000000000000000000000000000000000000000000000000000000";

row! {
    /// One entry, as it stands in the chain.
    pub struct Link {
        /// Its place: 1, 2, 3 without a gap.
        pub id: i64,
        /// The event it tells of.
        pub event_id: EventId,
        /// `token.created`.
        pub kind: String,
        /// The noun it happened to.
        pub subject_kind: String,
        /// That noun's id.
        pub subject_id: i64,
        /// Who did it: `person:12`.
        pub actor: String,
        /// Through which door.
        pub door: String,
        /// The event's own fields, as JSON.
        pub data: String,
        /// When.
        pub at: Moment,
        /// The event that caused it.
        pub caused_by: Option<EventId>,
        /// The hash of the entry before.
        pub previous: String,
        /// The hash of this one.
        pub hash: String,
    }
}

impl Link {
    /// What its hash should be: SHA-256 over the previous hash, a line feed, and all it says as one JSON array.
    #[must_use]
    pub fn computed(&self) -> String {
        let said = serde_json::json!([
            self.id,
            self.event_id.0,
            self.kind,
            self.subject_kind,
            self.subject_id,
            self.actor,
            self.door,
            self.data,
            self.at.0,
            self.caused_by.map(|event| event.0)
        ]);
        let digest = Sha256::new().chain_update(&self.previous).chain_update("\n").chain_update(said.to_string());
        HEXLOWER.encode(&digest.finalize())
    }
}

/// Who writes the log: told of every event before its deed is committed.
#[must_use]
pub fn witness() -> Witness {
    Witness { concerns: is_administrative, write: append }
}

/// What an entry says for as long as there is a log: not where letters to somebody went before, for people are erased and entries are not.
fn enduring(heard: &Heard) -> Result<String> {
    if heard.kind != "person.email_added" {
        return Ok(heard.data.clone());
    }
    let mut data: serde_json::Map<String, serde_json::Value> = heard.data()?;
    data.remove("before");
    Ok(serde_json::Value::Object(data).to_string())
}

fn append(tx: &mut Tx<'_>, heard: &Heard) -> Result<()> {
    // Whoever writes becomes known by that; it is the letter's doing, and nobody's act.
    if heard.kind == "person.added" && heard.door == "mail" {
        return Ok(());
    }
    tx.execute("INSERT INTO audit_tail (id, length, hash) VALUES (1, 0, $1) ON CONFLICT DO NOTHING", params![BEGINNING])?;
    let tail = format!("SELECT t.length, t.hash FROM audit_tail t WHERE t.id = 1{}", tx.locking("t"));
    let (length, previous): (i64, String) = tx.first(&tail, params![])?.context("the audit log has an end")?;
    let mut link = Link {
        id: length + 1,
        event_id: heard.id,
        kind: heard.kind.clone(),
        subject_kind: heard.subject_kind.clone(),
        subject_id: heard.subject_id,
        actor: heard.actor.clone(),
        door: heard.door.clone(),
        data: enduring(heard)?,
        at: heard.at,
        caused_by: heard.caused_by,
        previous,
        hash: String::new(),
    };
    link.hash = link.computed();
    tx.execute_one(
        "INSERT INTO audit_entries (id, event_id, kind, subject_kind, subject_id, actor, door, data, at, caused_by, previous, hash) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        params![
            link.id,
            link.event_id,
            link.kind,
            link.subject_kind,
            link.subject_id,
            link.actor,
            link.door,
            link.data,
            link.at,
            link.caused_by,
            link.previous,
            link.hash.as_str()
        ],
    )?;
    tx.execute_one("UPDATE audit_tail SET length = $1, hash = $2 WHERE id = 1", params![link.id, link.hash])
}
