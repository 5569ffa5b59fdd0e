//! Which tickets a list holds.

use db::{Conn, Value};
use filter::Sql;
use jiff::tz::TimeZone;
use outcome::Result;
use people::{Actor, OrganizationId, PersonId, TeamId};

use super::key::{GroupBy, Order, Sort};
use crate::fields;
use crate::policy::{visible, workable};
use crate::view::{ViewId, view};

/// There is still something to do. The indexes for queues hold these tickets only and say it in the same words; said by status, it
/// would tempt a planner to walk the index on status four times and sort.
const UNFINISHED: &str = "t.resolved_at IS NULL AND t.closed_at IS NULL";

/// Which tickets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum List {
    /// Unfinished ones that the asker does.
    Mine,
    /// Unfinished ones that nobody does.
    Unassigned,
    /// Unfinished ones of a team.
    Team(TeamId),
    /// Unfinished ones of the asker's teams.
    MyTeams,
    /// Those where the requester has the next move.
    Waiting,
    /// Every unfinished one.
    All,
    /// Every one, finished or not.
    Everything,
    /// Every one that this person asked for, finished or not.
    AskedBy(PersonId),
    /// Every one that people of this organization asked for, finished or not.
    Organization(OrganizationId),
    /// What the asker sees without working at the desk: own requests, watched ones, the organization's where that is shared.
    Own,
    /// A saved view.
    View(ViewId),
    /// What a filter says.
    Filter(String),
}

/// A list that was looked up: a condition on `t`, visibility included, and the order it asks for.
pub(crate) struct Looked {
    pub(crate) when: Sql,
    pub(crate) order: Vec<Order>,
    pub(crate) group_by: Option<GroupBy>,
    /// Whom the rows are shown to.
    pub(crate) reader: Reader,
}

/// Whom a list is shown to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reader {
    /// Somebody at the desk, who may work on all that the list holds.
    Desk,
    /// Somebody who asked, or watches.
    Outside,
}

impl Reader {
    /// The condition under which this reader's lists may hold the ticket `t`.
    pub(crate) fn sees(self, actor: &Actor, first_param: usize) -> Sql {
        match self {
            Self::Desk => workable(actor, "t", first_param),
            Self::Outside => visible(actor, "t", first_param),
        }
    }

    /// The condition, and that the ticket may be in the list.
    pub(crate) fn narrow(self, actor: &Actor, mut when: Sql) -> Sql {
        let seen = self.sees(actor, when.params.len() + 1);
        when.condition = format!("({}) AND ({})", when.condition, seen.condition);
        when.params.extend(seen.params);
        when
    }
}

impl Looked {
    /// The order that the asker wants, or else the list's own, or else the last touched first.
    pub(crate) fn order(&self, wanted: &[Order]) -> Vec<Order> {
        let own: &[Order] = if wanted.is_empty() { &self.order } else { wanted };
        if own.is_empty() { vec![Order::usual(Sort::Updated)] } else { own.to_vec() }
    }
}

/// Looks a list up for the asker.
pub(crate) fn look_at(conn: &Conn, actor: &Actor, list: &List, zone: &TimeZone) -> Result<Looked> {
    let me = actor.person().unwrap_or(PersonId(0));
    let with = |condition: String, params: Vec<Value>| Looked {
        when: Sql { condition, params },
        order: Vec::new(),
        group_by: None,
        reader: Reader::Desk,
    };
    let looked = match list {
        List::Mine => with(format!("t.assignee_id = $1 AND {UNFINISHED}"), vec![me.into()]),
        List::Unassigned => with(format!("t.assignee_id IS NULL AND {UNFINISHED}"), Vec::new()),
        List::Team(team) => with(format!("t.team_id = $1 AND {UNFINISHED}"), vec![(*team).into()]),
        List::MyTeams => {
            let mine = "t.team_id IN (SELECT m.team_id FROM team_members m WHERE m.person_id = $1)";
            with(format!("{mine} AND {UNFINISHED}"), vec![me.into()])
        }
        List::Waiting => with("t.status = 'waiting'".to_owned(), Vec::new()),
        List::All => with(UNFINISHED.to_owned(), Vec::new()),
        List::Everything => with("TRUE".to_owned(), Vec::new()),
        List::AskedBy(person) => with("t.requester_id = $1".to_owned(), vec![(*person).into()]),
        List::Organization(organization) => with("t.organization_id = $1".to_owned(), vec![(*organization).into()]),
        List::Own => own(actor, me),
        List::View(id) => {
            let view = view(conn, actor, *id)?;
            let filtered = fields::condition(conn, actor, &view.filter, zone)?;
            let order = if view.order.is_empty() { filtered.order } else { view.order };
            Looked { when: filtered.when, order, group_by: view.group_by, reader: Reader::Desk }
        }
        List::Filter(text) => {
            let filtered = fields::condition(conn, actor, text, zone)?;
            Looked { when: filtered.when, order: filtered.order, group_by: None, reader: Reader::Desk }
        }
    };
    Ok(Looked { when: looked.reader.narrow(actor, looked.when), ..looked })
}

/// By way of the indexes on requester, watcher and organization: a condition joined by OR would walk all tickets.
fn own(actor: &Actor, me: PersonId) -> Looked {
    let mut condition = "t.id IN (SELECT o.id FROM tickets o WHERE o.requester_id = $1 \
                         UNION SELECT w.ticket_id FROM watchers w WHERE w.person_id = $1"
        .to_owned();
    let mut params = vec![Value::from(me)];
    if let Some(organization) = actor.organization.filter(|_| actor.sees_organization) {
        condition.push_str(" UNION SELECT c.id FROM tickets c WHERE c.organization_id = $2");
        params.push(organization.into());
    }
    condition.push(')');
    Looked { when: Sql { condition, params }, order: Vec::new(), group_by: None, reader: Reader::Outside }
}
