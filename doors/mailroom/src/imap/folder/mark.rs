//! What becomes of a letter in its mailbox once it is durable with us: moved to another folder, or marked as read.

use async_imap::error::{Error as ImapError, Result as ImapResult};
use futures_util::TryStreamExt;

use super::letters::set;
use super::{Folder, lost, silent};
use crate::connect::Trouble;
use crate::imap::folder_name;

impl Folder<'_> {
    /// Marks letters that are durable. A server that refuses this does not stop the others: it is noted, and the letters stay.
    pub(super) async fn mark(&mut self, uids: &[u32]) -> Result<(), Trouble> {
        if uids.is_empty() {
            return Ok(());
        }
        let uids = set(&uids.iter().map(|uid| (*uid, 0)).collect::<Vec<_>>());
        let target = self.fetch.processed_folder.clone();
        let within = self.tools.limits.answer_within;
        let marked = async { if target.is_empty() { self.read(&uids).await } else { self.away(&uids, &target).await } };
        match tokio::time::timeout(within, marked).await {
            Ok(Ok(())) => {
                self.unmarked = None;
                Ok(())
            }
            Ok(Err(error @ (ImapError::No(_) | ImapError::Bad(_) | ImapError::Validate(_)))) => {
                let what = if target.is_empty() { "marked as read".to_owned() } else { format!("moved to {target}") };
                self.unmarked = Some(format!("letters arrive, but cannot be {what}: {error}"));
                Ok(())
            }
            Ok(Err(error)) => Err(lost(&error.to_string())),
            Err(_) => Err(silent("marking letters")),
        }
    }

    async fn read(&mut self, uids: &str) -> ImapResult<()> {
        self.session().uid_store(uids, "+FLAGS.SILENT (\\Seen)").await?.try_collect::<Vec<_>>().await.map(drop)
    }

    async fn away(&mut self, uids: &str, target: &str) -> ImapResult<()> {
        let target = folder_name(target);
        if self.abilities.has_str("MOVE") {
            return self.session().uid_mv(uids, target).await;
        }
        self.session().uid_copy(uids, target).await?;
        self.session().uid_store(uids, "+FLAGS.SILENT (\\Deleted)").await?.try_collect::<Vec<_>>().await?;
        if self.abilities.has_str("UIDPLUS") {
            // Only ours: a plain EXPUNGE would remove what somebody else marked.
            self.session().uid_expunge(uids).await?.try_collect::<Vec<_>>().await?;
        }
        Ok(())
    }
}
