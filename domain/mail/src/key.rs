//! The secret behind reply tokens, and the mark by which we know our own letters. Made at the first use, kept in the database.

use data_encoding::{BASE32_NOPAD, HEXLOWER};
use db::{Conn, Tx};
use email::thread::ReplyKey;
use outcome::Result;
use sha2::{Digest, Sha256};

const SETTING: &str = "mail.reply_key";
const KEY_BYTES: usize = 32;

/// The header by which we know a letter of our own that comes back.
pub(crate) const DESK_HEADER: &str = "X-Firstline-Desk";

/// The key and the mark of this desk.
pub(crate) struct Keys {
    pub(crate) reply: ReplyKey,
    /// Signs for side conversations: a token of theirs never stands for a ticket, nor the other way.
    pub(crate) side: ReplyKey,
    /// Says that this desk wrote a letter; proves nothing to others and reveals nothing of the key.
    pub(crate) desk: String,
}

/// The keys, made if this is the first use.
pub(crate) fn keys(tx: &mut Tx<'_>) -> Result<Keys> {
    if let Some(kept) = read(tx)? {
        return Ok(kept);
    }
    let mut bytes = [0_u8; KEY_BYTES];
    getrandom::fill(&mut bytes).map_err(|e| anyhow::anyhow!("no randomness for the reply key: {e}"))?;
    db::put_setting(tx, SETTING, &BASE32_NOPAD.encode(&bytes))?;
    Ok(of(bytes))
}

fn read(conn: &Conn) -> Result<Option<Keys>> {
    let Some(kept) = db::setting::<String>(conn, SETTING)? else { return Ok(None) };
    let bytes = BASE32_NOPAD.decode(kept.as_bytes()).ok().and_then(|bytes| <[u8; KEY_BYTES]>::try_from(bytes).ok());
    Ok(Some(of(bytes.ok_or_else(|| anyhow::anyhow!("the setting {SETTING} holds no key"))?)))
}

fn of(bytes: [u8; KEY_BYTES]) -> Keys {
    let side = Sha256::new().chain_update(b"side conversations 1").chain_update(bytes).finalize();
    let mark = Sha256::new().chain_update(b"desk mark 1").chain_update(bytes).finalize();
    Keys { reply: ReplyKey::new(bytes), side: ReplyKey::new(side.into()), desk: HEXLOWER.encode(&mark[..8]) }
}
