//! Long files: kept and read piece by piece, so that memory does not grow with them.

use std::fmt;
use std::ops::Range;

use anyhow::Context;
use bytes::{Bytes, BytesMut};
use data_encoding::HEXLOWER;
use futures_util::stream::BoxStream;
use futures_util::{StreamExt, TryStreamExt};
use object_store::path::Path;
use object_store::{GetOptions, GetRange, ObjectStoreExt, WriteMultipart};
use outcome::{Error, Refusal, Result, Sentence};
use sha2::{Digest, Sha256};
use tokio::io::{AsyncRead, AsyncReadExt};

use crate::store::{FileRef, Store, fresh_name, path_of};

/// What is held in memory of one file that is being put, in bytes; S3 takes parts of 5 MiB and more.
const PART_BYTES: usize = 8 * 1024 * 1024;
/// Parts of one file on their way at the same time.
const PARTS_MAX: usize = 2;
/// Where files wait whose digest is not known before their end.
const UNFINISHED: &str = "unfinished";

/// A file, or a part of it, on its way out.
pub struct Content {
    /// How long the whole file is, in bytes.
    pub bytes_total: u64,
    /// Which bytes these are.
    pub range: Range<u64>,
    /// The bytes.
    pub stream: BoxStream<'static, std::io::Result<Bytes>>,
}

/// A file was longer than allowed; nothing of it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileTooLarge {
    /// The most that was allowed, in bytes.
    pub bytes_max: u64,
}

impl fmt::Display for FileTooLarge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the file is longer than {} bytes", self.bytes_max)
    }
}

impl From<FileTooLarge> for Error {
    fn from(large: FileTooLarge) -> Self {
        Error::invalid("file", Sentence::new("file-too-large").with("bytes_max", large.bytes_max))
    }
}

impl Store {
    /// Keeps what `reader` gives, up to `bytes_max`, and answers when it is durable.
    ///
    /// # Errors
    /// `Invalid` (field `file`, key `file-too-large`) when there is more; nothing is kept then.
    pub async fn put_reader(&self, mut reader: impl AsyncRead + Unpin + Send, bytes_max: u64) -> Result<FileRef> {
        let first = read_part(&mut reader).await?;
        if first.len() as u64 > bytes_max {
            return Err(FileTooLarge { bytes_max }.into());
        }
        if first.len() < PART_BYTES {
            return self.put(first).await;
        }
        let staging = Path::from(format!("{UNFINISHED}/{}", fresh_name()));
        let upload = self.inner.put_multipart(&staging).await.with_context(|| format!("a long file in {}", self.place()))?;
        let mut writing = WriteMultipart::new_with_chunk_size(upload, PART_BYTES);
        match feed(&mut writing, first, reader, bytes_max).await {
            Ok(file) => {
                writing.finish().await.with_context(|| format!("a long file in {}", self.place()))?;
                self.settle(&staging, file).await
            }
            Err(error) => {
                if let Err(left) = writing.abort().await {
                    tracing::warn!(%left, "an unfinished file stays behind until it is swept");
                }
                Err(error)
            }
        }
    }

    /// Moves a finished file to the place its digest names.
    async fn settle(&self, staging: &Path, file: FileRef) -> Result<FileRef> {
        let path = path_of(&file.sha256)?;
        let done =
            if self.holds(&path, file.bytes).await? { self.inner.delete(staging).await } else { self.inner.rename(staging, &path).await };
        done.with_context(|| format!("a long file in {}", self.place()))?;
        Ok(file)
    }

    /// The file, or these bytes of it, piece by piece. A range that begins behind the end is refused, one that ends there is cut.
    ///
    /// # Errors
    /// `NotFound` when it is not kept here; `Invalid` (field `range`) when the range does not meet the file.
    pub async fn stream(&self, sha256: &str, range: Option<Range<u64>>) -> Result<Content> {
        let path = path_of(sha256)?;
        if let Some(asked) = &range {
            let found = self.inner.head(&path).await.map_err(|e| self.missing_or_failed(e))?;
            if asked.start >= asked.end || asked.start >= found.size {
                return Err(Error::invalid("range", Sentence::new("file-range-outside").with("bytes", found.size)));
            }
        }
        let options = GetOptions { range: range.map(GetRange::Bounded), ..GetOptions::default() };
        let got = self.inner.get_opts(&path, options).await.map_err(|e| self.missing_or_failed(e))?;
        let (bytes_total, range) = (got.meta.size, got.range.clone());
        Ok(Content { bytes_total, range, stream: got.into_stream().map_err(std::io::Error::other).boxed() })
    }

    /// Removes what was begun longer than `older_than` ago and never finished (a process that was stopped); how many. A timer calls it.
    ///
    /// # Errors
    /// When the place cannot be asked.
    pub async fn sweep_unfinished(&self, older_than: std::time::Duration) -> Result<usize> {
        let mut swept = 0;
        for folder in [UNFINISHED, "probe"] {
            let mut found = self.inner.list(Some(&Path::from(folder)));
            while let Some(entry) = found.try_next().await.map_err(|e| self.missing_or_failed(e))? {
                let age_ms = std::time::SystemTime::now()
                    .duration_since(std::time::UNIX_EPOCH)
                    .unwrap_or_default()
                    .as_millis()
                    .saturating_sub(u128::try_from(entry.last_modified.timestamp_millis()).unwrap_or_default());
                if age_ms >= older_than.as_millis() {
                    match self.inner.delete(&entry.location).await.map_err(|e| self.missing_or_failed(e)) {
                        Ok(()) => swept += 1,
                        // Another process swept it first.
                        Err(Error::Refused(Refusal::NotFound)) => {}
                        Err(error) => return Err(error),
                    }
                }
            }
        }
        Ok(swept)
    }
}

/// One part's worth of bytes, or fewer at the end.
async fn read_part(reader: &mut (impl AsyncRead + Unpin + Send)) -> Result<Bytes> {
    let mut part = BytesMut::with_capacity(64 * 1024);
    let mut limited = reader.take(PART_BYTES as u64);
    while limited.read_buf(&mut part).await.context("a file could not be read")? > 0 {}
    Ok(part.freeze())
}

async fn feed(writing: &mut WriteMultipart, first: Bytes, mut reader: impl AsyncRead + Unpin + Send, bytes_max: u64) -> Result<FileRef> {
    let (mut digest, mut bytes, mut part) = (Sha256::new(), 0_u64, first);
    while !part.is_empty() {
        bytes += part.len() as u64;
        if bytes > bytes_max {
            return Err(FileTooLarge { bytes_max }.into());
        }
        digest.update(&part);
        writing.wait_for_capacity(PARTS_MAX).await.context("a long file could not be kept")?;
        writing.put(part);
        part = read_part(&mut reader).await?;
    }
    Ok(FileRef { sha256: HEXLOWER.encode(&digest.finalize()), bytes })
}
