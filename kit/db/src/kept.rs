//! What every page reads and hardly anything changes, kept in memory until something happens to it.
//!
//! Each process keeps its own. A commit of this process lets go before whoever wrote is answered, so nobody reads behind their own
//! deed. What another process wrote is heard a moment later, as all its news is; should the hearing fail, age ends what is kept.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::clock::Moment;
use crate::conn::Conn;

/// How long something is kept without news of it.
pub const KEPT_MS_MAX: i64 = 30_000;

/// Something that is read often and changes seldom, the same for every asker.
pub trait Seldom: Send + Sync + 'static {
    /// The kinds of nouns that it tells of: any event of theirs lets go of it.
    const SUBJECTS: &'static [&'static str];
}

/// What one process keeps.
#[derive(Default)]
pub(crate) struct Keeper {
    /// Rises with every piece of news that something kept tells of.
    turn: AtomicU64,
    shelf: Mutex<HashMap<TypeId, Kept>>,
}

struct Kept {
    subjects: &'static [&'static str],
    turn: u64,
    read_at: Moment,
    value: Arc<dyn Any + Send + Sync>,
}

impl Keeper {
    /// The turn that a transaction begins in; asked before it begins, so that what it reads is never older than its turn.
    pub(crate) fn turn(&self) -> u64 {
        self.turn.load(Ordering::Acquire)
    }

    /// Something happened to a noun of this kind.
    pub(crate) fn hear(&self, subject: &str) {
        let shelf = self.shelf.lock().unwrap_or_else(PoisonError::into_inner);
        if shelf.values().any(|kept| kept.subjects.contains(&subject)) {
            self.turn.fetch_add(1, Ordering::Release);
        }
    }

    fn get<T: Seldom>(&self, turn: u64, now: Moment) -> Option<Arc<T>> {
        let shelf = self.shelf.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = shelf.get(&TypeId::of::<T>())?;
        let fresh = kept.turn == turn && (kept.read_at.0..=kept.read_at.0 + KEPT_MS_MAX).contains(&now.0);
        if fresh { Arc::clone(&kept.value).downcast().ok() } else { None }
    }

    fn put<T: Seldom>(&self, turn: u64, now: Moment, value: &Arc<T>) {
        let mut shelf = self.shelf.lock().unwrap_or_else(PoisonError::into_inner);
        let of_before = shelf.get(&TypeId::of::<T>()).map(|kept| kept.turn);
        if of_before.is_none() {
            // Until now nobody listened for its nouns: what was read may be older than what has been acknowledged. From the next turn on
            // it is kept.
            self.turn.fetch_add(1, Ordering::Release);
        }
        if of_before.is_none_or(|of_before| of_before <= turn) {
            let value = Arc::clone(value) as Arc<dyn Any + Send + Sync>;
            shelf.insert(TypeId::of::<T>(), Kept { subjects: T::SUBJECTS, turn, read_at: now, value });
        }
    }
}

impl Conn {
    /// What is kept, if it is as this transaction would read it. A transaction that writes always reads anew: it may have changed it.
    #[must_use]
    pub fn kept<T: Seldom>(&self) -> Option<Arc<T>> {
        self.shared.keeper.get(self.turn()?, self.now())
    }

    /// Keeps what this transaction has read, all of it, for the next one.
    pub fn keep<T: Seldom>(&self, value: T) -> Arc<T> {
        let value = Arc::new(value);
        if let Some(turn) = self.turn() {
            self.shared.keeper.put(turn, self.now(), &value);
        }
        value
    }
}
