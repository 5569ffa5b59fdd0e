//! "We have your request": one plain letter to who wrote to us. To an address nobody vouched for, at most one a day, and it
//! repeats nothing of what came: whoever forges a sender gets no word of theirs carried to a stranger by us.

use catalogue::Catalogue;
use db::{Budget, Conn, Job, Listener, Run, Tx, params};
use email::Address;
use outcome::Result;
use people::{Person, directory};
use tickets::{MessageId, Source, TicketEvent, TicketId};

use crate::answer_requester::{mailbox_of, read_ticket, subject};
use crate::intake::reader;
use crate::limits::{ACKNOWLEDGE_KNOWN, ACKNOWLEDGE_UNVERIFIED};
use crate::outgoing::{Kind, Post, Voice, is_nobody, post, within};
use crate::say_to;

/// The listener's name.
const ACKNOWLEDGE: &str = "mail.acknowledge";

/// Acknowledges tickets that a person's letter opened.
pub(crate) fn listener(texts: &'static Catalogue) -> Listener {
    let run = Run::inside(move |tx: &mut Tx<'_>, job: &Job| {
        let heard = job.event(tx)?;
        match heard.data::<TicketEvent>()? {
            TicketEvent::Opened { source: Source::Email, message, .. } => acknowledge(tx, texts, TicketId(heard.subject_id), message),
            _ => Ok(()),
        }
    });
    Listener { name: ACKNOWLEDGE, hears: &["ticket.opened"], run }
}

fn acknowledge(tx: &mut Tx<'_>, texts: &'static Catalogue, ticket: TicketId, message: MessageId) -> Result<()> {
    let Some(ticket) = read_ticket(tx, ticket)? else { return Ok(()) };
    let Some(address) = sender(tx, message)? else { return Ok(()) };
    let Some(person) = directory::person(tx, ticket.requester_id)?.filter(Person::is_active) else { return Ok(()) };
    if directory::person_by_email(tx, &address.email)?.is_none_or(|writer| writer.id != person.id) {
        // A colleague sent the letter on: whoever asked did not write to us, and the colleague knows.
        return Ok(());
    }
    let (budget, kind) = allowance(&person);
    let bucket = format!("acknowledgement {kind} {}", address.normalised());
    if is_nobody(&address) || !within(tx, &bucket, budget)? {
        return Ok(());
    }
    let say = say_to(texts, &person);
    let (subject, text) = if person.verified {
        let args = [("name", person.name.as_str().into()), ("ticket", ticket.id.0.into()), ("subject", ticket.subject.as_str().into())];
        (subject(&ticket), say.say_with("mail-acknowledgement", &args).into_owned())
    } else {
        let said = |key| say.say1(key, "ticket", ticket.id.0).into_owned();
        (said("mail-acknowledgement-plain-subject"), said("mail-acknowledgement-plain"))
    };
    let to = if person.verified { Address::named(person.name.clone(), address.email) } else { Address::new(address.email) };
    let letter = Post {
        kind: Kind::Acknowledgement,
        occasion: format!("acknowledgement {}", ticket.id),
        mailbox: mailbox_of(tx, &ticket)?.map(|m| m.id),
        from_name: None,
        to: vec![to],
        cc: Vec::new(),
        person: Some(person.id),
        subject,
        text,
        html: None,
        voice: Voice::Replying,
        ticket: Some(ticket.id),
        message: None,
        enclosures: Vec::new(),
    };
    post(tx, &reader(), &letter).map(drop)
}

fn allowance(person: &Person) -> (Budget, &'static str) {
    if person.verified { (ACKNOWLEDGE_KNOWN, "known") } else { (ACKNOWLEDGE_UNVERIFIED, "unverified") }
}

/// The address the opening letter came from; `None` when a program wrote it.
fn sender(conn: &Conn, message: MessageId) -> Result<Option<Address>> {
    let sql = "SELECT from_email FROM letters WHERE message_id = $1 AND automatic IS NULL AND decided_by IS NULL AND old = 0";
    Ok(conn.first::<(String,)>(sql, params![message])?.map(|(email,)| Address::new(email)))
}
