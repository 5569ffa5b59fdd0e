//! What a provider grants: asked for on its page and by a second device, renewed in time, refused; shown to a real Dovecot.

use db::{DAY_MS, HOUR_MS, MINUTE_MS};
use mail::{GrantState, SignIn};
use mailroom::grant_job;

use crate::imap::{Fetching, letter};
use crate::peers::dovecot::Dovecot;
use crate::peers::identity::Identity;
use crate::peers::until;

/// An office whose mailbox is to be signed in at an identity server.
pub struct Signing {
    pub fetching: Fetching,
    pub identity: Identity,
}

impl Signing {
    pub async fn new() -> Self {
        let (fetching, identity) = (Fetching::new().await, Identity::start().await);
        let (ada, key, id, input) = (fetching.office.ada.clone(), fetching.key.clone(), fetching.office.support, identity.input());
        fetching.office.db.write(move |tx| mail::set_grant(tx, &ada, &key, id, &input)).await.expect("it holds");
        Self { fetching, identity }
    }

    /// The job has its turn.
    pub async fn job(&self) {
        let (_, db::Run::Outside(run)) = grant_job(self.fetching.key.clone()) else { panic!("it talks to the world") };
        let job = db::Job {
            id: db::JobId(0),
            kind: mail::GRANT.to_owned(),
            subject_kind: "mailbox".to_owned(),
            subject_id: self.fetching.office.support.0,
            event_id: None,
            data: "null".to_owned(),
            attempts: 0,
            claim: 0,
        };
        let _ = run(self.fetching.office.db.clone(), job).await;
    }

    pub async fn state(&self) -> mail::Grant {
        let id = self.fetching.office.support;
        self.fetching.office.db.read(move |conn| mail::grant(conn, id)).await.expect("read").expect("it is set up")
    }

    /// Somebody says yes on the provider's page, and comes back.
    pub async fn say_yes(&self) {
        let (ada, key, id) = (self.fetching.office.ada.clone(), self.fetching.key.clone(), self.fetching.office.support);
        let ask = move |tx: &mut db::Tx<'_>| mail::ask_grant(tx, &ada, &key, id, "https://desk.example/settings/mailboxes/granted");
        let page = self.fetching.office.db.write(ask).await.expect("asked");
        let browser = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().expect("a browser");
        let back = browser.get(&page).send().await.expect("the page").headers()["location"].to_str().expect("an address").to_owned();
        let back = url::Url::parse(&back).expect("an address");
        assert!(back.as_str().starts_with("https://desk.example/settings/mailboxes/granted?"), "{back}");
        let of = |name: &str| back.query_pairs().find(|(n, _)| n == name).expect("it is there").1.into_owned();
        let (code, state, ada, key) = (of("code"), of("state"), self.fetching.office.ada.clone(), self.fetching.key.clone());
        let answered = move |tx: &mut db::Tx<'_>| mail::grant_answered(tx, &ada, &key, &state, Ok(&code));
        assert_eq!(self.fetching.office.db.write(answered.clone()).await.expect("taken"), id);
        assert!(self.fetching.office.db.write(answered).await.is_err(), "one answer for a visit");
        self.job().await;
    }
}

pub fn provider() {
    // reqwest asks for the process's own cryptography; the program's file store sets it.
    let _ = tokio_rustls::rustls::crypto::ring::default_provider().install_default();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mailbox_is_fetched_with_a_grant_that_is_renewed() {
    provider();
    let signing = Signing::new().await;
    let dovecot = Dovecot::start_with("", Some(&signing.identity.at("introspect")));
    let (name, text) = letter(1);
    dovecot.put("support", &name, &text);
    let fetching = &signing.fetching;
    fetching.set_up(&dovecot, |input| (input.server.sign_in, input.server.password) = (SignIn::Grant, String::new())).await;
    let process = fetching.process("a");
    until("it says that somebody must sign in", || async { fetching.state().await.last_error.contains("has not granted") }).await;
    signing.say_yes().await;
    assert_eq!(signing.state().await.state, GrantState::Given);
    fetching.arrives(1).await;
    // The token ends before its time: the server refuses it at the next sign-in, and it is renewed without anybody's help.
    process.stop().await;
    signing.identity.end_access();
    fetching.office.pass_ms(6 * MINUTE_MS);
    let (name, text) = letter(2);
    dovecot.put("support", &name, &text);
    let process = fetching.process("a");
    until("it is doubted", || async { signing.state().await.access_ends_at <= fetching.office.db.clock().now() }).await;
    signing.job().await;
    fetching.arrives(2).await;
    process.stop().await;
    assert_eq!(signing.identity.asked(), ["authorization_code", "refresh_token"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_grant_is_renewed_before_it_ends_and_its_refusal_is_told() {
    provider();
    let signing = Signing::new().await;
    signing.say_yes().await;
    let before = signing.state().await;
    signing.job().await;
    assert_eq!(signing.state().await.renewed_at, before.renewed_at, "nothing is due yet");
    signing.fetching.office.pass_ms(HOUR_MS - 15 * MINUTE_MS);
    signing.job().await;
    assert!(signing.state().await.renewed_at > before.renewed_at, "it is renewed before it ends");
    signing.identity.refuse();
    signing.fetching.office.pass_ms(HOUR_MS - 15 * MINUTE_MS);
    signing.job().await;
    let ended = signing.state().await;
    assert_eq!(ended.state, GrantState::Ended);
    assert!(
        ended.last_error.contains("invalid_grant") && ended.access_ends_at > signing.fetching.office.db.clock().now(),
        "{}",
        ended.last_error
    );
    let office = std::sync::Arc::clone(&signing.fetching.office);
    let told = tokio::task::spawn_blocking(move || office.sent(mail::Kind::Notification)).await.expect("the outbox");
    let told: Vec<_> = told.iter().filter(|l| l.row.subject.contains("support@desk.example")).collect();
    assert_eq!(told.len(), 1, "the administrator is told while the grant still holds");
    assert_eq!(told[0].to[0].email, "ada@desk.example");
    assert!(told[0].text.contains("invalid_grant"), "{}", told[0].text);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_ends_in_the_next_weeks_is_told_once_a_week_and_shown_before_it_hurts() {
    provider();
    let signing = Signing::new().await;
    let office = std::sync::Arc::clone(&signing.fetching.office);
    let (ada, key, id) = (office.ada.clone(), signing.fetching.key.clone(), office.support);
    let ends = office.db.clock().now().plus_ms(40 * DAY_MS);
    let ending = mail::GrantInput { client_secret_ends_at: Some(ends), ..signing.identity.input() };
    office.db.write(move |tx| mail::set_grant(tx, &ada, &key, id, &ending)).await.expect("it holds");
    signing.say_yes().await;
    let look = || {
        let office = std::sync::Arc::clone(&office);
        tokio::task::spawn_blocking(move || {
            let timer = people::Actor::system(people::Door::Command);
            office.db.write_now(move |tx| mail::renew_grants(tx, &timer)).expect("looked at");
            let ada = office.ada.clone();
            let troubles = office.db.read_now(move |conn| mail::troubles(conn, &ada)).expect("read");
            let told = office.sent(mail::Kind::Notification).len();
            (told, troubles.iter().map(|t| t.says.key.clone()).collect::<Vec<_>>())
        })
    };
    assert_eq!(look().await.expect("looked"), (0, vec![]), "forty days before nobody is bothered");
    office.pass_ms(11 * DAY_MS);
    let (told, troubles) = look().await.expect("looked");
    assert_eq!((told, troubles.contains(&"mail-trouble-grant-ends".to_owned())), (1, true), "{troubles:?}");
    assert_eq!(look().await.expect("looked").0, 1, "once a week");
    office.pass_ms(7 * DAY_MS);
    assert_eq!(look().await.expect("looked").0, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_device_says_yes() {
    provider();
    let signing = Signing::new().await;
    let (ada, id) = (signing.fetching.office.ada.clone(), signing.fetching.office.support);
    signing.fetching.office.db.write(move |tx| mail::ask_grant_by_device(tx, &ada, id)).await.expect("asked");
    signing.job().await;
    let asked = signing.state().await;
    assert_eq!((asked.user_code.as_str(), asked.state), ("WXYZ-1234", GrantState::Asked));
    signing.job().await;
    assert_eq!(signing.state().await.state, GrantState::Asked, "nobody typed it yet");
    signing.identity.type_code();
    signing.job().await;
    let given = signing.state().await;
    assert_eq!((given.state, given.user_code.as_str()), (GrantState::Given, ""));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_provider_that_is_away_is_asked_again_and_a_wrong_secret_is_named() {
    provider();
    let signing = Signing::new().await;
    let (ada, key, id) = (signing.fetching.office.ada.clone(), signing.fetching.key.clone(), signing.fetching.office.support);
    let wrong = mail::GrantInput { client_secret: "wrong".to_owned(), ..signing.identity.input() };
    signing.fetching.office.db.write(move |tx| mail::set_grant(tx, &ada, &key, id, &wrong)).await.expect("it holds");
    signing.say_yes().await;
    let refused = signing.state().await;
    assert!(refused.state == GrantState::Ended && refused.last_error.contains("invalid_client"), "{refused:?}");
    let sealed = "SELECT client_secret FROM mailbox_grants";
    let (kept,) = signing.fetching.office.db.read(move |conn| conn.one::<(String,)>(sealed, &[])).await.expect("read");
    assert!(kept.starts_with("s1.") && !kept.contains("wrong"), "secrets are sealed at rest");
}
