//! Two tickets have to do with each other: a link, read from both sides.

use db::{Conn, Tx, params, words};
use filter::Sql;
use outcome::{Error, Result, Sentence};
use people::Actor;

use crate::brief::{TicketBrief, briefs};
use crate::change::change;
use crate::event::TicketEvent;
use crate::merge::permit_both;
use crate::policy::{Action, look};
use crate::ticket::TicketId;
use crate::turns::tell_both;

/// Links of one ticket.
pub const LINKS_MAX: i64 = 100;

words! {
    /// What a ticket has to do with another one.
    pub enum LinkKind {
        /// Both have to do with the same thing.
        Relates = "relates",
        /// It says the same as the other one.
        Duplicates = "duplicates",
        /// The other one says the same as it.
        DuplicatedBy = "duplicated_by",
    }
}

impl LinkKind {
    /// The same link, seen from the other ticket.
    #[must_use]
    pub fn seen_from_the_other(self) -> Self {
        match self {
            Self::Relates => Self::Relates,
            Self::Duplicates => Self::DuplicatedBy,
            Self::DuplicatedBy => Self::Duplicates,
        }
    }
}

/// A link to be made.
#[derive(Debug, Clone, Copy)]
pub struct LinkTo {
    /// The ticket.
    pub ticket: TicketId,
    /// The other one.
    pub other: TicketId,
    /// What the ticket has to do with it.
    pub kind: LinkKind,
}

/// A link as one of its tickets shows it.
#[derive(Debug, Clone)]
pub struct Link {
    /// What the ticket that was asked about has to do with the other one.
    pub kind: LinkKind,
    /// The other one.
    pub other: TicketBrief,
}

/// Links two tickets; a link of another kind between them gives way, the same link again changes nothing.
///
/// # Errors
/// `NotFound` and `NotAllowed` for either of them; `Conflict` when they are one ticket, or one of them has [`LINKS_MAX`] links.
pub fn link_to(tx: &mut Tx<'_>, actor: &Actor, link: &LinkTo) -> Result<()> {
    let (ticket, other) = permit_both(tx, actor, Action::Link, link.ticket, link.other)?;
    if kind_between(tx, link.ticket, link.other)? == Some(link.kind) {
        return Ok(());
    }
    forget(tx, link.ticket, link.other)?;
    for id in [link.ticket, link.other] {
        let (count,) = tx.one::<(i64,)>("SELECT COUNT(*) FROM links WHERE ticket_id = $1 OR other_id = $1", params![id])?;
        if count >= LINKS_MAX {
            return Err(Error::conflict(Sentence::new("links-too-many").with("ticket", id).with("max", LINKS_MAX)));
        }
    }
    let (from, to, kind) = match link.kind {
        LinkKind::DuplicatedBy => (link.other, link.ticket, LinkKind::Duplicates),
        kind => (link.ticket, link.other, kind),
    };
    let now = tx.now();
    let sql = "INSERT INTO links (ticket_id, other_id, kind, linked_by, at) VALUES ($1, $2, $3, $4, $5)";
    tx.execute_one(sql, params![from, to, kind, actor.person(), now])?;
    change(tx, ticket, |_| {})?;
    change(tx, other, |_| {})?;
    tell(tx, actor, link.ticket, link.other, link.kind, true)
}

/// The links of a ticket to others that the asker may see, the newest ticket first.
///
/// # Errors
/// `NotFound` when the asker may not see the ticket.
pub fn links(conn: &Conn, actor: &Actor, ticket: TicketId) -> Result<Vec<Link>> {
    look(conn, actor, ticket)?;
    let mut kinds = Vec::new();
    let sql = "SELECT other_id, kind, CAST(0 AS BIGINT) FROM links WHERE ticket_id = $1 \
               UNION ALL SELECT ticket_id, kind, CAST(1 AS BIGINT) FROM links WHERE other_id = $1";
    conn.each::<(TicketId, LinkKind, bool)>(sql, params![ticket], |(other, kind, turned)| {
        kinds.push((other, if turned { kind.seen_from_the_other() } else { kind }));
        Ok(())
    })?;
    if kinds.is_empty() {
        return Ok(Vec::new());
    }
    let condition = "t.id IN (SELECT other_id FROM links WHERE ticket_id = $1 UNION SELECT ticket_id FROM links WHERE other_id = $1)";
    let when = Sql { condition: condition.to_owned(), params: vec![ticket.into()] };
    let others = briefs(conn, actor, when, "t.id DESC", usize::try_from(LINKS_MAX).unwrap_or(usize::MAX))?;
    let kind_of = |id| kinds.iter().find(|(other, _)| *other == id).map_or(LinkKind::Relates, |(_, kind)| *kind);
    Ok(others.into_iter().map(|other| Link { kind: kind_of(other.id), other }).collect())
}

/// What `ticket` has to do with `other`, if they are linked.
pub(crate) fn kind_between(conn: &Conn, ticket: TicketId, other: TicketId) -> Result<Option<LinkKind>> {
    let sql = "SELECT ticket_id, kind FROM links WHERE (ticket_id = $1 AND other_id = $2) OR (ticket_id = $2 AND other_id = $1)";
    let found = conn.first::<(TicketId, LinkKind)>(sql, params![ticket, other])?;
    Ok(found.map(|(from, kind)| if from == ticket { kind } else { kind.seen_from_the_other() }))
}

/// Takes whatever link there is between the two.
pub(crate) fn forget(tx: &mut Tx<'_>, ticket: TicketId, other: TicketId) -> Result<()> {
    let sql = "DELETE FROM links WHERE (ticket_id = $1 AND other_id = $2) OR (ticket_id = $2 AND other_id = $1)";
    tx.execute(sql, params![ticket, other])?;
    Ok(())
}

/// Writes a link that came, or one that went, down at both tickets.
pub(crate) fn tell(tx: &mut Tx<'_>, actor: &Actor, ticket: TicketId, other: TicketId, kind: LinkKind, came: bool) -> Result<()> {
    let told = |other, kind: LinkKind| {
        let link = kind.as_str().into();
        if came { TicketEvent::Linked { other, link } } else { TicketEvent::Unlinked { other, link } }
    };
    tell_both(tx, actor, (ticket, told(other, kind)), (other, told(ticket, kind.seen_from_the_other())))?;
    Ok(())
}
