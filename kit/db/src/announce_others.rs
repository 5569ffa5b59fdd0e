//! News of other processes: PostgreSQL sends notices; SQLite's event log is read on when another process has written.

use std::time::Duration;

use outcome::Result;

use crate::announce::Announcement;
use crate::conn::{Conn, Shared};
use crate::engine::{self, Place, Role};
use crate::events::{EventId, Subject};
use crate::params;

/// How often SQLite is asked whether another process has written.
const LOOK_EVERY: Duration = Duration::from_millis(250);
/// Pause before a lost connection is made again.
const RECONNECT_PAUSE: Duration = Duration::from_secs(1);
/// Events read in one look.
const EVENTS_A_LOOK_MAX: i64 = 1_000;

pub(crate) fn carry(shared: &std::sync::Arc<Shared>, stop: &dyn Fn() -> bool) {
    while !stop() {
        let carried = match &shared.place {
            Place::Postgres(url) => engine::listen(url, stop, &mut |payload| {
                if let Some((origin, news)) = Announcement::from_payload(payload)
                    && origin != shared.announcements.origin()
                {
                    shared.tell(news);
                    shared.announcements.jobs.notify_one();
                }
            })
            .map_err(Into::into),
            Place::Sqlite(_) => follow_the_log(shared, stop),
        };
        if let Err(error) = carried {
            tracing::warn!(%error, "news of other processes stopped; trying again");
            std::thread::sleep(RECONNECT_PAUSE);
        }
    }
}

/// One pen means that event numbers are given in the order of commits, so a cursor misses nothing here. News of this
/// process's own writers has been told already; telling a page twice only makes it look twice, and only when others wrote too.
fn follow_the_log(shared: &std::sync::Arc<Shared>, stop: &dyn Fn() -> bool) -> Result<()> {
    let conn = Conn::connect(shared, Role::Read)?;
    let mut own = shared.announcements.listen();
    let newest = |conn: &Conn| conn.one::<(i64,)>("SELECT COALESCE(MAX(id), 0) FROM events", params![]).map(|(id,)| id);
    let (mut seen, mut version) = (newest(&conn)?, conn.engine.data_version()?);
    let mut told = std::collections::BTreeSet::new();
    while !stop() {
        std::thread::sleep(LOOK_EVERY);
        while let Ok(news) = own.try_recv() {
            told.extend(news.event.map(|e| e.0));
        }
        let now = conn.engine.data_version()?;
        if now == version {
            continue;
        }
        version = now;
        let sql = "SELECT id, kind, subject_kind, subject_id FROM events WHERE id > $1 ORDER BY id LIMIT $2";
        for (id, kind, subject_kind, subject) in conn.all::<(i64, String, String, i64)>(sql, params![seen, EVENTS_A_LOOK_MAX])? {
            seen = id;
            if !told.remove(&id) {
                shared.tell(Announcement { subject: Subject::new(subject_kind, subject), what: kind, event: Some(EventId(id)) });
                shared.announcements.jobs.notify_one();
            }
        }
        told.retain(|id| *id > seen);
    }
    Ok(())
}
