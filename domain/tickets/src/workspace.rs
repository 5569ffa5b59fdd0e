//! What the workspace of one ticket shows beside the conversation, in few statements: a page has a budget of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use db::{Conn, Gather, Moment, Part, Piece};
use outcome::Result;
use people::{Actor, PersonId, TeamId};

use crate::brief::TicketBrief;
use crate::checklist::{Check, ChecklistId, ask_checks, take_check};
use crate::conversation::{self, Conversation};
use crate::drafts::Draft;
use crate::facts::Facts;
use crate::form::{Answer, FieldId, Forms, Raw};
use crate::house::{Asked, house};
use crate::limits::PRESENCE_MS;
use crate::link_to::LinkKind;
use crate::message::MessageId;
use crate::policy::{Action, DeskAction, Permitted, permit_desk, visible};
use crate::presence::Present;
use crate::ticket::{CategoryId, Ticket, TicketId};
use crate::timeline::{self, Timeline};

/// Earlier tickets of the requester that are shown.
const EARLIER_MAX: usize = 6;

/// What stands beside the conversation.
#[derive(Debug, Clone, Default)]
pub struct Workspace {
    /// The names behind the ticket's numbers, its tags and watchers.
    pub facts: Facts,
    /// The requester's addresses, the one that letters go to first.
    pub emails: Vec<String>,
    /// Their numbers: as they are dialled, and as they were written.
    pub phones: Vec<(String, String)>,
    /// What the reader was writing.
    pub drafts: Vec<Draft>,
    /// How far they had read.
    pub read_up_to: Option<MessageId>,
    /// Who else is here, writers first.
    pub present: Vec<Present>,
    /// What else the requester asked for, links and parts.
    pub related: Vec<RelatedTicket>,
    /// Whom the ticket can be given to, and what it can be about.
    pub menus: Menus,
    /// The desk's own fields.
    pub forms: Arc<Forms>,
    /// What the ticket answers in them.
    pub answers: BTreeMap<FieldId, Answer>,
    /// The steps of its checklists.
    pub checks: Vec<Check>,
    /// Checklists that can be started, by name.
    pub checklists: Vec<(ChecklistId, String)>,
    raw: Raw,
}

/// Why a ticket stands beside another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Related {
    /// The same person asked for it before.
    Earlier,
    /// They are linked.
    Linked(LinkKind),
    /// It is a part of this one.
    Part,
    /// This one is a part of it.
    Whole,
}

/// A ticket that stands beside another one.
#[derive(Debug, Clone)]
pub struct RelatedTicket {
    /// Why.
    pub why: Related,
    /// The ticket.
    pub ticket: TicketBrief,
}

/// What a ticket can be given to and put under.
#[derive(Debug, Clone, Default)]
pub struct Menus {
    /// Everybody at the desk, by name.
    pub people: Vec<(PersonId, String)>,
    /// The teams in which the asker sees tickets, by name.
    pub teams: Vec<(TeamId, String)>,
    /// Those of them whose tickets only their members see.
    pub restricted: Vec<TeamId>,
    /// Categories in use, by path.
    pub categories: Vec<(CategoryId, String)>,
}

/// A ticket's page but for the list beside it: what was said, what happened, and what stands beside that. Four statements.
///
/// # Errors
/// `NotFound` when the asker may not see the ticket, `NotAllowed` to whoever does not work on it.
pub fn workspace(conn: &Conn, actor: &Actor, id: TicketId) -> Result<(Conversation, Timeline, Workspace)> {
    let mut conversation = conversation::bare(conn, actor, id, None)?;
    conversation.ticket.demand(Action::SeeInternal)?;
    let mut timeline = timeline::nameless(conn, &conversation.ticket, None)?;
    let (mut beside, mut gather) = (Workspace::default(), Gather::default());
    conversation.ask_files(&mut gather);
    timeline.ask_names(actor, &mut gather);
    beside.ask(actor, &conversation.ticket, conn.now(), &mut gather);
    let mut asked = Asked::ask(conn, &mut gather);
    gather.each(conn, |piece| {
        conversation.take_file(&piece)?;
        timeline.take_name(&piece)?;
        asked.take(&piece)?;
        beside.take(&conversation.ticket, &piece)
    })?;
    let house = asked.done(conn);
    (beside.menus, beside.checklists, beside.forms) = (house.menus(actor), house.checklists.clone(), Arc::clone(&house.forms));
    beside.answers = std::mem::take(&mut beside.raw).told(&beside.forms);
    Ok((conversation, timeline, beside))
}

impl Workspace {
    fn ask(&self, actor: &Actor, ticket: &Permitted<Ticket>, now: Moment, gather: &mut Gather) {
        self.facts.ask(ticket, gather);
        ask_related(actor, ticket, gather);
        Raw::ask(ticket.id, gather);
        ask_checks(ticket.id, gather);
        let (id, requester) = (gather.param(ticket.id), gather.param(ticket.requester_id));
        let (me, since) = (gather.param(actor.person().unwrap_or(PersonId(0))), gather.param(now.plus_ms(-PRESENCE_MS)));
        let mut part = |what, ints: &[&str], texts: &[&str], from: String, order| {
            gather.part(&Part { what, ints, texts, from: &from, order });
        };
        let of_requester = |table| format!("FROM {table} x WHERE x.person_id = ${requester}");
        part("email", &[], &["x.email"], of_requester("person_emails"), "CASE x.is_primary WHEN 1 THEN '' ELSE x.email END");
        part("phone", &[], &["x.phone_key", "x.phone"], of_requester("person_phones"), "x.label");
        let of_mine = |table| format!("FROM {table} x WHERE x.ticket_id = ${id} AND x.person_id = ${me}");
        part("draft", &["x.updated_at"], &["x.mode", "x.body"], of_mine("drafts"), "x.mode");
        part("read", &["x.message_id"], &[], of_mine("reads"), "");
        let here = format!(
            "FROM presences x JOIN people p ON p.id = x.person_id \
             WHERE x.ticket_id = ${id} AND x.seen_at >= ${since} AND x.person_id <> ${me}"
        );
        let writers_first = "CASE x.doing WHEN 'here' THEN '1' ELSE '0' END || p.name_key";
        part("present", &["x.person_id", "x.seen_at"], &["p.name", "x.doing"], here, writers_first);
    }

    fn take(&mut self, ticket: &Ticket, piece: &Piece) -> Result<()> {
        match piece.what {
            "email" => self.emails.push(piece.text(0)?),
            "phone" => self.phones.push((piece.text(0)?, piece.text(1)?)),
            "read" => self.read_up_to = piece.int(0)?,
            "present" => {
                let (person_id, seen_at) = (piece.int(0)?, piece.int(1)?);
                self.present.push(Present { person_id, name: piece.text(0)?, doing: piece.text(1)?, seen_at });
            }
            "draft" => self.drafts.push(Draft {
                ticket: Some(ticket.id),
                mode: piece.text(0)?,
                subject: String::new(),
                body: piece.text(1)?,
                attachments: Vec::new(),
                updated_at: piece.int(0)?,
            }),
            _ => {
                self.facts.take(piece)?;
                take_related(&mut self.related, piece)?;
                self.raw.take(piece)?;
                take_check(&mut self.checks, piece)?;
            }
        }
        Ok(())
    }
}

/// Tickets that have to do with this one and that the asker may see: the requester's latest before it, links, parts and the whole,
/// the newest first. One statement.
///
/// # Errors
/// What the engine answers.
pub fn related(conn: &Conn, actor: &Actor, ticket: &Permitted<Ticket>) -> Result<Vec<RelatedTicket>> {
    let (mut gather, mut related) = (Gather::default(), Vec::new());
    ask_related(actor, ticket, &mut gather);
    gather.each(conn, |piece| take_related(&mut related, &piece))?;
    Ok(related)
}

/// What a ticket can be given to and put under, in one statement at most.
///
/// # Errors
/// `NotAllowed` for whoever does not work with the queue.
pub fn menus(conn: &Conn, actor: &Actor) -> Result<Menus> {
    permit_desk(actor, DeskAction::UseQueue)?;
    Ok(house(conn)?.menus(actor))
}

fn ask_related(actor: &Actor, ticket: &Permitted<Ticket>, gather: &mut Gather) {
    let (id, requester) = (gather.param(ticket.id), gather.param(ticket.requester_id));
    let seen = visible(actor, "t", gather.next_param());
    gather.params(seen.params);
    let from = format!(
        "FROM (SELECT 'earlier' AS why, e.id FROM \
         (SELECT o.id FROM tickets o WHERE o.requester_id = ${requester} AND o.id <> ${id} ORDER BY o.id DESC LIMIT {EARLIER_MAX}) e \
         UNION ALL SELECT l.kind, l.other_id FROM links l WHERE l.ticket_id = ${id} \
         UNION ALL SELECT CASE l.kind WHEN 'duplicates' THEN 'duplicated_by' ELSE l.kind END, l.ticket_id FROM links l WHERE l.other_id = ${id} \
         UNION ALL SELECT 'part', p.id FROM tickets p WHERE p.parent_id = ${id} \
         UNION ALL SELECT 'whole', w.parent_id FROM tickets w WHERE w.id = ${id} AND w.parent_id IS NOT NULL) x \
         JOIN tickets t ON t.id = x.id JOIN people requester ON requester.id = t.requester_id \
         LEFT JOIN people assignee ON assignee.id = t.assignee_id WHERE {}",
        seen.condition
    );
    // The newest first: from the end, as numbers only grow.
    let ints = ["-t.id", "t.opened_at", "t.updated_at", "t.resolved_at", "t.merged_into", "t.requester_id", "t.priority"];
    let texts = ["x.why", "t.kind", "t.subject", "t.status", "requester.name", "assignee.name"];
    gather.part(&Part { what: "related", ints: &ints, texts: &texts, from: &from, order: "" });
}

fn take_related(related: &mut Vec<RelatedTicket>, piece: &Piece) -> Result<()> {
    if piece.what != "related" {
        return Ok(());
    }
    let why = match piece.text::<String>(0)?.as_str() {
        "earlier" => Related::Earlier,
        "part" => Related::Part,
        "whole" => Related::Whole,
        kind => Related::Linked(kind.parse()?),
    };
    let ticket = TicketBrief {
        id: TicketId(-piece.int::<i64>(0)?),
        kind: piece.text(1)?,
        subject: piece.text(2)?,
        status: piece.text(3)?,
        priority: piece.int(6)?,
        opened_at: piece.int(1)?,
        updated_at: piece.int(2)?,
        resolved_at: piece.int(3)?,
        merged_into: piece.int(4)?,
        requester_id: piece.int(5)?,
        requester: piece.text(4)?,
        assignee: piece.text(5)?,
    };
    related.push(RelatedTicket { why, ticket });
    Ok(())
}
