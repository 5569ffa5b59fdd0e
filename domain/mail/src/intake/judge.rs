//! The verdict on a letter: whose it is, where it belongs, and whether the writer may join there.

use db::{Conn, Tx, params};
use outcome::{Error, Result};
use people::{Actor, Door, Person, PersonId, directory};
use side::ConversationId;
use tickets::TicketId;
use tickets::policy::{Action, look};

use super::{Arrived, automatic, from};
use crate::addresses;
use crate::key::Keys;
use crate::limits::{JOINED_BY_ADDRESS, OPENED_BY_ADDRESS, OPENED_BY_STRANGERS};
use crate::outgoing::within;
use crate::thread::{self, Belongs};
use crate::why::Why;

/// What is to become of a letter.
#[derive(Debug)]
pub(super) enum Verdict {
    /// It opens a ticket.
    Open { why: Why },
    /// It joins a ticket as its writer's words; `watch` when they are new to it.
    Join { ticket: TicketId, why: Why, watch: bool },
    /// It is noted on a ticket, internally.
    Note { ticket: TicketId, why: Why, body: String },
    /// It joins a side conversation as its writer's words.
    JoinBeside { conversation: ConversationId, ticket: TicketId },
    /// It is noted in a side conversation, and nobody is told.
    NoteBeside { conversation: ConversationId, ticket: TicketId, why: Why, body: String },
    /// A person decides whether its writer is let into a side conversation.
    HoldBeside { conversation: ConversationId, why: Why, person: Option<PersonId>, ticket: TicketId },
    /// A person decides.
    Hold { why: Why, person: Option<PersonId>, maybe: Option<TicketId> },
    /// It is kept, and that is all.
    Ignore { why: Why, ticket: Option<TicketId> },
}

/// Judges a letter. Reads only, but for budgets, and for what a bounce says about the letter it is about.
pub(super) fn judge(tx: &mut Tx<'_>, keys: &Keys, arrived: &Arrived) -> Result<Verdict> {
    if let Some(verdict) = automatic::judge(tx, keys, arrived)? {
        return Ok(verdict);
    }
    let (email, _) = from(&arrived.letter);
    let hold = |why: Why, person, maybe| Ok(Verdict::Hold { why, person, maybe });
    if people::normal_email(&email).is_none() {
        return hold(Why::new("mail-why-no-sender"), None, None);
    }
    if addresses::is_refused(tx, &email)? {
        return Ok(Verdict::Ignore { why: Why::new("mail-why-never").with("address", &email), ticket: None });
    }
    let person = directory::person_by_email(tx, &email)?;
    if let Some(person) = person.as_ref().filter(|p| !p.is_active()) {
        return hold(Why::new("mail-why-deactivated").with("name", &person.name), Some(person.id), None);
    }
    if arrived.said.text.trim().is_empty() && arrived.said.files.is_empty() {
        return hold(Why::new("mail-why-empty"), person.map(|p| p.id), None);
    }
    if let Some(verdict) = beside(tx, keys, arrived, person.as_ref(), &email)? {
        return Ok(verdict);
    }
    let belongs = thread::belongs(tx, keys, &arrived.letter, &arrived.at.envelope_to)?;
    let belongs = belongs.map_or(Ok(None), |b| Ok::<_, Error>(survivor(tx, b.ticket())?.map(|ticket| (b, ticket))))?;
    let writer = person.as_ref().map_or(Ok(None), |p| directory::actor_of(tx, p.id, Door::Mail))?;
    let verdict = match belongs {
        Some((belongs, ticket)) => place(tx, writer.as_ref(), belongs, ticket, arrived.at.verdicts.aligned)?,
        None => None,
    };
    // Letters that lay in a mailbox before we did came over years, and an administrator asked for all of them.
    let old = arrived.at.old;
    match verdict {
        Some(Verdict::Join { ticket, .. }) if !old && !within(tx, &format!("letters joining from {email}"), JOINED_BY_ADDRESS)? => {
            hold(Why::new("mail-why-flood"), person.map(|p| p.id), Some(ticket))
        }
        Some(verdict) => Ok(verdict),
        None if !old && !within(tx, &format!("letters opening from {email}"), OPENED_BY_ADDRESS)? => {
            hold(Why::new("mail-why-flood"), person.map(|p| p.id), None)
        }
        None if !old
            && !person.as_ref().is_some_and(|p| p.verified)
            && !within(tx, "letters opening from strangers", OPENED_BY_STRANGERS)? =>
        {
            hold(Why::new("mail-why-flood-of-strangers"), person.map(|p| p.id), None)
        }
        None => {
            let why = person.map_or_else(|| Why::new("mail-why-opened-stranger"), |p| Why::new("mail-why-opened").with("name", p.name));
            Ok(Verdict::Open { why })
        }
    }
}

/// May the writer join the side conversation that the letter belongs to? `None` when it belongs to none.
fn beside(tx: &mut Tx<'_>, keys: &Keys, arrived: &Arrived, person: Option<&Person>, email: &str) -> Result<Option<Verdict>> {
    let Some(conversation) = thread::beside(tx, keys, &arrived.letter, &arrived.at.envelope_to)? else { return Ok(None) };
    let hold = |key, ticket| {
        let (why, person) = (Why::new(key).with("ticket", ticket), person.map(|p| p.id));
        Ok(Some(Verdict::HoldBeside { conversation, why, person, ticket }))
    };
    // A conversation of a ticket that was deleted, or none of ours: a ticket must not be opened of it, nor joined.
    let Some(place) = side::place(tx, conversation, email)? else {
        return Ok(Some(Verdict::Hold { why: Why::new("mail-why-side-gone"), person: person.map(|p| p.id), maybe: None }));
    };
    let ticket = place.ticket;
    if !place.takes_part {
        return hold("mail-why-side-stranger", ticket);
    }
    // A colleague's address alone proves nothing, here as in tickets.
    if person.is_some_and(Person::is_staff) && !arrived.at.verdicts.aligned {
        return hold("mail-why-side-unaligned", ticket);
    }
    if place.full {
        return hold("mail-why-side-full", ticket);
    }
    if !arrived.at.old && !within(tx, &format!("letters joining from {email}"), JOINED_BY_ADDRESS)? {
        return hold("mail-why-flood", ticket);
    }
    Ok(Some(Verdict::JoinBeside { conversation, ticket }))
}

/// May the writer join the ticket that the letter belongs to? `None` when it is to open one of its own.
fn place(conn: &Conn, writer: Option<&Actor>, belongs: Belongs, ticket: TicketId, aligned: bool) -> Result<Option<Verdict>> {
    let person = writer.and_then(Actor::person);
    let hold = |why| Ok(Some(Verdict::Hold { why: Why::new(why).with("ticket", ticket), person, maybe: Some(ticket) }));
    let join = |why, watch| Ok(Some(Verdict::Join { ticket, why: Why::new(why).with("ticket", ticket), watch }));
    let seen = writer.map_or(Ok(None), |writer| seen(conn, writer, ticket))?;
    let asked = seen.as_ref().is_some_and(|t| Some(t.requester_id) == person);
    if writer.is_some_and(Actor::is_staff) && !asked {
        // In the desk's name only with a token that we signed for this very person, from a sender that is who it says: an address
        // alone proves nothing, and a token may have been forwarded.
        return match belongs {
            Belongs::Token(_, party) if Some(party) == person && aligned => join("mail-why-agent", false),
            Belongs::Token(_, party) if Some(party) == person => hold("mail-why-agent-unaligned"),
            Belongs::Shares(_) => Ok(None),
            _ => hold("mail-why-agent-unproven"),
        };
    }
    if seen.is_some_and(|t| t.may(Action::ReplyPublicly)) {
        return match belongs {
            Belongs::Token(..) => join("mail-why-token", false),
            Belongs::Answer(_) => join("mail-why-answer", false),
            Belongs::Follows(_) => join("mail-why-follows", false),
            Belongs::Shares(_) => join("mail-why-shares", false),
        };
    }
    match belongs {
        Belongs::Token(_, party) => {
            let for_staff = directory::person(conn, party)?.is_none_or(|party| party.is_staff());
            if for_staff {
                hold("mail-why-stranger-staff-token")
            } else if belongs.ticket() != ticket {
                // Whoever merged the ticket chose not to bring its people along.
                hold("mail-why-merged-away")
            } else {
                join("mail-why-stranger-token", true)
            }
        }
        Belongs::Answer(_) | Belongs::Follows(_) => hold("mail-why-stranger"),
        // Many people answer one announcement, each with a matter of their own.
        Belongs::Shares(_) => Ok(None),
    }
}

fn seen(conn: &Conn, writer: &Actor, ticket: TicketId) -> Result<Option<tickets::policy::Permitted<tickets::Ticket>>> {
    match look(conn, writer, ticket) {
        Ok(seen) => Ok(Some(seen)),
        Err(Error::Refused(_)) => Ok(None),
        Err(failed) => Err(failed),
    }
}

/// The ticket that goes on in place of a merged one; `None` when there is no such ticket.
pub(crate) fn survivor(conn: &Conn, ticket: TicketId) -> Result<Option<TicketId>> {
    let id = tickets::survivor_of(conn, ticket)?;
    Ok(conn.first::<(TicketId,)>("SELECT id FROM tickets WHERE id = $1", params![id])?.map(|(id,)| id))
}
