//! A rota's week or month as a table of days: a track of the day's hours with who is on, and the same in words.

use catalogue::Say;
use db::Moment;
use jiff::civil::Date;
use jiff::{Span, Timestamp};
use people::PersonId;
use rota::Duty;

use super::stretches::{Names, joined};

/// The grounds of bars, as `rota.css` has them: people of one rota have different ones, as long as there are enough.
const TONES: [&str; 6] = ["k0", "k1", "k2", "k3", "k4", "k5"];
/// Days of a week.
const WEEK: i32 = 7;

/// How much is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// A week from Monday.
    Week,
    /// The weeks of a month.
    Month,
}

/// Which days are shown.
#[derive(Clone, Copy)]
pub struct Frame {
    pub extent: Extent,
    /// A day of the week or month.
    pub day: Date,
    /// The first day shown, a Monday.
    pub first: Date,
    /// The day after the last one shown.
    pub end: Date,
}

/// Somebody's part of a day on its track, in per cent.
pub struct Bar {
    pub x: String,
    pub width: String,
    pub tone: &'static str,
}

/// Somebody's part of a day in words.
pub struct Piece {
    pub who: String,
    pub tone: &'static str,
    pub when: String,
}

/// A day.
pub struct Cell {
    pub number: i8,
    pub weekday: String,
    pub long: String,
    pub today: bool,
    /// Is it of the month before or after?
    pub outside: bool,
    pub bars: Vec<Bar>,
    pub pieces: Vec<Piece>,
}

impl Frame {
    /// The days to show: those of the week or month that `day` lies in.
    pub fn of(extent: Extent, day: Date) -> Self {
        let monday = |date: Date| shifted(date, -i32::from(date.weekday().to_monday_zero_offset()));
        match extent {
            Extent::Week => Self { extent, day, first: monday(day), end: shifted(monday(day), WEEK) },
            Extent::Month => {
                let last = monday(day.last_of_month());
                Self { extent, day, first: monday(day.first_of_month()), end: shifted(last, WEEK) }
            }
        }
    }

    /// A day of the week or month before or after.
    pub fn neighbour(&self, ahead: bool) -> Date {
        match (self.extent, ahead) {
            (Extent::Week, false) => shifted(self.first, -1),
            (Extent::Month, false) => shifted(self.day.first_of_month(), -1),
            (Extent::Week, true) => self.end,
            (Extent::Month, true) => shifted(self.day.last_of_month(), 1),
        }
    }

    /// What it is called: "November 2026", "23 Nov – 29 Nov".
    pub fn title(&self, say: &Say, now_ms: i64) -> String {
        match self.extent {
            Extent::Month => format!("{} {}", say.say(&format!("month-{}", self.day.month())), self.day.year()),
            Extent::Week => {
                let (first, last) = (begins(say, self.first), begins(say, shifted(self.end, -1)));
                format!("{} – {}", say.date_short(first.0, now_ms), say.date_short(last.0, now_ms))
            }
        }
    }

    /// Where it begins and ends, by the reader's clock.
    pub fn span(&self, say: &Say) -> (Moment, Moment) {
        (begins(say, self.first), begins(say, self.end))
    }

    /// The weeks, with who is on.
    pub fn weeks(&self, say: &Say, duties: &[Duty], names: &Names, order: &[PersonId], now_ms: i64) -> Vec<Vec<Cell>> {
        let (duties, today) = (joined(duties), today(say, now_ms));
        let mut order = order.to_vec();
        for person in duties.iter().filter_map(|(person, ..)| *person) {
            if !order.contains(&person) {
                order.push(person);
            }
        }
        let mut days = Vec::new();
        let mut date = self.first;
        while date < self.end {
            days.push(self.cell(say, date, &duties, (names, &order), today));
            date = shifted(date, 1);
        }
        let mut weeks = Vec::new();
        while !days.is_empty() {
            let rest = days.split_off(days.len().min(WEEK.unsigned_abs() as usize));
            weeks.push(std::mem::replace(&mut days, rest));
        }
        weeks
    }

    fn cell(&self, say: &Say, date: Date, duties: &[(Option<PersonId>, i64, i64)], people: (&Names, &[PersonId]), today: Date) -> Cell {
        let (from, to) = (begins(say, date).0, begins(say, shifted(date, 1)).0);
        let mut cell = Cell {
            number: date.day(),
            weekday: say.say(&format!("weekday-short-{}", date.weekday().to_monday_one_offset())).into_owned(),
            long: say.date_long(from).into_owned(),
            today: date == today,
            outside: self.extent == Extent::Month && date.month() != self.day.month(),
            bars: Vec::new(),
            pieces: Vec::new(),
        };
        for (person, start, end) in duties.iter().filter(|(_, start, end)| *start < to && *end > from) {
            let (start, end) = ((*start).max(from), (*end).min(to));
            let place = person.and_then(|p| people.1.iter().position(|other| *other == p));
            let tone = place.map_or("nobody", |place| TONES[place % TONES.len()]);
            let percent = |at: i64| format!("{:.2}%", (at - from) as f64 / (to - from) as f64 * 100.0);
            cell.bars.push(Bar { x: percent(start), width: percent(from + end - start), tone });
            let when = match (start == from, end == to) {
                (true, true) => String::new(),
                (true, false) => say.say1("rotas-piece-until", "time", say.time_short(end)).into_owned(),
                (false, true) => say.say1("rotas-piece-from", "time", say.time_short(start)).into_owned(),
                (false, false) => format!("{}–{}", say.time_short(start), say.time_short(end)),
            };
            let who = person.map_or_else(|| say.say("rotas-nobody").into_owned(), |p| people.0.of_person(p));
            cell.pieces.push(Piece { who, tone, when });
        }
        cell
    }
}

/// The day it is where the reader is.
pub fn today(say: &Say, now_ms: i64) -> Date {
    Timestamp::from_millisecond(now_ms).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(say.zone.clone()).date()
}

fn shifted(date: Date, days: i32) -> Date {
    date.saturating_add(Span::new().days(days))
}

fn begins(say: &Say, date: Date) -> Moment {
    Moment(date.to_zoned(say.zone.clone()).map_or(0, |at| at.timestamp().as_millisecond()))
}
