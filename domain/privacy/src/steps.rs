//! How an erasure goes: some tickets, messages or letters in a transaction, then the next ones. A process that is killed loses nothing of
//! it: each part commits together with the promise of the next.

use db::{Job, Run, Tx, params};
use outcome::Result;
use people::{Actor, Door, PersonId};
use tickets::{MessageId, TicketId};

use crate::copies;
use crate::erasure::{Erasure, ErasureId, Step, go_on};
use crate::limits::{MESSAGES_BATCH, TICKETS_BATCH};

/// The promise to go on with an erasure.
pub const ERASE: &str = "privacy.erase";

/// Does the next part of an erasure, and promises the one after it.
pub(crate) fn job() -> Run {
    Run::inside(|tx: &mut Tx<'_>, job: &Job| walk(tx, job.data()?))
}

fn walk(tx: &mut Tx<'_>, id: ErasureId) -> Result<()> {
    let sql = format!("SELECT {} FROM erasures e WHERE e.id = $1 AND e.ended_at IS NULL{}", Erasure::columns("e"), tx.locking("e"));
    let Some(mut erasure) = tx.first::<Erasure>(&sql, params![id])? else { return Ok(()) };
    let more = match erasure.step {
        Step::Tickets => tickets_of(tx, &mut erasure)?,
        Step::Messages => messages_of(tx, &mut erasure)?,
        Step::Letters => {
            let addresses = addresses(tx, erasure.person_id)?;
            let beside = side::forget_person(tx, erasure.person_id, &addresses)?;
            mail::forget_person(tx, erasure.person_id, &addresses)? || beside
        }
        // What came in meanwhile has its turn before the row that knows it goes.
        Step::Rest if came_in(tx, &erasure)? => {
            erasure.step = Step::Tickets;
            true
        }
        Step::Rest => {
            rest(tx, &erasure)?;
            false
        }
        Step::Done => false,
    };
    if !more {
        erasure.step = match erasure.step {
            Step::Tickets => Step::Messages,
            Step::Messages => Step::Letters,
            Step::Letters => Step::Rest,
            Step::Rest | Step::Done => Step::Done,
        };
    }
    let ended = (erasure.step == Step::Done).then(|| tx.now());
    tx.execute_one(
        "UPDATE erasures SET step = $2, ticket_after = $3, message_after = $4, tickets = $5, messages = $6, ended_at = $7 WHERE id = $1",
        params![id, erasure.step, erasure.ticket_after, erasure.message_after, erasure.tickets, erasure.messages, ended],
    )?;
    if ended.is_none() { go_on(tx, id) } else { Ok(()) }
}

/// Empties a ticket in every slice that keeps words about it. The figures stay.
///
/// # Errors
/// What the engine answers.
pub fn empty_ticket(tx: &mut Tx<'_>, ticket: TicketId, called: &str) -> Result<()> {
    tickets::empty_ticket(tx, &Actor::system(Door::Inside), ticket, called)?;
    mail::empty_ticket(tx, ticket)?;
    side::empty_ticket(tx, ticket)?;
    problems::empty_ticket(tx, ticket)?;
    satisfaction::empty_ticket(tx, ticket)
}

fn tickets_of(tx: &mut Tx<'_>, erasure: &mut Erasure) -> Result<bool> {
    let sql = format!("SELECT id FROM tickets WHERE requester_id = $1 AND id > $2 ORDER BY id LIMIT {TICKETS_BATCH}");
    let part: Vec<(TicketId,)> = tx.all(&sql, params![erasure.person_id, erasure.ticket_after])?;
    for (ticket,) in &part {
        empty_ticket(tx, *ticket, &erasure.ticket_called)?;
        (erasure.ticket_after, erasure.tickets) = (ticket.0, erasure.tickets + 1);
    }
    webhooks::empty_tickets(tx, &part.iter().map(|(ticket,)| *ticket).collect::<Vec<_>>())?;
    Ok(part.len() >= TICKETS_BATCH)
}

/// What they wrote in tickets of others.
const ELSEWHERE: &str =
    "FROM messages m JOIN tickets t ON t.id = m.ticket_id WHERE m.author_id = $1 AND t.requester_id <> $1 AND m.id > $2";

fn messages_of(tx: &mut Tx<'_>, erasure: &mut Erasure) -> Result<bool> {
    let sql = format!("SELECT m.id, m.ticket_id {ELSEWHERE} ORDER BY m.id LIMIT {MESSAGES_BATCH}");
    let part: Vec<(MessageId, TicketId)> = tx.all(&sql, params![erasure.person_id, erasure.message_after])?;
    for (message, _) in &part {
        tickets::empty_message(tx, &Actor::system(Door::Inside), *message)?;
        (erasure.message_after, erasure.messages) = (message.0, erasure.messages + 1);
    }
    Ok(part.len() >= MESSAGES_BATCH)
}

/// Did they ask or write something since its turn was over?
fn came_in(tx: &Tx<'_>, erasure: &Erasure) -> Result<bool> {
    let sql = format!(
        "SELECT CAST(CASE WHEN EXISTS (SELECT 1 FROM tickets t WHERE t.requester_id = $1 AND t.id > $3) OR EXISTS (SELECT 1 {ELSEWHERE}) \
         THEN 1 ELSE 0 END AS BIGINT)"
    );
    Ok(tx.one::<(bool,)>(&sql, params![erasure.person_id, erasure.message_after, erasure.ticket_after])?.0)
}

fn addresses(tx: &Tx<'_>, person: PersonId) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = tx.all("SELECT email FROM person_emails WHERE person_id = $1 ORDER BY email", params![person])?;
    Ok(rows.into_iter().map(|(email,)| email).collect())
}

/// What else is theirs, slice by slice, and at last the row.
fn rest(tx: &mut Tx<'_>, erasure: &Erasure) -> Result<()> {
    let person = erasure.person_id;
    let mut words = addresses(tx, person)?;
    let (name,) = tx.one::<(String,)>("SELECT name FROM people WHERE id = $1", params![person])?;
    words.push(name);
    rota::forget_person(tx, person)?;
    tickets::forget_person(tx, person)?;
    changes::forget_person(tx, person)?;
    routing::forget_person(tx, person)?;
    automation::forget_person(tx, person)?;
    notifications::forget_person(tx, person)?;
    satisfaction::forget_person(tx, person)?;
    copies::forget_of(tx, person)?;
    webhooks::forget_mentions(tx, &words)?;
    tx.forget_mentions(&words)?;
    let system = Actor::system(Door::Inside);
    // What was learned from their words is learned anew from what is left.
    triage::promise_learning(tx, &system)?;
    people::erase_person(tx, &system, person, &erasure.person_called)
}
