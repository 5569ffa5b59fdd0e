//! `/settings/satisfaction`: what requesters answered, and whether and when they are asked.

use ::satisfaction::policy::{Action, may};
use ::satisfaction::{ANSWERS_MIN, Figure, Latest, Results, Settings};
use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::Redirect;
use catalogue::Say;
use serde::Deserialize;

use crate::desk::Desk;
use crate::frame::{again, html, shell};
use crate::front::{Answer, Fields, Flash, SignedIn, caught, with_flash};
use crate::settings::nav::{Nav, crumbs, nav};
use crate::ui::view::{Section, Shell};

const HERE: &str = "/settings/satisfaction";

/// A row: of whom, and what was answered, in words.
struct Row {
    name: String,
    asked: i64,
    good: i64,
    bad: i64,
    share: String,
}

/// A table of rows.
struct Table {
    id: &'static str,
    title: String,
    head: String,
    rows: Vec<Row>,
}

#[derive(Template)]
#[template(path = "satisfaction/results.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    nav: Nav,
    on: bool,
    summary: String,
    tables: Vec<Table>,
    latest: Vec<Latest>,
    few: String,
    /// May the reader change the settings?
    may: bool,
    typed: Typed,
    fields: &'a Fields,
}

/// The settings, typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    on: String,
    after_hours: String,
}

/// `GET /settings/satisfaction`
pub async fn show(State(desk): State<Desk>, visitor: SignedIn) -> Answer {
    html(&page(&desk, &visitor, None, &Fields::default()).await?)
}

/// `POST /settings/satisfaction`
pub async fn save(State(desk): State<Desk>, visitor: SignedIn, Form(typed): Form<Typed>) -> Answer {
    // Hours that do not read are refused as none.
    let to = Settings { on: !typed.on.is_empty(), after_hours: typed.after_hours.trim().parse().unwrap_or(0) };
    let actor = visitor.actor.clone();
    match caught(desk.db.write(move |tx| ::satisfaction::save_settings(tx, &actor, &to)).await)? {
        Ok(()) => Ok(with_flash(Redirect::to(HERE), &Flash::new("toast-saved"))),
        Err(fields) => again(&page(&desk, &visitor, Some(typed), &fields).await?),
    }
}

async fn page<'a>(desk: &Desk, visitor: &'a SignedIn, typed: Option<Typed>, fields: &'a Fields) -> Answer<Page<'a>> {
    let (reader, nav) = (visitor.clone(), nav(visitor, "satisfaction"));
    let up = crumbs(&visitor.say, &nav);
    let read = desk.db.read(move |conn| {
        let results = ::satisfaction::results(conn, &reader.actor)?;
        Ok((shell(conn, &reader, Section::Settings, up.clone())?, results, ::satisfaction::settings(conn)?))
    });
    let (shell, results, chosen) = read.await?;
    let say = &visitor.say;
    let is = Typed { on: if chosen.on { "on".to_owned() } else { String::new() }, after_hours: chosen.after_hours.to_string() };
    Ok(Page {
        t: say,
        shell,
        nav,
        on: chosen.on,
        summary: summary(say, results.desk),
        few: say.say1("satisfaction-few", "min", ANSWERS_MIN).into_owned(),
        tables: tables(say, &results),
        latest: results.latest,
        may: may(&visitor.actor, Action::Manage),
        typed: typed.unwrap_or(is),
        fields,
    })
}

fn summary(say: &Say, desk: Figure) -> String {
    let words = [("asked", desk.asked.into()), ("answers", desk.answers().into()), ("good", desk.good.into())];
    say.say_with("satisfaction-summary", &words).into_owned()
}

fn tables(say: &Say, results: &Results) -> Vec<Table> {
    let row = |(name, f): &(String, Figure)| Row {
        name: name.clone(),
        asked: f.asked,
        good: f.good,
        bad: f.bad,
        share: f.good_in_100().map_or_else(|| say.say("satisfaction-too-few").into_owned(), |share| format!("{share} %")),
    };
    let table = |id: &'static str, all: &[(String, Figure)]| Table {
        id,
        title: say.say(&format!("satisfaction-by-{id}")).into_owned(),
        head: say.say(&format!("satisfaction-{id}")).into_owned(),
        rows: all.iter().map(row).collect(),
    };
    let months = results.months.iter().map(|(month, figure)| {
        let name = say.say(&format!("month-short-{}", month.rem_euclid(12) + 1));
        (say.say2("changes-month", "month", name.as_ref(), "year", (1970 + month.div_euclid(12)).to_string()).into_owned(), *figure)
    });
    let months: Vec<_> = months.collect();
    let all =
        [table("category", &results.categories), table("person", &results.people), table("team", &results.teams), table("month", &months)];
    all.into_iter().filter(|table| !table.rows.is_empty()).collect()
}
