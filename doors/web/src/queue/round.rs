//! `/bulk/rounds`: one deed to every ticket of a list, looked at first, followed while a job does it, and taken back.

use ::tickets::{BeginRound, BulkOutcome, Round, RoundId, RoundState, Stayed, TicketId, UNDO_MS, Why};
use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect};
use axum_extra::extract::Form;
use catalogue::{Arg, Say};
use db::Conn;
use outcome::{Refusal, Result};
use people::Actor;

use super::bulk::Chosen;
use super::{bulk_page, deed_words};
use crate::desk::Desk;
use crate::frame::{crumb, here, html, shell};
use crate::front::{Answer, SignedIn, argument, caught, new_key, once};
use crate::ui::view::{Section, Shell};

/// A ticket that stays as it is, and why.
struct Line {
    id: TicketId,
    subject: String,
    why: String,
}

#[derive(Template)]
#[template(path = "queue/round_try.html")]
struct TryPage<'a> {
    t: &'a Say,
    shell: Shell,
    key: String,
    back: String,
    chosen: &'a Chosen,
    what: String,
    total: i64,
    /// What was tried, in words.
    tried: String,
    changed: String,
    unchanged: String,
    refusing: String,
    refused: Vec<Line>,
}

/// What would come of it: the deed is done to the first tickets of the list, and all of it taken back.
///
/// # Errors
/// What the engine answers; input that no ticket can take is asked for again.
pub async fn try_out(desk: &Desk, visitor: &SignedIn, chosen: &Chosen) -> Answer {
    let (reader, input) = (visitor.clone(), chosen.clone());
    let tried = desk.db.try_out(move |tx| {
        let tried = tickets::try_round(tx, &reader.actor, &begin(&input, &reader)?)?;
        let all_refused = tried.done.outcomes.iter().all(|(_, outcome)| matches!(outcome, BulkOutcome::Refused(_)));
        match tried.done.outcomes.first() {
            Some((_, BulkOutcome::Refused(refusal @ Refusal::Invalid(_)))) if all_refused => Err(refusal.clone().into()),
            _ => Ok(tried),
        }
    });
    let tried = match caught(tried.await)? {
        Ok(tried) => tried,
        Err(fields) => return bulk_page::again(desk, visitor, chosen, &fields).await,
    };
    let stayed = tried.done.outcomes.iter().filter_map(|(ticket, outcome)| match outcome {
        BulkOutcome::Refused(refusal) => Some(Stayed { ticket: *ticket, why: Why::of(refusal) }),
        BulkOutcome::Done | BulkOutcome::Unchanged => None,
    });
    let (reader, input, stayed) = (visitor.clone(), chosen.clone(), stayed.collect::<Vec<_>>());
    let (shell, what, refused) = desk
        .db
        .read(move |conn| {
            let up = vec![crumb(reader.say.say("nav-queue"), input.back()), here(reader.say.say("round-title"))];
            let what = deed_words::of(conn, &reader.say, &begin(&input, &reader)?.deed)?;
            Ok((shell(conn, &reader, Section::Queue, up)?, what, lines(conn, &reader.actor, &reader.say, &stayed)?))
        })
        .await?;
    let say = &visitor.say;
    let figure = |count: usize| say.number(i64::try_from(count).unwrap_or(i64::MAX));
    let of = |wanted: &BulkOutcome| figure(tried.done.outcomes.iter().filter(|(_, outcome)| outcome == wanted).count());
    let count = tried.done.outcomes.len();
    let all = i64::try_from(count).is_ok_and(|count| count >= tried.total);
    html(&TryPage {
        t: &visitor.say,
        shell,
        key: new_key(),
        back: chosen.back(),
        chosen,
        what,
        total: tried.total,
        tried: if all { say.say("round-tried-all").into_owned() } else { say.say1("round-tried-first", "count", count).into_owned() },
        refusing: figure(refused.len()),
        changed: of(&BulkOutcome::Done),
        unchanged: of(&BulkOutcome::Unchanged),
        refused,
    })
}

fn begin(chosen: &Chosen, visitor: &SignedIn) -> Result<BeginRound> {
    let zone = &visitor.say.zone;
    Ok(BeginRound { ask: chosen.asked().to_ask(zone)?, deed: chosen.deed(zone)?, list: chosen.back() })
}

/// `POST /bulk/rounds`: it begins.
pub async fn create(State(desk): State<Desk>, visitor: SignedIn, Form(chosen): Form<Chosen>) -> Answer<Redirect> {
    let id = desk
        .db
        .write(move |tx| {
            let wanted = begin(&chosen, &visitor)?;
            once(tx, &visitor.actor, "round", &chosen.key, |tx| Ok(tickets::begin_round(tx, &visitor.actor, &wanted)?.id))
        })
        .await?;
    Ok(Redirect::to(&format!("/bulk/rounds/{id}")))
}

#[derive(Template)]
#[template(path = "queue/round.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    of: Round,
    what: String,
    state: String,
    /// What became of the tickets: a word and a figure each.
    figures: Vec<(&'static str, String)>,
    /// Tickets that can be changed back.
    to_take_back: Option<i64>,
    /// How many tickets that stayed are shown, where there are more.
    first: Option<usize>,
    stayed: Vec<Line>,
}

/// `GET /bulk/rounds/{id}`
pub async fn show(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<RoundId>) -> Answer {
    let reader = visitor.clone();
    let (shell, of, what, stayed, now) = desk
        .db
        .read(move |conn| {
            let of = tickets::round(conn, &reader.actor, id)?;
            let up = vec![crumb(reader.say.say("nav-queue"), of.list.clone()), here(reader.say.say("round-title"))];
            let what = deed_words::of(conn, &reader.say, &of.deed()?)?;
            let stayed = tickets::stayed(conn, &reader.actor, id)?;
            let stayed = lines(conn, &reader.actor, &reader.say, &stayed)?;
            Ok((shell(conn, &reader, Section::Queue, up)?, of, what, stayed, conn.now()))
        })
        .await?;
    let over = matches!(of.state, RoundState::Done | RoundState::Stopped);
    let can_take_back = over && of.changed > 0 && of.ended_at.is_some_and(|at| now.since_ms(at) < UNDO_MS);
    let words = [("gone", Arg::from(of.gone())), ("due", Arg::from(of.due()))];
    let state = visitor.say.say_with(&format!("round-state-{}", of.state.as_str().replace('_', "-")), &words).into_owned();
    let mut figures = vec![("round-changed", of.changed), ("round-unchanged", of.unchanged), ("round-refused", of.refused)];
    if of.taken_back + of.kept > 0 {
        figures.extend([("round-taken-back", of.taken_back), ("round-kept", of.kept)]);
    }
    let figures = figures.into_iter().map(|(key, count)| (key, visitor.say.number(count))).collect();
    let to_take_back = can_take_back.then_some(of.changed);
    let first = i64::try_from(stayed.len()).is_ok_and(|shown| shown < of.refused + of.kept).then_some(stayed.len());
    html(&Page { t: &visitor.say, shell, of, what, state, figures, to_take_back, first, stayed })
}

/// `POST /bulk/rounds/{id}/stop`
pub async fn stop(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<RoundId>) -> Answer {
    desk.db.write(move |tx| tickets::stop_round(tx, &visitor.actor, id).map(drop)).await?;
    Ok(Redirect::to(&format!("/bulk/rounds/{id}")).into_response())
}

/// `POST /bulk/rounds/{id}/undo`
pub async fn undo(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<RoundId>) -> Answer {
    desk.db.write(move |tx| tickets::take_back_round(tx, &visitor.actor, id).map(drop)).await?;
    Ok(Redirect::to(&format!("/bulk/rounds/{id}")).into_response())
}

/// Tickets that stay as they are, as far as the reader sees them, in words.
fn lines(conn: &Conn, actor: &Actor, say: &Say, stayed: &[Stayed]) -> Result<Vec<Line>> {
    let ids: Vec<TicketId> = stayed.iter().map(|s| s.ticket).collect();
    let briefs = tickets::briefs_of(conn, actor, &ids)?;
    let line = |s: &Stayed| {
        let args: Vec<(&str, Arg<'_>)> = s.why.args.iter().map(|(name, value)| (name.as_str(), argument(value))).collect();
        let subject = briefs.iter().find(|brief| brief.id == s.ticket)?.subject.clone();
        Some(Line { id: s.ticket, subject, why: say.say_with(&s.why.key, &args).into_owned() })
    };
    Ok(stayed.iter().filter_map(line).collect())
}
