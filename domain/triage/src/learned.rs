//! What was learned: rows that all processes share, each read once and then kept by its digest.

use std::sync::{Arc, Mutex, PoisonError};

use data_encoding::HEXLOWER;
use db::{Conn, Moment, Tx, params, row};
use outcome::Result;
use people::Actor;
use resemble::{Classifier, Neighbours};
use sha2::{Digest, Sha256};
use tickets::TicketId;

use crate::learn::Lesson;
use crate::limits::KEPT_MAX;
use crate::policy::{Action, permit};
use crate::target::Target;

/// The row by which tickets are compared.
const TICKETS: &str = "tickets";

row! {
    /// A lesson that was learned.
    pub struct Taught {
        /// What it taught: a [`Target`]'s word, or `tickets` for those that are compared.
        pub part: String,
        /// Tickets it was learned from.
        pub examples: i64,
        /// When.
        pub learned_at: Moment,
    }
}

/// The lessons that were learned. One statement.
///
/// # Errors
/// `NotAllowed`.
pub fn taught(conn: &Conn, actor: &Actor) -> Result<Vec<Taught>> {
    permit(actor, Action::SetRule)?;
    conn.all("SELECT part, examples, learned_at FROM triage_learned ORDER BY part", &[])
}

/// Tickets to compare with, by the words that one lesson found telling.
#[derive(Debug)]
pub(crate) struct Texts {
    pub(crate) tickets: Vec<TicketId>,
    pub(crate) neighbours: Neighbours,
    pub(crate) by: Target,
    /// The digest of that lesson's classifier; empty until both are kept.
    pub(crate) of: String,
}

/// All that was learned.
#[derive(Debug, Default)]
pub(crate) struct Learned {
    classifiers: Vec<(Target, Arc<Kept>)>,
    texts: Option<Arc<Kept>>,
}

impl Learned {
    pub(crate) fn classifier(&self, target: Target) -> Option<&Classifier> {
        self.classifiers.iter().find(|(of, _)| *of == target).and_then(|(_, kept)| kept.classifier())
    }

    /// The tickets to compare with, and the classifier they are compared by.
    pub(crate) fn texts(&self) -> Option<(&Texts, &Classifier)> {
        let Kept::Texts(texts) = self.texts.as_deref()? else { return None };
        Some((texts, self.classifier(texts.by)?))
    }

    /// The classifier whose words tell most, for comparing texts that were not learned.
    pub(crate) fn comparing(&self) -> Option<&Classifier> {
        Target::LEARNED.into_iter().find_map(|target| self.classifier(target))
    }
}

#[derive(Debug)]
enum Kept {
    Classifier(Classifier),
    Texts(Texts),
}

impl Kept {
    fn classifier(&self) -> Option<&Classifier> {
        if let Self::Classifier(classifier) = self { Some(classifier) } else { None }
    }
}

/// Writes what a lesson taught.
pub(crate) fn keep(tx: &mut Tx<'_>, target: Target, lesson: &Lesson) -> Result<()> {
    let bytes = lesson.classifier.to_bytes();
    let digest = digest(&bytes);
    put(tx, target.as_str(), &digest, bytes, lesson.examples)?;
    if let Some(texts) = &lesson.texts {
        let bytes = to_bytes(texts, &digest);
        put(tx, TICKETS, &self::digest(&bytes), bytes, texts.tickets.len())?;
    }
    Ok(())
}

/// Takes away what can no longer be learned.
pub(crate) fn forget(tx: &mut Tx<'_>, target: Target) -> Result<()> {
    tx.execute("DELETE FROM triage_learned WHERE part = $1", params![target]).map(drop)
}

fn put(tx: &mut Tx<'_>, part: &str, digest: &str, bytes: Vec<u8>, examples: usize) -> Result<()> {
    let now = tx.now();
    let examples = i64::try_from(examples).unwrap_or(i64::MAX);
    tx.execute_one(
        "INSERT INTO triage_learned (part, digest, bytes, examples, learned_at) VALUES ($1,$2,$3,$4,$5) ON CONFLICT (part) DO UPDATE SET \
         digest = excluded.digest, bytes = excluded.bytes, examples = excluded.examples, learned_at = excluded.learned_at",
        params![part, digest, bytes, examples, now],
    )
}

fn digest(bytes: &[u8]) -> String {
    HEXLOWER.encode(&Sha256::digest(bytes))
}

/// All that was learned: one statement, and one more for each part that this process has not read yet.
pub(crate) fn learned(conn: &Conn) -> Result<Learned> {
    let rows = conn.all::<(String, String)>("SELECT part, digest FROM triage_learned ORDER BY part", &[])?;
    let mut learned = Learned::default();
    let mut digests = Vec::new();
    for target in Target::LEARNED {
        let Some((part, digest)) = rows.iter().find(|(part, _)| part == target.as_str()) else { continue };
        let read = |bytes: &[u8]| Classifier::from_bytes(bytes).ok().map(Kept::Classifier);
        if let Some(kept) = kept(conn, part, digest, read)? {
            digests.push((target, digest.as_str()));
            learned.classifiers.push((target, kept));
        }
    }
    if let Some((part, digest)) = rows.iter().find(|(part, _)| part == TICKETS) {
        let read = |bytes: &[u8]| from_bytes(bytes, &learned, &digests).map(Kept::Texts);
        learned.texts = kept(conn, part, digest, read)?;
        // What was read earlier must belong to the words that are known now.
        let belongs = |kept: &Kept| matches!(kept, Kept::Texts(texts) if digests.contains(&(texts.by, texts.of.as_str())));
        learned.texts = learned.texts.filter(|kept| belongs(kept));
    }
    Ok(learned)
}

/// What this process has read, the last used at the end.
static KEPT: Mutex<Vec<(String, Arc<Kept>)>> = Mutex::new(Vec::new());

/// A part, from memory or read anew. Bytes of another version are as good as none: the next lesson writes them.
fn kept(conn: &Conn, part: &str, digest: &str, read: impl Fn(&[u8]) -> Option<Kept>) -> Result<Option<Arc<Kept>>> {
    let known = {
        let mut all = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
        let at = all.iter().position(|(of, _)| of == digest);
        at.map(|at| {
            let entry = all.remove(at);
            let kept = Arc::clone(&entry.1);
            all.push(entry);
            kept
        })
    };
    if known.is_some() {
        return Ok(known);
    }
    let sql = "SELECT bytes FROM triage_learned WHERE part = $1 AND digest = $2";
    let Some((bytes,)) = conn.first::<(Vec<u8>,)>(sql, params![part, digest])? else { return Ok(None) };
    let Some(kept) = read(&bytes).map(Arc::new) else { return Ok(None) };
    let mut all = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if all.len() >= KEPT_MAX {
        all.remove(0);
    }
    all.push((digest.to_owned(), Arc::clone(&kept)));
    Ok(Some(kept))
}

/// The lesson and its digest, a line each; how many tickets; their numbers; and what they are compared by.
fn to_bytes(texts: &Texts, digest: &str) -> Vec<u8> {
    let mut bytes = format!("{}\n{digest}\n{}\n", texts.by, texts.tickets.len()).into_bytes();
    bytes.extend(texts.tickets.iter().flat_map(|ticket| ticket.0.to_le_bytes()));
    bytes.extend(texts.neighbours.to_bytes());
    bytes
}

fn from_bytes(bytes: &[u8], learned: &Learned, digests: &[(Target, &str)]) -> Option<Texts> {
    let mut lines = bytes.splitn(4, |byte| *byte == b'\n');
    let mut line = || std::str::from_utf8(lines.next()?).ok();
    let (by, digest, count) = (line()?.parse::<Target>().ok()?, line()?, line()?.parse::<usize>().ok()?);
    let (numbers, rest) = lines.next()?.split_at_checked(count.checked_mul(8)?)?;
    if !digests.contains(&(by, digest)) {
        return None;
    }
    let tickets = numbers.chunks_exact(8).map(|n| TicketId(i64::from_le_bytes(n.try_into().unwrap_or_default()))).collect();
    let neighbours = Neighbours::from_bytes(rest, learned.classifier(by)?).ok()?;
    (neighbours.len() == count).then(|| Texts { tickets, neighbours, by, of: digest.to_owned() })
}
