//! How a refusal looks: handlers answer with the refusal itself, and the front turns it into a page, a fragment or JSON.

use std::sync::Arc;

use askama::Template;
use axum::Json;
use axum::extract::{Request, State};
use axum::http::header::{ACCEPT, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Redirect, Response};
use catalogue::{Arg, Language, Say};
use outcome::{Error, FieldError, Refusal, Sentence};

use super::flash;
use super::visitor::Visitor;
use crate::desk::Desk;

/// What a handler answers.
pub type Answer<T = Response> = Result<T, Refused>;

/// A deed that was not done, on its way to the front.
#[derive(Debug)]
pub struct Refused(pub Error);

impl<E: Into<Error>> From<E> for Refused {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

#[derive(Clone)]
struct Unsaid(Arc<Error>);

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let mut response = status(&self.0).into_response();
        response.extensions_mut().insert(Unsaid(Arc::new(self.0)));
        response
    }
}

fn status(error: &Error) -> StatusCode {
    match error {
        Error::Failed(_) => StatusCode::INTERNAL_SERVER_ERROR,
        Error::Refused(refusal) => match refusal {
            Refusal::NotFound => StatusCode::NOT_FOUND,
            Refusal::SignInNeeded => StatusCode::UNAUTHORIZED,
            Refusal::NotAllowed(_) => StatusCode::FORBIDDEN,
            Refusal::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Refusal::Conflict(_) => StatusCode::CONFLICT,
            Refusal::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Refusal::Busy | Refusal::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        },
    }
}

/// What is wrong with a form, field by field, for the page that shows it again.
#[derive(Debug, Clone, Default)]
pub struct Fields(Vec<FieldError>);

impl Fields {
    /// What is wrong with `field`, in the reader's words; empty when nothing is.
    #[must_use]
    pub fn of(&self, field: &str, say: &Say) -> String {
        self.0.iter().find(|e| e.field == field).map(|e| sentence(say, &e.says)).unwrap_or_default()
    }

    /// All of it, for the summary above the form: field and words.
    #[must_use]
    pub fn all(&self, say: &Say) -> Vec<(&'static str, String)> {
        self.0.iter().map(|e| (e.field, sentence(say, &e.says))).collect()
    }

    /// The same, with a field called as the page calls it where several forms have fields of one name.
    #[must_use]
    pub fn renamed(mut self, field: &str, on_page: &'static str) -> Self {
        self.0.iter_mut().filter(|e| e.field == field).for_each(|e| e.field = on_page);
        self
    }

    /// Is nothing wrong?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Catches what is wrong with the input, so that the form can be shown again with it; all other refusals go on.
///
/// # Errors
/// Every refusal and failure but `Invalid`.
pub fn caught<T>(result: outcome::Result<T>) -> Answer<Result<T, Fields>> {
    match result {
        Ok(done) => Ok(Ok(done)),
        Err(Error::Refused(Refusal::Invalid(fields))) => Ok(Err(Fields(fields))),
        Err(error) => Err(Refused(error)),
    }
}

/// A domain's sentence in the reader's language.
#[must_use]
pub fn sentence(say: &Say, says: &Sentence) -> String {
    let args: Vec<(&str, Arg<'_>)> = says.args.iter().map(|(k, v)| (*k, argument(v))).collect();
    say.say_with(says.key, &args).into_owned()
}

/// Numbers stay numbers, so that plurals work.
pub fn argument(value: &str) -> Arg<'_> {
    value.parse::<i64>().map_or_else(|_| Arg::from(value), Arg::from)
}

#[derive(Template)]
#[template(path = "front/refusal.html")]
struct RefusalPage<'a> {
    t: &'a Say,
    theme: &'static str,
    status: u16,
    title: String,
    text: String,
    details: Vec<String>,
    home: &'static str,
}

/// Says what was refused, in the form that was asked for, and logs what failed, once.
pub async fn present(State(desk): State<Desk>, request: Request, next: Next) -> Response {
    let visitor = request.extensions().get::<Visitor>().cloned();
    let (wants, method, target) = (wants(request.headers()), request.method().clone(), request.uri().to_string());
    let mut response = next.run(request).await;
    let unsaid = response.extensions_mut().remove::<Unsaid>();
    if unsaid.is_none() && !unworded(&response) {
        let shown = response.status() == StatusCode::OK && matches!(wants, Wants::Page);
        if shown && visitor.as_ref().is_some_and(|v| !v.flashes.is_empty()) {
            flash::forget(&mut response);
        }
        return response;
    }
    let error = unsaid.as_ref().map(|Unsaid(error)| &**error);
    if let Some(Error::Failed(cause)) = error {
        tracing::error!(%method, target, "failed: {cause:#}");
    }
    let say = visitor.as_ref().map_or_else(|| Visitor::stranger(&desk, Language::En).say, |v| v.say.clone());
    let (code, words) = error.map_or_else(|| (response.status(), unread(&say, response.status())), |e| (status(e), words(&say, e)));
    let signs_in = matches!(error, Some(Error::Refused(Refusal::SignInNeeded)));
    let mut said = match wants {
        Wants::Json => (code, Json(problem(code, &words))).into_response(),
        Wants::Page if signs_in && method == Method::GET => Redirect::to(&sign_in_path(&target)).into_response(),
        Wants::Page | Wants::Fragment => {
            let page = RefusalPage {
                t: &say,
                theme: visitor.as_ref().map_or("", |v| v.theme()),
                status: code.as_u16(),
                title: words.title,
                text: words.text,
                details: words.details,
                home: if visitor.as_ref().is_some_and(|v| v.is_staff()) { "/tickets" } else { "/" },
            };
            let html = page.render().unwrap_or_else(|_| code.to_string());
            (code, Html(html)).into_response()
        }
    };
    if let Some(Error::Refused(Refusal::TooMany { retry_after_s })) = error {
        said.headers_mut().insert(RETRY_AFTER, HeaderValue::from(*retry_after_s));
    }
    said
}

/// Was the request refused before a handler saw it, in words that are not ours: an address or a form that does not read?
fn unworded(response: &Response) -> bool {
    let kind = response.headers().get(CONTENT_TYPE).map(|kind| kind.as_bytes().starts_with(b"text/plain"));
    response.status().is_client_error() && kind.unwrap_or(true)
}

#[derive(Clone, Copy)]
enum Wants {
    Page,
    Fragment,
    Json,
}

fn wants(headers: &HeaderMap) -> Wants {
    let accept = headers.get(ACCEPT).and_then(|a| a.to_str().ok()).unwrap_or_default();
    match () {
        () if accept.contains("application/json") && !accept.contains("text/html") => Wants::Json,
        () if headers.contains_key("hx-request") || headers.contains_key("x-fragment") => Wants::Fragment,
        () => Wants::Page,
    }
}

/// Sign in, then come back here. Only a path of ours is ever gone back to.
fn sign_in_path(target: &str) -> String {
    let next: String = url::form_urlencoded::byte_serialize(target.as_bytes()).collect();
    if target == "/" { "/sign-in".to_owned() } else { format!("/sign-in?next={next}") }
}

struct Words {
    title: String,
    text: String,
    details: Vec<String>,
}

/// What is shown under these names.
fn shown(say: &Say, key: &str) -> (String, String) {
    (say.say(&format!("refused-{key}")).into_owned(), say.say(&format!("refused-{key}-text")).into_owned())
}

/// What is said of a request that no handler saw.
fn unread(say: &Say, code: StatusCode) -> Words {
    let (title, text) = shown(
        say,
        match code {
            StatusCode::NOT_FOUND | StatusCode::BAD_REQUEST | StatusCode::METHOD_NOT_ALLOWED => "not-found",
            StatusCode::PAYLOAD_TOO_LARGE => "too-large",
            _ => "unreadable",
        },
    );
    Words { title, text, details: Vec::new() }
}

fn words(say: &Say, error: &Error) -> Words {
    let of = |key: &str| shown(say, key);
    let mut details = Vec::new();
    let (title, text) = match error {
        Error::Failed(_) => of("failed"),
        Error::Refused(refusal) => match refusal {
            Refusal::NotFound => of("not-found"),
            Refusal::SignInNeeded => of("sign-in"),
            Refusal::NotAllowed(_) => of("not-allowed"),
            Refusal::Invalid(fields) => {
                details = fields.iter().map(|f| sentence(say, &f.says)).collect();
                of("invalid")
            }
            Refusal::Conflict(says) => (of("conflict").0, sentence(say, says)),
            Refusal::TooMany { retry_after_s } => {
                let span = say.span(i64::from(*retry_after_s) * 1_000);
                (of("too-many").0, say.say1("refused-too-many-text", "span", span.as_ref()).into_owned())
            }
            Refusal::Busy => of("busy"),
            Refusal::Unavailable => of("unavailable"),
        },
    };
    Words { title, text, details }
}

/// Problem details, RFC 9457.
fn problem(code: StatusCode, words: &Words) -> serde_json::Value {
    serde_json::json!({
        "type": "about:blank", "status": code.as_u16(), "title": words.title, "detail": words.text, "errors": words.details,
    })
}
