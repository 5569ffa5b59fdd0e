//! `POST /tickets/{id}/replies`: a public reply or an internal note, with its files.

use ::tickets::{AttachmentId, Audience, MessageId, Mode, Reply, SaveDraft, Then, TicketId};
use axum::extract::{Multipart, Path, State};
use axum::response::Redirect;
use outcome::{Error, Refusal, Result, Sentence};
use people::Role;

use super::attachments::store_file;
use super::show::MESSAGE_BYTES_MAX;
use crate::desk::Desk;
use crate::front::{Answer, Flash, SignedIn, with_flash};

/// Most parts of the form that are read.
const PARTS_MAX: usize = 200;
/// Longest field of text, in bytes.
const FIELD_BYTES_MAX: usize = 512 * 1024;

/// What the form holds.
#[derive(Default)]
pub(super) struct Typed {
    pub(super) mode: String,
    pub(super) reply: String,
    pub(super) note: String,
    outcome: String,
    key: String,
    seen: String,
    anyway: bool,
    files: Vec<AttachmentId>,
}

/// The deed.
pub async fn send(State(desk): State<Desk>, visitor: SignedIn, Path(ticket): Path<TicketId>, form: Multipart) -> Answer {
    debug_assert!(visitor.actor.role >= Role::Agent, "the gate lets only staff in");
    let typed = read(&desk, &visitor, form).await?;
    let note = typed.mode == "note";
    let reply = Reply {
        body: if note { typed.note } else { typed.reply },
        audience: if note { Audience::Internal } else { Audience::Public },
        attachments: typed.files,
        then: then(&typed.outcome),
        undo_send_s: if note { 0 } else { visitor.person.preferences.undo_send_s.into() },
        last_seen: typed.seen.parse().ok().map(MessageId),
        send_anyway: typed.anyway,
        key: Some(typed.key).filter(|k| !k.is_empty()),
        ..Reply::public(ticket, "")
    };
    let actor = visitor.actor.clone();
    let written = reply.body.clone();
    let done = match desk.db.write(move |tx| tickets::reply(tx, &actor, &reply)).await {
        Err(Error::Refused(Refusal::Conflict(says))) if says.key.starts_with("reply-crossed") => {
            return back_to_draft(&desk, &visitor, ticket, note, written, &says).await;
        }
        Err(Error::Refused(Refusal::Invalid(fields))) if fields.iter().any(|f| f.says.key == "reply-has-gap") => {
            return back_to_draft(&desk, &visitor, ticket, note, written, &Sentence::new("reply-has-gap")).await;
        }
        done => done?,
    };
    let flash = if note {
        Flash::new("toast-noted")
    } else {
        Flash::new("toast-sending").undo(format!("/messages/{}/withdrawal", done.message), visitor.person.preferences.undo_send_s.into())
    };
    Ok(with_flash(Redirect::to(&format!("/tickets/{}#m-{}", done.ticket, done.message)), &flash))
}

/// Somebody wrote meanwhile, or something is missing: the page as it is now, the text back in the composer, and why it was not sent.
async fn back_to_draft(desk: &Desk, visitor: &SignedIn, ticket: TicketId, note: bool, body: String, says: &Sentence) -> Answer {
    let mode = if note { Mode::Note } else { Mode::Reply };
    let (actor, save) =
        (visitor.actor.clone(), SaveDraft { ticket: Some(ticket), mode, subject: String::new(), body, attachments: Vec::new() });
    desk.db.write(move |tx| tickets::save_draft(tx, &actor, &save)).await?;
    Ok(with_flash(Redirect::to(&format!("/tickets/{ticket}#composer")), &Flash::said(says)))
}

fn then(outcome: &str) -> Then {
    match outcome {
        "wait" => Then::Wait,
        "resolve" => Then::Resolve,
        "stay" => Then::Stay,
        _ => Then::Usual,
    }
}

/// Reads the parts; files go to the store as they come, and count towards the message's limit.
pub(super) async fn read(desk: &Desk, visitor: &SignedIn, mut form: Multipart) -> Result<Typed> {
    let (mut typed, mut bytes) = (Typed::default(), 0);
    for _ in 0..PARTS_MAX {
        let Some(part) = form.next_field().await.map_err(|_| broken())? else { return Ok(typed) };
        let name = part.name().unwrap_or_default().to_owned();
        if let Some(file_name) = part.file_name().filter(|f| !f.is_empty()).map(str::to_owned) {
            let media_type = part.content_type().unwrap_or("application/octet-stream").to_owned();
            let content = part.bytes().await.map_err(|_| broken())?;
            bytes += content.len() as u64;
            if bytes > MESSAGE_BYTES_MAX {
                return Err(Error::invalid("files", "message-files-too-big"));
            }
            typed.files.push(store_file(desk, visitor, &file_name, &media_type, content).await?.0);
            continue;
        }
        let text = part.text().await.map_err(|_| broken())?;
        if text.len() > FIELD_BYTES_MAX {
            return Err(Error::invalid("body", "message-too-long"));
        }
        match name.as_str() {
            "mode" => typed.mode = text,
            "reply" => typed.reply = text,
            "note" => typed.note = text,
            "outcome" => typed.outcome = text,
            "key" => typed.key = text,
            "seen" => typed.seen = text,
            "anyway" => typed.anyway = text == "yes",
            "file_id" => typed.files.extend(text.parse().ok().map(AttachmentId)),
            _ => {}
        }
    }
    Err(broken())
}

fn broken() -> Error {
    Error::invalid("form", "form-broken")
}
