//! A desk with a rota of Ann, then Ben, and a ticket of theirs.

use db::{MINUTE_MS, Wiring};
use jiff::civil::{date, time};
use paging::{Begin, PageId, Pages, State};
use people::{Actor, PersonId};
use rota::{Call, Called, Layer, Plan, RotaId, RotaInput, add_rota};
use sla::Whom;
use testkit::{Cast, Desk};
use tickets::{Assign, Open, TicketId, To};

/// The desk, the rota and the ticket.
pub struct Stage {
    pub cast: Cast,
    pub rota: RotaId,
    pub ticket: TicketId,
}

pub fn id(actor: &Actor) -> PersonId {
    actor.person().unwrap()
}

pub fn stage() -> Stage {
    let cast = Desk::with(Wiring { listeners: paging::listeners(), jobs: Vec::new() }).with_people();
    let layer = Layer {
        name: "Week".into(),
        people: vec![id(&cast.ann), id(&cast.ben)],
        first: date(2026, 11, 23),
        at: time(9, 0, 0, 0),
        days: 7,
        hours: None,
    };
    let calls = [(Called::OnDuty, 10), (Called::Next, 5), (Called::Leads, 15)].map(|(whom, minutes)| Call { whom, minutes }).to_vec();
    let plan = Plan { zone: "UTC".into(), layers: vec![layer], days: Vec::new(), calls, rounds: 1 };
    let (lee, rita, team) = (cast.lee.clone(), cast.rita.clone(), cast.network);
    let (rota, ticket) = cast
        .write(move |tx| {
            let rota = add_rota(tx, &lee, &RotaInput { name: "Network on call".into(), team: Some(team), plan: plan.clone() })?.id;
            let ticket =
                tickets::open(tx, &rita, &Open::new(rita.person().unwrap(), "The whole site is offline", "Nothing works."))?.ticket;
            tickets::assign(tx, &lee, &Assign { ticket, to: To::Team(team) })?;
            Ok((rota, ticket))
        })
        .unwrap();
    cast.keep_promises();
    Stage { cast, rota, ticket }
}

impl Stage {
    pub fn begin(&self, cause: &str) -> outcome::Result<PageId> {
        let (ben, whom) = (self.cast.ben.clone(), Whom::Rota(self.rota.0));
        let begin = Begin { ticket: self.ticket, whom, cause: cause.to_owned() };
        self.cast.write(move |tx| paging::page(tx, &ben, &begin))
    }

    pub fn acknowledge(&self, who: &Actor, page: PageId) -> outcome::Result<paging::Page> {
        let who = who.clone();
        self.cast.write(move |tx| paging::acknowledge(tx, &who, page))
    }

    /// Lets minutes pass, and the timer run.
    pub fn pass(&self, minutes: i64) -> usize {
        self.cast.pass_ms(minutes * MINUTE_MS);
        self.cast.write(paging::ring_pages).unwrap()
    }

    pub fn pages(&self) -> Pages {
        let (lee, ticket) = (self.cast.lee.clone(), self.ticket);
        self.cast.read(move |conn| paging::pages_of(conn, &lee, ticket)).unwrap()
    }

    pub fn state(&self) -> State {
        self.pages().pages[0].state
    }

    /// Who was called by which step.
    pub fn called(&self) -> Vec<(i64, Option<String>)> {
        self.pages().calls.into_iter().map(|call| (call.step, call.name)).collect()
    }

    pub fn away(&self, who: &Actor) {
        let (lee, person) = (self.cast.lee.clone(), id(who));
        let from = self.cast.db.clock().now();
        let input = rota::AbsenceInput { person, from, to: from.plus_ms(db::DAY_MS), reason: String::new(), cover: None };
        self.cast.write(move |tx| rota::add_absence(tx, &lee, &input)).unwrap();
    }
}
