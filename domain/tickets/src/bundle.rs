//! Files that a program brings along one by one under one name, for a message that takes them all.

use db::{Conn, Tx, Value, params};
use outcome::{Error, Refusal, Result};
use people::Actor;

use crate::attach::{Attach, attach};
use crate::attachment::{Attachment, AttachmentId};
use crate::policy::{DeskAction, permit_desk};

/// Random bytes of a name.
const NAME_BYTES: usize = 16;

/// Brings a file along under a name: that of files brought before, or a new one. The name, and the file.
///
/// # Errors
/// As [`attach`]; `Invalid` when there are no files of this name that are the actor's and loose.
pub fn attach_to(tx: &mut Tx<'_>, actor: &Actor, bundle: Option<&str>, file: &Attach) -> Result<(String, Attachment)> {
    let name = match bundle {
        Some(name) => {
            if bundled(tx, actor, name)?.is_empty() {
                return Err(Error::invalid("token", "bundle-unknown"));
            }
            name.to_owned()
        }
        None => fresh_name()?,
    };
    let id = attach(tx, actor, file)?;
    tx.execute_one("UPDATE attachments SET bundle = $2 WHERE id = $1", params![id, &name])?;
    let file = tx.one(&format!("SELECT {} FROM attachments a WHERE a.id = $1", Attachment::columns("a")), params![id])?;
    Ok((name, file))
}

/// The loose files that the actor brought along under this name, in order.
///
/// # Errors
/// What the engine answers.
pub fn bundled(conn: &Conn, actor: &Actor, bundle: &str) -> Result<Vec<Attachment>> {
    let sql = format!(
        "SELECT {} FROM attachments a WHERE a.bundle = $1 AND a.message_id IS NULL AND a.uploaded_by = $2 ORDER BY a.id",
        Attachment::columns("a")
    );
    conn.all(&sql, params![bundle, actor.person().map_or(Value::Int(0), Value::from)])
}

/// The files of several names, for a message that takes them.
///
/// # Errors
/// `Invalid` when a name has no loose files of the actor's.
pub fn files_of(conn: &Conn, actor: &Actor, bundles: &[String]) -> Result<Vec<AttachmentId>> {
    let mut files = Vec::new();
    for bundle in bundles {
        let found = bundled(conn, actor, bundle)?;
        if found.is_empty() {
            return Err(Error::invalid("attachments", "bundle-unknown"));
        }
        files.extend(found.into_iter().map(|file| file.id));
    }
    Ok(files)
}

/// Leaves all loose files of a name out again.
///
/// # Errors
/// `NotFound` when there are none of the actor's.
pub fn drop_bundle(tx: &mut Tx<'_>, actor: &Actor, bundle: &str) -> Result<()> {
    permit_desk(actor, DeskAction::Open)?;
    let me = actor.person().map_or(Value::Int(0), Value::from);
    let sql = "DELETE FROM attachments WHERE bundle = $1 AND message_id IS NULL AND uploaded_by = $2";
    if tx.execute(sql, &[bundle.into(), me])? > 0 { Ok(()) } else { Err(Refusal::NotFound.into()) }
}

fn fresh_name() -> Result<String> {
    let mut bytes = [0; NAME_BYTES];
    getrandom::fill(&mut bytes).map_err(|e| anyhow::anyhow!("the system gives no random bytes: {e}"))?;
    Ok(data_encoding::BASE64URL_NOPAD.encode(&bytes))
}
