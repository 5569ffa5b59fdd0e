//! An identity server: asks nobody, grants codes and tokens as RFC 6749, 7636, 8628 and 7662 say, and forgets what it is told to.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::extract::{Form, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::json;
use sha2::{Digest, Sha256};

/// What it knows.
#[derive(Default)]
struct Known {
    /// Codes with their challenge.
    codes: HashMap<String, String>,
    /// Access tokens that hold.
    access: Vec<String>,
    /// The refresh token that holds.
    refresh: String,
    /// Was the code of the second device typed?
    typed: bool,
    /// Does it refuse everything from now on?
    refuses: bool,
    count: u32,
    asked: Vec<String>,
}

/// The running server.
#[derive(Clone)]
pub struct Identity {
    known: Arc<Mutex<Known>>,
    /// Where it listens.
    pub address: SocketAddr,
}

/// What it calls us, and what we call it by.
pub const CLIENT: (&str, &str) = ("firstline", "client secret");
/// Whose tokens it hands out.
pub const USER: &str = "support@desk.example";

impl Identity {
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
        let address = listener.local_addr().expect("its address");
        let identity = Self { known: Arc::new(Mutex::new(Known::default())), address };
        let router = Router::new()
            .route("/authorize", get(authorize))
            .route("/token", post(token))
            .route("/device", post(device))
            .route("/introspect", post(introspect))
            .with_state(identity.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        identity
    }

    /// One of its addresses.
    pub fn at(&self, path: &str) -> String {
        format!("http://{}/{path}", self.address)
    }

    /// How we are to ask it.
    pub fn input(&self) -> mail::GrantInput {
        mail::GrantInput {
            provider: mail::Provider::Other,
            authorize_url: self.at("authorize"),
            token_url: self.at("token"),
            device_url: self.at("device"),
            scope: "mail offline_access".to_owned(),
            client_id: CLIENT.0.to_owned(),
            client_secret: CLIENT.1.to_owned(),
            ..mail::GrantInput::default()
        }
    }

    /// The person types the code on the second device.
    pub fn type_code(&self) {
        self.lock().typed = true;
    }

    /// Every access token handed out so far ends now.
    pub fn end_access(&self) {
        self.lock().access.clear();
    }

    /// From now on it refuses.
    pub fn refuse(&self) {
        self.lock().refuses = true;
    }

    /// The kinds of grant it was asked for, in order.
    pub fn asked(&self) -> Vec<String> {
        self.lock().asked.clone()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Known> {
        self.known.lock().expect("the test's own lock")
    }
}

type Fields = HashMap<String, String>;

async fn authorize(State(identity): State<Identity>, Query(asked): Query<Fields>) -> Response {
    assert_eq!((asked["response_type"].as_str(), asked["code_challenge_method"].as_str()), ("code", "S256"));
    let mut known = identity.lock();
    known.count += 1;
    let code = format!("code {}", known.count);
    known.codes.insert(code.clone(), asked["code_challenge"].clone());
    let back = url::Url::parse_with_params(&asked["redirect_uri"], [("code", code.as_str()), ("state", asked["state"].as_str())]);
    Redirect::to(back.expect("an address").as_str()).into_response()
}

async fn token(State(identity): State<Identity>, Form(asked): Form<Fields>) -> Response {
    let mut known = identity.lock();
    let kind = asked["grant_type"].clone();
    known.asked.push(kind.clone());
    let no = |error: &str| {
        (StatusCode::BAD_REQUEST, Json(json!({ "error": error, "error_description": "as the test wants it" }))).into_response()
    };
    if asked.get("client_id").map(String::as_str) != Some(CLIENT.0) || asked.get("client_secret").map(String::as_str) != Some(CLIENT.1) {
        return (StatusCode::UNAUTHORIZED, Json(json!({ "error": "invalid_client" }))).into_response();
    }
    if known.refuses {
        return no("invalid_grant");
    }
    match kind.as_str() {
        "authorization_code" => {
            let challenge = data_encoding::BASE64URL_NOPAD.encode(&Sha256::digest(asked["code_verifier"].as_bytes()));
            if known.codes.remove(&asked["code"]) != Some(challenge) {
                return no("invalid_grant");
            }
        }
        "refresh_token" if asked["refresh_token"] != known.refresh => return no("invalid_grant"),
        "refresh_token" => {}
        "urn:ietf:params:oauth:grant-type:device_code" if !known.typed => return no("authorization_pending"),
        "urn:ietf:params:oauth:grant-type:device_code" => {}
        _ => return no("unsupported_grant_type"),
    }
    known.count += 1;
    let access = format!("access-{}", known.count);
    known.access.push(access.clone());
    // A refresh token is used once, as Microsoft's are.
    known.refresh = format!("refresh-{}", known.count);
    Json(json!({ "access_token": access, "token_type": "Bearer", "expires_in": 3_600, "refresh_token": known.refresh })).into_response()
}

async fn device(State(identity): State<Identity>) -> Json<serde_json::Value> {
    let at = identity.at("type-it-here");
    Json(json!({ "device_code": "device", "user_code": "WXYZ-1234", "verification_uri": at, "expires_in": 600, "interval": 1 }))
}

async fn introspect(State(identity): State<Identity>, Form(asked): Form<Fields>) -> Json<serde_json::Value> {
    let active = identity.lock().access.contains(&asked["token"]);
    Json(if active { json!({ "active": "true", "username": USER, "email": USER }) } else { json!({ "active": "false" }) })
}
