//! Letters as they really come in: an answer above a quote, an invitation, a mailbox that is full, and three that wait for a person.

use ::people::{Actor, Door};
use db::{Conn, DAY_MS, Db, MINUTE_MS, Moment};
use email::Address;
use files::Store;
use mail::{Kind, PAGE_MAX};
use mailroom::{Envelope, Mailroom};
use outcome::Result;
use tickets::{Status, TicketId};

use super::MAILBOX;

/// Minutes between two letters.
const APART: i64 = 17;
/// Lines of our answer that are quoted.
const QUOTED_LINES: usize = 12;

/// An answer of ours that a letter comes back on.
struct Answered {
    rfc_message_id: String,
    to: Address,
    subject: String,
    text: String,
}

/// Takes the letters in, the last of them a few minutes before `now`.
///
/// # Errors
/// When one could not be kept.
pub fn arrive(db: &Db, files: &Store, now: Moment) -> Result<()> {
    let answered = db.read_now(answered)?;
    let letters = written(&answered, now);
    let room = Mailroom::new(db.clone(), files.clone());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(anyhow::Error::from)?;
    let count = i64::try_from(letters.len()).unwrap_or_default();
    for (n, (sender, raw)) in (0_i64..).zip(letters) {
        db.clock().set(now.plus_ms((n - count) * APART * MINUTE_MS));
        let envelope = Envelope { from: Some(sender), to: Some(MAILBOX.to_owned()) };
        runtime.block_on(room.deliver(raw.into_bytes(), &envelope))?;
        runtime.block_on(db::drain(db))?;
    }
    Ok(())
}

/// Our newest answers on tickets that are still moving, one of each ticket and each person.
fn answered(conn: &Conn) -> Result<Vec<Answered>> {
    let system = Actor::system(Door::Inside);
    let mut found: Vec<(TicketId, Answered)> = Vec::new();
    for entry in mail::outbox(conn, &system, None, None, PAGE_MAX)?.into_iter().filter(|entry| entry.kind == Kind::Answer) {
        let Some(ticket) = entry.ticket_id else { continue };
        let letter = mail::outbox_letter(conn, &system, entry.id)?;
        let (Some(rfc_message_id), Some(to)) = (letter.row.rfc_message_id, letter.to.into_iter().next()) else { continue };
        let moving = !matches!(tickets::ticket(conn, &system, ticket)?.status, Status::Resolved | Status::Closed);
        if moving && found.iter().all(|(known, other)| *known != ticket && other.to.email != to.email) {
            found.push((ticket, Answered { rfc_message_id, to, subject: letter.row.subject, text: letter.text }));
        }
    }
    Ok(found.into_iter().map(|(_, answered)| answered).collect())
}

/// Envelope sender and letter, in the order of arrival: those that wait come first.
fn written(answered: &[Answered], now: Moment) -> Vec<(String, String)> {
    let mut letters = vec![
        (
            "noreply@parcels.example".to_owned(),
            letter(
                "Parcel Service <noreply@parcels.example>",
                "Automatic reply: your collection on Friday",
                "check-1",
                "",
                "Our office is closed this week. We answer your message when we are back.\n",
            ),
        ),
        (
            "t.brandt@demo.localhost".to_owned(),
            letter("Tom Brandt <t.brandt@demo.localhost>", "Please call me about the gate printer", "check-2", "", ""),
        ),
    ];
    let mut answered = answered.iter();
    if let Some(of) = answered.next() {
        letters.push((of.to.email.clone(), letter(&from(of), &of.subject, "answer-1", &ties(of), &above_a_quote(of, now))));
        // It answers the requester's letter, not ours, so that it carries no token of ours.
        let body =
            "I am in copy on this and have the same trouble at our depot. Could you look at ours too?\n\nMark Ellery\nEllery Freight\n";
        let theirs = "In-Reply-To: <answer-1@letters.demo.localhost>\n";
        letters.push((
            "mark@ellery-freight.example".to_owned(),
            letter("Mark Ellery <mark@ellery-freight.example>", &of.subject, "check-3", theirs, body),
        ));
    }
    if let Some(of) = answered.next() {
        letters.push((
            of.to.email.clone(),
            letter(
                &from(of),
                &of.subject,
                "answer-2",
                &format!("{}Content-Type: multipart/mixed; boundary=\"part\"\n", ties(of)),
                &invitation(of, now),
            ),
        ));
    }
    if let Some(of) = answered.next() {
        letters.push((String::new(), full_mailbox(of)));
    }
    if let Some(of) = answered.next() {
        let fields = format!("{}Content-Type: text/html; charset=utf-8\n", ties(of));
        letters.push((of.to.email.clone(), letter(&from(of), &of.subject, "answer-3", &fields, &illustrated(of))));
    }
    letters
}

fn letter(from: &str, subject: &str, id: &str, fields: &str, body: &str) -> String {
    let content = if fields.contains("Content-Type") { "" } else { "Content-Type: text/plain; charset=utf-8\n" };
    format!(
        "From: {from}\nTo: {MAILBOX}\nSubject: {subject}\nMessage-ID: <{id}@letters.demo.localhost>\nMIME-Version: 1.0\n{fields}{content}\n{body}"
    )
}

fn from(of: &Answered) -> String {
    format!("\"{}\" <{}>", of.to.name.as_deref().unwrap_or_default(), of.to.email)
}

fn ties(of: &Answered) -> String {
    format!("In-Reply-To: <{id}>\nReferences: <{id}>\n", id = of.rfc_message_id)
}

fn above_a_quote(of: &Answered, now: Moment) -> String {
    let name = of.to.name.as_deref().unwrap_or_default();
    let quote: Vec<String> = of.text.lines().take(QUOTED_LINES).map(|line| format!("> {line}")).collect();
    format!(
        "Thank you. It held for an hour and then came back, twice this morning.\nI am at my desk until four, if you want to see it.\n\n-- \n{name}\nHarbour & Pine, extension 2231\n\nOn {}, Harbour & Pine IT <{MAILBOX}> wrote:\n{}\n",
        told(now.plus_ms(-2 * DAY_MS), "%-d %B %Y at 10:00"),
        quote.join("\n")
    )
}

/// An answer whose signature has its pictures elsewhere, as many do.
fn illustrated(of: &Answered) -> String {
    let name = of.to.name.as_deref().unwrap_or_default();
    format!(
        "<p>That worked, thank you. One more thing: the second screen is <b>still dark</b> after lunch, every day.</p>\n\
         <table><tr><td><img src=\"https://cdn.signatures.example/harbour-pine/logo.png?u=4711\" alt=\"Harbour &amp; Pine\" width=\"120\" \
         height=\"40\"></td><td>{name}<br>Harbour &amp; Pine, extension 2214</td></tr></table>\n\
         <p><img src=\"https://news.signatures.example/banner-autumn.jpg\" alt=\"Open day on 4 December\" width=\"600\" height=\"120\">\
         <img src=\"https://count.signatures.example/o.gif?m=8841\" width=\"1\" height=\"1\"></p>\n"
    )
}

/// Proposes half an hour of the day after tomorrow.
fn invitation(of: &Answered, now: Moment) -> String {
    let day = told(now.plus_ms(2 * DAY_MS), "%Y%m%d");
    format!(
        "--part\nContent-Type: text/plain; charset=utf-8\n\nShall we look at it together? I have sent you a time.\n\n--part\nContent-Type: text/calendar; charset=utf-8; method=REQUEST\n\nBEGIN:VCALENDAR\nVERSION:2.0\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:look-together@letters.demo.localhost\nDTSTAMP:{}\nDTSTART:{day}T093000Z\nDTEND:{day}T100000Z\nSUMMARY:Looking at it together\nLOCATION:Meeting room 2\nORGANIZER;CN=\"{}\":mailto:{}\nEND:VEVENT\nEND:VCALENDAR\n--part--\n",
        told(now, "%Y%m%dT%H%M%SZ"),
        of.to.name.as_deref().unwrap_or_default(),
        of.to.email
    )
}

/// A moment of universal time in another program's form.
fn told(at: Moment, form: &str) -> String {
    jiff::Timestamp::from_millisecond(at.0).unwrap_or_default().strftime(form).to_string()
}

fn full_mailbox(of: &Answered) -> String {
    let to = &of.to.email;
    let body = format!(
        "--report\nContent-Type: text/plain; charset=us-ascii\n\nI'm sorry to have to inform you that your message could not\nbe delivered to one or more recipients.\n\n<{to}>: host mx.demo.localhost said: 452 4.2.2 The mailbox is over its quota\n\n--report\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; relay.demo.localhost\n\nFinal-Recipient: rfc822; {to}\nAction: failed\nStatus: 4.2.2\nDiagnostic-Code: smtp; 452 4.2.2 The mailbox is over its quota\n\n--report\nContent-Type: text/rfc822-headers\n\nMessage-ID: <{}>\nTo: {to}\n\n--report--\n",
        of.rfc_message_id
    );
    letter(
        "Mail Delivery System <MAILER-DAEMON@relay.demo.localhost>",
        "Undelivered Mail Returned to Sender",
        "bounce-1",
        "Auto-Submitted: auto-replied\nContent-Type: multipart/report; report-type=delivery-status; boundary=\"report\"\n",
        &body,
    )
}
