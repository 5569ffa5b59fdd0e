//! How many passwords are hashed at once: each takes 19 MiB, and a crowd at the door must not take the house's memory.

use std::sync::{Condvar, Mutex, PoisonError};

use outcome::{Refusal, Result};

/// Hashes at once: 57 MiB.
const AT_ONCE_MAX: usize = 3;
/// Threads that may wait for a turn; the rest is told to come back.
const WAITING_MAX: usize = 100;

struct Crowd {
    inside: usize,
    waiting: usize,
}

static CROWD: Mutex<Crowd> = Mutex::new(Crowd { inside: 0, waiting: 0 });
static FREE: Condvar = Condvar::new();

/// A turn; it ends when dropped.
pub(super) struct Turn;

/// Waits for a turn.
///
/// # Errors
/// `Refusal::Busy` when too many wait already.
pub(super) fn enter() -> Result<Turn> {
    let mut crowd = CROWD.lock().unwrap_or_else(PoisonError::into_inner);
    if crowd.inside >= AT_ONCE_MAX && crowd.waiting >= WAITING_MAX {
        return Err(Refusal::Busy.into());
    }
    crowd.waiting += 1;
    while crowd.inside >= AT_ONCE_MAX {
        crowd = FREE.wait(crowd).unwrap_or_else(PoisonError::into_inner);
    }
    crowd.waiting -= 1;
    crowd.inside += 1;
    Ok(Turn)
}

impl Drop for Turn {
    fn drop(&mut self) {
        CROWD.lock().unwrap_or_else(PoisonError::into_inner).inside -= 1;
        FREE.notify_one();
    }
}
