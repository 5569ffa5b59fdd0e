//! Asking: one question, then what helps to answer it, all of it optional but the words.

use ::tickets::{AskedOf, Category, CategoryId, Kind, Level, Open, Required, Source};
use askama::Template;
use axum::extract::{Multipart, Query, State};
use axum::response::Redirect;
use catalogue::Say;
use serde::Deserialize;

use super::concerns::{Notice, notices};
use super::parts::{Brought, Parts, read};
use super::requests::{Request, requests};
use super::{ASKED, spend};
use crate::desk::Desk;
use crate::frame::{again, html, portal_shell};
use crate::front::{Answer, Fields, Flash, SignedIn, caught, new_key, with_flash};
use crate::ui::questions::{Asked, Part, TypedAnswers, all_given, asked};
use crate::ui::view::{Choice, PortalShell};

/// Common matters offered as buttons below the question.
const COMMON_MAX: usize = 6;
/// Own requests shown below the question.
const BELOW_MAX: usize = 5;
/// How much is hit, from one's own work to everybody's.
const IMPACTS: [Level; 3] = [Level::Low, Level::Medium, Level::High];
/// How soon it hurts, the usual answer first.
const URGENCIES: [Level; 3] = [Level::Medium, Level::High, Level::Low];

#[derive(Template)]
#[template(path = "portal/start.html")]
struct Start<'a> {
    t: &'a Say,
    shell: PortalShell,
    common: Vec<Choice>,
    requests: Vec<Request>,
    more: bool,
    notices: Vec<Notice>,
}

/// `GET /portal`
pub async fn start(State(desk): State<Desk>, visitor: SignedIn) -> Answer {
    let (reader, name) = (visitor.clone(), desk.name.clone());
    let ((shell, own), categories, concerns) = desk
        .db
        .read(move |conn| {
            let concerns = ::problems::concerns(conn, &reader.actor)?;
            Ok((portal_shell(conn, &reader, &name, "ask")?, tickets::categories(conn)?, concerns))
        })
        .await?;
    let roots = categories.iter().filter(|c| c.parent_id.is_none() && c.archived_at.is_none()).take(COMMON_MAX);
    let open: Vec<_> = own.rows.into_iter().filter(|r| r.status.is_unfinished() && r.merged_into.is_none()).collect();
    let shown = &open[..open.len().min(BELOW_MAX)];
    let page = Start {
        t: &visitor.say,
        common: roots.map(|c| Choice::new(c.id, c.name.clone(), "")).collect(),
        requests: requests(&visitor.say, shown, visitor.actor.person(), db::Moment(shell.now_ms)),
        more: open.len() > BELOW_MAX,
        notices: notices(&visitor.say, &concerns, shell.now_ms),
        shell,
    };
    html(&page)
}

/// What was asked, and what is known of it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    #[serde(alias = "q")]
    subject: String,
    body: String,
    kind: String,
    impact: String,
    urgency: String,
    category: String,
    key: String,
    /// Answers to the category's questions, by the names of their inputs.
    #[serde(flatten)]
    answers: TypedAnswers,
}

impl Typed {
    fn of(parts: &Parts) -> Self {
        Self {
            subject: parts.field("subject"),
            body: parts.field("body"),
            kind: parts.field("kind"),
            impact: parts.field("impact"),
            urgency: parts.field("urgency"),
            category: parts.field("category"),
            key: parts.field("key"),
            answers: parts.beginning("field-"),
        }
    }
}

#[derive(Template)]
#[template(path = "portal/ask.html")]
struct Page<'a> {
    t: &'a Say,
    shell: PortalShell,
    typed: &'a Typed,
    fields: &'a Fields,
    files: &'a [Brought],
    wants: bool,
    categories: Vec<Choice>,
    asks: Vec<Asked>,
    impacts: Vec<Choice>,
    urgencies: Vec<Choice>,
    file_max: u64,
    key: String,
}

/// `GET /portal/ask`
pub async fn form(State(desk): State<Desk>, visitor: SignedIn, Query(typed): Query<Typed>) -> Answer {
    html(&page(&desk, &visitor, &typed, &Fields::default(), &[]).await?)
}

/// `POST /portal/ask`: the questions of the chosen category, for whoever has no scripts; nothing is sent yet.
pub async fn questions(State(desk): State<Desk>, visitor: SignedIn, form: Multipart) -> Answer {
    let parts = read(&desk, &visitor, form).await?;
    html(&page(&desk, &visitor, &Typed::of(&parts), &Fields::default(), &parts.files).await?)
}

/// `GET /portal/ask/questions`: the same as a part of the page.
pub async fn part(State(desk): State<Desk>, visitor: SignedIn, Query(typed): Query<Typed>) -> Answer {
    let (all, forms) = desk.db.read(|conn| Ok((tickets::categories(conn)?, tickets::forms(conn)?))).await?;
    let form = forms.form(path_of(&all, &typed.category), AskedOf::Everybody);
    html(&Part { asks: asked(&visitor.say, &forms, &form, &typed.answers, &Fields::default(), Required::Opening) })
}

/// The path of the category that was chosen.
fn path_of<'c>(all: &'c [Category], chosen: &str) -> Option<&'c str> {
    let id = chosen.parse::<CategoryId>().ok()?;
    all.iter().find(|c| c.id == id).map(|c| c.path.as_str())
}

/// `POST /portal/requests`
pub async fn send(State(desk): State<Desk>, visitor: SignedIn, form: Multipart) -> Answer {
    let parts = read(&desk, &visitor, form).await?;
    let typed = Typed::of(&parts);
    if let Err(fields) = caught(parts.checked())? {
        return again(&page(&desk, &visitor, &typed, &fields, &parts.files).await?);
    }
    let Some(you) = visitor.actor.person() else { return Err(outcome::Refusal::SignInNeeded.into()) };
    let body = if typed.body.trim().is_empty() { &typed.subject } else { &typed.body };
    let open = Open {
        kind: typed.kind.parse().unwrap_or(Kind::Incident),
        source: Source::Portal,
        impact: typed.impact.parse().ok(),
        urgency: typed.urgency.parse().ok(),
        category: typed.category.parse::<CategoryId>().ok(),
        answers: all_given(&typed.answers),
        attachments: parts.file_ids(),
        key: Some(typed.key.clone()).filter(|k| !k.is_empty()),
        ..Open::new(you, &typed.subject, body)
    };
    let actor = visitor.actor.clone();
    match caught(desk.db.write(move |tx| spend(tx, &actor, "asked", ASKED).and_then(|()| tickets::open(tx, &actor, &open))).await)? {
        Ok(opened) => {
            let flash = Flash::new("toast-portal-asked").with("number", opened.ticket);
            Ok(with_flash(Redirect::to(&format!("/portal/requests/{}", opened.ticket)), &flash))
        }
        Err(fields) => again(&page(&desk, &visitor, &typed, &fields, &parts.files).await?),
    }
}

async fn page<'a>(desk: &Desk, visitor: &'a SignedIn, typed: &'a Typed, fields: &'a Fields, files: &'a [Brought]) -> Answer<Page<'a>> {
    let (reader, name) = (visitor.clone(), desk.name.clone());
    let read = move |conn: &db::Conn| Ok((portal_shell(conn, &reader, &name, "ask")?.0, tickets::categories(conn)?, tickets::forms(conn)?));
    let (shell, all, forms) = desk.db.read(read).await?;
    let say = &visitor.say;
    let form = forms.form(path_of(&all, &typed.category), AskedOf::Everybody);
    let asks = asked(say, &forms, &form, &typed.answers, fields, Required::Opening);
    let mut categories = vec![Choice::new("", say.say("portal-category-none"), &typed.category)];
    categories.extend(all.iter().filter(|c| c.archived_at.is_none()).map(|c| Choice::new(c.id, c.path.clone(), &typed.category)));
    let levels = |name: &str, levels: [Level; 3], chosen: &str| {
        let choice = |level: Level| Choice::new(level, say.say(&format!("portal-{name}-{level}")), chosen);
        levels.into_iter().map(choice).collect()
    };
    Ok(Page {
        t: say,
        shell,
        typed,
        fields,
        files,
        wants: typed.kind == Kind::ServiceRequest.as_str(),
        categories,
        asks,
        impacts: levels("impact", IMPACTS, &typed.impact),
        urgencies: levels("urgency", URGENCIES, &typed.urgency),
        file_max: desk.upload_bytes_max,
        key: if typed.key.is_empty() { new_key() } else { typed.key.clone() },
    })
}
