//! What the workspace of one ticket shows beside the conversation, in few statements: a page has a budget of them.

use db::{Cells, Conn, Moment, Row, params};
use outcome::Result;
use people::{Actor, PersonId, TeamId};

use crate::brief::{COLUMNS, TicketBrief};
use crate::drafts::{Draft, Mode};
use crate::facts::{Facts, Watcher, names};
use crate::limits::PRESENCE_MS;
use crate::link_to::LinkKind;
use crate::message::MessageId;
use crate::policy::{Action, DeskAction, Permitted, permit_desk, visible};
use crate::presence::{Doing, Present};
use crate::ticket::{CategoryId, Ticket};

/// Earlier tickets of the requester that are shown.
const EARLIER_MAX: usize = 6;

/// What stands beside the conversation.
#[derive(Debug, Clone)]
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

impl Row for RelatedTicket {
    fn read(cells: &Cells<'_>) -> Result<Self> {
        let why: String = cells.field(TicketBrief::COLUMNS.len())?;
        let why = match why.as_str() {
            "earlier" => Related::Earlier,
            "part" => Related::Part,
            "whole" => Related::Whole,
            kind => Related::Linked(kind.parse()?),
        };
        Ok(Self { why, ticket: TicketBrief::read(cells)? })
    }
}

/// What a ticket can be given to and put under.
#[derive(Debug, Clone, Default)]
pub struct Menus {
    /// Everybody at the desk, by name.
    pub people: Vec<(PersonId, String)>,
    /// The teams in which the asker sees tickets, by name.
    pub teams: Vec<(TeamId, String)>,
    /// Categories in use, by path.
    pub categories: Vec<(CategoryId, String)>,
}

/// One line of what is gathered: what it is, a number, two texts and a moment.
type Gathered = (String, i64, String, String, Moment);

/// What stands beside the conversation, in two statements.
///
/// # Errors
/// `NotAllowed` to whoever does not work on it.
pub fn workspace(conn: &Conn, actor: &Actor, ticket: &Permitted<Ticket>) -> Result<Workspace> {
    ticket.demand(Action::SeeInternal)?;
    let me = actor.person().unwrap_or(PersonId(0));
    let facts = Facts { names: names(conn, ticket.id)?, tags: Vec::new(), watchers: Vec::new() };
    let mut beside = Workspace { facts, emails: Vec::new(), phones: Vec::new(), drafts: Vec::new(), read_up_to: None, present: Vec::new() };
    let zero = "CAST(0 AS BIGINT)";
    let sql = format!(
        "SELECT 'tag', {zero}, g.tag, '', {zero}, g.tag FROM ticket_tags g WHERE g.ticket_id = $1 \
         UNION ALL SELECT 'watcher', p.id, p.name, '', {zero}, p.name_key FROM watchers w JOIN people p ON p.id = w.person_id \
         WHERE w.ticket_id = $1 \
         UNION ALL SELECT 'email', e.is_primary, e.email, '', {zero}, CASE e.is_primary WHEN 1 THEN '' ELSE e.email END \
         FROM person_emails e WHERE e.person_id = $2 \
         UNION ALL SELECT 'phone', {zero}, f.phone_key, f.phone, {zero}, f.label FROM person_phones f WHERE f.person_id = $2 \
         UNION ALL SELECT 'draft', {zero}, d.body, d.mode, d.updated_at, d.mode FROM drafts d WHERE d.ticket_id = $1 AND d.person_id = $3 \
         UNION ALL SELECT 'read', r.message_id, '', '', {zero}, '' FROM reads r WHERE r.ticket_id = $1 AND r.person_id = $3 \
         UNION ALL SELECT 'present', h.person_id, p.name, h.doing, h.seen_at, CASE h.doing WHEN 'here' THEN '1' ELSE '0' END || p.name_key \
         FROM presences h JOIN people p ON p.id = h.person_id WHERE h.ticket_id = $1 AND h.seen_at >= $4 AND h.person_id <> $3 ORDER BY 6, 2"
    );
    let since = conn.now().plus_ms(-PRESENCE_MS);
    conn.each(&sql, params![ticket.id, ticket.requester_id, me, since], |row: Gathered| put(&mut beside, ticket, row))?;
    Ok(beside)
}

fn put(beside: &mut Workspace, ticket: &Ticket, row: Gathered) -> Result<()> {
    let (what, number, text, more, at) = row;
    match what.as_str() {
        "tag" => beside.facts.tags.push(text),
        "watcher" => beside.facts.watchers.push(Watcher { person_id: PersonId(number), name: text }),
        "email" => beside.emails.push(text),
        "phone" => beside.phones.push((text, more)),
        "read" => beside.read_up_to = Some(MessageId(number)),
        "present" => {
            beside.present.push(Present { person_id: PersonId(number), name: text, doing: more.parse::<Doing>()?, seen_at: at });
        }
        _ => beside.drafts.push(Draft {
            ticket: Some(ticket.id),
            mode: more.parse::<Mode>()?,
            subject: String::new(),
            body: text,
            attachments: Vec::new(),
            updated_at: at,
        }),
    }
    Ok(())
}

/// Tickets that have to do with this one and that the asker may see: the requester's latest before it, links, parts and the whole,
/// each kind with the newest first. One statement.
///
/// # Errors
/// What the engine answers.
pub fn related(conn: &Conn, actor: &Actor, ticket: &Permitted<Ticket>) -> Result<Vec<RelatedTicket>> {
    let seen = visible(actor, "t", 3);
    let sql = format!(
        "SELECT {COLUMNS}, x.why FROM ( \
         SELECT 'earlier' AS why, e.id FROM (SELECT o.id FROM tickets o WHERE o.requester_id = $1 AND o.id <> $2 ORDER BY o.id DESC LIMIT {EARLIER_MAX}) e \
         UNION ALL SELECT l.kind, l.other_id FROM links l WHERE l.ticket_id = $2 \
         UNION ALL SELECT CASE l.kind WHEN 'duplicates' THEN 'duplicated_by' ELSE l.kind END, l.ticket_id FROM links l WHERE l.other_id = $2 \
         UNION ALL SELECT 'part', p.id FROM tickets p WHERE p.parent_id = $2 \
         UNION ALL SELECT 'whole', w.parent_id FROM tickets w WHERE w.id = $2 AND w.parent_id IS NOT NULL) x \
         JOIN tickets t ON t.id = x.id JOIN people requester ON requester.id = t.requester_id \
         LEFT JOIN people assignee ON assignee.id = t.assignee_id WHERE {} ORDER BY t.id DESC",
        seen.condition
    );
    let mut params = params![ticket.requester_id, ticket.id].to_vec();
    params.extend(seen.params);
    conn.all(&sql, &params)
}

/// What a ticket can be given to and put under, in one statement.
///
/// # Errors
/// `NotAllowed` for whoever does not work with the queue.
pub fn menus(conn: &Conn, actor: &Actor) -> Result<Menus> {
    permit_desk(actor, DeskAction::UseQueue)?;
    let sql = "SELECT 'person', p.id, p.name, p.name_key FROM people p WHERE p.role IN ('agent', 'lead', 'administrator') \
               AND p.deactivated_at IS NULL \
               UNION ALL SELECT 'team', g.id, g.name, g.name_key FROM teams g WHERE g.archived_at IS NULL AND (g.visibility = 'open' \
               OR g.id IN (SELECT m.team_id FROM team_members m WHERE m.person_id = $1)) \
               UNION ALL SELECT 'category', c.id, c.path, c.path FROM categories c WHERE c.archived_at IS NULL ORDER BY 4, 2";
    let mut menus = Menus::default();
    conn.each::<(String, i64, String, String)>(sql, params![actor.person().unwrap_or(PersonId(0))], |(what, id, name, _)| {
        match what.as_str() {
            "person" => menus.people.push((PersonId(id), name)),
            "team" => menus.teams.push((TeamId(id), name)),
            _ => menus.categories.push((CategoryId(id), name)),
        }
        Ok(())
    })?;
    Ok(menus)
}
