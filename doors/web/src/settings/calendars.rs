//! `/settings/calendars`: when a place is open, and on which days it is not as usual.

mod typed;
mod week;

use askama::Template;
use axum::Form;
use axum::extract::{Multipart, Path, State};
use axum::response::Redirect;
use catalogue::Say;
use outcome::{Error, Refusal};
use sla::{CalendarId, CalendarInput, CalendarRow, ImportHolidays};

use super::nav::{Nav, crumbs, crumbs_below, nav};
use crate::desk::Desk;
use crate::frame::{again, html, shell, zones};
use crate::front::{Answer, Fields, Flash, SignedIn, caught, with_flash};
use crate::ui::view::{Choice, Section, Shell};
pub use typed::{DAYS, Typed};
use week::Picture;

/// A calendar in the list.
struct Line {
    id: i64,
    name: String,
    text: String,
    archived: bool,
    week: Picture,
}

#[derive(Template)]
#[template(path = "settings/calendars.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    nav: Nav,
    lines: Vec<Line>,
    /// The calendar that is changed; a new one where there is none.
    id: Option<i64>,
    archived: bool,
    typed: &'a Typed,
    days: Vec<(&'static str, String, String)>,
    zones: Vec<Choice>,
    week: Option<Picture>,
    fields: &'a Fields,
}

/// `GET /settings/calendars`
pub async fn list(State(desk): State<Desk>, visitor: SignedIn) -> Answer {
    let typed = Typed::usual(&visitor.person.zone);
    html(&page(&desk, &visitor, None, &typed, &Fields::default()).await?)
}

/// `POST /settings/calendars`
pub async fn add(State(desk): State<Desk>, visitor: SignedIn, Form(typed): Form<Typed>) -> Answer {
    let (actor, input) = (visitor.actor.clone(), typed.input());
    let added = match input {
        Ok(input) => desk.db.write(move |tx| sla::add_calendar(tx, &actor, &input)).await,
        Err(wrong) => Err(wrong),
    };
    match caught(added)? {
        Ok(calendar) => {
            let place = format!("/settings/calendars/{}", calendar.id);
            Ok(with_flash(Redirect::to(&place), &Flash::new("toast-added").with("name", calendar.name)))
        }
        Err(fields) => again(&page(&desk, &visitor, None, &typed, &fields).await?),
    }
}

/// `GET /settings/calendars/{id}`
pub async fn form(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<CalendarId>) -> Answer {
    let actor = visitor.actor.clone();
    let calendar = desk.db.read(move |conn| sla::calendar(conn, &actor, id)).await?;
    html(&page(&desk, &visitor, Some(id), &Typed::of(&calendar)?, &Fields::default()).await?)
}

/// `POST /settings/calendars/{id}`
pub async fn save(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<CalendarId>, Form(typed): Form<Typed>) -> Answer {
    let (actor, input) = (visitor.actor.clone(), typed.input());
    let saved = match input {
        Ok(input) => desk.db.write(move |tx| sla::edit_calendar(tx, &actor, id, &input)).await,
        Err(wrong) => Err(wrong),
    };
    match caught(saved)? {
        Ok(_) => Ok(with_flash(Redirect::to(&format!("/settings/calendars/{id}")), &Flash::new("toast-saved"))),
        Err(fields) => again(&page(&desk, &visitor, Some(id), &typed, &fields).await?),
    }
}

/// `POST /settings/calendars/{id}/holidays`: an iCalendar file.
pub async fn holidays(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<CalendarId>, mut form: Multipart) -> Answer {
    let missing = || Error::invalid("file", "holidays-none");
    let mut file = Vec::new();
    while let Some(part) = form.next_field().await.map_err(|_| missing())? {
        if part.name() == Some("file") {
            file = part.bytes().await.map_err(|_| missing())?.to_vec();
        }
    }
    let (actor, import) = (visitor.actor.clone(), ImportHolidays { calendar: id, file });
    match caught(desk.db.write(move |tx| sla::import_holidays(tx, &actor, &import)).await)? {
        Ok(done) => {
            let flash = Flash::new("toast-holidays").with("added", done.added).with("known", done.known).with("passed", done.passed.len());
            Ok(with_flash(Redirect::to(&format!("/settings/calendars/{id}")), &flash))
        }
        Err(fields) => {
            let actor = visitor.actor.clone();
            let calendar = desk.db.read(move |conn| sla::calendar(conn, &actor, id)).await?;
            again(&page(&desk, &visitor, Some(id), &Typed::of(&calendar)?, &fields).await?)
        }
    }
}

/// `POST /settings/calendars/{id}/archive`
pub async fn archive(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<CalendarId>) -> Answer {
    desk.db.write(move |tx| sla::archive_calendar(tx, &visitor.actor, id)).await?;
    Ok(with_flash(Redirect::to("/settings/calendars"), &Flash::new("toast-saved")))
}

/// `POST /settings/calendars/{id}/restore`
pub async fn restore(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<CalendarId>) -> Answer {
    desk.db.write(move |tx| sla::restore_calendar(tx, &visitor.actor, id)).await?;
    Ok(with_flash(Redirect::to(&format!("/settings/calendars/{id}")), &Flash::new("toast-saved")))
}

async fn page<'a>(desk: &Desk, visitor: &'a SignedIn, id: Option<CalendarId>, typed: &'a Typed, fields: &'a Fields) -> Answer<Page<'a>> {
    let (reader, nav) = (visitor.clone(), nav(visitor, "calendars"));
    let up = id.map_or_else(|| crumbs(&visitor.say, &nav), |_| crumbs_below(&visitor.say, &nav, "calendars", &typed.name));
    let read = desk.db.read(move |conn| Ok((shell(conn, &reader, Section::Settings, up.clone())?, sla::calendars(conn, &reader.actor)?)));
    let (shell, all) = read.await?;
    let say = &visitor.say;
    let own = id.map(|id| all.iter().find(|c| c.id == id).ok_or(Refusal::NotFound)).transpose()?;
    let picture = |row: &CalendarRow| Ok::<_, Error>(Picture::of(say, &row.definition()?));
    let line = |row: &CalendarRow| {
        let definition = row.definition()?;
        let words =
            [("zone", definition.zone.as_str().into()), ("days", definition.days.len().into()), ("agreements", row.agreements.into())];
        Ok::<_, Error>(Line {
            id: row.id.0,
            name: row.name.clone(),
            text: say.say_with("settings-calendar-line", &words).into_owned(),
            archived: row.archived_at.is_some(),
            week: Picture::of(say, &definition),
        })
    };
    Ok(Page {
        t: say,
        shell,
        nav,
        archived: own.is_some_and(|c| c.archived_at.is_some()),
        week: own.map(picture).transpose()?,
        lines: if id.is_some() { Vec::new() } else { all.iter().map(line).collect::<Result<_, _>>()? },
        id: id.map(|i| i.0),
        typed,
        days: typed.days(say),
        zones: zones(&typed.zone),
        fields,
    })
}

/// What the form says as a calendar.
impl Typed {
    fn input(&self) -> outcome::Result<CalendarInput> {
        Ok(CalendarInput { name: self.name.clone(), definition: self.definition()? })
    }
}
