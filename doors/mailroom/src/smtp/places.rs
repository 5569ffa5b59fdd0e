//! Who is in: connections in all and from one address, and the memory that their letters take.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::limits::{MEMORY_UNIT_BYTES, MEMORY_WITHIN, SmtpLimits};

/// The counters, shared by all sessions.
pub(crate) struct Places {
    inside: Arc<Mutex<HashMap<IpAddr, usize>>>,
    all_max: usize,
    per_address_max: usize,
    memory: Arc<Semaphore>,
    memory_units: usize,
}

/// A place at the door, given back when it is dropped.
pub(crate) struct Seat {
    inside: Arc<Mutex<HashMap<IpAddr, usize>>>,
    address: IpAddr,
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = inside.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                inside.remove(&self.address);
            }
        }
    }
}

impl Places {
    pub(super) fn new(limits: &SmtpLimits) -> Self {
        let memory_units = units(limits.memory_bytes_max.max(limits.letter_bytes_max));
        Self {
            inside: Arc::default(),
            all_max: limits.connections_max,
            per_address_max: limits.connections_per_address_max,
            memory: Arc::new(Semaphore::new(memory_units)),
            memory_units,
        }
    }

    /// A place for a connection from `address`, if there is one.
    pub(super) fn take(&self, address: IpAddr) -> Option<Seat> {
        let mut inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        let all: usize = inside.values().sum();
        let own = inside.get(&address).copied().unwrap_or_default();
        if all >= self.all_max || own >= self.per_address_max {
            return None;
        }
        inside.insert(address, own + 1);
        Some(Seat { inside: Arc::clone(&self.inside), address })
    }

    /// Memory for a letter of up to `bytes`, if some becomes free in time.
    pub(super) async fn memory(&self, bytes: usize) -> Option<OwnedSemaphorePermit> {
        let wanted = u32::try_from(units(bytes).min(self.memory_units)).ok()?;
        tokio::time::timeout(MEMORY_WITHIN, Arc::clone(&self.memory).acquire_many_owned(wanted)).await.ok()?.ok()
    }
}

fn units(bytes: usize) -> usize {
    bytes.div_ceil(MEMORY_UNIT_BYTES).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seat_is_given_back() {
        let places = Places::new(&SmtpLimits { connections_max: 3, connections_per_address_max: 2, ..SmtpLimits::default() });
        let (a, b): (IpAddr, IpAddr) = ([10, 0, 0, 1].into(), [10, 0, 0, 2].into());
        let first = places.take(a);
        let _second = places.take(a);
        assert!(first.is_some() && places.take(a).is_none());
        let _third = places.take(b);
        assert!(places.take(b).is_none(), "all three are taken");
        drop(first);
        assert!(places.take(b).is_some());
    }
}
