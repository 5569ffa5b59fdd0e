//! The small deeds of the ticket's head and side: each a form, a command, and back to the ticket with a way to undo it.

use ::tickets::{
    Assign, CategoryId, Changed, Hold, Kind, Level, Prioritize, Recategorize, Retitle, SetKind, Status, Tag, TicketId, To, Watch,
};
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Redirect;
use db::Tx;
use outcome::{Error, Refusal, Result};
use people::Actor;
use serde::Deserialize;

use super::answers;
use crate::desk::Desk;
use crate::front::{Answer, Flash, SignedIn, day_begins, with_flash};

/// Runs the command and goes back to the ticket, saying what was done.
async fn done(
    desk: &Desk,
    visitor: &SignedIn,
    ticket: TicketId,
    toast: &'static str,
    deed: impl Fn(&mut Tx<'_>, &Actor) -> Result<Changed> + Send + 'static,
) -> Answer {
    let actor = visitor.actor.clone();
    let changed = desk.db.write(move |tx| deed(tx, &actor)).await?;
    let back = Redirect::to(&format!("/tickets/{ticket}"));
    let flash = match changed.event {
        Some(event) => Flash::new(toast).undo(format!("/undo/{event}"), 0),
        None => Flash::new("toast-unchanged"),
    };
    Ok(with_flash(back, &flash))
}

/// Where to: `me`, `nobody`, `person-12`, `team-3`.
#[derive(Deserialize)]
pub struct Assignee {
    to: String,
}

/// `POST /tickets/{id}/assignment`
pub async fn assign(State(desk): State<Desk>, visitor: SignedIn, Path(ticket): Path<TicketId>, Form(form): Form<Assignee>) -> Answer {
    let to = assignee(&form.to).ok_or_else(|| Error::invalid("to", "assignee-unknown"))?;
    done(&desk, &visitor, ticket, "toast-assigned", move |tx, actor| tickets::assign(tx, actor, &Assign { ticket, to })).await
}

fn assignee(word: &str) -> Option<To> {
    Some(match word {
        "me" => To::Me,
        "nobody" => To::Nobody,
        other => match other.split_once('-')? {
            ("person", id) => To::Person(id.parse().ok()?),
            ("team", id) => To::Team(id.parse().ok()?),
            _ => return None,
        },
    })
}

/// Where it stands from now on; a reason and perhaps a date where it is put on hold.
#[derive(Deserialize)]
pub struct Standing {
    status: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    until: String,
}

/// `POST /tickets/{id}/status`
pub async fn status(State(desk): State<Desk>, visitor: SignedIn, Path(ticket): Path<TicketId>, Form(form): Form<Standing>) -> Answer {
    let status: Status = form.status.parse().map_err(|_| Refusal::NotFound)?;
    let until = day_begins("until", &form.until, &visitor.say.zone)?;
    let moved = done(&desk, &visitor, ticket, "toast-moved", move |tx, actor| match status {
        Status::New | Status::Open => tickets::reopen(tx, actor, ticket),
        Status::Waiting => tickets::wait(tx, actor, ticket),
        Status::OnHold => tickets::hold(tx, actor, &Hold { ticket, reason: form.reason.clone(), until }),
        Status::Resolved => tickets::resolve(tx, actor, ticket),
        Status::Closed => tickets::close(tx, actor, ticket),
    });
    answers::or_ask(moved.await, &desk, &visitor, ticket).await
}

/// How much is hit, and how soon it hurts.
#[derive(Deserialize)]
pub struct Weight {
    impact: Option<Level>,
    urgency: Option<Level>,
}

/// `POST /tickets/{id}/weight`
pub async fn weight(State(desk): State<Desk>, visitor: SignedIn, Path(ticket): Path<TicketId>, Form(form): Form<Weight>) -> Answer {
    let prioritize = Prioritize { ticket, impact: form.impact, urgency: form.urgency };
    done(&desk, &visitor, ticket, "toast-weighed", move |tx, actor| tickets::prioritize(tx, actor, &prioritize)).await
}

/// What it is about.
#[derive(Deserialize)]
pub struct About {
    category: String,
}

/// `POST /tickets/{id}/category`
pub async fn category(State(desk): State<Desk>, visitor: SignedIn, Path(ticket): Path<TicketId>, Form(form): Form<About>) -> Answer {
    let category: Option<CategoryId> = form.category.parse().ok();
    done(&desk, &visitor, ticket, "toast-category", move |tx, actor| tickets::recategorize(tx, actor, &Recategorize { ticket, category }))
        .await
}

/// A tag to add or to remove; several to add are divided by commas.
#[derive(Deserialize)]
pub struct Tags {
    #[serde(default)]
    add: String,
    #[serde(default)]
    remove: String,
}

/// `POST /tickets/{id}/tags`
pub async fn tags(State(desk): State<Desk>, visitor: SignedIn, Path(ticket): Path<TicketId>, Form(form): Form<Tags>) -> Answer {
    let words = |text: &str| text.split(',').map(str::trim).filter(|w| !w.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    let tag = Tag { ticket, add: words(&form.add), remove: words(&form.remove) };
    done(&desk, &visitor, ticket, "toast-tagged", move |tx, actor| tickets::tag(tx, actor, &tag)).await
}

/// Does the reader watch?
#[derive(Deserialize)]
pub struct Watching {
    watch: String,
}

/// `POST /tickets/{id}/watching`
pub async fn watching(State(desk): State<Desk>, visitor: SignedIn, Path(ticket): Path<TicketId>, Form(form): Form<Watching>) -> Answer {
    let person = visitor.actor.person().ok_or(Refusal::SignInNeeded)?;
    let (actor, watch) = (visitor.actor.clone(), Watch { ticket, person });
    let wants = form.watch == "yes";
    desk.db.write(move |tx| if wants { tickets::watch(tx, &actor, &watch) } else { tickets::unwatch(tx, &actor, &watch) }).await?;
    let flash = Flash::new(if wants { "toast-watching" } else { "toast-watching-not" });
    Ok(with_flash(Redirect::to(&format!("/tickets/{ticket}")), &flash))
}

/// A new subject.
#[derive(Deserialize)]
pub struct Subject {
    subject: String,
}

/// `POST /tickets/{id}/subject`
pub async fn subject(State(desk): State<Desk>, visitor: SignedIn, Path(ticket): Path<TicketId>, Form(form): Form<Subject>) -> Answer {
    let retitle = Retitle { ticket, subject: form.subject };
    done(&desk, &visitor, ticket, "toast-retitled", move |tx, actor| tickets::retitle(tx, actor, &retitle)).await
}

/// Incident or service request.
#[derive(Deserialize)]
pub struct OfKind {
    kind: Kind,
}

/// `POST /tickets/{id}/kind`
pub async fn kind(State(desk): State<Desk>, visitor: SignedIn, Path(ticket): Path<TicketId>, Form(form): Form<OfKind>) -> Answer {
    let kind = SetKind { ticket, kind: form.kind };
    done(&desk, &visitor, ticket, "toast-kind", move |tx, actor| tickets::set_kind(tx, actor, &kind)).await
}
