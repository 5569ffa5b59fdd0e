//! Moments and spans in a person's zone and language. Moments are Unix milliseconds, spans milliseconds.

use std::borrow::Cow;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

use crate::Say;

const SECOND_MS: i64 = 1_000;
const MINUTE_MS: i64 = 60 * SECOND_MS;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;

/// Below this distance a moment is "just now": clocks of two machines differ by as much.
const JUST_NOW_MS: i64 = 5 * SECOND_MS;
/// From this distance on, "n days ago" says less than the date.
const AGO_DAYS_MAX: i64 = 30;
/// Days before and after today that a weekday alone names without doubt.
const WEEKDAY_DAYS_MAX: i32 = 6;

impl Say {
    /// The time of day: "10:42".
    pub fn time_short(&self, at_ms: i64) -> String {
        clock(self.civil(at_ms))
    }

    /// The day without its time: "19 Nov" this year, "19 Nov 2025" in others.
    pub fn date_short(&self, at_ms: i64, now_ms: i64) -> Cow<'static, str> {
        let (day, today) = (self.civil(at_ms).date(), self.civil(now_ms).date());
        let key = if day.year() == today.year() { "moment-date" } else { "moment-date-year" };
        self.say_with(key, &[("day", day.day().into()), ("month", self.month_short(day).into()), ("year", day.year().into())])
    }

    /// The day with its weekday and year: "Monday 23 November 2026".
    pub fn date_long(&self, at_ms: i64) -> Cow<'static, str> {
        let day = self.civil(at_ms).date();
        let arguments = [
            ("weekday", self.say(&format!("weekday-{}", day.weekday().to_monday_one_offset())).into()),
            ("day", day.day().into()),
            ("month", self.say(&format!("month-{}", day.month())).into()),
            ("year", day.year().into()),
        ];
        self.say_with("moment-date-long", &arguments)
    }

    /// The whole moment, as a tooltip gives it: "Monday 23 November 2026, 10:42".
    pub fn moment_long(&self, at_ms: i64) -> Cow<'static, str> {
        self.say2("moment-at", "day", self.date_long(at_ms), "time", self.time_short(at_ms))
    }

    /// A moment as near as it is: "10:42" today, "yesterday 09:58", "Tue 12:00" within six days, "Thu 19 Nov" this year,
    /// "19 Nov 2025" in others.
    pub fn day_time(&self, at_ms: i64, now_ms: i64) -> Cow<'static, str> {
        let (at, today) = (self.civil(at_ms), self.civil(now_ms).date());
        let (day, time) = (at.date(), clock(at));
        match days_between(today, day) {
            0 => Cow::Owned(time),
            -1 => self.say1("moment-yesterday", "time", time),
            1 => self.say1("moment-tomorrow", "time", time),
            distance if distance.abs() <= WEEKDAY_DAYS_MAX => self.say2("moment-weekday", "weekday", self.weekday_short(day), "time", time),
            _ if day.year() == today.year() => self.say_with(
                "moment-weekday-date",
                &[("weekday", self.weekday_short(day).into()), ("day", day.day().into()), ("month", self.month_short(day).into())],
            ),
            _ => self.date_short(at_ms, now_ms),
        }
    }

    /// How long ago: "just now", "20 s ago", "5 min ago", "3 h ago", "2 days ago"; a moment ahead: "in 5 min".
    /// Beyond thirty days, the date.
    pub fn ago(&self, at_ms: i64, now_ms: i64) -> Cow<'static, str> {
        let passed = now_ms.saturating_sub(at_ms);
        let distance = passed.saturating_abs();
        if distance < JUST_NOW_MS {
            return self.say("moment-just-now");
        }
        let (unit, count) = match distance {
            ..MINUTE_MS => ("seconds", distance / SECOND_MS),
            MINUTE_MS..HOUR_MS => ("minutes", distance / MINUTE_MS),
            HOUR_MS..DAY_MS => ("hours", distance / HOUR_MS),
            _ if distance / DAY_MS <= AGO_DAYS_MAX => ("days", distance / DAY_MS),
            _ => return self.date_short(at_ms, now_ms),
        };
        let direction = if passed > 0 { "ago" } else { "in" };
        self.say1(&format!("moment-{direction}-{unit}"), "count", count)
    }

    /// A length of time in its two largest units: "20 s", "28 min", "1 h 40", "2 d 3 h". The sign is dropped; a clock
    /// that has run out says so in its own words.
    pub fn span(&self, length_ms: i64) -> Cow<'static, str> {
        let length = length_ms.saturating_abs();
        let (days, hours, minutes) = (length / DAY_MS, length % DAY_MS / HOUR_MS, length % HOUR_MS / MINUTE_MS);
        match (days, hours, minutes) {
            (0, 0, 0) => self.say1("span-seconds", "count", length / SECOND_MS),
            (0, 0, _) => self.say1("span-minutes", "count", minutes),
            (0, _, 0) => self.say1("span-hours", "count", hours),
            (0, _, _) => self.say2("span-hours-minutes", "hours", hours, "minutes", format!("{minutes:02}")),
            (_, 0, _) => self.say1("span-days", "count", days),
            (_, _, _) => self.say2("span-days-hours", "days", days, "hours", hours),
        }
    }

    /// The moment for machines, as `<time datetime>` wants it: "2026-11-23T10:42:00Z".
    pub fn machine(&self, at_ms: i64) -> String {
        let second = at_ms.div_euclid(SECOND_MS);
        Timestamp::from_second(second).unwrap_or(timestamp(at_ms)).to_string()
    }

    fn civil(&self, at_ms: i64) -> DateTime {
        self.zone.to_datetime(timestamp(at_ms))
    }

    fn weekday_short(&self, day: Date) -> Cow<'static, str> {
        self.say(&format!("weekday-short-{}", day.weekday().to_monday_one_offset()))
    }

    fn month_short(&self, day: Date) -> Cow<'static, str> {
        self.say(&format!("month-short-{}", day.month()))
    }
}

/// A moment nobody can mean (before year -9999 or after 9999) shows as the nearest one that can be written.
fn timestamp(at_ms: i64) -> Timestamp {
    Timestamp::from_millisecond(at_ms).unwrap_or(if at_ms < 0 { Timestamp::MIN } else { Timestamp::MAX })
}

fn clock(at: DateTime) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(i32::MAX, |span| span.get_days())
}
