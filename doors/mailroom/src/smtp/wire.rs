//! The wire below a dialogue: lines in, answers out, silence measured.

use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::sync::watch;

use super::limits::{LINE_BYTES_MAX, READ_BYTES};

/// What came of waiting for a command.
pub(super) enum Heard {
    /// A line with its end.
    Line(Vec<u8>),
    /// More than a line may hold.
    TooLong,
    /// Nothing for too long.
    Silence,
    /// The door closes.
    Stopping,
    /// The other side left.
    Gone,
}

/// A connection with what was read and not yet understood, and what is to be said and not yet sent.
pub(super) struct Wire<S> {
    stream: S,
    input: Vec<u8>,
    at: usize,
    out: Vec<u8>,
    idle: Duration,
    stop: watch::Receiver<bool>,
}

impl<S: AsyncRead + AsyncWrite + Unpin + Send> Wire<S> {
    pub(super) fn new(stream: S, idle: Duration, stop: watch::Receiver<bool>) -> Self {
        Self { stream, input: Vec::new(), at: 0, out: Vec::new(), idle, stop }
    }

    /// The stream alone: what was read and not understood is dropped, for whoever slipped it in.
    pub(super) fn into_stream(self) -> S {
        self.stream
    }

    /// Puts an answer with the others: with pipelining, several go out together (RFC 2920).
    pub(super) fn say(&mut self, line: &str) {
        self.out.extend_from_slice(line.as_bytes());
        self.out.extend_from_slice(b"\r\n");
    }

    /// Sends what is to be said.
    pub(super) async fn flush(&mut self) -> anyhow::Result<()> {
        if !self.out.is_empty() {
            tokio::time::timeout(self.idle, self.stream.write_all(&self.out)).await??;
            tokio::time::timeout(self.idle, self.stream.flush()).await??;
            self.out.clear();
        }
        Ok(())
    }

    /// The next line. Answers go out before anybody waits.
    pub(super) async fn line(&mut self) -> anyhow::Result<Heard> {
        loop {
            let rest = &self.input[self.at..];
            if let Some(end) = rest.iter().position(|&b| b == b'\n') {
                let line = rest[..=end].to_vec();
                self.at += end + 1;
                return Ok(if line.len() > LINE_BYTES_MAX { Heard::TooLong } else { Heard::Line(line) });
            }
            if rest.len() > LINE_BYTES_MAX {
                return Ok(Heard::TooLong);
            }
            self.flush().await?;
            let mut stop = self.stop.clone();
            if *stop.borrow() {
                return Ok(Heard::Stopping);
            }
            tokio::select! {
                read = tokio::time::timeout(self.idle, self.more()) => match read {
                    Ok(read) => if read? == 0 { return Ok(Heard::Gone) },
                    Err(_) => return Ok(Heard::Silence),
                },
                _ = stop.changed() => return Ok(Heard::Stopping),
            }
        }
    }

    /// The next bytes of a letter, or none when the other side left; fails after a silence.
    pub(super) async fn chunk(&mut self) -> anyhow::Result<&[u8]> {
        if self.at == self.input.len() && tokio::time::timeout(self.idle, self.more()).await?? == 0 {
            return Ok(&[]);
        }
        Ok(&self.input[self.at..])
    }

    /// Of the bytes that [`Wire::chunk`] gave, so many were the letter's.
    pub(super) fn used(&mut self, bytes: usize) {
        self.at += bytes;
    }

    /// Reads more behind what is not understood yet.
    async fn more(&mut self) -> anyhow::Result<usize> {
        self.input.drain(..self.at);
        self.at = 0;
        let had = self.input.len();
        self.input.resize(had + READ_BYTES, 0);
        let read = self.stream.read(&mut self.input[had..]).await;
        self.input.truncate(had + read.as_ref().copied().unwrap_or_default());
        Ok(read?)
    }
}
