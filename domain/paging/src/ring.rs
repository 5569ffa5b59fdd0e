//! What pages do by the clock: where nobody acknowledged in time, the next step calls; after the last one the page ends unanswered.

use db::{Acts, Moment, Tx, params};
use outcome::Result;
use people::{Actor, Door, PersonId};
use tickets::{Ticket, TicketEvent};

use crate::chain::Step;
use crate::limits::PAGES_BATCH;
use crate::page::{Page, State, end};
use crate::policy::{self, Action};
use crate::whom::called;

/// Takes the next step of every page that is due, at most [`PAGES_BATCH`]; how many. A timer calls it until there are fewer.
///
/// # Errors
/// What the engine answers.
pub fn ring_pages(tx: &mut Tx<'_>) -> Result<usize> {
    let firstline = Actor::system(Door::Inside);
    let sql = "SELECT id, ticket_id FROM pages WHERE next_at IS NOT NULL AND next_at <= $1 ORDER BY next_at, id LIMIT $2";
    let max = i64::try_from(PAGES_BATCH).unwrap_or(i64::MAX);
    let due = tx.all::<(crate::PageId, tickets::TicketId)>(sql, params![tx.now(), max])?;
    for (id, ticket) in &due {
        // The ticket first, then its page, as whoever begins a page does: so nobody waits in a circle.
        let ticket = policy::permit(tx, &firstline, Action::Page, *ticket)?;
        let page = Page::locked(tx, *id)?;
        if page.next_at.is_some_and(|at| at <= tx.now()) {
            go_on(tx, &firstline, &page, &ticket)?;
        }
    }
    Ok(due.len())
}

/// Takes steps until one finds somebody. A step that finds nobody says so and waits for nobody.
pub(crate) fn go_on(tx: &mut Tx<'_>, by: &(impl Acts + Clone), page: &Page, ticket: &Ticket) -> Result<()> {
    if !ticket.status.is_unfinished() || ticket.deleted_at.is_some() {
        return end(tx, page.id, State::Over, None);
    }
    let steps = page.steps()?;
    let taken = usize::try_from(page.taken).unwrap_or(usize::MAX);
    for (place, step) in steps.iter().enumerate().skip(taken) {
        let people = called(tx, ticket, step.call)?;
        let until = (!people.is_empty()).then(|| tx.now().plus_ms(i64::from(step.minutes) * db::MINUTE_MS));
        note(tx, page, place, step, &people)?;
        let whom = step.call.word().as_str().into();
        TicketEvent::Paged { page: page.id.0, whom, people, until }.record(tx, by, page.ticket_id)?;
        if let Some(at) = until {
            return wait(tx, page, place, at);
        }
    }
    end(tx, page.id, State::Unanswered, None)?;
    TicketEvent::PageUnanswered { page: page.id.0 }.record(tx, by, page.ticket_id).map(drop)
}

fn wait(tx: &mut Tx<'_>, page: &Page, place: usize, at: Moment) -> Result<()> {
    let taken = i64::try_from(place + 1).unwrap_or(i64::MAX);
    tx.execute_one("UPDATE pages SET taken = $2, next_at = $3 WHERE id = $1", params![page.id, taken, at])
}

fn note(tx: &mut Tx<'_>, page: &Page, place: usize, step: &Step, people: &[PersonId]) -> Result<()> {
    let (now, place, whom) = (tx.now(), i64::try_from(place).unwrap_or(i64::MAX), step.call.word());
    let nobody = people.is_empty().then_some(None);
    for person in people.iter().copied().map(Some).chain(nobody) {
        tx.execute(
            "INSERT INTO page_calls (page_id, step, whom, person_id, called_at) VALUES ($1,$2,$3,$4,$5) ON CONFLICT DO NOTHING",
            params![page.id, place, whom, person, now],
        )?;
    }
    Ok(())
}
