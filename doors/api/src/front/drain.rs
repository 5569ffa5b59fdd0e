//! What a request brings and nobody reads is let go of: a program that keeps its connection would else find it closed on it.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::{Body, HttpBody};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use bytes::Bytes;
use futures_util::StreamExt;
use futures_util::stream::{self, BoxStream};

/// As much as is read of a body that nobody wanted, in bytes; after more the connection closes.
const DRAINED_BYTES_MAX: usize = 1024 * 1024;
/// How long that is waited for.
const DRAIN_TIME_MAX: Duration = Duration::from_secs(5);

type Rest = Arc<Mutex<Option<BoxStream<'static, Result<Bytes, axum::Error>>>>>;

/// Lets a request through, and reads its body when nobody else did: it was refused, or needs none.
pub(crate) async fn drain(request: Request, next: Next) -> Response {
    if request.body().is_end_stream() {
        return next.run(request).await;
    }
    let (head, body) = request.into_parts();
    let rest: Rest = Arc::new(Mutex::new(Some(body.into_data_stream().boxed())));
    let lent = Lent { rest: Arc::clone(&rest), stream: None };
    let through = stream::unfold(lent, |mut lent| async move {
        let stream = lent.stream.get_or_insert_with(|| taken(&lent.rest).unwrap_or_else(|| stream::empty().boxed()));
        let item = stream.next().await?;
        Some((item, lent))
    });
    let response = next.run(Request::from_parts(head, Body::from_stream(through))).await;
    if let Some(mut unread) = taken(&rest) {
        let reading = async {
            let mut bytes = 0;
            while let Some(Ok(chunk)) = unread.next().await {
                bytes += chunk.len();
                if bytes > DRAINED_BYTES_MAX {
                    break;
                }
            }
        };
        // Too slow or too long: the connection ends with the answer, as it would have.
        let _ = tokio::time::timeout(DRAIN_TIME_MAX, reading).await;
    }
    response
}

/// A body on loan: begun when it is first read, and given back by being there still when it never was.
struct Lent {
    rest: Rest,
    stream: Option<BoxStream<'static, Result<Bytes, axum::Error>>>,
}

fn taken(rest: &Rest) -> Option<BoxStream<'static, Result<Bytes, axum::Error>>> {
    rest.lock().unwrap_or_else(PoisonError::into_inner).take()
}
