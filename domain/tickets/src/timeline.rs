//! What happened to a ticket, by whom and through which door, with every name that telling it needs.

use std::collections::{BTreeMap, BTreeSet};

use db::{Conn, EventId, Gather, Heard, Moment, Part, Piece, params};
use outcome::Result;
use people::{Actor, PersonId};
use sla::{Act, AgreementId, Whom};

use crate::event::{TICKET, TicketEvent};
use crate::limits::EVENTS_PAGE;
use crate::list::numbers;
use crate::policy::{Action, Permitted, look};
use crate::ticket::{Ticket, TicketId};

/// What the requester's side is told of; the rest is the desk's own.
pub(crate) const TOLD_OUTSIDE: &str = "'ticket.opened', 'ticket.reply_added', 'ticket.waited', 'ticket.held', 'ticket.resumed', \
                            'ticket.resolved', 'ticket.reopened', 'ticket.closed', 'ticket.merged', 'ticket.unmerged'";

/// Something that happened.
#[derive(Debug, Clone)]
pub struct Told {
    /// The event's number: undo names it.
    pub id: EventId,
    /// What happened.
    pub event: TicketEvent,
    /// Who did it: `person:12`, `rule:3` or `system`.
    pub actor: String,
    /// The person, if it was one.
    pub person: Option<PersonId>,
    /// Through which door.
    pub door: String,
    /// When.
    pub at: Moment,
    /// The event that caused it.
    pub caused_by: Option<EventId>,
}

/// What happened, oldest first, and the names in it.
#[derive(Debug, Default)]
pub struct Timeline {
    /// What happened.
    pub told: Vec<Told>,
    /// Is there more before the first of these?
    pub earlier: bool,
    names: BTreeMap<(Noun, i64), String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Noun {
    Person,
    Team,
    Category,
    Site,
    Ticket,
    Agreement,
}

impl Timeline {
    /// A person's name.
    #[must_use]
    pub fn person(&self, id: PersonId) -> Option<&str> {
        self.name(Noun::Person, id.0)
    }
    /// A team's name.
    #[must_use]
    pub fn team(&self, id: people::TeamId) -> Option<&str> {
        self.name(Noun::Team, id.0)
    }
    /// A category's path.
    #[must_use]
    pub fn category(&self, id: crate::CategoryId) -> Option<&str> {
        self.name(Noun::Category, id.0)
    }
    /// An agreement's name.
    #[must_use]
    pub fn agreement(&self, id: AgreementId) -> Option<&str> {
        self.name(Noun::Agreement, id.0)
    }
    /// A site's name.
    #[must_use]
    pub fn site(&self, id: people::SiteId) -> Option<&str> {
        self.name(Noun::Site, id.0)
    }
    /// Another ticket's subject, if the asker may know it.
    #[must_use]
    pub fn ticket(&self, id: TicketId) -> Option<&str> {
        self.name(Noun::Ticket, id.0)
    }
    fn name(&self, noun: Noun, id: i64) -> Option<&str> {
        self.names.get(&(noun, id)).map(String::as_str)
    }
}

/// The newest events, or the newest before `before`: at most [`EVENTS_PAGE`].
///
/// # Errors
/// `NotFound` when the asker may not see the ticket.
pub fn timeline(conn: &Conn, actor: &Actor, ticket: TicketId, before: Option<EventId>) -> Result<Timeline> {
    timeline_of(conn, actor, &look(conn, actor, ticket)?, before)
}

/// The same of a ticket that was looked at already: two statements.
fn timeline_of(conn: &Conn, actor: &Actor, ticket: &Permitted<Ticket>, before: Option<EventId>) -> Result<Timeline> {
    let mut timeline = nameless(conn, ticket, before)?;
    let mut gather = Gather::default();
    timeline.ask_names(actor, &mut gather);
    gather.each(conn, |piece| timeline.take_name(&piece))?;
    Ok(timeline)
}

/// What happened, before the names in it are known. One statement.
pub(crate) fn nameless(conn: &Conn, ticket: &Permitted<Ticket>, before: Option<EventId>) -> Result<Timeline> {
    let only = if ticket.may(Action::SeeInternal) { String::new() } else { format!("AND kind IN ({TOLD_OUTSIDE})") };
    let sql = format!(
        "SELECT id, kind, subject_kind, subject_id, actor, door, data, at, caused_by FROM events \
         WHERE subject_kind = $1 AND subject_id = $2 AND id < $3 {only} ORDER BY id DESC LIMIT $4"
    );
    let page = i64::try_from(EVENTS_PAGE).unwrap_or(i64::MAX - 1) + 1;
    let mut heard: Vec<Heard> = conn.all(&sql, params![TICKET, ticket.id, before.unwrap_or(EventId(i64::MAX)), page])?;
    let earlier = heard.len() > EVENTS_PAGE;
    heard.truncate(EVENTS_PAGE);
    heard.reverse();
    let told = heard.into_iter().map(told).collect::<Result<Vec<_>>>()?;
    Ok(Timeline { told, earlier, names: BTreeMap::new() })
}

fn told(heard: Heard) -> Result<Told> {
    let (event, person) = (heard.data()?, heard.person().map(PersonId));
    Ok(Told { id: heard.id, event, actor: heard.actor, person, door: heard.door, at: heard.at, caused_by: heard.caused_by })
}

/// What a name is of: the word its rows bear, its table and the column that names it.
const NAMED: [(Noun, &str, &str, &str); 6] = [
    (Noun::Person, "named person", "people", "name"),
    (Noun::Team, "named team", "teams", "name"),
    (Noun::Category, "named category", "categories", "path"),
    (Noun::Site, "named site", "sites", "name"),
    (Noun::Ticket, "named ticket", "tickets", "subject"),
    (Noun::Agreement, "named agreement", "sla_agreements", "name"),
];

impl Timeline {
    /// Adds what it takes to know every name, and no subject that the asker may not know. One list of numbers serves all nouns,
    /// so that few lengths of it make few statements; what is read too much is not kept.
    pub(crate) fn ask_names(&self, actor: &Actor, gather: &mut Gather) {
        let wanted = self.mentioned();
        let ids: Vec<i64> = wanted.iter().map(|(_, id)| *id).collect::<BTreeSet<_>>().into_iter().collect();
        let (list, values) = numbers(&ids, gather.next_param());
        gather.params(values);
        for (noun, what, table, name) in NAMED {
            let mut from = format!("FROM {table} x WHERE x.id IN ({list})");
            if noun == Noun::Ticket {
                let visible = crate::policy::visible(actor, "x", gather.next_param());
                from = format!("{from} AND {}", visible.condition);
                gather.params(visible.params);
            }
            let text = format!("x.{name}");
            gather.part(&Part { what, ints: &["x.id"], texts: &[&text], from: &from, order: "" });
        }
    }

    /// Keeps a name that was asked for; other pieces are left alone.
    pub(crate) fn take_name(&mut self, piece: &Piece) -> Result<()> {
        if let Some((noun, ..)) = NAMED.iter().find(|(_, what, ..)| *what == piece.what) {
            self.names.insert((*noun, piece.int(0)?), piece.text(0)?);
        }
        Ok(())
    }

    fn mentioned(&self) -> BTreeSet<(Noun, i64)> {
        let mut wanted = self.told.iter().filter_map(|t| t.person).map(|p| (Noun::Person, p.0)).collect();
        self.told.iter().for_each(|t| mentioned(&t.event, &mut wanted));
        wanted
    }
}

/// What an event names.
fn mentioned(event: &TicketEvent, wanted: &mut BTreeSet<(Noun, i64)>) {
    let mut want = |noun: Noun, ids: &[Option<i64>]| wanted.extend(ids.iter().flatten().map(|id| (noun, *id)));
    match event {
        TicketEvent::Opened { requester, team, assignee, follows, .. } => {
            want(Noun::Person, &[Some(requester.0), assignee.map(|p| p.0)]);
            want(Noun::Team, &[team.map(|t| t.0)]);
            want(Noun::Ticket, &[follows.map(|t| t.0)]);
        }
        TicketEvent::Assigned { from, to, .. } => {
            want(Noun::Person, &[from.assignee.map(|p| p.0), to.assignee.map(|p| p.0)]);
            want(Noun::Team, &[from.team.map(|t| t.0), to.team.map(|t| t.0)]);
        }
        TicketEvent::Recategorized { from, to } => want(Noun::Category, &[from.map(|c| c.0), to.map(|c| c.0)]),
        TicketEvent::RequesterChanged { from, to } => want(Noun::Person, &[Some(from.requester.0), Some(to.requester.0)]),
        TicketEvent::SiteChanged { from, to } => want(Noun::Site, &[from.map(|s| s.0), to.map(|s| s.0)]),
        TicketEvent::WatcherAdded { person, .. } | TicketEvent::WatcherRemoved { person } => want(Noun::Person, &[Some(person.0)]),
        TicketEvent::VoiceSet { from, to, .. } => want(Noun::Person, &[from.map(|p| p.0), to.map(|p| p.0)]),
        TicketEvent::Merged { into } | TicketEvent::Split { into, .. } => want(Noun::Ticket, &[Some(into.0)]),
        TicketEvent::Unmerged { from } | TicketEvent::SplitOff { from, .. } => want(Noun::Ticket, &[Some(from.0)]),
        TicketEvent::Absorbed { other } | TicketEvent::Released { other } => want(Noun::Ticket, &[Some(other.0)]),
        TicketEvent::Linked { other, .. } | TicketEvent::Unlinked { other, .. } => want(Noun::Ticket, &[Some(other.0)]),
        TicketEvent::Agreed { from, to } => want(Noun::Agreement, &[from.map(|a| a.0), to.map(|a| a.0)]),
        TicketEvent::Escalated { act, .. } => match act {
            Act::Tell(Whom::Person(person)) | Act::Page(Whom::Person(person)) => want(Noun::Person, &[Some(person.0)]),
            Act::Reassign(team) => want(Noun::Team, &[Some(team.0)]),
            Act::Tell(_) | Act::Page(_) | Act::Raise => {}
        },
        TicketEvent::Paged { people, .. } => people.iter().for_each(|person| want(Noun::Person, &[Some(person.0)])),
        TicketEvent::Notified { whom: Whom::Person(person) } => want(Noun::Person, &[Some(person.0)]),
        TicketEvent::Routed { person, .. } => want(Noun::Person, &[Some(person.0)]),
        TicketEvent::NotRouted { overflow, .. } => want(Noun::Team, &[overflow.map(|t| t.0)]),
        TicketEvent::ParentChanged { from, to } => want(Noun::Ticket, &[from.map(|t| t.0), to.map(|t| t.0)]),
        _ => {}
    }
}
