//! The matrix of impact and urgency, as this desk set it.

use db::{Conn, Event, Subject, Tx, put_setting, setting};
use outcome::{Error, Result, Sentence};
use people::Actor;
use serde::Serialize;

use crate::policy::{DeskAction, permit_desk};
use crate::priority::{Matrix, Priority};

/// The setting's name.
const SETTING: &str = "tickets.matrix";

/// The matrix that new tickets and changed impacts are weighed by.
///
/// # Errors
/// What the engine answers.
pub fn matrix(conn: &Conn) -> Result<Matrix> {
    Ok(setting(conn, SETTING)?.unwrap_or_default())
}

/// Sets the matrix. Tickets keep their priority until their impact or urgency changes: nobody's list jumps because of a setting.
///
/// # Errors
/// `NotAllowed`; `Invalid` names the cell that is more urgent than one of higher impact or urgency.
pub fn set_matrix(tx: &mut Tx<'_>, actor: &Actor, to: &Matrix) -> Result<Matrix> {
    permit_desk(actor, DeskAction::ManageMatrix)?;
    if let Some((impact, urgency)) = to.absurd_cell() {
        let says = Sentence::new("matrix-absurd").with("impact", impact).with("urgency", urgency);
        return Err(Error::invalid("matrix", says));
    }
    let from = matrix(tx)?;
    if from != *to {
        put_setting(tx, SETTING, to)?;
        tx.record(actor, &MatrixSet { from: from.0, to: to.0 })?;
    }
    Ok(to.clone())
}

#[derive(Serialize)]
struct MatrixSet {
    from: [[Priority; 3]; 3],
    to: [[Priority; 3]; 3],
}

impl Event for MatrixSet {
    fn kind(&self) -> &'static str {
        "matrix.set"
    }

    fn subject(&self) -> Subject {
        Subject::new("matrix", 1)
    }
}
