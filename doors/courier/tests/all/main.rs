//! A real receiver in the test: what reaches it, what does not, and how a signature is checked.

mod pictures;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use courier::{Courier, Network};
use db::Wiring;
use seal::{KEY_BYTES, Key};
use testkit::{Cast, Desk};
use tickets::{Open, open};
use webhooks::{
    DeliveryId, Method, RETRY_MS, State as How, Wanted, WebhookId, WebhookInput, add_webhook, deliveries, delivery, read_secret, redeliver,
    signature, try_webhook,
};

/// What reached it, and what it answers in turn: a status, after so many milliseconds.
#[derive(Clone, Default)]
struct Heard {
    came: Arc<Mutex<Vec<(HeaderMap, String)>>>,
    answers: Arc<Mutex<Vec<(u16, u64)>>>,
}

async fn take(State(heard): State<Heard>, headers: HeaderMap, body: String) -> (StatusCode, [(&'static str, &'static str); 1], String) {
    heard.came.lock().expect("no panic").push((headers, body));
    let next = { heard.answers.lock().expect("no panic").pop() };
    let (status, wait_ms) = next.unwrap_or((200, 0));
    tokio::time::sleep(Duration::from_millis(wait_ms)).await;
    (StatusCode::from_u16(status).expect("a status"), [("location", "/elsewhere")], "thank you".repeat(10_000))
}

/// A receiver on a thread of its own; its port.
fn receiver(answers: &[(u16, u64)]) -> (Heard, u16) {
    let heard = Heard { answers: Arc::new(Mutex::new(answers.iter().rev().copied().collect())), ..Heard::default() };
    let (router, (told, port)) =
        (Router::new().route("/in", post(take).get(take)).route("/elsewhere", post(take)), std::sync::mpsc::channel());
    let router = router.with_state(heard.clone());
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async move {
            let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
            told.send(listener.local_addr().expect("an address").port()).expect("somebody waits");
            axum::serve(listener, router).await.expect("it serves");
        });
    });
    (heard, port.recv().expect("a port"))
}

fn key() -> Key {
    Key::new(&[7; KEY_BYTES])
}

fn desk(allowed: &[&str], addresses: &[String]) -> (Cast, Vec<WebhookId>) {
    let networks: Vec<Network> = allowed.iter().map(|n| n.parse().expect("a network")).collect();
    let courier = Courier::within(networks, Duration::from_millis(400)).expect("a courier");
    let cast = Desk::with(Wiring { listeners: webhooks::listeners(), jobs: webhooks::jobs(key(), Arc::new(courier)) }).with_people();
    let added = addresses.iter().map(|address| {
        let (ada, wants) = (cast.ada.clone(), vec![Wanted::Opened]);
        let headers = Some(vec![("X-Team".to_owned(), "red".to_owned())]);
        let input =
            WebhookInput { name: address.clone(), address: address.clone(), wants, headers, active: true, ..WebhookInput::default() };
        cast.write(move |tx| add_webhook(tx, &ada, &key(), &input)).expect("a webhook").id
    });
    let ids = added.collect();
    let (ann, rita) = (cast.ann.clone(), cast.rita.person().expect("a person"));
    cast.write(move |tx| open(tx, &ann, &Open::new(rita, "The printer is on fire", "Since nine."))).expect("a ticket");
    cast.keep_promises();
    (cast, ids)
}

fn first(cast: &Cast, webhook: WebhookId) -> (DeliveryId, How, Vec<String>) {
    let ada = cast.ada.clone();
    let id = cast.read(move |conn| deliveries(conn, &ada, webhook, None, 100)).expect("the log").last().expect("a delivery").id;
    let ada = cast.ada.clone();
    let (found, attempts) = cast.read(move |conn| delivery(conn, &ada, webhook, id)).expect("a delivery");
    (id, found.state, attempts.into_iter().map(|a| a.error).collect())
}

#[test]
fn a_receiver_checks_the_signature_by_the_secret_and_gets_the_same_once_more_when_asked() {
    let (heard, port) = receiver(&[]);
    let (cast, ids) = desk(&["127.0.0.0/8"], &[format!("http://127.0.0.1:{port}/in")]);
    let webhook = ids[0];
    let (id, state, _) = first(&cast, webhook);
    assert_eq!(state, How::Delivered);
    let ada = cast.ada.clone();
    let secret = cast.write(move |tx| read_secret(tx, &ada, &key(), webhook)).expect("the secret");
    let (headers, body) = heard.came.lock().expect("no panic")[0].clone();
    let told = |name: &str| headers.get(name).expect("a header").to_str().expect("a text").to_owned();
    assert_eq!(told("x-zendesk-webhook-signature"), signature(&secret, &told("x-zendesk-webhook-signature-timestamp"), &body));
    assert_eq!((told("x-zendesk-webhook-invocation-id"), told("x-zendesk-webhook-id")), (id.to_string(), webhook.to_string()));
    assert_eq!((told("x-team"), told("content-type")), ("red".to_owned(), "application/json".to_owned()));
    assert_ne!(told("x-zendesk-webhook-signature"), signature("another", &told("x-zendesk-webhook-signature-timestamp"), &body));
    let ada = cast.ada.clone();
    let again = cast.write(move |tx| redeliver(tx, &ada, webhook, id)).expect("once more");
    cast.keep_promises();
    let came = heard.came.lock().expect("no panic").clone();
    assert_eq!((came.len(), &came[1].1), (2, &body));
    assert_eq!(came[1].0["x-zendesk-webhook-invocation-id"], again.to_string().as_str());
}

#[test]
fn one_that_is_asked_by_get_gets_no_body() {
    let (heard, port) = receiver(&[]);
    let (cast, _) = desk(&["127.0.0.0/8"], &[]);
    let address = format!("http://127.0.0.1:{port}/in");
    let (ada, method) = (cast.ada.clone(), Some(Method::Get));
    let input = WebhookInput { name: "Look".into(), address, method, active: true, ..WebhookInput::default() };
    let made = cast.write(move |tx| {
        let made = add_webhook(tx, &ada, &key(), &input)?;
        try_webhook(tx, &ada, made.id)?;
        Ok(made.id)
    });
    cast.keep_promises();
    let (_, state, _) = first(&cast, made.expect("a webhook"));
    let (headers, body) = heard.came.lock().expect("no panic")[0].clone();
    assert_eq!((state, body.as_str(), headers.get("content-type")), (How::Delivered, "", None));
}

#[test]
fn after_an_error_and_a_receiver_that_is_too_slow_it_comes_through_and_redirects_are_not_followed() {
    let (heard, port) = receiver(&[(500, 0), (200, 2_000), (302, 0)]);
    let (cast, ids) = desk(&["127.0.0.1"], &[format!("http://localhost:{port}/in")]);
    let webhook = ids[0];
    for wait_ms in [RETRY_MS, 2 * RETRY_MS, 4 * RETRY_MS] {
        cast.pass_ms(wait_ms);
        cast.keep_promises();
    }
    let (_, state, errors) = first(&cast, webhook);
    assert_eq!(state, How::Delivered, "{errors:?}");
    assert_eq!(errors, ["it answered 500", "it did not answer within 0.4 s", "it answered 302", ""]);
    assert_eq!(heard.came.lock().expect("no panic").len(), 4);
}

#[test]
fn no_address_inside_is_spoken_to_whether_written_out_or_behind_a_name() {
    let (heard, port) = receiver(&[]);
    let hosts = ["127.0.0.1", "localhost", "[::1]", "0x7f000001", "2130706433", "[::ffff:127.0.0.1]", "169.254.169.254", "10.0.0.1"];
    let addresses: Vec<String> = hosts.iter().map(|host| format!("http://{host}:{port}/in")).collect();
    let (cast, ids) = desk(&[], &addresses);
    for (host, webhook) in hosts.iter().zip(ids) {
        let (_, state, errors) = first(&cast, webhook);
        assert_eq!(state, How::Waiting, "{host}");
        assert!(errors[0].contains("address inside") || errors[0].contains("no address that may be spoken to"), "{host}: {errors:?}");
    }
    assert!(heard.came.lock().expect("no panic").is_empty());
}
