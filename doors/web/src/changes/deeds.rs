//! What is done about changes: decided, begun, ended; and freezes.

use ::changes::{AddFreeze, CarryOut, ChangeId, Decide, FreezeId};
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Redirect;
use outcome::Error;
use serde::Deserialize;

use super::calendar;
use super::show::shown;
use crate::desk::Desk;
use crate::front::{Answer, Flash, SignedIn, caught, moment_at, with_flash};

/// A decision as it is typed.
#[derive(Deserialize)]
pub struct Decided {
    approves: String,
    #[serde(default)]
    note: String,
}

/// `POST /changes/{id}/decision`
pub async fn decide(State(desk): State<Desk>, visitor: SignedIn, Path(change): Path<ChangeId>, Form(form): Form<Decided>) -> Answer {
    let (actor, approves) = (visitor.actor.clone(), form.approves == "yes");
    let decide = Decide { change, approves, note: form.note };
    match caught(desk.db.write(move |tx| changes::decide(tx, &actor, &decide)).await)? {
        Ok(_) => {
            let flash = Flash::new(if approves { "toast-change-approved" } else { "toast-change-declined" });
            Ok(with_flash(Redirect::to(&format!("/changes/{change}")), &flash))
        }
        Err(fields) => shown(&desk, &visitor, change, &fields).await,
    }
}

/// A step as it is typed.
#[derive(Deserialize)]
pub struct Stepped {
    step: String,
    #[serde(default)]
    outcome: String,
}

/// `POST /changes/{id}/step`
pub async fn step(State(desk): State<Desk>, visitor: SignedIn, Path(change): Path<ChangeId>, Form(form): Form<Stepped>) -> Answer {
    let step = form.step.parse().map_err(|_| Error::conflict("change-step-does-not-follow"))?;
    let (actor, input) = (visitor.actor.clone(), CarryOut { change, step, outcome: form.outcome });
    match caught(desk.db.write(move |tx| changes::carry_out(tx, &actor, &input)).await)? {
        Ok(_) => Ok(with_flash(Redirect::to(&format!("/changes/{change}")), &Flash::new("toast-saved"))),
        Err(fields) => shown(&desk, &visitor, change, &fields).await,
    }
}

/// A freeze as it is typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Frozen {
    pub name: String,
    pub starts_at: String,
    pub ends_at: String,
}

/// `POST /change-calendar/freezes`
pub async fn add_freeze(State(desk): State<Desk>, visitor: SignedIn, Form(typed): Form<Frozen>) -> Answer {
    let (reader, sent) = (visitor.clone(), typed.clone());
    let done = desk.db.write(move |tx| {
        let zone = &reader.say.zone;
        let (starts_at, ends_at) = (moment_at("starts_at", &sent.starts_at, zone)?, moment_at("ends_at", &sent.ends_at, zone)?);
        changes::add_freeze(tx, &reader.actor, &AddFreeze { name: sent.name.clone(), starts_at, ends_at })
    });
    match caught(done.await)? {
        Ok(id) => {
            let flash = Flash::new("toast-added").with("name", typed.name).undo(format!("/change-calendar/freezes/{id}/remove"), 0);
            Ok(with_flash(Redirect::to("/change-calendar"), &flash))
        }
        Err(fields) => calendar::page(&desk, &visitor, &calendar::Asked::default(), typed, &fields, String::new()).await,
    }
}

/// `POST /change-calendar/freezes/{id}/remove`
pub async fn drop_freeze(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<FreezeId>) -> Answer {
    let gone = desk.db.write(move |tx| changes::drop_freeze(tx, &visitor.actor, id)).await?;
    Ok(with_flash(Redirect::to("/change-calendar"), &Flash::new("toast-freeze-gone").with("name", gone.name)))
}
