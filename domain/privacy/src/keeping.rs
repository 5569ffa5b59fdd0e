//! How long things are kept: rules that are off until an administrator switches one on, each with a look at what it would touch.
//!
//! A timer keeps to them, a batch in each transaction; what a run did is kept with the rule and written into the log when it is over.

use db::{Conn, DAY_MS, Event, Moment, Subject, Tx, params, put_setting, setting, words};
use outcome::{Check, Refusal, Result, Sentence};
use people::Actor;
use serde::{Deserialize, Serialize};
use tickets::{CategoryId, TicketId};

use crate::limits::{KEEP_DAYS_MAX, KEEP_DAYS_MIN, ORIGINALS_BATCH, TICKETS_BATCH};
use crate::policy::{Action, permit};
use crate::steps::empty_ticket;

words! {
    /// What a rule is about.
    pub enum Kept {
        /// What was said in tickets, by how long they are closed.
        Words = "words",
        /// Letters as they came and left, by how old they are.
        Originals = "originals",
    }
}

/// How long something is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Keeping {
    /// Does the rule hold?
    pub on: bool,
    /// For how many days.
    pub days: i64,
    /// Tickets of this category and those below it; of all when none. For words alone.
    pub category: Option<CategoryId>,
    /// How emptied tickets are called, in the language of who set it.
    pub called: String,
}

impl Default for Keeping {
    fn default() -> Self {
        Self { on: false, days: 2 * 365, category: None, called: String::new() }
    }
}

/// What the last run of a rule did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ran {
    /// When it ended; 0 when there was none yet.
    pub at: i64,
    /// What it touched.
    pub touched: u64,
    /// What the run that is under way has touched so far.
    pub under_way: u64,
}

#[derive(Serialize)]
struct Set {
    rule: Kept,
    on: bool,
    days: i64,
    category: Option<CategoryId>,
}

impl Event for Set {
    fn kind(&self) -> &'static str {
        "keeping.set"
    }

    fn subject(&self) -> Subject {
        Subject::new("keeping", 0)
    }
}

#[derive(Serialize)]
struct KeptTo {
    rule: Kept,
    touched: u64,
}

impl Event for KeptTo {
    fn kind(&self) -> &'static str {
        "keeping.kept_to"
    }

    fn subject(&self) -> Subject {
        Subject::new("keeping", 0)
    }
}

fn name(rule: Kept) -> String {
    format!("keeping.{rule}")
}

fn run_name(rule: Kept) -> String {
    format!("keeping.{rule}.ran")
}

/// A rule, and what its last run did.
///
/// # Errors
/// Refused to all but administrators.
pub fn keeping(conn: &Conn, actor: &Actor, rule: Kept) -> Result<(Keeping, Ran)> {
    permit(actor, Action::SeeKeeping)?;
    of(conn, rule)
}

fn of(conn: &Conn, rule: Kept) -> Result<(Keeping, Ran)> {
    Ok((setting(conn, &name(rule))?.unwrap_or_default(), setting(conn, &run_name(rule))?.unwrap_or_default()))
}

/// How many tickets or letters this rule would touch now. Changes nothing.
///
/// # Errors
/// Refused to all but administrators; `Invalid` for days or a category that cannot be.
pub fn would_touch(conn: &Conn, actor: &Actor, rule: Kept, keeping: &Keeping) -> Result<i64> {
    permit(actor, Action::SeeKeeping)?;
    check(conn, keeping)?;
    let before = before(conn, keeping);
    match rule {
        Kept::Words => {
            let sql = format!("SELECT COUNT(*) {}", with_words(conn, keeping)?);
            Ok(conn.one::<(i64,)>(&sql, params![before])?.0)
        }
        Kept::Originals => mail::originals_before(conn, before),
    }
}

/// Sets how long something is kept.
///
/// # Errors
/// Refused to all but administrators; `Invalid` for days or a category that cannot be.
pub fn set_keeping(tx: &mut Tx<'_>, actor: &Actor, rule: Kept, to: &Keeping) -> Result<()> {
    permit(actor, Action::SetKeeping)?;
    check(tx, to)?;
    if of(tx, rule)?.0 != *to {
        put_setting(tx, &name(rule), to)?;
        tx.record(actor, &Set { rule, on: to.on, days: to.days, category: to.category })?;
    }
    Ok(())
}

fn check(conn: &Conn, keeping: &Keeping) -> Result<()> {
    let says = Sentence::new("keeping-days").with("min", KEEP_DAYS_MIN).with("max", KEEP_DAYS_MAX);
    Check::new().that((KEEP_DAYS_MIN..=KEEP_DAYS_MAX).contains(&keeping.days), "days", says).done()?;
    let known = |id: CategoryId| Ok::<_, outcome::Error>(tickets::categories(conn)?.iter().any(|category| category.id == id));
    if keeping.category.map_or(Ok(true), known)? { Ok(()) } else { Err(Refusal::NotFound.into()) }
}

fn before(conn: &Conn, keeping: &Keeping) -> Moment {
    conn.now().plus_ms(-keeping.days.saturating_mul(DAY_MS))
}

/// Closed tickets that still have words, and that the rule is about; `$1` is before when they were closed.
fn with_words(conn: &Conn, keeping: &Keeping) -> Result<String> {
    // What was merged is read in the ticket that goes on, and goes after it.
    let mut sql = "FROM tickets t WHERE t.closed_at IS NOT NULL AND t.emptied_at IS NULL AND t.closed_at < $1 AND (t.merged_into IS NULL \
                   OR EXISTS (SELECT 1 FROM tickets s WHERE s.id = t.merged_into AND s.emptied_at IS NOT NULL))"
        .to_owned();
    if let Some(top) = keeping.category {
        let all = tickets::categories(conn)?;
        let Some(top) = all.iter().find(|category| category.id == top) else { return Ok(format!("{sql} AND 1 = 0")) };
        let ids: Vec<String> = all.iter().filter(|c| c.id == top.id || c.is_below(top)).map(|c| c.id.to_string()).collect();
        sql = format!("{sql} AND t.category_id IN ({})", ids.join(", "));
    }
    Ok(sql)
}

/// Keeps to the rules that are on: a batch of each. True when there may be more; a timer calls it.
///
/// # Errors
/// What the engine answers.
pub fn keep_to(tx: &mut Tx<'_>, actor: &Actor) -> Result<bool> {
    let mut more = false;
    for rule in Kept::ALL.iter().copied() {
        let (keeping, mut ran) = of(tx, rule)?;
        if !keeping.on {
            continue;
        }
        let before = before(tx, &keeping);
        let (touched, full) = match rule {
            Kept::Words => words_before(tx, &keeping, before)?,
            Kept::Originals => {
                let touched = mail::drop_originals(tx, before, ORIGINALS_BATCH)?;
                (touched, touched >= ORIGINALS_BATCH)
            }
        };
        ran.under_way += touched as u64;
        if !full {
            ran = Ran { at: tx.now().0, touched: ran.under_way, under_way: 0 };
            if ran.touched > 0 {
                tx.record(actor, &KeptTo { rule, touched: ran.touched })?;
            }
        }
        put_setting(tx, &run_name(rule), &ran)?;
        more |= full;
    }
    Ok(more)
}

fn words_before(tx: &mut Tx<'_>, keeping: &Keeping, before: Moment) -> Result<(usize, bool)> {
    let sql = format!("SELECT t.id {} ORDER BY t.closed_at, t.id LIMIT {TICKETS_BATCH}", with_words(tx, keeping)?);
    let part: Vec<(TicketId,)> = tx.all(&sql, params![before])?;
    for (ticket,) in &part {
        empty_ticket(tx, *ticket, &keeping.called)?;
    }
    webhooks::empty_tickets(tx, &part.iter().map(|(ticket,)| *ticket).collect::<Vec<_>>())?;
    Ok((part.len(), part.len() >= TICKETS_BATCH))
}
