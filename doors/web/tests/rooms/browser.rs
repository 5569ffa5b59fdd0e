//! A browser without a screen: it keeps cookies, sends forms, and reads what comes back.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use axum::http::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use catalogue::{Catalogue, Language};
use http_body_util::BodyExt;
use people::{Actor, Door, PrintLink};
use testkit::Office;
use tower::ServiceExt;

/// Every text that the pages and letters of these tests say.
pub fn texts() -> &'static Catalogue {
    static TEXTS: LazyLock<Catalogue> = LazyLock::new(|| {
        let mut texts = web::texts();
        texts.extend(
            mail::TEXTS
                .into_iter()
                .chain(filter::TEXTS)
                .chain(notifications::TEXTS)
                .map(|(word, source)| (Language::parse(word).expect("a language"), source)),
        );
        Catalogue::new(&texts)
    });
    &TEXTS
}

/// What came back.
#[derive(Debug)]
pub struct Page {
    pub status: u16,
    pub location: String,
    pub body: String,
}

impl Page {
    /// The page, which must say all of this.
    #[track_caller]
    pub fn says(self, wanted: &[&str]) -> Self {
        for words in wanted {
            assert!(self.body.contains(words), "{words:?} is not on the page ({}):\n{}", self.status, self.body);
        }
        self
    }

    /// The page, which must have this status.
    #[track_caller]
    pub fn is(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}\n{}", self.location, self.body);
        self
    }

    /// The address it leads to.
    #[track_caller]
    pub fn leads(self) -> String {
        let found = self.is(303);
        found.location
    }

    /// The value of the first hidden field of this name.
    #[track_caller]
    pub fn hidden(&self, name: &str) -> String {
        let mark = format!("name=\"{name}\" value=\"");
        let at = self.body.find(&mark).unwrap_or_else(|| panic!("no field {name} in {}", self.body)) + mark.len();
        self.body[at..].split('"').next().unwrap_or_default().to_owned()
    }
}

pub struct Browser<'o> {
    office: &'o Office,
    router: Router,
    runtime: tokio::runtime::Runtime,
    cookies: BTreeMap<String, String>,
}

impl<'o> Browser<'o> {
    pub fn new(office: &'o Office) -> Self {
        let (_, stop) = tokio::sync::watch::channel(false);
        let desk = web::Desk::new(web::Parts {
            db: office.db.clone(),
            files: office.store.clone(),
            pictures: std::sync::Arc::new(testkit::Gallery::default()),
            key: seal::Key::new(&[7; seal::KEY_BYTES]),
            catalogue: texts(),
            base_url: "https://desk.example".to_owned(),
            name: "Acme IT".to_owned(),
            zone: jiff::tz::TimeZone::UTC,
            trusted_proxies: Vec::new(),
            upload_bytes_max: 3 * 1024 * 1024,
            stop,
        });
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        Self { office, router: web::router(&desk).0, runtime, cookies: BTreeMap::new() }
    }

    /// A browser in which this person is signed in, by a link of the server's console.
    pub fn of(office: &'o Office, actor: &Actor) -> Self {
        let mut browser = Self::new(office);
        let person = actor.person().expect("a person");
        let link = PrintLink { person, valid_ms: db::MINUTE_MS };
        let secret = office.write(move |tx| people::print_link(tx, &Actor::system(Door::Command), &link)).expect("a link");
        browser.post(&format!("/sign-in/link/{}", secret.reveal()), &[]).is(303);
        browser
    }

    pub fn get(&mut self, path: &str) -> Page {
        self.send(Request::get(path), Body::empty())
    }

    pub fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.send(Request::post(path).header(CONTENT_TYPE, "application/x-www-form-urlencoded"), Body::from(body))
    }

    /// Sends a form with files: name and content.
    pub fn post_files(&mut self, path: &str, fields: &[(&str, &str)], files: &[(&str, &[u8])]) -> Page {
        let mut body = Vec::new();
        for (name, value) in fields {
            body.extend_from_slice(format!("--mark\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").as_bytes());
        }
        for (name, content) in files {
            let head =
                format!("--mark\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\nContent-Type: image/png\r\n\r\n");
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(content);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--mark--\r\n");
        self.send(Request::post(path).header(CONTENT_TYPE, "multipart/form-data; boundary=mark"), Body::from(body))
    }

    fn send(&mut self, request: axum::http::request::Builder, body: Body) -> Page {
        let cookies = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ");
        let request = request.header("host", "desk.example").header("sec-fetch-site", "same-origin").header("accept", "text/html");
        let request = request.header(COOKIE, cookies).body(body).expect("a request");
        let router = self.router.clone();
        let (status, headers, body) = self.runtime.block_on(async move {
            let response = router.oneshot(request).await.expect("an answer");
            let (head, body) = response.into_parts();
            let bytes = body.collect().await.expect("a body").to_bytes();
            (head.status.as_u16(), head.headers, String::from_utf8_lossy(&bytes).into_owned())
        });
        for cookie in headers.get_all(SET_COOKIE) {
            let pair = cookie.to_str().expect("a cookie").split(';').next().unwrap_or_default();
            let (name, value) = pair.split_once('=').expect("a cookie");
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        let location = headers.get(LOCATION).and_then(|l| l.to_str().ok()).unwrap_or_default().to_owned();
        Page { status, location, body }
    }

    /// Follows where a deed leads.
    #[track_caller]
    pub fn follow(&mut self, page: Page) -> Page {
        let to = page.leads();
        self.get(to.split('#').next().unwrap_or_default()).is(200)
    }

    pub fn office(&self) -> &'o Office {
        self.office
    }
}
