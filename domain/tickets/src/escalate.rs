//! A ticket goes to those who know more, with all that is known of it; whoever had it stays the requester's voice.

use db::{Conn, Tx, params, row};
use outcome::{Check, Error, Refusal, Result, Sentence};
use people::{Actor, PersonId, TeamId, directory};

use crate::assign::{Assign, To, assign, give};
use crate::change::change;
use crate::event::TicketEvent;
use crate::moving::Changed;
use crate::policy::{Action, look, permit};
use crate::reply::{Reply, reply};
use crate::status::Status;
use crate::ticket::TicketId;
use crate::turns::PARTS;

/// A ticket to be escalated.
#[derive(Debug, Clone)]
pub struct Escalate {
    /// The ticket.
    pub ticket: TicketId,
    /// The team that goes on with it.
    pub team: TeamId,
    /// The one of the team who does; nobody in particular when none is named.
    pub person: Option<PersonId>,
    /// What they have to know: what was asked, tried and seen, and why they are asked. Markdown; it becomes an internal note.
    pub packet: String,
}

/// A ticket that those to whom it was escalated give back.
#[derive(Debug, Clone)]
pub struct HandBack {
    /// The ticket.
    pub ticket: TicketId,
    /// What they found. Markdown; it becomes an internal note.
    pub note: String,
}

/// Somebody else who speaks with the requester of an escalated ticket.
#[derive(Debug, Clone, Copy)]
pub struct SpeakFor {
    /// The ticket.
    pub ticket: TicketId,
    /// Who speaks from now on.
    pub person: PersonId,
}

row! {
    /// Who speaks with the requester of an escalated ticket, and from which team it came.
    pub struct Voice {
        /// Who.
        pub person_id: PersonId,
        /// The team.
        pub team_id: Option<TeamId>,
    }
}

/// Gives a ticket to another team with a packet of all that is known. Whoever had it, or else the one who escalates, stays the
/// requester's voice: they hear of it as of their own tickets, and get it back. A second escalation leaves the voice as it is.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Invalid` when the packet is empty, when the team is put away or the person is not of it, when they have
/// the ticket already or speak with the requester, or when the voice would not see the ticket there; `Conflict` when it is finished.
pub fn escalate(tx: &mut Tx<'_>, actor: &Actor, escalate: &Escalate) -> Result<Changed> {
    let id = escalate.ticket;
    let ticket = permit(tx, actor, Action::Assign, id)?;
    let me = actor.person().ok_or(Refusal::NotAllowed(Action::Assign.as_str()))?;
    if !ticket.status.is_unfinished() {
        return Err(Error::conflict(if ticket.status == Status::Closed { "ticket-closed" } else { "escalate-finished" }));
    }
    let known = voice_of(tx, id)?;
    let voice = still_here(tx, actor, [known.as_ref().map(|voice| voice.person_id), ticket.assignee_id])?.unwrap_or(me);
    let mut check = Check::new();
    check.that(!escalate.packet.trim().is_empty(), "packet", "escalate-packet-missing");
    check.that(escalate.person != Some(voice), "to", "escalate-to-voice");
    check.done()?;
    reply(tx, actor, &Reply::note(id, escalate.packet.clone()))?;
    let came_from = ticket.team_id;
    let to = escalate.person.map_or(To::Team(escalate.team), |person| To::Both(escalate.team, person));
    let given = give(tx, actor, &Assign { ticket: id, to })?;
    check_member(tx, escalate)?;
    let Some(assigned) = given.event else { return Err(Error::invalid("to", "escalate-to-whom")) };
    if !can_speak(tx, actor, voice, id)? {
        return Err(Error::invalid("to", "escalate-voice-blind"));
    }
    let from = known.as_ref().map(|voice| voice.person_id);
    if from == Some(voice) {
        return Ok(Changed { ticket: given.ticket, event: Some(assigned) });
    }
    let team = known.map_or(came_from, |voice| voice.team_id);
    put(tx, id, Some(voice), team)?;
    let event = TicketEvent::VoiceSet { from, to: Some(voice), team, assigned: Some(assigned) }.record(tx, actor, id)?;
    Ok(Changed { ticket: given.ticket, event: Some(event) })
}

/// Gives an escalated ticket back to its voice, with what was found.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Invalid` when nothing is said; `Conflict` when it was not escalated, is closed, or its voice no longer
/// works here.
pub fn hand_back(tx: &mut Tx<'_>, actor: &Actor, back: &HandBack) -> Result<Changed> {
    let id = back.ticket;
    permit(tx, actor, Action::Assign, id)?;
    let Some(voice) = voice_of(tx, id)? else { return Err(Error::conflict("hand-back-not-escalated")) };
    if still_here(tx, actor, [Some(voice.person_id), None])?.is_none() {
        return Err(Error::conflict("hand-back-voice-gone"));
    }
    let mut check = Check::new();
    check.that(!back.note.trim().is_empty(), "note", "hand-back-note-missing");
    check.done()?;
    let sql = "SELECT id FROM teams WHERE id = $1 AND archived_at IS NULL";
    let team = tx.first::<(TeamId,)>(sql, params![voice.team_id])?.map(|(team,)| team);
    let to = team.map_or(To::Person(voice.person_id), |team| To::Both(team, voice.person_id));
    reply(tx, actor, &Reply::note(id, back.note.clone()))?;
    let given = assign(tx, actor, &Assign { ticket: id, to })?;
    if put(tx, id, None, None)? == 0 {
        return Ok(given);
    }
    // Its voice had it by then: nothing changes hands.
    let event = TicketEvent::VoiceSet { from: Some(voice.person_id), to: None, team: voice.team_id, assigned: given.event };
    let event = event.record(tx, actor, id)?;
    Ok(Changed { ticket: given.ticket, event: Some(event) })
}

/// Lets somebody else speak with the requester of an escalated ticket; it comes back to them.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Invalid` when the person works on it themselves, does not work at the desk or does not see the ticket;
/// `Conflict` when it was not escalated.
pub fn speak_for(tx: &mut Tx<'_>, actor: &Actor, speak: &SpeakFor) -> Result<Changed> {
    let (id, person) = (speak.ticket, speak.person);
    let ticket = permit(tx, actor, Action::Assign, id)?;
    let Some(voice) = voice_of(tx, id)? else { return Err(Error::conflict("hand-back-not-escalated")) };
    if voice.person_id == person {
        return Ok(Changed { ticket, event: None });
    }
    if ticket.assignee_id == Some(person) {
        return Err(Error::invalid("voice", "voice-works-on-it"));
    }
    if !can_speak(tx, actor, person, id)? {
        return Err(Error::invalid("voice", "voice-unknown"));
    }
    put(tx, id, Some(person), voice.team_id)?;
    let ticket = change(tx, ticket, |_| {})?;
    let event = TicketEvent::VoiceSet { from: Some(voice.person_id), to: Some(person), team: voice.team_id, assigned: None };
    let event = event.record(tx, actor, id)?;
    Ok(Changed { ticket, event: Some(event) })
}

/// Who speaks with the requester of a ticket, and of those that were merged into it: they hear what is said there.
///
/// # Errors
/// What the engine answers.
pub fn voices(conn: &Conn, ticket: TicketId) -> Result<Vec<PersonId>> {
    let sql = format!("{PARTS} SELECT DISTINCT v.person_id FROM ticket_voices v WHERE v.ticket_id IN (SELECT id FROM parts) ORDER BY 1");
    Ok(conn.all::<(PersonId,)>(&sql, params![ticket])?.into_iter().map(|(person,)| person).collect())
}

/// A ticket that its voice has again is no longer escalated, by whichever way it came back.
pub(crate) fn end_if_back(tx: &mut Tx<'_>, actor: &Actor, given: Changed) -> Result<Changed> {
    let (Some(assigned), Some(person), id) = (given.event, given.ticket.assignee_id, given.ticket.id) else { return Ok(given) };
    let sql = "DELETE FROM ticket_voices WHERE ticket_id = $1 AND person_id = $2 RETURNING team_id";
    let Some((team,)) = tx.first::<(Option<TeamId>,)>(sql, params![id, person])? else { return Ok(given) };
    let event = TicketEvent::VoiceSet { from: Some(person), to: None, team, assigned: Some(assigned) }.record(tx, actor, id)?;
    Ok(Changed { event: Some(event), ..given })
}

/// Who speaks with the requester of a ticket that was escalated.
pub(crate) fn voice_of(conn: &Conn, ticket: TicketId) -> Result<Option<Voice>> {
    conn.first("SELECT person_id, team_id FROM ticket_voices WHERE ticket_id = $1", params![ticket])
}

/// Keeps who speaks from now on; nobody when it is no longer escalated. How many spoke before.
pub(crate) fn put(tx: &mut Tx<'_>, ticket: TicketId, voice: Option<PersonId>, team: Option<TeamId>) -> Result<u64> {
    let gone = tx.execute("DELETE FROM ticket_voices WHERE ticket_id = $1", params![ticket])?;
    let now = tx.now();
    if let Some(voice) = voice {
        let sql = "INSERT INTO ticket_voices (ticket_id, person_id, team_id, since) VALUES ($1, $2, $3, $4)";
        tx.execute_one(sql, params![ticket, voice, team, now])?;
    }
    Ok(gone)
}

/// The first of these who still works at the desk.
fn still_here(conn: &Conn, actor: &Actor, people: [Option<PersonId>; 2]) -> Result<Option<PersonId>> {
    for person in people.into_iter().flatten() {
        if directory::actor_of(conn, person, actor.door)?.is_some_and(|found| found.is_staff()) {
            return Ok(Some(person));
        }
    }
    Ok(None)
}

/// Could this person answer the requester, and read what the desk writes for itself?
fn can_speak(conn: &Conn, actor: &Actor, person: PersonId, ticket: TicketId) -> Result<bool> {
    let Some(speaker) = directory::actor_of(conn, person, actor.door)? else { return Ok(false) };
    match look(conn, &speaker, ticket) {
        Ok(theirs) => Ok(theirs.may(Action::ReplyPublicly) && theirs.may(Action::SeeInternal)),
        Err(Error::Refused(_)) => Ok(false),
        Err(failed) => Err(failed),
    }
}

/// Whoever is named is of the team.
fn check_member(conn: &Conn, escalate: &Escalate) -> Result<()> {
    let Some(person) = escalate.person else { return Ok(()) };
    let sql = "SELECT p.name, g.name, CAST(CASE WHEN EXISTS (SELECT 1 FROM team_members m WHERE m.team_id = g.id AND m.person_id = p.id) \
               THEN 1 ELSE 0 END AS BIGINT) FROM people p JOIN teams g ON g.id = $2 WHERE p.id = $1";
    match conn.first::<(String, String, bool)>(sql, params![person, escalate.team])? {
        Some((_, _, true)) => Ok(()),
        Some((name, team, false)) => Err(Error::invalid("to", Sentence::new("escalate-not-member").with("name", name).with("team", team))),
        None => Err(Error::invalid("to", "assignee-unknown")),
    }
}

/// Is somebody else than the one who has it the voice?
pub(crate) const ESCALATED: &str =
    "EXISTS (SELECT 1 FROM ticket_voices v WHERE v.ticket_id = t.id AND (t.assignee_id IS NULL OR t.assignee_id <> v.person_id))";
