//! What was answered: figures of a year, with those that are too small to mean anything marked, and the latest low marks.

use std::collections::BTreeMap;

use db::{Conn, Moment, params, row};
use outcome::{Refusal, Result};
use people::Actor;
use tickets::TicketId;

use crate::counts::{About, month_of};
use crate::limits::{ANSWERS_MIN, LATEST_MAX, MONTHS, TOLD_MAX};
use crate::policy::{self, Action};
use crate::rating::{Rating, RatingId};

/// How often it was asked and what was answered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Figure {
    /// How often it was asked.
    pub asked: i64,
    /// How often the help was good.
    pub good: i64,
    /// How often it was not.
    pub bad: i64,
}

impl Figure {
    /// How many answered.
    #[must_use]
    pub fn answers(self) -> i64 {
        self.good + self.bad
    }

    /// Good ones among a hundred answers; nothing where fewer than [`ANSWERS_MIN`] answered, for that says nothing about anybody.
    #[must_use]
    pub fn good_in_100(self) -> Option<i64> {
        let answers = self.answers();
        (answers >= ANSWERS_MIN).then(|| (self.good * 100 + answers / 2) / answers)
    }
}

row! {
    /// A low mark.
    pub struct Latest {
        /// The ticket.
        pub ticket: TicketId,
        /// What it is called.
        pub subject: String,
        /// Who asked.
        pub requester: String,
        /// Who had it.
        pub assignee: Option<String>,
        /// What was said.
        pub comment: String,
        /// When it last changed.
        pub at: Moment,
    }
}

/// The figures of the last [`MONTHS`], the current one counted; by name, with those of most answers first.
#[derive(Debug, Default)]
pub struct Results {
    /// The whole desk.
    pub desk: Figure,
    /// Each month that something was asked in, the latest first: months since January 1970.
    pub months: Vec<(i64, Figure)>,
    /// Categories by their path.
    pub categories: Vec<(String, Figure)>,
    /// Teams.
    pub teams: Vec<(String, Figure)>,
    /// Whoever had the tickets.
    pub people: Vec<(String, Figure)>,
    /// The latest low marks.
    pub latest: Vec<Latest>,
}

/// What was answered, from figures that are kept. Six statements, however many were asked.
///
/// # Errors
/// `NotAllowed` to who does not lead.
pub fn results(conn: &Conn, actor: &Actor) -> Result<Results> {
    policy::permit(actor, Action::SeeResults)?;
    let since = month_of(conn.now()) - MONTHS + 1;
    let paths: BTreeMap<i64, String> = tickets::categories(conn)?.into_iter().map(|c| (c.id.0, c.path)).collect();
    let named = |about: About, names: &str| -> Result<Vec<(i64, String, Figure)>> {
        let sql = format!(
            "SELECT c.subject_id, {names}, CAST(SUM(c.asked) AS BIGINT), CAST(SUM(c.good) AS BIGINT), CAST(SUM(c.bad) AS BIGINT) \
             FROM rating_counts c WHERE c.about = $1 AND c.month >= $2 GROUP BY c.subject_id ORDER BY SUM(c.good) + SUM(c.bad) DESC, c.subject_id"
        );
        let rows = conn.all::<(i64, Option<String>, i64, i64, i64)>(&sql, params![about, since])?;
        Ok(rows.into_iter().map(|(id, name, asked, good, bad)| (id, name.unwrap_or_default(), Figure { asked, good, bad })).collect())
    };
    let plain = |all: Vec<(i64, String, Figure)>| all.into_iter().map(|(_, name, figure)| (name, figure)).collect();
    let people = plain(named(About::Person, "(SELECT p.name FROM people p WHERE p.id = c.subject_id)")?);
    let teams = plain(named(About::Team, "(SELECT t.name FROM teams t WHERE t.id = c.subject_id)")?);
    let categories = named(About::Category, "(SELECT g.name FROM categories g WHERE g.id = c.subject_id)")?;
    let categories = categories.into_iter().map(|(id, name, figure)| (paths.get(&id).cloned().unwrap_or(name), figure)).collect();
    let sql = "SELECT c.month, c.asked, c.good, c.bad FROM rating_counts c WHERE c.about = 'desk' AND c.month >= $1 ORDER BY c.month DESC";
    let months = conn.all::<(i64, i64, i64, i64)>(sql, params![since])?;
    let months: Vec<_> = months.into_iter().map(|(month, asked, good, bad)| (month, Figure { asked, good, bad })).collect();
    let desk = months.iter().fold(Figure::default(), |sum, (_, f)| Figure {
        asked: sum.asked + f.asked,
        good: sum.good + f.good,
        bad: sum.bad + f.bad,
    });
    Ok(Results { desk, months, categories, teams, people, latest: latest(conn, actor)? })
}

fn latest(conn: &Conn, actor: &Actor) -> Result<Vec<Latest>> {
    let seen = tickets::policy::visible(actor, "t", 1);
    let sql = format!(
        "SELECT r.ticket_id, t.subject, p.name, a.name, r.comment, r.updated_at FROM ratings r JOIN tickets t ON t.id = r.ticket_id \
         JOIN people p ON p.id = r.requester_id LEFT JOIN people a ON a.id = r.assignee_id \
         WHERE r.rated_at IS NOT NULL AND r.score = 'bad' AND {} ORDER BY r.rated_at DESC, r.id DESC LIMIT {LATEST_MAX}",
        seen.condition
    );
    conn.all(&sql, &seen.params)
}

/// Every rating that was asked or answered, as far as the asker may see its ticket, by number; the latest [`TOLD_MAX`].
///
/// # Errors
/// `NotAllowed` to who does not lead.
pub fn ratings(conn: &Conn, actor: &Actor) -> Result<Vec<Rating>> {
    policy::permit(actor, Action::SeeResults)?;
    let seen = tickets::policy::visible(actor, "t", 1);
    let sql = format!(
        "SELECT {} FROM ratings r JOIN tickets t ON t.id = r.ticket_id WHERE r.asked_at IS NOT NULL AND {} ORDER BY r.id DESC LIMIT {TOLD_MAX}",
        Rating::columns("r"),
        seen.condition
    );
    let mut all: Vec<Rating> = conn.all(&sql, &seen.params)?;
    all.reverse();
    Ok(all)
}

/// One of them.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub fn rating(conn: &Conn, actor: &Actor, id: RatingId) -> Result<Rating> {
    policy::permit(actor, Action::SeeResults)?;
    let seen = tickets::policy::visible(actor, "t", 2);
    let sql = format!(
        "SELECT {} FROM ratings r JOIN tickets t ON t.id = r.ticket_id WHERE r.id = $1 AND r.asked_at IS NOT NULL AND {}",
        Rating::columns("r"),
        seen.condition
    );
    Ok(conn.first(&sql, &[params![id].to_vec(), seen.params].concat())?.ok_or(Refusal::NotFound)?)
}

/// What was asked and answered about a ticket, for whoever may see it; nothing where nobody was asked.
///
/// # Errors
/// `NotFound` to those who may not see the ticket.
pub fn rating_of(conn: &Conn, actor: &Actor, ticket: TicketId) -> Result<Option<Rating>> {
    tickets::policy::look(conn, actor, ticket)?;
    Ok(Rating::of(conn, ticket)?.filter(|rating| rating.asked_at.is_some()))
}

#[cfg(test)]
mod tests {
    use super::Figure;

    #[test]
    fn few_answers_say_nothing_about_anybody() {
        assert_eq!(Figure { asked: 9, good: 4, bad: 0 }.good_in_100(), None);
        assert_eq!(Figure { asked: 9, good: 4, bad: 2 }.good_in_100(), Some(67));
    }
}
