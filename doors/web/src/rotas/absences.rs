//! `/absences`: who is away from when to when, and who covers for them.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Redirect;
use catalogue::Say;
use db::Moment;
use outcome::Error;
use people::{PersonId, directory};
use rota::{Absence, AbsenceId, AbsenceInput, policy};
use serde::Deserialize;

use super::stretches::{Names, said};
use crate::desk::Desk;
use crate::frame::{again, here, html, shell};
use crate::front::{Answer, Fields, Flash, SignedIn, caught, moment_at, typed_moment, with_flash};
use crate::ui::view::{Avatar, Choice, Section, Shell};

/// What is typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    person: String,
    from: String,
    to: String,
    cover: String,
    reason: String,
}

/// An absence in the list.
struct Line {
    id: i64,
    who: Avatar,
    when: String,
    cover: String,
    reason: String,
    now: bool,
    removable: bool,
}

#[derive(Template)]
#[template(path = "rotas/absences.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    lines: Vec<Line>,
    takes_none: bool,
    manages: bool,
    people: Vec<Choice>,
    covers: Vec<Choice>,
    typed: Typed,
    fields: &'a Fields,
}

/// `GET /absences`
pub async fn list(State(desk): State<Desk>, visitor: SignedIn) -> Answer {
    let (now, zone) = (desk.db.clock().now(), &visitor.say.zone);
    let hour = Moment(now.0 / db::HOUR_MS * db::HOUR_MS);
    let typed = Typed {
        person: visitor.actor.person().map(|p| p.to_string()).unwrap_or_default(),
        from: typed_moment(hour.plus_ms(db::DAY_MS), zone),
        to: typed_moment(hour.plus_ms(2 * db::DAY_MS), zone),
        ..Typed::default()
    };
    html(&page(&desk, &visitor, typed, &Fields::default()).await?)
}

/// `POST /absences`
pub async fn add(State(desk): State<Desk>, visitor: SignedIn, Form(typed): Form<Typed>) -> Answer {
    let (actor, zone, sent) = (visitor.actor.clone(), visitor.say.zone.clone(), typed.clone());
    let done = desk.db.write(move |tx| {
        let person = sent.person.parse().map_err(|_| Error::invalid("person", "rota-no-person"))?;
        let (from, to) = (moment_at("from", &sent.from, &zone)?, moment_at("to", &sent.to, &zone)?);
        let input = AbsenceInput { person, from, to, reason: sent.reason.clone(), cover: sent.cover.parse().ok() };
        rota::add_absence(tx, &actor, &input)
    });
    match caught(done.await)? {
        Ok(id) => Ok(with_flash(Redirect::to("/absences"), &Flash::new("toast-absence").undo(format!("/absences/{id}/remove"), 0))),
        Err(fields) => again(&page(&desk, &visitor, typed, &fields).await?),
    }
}

/// `POST /absences/{id}/remove`
pub async fn remove(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<AbsenceId>) -> Answer {
    desk.db.write(move |tx| rota::remove_absence(tx, &visitor.actor, id)).await?;
    Ok(with_flash(Redirect::to("/absences"), &Flash::new("toast-absence-removed")))
}

async fn page<'a>(desk: &Desk, visitor: &'a SignedIn, typed: Typed, fields: &'a Fields) -> Answer<Page<'a>> {
    let reader = visitor.clone();
    let read = desk.db.read(move |conn| {
        let shell = shell(conn, &reader, Section::People, vec![here(reader.say.say("absences-title"))])?;
        let all = rota::absences(conn, &reader.actor)?;
        let names = Names::of(conn, all.iter().flat_map(|a| [Some(a.person_id), a.cover_id]).flatten())?;
        let takes_none = reader.actor.person().map(|me| routing::is_switched_away(conn, me)).transpose()?.unwrap_or(false);
        Ok((shell, all, names, directory::agents(conn)?, takes_none))
    });
    let (shell, all, names, agents, takes_none) = read.await?;
    let (say, me) = (&visitor.say, visitor.actor.person());
    let may = |person: PersonId| policy::may(&visitor.actor, policy::Action::NoteAbsence, me == Some(person));
    let line = |absence: &Absence| Line {
        id: absence.id.0,
        who: Avatar::of(&names.of_person(absence.person_id), absence.person_id.0),
        when: said(say, absence.from_at.0, absence.to_at.0, shell.now_ms),
        cover: absence.cover_id.map(|cover| names.of_person(cover)).unwrap_or_default(),
        reason: absence.reason.clone(),
        now: absence.from_at.0 <= shell.now_ms,
        removable: may(absence.person_id),
    };
    let mut covers = vec![Choice::new("", say.say("absences-no-cover"), &typed.cover)];
    covers.extend(agents.iter().map(|p| Choice::new(p.id, &p.name, &typed.cover)));
    Ok(Page {
        t: say,
        lines: all.iter().map(line).collect(),
        takes_none,
        manages: policy::may(&visitor.actor, policy::Action::NoteAbsence, false),
        people: agents.iter().filter(|p| may(p.id)).map(|p| Choice::new(p.id, &p.name, &typed.person)).collect(),
        covers,
        typed,
        fields,
        shell,
    })
}
