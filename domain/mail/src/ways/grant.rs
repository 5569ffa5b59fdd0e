//! A grant: what a provider allows us to do with a mailbox (OAuth 2.0, RFC 6749), and when that ends.

use db::{Conn, Moment, Tx, params, row, words};
use outcome::{Check, Refusal, Result, Sentence};
use people::Actor;
use seal::Key;

use super::fetch::announce;
use super::server::{is_authority, is_this_machine};
use crate::event::MailEvent;
use crate::limits::{SECRET_CHARS_MAX, URL_CHARS_MAX};
use crate::mailbox::{Mailbox, MailboxId};
use crate::policy::{self, Action};

words! {
    /// Whose grant it is.
    #[derive(Default)]
    pub enum Provider {
        /// Microsoft 365.
        #[default]
        Microsoft = "microsoft",
        /// Google Workspace and Gmail.
        Google = "google",
        /// Somebody else's, or one's own.
        Other = "other",
    }
}

words! {
    /// Where a grant stands.
    pub enum GrantState {
        /// Set up; nobody was asked yet.
        Unasked = "unasked",
        /// Somebody is being asked.
        Asked = "asked",
        /// It works.
        Given = "given",
        /// It could not be renewed; that is tried again.
        Failing = "failing",
        /// The provider took it back, or it ran out: somebody must be asked again.
        Ended = "ended",
    }
}

/// Where a provider is asked, and for what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoints {
    /// Where a person says yes.
    pub authorize_url: String,
    /// Where codes and refresh tokens become tokens.
    pub token_url: String,
    /// Where a sign-in with a second device begins (RFC 8628); empty when there is none.
    pub device_url: String,
    /// What is asked for.
    pub scope: String,
}

impl Provider {
    /// The provider's own endpoints; `tenant` is Microsoft's directory: its name, its number, or `organizations`.
    #[must_use]
    pub fn endpoints(self, tenant: &str) -> Endpoints {
        match self {
            Self::Microsoft => {
                let tenant = if tenant.trim().is_empty() { "organizations" } else { tenant.trim() };
                let at = |path: &str| format!("https://login.microsoftonline.com/{tenant}/oauth2/v2.0/{path}");
                Endpoints {
                    authorize_url: at("authorize"),
                    token_url: at("token"),
                    device_url: at("devicecode"),
                    scope: "offline_access https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send"
                        .to_owned(),
                }
            }
            Self::Google => Endpoints {
                authorize_url: "https://accounts.google.com/o/oauth2/v2/auth".to_owned(),
                token_url: "https://oauth2.googleapis.com/token".to_owned(),
                device_url: String::new(), // Google's allows no mail by a second device
                scope: "https://mail.google.com/".to_owned(),
            },
            Self::Other => {
                Endpoints { authorize_url: String::new(), token_url: String::new(), device_url: String::new(), scope: String::new() }
            }
        }
    }
}

row! {
    /// A grant, as its row stands; its secrets apart.
    pub struct Grant {
        /// The mailbox.
        pub mailbox_id: MailboxId,
        /// Whose grant it is.
        pub provider: Provider,
        /// Where a person says yes.
        pub authorize_url: String,
        /// Where codes and refresh tokens become tokens.
        pub token_url: String,
        /// Where a sign-in with a second device begins.
        pub device_url: String,
        /// What is asked for.
        pub scope: String,
        /// What the provider calls us.
        pub client_id: String,
        /// The day our client secret ends, as the administrator noted it.
        pub client_secret_ends_at: Option<Moment>,
        /// Certificates (PEM) trusted besides the system's.
        pub authority: String,
        /// Where it stands.
        pub state: GrantState,
        /// When the access token ends; it is renewed before.
        pub access_ends_at: Moment,
        /// When the refresh token ends, if the provider says so.
        pub refresh_ends_at: Option<Moment>,
        /// When somebody said yes.
        pub given_at: Option<Moment>,
        /// When it was last renewed.
        pub renewed_at: Option<Moment>,
        /// Since when it cannot be renewed.
        pub failing_since: Option<Moment>,
        /// What was said then.
        pub last_error: String,
        /// The code to type on the second device, while somebody is asked that way.
        pub user_code: String,
        /// Where it is typed.
        pub user_url: String,
        /// Until when the asking holds.
        pub visit_ends_at: Moment,
        /// Since when it is set up as it is.
        pub changed_at: Moment,
    }
}

/// How a provider is to be asked.
#[derive(Debug, Clone, Default)]
pub struct GrantInput {
    /// Whose grant it is.
    pub provider: Provider,
    /// Microsoft's directory; `organizations` when empty.
    pub tenant: String,
    /// Where a person says yes; the provider's own when empty. So are the next three.
    pub authorize_url: String,
    /// Where codes become tokens.
    pub token_url: String,
    /// Where a sign-in with a second device begins.
    pub device_url: String,
    /// What is asked for.
    pub scope: String,
    /// What the provider calls us.
    pub client_id: String,
    /// Our secret there; the one that is kept when empty.
    pub client_secret: String,
    /// The day it ends.
    pub client_secret_ends_at: Option<Moment>,
    /// Certificates (PEM) trusted besides the system's.
    pub authority: String,
}

/// What a provider gave us.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tokens {
    /// What servers are shown.
    pub access: String,
    /// How long it lasts, in seconds.
    pub access_s: i64,
    /// What renews it; the one we have goes on when `None`.
    pub refresh: Option<String>,
    /// How long that lasts, in seconds, if the provider says so.
    pub refresh_s: Option<i64>,
}

/// The place a grant's secrets are sealed for.
pub(super) fn place(mailbox: MailboxId, what: &str) -> String {
    format!("mailbox {mailbox} grant {what}")
}

/// Opens one of a grant's sealed columns; empty stays empty.
pub(super) fn opened(key: &Key, mailbox: MailboxId, what: &str, sealed: &str) -> Result<String> {
    if sealed.is_empty() { Ok(String::new()) } else { Ok(key.open(&place(mailbox, what), sealed)?) }
}

/// The grant of a mailbox; for doors, asks no policy.
///
/// # Errors
/// What the engine answers.
pub fn grant(conn: &Conn, mailbox: MailboxId) -> Result<Option<Grant>> {
    conn.first(&format!("SELECT {} FROM mailbox_grants g WHERE g.mailbox_id = $1", Grant::columns("g")), params![mailbox])
}

/// What servers are shown, and until when it holds; `None` while nobody said yes.
///
/// # Errors
/// When it was sealed with another key; what the engine answers.
pub fn access_token(conn: &Conn, key: &Key, mailbox: MailboxId) -> Result<Option<(String, Moment)>> {
    let sql = "SELECT access_token, access_ends_at FROM mailbox_grants WHERE mailbox_id = $1 AND access_token <> ''";
    let Some((sealed, ends_at)) = conn.first::<(String, Moment)>(sql, params![mailbox])? else { return Ok(None) };
    Ok(Some((opened(key, mailbox, "access", &sealed)?, ends_at)))
}

/// Says how a provider is to be asked. A grant that was given stays while client and endpoints stay.
///
/// # Errors
/// Refused when the actor may not, or the input does not hold.
pub fn set_grant(tx: &mut Tx<'_>, actor: &Actor, key: &Key, id: MailboxId, input: &GrantInput) -> Result<()> {
    policy::allow(actor, Action::ManageMailboxes)?;
    Mailbox::of(tx, id)?.ok_or(Refusal::NotFound)?;
    let own = input.provider.endpoints(&input.tenant);
    let or = |typed: &str, own: String| if typed.trim().is_empty() { own } else { typed.trim().to_owned() };
    let (authorize, token) = (or(&input.authorize_url, own.authorize_url), or(&input.token_url, own.token_url));
    let (device, scope) = (or(&input.device_url, own.device_url), or(&input.scope, own.scope));
    let client = input.client_id.trim();
    let long = || Sentence::new("mail-too-long").with("max", SECRET_CHARS_MAX);
    Check::new()
        .that(is_endpoint(&authorize), "authorize_url", "mail-grant-url")
        .that(is_endpoint(&token), "token_url", "mail-grant-url")
        .that(device.is_empty() || is_endpoint(&device), "device_url", "mail-grant-url")
        .that(!client.is_empty() && client.chars().count() <= SECRET_CHARS_MAX, "client_id", "mail-grant-client")
        .that(input.client_secret.chars().count() <= SECRET_CHARS_MAX, "client_secret", long())
        .that(scope.chars().count() <= SECRET_CHARS_MAX, "scope", long())
        .that(is_authority(&input.authority), "authority", "mail-server-authority")
        .done()?;
    let sealed = if input.client_secret.is_empty() { String::new() } else { key.seal(&place(id, "client"), &input.client_secret)? };
    let stays = grant(tx, id)?.is_some_and(|g| (g.authorize_url == authorize) && (g.token_url == token) && g.client_id == client);
    if !stays {
        tx.execute("DELETE FROM mailbox_grants WHERE mailbox_id = $1", params![id])?;
    }
    let now = tx.now();
    tx.execute_one(
        "INSERT INTO mailbox_grants (mailbox_id, provider, authorize_url, token_url, device_url, scope, client_id, client_secret, \
         client_secret_ends_at, authority, state, changed_at) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,'unasked',$11) \
         ON CONFLICT (mailbox_id) DO UPDATE SET provider = excluded.provider, device_url = excluded.device_url, scope = excluded.scope, \
         client_secret = CASE WHEN excluded.client_secret = '' THEN mailbox_grants.client_secret ELSE excluded.client_secret END, \
         client_secret_ends_at = excluded.client_secret_ends_at, authority = excluded.authority, changed_at = excluded.changed_at",
        params![
            id,
            input.provider,
            authorize,
            token,
            device,
            scope,
            client,
            sealed,
            input.client_secret_ends_at,
            input.authority.trim(),
            now
        ],
    )?;
    tx.record(actor, &MailEvent::MailboxEdited { mailbox: id })?;
    announce(tx, id);
    Ok(())
}

/// An address that secrets may go to: TLS, or this machine.
fn is_endpoint(address: &str) -> bool {
    let host = |rest: &str| rest.split(['/', '?']).next().and_then(|h| h.split(':').next()).unwrap_or_default().to_owned();
    let holds = match address.split_once("://") {
        Some(("https", rest)) => !host(rest).is_empty(),
        Some(("http", rest)) => is_this_machine(&host(rest)),
        _ => false,
    };
    holds && address.chars().count() <= URL_CHARS_MAX && !address.chars().any(|c| c.is_whitespace() || c.is_control() || c == '#')
}

#[cfg(test)]
mod tests {
    use super::is_endpoint;

    #[test]
    fn secrets_go_nowhere_in_the_clear() {
        for good in ["https://login.example/token", "http://127.0.0.1:9000/token", "http://localhost/x"] {
            assert!(is_endpoint(good), "{good}");
        }
        for bad in ["", "login.example", "http://login.example/token", "ftp://127.0.0.1/", "https://", "https://a b", "https://a#b"] {
            assert!(!is_endpoint(bad), "{bad}");
        }
    }
}
