//! A change is planned, and its plan changes. What was approved is approved only as it was.

use std::collections::BTreeSet;

use db::{Moment, Tx, params};
use outcome::{Check, Error, Result, Sentence};
use people::{Actor, Door, PersonId, directory};
use tickets::TicketId;

use crate::change::{Change, ChangeId, Risk, State, of};
use crate::event::{ChangeEvent, Happening};
use crate::limits::{APPROVERS_MAX, NAME_CHARS_MAX, TEXT_CHARS_MAX, TICKETS_MAX, WINDOW_MS_MAX};
use crate::policy::{self, Action};

/// A change as it should be.
#[derive(Debug, Clone)]
pub struct ChangeInput {
    /// What it is, in a line.
    pub name: String,
    /// Why it is done, and whom it touches.
    pub about: String,
    /// How bad it can get.
    pub risk: Risk,
    /// What is done, step by step.
    pub plan: String,
    /// How to get back when it goes wrong.
    pub back_out: String,
    /// Who does it.
    pub owner: PersonId,
    /// When its window begins.
    pub starts_at: Moment,
    /// When it ends.
    pub ends_at: Moment,
    /// The number of the problem it is to fix.
    pub problem: Option<i64>,
    /// Tickets that have to do with it.
    pub tickets: Vec<TicketId>,
    /// Who is asked to approve it.
    pub approvers: Vec<PersonId>,
}

/// Plans a change. One of low risk that asks nobody is approved at once; any other asks somebody beside its owner.
///
/// # Errors
/// `NotAllowed`; `Invalid`; `NotFound` for a ticket the actor may not see.
pub fn plan_change(tx: &mut Tx<'_>, actor: &Actor, input: &ChangeInput) -> Result<Change> {
    policy::permit(actor, false, Action::Plan)?;
    check(tx, input)?;
    let (now, state) = (tx.now(), first_state(input));
    let sql = "INSERT INTO changes (name, about, risk, plan, back_out, state, owner_id, starts_at, ends_at, problem_id, outcome, \
               opened_at, updated_at) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,'',$11,$11) RETURNING id";
    let [name, about, plan, back_out] = texts(input);
    let values = params![name, about, input.risk, plan, back_out, state, input.owner, input.starts_at, input.ends_at, input.problem, now];
    let change: ChangeId = tx.insert(sql, values)?;
    tx.record(actor, &ChangeEvent { change, what: &Happening::Planned })?;
    put_tickets(tx, actor, change, &input.tickets)?;
    ask(tx, actor, change, &input.approvers)?;
    of(tx, change, "")
}

/// Changes a plan that has not begun. When risk, plan, way back or window change, everybody is asked again.
///
/// # Errors
/// `NotFound`, `NotAllowed`, `Invalid`; `Conflict` when it has begun or is over.
pub fn edit_change(tx: &mut Tx<'_>, actor: &Actor, id: ChangeId, input: &ChangeInput) -> Result<Change> {
    policy::permit(actor, false, Action::Plan)?;
    let was = of(tx, id, &tx.locking("c"))?;
    if !matches!(was.state, State::Planned | State::Approved) {
        return Err(Error::conflict("change-begun"));
    }
    check(tx, input)?;
    let [name, about, plan, back_out] = texts(input);
    let shifted = (was.starts_at, was.ends_at) != (input.starts_at, input.ends_at);
    let other_words = plan != was.plan || back_out != was.back_out;
    let asked: Vec<(PersonId,)> = tx.all("SELECT person_id FROM change_approvals WHERE change_id = $1", params![id])?;
    let asked: BTreeSet<PersonId> = asked.into_iter().map(|(person,)| person).collect();
    let wanted: BTreeSet<PersonId> = input.approvers.iter().copied().collect();
    let anew = shifted || other_words || input.risk != was.risk || asked != wanted;
    let state = if anew { first_state(input) } else { was.state };
    let now = tx.now();
    tx.execute_one(
        "UPDATE changes SET name = $2, about = $3, risk = $4, plan = $5, back_out = $6, state = $7, owner_id = $8, starts_at = $9, \
         ends_at = $10, problem_id = $11, updated_at = $12 WHERE id = $1",
        params![id, name, about, input.risk, plan, back_out, state, input.owner, input.starts_at, input.ends_at, input.problem, now],
    )?;
    if other_words {
        tx.record(actor, &ChangeEvent { change: id, what: &Happening::Edited { plan: was.plan, back_out: was.back_out } })?;
    }
    if shifted {
        tx.record(actor, &ChangeEvent { change: id, what: &Happening::Shifted { starts_at: was.starts_at, ends_at: was.ends_at } })?;
    }
    put_tickets(tx, actor, id, &input.tickets)?;
    if anew {
        ask(tx, actor, id, &input.approvers)?;
    }
    of(tx, id, "")
}

fn texts(input: &ChangeInput) -> [&str; 4] {
    [input.name.trim(), input.about.trim(), input.plan.trim(), input.back_out.trim()]
}

/// Where a plan begins: with those who are asked, or, where nobody needs to be, approved.
fn first_state(input: &ChangeInput) -> State {
    if input.approvers.is_empty() { State::Approved } else { State::Planned }
}

fn check(tx: &Tx<'_>, input: &ChangeInput) -> Result<()> {
    let [name, about, plan, back_out] = texts(input);
    let fits = |text: &str| text.chars().count() <= TEXT_CHARS_MAX;
    let too_long = || Sentence::new("change-text-too-long").with("max", TEXT_CHARS_MAX);
    let window = input.ends_at.since_ms(input.starts_at);
    let others = input.approvers.iter().any(|person| *person != input.owner);
    let distinct = input.approvers.iter().collect::<BTreeSet<_>>().len() == input.approvers.len();
    let mut known = true;
    for person in input.approvers.iter().chain([&input.owner]) {
        known &= directory::actor_of(tx, *person, Door::Inside)?.is_some_and(|actor| actor.is_staff());
    }
    let mut check = Check::new();
    check
        .that(!name.is_empty(), "name", "change-name-missing")
        .that(name.chars().count() <= NAME_CHARS_MAX, "name", Sentence::new("change-text-too-long").with("max", NAME_CHARS_MAX))
        .that(fits(about), "about", too_long())
        .that(!plan.is_empty(), "plan", "change-plan-missing")
        .that(fits(plan), "plan", too_long())
        .that(!back_out.is_empty(), "back_out", "change-back-out-missing")
        .that(fits(back_out), "back_out", too_long())
        .that(window > 0, "ends_at", "change-window-backwards")
        .that(window <= WINDOW_MS_MAX, "ends_at", "change-window-too-long")
        .that(known && distinct, "approvers", "change-people-unknown")
        .that(input.approvers.len() <= APPROVERS_MAX, "approvers", Sentence::new("change-approvers-too-many").with("max", APPROVERS_MAX))
        .that(input.risk == Risk::Low && input.approvers.is_empty() || others, "approvers", "change-approver-missing")
        .that(input.tickets.len() <= TICKETS_MAX, "tickets", Sentence::new("change-tickets-too-many").with("max", TICKETS_MAX));
    check.done()
}

/// Keeps the tickets of a change; those that the actor does not see stay as they are.
fn put_tickets(tx: &mut Tx<'_>, actor: &Actor, change: ChangeId, wanted: &[TicketId]) -> Result<()> {
    let known: Vec<(TicketId,)> = tx.all("SELECT ticket_id FROM change_tickets WHERE change_id = $1", params![change])?;
    let known: Vec<TicketId> = known.into_iter().map(|(id,)| id).collect();
    let seen = tickets::briefs_of(tx, actor, &known)?;
    for gone in seen.iter().filter(|brief| !wanted.contains(&brief.id)) {
        tx.execute("DELETE FROM change_tickets WHERE change_id = $1 AND ticket_id = $2", params![change, gone.id])?;
        tx.announce(gone.id.subject(), "ticket.change_linked");
    }
    for &ticket in wanted.iter().filter(|id| !known.contains(id)).collect::<BTreeSet<_>>() {
        tickets::ticket(tx, actor, ticket)?;
        tx.execute_one("INSERT INTO change_tickets (change_id, ticket_id) VALUES ($1, $2)", params![change, ticket])?;
        tx.announce(ticket.subject(), "ticket.change_linked");
    }
    Ok(())
}

fn ask(tx: &mut Tx<'_>, actor: &Actor, change: ChangeId, people: &[PersonId]) -> Result<()> {
    tx.execute("DELETE FROM change_approvals WHERE change_id = $1", params![change])?;
    if people.is_empty() {
        return Ok(());
    }
    let asking = tx.record(actor, &ChangeEvent { change, what: &Happening::Asked { people: people.to_vec() } })?;
    for &person in people {
        let sql = "INSERT INTO change_approvals (change_id, person_id, decision, note, asking) VALUES ($1, $2, 'waiting', '', $3)";
        tx.execute_one(sql, params![change, person, asking])?;
    }
    Ok(())
}
