//! The real router on an office of its own, and requests to it as programs send them.

use std::ops::Deref;
use std::sync::LazyLock;

use api::{Desk, Parts};
use axum::Router;
use axum::body::Body;
use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderMap, Request, StatusCode};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use catalogue::{Catalogue, Language};
use http_body_util::BodyExt;
use people::{Actor, CreateToken, Door as Way, Scope};
use serde_json::Value;
use testkit::Office;
use tower::ServiceExt;

fn texts() -> &'static Catalogue {
    static TEXTS: LazyLock<Catalogue> = LazyLock::new(|| {
        let mut texts = api::LOCALES.to_vec();
        texts.extend_from_slice(people::LOCALES);
        texts.extend_from_slice(tickets::LOCALES);
        texts.extend_from_slice(sla::LOCALES);
        texts.extend_from_slice(webhooks::LOCALES);
        texts.extend_from_slice(audit::LOCALES);
        texts.extend_from_slice(automation::LOCALES);
        texts.extend_from_slice(satisfaction::LOCALES);
        texts.extend_from_slice(side::LOCALES);
        let below = files::TEXTS.into_iter().chain(filter::TEXTS);
        texts.extend(below.map(|(word, source)| (Language::parse(word).expect("a language"), source)));
        Catalogue::new(&texts)
    });
    &TEXTS
}

/// What came back.
pub struct Came {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
    pub json: Value,
}

impl Came {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("a header"))
    }
}

/// The door.
pub struct Door {
    office: Office,
    router: Router,
    runtime: tokio::runtime::Runtime,
}

impl Deref for Door {
    type Target = Office;
    fn deref(&self) -> &Office {
        &self.office
    }
}

impl Door {
    pub fn new() -> Self {
        Self::with(|parts| parts)
    }

    /// A door whose configuration `change` says.
    pub fn with(change: impl FnOnce(Parts) -> Parts) -> Self {
        let office = Office::with_jobs(api::jobs(texts()));
        let desk = Desk::new(change(Parts {
            db: office.db.clone(),
            files: office.store.clone(),
            key: seal::Key::new(&[7; seal::KEY_BYTES]),
            catalogue: texts(),
            base_url: "https://desk.example".to_owned(),
            name: "Acme IT".to_owned(),
            zone: jiff::tz::TimeZone::UTC,
            trusted_proxies: Vec::new(),
            upload_bytes_max: 1024 * 1024,
            passwords: true,
            requests_a_minute: 0,
        }));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        Self { router: api::router(&desk).0, office, runtime }
    }

    /// What stands in the header of a program of this person's.
    pub fn token(&self, actor: &Actor, scope: Scope) -> String {
        let (input, system) =
            (CreateToken { person: actor.person().expect("a person"), name: "Script".into(), scope }, Actor::system(Way::Command));
        let made = self.write(move |tx| {
            let (token, secret) = people::create_token(tx, &system, &input)?;
            // The day of its first use is known already: no request writes it beside what is counted.
            people::note_token_use(tx, token.id)?;
            Ok(secret)
        });
        let secret = made.expect("a token");
        format!("Bearer {}", secret.reveal())
    }

    /// The same as zenpy, node-zendesk and the Ruby client send it.
    pub fn basic(&self, actor: &Actor, email: &str) -> String {
        let bearer = self.token(actor, Scope::Full);
        let token = bearer.trim_start_matches("Bearer ");
        format!("Basic {}", STANDARD.encode(format!("{email}/token:{token}")))
    }

    /// Gives a person a password, by an invitation.
    pub fn password(&self, actor: &Actor, password: &str) {
        let (person, system) = (actor.person().expect("a person"), Actor::system(Way::Command));
        let hash = people::PasswordHash::of(password, &[]).expect("a password that holds");
        let visit = people::Visit { door: Way::Web, address: [127, 0, 0, 1].into(), user_agent: String::new(), browser: None };
        let done = self.write(move |tx| {
            let invitation = people::invite(tx, &system, &person)?;
            let accept = people::AcceptInvitation { secret: invitation.secret.reveal().to_owned(), password: hash.clone() };
            people::accept_invitation(tx, &visit, &accept)
        });
        done.expect("a password");
    }

    /// Sends a request as it is.
    pub fn send(&self, request: Request<Body>) -> Came {
        let router = self.router.clone();
        self.runtime.block_on(async move {
            let (head, body) = router.oneshot(request).await.expect("an answer").into_parts();
            let bytes = body.collect().await.expect("a body").to_bytes().to_vec();
            let json = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
            Came { status: head.status, headers: head.headers, bytes, json }
        })
    }

    pub fn get(&self, path: &str, auth: &str) -> Came {
        self.send(request("GET", path, auth).body(Body::empty()).expect("a request"))
    }

    pub fn call(&self, method: &str, path: &str, auth: &str, body: Value) -> Came {
        self.send(request(method, path, auth).body(Body::from(body.to_string())).expect("a request"))
    }
}

/// A request of a program.
pub fn request(method: &str, path: &str, auth: &str) -> axum::http::request::Builder {
    let request = Request::builder().method(method).uri(path);
    if auth.is_empty() { request } else { request.header(AUTHORIZATION, auth) }
}
