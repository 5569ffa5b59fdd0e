//! The ways of a mailbox: where its letters are fetched, which server they leave by, and what a provider allows us.

mod checkup;
mod fetch;
mod grant;
mod grant_ask;
mod grant_renew;
mod probe;
mod server;
mod stuck;
mod tell;
mod trouble;

pub use checkup::{CHECKUP, Checkup, CheckupStep, Found, ask_checkup, checkup, checkup_done};
pub use fetch::{
    Fetch, FetchInput, Stretch, WaitsBy, fetch, fetch_advanced, fetch_all_seen, fetch_anew, fetch_began, fetch_failed, fetch_waits,
    fetched_mailboxes, set_fetch, set_way_in,
};
pub use grant::{Endpoints, Grant, GrantInput, GrantState, Provider, Tokens, access_token, grant, set_grant};
pub use grant_ask::{DeviceBegun, ask_grant, ask_grant_by_device, device_begun, grant_answered};
pub use grant_renew::{GRANT, GrantStep, doubt_grant, grant_given, grant_pending, grant_refused, next_grant_step, renew_grants};
pub use probe::{Probe, probe, probe_arrived};
pub use server::{Security, Server, ServerInput, Side, SignIn, remove_relay, server, set_relay};
pub use stuck::{Stuck, forget_stuck, letter_stuck, letter_unstuck, stuck, stuck_due, try_stuck};
pub use tell::listener as tell_administrators;
pub use trouble::{Trouble, troubles};
