//! Asking: a ticket that is resolved is noted, and some time later, if it still is, its requester gets one letter.

use catalogue::Catalogue;
use db::{Conn, HOUR_MS, Job, Listener, Run, Tx, params};
use email::Address;
use mail::{Kind, Post, Voice};
use outcome::Result;
use people::{Actor, Door, Person, directory};
use tickets::{MarkSatisfaction, Satisfaction, Ticket, TicketId};

use crate::limits::ASK_BATCH;
use crate::link::{addresses, letter, link};
use crate::rate::{asked, is_done};
use crate::rating::Rating;
use crate::settings::settings;

/// The listener's name.
const NAME: &str = "satisfaction.hear";
/// A ticket with this tag asks for nobody's opinion.
const SPAM: &str = "spam";

/// Notes tickets that are resolved.
#[must_use]
pub fn listener() -> Listener {
    Listener { name: NAME, hears: &["ticket.resolved"], run: Run::inside(hear) }
}

fn hear(tx: &mut Tx<'_>, job: &Job) -> Result<()> {
    let chosen = settings(tx)?;
    let ticket = TicketId(job.event(tx)?.subject_id);
    let Some(ticket) = read_ticket(tx, ticket)?.filter(is_done) else { return Ok(()) };
    if !chosen.on || is_machine_made(tx, ticket.id)? || requester(tx, &ticket)?.is_none() {
        return Ok(());
    }
    let now = tx.now();
    let ask_at = now.plus_ms(i64::from(chosen.after_hours) * HOUR_MS);
    let sql = "INSERT INTO ratings (ticket_id, requester_id, ask_at, comment, updated_at) VALUES ($1,$2,$3,'',$4) \
               ON CONFLICT (ticket_id) DO UPDATE SET ask_at = excluded.ask_at, updated_at = excluded.updated_at \
               WHERE ratings.asked_at IS NULL";
    tx.execute(sql, params![ticket.id, ticket.requester_id, ask_at, now]).map(drop)
}

/// Asks about tickets whose time has come; how many were looked at, at most [`ASK_BATCH`]. A timer calls it until there are fewer.
///
/// # Errors
/// What the engine answers.
pub fn ask_due(tx: &mut Tx<'_>, texts: &'static Catalogue, site: &str) -> Result<usize> {
    let sql = format!(
        "SELECT {} FROM ratings r WHERE r.asked_at IS NULL AND r.ask_at <= $1 ORDER BY r.ask_at, r.id LIMIT {ASK_BATCH}",
        Rating::columns("r")
    );
    let now = tx.now();
    let due: Vec<Rating> = tx.all(&sql, params![now])?;
    let on = settings(tx)?.on;
    for rating in &due {
        let ticket = read_ticket(tx, rating.ticket_id)?.filter(is_done);
        let person = match &ticket {
            Some(ticket) if on => requester(tx, ticket)?,
            _ => None,
        };
        match (ticket, person) {
            (Some(ticket), Some(person)) => ask(tx, texts, site, &ticket, &person)?,
            // It came back, or went into another ticket: it may be resolved again, and is asked about then.
            _ => tx.execute_one("DELETE FROM ratings WHERE id = $1", params![rating.id])?,
        }
    }
    Ok(due.len())
}

fn ask(tx: &mut Tx<'_>, texts: &'static Catalogue, site: &str, ticket: &Ticket, person: &Person) -> Result<()> {
    asked(tx, ticket)?;
    let firstline = Actor::system(Door::Inside);
    let offered = MarkSatisfaction { ticket: ticket.id, to: Satisfaction::Offered, comment: String::new() };
    tickets::mark_satisfaction(tx, &firstline, &offered)?;
    // Without an address that is known to be theirs they are asked in the portal alone.
    let Some(email) = directory::primary_email(tx, person.id)?.filter(|_| person.verified) else { return Ok(()) };
    if mail::address_state(tx, &email)?.is_some_and(|state| state.refused_at.is_some()) {
        return Ok(());
    }
    let links = addresses(site, &link(tx, ticket.id, person.id)?);
    let (subject, text) = letter(&mail::say_to(texts, person), &person.name, ticket.id, &ticket.subject, &links);
    let post = Post {
        kind: Kind::Notification,
        occasion: format!("satisfaction {}", ticket.id),
        mailbox: mail::mailbox_of_ticket(tx, ticket)?.map(|m| m.id),
        from_name: None,
        to: vec![Address::named(person.name.clone(), email)],
        cc: Vec::new(),
        person: Some(person.id),
        subject,
        text,
        html: None,
        voice: Voice::Generating,
        ticket: Some(ticket.id),
        message: None,
        enclosures: Vec::new(),
    };
    mail::post(tx, &firstline, &post).map(drop)
}

fn read_ticket(conn: &Conn, id: TicketId) -> Result<Option<Ticket>> {
    conn.first(&format!("SELECT {} FROM tickets t WHERE t.id = $1", Ticket::columns("t")), params![id])
}

/// The requester, if they are asked: whoever works at the desk, and whoever left, is not.
fn requester(conn: &Conn, ticket: &Ticket) -> Result<Option<Person>> {
    Ok(directory::person(conn, ticket.requester_id)?.filter(|p| p.is_active() && !p.is_staff()))
}

/// A program's letter opened it, or somebody said that it is spam.
fn is_machine_made(conn: &Conn, ticket: TicketId) -> Result<bool> {
    let sql = "SELECT 1 FROM ticket_tags g WHERE g.ticket_id = $1 AND g.tag = $2 UNION ALL \
               SELECT 1 FROM letters l WHERE l.automatic IS NOT NULL AND l.message_id = (SELECT MIN(m.id) FROM messages m WHERE m.ticket_id = $1)";
    Ok(conn.first::<(i64,)>(sql, params![ticket, SPAM])?.is_some())
}
