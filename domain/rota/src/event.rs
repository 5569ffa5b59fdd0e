//! What can happen to rotas, and to who is away.

use db::{Event, Moment, Subject};
use people::PersonId;
use serde::Serialize;

use crate::absence::AbsenceId;
use crate::rota::RotaId;
use crate::swap::SwapId;

/// Something that happened.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
#[expect(missing_docs, reason = "the kinds below say in words what each variant is")]
pub enum RotaEvent {
    Added {
        #[serde(skip)]
        rota: RotaId,
    },
    Edited {
        #[serde(skip)]
        rota: RotaId,
        plan: i64,
    },
    Archived {
        #[serde(skip)]
        rota: RotaId,
    },
    Restored {
        #[serde(skip)]
        rota: RotaId,
    },
    PutOn {
        #[serde(skip)]
        rota: RotaId,
        person: PersonId,
        from: i64,
        to: i64,
    },
    TakenOff {
        #[serde(skip)]
        rota: RotaId,
        person: PersonId,
        from: i64,
        to: i64,
    },
    SwapAsked {
        #[serde(skip)]
        rota: RotaId,
        swap: SwapId,
        giver: PersonId,
        taker: PersonId,
    },
    SwapAgreed {
        #[serde(skip)]
        rota: RotaId,
        swap: SwapId,
        giver: PersonId,
        taker: PersonId,
    },
    SwapDeclined {
        #[serde(skip)]
        rota: RotaId,
        swap: SwapId,
        giver: PersonId,
        taker: PersonId,
    },
    SwapWithdrawn {
        #[serde(skip)]
        rota: RotaId,
        swap: SwapId,
        giver: PersonId,
        taker: PersonId,
    },
    AbsenceAdded {
        #[serde(skip)]
        absence: AbsenceId,
        person: PersonId,
        from: Moment,
        to: Moment,
        cover: Option<PersonId>,
    },
    AbsenceRemoved {
        #[serde(skip)]
        absence: AbsenceId,
        person: PersonId,
    },
}

impl Event for RotaEvent {
    fn kind(&self) -> &'static str {
        match self {
            Self::Added { .. } => "rota.added",
            Self::Edited { .. } => "rota.edited",
            Self::Archived { .. } => "rota.archived",
            Self::Restored { .. } => "rota.restored",
            Self::PutOn { .. } => "rota.put_on",
            Self::TakenOff { .. } => "rota.taken_off",
            Self::SwapAsked { .. } => "rota.swap_asked",
            Self::SwapAgreed { .. } => "rota.swap_agreed",
            Self::SwapDeclined { .. } => "rota.swap_declined",
            Self::SwapWithdrawn { .. } => "rota.swap_withdrawn",
            Self::AbsenceAdded { .. } => "absence.added",
            Self::AbsenceRemoved { .. } => "absence.removed",
        }
    }

    fn subject(&self) -> Subject {
        match self {
            Self::Added { rota }
            | Self::Edited { rota, .. }
            | Self::Archived { rota }
            | Self::Restored { rota }
            | Self::PutOn { rota, .. }
            | Self::TakenOff { rota, .. }
            | Self::SwapAsked { rota, .. }
            | Self::SwapAgreed { rota, .. }
            | Self::SwapDeclined { rota, .. }
            | Self::SwapWithdrawn { rota, .. } => Subject::new("rota", rota.0),
            Self::AbsenceAdded { absence, .. } | Self::AbsenceRemoved { absence, .. } => Subject::new("absence", absence.0),
        }
    }
}
