//! One schedule of a file, read into a calendar.

use calendar::{Calendar, Definition, Span, Special, SpecialDay, Week};
use jiff::civil::{Date, Weekday};
use serde_json::Value;

pub(super) fn read(schedule: &Value) -> Result<Calendar, String> {
    let zone = ["tz", "time_zone", "zone"].iter().find_map(|name| schedule.get(name)).and_then(Value::as_str).ok_or("it has no tz")?;
    let mut week = Week::default();
    for (day, hours) in object(schedule, "hours")? {
        week.set(weekday(day).ok_or_else(|| format!("{day:?} is no weekday; write it as mon"))?, spans(hours)?);
    }
    let mut days = Vec::new();
    for holiday in schedule.get("holidays").and_then(Value::as_array).into_iter().flatten() {
        let text = holiday.as_str().or_else(|| holiday.get("date").and_then(Value::as_str));
        let name = holiday.get("name").and_then(Value::as_str).unwrap_or("holiday");
        days.push(SpecialDay::closed(name, date(text.ok_or_else(|| format!("{holiday} is no holiday; write it as \"2026-12-25\""))?)?));
    }
    for (day, hours) in object(schedule, "breaks")? {
        days.push(SpecialDay { is: Special::Break(spans(hours)?), ..SpecialDay::closed("break", date(day)?) });
    }
    for (day, hours) in object(schedule, "shifts")? {
        days.push(SpecialDay { is: Special::Hours(spans(hours)?), ..SpecialDay::closed("shift", date(day)?) });
    }
    Definition { zone: zone.to_owned(), week, days }.calendar().map_err(|problem| problem.to_string())
}

fn object<'s>(schedule: &'s Value, name: &str) -> Result<Vec<(&'s String, &'s Value)>, String> {
    match schedule.get(name) {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Object(entries)) => Ok(entries.iter().collect()),
        Some(_) => Err(format!("{name} must be an object")),
    }
}

/// `{"08:00": "12:00", "13:00": "17:30"}`.
fn spans(hours: &Value) -> Result<Vec<Span>, String> {
    let entries = hours.as_object().ok_or_else(|| format!("{hours} are no hours; write them as {{\"08:00\": \"12:00\"}}"))?;
    let span = |(from, to): (&String, &Value)| {
        let to = to.as_str().ok_or_else(|| format!("{to} is no time; write it as \"17:30\""))?;
        Span::between(from, to).map_err(|problem| problem.to_string())
    };
    entries.iter().map(span).collect()
}

fn date(text: &str) -> Result<Date, String> {
    text.trim().parse().map_err(|_| format!("{text:?} is no date; write it as 2026-12-25"))
}

fn weekday(name: &str) -> Option<Weekday> {
    const NAMES: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let name = name.trim().to_ascii_lowercase();
    let place = NAMES.iter().position(|whole| name.len() >= 3 && whole.starts_with(&name))?;
    Weekday::from_monday_zero_offset(i8::try_from(place).ok()?).ok()
}
