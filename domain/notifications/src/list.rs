//! A person's notifications as pages and letters show them.

use catalogue::Say;
use db::{Conn, EventId, Moment, Value, params, row};
use outcome::Result;
use paging::PageId;
use people::{Actor, PersonId};
use problems::MajorId;
use tickets::{MessageId, TicketEvent, TicketId, policy as ticket_policy};

use crate::choice::Reason;
use crate::limits::{EXCERPT_CHARS_MAX, PAGE_MAX};
use crate::notification::NotificationId;
use crate::policy::{self, Action};

row! {
    /// A notification with what it says.
    pub struct Notice {
        /// Its number.
        pub id: NotificationId,
        /// What happened.
        pub event_id: EventId,
        /// The kind of what happened: `ticket.reply_added`.
        pub kind: String,
        /// The noun it happened to: `ticket`, `change`, `letter` or `outgoing`.
        pub subject_kind: String,
        /// That noun's id.
        pub subject_id: i64,
        /// Why this person.
        pub reason: Reason,
        /// The ticket it is about.
        pub ticket_id: Option<TicketId>,
        /// What that is about; of a change its name.
        pub ticket_subject: Option<String>,
        /// The message it is about.
        pub message_id: Option<MessageId>,
        /// That message as HTML, for [`Notice::excerpt`]; nothing once it was taken back.
        pub message_html: Option<String>,
        /// Who did it, or whose letter it was; nobody when Firstline did.
        pub by: Option<PersonId>,
        /// Their name.
        pub by_name: Option<String>,
        /// What happened, as JSON.
        pub data: String,
        /// When they were told.
        pub created_at: Moment,
        /// When they read it.
        pub read_at: Option<Moment>,
    }
}

impl Notice {
    /// What happened, in the reader's language.
    #[must_use]
    pub fn said(&self, say: &Say) -> String {
        let name = self.by_name.as_deref().unwrap_or("Firstline");
        let (ticket, subject) = (self.ticket_id.map_or(0, |t| t.0), self.ticket_subject.as_deref().unwrap_or_default());
        let key = format!("notice-{}", self.kind.replace(['.', '_'], "-"));
        let mut words = vec![("name", name.into()), ("ticket", ticket.into()), ("subject", subject.into())];
        let (promise, time) = self.promise(say);
        words.extend([("promise", promise.into()), ("time", time.into())]);
        say.say_with(&key, &words).into_owned()
    }

    /// Which promise it is about, and when that is due; nothing for what is about none.
    fn promise(&self, say: &Say) -> (String, String) {
        match serde_json::from_str::<TicketEvent>(&self.data) {
            Ok(
                TicketEvent::ClockWarned { metric, due, .. }
                | TicketEvent::ClockBreached { metric, due, .. }
                | TicketEvent::Escalated { metric, due, .. },
            ) => {
                let time = due.map(|at| say.day_time(at.0, self.created_at.0).into_owned()).unwrap_or_default();
                (say.say(&format!("promise-{metric}")).into_owned(), time)
            }
            Ok(TicketEvent::Paged { until: Some(at), .. }) => (String::new(), say.day_time(at.0, self.created_at.0).into_owned()),
            _ => (String::new(), String::new()),
        }
    }

    /// The page that it calls the reader by, which they acknowledge.
    #[must_use]
    pub fn page(&self) -> Option<PageId> {
        match serde_json::from_str::<TicketEvent>(&self.data) {
            Ok(TicketEvent::Paged { page, .. } | TicketEvent::PageUnanswered { page }) => Some(PageId(page)),
            _ => None,
        }
    }

    /// Why the reader is told, in their language.
    #[must_use]
    pub fn because(&self, say: &Say) -> String {
        say.say(&format!("notice-because-{}", self.reason)).into_owned()
    }

    /// How the message begins.
    #[must_use]
    pub fn excerpt(&self) -> Option<String> {
        let html = self.message_html.as_deref()?;
        Some(text::plain::excerpt(&text::plain::from_html(html), EXCERPT_CHARS_MAX)).filter(|text| !text.is_empty())
    }
}

/// The columns of a [`Notice`] and where they come from; the statement goes on with `WHERE`.
pub(crate) const NOTICE: &str = "SELECT n.id, n.event_id, e.kind, e.subject_kind, e.subject_id, n.reason, n.ticket_id, COALESCE(t.subject, c.name), n.message_id, \
     m.body_html, p.id, p.name, e.data, n.created_at, n.read_at FROM notifications n JOIN events e ON e.id = n.event_id \
     LEFT JOIN tickets t ON t.id = n.ticket_id LEFT JOIN changes c ON e.subject_kind = 'change' AND c.id = e.subject_id LEFT JOIN messages m ON m.id = n.message_id AND m.withdrawn_at IS NULL \
     LEFT JOIN people p ON p.id = CASE WHEN e.actor LIKE 'person:%' THEN CAST(SUBSTR(e.actor, 8) AS BIGINT) \
     ELSE COALESCE(m.author_id, 0) END ";

/// The actor's notifications, newest first, `max` of them (at most [`PAGE_MAX`]) older than `before`. Those about tickets they may
/// no longer see are left out.
///
/// # Errors
/// Refused to who is no person.
pub fn notices(conn: &Conn, actor: &Actor, before: Option<NotificationId>, max: i64) -> Result<Vec<Notice>> {
    let person = policy::permit_own(actor, Action::See)?;
    let seen = ticket_policy::visible(actor, "t", 4);
    let sql =
        format!("{NOTICE}WHERE n.person_id = $1 AND n.id < $2 AND (n.ticket_id IS NULL OR {}) ORDER BY n.id DESC LIMIT $3", seen.condition);
    let mut all: Vec<Value> = params![person, before.map_or(i64::MAX, |id| id.0), max.clamp(1, PAGE_MAX)].to_vec();
    all.extend(seen.params);
    conn.all(&sql, &all)
}

/// What every page of the desk shows around its own matter.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Badges {
    /// Notifications that are not read yet.
    pub unread: i64,
    /// Unfinished tickets that the actor does.
    pub mine: i64,
    /// The major incident that runs.
    pub major: Option<MajorNow>,
}

/// The major incident that was declared last, while it runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MajorNow {
    /// Its number.
    pub major: MajorId,
    /// What is wrong.
    pub title: String,
    /// When the next note is promised.
    pub next_update_at: Moment,
    /// How many run.
    pub running: i64,
}

/// The actor's badges, from kept counters, in one statement.
///
/// # Errors
/// Refused to who is no person.
pub fn badges(conn: &Conn, actor: &Actor) -> Result<Badges> {
    let person = policy::permit_own(actor, Action::See)?;
    let mine = tickets::mine(actor, 2);
    let sql = format!(
        "SELECT COALESCE((SELECT unread FROM notification_counts WHERE person_id = $1), 0), {}, m.id, m.title, m.next_update_at, \
         (SELECT COUNT(*) FROM major_incidents n WHERE n.ended_at IS NULL) FROM (SELECT 1 AS one) x LEFT JOIN major_incidents m \
         ON m.id = (SELECT MAX(r.id) FROM major_incidents r WHERE r.ended_at IS NULL)",
        mine.condition
    );
    let mut all = params![person].to_vec();
    all.extend(mine.params);
    type Read = (i64, i64, Option<MajorId>, Option<String>, Option<Moment>, i64);
    let (unread, mine, major, title, next, running) = conn.one::<Read>(&sql, &all)?;
    let major = match (major, title, next) {
        (Some(major), Some(title), Some(next_update_at)) if actor.is_staff() => Some(MajorNow { major, title, next_update_at, running }),
        _ => None,
    };
    Ok(Badges { unread, mine, major })
}
