//! The real router on an office of its own, and requests to it as browsers send them.

use std::ops::Deref;
use std::sync::{Arc, LazyLock};

use axum::Router;
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, Request, StatusCode};
use catalogue::{Catalogue, Language};
use http_body_util::BodyExt;
use people::{Actor, Door as Way, PrintLink};
use testkit::{Gallery, Office};
use tower::ServiceExt;

/// Every text that pages and letters say.
fn texts() -> &'static Catalogue {
    static TEXTS: LazyLock<Catalogue> = LazyLock::new(|| {
        let mut texts = web::texts();
        let below = mail::TEXTS.into_iter().chain(notifications::TEXTS).chain(files::TEXTS).chain(filter::TEXTS);
        texts.extend(below.map(|(word, source)| (Language::parse(word).expect("a language"), source)));
        Catalogue::new(&texts)
    });
    &TEXTS
}

/// What came back.
pub struct Came {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Came {
    pub fn location(&self) -> &str {
        self.headers.get(LOCATION).map_or("", |l| l.to_str().expect("an address"))
    }

    /// What a cookie was set to, with its attributes.
    pub fn cookie(&self, name: &str) -> Option<String> {
        let all = self.headers.get_all(SET_COOKIE).iter().filter_map(|c| c.to_str().ok());
        all.filter_map(|c| c.strip_prefix(name)?.strip_prefix('=')).next().map(str::to_owned)
    }
}

/// The door.
pub struct Door {
    /// The world's pictures.
    pub gallery: Arc<Gallery>,
    office: Office,
    router: Router,
    runtime: tokio::runtime::Runtime,
    /// As long as it is there, the server runs.
    _running: Option<tokio::sync::watch::Sender<bool>>,
}

impl Deref for Door {
    type Target = Office;
    fn deref(&self) -> &Office {
        &self.office
    }
}

impl Door {
    pub fn new() -> Self {
        Self::of(Office::new())
    }

    /// The same of an office that was made otherwise.
    pub fn of(office: Office) -> Self {
        Self { _running: None, ..Self::at(office) }
    }

    fn at(office: Office) -> Self {
        let (running, stop) = tokio::sync::watch::channel(false);
        let gallery = Arc::new(Gallery::default());
        let desk = web::Desk::new(web::Parts {
            db: office.db.clone(),
            files: office.store.clone(),
            pictures: Arc::clone(&gallery) as _,
            key: seal::Key::new(&[7; seal::KEY_BYTES]),
            catalogue: texts(),
            base_url: "https://desk.example".to_owned(),
            name: "Acme IT".to_owned(),
            zone: jiff::tz::TimeZone::UTC,
            trusted_proxies: Vec::new(),
            upload_bytes_max: 1024 * 1024,
            stop,
        });
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        Self { gallery, router: web::router(&desk).0, office, runtime, _running: Some(running) }
    }

    /// The same, whose server does not stop: what it does behind people's backs goes on.
    pub fn running() -> Self {
        Self::at(Office::new())
    }

    /// The cookie of a fresh session of this person.
    pub fn session(&self, actor: &Actor) -> String {
        let link = PrintLink { person: actor.person().expect("a person"), valid_ms: db::MINUTE_MS };
        let secret = self.write(move |tx| people::print_link(tx, &Actor::system(Way::Command), &link)).expect("a link");
        let came = self.form(&format!("/sign-in/link/{}", secret.reveal()), "", &[]);
        let value = came.cookie(web::front::SESSION_COOKIE).expect("a session");
        format!("{}={}", web::front::SESSION_COOKIE, value.split(';').next().unwrap_or_default())
    }

    /// Sends a request as it is, and reads the answer's body.
    pub fn send(&self, request: Request<Body>) -> Came {
        let router = self.router.clone();
        self.runtime.block_on(async move {
            let (head, body) = router.oneshot(request).await.expect("an answer").into_parts();
            let bytes = body.collect().await.expect("a body").to_bytes();
            Came { status: head.status, headers: head.headers, body: String::from_utf8_lossy(&bytes).into_owned() }
        })
    }

    /// Lets time pass for what the server does behind people's backs.
    pub fn wait_ms(&self, ms: u64) {
        self.runtime.block_on(async { tokio::time::sleep(std::time::Duration::from_millis(ms)).await });
    }

    /// Sends a request, and reads no more of the answer than its head: streams have no end.
    pub fn head_of(&self, request: Request<Body>) -> Came {
        let router = self.router.clone();
        self.runtime.block_on(async move {
            let head = router.oneshot(request).await.expect("an answer").into_parts().0;
            Came { status: head.status, headers: head.headers, body: String::new() }
        })
    }

    pub fn get(&self, path: &str, cookie: &str) -> Came {
        self.send(request("GET", path, cookie).body(Body::empty()).expect("a request"))
    }

    pub fn form(&self, path: &str, cookie: &str, fields: &[(&str, &str)]) -> Came {
        self.send(form(path, cookie, fields))
    }

    /// Sends a form as browsers send forms with files.
    pub fn multipart(&self, path: &str, cookie: &str, fields: &[(&str, &str)]) -> Came {
        let parts = fields.iter().map(|(n, v)| format!("--mark\r\nContent-Disposition: form-data; name=\"{n}\"\r\n\r\n{v}\r\n"));
        let body = parts.collect::<String>() + "--mark--\r\n";
        let request = request("POST", path, cookie).header(CONTENT_TYPE, "multipart/form-data; boundary=mark");
        self.send(request.body(Body::from(body)).expect("a request"))
    }
}

/// A request of one of our own pages.
pub fn request(method: &str, path: &str, cookie: &str) -> axum::http::request::Builder {
    let request = Request::builder().method(method).uri(path).header("host", "desk.example").header("accept", "text/html");
    request.header("sec-fetch-site", "same-origin").header(COOKIE, cookie)
}

/// A form of one of our own pages.
pub fn form(path: &str, cookie: &str, fields: &[(&str, &str)]) -> Request<Body> {
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let request = request("POST", path, cookie).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    request.body(Body::from(body)).expect("a request")
}
