//! A real server in the test: which pictures are fetched from it, and which are not.

use std::sync::{Arc, Mutex};
use std::time::Instant;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::header::LOCATION;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use courier::Pictures;
use mail::{Fetched, PICTURE_BYTES_MAX, PictureSource};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n and so on";

type Heard = Arc<Mutex<Vec<HeaderMap>>>;

async fn answer(State(heard): State<Heard>, Path(what): Path<String>, headers: HeaderMap) -> Response {
    let port = headers["host"].to_str().expect("a text").rsplit(':').next().expect("a port").to_owned();
    heard.lock().expect("no panic").push(headers);
    let onward = |to: String| (StatusCode::FOUND, [(LOCATION, to)]).into_response();
    match what.as_str() {
        "png" => ([("content-type", "text/html")], PNG).into_response(),
        "gif" => ([("content-type", "image/gif")], &b"GIF89a..."[..]).into_response(),
        "svg" => ([("content-type", "image/svg+xml")], "<svg onload='x()'/>").into_response(),
        "page" => ([("content-type", "image/png")], "<script>x()</script>").into_response(),
        "long" => [PNG, &vec![0; PICTURE_BYTES_MAX]].concat().into_response(),
        "onward" => onward(format!("http://127.0.0.1:{port}/png")),
        "round" => onward(format!("http://127.0.0.1:{port}/round")),
        "inside" => onward("http://169.254.169.254/latest/meta-data".to_owned()),
        "named" => onward(format!("http://localhost:{port}/png")),
        "file" => onward("file:///etc/passwd".to_owned()),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

struct World {
    runtime: tokio::runtime::Runtime,
    heard: Heard,
    port: u16,
}

impl World {
    fn new() -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
        let heard = Heard::default();
        let router = Router::new().route("/{what}", get(answer)).with_state(Arc::clone(&heard));
        let listener = runtime.block_on(tokio::net::TcpListener::bind(("127.0.0.1", 0))).expect("a port");
        let port = listener.local_addr().expect("an address").port();
        runtime.spawn(async move { axum::serve(listener, router).await });
        Self { runtime, heard, port }
    }

    fn fetch(&self, allowed: &[&str], address: &str) -> Result<Fetched, String> {
        let pictures = Pictures::new(allowed.iter().map(|n| n.parse().expect("a network")).collect()).expect("a way");
        self.runtime.block_on(pictures.fetch(address.replace("PORT", &self.port.to_string()))).map_err(|e| format!("{e:#}"))
    }

    fn heard(&self) -> usize {
        self.heard.lock().expect("no panic").len()
    }
}

#[test]
fn a_picture_is_what_its_bytes_are_and_nobody_learns_who_asks() {
    let world = World::new();
    let png = world.fetch(&["127.0.0.1"], "http://127.0.0.1:PORT/png").expect("a picture");
    assert_eq!((png.media_type, png.bytes.as_slice()), ("image/png", PNG));
    assert_eq!(world.fetch(&["127.0.0.1"], "http://127.0.0.1:PORT/gif").expect("a picture").media_type, "image/gif");
    assert_eq!(world.fetch(&["127.0.0.1"], "http://127.0.0.1:PORT/onward").expect("a picture").media_type, "image/png");
    for headers in world.heard.lock().expect("no panic").iter() {
        for telling in ["cookie", "referer", "accept-language", "authorization", "from"] {
            assert!(!headers.contains_key(telling), "{telling}: {headers:?}");
        }
    }
}

#[test]
fn what_is_no_picture_or_too_large_or_leads_in_circles_is_not_taken() {
    let world = World::new();
    for what in ["svg", "page", "missing", "file"] {
        let came = world.fetch(&["127.0.0.1"], &format!("http://127.0.0.1:PORT/{what}"));
        assert!(came.is_err(), "{what}: {came:?}");
    }
    let since = Instant::now();
    let long = world.fetch(&["127.0.0.1"], "http://127.0.0.1:PORT/long").expect_err("it is too large");
    assert!(long.contains(&PICTURE_BYTES_MAX.to_string()), "{long}");
    let before = world.heard();
    assert!(world.fetch(&["127.0.0.1"], "http://127.0.0.1:PORT/round").is_err());
    assert!(world.heard() - before <= 5, "{}", world.heard() - before);
    assert!(since.elapsed().as_secs() < 20);
}

#[test]
fn nothing_inside_is_asked_for_a_picture_whether_written_out_named_or_sent_on_to() {
    let world = World::new();
    let inside = [
        "http://127.0.0.1:PORT/png",
        "http://localhost:PORT/png",
        "http://[::1]:PORT/png",
        "http://[::ffff:127.0.0.1]:PORT/png",
        "http://2130706433:PORT/png",
        "http://0x7f.1:PORT/png",
        "http://0.0.0.0:PORT/png",
        "http://169.254.169.254/latest/meta-data",
        "http://10.0.0.1/a.png",
        "http://user:word@127.0.0.1:PORT/png",
        "ftp://127.0.0.1/a.png",
        "file:///etc/passwd",
    ];
    for address in inside {
        let came = world.fetch(&[], address);
        assert!(came.is_err(), "{address}: {came:?}");
    }
    assert_eq!(world.heard(), 0, "nothing was asked at all");
    // Of what may be asked, some send us on to what may not.
    for sent in ["inside", "file"] {
        assert!(world.fetch(&["127.0.0.1"], &format!("http://127.0.0.1:PORT/{sent}")).is_err(), "{sent}");
    }
    assert!(world.fetch(&["127.0.0.1/32"], "http://127.0.0.1:PORT/named").is_ok(), "the name is judged by its address");
    let before = world.heard();
    assert!(world.fetch(&[], "http://localhost:PORT/onward").is_err());
    assert_eq!(world.heard(), before);
}
