//! What this crate keeps that may name somebody, emptied when they are to be forgotten: the one exception to "events are only added to".

use outcome::Result;

use crate::events::EventId;
use crate::{Tx, params};

impl Tx<'_> {
    /// Writes an event's own fields anew, without what must be forgotten. What happened, when and by whom stays.
    ///
    /// # Errors
    /// What the engine answers.
    pub fn empty_event(&mut self, event: EventId, data: &str) -> Result<()> {
        self.execute_one("UPDATE events SET data = $2 WHERE id = $1", params![event, data])
    }

    /// Forgets what short-lived rows say of these words: budgets named by them, answers kept for a repeated call, undertakings that have
    /// ended, and why a job failed.
    ///
    /// # Errors
    /// What the engine answers.
    pub fn forget_mentions(&mut self, words: &[String]) -> Result<()> {
        for word in words.iter().filter(|word| !word.is_empty()) {
            let like = format!("%{}%", word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"));
            for sql in [
                "DELETE FROM budgets WHERE bucket LIKE $1 ESCAPE '\\'",
                "DELETE FROM once WHERE answer LIKE $1 ESCAPE '\\' OR key LIKE $1 ESCAPE '\\'",
                "DELETE FROM undertakings WHERE ended_at IS NOT NULL AND (results LIKE $1 ESCAPE '\\' OR parts LIKE $1 ESCAPE '\\')",
                "UPDATE jobs SET last_error = '' WHERE last_error LIKE $1 ESCAPE '\\'",
            ] {
                self.execute(sql, params![&like])?;
            }
        }
        Ok(())
    }
}
