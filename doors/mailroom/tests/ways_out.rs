//! The ways out against real peers: letters we sign hold at whoever checks them, and a relay lets us in with what a provider granted.

use std::path::{Path, PathBuf};
use std::process::Command;

use mail::{Finding, Handover, Relay, RelayError, Security, ServerInput, SignIn};
use mailroom::{Dkim, DkimConfig, Envelope, Mailroom, RelayConfig, RelaySecurity, Relays, Senders, SendersConfig, SmtpRelay, Way};
use testkit::Office;

use crate::grants::{Signing, provider};
use crate::peers::dovecot::{CHECKS_FOR_OTHERS, Dovecot};
use crate::peers::postfix::{Postfix, can_run};
use crate::peers::{names, program, until};

/// A key, made as the guide says, and the record to publish.
fn key(folder: &Path, algorithm: &[&str]) -> (PathBuf, String) {
    let (openssl, key) = (program("openssl", "openssl"), folder.join("dkim.pem"));
    let made = Command::new(&openssl).arg("genpkey").args(algorithm).arg("-out").arg(&key).output().expect("openssl runs");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let public =
        Command::new(&openssl).args(["pkey", "-pubout", "-outform", "DER", "-in"]).arg(&key).output().expect("openssl runs").stdout;
    let record = if algorithm.contains(&"ED25519") {
        // RFC 8463, 4: the 32 bytes of the key, without what X.509 puts around them.
        format!("v=DKIM1; k=ed25519; p={}", data_encoding::BASE64.encode(&public[public.len() - 32..]))
    } else {
        format!("v=DKIM1; k=rsa; p={}", data_encoding::BASE64.encode(&public))
    };
    (key, record)
}

fn letter(from: &str, id: &str, to: &str) -> Handover {
    let raw = format!(
        "From: Support <{from}>\r\nTo: {to}\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\nDate: Mon, 23 Nov 2026 08:00:00 +0000\r\n\
         Message-ID: <{id}>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n\
         Gr\u{fc}\u{df}e,\r\n.a dot first\r\n\r\nSupport\r\n"
    );
    Handover { from: from.into(), to: vec![to.into()], raw: raw.into_bytes(), mailbox: None, header_from: from.into() }
}

/// What a desk elsewhere finds out about the letters that Postfix kept.
async fn found(record: &str, raw: &str) -> mail::Verdicts {
    let server = names::start(&[("desk._domainkey.desk.example", record), ("_dmarc.desk.example", "v=DMARC1; p=reject")]).await;
    let office = tokio::task::spawn_blocking(Office::new).await.expect("an office");
    let config = SendersConfig { name_server: Some(server), hostname: "mx.else.example".into(), ..SendersConfig::default() };
    let room = Mailroom::new(office.db.clone(), office.store.clone()).looking_into(Senders::new(config).expect("name servers"));
    let raw = raw.replace("\r\n", "\n").replace('\n', "\r\n").into_bytes();
    let envelope = Envelope { from: Some("support@desk.example".into()), to: Some("support@desk.example".into()) };
    let id = room.deliver_by(&Way::Pipe, raw, &envelope).await.expect("kept").letter;
    let system = people::Actor::system(people::Door::Command);
    office.db.read(move |conn| Ok(mail::letter(conn, &system, id)?.row.verdicts)).await.expect("the letter")
}

#[tokio::test(flavor = "multi_thread")]
async fn what_we_sign_holds_at_the_receiver_behind_a_real_postfix() {
    if !can_run() {
        return;
    }
    let postfix = Postfix::start("error:nowhere");
    let desks = RelayConfig {
        host: "localhost".into(),
        port: postfix.port,
        security: RelaySecurity::StartTls,
        login: None,
        hello: Some("desk.example".into()),
        authority: postfix.authority.clone(),
    };
    let office = tokio::task::spawn_blocking(Office::new).await.expect("an office");
    for (n, algorithm) in
        [&["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"][..], &["-algorithm", "ED25519"][..]].iter().enumerate()
    {
        let folder = tempfile::tempdir().expect("a folder");
        let (key, record) = key(folder.path(), algorithm);
        let config = DkimConfig { domain: "desk.example".into(), selector: "desk".into(), key };
        let relay = SmtpRelay::new(&desks).expect("a relay");
        let relays = Relays::new(seal::Key::new(&[7; seal::KEY_BYTES]), Some(relay), Some(Dkim::new(&config).expect("a key")));
        let (own, others) = (format!("own{n}@desk.example"), format!("others{n}@desk.example"));
        relays.hand_over(&office.db, letter("support@desk.example", &own, "rita@else.example")).await.expect("postfix takes it");
        relays.hand_over(&office.db, letter("support@other.example", &others, "rita@else.example")).await.expect("postfix takes it");
        until("both were delivered", || async { [&own, &others].iter().all(|id| postfix.kept().iter().any(|l| l.contains(id.as_str()))) })
            .await;
        let kept = |id: &str| postfix.kept().into_iter().find(|letter| letter.contains(id)).expect("it was kept");
        let verdicts = found(&record, &kept(&own)).await;
        assert_eq!((verdicts.dkim, verdicts.dmarc, verdicts.aligned), (Finding::Pass, Finding::Pass, true), "{}", kept(&own));
        let forged = found(&record, &kept(&own).replace("a dot first", "a forger's words")).await;
        assert!(forged.dkim != Finding::Pass && !forged.aligned, "{forged:?}");
        assert!(!kept(&others).contains("DKIM-Signature"), "nobody signs for another's domain");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_relay_lets_us_in_with_a_grant_and_a_token_that_ended_sends_nothing() {
    if !can_run() {
        return;
    }
    provider();
    let signing = Signing::new().await;
    let dovecot = Dovecot::start_with(CHECKS_FOR_OTHERS, Some(&signing.identity.at("introspect")));
    let postfix = Postfix::start_for_who_signs_in(&dovecot.checks_for_others());
    let fetching = &signing.fetching;
    let input = ServerInput {
        host: "localhost".into(),
        port: u32::from(postfix.port),
        security: Security::StartTls,
        sign_in: SignIn::Grant,
        user_name: "support@desk.example".into(),
        authority: postfix.authority.clone(),
        ..ServerInput::default()
    };
    let (ada, key, id) = (fetching.office.ada.clone(), fetching.key.clone(), fetching.office.support);
    fetching.office.db.write(move |tx| mail::set_relay(tx, &ada, &key, id, &input)).await.expect("it holds");
    let relays = Relays::new(fetching.key.clone(), None, None);
    let own = |id: &str| Handover { mailbox: Some(fetching.office.support), ..letter("support@desk.example", id, "rita@else.example") };
    let before = relays.hand_over(&fetching.office.db, own("before@desk.example")).await;
    assert!(matches!(&before, Err(RelayError::Temporary(says)) if says.contains("has not granted")), "{before:?}");
    signing.say_yes().await;
    relays.hand_over(&fetching.office.db, own("granted@desk.example")).await.expect("postfix takes it");
    until(&format!("it was delivered\n{}", postfix.log()), || async {
        postfix.kept().iter().any(|letter| letter.contains("granted@desk.example"))
    })
    .await;
    assert!(postfix.log().contains("sasl_method=XOAUTH2"), "{}", postfix.log());
    // The provider takes the token back: the letter waits, and is not lost.
    signing.identity.end_access();
    let relays = Relays::new(fetching.key.clone(), None, None);
    let refused = relays.hand_over(&fetching.office.db, own("ended@desk.example")).await;
    assert!(matches!(refused, Err(RelayError::Temporary(_))), "a sign-in that fails is no letter's fault: {refused:?}");
    assert_eq!(signing.identity.asked(), ["authorization_code"], "a fresh token is not asked for again in the same minute");
    fetching.office.pass_ms(6 * db::MINUTE_MS);
    let again = relays.hand_over(&fetching.office.db, own("again@desk.example")).await;
    assert!(matches!(again, Err(RelayError::Temporary(_))), "{again:?}");
    signing.job().await;
    assert_eq!(signing.identity.asked(), ["authorization_code", "refresh_token"], "what the relay refuses is renewed at once");
    relays.hand_over(&fetching.office.db, own("renewed@desk.example")).await.expect("the new token lets us in");
    // A password in the token's place lets nobody in who has none.
    let nobody = RelayConfig {
        host: "localhost".into(),
        port: postfix.port,
        security: RelaySecurity::StartTls,
        login: None,
        hello: None,
        authority: postfix.authority.clone(),
    };
    let unknown = SmtpRelay::new(&nobody).expect("a relay").hand_over(&fetching.office.db, own("nobody@desk.example")).await;
    assert!(unknown.is_err(), "{unknown:?}");
}
