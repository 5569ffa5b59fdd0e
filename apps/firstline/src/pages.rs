//! The pages' connections: who is silent, slow or everywhere at once is let go, so that everybody else is served.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tower::ServiceExt;

/// How long to leave a port in peace that gives no connection, such as when there are too many open files.
const ACCEPT_AGAIN: Duration = Duration::from_millis(200);

/// What a client may take.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Longest time until the head of a request is there, from when it may begin; a proxy keeps connections for a minute.
    pub head_time_max: Duration,
    /// Connections of one address at once.
    pub connections_an_address_max: usize,
    /// Addresses that may have any number: proxies, behind which everybody is.
    pub proxies: Vec<IpAddr>,
}

impl Limits {
    /// The usual ones, with these proxies.
    #[must_use]
    pub fn new(proxies: Vec<IpAddr>) -> Self {
        Self { head_time_max: Duration::from_secs(65), connections_an_address_max: 256, proxies }
    }
}

/// How many connections each address has.
type Open = Arc<Mutex<HashMap<IpAddr, usize>>>;

/// A connection that is counted as long as it is there.
struct Counted {
    open: Open,
    address: IpAddr,
}

impl Counted {
    /// Counts one more; nothing when the address has as many as it may.
    fn new(open: &Open, address: IpAddr, limits: &Limits) -> Option<Self> {
        let mut all = open.lock().unwrap_or_else(PoisonError::into_inner);
        let count = all.entry(address).or_default();
        if *count >= limits.connections_an_address_max && !limits.proxies.contains(&address) {
            return None;
        }
        *count += 1;
        Some(Self { open: Arc::clone(open), address })
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        let mut all = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = all.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                all.remove(&self.address);
            }
        }
    }
}

/// Serves until `stop` turns true, then lets requests under way end.
pub async fn serve(listener: TcpListener, router: Router, limits: Limits, mut stop: watch::Receiver<bool>) {
    let open = Open::default();
    // Each connection holds an end of this; when the last one is gone, all have ended.
    let (ended, mut all_ended) = tokio::sync::mpsc::channel::<()>(1);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stop.wait_for(|stop| *stop) => break,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!(%error, "a connection to the pages could not be taken");
                tokio::time::sleep(ACCEPT_AGAIN).await;
                continue;
            }
        };
        let Some(counted) = Counted::new(&open, peer.ip().to_canonical(), &limits) else {
            tracing::debug!(%peer, "too many connections of one address");
            continue;
        };
        let (router, stop, ended, time) = (router.clone(), stop.clone(), ended.clone(), limits.head_time_max);
        tokio::spawn(async move {
            connection(stream, peer, router, time, stop).await;
            drop((counted, ended));
        });
    }
    drop((listener, ended));
    let _ = all_ended.recv().await;
}

async fn connection(stream: TcpStream, peer: SocketAddr, router: Router, head_time_max: Duration, mut stop: watch::Receiver<bool>) {
    // An answer in two pieces must not wait for the first to be confirmed.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "a connection waits to fill its packets");
    }
    let service = router.map_request(move |request: Request<hyper::body::Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        request
    });
    let mut http = hyper::server::conn::http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(head_time_max);
    let mut serving = pin!(http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service)));
    tokio::select! {
        _ = serving.as_mut() => return,
        _ = stop.wait_for(|stop| *stop) => serving.as_mut().graceful_shutdown(),
    }
    let _ = serving.await;
}

#[cfg(test)]
mod tests {
    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    use super::*;

    const WHOLE: &[u8] = b"GET / HTTP/1.1\r\nHost: desk\r\nConnection: close\r\n\r\n";

    async fn server(limits: Limits) -> (SocketAddr, watch::Sender<bool>, tokio::task::JoinHandle<()>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let (address, (stop, stopped)) = (listener.local_addr().expect("an address"), watch::channel(false));
        let router = Router::new().route("/", get(|ConnectInfo(peer): ConnectInfo<SocketAddr>| async move { peer.ip().to_string() }));
        (address, stop, tokio::spawn(serve(listener, router, limits, stopped)))
    }

    async fn asks(address: SocketAddr) -> String {
        let mut stream = TcpStream::connect(address).await.expect("a connection");
        stream.write_all(WHOLE).await.expect("a request");
        let mut answer = String::new();
        let _ = stream.read_to_string(&mut answer).await;
        answer
    }

    /// Reads until the server ends the connection.
    async fn ends(mut stream: TcpStream) {
        let mut rest = Vec::new();
        let read = tokio::time::timeout(Duration::from_secs(10), stream.read_to_end(&mut rest)).await;
        assert!(read.is_ok(), "the connection is still held");
    }

    #[tokio::test]
    async fn the_silent_and_the_slow_are_let_go_while_others_are_served() {
        let limits = Limits { head_time_max: Duration::from_millis(300), ..Limits::new(Vec::new()) };
        let (address, _stop, _task) = server(limits).await;
        let silent = TcpStream::connect(address).await.expect("a connection");
        let mut slow = TcpStream::connect(address).await.expect("a connection");
        slow.write_all(b"GET / HTTP/1.1\r\nX-One: ").await.expect("a beginning");
        assert!(asks(address).await.ends_with("127.0.0.1"), "others are served meanwhile");
        ends(silent).await;
        ends(slow).await;
    }

    #[tokio::test]
    async fn one_address_has_so_many_connections_and_a_proxy_any_number() {
        let limits = Limits { connections_an_address_max: 3, ..Limits::new(Vec::new()) };
        let (address, _stop, _task) = server(limits.clone()).await;
        let mut held = Vec::new();
        for _ in 0..3 {
            held.push(TcpStream::connect(address).await.expect("a connection"));
        }
        assert_eq!(asks(address).await, "", "the fourth is not served");
        held.pop();
        let again = async {
            while asks(address).await.is_empty() {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(10), again).await.expect("a place that is free again is given");
        let (address, _stop, _task) = server(Limits { proxies: vec![IpAddr::from([127, 0, 0, 1])], ..limits }).await;
        let mut many = Vec::new();
        for _ in 0..10 {
            many.push(TcpStream::connect(address).await.expect("a connection"));
        }
        assert!(asks(address).await.ends_with("127.0.0.1"));
    }

    #[tokio::test]
    async fn a_server_that_stops_lets_connections_end() {
        let (address, stop, task) = server(Limits::new(Vec::new())).await;
        let idle = TcpStream::connect(address).await.expect("a connection");
        assert!(asks(address).await.ends_with("127.0.0.1"));
        stop.send(true).expect("a server");
        ends(idle).await;
        tokio::time::timeout(Duration::from_secs(10), task).await.expect("it ends").expect("without a panic");
    }
}
