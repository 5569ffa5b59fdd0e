//! Requesters are told: held back for undo like every reply, then written ticket by ticket by one job, none of them twice.

use db::{Acts, Job, MINUTE_MS, Promise, Run, SECOND_MS, Subject, Tx, params};
use outcome::{Check, Error, Refusal, Result, Sentence};
use people::{Actor, Door, directory};
use tickets::policy::Action as TicketAction;
use tickets::{BODY_BYTES_MAX, Reply, Then, TicketId, UNDO_SEND_S_MAX};

use crate::event::{Happening, ProblemEvent};
use crate::limits::{LETTERS_BATCH, LETTERS_MAX};
use crate::policy::{self, Action};
use crate::preview::hearers;
use crate::telling::{About, Telling, TellingId, TellingState};

/// The promise to write a telling's letters; the wiring keeps it with [`crate::jobs`].
pub const TELL: &str = "problems.tell";
/// What jobs and open pages know a telling by.
const TELLING: &str = "telling";
/// After this time a second telling about the same is no slip of the finger, in milliseconds.
const AGAIN_MS: i64 = MINUTE_MS;

/// News as it is to be told.
#[derive(Debug, Clone)]
pub struct Tell {
    /// What it is about.
    pub about: About,
    /// Which tickets hear it, and what each reads.
    pub letters: Vec<(TicketId, String)>,
    /// Are the tickets resolved with it?
    pub resolves: bool,
    /// How long it can be taken back, in seconds.
    pub undo_send_s: u32,
    /// The same key again tells nothing, and answers what the first one did.
    pub key: String,
}

/// Tells requesters: after the time for undo, every ticket gets its letter as a public reply of the actor.
///
/// # Errors
/// `NotAllowed`, `NotFound` for a ticket that does not hear of this; `Invalid`; `Conflict` when the same is being told just now.
pub fn tell(tx: &mut Tx<'_>, actor: &Actor, tell: &Tell) -> Result<TellingId> {
    policy::permit(actor, Action::Work)?;
    let Some(person) = actor.person() else { return Err(Refusal::NotAllowed(Action::Work.as_str()).into()) };
    let scope = format!("tell:{}", actor.acted_by().actor);
    if !tell.key.is_empty()
        && let Some(done) = tx.done_before(&scope, &tell.key)?
    {
        return Ok(TellingId(done.parse().map_err(anyhow::Error::from)?));
    }
    check(tx, actor, tell)?;
    let (out_at, (problem, whole)) = (tx.now().plus_ms(i64::from(tell.undo_send_s) * SECOND_MS), tell.about.columns());
    let id: TellingId = tx.insert(
        "INSERT INTO tellings (problem_id, whole_id, told_by, resolves, state, out_at) VALUES ($1,$2,$3,$4,$5,$6) RETURNING id",
        params![problem, whole, person, tell.resolves, TellingState::Held, out_at],
    )?;
    for (ticket, body) in &tell.letters {
        let sql = "INSERT INTO telling_letters (telling_id, ticket_id, body, outcome) VALUES ($1, $2, $3, 'waiting')";
        tx.execute_one(sql, params![id, *ticket, body.trim()])?;
    }
    let promise = Promise { not_before: Some(out_at), key: Some(id.to_string()), ..Promise::new(TELL, Subject::new(TELLING, id.0)) };
    tx.promise(&promise)?;
    let letters = i64::try_from(tell.letters.len()).unwrap_or(i64::MAX);
    note(tx, actor, tell.about, &Happening::Telling { letters, at: out_at })?;
    if !tell.key.is_empty() {
        tx.remember_done(&scope, &tell.key, &id.to_string())?;
    }
    Ok(id)
}

fn check(tx: &Tx<'_>, actor: &Actor, tell: &Tell) -> Result<()> {
    let hear = hearers(tx, actor, tell.about)?;
    let says = |body: &String| !body.trim().is_empty() && body.len() <= BODY_BYTES_MAX;
    let mut check = Check::new();
    check
        .that(!tell.letters.is_empty(), "letters", "telling-nobody")
        .that(tell.letters.len() <= LETTERS_MAX, "letters", Sentence::new("telling-too-many").with("max", LETTERS_MAX))
        .that(tell.letters.iter().all(|(_, body)| says(body)), "letters", "telling-empty")
        .that(tell.undo_send_s <= UNDO_SEND_S_MAX, "undo_send_s", "telling-held-too-long");
    check.done()?;
    for (ticket, _) in &tell.letters {
        if !hear.iter().any(|brief| brief.id == *ticket) || tell.letters.iter().filter(|(other, _)| other == ticket).count() > 1 {
            return Err(Refusal::NotFound.into());
        }
        tickets::policy::permit(tx, actor, TicketAction::ReplyPublicly, *ticket)?;
    }
    let (problem, whole) = tell.about.columns();
    let sql = "SELECT COUNT(*) FROM tellings t WHERE (t.problem_id = $1 OR t.whole_id = $2) AND t.state = 'held' AND t.out_at > $3";
    let (just_now,) = tx.one::<(i64,)>(sql, params![problem, whole, tx.now().plus_ms(-AGAIN_MS)])?;
    if just_now > 0 { Err(Error::conflict("telling-just-now")) } else { Ok(()) }
}

/// Takes one's own telling back before it goes out: nobody is told.
///
/// # Errors
/// `NotFound` for what is not one's own; `Conflict` when it is out already.
pub fn call_off(tx: &mut Tx<'_>, actor: &Actor, id: TellingId) -> Result<Telling> {
    policy::permit(actor, Action::Work)?;
    let telling = locked(tx, id)?.filter(|t| Some(t.told_by) == actor.person()).ok_or(Refusal::NotFound)?;
    if telling.state != TellingState::Held {
        return Err(Error::conflict("telling-already-out"));
    }
    tx.call_off(TELL, &id.to_string())?;
    move_to(tx, &telling, TellingState::Withdrawn)?;
    note(tx, actor, about(&telling), &Happening::CalledOff)?;
    Ok(telling)
}

/// How the promise is kept: some letters in each transaction, and a promise for the rest.
pub(crate) fn job() -> Run {
    Run::inside(|tx: &mut Tx<'_>, job: &Job| {
        let Some(telling) = locked(tx, TellingId(job.subject_id))?.filter(|t| t.state != TellingState::Withdrawn) else { return Ok(()) };
        let Some(actor) = directory::actor_of(tx, telling.told_by, Door::Web)? else { return Ok(()) };
        let sql = "SELECT ticket_id, body FROM telling_letters WHERE telling_id = $1 AND outcome = 'waiting' ORDER BY ticket_id LIMIT $2";
        let letters: Vec<(TicketId, String)> = tx.all(sql, params![telling.id, LETTERS_BATCH])?;
        for (ticket, body) in letters {
            let then = if telling.resolves { Then::Resolve } else { Then::Stay };
            let key = Some(format!("telling:{}:{ticket}", telling.id));
            let outcome = match tickets::reply(tx, &actor, &Reply { then, key, ..Reply::public(ticket, body) }) {
                Ok(_) => "told",
                // Closed or out of reach by now, or it asks for answers before it can be resolved. All of that is refused
                // before anything is written.
                Err(Error::Refused(_)) => "refused",
                Err(failed) => return Err(failed),
            };
            let sql = "UPDATE telling_letters SET outcome = $3 WHERE telling_id = $1 AND ticket_id = $2";
            tx.execute_one(sql, params![telling.id, ticket, outcome])?;
        }
        move_to(tx, &telling, TellingState::Out)?;
        let sql = "SELECT COUNT(*), COALESCE(SUM(CASE WHEN outcome = 'waiting' THEN 1 ELSE 0 END), 0), \
                   COALESCE(SUM(CASE WHEN outcome = 'told' THEN 1 ELSE 0 END), 0) FROM telling_letters WHERE telling_id = $1";
        let (all, waiting, told) = tx.one::<(i64, i64, i64)>(sql, params![telling.id])?;
        if waiting > 0 {
            let key = Some(format!("{}/{}", telling.id, all - waiting));
            tx.promise(&Promise { key, ..Promise::new(TELL, Subject::new(TELLING, telling.id.0)) })?;
            return Ok(());
        }
        note(tx, &actor, about(&telling), &Happening::Told { letters: told })
    })
}

fn locked(tx: &Tx<'_>, id: TellingId) -> Result<Option<Telling>> {
    let sql = format!("SELECT {} FROM tellings t WHERE t.id = $1{}", Telling::columns("t"), tx.locking("t"));
    tx.first(&sql, params![id])
}

fn move_to(tx: &mut Tx<'_>, telling: &Telling, state: TellingState) -> Result<()> {
    tx.execute_one("UPDATE tellings SET state = $2 WHERE id = $1", params![telling.id, state])?;
    if let Some(whole) = telling.whole_id {
        tx.announce(whole.subject(), "ticket.telling_moved");
    }
    Ok(())
}

fn about(telling: &Telling) -> About {
    match (telling.problem_id, telling.whole_id) {
        (Some(problem), _) => About::Problem(problem),
        (None, whole) => About::Whole(whole.unwrap_or(TicketId(0))),
    }
}

/// A problem's history says it; of a ticket's parts each one's own timeline does.
fn note(tx: &mut Tx<'_>, actor: &Actor, about: About, what: &Happening) -> Result<()> {
    if let About::Problem(problem) = about {
        tx.record(actor, &ProblemEvent { problem, what })?;
    }
    Ok(())
}
