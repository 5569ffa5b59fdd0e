//! Tickets of these hours that are alike: perhaps the same matter, perhaps a wave of them.

use db::{Conn, Moment, params, row};
use outcome::Result;
use people::Actor;
use resemble::{Classifier, Example, Neighbours};
use tickets::{Status, Ticket, TicketId};

use crate::history::{first_message, text};
use crate::learned::{Learned, learned};
use crate::limits::{RECENT_MAX, RECENT_MS, SAME_MAX, SAME_PERCENT_MIN, TEXT_CHARS_READ, WAVE_MIN, WAVE_MS, WAVE_PERCENT_MIN};
use crate::proposals::percent;

row! {
    /// A ticket of these hours.
    pub struct Recent {
        /// Its number.
        pub id: TicketId,
        /// What it is about.
        pub subject: String,
        /// How its first message begins.
        pub body: String,
        /// When it came in.
        pub opened_at: Moment,
        /// Where it stands.
        pub status: Status,
        /// What it is part of.
        pub parent: Option<TicketId>,
    }
}

/// A ticket that is like another one.
#[derive(Debug, Clone)]
pub struct Alike {
    /// The ticket.
    pub ticket: TicketId,
    /// What it is about.
    pub subject: String,
    /// Where it stands.
    pub status: Status,
    /// How alike, in per cent.
    pub percent: u8,
}

/// Many alike tickets in a short time, this one among them.
#[derive(Debug, Clone)]
pub struct Wave {
    /// The one the others would be part of: the first of them that is already a whole, or the oldest.
    pub parent: TicketId,
    /// Those that are not part of it yet.
    pub loose: Vec<TicketId>,
    /// How many there are, this one among them.
    pub tickets: usize,
    /// When the first of them came in.
    pub since: Moment,
}

/// Unfinished tickets of these hours that may be the same, and the wave they may be part of. One statement.
///
/// # Errors
/// What the engine answers.
pub(crate) fn among_recent(
    conn: &Conn,
    actor: &Actor,
    learned: &Learned,
    ticket: &Ticket,
    own: &str,
) -> Result<(Vec<Alike>, Option<Wave>)> {
    let Some(classifier) = learned.comparing().filter(|_| ticket.status.is_unfinished()) else { return Ok((Vec::new(), None)) };
    let recent = recent(conn, actor, ticket.opened_at, ticket.id)?;
    let likeness = likeness(classifier, &recent, own);
    let wave = match wave(ticket, &likeness) {
        // What they are part of may be a ticket of a restricted team.
        Some(wave) if tickets::ticket(conn, actor, wave.parent).is_err() => None,
        wave => wave,
    };
    Ok((same(&likeness), wave))
}

fn wave(ticket: &Ticket, likeness: &[(u8, &Recent)]) -> Option<Wave> {
    let near = |r: &Recent| (r.opened_at.0 - ticket.opened_at.0).abs() <= WAVE_MS;
    let others: Vec<&Recent> = likeness.iter().filter(|(percent, r)| *percent >= WAVE_PERCENT_MIN && near(r)).map(|(_, r)| *r).collect();
    if others.len() + 1 < WAVE_MIN {
        return None;
    }
    let mut members: Vec<(TicketId, Option<TicketId>)> = others.iter().map(|r| (r.id, r.parent)).collect();
    members.push((ticket.id, ticket.parent_id));
    members.sort_unstable();
    let whole = members.iter().find_map(|(_, parent)| *parent).unwrap_or(members[0].0);
    let loose: Vec<TicketId> = members.iter().filter(|(id, parent)| *id != whole && parent.is_none()).map(|(id, _)| *id).collect();
    let since = others.iter().map(|r| r.opened_at.0).chain([ticket.opened_at.0]).min().unwrap_or_default();
    (!loose.is_empty()).then_some(Wave { parent: whole, loose, tickets: members.len(), since: Moment(since) })
}

/// Tickets by how like they are to a text, the likest first.
fn likeness<'r>(classifier: &Classifier, recent: &'r [Recent], to: &str) -> Vec<(u8, &'r Recent)> {
    let texts: Vec<String> = recent.iter().map(|recent| text(&recent.subject, &recent.body)).collect();
    let examples: Vec<Example<'_>> = texts.iter().map(|text| Example::new(text, "")).collect();
    let near = Neighbours::learn(classifier, &examples).nearest(classifier, to, resemble::NEAREST_MAX);
    near.iter().map(|near| (percent(near.likeness), &recent[near.text])).collect()
}

fn same(likeness: &[(u8, &Recent)]) -> Vec<Alike> {
    let likely = likeness.iter().filter(|(percent, _)| *percent >= SAME_PERCENT_MIN).take(SAME_MAX);
    likely.map(|(percent, r)| Alike { ticket: r.id, subject: r.subject.clone(), status: r.status, percent: *percent }).collect()
}

/// Unfinished tickets opened in the hours before `at` or later that the asker may see, the newest first, without `except`.
fn recent(conn: &Conn, actor: &Actor, at: Moment, except: TicketId) -> Result<Vec<Recent>> {
    let seen = tickets::policy::visible(actor, "t", 3);
    let sql = format!(
        "SELECT t.id, t.subject, COALESCE(substr(m.body, 1, {TEXT_CHARS_READ}), ''), t.opened_at, t.status, t.parent_id FROM tickets t {} \
         WHERE t.updated_at >= $1 AND t.opened_at >= $1 AND t.id <> $2 AND t.merged_into IS NULL \
         AND t.status IN ('new', 'open', 'waiting', 'on_hold') AND ({}) ORDER BY t.id DESC LIMIT {RECENT_MAX}",
        first_message(),
        seen.condition
    );
    let mut all = params![at.plus_ms(-RECENT_MS), except].to_vec();
    all.extend(seen.params);
    conn.all(&sql, &all)
}

/// Unfinished tickets of these hours that are like a text somebody is writing. Two statements, and more when something was
/// learned that this process has not read yet.
///
/// # Errors
/// What the engine answers.
pub fn alike(conn: &Conn, actor: &Actor, written: &str) -> Result<Vec<Alike>> {
    let learned = learned(conn)?;
    let Some(classifier) = learned.comparing() else { return Ok(Vec::new()) };
    let recent = recent(conn, actor, conn.now(), TicketId(0))?;
    Ok(same(&likeness(classifier, &recent, written)))
}
