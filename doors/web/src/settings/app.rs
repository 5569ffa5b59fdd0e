//! The authenticator app: scan, prove with a code, keep the recovery codes. Secret and codes are shown once.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::IntoResponse;
use catalogue::Say;
use outcome::Result;
use people::{ConfirmTotp, RemoveTotp, TotpSecret};
use qrcode::QrCode;
use qrcode::render::svg;
use serde::Deserialize;

use super::nav::{Nav, crumbs_below, nav};
use super::security::{back, wrong};
use crate::desk::Desk;
use crate::frame::{again, html, shell};
use crate::front::{Answer, Fields, SignedIn, caught};
use crate::ui::view::{Section, Shell};

/// Longest address that is drawn as a code, in bytes.
const URL_BYTES_MAX: usize = 600;

#[derive(Template)]
#[template(path = "settings/app.html")]
struct Scan<'a> {
    t: &'a Say,
    shell: Shell,
    nav: Nav,
    qr: String,
    secret: &'a TotpSecret,
    fields: &'a Fields,
}

#[derive(Template)]
#[template(path = "settings/codes.html")]
struct Codes<'a> {
    t: &'a Say,
    shell: Shell,
    nav: Nav,
    codes: Vec<String>,
}

/// `POST /settings/security/app`: a secret to scan.
pub async fn begin(State(desk): State<Desk>, visitor: SignedIn) -> Answer {
    let (actor, you, issuer) = (visitor.actor.clone(), visitor.person.id, desk.name.clone());
    let key = desk.key.clone();
    let secret = desk.db.write(move |tx| people::begin_totp(tx, &actor, &key, &you, &issuer)).await?;
    html(&scan(&desk, &visitor, &secret, &Fields::default()).await?)
}

/// The first code, and the secret again, so that a mistyped code can be typed once more.
#[derive(Deserialize)]
pub struct First {
    code: String,
    base32: String,
    url: String,
}

/// `POST /settings/security/app/confirm`
pub async fn confirm(State(desk): State<Desk>, visitor: SignedIn, Form(typed): Form<First>) -> Answer {
    let (actor, input) = (visitor.actor.clone(), ConfirmTotp { person: visitor.person.id, code: typed.code });
    let key = desk.key.clone();
    match caught(desk.db.write(move |tx| people::confirm_totp(tx, &actor, &key, &input)).await)? {
        Ok(codes) => shown_once(&desk, &visitor, codes).await,
        Err(fields) => {
            let secret = TotpSecret { base32: typed.base32, url: typed.url };
            again(&scan(&desk, &visitor, &secret, &fields).await?)
        }
    }
}

/// `POST /settings/security/recovery-codes`
pub async fn new_codes(State(desk): State<Desk>, visitor: SignedIn) -> Answer {
    let (actor, you) = (visitor.actor.clone(), visitor.person.id);
    let codes = desk.db.write(move |tx| people::new_recovery_codes(tx, &actor, &you)).await?;
    shown_once(&desk, &visitor, codes).await
}

/// A code that proves that the app is one's own.
#[derive(Deserialize)]
pub struct Proof {
    code: String,
}

/// `POST /settings/security/app/remove`
pub async fn remove(State(desk): State<Desk>, visitor: SignedIn, Form(typed): Form<Proof>) -> Answer {
    let (actor, input) = (visitor.actor.clone(), RemoveTotp { person: visitor.person.id, code: typed.code });
    let key = desk.key.clone();
    match caught(desk.db.write(move |tx| people::remove_totp(tx, &actor, &key, &input)).await)? {
        Ok(()) => Ok(back("toast-app-removed")),
        Err(fields) => wrong(&desk, &visitor, "app", &fields).await,
    }
}

async fn scan<'a>(desk: &Desk, visitor: &'a SignedIn, secret: &'a TotpSecret, fields: &'a Fields) -> Answer<Scan<'a>> {
    let (nav, shell) = around(desk, visitor, "settings-app").await?;
    Ok(Scan { t: &visitor.say, shell, nav, qr: qr(&secret.url)?, secret, fields })
}

async fn shown_once(desk: &Desk, visitor: &SignedIn, codes: Vec<String>) -> Answer {
    let (nav, shell) = around(desk, visitor, "settings-codes").await?;
    Ok(html(&Codes { t: &visitor.say, shell, nav, codes })?.into_response())
}

async fn around(desk: &Desk, visitor: &SignedIn, title: &str) -> Answer<(Nav, Shell)> {
    let (reader, nav) = (visitor.clone(), nav(visitor, "security"));
    let up = crumbs_below(&visitor.say, &nav, "security", &visitor.say.say(title));
    let shell = desk.db.read(move |conn| shell(conn, &reader, Section::Settings, up.clone())).await?;
    Ok((nav, shell))
}

/// The address as a picture to scan: plain SVG, drawn without style attributes.
fn qr(url: &str) -> Result<String> {
    if url.len() > URL_BYTES_MAX {
        return Err(outcome::Error::conflict("second-factor-not-begun"));
    }
    let code = QrCode::new(url).map_err(anyhow::Error::from)?;
    let image = code.render::<svg::Color<'_>>().build();
    Ok(image.find("<svg").map(|at| image[at..].to_owned()).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_code_to_scan_is_plain_svg() {
        let svg = super::qr("otpauth://totp/Acme:ann?secret=ABC").unwrap();
        assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>") && !svg.contains("style"), "{svg}");
        assert!(super::qr(&"x".repeat(700)).is_err());
    }
}
