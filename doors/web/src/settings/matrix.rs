//! `/settings/matrix`: which impact and urgency make which priority.

use ::tickets::{Level, Matrix, Priority};
use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::Redirect;
use catalogue::Say;
use serde::Deserialize;

use super::nav::{Nav, crumbs, nav};
use crate::desk::Desk;
use crate::frame::{again, html, shell};
use crate::front::{Answer, Fields, Flash, SignedIn, caught, with_flash};
use crate::ui::view::{Choice, Section, Shell};

/// A cell: the name of its field, the words for its place, and what may stand there.
struct Cell {
    name: String,
    label: String,
    choices: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "settings/matrix.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    nav: Nav,
    urgencies: Vec<String>,
    rows: Vec<(String, Vec<Cell>)>,
    fields: &'a Fields,
}

/// The nine fields, named by impact and urgency.
#[derive(Deserialize)]
pub struct Typed {
    high_high: i64,
    high_medium: i64,
    high_low: i64,
    medium_high: i64,
    medium_medium: i64,
    medium_low: i64,
    low_high: i64,
    low_medium: i64,
    low_low: i64,
}

impl Typed {
    fn matrix(&self) -> outcome::Result<Matrix> {
        let rows = [
            [self.high_high, self.high_medium, self.high_low],
            [self.medium_high, self.medium_medium, self.medium_low],
            [self.low_high, self.low_medium, self.low_low],
        ];
        let mut cells = [[Priority::Normal; 3]; 3];
        for (row, ranks) in cells.iter_mut().zip(rows) {
            for (cell, rank) in row.iter_mut().zip(ranks) {
                *cell = Priority::try_from(rank).map_err(|_| outcome::Error::invalid("matrix", "settings-matrix-rank"))?;
            }
        }
        Ok(Matrix(cells))
    }
}

/// `GET /settings/matrix`
pub async fn form(State(desk): State<Desk>, visitor: SignedIn) -> Answer {
    html(&page(&desk, &visitor, None, &Fields::default()).await?)
}

/// `POST /settings/matrix`
pub async fn save(State(desk): State<Desk>, visitor: SignedIn, Form(typed): Form<Typed>) -> Answer {
    let (actor, wanted) = (visitor.actor.clone(), typed.matrix());
    let typed = wanted.as_ref().ok().cloned();
    let saved = match wanted {
        Ok(matrix) => desk.db.write(move |tx| tickets::set_matrix(tx, &actor, &matrix)).await,
        Err(wrong) => Err(wrong),
    };
    match caught(saved)? {
        Ok(_) => Ok(with_flash(Redirect::to("/settings/matrix"), &Flash::new("toast-saved"))),
        Err(fields) => again(&page(&desk, &visitor, typed, &fields).await?),
    }
}

async fn page<'a>(desk: &Desk, visitor: &'a SignedIn, typed: Option<Matrix>, fields: &'a Fields) -> Answer<Page<'a>> {
    let (reader, nav) = (visitor.clone(), nav(visitor, "matrix"));
    let up = crumbs(&visitor.say, &nav);
    let (shell, kept) =
        desk.db.read(move |conn| Ok((shell(conn, &reader, Section::Settings, up.clone())?, tickets::matrix(conn)?))).await?;
    let (say, matrix) = (&visitor.say, typed.unwrap_or(kept));
    let word = |of: &str, level: &Level| say.say(&format!("{of}-{level}")).into_owned();
    let cell = |impact: &Level, urgency: &Level| {
        let chosen = matrix.priority(*impact, *urgency).rank().to_string();
        let choice = |p: Priority| Choice::new(p.rank(), format!("P{} {}", p.rank(), say.say(&format!("priority-{}", p.rank()))), &chosen);
        Cell {
            name: format!("{impact}_{urgency}"),
            label: say.say2("settings-matrix-cell", "impact", word("impact", impact), "urgency", word("urgency", urgency)).into_owned(),
            choices: Priority::ALL.into_iter().map(choice).collect(),
        }
    };
    Ok(Page {
        t: say,
        shell,
        nav,
        urgencies: Level::ALL.iter().map(|u| word("urgency", u)).collect(),
        rows: Level::ALL.iter().map(|i| (word("impact", i), Level::ALL.iter().map(|u| cell(i, u)).collect())).collect(),
        fields,
    })
}
