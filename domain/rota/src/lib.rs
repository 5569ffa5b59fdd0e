//! On call: who is on duty when, who stands in, and who is away. Knows no tickets.
//!
//! Reading order: [`Plan`] is what a rota says and `turn` its arithmetic; [`Plans::duties`] reads plans, overrides and absences
//! together; [`rota`](mod@rota), `edit`, `put_on`, `swap` and `absence` are the deeds; `who` and `feed` answer pages.

// pure arithmetic
mod limits;
mod plan;
mod schedule;
mod turn;

// nouns
mod empty;
mod event;
mod rota;

// who may do what
pub mod policy;

// commands
mod absence;
mod check;
mod edit;
mod feed;
mod put_on;
mod swap;

// what pages ask
mod who;

pub use absence::{Absence, AbsenceId, AbsenceInput, absences, absences_between, add_absence, away_at, remove_absence};
pub use edit::{RotaInput, add_rota, archive_rota, edit_rota, restore_rota};
pub use empty::forget_person;
pub use event::RotaEvent;
pub use feed::{Feed, FeedDuty, feed_of, has_feed, make_feed, remove_feed};
pub use limits::*;
pub use plan::{Call, Called, Layer, Plan};
pub use put_on::{Override, OverrideId, PutOn, overrides, put_on, take_off};
pub use rota::{Rota, RotaId, RotaRow, rota, rotas};
pub use schedule::{Away, Duty, InForce, Plans, StandIn, Why};
pub use swap::{AskSwap, Swap, SwapId, SwapState, agree_swap, ask_swap, decline_swap, open_swaps, withdraw_swap};
pub use who::{Now, duties_of, everybody_of, on_duty_now, schedule, who_is_on};

use catalogue::Language;

/// This slice's texts: what its refusals say to people.
pub const LOCALES: &[(Language, &str)] =
    &[(Language::En, include_str!("../locales/en/rota.ftl")), (Language::De, include_str!("../locales/de/rota.ftl"))];

/// This slice's tables.
pub const MIGRATIONS: db::Migrations =
    db::Migrations { slice: "rota", steps: &[("0001_rota", include_str!("../migrations/0001_rota.sql"))] };
