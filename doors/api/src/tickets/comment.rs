//! A message as programs send it, for the domain.

use db::Tx;
use outcome::Result;
use people::{Actor, PersonId};
use text::Html;
use text::sanitize::{ImagePolicy, letter_html};
use tickets::{AttachmentId, Audience};

use super::input::{CommentIn, UploadsIn};

/// A message, ready to be written.
#[derive(Debug, Clone)]
pub struct Written {
    /// Its Markdown, or its HTML as plain text.
    pub body: String,
    /// Its HTML, sanitised, where it came as HTML.
    pub html: Option<Html>,
    /// Who may read it.
    pub audience: Audience,
    /// Its files.
    pub attachments: Vec<AttachmentId>,
    /// In whose name it is written, if somebody is named.
    pub author: Option<PersonId>,
}

impl CommentIn {
    /// Is there anything in it?
    #[must_use]
    pub fn says_anything(&self) -> bool {
        let something = |text: &Option<String>| text.as_ref().is_some_and(|text| !text.trim().is_empty());
        something(&self.body) || something(&self.value) || something(&self.html_body) || self.uploads.is_some()
    }

    /// The message for the domain; its files are found by the names of their uploads.
    ///
    /// # Errors
    /// `Invalid` when an upload is not there.
    pub fn written(&self, tx: &Tx<'_>, actor: &Actor) -> Result<Written> {
        let bundles: Vec<String> = match &self.uploads {
            Some(UploadsIn::List(names)) => names.iter().filter(|name| !name.is_empty()).cloned().collect(),
            Some(UploadsIn::One(name)) if !name.is_empty() => vec![name.clone()],
            _ => Vec::new(),
        };
        let author = self.author_id.filter(|id| id.0 > 0).map(|id| PersonId(id.0));
        let attachments = tickets::files_of(tx, actor, &bundles)?;
        let audience = if self.public.unwrap_or(true) { Audience::Public } else { Audience::Internal };
        if let Some(html) = self.html_body.as_ref().filter(|html| !html.trim().is_empty()) {
            let html = letter_html(html, &ImagePolicy::none()).html;
            let body = text::plain::from_html(html.as_str());
            return Ok(Written { body, html: Some(html), audience, attachments, author });
        }
        let body = self.body.clone().or_else(|| self.value.clone()).unwrap_or_default();
        Ok(Written { body, html: None, audience, attachments, author })
    }
}
