//! `/views`: the filter that is shown becomes a view of one's own, and goes again.

use ::tickets::{SaveView, Sharing, ViewId};
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Redirect;
use outcome::{Refusal, Result};
use serde::Deserialize;

use super::ask::Asked;
use super::list;
use crate::desk::Desk;
use crate::front::{Answer, Flash, SignedIn, caught, once, with_flash};

/// A name, and the list that it is for.
#[derive(Deserialize)]
pub struct Named {
    name: String,
    #[serde(default)]
    key: String,
    #[serde(flatten)]
    asked: Asked,
}

/// `POST /views`
pub async fn save(State(desk): State<Desk>, visitor: SignedIn, Form(named): Form<Named>) -> Answer {
    let person = visitor.actor.person().ok_or(Refusal::SignInNeeded)?;
    let ask = named.asked.to_ask(&visitor.say.zone)?;
    let save = SaveView {
        name: named.name,
        sharing: Sharing::Own(person),
        filter: named.asked.combined(),
        order: ask.order,
        group_by: ask.group_by,
    };
    let (actor, key) = (visitor.actor.clone(), named.key);
    let saved: Result<_> =
        desk.db.write(move |tx| once(tx, &actor, "save_view", &key, |tx| Ok(tickets::save_view(tx, &actor, &save)?.id))).await;
    match caught(saved)? {
        Ok(view) => Ok(with_flash(Redirect::to(&format!("/tickets?list=view-{view}")), &Flash::new("toast-view-saved"))),
        Err(fields) => {
            let trouble = fields.all(&visitor.say).into_iter().map(|(_, words)| words).next().unwrap_or_default();
            list::page_of(&desk, &visitor, &named.asked, trouble).await
        }
    }
}

/// `POST /views/{id}/delete`
pub async fn delete(State(desk): State<Desk>, visitor: SignedIn, Path(view): Path<ViewId>) -> Answer {
    desk.db.write(move |tx| tickets::delete_view(tx, &visitor.actor, &view)).await?;
    Ok(with_flash(Redirect::to("/tickets"), &Flash::new("toast-view-deleted")))
}
