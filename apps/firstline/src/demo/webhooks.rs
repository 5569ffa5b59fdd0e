//! The demo's webhook: made and switched off, for the demo speaks to nobody outside.

use ::people::{Actor, Door};
use db::Db;
use outcome::Result;
use seal::Key;
use webhooks::{Wanted, WebhookInput, add_webhook};

/// Makes it.
pub fn make(db: &Db, key: &Key) -> Result<()> {
    let key = key.clone();
    let input = WebhookInput {
        name: "Office chat".to_owned(),
        description: "Tells the room of the first line what came in".to_owned(),
        address: "https://chat.harbour-pine.example/hooks/it".to_owned(),
        method: None,
        wants: vec![Wanted::Opened, Wanted::Breached],
        headers: None,
        active: false,
    };
    db.write_now(move |tx| add_webhook(tx, &Actor::system(Door::Command), &key, &input)).map(drop)
}
