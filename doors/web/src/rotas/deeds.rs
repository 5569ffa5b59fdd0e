//! What people do on a rota's page: stand in, take it back, ask for a swap and answer one.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::{Redirect, Response};
use db::Tx;
use outcome::{Error, Result};
use people::Actor;
use rota::{AskSwap, OverrideId, PutOn, RotaId, SwapId};

use super::show::{Typed, wrong};
use super::stretches::read;
use crate::desk::Desk;
use crate::front::{Answer, Flash, SignedIn, caught, moment_at, with_flash};

/// `POST /rotas/{id}/overrides`
pub async fn put_on(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<RotaId>, Form(typed): Form<Typed>) -> Answer {
    let (actor, zone, sent) = (visitor.actor.clone(), visitor.say.zone.clone(), typed.clone());
    let done = desk.db.write(move |tx| {
        let person = sent.person.parse().map_err(|_| Error::invalid("person", "rota-no-person"))?;
        let (from, to) = (moment_at("from", &sent.from, &zone)?, moment_at("to", &sent.to, &zone)?);
        rota::put_on(tx, &actor, &PutOn { rota: id, person, from, to })
    });
    match caught(done.await)? {
        Ok(made) => {
            let flash = Flash::new("toast-put-on").undo(format!("/rotas/{id}/overrides/{made}/remove"), 0);
            Ok(with_flash(Redirect::to(&format!("/rotas/{id}")), &flash))
        }
        Err(fields) => wrong(&desk, &visitor, id, &typed, &fields).await,
    }
}

/// `POST /rotas/{id}/overrides/{entry}/remove`
pub async fn take_off(State(desk): State<Desk>, visitor: SignedIn, Path((id, entry)): Path<(RotaId, OverrideId)>) -> Answer {
    desk.db.write(move |tx| rota::take_off(tx, &visitor.actor, entry)).await?;
    Ok(back(id, "toast-taken-off"))
}

/// `POST /rotas/{id}/swaps`
pub async fn ask(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<RotaId>, Form(typed): Form<Typed>) -> Answer {
    let (actor, sent) = (visitor.actor.clone(), typed.clone());
    let done = desk.db.write(move |tx| {
        let (giver, given) = read("give", &sent.give)?;
        let (from, to) = given.ok_or_else(|| Error::invalid("give", "rota-no-moment"))?;
        let (taker, back) = read("take", &sent.take)?;
        rota::ask_swap(tx, &actor, &AskSwap { rota: id, giver, taker, from: from.max(tx.now()), to, back })
    });
    match caught(done.await)? {
        Ok(_) => Ok(back(id, "toast-swap-asked")),
        Err(fields) => {
            let fields = fields.renamed("taker", "take").renamed("from", "give").renamed("to", "give");
            wrong(&desk, &visitor, id, &typed, &fields).await
        }
    }
}

/// `POST /rotas/{id}/swaps/{entry}/agree`
pub async fn agree(state: State<Desk>, visitor: SignedIn, path: Path<(RotaId, SwapId)>) -> Answer {
    answer(state, visitor, path, rota::agree_swap, "toast-swap-agreed").await
}

/// `POST /rotas/{id}/swaps/{entry}/decline`
pub async fn decline(state: State<Desk>, visitor: SignedIn, path: Path<(RotaId, SwapId)>) -> Answer {
    answer(state, visitor, path, rota::decline_swap, "toast-swap-declined").await
}

/// `POST /rotas/{id}/swaps/{entry}/withdraw`
pub async fn withdraw(state: State<Desk>, visitor: SignedIn, path: Path<(RotaId, SwapId)>) -> Answer {
    answer(state, visitor, path, rota::withdraw_swap, "toast-swap-withdrawn").await
}

async fn answer(
    State(desk): State<Desk>,
    visitor: SignedIn,
    Path((_, swap)): Path<(RotaId, SwapId)>,
    deed: fn(&mut Tx<'_>, &Actor, SwapId) -> Result<RotaId>,
    says: &'static str,
) -> Answer {
    let rota = desk.db.write(move |tx| deed(tx, &visitor.actor, swap)).await?;
    Ok(back(rota, says))
}

fn back(id: RotaId, says: &'static str) -> Response {
    with_flash(Redirect::to(&format!("/rotas/{id}")), &Flash::new(says))
}
