//! Talking to a provider's identity server: codes and refresh tokens become tokens (RFC 6749), a second device is waited for
//! (RFC 8628). What to say next is the domain's to know.

use std::time::Duration;

use db::{Db, Job, Run};
use mail::{DeviceBegun, GRANT, Grant, GrantStep, MailboxId, Tokens};
use outcome::Result;
use seal::Key;
use serde_json::Value;

use crate::connect::client_config;

/// Longest wait for an answer.
const ANSWER_WITHIN: Duration = Duration::from_secs(30);
/// Longest answer that is read, in bytes.
const ANSWER_BYTES_MAX: usize = 256 * 1024;
/// What a grant by a second device is called.
const DEVICE_GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";

/// The job that keeps grants, for the wiring.
#[must_use]
pub fn grant_job(key: Key) -> (&'static str, Run) {
    let run = Run::outside(move |db, job: Job| {
        let key = key.clone();
        async move { keep(&db, &key, MailboxId(job.subject_id)).await }
    });
    (GRANT, run)
}

/// What a provider said.
enum Said {
    /// What was asked for.
    Yes(Value),
    /// No, with the error's name (RFC 6749, 5.2) and its words.
    No { error: String, says: String },
    /// Nothing that can be understood; it is worth asking again.
    Nothing(String),
}

async fn keep(db: &Db, key: &Key, id: MailboxId) -> Result<()> {
    let opener = key.clone();
    let Some((grant, secret, step)) = db.read(move |conn| mail::next_grant_step(conn, &opener, id)).await? else { return Ok(()) };
    let begins = step == GrantStep::BeginDevice;
    let url = if begins { grant.device_url.clone() } else { grant.token_url.clone() };
    match ask(&grant, &url, form(&grant, &secret, &step)).await {
        Said::Yes(answer) if begins => match begun(&answer) {
            Some(begun) => {
                let key = key.clone();
                db.write(move |tx| mail::device_begun(tx, &key, id, &begun)).await
            }
            None => refuse(db, id, "the provider gave no code for the second device".to_owned(), true).await,
        },
        Said::Yes(answer) => match tokens(&answer) {
            Some(tokens) => {
                let key = key.clone();
                db.write(move |tx| mail::grant_given(tx, &key, id, &tokens)).await
            }
            None => refuse(db, id, "the provider gave no access token".to_owned(), false).await,
        },
        Said::No { error, .. } if error == "authorization_pending" => db.write(move |tx| mail::grant_pending(tx, id, false)).await,
        Said::No { error, .. } if error == "slow_down" => db.write(move |tx| mail::grant_pending(tx, id, true)).await,
        // The provider knows us and says no: asking again changes nothing until somebody signs in anew.
        Said::No { error, says } => {
            let busy = matches!(error.as_str(), "temporarily_unavailable" | "server_error");
            refuse(db, id, format!("{error}: {says}"), !busy).await
        }
        Said::Nothing(says) => {
            refuse(db, id, says.clone(), false).await?;
            Err(anyhow::anyhow!("{says}").into())
        }
    }
}

async fn refuse(db: &Db, id: MailboxId, says: String, for_good: bool) -> Result<()> {
    tracing::warn!(mailbox = id.0, says, for_good, "a grant could not be had");
    db.write(move |tx| mail::grant_refused(tx, id, &says, for_good)).await
}

/// The fields of a request.
fn form(grant: &Grant, secret: &str, step: &GrantStep) -> String {
    let mut form = url::form_urlencoded::Serializer::new(String::new());
    form.append_pair("client_id", &grant.client_id);
    if !secret.is_empty() {
        form.append_pair("client_secret", secret);
    }
    match step {
        GrantStep::Exchange { code, verifier, redirect_url } => form
            .append_pair("grant_type", "authorization_code")
            .append_pair("code", code)
            .append_pair("code_verifier", verifier)
            .append_pair("redirect_uri", redirect_url),
        GrantStep::BeginDevice => form.append_pair("scope", &grant.scope),
        GrantStep::PollDevice { device_code } => form.append_pair("grant_type", DEVICE_GRANT).append_pair("device_code", device_code),
        GrantStep::Renew { refresh_token } => {
            form.append_pair("grant_type", "refresh_token").append_pair("refresh_token", refresh_token).append_pair("scope", &grant.scope)
        }
    };
    form.finish()
}

/// Asks; redirects are not followed, for what is sent is secret.
async fn ask(grant: &Grant, url: &str, form: String) -> Said {
    let answered = async {
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(client_config(&grant.authority)?)
            .redirect(reqwest::redirect::Policy::none())
            .timeout(ANSWER_WITHIN)
            .build()?;
        let request = client.post(url).header("content-type", "application/x-www-form-urlencoded").header("accept", "application/json");
        let mut answer = request.body(form).send().await?;
        let status = answer.status();
        let mut bytes = Vec::new();
        while let Some(chunk) = answer.chunk().await? {
            anyhow::ensure!(bytes.len() + chunk.len() <= ANSWER_BYTES_MAX, "its answer has no end");
            bytes.extend_from_slice(&chunk);
        }
        anyhow::Ok((status, serde_json::from_slice::<Value>(&bytes).unwrap_or(Value::Null)))
    };
    match answered.await {
        Ok((status, answer)) if status.is_success() && answer.is_object() => Said::Yes(answer),
        Ok((_, answer)) if answer["error"].is_string() => {
            let words = |name: &str| answer[name].as_str().unwrap_or_default().to_owned();
            Said::No { error: words("error"), says: words("error_description") }
        }
        Ok((status, _)) => Said::Nothing(format!("{url} answers {status} and nothing that can be understood")),
        Err(error) => Said::Nothing(format!("{url} does not answer: {error:#}")),
    }
}

/// A number that some providers send as a text.
fn number(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_str()?.parse().ok())
}

fn tokens(answer: &Value) -> Option<Tokens> {
    let access = answer["access_token"].as_str().filter(|token| !token.is_empty())?.to_owned();
    Some(Tokens {
        access,
        access_s: number(&answer["expires_in"]).unwrap_or_default(),
        refresh: answer["refresh_token"].as_str().filter(|token| !token.is_empty()).map(str::to_owned),
        refresh_s: number(&answer["refresh_token_expires_in"]).filter(|s| *s > 0),
    })
}

fn begun(answer: &Value) -> Option<DeviceBegun> {
    Some(DeviceBegun {
        device_code: answer["device_code"].as_str()?.to_owned(),
        user_code: answer["user_code"].as_str()?.to_owned(),
        // Google's older answers call it a URL.
        user_url: answer["verification_uri"].as_str().or_else(|| answer["verification_url"].as_str())?.to_owned(),
        lasts_s: number(&answer["expires_in"]).unwrap_or(900),
        poll_s: number(&answer["interval"]).unwrap_or(5),
    })
}
