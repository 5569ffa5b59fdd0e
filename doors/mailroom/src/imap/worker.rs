//! The worker of one mailbox: holds its lease, attends to it, and after a failure waits a while.

use std::time::Duration;

use mail::{MailboxId, Side, SignIn};
use tokio::sync::watch;

use super::folder::Folder;
use super::{Tools, secret_of, sign_in};
use crate::connect::Trouble;

/// How long a process keeps a mailbox without saying that it lives, in milliseconds.
const LEASE_MS: i64 = 60_000;
/// How often it says so.
const LEASE_RENEWED_EVERY: Duration = Duration::from_secs(15);
/// How often a process that has not got the mailbox asks for it.
const LEASE_ASKED_EVERY: Duration = Duration::from_secs(5);
/// Failures in a row after which the pause grows no more.
const DOUBLINGS_MAX: u32 = 10;

/// Works until `stop` turns true.
pub(super) async fn work(tools: Tools, mailbox: MailboxId, mut stop: watch::Receiver<bool>) {
    let (mut failures, mut careful) = (0_u32, false);
    while !*stop.borrow() {
        if !hold(&tools, mailbox, LEASE_MS).await {
            rest(LEASE_ASKED_EVERY, &mut stop).await;
            continue;
        }
        let attended = tokio::select! {
            ended = attend(&tools, mailbox, &mut careful, &mut failures) => ended.err(),
            () = keep(&tools, mailbox) => None,
            _ = stop.changed() => None,
        };
        let Some(trouble) = attended else { continue };
        tracing::warn!(mailbox = mailbox.0, step = trouble.part, %trouble, "a mailbox could not be fetched; it is tried again");
        note(&tools, mailbox, &trouble).await;
        let pause = tools.limits.pause.saturating_mul(1 << failures.min(DOUBLINGS_MAX)).min(tools.limits.pause_max);
        failures += 1;
        tokio::select! {
            () = rest(pause, &mut stop) => {}
            () = keep(&tools, mailbox) => {}
        }
    }
    // Another process need not wait for the lease to run out.
    hold(&tools, mailbox, -1).await;
}

/// From signing in to whatever breaks.
async fn attend(tools: &Tools, mailbox: MailboxId, careful: &mut bool, failures: &mut u32) -> Result<(), Trouble> {
    let read = tools.mailroom.db().read(move |conn| Ok((mail::server(conn, mailbox, Side::In)?, mail::fetch(conn, mailbox)?))).await;
    let (server, fetch) = match read {
        Ok((Some(server), Some(fetch))) => (server, fetch),
        Ok(_) => return Err(of_ours("the mailbox is not set up to be fetched")),
        Err(error) => return Err(of_ours(&error.to_string())),
    };
    let secret = secret_of(tools.mailroom.db(), &tools.key, &server).await?;
    let session = sign_in(&server, &secret).await?;
    let mut folder = Folder::open(tools, mailbox, fetch, session).await?;
    loop {
        folder.catch_up(careful).await?;
        let next = folder.try_stuck_again().await?;
        folder.all_seen().await?;
        *failures = 0;
        folder.wait(next).await?;
    }
}

/// Keeps the lease, and returns when it is lost.
async fn keep(tools: &Tools, mailbox: MailboxId) {
    loop {
        tokio::time::sleep(LEASE_RENEWED_EVERY).await;
        if !hold(tools, mailbox, LEASE_MS).await {
            tracing::warn!(mailbox = mailbox.0, "another process attends to the mailbox now");
            return;
        }
    }
}

async fn hold(tools: &Tools, mailbox: MailboxId, for_ms: i64) -> bool {
    let holder = tools.holder.clone();
    let held = tools.mailroom.db().write(move |tx| tx.lease(&format!("mailbox {mailbox}"), &holder, for_ms)).await;
    held.unwrap_or_else(|error| {
        tracing::warn!(%error, "a mailbox's lease could not be asked for");
        false
    })
}

async fn rest(pause: Duration, stop: &mut watch::Receiver<bool>) {
    tokio::select! {
        () = tokio::time::sleep(pause) => {}
        _ = stop.changed() => {}
    }
}

/// Notes that it failed; a grant that a server refuses is renewed at once.
async fn note(tools: &Tools, mailbox: MailboxId, trouble: &Trouble) {
    let (says, doubted) = (trouble.plain.clone(), trouble.part == "sign_in");
    let noted = tools.mailroom.db().write(move |tx| {
        if doubted && mail::server(tx, mailbox, Side::In)?.is_some_and(|s| s.sign_in == SignIn::Grant) {
            mail::doubt_grant(tx, mailbox)?;
        }
        mail::fetch_failed(tx, mailbox, &says)
    });
    if let Err(error) = noted.await {
        tracing::warn!(%error, "a mailbox's state could not be noted");
    }
}

/// Trouble on our own side.
pub(super) fn of_ours(says: &str) -> Trouble {
    Trouble::new("receive", "ours", &[("says", says)], says)
}
