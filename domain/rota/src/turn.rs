//! Whose turn it is: hand-overs by the wall clock, every so many days, over clock changes and leap days.

use jiff::Span;
use jiff::tz::TimeZone;

use crate::plan::Layer;

/// Milliseconds of a day without a clock change; only a first guess is made with it.
const DAY_MS: i64 = 86_400_000;

impl Layer {
    /// The moment at which turn `n` begins. Where the clock skips that time it is as much later; where it shows it twice, the first.
    #[must_use]
    pub fn hand_over(&self, zone: &TimeZone, n: i64) -> Option<i64> {
        let days = n.checked_mul(i64::from(self.days))?;
        let date = self.first.checked_add(Span::new().try_days(days).ok()?).ok()?;
        Some(date.to_datetime(self.at).to_zoned(zone.clone()).ok()?.timestamp().as_millisecond())
    }

    /// The number of the turn at a moment; none before the first.
    #[must_use]
    pub fn turn_at(&self, zone: &TimeZone, at_ms: i64) -> Option<i64> {
        let first = self.hand_over(zone, 0)?;
        if at_ms < first || self.days == 0 {
            return None;
        }
        let mut turn = (at_ms - first) / (i64::from(self.days) * DAY_MS);
        while turn > 0 && self.hand_over(zone, turn)? > at_ms {
            turn -= 1;
        }
        while self.hand_over(zone, turn + 1).is_some_and(|next| next <= at_ms) {
            turn += 1;
        }
        Some(turn)
    }

    /// The people of a turn in the order in which they are asked: whose turn it is first, then those whose turns come next.
    pub(crate) fn asked_from(&self, turn: i64) -> impl Iterator<Item = people::PersonId> + '_ {
        let length = self.people.len();
        let start = usize::try_from(turn.rem_euclid(i64::try_from(length.max(1)).unwrap_or(1))).unwrap_or(0);
        (0..length).map(move |n| self.people[(start + n) % length])
    }
}

#[cfg(test)]
mod tests {
    use people::PersonId;
    use proptest::prelude::*;

    use super::*;

    fn layer(days: u16, first: &str, at: &str) -> Layer {
        Layer {
            name: "First".into(),
            people: vec![PersonId(1), PersonId(2), PersonId(3)],
            first: first.parse().unwrap(),
            at: at.parse().unwrap(),
            days,
            hours: None,
        }
    }

    fn moment(text: &str, zone: &str) -> i64 {
        let at: jiff::civil::DateTime = text.parse().unwrap();
        at.to_zoned(TimeZone::get(zone).unwrap()).unwrap().timestamp().as_millisecond()
    }

    #[test]
    fn a_week_with_a_clock_change_still_ends_at_the_same_time_of_day() {
        let berlin = TimeZone::get("Europe/Berlin").unwrap();
        let weekly = layer(7, "2026-03-23", "08:00");
        let next = weekly.hand_over(&berlin, 1).unwrap();
        assert_eq!(next, moment("2026-03-30T08:00", "Europe/Berlin"));
        assert_eq!(next - weekly.hand_over(&berlin, 0).unwrap(), 7 * DAY_MS - 3_600_000);
        assert_eq!(weekly.turn_at(&berlin, next - 1), Some(0));
        assert_eq!(weekly.turn_at(&berlin, next), Some(1));
    }

    #[test]
    fn a_time_that_the_clock_skips_is_an_hour_later_and_one_it_shows_twice_the_first() {
        let berlin = TimeZone::get("Europe/Berlin").unwrap();
        let daily = layer(1, "2026-03-28", "02:30");
        assert_eq!(daily.hand_over(&berlin, 1).unwrap(), moment("2026-03-29T03:30", "Europe/Berlin"));
        let autumn = layer(1, "2026-10-24", "02:30");
        let twice = autumn.hand_over(&berlin, 1).unwrap();
        assert_eq!(autumn.turn_at(&berlin, twice + 3_600_000), Some(1), "the second 02:30 is no second hand-over");
    }

    #[test]
    fn a_leap_day_is_a_day_like_any_other() {
        let daily = layer(1, "2028-02-28", "00:00");
        assert_eq!(daily.hand_over(&TimeZone::UTC, 1).unwrap(), moment("2028-02-29T00:00", "UTC"));
        assert_eq!(daily.hand_over(&TimeZone::UTC, 2).unwrap(), moment("2028-03-01T00:00", "UTC"));
        let fortnightly = layer(14, "2028-02-21", "09:00");
        assert_eq!(fortnightly.hand_over(&TimeZone::UTC, 1).unwrap(), moment("2028-03-06T09:00", "UTC"));
    }

    #[test]
    fn nobody_has_a_turn_before_the_first() {
        let daily = layer(1, "2026-11-23", "09:00");
        assert_eq!(daily.turn_at(&TimeZone::UTC, moment("2026-11-23T08:59", "UTC")), None);
    }

    proptest! {
        #[test]
        fn every_moment_lies_between_its_turns_hand_over_and_the_next(
            days in 1..40_u16,
            hour in 0..24_i8,
            minute in 0..60_i8,
            zone in prop::sample::select(vec!["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kolkata", "UTC"]),
            after_ms in 0..(12 * 366 * DAY_MS),
        ) {
            let zone = TimeZone::get(zone).unwrap();
            let mut layer = layer(days, "2008-02-20", "00:00");
            layer.at = jiff::civil::time(hour, minute, 0, 0);
            let at = layer.hand_over(&zone, 0).unwrap() + after_ms;
            let turn = layer.turn_at(&zone, at).unwrap();
            prop_assert!(layer.hand_over(&zone, turn).unwrap() <= at);
            prop_assert!(layer.hand_over(&zone, turn + 1).unwrap() > at);
        }
    }
}
