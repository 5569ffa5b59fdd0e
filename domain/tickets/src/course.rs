//! How tickets went: how long they stood where, and through whose hands they passed.

use std::collections::HashMap;

use db::{Conn, Heard, Moment, Value};
use outcome::Result;

use crate::event::{TICKET, TicketEvent};
use crate::list::numbers;
use crate::status::Status;
use crate::ticket::{Ticket, TicketId};

/// Tickets whose course is read at once.
pub const COURSES_MAX: usize = 100;
/// The kinds of events that tell of it.
const KINDS: &str = "'ticket.opened', 'ticket.assigned', 'ticket.waited', 'ticket.held', 'ticket.resolved', 'ticket.closed', \
                     'ticket.reopened', 'ticket.resumed'";

/// How one ticket went, by the wall clock.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Course {
    /// How long it was the desk's move, in milliseconds.
    pub ours_ms: i64,
    /// How long it waited for the requester, in milliseconds.
    pub waiting_ms: i64,
    /// How long it was on hold, in milliseconds.
    pub on_hold_ms: i64,
    /// Teams that had it, one after another.
    pub teams: i64,
    /// Specialists who had it, one after another.
    pub assignees: i64,
    /// When a specialist first had it.
    pub first_assigned_at: Option<Moment>,
    /// When the one who has it, or had it last, got it.
    pub assigned_at: Option<Moment>,
}

impl Course {
    fn stood(&mut self, status: Status, ms: i64) {
        match status {
            Status::New | Status::Open => self.ours_ms += ms.max(0),
            Status::Waiting => self.waiting_ms += ms.max(0),
            Status::OnHold => self.on_hold_ms += ms.max(0),
            Status::Resolved | Status::Closed => {}
        }
    }

    fn given(&mut self, at: Moment) {
        self.assignees += 1;
        self.first_assigned_at = self.first_assigned_at.or(Some(at));
        self.assigned_at = Some(at);
    }
}

/// How tickets went that were read for somebody who may see them; at most [`COURSES_MAX`] of them, in one statement.
///
/// # Errors
/// What the engine answers.
pub fn courses(conn: &Conn, of: &[Ticket]) -> Result<HashMap<TicketId, Course>> {
    let of = &of[..of.len().min(COURSES_MAX)];
    let now = conn.now();
    let mut courses: HashMap<TicketId, Course> = HashMap::new();
    for ticket in of {
        courses.entry(ticket.id).or_default().stood(ticket.status, now.since_ms(ticket.status_since));
    }
    if of.is_empty() {
        return Ok(courses);
    }
    let ids: Vec<TicketId> = of.iter().map(|ticket| ticket.id).collect();
    let (list, mut values): (String, Vec<Value>) = numbers(&ids, 2);
    values.insert(0, TICKET.into());
    let sql = format!(
        "SELECT {} FROM events e WHERE e.subject_kind = $1 AND e.subject_id IN ({list}) AND e.kind IN ({KINDS}) ORDER BY e.id",
        Heard::columns("e")
    );
    for heard in conn.all::<Heard>(&sql, &values)? {
        let Some(course) = courses.get_mut(&TicketId(heard.subject_id)) else { continue };
        match heard.data::<TicketEvent>()? {
            TicketEvent::Opened { team, assignee, .. } => {
                course.teams += i64::from(team.is_some());
                if assignee.is_some() {
                    course.given(heard.at);
                }
            }
            TicketEvent::Assigned { from, to, .. } => {
                course.teams += i64::from(to.team.is_some() && to.team != from.team);
                if to.assignee.is_some() && to.assignee != from.assignee {
                    course.given(heard.at);
                }
            }
            TicketEvent::Moved { from, .. } => course.stood(from.status, heard.at.since_ms(from.since)),
            _ => {}
        }
    }
    Ok(courses)
}
