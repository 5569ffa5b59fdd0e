//! What is read in a letter, for its card: the same as `firstline mail explain` prints, in words.

use catalogue::Say;
use mail::explain::{Explanation, Party, explain};
use outcome::{Error, Refusal, Result};

use crate::desk::Desk;

/// The letter as it is read.
pub struct Explained {
    /// Its fields, each with its name, in the order of the page.
    pub fields: Vec<(String, Vec<String>)>,
    /// Texts, each with its name: what is new, quoted, and the signature; those that are empty are left out.
    pub texts: Vec<(String, String)>,
}

/// Reads the letter as it came; nothing when its original is gone.
///
/// # Errors
/// When the file store does not answer.
pub async fn explained(desk: &Desk, say: &Say, raw: &str) -> Result<Option<Explained>> {
    if raw.is_empty() {
        return Ok(None);
    }
    let bytes = match desk.files.get(raw).await {
        Ok(bytes) => bytes,
        Err(Error::Refused(Refusal::NotFound)) => return Ok(None),
        Err(failed) => return Err(failed),
    };
    let own = say.clone();
    let read = tokio::task::spawn_blocking(move || explain(&bytes, &own)).await.map_err(anyhow::Error::from)?;
    Ok(Some(in_words(say, read)))
}

fn in_words(say: &Say, read: Explanation) -> Explained {
    let mut fields = Vec::new();
    let mut field = |key: &str, values: Vec<String>| {
        if !values.is_empty() {
            fields.push((say.say(key).into_owned(), values));
        }
    };
    field("outbox-from", read.from.iter().map(party).collect());
    field("outbox-to", read.to.iter().map(party).collect());
    field("outbox-cc", read.cc.iter().map(party).collect());
    field("letter-reply-to", read.reply_to.iter().map(party).collect());
    field("outbox-subject", one(&read.subject));
    let dates = read.date.iter().filter_map(|date| date.parse::<jiff::Timestamp>().ok());
    field("letter-date", dates.map(|at| say.moment_long(at.as_millisecond()).to_string()).collect());
    field(
        "outbox-file",
        read.attachments.iter().map(|file| format!("{} ({}, {})", file.name, file.media_type, say.size(file.size as u64))).collect(),
    );
    field("letter-writer", if read.auto_reply { vec![say.say("letter-program").into_owned()] } else { Vec::new() });
    if let Some(report) = &read.bounce {
        let whom = report
            .recipients
            .iter()
            .map(|r| [r.address.as_str(), &r.status, &r.diagnostic].into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(" · "));
        field("letter-report", std::iter::once(say.say1("letter-report-of", "kind", report.kind).into_owned()).chain(whom).collect());
    }
    field("letter-token", read.thread.token.into_iter().collect());
    field("letter-answers", read.thread.in_reply_to.into_iter().collect());
    field("letter-ancestors", read.thread.references);
    let texts = [("letter-new-text", read.new_text), ("letter-quoted", read.quoted), ("letter-signature", read.signature)];
    let texts = texts.into_iter().filter(|(_, text)| !text.trim().is_empty()).map(|(key, text)| (say.say(key).into_owned(), text));
    Explained { fields, texts: texts.collect() }
}

fn one(text: &str) -> Vec<String> {
    if text.is_empty() { Vec::new() } else { vec![text.to_owned()] }
}

fn party(of: &Party) -> String {
    match &of.name {
        Some(name) => format!("{name} <{}>", of.email),
        None => of.email.clone(),
    }
}
