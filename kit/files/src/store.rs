//! `Store`: puts bytes under their own digest and gets them back.

use std::sync::{Arc, LazyLock};

use anyhow::{Context, anyhow};
use bytes::Bytes;
use data_encoding::HEXLOWER;
use futures_util::StreamExt;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt};
use outcome::{Refusal, Result};
use sha2::{Digest, Sha256};

use crate::config::{self, StoreConfig};

/// Hexadecimal digits of a SHA-256.
const DIGEST_CHARS: usize = 64;

/// A kept file: what it is named by, and how long it is.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct FileRef {
    /// SHA-256 of the bytes, 64 lower-case hexadecimal digits.
    pub sha256: String,
    /// How many bytes.
    pub bytes: u64,
}

impl FileRef {
    /// What these bytes will be named by.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self { sha256: HEXLOWER.encode(&Sha256::digest(bytes)), bytes: bytes.len() as u64 }
    }
}

/// A place for files; cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {
    pub(crate) inner: Arc<dyn ObjectStore>,
    place: String,
}

impl Store {
    /// Opens the place. A folder is made when it is not there; a bucket is first asked by [`Store::check`].
    ///
    /// # Errors
    /// When the folder cannot be made or the configuration does not hold together.
    pub fn open(config: &StoreConfig) -> Result<Self> {
        let place = match config {
            StoreConfig::Folder(path) => path.display().to_string(),
            StoreConfig::S3(s3) => format!("s3://{}/{}", s3.bucket, s3.prefix),
        };
        Ok(Self { inner: config::open(config)?, place })
    }

    /// Where this is, for people: a folder, or `s3://bucket/prefix`.
    #[must_use]
    pub fn place(&self) -> &str {
        &self.place
    }

    /// Keeps the bytes and answers when they are durable. The same bytes again change nothing.
    ///
    /// # Errors
    /// When the place cannot be written to.
    pub async fn put(&self, bytes: impl Into<Bytes>) -> Result<FileRef> {
        let bytes = bytes.into();
        let file = FileRef::of(&bytes);
        let path = path_of(&file.sha256)?;
        if !self.holds(&path, file.bytes).await? {
            self.inner.put(&path, bytes.into()).await.with_context(|| format!("a file could not be kept in {}", self.place))?;
        }
        Ok(file)
    }

    /// [`Store::put`] for threads that may wait (commands, tests); never on an async thread.
    ///
    /// # Errors
    /// As [`Store::put`].
    pub fn put_now(&self, bytes: impl Into<Bytes>) -> Result<FileRef> {
        wait_for(self.put(bytes))?
    }

    /// The whole file. For what may be long, [`Store::stream`].
    ///
    /// # Errors
    /// `NotFound` when it is not kept here.
    pub async fn get(&self, sha256: &str) -> Result<Bytes> {
        let got = self.inner.get(&path_of(sha256)?).await.map_err(|e| self.missing_or_failed(e))?;
        got.bytes().await.map_err(|e| self.missing_or_failed(e))
    }

    /// Removes a file for good; one that is not there is no fault. Whoever calls knows that nothing names it any more.
    ///
    /// # Errors
    /// When the place cannot be changed.
    pub async fn remove(&self, sha256: &str) -> Result<()> {
        match self.inner.delete(&path_of(sha256)?).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(self.missing_or_failed(error)),
        }
    }

    /// [`Store::get`] for threads that may wait (commands, tests); never on an async thread.
    ///
    /// # Errors
    /// As [`Store::get`].
    pub fn get_now(&self, sha256: &str) -> Result<Bytes> {
        wait_for(self.get(sha256))?
    }

    /// The digests of all files kept here, in no order, for threads that may wait (a backup).
    ///
    /// # Errors
    /// When the place cannot be listed.
    pub fn list_now(&self) -> Result<Vec<String>> {
        wait_for(async {
            let mut listing = self.inner.list(None);
            let mut digests = Vec::new();
            while let Some(found) = listing.next().await {
                let found = found.with_context(|| format!("the files in {} could not be listed", self.place))?;
                // Only whole files lie under their own digest; what is being written has another name.
                let name = found.location.filename().unwrap_or_default();
                if path_of(name).is_ok_and(|path| path == found.location) {
                    digests.push(name.to_owned());
                }
            }
            Ok(digests)
        })?
    }

    /// Is a file of this digest kept here?
    ///
    /// # Errors
    /// When the place cannot be asked.
    pub async fn exists(&self, sha256: &str) -> Result<bool> {
        match self.inner.head(&path_of(sha256)?).await {
            Ok(_) => Ok(true),
            Err(object_store::Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(self.missing_or_failed(error)),
        }
    }

    /// Writes, reads and removes a small file: proof that the place works, for `firstline check` and `/health`.
    ///
    /// # Errors
    /// Which of the three failed, and why.
    pub async fn check(&self) -> Result<()> {
        let (probe, bytes) = (Path::from(format!("probe/{}", fresh_name())), Bytes::from_static(b"firstline"));
        let what = |did: &str| format!("a probe could not be {did} in {}", self.place);
        self.inner.put(&probe, bytes.clone().into()).await.with_context(|| what("written"))?;
        let read = self.inner.get(&probe).await.with_context(|| what("read"))?.bytes().await.with_context(|| what("read"))?;
        self.inner.delete(&probe).await.with_context(|| what("removed"))?;
        if read == bytes { Ok(()) } else { Err(anyhow!("{} answers with other bytes than it was given", self.place).into()) }
    }

    /// Is the file there, and whole? One cut short by a fault of the disk is written again.
    pub(crate) async fn holds(&self, path: &Path, bytes: u64) -> Result<bool> {
        match self.inner.head(path).await {
            Ok(found) => Ok(found.size == bytes),
            Err(object_store::Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(self.missing_or_failed(error)),
        }
    }

    pub(crate) fn missing_or_failed(&self, error: object_store::Error) -> outcome::Error {
        match error {
            object_store::Error::NotFound { .. } => Refusal::NotFound.into(),
            other => anyhow::Error::new(other).context(format!("the files in {}", self.place)).into(),
        }
    }
}

/// `ab/cd/<digest>`: no folder grows beyond what a file system likes.
pub(crate) fn path_of(sha256: &str) -> Result<Path> {
    let is_digest = sha256.len() == DIGEST_CHARS && sha256.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    if !is_digest {
        return Err(Refusal::NotFound.into());
    }
    Ok(Path::from(format!("{}/{}/{sha256}", &sha256[..2], &sha256[2..4])))
}

/// A name nobody else has at this moment: this process and a counter, beside the time.
pub(crate) fn fresh_name() -> String {
    use std::sync::atomic::{AtomicU64, Ordering};
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    format!("{}-{}-{}", since.as_nanos(), std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}

/// The small runtime behind the `_now` calls; connections to a bucket outlive one call.
static WAITING_ROOM: LazyLock<std::io::Result<tokio::runtime::Runtime>> =
    LazyLock::new(|| tokio::runtime::Builder::new_multi_thread().worker_threads(1).thread_name("files").enable_all().build());

fn wait_for<T>(doing: impl Future<Output = T>) -> Result<T> {
    match &*WAITING_ROOM {
        Ok(runtime) => Ok(runtime.block_on(doing)),
        Err(error) => Err(anyhow!("no thread for waiting on files: {error}").into()),
    }
}
