//! What concerns the reader beyond their own requests: notes of major incidents.

use catalogue::Say;

/// A note as the reader sees it.
pub struct Notice {
    /// What it is.
    pub title: String,
    /// What is known, or how it ended.
    pub text: String,
    /// When more is said, or since when it is over.
    pub when: String,
    /// Is it over?
    pub over: bool,
}

/// The notes, in the reader's words.
#[must_use]
pub fn notices(say: &Say, all: &[::problems::Notice], now_ms: i64) -> Vec<Notice> {
    let notice = |notice: &::problems::Notice| {
        let (key, at, text) = match notice.ended_at {
            Some(at) => ("portal-major-over", at, &notice.summary),
            None => ("portal-major-next", notice.next_update_at, &notice.note),
        };
        // A time that has passed promises nothing.
        let when = if notice.ended_at.is_some() || at.0 >= now_ms {
            say.say1(key, "time", say.day_time(at.0, now_ms)).into_owned()
        } else {
            say.say1("major-since", "time", say.day_time(notice.note_at.0, now_ms)).into_owned()
        };
        Notice { title: notice.title.clone(), text: text.clone(), when, over: notice.ended_at.is_some() }
    };
    all.iter().map(notice).collect()
}
