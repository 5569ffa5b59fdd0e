//! Pictures of the world, for tests: what hangs here, and who asked for what.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use mail::{Fetched, Fetching, PictureSource};

/// A world of pictures; empty at first.
#[derive(Default)]
pub struct Gallery {
    hangs: Mutex<BTreeMap<String, Vec<u8>>>,
    asked: Mutex<Vec<String>>,
}

impl Gallery {
    /// Hangs a picture at an address.
    pub fn hang(&self, address: &str, bytes: &[u8]) {
        self.hangs.lock().unwrap_or_else(PoisonError::into_inner).insert(address.to_owned(), bytes.to_vec());
    }

    /// Every address that was asked for, in order.
    #[must_use]
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl PictureSource for Gallery {
    fn fetch(&self, address: String) -> Fetching<'_> {
        let found = self.hangs.lock().unwrap_or_else(PoisonError::into_inner).get(&address).cloned();
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).push(address);
        Box::pin(async move {
            let bytes = found.ok_or_else(|| anyhow::anyhow!("nothing hangs there"))?;
            Ok(Fetched { bytes, media_type: "image/png" })
        })
    }
}
