//! Signing in to a mailbox: over verified TLS, with a password or with what the provider granted.

use std::time::Duration;

use async_imap::imap_proto::{Response, Status};
use async_imap::{Authenticator, Client};
use db::Db;
use mail::{MailboxId, Security, Server, SignIn};
use seal::Key;

use crate::connect::{Stream, Trouble, connect, to_tls};

/// Longest wait for a server's greeting and for each answer until we are signed in.
const ANSWER_WITHIN: Duration = Duration::from_secs(30);

/// A session, signed in.
pub(crate) type Session = async_imap::Session<Stream>;

/// What we sign in with.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Secret {
    /// A password.
    Password(String),
    /// An access token.
    Token(String),
    /// Nothing at all.
    Nothing,
}

/// The secret for a server of a mailbox.
///
/// # Errors
/// Trouble at `sign_in` when there is none, or it cannot be opened.
pub(crate) async fn secret_of(db: &Db, key: &Key, server: &Server) -> Result<Secret, Trouble> {
    let (key, server, id) = (key.clone(), server.clone(), server.mailbox_id);
    let read = db
        .read(move |conn| {
            Ok(match server.sign_in {
                SignIn::Password => Some(Secret::Password(server.password(conn, &key)?)),
                SignIn::Nothing => Some(Secret::Nothing),
                SignIn::Grant => {
                    mail::access_token(conn, &key, id)?.filter(|(_, ends)| *ends > conn.now()).map(|(token, _)| Secret::Token(token))
                }
            })
        })
        .await;
    match read {
        Ok(Some(secret)) => Ok(secret),
        Ok(None) => Err(no_grant(id)),
        Err(error) => {
            let says = error.to_string();
            Err(Trouble::new("sign_in", "secret", &[("says", &says)], says.clone()))
        }
    }
}

fn no_grant(mailbox: MailboxId) -> Trouble {
    let plain = "the provider has not granted anything that holds now: sign in once more in the mailbox's settings";
    Trouble::new("sign_in", "grant", &[("mailbox", &mailbox.to_string())], plain)
}

/// XOAUTH2: the name and the token in one line; an error's details are answered with nothing, so that the server says it is over.
struct XOAuth2(Option<String>);

impl Authenticator for XOAuth2 {
    type Response = String;

    fn process(&mut self, _challenge: &[u8]) -> String {
        self.0.take().unwrap_or_default()
    }
}

/// The line that XOAUTH2 is signed in with.
pub(crate) fn xoauth2(user: &str, token: &str) -> String {
    format!("user={user}\x01auth=Bearer {token}\x01\x01")
}

/// Connects and signs in.
pub(crate) async fn sign_in(server: &Server, secret: &Secret) -> Result<Session, Trouble> {
    let client = greeted(server, connect(server).await?).await?;
    let user = server.user_name.as_str();
    let signed_in = async {
        match secret {
            Secret::Password(password) => client.login(user, password).await,
            Secret::Token(token) => client.authenticate("XOAUTH2", XOAuth2(Some(xoauth2(user, token)))).await,
            Secret::Nothing => client.login(user, "").await,
        }
    };
    match tokio::time::timeout(ANSWER_WITHIN, signed_in).await {
        Ok(Ok(session)) => Ok(session),
        Ok(Err((error, _))) => Err(refused(server, &error)),
        Err(_) => Err(silent(&server.host)),
    }
}

/// The server's first word, and TLS after it where that is its way.
async fn greeted(server: &Server, stream: Stream) -> Result<Client<Stream>, Trouble> {
    let mut client = Client::new(stream);
    hear_greeting(server, &mut client).await?;
    if server.security != Security::StartTls {
        return Ok(client);
    }
    match tokio::time::timeout(ANSWER_WITHIN, client.run_command_and_check_ok("STARTTLS", None)).await {
        // What was read and not understood is dropped with the old client: nobody slips commands in.
        Ok(Ok(())) => Ok(Client::new(to_tls(server, client.into_inner()).await?)),
        Ok(Err(error)) => {
            let (host, says) = (server.host.as_str(), error.to_string());
            Err(Trouble::new("tls", "starttls", &[("host", host), ("says", &says)], format!("{host} offers no STARTTLS: {says}")))
        }
        Err(_) => Err(silent(&server.host)),
    }
}

async fn hear_greeting(server: &Server, client: &mut Client<Stream>) -> Result<(), Trouble> {
    let host = server.host.as_str();
    let says = match tokio::time::timeout(ANSWER_WITHIN, client.read_response()).await {
        Ok(Ok(Some(greeting))) => match greeting.parsed() {
            Response::Data { status: Status::Ok | Status::PreAuth, .. } => return Ok(()),
            Response::Data { outcome, .. } => outcome.information.as_deref().unwrap_or("it says goodbye").to_owned(),
            _ => "its first word is none of IMAP".to_owned(),
        },
        Ok(Ok(None)) => "it hangs up".to_owned(),
        Ok(Err(error)) => error.to_string(),
        Err(_) => return Err(silent(host)),
    };
    Err(Trouble::new(
        "greeting",
        "greeting",
        &[("host", host), ("says", &says)],
        format!("{host} does not greet as IMAP servers do: {says}"),
    ))
}

fn silent(host: &str) -> Trouble {
    Trouble::new("greeting", "silent", &[("host", host)], format!("{host} does not answer in time"))
}

fn refused(server: &Server, error: &async_imap::error::Error) -> Trouble {
    let (user, says) = (server.user_name.as_str(), error.to_string());
    let key = if server.sign_in == SignIn::Grant { "refused-grant" } else { "refused" };
    let plain = format!("{} refuses to let {user} in: {says}", server.host);
    Trouble::new("sign_in", key, &[("host", &server.host), ("user", user), ("says", &says)], plain)
}
