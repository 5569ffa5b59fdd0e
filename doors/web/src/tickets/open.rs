//! `/tickets/new`: a call, somebody at the desk, or a request on behalf of somebody.

use ::tickets::{
    AskedOf, Audience, Category, CategoryId, Forms, Kind, Level, Mode, Open, Required, Source, StartChecklist, TemplateId, TicketTemplate,
};
use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect};
use catalogue::Say;
use outcome::{Error, Result};
use people::{PersonBrief, PersonId, directory};
use serde::Deserialize;

use super::alike::{self, Likes};
use crate::desk::Desk;
use crate::frame::{crumb, here, html, shell};
use crate::front::{Answer, Fields, Flash, SignedIn, caught, new_key, with_flash};
use crate::ui::questions::{Asked, Part, TypedAnswers, all_given, asked};
use crate::ui::view::{Section, Shell};

/// People offered for what was typed as the requester.
const OFFERED_MAX: i64 = 10;
/// Ways in that a specialist writes down.
const SOURCES: [Source; 3] = [Source::Phone, Source::WalkUp, Source::Agent];

/// What is typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// The chosen person's number.
    requester: String,
    /// What was typed to find them: a name or an address.
    who: String,
    subject: String,
    body: String,
    kind: String,
    source: String,
    impact: String,
    urgency: String,
    category: String,
    /// The template it was begun from.
    template: String,
    key: String,
    /// Answers to the category's questions, by the names of their inputs.
    #[serde(flatten)]
    answers: TypedAnswers,
}

#[derive(Template)]
#[template(path = "tickets/open.html")]
struct Page<'a> {
    t: &'a Say,
    shell: Shell,
    typed: &'a Typed,
    fields: &'a Fields,
    /// People that fit what was typed.
    offered: Vec<PersonBrief>,
    categories: Vec<Category>,
    /// Templates that can be begun from.
    templates: Vec<(i64, String)>,
    kinds: &'static [Kind],
    sources: &'static [Source],
    levels: &'static [Level],
    asks: Vec<Asked>,
    likes: Likes,
    key: String,
}

impl Typed {
    /// What the template has, where nothing was typed yet.
    fn fill(&mut self, template: &TicketTemplate) {
        self.subject.clone_from(&template.subject);
        self.body.clone_from(&template.body);
        self.kind = template.kind.to_string();
        self.impact = template.impact.to_string();
        self.urgency = template.urgency.to_string();
        self.category = template.category_id.map(|c| c.to_string()).unwrap_or_default();
        self.source = Source::Agent.to_string();
    }

    fn template(&self) -> Option<TemplateId> {
        self.template.parse().ok()
    }
}

/// `GET /tickets/new`
pub async fn form(State(desk): State<Desk>, visitor: SignedIn, Query(mut typed): Query<Typed>) -> Answer {
    if typed.subject.is_empty() && typed.body.is_empty() {
        let (actor, template) = (visitor.actor.clone(), typed.template());
        if let Some(template) = template {
            let reader = actor.clone();
            typed.fill(&desk.db.read(move |conn| tickets::template(conn, &reader, template)).await?);
        } else if let Some(draft) = desk.db.read(move |conn| tickets::draft(conn, &actor, None, Mode::New)).await? {
            (typed.subject, typed.body) = (draft.subject, draft.body);
        }
    }
    Ok(Html(page(&desk, &visitor, &typed, &Fields::default()).await?).into_response())
}

/// `POST /tickets/new`: the questions of the chosen category, for whoever has no scripts; nothing is opened yet.
pub async fn questions(State(desk): State<Desk>, visitor: SignedIn, Form(typed): Form<Typed>) -> Answer {
    Ok(Html(page(&desk, &visitor, &typed, &Fields::default()).await?).into_response())
}

/// `GET /tickets/new/questions`: the same as a part of the page.
pub async fn part(State(desk): State<Desk>, visitor: SignedIn, Query(typed): Query<Typed>) -> Answer {
    let (categories, forms) = desk.db.read(|conn| Ok((tickets::categories(conn)?, tickets::forms(conn)?))).await?;
    html(&Part { asks: asks(&visitor.say, &forms, &categories, &typed, &Fields::default()) })
}

fn asks(say: &Say, forms: &Forms, categories: &[Category], typed: &Typed, fields: &Fields) -> Vec<Asked> {
    let chosen = typed.category.parse::<CategoryId>().ok();
    let path = categories.iter().find(|c| Some(c.id) == chosen).map(|c| c.path.as_str());
    asked(say, forms, &forms.form(path, AskedOf::Desk), &typed.answers, fields, Required::Opening)
}

/// `POST /tickets`
pub async fn send(State(desk): State<Desk>, visitor: SignedIn, Form(typed): Form<Typed>) -> Answer {
    let (actor, input) = (visitor.actor.clone(), typed.clone());
    let opened = desk
        .db
        .write(move |tx| {
            let requester = requester(tx, &actor, &input)?;
            let open = Open {
                kind: input.kind.parse().unwrap_or(Kind::Incident),
                audience: Audience::Public,
                source: input.source.parse().unwrap_or(Source::Phone),
                impact: input.impact.parse().ok(),
                urgency: input.urgency.parse().ok(),
                category: input.category.parse::<CategoryId>().ok(),
                answers: all_given(&input.answers),
                key: Some(input.key.clone()).filter(|k| !k.is_empty()),
                ..Open::new(requester, &input.subject, &input.body)
            };
            let template = input.template().map(|id| tickets::template(tx, &actor, id)).transpose()?;
            let open = match &template {
                Some(of) => {
                    let tags = of.tags.split_whitespace().map(str::to_owned).collect();
                    Open { team: of.team_id, assignee: of.assignee_id, tags, ..open }
                }
                None => open,
            };
            let opened = tickets::open(tx, &actor, &open)?;
            if let Some(checklist) = template.and_then(|of| of.checklist_id) {
                tickets::start_checklist(tx, &actor, &StartChecklist { ticket: opened.ticket, checklist })?;
            }
            tickets::delete_draft(tx, &actor, None, Mode::New)?;
            Ok(opened)
        })
        .await;
    match caught(opened)? {
        Ok(opened) => {
            let flash = Flash::new("toast-opened").with("number", opened.ticket);
            Ok(with_flash(Redirect::to(&format!("/tickets/{}", opened.ticket)), &flash))
        }
        Err(fields) => Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(page(&desk, &visitor, &typed, &fields).await?)).into_response()),
    }
}

/// The person chosen; or the one whose address was typed; or the only one whose name fits.
fn requester(conn: &db::Conn, actor: &people::Actor, typed: &Typed) -> Result<PersonId> {
    if let Ok(id) = typed.requester.parse() {
        return Ok(id);
    }
    person_named(conn, actor, &typed.who)
}

/// The one whose address was typed; or the only one whose name fits.
///
/// # Errors
/// `Invalid` for the field `who` when nobody fits, or several do.
pub fn person_named(conn: &db::Conn, actor: &people::Actor, who: &str) -> Result<PersonId> {
    if let Some(person) = directory::person_by_email(conn, who)? {
        return Ok(person.id);
    }
    match people::find_people(conn, actor, who, 2)?.as_slice() {
        [only] => Ok(only.id),
        [] if who.trim().is_empty() => Err(Error::invalid("who", "open-who-missing")),
        [] => Err(Error::invalid("who", "open-who-unknown")),
        _ => Err(Error::invalid("who", "open-who-several")),
    }
}

async fn page(desk: &Desk, visitor: &SignedIn, typed: &Typed, fields: &Fields) -> Answer<String> {
    let (reader, who) = (visitor.clone(), typed.who.clone());
    let (subject, body) = (typed.subject.clone(), typed.body.clone());
    let (shell, offered, categories, forms, templates, likes) = desk
        .db
        .read(move |conn| {
            let crumbs = vec![crumb(reader.say.say("nav-queue"), "/tickets"), here(reader.say.say("new-ticket"))];
            let offered = if who.trim().is_empty() { Vec::new() } else { people::find_people(conn, &reader.actor, &who, OFFERED_MAX)? };
            Ok((
                shell(conn, &reader, Section::Queue, crumbs)?,
                offered,
                tickets::categories(conn)?,
                tickets::forms(conn)?,
                tickets::templates(conn, &reader.actor)?,
                alike::of(conn, &reader.actor, &reader.say, &subject, &body)?,
            ))
        })
        .await?;
    let templates = templates.into_iter().filter(|m| m.archived_at.is_none()).map(|m| (m.id.0, m.name)).collect();
    let asks = asks(&visitor.say, &forms, &categories, typed, fields);
    let page = Page {
        t: &visitor.say,
        shell,
        typed,
        fields,
        offered,
        categories,
        templates,
        kinds: Kind::ALL,
        sources: &SOURCES,
        levels: Level::ALL,
        asks,
        likes,
        key: if typed.key.is_empty() { new_key() } else { typed.key.clone() },
    };
    Ok(page.render().map_err(anyhow::Error::from)?)
}
