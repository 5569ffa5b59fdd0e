//! The front: what browsers are told, what is refused before any room is asked, and how a session begins.

use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, COOKIE};
use axum::http::{Request, StatusCode};
use people::{ChangePassword, Door as Way, PasswordHash};

use crate::door::{Came, Door, form};

const PASSWORD: &str = "vier kalte Enten";

/// Gives Ann a password.
fn with_password(door: &Door) {
    let new = PasswordHash::of(PASSWORD, &[]).expect("it holds");
    let (ann, secret) = (door.ann.clone(), door.session(&door.ann));
    let secret = secret.split_once('=').expect("a cookie").1.to_owned();
    let session = door.read(move |conn| people::person_of_session(conn, &secret, Way::Web)).expect("read").expect("a session").2.id;
    let change = ChangePassword { current: None, new, session };
    door.write(move |tx| people::change_password(tx, &ann, &change)).expect("a fresh sign-in by link may set one");
}

#[test]
fn every_answer_says_what_a_browser_may_do() {
    let door = Door::new();
    let ann = door.session(&door.ann);
    let answers: Vec<(&str, Came)> = vec![
        ("a page", door.get("/tickets", &ann)),
        ("no page", door.get("/no-such-page", &ann)),
        ("a redirection", door.get("/", &ann)),
        ("sign in first", door.get("/tickets", "")),
        ("the sign-in page", door.get("/sign-in", "")),
        ("JSON", door.get("/search.json?q=a", &ann)),
        ("an asset that is not there", door.get("/assets/x", "")),
        ("refused", door.form("/tickets/99999/assignment", &ann, &[("to", "me")])),
        ("health", door.get("/health", "")),
    ];
    for (what, came) in &answers {
        let header = |name: &str| came.headers.get(name).map_or("", |v| v.to_str().expect("a text"));
        let policy = header("content-security-policy");
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{what}: {policy}");
        assert!(!policy.contains("unsafe"), "{what}: {policy}");
        assert_eq!(header("x-content-type-options"), "nosniff", "{what}");
        assert_eq!(header("referrer-policy"), "same-origin", "{what}");
        assert_eq!(header("cross-origin-opener-policy"), "same-origin", "{what}");
        assert!(header("strict-transport-security").starts_with("max-age="), "{what}");
        if header("content-type").starts_with("text/html") {
            assert_eq!(header("cache-control"), "private, no-store", "{what}");
            assert!(!came.body.contains("style=\"") && !came.body.contains("<script>"), "{what} has style or script in it");
        }
    }
}

#[test]
fn what_does_not_read_is_answered_with_a_page_of_ours() {
    let door = Door::new();
    let ann = door.session(&door.ann);
    let too_much = "x".repeat(40 << 20);
    let send = |path: &str, kind: &str, body: String| {
        let request = Request::post(path).header("host", "desk.example").header("origin", "https://desk.example");
        door.send(request.header(COOKIE, &ann).header(CONTENT_TYPE, kind).body(Body::from(body)).expect("a request"))
    };
    let form = "application/x-www-form-urlencoded";
    let answers = [
        ("an address", door.get("/tickets/abc", &ann), StatusCode::BAD_REQUEST, "Nothing here"),
        ("a way of asking", send("/search", form, String::new()), StatusCode::METHOD_NOT_ALLOWED, "Nothing here"),
        ("another kind of body", send("/views", "text/csv", "a,b".to_owned()), StatusCode::UNSUPPORTED_MEDIA_TYPE, "could not be read"),
        ("a form without a field", send("/views", form, "a=b".to_owned()), StatusCode::UNPROCESSABLE_ENTITY, "<h1"),
        ("too much", send("/views", form, format!("name={too_much}")), StatusCode::PAYLOAD_TOO_LARGE, "too large"),
    ];
    for (what, came, status, says) in &answers {
        assert_eq!(came.status, *status, "{what}: {}", came.body.chars().take(200).collect::<String>());
        let kind = came.headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        assert!(
            kind.starts_with("text/html") && came.body.contains(says),
            "{what}: {kind} {}",
            came.body.chars().take(200).collect::<String>()
        );
    }
}

#[test]
fn forms_of_other_sites_are_refused_and_change_nothing() {
    let door = Door::new();
    let ann = door.session(&door.ann);
    let send = |headers: &[(&str, &str)]| {
        let request = Request::post("/sign-out").header("host", "desk.example").header(COOKIE, &ann);
        let request = headers.iter().fold(request, |r, (n, v)| r.header(*n, *v)).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        door.send(request.body(Body::empty()).expect("a request")).status
    };
    let forged: &[&[(&str, &str)]] = &[
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
        &[("sec-fetch-site", "none")],
        &[("origin", "https://evil.example")],
        &[("origin", "null")],
        &[],
    ];
    for headers in forged {
        assert_eq!(send(headers), StatusCode::FORBIDDEN, "{headers:?}");
        assert_eq!(door.get("/tickets", &ann).status, StatusCode::OK, "still signed in after {headers:?}");
    }
    assert_eq!(send(&[("origin", "https://desk.example")]), StatusCode::SEE_OTHER);
    assert_eq!(door.get("/tickets", &ann).status, StatusCode::SEE_OTHER, "signed out");
}

#[test]
fn a_session_begins_anew_and_its_cookie_is_for_the_browser_alone() {
    let door = Door::new();
    with_password(&door);
    let planted = "firstline_session=planted-by-an-attacker";
    let typed = [("email", "ann@desk.example"), ("password", PASSWORD), ("next", "/tickets?list=all")];
    let came = door.form("/sign-in", planted, &typed);
    assert_eq!((came.status, came.location()), (StatusCode::SEE_OTHER, "/tickets?list=all"));
    let cookie = came.cookie("firstline_session").expect("a session");
    let (secret, attributes) = cookie.split_once(';').expect("attributes");
    assert!(secret.len() >= 32 && !secret.contains("planted"), "{cookie}");
    for wanted in ["Path=/", "HttpOnly", "SameSite=Lax", "Secure", "Max-Age="] {
        assert!(attributes.contains(wanted), "{wanted} in {attributes}");
    }
    assert!(!attributes.contains("Domain"), "{attributes}");
    assert_eq!(door.get("/tickets", planted).status, StatusCode::SEE_OTHER, "what was planted opens nothing");
    let old = format!("firstline_session={secret}");
    let again = door.form("/sign-in", &old, &typed).cookie("firstline_session").expect("a session");
    assert!(!again.starts_with(secret), "a new sign-in is a new session");
}

#[test]
fn nobody_is_led_to_another_site() {
    let door = Door::new();
    with_password(&door);
    for next in ["https://evil.example/", "//evil.example", "/\\evil.example", "/\t/evil.example", "evil"] {
        let came = door.form("/sign-in", "", &[("email", "ann@desk.example"), ("password", PASSWORD), ("next", next)]);
        assert_eq!((came.status, came.location()), (StatusCode::SEE_OTHER, "/"), "{next:?}");
    }
}

#[test]
fn what_was_typed_is_kept_when_something_is_wrong() {
    let door = Door::new();
    let ann = door.session(&door.ann);
    let typed = [("who", "nobody of this name"), ("subject", "Paper <jam>"), ("body", "On the second floor"), ("key", "k-1")];
    let came = door.form("/tickets", &ann, &typed);
    assert_eq!(came.status, StatusCode::UNPROCESSABLE_ENTITY);
    for kept in ["nobody of this name", "Paper &#60;jam&#62;", "On the second floor", "value=\"k-1\"", "id=\"who-error\""] {
        assert!(came.body.contains(kept), "{kept} in {}", came.body);
    }
    let wrong = door.form("/sign-in", "", &[("email", "ann@desk.example"), ("password", "wrong")]);
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        wrong.body.contains("value=\"ann@desk.example\"") && !wrong.body.contains("wrong\""),
        "the address stays, the password does not"
    );
}

#[test]
fn a_form_too_large_is_refused() {
    let door = Door::new();
    let ann = door.session(&door.ann);
    let large = "x".repeat(2 * 1024 * 1024);
    let came = door.send(form("/tickets", &ann, &[("who", "rita@desk.example"), ("subject", "Large"), ("body", &large)]));
    assert_eq!(came.status, StatusCode::PAYLOAD_TOO_LARGE);
}
