//! Who is told of an event, and why. Pure questions; nothing is written here.

use std::collections::BTreeMap;

use changes::Happening;
use db::{Conn, Heard, params};
use outcome::{Error, Result};
use people::{Actor, Door, PersonId, TeamId, directory};
use rota::RotaId;
use sla::{Act, Whom};
use tickets::{Aside, MessageId, Satisfaction, Ticket, TicketEvent, TicketId, policy};

use crate::choice::Reason;
use crate::limits::RECIPIENTS_MAX;

/// An event and who is to be told of it.
pub(crate) struct Told {
    pub(crate) ticket: Option<TicketId>,
    pub(crate) message: Option<MessageId>,
    /// Each person once, with the strongest reason.
    pub(crate) people: BTreeMap<PersonId, Reason>,
}

impl Told {
    fn about(ticket: Option<TicketId>, message: Option<MessageId>) -> Self {
        Self { ticket, message, people: BTreeMap::new() }
    }

    fn tell(&mut self, person: PersonId, reason: Reason) {
        if self.people.len() < RECIPIENTS_MAX || self.people.contains_key(&person) {
            self.people.entry(person).and_modify(|known| *known = reason.min(*known)).or_insert(reason);
        }
    }

    fn tell_all(&mut self, people: impl IntoIterator<Item = PersonId>, reason: Reason) {
        people.into_iter().for_each(|person| self.tell(person, reason));
    }
}

/// Who is to be told of what was heard: staff who may see it, but for the one who did it.
pub(crate) fn recipients(conn: &Conn, heard: &Heard) -> Result<Told> {
    let mut told = match heard.kind.as_str() {
        "letter.held" => letter_held(conn, heard.subject_id)?,
        "major.declared" | "major.update_due" | "major.update_missed" => major(conn, heard)?,
        "outgoing.held" | "outgoing.bounced" | "outgoing.given_up" => letter_out(conn, heard.subject_id)?,
        "change.asked" | "change.approved" | "change.declined" => change(conn, heard)?,
        _ => about_ticket(conn, heard)?,
    };
    if let Some(actor) = heard.person() {
        told.people.remove(&PersonId(actor));
    }
    let mut people = std::mem::take(&mut told.people);
    let mut kept = BTreeMap::new();
    while let Some((person, reason)) = people.pop_first() {
        if may_know(conn, person, told.ticket)? {
            kept.insert(person, reason);
        }
    }
    told.people = kept;
    Ok(told)
}

/// Works at the desk, is active, and sees the ticket.
fn may_know(conn: &Conn, person: PersonId, ticket: Option<TicketId>) -> Result<bool> {
    let Some(actor) = directory::actor_of(conn, person, Door::Inside)?.filter(Actor::is_staff) else { return Ok(false) };
    let Some(ticket) = ticket else { return Ok(true) };
    match policy::look(conn, &actor, ticket) {
        Ok(seen) => Ok(seen.may(policy::Action::SeeInternal)),
        Err(Error::Refused(_)) => Ok(false),
        Err(failed) => Err(failed),
    }
}

fn about_ticket(conn: &Conn, heard: &Heard) -> Result<Told> {
    let id = TicketId(heard.subject_id);
    let sql = format!("SELECT {} FROM tickets t WHERE t.id = $1", Ticket::columns("t"));
    let Some(ticket) = conn.first::<Ticket>(&sql, params![id])? else { return Ok(Told::about(None, None)) };
    let mut told = Told::about(Some(id), None);
    match heard.data::<TicketEvent>()? {
        TicketEvent::Opened { message, assignee, .. } => {
            told.message = Some(message);
            told.tell_all(assignee, Reason::Assigned);
            told.tell_all(waiting_team(conn, &ticket)?, Reason::Team);
            if ticket.team_id.is_none() && ticket.assignee_id.is_none() {
                told.tell_all(directory::agents(conn)?.into_iter().map(|agent| agent.id), Reason::Unassigned);
            }
            told.tell_all(watchers(conn, id)?, Reason::Watching);
            told.tell_all(mentioned(conn, message)?, Reason::Mentioned);
        }
        TicketEvent::ReplyAdded { message, .. } | TicketEvent::NoteAdded { message } => {
            told.message = Some(message);
            told.tell_all(ticket.assignee_id, Reason::Yours);
            told.tell_all(tickets::voices(conn, id)?, Reason::Voice);
            told.tell_all(waiting_team(conn, &ticket)?, Reason::Team);
            told.tell_all(watchers(conn, id)?, Reason::Watching);
            told.tell_all(mentioned(conn, message)?, Reason::Mentioned);
        }
        TicketEvent::VoiceSet { to, .. } => told.tell_all(to, Reason::Voice),
        TicketEvent::Assigned { from, to, .. } => {
            if to.assignee != from.assignee {
                told.tell_all(to.assignee, Reason::Assigned);
                // Whoever goes on as its voice is told that instead.
                let voices = tickets::voices(conn, id)?;
                told.tell_all(from.assignee.filter(|person| !voices.contains(person)), Reason::Yours);
            }
            if to.assignee.is_none() && to.team != from.team {
                told.tell_all(members(conn, to.team)?, Reason::Team);
            }
        }
        // What came with a message is told with the message.
        TicketEvent::Moved { with: None, .. } | TicketEvent::Merged { .. } => {
            told.tell_all(ticket.assignee_id, Reason::Yours);
            told.tell_all(tickets::voices(conn, id)?, Reason::Voice);
            told.tell_all(watchers(conn, id)?, Reason::Watching);
        }
        TicketEvent::Prioritized { .. } => told.tell_all(ticket.assignee_id, Reason::Yours),
        TicketEvent::ClockWarned { .. } | TicketEvent::ClockBreached { .. } => {
            told.tell_all(called(conn, &ticket, Whom::Assignee)?, Reason::Due);
        }
        TicketEvent::Escalated { act: Act::Tell(whom), .. } => told.tell_all(called(conn, &ticket, whom)?, Reason::Due),
        TicketEvent::Notified { whom } => told.tell_all(called(conn, &ticket, whom)?, Reason::Rule),
        // Who is paged, and in which order, is `paging`'s matter.
        TicketEvent::Paged { people, .. } => told.tell_all(people, Reason::Paged),
        TicketEvent::PageUnanswered { .. } => told.tell_all(paging::leads_of(conn, ticket.team_id)?, Reason::Paged),
        // A low mark goes to whoever leads, once for the mark and once for what was said to it.
        TicketEvent::Rated { from, to: Satisfaction::Bad, comment } if from != Some(Satisfaction::Bad) || !comment.is_empty() => {
            told.tell_all(paging::leads_of(conn, ticket.team_id)?, Reason::Opinion);
        }
        // Whose ticket it is, and who wrote there; who watches the ticket follows its own conversation.
        TicketEvent::Aside { conversation, step: Aside::Answered, .. } => {
            told.tell_all(ticket.assignee_id, Reason::Yours);
            told.tell_all(side::writers(conn, side::ConversationId(conversation))?, Reason::Yours);
        }
        TicketEvent::WatcherAdded { person, mentioned: None } => told.tell(person, Reason::Watching),
        _ => {}
    }
    Ok(told)
}

/// Whom a step of escalation calls; where a team has no lead, those who lead the desk.
fn called(conn: &Conn, ticket: &Ticket, whom: Whom) -> Result<Vec<PersonId>> {
    let team = members(conn, ticket.team_id)?;
    Ok(match (whom, ticket.assignee_id) {
        (Whom::Person(person), _) => vec![person],
        (Whom::Rota(rota), _) => rota::who_is_on(conn, RotaId(rota), conn.now())?.0.into_iter().collect(),
        (Whom::Assignee, Some(person)) => vec![person],
        (Whom::Assignee, None) if ticket.team_id.is_none() => leads(conn)?,
        (Whom::Assignee, None) | (Whom::Team, _) => team,
        (Whom::Leads, _) => paging::leads_of(conn, ticket.team_id)?,
    })
}

/// Of a ticket that nobody has: its team.
fn waiting_team(conn: &Conn, ticket: &Ticket) -> Result<Vec<PersonId>> {
    if ticket.assignee_id.is_some() { Ok(Vec::new()) } else { members(conn, ticket.team_id) }
}

fn members(conn: &Conn, team: Option<TeamId>) -> Result<Vec<PersonId>> {
    let Some(team) = team else { return Ok(Vec::new()) };
    Ok(directory::team_members(conn, team)?.into_iter().map(|member| member.id).collect())
}

fn watchers(conn: &Conn, ticket: TicketId) -> Result<Vec<PersonId>> {
    let sql = "SELECT w.person_id FROM watchers w JOIN people p ON p.id = w.person_id WHERE w.ticket_id = $1 AND p.role <> 'requester'";
    Ok(conn.all::<(PersonId,)>(sql, params![ticket])?.into_iter().map(|(id,)| id).collect())
}

fn mentioned(conn: &Conn, message: MessageId) -> Result<Vec<PersonId>> {
    let sql = "SELECT mentions FROM messages WHERE id = $1 AND withdrawn_at IS NULL";
    let Some((list,)) = conn.first::<(String,)>(sql, params![message])? else { return Ok(Vec::new()) };
    Ok(serde_json::from_str(&list).map_err(anyhow::Error::from)?)
}

/// Of a major incident its owner is told: that they lead, that a note is due; and the leads too when it was missed.
fn major(conn: &Conn, heard: &Heard) -> Result<Told> {
    let sql = "SELECT m.ticket_id, m.owner_id FROM major_incidents m WHERE m.id = $1";
    let Some((ticket, owner)) = conn.first::<(TicketId, PersonId)>(sql, params![heard.subject_id])? else {
        return Ok(Told::about(None, None));
    };
    let mut told = Told::about(Some(ticket), None);
    match heard.kind.as_str() {
        "major.declared" => told.tell(owner, Reason::Assigned),
        missed => {
            told.tell(owner, Reason::Due);
            if missed == "major.update_missed" {
                told.tell_all(leads(conn)?, Reason::Due);
            }
        }
    }
    Ok(told)
}

/// Who is asked to approve a change is told, and its owner what they say.
fn change(conn: &Conn, heard: &Heard) -> Result<Told> {
    let mut told = Told::about(None, None);
    match heard.data::<Happening>()? {
        Happening::Asked { people } => told.tell_all(people, Reason::Approve),
        _ => {
            let owner = conn.first::<(PersonId,)>("SELECT owner_id FROM changes WHERE id = $1", params![heard.subject_id])?;
            told.tell_all(owner.map(|(owner,)| owner), Reason::Yours);
        }
    }
    Ok(told)
}

/// A letter waits to be checked: the mailbox's team is told, or who leads the desk where it has none.
fn letter_held(conn: &Conn, letter: i64) -> Result<Told> {
    let sql = "SELECT b.team_id FROM letters l JOIN mailboxes b ON b.id = l.mailbox_id WHERE l.id = $1";
    let team = conn.first::<(Option<TeamId>,)>(sql, params![letter])?.and_then(|(team,)| team);
    let mut told = Told::about(None, None);
    match team {
        Some(team) => told.tell_all(members(conn, Some(team))?, Reason::Mail),
        None => told.tell_all(leads(conn)?, Reason::Mail),
    }
    Ok(told)
}

/// A letter did not leave or arrive: who wrote the message is told, else whose ticket it is, else who leads the desk.
fn letter_out(conn: &Conn, outgoing: i64) -> Result<Told> {
    let sql = "SELECT o.ticket_id, o.message_id, COALESCE(m.author_id, s.author_id), t.assignee_id, o.kind FROM outgoing o \
               LEFT JOIN messages m ON m.id = o.message_id LEFT JOIN side_messages s ON s.id = o.side_message_id LEFT JOIN tickets t ON t.id = o.ticket_id WHERE o.id = $1";
    type Row = (Option<TicketId>, Option<MessageId>, Option<PersonId>, Option<PersonId>, mail::Kind);
    let Some((ticket, message, author, assignee, kind)) = conn.first::<Row>(sql, params![outgoing])? else {
        return Ok(Told::about(None, None));
    };
    let mut told = Told::about(ticket, message);
    // A notification about a notification that did not arrive would not arrive either, and so on.
    if matches!(kind, mail::Kind::Answer | mail::Kind::Acknowledgement | mail::Kind::Side) {
        match author.or(assignee) {
            Some(person) => told.tell(person, Reason::Mail),
            None => told.tell_all(leads(conn)?, Reason::Mail),
        }
    }
    Ok(told)
}

fn leads(conn: &Conn) -> Result<Vec<PersonId>> {
    let lead = |p: &people::PersonBrief| p.role >= people::Role::Lead;
    Ok(directory::agents(conn)?.into_iter().filter(lead).map(|p| p.id).collect())
}
