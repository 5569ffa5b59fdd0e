//! A session: somebody signed in on one browser. A new one at every sign-in; the browser holds a secret, the table its hash.

mod find;
mod revoke;

use db::{DAY_MS, MINUTE_MS, Moment, Tx, id, params, row, words};
use outcome::{Refusal, Result};

use crate::event::PeopleEvent;
use crate::secret::Secret;
use crate::visit::remember_browser;
use crate::{Person, PersonId, Visit};

pub use find::{pending_session, person_of_session, sessions_of};
pub(crate) use revoke::revoke_all;
pub use revoke::{RevokeOthers, RevokeSession, forget_ended_sessions, revoke_other_sessions, revoke_session, sign_out, touch_session};

/// A session that nobody used for so long is over.
pub const SESSION_IDLE_MS: i64 = 7 * DAY_MS;
/// A session is over after so long, however much it is used.
pub const SESSION_AGE_MAX_MS: i64 = 30 * DAY_MS;
/// How long somebody may look for their second factor.
pub const SECOND_FACTOR_WAIT_MS: i64 = 10 * MINUTE_MS;
/// How exactly `last_seen_at` is kept.
pub const SEEN_EVERY_MS: i64 = MINUTE_MS;
/// Most sessions of one person; the one unused for longest makes room.
pub const SESSIONS_MAX: i64 = 50;

id!(
    /// A session's number: what lists and revocations name; no secret.
    SessionId
);

words! {
    /// What a session lacks.
    pub enum SessionState {
        /// Nothing: its person is signed in.
        Open = "open",
        /// The second factor.
        SecondFactor = "second_factor",
    }
}

words! {
    /// How somebody proved who they are.
    pub enum Method {
        /// A password.
        Password = "password",
        /// A one-time link, by mail or printed on the server.
        Link = "link",
        /// A passkey.
        Passkey = "passkey",
        /// An invitation.
        Invitation = "invitation",
        /// The set-up of the desk.
        SetUp = "set_up",
        /// A code of an authenticator app.
        Totp = "totp",
        /// A recovery code.
        RecoveryCode = "recovery_code",
    }
}

row! {
    /// A session as its person may see it.
    pub struct SessionInfo {
        /// Its number.
        pub id: SessionId,
        /// Whose it is.
        pub person_id: PersonId,
        /// Whether a second factor is owed.
        pub state: SessionState,
        /// How it was opened.
        pub method: Method,
        /// What the browser called itself.
        pub user_agent: String,
        /// The network it was opened from.
        pub network: String,
        /// When it was opened.
        pub created_at: Moment,
        /// When it was last used, to the minute.
        pub last_seen_at: Moment,
        /// When it ends, however much it is used.
        pub expires_at: Moment,
    }
}

impl SessionInfo {
    /// Is it worth a [`touch_session`]?
    #[must_use]
    pub fn wants_touch(&self, now: Moment) -> bool {
        now.since_ms(self.last_seen_at) >= SEEN_EVERY_MS
    }
}

/// A session just opened.
#[derive(Debug, Clone)]
pub struct Opened {
    /// What the browser keeps; it is not told again.
    pub secret: Secret,
    /// What the browser keeps beyond the session, for [`BROWSER_KNOWN_MS`](crate::BROWSER_KNOWN_MS), and shows at the next
    /// sign-in as [`Visit::browser`]; `None` while a second factor is owed.
    pub browser: Option<Secret>,
    /// The session; look at its `state`.
    pub session: SessionInfo,
    /// Who it is.
    pub person: Person,
}

/// Opens a session for somebody who proved who they are. `complete` when a second factor is no longer owed.
pub(crate) fn open(tx: &mut Tx<'_>, visit: &Visit, person: Person, method: Method, complete: bool) -> Result<Opened> {
    let owed = !complete && crate::second_factor::is_on(tx, person.id)?;
    let (state, most_ms) =
        if owed { (SessionState::SecondFactor, SECOND_FACTOR_WAIT_MS) } else { (SessionState::Open, SESSION_AGE_MAX_MS) };
    let (secret, now) = (Secret::new("")?, tx.now());
    let expires_at = now.plus_ms(most_ms);
    let crowded = "DELETE FROM sessions WHERE id IN (SELECT id FROM sessions WHERE person_id = $1 ORDER BY last_seen_at DESC, id DESC LIMIT 1000 OFFSET $2)";
    tx.execute(crowded, params![person.id, SESSIONS_MAX - 1])?;
    let (user_agent, network) = (visit.user_agent(), visit.network());
    let sql = "INSERT INTO sessions (token_hash, person_id, state, method, user_agent, network, created_at, last_seen_at, expires_at) \
               VALUES ($1,$2,$3,$4,$5,$6,$7,$7,$8) RETURNING id";
    let id: SessionId = tx.insert(sql, params![secret.hash(), person.id, state, method, &user_agent, &network, now, expires_at])?;
    let mut browser = None;
    if state == SessionState::Open {
        browser = Some(remember_browser(tx, visit, person.id)?);
        let actor = crate::directory::actor_of(tx, person.id, visit.door)?.ok_or(Refusal::NotFound)?;
        tx.record(&actor, &PeopleEvent::SessionOpened { person: person.id, session: id, method })?;
    }
    let session =
        SessionInfo { id, person_id: person.id, state, method, user_agent, network, created_at: now, last_seen_at: now, expires_at };
    Ok(Opened { secret, browser, session, person })
}
