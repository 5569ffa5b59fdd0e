//! A form with files, read part by part: files go to the store as they come, and what is wrong with one is said beside the form.

use std::collections::HashMap;

use ::tickets::AttachmentId;
use axum::extract::Multipart;
use outcome::{Error, FieldError, Refusal, Result};

use crate::desk::Desk;
use crate::front::SignedIn;
use crate::tickets::{MESSAGE_BYTES_MAX, store_file};

/// Most parts of a form that are read.
const PARTS_MAX: usize = 300;
/// Longest field of text, in bytes.
const FIELD_BYTES_MAX: usize = 512 * 1024;

/// A file that was brought along.
#[derive(Debug, Clone)]
pub struct Brought {
    /// Its number.
    pub id: AttachmentId,
    /// Its name.
    pub name: String,
}

/// What a form holds.
#[derive(Debug, Default)]
pub struct Parts {
    fields: Vec<(String, String)>,
    /// The files, those of an earlier try included.
    pub files: Vec<Brought>,
    /// What is wrong with its files.
    pub trouble: Vec<FieldError>,
}

impl Parts {
    /// A field's text; empty when it was left out.
    #[must_use]
    pub fn field(&self, name: &str) -> String {
        self.fields.iter().find(|(n, _)| n == name).map(|(_, text)| text.clone()).unwrap_or_default()
    }

    /// The fields whose names begin so, with their texts.
    #[must_use]
    pub fn beginning(&self, start: &str) -> HashMap<String, String> {
        self.fields.iter().filter(|(name, _)| name.starts_with(start)).cloned().collect()
    }

    /// The numbers of the files.
    #[must_use]
    pub fn file_ids(&self) -> Vec<AttachmentId> {
        self.files.iter().map(|f| f.id).collect()
    }

    /// Refuses the form for what is wrong with its files.
    ///
    /// # Errors
    /// `Invalid` when something is.
    pub fn checked(&self) -> Result<()> {
        if self.trouble.is_empty() { Ok(()) } else { Err(Refusal::Invalid(self.trouble.clone()).into()) }
    }
}

/// Reads the form.
///
/// # Errors
/// `Invalid` when the form is no form, or larger than any we make.
pub async fn read(desk: &Desk, visitor: &SignedIn, mut form: Multipart) -> Result<Parts> {
    let (mut parts, mut bytes) = (Parts::default(), 0);
    for _ in 0..PARTS_MAX {
        let Some(part) = form.next_field().await.map_err(|_| broken())? else { return Ok(parts) };
        let name = part.name().unwrap_or_default().to_owned();
        let Some(file_name) = part.file_name().map(str::to_owned) else {
            let text = part.text().await.map_err(|_| broken())?;
            if text.len() > FIELD_BYTES_MAX {
                return Err(broken());
            }
            match (name.as_str(), text.split_once(' ')) {
                ("file", Some((id, name))) => {
                    parts.files.extend(id.parse().ok().map(|id| Brought { id: AttachmentId(id), name: name.to_owned() }));
                }
                _ => parts.fields.push((name, text)),
            }
            continue;
        };
        let media_type = part.content_type().unwrap_or("application/octet-stream").to_owned();
        let content = part.bytes().await.map_err(|_| broken())?;
        if file_name.is_empty() && content.is_empty() {
            continue;
        }
        bytes += content.len() as u64;
        if bytes > MESSAGE_BYTES_MAX {
            parts.trouble.push(FieldError { field: "files", says: "message-files-too-big".into() });
            continue;
        }
        match store_file(desk, visitor, &file_name, &media_type, content).await {
            Ok((id, _)) => parts.files.push(Brought { id, name: file_name }),
            Err(Error::Refused(Refusal::Invalid(wrong))) => {
                parts.trouble.extend(wrong.into_iter().map(|e| FieldError { field: "files", says: e.says }));
            }
            Err(other) => return Err(other),
        }
    }
    Err(broken())
}

fn broken() -> Error {
    Error::invalid("form", "portal-form-broken")
}
