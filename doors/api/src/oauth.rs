//! API tokens in the words programs ask for them. Nobody registers a client here: a token is made by its person and named by them.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use outcome::{Error, Refusal};
use people::{ApiToken, CreateToken, PersonId, Scope, TokenId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::contents::{Api, Doc, Gate};
use crate::desk::Desk;
use crate::front::{Answer, Asked, Caller, Segment, Sent, Turn, iso};
use crate::paged;
use crate::tickets::input::Word;

/// A program that was registered; there are none.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OauthClientJson {
    pub id: i64,
    pub name: String,
}

/// A page of registered programs.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OauthClientsAnswer {
    /// None: programs are let in by tokens of people.
    pub clients: Vec<OauthClientJson>,
    /// The pages beside this one.
    #[serde(flatten)]
    pub turn: Turn,
}

/// A token; its secret is told once, when it is made.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct OauthTokenJson {
    pub id: i64,
    pub url: String,
    pub user_id: i64,
    /// None is registered.
    pub client_id: Option<i64>,
    /// `read`, or `read` and `write`.
    pub scopes: Vec<&'static str>,
    pub created_at: String,
    /// Tokens work until they are revoked.
    pub expires_at: Option<String>,
    /// The day of its last use.
    pub used_at: Option<String>,
    /// The secret, of a token that was made now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub full_token: Option<String>,
    /// Ours: where it is used.
    pub name: String,
}

/// One token.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OauthTokenAnswer {
    /// The token.
    pub token: OauthTokenJson,
}

/// A page of tokens.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OauthTokensAnswer {
    /// One's own that work.
    pub tokens: Vec<OauthTokenJson>,
    /// The pages beside this one.
    #[serde(flatten)]
    pub turn: Turn,
}

/// The body of a request about a token.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct OauthTokenBody {
    /// The token.
    pub token: OauthTokenIn,
}

/// A token as it should be.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct OauthTokenIn {
    /// What the program is called elsewhere; becomes the name where there is none.
    pub client_id: Option<Word>,
    /// `read`, or `read` and `write`.
    pub scopes: Vec<String>,
    /// Ours: where it is used.
    pub name: Option<String>,
}

/// The routes about tokens.
pub fn routes(api: Api) -> Api {
    let one = |id, says| Doc::answers::<OauthTokenAnswer>(id, says);
    let page = Doc::answers::<OauthTokensAnswer>("ListOAuthTokens", "One's own tokens that work, the latest first.").paged();
    let clients = Doc::answers::<OauthClientsAnswer>("ListOAuthClients", "None: programs are let in by tokens of people.").paged();
    api.get("/oauth/clients", Gate::Staff, list_clients, clients)
        .get("/oauth/tokens", Gate::Staff, list, page)
        .post(
            "/oauth/tokens",
            Gate::Staff,
            create,
            one("CreateOAuthToken", "Makes a token; only for whoever shows their password.").takes::<OauthTokenBody>().status(201),
        )
        .get("/oauth/tokens/current", Gate::Staff, current, one("ShowCurrentOAuthToken", "The token that this is asked with."))
        .delete("/oauth/tokens/current", Gate::Staff, revoke_current, Doc::bare("RevokeCurrentOAuthToken", "It works no more."))
        .get("/oauth/tokens/{id}", Gate::Staff, show, one("ShowOAuthToken", "One of one's own tokens."))
        .delete("/oauth/tokens/{id}", Gate::Staff, revoke, Doc::bare("RevokeOAuthToken", "It works no more."))
}

fn told(desk: &Desk, token: &ApiToken) -> OauthTokenJson {
    OauthTokenJson {
        id: token.id.0,
        url: desk.url(&format!("/oauth/tokens/{}.json", token.id)),
        user_id: token.person_id.0,
        client_id: None,
        scopes: if token.scope == Scope::ReadOnly { vec!["read"] } else { vec!["read", "write"] },
        created_at: iso(token.created_at),
        expires_at: None,
        used_at: token.last_used_on.map(iso),
        full_token: None,
        name: token.name.clone(),
    }
}

/// The caller's own tokens that work.
async fn own(desk: &Desk, caller: &Caller) -> Answer<Vec<ApiToken>> {
    let (actor, me) = (caller.actor.clone(), caller.actor.person().unwrap_or(PersonId(0)));
    let all = desk.db.read(move |conn| people::tokens_of(conn, &actor, me)).await?;
    Ok(all.into_iter().filter(|token| token.revoked_at.is_none()).collect())
}

async fn found(desk: &Desk, caller: &Caller, id: Option<TokenId>) -> Answer<Json<OauthTokenAnswer>> {
    let all = own(desk, caller).await?;
    let token = all.iter().find(|token| Some(token.id) == id).ok_or(Refusal::NotFound)?;
    Ok(Json(OauthTokenAnswer { token: told(desk, token) }))
}

async fn list_clients(State(desk): State<Desk>, _: Caller, asked: Asked) -> Answer<Json<OauthClientsAnswer>> {
    let page = asked.page()?;
    let (clients, walked) = paged::part(&page, Vec::new());
    Ok(Json(OauthClientsAnswer { clients, turn: page.turn(&desk, &asked, &walked) }))
}

async fn list(State(desk): State<Desk>, caller: Caller, asked: Asked) -> Answer<Json<OauthTokensAnswer>> {
    let page = asked.page()?;
    let (part, walked) = paged::part(&page, own(&desk, &caller).await?);
    Ok(Json(OauthTokensAnswer { tokens: part.iter().map(|token| told(&desk, token)).collect(), turn: page.turn(&desk, &asked, &walked) }))
}

async fn show(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<TokenId>) -> Answer<Json<OauthTokenAnswer>> {
    found(&desk, &caller, Some(id)).await
}

async fn current(State(desk): State<Desk>, caller: Caller) -> Answer<Json<OauthTokenAnswer>> {
    found(&desk, &caller, caller.token()).await
}

async fn create(
    State(desk): State<Desk>,
    caller: Caller,
    Sent { body, .. }: Sent<OauthTokenBody>,
) -> Answer<(StatusCode, Json<OauthTokenAnswer>)> {
    let input = body.token;
    let scope = match input.scopes.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["read"] => Scope::ReadOnly,
        words if words.contains(&"write") && words.iter().all(|word| matches!(*word, "read" | "write")) => Scope::Full,
        _ => return Err(Error::invalid("scopes", "word-unknown").into()),
    };
    let name = input.name.or_else(|| input.client_id.map(|client| client.0)).unwrap_or_default();
    let create = CreateToken { person: caller.actor.person().unwrap_or(PersonId(0)), name, scope };
    let (token, secret) = desk.db.write(move |tx| people::create_token(tx, &caller.actor, &create)).await?;
    let token = OauthTokenJson { full_token: Some(secret.reveal().to_owned()), ..told(&desk, &token) };
    Ok((StatusCode::CREATED, Json(OauthTokenAnswer { token })))
}

async fn end(desk: &Desk, caller: Caller, id: TokenId) -> Answer<StatusCode> {
    desk.db.write(move |tx| people::revoke_token(tx, &caller.actor, &id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn revoke(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<TokenId>) -> Answer<StatusCode> {
    end(&desk, caller, id).await
}

async fn revoke_current(State(desk): State<Desk>, caller: Caller) -> Answer<StatusCode> {
    let id = caller.token().ok_or(Refusal::NotFound)?;
    end(&desk, caller, id).await
}
