//! News for open pages: which subject looks different, told after the commit, to every process.

use tokio::sync::{Notify, broadcast};

use crate::clock::Moment;
use crate::events::{EventId, Subject};

/// How many announcements a slow listener may lag behind before it is told to look at everything again.
const LAG_MAX: usize = 1_024;

/// One piece of news.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Announcement {
    /// What looks different.
    pub subject: Subject,
    /// The event's kind, or a word for what leaves no event (`presence`).
    pub what: String,
    /// The event, where there is one.
    pub event: Option<EventId>,
}

impl Announcement {
    pub(crate) fn to_payload(&self, origin: &str) -> String {
        format!("{origin}|{}|{}|{}|{}", self.subject.kind, self.subject.id, self.event.map_or(0, |e| e.0), self.what)
    }

    /// The process that told it, and the news.
    pub(crate) fn from_payload(payload: &str) -> Option<(&str, Self)> {
        let mut parts = payload.splitn(5, '|');
        let (origin, kind, id) = (parts.next()?, parts.next()?, parts.next()?);
        let (event, what) = (parts.next()?.parse().ok()?, parts.next()?);
        let subject = Subject::new(kind.to_owned(), id.parse().ok()?);
        Some((origin, Self { subject, what: what.to_owned(), event: (event > 0).then_some(EventId(event)) }))
    }
}

/// The hub inside this process.
pub struct Announcements {
    news: broadcast::Sender<Announcement>,
    origin: String,
    pub(crate) jobs: Notify,
}

impl Announcements {
    pub(crate) fn new() -> Self {
        let origin = format!("{}-{}", std::process::id(), Moment::of_system().0);
        Self { news: broadcast::Sender::new(LAG_MAX), origin, jobs: Notify::new() }
    }

    /// The name of this process among those on the same database.
    pub(crate) fn origin(&self) -> &str {
        &self.origin
    }

    pub(crate) fn tell(&self, news: Announcement) {
        // Nobody listening is no fault.
        let _ = self.news.send(news);
    }

    /// Listens from now on.
    #[must_use]
    pub fn listen(&self) -> broadcast::Receiver<Announcement> {
        self.news.subscribe()
    }
}
