//! The connection doctor: walks from the name of a server to a letter that arrives, and names the exact thing that is missing.

mod steps;

use std::sync::Arc;
use std::time::{Duration, Instant};

use db::{Db, Job, Run};
use mail::{CHECKUP, CheckupStep, Found, MailboxId, Relay, RelayError, Security, Server, Side, WayIn, Why};
use outcome::Result;
use people::{Actor, Door};
use seal::Key;

use crate::connect::{Trouble, addresses, handshake, port_of, to_port};
use crate::imap::{folder_name, secret_of, sign_in};
use crate::relay::{RelayConfig, RelaySecurity, SmtpRelay};
use crate::relays::Relays;
use steps::{Steps, certificate_step, to_starttls};

/// Longest checkup as a job: a little less than a job may take.
const CHECKUP_WITHIN: Duration = Duration::from_secs(105);
/// Longest wait for the probe to arrive.
const PROBE_WITHIN: Duration = Duration::from_secs(60);
/// How often it is looked for.
const PROBE_ASKED_EVERY: Duration = Duration::from_millis(500);
/// Longest wait for one answer of a server.
const ANSWER_WITHIN: Duration = Duration::from_secs(20);

/// Whoever examines connections; cheap to clone.
#[derive(Clone)]
pub struct Doctor {
    db: Db,
    key: Key,
    relays: Arc<Relays>,
}

/// The job that examines a mailbox, for the wiring.
#[must_use]
pub fn checkup_job(key: Key, relays: Arc<Relays>) -> (&'static str, Run) {
    let run = Run::outside(move |db: Db, job: Job| {
        let doctor = Doctor::new(db.clone(), key.clone(), Arc::clone(&relays));
        async move {
            let id = MailboxId(job.subject_id);
            let steps = match tokio::time::timeout(CHECKUP_WITHIN, doctor.examine(id)).await {
                Ok(steps) => steps?,
                Err(_) => too_slow(),
            };
            db.write(move |tx| mail::checkup_done(tx, id, &steps)).await
        }
    });
    (CHECKUP, run)
}

/// A checkup that came to no end: several servers take their time at once.
fn too_slow() -> Vec<CheckupStep> {
    let mut steps = Steps::default();
    let seconds = CHECKUP_WITHIN.as_secs().to_string();
    let plain = "the checkup came to no end in time";
    steps.end(None, Err(Trouble::new("receive", "no-end", &[("seconds", &seconds)], plain)), &[]);
    steps.done()
}

impl Doctor {
    /// A doctor for the mailboxes of this database.
    #[must_use]
    pub fn new(db: Db, key: Key, relays: Arc<Relays>) -> Self {
        Self { db, key, relays }
    }

    /// Walks through all of a mailbox's connections. The letter that it sends arrives only while a server runs that takes it.
    ///
    /// # Errors
    /// When the mailbox cannot be read.
    pub async fn examine(&self, id: MailboxId) -> Result<Vec<CheckupStep>> {
        let system = Actor::system(Door::Inside);
        let (mailbox, server) =
            self.db.read(move |conn| Ok((mail::mailbox(conn, &system, id)?, mail::server(conn, id, Side::In)?))).await?;
        let mut steps = Steps::default();
        match (mailbox.way_in, server) {
            (WayIn::Imap, Some(server)) => self.way_in(&mut steps, &server).await,
            (WayIn::Imap, None) => steps.note(Some(Side::In), "name", Found::Trouble, Why::new("doctor-not-set-up")),
            (WayIn::Door, _) => steps.note(Some(Side::In), "door", Found::Note, Why::new("doctor-door")),
            (WayIn::Pipe, _) => steps.note(Some(Side::In), "door", Found::Note, Why::new("doctor-pipe")),
        }
        if self.way_out(&mut steps, id).await {
            self.probe(&mut steps, id).await;
        }
        Ok(steps.done())
    }

    async fn way_in(&self, steps: &mut Steps, server: &Server) {
        let side = Some(Side::In);
        let walked = async {
            let port = port_of(server);
            let found = addresses(&server.host, port).await?;
            steps.fine(side, "name", Why::new("doctor-name-ok").with("host", &server.host).with("count", found.len()));
            let stream = to_port(&server.host, port, &found).await?;
            steps.fine(side, "port", Why::new("doctor-port-ok").with("host", &server.host).with("port", port));
            match server.security {
                Security::Tls => {
                    let tls = handshake(&server.host, &server.authority, Box::new(stream)).await?;
                    steps.push(certificate_step(side, &tls, self.db.clock().now()));
                }
                Security::StartTls => {
                    drop(stream);
                    steps.fine(side, "tls", Why::new("doctor-tls-later"));
                }
                Security::Plain => steps.note(side, "tls", Found::Note, Why::new("doctor-tls-plain")),
            }
            let secret = secret_of(&self.db, &self.key, server).await?;
            let mut session = sign_in(server, &secret).await?;
            steps.fine(side, "sign_in", Why::new("doctor-sign-in-ok").with("user", &server.user_name));
            let id = server.mailbox_id;
            let fetch = self.db.read(move |conn| mail::fetch(conn, id)).await.ok().flatten();
            let Some(fetch) = fetch else { return Ok(()) };
            for (name, made) in [(&fetch.folder, false), (&fetch.processed_folder, true)].into_iter().filter(|(name, _)| !name.is_empty()) {
                if made {
                    let _ = tokio::time::timeout(ANSWER_WITHIN, session.create(folder_name(name))).await;
                }
                let opened = tokio::time::timeout(ANSWER_WITHIN, session.examine(folder_name(name))).await;
                let says = match opened {
                    Ok(Ok(opened)) => {
                        let letters = opened.exists;
                        steps.fine(side, "folder", Why::new("doctor-folder-ok").with("folder", name).with("count", letters));
                        continue;
                    }
                    Ok(Err(error)) => error.to_string(),
                    Err(_) => "no answer in time".to_owned(),
                };
                let plain = format!("the folder {name} cannot be opened: {says}");
                return Err(Trouble::new("folder", "folder", &[("folder", name), ("says", &says)], plain));
            }
            let _ = tokio::time::timeout(ANSWER_WITHIN, session.logout()).await;
            Ok::<(), Trouble>(())
        };
        let walked = walked.await;
        steps.end(side, walked, &["name", "port", "tls", "sign_in", "folder"]);
    }

    /// Is there a way out that holds?
    async fn way_out(&self, steps: &mut Steps, id: MailboxId) -> bool {
        let side = Some(Side::Out);
        let way = match self.relays.way_out(&self.db, id).await {
            Ok(Some(way)) => way,
            Ok(None) => {
                steps.note(side, "send", Found::Note, Why::new("doctor-no-relay"));
                return false;
            }
            Err(says) => {
                steps.note(side, "send", Found::Trouble, Why::new("doctor-ours").with("says", says));
                return false;
            }
        };
        let walked = async {
            let relay = &way.config;
            let found = addresses(&relay.host, relay.port).await?;
            steps.fine(side, "name", Why::new("doctor-name-ok").with("host", &relay.host).with("count", found.len()));
            let stream = to_port(&relay.host, relay.port, &found).await?;
            steps.fine(side, "port", Why::new("doctor-port-ok").with("host", &relay.host).with("port", relay.port));
            match relay.security {
                RelaySecurity::Plain => steps.note(side, "tls", Found::Note, Why::new("doctor-tls-plain")),
                security => {
                    let stream: crate::connect::Stream =
                        if security == RelaySecurity::Tls { Box::new(stream) } else { to_starttls(&relay.host, Box::new(stream)).await? };
                    let tls = handshake(&relay.host, &relay.authority, stream).await?;
                    steps.push(certificate_step(side, &tls, self.db.clock().now()));
                }
            }
            if let Some(trouble) = way.trouble.clone() {
                return Err(trouble);
            }
            relay_takes_us(relay).await?;
            let user = relay.login.as_ref().map(|login| login.user().to_owned());
            steps.fine(
                side,
                "sign_in",
                user.map_or_else(|| Why::new("doctor-no-sign-in"), |user| Why::new("doctor-sign-in-ok").with("user", user)),
            );
            Ok(())
        };
        let walked: std::result::Result<(), Trouble> = walked.await;
        let holds = walked.is_ok();
        steps.end(side, walked, &["name", "port", "tls", "sign_in", "send", "receive"]);
        holds
    }

    /// Sends a letter to ourselves, and waits for it.
    async fn probe(&self, steps: &mut Steps, id: MailboxId) {
        let side = Some(Side::Out);
        let probe = match self.db.write(move |tx| mail::probe(tx, id)).await {
            Ok(probe) => probe,
            Err(error) => return steps.note(side, "send", Found::Trouble, Why::new("doctor-ours").with("says", error)),
        };
        match self.relays.hand_over(&self.db, probe.letter).await {
            Ok(()) => steps.fine(side, "send", Why::new("doctor-send-ok")),
            Err(RelayError::Temporary(says) | RelayError::Permanent(says)) => {
                let trouble = Trouble::new("send", "send", &[("says", &says)], says.clone());
                return steps.end(side, Err(trouble), &["send", "receive"]);
            }
            Err(RelayError::Nobody) => return steps.note(side, "send", Found::Note, Why::new("doctor-no-relay")),
        }
        let until = Instant::now() + PROBE_WITHIN;
        while Instant::now() < until {
            let wanted = probe.message_id.clone();
            if self.db.read(move |conn| mail::probe_arrived(conn, &wanted)).await.unwrap_or(false) {
                return steps.fine(side, "receive", Why::new("doctor-receive-ok"));
            }
            tokio::time::sleep(PROBE_ASKED_EVERY).await;
        }
        let waited = PROBE_WITHIN.as_secs().to_string();
        steps.end(side, Err(Trouble::new("receive", "receive", &[("seconds", &waited)], "the letter did not arrive")), &["receive"]);
    }
}

/// Does the relay greet us, and let us in?
async fn relay_takes_us(config: &RelayConfig) -> std::result::Result<(), Trouble> {
    let tried = async { SmtpRelay::new(config)?.check().await };
    let says = match tried.await {
        Ok(()) => return Ok(()),
        Err(error) => error.to_string(),
    };
    let user = config.login.as_ref().map_or("", |login| login.user());
    let key = if config.login.is_some() { "refused" } else { "relay-refused" };
    let plain = format!("{} refuses us: {says}", config.host);
    Err(Trouble::new("sign_in", key, &[("host", &config.host), ("user", user), ("says", &says)], plain))
}
