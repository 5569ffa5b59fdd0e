//! A server of a mailbox: where it stands, how the connection is protected, and how we sign in.

use db::{Conn, Moment, Tx, params, row, words};
use outcome::{Check, Refusal, Result, Sentence};
use people::Actor;
use seal::Key;

use crate::event::MailEvent;
use crate::limits::{AUTHORITY_BYTES_MAX, HOST_CHARS_MAX, SECRET_CHARS_MAX};
use crate::mailbox::{Mailbox, MailboxId};
use crate::policy::{self, Action};

words! {
    /// Which way a server is for.
    pub enum Side {
        /// Letters are fetched there.
        In = "in",
        /// Letters leave there.
        Out = "out",
    }
}

words! {
    /// How a connection is protected. Certificates are always verified.
    #[derive(Default)]
    pub enum Security {
        /// TLS from the first byte (RFC 8314).
        #[default]
        Tls = "tls",
        /// TLS after a first word in the clear, and nothing without it.
        StartTls = "start_tls",
        /// None: for a server on this machine only.
        Plain = "plain",
    }
}

words! {
    /// How we sign in.
    #[derive(Default)]
    pub enum SignIn {
        /// With a name and a password.
        #[default]
        Password = "password",
        /// With what the provider granted us (OAuth 2.0, XOAUTH2).
        Grant = "grant",
        /// Not at all: a relay that knows us by our address.
        Nothing = "nothing",
    }
}

row! {
    /// A server, as its row stands; its password apart.
    pub struct Server {
        /// Whose it is.
        pub mailbox_id: MailboxId,
        /// For which way.
        pub side: Side,
        /// Its name, the one its certificate is for.
        pub host: String,
        /// Its port.
        pub port: u32,
        /// How the connection is protected.
        pub security: Security,
        /// How we sign in.
        pub sign_in: SignIn,
        /// Our name there.
        pub user_name: String,
        /// Certificates (PEM) trusted besides the system's.
        pub authority: String,
        /// Since when it is as it is.
        pub changed_at: Moment,
    }
}

impl Server {
    /// The place its password is sealed for.
    fn place(mailbox: MailboxId, side: Side) -> String {
        format!("mailbox {mailbox} {side}")
    }

    /// Its password, opened.
    ///
    /// # Errors
    /// When it was sealed with another key; what the engine answers.
    pub fn password(&self, conn: &Conn, key: &Key) -> Result<String> {
        let sql = "SELECT password FROM mailbox_servers WHERE mailbox_id = $1 AND side = $2";
        let (sealed,) = conn.one::<(String,)>(sql, params![self.mailbox_id, self.side])?;
        if sealed.is_empty() { Ok(String::new()) } else { Ok(key.open(&Self::place(self.mailbox_id, self.side), &sealed)?) }
    }
}

/// What is to be known of a server.
#[derive(Debug, Clone, Default)]
pub struct ServerInput {
    /// Its name.
    pub host: String,
    /// Its port; the usual one of its protection when 0.
    pub port: u32,
    /// How the connection is protected.
    pub security: Security,
    /// How we sign in.
    pub sign_in: SignIn,
    /// Our name there; the mailbox's address when empty.
    pub user_name: String,
    /// The password; the one that is kept when empty.
    pub password: String,
    /// Certificates (PEM) trusted besides the system's.
    pub authority: String,
}

/// Is this the machine we run on, where nothing needs protection from the net?
#[must_use]
pub fn is_this_machine(host: &str) -> bool {
    host == "localhost" || host == "::1" || host.parse::<std::net::Ipv4Addr>().is_ok_and(|ip| ip.is_loopback())
}

/// The server of a mailbox for one way; for doors, asks no policy.
///
/// # Errors
/// What the engine answers.
pub fn server(conn: &Conn, mailbox: MailboxId, side: Side) -> Result<Option<Server>> {
    let sql = format!("SELECT {} FROM mailbox_servers s WHERE s.mailbox_id = $1 AND s.side = $2", Server::columns("s"));
    conn.first(&sql, params![mailbox, side])
}

/// Gives a mailbox a relay of its own.
///
/// # Errors
/// Refused when the actor may not, or the input does not hold.
pub fn set_relay(tx: &mut Tx<'_>, actor: &Actor, key: &Key, mailbox: MailboxId, input: &ServerInput) -> Result<()> {
    policy::allow(actor, Action::ManageMailboxes)?;
    put(tx, key, mailbox, Side::Out, input)?;
    tx.record(actor, &MailEvent::MailboxEdited { mailbox })?;
    Ok(())
}

/// Lets a mailbox's letters leave by the desk's relay again.
///
/// # Errors
/// Refused when the actor may not.
pub fn remove_relay(tx: &mut Tx<'_>, actor: &Actor, mailbox: MailboxId) -> Result<()> {
    policy::allow(actor, Action::ManageMailboxes)?;
    if tx.execute("DELETE FROM mailbox_servers WHERE mailbox_id = $1 AND side = 'out'", params![mailbox])? > 0 {
        tx.record(actor, &MailEvent::MailboxEdited { mailbox })?;
    }
    Ok(())
}

/// Writes a server's row; the caller asked the policy.
pub(super) fn put(tx: &mut Tx<'_>, key: &Key, id: MailboxId, side: Side, input: &ServerInput) -> Result<()> {
    let mailbox = Mailbox::of(tx, id)?.ok_or(Refusal::NotFound)?;
    let kept = server(tx, id, side)?;
    let host = input.host.trim().trim_end_matches('.').to_lowercase();
    let port = if input.port == 0 { usual_port(side, input.security) } else { input.port };
    check(tx, id, side, input, &host, port, kept.as_ref())?;
    let user = if input.user_name.trim().is_empty() { mailbox.address } else { input.user_name.trim().to_owned() };
    let sealed = if input.password.is_empty() { String::new() } else { key.seal(&Server::place(id, side), &input.password)? };
    let now = tx.now();
    tx.execute_one(
        "INSERT INTO mailbox_servers (mailbox_id, side, host, port, security, sign_in, user_name, password, authority, changed_at) \
         VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10) ON CONFLICT (mailbox_id, side) DO UPDATE SET host = excluded.host, port = excluded.port, \
         security = excluded.security, sign_in = excluded.sign_in, user_name = excluded.user_name, password = CASE WHEN excluded.password \
         = '' THEN mailbox_servers.password ELSE excluded.password END, authority = excluded.authority, changed_at = excluded.changed_at",
        params![id, side, host, port, input.security, input.sign_in, user, sealed, input.authority.trim(), now],
    )
}

fn check(conn: &Conn, id: MailboxId, side: Side, input: &ServerInput, host: &str, port: u32, kept: Option<&Server>) -> Result<()> {
    let of_host =
        !host.is_empty() && host.chars().count() <= HOST_CHARS_MAX && host.chars().all(|c| c.is_alphanumeric() || ".-:".contains(c));
    let same_place = kept.is_some_and(|kept| kept.host == host && kept.sign_in == SignIn::Password);
    let has_password = !input.password.is_empty() || (same_place && has_password(conn, id, side)?);
    let long = input.password.chars().count() > SECRET_CHARS_MAX;
    let certificates = input.authority.trim();
    Check::new()
        .that(of_host, "host", "mail-server-host")
        .that((1..=65_535).contains(&port), "port", "mail-server-port")
        .that(input.security != Security::Plain || is_this_machine(host), "security", "mail-server-plain")
        .that(input.sign_in != SignIn::Nothing || side == Side::Out, "sign_in", "mail-server-sign-in")
        // A password that is kept goes to the server it was given for, and to no other.
        .that(input.sign_in != SignIn::Password || has_password, "password", "mail-server-password")
        .that(!long, "password", Sentence::new("mail-too-long").with("max", SECRET_CHARS_MAX))
        .that(input.user_name.chars().count() <= HOST_CHARS_MAX, "user_name", Sentence::new("mail-too-long").with("max", HOST_CHARS_MAX))
        .that(is_authority(certificates), "authority", "mail-server-authority")
        .done()
}

/// Nothing, or certificates as PEM.
pub(super) fn is_authority(pem: &str) -> bool {
    let pem = pem.trim();
    let framed = pem.starts_with("-----BEGIN CERTIFICATE-----") && pem.ends_with("-----END CERTIFICATE-----");
    pem.is_empty() || (framed && pem.len() <= AUTHORITY_BYTES_MAX)
}

fn has_password(conn: &Conn, mailbox: MailboxId, side: Side) -> Result<bool> {
    let sql = "SELECT 1 FROM mailbox_servers WHERE mailbox_id = $1 AND side = $2 AND password <> ''";
    Ok(conn.first::<(i64,)>(sql, params![mailbox, side])?.is_some())
}

fn usual_port(side: Side, security: Security) -> u32 {
    match (side, security) {
        (Side::In, Security::Tls) => 993,
        (Side::In, _) => 143,
        (Side::Out, Security::Tls) => 465,
        (Side::Out, Security::StartTls) => 587,
        (Side::Out, Security::Plain) => 25,
    }
}
