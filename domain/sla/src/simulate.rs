//! Trying calendars out on cases from a file: when something would be due, and how much business time passed.

mod schedule;

use std::collections::BTreeMap;

use calendar::{Calendar, Problem};
use jiff::Timestamp;
use serde_json::{Map, Value, json};

/// Bytes of one case's line.
pub const CASE_BYTES_MAX: usize = 64 * 1024;
/// Schedules of one file.
pub const SCHEDULES_MAX: usize = 10_000;

const MINUTE_MS: f64 = 60_000.0;
const SECOND_MS: i64 = 1_000;

/// The schedules of a file by their names; one that does not hold says so whenever a case asks for it.
#[derive(Debug)]
pub struct Schedules(BTreeMap<String, Result<Calendar, String>>);

impl Schedules {
    /// Reads a JSON list of schedules, each with `id`, `tz`, `hours` (weekday, from, to), and where there are any `holidays`
    /// (dates), `breaks` and `shifts` (date, from, to). Shifts stand in place of the hours of their date.
    ///
    /// # Errors
    /// What is wrong with the file as a whole.
    pub fn read(text: &str) -> Result<Self, String> {
        let list: Value =
            serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|e| format!("the schedules are no JSON: {e}"))?;
        let list = match list {
            Value::Array(list) => list,
            Value::Object(one) if one.contains_key("id") => vec![Value::Object(one)],
            _ => return Err("the schedules must be a JSON list".to_owned()),
        };
        if list.len() > SCHEDULES_MAX {
            return Err(format!("a file has at most {SCHEDULES_MAX} schedules"));
        }
        let mut all = BTreeMap::new();
        for (n, schedule) in list.iter().enumerate() {
            let id = schedule.get("id").and_then(Value::as_str).ok_or_else(|| format!("schedule {} has no id", n + 1))?;
            if all.insert(id.to_owned(), schedule::read(schedule)).is_some() {
                return Err(format!("two schedules have the id {id:?}"));
            }
        }
        Ok(Self(all))
    }

    /// Answers one case: `{"due":..,"business_seconds":..}`, each as far as the case asks for it. `minutes` and `start` ask when
    /// that much business time has passed; `start` and `end` ask how much business time lies between.
    ///
    /// # Errors
    /// What is wrong with the case, in words.
    pub fn answer(&self, line: &[u8]) -> Result<Value, String> {
        if line.len() > CASE_BYTES_MAX {
            return Err(format!("a case has at most {CASE_BYTES_MAX} bytes"));
        }
        let text = std::str::from_utf8(line).map_err(|_| "the case is no UTF-8 text".to_owned())?;
        let case: Map<String, Value> = serde_json::from_str(text).map_err(|e| format!("the case is no JSON object: {e}"))?;
        let name = case.get("schedule").and_then(Value::as_str).ok_or("the case names no schedule")?;
        let schedule = self.0.get(name).ok_or_else(|| format!("there is no schedule {name:?}"))?;
        let calendar = schedule.as_ref().map_err(|wrong| format!("schedule {name:?}: {wrong}"))?;
        let start = moment(&case, "start")?.ok_or("the case has no start")?;
        let wanted = wanted_ms(&case)?;
        let end = moment(&case, "end")?;
        if wanted.is_none() && end.is_none() {
            return Err("the case has neither minutes nor an end".to_owned());
        }
        let said = |problem: Problem| format!("schedule {name:?}: {problem}");
        let due = wanted.map(|ms| calendar.add(start, ms)).transpose().map_err(said)?;
        let passed = end.map(|end| calendar.between(start, end)).transpose().map_err(said)?;
        Ok(json!({ "due": due.map(written).transpose()?, "business_seconds": passed.map(seconds) }))
    }
}

fn moment(case: &Map<String, Value>, name: &str) -> Result<Option<i64>, String> {
    let Some(value) = case.get(name).filter(|v| !v.is_null()) else { return Ok(None) };
    let at = value.as_str().and_then(|text| text.trim().parse::<Timestamp>().ok());
    let at = at.ok_or_else(|| format!("{name} is no moment: {value}; write it as 2026-04-04T10:06:00Z"))?;
    Ok(Some(at.as_millisecond()))
}

/// The business time that is asked for, in milliseconds.
fn wanted_ms(case: &Map<String, Value>) -> Result<Option<i64>, String> {
    let Some(value) = case.get("minutes").filter(|v| !v.is_null()) else { return Ok(None) };
    let wrong = || format!("minutes must be a number from 0 on, not {value}");
    let minutes = value.as_f64().filter(|m| m.is_finite() && *m >= 0.0).ok_or_else(wrong)?;
    let ms = (minutes * MINUTE_MS).round();
    #[expect(clippy::cast_possible_truncation, reason = "the range was just checked")]
    if ms < 9.0e15 { Ok(Some(ms as i64)) } else { Err(wrong()) }
}

fn written(at_ms: i64) -> Result<String, String> {
    Timestamp::from_millisecond(at_ms).map(|at| at.to_string()).map_err(|e| e.to_string())
}

fn seconds(ms: i64) -> Value {
    #[expect(clippy::cast_precision_loss, reason = "parts of a second between two dates of a calendar")]
    if ms % SECOND_MS == 0 { json!(ms / SECOND_MS) } else { json!(ms as f64 / 1_000.0) }
}
