//! Which tokens are so common on PostgreSQL that a search should walk the list it is for and look at each subject, rather than
//! gather all hits first.
//!
//! PostgreSQL plans a prepared statement without looking at what is searched for, and is then wrong by a factor of a thousand in
//! one of the two directions. Its own statistics know the common tokens; they are read now and then, and the statement says which
//! way to go. SQLite always gathers: its lists of ids are short enough.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::engine::Engine;
use crate::params;

/// A token that this share of all entries has is common.
const COMMON_SHARE: f64 = 0.05;
/// How long the statistics are believed.
const BELIEVED: Duration = Duration::from_secs(600);

type Tokens = Arc<BTreeSet<String>>;

/// The common tokens, as far as known; empty on SQLite and before the first statistics.
#[derive(Default)]
pub(crate) struct Common(Mutex<Option<(Instant, Tokens)>>);

impl Common {
    /// The common tokens; asks `engine` when what is known is too old.
    pub(crate) fn tokens(&self, engine: &Engine) -> Tokens {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, tokens)) = known.as_ref().filter(|(read_at, _)| read_at.elapsed() < BELIEVED) {
            return Arc::clone(tokens);
        }
        let tokens: Tokens = Arc::new(read(engine));
        *known = Some((Instant::now(), Arc::clone(&tokens)));
        tokens
    }
}

/// Once in a while and for all readers, so it does not count as a statement of whoever came first.
fn read(engine: &Engine) -> BTreeSet<String> {
    let sql = "SELECT u.token FROM pg_stats s, unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs) AS u (token, share) \
               WHERE s.schemaname = current_schema() AND s.tablename = 'fulltext_entries' AND s.attname = 'tokens' \
               AND u.token IS NOT NULL AND u.share >= $1::float8";
    let mut tokens = BTreeSet::new();
    let read = engine.query(sql, params![COMMON_SHARE], &mut |cells| {
        tokens.insert(cells.field::<String>(0)?);
        Ok(())
    });
    if let Err(error) = read {
        tracing::warn!(%error, "the statistics of full text cannot be read; searches for common words may be slow");
    }
    tokens
}
