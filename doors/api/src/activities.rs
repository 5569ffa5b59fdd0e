//! What one was told, in the words programs ask for it: activities. They are one's own notifications.

use axum::Json;
use axum::extract::State;
use db::{Conn, Moment};
use notifications::{Notice, NotificationId};
use outcome::{Refusal, Result};
use people::directory::{self, Profile};
use people::{Actor, PersonId};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};

use crate::contents::{Api, Doc, Gate, Param};
use crate::desk::Desk;
use crate::front::{Answer, Asked, Caller, Segment, Turn, iso};
use crate::paged;
use crate::tickets::comments::{CountAnswer, counted};
use crate::tickets::update::read_moment;
use crate::users::{UserJson, users_json};

/// Notifications that are listed, the newest first.
const LISTED_MAX: usize = 1_000;
/// Only what is new.
const SINCE: &[Param] = &[Param { name: "since", says: "Only what one was told since then.", number: false }];

/// Something one was told.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ActivityJson {
    pub id: i64,
    pub url: String,
    /// What happened, in a sentence.
    pub title: String,
    /// `tickets.assignment`, `tickets.comment`, `tickets.priority_increase`, or ours: the kind of the event.
    pub verb: String,
    pub user_id: Option<i64>,
    pub actor_id: Option<i64>,
    pub created_at: String,
    pub updated_at: String,
    pub object: Value,
    pub target: Value,
    pub user: Option<UserJson>,
    pub actor: Option<UserJson>,
}

/// One thing that one was told.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ActivityAnswer {
    /// What it was.
    pub activity: ActivityJson,
}

/// A page of what one was told.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ActivitiesAnswer {
    /// What one was told, the newest first.
    pub activities: Vec<ActivityJson>,
    /// The one who asks.
    pub users: Vec<UserJson>,
    /// Who did it.
    pub actors: Vec<UserJson>,
    /// The pages beside this one.
    #[serde(flatten)]
    pub turn: Turn,
}

/// The routes about what one was told.
pub fn routes(api: Api) -> Api {
    api.get(
        "/activities",
        Gate::Staff,
        list,
        Doc::answers::<ActivitiesAnswer>("ListActivities", "One's own notifications, the newest first.").paged().params(SINCE),
    )
    .get("/activities/count", Gate::Staff, count, Doc::answers::<CountAnswer>("CountActivities", "How many there are."))
    .get("/activities/{id}", Gate::Staff, show, Doc::answers::<ActivityAnswer>("ShowActivity", "One of them."))
}

/// One's own notifications since then, as far as they are listed.
fn told(conn: &Conn, actor: &Actor, since: Option<Moment>) -> Result<Vec<Notice>> {
    let mut all: Vec<Notice> = Vec::new();
    while all.len() < LISTED_MAX {
        let page = notifications::notices(conn, actor, all.last().map(|notice| notice.id), notifications::PAGE_MAX)?;
        let last = page.len() < usize::try_from(notifications::PAGE_MAX).unwrap_or(usize::MAX);
        all.extend(page);
        if last {
            break;
        }
    }
    all.retain(|notice| since.is_none_or(|since| notice.created_at > since));
    Ok(all)
}

/// The people whom notifications name, and the reader. One statement.
fn named(conn: &Conn, actor: &Actor, notices: &[Notice]) -> Result<Vec<Profile>> {
    let mut ids: Vec<PersonId> = notices.iter().filter_map(|notice| notice.by).chain(actor.person()).collect();
    ids.sort_unstable();
    ids.dedup();
    directory::profiles_named(conn, &ids)
}

fn verb(notice: &Notice) -> String {
    match notice.kind.as_str() {
        "ticket.assigned" => "tickets.assignment".to_owned(),
        "ticket.reply_added" | "ticket.note_added" => "tickets.comment".to_owned(),
        "ticket.prioritized" => "tickets.priority_increase".to_owned(),
        other => other.to_owned(),
    }
}

fn activity(desk: &Desk, notice: &Notice, me: Option<PersonId>, people: &[Profile]) -> ActivityJson {
    let user = |id: Option<PersonId>| people.iter().find(|p| Some(p.person.id) == id).map(|p| UserJson::new(desk, p));
    let ticket = json!({ "ticket": { "id": notice.ticket_id.map(|t| t.0), "subject": notice.ticket_subject } });
    let object = match notice.message_id {
        Some(message) => json!({ "comment": { "id": message.0, "value": notice.excerpt() } }),
        None => ticket.clone(),
    };
    ActivityJson {
        id: notice.id.0,
        url: desk.url(&format!("/activities/{}.json", notice.id)),
        title: notice.said(&desk.say()),
        verb: verb(notice),
        user_id: me.map(|p| p.0),
        actor_id: notice.by.map(|p| p.0),
        created_at: iso(notice.created_at),
        updated_at: iso(notice.read_at.unwrap_or(notice.created_at)),
        object,
        target: ticket,
        user: user(me),
        actor: user(notice.by),
    }
}

async fn list(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<ActivitiesAnswer>> {
    let page = asked.page()?;
    let since = asked.text("since").filter(|since| !since.is_empty()).map(|since| read_moment("since", since)).transpose()?;
    let me = caller.actor.person();
    let (part, walked, people) = desk
        .db
        .read(move |conn| {
            let (part, walked) = paged::part(&page, told(conn, &caller.actor, since)?);
            let people = named(conn, &caller.actor, &part)?;
            Ok((part, walked, people))
        })
        .await?;
    let activities = part.iter().map(|notice| activity(&desk, notice, me, &people)).collect();
    let (users, actors): (Vec<Profile>, Vec<Profile>) = people.into_iter().partition(|p| Some(p.person.id) == me);
    let turn = page.turn(&desk, &asked, &walked);
    Ok(Json(ActivitiesAnswer { activities, users: users_json(&desk, &users), actors: users_json(&desk, &actors), turn }))
}

async fn count(State(desk): State<Desk>, caller: Caller) -> Answer<Json<CountAnswer>> {
    let all = desk.db.read(move |conn| told(conn, &caller.actor, None)).await?;
    Ok(Json(counted(&desk, i64::try_from(all.len()).unwrap_or(i64::MAX))))
}

async fn show(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<NotificationId>) -> Answer<Json<ActivityAnswer>> {
    let me = caller.actor.person();
    let (notice, people) = desk
        .db
        .read(move |conn| {
            // The list is walked from one above: the first it gives is the one asked for, or there is none.
            let found = notifications::notices(conn, &caller.actor, Some(NotificationId(id.0.saturating_add(1))), 1)?;
            let notice = found.into_iter().next().filter(|notice| notice.id == id).ok_or(Refusal::NotFound)?;
            let people = named(conn, &caller.actor, std::slice::from_ref(&notice))?;
            Ok((notice, people))
        })
        .await?;
    Ok(Json(ActivityAnswer { activity: activity(&desk, &notice, me, &people) }))
}
