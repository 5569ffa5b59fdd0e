//! Addresses and telephone numbers.

use crate::common::{desk, wrong};
use people::{
    Actor, AddPhone, ContactEmail, PersonId, RemovePhone, add_email, add_phone, directory, make_email_primary, remove_email, remove_phone,
};

fn email(person: PersonId, email: &str) -> ContactEmail {
    ContactEmail { person, email: email.into() }
}

#[test]
fn letters_go_to_the_primary_address_and_the_next_takes_over() {
    let desk = desk();
    let (ann, rita) = (desk.actor(desk.ann), desk.rita);
    let primary = move |tx: &db::Conn| directory::primary_email(tx, rita);
    desk.write(move |tx| {
        add_email(tx, &ann, &email(rita, "Rita@Home.example"))?;
        assert_eq!(primary(tx)?.as_deref(), Some("rita@desk.example"));
        make_email_primary(tx, &ann, &email(rita, "rita@home.example"))?;
        assert_eq!(primary(tx)?.as_deref(), Some("rita@home.example"));
        remove_email(tx, &ann, &email(rita, "rita@home.example"))?;
        assert_eq!(primary(tx)?.as_deref(), Some("rita@desk.example"));
        remove_email(tx, &ann, &email(rita, "rita@desk.example"))?;
        assert_eq!(primary(tx)?, None);
        add_email(tx, &ann, &email(rita, "rita@new.example"))?;
        assert_eq!(primary(tx)?.as_deref(), Some("rita@new.example"));
        Ok(())
    })
    .unwrap();
    let kinds = ["email_added", "email_made_primary", "email_removed", "email_removed", "email_added"].map(|k| format!("person.{k}"));
    assert_eq!(desk.history(rita.0)[1..], kinds);
}

#[test]
fn addresses_that_do_not_hold_are_refused() {
    let desk = desk();
    let as_ann = |deed: fn(&mut db::Tx<'_>, &Actor, &ContactEmail) -> outcome::Result<()>, whose: PersonId, address: &'static str| {
        let ann = desk.actor(desk.ann);
        wrong(desk.write(move |tx| deed(tx, &ann, &email(whose, address))))
    };
    assert_eq!(as_ann(add_email, desk.rita, "rita"), "email: email-not-an-address");
    assert_eq!(as_ann(add_email, desk.rita, "ann@desk.example"), "email: email-taken");
    assert_eq!(as_ann(remove_email, desk.rita, "ann@desk.example"), "email: email-not-theirs");
    assert_eq!(as_ann(make_email_primary, desk.rita, "ann@desk.example"), "email: email-not-theirs");
    assert_eq!(as_ann(remove_email, desk.ann, "ann@desk.example"), "email: email-needed-by-staff");
    assert_eq!(as_ann(add_email, desk.ada, "mine@evil.example"), "not allowed: change_emails");
}

#[test]
fn a_person_has_a_limited_number_of_addresses() {
    let desk = desk();
    let (ann, rita) = (desk.actor(desk.ann), desk.rita);
    let said = wrong(desk.write(move |tx| (1..=20).try_for_each(|n| add_email(tx, &ann, &email(rita, &format!("rita{n}@home.example"))))));
    assert_eq!(said, "email: contacts-too-many");
}

#[test]
fn two_spellings_of_a_number_are_one_number() {
    let desk = desk();
    let (actor, rita) = (desk.actor(desk.rita), desk.rita);
    let phones = desk
        .write(move |tx| {
            let add = |phone: &str, label: &str| AddPhone { person: rita, phone: phone.into(), label: label.into() };
            add_phone(tx, &actor, &add("+49 30 1234567", ""))?;
            add_phone(tx, &actor, &add("+49 (30) 123-45-67", "Mobile"))?;
            add_phone(tx, &actor, &add("1234", "Desk"))?;
            let before = directory::person_card(tx, &actor, rita)?.phones;
            remove_phone(tx, &actor, &RemovePhone { person: rita, phone: "49301234567".into() })?;
            Ok((before, directory::person_card(tx, &actor, rita)?.phones))
        })
        .unwrap();
    assert_eq!(
        phones.0.iter().map(|p| (p.phone.as_str(), p.label.as_str())).collect::<Vec<_>>(),
        [("1234", "Desk"), ("+49 (30) 123-45-67", "Mobile")]
    );
    assert_eq!(phones.1.len(), 1);
    let (actor, rita) = (desk.actor(desk.rita), desk.rita);
    assert_eq!(
        wrong(desk.write(move |tx| remove_phone(tx, &actor, &RemovePhone { person: rita, phone: "999".into() }))),
        "phone: phone-not-theirs"
    );
}
