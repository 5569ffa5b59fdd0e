//! One deed that Priya did to a whole list.

use ::people::{Actor, Door, directory};
use db::Db;
use outcome::Result;
use tickets::{BeginRound, BulkDeed, List, QueueAsk};

use super::people::Cast;

/// The tickets about the VPN that are done, tagged for the review of the autumn; a job goes through them.
pub fn begin(db: &Db, cast: &Cast) -> Result<()> {
    let priya = cast.specialists[0].id;
    db.write_now(move |tx| {
        let by = directory::actor_of(tx, priya, Door::Web)?.unwrap_or_else(|| Actor::system(Door::Command));
        let ask = QueueAsk::new(List::Filter("vpn status:resolved,closed".to_owned()));
        let list = "/tickets?list=everything&q=vpn+status%3Aresolved%2Cclosed".to_owned();
        tickets::begin_round(tx, &by, &BeginRound { ask, deed: BulkDeed::Tag(vec!["autumn-review".to_owned()]), list }).map(drop)
    })
}
