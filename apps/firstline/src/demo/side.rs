//! Whom the demo's desk asks beside its tickets: a maker who has answered, a courier who has not, a landlord with whom it is settled.

use ::people::{Actor, Door, PersonId, directory};
use ::side::{Begin, ConversationId, Written};
use db::{DAY_MS, Db, HOUR_MS, MINUTE_MS, Moment};
use email::Address;
use files::Store;
use mail::{Kind, PAGE_MAX};
use mailroom::{Envelope, Mailroom};
use outcome::{Refusal, Result};
use tickets::{Browse, BrowseFrom, By, Status, TicketId, Which};

use super::people::Cast;

/// One of them: whose ticket is looked for by which filter, who is asked what, and what comes back how much later.
struct Talk {
    filter: &'static str,
    by: usize,
    to: (&'static str, &'static str),
    subject: &'static str,
    asks: &'static str,
    before: i64,
    answers: Option<(&'static str, i64)>,
    thanks: Option<&'static str>,
}

const TALKS: [Talk; 3] = [
    Talk {
        filter: "tag:vpn status:open",
        by: 0,
        to: ("Jonas Feld", "support@gatewaymakers.example"),
        subject: "Client 5.1.4 drops after 20 minutes",
        asks: "Hello Jonas,\n\nsince client **5.1.4** our laptops lose the tunnel after about twenty minutes, on wireless networks more often. \
               5.1.3 does not.\n\n- Is this known?\n- Is there a date for 5.1.6?\n",
        before: 3 * DAY_MS,
        answers: Some((
            "Hi Priya,\n\nyes, we have it as GM-20417: the client renews its address too early. 5.1.6 is due on the 4th of December; until then \
             5.1.3 is the way to go. I can send you a build to try if you like.\n\nJonas Feld\nGateway Makers, second line\n",
            5 * HOUR_MS,
        )),
        thanks: None,
    },
    Talk {
        filter: "tag:printer status:open",
        by: 1,
        to: ("", "service@copyhouse.example"),
        subject: "Contract 88-1207: fuser for the fourth floor",
        asks: "Hello,\n\nthe colour printer on our fourth floor (serial CH-4F-0091) smears on every second page; cleaning did not help. \
               Could you send somebody with a new fuser this week? The floor is open from 08:00 to 17:00.\n",
        before: 26 * HOUR_MS,
        answers: None,
        thanks: None,
    },
    Talk {
        filter: "status:open,waiting -tag:vpn -tag:printer",
        by: 0,
        to: ("Harbour House Facilities", "desk@harbourhouse.example"),
        subject: "Access to the comms room on Saturday",
        asks: "Hello,\n\nwe need the comms room on the ground floor open on Saturday from 09:00 to 11:00. Two people, names to follow.\n",
        before: 6 * DAY_MS,
        answers: Some((
            "Good morning,\n\nnoted, the guard has the key from 08:30. Please sign in at the gate.\n\nHarbour House Facilities\n",
            3 * HOUR_MS,
        )),
        thanks: Some("Thank you, that is all we need."),
    },
];

/// Plays them, each at its time before `now`.
///
/// # Errors
/// When a command refuses or fails.
pub fn talk(db: &Db, files: &Store, cast: &Cast, now: Moment) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(anyhow::Error::from)?;
    let keep = || runtime.block_on(db::drain(db));
    let room = Mailroom::new(db.clone(), files.clone());
    let mut used: Vec<TicketId> = Vec::new();
    for talk in &TALKS {
        let (by, asked) = (cast.specialists[talk.by].id, now.plus_ms(-talk.before));
        db.clock().set(asked);
        let Some(ticket) = ticket(db, talk.filter, asked, &used)? else { continue };
        used.push(ticket);
        let began = begin(db, by, ticket, talk)?;
        keep()?;
        if let Some((says, after)) = talk.answers {
            db.clock().set(asked.plus_ms(after));
            let to = way_back(db, files, talk.subject)?;
            let (name, address) = talk.to;
            let letter = format!(
                "From: {name} <{address}>\nTo: {to}\nSubject: Re: {}\nMessage-ID: <{}@letters.example>\nMIME-Version: 1.0\n\
                 Content-Type: text/plain; charset=utf-8\n\n{says}",
                talk.subject, began.message
            );
            let envelope = Envelope { from: Some(address.to_owned()), to: Some(to) };
            runtime.block_on(room.deliver(letter.into_bytes(), &envelope))?;
            keep()?;
        }
        if let Some(thanks) = talk.thanks {
            db.clock().set(asked.plus_ms(talk.answers.map_or(0, |(_, after)| after) + 40 * MINUTE_MS));
            settle(db, by, began.conversation, thanks)?;
            keep()?;
        }
    }
    db.clock().set(now);
    Ok(())
}

/// The newest ticket of a filter that was there then, and beside which nobody was asked yet.
fn ticket(db: &Db, filter: &'static str, then: Moment, used: &[TicketId]) -> Result<Option<TicketId>> {
    let used = used.to_vec();
    db.read_now(move |conn| {
        let which = Which::Filter(filter.to_owned());
        let browse = Browse { which, by: By::Number, descending: true, from: BrowseFrom::Start, limit: 50 };
        let found = tickets::browse(conn, &Actor::system(Door::Command), &browse)?.tickets.into_iter().map(|(_, ticket)| ticket);
        let there = |t: &tickets::Ticket| t.opened_at < then && t.status != Status::Closed && !used.contains(&t.id);
        Ok(found.into_iter().find(there).map(|ticket| ticket.id))
    })
}

fn begin(db: &Db, by: PersonId, ticket: TicketId, talk: &'static Talk) -> Result<Written> {
    let (name, address) = talk.to;
    db.write_now(move |tx| {
        let by = directory::actor_of(tx, by, Door::Web)?.ok_or(Refusal::NotFound)?;
        let to = vec![Address { name: Some(name.to_owned()).filter(|name| !name.is_empty()), email: address.to_owned() }];
        let (subject, body) = (talk.subject.to_owned(), talk.asks.to_owned());
        ::side::begin(tx, &by, &Begin { ticket, to, subject, body, files: Vec::new(), key: None })
    })
}

fn settle(db: &Db, by: PersonId, conversation: ConversationId, thanks: &'static str) -> Result<()> {
    db.write_now(move |tx| {
        let by = directory::actor_of(tx, by, Door::Web)?.ok_or(Refusal::NotFound)?;
        let write = ::side::Write { conversation, also: Vec::new(), body: thanks.to_owned(), files: Vec::new(), key: None };
        ::side::write_on(tx, &by, &write)?;
        ::side::close(tx, &by, conversation).map(drop)
    })
}

/// Where the last letter under a subject asks answers to go.
fn way_back(db: &Db, files: &Store, subject: &'static str) -> Result<String> {
    let raw = db.read_now(move |conn| {
        let system = Actor::system(Door::Command);
        let entries = mail::outbox(conn, &system, None, None, PAGE_MAX)?;
        let sent = entries.iter().find(|entry| entry.kind == Kind::Side && entry.subject == subject).ok_or(Refusal::NotFound)?;
        Ok(mail::outbox_letter(conn, &system, sent.id)?.row.raw.ok_or(Refusal::NotFound)?)
    })?;
    let letter = email::Letter::parse(&files.get_now(&raw)?);
    Ok(letter.reply_to.first().ok_or(Refusal::NotFound)?.email.clone())
}
