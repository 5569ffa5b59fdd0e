//! Satisfaction, on whichever engine the run is for.

mod asking;
mod policy;
mod rating;

use std::sync::LazyLock;

use catalogue::Catalogue;
use db::Wiring;
use files::{Store, StoreConfig};
use people::Actor;
use testkit::{Cast, Desk};
use tickets::{Open, TicketId};

/// Firstline's own words, as far as these tests read them.
fn texts() -> &'static Catalogue {
    static TEXTS: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::new(&[satisfaction::LOCALES, tickets::LOCALES].concat()));
    &TEXTS
}

/// A desk where whoever is to be asked is noted, with a mailbox.
fn desk() -> Cast {
    let desk = Desk::bare();
    db::migrate(&desk.db, testkit::MIGRATIONS).expect("the tables");
    let store = Store::open(&StoreConfig::Folder(desk.folder().join("files"))).expect("a place for files");
    desk.db.wire(Wiring { listeners: vec![satisfaction::listener()], jobs: mail::jobs(texts(), store, None) });
    let desk = desk.with_people();
    let system = Actor::system(people::Door::Command);
    desk.write(move |tx| mail::add_mailbox(tx, &system, &mail::NewMailbox::new("support@desk.example", "Support"))).expect("a mailbox");
    desk
}

/// A ticket of Rita's that Ann resolved.
fn resolved(desk: &Cast) -> TicketId {
    let (rita, ann) = (desk.rita.person().expect("a person"), desk.ann.clone());
    let ticket = desk
        .write(move |tx| {
            let ticket = tickets::open(tx, &ann, &Open::new(rita, "VPN drops", "Every twenty minutes."))?.ticket;
            let to = tickets::To::Both(desk_team(tx)?, ann.person().expect("a person"));
            tickets::assign(tx, &ann, &tickets::Assign { ticket, to })?;
            tickets::resolve(tx, &ann, ticket)?;
            Ok(ticket)
        })
        .expect("a resolved ticket");
    desk.keep_promises();
    ticket
}

/// The team *First line*.
fn desk_team(tx: &db::Tx<'_>) -> outcome::Result<people::TeamId> {
    let (team,) = tx.one::<(people::TeamId,)>("SELECT id FROM teams WHERE name = 'First line'", db::params![])?;
    Ok(team)
}

/// Lets hours pass, and asks whoever is due; how many were looked at.
fn after_hours(desk: &Cast, hours: i64) -> usize {
    desk.pass_ms(hours * db::HOUR_MS);
    desk.write(|tx| satisfaction::ask_due(tx, texts(), "https://desk.example")).expect("asked")
}

/// Subjects and texts of the letters out.
fn letters(desk: &Cast) -> Vec<(String, String)> {
    let system = Actor::system(people::Door::Command);
    desk.read(move |conn| {
        let all = mail::outbox(conn, &system, None, None, mail::PAGE_MAX)?;
        all.iter()
            .rev()
            .map(|entry| mail::outbox_letter(conn, &system, entry.id).map(|letter| (entry.subject.clone(), letter.text)))
            .collect()
    })
    .expect("the outbox")
}

/// The link of the only letter.
fn link(desk: &Cast) -> String {
    let (_, text) = letters(desk).pop().expect("a letter");
    let from = text.find("/rate/").expect("a link") + "/rate/".len();
    text[from..].split('?').next().expect("a link").to_owned()
}
