//! Copies of somebody's data: asked for, made by a job, fetched by an administrator, and gone after [`COPY_KEPT_MS`].

use std::fs::File;

use anyhow::Context;
use db::{Conn, Db, Job, Moment, Promise, Run, Subject, Tx, id, params, row, words};
use files::Store;
use outcome::{Error, Refusal, Result};
use people::policy::{Action, permit};
use people::{Actor, PersonId};
use tickets::FORGET_FILES;

use crate::archive::write_copy;
use crate::limits::{COPIES_FORGOTTEN_BATCH, COPIES_SHOWN_MAX, COPY_BYTES_MAX, COPY_KEPT_MS};

/// The promise to make a copy.
pub const COPY: &str = "privacy.copy";

id!(
    /// A copy's number.
    CopyId
);

words! {
    /// How far a copy is.
    pub enum CopyState {
        /// It is put together.
        BeingMade = "being_made",
        /// It can be fetched.
        Ready = "ready",
    }
}

row! {
    /// A copy, as its row stands.
    pub struct Copy {
        /// Its number.
        pub id: CopyId,
        /// Whose data it is.
        pub person_id: PersonId,
        /// Who asked for it.
        pub asked_by: Option<PersonId>,
        /// How far it is.
        pub state: CopyState,
        /// Its digest, once it is ready.
        pub file: String,
        /// How long it is.
        pub bytes: i64,
        /// When it was asked for.
        pub asked_at: Moment,
        /// When it is gone.
        pub ends_at: Moment,
    }
}

/// Has a copy of somebody's data made.
///
/// # Errors
/// Refused to all but administrators; `Conflict` while one is being made, or when the person was erased.
pub fn ask_copy(tx: &mut Tx<'_>, actor: &Actor, person: PersonId) -> Result<CopyId> {
    let person = permit(tx, actor, Action::TakeCopy, person)?.id;
    let sql = "SELECT id FROM copies WHERE person_id = $1 AND state = $2";
    if tx.first::<(CopyId,)>(sql, params![person, CopyState::BeingMade])?.is_some() {
        return Err(Error::conflict("copy-being-made"));
    }
    let now = tx.now();
    let id: CopyId = tx.insert(
        "INSERT INTO copies (person_id, asked_by, state, asked_at, ends_at) VALUES ($1,$2,$3,$4,$5) RETURNING id",
        params![person, actor.person(), CopyState::BeingMade, now, now.plus_ms(COPY_KEPT_MS)],
    )?;
    people::note_copy_made(tx, actor, person)?;
    let data = serde_json::to_value(id).map_err(anyhow::Error::from)?;
    tx.promise(&Promise { data, ..Promise::new(COPY, Subject::new("copy", id.0)) })?;
    Ok(id)
}

/// The latest copies of somebody's data, the last one first.
///
/// # Errors
/// Refused to all but administrators.
pub fn copies_of(conn: &Conn, actor: &Actor, person: PersonId) -> Result<Vec<Copy>> {
    permit_look(conn, actor, person)?;
    let sql = format!("SELECT {} FROM copies c WHERE c.person_id = $1 ORDER BY c.id DESC LIMIT {COPIES_SHOWN_MAX}", Copy::columns("c"));
    conn.all(&sql, params![person])
}

/// A copy to be fetched; that it is, is written down.
///
/// # Errors
/// Refused to all but administrators; `NotFound` when it is not ready or gone.
pub fn take_copy(tx: &mut Tx<'_>, actor: &Actor, person: PersonId, copy: CopyId) -> Result<Copy> {
    permit_look(tx, actor, person)?;
    let sql = format!("SELECT {} FROM copies c WHERE c.id = $1 AND c.person_id = $2 AND c.state = $3", Copy::columns("c"));
    let copy: Copy = tx.first(&sql, params![copy, person, CopyState::Ready])?.ok_or(Refusal::NotFound)?;
    people::note_copy_taken(tx, actor, person)?;
    Ok(copy)
}

fn permit_look(conn: &Conn, actor: &Actor, person: PersonId) -> Result<()> {
    permit(conn, actor, Action::TakeCopy, person).map(drop)
}

/// Forgets copies whose time is over, and their archives; how many, at most [`COPIES_FORGOTTEN_BATCH`]. A timer calls it.
///
/// # Errors
/// What the engine answers.
pub fn forget_copies(tx: &mut Tx<'_>) -> Result<usize> {
    let now = tx.now();
    let sql = format!("SELECT id, file FROM copies WHERE ends_at < $1 ORDER BY ends_at LIMIT {COPIES_FORGOTTEN_BATCH}");
    let old = tx.all(&sql, params![now])?;
    forget(tx, old)
}

/// Forgets the copies of a person who is erased.
pub(crate) fn forget_of(tx: &mut Tx<'_>, person: PersonId) -> Result<()> {
    let all = tx.all("SELECT id, file FROM copies WHERE person_id = $1", params![person])?;
    forget(tx, all).map(drop)
}

fn forget(tx: &mut Tx<'_>, copies: Vec<(CopyId, String)>) -> Result<usize> {
    for (id, _) in &copies {
        tx.execute_one("DELETE FROM copies WHERE id = $1", params![*id])?;
    }
    let archives: Vec<&String> = copies.iter().map(|(_, file)| file).filter(|file| !file.is_empty()).collect();
    if !archives.is_empty() {
        let data = serde_json::to_value(archives).map_err(anyhow::Error::from)?;
        tx.promise(&Promise { data, ..Promise::new(FORGET_FILES, Subject::new("copy", 0)) })?;
    }
    Ok(copies.len())
}

/// Makes a copy, with no transaction open while it does.
pub(crate) fn job(store: Store) -> Run {
    Run::outside(move |db: Db, job: Job| {
        let store = store.clone();
        async move { make(&db, &store, job.data()?).await }
    })
}

async fn make(db: &Db, store: &Store, id: CopyId) -> Result<()> {
    let sql = "SELECT person_id FROM copies WHERE id = $1 AND state = $2";
    let asked = db.read(move |conn| conn.first::<(PersonId,)>(sql, params![id, CopyState::BeingMade])).await?;
    let Some((person,)) = asked else { return Ok(()) };
    let (reader, from) = (db.clone(), store.clone());
    let archive = tokio::task::spawn_blocking(move || -> Result<File> {
        let mut file = tempfile::tempfile().context("a temporary file")?;
        write_copy(&reader, &from, person, &mut file)?;
        std::io::Seek::rewind(&mut file).context("a temporary file")?;
        Ok(file)
    });
    let archive = archive.await.context("making a copy broke off")??;
    let file = store.put_reader(tokio::fs::File::from_std(archive), COPY_BYTES_MAX).await?;
    let bytes = i64::try_from(file.bytes).context("a very long archive")?;
    let digest = file.sha256.clone();
    let still_wanted = db
        .write(move |tx| {
            let sql = "UPDATE copies SET state = $2, file = $3, bytes = $4 WHERE id = $1 AND state = $5";
            Ok(tx.execute(sql, params![id, CopyState::Ready, &digest, bytes, CopyState::BeingMade])? > 0)
        })
        .await?;
    // Whoever was erased meanwhile has no copy.
    if still_wanted { Ok(()) } else { store.remove(&file.sha256).await }
}
