//! `/change-calendar`: a month or a week of windows, what collides in it, and when nothing is to be changed.

use ::changes::policy::{Action, may};
use ::changes::{Calendar, ChangeLine, Freeze};
use askama::Template;
use axum::extract::{Query, State};
use catalogue::Say;
use db::Moment;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use serde::Deserialize;

use super::deeds::Frozen;
use super::show::window;
use crate::desk::Desk;
use crate::frame::{again, crumb, here, html, shell};
use crate::front::{Answer, Fields, SignedIn};
use crate::ui::view::{Section, Shell};

/// Days of a week.
const WEEK: usize = 7;

/// Which month or week: any day of it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    pub day: String,
    /// `week`, or else a month.
    pub r#as: String,
}

impl Asked {
    fn is_week(&self) -> bool {
        self.r#as == "week"
    }
}

/// A change on a day.
struct Entry {
    id: i64,
    name: String,
    when: String,
    /// In a week: who does it, and where it stands.
    more: String,
    collides: bool,
}

/// A day of the grid.
struct Cell {
    number: i8,
    /// In a week, where days stand one below the other on a narrow screen: its name.
    weekday: String,
    today: bool,
    outside: bool,
    /// Names of the freezes that touch it.
    frozen: Vec<String>,
    entries: Vec<Entry>,
}

#[derive(Template)]
#[template(path = "changes/calendar.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    title: String,
    week: bool,
    /// `month` or `week`.
    unit: &'static str,
    /// What the ways to others are called.
    nav_name: String,
    nav_before: String,
    nav_now: String,
    nav_after: String,
    /// A day of what is shown.
    day: String,
    has_feed: bool,
    /// The secret link, shown once.
    link: String,
    before: String,
    after: String,
    weekdays: Vec<String>,
    weeks: Vec<Vec<Cell>>,
    zone: String,
    manages: bool,
    /// Freezes of the month: number, name, when.
    freezes: Vec<(i64, String, String)>,
    typed: Frozen,
    fields: &'a Fields,
}

/// `GET /change-calendar`
pub async fn show(State(desk): State<Desk>, visitor: SignedIn, Query(asked): Query<Asked>) -> Answer {
    page(&desk, &visitor, &asked, Frozen::default(), &Fields::default(), String::new()).await
}

/// The page, with what is wrong with its form.
pub async fn page(desk: &Desk, visitor: &SignedIn, asked: &Asked, typed: Frozen, fields: &Fields, link: String) -> Answer {
    let week = asked.is_week();
    let (reader, asked) = (visitor.clone(), asked.day.parse::<Date>().ok());
    let read = desk.db.read(move |conn| {
        let zone = &reader.say.zone;
        let today = local(conn.now(), zone);
        let first = if week { monday(asked.unwrap_or(today)) } else { asked.unwrap_or(today).first_of_month() };
        let (from, to) = extent(first, week);
        let up = vec![crumb(reader.say.say("changes-title"), "/changes"), here(reader.say.say("changes-calendar"))];
        let found = changes::calendar(conn, &reader.actor, midnight(from, zone), midnight(to, zone))?;
        Ok((shell(conn, &reader, Section::Problems, up)?, found, first, today, changes::has_feed(conn, &reader.actor)?))
    });
    let (shell, found, first, today, has_feed) = read.await?;
    let (say, now) = (&visitor.say, shell.now_ms);
    let (from, to) = extent(first, week);
    let days: Vec<Date> = from.series(Span::new().days(1)).take_while(|day| *day < to).collect();
    let cells = days.iter().map(|day| cell(say, &found, *day, (!week).then_some(first), today));
    let mut weeks: Vec<Vec<Cell>> = Vec::new();
    for (at, cell) in cells.enumerate() {
        if at % WEEK == 0 {
            weeks.push(Vec::new());
        }
        if let Some(week) = weeks.last_mut() {
            week.push(cell);
        }
    }
    let freeze = |freeze: &Freeze| (freeze.id.0, freeze.name.clone(), window(say, freeze.starts_at, freeze.ends_at, now));
    let unit = if week { "week" } else { "month" };
    let called = |way: &str| say.say(&format!("changes-{unit}-{way}")).into_owned();
    let page = Page {
        t: say,
        week,
        unit,
        nav_name: called("nav"),
        nav_before: called("before"),
        nav_now: called("now"),
        nav_after: called("after"),
        day: first.to_string(),
        has_feed,
        link,
        title: if week {
            say.say1("changes-week", "day", say.date_long(midnight(first, &say.zone).0).as_ref()).into_owned()
        } else {
            say.say2("changes-month", "month", say.say(&format!("month-short-{}", first.month())), "year", first.year().to_string())
                .into_owned()
        },
        before: first.yesterday().unwrap_or(first).to_string(),
        after: if week { to } else { first.last_of_month().tomorrow().unwrap_or(first) }.to_string(),
        weekdays: (1..=WEEK).map(|n| say.say(&format!("weekday-short-{n}")).into_owned()).collect(),
        weeks,
        zone: shell.zone_name(say),
        manages: may(&visitor.actor, false, Action::Freeze),
        freezes: found.freezes.iter().map(freeze).collect(),
        shell,
        typed,
        fields,
    };
    if fields.is_empty() { html(&page) } else { again(&page) }
}

/// A week, or the whole weeks that hold a month: the first Monday, and the Monday after the last Sunday.
fn extent(first: Date, week: bool) -> (Date, Date) {
    let last = if week { first } else { first.last_of_month() };
    let on = 7 - i64::from(last.weekday().to_monday_zero_offset());
    (monday(first), last.checked_add(Span::new().days(on)).unwrap_or(last))
}

fn monday(day: Date) -> Date {
    day.checked_sub(Span::new().days(i64::from(day.weekday().to_monday_zero_offset()))).unwrap_or(day)
}

fn local(at: Moment, zone: &TimeZone) -> Date {
    Timestamp::from_millisecond(at.0).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(zone.clone()).date()
}

fn midnight(day: Date, zone: &TimeZone) -> Moment {
    day.to_zoned(zone.clone()).map_or(Moment(0), |at| Moment(at.timestamp().as_millisecond()))
}

/// A day; `month` begins the month that is shown, if it is one.
fn cell(say: &Say, found: &Calendar, day: Date, month: Option<Date>, today: Date) -> Cell {
    let (from, to) = (midnight(day, &say.zone), midnight(day.tomorrow().unwrap_or(day), &say.zone));
    let touches = |starts: Moment, ends: Moment| starts < to && ends > from;
    let collides = |line: &ChangeLine| {
        let change = &line.change;
        let other = |other: &&ChangeLine| other.change.id != change.id && other.change.state.is_ahead();
        let crossed =
            found.changes.iter().filter(other).any(|o| o.change.starts_at < change.ends_at && o.change.ends_at > change.starts_at);
        let frozen = found.freezes.iter().any(|f| f.starts_at < change.ends_at && f.ends_at > change.starts_at);
        change.state.is_ahead() && (crossed || frozen)
    };
    let entry = |line: &ChangeLine| Entry {
        id: line.change.id.0,
        name: line.change.name.clone(),
        when: match (month, line.change.starts_at >= from) {
            (None, _) => window(say, line.change.starts_at, line.change.ends_at, from.0),
            (Some(_), true) => say.time_short(line.change.starts_at.0),
            (Some(_), false) => String::new(),
        },
        more: match month {
            None => format!("{}, {}", line.owner, say.say(&format!("change-state-{}", line.change.state))),
            Some(_) => String::new(),
        },
        collides: collides(line),
    };
    Cell {
        number: day.day(),
        weekday: say.say(&format!("weekday-short-{}", day.weekday().to_monday_one_offset())).into_owned(),
        today: day == today,
        outside: month.is_some_and(|first| (day.year(), day.month()) != (first.year(), first.month())),
        frozen: found.freezes.iter().filter(|f| touches(f.starts_at, f.ends_at)).map(|f| f.name.clone()).collect(),
        entries: found.changes.iter().filter(|l| touches(l.change.starts_at, l.change.ends_at)).map(entry).collect(),
    }
}
