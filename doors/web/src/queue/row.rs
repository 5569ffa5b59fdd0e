//! A ticket as lists show it, in the reader's words.

use ::tickets::{BesideRow, Group, GroupBy, Move, QueueRow};
use catalogue::Say;
use db::Moment;

use crate::ui::due::Due;
use crate::ui::view::Avatar;

/// A row.
pub struct Line {
    /// The ticket's number.
    pub id: i64,
    /// What it is about.
    pub subject: String,
    /// Whose move it is, and since when.
    pub reason: String,
    /// How the last turn begins.
    pub excerpt: String,
    /// The status's word.
    pub status: &'static str,
    /// 1 to 4.
    pub rank: i64,
    /// Who asked, and for whom they work.
    pub requester: String,
    /// Who does it.
    pub assignee: Option<(Avatar, String)>,
    /// The team, where nobody does it.
    pub team: String,
    /// Since when somebody waits for us; nothing when nobody does.
    pub waits_ms: Option<i64>,
    /// What is due next.
    pub due: Option<Due>,
    /// When it last changed.
    pub updated_ms: i64,
    /// Something in it was not read yet.
    pub unread: bool,
    /// What it answers in the columns of the desk's own fields, in their order.
    pub answers: Vec<String>,
    /// A head above this row, where a group begins.
    pub head: Option<String>,
}

/// A ticket in the list beside another one.
pub struct Beside<'a> {
    /// The ticket's number.
    pub id: i64,
    /// What it is about.
    pub subject: &'a str,
    /// The status's word.
    pub status: &'static str,
    /// 1 to 4.
    pub rank: i64,
    /// Who asked.
    pub requester: &'a str,
    /// Since when somebody waits for us; nothing when nobody does.
    pub waits_ms: Option<i64>,
    /// What is due next.
    pub due: Option<Due>,
    /// Something in it was not read yet.
    pub unread: bool,
}

/// The row in the list beside a ticket.
#[must_use]
pub fn beside_of<'a>(say: &Say, row: &'a BesideRow, now: Moment) -> Beside<'a> {
    Beside {
        id: row.id.0,
        subject: &row.subject,
        status: row.status.as_str(),
        rank: row.priority.rank(),
        requester: &row.requester,
        waits_ms: row.waiting_since().map(|at| at.0),
        due: row.due_at.map(|at| Due::running(say, row.opened_at.0, at.0, now.0)),
        unread: row.is_unread,
    }
}

/// The rows of a page.
#[must_use]
pub fn lines(say: &Say, rows: &[QueueRow], group_by: Option<GroupBy>, you: Option<people::PersonId>, now: Moment) -> Vec<Line> {
    let mut last: Option<Group<'_>> = None;
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        let group = group_by.map(|by| row.group(by));
        let head = group.filter(|g| last.as_ref() != Some(g)).map(|g| group_name(say, g));
        last = group;
        lines.push(Line { head, ..line(say, row, you, now) });
    }
    lines
}

fn line(say: &Say, row: &QueueRow, you: Option<people::PersonId>, now: Moment) -> Line {
    let assignee = row.assignee_id.zip(row.assignee.as_deref()).map(|(id, name)| {
        if Some(id) == you { (Avatar::you(name), say.say("queue-you").into_owned()) } else { (Avatar::of(name, id.0), name.to_owned()) }
    });
    let requester = match &row.organization {
        Some(organization) => format!("{}, {organization}", row.requester),
        None => row.requester.clone(),
    };
    Line {
        id: row.id.0,
        subject: row.subject.clone(),
        reason: reason(say, row, now),
        excerpt: row.last_excerpt.clone(),
        status: row.status.as_str(),
        rank: row.priority.rank(),
        requester,
        assignee,
        team: row.team.clone().unwrap_or_default(),
        waits_ms: row.waiting_since().map(|at| at.0),
        due: row.due_at.map(|at| Due::running(say, row.opened_at.0, at.0, now.0)),
        updated_ms: row.updated_at.0,
        unread: row.is_unread,
        answers: Vec::new(),
        head: None,
    }
}

/// Whose move it is, and why, in a few words.
#[must_use]
pub fn reason(say: &Say, row: &QueueRow, now: Moment) -> String {
    let when = |at: Moment| say.day_time(at.0, now.0);
    let at = |key: &str, at: Moment| say.say1(key, "time", when(at).as_ref()).into_owned();
    let by = |key: &str, name: Option<&str>, at: Moment| match name {
        Some(name) => say.say2(key, "name", first_name(name), "time", when(at).as_ref()).into_owned(),
        None => say.say1("move-changed", "time", when(at).as_ref()).into_owned(),
    };
    match row.whose_move() {
        Move::FirstAnswer(since) => at("move-first-answer", since),
        Move::Answer(name, since) => by("move-answer", name, since),
        Move::Work(name, since) => by("move-work", name, since),
        Move::Theirs(since) => at("move-theirs", since),
        Move::Held(Some(why), Some(until)) => say.say2("move-held-until", "why", why, "time", when(until).as_ref()).into_owned(),
        Move::Held(Some(why), None) => say.say1("move-held", "why", why).into_owned(),
        Move::Held(None, _) => say.say("status-on_hold").into_owned(),
        Move::Resolved(since) => at("move-resolved", since),
        Move::Closed(since) => at("move-closed", since),
        Move::Merged(into) => say.say1("move-merged", "number", into.to_string()).into_owned(),
    }
}

fn first_name(name: &str) -> &str {
    name.split_whitespace().next().unwrap_or(name)
}

fn group_name(say: &Say, group: Group<'_>) -> String {
    match group {
        Group::Priority(p) => {
            let word = say.say(&format!("priority-{}", p.rank()));
            say.say2("queue-group-priority", "rank", p.rank(), "word", word.as_ref()).into_owned()
        }
        Group::Status(s) => say.say(&format!("status-{s}")).into_owned(),
        Group::Kind(k) => say.say(&format!("kind-{k}")).into_owned(),
        Group::Named(Some(name)) => name.to_owned(),
        Group::Named(None) => say.say("queue-group-none").into_owned(),
    }
}
