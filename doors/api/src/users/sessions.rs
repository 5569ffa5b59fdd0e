//! Where people are signed in, and what a password must be. A program's credential makes and changes none: a stolen one must not
//! outlive its revocation.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use outcome::Refusal;
use people::policy::Action;
use people::{PASSWORD_CHARS_MAX, PASSWORD_CHARS_MIN, PersonId, RevokeOthers, RevokeSession, SessionId, SessionInfo, directory};
use schemars::JsonSchema;
use serde::Serialize;

use crate::contents::{Api, Doc, Gate};
use crate::desk::Desk;
use crate::front::{Answer, Asked, Caller, Segment, Turn, iso};
use crate::paged;

/// Somebody signed in on one browser.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SessionJson {
    pub id: i64,
    pub url: String,
    pub user_id: i64,
    pub authenticated_at: String,
    pub last_seen_at: String,
    /// Ours: how they proved who they are.
    pub method: String,
    /// Ours: from which network, no finer than a street.
    pub network: String,
}

/// One session.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SessionAnswer {
    /// The session.
    pub session: SessionJson,
}

/// A page of sessions.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SessionsAnswer {
    /// The sessions, the one used last first.
    pub sessions: Vec<SessionJson>,
    /// The pages beside this one.
    #[serde(flatten)]
    pub turn: Turn,
}

/// What a password must be.
#[derive(Debug, Serialize, JsonSchema)]
pub struct RequirementsAnswer {
    /// Sentences, in English.
    pub requirements: Vec<String>,
}

/// The routes about sessions and passwords.
pub fn routes(api: Api) -> Api {
    let page = |id, says| Doc::answers::<SessionsAnswer>(id, says).paged();
    api.get("/sessions", Gate::Known, own, page("ListSessions", "Where one is signed in oneself."))
        .get("/users/{id}/sessions", Gate::Known, list, page("ListUserSessions", "Where a person is signed in."))
        .get("/users/{id}/sessions/{session}", Gate::Known, show, Doc::answers::<SessionAnswer>("ShowSession", "One of these sessions."))
        .delete("/users/{id}/sessions", Gate::Known, end_all, Doc::bare("BulkDeleteSessionsByUserId", "Signs a person out everywhere."))
        .delete("/users/{id}/sessions/{session}", Gate::Known, end, Doc::bare("DeleteSession", "Signs a person out in one place."))
        .get(
            "/users/{id}/password/requirements",
            Gate::Known,
            requirements,
            Doc::answers::<RequirementsAnswer>("GetUserPasswordRequirements", "What a password must be."),
        )
        .put("/users/{id}/password", Gate::Known, refuse, Doc::bare("ChangeOwnUserPassword", "Refused: a program changes no password."))
        .post("/users/{id}/password", Gate::Known, refuse, Doc::bare("SetUserPassword", "Refused: a program sets no password."))
}

impl SessionJson {
    fn new(desk: &Desk, session: &SessionInfo) -> Self {
        Self {
            id: session.id.0,
            url: desk.url(&format!("/users/{}/sessions/{}.json", session.person_id, session.id)),
            user_id: session.person_id.0,
            authenticated_at: iso(session.created_at),
            last_seen_at: iso(session.last_seen_at),
            method: session.method.as_str().to_owned(),
            network: session.network.clone(),
        }
    }
}

async fn page_of(desk: &Desk, caller: Caller, asked: &Asked, person: PersonId) -> Answer<Json<SessionsAnswer>> {
    let page = asked.page()?;
    let (part, walked) = paged::part(&page, desk.db.read(move |conn| people::sessions_of(conn, &caller.actor, person)).await?);
    let sessions = part.iter().map(|session| SessionJson::new(desk, session)).collect();
    Ok(Json(SessionsAnswer { sessions, turn: page.turn(desk, asked, &walked) }))
}

async fn own(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<SessionsAnswer>> {
    let person = caller.person.id;
    page_of(&desk, caller, &asked, person).await
}

async fn list(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<PersonId>, asked: Asked) -> Answer<Json<SessionsAnswer>> {
    page_of(&desk, caller, &asked, id).await
}

async fn show(
    State(desk): State<Desk>,
    caller: Caller,
    Segment((person, id)): Segment<(PersonId, SessionId)>,
) -> Answer<Json<SessionAnswer>> {
    let all = desk.db.read(move |conn| people::sessions_of(conn, &caller.actor, person)).await?;
    let session = all.iter().find(|session| session.id == id).ok_or(Refusal::NotFound)?;
    Ok(Json(SessionAnswer { session: SessionJson::new(&desk, session) }))
}

async fn end_all(State(desk): State<Desk>, caller: Caller, Segment(person): Segment<PersonId>) -> Answer<StatusCode> {
    desk.db.write(move |tx| people::revoke_other_sessions(tx, &caller.actor, &RevokeOthers { person, keep: None })).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn end(State(desk): State<Desk>, caller: Caller, Segment((person, session)): Segment<(PersonId, SessionId)>) -> Answer<StatusCode> {
    desk.db.write(move |tx| people::revoke_session(tx, &caller.actor, &RevokeSession { person, session })).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn requirements(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<PersonId>) -> Answer<Json<RequirementsAnswer>> {
    desk.db.read(move |conn| directory::profile(conn, &caller.actor, id)).await?;
    let requirements = vec![
        format!("must be at least {PASSWORD_CHARS_MIN} characters"),
        format!("must be fewer than {} characters", PASSWORD_CHARS_MAX + 1),
        "must not be one of the passwords that are tried first".to_owned(),
    ];
    Ok(Json(RequirementsAnswer { requirements }))
}

/// The policy lets no program touch a credential; whoever asks for it is told so.
async fn refuse(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<PersonId>) -> Answer<StatusCode> {
    desk.db.read(move |conn| people::policy::permit(conn, &caller.actor, Action::ChangePassword, id).map(drop)).await?;
    Err(Refusal::NotAllowed(Action::ChangePassword.as_str()).into())
}
