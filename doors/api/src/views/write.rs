//! Views are saved, changed and deleted.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use tickets::{EditView, SaveView, Sharing, ViewId};

use super::input::ViewBody;
use super::{ViewAnswer, ViewJson};
use crate::desk::Desk;
use crate::front::{Answer, Asked, Caller, Segment, Sent};

/// `POST /views`.
pub async fn create(State(desk): State<Desk>, caller: Caller, Sent { body, .. }: Sent<ViewBody>) -> Answer<Json<ViewAnswer>> {
    let written = desk.db.write(move |tx| {
        let (actor, input) = (&caller.actor, &body.view);
        let everybody = tickets::may_share(actor, Sharing::Everybody);
        let own = actor.person().map_or(Sharing::Everybody, Sharing::Own);
        let save = SaveView {
            name: input.title.clone().unwrap_or_default(),
            sharing: input.sharing(actor).unwrap_or(if everybody { Sharing::Everybody } else { own }),
            filter: input.filter()?.unwrap_or_default(),
            order: input.order().unwrap_or_default(),
            group_by: input.group_by(),
        };
        tickets::save_view(tx, actor, &save)
    });
    Ok(Json(ViewAnswer { view: ViewJson::new(&desk, &written.await?) }))
}

/// `PUT /views/{id}`.
pub async fn update(
    State(desk): State<Desk>,
    caller: Caller,
    Segment(id): Segment<ViewId>,
    Sent { body, .. }: Sent<ViewBody>,
) -> Answer<Json<ViewAnswer>> {
    let written = desk.db.write(move |tx| {
        let (actor, input) = (&caller.actor, &body.view);
        let was = tickets::view(tx, actor, id)?;
        let edit = EditView {
            view: id,
            name: input.title.clone().unwrap_or(was.name),
            sharing: input.sharing(actor).unwrap_or(was.sharing),
            filter: input.filter()?.unwrap_or(was.filter),
            order: input.order().unwrap_or(was.order),
            group_by: input.group_by().or(was.group_by),
            position: input.position,
        };
        tickets::edit_view(tx, actor, &edit)
    });
    Ok(Json(ViewAnswer { view: ViewJson::new(&desk, &written.await?) }))
}

/// `DELETE /views/{id}`.
pub async fn delete(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<ViewId>) -> Answer<StatusCode> {
    desk.db.write(move |tx| tickets::delete_view(tx, &caller.actor, &id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `DELETE /views/destroy_many` by `ids`: all of them, or none.
pub async fn delete_many(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<StatusCode> {
    let ids = asked.ids("ids")?;
    desk.db.write(move |tx| ids.iter().try_for_each(|id| tickets::delete_view(tx, &caller.actor, &ViewId(*id)))).await?;
    Ok(StatusCode::NO_CONTENT)
}
