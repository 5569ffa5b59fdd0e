//! Leases: of several processes, exactly one runs a timer or polls a mailbox.

use outcome::Result;

use crate::{Tx, params};

impl Tx<'_> {
    /// Takes or renews the lease `name` for `holder` for `for_ms`; false when another holds it.
    ///
    /// # Errors
    /// What the engine answers.
    pub fn lease(&mut self, name: &str, holder: &str, for_ms: i64) -> Result<bool> {
        let now = self.now();
        let sql = "INSERT INTO leases (name, holder, until) VALUES ($1, $2, $3) \
                   ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until \
                   WHERE leases.holder = excluded.holder OR leases.until < $4";
        Ok(self.execute(sql, params![name, holder, now.plus_ms(for_ms), now])? == 1)
    }
}
