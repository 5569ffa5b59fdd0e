//! Making, changing and removing webhooks, and their secrets.

use db::{Tx, params};
use outcome::{Check, Error, Result, Sentence};
use people::Actor;
use seal::Key;
use text::plain::fold;
use url::Url;

use crate::event::{Happening, WebhookEvent};
use crate::limits::{ADDRESS_BYTES_MAX, DESCRIPTION_CHARS_MAX, HEADER_BYTES_MAX, HEADERS_MAX, NAME_CHARS_MAX, WEBHOOKS_MAX};
use crate::policy::{self, Action};
use crate::sign::fresh;
use crate::webhook::{Method, Wanted, Webhook, WebhookId, of};

/// Headers that we set ourselves, or that belong to the connection.
const HEADERS_OURS: [&str; 8] =
    ["host", "content-length", "content-type", "connection", "transfer-encoding", "user-agent", "upgrade", "te"];

/// A webhook as it should be.
#[derive(Debug, Clone, Default)]
pub struct WebhookInput {
    /// What it is called; no two are called the same.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Where it listens: `https://..` or `http://..`.
    pub address: String,
    /// How it is asked; as it was, or by POST, when nobody says.
    pub method: Option<Method>,
    /// What it is told by itself.
    pub wants: Vec<Wanted>,
    /// Headers of the receiver's own; `None` keeps those it has, as long as it stays with the same host.
    pub headers: Option<Vec<(String, String)>>,
    /// Is it told anything?
    pub active: bool,
}

/// Adds a webhook, with a secret of its own.
///
/// # Errors
/// `NotAllowed`; `Invalid`; `Conflict` when there are [`WEBHOOKS_MAX`].
pub fn add_webhook(tx: &mut Tx<'_>, actor: &Actor, key: &Key, input: &WebhookInput) -> Result<Webhook> {
    policy::permit(actor, Action::ManageWebhooks)?;
    let (count,) = tx.one::<(i64,)>("SELECT COUNT(*) FROM webhooks WHERE removed_at IS NULL", params![])?;
    if count >= WEBHOOKS_MAX {
        return Err(Error::conflict(Sentence::new("webhooks-too-many").with("max", WEBHOOKS_MAX)));
    }
    let to = checked(tx, input, WebhookId(0), Method::Post)?;
    let now = tx.now();
    let id: WebhookId = tx.insert(
        "INSERT INTO webhooks (name, name_key, description, address, secret, headers, wants, active, failures, created_at, updated_at, \
         method) VALUES ($1,$2,$3,$4,'','',$5,$6,0,$7,$7,$8) RETURNING id",
        params![
            &to.name,
            fold(&to.name),
            &to.description,
            &to.address,
            json(&to.wants)?,
            to.active,
            now,
            to.method.unwrap_or(Method::Post)
        ],
    )?;
    let (secret, headers) = (key.seal(&secret_of(id), &fresh()?)?, sealed(key, id, to.headers.as_deref().unwrap_or_default())?);
    tx.execute_one("UPDATE webhooks SET secret = $2, headers = $3 WHERE id = $1", params![id, secret, headers])?;
    let what = Happening::Added { name: to.name, address: to.address, wants: to.wants, active: to.active };
    tx.record(actor, &WebhookEvent { webhook: id, what })?;
    of(tx, id)
}

/// Changes a webhook. One that is switched on again is tried at once, whatever failed before.
///
/// # Errors
/// `NotFound`, `NotAllowed`, `Invalid`.
pub fn edit_webhook(tx: &mut Tx<'_>, actor: &Actor, key: &Key, id: WebhookId, input: &WebhookInput) -> Result<Webhook> {
    policy::permit(actor, Action::ManageWebhooks)?;
    let was = of(tx, id)?;
    let to = checked(tx, input, id, was.method)?;
    let headers = match &to.headers {
        Some(headers) => sealed(key, id, headers)?,
        // What was given for one host is not sent to another.
        None if host_of(&was.address) == host_of(&to.address) => was.headers,
        None => String::new(),
    };
    let now = tx.now();
    tx.execute_one(
        "UPDATE webhooks SET name = $2, name_key = $3, description = $4, address = $5, headers = $6, wants = $7, active = $8, \
         failures = 0, paused_until = NULL, updated_at = $9, method = $10 WHERE id = $1",
        params![
            id,
            &to.name,
            fold(&to.name),
            &to.description,
            &to.address,
            headers,
            json(&to.wants)?,
            to.active,
            now,
            to.method.unwrap_or(was.method)
        ],
    )?;
    if !to.active {
        end_waiting(tx, id)?;
    }
    let what = Happening::Edited { name: to.name, address: to.address, wants: to.wants, active: to.active };
    tx.record(actor, &WebhookEvent { webhook: id, what })?;
    of(tx, id)
}

/// Removes a webhook; what it was told stays in the log until it is old.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub fn remove_webhook(tx: &mut Tx<'_>, actor: &Actor, id: WebhookId) -> Result<()> {
    policy::permit(actor, Action::ManageWebhooks)?;
    let was = of(tx, id)?;
    let now = tx.now();
    tx.execute_one("UPDATE webhooks SET removed_at = $2, active = 0, secret = '', headers = '' WHERE id = $1", params![id, now])?;
    end_waiting(tx, id)?;
    tx.record(actor, &WebhookEvent { webhook: id, what: Happening::Removed { name: was.name } })?;
    Ok(())
}

/// The secret that a receiver checks signatures with; that it was read is recorded.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub fn read_secret(tx: &mut Tx<'_>, actor: &Actor, key: &Key, id: WebhookId) -> Result<String> {
    policy::permit(actor, Action::ReadSecret)?;
    let webhook = of(tx, id)?;
    tx.record(actor, &WebhookEvent { webhook: id, what: Happening::SecretRead {} })?;
    Ok(key.open(&secret_of(id), &webhook.secret)?)
}

/// Gives a webhook another secret; signatures are made with it from now on.
///
/// # Errors
/// `NotFound`, `NotAllowed`.
pub fn change_secret(tx: &mut Tx<'_>, actor: &Actor, key: &Key, id: WebhookId) -> Result<String> {
    policy::permit(actor, Action::ManageWebhooks)?;
    let (webhook, secret, now) = (of(tx, id)?, fresh()?, tx.now());
    let sealed = key.seal(&secret_of(webhook.id), &secret)?;
    tx.execute_one("UPDATE webhooks SET secret = $2, updated_at = $3 WHERE id = $1", params![id, sealed, now])?;
    tx.record(actor, &WebhookEvent { webhook: id, what: Happening::SecretChanged {} })?;
    Ok(secret)
}

/// What was still to be told is told no more.
fn end_waiting(tx: &mut Tx<'_>, id: WebhookId) -> Result<()> {
    let now = tx.now();
    let sql = "UPDATE webhook_deliveries SET state = 'given_up', ended_at = $2 WHERE webhook_id = $1 AND state = 'waiting'";
    tx.execute(sql, params![id, now]).map(drop)
}

/// Where the secret is sealed for.
pub(crate) fn secret_of(id: WebhookId) -> String {
    format!("webhook {id} secret")
}

/// The headers of the receiver's own.
pub(crate) fn opened(key: &Key, webhook: &Webhook) -> Result<Vec<(String, String)>> {
    if webhook.headers.is_empty() {
        return Ok(Vec::new());
    }
    let text = key.open(&headers_of(webhook.id), &webhook.headers)?;
    Ok(serde_json::from_str(&text).map_err(anyhow::Error::from)?)
}

fn headers_of(id: WebhookId) -> String {
    format!("webhook {id} headers")
}

fn sealed(key: &Key, id: WebhookId, headers: &[(String, String)]) -> Result<String> {
    if headers.is_empty() {
        return Ok(String::new());
    }
    Ok(key.seal(&headers_of(id), &serde_json::to_string(headers).map_err(anyhow::Error::from)?)?)
}

fn json(wants: &[Wanted]) -> Result<String> {
    Ok(serde_json::to_string(wants).map_err(anyhow::Error::from)?)
}

fn host_of(address: &str) -> Option<(String, Option<u16>)> {
    let url = Url::parse(address).ok()?;
    Some((format!("{}://{}", url.scheme(), url.host_str()?), url.port()))
}

fn checked(tx: &Tx<'_>, input: &WebhookInput, own: WebhookId, was: Method) -> Result<WebhookInput> {
    let (name, description, address) = (input.name.trim(), input.description.trim(), input.address.trim());
    let sql = "SELECT 1 FROM webhooks WHERE name_key = $1 AND id <> $2 AND removed_at IS NULL";
    let taken = tx.first::<(i64,)>(sql, params![fold(name), own])?.is_some();
    let headers: Option<Vec<(String, String)>> =
        input.headers.as_ref().map(|all| all.iter().map(|(n, v)| (n.trim().to_lowercase(), v.trim().to_owned())).collect());
    let all = headers.as_deref().unwrap_or_default();
    let mut wants = input.wants.clone();
    wants.sort_unstable();
    wants.dedup();
    let method = input.method.unwrap_or(was);
    Check::new()
        .that(!name.is_empty(), "name", "webhook-name-missing")
        .that(name.chars().count() <= NAME_CHARS_MAX, "name", Sentence::new("webhook-too-long").with("max", NAME_CHARS_MAX))
        .that(!taken, "name", "webhook-name-taken")
        .that(
            description.chars().count() <= DESCRIPTION_CHARS_MAX,
            "description",
            Sentence::new("webhook-too-long").with("max", DESCRIPTION_CHARS_MAX),
        )
        .that(is_address(address), "endpoint", "webhook-address")
        .that(method == Method::Post || wants.is_empty(), "http_method", "webhook-events-by-post")
        .that(all.len() <= HEADERS_MAX, "custom_headers", Sentence::new("webhook-headers-many").with("max", HEADERS_MAX))
        .that(all.iter().all(|(name, value)| is_header(name, value)), "custom_headers", "webhook-header")
        .done()?;
    let (name, description, address) = (name.to_owned(), description.to_owned(), address.to_owned());
    Ok(WebhookInput { name, description, address, method: Some(method), wants, headers, active: input.active })
}

fn is_address(address: &str) -> bool {
    let Ok(url) = Url::parse(address) else { return false };
    let plain = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
    address.len() <= ADDRESS_BYTES_MAX && matches!(url.scheme(), "http" | "https") && url.host_str().is_some() && plain
}

fn is_header(name: &str, value: &str) -> bool {
    let token = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b));
    let ours = HEADERS_OURS.contains(&name) || name.starts_with("x-zendesk-");
    token && !ours && value.bytes().all(|b| (b' '..=b'~').contains(&b)) && name.len() + value.len() <= HEADER_BYTES_MAX
}

#[cfg(test)]
mod tests {
    use super::{is_address, is_header};

    #[test]
    fn an_address_is_one_of_the_web_and_a_header_is_no_two() {
        for good in ["https://hooks.example/in?a=1", "http://hooks.example:8080", "https://192.0.2.7/x"] {
            assert!(is_address(good), "{good}");
        }
        for bad in ["", "hooks.example", "ftp://hooks.example", "file:///etc/passwd", "https://me:pw@hooks.example", "https://x.example/#y"]
        {
            assert!(!is_address(bad), "{bad}");
        }
        assert!(is_header("x-team", "red"));
        for (name, value) in [("", "x"), ("host", "x"), ("x-a", "b\r\nX-B: c"), ("x a", "b"), ("x-zendesk-webhook-id", "1")] {
            assert!(!is_header(name, value), "{name}: {value}");
        }
    }
}
