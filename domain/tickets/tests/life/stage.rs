//! What the stories share: a desk, a ticket of Rita's, and a look at it.

use db::{Wiring, params};
use outcome::Result;
use people::Actor;
use testkit::{Cast, Desk};
use tickets::{Message, MessageId, Open, RELEASE, Replied, Reply, Ticket, TicketId, open, release_job, reply, ticket};

/// A desk whose held messages go out.
pub fn cast() -> Cast {
    Desk::with(Wiring { listeners: vec![], jobs: vec![(RELEASE, release_job())] }).with_people()
}

pub fn opened(cast: &Cast, actor: &Actor, input: Open) -> Result<TicketId> {
    let actor = actor.clone();
    cast.write(move |tx| open(tx, &actor, &input)).map(|o| o.ticket)
}

/// What Rita asks in most stories.
pub fn request(cast: &Cast) -> Open {
    Open::new(cast.rita.person().unwrap(), "VPN drops", "Every *twenty* minutes, since Thursday.")
}

/// Rita asks through her pages.
pub fn asked(cast: &Cast) -> TicketId {
    opened(cast, &cast.rita, request(cast)).unwrap()
}

/// A ticket that lies with Payroll.
pub fn asked_payroll(cast: &Cast) -> TicketId {
    let id = asked(cast);
    let (lee, to) = (cast.lee.clone(), tickets::To::Team(cast.payroll));
    cast.write(move |tx| tickets::assign(tx, &lee, &tickets::Assign { ticket: id, to })).unwrap();
    id
}

pub fn said(cast: &Cast, actor: &Actor, input: Reply) -> Result<Replied> {
    let actor = actor.clone();
    cast.write(move |tx| reply(tx, &actor, &input))
}

/// The ticket as it stands.
pub fn now(cast: &Cast, id: TicketId) -> Ticket {
    let ada = Actor::system(people::Door::Inside);
    cast.read(move |conn| ticket(conn, &ada, id)).map(|t| (*t).clone()).unwrap()
}

pub fn message(cast: &Cast, id: MessageId) -> Message {
    let sql = format!("SELECT {} FROM messages m WHERE m.id = $1", Message::columns("m"));
    cast.read(move |conn| conn.one(&sql, params![id])).unwrap()
}

/// The counters say what counting says. Every story may end with this.
pub fn counters_hold(cast: &Cast) {
    let sql = "SELECT status, COALESCE(team_id, 0), COALESCE(assignee_id, 0), COUNT(*) FROM tickets GROUP BY 1, 2, 3 ORDER BY 1, 2, 3";
    let counted: Vec<(String, i64, i64, i64)> = cast.read(move |conn| conn.all(sql, params![])).unwrap();
    let sql = "SELECT status, team_id, assignee_id, tickets FROM ticket_counts WHERE tickets <> 0 ORDER BY 1, 2, 3";
    let kept: Vec<(String, i64, i64, i64)> = cast.read(move |conn| conn.all(sql, params![])).unwrap();
    assert_eq!(kept, counted);
}
