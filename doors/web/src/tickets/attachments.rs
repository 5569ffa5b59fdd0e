//! Files brought along and handed out. What people upload is never trusted: it is shown only where it cannot act.

use ::tickets::{Attach, AttachmentId};
use axum::Json;
use axum::body::Body;
use axum::extract::{Multipart, Path, State};
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use outcome::{Error, Result, Sentence};
use serde_json::json;

use super::turns::SHOWN_PICTURES;
use crate::desk::Desk;
use crate::front::{Answer, SignedIn};

/// What a downloaded file may do in a browser: nothing.
pub const NO_POWERS: &str = "default-src 'none'; sandbox; frame-ancestors 'none'";

/// `POST /uploads`: one file, kept until its message is written.
pub async fn upload(State(desk): State<Desk>, visitor: SignedIn, mut form: Multipart) -> Answer {
    let missing = || Error::invalid("file", "file-missing");
    while let Some(part) = form.next_field().await.map_err(|_| missing())? {
        let Some(name) = part.file_name().filter(|f| !f.is_empty()).map(str::to_owned) else { continue };
        let media_type = part.content_type().unwrap_or("application/octet-stream").to_owned();
        let content = part.bytes().await.map_err(|_| Error::invalid("file", too_big(&desk)))?;
        let (id, bytes) = store_file(&desk, &visitor, &name, &media_type, content).await?;
        return Ok(Json(json!({ "id": id, "name": name, "size": visitor.say.size(bytes) })).into_response());
    }
    Err(missing().into())
}

fn too_big(desk: &Desk) -> Sentence {
    Sentence::new("file-too-big").with("max", desk.upload_bytes_max / (1024 * 1024))
}

/// Puts a file into the store and notes whose it is.
///
/// # Errors
/// `Invalid` when it is too big or its name does not hold.
pub async fn store_file(desk: &Desk, visitor: &SignedIn, name: &str, media_type: &str, content: Bytes) -> Result<(AttachmentId, u64)> {
    if content.len() as u64 > desk.upload_bytes_max {
        return Err(Error::invalid("file", too_big(desk)));
    }
    let file = desk.files.put(content).await?;
    let bytes = file.bytes;
    let attach = Attach { file, name: name.to_owned(), media_type: media_type.to_owned(), content_id: None };
    let actor = visitor.actor.clone();
    let id = desk.db.write(move |tx| tickets::attach(tx, &actor, &attach)).await?;
    Ok((id, bytes))
}

/// `GET /attachments/{id}/{name}`: pictures that browsers decode safely are shown, everything else is saved.
pub async fn show(State(desk): State<Desk>, visitor: SignedIn, Path((id, _)): Path<(AttachmentId, String)>) -> Answer {
    let file = desk.db.read(move |conn| tickets::attachment(conn, &visitor.actor, id)).await?;
    downloaded(&desk, &file.file, &file.name, &file.media_type).await
}

/// A file of the store as an answer that can do nothing in a browser.
///
/// # Errors
/// When the store does not have it.
pub async fn downloaded(desk: &Desk, digest: &str, name: &str, media_type: &str) -> Answer {
    let content = desk.files.stream(digest, None).await?;
    let is_picture = SHOWN_PICTURES.contains(&media_type);
    let media_type = if is_picture { media_type } else { "application/octet-stream" };
    let manner = if is_picture { "inline" } else { "attachment" };
    let mut response = Response::new(Body::from_stream(content.stream));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_str(media_type).map_err(anyhow::Error::from)?);
    headers.insert(CONTENT_LENGTH, HeaderValue::from(content.bytes_total));
    headers.insert(CONTENT_DISPOSITION, disposition(manner, name));
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(NO_POWERS));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, max-age=86400, immutable"));
    Ok(response)
}

/// RFC 6266 with the name in RFC 8187's form: no character of a file's name can end the header or begin another.
fn disposition(manner: &str, name: &str) -> HeaderValue {
    let encoded: String = url::form_urlencoded::byte_serialize(name.as_bytes()).collect();
    HeaderValue::from_str(&format!("{manner}; filename*=UTF-8''{}", encoded.replace('+', "%20")))
        .unwrap_or(HeaderValue::from_static("attachment"))
}

#[cfg(test)]
mod tests {
    use super::disposition;

    #[test]
    fn a_file_name_cannot_add_a_header() {
        let value = disposition("attachment", "a\"; x=y\r\nSet-Cookie: evil.pdf");
        assert_eq!(value, "attachment; filename*=UTF-8''a%22%3B%20x%3Dy%0D%0ASet-Cookie%3A%20evil.pdf");
    }
}
