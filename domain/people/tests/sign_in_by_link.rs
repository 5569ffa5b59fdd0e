//! Signing in with a one-time link.

use crate::common::{desk, opened, refused, system, visit, visit_from, wrong};
use people::{LINK_VALID_MS, Method, PrintLink, RedeemLink, ask_link, link_works, print_link, redeem_link};

fn redeem(secret: &people::Secret, browser: Option<&people::Secret>) -> RedeemLink {
    RedeemLink { secret: secret.reveal().to_owned(), browsers: browser.map(|b| b.reveal().to_owned()).into_iter().collect() }
}

#[test]
fn a_link_works_once_in_the_browser_that_asked_and_proves_the_address() {
    let desk = desk();
    let asked = desk.write(|tx| ask_link(tx, &visit(), "RITA@desk.example")).unwrap();
    let letter = asked.letter.unwrap();
    assert_eq!((letter.email.as_str(), letter.person.id), ("rita@desk.example", desk.rita));
    let secret = letter.secret.reveal().to_owned();
    assert!(desk.read(move |c| link_works(c, &secret)).unwrap());

    let elsewhere = redeem(&letter.secret, None);
    assert_eq!(refused(desk.write(move |tx| redeem_link(tx, &visit(), &elsewhere))), "link-of-another-browser");
    let input = redeem(&letter.secret, Some(&asked.browser));
    let again = input.clone();
    let session = opened(desk.write(move |tx| redeem_link(tx, &visit(), &input)));
    assert_eq!((session.person.id, session.session.method), (desk.rita, Method::Link));
    assert_eq!(refused(desk.write(move |tx| redeem_link(tx, &visit(), &again))), "link-does-not-work");
    assert_eq!(
        desk.history(desk.rita.0),
        ["person.added", "sign_in.link_asked", "sign_in.refused", "session.opened", "person.email_verified"]
    );
}

#[test]
fn a_link_is_too_old_after_a_quarter_of_an_hour() {
    let desk = desk();
    let asked = desk.write(|tx| ask_link(tx, &visit(), "rita@desk.example")).unwrap();
    desk.later_ms(LINK_VALID_MS);
    let input = redeem(&asked.letter.unwrap().secret, Some(&asked.browser));
    assert_eq!(refused(desk.write(move |tx| redeem_link(tx, &visit(), &input))), "link-does-not-work");
}

#[test]
fn an_unknown_address_looks_like_a_known_one_and_gets_no_letter() {
    let desk = desk();
    let asked = desk.write(|tx| ask_link(tx, &visit(), "nobody@desk.example")).unwrap();
    assert!(asked.letter.is_none() && !asked.browser.reveal().is_empty());
}

#[test]
fn nobodys_mailbox_is_flooded_and_the_owner_can_still_ask() {
    let desk = desk();
    let ask = |from: &str| {
        let visit = visit_from(from);
        desk.write(move |tx| ask_link(tx, &visit, "rita@desk.example"))
    };
    assert_eq!((0..10).take_while(|_| ask("198.51.100.66").is_ok()).count(), 5);
    assert_eq!(wrong(ask("198.51.100.66")), "too many");
    assert!(ask("203.0.113.7").unwrap().letter.is_some());
}

#[test]
fn a_printed_link_works_in_any_browser_once() {
    let desk = desk();
    let rita = desk.rita;
    let link = PrintLink { person: rita, valid_ms: db::DAY_MS };
    let secret = desk
        .write({
            let link = link.clone();
            move |tx| print_link(tx, &system(), &link)
        })
        .unwrap();
    let input = redeem(&secret, None);
    opened(desk.write(move |tx| redeem_link(tx, &visit(), &input)));
    let ada = desk.actor(desk.ada);
    assert_eq!(wrong(desk.write(move |tx| print_link(tx, &ada, &link))), "not allowed: print_link");
}
