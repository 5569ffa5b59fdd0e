//! The figures, kept with every change: how often it was asked and what was answered, of the desk, its categories, teams and people.

use db::{Moment, Tx, params, words};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use outcome::Result;
use tickets::Satisfaction;

use crate::rating::Rating;

words! {
    /// What a figure is about.
    pub enum About {
        /// The whole desk.
        Desk = "desk",
        /// A category.
        Category = "category",
        /// A team.
        Team = "team",
        /// Whoever had the ticket.
        Person = "person",
    }
}

/// By how much a figure changes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) asked: i64,
    pub(crate) good: i64,
    pub(crate) bad: i64,
}

impl Step {
    /// From one answer, or none, to another.
    pub(crate) fn answered(was: Option<Satisfaction>, is: Satisfaction) -> Self {
        let of = |score: Option<Satisfaction>, wanted| i64::from(score == Some(wanted));
        let change = |wanted| of(Some(is), wanted) - of(was, wanted);
        Self { asked: 0, good: change(Satisfaction::Good), bad: change(Satisfaction::Bad) }
    }
}

/// The month of a moment in UTC, counted from January 1970.
pub(crate) fn month_of(at: Moment) -> i64 {
    let day = Timestamp::from_millisecond(at.0).unwrap_or_default().to_zoned(TimeZone::UTC).date();
    (i64::from(day.year()) - 1970) * 12 + i64::from(day.month()) - 1
}

/// Lets every figure that a rating is part of follow; at most four statements.
pub(crate) fn follow(tx: &mut Tx<'_>, of: &Rating, asked_at: Moment, step: Step) -> Result<()> {
    let parts = [
        (About::Desk, Some(0)),
        (About::Category, of.category_id.map(|id| id.0)),
        (About::Team, of.team_id.map(|id| id.0)),
        (About::Person, of.assignee_id.map(|id| id.0)),
    ];
    let month = month_of(asked_at);
    for (about, subject) in parts {
        let Some(subject) = subject else { continue };
        let sql = "INSERT INTO rating_counts (about, subject_id, month, asked, good, bad) VALUES ($1,$2,$3,$4,$5,$6) \
                   ON CONFLICT (about, subject_id, month) DO UPDATE SET asked = rating_counts.asked + excluded.asked, \
                   good = rating_counts.good + excluded.good, bad = rating_counts.bad + excluded.bad";
        tx.execute(sql, params![about, subject, month, step.asked, step.good, step.bad])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_counted_and_a_changed_answer_moves_one() {
        assert_eq!(month_of(Moment(0)), 0);
        assert_eq!(month_of(Moment(1_795_424_400_000)), (2026 - 1970) * 12 + 10);
        assert_eq!(Step::answered(None, Satisfaction::Good), Step { asked: 0, good: 1, bad: 0 });
        assert_eq!(Step::answered(Some(Satisfaction::Good), Satisfaction::Bad), Step { asked: 0, good: -1, bad: 1 });
        assert_eq!(Step::answered(Some(Satisfaction::Bad), Satisfaction::Bad), Step::default());
    }
}
