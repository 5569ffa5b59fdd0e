//! An erasure: who is erased, who asked for it, and how far it is. It knows numbers only.

use db::{Conn, Moment, Promise, Subject, Tx, id, params, row, words};
use outcome::{Error, Result, Sentence};
use people::{Actor, ErasePerson, PersonId};

use crate::limits::ERASURES_MAX;
use crate::look::unfinished;
use crate::steps::ERASE;

id!(
    /// An erasure's number.
    ErasureId
);

impl ErasureId {
    /// What its jobs are about.
    #[must_use]
    pub fn subject(self) -> Subject {
        Subject::new("erasure", self.0)
    }
}

words! {
    /// What an erasure does next.
    pub enum Step {
        /// Tickets the person asked for.
        Tickets = "tickets",
        /// What they wrote in tickets of others.
        Messages = "messages",
        /// Letters that know them by number or address.
        Letters = "letters",
        /// What else is theirs, and at last their row.
        Rest = "rest",
        /// Nothing: it is done.
        Done = "done",
    }
}

row! {
    /// An erasure, as its row stands.
    pub struct Erasure {
        /// Its number.
        pub id: ErasureId,
        /// Who is erased.
        pub person_id: PersonId,
        /// Who asked for it; nobody when a command on the server did.
        pub asked_by: Option<PersonId>,
        /// How the person is called afterwards.
        pub person_called: String,
        /// How their tickets are called afterwards.
        pub ticket_called: String,
        /// What it does next.
        pub step: Step,
        /// The last ticket that had its turn.
        pub ticket_after: i64,
        /// The last message that had its turn.
        pub message_after: i64,
        /// Tickets emptied so far.
        pub tickets: i64,
        /// Messages in tickets of others emptied so far.
        pub messages: i64,
        /// When it was asked for.
        pub asked_at: Moment,
        /// When it was done.
        pub ended_at: Option<Moment>,
    }
}

/// Somebody to be erased.
#[derive(Debug, Clone)]
pub struct BeginErasure {
    /// Who, and their name typed once more.
    pub erase: ErasePerson,
    /// Also when tickets of theirs are not finished.
    pub unfinished_too: bool,
    /// How they are called afterwards, in the desk's language; their number is added.
    pub person_called: String,
    /// How their tickets are called afterwards.
    pub ticket_called: String,
}

/// Begins to erase somebody: from now on they come in no more, and a job empties what is kept about them, part by part.
///
/// # Errors
/// As [`people::begin_erasing`]; `Conflict` when tickets of theirs are unfinished and that was not chosen, or it was begun already.
pub fn begin_erasure(tx: &mut Tx<'_>, actor: &Actor, begin: &BeginErasure) -> Result<Erasure> {
    let person = people::begin_erasing(tx, actor, &begin.erase)?;
    let open = unfinished(tx, person.id)?;
    if open > 0 && !begin.unfinished_too {
        return Err(Error::invalid("unfinished", Sentence::new("erase-unfinished").with("count", open)));
    }
    if erasure_of(tx, person.id)?.is_some() {
        return Err(Error::conflict("erase-begun"));
    }
    let (called, now) = (format!("{} {}", begin.person_called, person.id), tx.now());
    let id: ErasureId = tx.insert(
        "INSERT INTO erasures (person_id, asked_by, person_called, ticket_called, step, asked_at) VALUES ($1,$2,$3,$4,$5,$6) RETURNING id",
        params![person.id, actor.person(), called, &begin.ticket_called, Step::Tickets, now],
    )?;
    go_on(tx, id)?;
    erasure_of(tx, person.id)?.ok_or_else(|| anyhow::anyhow!("an erasure that was just begun").into())
}

/// The erasure of a person, if there is one.
///
/// # Errors
/// What the engine answers.
pub fn erasure_of(conn: &Conn, person: PersonId) -> Result<Option<Erasure>> {
    conn.first(&format!("SELECT {} FROM erasures e WHERE e.person_id = $1", Erasure::columns("e")), params![person])
}

/// All erasures, the first one first: what is kept outside, to erase again after a restore. At most [`ERASURES_MAX`] after `after`.
///
/// # Errors
/// What the engine answers.
pub fn erasures(conn: &Conn, after: ErasureId) -> Result<Vec<Erasure>> {
    let sql = format!("SELECT {} FROM erasures e WHERE e.id > $1 ORDER BY e.id LIMIT {ERASURES_MAX}", Erasure::columns("e"));
    conn.all(&sql, params![after])
}

/// Promises the next part.
pub(crate) fn go_on(tx: &mut Tx<'_>, id: ErasureId) -> Result<()> {
    let data = serde_json::to_value(id).map_err(anyhow::Error::from)?;
    tx.promise(&Promise { data, ..Promise::new(ERASE, id.subject()) }).map(drop)
}
