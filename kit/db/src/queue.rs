//! A bounded queue between the doors and the database threads.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, PoisonError};

struct Inside<T> {
    waiting: VecDeque<T>,
    closed: bool,
}

/// First in, first out, never longer than its limit.
pub(crate) struct Queue<T> {
    inside: Mutex<Inside<T>>,
    arrived: Condvar,
    length_max: usize,
}

impl<T> Queue<T> {
    pub(crate) fn new(length_max: usize) -> Self {
        Self { inside: Mutex::new(Inside { waiting: VecDeque::new(), closed: false }), arrived: Condvar::new(), length_max }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Inside<T>> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds `item`, or gives it back when the queue is full or closed.
    pub(crate) fn push(&self, item: T) -> Result<(), T> {
        let mut inside = self.lock();
        if inside.closed || inside.waiting.len() >= self.length_max {
            return Err(item);
        }
        inside.waiting.push_back(item);
        drop(inside);
        self.arrived.notify_one();
        Ok(())
    }

    /// The next item; waits for one, answers `None` once the queue is closed and empty.
    pub(crate) fn pop(&self) -> Option<T> {
        let mut inside = self.lock();
        loop {
            if let Some(item) = inside.waiting.pop_front() {
                return Some(item);
            }
            if inside.closed {
                return None;
            }
            inside = self.arrived.wait(inside).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// The next item if one is already waiting.
    pub(crate) fn pop_waiting(&self) -> Option<T> {
        self.lock().waiting.pop_front()
    }

    /// Takes nothing more; what waits is still handed out.
    pub(crate) fn close(&self) {
        self.lock().closed = true;
        self.arrived.notify_all();
    }
}
