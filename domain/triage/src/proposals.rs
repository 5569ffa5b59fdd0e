//! What is proposed for a ticket, each with how sure it is and the tickets it resembles.

use std::collections::BTreeMap;

use db::{Conn, params, row};
use outcome::Result;
use people::Actor;
use tickets::policy::Action as TicketAction;
use tickets::{Ticket, TicketId};

use crate::alike::{Alike, Wave, among_recent};
use crate::by_rule::{Applied, applied};
use crate::history::text;
use crate::learned::{Learned, learned};
use crate::limits::{LIKEST_LOOKED_AT, REASONS_MAX, SHOWN_PERCENT_MIN, TAGS_PROPOSED_MAX, TEXT_CHARS_READ};
use crate::policy::{Action, permit};
use crate::target::Target;

/// Something a ticket may need.
#[derive(Debug, Clone)]
pub struct Proposal {
    /// What it would set.
    pub target: Target,
    /// To what: an id, a level or a tag.
    pub value: String,
    /// What people call it; a level's own word for impact.
    pub name: String,
    /// How sure, in per cent.
    pub percent: u8,
    /// Tickets it resembles that have it, the likest first; only such as the asker may see.
    pub because: Vec<TicketId>,
}

/// All that history says about a ticket.
#[derive(Debug, Clone, Default)]
pub struct Proposals {
    /// Was anything learned yet?
    pub learned: bool,
    /// What is proposed.
    pub proposals: Vec<Proposal>,
    /// What was set by rule, and still is as the rule set it.
    pub by_rule: Vec<Applied>,
    /// Unfinished tickets of these hours that may be the same.
    pub same: Vec<Alike>,
    /// The wave it may be part of.
    pub wave: Option<Wave>,
}

row! {
    /// What a ticket that this one resembles became.
    pub struct Likeness {
        /// Its number.
        pub id: TicketId,
        /// Its category.
        pub category: Option<i64>,
        /// Its team.
        pub team: Option<i64>,
        /// Who did it.
        pub assignee: Option<i64>,
        /// How much was hit.
        pub impact: String,
    }
}

impl Likeness {
    fn has(&self, target: Target, value: &str) -> bool {
        let is = |id: Option<i64>| id.is_some_and(|id| id.to_string() == value);
        match target {
            Target::Category => is(self.category),
            Target::Team => is(self.team),
            Target::Assignee => is(self.assignee),
            Target::Impact => self.impact == value,
            Target::Tag => false,
        }
    }
}

/// What history says about a ticket. Nine statements at most, and more when something was learned that this process has not read.
///
/// # Errors
/// `NotFound` when the asker may not see the ticket, `NotAllowed` to those who do not work on it.
pub fn proposals(conn: &Conn, actor: &Actor, ticket: TicketId) -> Result<Proposals> {
    permit(actor, Action::See)?;
    let ticket = tickets::ticket(conn, actor, ticket)?;
    ticket.demand(TicketAction::SeeInternal)?;
    let learned = learned(conn)?;
    if learned.comparing().is_none() {
        return Ok(Proposals::default());
    }
    let text = text_of(conn, &ticket)?;
    let likest = likest(conn, actor, &learned, &ticket, &text)?;
    let (mut proposals, by_rule) = (Vec::new(), applied(conn, &ticket)?);
    if ticket.status.is_unfinished() && ticket.merged_into.is_none() {
        proposals = guesses(conn, &learned, &ticket, &text)?;
        for proposal in &mut proposals {
            let alike = likest.iter().filter(|(_, other)| other.has(proposal.target, &proposal.value));
            proposal.because = alike.map(|(_, other)| other.id).take(REASONS_MAX).collect();
        }
        proposals.extend(tags(conn, &ticket, &likest)?);
    }
    let (same, wave) = among_recent(conn, actor, &learned, &ticket, &text)?;
    Ok(Proposals { learned: true, proposals, by_rule, same, wave })
}

/// A share of one in whole per cent.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 100")]
pub(crate) fn percent(share: f32) -> u8 {
    (share.clamp(0.0, 1.0) * 100.0).round() as u8
}

/// The words of a ticket by which it is compared.
pub(crate) fn text_of(conn: &Conn, ticket: &Ticket) -> Result<String> {
    let sql = format!(
        "SELECT substr(m.body, 1, {TEXT_CHARS_READ}) FROM messages m WHERE m.ticket_id = $1 AND m.audience = 'public' \
         AND m.withdrawn_at IS NULL AND m.held_until = 0 ORDER BY m.id LIMIT 1"
    );
    let body = conn.first::<(String,)>(&sql, params![ticket.id])?.map_or_else(String::new, |(body,)| body);
    Ok(text(&ticket.subject, &body))
}

/// The best guess for each thing the ticket does not have yet.
fn guesses(conn: &Conn, learned: &Learned, ticket: &Ticket, text: &str) -> Result<Vec<Proposal>> {
    let best = |target: Target| {
        let guess = *learned.classifier(target)?.guess(text).first()?;
        let percent = percent(guess.confidence);
        (percent >= SHOWN_PERCENT_MIN).then(|| (guess.label.to_owned(), percent))
    };
    let wanted = |target: Target| match target {
        Target::Category => ticket.category_id.is_none(),
        Target::Team => ticket.team_id.is_none() && ticket.assignee_id.is_none(),
        Target::Assignee => ticket.assignee_id.is_none(),
        Target::Impact => ticket.first_replied_at.is_none(),
        Target::Tag => false,
    };
    let found: Vec<(Target, String, u8)> = Target::LEARNED
        .into_iter()
        .filter(|target| wanted(*target))
        .filter_map(|target| best(target).map(|(value, percent)| (target, value, percent)))
        .filter(|(target, value, _)| *target != Target::Impact || *value != ticket.impact.as_str())
        .collect();
    let names = names(conn, &found)?;
    let named = |(target, value, percent): (Target, String, u8)| {
        let name = if target == Target::Impact { Some(value.clone()) } else { names.get(&target).cloned() };
        name.map(|name| Proposal { target, value, name, percent, because: Vec::new() })
    };
    Ok(found.into_iter().filter_map(named).collect())
}

/// What the things are called, without those that were put away, have left, or that not everybody may know of. One statement.
fn names(conn: &Conn, found: &[(Target, String, u8)]) -> Result<BTreeMap<Target, String>> {
    let id = |target: Target| found.iter().find(|(of, ..)| *of == target).and_then(|(_, value, _)| value.parse::<i64>().ok()).unwrap_or(0);
    let sql = "SELECT (SELECT c.path FROM categories c WHERE c.id = $1 AND c.archived_at IS NULL), \
               (SELECT g.name FROM teams g WHERE g.id = $2 AND g.archived_at IS NULL AND g.visibility <> 'restricted'), \
               (SELECT p.name FROM people p WHERE p.id = $3 AND p.deactivated_at IS NULL AND p.role <> 'requester')";
    type Names = (Option<String>, Option<String>, Option<String>);
    let (category, team, assignee) = conn.one::<Names>(sql, params![id(Target::Category), id(Target::Team), id(Target::Assignee)])?;
    let all = [(Target::Category, category), (Target::Team, team), (Target::Assignee, assignee)];
    Ok(all.into_iter().filter_map(|(target, name)| Some((target, name?))).collect())
}

/// The tickets it resembles most, of those the asker may see, with what they became; the likest first. One statement.
fn likest(conn: &Conn, actor: &Actor, learned: &Learned, ticket: &Ticket, text: &str) -> Result<Vec<(f32, Likeness)>> {
    let Some((texts, classifier)) = learned.texts() else { return Ok(Vec::new()) };
    let near = texts.neighbours.nearest(classifier, text, LIKEST_LOOKED_AT);
    let near: Vec<(f32, TicketId)> =
        near.iter().filter_map(|near| Some((near.likeness, *texts.tickets.get(near.text)?))).filter(|(_, id)| *id != ticket.id).collect();
    if near.is_empty() {
        return Ok(Vec::new());
    }
    let (list, mut all) = numbered(near.iter().map(|(_, id)| *id));
    let seen = tickets::policy::visible(actor, "t", all.len() + 1);
    all.extend(seen.params);
    let sql = format!(
        "SELECT t.id, t.category_id, t.team_id, t.assignee_id, t.impact FROM tickets t WHERE t.id IN ({list}) AND t.merged_into IS NULL AND ({})",
        seen.condition
    );
    let found: Vec<Likeness> = conn.all(&sql, &all)?;
    Ok(near.into_iter().filter_map(|(likeness, id)| Some((likeness, found.iter().find(|other| other.id == id)?.clone()))).collect())
}

/// `$1, $2` and the numbers for it.
fn numbered(ids: impl Iterator<Item = TicketId>) -> (String, Vec<db::Value>) {
    let values: Vec<db::Value> = ids.map(db::Value::from).collect();
    let list = (1..=values.len()).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
    (list, values)
}

/// Tags that the likest tickets have, as sure as those are many and like. One statement.
fn tags(conn: &Conn, ticket: &Ticket, likest: &[(f32, Likeness)]) -> Result<Vec<Proposal>> {
    if likest.is_empty() {
        return Ok(Vec::new());
    }
    let (list, mut all) = numbered(likest.iter().map(|(_, other)| other.id));
    all.push(ticket.id.into());
    let own = all.len();
    let sql = format!(
        "SELECT w.ticket_id, w.tag FROM ticket_tags w WHERE w.ticket_id IN ({list}) \
         AND w.tag NOT IN (SELECT o.tag FROM ticket_tags o WHERE o.ticket_id = ${own})"
    );
    let rows = conn.all::<(TicketId, String)>(&sql, &all)?;
    let whole: f32 = likest.iter().map(|(likeness, _)| likeness).sum::<f32>().max(f32::MIN_POSITIVE);
    let mut shares: BTreeMap<&str, (f32, Vec<TicketId>)> = BTreeMap::new();
    for (likeness, other) in likest {
        for (_, tag) in rows.iter().filter(|(id, _)| *id == other.id) {
            let (share, because) = shares.entry(tag).or_default();
            *share += likeness / whole;
            because.push(other.id);
        }
    }
    // One ticket that happens to have a tag proposes nothing.
    let mut proposals: Vec<Proposal> = shares
        .into_iter()
        .filter(|(_, (share, because))| percent(*share) >= SHOWN_PERCENT_MIN && because.len() > 1)
        .map(|(tag, (share, mut because))| {
            because.truncate(REASONS_MAX);
            Proposal { target: Target::Tag, value: tag.to_owned(), name: tag.to_owned(), percent: percent(share), because }
        })
        .collect();
    proposals.sort_by_key(|proposal| std::cmp::Reverse(proposal.percent));
    proposals.truncate(TAGS_PROPOSED_MAX);
    Ok(proposals)
}
