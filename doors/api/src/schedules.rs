//! Business calendars as Zendesk calls them: schedules, with the hours of a week as minutes since Sunday.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use calendar::{Definition, Span, Week};
use db::Conn;
use jiff::civil::Weekday;
use jiff::tz;
use outcome::{Error, Refusal, Result, Sentence};
use people::Actor;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sla::{CalendarId, CalendarInput, CalendarRow};

use crate::contents::{Api, Doc, Gate};
use crate::desk::Desk;
use crate::front::{Answer, Caller, Segment, Sent, iso};

/// Minutes of a day and of a week, by the wall clock.
const DAY_MIN: u32 = 24 * 60;
const WEEK_MIN: u32 = 7 * DAY_MIN;
/// Intervals of a week that are read.
const INTERVALS_MAX: usize = 168;
/// The hours of a schedule that is made without any: nine to five from Monday to Friday, as Zendesk has it.
const USUAL: (u32, u32) = (9 * 60, 17 * 60);
/// The days in Zendesk's order.
const DAYS: [Weekday; 7] =
    [Weekday::Sunday, Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday, Weekday::Saturday];

/// A business calendar.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ScheduleJson {
    pub id: i64,
    pub name: String,
    pub time_zone: String,
    /// The hours of the week.
    pub intervals: Vec<IntervalJson>,
    pub created_at: String,
    pub updated_at: String,
    /// The hours of the week and the days that differ, as the desk keeps them.
    pub definition: Value,
}

/// A stretch of the week, in minutes since Sunday 00:00 in the schedule's zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct IntervalJson {
    pub start_time: u32,
    pub end_time: u32,
}

/// One calendar.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ScheduleAnswer {
    /// The calendar.
    pub schedule: ScheduleJson,
}

/// The calendars in use.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SchedulesAnswer {
    /// The calendars.
    pub schedules: Vec<ScheduleJson>,
}

/// The hours of a week.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WorkweekAnswer {
    /// The hours.
    pub workweek: WorkweekIn,
}

/// The body of a request about one calendar.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct ScheduleBody {
    /// The calendar.
    pub schedule: ScheduleIn,
}

/// A calendar as it should be; what is not sent stays as it is.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct ScheduleIn {
    pub name: Option<String>,
    /// The zone's name in the time zone database, or the city in it: `Europe/London`, `London`.
    pub time_zone: Option<String>,
    pub intervals: Option<Vec<IntervalJson>>,
}

/// The body of a request about the hours of a week.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct WorkweekBody {
    /// The hours.
    pub workweek: WorkweekIn,
}

/// The hours of a week.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct WorkweekIn {
    pub intervals: Vec<IntervalJson>,
}

/// The routes about calendars.
pub fn routes(api: Api) -> Api {
    let one = |id, says| Doc::answers::<ScheduleAnswer>(id, says);
    let all = Doc::answers::<SchedulesAnswer>("ListSchedules", "The business calendars in use.");
    let week = Doc::answers::<WorkweekAnswer>("UpdateWorkweek", "Sets the hours of the week.").takes::<WorkweekBody>();
    let add = one("CreateSchedule", "Adds a business calendar.").takes::<ScheduleBody>().status(201);
    let change = one("UpdateSchedule", "Changes a business calendar; its hours hold from now on.").takes::<ScheduleBody>();
    let gone = Doc::bare("DeleteSchedule", "Archives a business calendar that no agreement is measured by.");
    api.get("/business_hours/schedules", Gate::Staff, schedules, all)
        .post("/business_hours/schedules", Gate::Lead, create, add)
        .get("/business_hours/schedules/{id}", Gate::Staff, schedule, one("ShowSchedule", "One business calendar."))
        .put("/business_hours/schedules/{id}", Gate::Lead, update, change)
        .delete("/business_hours/schedules/{id}", Gate::Lead, delete, gone)
        .put("/business_hours/schedules/{id}/workweek", Gate::Lead, workweek, week)
}

impl ScheduleJson {
    fn new(row: &CalendarRow) -> Result<Self> {
        let definition = row.definition()?;
        let told = serde_json::to_value(&definition).map_err(anyhow::Error::from)?;
        Ok(Self {
            id: row.id.0,
            name: row.name.clone(),
            intervals: intervals(&definition.week),
            time_zone: definition.zone,
            created_at: iso(row.created_at),
            updated_at: iso(row.since),
            definition: told,
        })
    }
}

/// The hours of a week in order; what reaches into the next week is told as two.
fn intervals(week: &Week) -> Vec<IntervalJson> {
    let mut found = Vec::new();
    for (day, begins) in DAYS.iter().zip((0..).step_by(DAY_MIN as usize)) {
        for span in week.on(*day) {
            let (start_time, end_time) = (begins + span.from_s() / 60, begins + span.to_s().div_ceil(60));
            found.push(IntervalJson { start_time, end_time: end_time.min(WEEK_MIN) });
            if end_time > WEEK_MIN {
                found.push(IntervalJson { start_time: 0, end_time: end_time - WEEK_MIN });
            }
        }
    }
    found.sort_unstable_by_key(|one| (one.start_time, one.end_time));
    found
}

/// The week that intervals make, each cut where a day ends.
fn week_of(intervals: &[IntervalJson]) -> Result<Week> {
    let wrong =
        || Error::invalid("intervals", Sentence::new("schedule-intervals-wrong").with("minutes", WEEK_MIN).with("max", INTERVALS_MAX));
    let holds = |one: &IntervalJson| one.start_time < one.end_time && one.end_time <= WEEK_MIN;
    if intervals.len() > INTERVALS_MAX || !intervals.iter().all(holds) {
        return Err(wrong());
    }
    let mut week = Week::default();
    for (day, begins) in DAYS.iter().zip((0..).step_by(DAY_MIN as usize)) {
        let mut hours = Vec::new();
        for one in intervals {
            let (from, to) = (one.start_time.max(begins), one.end_time.min(begins + DAY_MIN));
            if from < to {
                hours.push(Span::between(&clock(from - begins), &clock(to - begins)).map_err(|_| wrong())?);
            }
        }
        week.set(*day, hours);
    }
    Ok(week)
}

/// Minutes of a day as `HH:MM`.
fn clock(minutes: u32) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// The zone of this name, or the only one whose city it is: Zendesk says `London` for `Europe/London`.
fn zone(named: &str) -> String {
    let city = format!("/{}", named.trim().replace(' ', "_"));
    let mut found = tz::db().available().map(|name| name.to_string()).filter(|name| name.ends_with(&city));
    match (found.next(), found.next()) {
        (Some(only), None) => only,
        _ => named.trim().to_owned(),
    }
}

impl ScheduleIn {
    fn onto(&self, name: String, was: Definition) -> Result<CalendarInput> {
        let week = self.intervals.as_deref().map(week_of).transpose()?.unwrap_or(was.week);
        let zone = self.time_zone.as_deref().map_or(was.zone, zone);
        Ok(CalendarInput { name: self.name.clone().unwrap_or(name), definition: Definition { zone, week, days: was.days } })
    }
}

/// The calendar, unless it was archived: programs take it for deleted.
fn in_use(conn: &Conn, actor: &Actor, id: CalendarId) -> Result<CalendarRow> {
    let row = sla::calendar(conn, actor, id)?;
    if row.archived_at.is_some() { Err(Refusal::NotFound.into()) } else { Ok(row) }
}

async fn schedules(State(desk): State<Desk>, caller: Caller) -> Answer<Json<SchedulesAnswer>> {
    let all = desk.db.read(move |conn| sla::calendars(conn, &caller.actor)).await?;
    let in_use = all.iter().filter(|row| row.archived_at.is_none());
    Ok(Json(SchedulesAnswer { schedules: in_use.map(ScheduleJson::new).collect::<Result<_>>()? }))
}

async fn schedule(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<CalendarId>) -> Answer<Json<ScheduleAnswer>> {
    let row = desk.db.read(move |conn| in_use(conn, &caller.actor, id)).await?;
    Ok(Json(ScheduleAnswer { schedule: ScheduleJson::new(&row)? }))
}

async fn create(
    State(desk): State<Desk>,
    caller: Caller,
    Sent { body, .. }: Sent<ScheduleBody>,
) -> Answer<(StatusCode, Json<ScheduleAnswer>)> {
    let desks_own = desk.zone.iana_name().unwrap_or("UTC").to_owned();
    let row = desk.db.write(move |tx| {
        let usual: Vec<IntervalJson> =
            (1..=5).map(|day| IntervalJson { start_time: day * DAY_MIN + USUAL.0, end_time: day * DAY_MIN + USUAL.1 }).collect();
        let fresh = Definition { zone: desks_own.clone(), week: week_of(&usual)?, days: Vec::new() };
        sla::add_calendar(tx, &caller.actor, &body.schedule.onto(String::new(), fresh)?)
    });
    Ok((StatusCode::CREATED, Json(ScheduleAnswer { schedule: ScheduleJson::new(&row.await?)? })))
}

async fn update(
    State(desk): State<Desk>,
    caller: Caller,
    Segment(id): Segment<CalendarId>,
    Sent { body, .. }: Sent<ScheduleBody>,
) -> Answer<Json<ScheduleAnswer>> {
    let row = desk.db.write(move |tx| {
        let was = in_use(tx, &caller.actor, id)?;
        sla::edit_calendar(tx, &caller.actor, id, &body.schedule.onto(was.name.clone(), was.definition()?)?)
    });
    Ok(Json(ScheduleAnswer { schedule: ScheduleJson::new(&row.await?)? }))
}

async fn workweek(
    State(desk): State<Desk>,
    caller: Caller,
    Segment(id): Segment<CalendarId>,
    Sent { body, .. }: Sent<WorkweekBody>,
) -> Answer<Json<WorkweekAnswer>> {
    let row = desk.db.write(move |tx| {
        let was = in_use(tx, &caller.actor, id)?;
        let hours = ScheduleIn { intervals: Some(body.workweek.intervals.clone()), ..ScheduleIn::default() };
        sla::edit_calendar(tx, &caller.actor, id, &hours.onto(was.name.clone(), was.definition()?)?)
    });
    Ok(Json(WorkweekAnswer { workweek: WorkweekIn { intervals: intervals(&row.await?.definition()?.week) } }))
}

async fn delete(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<CalendarId>) -> Answer<StatusCode> {
    desk.db
        .write(move |tx| {
            in_use(tx, &caller.actor, id)?;
            sla::archive_calendar(tx, &caller.actor, id)
        })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
