//! Undertakings: long deeds done part by part through [`jobs`](crate::Job), whose progress their owner can look at.

use anyhow::Context;
use outcome::{Error, Result, Sentence};
use serde_json::Value as Json;

use crate::clock::DAY_MS;
use crate::jobs::Promise;
use crate::{Conn, Moment, Subject, Tx, params, row, words};

/// How long an ended undertaking can be looked at.
const REMEMBERED_MS: i64 = DAY_MS;
/// Undertakings of one owner that wait or are worked on at the same time.
pub const UNDERTAKINGS_MAX: i64 = 30;
/// Random bytes of a name.
const NAME_BYTES: usize = 16;

words! {
    /// How far an undertaking is.
    pub enum UndertakingState {
        /// Nobody has begun.
        Queued = "queued",
        /// Parts of it are done.
        Working = "working",
        /// All of it was done, or refused part by part.
        Completed = "completed",
        /// It could not be done.
        Failed = "failed",
    }
}

row! {
    /// An undertaking.
    pub struct Undertaking {
        /// Its name, which nobody guesses.
        pub name: String,
        /// Who asked for it: `person:12`.
        pub owner: String,
        /// What kind of deed it is made of.
        pub kind: String,
        /// How many parts it has.
        pub total: i64,
        /// How many are done.
        pub done: i64,
        /// How far it is.
        pub state: UndertakingState,
        /// What is to be done, as JSON.
        pub parts: String,
        /// What came of each part, as a JSON list.
        pub results: String,
        /// When it was asked for.
        pub began_at: Moment,
        /// When it ended.
        pub ended_at: Option<Moment>,
    }
}

impl Tx<'_> {
    /// Takes something on: `parts` are done one after the other by the job `kind`.
    ///
    /// # Errors
    /// `Conflict` when this owner has [`UNDERTAKINGS_MAX`] of them under way.
    pub fn undertake(&mut self, kind: &'static str, owner: &str, total: usize, parts: &Json) -> Result<Undertaking> {
        let sql = "SELECT COUNT(*) FROM undertakings WHERE owner = $1 AND ended_at IS NULL";
        let (open,) = self.one::<(i64,)>(sql, params![owner])?;
        if open >= UNDERTAKINGS_MAX {
            return Err(Error::conflict(Sentence::new("undertakings-too-many").with("max", UNDERTAKINGS_MAX)));
        }
        let mut random = [0; NAME_BYTES];
        getrandom::fill(&mut random).map_err(|e| anyhow::anyhow!("the system gives no random bytes: {e}"))?;
        let name = format!("V3-{}", data_encoding::HEXLOWER.encode(&random));
        let total = i64::try_from(total).context("more parts than can be counted")?;
        let (state, began_at) = (UndertakingState::Queued, self.now());
        let sql = "INSERT INTO undertakings (name, owner, kind, total, state, parts, began_at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
        self.execute_one(sql, params![&name, owner, kind, total, state, parts.to_string(), began_at])?;
        // A number of its own: undertakings do not wait for each other.
        let number = random.iter().take(7).fold(0, |n, byte| n << 8 | i64::from(*byte));
        let subject = Subject::new("undertaking", number);
        let promise = Promise { data: Json::from(name.as_str()), key: Some(name.clone()), ..Promise::new(kind, subject) };
        self.promise(&promise)?;
        let (owner, kind) = (owner.to_owned(), kind.to_owned());
        let (parts, results) = (parts.to_string(), "[]".to_owned());
        Ok(Undertaking { name, owner, kind, total, done: 0, state, parts, results, began_at, ended_at: None })
    }

    /// Notes what came of the next part; false when somebody else noted it already, and then this transaction must not be kept.
    ///
    /// # Errors
    /// What the engine answers.
    pub fn note_part(&mut self, was: &Undertaking, results: &[Json]) -> Result<bool> {
        let done = was.done + 1;
        let ends = done >= was.total;
        let (state, ended) = if ends { (UndertakingState::Completed, Some(self.now())) } else { (UndertakingState::Working, None) };
        let results = serde_json::to_string(results).context("results are JSON")?;
        let sql = "UPDATE undertakings SET done = $2, state = $3, results = $4, ended_at = $5, \
                   parts = CASE WHEN $6 = 1 THEN '[]' ELSE parts END WHERE name = $1 AND done = $7";
        Ok(self.execute(sql, params![&was.name, done, state, results, ended, ends, was.done])? == 1)
    }

    /// Notes that it cannot be done.
    ///
    /// # Errors
    /// What the engine answers.
    pub fn give_up(&mut self, name: &str) -> Result<()> {
        let now = self.now();
        let sql = "UPDATE undertakings SET state = $2, ended_at = $3, parts = '[]' WHERE name = $1 AND ended_at IS NULL";
        self.execute(sql, params![name, UndertakingState::Failed, now])?;
        Ok(())
    }

    /// Forgets undertakings that ended a day ago; a timer calls it.
    ///
    /// # Errors
    /// What the engine answers.
    pub fn forget_undertakings(&mut self) -> Result<u64> {
        let before = self.now().plus_ms(-REMEMBERED_MS);
        self.execute("DELETE FROM undertakings WHERE ended_at < $1", params![before])
    }
}

impl Conn {
    /// The undertaking of this name.
    ///
    /// # Errors
    /// What the engine answers.
    pub fn undertaking(&self, name: &str) -> Result<Option<Undertaking>> {
        self.first(&format!("SELECT {} FROM undertakings u WHERE u.name = $1", Undertaking::columns("u")), params![name])
    }

    /// What an owner asked for, the latest first, without the parts.
    ///
    /// # Errors
    /// What the engine answers.
    pub fn undertakings(&self, owner: &str, max: i64) -> Result<Vec<Undertaking>> {
        let columns = Undertaking::columns("u").replace("u.parts", "''");
        let sql = format!("SELECT {columns} FROM undertakings u WHERE u.owner = $1 ORDER BY u.began_at DESC, u.name LIMIT $2");
        self.all(&sql, params![owner, max])
    }
}
