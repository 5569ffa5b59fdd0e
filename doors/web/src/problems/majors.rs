//! Major incidents: declared at a ticket, kept up to date, ended; what happened, in order.

use ::problems::{DeclareMajor, EndMajor, Major, MajorHappened, MajorId, MajorSheet, NoteMajor, policy};
use ::tickets::{Menus, TicketId};
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Redirect;
use catalogue::Say;
use db::Moment;
use people::{PersonId, directory};
use serde::Deserialize;

use crate::desk::Desk;
use crate::frame::{again, crumb, here, html, shell};
use crate::front::{Answer, Fields, Flash, SignedIn, caught, with_flash};
use crate::ui::view::{Choice, Section, Shell};

/// Minutes between notes that are offered.
const EVERY: [i64; 5] = [15, 30, 60, 120, 240];
/// Organizations offered, of those by name.
const ORGANIZATIONS_MAX: i64 = 200;

/// What is typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    title: String,
    note: String,
    owner: String,
    every_minutes: String,
    site: String,
    organization: String,
    category: String,
    summary: String,
}

#[derive(Template)]
#[template(path = "problems/major_form.html")]
struct FormPage<'a> {
    t: &'a Say,
    shell: Shell,
    id: i64,
    subject: String,
    typed: Typed,
    owners: Vec<Choice>,
    every: Vec<Choice>,
    sites: Vec<Choice>,
    organizations: Vec<Choice>,
    categories: Vec<Choice>,
    fields: &'a Fields,
}

#[derive(Template)]
#[template(path = "problems/major.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    sheet: &'a MajorSheet,
    may_keep: bool,
    late: bool,
    next: String,
    since: String,
    ended: String,
    typed: Typed,
    owners: Vec<Choice>,
    every: Vec<Choice>,
    history: Vec<(String, String, String)>,
    fields: &'a Fields,
}

#[derive(Template)]
#[template(path = "problems/majors.html")]
struct ListPage<'a> {
    t: &'a Say,
    shell: Shell,
    /// The major incident, its owner, and when it was.
    lines: Vec<(Major, String, String)>,
}

/// `GET /major-incidents`
pub async fn list(State(desk): State<Desk>, visitor: SignedIn) -> Answer {
    let reader = visitor.clone();
    let read = desk.db.read(move |conn| {
        let up = vec![crumb(reader.say.say("nav-problems"), "/problems"), here(reader.say.say("majors-title"))];
        Ok((shell(conn, &reader, Section::Problems, up)?, problems::majors(conn, &reader.actor)?))
    });
    let (shell, all) = read.await?;
    let say = &visitor.say;
    let line = |(major, owner): (Major, String)| {
        let from = say.day_time(major.declared_at.0, shell.now_ms).into_owned();
        let when = match major.ended_at {
            Some(at) => say.say2("major-from-to", "from", from, "span", say.span(at.since_ms(major.declared_at))).into_owned(),
            None => say.say1("major-since", "time", from).into_owned(),
        };
        (major, owner, when)
    };
    let lines = all.into_iter().map(line).collect();
    html(&ListPage { t: say, shell, lines })
}

/// `GET /tickets/{id}/major-incident`
pub async fn form(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<TicketId>) -> Answer {
    html(&form_page(&desk, &visitor, id, None, &Fields::default()).await?)
}

/// `POST /tickets/{id}/major-incident`
pub async fn declare(State(desk): State<Desk>, visitor: SignedIn, Path(ticket): Path<TicketId>, Form(typed): Form<Typed>) -> Answer {
    let actor = visitor.actor.clone();
    let input = DeclareMajor {
        ticket,
        title: typed.title.clone(),
        note: typed.note.clone(),
        owner: typed.owner.parse().unwrap_or(PersonId(0)),
        every_minutes: typed.every_minutes.parse().unwrap_or(0),
        site: typed.site.parse().ok(),
        organization: typed.organization.parse().ok(),
        category: typed.category.parse().ok(),
    };
    match caught(desk.db.write(move |tx| problems::declare_major(tx, &actor, &input)).await)? {
        Ok(major) => Ok(with_flash(Redirect::to(&format!("/major-incidents/{}", major.id)), &Flash::new("toast-major-declared"))),
        Err(fields) => again(&form_page(&desk, &visitor, ticket, Some(typed), &fields).await?),
    }
}

/// `GET /major-incidents/{id}`
pub async fn show(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<MajorId>) -> Answer {
    shown(&desk, &visitor, id, None, &Fields::default()).await
}

/// `POST /major-incidents/{id}/notes`
pub async fn note(State(desk): State<Desk>, visitor: SignedIn, Path(major): Path<MajorId>, Form(typed): Form<Typed>) -> Answer {
    let (owner, every_minutes) = (typed.owner.parse().unwrap_or(PersonId(0)), typed.every_minutes.parse().unwrap_or(0));
    let (actor, note) = (visitor.actor.clone(), NoteMajor { major, note: typed.note.clone(), owner, every_minutes });
    match caught(desk.db.write(move |tx| problems::note_major(tx, &actor, &note)).await)? {
        Ok(_) => Ok(with_flash(Redirect::to(&format!("/major-incidents/{major}")), &Flash::new("toast-major-noted"))),
        Err(fields) => shown(&desk, &visitor, major, Some(typed), &fields).await,
    }
}

/// `POST /major-incidents/{id}/end`
pub async fn end(State(desk): State<Desk>, visitor: SignedIn, Path(major): Path<MajorId>, Form(typed): Form<Typed>) -> Answer {
    let (actor, end) = (visitor.actor.clone(), EndMajor { major, summary: typed.summary.clone() });
    match caught(desk.db.write(move |tx| problems::end_major(tx, &actor, &end)).await)? {
        Ok(_) => {
            let flash = Flash::new("toast-major-ended").undo(format!("/major-incidents/{major}/resume"), 0);
            Ok(with_flash(Redirect::to(&format!("/major-incidents/{major}")), &flash))
        }
        Err(fields) => shown(&desk, &visitor, major, Some(typed), &fields).await,
    }
}

/// `POST /major-incidents/{id}/resume`
pub async fn resume(State(desk): State<Desk>, visitor: SignedIn, Path(major): Path<MajorId>) -> Answer {
    desk.db.write(move |tx| problems::resume_major(tx, &visitor.actor, major).map(drop)).await?;
    Ok(with_flash(Redirect::to(&format!("/major-incidents/{major}")), &Flash::new("toast-undone")))
}

async fn form_page<'a>(desk: &Desk, visitor: &'a SignedIn, id: TicketId, typed: Option<Typed>, fields: &'a Fields) -> Answer<FormPage<'a>> {
    let reader = visitor.clone();
    let read = desk.db.read(move |conn| {
        let ticket = tickets::ticket(conn, &reader.actor, id)?;
        let up = vec![crumb(format!("#{id}"), format!("/tickets/{id}")), here(reader.say.say("major-declare"))];
        let menus = tickets::menus(conn, &reader.actor)?;
        let organizations = directory::organizations(conn, &reader.actor, "", ORGANIZATIONS_MAX)?;
        Ok((shell(conn, &reader, Section::Queue, up)?, ticket, menus, directory::sites(conn)?, organizations))
    });
    let (shell, ticket, menus, sites, organizations) = read.await?;
    let say = &visitor.say;
    let typed = typed.unwrap_or_else(|| Typed {
        title: ticket.subject.clone(),
        owner: ticket.assignee_id.or(visitor.actor.person()).map(|p| p.to_string()).unwrap_or_default(),
        every_minutes: EVERY[1].to_string(),
        ..Typed::default()
    });
    let any = |key: &str, all: Vec<Choice>, chosen: &str| std::iter::once(Choice::new("", say.say(key), chosen)).chain(all).collect();
    let sites = sites.iter().map(|s| Choice::new(s.id, s.name.as_str(), &typed.site)).collect();
    let organizations = organizations.iter().map(|o| Choice::new(o.id, o.name.as_str(), &typed.organization)).collect();
    let categories = menus.categories.iter().map(|(id, path)| Choice::new(id, path.as_str(), &typed.category)).collect();
    Ok(FormPage {
        t: say,
        shell,
        id: id.0,
        subject: ticket.subject.clone(),
        owners: owners(&menus, &typed.owner),
        every: every(say, &typed.every_minutes),
        sites: any("major-every-site", sites, &typed.site),
        organizations: any("major-every-organization", organizations, &typed.organization),
        categories: any("major-every-category", categories, &typed.category),
        typed,
        fields,
    })
}

fn owners(menus: &Menus, chosen: &str) -> Vec<Choice> {
    menus.people.iter().map(|(id, name)| Choice::new(id, name.as_str(), chosen)).collect()
}

fn every(say: &Say, chosen: &str) -> Vec<Choice> {
    let mut minutes: Vec<i64> = EVERY.into_iter().chain(chosen.parse().ok()).collect();
    minutes.sort_unstable();
    minutes.dedup();
    minutes.into_iter().map(|n| Choice::new(n, say.span(n * db::MINUTE_MS), chosen)).collect()
}

async fn shown(desk: &Desk, visitor: &SignedIn, id: MajorId, typed: Option<Typed>, fields: &Fields) -> Answer {
    let reader = visitor.clone();
    let read = desk.db.read(move |conn| {
        let sheet = problems::major(conn, &reader.actor, id)?;
        let up = vec![
            crumb(reader.say.say("nav-problems"), "/problems"),
            crumb(reader.say.say("majors-title"), "/major-incidents"),
            here(sheet.major.title.clone()),
        ];
        Ok((shell(conn, &reader, Section::Problems, up)?, sheet, tickets::menus(conn, &reader.actor)?, conn.now()))
    });
    let (shell, sheet, menus, now) = read.await?;
    let (say, major) = (&visitor.say, &sheet.major);
    let failed = typed.is_some();
    let typed = typed.unwrap_or_default();
    let owner = if typed.owner.is_empty() { major.owner_id.to_string() } else { typed.owner.clone() };
    let minutes = if typed.every_minutes.is_empty() { major.every_minutes.to_string() } else { typed.every_minutes.clone() };
    let late = major.ended_at.is_none() && major.next_update_at < now;
    let next = if late { "major-next-late" } else { "major-next" };
    let page = Page {
        t: say,
        may_keep: policy::may_keep(&visitor.actor, major.owner_id),
        late,
        next: say.say1(next, "time", say.day_time(major.next_update_at.0, now.0)).into_owned(),
        since: say.say1("major-since", "time", say.day_time(major.declared_at.0, now.0)).into_owned(),
        ended: major.ended_at.map(|at| say.say1("major-over-since", "time", say.day_time(at.0, now.0)).into_owned()).unwrap_or_default(),
        owners: owners(&menus, &owner),
        every: every(say, &minutes),
        history: sheet.history.iter().rev().map(|(by, at, what)| happened(say, by.as_deref(), *at, what, now)).collect(),
        typed,
        shell,
        sheet: &sheet,
        fields,
    };
    if failed { again(&page) } else { html(&page) }
}

/// Who did what, what they said, and when.
fn happened(say: &Say, by: Option<&str>, at: Moment, what: &MajorHappened, now: Moment) -> (String, String, String) {
    let name = by.map_or_else(|| say.say("product").into_owned(), str::to_owned);
    let (key, said) = match what {
        MajorHappened::Declared { note, .. } => ("major-did-declare", note.clone()),
        MajorHappened::Noted { note, .. } => ("major-did-note", note.clone()),
        MajorHappened::UpdateDue => ("major-did-remind", String::new()),
        MajorHappened::UpdateMissed => ("major-did-miss", String::new()),
        MajorHappened::Ended { summary } => ("major-did-end", summary.clone()),
        MajorHappened::Resumed => ("major-did-resume", String::new()),
    };
    (say.say1(key, "name", name).into_owned(), said, say.day_time(at.0, now.0).into_owned())
}
