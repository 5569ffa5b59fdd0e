//! A desk that gets letters: a mailbox, a place for files, and everybody listening who would in earnest.

use std::ops::Deref;
use std::sync::{Arc, LazyLock};

use catalogue::{Catalogue, Language};
use db::Wiring;
use files::{Store, StoreConfig};
use mail::{Arrival, Arrived, Enclosed, Intake, MailboxId, NewMailbox, OutboxLetter, OutgoingId, Relay};
use people::{Actor, Door};
use tickets::release_job;

use crate::{Cast, Desk};

/// The texts of everything below the doors.
#[must_use]
pub fn texts() -> &'static Catalogue {
    static TEXTS: LazyLock<Catalogue> = LazyLock::new(|| {
        let sources = mail::TEXTS.into_iter().chain(notifications::TEXTS).chain(files::TEXTS);
        let sources: Vec<_> = sources.map(|(word, source)| (Language::parse(word).expect("a language"), source)).collect();
        Catalogue::new(&[sources, sla::LOCALES.to_vec()].concat())
    });
    &TEXTS
}

/// A desk with people, the mailbox `support@desk.example`, and mail that is kept in the outbox.
pub struct Office {
    /// The desk and its people.
    pub cast: Cast,
    /// Where files lie.
    pub store: Store,
    /// The mailbox.
    pub support: MailboxId,
    _files: tempfile::TempDir,
}

impl Deref for Office {
    type Target = Cast;
    fn deref(&self) -> &Cast {
        &self.cast
    }
}

impl Office {
    /// An office without a relay.
    #[must_use]
    pub fn new() -> Self {
        Self::with(None)
    }

    /// An office whose letters are handed to `relay`.
    ///
    /// # Panics
    /// When it cannot be set up: a test without it proves nothing.
    #[must_use]
    pub fn with(relay: Option<Arc<dyn Relay>>) -> Self {
        Self::equipped(relay, Vec::new())
    }

    /// An office without a relay where somebody keeps these promises too.
    #[must_use]
    pub fn with_jobs(more: Vec<(&'static str, db::Run)>) -> Self {
        Self::equipped(None, more)
    }

    fn equipped(relay: Option<Arc<dyn Relay>>, more: Vec<(&'static str, db::Run)>) -> Self {
        let files = tempfile::tempdir().expect("a folder for files");
        let store = Store::open(&StoreConfig::Folder(files.path().to_owned())).expect("a place for files");
        let mut jobs = mail::jobs(texts(), store.clone(), relay);
        jobs.extend(privacy::jobs(store.clone()));
        jobs.extend(more);
        jobs.extend(notifications::jobs(texts(), "https://desk.example"));
        jobs.push((tickets::RELEASE, release_job()));
        jobs.extend(triage::jobs());
        jobs.extend(problems::jobs());
        jobs.push((tickets::REAPPLY, tickets::reapply_job()));
        jobs.push((tickets::ROUND, tickets::round_job()));
        let listeners = mail::listeners(texts())
            .into_iter()
            .chain(notifications::listeners())
            .chain([tickets::reapply_listener()])
            .chain(paging::listeners())
            .chain([satisfaction::listener()])
            .chain(routing::listeners())
            .collect();
        let cast = Desk::with(Wiring { listeners, jobs }).with_people();
        let support =
            cast.write(|tx| mail::add_mailbox(tx, &Actor::system(Door::Command), &NewMailbox::new("support@desk.example", "Support")));
        Self { cast, store, support: support.expect("the mailbox"), _files: files }
    }

    /// Takes a letter in that came to `support@desk.example`, as the mailroom would.
    ///
    /// # Panics
    /// When it is not taken in.
    pub fn deliver(&self, raw: &str) -> Intake {
        self.deliver_to("support@desk.example", None, raw)
    }

    /// Takes a letter in that came to `to`, from `envelope_from` in the SMTP dialogue.
    ///
    /// # Panics
    /// When it is not taken in.
    pub fn deliver_to(&self, to: &str, envelope_from: Option<&str>, raw: &str) -> Intake {
        let arrived = self.arrived(to, envelope_from, raw);
        self.write(move |tx| mail::take_in(tx, &arrived)).expect("the letter is taken in")
    }

    /// A letter as it stands before it is taken in: read, its files kept.
    ///
    /// # Panics
    /// When there is no such mailbox.
    pub fn arrived(&self, to: &str, envelope_from: Option<&str>, raw: &str) -> Arrived {
        let mut letter = email::Letter::parse(raw.as_bytes());
        let bounce = email::bounce::read(&letter);
        let files = std::mem::take(&mut letter.attachments);
        let enclosed = files.into_iter().map(|file| {
            let stored = self.store.put_now(file.bytes).expect("the file is kept");
            let bytes = i64::try_from(stored.bytes).expect("a small file");
            let (name, media_type, content_id, inline) = (file.name, file.media_type, file.content_id, file.inline);
            Enclosed { file: stored.sha256, bytes, name, media_type, content_id, inline }
        });
        let (wanted, headers) = (to.to_owned(), letter.clone());
        let found = self.read(move |conn| mail::mailbox_of(conn, Some(&wanted), &headers)).expect("the mailboxes");
        let mailbox = found.expect("a mailbox of this address").0.id;
        let raw = self.store.put_now(raw.as_bytes().to_vec()).expect("the letter is kept");
        // Senders are who they say in these tests; those of forged ones say otherwise themselves.
        let verdicts = mail::Verdicts::vouched("desk.example");
        let at =
            Arrival { mailbox, envelope_from: envelope_from.map(str::to_owned), envelope_to: to.to_owned(), raw, verdicts, old: false };
        Arrived::new(letter, bounce, enclosed.collect(), at)
    }

    /// Every letter out, oldest first, once all promises are kept.
    ///
    /// # Panics
    /// When they cannot be read.
    pub fn outbox(&self) -> Vec<OutboxLetter> {
        self.keep_promises();
        let all = |conn: &db::Conn| {
            let system = Actor::system(Door::Command);
            let entries = mail::outbox(conn, &system, None, None, mail::PAGE_MAX)?;
            entries.iter().rev().map(|entry| mail::outbox_letter(conn, &system, entry.id)).collect()
        };
        self.read(all).expect("the outbox")
    }

    /// Letters out of one kind.
    pub fn sent(&self, kind: mail::Kind) -> Vec<OutboxLetter> {
        self.outbox().into_iter().filter(|letter| letter.row.kind == kind).collect()
    }

    /// A letter out as it left, read again.
    ///
    /// # Panics
    /// When it was not written.
    pub fn as_it_left(&self, id: OutgoingId) -> email::Letter {
        let letter = self.read(move |conn| mail::outbox_letter(conn, &Actor::system(Door::Command), id)).expect("the letter");
        let raw = self.store.get_now(letter.row.raw.as_deref().expect("it was written")).expect("its file");
        email::Letter::parse(&raw)
    }
}

impl Default for Office {
    fn default() -> Self {
        Self::new()
    }
}
