//! The answer: good or bad, with a comment or without. It can be changed for a while, and the figures follow.

use db::{Conn, Tx, params};
use outcome::{Check, Error, Result, Sentence};
use people::Actor;
use tickets::policy::Action;
use tickets::{MarkSatisfaction, Satisfaction, Status, Ticket, TicketId};

use crate::counts::{self, Step};
use crate::limits::{ANSWER_MS, COMMENT_CHARS_MAX};
use crate::rating::Rating;
use crate::settings::settings;

/// An answer.
#[derive(Debug, Clone)]
pub struct Rate {
    /// The ticket.
    pub ticket: TicketId,
    /// Good or bad.
    pub score: Satisfaction,
    /// What they say to it; as it was when nothing is said.
    pub comment: Option<String>,
}

/// Takes a requester's answer, whether they were asked already or not. The same again changes nothing.
///
/// # Errors
/// `NotFound`; `NotAllowed` to whoever did not ask for the ticket; `Invalid`; `Conflict` when the ticket is not done, when answers
/// are taken no more, or when nobody is asked at this desk.
pub fn rate(tx: &mut Tx<'_>, actor: &Actor, answer: &Rate) -> Result<Rating> {
    let ticket = tickets::policy::permit(tx, actor, Action::Rate, answer.ticket)?;
    let comment = answer.comment.as_deref().map(str::trim);
    let says = Sentence::new("satisfaction-comment-too-long").with("max", COMMENT_CHARS_MAX);
    Check::new()
        .that(answer.score != Satisfaction::Offered, "score", "satisfaction-score")
        .that(comment.is_none_or(|text| text.chars().count() <= COMMENT_CHARS_MAX), "comment", says)
        .done()?;
    if !settings(tx)?.on {
        return Err(Error::conflict("satisfaction-off"));
    }
    if !is_done(&ticket) {
        return Err(Error::conflict("satisfaction-not-done"));
    }
    let now = tx.now();
    let was = match Rating::of(tx, ticket.id)? {
        Some(rating) if rating.asked_at.is_some() => rating,
        // They answer before they were asked; then nobody asks any more.
        _ => asked(tx, &ticket)?,
    };
    let since = was.asked_at.unwrap_or(now);
    if now.0 > since.plus_ms(ANSWER_MS).0 {
        return Err(Error::conflict("satisfaction-too-late"));
    }
    let comment = comment.unwrap_or(&was.comment).to_owned();
    if was.score == Some(answer.score) && was.comment == comment {
        return Ok(was);
    }
    let sql = "UPDATE ratings SET score = $2, comment = $3, rated_at = COALESCE(rated_at, $4), updated_at = $4 WHERE id = $1";
    tx.execute_one(sql, params![was.id, answer.score, &comment, now])?;
    counts::follow(tx, &was, since, Step::answered(was.score, answer.score))?;
    tickets::mark_satisfaction(tx, actor, &MarkSatisfaction { ticket: was.ticket_id, to: answer.score, comment })?;
    Rating::of(tx, was.ticket_id)?.ok_or_else(|| anyhow::anyhow!("a rating is gone that was just written").into())
}

/// Resolved or closed, and no other ticket goes on in its place.
pub(crate) fn is_done(ticket: &Ticket) -> bool {
    matches!(ticket.status, Status::Resolved | Status::Closed) && ticket.merged_into.is_none() && ticket.deleted_at.is_none()
}

/// Writes down that it is asked now, and counts it. The second time it finds itself.
pub(crate) fn asked(tx: &mut Tx<'_>, ticket: &Ticket) -> Result<Rating> {
    let now = tx.now();
    let sql = "INSERT INTO ratings (ticket_id, requester_id, assignee_id, team_id, category_id, ask_at, asked_at, comment, updated_at) \
               VALUES ($1,$2,$3,$4,$5,$6,$6,'',$6) ON CONFLICT (ticket_id) DO UPDATE SET requester_id = excluded.requester_id, \
               assignee_id = excluded.assignee_id, team_id = excluded.team_id, category_id = excluded.category_id, \
               asked_at = excluded.asked_at, updated_at = excluded.updated_at WHERE ratings.asked_at IS NULL";
    let values = params![ticket.id, ticket.requester_id, ticket.assignee_id, ticket.team_id, ticket.category_id, now];
    let is_new = tx.execute(sql, values)? > 0;
    let rating = Rating::of(tx, ticket.id)?.ok_or_else(|| anyhow::anyhow!("a rating is gone that was just written"))?;
    if is_new {
        counts::follow(tx, &rating, now, Step { asked: 1, ..Step::default() })?;
    }
    Ok(rating)
}

/// Can the actor answer about a ticket now? Pages ask before they show the question.
///
/// # Errors
/// `NotFound` to those who may not see the ticket.
pub fn may_rate(conn: &Conn, actor: &Actor, ticket: TicketId) -> Result<bool> {
    let ticket = tickets::policy::look(conn, actor, ticket)?;
    if !ticket.may(Action::Rate) || !is_done(&ticket) || !settings(conn)?.on {
        return Ok(false);
    }
    let asked_at = Rating::of(conn, ticket.id)?.and_then(|rating| rating.asked_at);
    Ok(asked_at.is_none_or(|at| conn.now().0 <= at.plus_ms(ANSWER_MS).0))
}
