//! Macros on a ticket: chosen, looked at before they change anything, and used.

use ::tickets::TicketId;
use askama::Template;
use automation::{ApplyMacro, Deed, MacroId, MacroPreview};
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect};
use catalogue::Say;
use outcome::{Error, Refusal};
use people::directory;
use serde::Deserialize;

use super::answers;
use crate::desk::Desk;
use crate::frame::{crumb, here, html, shell};
use crate::front::{Answer, Flash, SignedIn, new_key, with_flash};
use crate::ui::view::{Section, Shell};

/// What is looked for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
}

#[derive(Template)]
#[template(path = "tickets/macros.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    id: i64,
    q: String,
    /// Number, name, what it is for, what it does.
    macros: Vec<(i64, String, String, String)>,
}

#[derive(Template)]
#[template(path = "tickets/macro.html")]
struct OnePage<'a> {
    t: &'a Say,
    shell: Shell,
    id: i64,
    of: MacroPreview,
    key: String,
    /// What would change, in words.
    would: Vec<String>,
    /// What is so already, in words.
    already: Vec<String>,
    note: String,
    reply: String,
    missing: String,
}

/// `GET /tickets/{id}/macros`
pub async fn page(State(desk): State<Desk>, visitor: SignedIn, Path(id): Path<TicketId>, Query(asked): Query<Asked>) -> Answer {
    let (reader, q, zone) = (visitor.clone(), asked.q.clone(), desk.zone.clone());
    let read = desk.db.read(move |conn| {
        let all = automation::find_macros(conn, &reader.actor, id, &q, &zone)?;
        let number = crumb(format!("#{id}"), format!("/tickets/{id}"));
        let up = vec![crumb(reader.say.say("nav-queue"), "/tickets"), number, here(reader.say.say("macros-title"))];
        Ok((shell(conn, &reader, Section::Queue, up)?, all))
    });
    let (shell, all) = read.await?;
    // Whoever typed the words of one macro has chosen it.
    if let ([only], false) = (all.as_slice(), asked.q.trim().is_empty()) {
        return Ok(Redirect::to(&format!("/tickets/{id}/macros/{}", only.id)).into_response());
    }
    let say = &visitor.say;
    let macros = all.into_iter().map(|m| (m.id.0, m.name, m.description, deeds_words(say, &m.deeds.all()))).collect();
    html(&Page { t: say, shell, id: id.0, q: asked.q, macros })
}

/// The deeds in a row.
pub fn deeds_words(say: &Say, all: &[Deed]) -> String {
    all.iter().map(|d| say.say(&format!("settings-rule-does-{d}")).into_owned()).collect::<Vec<_>>().join(", ")
}

/// `GET /tickets/{id}/macros/{other}`
pub async fn preview(State(desk): State<Desk>, visitor: SignedIn, Path((id, number)): Path<(TicketId, MacroId)>) -> Answer {
    let (reader, speaker) = (visitor.clone(), desk.speaker());
    let read = desk.db.read(move |conn| {
        let of = automation::preview_macro(conn, &reader.actor, &speaker, number, id)?;
        let ticket = crumb(format!("#{id}"), format!("/tickets/{id}"));
        let list = crumb(reader.say.say("macros-title"), format!("/tickets/{id}/macros"));
        let up = vec![crumb(reader.say.say("nav-queue"), "/tickets"), ticket, list, here(of.of.name.clone())];
        let names = Names::of(conn, &reader, &of)?;
        Ok((shell(conn, &reader, Section::Queue, up)?, of, names))
    });
    let (shell, of, names) = read.await?;
    let say = &visitor.say;
    let words = |wanted: bool| {
        let all = of.deeds.all().into_iter().filter(|deed| of.would.contains(deed) == wanted);
        all.filter_map(|deed| names.words(say, &of, deed)).collect()
    };
    let shown = |text: &str| if text.is_empty() { String::new() } else { text::markdown::to_html(text).into_string() };
    let (note, reply) = (shown(&of.deeds.note), shown(&of.deeds.reply));
    let (would, already, missing) = (words(true), words(false), say.list(&of.missing));
    html(&OnePage { t: say, shell, id: id.0, key: new_key(), would, already, note, reply, missing, of })
}

/// The names behind a macro's numbers.
#[derive(Default)]
struct Names {
    category: String,
    team: String,
    person: String,
    checklist: String,
}

impl Names {
    fn of(conn: &db::Conn, reader: &SignedIn, of: &MacroPreview) -> outcome::Result<Self> {
        let mut names = Self::default();
        if let Some(id) = of.deeds.category {
            names.category = tickets::categories(conn)?.into_iter().find(|c| c.id == id).map(|c| c.path).unwrap_or_default();
        }
        if let Some(id) = of.deeds.team {
            names.team = directory::team(conn, id)?.map(|t| t.name).unwrap_or_default();
        }
        if let Some(id) = of.deeds.assignee {
            names.person = directory::person(conn, id)?.map(|p| p.name).unwrap_or_default();
        }
        if let Some(id) = of.deeds.checklist {
            names.checklist =
                tickets::checklists(conn, &reader.actor)?.into_iter().find(|c| c.id == id).map(|c| c.name).unwrap_or_default();
        }
        Ok(names)
    }

    /// A deed with its value; messages are shown by themselves.
    fn words(&self, say: &Say, of: &MacroPreview, deed: Deed) -> Option<String> {
        let named = |key: &str, value: &str| say.say2("macro-is", "what", say.say(key).as_ref(), "value", value).into_owned();
        let deeds = &of.deeds;
        Some(match deed {
            Deed::Recategorize => named("ticket-category", &self.category),
            Deed::Assign => {
                let you = if deeds.take { say.say("queue-you").into_owned() } else { self.person.clone() };
                let parts = [("settings-rule-team", self.team.as_str()), ("settings-rule-assignee", you.as_str())];
                say.list(&parts.into_iter().filter(|(_, name)| !name.is_empty()).map(|(key, name)| named(key, name)).collect::<Vec<_>>())
            }
            Deed::Prioritize => {
                let level = |key: &str, level: Option<tickets::Level>| {
                    level.map(|l| named(&format!("ticket-{key}"), &say.say(&format!("{key}-{l}"))))
                };
                say.list(&[level("impact", deeds.impact), level("urgency", deeds.urgency)].into_iter().flatten().collect::<Vec<_>>())
            }
            Deed::Tag => {
                let of = |key: &str, tags: &[String]| (!tags.is_empty()).then(|| named(key, &say.list(tags)));
                say.list(&[of("macro-tags", &deeds.tag), of("macro-untags", &deeds.untag)].into_iter().flatten().collect::<Vec<_>>())
            }
            Deed::Checklist => named("checks-title", &self.checklist),
            Deed::Move => named("macro-status", &say.say(&format!("status-{}", deeds.to?))),
            Deed::Page => say.say("settings-rule-does-page").into_owned(),
            // Telling people and webhooks is for rules alone.
            Deed::Note | Deed::Reply | Deed::Notify | Deed::Webhook => return None,
        })
    }
}

/// A form's key.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Sent {
    key: String,
}

/// `POST /tickets/{id}/macros/{other}`
pub async fn apply(
    State(desk): State<Desk>,
    visitor: SignedIn,
    Path((ticket, id)): Path<(TicketId, MacroId)>,
    Form(sent): Form<Sent>,
) -> Answer {
    let (actor, speaker) = (visitor.actor.clone(), desk.speaker());
    let undo_send_s = visitor.person.preferences.undo_send_s.into();
    let key = (!sent.key.is_empty()).then_some(sent.key);
    let apply = ApplyMacro { id, ticket, undo_send_s, key };
    let back = Redirect::to(&format!("/tickets/{ticket}"));
    let applied = match desk.db.write(move |tx| automation::apply_macro(tx, &actor, &speaker, &apply)).await {
        Err(Error::Refused(Refusal::Conflict(says))) if says.key.starts_with("macro-") => return Ok(with_flash(back, &Flash::said(&says))),
        applied => applied,
    };
    let answer = applied.map(|applied| {
        let flash = match applied.event {
            Some(event) => Flash::new("toast-macro").with("name", applied.name).undo(format!("/undo/{event}"), 0),
            None => Flash::new("toast-unchanged"),
        };
        with_flash(back, &flash)
    });
    answers::or_ask(answer.map_err(Into::into), &desk, &visitor, ticket).await
}
