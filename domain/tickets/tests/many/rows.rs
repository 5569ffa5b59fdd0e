//! Rows to read: people, teams and many tickets, written straight into the tables so that a thousand of them take no time.

use db::{Tx, Value, params};
use outcome::Result;
use people::{Actor, Door, OrganizationId, PersonId, Reach, Role, TeamId, Who};
use testkit::{Desk, MONDAY};
use text::plain::fold;
use tickets::TicketId;

/// Who acts in these tests.
pub struct Cast {
    pub desk: Desk,
    /// An agent of the open team.
    pub ann: Actor,
    /// A lead of the restricted team.
    pub lee: Actor,
    /// An administrator of no team.
    pub ada: Actor,
    /// A requester of Acme.
    pub rita: Actor,
    /// Another requester of Acme.
    pub ralf: Actor,
    pub open_team: TeamId,
    pub restricted: TeamId,
    pub acme: OrganizationId,
}

pub fn cast() -> Cast {
    let desk = Desk::new();
    let (acme, open_team, restricted, people) = desk
        .db
        .write_now(|tx| {
            let acme: OrganizationId =
                tx.insert("INSERT INTO organizations (name, name_key, created_at) VALUES ('Acme', 'acme', 0) RETURNING id", params![])?;
            let mut teams = Vec::new();
            for (name, visibility) in [("Leeds desk", "open"), ("Payroll", "restricted")] {
                let sql = "INSERT INTO teams (name, name_key, visibility, created_at) VALUES ($1, $2, $3, 0) RETURNING id";
                teams.push(tx.insert::<TeamId>(sql, params![name, fold(name), visibility])?);
            }
            let mut people = Vec::new();
            for (name, role) in [
                ("Ann Ash", "agent"),
                ("Lee Lund", "lead"),
                ("Ada Abel", "administrator"),
                ("Rita Roe", "requester"),
                ("Ralf Römer", "requester"),
            ] {
                let organization = (role == "requester").then_some(acme);
                let sql = "INSERT INTO people (name, name_key, role, organization_id, created_at) VALUES ($1, $2, $3, $4, 0) RETURNING id";
                let id: PersonId = tx.insert(sql, params![name, fold(name), role, organization])?;
                let email = format!("{}@example.test", fold(name).replace(' ', "."));
                tx.execute_one("INSERT INTO person_emails (email, person_id, is_primary) VALUES ($1, $2, 1)", params![email, id])?;
                people.push(id);
            }
            for (team, person) in [(teams[0], people[0]), (teams[1], people[1])] {
                tx.execute_one("INSERT INTO team_members (team_id, person_id) VALUES ($1, $2)", params![team, person])?;
            }
            Ok((acme, teams[0], teams[1], people))
        })
        .unwrap();
    let actor = |i: usize, role: Role, teams: Vec<TeamId>| Actor {
        who: Who::Person(people[i]),
        role,
        teams,
        organization: (role == Role::Requester).then_some(acme),
        sees_organization: false,
        door: if role == Role::Requester { Door::Portal } else { Door::Web },
        reach: Reach::Full,
        proved: false,
        caused_by: None,
    };
    Cast {
        ann: actor(0, Role::Agent, vec![open_team]),
        lee: actor(1, Role::Lead, vec![restricted]),
        ada: actor(2, Role::Administrator, Vec::new()),
        rita: actor(3, Role::Requester, Vec::new()),
        ralf: actor(4, Role::Requester, Vec::new()),
        desk,
        open_team,
        restricted,
        acme,
    }
}

/// Numbers that look drawn and are the same in every run.
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, sides: usize) -> usize {
        // Knuth's MMIX generator; its high bits are good enough for rows.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    pub fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.roll(from.len())].clone()
    }
}

/// Writes `count` tickets of all sorts, many of them equal in whatever lists sort by; counts them too.
pub fn many(cast: &Cast, count: usize, seed: u64) {
    let (open_team, restricted, acme) = (cast.open_team, cast.restricted, cast.acme);
    let staff = [None, cast.ann.person(), cast.lee.person()];
    let requesters = [cast.rita.person().unwrap(), cast.ralf.person().unwrap(), cast.ann.person().unwrap()];
    cast.desk
        .db
        .write_now(move |tx| {
            let mut dice = Dice(seed);
            for n in 0..count {
                let subject = format!("{} {}", dice.pick(&["VPN drops", "Printer jams", "äußerst langsam", "Zoom", "vpn"]), n % 7);
                let team = dice.pick(&[None, Some(open_team), Some(restricted)]);
                let status = dice.pick(&["new", "open", "waiting", "on_hold", "resolved", "closed"]);
                let organization = dice.pick(&[None, Some(acme)]);
                let at = MONDAY.plus_ms(i64::try_from(dice.roll(20)).unwrap() * 60_000);
                let side = dice.pick(&["requester", "staff"]);
                let (assignee, requester, priority) = (dice.pick(&staff), dice.pick(&requesters), i64::try_from(dice.roll(4)).unwrap() + 1);
                ticket(tx, &subject, status, team, assignee, requester, organization, priority, at.0, side)?;
            }
            recount(tx)
        })
        .unwrap();
}

#[expect(clippy::too_many_arguments, reason = "a row")]
pub fn ticket(
    tx: &mut Tx<'_>,
    subject: &str,
    status: &str,
    team: Option<TeamId>,
    assignee: Option<PersonId>,
    requester: PersonId,
    organization: Option<OrganizationId>,
    priority: i64,
    at: i64,
    side: &str,
) -> Result<TicketId> {
    let resolved_at = matches!(status, "resolved" | "closed").then_some(at);
    tx.insert(
        "INSERT INTO tickets (kind, subject, status, status_since, impact, urgency, priority, team_id, assignee_id, requester_id, organization_id, \
         source, opened_at, updated_at, last_message_at, last_message_side, resolved_at) \
         VALUES ('incident', $1, $2, $3, 'medium', 'medium', $4, $5, $6, $7, $8, 'portal', $3, $3, $3, $9, $10) RETURNING id",
        params![subject, status, at, priority, team, assignee, requester, organization, side, resolved_at],
    )
}

/// Counts what `many` wrote past the door of changes.
fn recount(tx: &mut Tx<'_>) -> Result<()> {
    tx.execute("DELETE FROM ticket_counts", params![])?;
    tx.execute(
        "INSERT INTO ticket_counts (status, team_id, assignee_id, tickets) \
         SELECT status, COALESCE(team_id, 0), COALESCE(assignee_id, 0), COUNT(*) FROM tickets GROUP BY 1, 2, 3",
        params![],
    )?;
    Ok(())
}

/// Numbers that a statement finds, in its order.
pub fn ids(cast: &Cast, sql: &'static str, params: Vec<Value>) -> Vec<i64> {
    cast.desk.db.read_now(move |conn| conn.all::<(i64,)>(sql, &params)).unwrap().into_iter().map(|(id,)| id).collect()
}

/// Opens a ticket of Rita's through the front door.
pub fn open(cast: &Cast, subject: &str, body: &str) -> TicketId {
    open_for(cast, &cast.rita, subject, body)
}

/// Opens a ticket of this person's own.
pub fn open_for(cast: &Cast, actor: &Actor, subject: &str, body: &str) -> TicketId {
    let (actor, open) = (actor.clone(), tickets::Open::new(actor.person().unwrap(), subject, body));
    cast.desk.pass_ms(1_000);
    cast.desk.db.write_now(move |tx| tickets::open(tx, &actor, &open)).unwrap().ticket
}

/// Writes a public reply; to what ticket it went.
pub fn answer(cast: &Cast, actor: &Actor, ticket: TicketId, body: &str) -> TicketId {
    let (actor, reply) = (actor.clone(), tickets::Reply::public(ticket, body));
    cast.desk.pass_ms(1_000);
    cast.desk.db.write_now(move |tx| tickets::reply(tx, &actor, &reply)).unwrap().ticket
}

/// Writes an internal note.
pub fn note(cast: &Cast, actor: &Actor, ticket: TicketId, body: &str) {
    let (actor, reply) = (actor.clone(), tickets::Reply::note(ticket, body));
    cast.desk.pass_ms(1_000);
    cast.desk.db.write_now(move |tx| tickets::reply(tx, &actor, &reply)).unwrap();
}

/// Runs a command as somebody.
pub fn act<T: Send + 'static>(cast: &Cast, actor: &Actor, deed: impl Fn(&mut Tx<'_>, &Actor) -> Result<T> + Send + 'static) -> Result<T> {
    let actor = actor.clone();
    cast.desk.db.write_now(move |tx| deed(tx, &actor))
}

/// Asks a question as somebody.
pub fn ask<T: Send + 'static>(cast: &Cast, actor: &Actor, question: impl Fn(&db::Conn, &Actor) -> Result<T> + Send + 'static) -> Result<T> {
    let actor = actor.clone();
    cast.desk.db.read_now(move |conn| question(conn, &actor))
}

/// The ticket as the desk sees it.
pub fn ticket_of(cast: &Cast, id: TicketId) -> tickets::Ticket {
    ask(cast, &cast.lee, move |conn, actor| Ok(tickets::Ticket::clone(&*tickets::policy::look(conn, actor, id)?))).unwrap()
}

/// The key of the sentence that a deed was refused with.
pub fn refusal<T: std::fmt::Debug>(outcome: Result<T>) -> &'static str {
    match outcome {
        Err(outcome::Error::Refused(outcome::Refusal::Invalid(fields))) => fields[0].says.key,
        Err(outcome::Error::Refused(outcome::Refusal::Conflict(says))) => says.key,
        Err(outcome::Error::Refused(outcome::Refusal::NotAllowed(action))) => action,
        Err(outcome::Error::Refused(outcome::Refusal::NotFound)) => "not-found",
        other => panic!("not refused: {other:?}"),
    }
}

/// The counters are what a recount finds.
pub fn counters_hold(cast: &Cast) {
    let counted = "SELECT COUNT(*) FROM (SELECT status, COALESCE(team_id, 0) AS team, COALESCE(assignee_id, 0) AS who, COUNT(*) AS n \
                   FROM tickets GROUP BY 1, 2, 3) r FULL JOIN (SELECT * FROM ticket_counts WHERE tickets <> 0) c \
                   ON c.status = r.status AND c.team_id = r.team AND c.assignee_id = r.who AND c.tickets = r.n \
                   WHERE r.n IS NULL OR c.tickets IS NULL";
    assert_eq!(ids(cast, counted, Vec::new()), [0], "the counters differ from a recount");
}
