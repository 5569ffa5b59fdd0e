//! The ways in: the letter with the link, the second factor, the invitation.

use mail::Kind;
use people::{ChangePassword, ConfirmTotp, PasswordHash, SessionId};
use testkit::Office;

use crate::browser::Browser;

/// The path of the first link in a letter.
fn link_in(text: &str) -> String {
    let at = text.find("https://desk.example/").expect("a link") + "https://desk.example".len();
    text[at..].split_whitespace().next().unwrap_or_default().to_owned()
}

#[test]
fn a_link_is_sent_works_once_and_only_in_the_browser_that_asked() {
    let office = Office::new();
    let mut rita = Browser::new(&office);
    rita.post("/sign-in/link", &[("email", "rita@desk.example")]).is(200).says(&["Look into your mailbox"]);
    Browser::new(&office).post("/sign-in/link", &[("email", "nobody@desk.example")]).is(200).says(&["Look into your mailbox"]);
    let sent = office.sent(Kind::Account);
    assert_eq!(sent.len(), 1, "one letter, to the one address that somebody has");
    let link = link_in(&sent[0].text);
    Browser::new(&office).post(&link, &[]).is(422).says(&["in which you asked for it"]);
    rita.get(&link).is(200).says(&["signs you in, once"]);
    rita.post(&link, &[]).is(303);
    rita.get("/portal").is(200);
    rita.post(&link, &[]).is(422).says(&["no longer works"]);
}

#[test]
fn the_first_link_goes_on_working_when_the_same_browser_asks_for_another() {
    let office = Office::new();
    let mut rita = Browser::new(&office);
    rita.post("/sign-in/link", &[("email", "rita@desk.example")]).is(200);
    rita.post("/sign-in/link", &[("email", "rita@desk.example")]).is(200);
    let links: Vec<String> = office.sent(Kind::Account).iter().map(|sent| link_in(&sent.text)).collect();
    assert_eq!(links.len(), 2);
    for link in &links {
        rita.post(link, &[]).is(303);
    }
}

#[test]
fn whoever_is_invited_chooses_a_password_and_is_in() {
    let office = Office::new();
    let mut lee = Browser::of(&office, &office.lee);
    let ann = office.ann.person().unwrap();
    let invited = lee.post(&format!("/people/{ann}/invitation"), &[]);
    lee.follow(invited).says(&["An invitation is on its way to ann@desk.example"]);
    let link = link_in(&office.sent(Kind::Account)[0].text);
    let mut ann = Browser::new(&office);
    ann.get(&link).is(200).says(&["Welcome, Ann Ash"]);
    ann.post(&link, &[("password", "Ann Ash")]).is(422).says(&["id=\"password-error\""]);
    ann.post(&link, &[("password", "four words you picture")]).is(303);
    ann.get("/tickets").is(200);
}

/// What the office's pages seal with.
fn key() -> seal::Key {
    seal::Key::new(&[7; seal::KEY_BYTES])
}

#[test]
fn after_the_password_a_code_is_owed_and_a_recovery_code_will_do() {
    let office = Office::new();
    let (ann, you) = (office.ann.clone(), office.ann.person().unwrap());
    let secret = office.write(move |tx| people::begin_totp(tx, &ann, &key(), &you, "Acme IT")).unwrap();
    let ann = office.ann.clone();
    let code = code_of(&secret.base32, office.db.clock().now().0);
    let codes = office.write(move |tx| people::confirm_totp(tx, &ann, &key(), &ConfirmTotp { person: you, code: code.clone() })).unwrap();
    let (ann, hash) = (office.ann.clone(), PasswordHash::of("four words you picture", &[]).unwrap());
    let change = move |tx: &mut db::Tx<'_>| {
        people::change_password(tx, &ann, &ChangePassword { session: SessionId(0), current: None, new: hash.clone() })
    };
    office.write(change).unwrap();

    let mut browser = Browser::new(&office);
    assert_eq!(browser.get("/sign-in/second-factor").is(303).location, "/sign-in");
    let typed = [("email", "ann@desk.example"), ("password", "four words you picture")];
    assert_eq!(browser.post("/sign-in", &typed).leads(), "/sign-in/second-factor");
    browser.get("/tickets").is(303);
    browser.get("/sign-in/second-factor").is(200).says(&["One more step", "data-passkey=\"get\""]);
    browser.post("/sign-in/second-factor", &[("code", "000000")]).is(422).says(&["does not match"]);
    assert_eq!(browser.post("/sign-in/second-factor", &[("code", &codes[0])]).leads(), "/");
    browser.get("/tickets").is(200);
}

#[test]
fn a_passkey_is_asked_for_and_a_false_answer_is_refused_on_the_page() {
    let office = Office::new();
    let mut browser = Browser::new(&office);
    browser.post("/sign-in/passkey/options", &[]).is(200).says(&["\"rpId\":\"desk.example\"", "challenge"]);
    browser.post("/sign-in/passkey", &[("credential", "{}")]).is(422).says(&["was not accepted", "name=\"password\""]);
}

/// The six digits of an app (RFC 6238) with this secret at this moment.
pub fn code_of(base32: &str, now_ms: i64) -> String {
    let key = data_encoding::BASE32_NOPAD.decode(base32.as_bytes()).expect("a secret");
    let app = totp_rs::Builder::new().with_secret(key).build().expect("an app");
    app.generate(u64::try_from(now_ms / 1_000).expect("a time after 1970")).to_string()
}
