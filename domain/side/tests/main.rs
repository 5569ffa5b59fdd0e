//! Side conversations, on whichever engine the run is for.

mod forgetting;
mod standing;

use email::Address;
use people::{Actor, Door};
use side::{Begin, ConversationId, Sheet, Written};
use testkit::Office;
use tickets::{Open, Reply, TicketId};

/// Whom the desk writes to.
const VENDOR: &str = "anna@vendor.example";

/// A ticket of Rita's that came by letter and that Ann has, with a note nobody outside may read.
fn ticket(office: &Office) -> TicketId {
    let raw = "From: Rita Roe <rita@desk.example>\nTo: support@desk.example\nSubject: VPN drops\nMessage-ID: <vpn@rita>\n\n\
               It drops while I write to my lawyer.\n";
    let ticket = office.deliver(raw).ticket.expect("a ticket");
    let ann = office.ann.clone();
    office
        .write(move |tx| {
            tickets::reply(tx, &ann, &Reply::public(ticket, "We look into it, Rita."))?;
            tickets::reply(tx, &ann, &Reply::note(ticket, "She is difficult: handle with care."))
        })
        .expect("answered and noted");
    office.keep_promises();
    ticket
}

fn begin_of(ticket: TicketId) -> Begin {
    Begin {
        ticket,
        to: vec![Address::named("Anna Berg", VENDOR)],
        subject: "Gateway firmware 7.2 drops tunnels".to_owned(),
        body: "Do you know of **drops** after 20 minutes?".to_owned(),
        files: Vec::new(),
        key: None,
    }
}

/// Ann writes to the vendor; every promise is kept.
fn begun(office: &Office, ticket: TicketId) -> Written {
    let ann = office.ann.clone();
    let written = office.write(move |tx| side::begin(tx, &ann, &begin_of(ticket))).expect("begun");
    office.keep_promises();
    written
}

fn sheet(office: &Office, id: ConversationId) -> Sheet {
    let system = Actor::system(Door::Inside);
    office.read(move |conn| side::conversation(conn, &system, id)).expect("the conversation")
}

/// The signed address that the last side letter asks answers to go to.
fn way_back(office: &Office) -> String {
    let sent = office.outbox().into_iter().rfind(|sent| sent.row.kind.as_str() == "side").expect("a side letter");
    office.as_it_left(sent.row.id).reply_to[0].email.clone()
}

/// A letter from somebody to `to`, with more header lines.
fn answer_from(from: &str, to: &str, more: &str, text: &str) -> String {
    format!("From: {from}\nTo: {to}\nSubject: AW: Gateway\n{more}\n\n{text}\n")
}

/// A ticket of Rita's opened at the desk.
fn opened(office: &Office) -> TicketId {
    let (rita, ann) = (office.rita.person().expect("a person"), office.ann.clone());
    office.write(move |tx| tickets::open(tx, &ann, &Open::new(rita, "Screen", "It flickers."))).expect("a ticket").ticket
}
