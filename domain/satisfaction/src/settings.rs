//! Whether requesters are asked, and when.

use db::{Conn, Event, Subject, Tx, put_setting, setting};
use outcome::{Check, Result, Sentence};
use people::Actor;
use serde::{Deserialize, Serialize};

use crate::limits::{AFTER_HOURS, AFTER_HOURS_MAX};
use crate::policy::{self, Action};

/// The setting's name.
const NAME: &str = "satisfaction";

/// What an administrator chose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// Are requesters asked at all?
    pub on: bool,
    /// Hours between resolving and asking.
    pub after_hours: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self { on: true, after_hours: AFTER_HOURS }
    }
}

/// What holds now.
///
/// # Errors
/// What the engine answers.
pub fn settings(conn: &Conn) -> Result<Settings> {
    Ok(setting(conn, NAME)?.unwrap_or_default())
}

/// Says whether requesters are asked, and when. Switched off, those who would have been asked are not.
///
/// # Errors
/// `NotAllowed`; `Invalid` for hours that are none or too many.
pub fn save_settings(tx: &mut Tx<'_>, actor: &Actor, to: &Settings) -> Result<()> {
    policy::permit(actor, Action::Manage)?;
    let says = Sentence::new("satisfaction-hours").with("max", AFTER_HOURS_MAX);
    Check::new().that((1..=AFTER_HOURS_MAX).contains(&to.after_hours), "after_hours", says).done()?;
    let from = settings(tx)?;
    if from != *to {
        put_setting(tx, NAME, to)?;
        tx.record(actor, &Set { from, to: *to })?;
    }
    Ok(())
}

#[derive(Serialize)]
struct Set {
    from: Settings,
    to: Settings,
}

impl Event for Set {
    fn kind(&self) -> &'static str {
        "satisfaction.set"
    }

    fn subject(&self) -> Subject {
        Subject::new("satisfaction", 0)
    }
}
