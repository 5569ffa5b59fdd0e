//! What history says about a ticket, on whichever engine the run is for.

mod alike;
mod by_rule;
mod history;
mod policy;

use std::ops::Deref;

use db::Wiring;
use outcome::Result;
use people::{Actor, Door};
use testkit::{Cast, Desk};
use tickets::{AddCategory, CategoryId, Open, TicketId};

/// A desk with a history: printers belong to First line, networks to Network.
pub struct History {
    cast: Cast,
    printing: CategoryId,
    network: CategoryId,
}

impl Deref for History {
    type Target = Cast;
    fn deref(&self) -> &Cast {
        &self.cast
    }
}

/// What people write about each of the two.
const PRINTING: [&str; 4] =
    ["The printer jams again", "Der Drucker druckt nicht", "Toner is empty in the copier", "Print queue is stuck on the floor printer"];
const NETWORK: [&str; 4] =
    ["VPN drops every hour", "Kein WLAN im Besprechungsraum", "No network at my desk", "VPN asks for the password again"];

/// Tickets of each of the two.
const EACH: usize = 24;

impl History {
    /// A desk that has had tickets and has learned from nothing yet.
    fn new() -> Self {
        let wiring = Wiring { listeners: triage::listeners(), jobs: triage::jobs() };
        let cast = Desk::with(wiring).with_people();
        let (printing, network) = (category(&cast, "Printing"), category(&cast, "Network"));
        let history = Self { cast, printing, network };
        for n in 0..EACH {
            history.solved(&format!("{} {n}", PRINTING[n % 4]), "Please help, thank you.", printing);
            history.solved(&format!("{} {n}", NETWORK[n % 4]), "Please help, thank you.", network);
        }
        history
    }

    /// The same, after a night.
    fn learned() -> Self {
        let history = Self::new();
        history.night();
        history
    }

    /// The timer rings and the lessons are done.
    fn night(&self) {
        self.pass_ms(triage::LEARNED_FOR_MS);
        self.write(triage::learn_when_due).expect("a promise");
        self.keep_promises();
    }

    /// Somebody asks; nobody has looked at it yet.
    fn asked(&self, subject: &str, body: &str) -> TicketId {
        let (rita, open) = (self.rita.clone(), Open::new(self.rita.person().expect("a person"), subject, body));
        self.write(move |tx| Ok(tickets::open(tx, &rita, &open)?.ticket)).expect("a ticket")
    }

    /// A ticket that was put under a category, tagged, given to somebody and resolved.
    fn solved(&self, subject: &str, body: &str, category: CategoryId) -> TicketId {
        let printing = category == self.printing;
        let (person, team) = if printing { (&self.ann, self.first_line) } else { (&self.ben, self.network_team()) };
        let tag = if printing { "printer" } else { "vpn" };
        let open = Open {
            category: Some(category),
            team: Some(team),
            assignee: person.person(),
            tags: vec![tag.to_owned()],
            ..Open::new(self.rita.person().expect("a person"), subject, body)
        };
        let actor = person.clone();
        self.write(move |tx| {
            let ticket = tickets::open(tx, &actor, &open)?.ticket;
            tickets::resolve(tx, &actor, ticket)?;
            Ok(ticket)
        })
        .expect("a resolved ticket")
    }

    fn network_team(&self) -> people::TeamId {
        self.cast.network
    }

    fn proposals(&self, actor: &Actor, ticket: TicketId) -> Result<triage::Proposals> {
        let actor = actor.clone();
        self.read(move |conn| triage::proposals(conn, &actor, ticket))
    }
}

fn category(cast: &Cast, name: &str) -> CategoryId {
    let add = AddCategory { parent: None, name: name.to_owned(), team: None };
    cast.write(move |tx| Ok(tickets::add_category(tx, &Actor::system(Door::Command), &add)?.id)).expect("a category")
}
