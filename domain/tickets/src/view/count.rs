//! How many tickets views show: asked behind people's backs, for the tabs above a queue.

use db::Conn;
use filter::Sql;
use jiff::tz::TimeZone;
use outcome::{Error, Result};
use people::Actor;

use super::ViewId;
use crate::policy::{DeskAction, permit_desk};
use crate::queue::{List, look_at};

/// How many tickets each of these views shows to the asker, with days as they are in `zone`; more than `max` are not counted
/// further. Views that are gone, are not the asker's to use, or no longer read are left out.
///
/// # Errors
/// `NotAllowed` for whoever does not work with the queue.
pub fn view_counts(conn: &Conn, actor: &Actor, views: &[ViewId], zone: &TimeZone, max: i64) -> Result<Vec<(ViewId, i64)>> {
    permit_desk(actor, DeskAction::UseQueue)?;
    let mut counts = Vec::with_capacity(views.len());
    for &id in views {
        let looked = match look_at(conn, actor, &List::View(id), zone) {
            Ok(looked) => looked,
            Err(Error::Refused(_)) => continue,
            Err(failed) => return Err(failed),
        };
        let Sql { condition, params } = looked.reader.narrow(actor, looked.when);
        let sql = format!("SELECT COUNT(*) FROM (SELECT 1 AS one FROM tickets t WHERE {condition} LIMIT {}) found", max.saturating_add(1));
        let (count,) = conn.one::<(i64,)>(&sql, &params)?;
        counts.push((id, count));
    }
    Ok(counts)
}
