//! Swaps: one gives a stretch of their duty to another, and may take one of theirs; it holds once the other agrees.

use db::{Conn, Moment, Tx, id, params, row, words};
use outcome::{Error, Refusal, Result};
use people::{Actor, PersonId};

use crate::check;
use crate::event::RotaEvent;
use crate::limits::SHOWN_MAX;
use crate::policy::{self, Action};
use crate::put_on::{PutOn, in_use, write};
use crate::rota::RotaId;
use crate::who::has_all_of;

id!(
    /// A swap's number.
    SwapId
);

words! {
    /// How far a swap has come.
    pub enum SwapState {
        /// The other has not answered.
        Asked = "asked",
        /// It holds.
        Agreed = "agreed",
        /// The other would rather not.
        Declined = "declined",
        /// It is no longer asked for.
        Withdrawn = "withdrawn",
    }
}

row! {
    /// A swap.
    pub struct Swap {
        /// Its number.
        pub id: SwapId,
        /// In which rota.
        pub rota_id: RotaId,
        /// Who gives a stretch away.
        pub giver_id: PersonId,
        /// Who is asked to take it.
        pub taker_id: PersonId,
        /// From.
        pub from_at: Moment,
        /// To.
        pub to_at: Moment,
        /// The beginning of what the giver takes for it.
        pub back_from_at: Option<Moment>,
        /// Its end.
        pub back_to_at: Option<Moment>,
        /// How far it has come.
        pub state: SwapState,
    }
}

/// A swap to be asked for.
#[derive(Debug, Clone, Copy)]
pub struct AskSwap {
    /// In which rota.
    pub rota: RotaId,
    /// Who gives a stretch away.
    pub giver: PersonId,
    /// Who is asked to take it.
    pub taker: PersonId,
    /// From.
    pub from: Moment,
    /// To.
    pub to: Moment,
    /// What the giver takes of theirs for it.
    pub back: Option<(Moment, Moment)>,
}

impl Swap {
    fn back(&self) -> Option<(Moment, Moment)> {
        self.back_from_at.zip(self.back_to_at)
    }
}

/// Asks somebody to take a stretch of duty.
///
/// # Errors
/// `NotFound`, `NotAllowed`, `Invalid`; `Conflict` when either has not the stretch that they would give.
pub fn ask_swap(tx: &mut Tx<'_>, actor: &Actor, ask: &AskSwap) -> Result<SwapId> {
    policy::permit(actor, Action::AskSwap, actor.person() == Some(ask.giver))?;
    in_use(tx, ask.rota)?;
    check::stretch(tx, ask.from, ask.to)?;
    ask.back.map_or(Ok(()), |(from, to)| check::stretch(tx, from, to))?;
    check::at_desk(tx, ask.taker, "taker")?;
    if ask.giver == ask.taker {
        return Err(Error::invalid("taker", "rota-swap-self"));
    }
    both_have(tx, ask)?;
    let (back_from, back_to) = ask.back.unzip();
    let now = tx.now();
    let swap: SwapId = tx.insert(
        "INSERT INTO rota_swaps (rota_id, giver_id, taker_id, from_at, to_at, back_from_at, back_to_at, state, created_at) \
         VALUES ($1,$2,$3,$4,$5,$6,$7,'asked',$8) RETURNING id",
        params![ask.rota, ask.giver, ask.taker, ask.from, ask.to, back_from, back_to, now],
    )?;
    tx.record(actor, &RotaEvent::SwapAsked { rota: ask.rota, swap, giver: ask.giver, taker: ask.taker })?;
    Ok(swap)
}

/// Agrees to a swap: from now on it holds.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Conflict` when it was answered already, or the plan has changed under it.
pub fn agree_swap(tx: &mut Tx<'_>, actor: &Actor, id: SwapId) -> Result<RotaId> {
    let was = open(tx, actor, id)?;
    policy::permit(actor, Action::AnswerSwap, actor.person() == Some(was.taker_id))?;
    in_use(tx, was.rota_id)?;
    check::at_desk(tx, was.taker_id, "taker")?;
    let Swap { rota_id: rota, giver_id: giver, taker_id: taker, from_at: from, to_at: to, .. } = was;
    both_have(tx, &AskSwap { rota, giver, taker, from, to, back: was.back() })?;
    end(tx, id, SwapState::Agreed)?;
    write(tx, &PutOn { rota, person: taker, from, to }, Some(id))?;
    if let Some((from, to)) = was.back() {
        write(tx, &PutOn { rota, person: giver, from, to }, Some(id))?;
    }
    tx.record(actor, &RotaEvent::SwapAgreed { rota, swap: id, giver, taker })?;
    Ok(rota)
}

/// Declines a swap.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Conflict` when it was answered already.
pub fn decline_swap(tx: &mut Tx<'_>, actor: &Actor, id: SwapId) -> Result<RotaId> {
    let was = open(tx, actor, id)?;
    policy::permit(actor, Action::AnswerSwap, actor.person() == Some(was.taker_id))?;
    end(tx, id, SwapState::Declined)?;
    tx.record(actor, &RotaEvent::SwapDeclined { rota: was.rota_id, swap: id, giver: was.giver_id, taker: was.taker_id })?;
    Ok(was.rota_id)
}

/// Withdraws a swap that nobody has answered.
///
/// # Errors
/// `NotFound`, `NotAllowed`; `Conflict` when it was answered already.
pub fn withdraw_swap(tx: &mut Tx<'_>, actor: &Actor, id: SwapId) -> Result<RotaId> {
    let was = open(tx, actor, id)?;
    policy::permit(actor, Action::AskSwap, actor.person() == Some(was.giver_id))?;
    end(tx, id, SwapState::Withdrawn)?;
    tx.record(actor, &RotaEvent::SwapWithdrawn { rota: was.rota_id, swap: id, giver: was.giver_id, taker: was.taker_id })?;
    Ok(was.rota_id)
}

/// The swaps of a rota that wait for an answer and are not over; at most [`SHOWN_MAX`].
///
/// # Errors
/// `NotFound` to who does not work at the desk.
pub fn open_swaps(conn: &Conn, actor: &Actor, rota: RotaId) -> Result<Vec<Swap>> {
    policy::permit(actor, Action::SeeRotas, false)?;
    let sql = format!(
        "SELECT {} FROM rota_swaps s WHERE s.rota_id = $1 AND s.state = 'asked' AND s.to_at > $2 ORDER BY s.from_at, s.id LIMIT $3",
        Swap::columns("s")
    );
    conn.all(&sql, params![rota, conn.now(), SHOWN_MAX])
}

fn open(tx: &Tx<'_>, actor: &Actor, id: SwapId) -> Result<Swap> {
    policy::permit(actor, Action::SeeRotas, false)?;
    let sql = format!("SELECT {} FROM rota_swaps s WHERE s.id = $1{}", Swap::columns("s"), tx.locking("s"));
    let found = tx.first::<Swap>(&sql, params![id])?.ok_or(Refusal::NotFound)?;
    if found.state == SwapState::Asked { Ok(found) } else { Err(Error::conflict("rota-swap-answered")) }
}

fn end(tx: &mut Tx<'_>, id: SwapId, state: SwapState) -> Result<()> {
    let now = tx.now();
    tx.execute_one("UPDATE rota_swaps SET state = $2, answered_at = $3 WHERE id = $1", params![id, state, now])
}

/// Each is on duty for all of what they would give, as far as it is not over.
fn both_have(tx: &Tx<'_>, ask: &AskSwap) -> Result<()> {
    if !has_all_of(tx, ask.rota, ask.giver, ask.from, ask.to)? {
        return Err(Error::conflict("rota-swap-giver-not-on"));
    }
    match ask.back {
        Some((from, to)) if !has_all_of(tx, ask.rota, ask.taker, from, to)? => Err(Error::conflict("rota-swap-taker-not-on")),
        _ => Ok(()),
    }
}
