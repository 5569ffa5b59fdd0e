//! What requesters thought of the help: most who answer liked it, some say what they did not.

use ::people::{Actor, Door, PersonId, directory};
use db::{DAY_MS, Db, Moment};
use outcome::{Error, Result};
use satisfaction::{ASK_BATCH, Rate};
use tickets::{Satisfaction, TicketId};

/// How long after the solution the answer comes, in milliseconds: the question comes after a day.
const ANSWERED_MS: i64 = 2 * DAY_MS;
/// What those who liked it say, if they say anything.
const PRAISE: [&str; 4] = ["", "Quick and friendly, thank you.", "", "Solved while I was still on the phone."];
/// What the others say.
const COMPLAINTS: [&str; 3] =
    ["It took two days until somebody looked at it.", "", "It came back the next morning and I had to ask again."];

/// A ticket that was solved: whose it was, and when.
pub struct Solved {
    pub ticket: TicketId,
    pub requester: PersonId,
    pub at: Moment,
}

/// Sends the questions whose time has come, with links to `site`, and lets those of `solved` answer who have had them long enough.
pub fn ask_and_answer(db: &Db, site: &str, solved: &mut Vec<Solved>) -> Result<()> {
    let ask = |site: String| db.write_now(move |tx| satisfaction::ask_due(tx, crate::wiring::texts(), &site));
    while ask(site.to_owned())? >= ASK_BATCH {}
    let now = db.clock().now();
    for Solved { ticket, requester, .. } in solved.extract_if(.., |one| one.at.plus_ms(ANSWERED_MS).0 <= now.0) {
        let Some(rate) = answer(ticket) else { continue };
        let rated = db.write_now(move |tx| {
            let by = directory::actor_of(tx, requester, Door::Portal)?.unwrap_or_else(|| Actor::system(Door::Portal));
            satisfaction::rate(tx, &by, &rate).map(drop)
        });
        // It came back meanwhile, or went into another ticket: then nobody was asked.
        match rated {
            Err(Error::Refused(_)) | Ok(()) => {}
            Err(failed) => return Err(failed),
        }
    }
    Ok(())
}

/// Two of five answer; one of eight of them was not content.
fn answer(ticket: TicketId) -> Option<Rate> {
    let number = usize::try_from(ticket.0).unwrap_or_default();
    if number % 5 > 1 {
        return None;
    }
    let (score, says) = if number % 8 == 5 {
        (Satisfaction::Bad, COMPLAINTS[number % COMPLAINTS.len()])
    } else {
        (Satisfaction::Good, PRAISE[number % PRAISE.len()])
    };
    Some(Rate { ticket, score, comment: Some(says.to_owned()) })
}
