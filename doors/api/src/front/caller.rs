//! Who asks: the person whose credential a request shows, or somebody for whom an administrator's program acts.

use std::sync::Arc;

use anyhow::anyhow;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::HeaderMap;
use axum::http::header::USER_AGENT;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use outcome::{Refusal, Result};
use people::{Actor, ApiToken, Door, Person, TokenId, Visit};

use super::Refused;
use super::address::client_address;
use super::credentials::Credentials;
use super::rates::Bucket;
use crate::desk::Desk;

/// The header that names for whom a program acts.
const ON_BEHALF_OF: &str = "x-on-behalf-of";

/// Whoever sends the request.
#[derive(Clone)]
pub struct Caller {
    /// What commands are told.
    pub actor: Actor,
    /// The person.
    pub person: Arc<Person>,
    bucket: Bucket,
}

impl Caller {
    /// The token that was shown, if it was one.
    #[must_use]
    pub fn token(&self) -> Option<TokenId> {
        if let Bucket::Token(id) = self.bucket { Some(TokenId(id)) } else { None }
    }
}

/// Finds out who asks and lets the request pass; what they may do is asked later.
pub async fn greet(State(desk): State<Desk>, mut request: Request, next: Next) -> Response {
    let Some(shown) = Credentials::of(request.headers()) else { return next.run(request).await };
    let visit = visit(&desk, &request);
    let caller = match known(&desk, shown, visit).await {
        Ok(Some(caller)) => caller,
        // Programs ask who they are to find out whether they are known.
        Ok(None) if request.uri().path() == "/users/me" => return next.run(request).await,
        Ok(None) => return Refused::from(Refusal::SignInNeeded).into_response(),
        Err(error) => return Refused::from(error).into_response(),
    };
    let rate = match desk.rates().spend(caller.bucket, desk.db.clock().now()) {
        Some(Err((rate, refusal))) => {
            let mut refused = Refused::from(refusal).into_response();
            rate.tell(refused.headers_mut());
            return refused;
        }
        Some(Ok(rate)) => Some(rate),
        None => None,
    };
    let mut response = match on_behalf(&desk, caller, request.headers()).await {
        Ok(caller) => {
            request.extensions_mut().insert(caller);
            next.run(request).await
        }
        Err(refused) => refused.into_response(),
    };
    if let Some(rate) = rate {
        rate.tell(response.headers_mut());
    }
    response
}

fn visit(desk: &Desk, request: &Request) -> Visit {
    let user_agent = request.headers().get(USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default().to_owned();
    Visit { door: Door::Api, address: client_address(request, &desk.trusted_proxies), user_agent, browser: None }
}

async fn known(desk: &Desk, shown: Credentials, visit: Visit) -> Result<Option<Caller>> {
    let found = match shown {
        Credentials::Token(token) => desk.db.read(move |conn| people::person_of_token(conn, &token)).await?,
        Credentials::NamedToken { email, token } => desk.db.read(move |conn| people::person_of_named_token(conn, &email, &token)).await?,
        Credentials::Password { email, password } if desk.passwords => return by_password(desk, email, password, visit).await,
        Credentials::Password { .. } | Credentials::Unreadable => None,
    };
    let Some((actor, person, token)) = found else { return Ok(None) };
    note_use(desk, &token);
    Ok(Some(Caller { actor, person: Arc::new(person), bucket: Bucket::Token(token.id.0) }))
}

/// The day of a token's last use; the answer does not wait for it.
fn note_use(desk: &Desk, token: &ApiToken) {
    if token.wants_note(desk.db.clock().now()) {
        let (db, token) = (desk.db.clone(), token.id);
        tokio::spawn(async move {
            if let Err(error) = db.write(move |tx| people::note_token_use(tx, token)).await {
                tracing::warn!(%error, "a token's use could not be noted");
            }
        });
    }
}

async fn by_password(desk: &Desk, email: String, password: String, visit: Visit) -> Result<Option<Caller>> {
    let (mark, now) = (desk.proofs().mark(&email, &password), desk.db.clock().now());
    let proved = match desk.proofs().find(&mark, now) {
        Some(proved) => proved,
        None => {
            let asked = visit.clone();
            let challenge = desk.db.write(move |tx| people::ask_password(tx, &asked, &email)).await?;
            let answer = tokio::task::spawn_blocking(move || challenge.answer(&password)).await;
            let answer = answer.map_err(|e| anyhow!("a computation ended early: {e}"))??;
            let Some(proved) = desk.db.write(move |tx| people::prove_password(tx, &visit, &answer)).await? else { return Ok(None) };
            desk.proofs().keep(mark, proved, now);
            proved
        }
    };
    let Some((actor, person)) = desk.db.read(move |conn| people::person_of_proved(conn, proved, Door::Api)).await? else {
        desk.proofs().forget(&mark);
        return Ok(None);
    };
    let bucket = Bucket::Person(person.id.0);
    Ok(Some(Caller { actor, person: Arc::new(person), bucket }))
}

/// The one for whom an administrator's program acts, if it says so.
async fn on_behalf(desk: &Desk, caller: Caller, headers: &HeaderMap) -> Result<Caller, Refused> {
    let Some(whom) = headers.get(ON_BEHALF_OF) else { return Ok(caller) };
    let whom = whom.to_str().map_err(|_| Refusal::NotFound)?.to_owned();
    let by = caller.actor.clone();
    let acting = desk.db.write(move |tx| {
        let (actor, person) = people::act_for(tx, &by, &whom)?;
        people::note_acting_for(tx, &by, person.id)?;
        Ok((actor, person))
    });
    let (actor, person) = acting.await?;
    Ok(Caller { actor, person: Arc::new(person), ..caller })
}

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refused> {
        parts.extensions.get::<Self>().cloned().ok_or_else(|| Refusal::SignInNeeded.into())
    }
}

/// Whoever asks where anybody may.
impl<S: Send + Sync> axum::extract::OptionalFromRequestParts<S> for Caller {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Refused> {
        Ok(parts.extensions.get::<Self>().cloned())
    }
}
