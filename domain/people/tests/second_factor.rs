//! The second factor: app, recovery codes, and losing both.

use crate::common::{Desk, PASSWORD, desk, opened, refused, visit, wrong};
use people::{
    ConfirmTotp, Door, Opened, RECOVERY_CODES, RemoveTotp, SECOND_FACTOR_WAIT_MS, SecondFactor, SessionState, begin_totp, confirm_totp,
    new_recovery_codes, pending_session, person_of_session, prove_second_factor, remove_totp, reset_second_factor, seal_totp_secrets,
    second_factor_of,
};

/// What secrets are sealed with.
fn key() -> seal::Key {
    seal::Key::new(&[7; seal::KEY_BYTES])
}

/// The app on Ann's phone.
struct Phone(totp_rs::Totp);

impl Phone {
    fn code(&self, desk: &Desk) -> String {
        self.0.generate(u64::try_from(desk.db.clock().now().0 / 1_000).unwrap()).to_string()
    }
}

/// Ann with a password and an app, and her recovery codes.
fn with_app() -> (Desk, Phone, Vec<String>) {
    let desk = desk();
    desk.with_password(desk.ann);
    let (actor, ann) = (desk.actor(desk.ann), desk.ann);
    let begin = actor.clone();
    let secret = desk.write(move |tx| begin_totp(tx, &begin, &key(), &ann, "Firstline: Demo")).unwrap();
    assert!(secret.url.starts_with("otpauth://totp/Firstline") && secret.url.contains(&secret.base32));
    let phone = Phone(totp_rs::Totp::from_url(&secret.url).unwrap());
    let code = phone.code(&desk);
    let codes = desk.write(move |tx| confirm_totp(tx, &actor, &key(), &ConfirmTotp { person: ann, code: code.clone() })).unwrap();
    assert_eq!(codes.len(), RECOVERY_CODES);
    desk.later_ms(30_000);
    (desk, phone, codes)
}

fn first_step(desk: &Desk) -> Opened {
    let half = opened(desk.sign_in(&visit(), "ann@desk.example", PASSWORD));
    assert_eq!(half.session.state, SessionState::SecondFactor);
    half
}

fn second_step(desk: &Desk, half: &Opened, code: &str) -> outcome::Result<people::SignIn> {
    let input = SecondFactor { session: half.secret.reveal().to_owned(), code: code.to_owned() };
    desk.write(move |tx| prove_second_factor(tx, &key(), &visit(), &input))
}

#[test]
fn a_password_alone_no_longer_opens_anything() {
    let (desk, phone, _) = with_app();
    let half = first_step(&desk);
    let secret = half.secret.reveal().to_owned();
    let (open, waiting) =
        desk.read(move |c| Ok((person_of_session(c, &secret, Door::Web)?.is_some(), pending_session(c, &secret)?.is_some()))).unwrap();
    assert!(!open && waiting);
    let whole = opened(second_step(&desk, &half, &format!(" {} ", phone.code(&desk))));
    assert!(whole.session.state == SessionState::Open && whole.secret != half.secret);
    assert_eq!(refused(second_step(&desk, &half, &phone.code(&desk))), "second-factor-wait-over");
}

#[test]
fn no_code_works_twice_not_even_a_moment_later() {
    let (desk, phone, _) = with_app();
    let code = phone.code(&desk);
    opened(second_step(&desk, &first_step(&desk), &code));
    assert_eq!(refused(second_step(&desk, &first_step(&desk), &code)), "second-factor-code-wrong");
    desk.later_ms(30_000);
    assert_eq!(refused(second_step(&desk, &first_step(&desk), &code)), "second-factor-code-wrong");
    opened(second_step(&desk, &first_step(&desk), &phone.code(&desk)));
}

#[test]
fn a_clock_may_be_off_by_half_a_minute_and_no_more() {
    let (desk, phone, _) = with_app();
    desk.later_ms(120_000);
    let half = first_step(&desk);
    let now_s = u64::try_from(desk.db.clock().now().0 / 1_000).unwrap();
    assert_eq!(refused(second_step(&desk, &half, &phone.0.generate(now_s - 60).to_string())), "second-factor-code-wrong");
    opened(second_step(&desk, &half, &phone.0.generate(now_s - 30).to_string()));
}

#[test]
fn a_recovery_code_works_once_however_it_is_typed() {
    let (desk, _, codes) = with_app();
    let typed = codes[3].to_uppercase().replace('-', " ");
    opened(second_step(&desk, &first_step(&desk), &typed));
    assert_eq!(refused(second_step(&desk, &first_step(&desk), &codes[3])), "second-factor-code-wrong");
    let (actor, ann) = (desk.actor(desk.ann), desk.ann);
    let by = actor.clone();
    assert_eq!(desk.read(move |c| second_factor_of(c, &by, ann)).unwrap().codes_left, 9);
    desk.write(move |tx| new_recovery_codes(tx, &actor, &ann)).unwrap();
    assert_eq!(refused(second_step(&desk, &first_step(&desk), &codes[4])), "second-factor-code-wrong");
}

#[test]
fn guessing_codes_is_limited_and_waiting_ends() {
    let (desk, phone, _) = with_app();
    let half = first_step(&desk);
    let wrong_code = |code: &str| second_step(&desk, &half, code);
    assert_eq!((0..20).take_while(|_| wrong_code("000000").is_ok()).count(), 10);
    assert_eq!(wrong(wrong_code(&phone.code(&desk))), "too many");
    desk.later_ms(SECOND_FACTOR_WAIT_MS);
    assert_eq!(refused(wrong_code(&phone.code(&desk))), "second-factor-wait-over");
}

#[test]
fn an_app_counts_only_once_it_proved_its_secret() {
    let desk = desk();
    desk.with_password(desk.ann);
    let (actor, ann) = (desk.actor(desk.ann), desk.ann);
    let confirm = ConfirmTotp { person: ann, code: "000000".into() };
    desk.write(move |tx| {
        assert_eq!(wrong(confirm_totp(tx, &actor, &key(), &confirm)), "second-factor-not-begun");
        begin_totp(tx, &actor, &key(), &ann, "Desk")?;
        assert_eq!(wrong(confirm_totp(tx, &actor, &key(), &confirm)), "code: second-factor-code-wrong");
        assert_eq!(wrong(new_recovery_codes(tx, &actor, &ann)), "second-factor-not-begun");
        Ok(())
    })
    .unwrap();
    assert_eq!(opened(desk.sign_in(&visit(), "ann@desk.example", PASSWORD)).session.state, SessionState::Open);
}

#[test]
fn taking_the_app_away_needs_a_code_of_it() {
    let (desk, phone, _) = with_app();
    let (actor, person) = (desk.actor(desk.ann), desk.ann);
    let code = phone.code(&desk);
    desk.write(move |tx| {
        assert_eq!(wrong(begin_totp(tx, &actor, &key(), &person, "Desk").map(|_| ())), "second-factor-on-already");
        assert_eq!(wrong(remove_totp(tx, &actor, &key(), &RemoveTotp { person, code: "123".into() })), "code: second-factor-code-wrong");
        remove_totp(tx, &actor, &key(), &RemoveTotp { person, code: code.clone() })
    })
    .unwrap();
    assert_eq!(opened(desk.sign_in(&visit(), "ann@desk.example", PASSWORD)).session.state, SessionState::Open);
}

#[test]
fn an_administrator_helps_who_lost_everything_and_nobody_else_does() {
    let (desk, _, _) = with_app();
    let ann = desk.ann;
    let reset = |by| {
        let actor = desk.actor(by);
        desk.write(move |tx| reset_second_factor(tx, &actor, &ann))
    };
    assert_eq!(wrong(reset(desk.leo)), "not allowed: reset_second_factor");
    assert_eq!(wrong(reset(desk.ann)), "not allowed: reset_second_factor");
    reset(desk.ada).unwrap();
    assert_eq!(opened(desk.sign_in(&visit(), "ann@desk.example", PASSWORD)).session.state, SessionState::Open);
    assert!(desk.history(ann.0).contains(&"second_factor.turned_off".to_owned()));
}

#[test]
fn a_secret_is_sealed_at_rest_and_one_from_before_that_is_sealed_at_the_next_start() {
    let (desk, phone, _) = with_app();
    let kept = |desk: &Desk| desk.read(|c| Ok(c.one::<(Vec<u8>,)>("SELECT secret FROM totp_apps", &[])?.0)).unwrap();
    assert!(kept(&desk).starts_with(b"s1."), "a copy of the database makes no codes");
    assert_eq!(desk.write(|tx| seal_totp_secrets(tx, &key())).unwrap(), 0);
    // As an earlier version wrote it.
    let bare = phone.0.secret().to_vec();
    let written = bare.clone();
    desk.write(move |tx| tx.execute_one("UPDATE totp_apps SET secret = $1", db::params![written.clone()])).unwrap();
    let half = first_step(&desk);
    opened(second_step(&desk, &half, &phone.code(&desk)));
    assert_eq!(desk.write(|tx| seal_totp_secrets(tx, &key())).unwrap(), 1);
    assert!(kept(&desk).starts_with(b"s1.") && kept(&desk) != bare);
    desk.later_ms(30_000);
    let half = first_step(&desk);
    opened(second_step(&desk, &half, &phone.code(&desk)));
    // With another key nothing opens, and that is a failure of ours and no wrong code.
    desk.later_ms(30_000);
    let half = first_step(&desk);
    let input = SecondFactor { session: half.secret.reveal().to_owned(), code: phone.code(&desk) };
    let other = seal::Key::new(&[8; seal::KEY_BYTES]);
    assert!(matches!(desk.write(move |tx| prove_second_factor(tx, &other, &visit(), &input)), Err(outcome::Error::Failed(_))));
}
