//! Who may do what to a ticket: the only file that says so.
//!
//! The rule has three readers that a test holds together: [`permit`] and [`look`] for one ticket, [`visible`] for lists, and
//! `tests/policy.txt` for people.

mod lists;

use std::ops::Deref;

use anyhow::anyhow;
use db::{Cells, Conn, Row, Tx, params, words};
use filter::Sql;
use outcome::{Error, Refusal, Result};
use people::{Actor, PersonId, Reach, Role, Who};

use crate::limits::MERGE_DEPTH_MAX;
use crate::ticket::{Ticket, TicketId};
pub use lists::workable;
pub(crate) use lists::{is_at_desk, permit_view, restorable, views_visible};

words! {
    /// What can be done to a ticket.
    pub enum Action {
        /// See it, its public messages and its files.
        See = "see",
        /// See internal notes, the timeline's inner part and time spent.
        SeeInternal = "see_internal",
        /// Write a message that the requester reads.
        ReplyPublicly = "reply_publicly",
        /// Write an internal note.
        WriteNote = "write_note",
        /// Write in the name of somebody else, who must be allowed to say it themselves.
        WriteFor = "write_for",
        /// Take words or files out of a message for good.
        Redact = "redact",
        /// Keep a public message for the desk alone from now on.
        MakePrivate = "make_private",
        /// Watch it, or stop watching, oneself.
        Watch = "watch",
        /// Make others watch it, or no longer.
        ChooseWatchers = "choose_watchers",
        /// Say that it is solved, or that it is not.
        Confirm = "confirm",
        /// Say whether the help was good.
        Rate = "rate",
        /// Give it to a team or a specialist.
        Assign = "assign",
        /// Say how much is hit and how soon it hurts.
        Prioritize = "prioritize",
        /// Say what it is about.
        Recategorize = "recategorize",
        /// Let it wait for the requester.
        Wait = "wait",
        /// Put it on hold, or open it again.
        Hold = "hold",
        /// Call it done.
        Resolve = "resolve",
        /// Take it up again.
        Reopen = "reopen",
        /// Call it done for good.
        Close = "close",
        /// Change its subject.
        Retitle = "retitle",
        /// Add and remove tags.
        Tag = "tag",
        /// Answer the desk's own fields.
        FillIn = "fill_in",
        /// Put checklists on it and tick their steps.
        WorkChecklist = "work_checklist",
        /// Say who asked.
        ChangeRequester = "change_requester",
        /// Say whether it is an incident or a service request.
        SetKind = "set_kind",
        /// Say where it is.
        SetSite = "set_site",
        /// Let another ticket go on in its place, or take that back.
        Merge = "merge",
        /// Take messages out into a ticket of their own.
        Split = "split",
        /// Link it to another ticket, or make it part of one.
        Link = "link",
        /// Put it out of sight.
        Delete = "delete",
        /// Bring it back when it was deleted.
        Restore = "restore",
        /// Write down time spent on it.
        LogTime = "log_time",
    }
}

words! {
    /// What can be done to the desk itself, apart from any one ticket.
    pub enum DeskAction {
        /// Ask for help.
        Open = "open",
        /// Open a ticket on behalf of somebody else, and route it.
        OpenForOthers = "open_for_others",
        /// Work with the queue: lists, counts, bulk acts, views of one's own.
        UseQueue = "use_queue",
        /// Keep tickets at hand.
        KeepAtHand = "keep_at_hand",
        /// Keep views for a team or for everybody.
        ShareViews = "share_views",
        /// Change the tree of categories.
        ManageCategories = "manage_categories",
        /// Change the desk's own fields and where they are asked.
        ManageFields = "manage_fields",
        /// Change checklists.
        ManageChecklists = "manage_checklists",
        /// Change ticket templates and recurring tickets.
        ManageTemplates = "manage_templates",
        /// Put tickets out of sight, and bring them back.
        DeleteTickets = "delete_tickets",
        /// Change which impact and urgency make which priority.
        ManageMatrix = "manage_matrix",
        /// Change when resolved tickets close by themselves.
        ManageClocks = "manage_clocks",
        /// Write tickets of another system down as they were.
        Import = "import",
    }
}

words! {
    /// What somebody is to a ticket.
    pub enum Relation {
        /// Firstline itself, or one of its rules.
        House = "house",
        /// Works at the desk and may work on it.
        Desk = "desk",
        /// Asked for it.
        Own = "own",
        /// Watches it, without working at the desk.
        Watcher = "watcher",
        /// Belongs to the same organization and may see what it asks.
        Colleague = "colleague",
        /// None of these; a restricted team's ticket, to all but its members and the one who asked.
        Stranger = "stranger",
    }
}

impl Action {
    /// Does it only look?
    #[must_use]
    pub fn only_looks(self) -> bool {
        matches!(self, Self::See | Self::SeeInternal)
    }
}

/// The rule: may one who is `relation` to a ticket do this to it?
#[must_use]
pub fn allows(relation: Relation, action: Action) -> bool {
    match relation {
        Relation::House => true,
        Relation::Desk => action != Action::Rate,
        Relation::Own => matches!(action, Action::See | Action::ReplyPublicly | Action::Watch | Action::Confirm | Action::Rate),
        Relation::Watcher => matches!(action, Action::See | Action::ReplyPublicly | Action::Watch),
        Relation::Colleague => matches!(action, Action::See | Action::Watch),
        Relation::Stranger => false,
    }
}

/// The rule for the desk itself: may somebody of this role do this?
#[must_use]
pub fn allows_at_desk(role: Role, action: DeskAction) -> bool {
    match action {
        DeskAction::Open => true,
        DeskAction::OpenForOthers | DeskAction::UseQueue | DeskAction::KeepAtHand => role >= Role::Agent,
        DeskAction::ShareViews
        | DeskAction::ManageCategories
        | DeskAction::ManageFields
        | DeskAction::ManageChecklists
        | DeskAction::ManageTemplates
        | DeskAction::DeleteTickets => role >= Role::Lead,
        DeskAction::ManageMatrix | DeskAction::ManageClocks | DeskAction::Import => role >= Role::Administrator,
    }
}

/// A ticket that the asker may do something to. Only this file makes one out of a number.
#[derive(Debug, Clone)]
pub struct Permitted<T> {
    thing: T,
    relation: Relation,
    reach: Reach,
    watches: bool,
    speaks: bool,
}

impl<T> Deref for Permitted<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.thing
    }
}

impl<T> Permitted<T> {
    /// May the asker do this too? Templates ask before they show a button.
    #[must_use]
    pub fn may(&self, action: Action) -> bool {
        allows(self.relation, action) && (self.reach == Reach::Full || action.only_looks())
    }

    /// Refuses what the asker may not do.
    ///
    /// # Errors
    /// `NotAllowed` with the action's word.
    pub fn demand(&self, action: Action) -> Result<()> {
        if self.may(action) { Ok(()) } else { Err(Refusal::NotAllowed(action.as_str()).into()) }
    }

    /// What the asker is to it.
    #[must_use]
    pub fn relation(&self) -> Relation {
        self.relation
    }

    /// Does the asker watch it?
    #[must_use]
    pub fn is_watched(&self) -> bool {
        self.watches
    }

    /// Does the asker speak with the requester while others, to whom it was escalated, work on it?
    #[must_use]
    pub fn is_voice(&self) -> bool {
        self.speaks
    }

    /// The same permission for what the thing has become; for the one door of changes.
    pub(crate) fn become_thing(self, thing: T) -> Self {
        Self { thing, ..self }
    }
}

/// The ticket for a command that does `action` to it, locked until the transaction ends.
///
/// # Errors
/// `NotFound` to those who may not even see it, `NotAllowed` to those who may see it but not do this.
pub fn permit(tx: &Tx<'_>, actor: &Actor, action: Action, id: TicketId) -> Result<Permitted<Ticket>> {
    let found = find(tx, actor, id, &tx.locking("t"), false)?;
    found.demand(action)?;
    Ok(found)
}

/// The same for a ticket that was deleted.
///
/// # Errors
/// `NotFound` when it was not, or to those who may not know of it; `NotAllowed`.
pub(crate) fn permit_deleted(tx: &Tx<'_>, actor: &Actor, action: Action, id: TicketId) -> Result<Permitted<Ticket>> {
    let found = find(tx, actor, id, &tx.locking("t"), true)?;
    found.demand(action)?;
    Ok(found)
}

/// The same for a message: of a merged ticket, the one that goes on in its place, as far as the actor may follow. Whoever may
/// not see that one speaks to the ticket they know.
///
/// # Errors
/// As [`permit`]; a failure when merges lead in a circle, which no command makes.
pub(crate) fn permit_survivor(tx: &Tx<'_>, actor: &Actor, action: Action, id: TicketId) -> Result<Permitted<Ticket>> {
    let mut ticket = permit(tx, actor, action, id)?;
    for _ in 0..MERGE_DEPTH_MAX {
        let Some(into) = ticket.merged_into else { return Ok(ticket) };
        ticket = match permit(tx, actor, action, into) {
            Err(Error::Refused(Refusal::NotFound)) => return Ok(ticket),
            survivor => survivor?,
        };
    }
    Err(anyhow!("ticket {id} is merged more than {MERGE_DEPTH_MAX} times over").into())
}

/// The ticket for a query: what the asker may see.
///
/// # Errors
/// `NotFound` to those who may not see it.
pub fn look(conn: &Conn, actor: &Actor, id: TicketId) -> Result<Permitted<Ticket>> {
    find(conn, actor, id, "", false)
}

/// Refuses what the asker may not do at the desk.
///
/// # Errors
/// `NotAllowed` with the action's word.
pub fn permit_desk(actor: &Actor, action: DeskAction) -> Result<()> {
    let reaches = actor.reach == Reach::Full || action == DeskAction::UseQueue;
    let allowed = reaches && (is_house(actor) || allows_at_desk(actor.role, action));
    if allowed { Ok(()) } else { Err(Refusal::NotAllowed(action.as_str()).into()) }
}

/// The condition under which `actor` sees the ticket row `alias`, its parameters numbered from `first_param`: the twin of
/// [`look`] for lists.
#[must_use]
pub fn visible(actor: &Actor, alias: &str, first_param: usize) -> Sql {
    let Some(me) = actor.person() else { return Sql { condition: "TRUE".to_owned(), params: Vec::new() } };
    let (open, own) = (open_to(alias, first_param), format!("{alias}.requester_id = ${first_param}"));
    let there = format!("{alias}.deleted_at IS NULL");
    if actor.is_staff() {
        return Sql { condition: format!("({there} AND ({open} OR {own}))"), params: vec![me.into()] };
    }
    let watched = format!("{alias}.id IN (SELECT w.ticket_id FROM watchers w WHERE w.person_id = ${first_param})");
    match actor.organization.filter(|_| actor.sees_organization) {
        Some(organization) => {
            let colleague = format!("{alias}.organization_id = ${}", first_param + 1);
            let condition = format!("({there} AND ({own} OR ({open} AND ({watched} OR {colleague}))))");
            Sql { condition, params: vec![me.into(), organization.into()] }
        }
        None => Sql { condition: format!("({there} AND ({own} OR ({open} AND {watched})))"), params: vec![me.into()] },
    }
}

fn is_house(actor: &Actor) -> bool {
    matches!(actor.who, Who::System | Who::Rule(_))
}

/// The ticket lies with no restricted team, or with one that the person belongs to.
fn open_to(alias: &str, person_param: usize) -> String {
    format!(
        "({alias}.team_id IS NULL OR {alias}.team_id NOT IN (SELECT x.id FROM teams x WHERE x.visibility = 'restricted' \
         AND x.id NOT IN (SELECT y.team_id FROM team_members y WHERE y.person_id = ${person_param})))"
    )
}

/// What the rule needs to know about a ticket and the asker.
struct Found {
    ticket: Ticket,
    open: bool,
    watches: bool,
    speaks: bool,
}

impl Row for Found {
    fn read(cells: &Cells<'_>) -> Result<Self> {
        let after = Ticket::COLUMNS.len();
        Ok(Self {
            ticket: Ticket::read(cells)?,
            open: cells.field(after)?,
            watches: cells.field(after + 1)?,
            speaks: cells.field(after + 2)?,
        })
    }
}

fn find(conn: &Conn, actor: &Actor, id: TicketId, lock: &str, deleted: bool) -> Result<Permitted<Ticket>> {
    let me = actor.person().unwrap_or(PersonId(0));
    let sql = format!(
        "SELECT {}, CAST(CASE WHEN {} THEN 1 ELSE 0 END AS BIGINT), \
         CAST(CASE WHEN EXISTS (SELECT 1 FROM watchers w WHERE w.ticket_id = t.id AND w.person_id = $2) THEN 1 ELSE 0 END AS BIGINT), \
         CAST(CASE WHEN EXISTS (SELECT 1 FROM ticket_voices v WHERE v.ticket_id = t.id AND v.person_id = $2) THEN 1 ELSE 0 END AS BIGINT) \
         FROM tickets t WHERE t.id = $1{lock}",
        Ticket::columns("t"),
        open_to("t", 2)
    );
    let Some(found) = conn.first::<Found>(&sql, params![id, me])? else { return Err(Refusal::NotFound.into()) };
    let relation = relation(actor, &found);
    // The house goes on seeing what was deleted: what it promised before still ends.
    let is_there = found.ticket.deleted_at.is_some() == deleted || (!deleted && relation == Relation::House);
    if !is_there || !allows(relation, Action::See) {
        return Err(Refusal::NotFound.into());
    }
    Ok(Permitted { thing: found.ticket, relation, reach: actor.reach, watches: found.watches, speaks: found.speaks })
}

fn relation(actor: &Actor, found: &Found) -> Relation {
    let ticket = &found.ticket;
    if is_house(actor) {
        Relation::House
    } else if found.open && actor.is_staff() {
        Relation::Desk
    } else if actor.person() == Some(ticket.requester_id) {
        Relation::Own
    } else if !found.open || actor.is_staff() {
        Relation::Stranger
    } else if found.watches {
        Relation::Watcher
    } else if actor.sees_organization && actor.organization.is_some() && actor.organization == ticket.organization_id {
        Relation::Colleague
    } else {
        Relation::Stranger
    }
}
