//! A calendar as its form has it: hours a day in a line, special days a line each.

use calendar::{Definition, Problem, Span, SpecialDay, Week};
use catalogue::Say;
use jiff::civil::Weekday;
use outcome::{Check, Result};
use serde::Deserialize;
use sla::CalendarRow;

/// The fields of the days, Monday first.
pub const DAYS: [(&str, Weekday); 7] = [
    ("mon", Weekday::Monday),
    ("tue", Weekday::Tuesday),
    ("wed", Weekday::Wednesday),
    ("thu", Weekday::Thursday),
    ("fri", Weekday::Friday),
    ("sat", Weekday::Saturday),
    ("sun", Weekday::Sunday),
];

/// What is typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    pub name: String,
    pub zone: String,
    mon: String,
    tue: String,
    wed: String,
    thu: String,
    fri: String,
    sat: String,
    sun: String,
    pub special: String,
}

impl Typed {
    /// A new calendar: an office where the reader is.
    pub fn usual(zone: &str) -> Self {
        let office = "09:00-17:00".to_owned();
        Self {
            zone: zone.to_owned(),
            mon: office.clone(),
            tue: office.clone(),
            wed: office.clone(),
            thu: office.clone(),
            fri: office,
            ..Self::default()
        }
    }

    /// A calendar to be changed.
    pub fn of(row: &CalendarRow) -> Result<Self> {
        let definition = row.definition()?;
        let hours = |day: Weekday| definition.week.on(day).iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let special: Vec<String> = definition.days.iter().map(ToString::to_string).collect();
        Ok(Self {
            name: row.name.clone(),
            mon: hours(Weekday::Monday),
            tue: hours(Weekday::Tuesday),
            wed: hours(Weekday::Wednesday),
            thu: hours(Weekday::Thursday),
            fri: hours(Weekday::Friday),
            sat: hours(Weekday::Saturday),
            sun: hours(Weekday::Sunday),
            special: special.join("\n"),
            zone: definition.zone,
        })
    }

    fn on(&self, field: &str) -> &str {
        match field {
            "mon" => &self.mon,
            "tue" => &self.tue,
            "wed" => &self.wed,
            "thu" => &self.thu,
            "fri" => &self.fri,
            "sat" => &self.sat,
            _ => &self.sun,
        }
    }

    /// The days' fields: name, label and what is typed.
    pub fn days(&self, say: &Say) -> Vec<(&'static str, String, String)> {
        DAYS.iter().map(|(field, _)| (*field, say.say(&format!("settings-day-{field}")).into_owned(), self.on(field).to_owned())).collect()
    }

    /// What it says, read.
    pub fn definition(&self) -> Result<Definition> {
        let mut check = Check::new();
        let mut week = Week::default();
        for (field, day) in DAYS {
            match hours(self.on(field)) {
                Ok(spans) => week.set(day, spans),
                Err(problem) => {
                    check.that(false, field, sla::said(&problem));
                }
            }
        }
        let mut days = Vec::new();
        for line in self.special.lines().filter(|line| !line.trim().is_empty()) {
            match line.parse::<SpecialDay>() {
                Ok(day) => days.push(day),
                Err(problem) => {
                    check.that(false, "special", sla::said(&problem));
                }
            }
        }
        check.done()?;
        Ok(Definition { zone: self.zone.clone(), week, days })
    }
}

/// `08:00-12:00, 13:00-17:30`.
fn hours(text: &str) -> Result<Vec<Span>, Problem> {
    text.split([',', ';']).map(str::trim).filter(|span| !span.is_empty()).map(str::parse).collect()
}
