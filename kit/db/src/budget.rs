//! Budgets: how often something may happen in a window, counted in the database so that all processes share it.

use outcome::{Refusal, Result};

use crate::{Tx, params};

/// So much in so long.
#[derive(Debug, Clone, Copy)]
pub struct Budget {
    /// How much may be spent in a window.
    pub most: i64,
    /// How long a window is, in milliseconds.
    pub window_ms: i64,
}

impl Tx<'_> {
    /// Spends `cost` of the bucket's budget; refuses, spending nothing more, when it does not suffice.
    ///
    /// Call it in a transaction of its own where the refusal must be remembered: a refused command leaves nothing behind.
    ///
    /// # Errors
    /// `Refusal::TooMany` with the seconds until the window ends.
    pub fn spend(&mut self, bucket: &str, cost: i64, budget: Budget) -> Result<()> {
        let now = self.now();
        let sql = "INSERT INTO budgets (bucket, window_ends_at, spent) VALUES ($1, $2, $3) ON CONFLICT (bucket) DO UPDATE SET \
                   spent = CASE WHEN budgets.window_ends_at <= $4 THEN excluded.spent ELSE budgets.spent + excluded.spent END, \
                   window_ends_at = CASE WHEN budgets.window_ends_at <= $4 THEN excluded.window_ends_at ELSE budgets.window_ends_at END \
                   RETURNING spent, window_ends_at";
        let (spent, ends) = self.one::<(i64, crate::Moment)>(sql, params![bucket, now.plus_ms(budget.window_ms), cost, now])?;
        if spent <= budget.most {
            return Ok(());
        }
        let retry_after_s = u32::try_from(ends.since_ms(now).max(0) / 1_000 + 1).unwrap_or(u32::MAX);
        Err(Refusal::TooMany { retry_after_s }.into())
    }

    /// Forgets windows that ended; a timer calls it.
    ///
    /// # Errors
    /// What the engine answers.
    pub fn forget_ended_budgets(&mut self) -> Result<u64> {
        let now = self.now();
        self.execute("DELETE FROM budgets WHERE window_ends_at <= $1", params![now])
    }
}
