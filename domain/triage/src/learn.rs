//! Learning, by night: each thing that is proposed is a lesson of its own, done outside any transaction.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::anyhow;
use db::{Conn, Db, Job, Moment, Promise, Run, Subject, Tx, put_setting, setting};
use outcome::Result;
use people::Actor;
use resemble::{Classifier, Example, LABEL_EXAMPLES_MIN, Neighbours};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tickets::TicketId;

use crate::history::{Past, past};
use crate::learned::{self, Texts};
use crate::limits::{HISTORY_BATCH, HISTORY_MAX, HISTORY_MIN, LEARNED_AGAIN_MS, LEARNED_FOR_MS, LESSON_MAX};
use crate::policy::{Action, permit};
use crate::target::Target;

/// The kind of job that learns one thing.
pub const LEARN: &str = "triage.learn";
/// The setting's name.
const SETTING: &str = "triage.learning";

/// When lessons were promised last, and what there was to learn from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Learning {
    /// When; 0 if never.
    pub at: i64,
    /// Finished tickets at that time.
    pub finished: i64,
}

/// When the desk learned last.
///
/// # Errors
/// What the engine answers.
pub fn learning(conn: &Conn) -> Result<Learning> {
    Ok(setting(conn, SETTING)?.unwrap_or_default())
}

/// Promises the lessons when they are due: at the beginning as soon as there is enough, then each night, and in between when a
/// fifth more tickets are finished. For a timer; false, for there is never more to do at once.
///
/// # Errors
/// What the engine answers.
pub fn learn_when_due(tx: &mut Tx<'_>) -> Result<bool> {
    let (last, now) = (learning(tx)?, tx.now());
    let age = now.0 - last.at;
    if age < LEARNED_AGAIN_MS {
        return Ok(false);
    }
    let (finished,) = tx.one::<(i64,)>("SELECT COUNT(*) FROM tickets WHERE status IN ('resolved', 'closed')", &[])?;
    let grown = finished - last.finished >= HISTORY_MIN.max(last.finished / 5);
    if finished >= HISTORY_MIN && (age >= LEARNED_FOR_MS || grown) {
        promise(tx, now, finished)?;
    }
    Ok(false)
}

/// Has everything learned anew, now.
///
/// # Errors
/// `NotAllowed`.
pub fn promise_learning(tx: &mut Tx<'_>, actor: &Actor) -> Result<()> {
    permit(actor, Action::SetRule)?;
    let (finished,) = tx.one::<(i64,)>("SELECT COUNT(*) FROM tickets WHERE status IN ('resolved', 'closed')", &[])?;
    let now = tx.now();
    promise(tx, now, finished)
}

fn promise(tx: &mut Tx<'_>, now: Moment, finished: i64) -> Result<()> {
    // One subject: the lessons come after one another, so that they take one processor and not four.
    let subject = Subject::new("triage", 1);
    for target in Target::LEARNED {
        let data = Value::String(target.as_str().to_owned());
        tx.promise(&Promise { key: Some(target.as_str().to_owned()), data, ..Promise::new(LEARN, subject.clone()) })?;
    }
    put_setting(tx, SETTING, &Learning { at: now.0, finished })
}

pub(crate) fn job() -> Run {
    Run::outside(|db, job| async move { lesson(&db, &job).await })
}

/// One lesson: reads the history in pieces, learns on a thread of its own, writes what it learned.
async fn lesson(db: &Db, job: &Job) -> Result<()> {
    let target: Target = job.data::<String>()?.parse().map_err(|_| anyhow!("no such lesson: {}", job.data))?;
    let history = Arc::new(history(db).await?);
    let read = Arc::clone(&history);
    let learned = tokio::task::spawn_blocking(move || learn(&read, target)).await.map_err(|e| anyhow!("the lesson broke off: {e}"))?;
    let Some(lesson) = learned else {
        tracing::info!(target = target.as_str(), tickets = history.len(), "too little to learn from");
        return db.write(move |tx| learned::forget(tx, target)).await;
    };
    tracing::info!(target = target.as_str(), tickets = lesson.examples, labels = lesson.classifier.labels().len(), "learned");
    db.write(move |tx| learned::keep(tx, target, &lesson)).await
}

async fn history(db: &Db) -> Result<Vec<Past>> {
    let (mut all, mut before) = (Vec::new(), TicketId(i64::MAX));
    while all.len() < HISTORY_MAX {
        let batch = db.read(move |conn| past(conn, before, HISTORY_BATCH)).await?;
        let Some(last) = batch.last() else { break };
        before = last.ticket;
        all.extend(batch);
    }
    all.truncate(HISTORY_MAX);
    // Oldest first: where there are more than a lesson takes, the newest count.
    all.reverse();
    Ok(all)
}

/// What one lesson taught.
pub(crate) struct Lesson {
    pub(crate) classifier: Classifier,
    /// The tickets to compare with, when this is the lesson they are compared by.
    pub(crate) texts: Option<Texts>,
    pub(crate) examples: usize,
}

fn learn(history: &[Past], target: Target) -> Option<Lesson> {
    let texts: Vec<String> = history.iter().map(Past::text).collect();
    let labels: Vec<Option<String>> = history.iter().map(|past| past.label(target)).collect();
    let mut examples: Vec<Example<'_>> =
        texts.iter().zip(&labels).filter_map(|(text, label)| Some(Example::new(text, label.as_deref()?))).collect();
    let most = LESSON_MAX / learnable(labels.iter().flatten()).max(1);
    examples.drain(..examples.len().saturating_sub(most));
    let classifier = Classifier::learn(&examples, &resemble::Learning::default()).ok()?;
    let examples = examples.len();
    let texts = (first_learnable(history) == Some(target)).then(|| {
        let all: Vec<Example<'_>> =
            texts.iter().zip(&labels).map(|(text, label)| Example::new(text, label.as_deref().unwrap_or_default())).collect();
        let tickets = history.iter().map(|past| past.ticket).collect();
        Texts { tickets, neighbours: Neighbours::learn(&classifier, &all), by: target, of: String::new() }
    });
    Some(Lesson { classifier, texts, examples })
}

/// The thing by whose words tickets are compared: the first that can be learned at all.
fn first_learnable(history: &[Past]) -> Option<Target> {
    Target::LEARNED.into_iter().find(|target| {
        let labels: Vec<String> = history.iter().filter_map(|past| past.label(*target)).collect();
        learnable(labels.iter()) >= 2
    })
}

/// How many labels have enough examples.
fn learnable<'l>(labels: impl Iterator<Item = &'l String>) -> usize {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for label in labels {
        *counts.entry(label).or_default() += 1;
    }
    counts.values().filter(|count| **count >= LABEL_EXAMPLES_MIN).count()
}
