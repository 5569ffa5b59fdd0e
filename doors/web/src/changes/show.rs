//! `/changes/{id}`: what is planned, who says what, what it collides with, and what happened.

use ::changes::policy::{Action, may};
use ::changes::{ChangeId, ChangeSheet, Decision, Happening, State as Standing};
use askama::Template;
use axum::extract::{Path, State};
use catalogue::Say;
use db::Moment;

use crate::desk::Desk;
use crate::frame::{again, crumb, here, html, shell};
use crate::front::{Answer, Fields, SignedIn};
use crate::ui::view::{Section, Shell};

#[derive(Template)]
#[template(path = "changes/show.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    sheet: &'a ChangeSheet,
    when: String,
    /// The problem's number and name.
    problem: Option<(i64, String)>,
    /// What it collides with: address and words.
    collides: Vec<(String, String)>,
    /// Who is asked: name, decision's word, colour, note.
    approvals: Vec<(String, String, &'static str, String)>,
    asked: bool,
    carries_out: bool,
    editable: bool,
    history: Vec<(String, String, String)>,
    fields: &'a Fields,
}

/// A window in words.
pub fn window(say: &Say, from: Moment, to: Moment, now_ms: i64) -> String {
    say.say2("change-from-to", "from", say.day_time(from.0, now_ms), "to", say.day_time(to.0, now_ms)).into_owned()
}

/// `GET /changes/{id}`
pub async fn show(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<ChangeId>) -> Answer {
    shown(&desk, &visitor, id, &Fields::default()).await
}

/// The page, with what is wrong with a form of it.
pub async fn shown(desk: &Desk, visitor: &SignedIn, id: ChangeId, fields: &Fields) -> Answer {
    let reader = visitor.clone();
    let read = desk.db.read(move |conn| {
        let sheet = changes::change(conn, &reader.actor, id)?;
        let problem = match sheet.line.change.problem_id {
            Some(id) => Some((id, problems::name_of(conn, &reader.actor, ::problems::ProblemId(id))?)),
            None => None,
        };
        let up = vec![crumb(reader.say.say("changes-title"), "/changes"), here(sheet.line.change.name.clone())];
        Ok((shell(conn, &reader, Section::Problems, up)?, sheet, problem))
    });
    let (shell, sheet, problem) = read.await?;
    let (say, change, now) = (&visitor.say, &sheet.line.change, shell.now_ms);
    let me = visitor.actor.person();
    let other = |line: &::changes::ChangeLine| {
        let words = say.say2(
            "change-collides",
            "name",
            line.change.name.as_str(),
            "when",
            window(say, line.change.starts_at, line.change.ends_at, now),
        );
        (format!("/changes/{}", line.change.id), words.into_owned())
    };
    let freeze = |freeze: &::changes::Freeze| {
        let words = say.say2("change-frozen", "name", freeze.name.as_str(), "when", window(say, freeze.starts_at, freeze.ends_at, now));
        ("/change-calendar".to_owned(), words.into_owned())
    };
    let approval = |asked: &::changes::Approval| {
        let tone = match asked.decision {
            Decision::Waiting => "",
            Decision::Approved => "chip-ok",
            Decision::Declined => "chip-bad",
        };
        (asked.name.clone(), say.say(&format!("change-decision-{}", asked.decision)).into_owned(), tone, asked.note.clone())
    };
    let undecided = matches!(change.state, Standing::Planned | Standing::Approved);
    let page = Page {
        t: say,
        when: window(say, change.starts_at, change.ends_at, now),
        problem,
        collides: sheet.collides.iter().map(other).chain(sheet.frozen.iter().map(freeze)).collect(),
        approvals: sheet.approvals.iter().map(approval).collect(),
        asked: undecided && sheet.approvals.iter().any(|a| Some(a.person_id) == me),
        carries_out: may(&visitor.actor, me == Some(change.owner_id), Action::CarryOut) && change.state.is_ahead(),
        editable: undecided && may(&visitor.actor, false, Action::Plan),
        history: sheet.history.iter().rev().map(|(by, at, what)| happened(say, by.as_deref(), *at, what, now)).collect(),
        shell,
        sheet: &sheet,
        fields,
    };
    if fields.is_empty() { html(&page) } else { again(&page) }
}

/// Who did what, what they said, and when.
fn happened(say: &Say, by: Option<&str>, at: Moment, what: &Happening, now: i64) -> (String, String, String) {
    let name = by.map_or_else(|| say.say("product").into_owned(), str::to_owned);
    let (key, said) = match what {
        Happening::Planned => ("change-did-plan".to_owned(), String::new()),
        Happening::Edited { .. } => ("change-did-edit".to_owned(), String::new()),
        Happening::Shifted { starts_at, ends_at } => {
            ("change-did-shift".to_owned(), say.say1("change-was", "when", window(say, *starts_at, *ends_at, now)).into_owned())
        }
        Happening::Asked { .. } => ("change-did-ask".to_owned(), String::new()),
        Happening::Approved { note } => ("change-did-approve".to_owned(), note.clone()),
        Happening::Declined { note } => ("change-did-decline".to_owned(), note.clone()),
        Happening::Moved { to, outcome } => (format!("change-did-{to}"), outcome.clone()),
    };
    (say.say1(&key, "name", name).into_owned(), said, say.day_time(at.0, now).into_owned())
}
