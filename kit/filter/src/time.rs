//! What a time means: a point such as `-7d`, or a stretch such as `today`, `this-week` or `2026-11`.

use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp, ToSpan, Zoned};

/// When and where a filter is read, and for whom.
#[derive(Debug, Clone)]
pub struct Context {
    /// The instant, in Unix milliseconds: `tx.now()`.
    pub now_ms: i64,
    /// The zone whose days `today` means.
    pub zone: TimeZone,
    /// The first day of `this-week`.
    pub week_starts: Weekday,
    /// The person who asks, for sources that say `{me}`; nobody when a rule or a timer asks.
    pub me: Option<i64>,
}

impl Context {
    /// A reading at `now_ms` in `zone`, weeks starting on Monday.
    #[must_use]
    pub fn new(now_ms: i64, zone: TimeZone, me: Option<i64>) -> Self {
        Self { now_ms, zone, week_starts: Weekday::Monday, me }
    }

    fn now(&self) -> Option<Zoned> {
        Some(Timestamp::from_millisecond(self.now_ms).ok()?.to_zoned(self.zone.clone()))
    }

    /// The day on which an instant falls here, counted from 1970-01-01.
    pub(crate) fn day_of(&self, at_ms: i64) -> Option<i64> {
        let date = Timestamp::from_millisecond(at_ms).ok()?.to_zoned(self.zone.clone()).date();
        date.since((jiff::Unit::Day, Date::constant(1970, 1, 1))).ok().map(|span| i64::from(span.get_days()))
    }

    /// The instant at which `date` begins here.
    fn begins(&self, date: Date) -> Option<i64> {
        self.instant(date.to_datetime(Time::midnight()))
    }

    fn instant(&self, at: DateTime) -> Option<i64> {
        Some(at.to_zoned(self.zone.clone()).ok()?.timestamp().as_millisecond())
    }
}

/// A time in Unix milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum When {
    /// A point counted from now.
    Point(i64),
    /// From the first instant up to, and without, the second.
    Stretch(i64, i64),
}

impl When {
    pub(crate) fn first(self) -> i64 {
        let (Self::Point(at) | Self::Stretch(at, _)) = self;
        at
    }

    /// The first instant that is later.
    pub(crate) fn after(self) -> i64 {
        match self {
            Self::Point(at) => at.saturating_add(1),
            Self::Stretch(_, end) => end,
        }
    }
}

/// Reads a time; `None` when it is none, or lies outside the years that can be counted.
pub(crate) fn when(text: &str, context: &Context) -> Option<When> {
    let text = text.trim().to_ascii_lowercase();
    if text == "now" {
        return Some(When::Point(context.now_ms));
    }
    if let Some(span) = relative(&text) {
        return Some(When::Point(context.now()?.checked_add(span).ok()?.timestamp().as_millisecond()));
    }
    named(&text, context).or_else(|| calendar(&text, context)).or_else(|| clock(&text, context))
}

/// `-7d`, `2h`, `+30min`, `3 weeks`
fn relative(text: &str) -> Option<Span> {
    let (negative, rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let count: i64 = rest[..digits].parse().ok()?;
    let count = if negative { -count } else { count };
    let span = Span::new();
    match rest[digits..].trim_start() {
        "m" | "min" | "mins" | "minute" | "minutes" => span.try_minutes(count),
        "h" | "hour" | "hours" => span.try_hours(count),
        "d" | "day" | "days" => span.try_days(count),
        "w" | "week" | "weeks" => span.try_weeks(count),
        "mo" | "month" | "months" => span.try_months(count),
        "y" | "year" | "years" => span.try_years(count),
        _ => return None,
    }
    .ok()
}

/// `today`, `last-week`, `this-month`
fn named(text: &str, context: &Context) -> Option<When> {
    let today = context.now()?.date();
    let days = |from: Date, to: Date| Some(When::Stretch(context.begins(from)?, context.begins(to)?));
    let one_day = |offset: i64| {
        let day = today.checked_add(Span::new().try_days(offset).ok()?).ok()?;
        days(day, day.tomorrow().ok()?)
    };
    match text {
        "today" => return one_day(0),
        "yesterday" => return one_day(-1),
        "tomorrow" => return one_day(1),
        _ => {}
    }
    let (which, unit) = text.split_once(['-', '_', ' '])?;
    let offset = match which {
        "last" => -1,
        "this" => 0,
        "next" => 1,
        _ => return None,
    };
    let (first, length) = match unit {
        "week" => (today.checked_sub(i64::from(today.weekday().since(context.week_starts)).days()).ok()?, 1.week()),
        "month" => (today.first_of_month(), 1.month()),
        "year" => (today.first_of_year(), 1.year()),
        _ => return None,
    };
    let from = first.checked_add(length.checked_mul(offset).ok()?).ok()?;
    days(from, from.checked_add(length).ok()?)
}

/// `2026`, `2026-11`, `2026-11-21`, `21.11.2026`, `2026-11-21T14:30`, `2026-11-21T14:30:05+01:00`
fn calendar(text: &str, context: &Context) -> Option<When> {
    let (date, time) = text.split_once(['t', ' ']).map_or((text, None), |(date, time)| (date, Some(time)));
    let (first, length) = date_of(date)?;
    let Some(time) = time else {
        let end = first.checked_add(length).ok()?;
        return Some(When::Stretch(context.begins(first)?, context.begins(end)?));
    };
    if length != 1.day().fieldwise() {
        return None;
    }
    let zone = time.find(['z', '+', '-']);
    let (time, length) = time_of(zone.map_or(time, |at| &time[..at]))?;
    let from = match zone {
        Some(at) => {
            let written = format!("{}T{}{}", first, time, text[text.len() - (text.len() - date.len() - 1) + at..].to_ascii_uppercase());
            written.parse::<Timestamp>().ok()?.as_millisecond()
        }
        None => context.instant(first.to_datetime(time))?,
    };
    Some(When::Stretch(from, from.checked_add(length)?))
}

fn date_of(text: &str) -> Option<(Date, Span)> {
    let numbers = |text: &str, by: char| -> Option<Vec<i16>> { text.split(by).map(|part| digits(part, 4)).collect() };
    let date = |y: i16, m: i16, d: i16| Date::new(y, i8::try_from(m).ok()?, i8::try_from(d).ok()?).ok();
    if let [d, m, y] = numbers(text, '.').unwrap_or_default()[..] {
        return Some((date(y, m, d)?, 1.day()));
    }
    if text.split('-').next().is_none_or(|year| year.len() != 4) {
        return None;
    }
    match numbers(text, '-')?[..] {
        [y, m, d] => Some((date(y, m, d)?, 1.day())),
        [y, m] => Some((date(y, m, 1)?, 1.month())),
        [y] => Some((date(y, 1, 1)?, 1.year())),
        _ => None,
    }
}

/// `14:30` or `14:30:05`, and how many milliseconds it lasts.
fn time_of(text: &str) -> Option<(Time, i64)> {
    let whole = text.split_once('.').map_or(text, |(whole, _)| whole);
    let parts: Option<Vec<i8>> = whole.split(':').map(|part| i8::try_from(digits(part, 2)?).ok()).collect();
    match parts?[..] {
        [h, m] => Some((Time::new(h, m, 0, 0).ok()?, 60_000)),
        [h, m, s] => Some((Time::new(h, m, s, 0).ok()?, 1_000)),
        _ => None,
    }
}

/// A time of today.
fn clock(text: &str, context: &Context) -> Option<When> {
    let (time, length) = time_of(text)?;
    let from = context.instant(context.now()?.date().to_datetime(time))?;
    Some(When::Stretch(from, from.checked_add(length)?))
}

fn digits(text: &str, max: usize) -> Option<i16> {
    let plain = !text.is_empty() && text.len() <= max && text.bytes().all(|b| b.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

/// Reads a length of time (`30m`, `2h`, `1d` of 24 hours), in milliseconds; a bare number counts minutes.
pub(crate) fn duration_ms(text: &str) -> Option<i64> {
    let text = text.trim().to_ascii_lowercase();
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let count: i64 = text[..digits].parse().ok()?;
    let unit = match text[digits..].trim_start() {
        "s" | "sec" | "second" | "seconds" => 1_000,
        "" | "m" | "min" | "mins" | "minute" | "minutes" => 60_000,
        "h" | "hour" | "hours" => 3_600_000,
        "d" | "day" | "days" => 86_400_000,
        "w" | "week" | "weeks" => 604_800_000,
        _ => return None,
    };
    count.checked_mul(unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Saturday 2026-11-21 20:30 in Berlin.
    fn berlin() -> Context {
        let zone = TimeZone::get("Europe/Berlin").expect("the zone database has Berlin");
        Context::new("2026-11-21T19:30:00Z".parse::<Timestamp>().expect("an instant").as_millisecond(), zone, None)
    }

    fn ms(text: &str) -> i64 {
        text.parse::<Timestamp>().expect("an instant").as_millisecond()
    }

    fn stretch(from: &str, to: &str) -> Option<When> {
        Some(When::Stretch(ms(from), ms(to)))
    }

    #[test]
    fn days_begin_where_the_asker_is() {
        let c = berlin();
        assert_eq!(when("today", &c), stretch("2026-11-20T23:00:00Z", "2026-11-21T23:00:00Z"));
        assert_eq!(when("Yesterday", &c), stretch("2026-11-19T23:00:00Z", "2026-11-20T23:00:00Z"));
        assert_eq!(when("2026-11-21", &c), when("today", &c));
        assert_eq!(when("21.11.2026", &c), when("today", &c));
    }

    #[test]
    fn weeks_months_and_years_are_those_of_the_calendar() {
        let c = berlin();
        assert_eq!(when("this-week", &c), stretch("2026-11-15T23:00:00Z", "2026-11-22T23:00:00Z"));
        assert_eq!(when("last_week", &c), stretch("2026-11-08T23:00:00Z", "2026-11-15T23:00:00Z"));
        assert_eq!(when("this-month", &c), stretch("2026-10-31T23:00:00Z", "2026-11-30T23:00:00Z"));
        assert_eq!(when("2026-11", &c), when("this-month", &c));
        assert_eq!(when("next-year", &c), stretch("2026-12-31T23:00:00Z", "2027-12-31T23:00:00Z"));
        assert_eq!(when("2027", &c), when("next-year", &c));
    }

    #[test]
    fn a_day_with_a_clock_change_is_as_long_as_it_is() {
        assert_eq!(when("2026-10-25", &berlin()), stretch("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"));
    }

    #[test]
    fn distances_count_from_now() {
        let c = berlin();
        assert_eq!(when("2h", &c), Some(When::Point(ms("2026-11-21T21:30:00Z"))));
        assert_eq!(when("-90min", &c), Some(When::Point(ms("2026-11-21T18:00:00Z"))));
        assert_eq!(when("-1mo", &c), Some(When::Point(ms("2026-10-21T18:30:00Z"))), "the same hour in Berlin, in summer time");
        assert_eq!(when("now", &c), Some(When::Point(c.now_ms)));
    }

    #[test]
    fn clock_times_with_and_without_a_zone() {
        let c = berlin();
        assert_eq!(when("17:00", &c), stretch("2026-11-21T16:00:00Z", "2026-11-21T16:01:00Z"));
        assert_eq!(when("2026-11-20T08:15", &c), stretch("2026-11-20T07:15:00Z", "2026-11-20T07:16:00Z"));
        assert_eq!(when("2026-11-20T08:15:30Z", &c), stretch("2026-11-20T08:15:30Z", "2026-11-20T08:15:31Z"));
        assert_eq!(when("2026-11-20T08:15+02:00", &c), stretch("2026-11-20T06:15:00Z", "2026-11-20T06:16:00Z"));
    }

    #[test]
    fn what_is_no_time_is_none() {
        for text in [
            "",
            "soon",
            "2026-13",
            "2026-02-30",
            "26-11-21",
            "25:00",
            "7",
            "d",
            "-d",
            "999999999999999999999d",
            "99999999d",
            "last-decade",
            "2026-11T10:00",
            "٣d",
            "12026",
        ] {
            assert_eq!(when(text, &berlin()), None, "{text:?}");
        }
    }

    #[test]
    fn lengths_of_time() {
        assert_eq!(duration_ms("30m"), Some(1_800_000));
        assert_eq!(duration_ms("15"), Some(900_000));
        assert_eq!(duration_ms("2 hours"), Some(7_200_000));
        assert_eq!(duration_ms("-1h"), None);
        assert_eq!(duration_ms("9999999999999999d"), None);
    }
}
