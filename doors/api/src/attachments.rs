//! Files: uploaded for a message, shown with it, handed out to who may read it.

use axum::Json;
use axum::body::{Body, Bytes};
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, OriginalUri, Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use db::HOUR_MS;
use schemars::JsonSchema;
use serde::Serialize;
use tickets::{Attach, Attachment, AttachmentId};

use crate::contents::{Api, Doc, Gate, Param};
use crate::desk::Desk;
use crate::front::{Answer, Caller, Refused, Segment, iso};

/// What a downloaded file may do in a browser: nothing.
const NO_POWERS: &str = "default-src 'none'; sandbox; frame-ancestors 'none'";
/// What a file is of which nobody says anything.
const BYTES: &str = "application/octet-stream";
/// How long an upload is promised to wait for its message; it waits longer.
const WAITS_MS: i64 = 72 * HOUR_MS;

/// A file.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct AttachmentJson {
    pub id: i64,
    pub url: String,
    pub file_name: String,
    pub content_url: String,
    pub mapped_content_url: String,
    pub content_type: String,
    pub size: i64,
    pub width: Option<i64>,
    pub height: Option<i64>,
    pub inline: bool,
    pub deleted: bool,
    pub malware_access_override: bool,
    pub malware_scan_result: String,
    pub thumbnails: Vec<serde_json::Value>,
}

/// One file.
#[derive(Debug, Serialize, JsonSchema)]
pub struct AttachmentAnswer {
    /// The file.
    pub attachment: AttachmentJson,
}

/// What was uploaded.
#[derive(Debug, Serialize, JsonSchema)]
pub struct UploadAnswer {
    /// The upload.
    pub upload: UploadJson,
}

/// Files that wait for their message.
#[derive(Debug, Serialize, JsonSchema)]
pub struct UploadJson {
    /// What a comment names them by.
    pub token: String,
    /// Until when they wait for it.
    pub expires_at: String,
    /// The file that was uploaded now.
    pub attachment: AttachmentJson,
    /// All of them.
    pub attachments: Vec<AttachmentJson>,
}

/// The routes about files.
pub fn routes(api: Api) -> Api {
    const UPLOAD: &[Param] = &[
        Param { name: "filename", says: "What the file is called.", number: false },
        Param { name: "token", says: "The token of an upload that the file is added to.", number: false },
    ];
    api.upload(
        "/uploads",
        Gate::Known,
        upload,
        Doc::answers::<UploadAnswer>("UploadFiles", "Uploads a file, its bytes as the body.").params(UPLOAD).status(201),
    )
    .delete("/uploads/{token}", Gate::Known, forget, Doc::bare("DeleteUpload", "Leaves an upload out again."))
    .get("/attachments/{id}", Gate::Known, show, Doc::answers::<AttachmentAnswer>("ShowAttachment", "What a file is."))
    .get("/attachments/{id}/content", Gate::Known, content, Doc::bare("DownloadAttachment", "The file itself.").status(200))
}

impl AttachmentJson {
    /// A file as programs are told of it.
    #[must_use]
    pub fn new(desk: &Desk, file: &Attachment) -> Self {
        let name: String = url::form_urlencoded::byte_serialize(file.name.as_bytes()).collect();
        let content_url = desk.url(&format!("/attachments/{}/content?name={name}", file.id));
        Self {
            id: file.id.0,
            url: desk.url(&format!("/attachments/{}.json", file.id)),
            file_name: file.name.clone(),
            mapped_content_url: content_url.clone(),
            content_url,
            content_type: file.media_type.clone(),
            size: file.bytes,
            width: None,
            height: None,
            inline: file.content_id.is_some(),
            deleted: false,
            malware_access_override: false,
            malware_scan_result: "not_scanned".to_owned(),
            thumbnails: Vec::new(),
        }
    }
}

async fn upload(
    State(desk): State<Desk>,
    caller: Caller,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Answer {
    let bytes = body.map_err(|_| Refused::TooLarge)?;
    if bytes.len() as u64 > desk.upload_bytes_max {
        return Err(Refused::TooLarge);
    }
    let query = uri.query().unwrap_or_default();
    let (name, token) = (parameter(query, "filename").unwrap_or_default(), parameter(query, "token"));
    let told = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or(BYTES).to_owned();
    let sent =
        if told.starts_with("multipart/form-data") { of_form(&told, bytes).await? } else { Sent { name: String::new(), told, bytes } };
    let file = desk.files.put(sent.bytes).await?;
    let attach = Attach { file, name: if name.is_empty() { sent.name } else { name }, media_type: sent.told, content_id: None };
    let (token, now, all) = desk
        .db
        .write(move |tx| {
            let (token, now) = tickets::attach_to(tx, &caller.actor, token.as_deref(), &attach)?;
            let all = tickets::bundled(tx, &caller.actor, &token)?;
            Ok((token, now, all))
        })
        .await?;
    let upload = UploadJson {
        expires_at: iso(now.created_at.plus_ms(WAITS_MS)),
        attachment: AttachmentJson::new(&desk, &now),
        attachments: all.iter().map(|file| AttachmentJson::new(&desk, file)).collect(),
        token,
    };
    Ok((StatusCode::CREATED, Json(UploadAnswer { upload })).into_response())
}

/// A file as it was sent.
struct Sent {
    name: String,
    told: String,
    bytes: Bytes,
}

/// The file in a form of parts, as the Ruby client sends it: the bytes as `uploaded_data`, the name beside them.
async fn of_form(kind: &str, body: Bytes) -> Answer<Sent> {
    let unreadable = |error: &dyn std::fmt::Display| Refused::Unreadable(format!("The form does not read: {error}"));
    let mut request = Request::builder().header(CONTENT_TYPE, kind).body(Body::from(body)).map_err(|e| unreadable(&e))?;
    // How much may come was asked of the whole body before.
    DefaultBodyLimit::disable().apply(&mut request);
    let mut form = Multipart::from_request(request, &()).await.map_err(|e| unreadable(&e))?;
    let (mut sent, mut named) = (None, String::new());
    while let Some(part) = form.next_field().await.map_err(|e| unreadable(&e))? {
        if part.name() == Some("filename") {
            named = part.text().await.map_err(|e| unreadable(&e))?;
        } else if sent.is_none() && part.file_name().is_some() {
            let (name, told) = (part.file_name().unwrap_or_default().to_owned(), part.content_type().unwrap_or(BYTES).to_owned());
            sent = Some(Sent { name, told, bytes: part.bytes().await.map_err(|e| unreadable(&e))? });
        }
    }
    let sent = sent.ok_or_else(|| unreadable(&"no part of it is a file"))?;
    Ok(if named.is_empty() { sent } else { Sent { name: named, ..sent } })
}

async fn forget(State(desk): State<Desk>, caller: Caller, Segment(token): Segment<String>) -> Answer<StatusCode> {
    desk.db.write(move |tx| tickets::drop_bundle(tx, &caller.actor, &token)).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn show(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<AttachmentId>) -> Answer<Json<AttachmentAnswer>> {
    let file = desk.db.read(move |conn| tickets::attachment(conn, &caller.actor, id)).await?;
    Ok(Json(AttachmentAnswer { attachment: AttachmentJson::new(&desk, &file) }))
}

async fn content(State(desk): State<Desk>, caller: Caller, Segment(id): Segment<AttachmentId>) -> Answer {
    let file = desk.db.read(move |conn| tickets::attachment(conn, &caller.actor, id)).await?;
    let content = desk.files.stream(&file.file, None).await?;
    let mut response = Response::new(Body::from_stream(content.stream));
    let headers = response.headers_mut();
    let kind = HeaderValue::from_str(&file.media_type).unwrap_or(HeaderValue::from_static("application/octet-stream"));
    let name: String = url::form_urlencoded::byte_serialize(file.name.as_bytes()).collect();
    let disposition = format!("attachment; filename*=UTF-8''{}", name.replace('+', "%20"));
    headers.insert(CONTENT_TYPE, kind);
    headers.insert(CONTENT_LENGTH, HeaderValue::from(content.bytes_total));
    headers.insert(CONTENT_DISPOSITION, HeaderValue::from_str(&disposition).unwrap_or(HeaderValue::from_static("attachment")));
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(NO_POWERS));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, max-age=86400, immutable"));
    Ok(response)
}

/// A parameter of the query, also where its value was not escaped: a file's name may have `&`, `%` and letters of any script in it,
/// and then it ends where a parameter that programs send begins.
fn parameter(query: &str, name: &str) -> Option<String> {
    let begins = query.find(&format!("{name}=")).filter(|at| *at == 0 || query.as_bytes()[at - 1] == b'&')?;
    let rest = &query[begins + name.len() + 1..];
    let ends = ["&filename=", "&token=", "&binary=", "&inline="].iter().filter_map(|next| rest.find(next)).min();
    let raw = rest[..ends.unwrap_or(rest.len())].replace('+', " ");
    let value = percent_decoded(&raw);
    (!value.is_empty() && value != "undefined" && value != "null" && value != "None").then_some(value)
}

/// Percent signs that stand for bytes; those that do not stand for themselves.
fn percent_decoded(raw: &str) -> String {
    let bytes = raw.as_bytes();
    let (mut out, mut at) = (Vec::with_capacity(bytes.len()), 0);
    while at < bytes.len() {
        let hex = bytes.get(at + 1..at + 3).filter(|_| bytes[at] == b'%').and_then(|two| std::str::from_utf8(two).ok());
        match hex.and_then(|two| u8::from_str_radix(two, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::parameter;

    #[test]
    fn a_files_name_is_read_escaped_or_not() {
        for (query, name) in [
            ("filename=a.txt&binary=undefined", "a.txt"),
            ("filename=R%26D%20%C3%BCber.pdf&token=x", "R&D über.pdf"),
            ("filename=R&D 100% (1).pdf&token=x", "R&D 100% (1).pdf"),
            ("token=x&filename=a+b.txt", "a b.txt"),
        ] {
            assert_eq!(parameter(query, "filename").as_deref(), Some(name), "{query}");
        }
        assert_eq!(parameter("filename=a&token=undefined", "token"), None);
    }
}
