//! Absences: who may note them, who reads why, and what becomes of duty meanwhile.

use people::Actor;
use rota::{AbsenceId, AbsenceInput, absences, add_absence, away_at, remove_absence};
use testkit::{Cast, refused};

use crate::stage::{added, cast, days, hours, id, input, on};

fn noted(cast: &Cast, by: &Actor, whom: &Actor, cover: Option<&Actor>) -> outcome::Result<AbsenceId> {
    let (by, input) =
        (by.clone(), AbsenceInput { person: id(whom), from: hours(1), to: days(2), reason: " Dentist ".into(), cover: cover.map(id) });
    cast.write(move |tx| add_absence(tx, &by, &input))
}

#[test]
fn whoever_is_away_has_no_duty_and_their_cover_has_it() {
    let cast = cast();
    let rota = added(&cast, &input(&cast, "Network")).unwrap();
    let absence = noted(&cast, &cast.ann, &cast.ann, Some(&cast.pat)).unwrap();
    assert_eq!(on(&cast, &rota, hours(0)).0, Some(id(&cast.ann)));
    assert_eq!(on(&cast, &rota, hours(1)).0, Some(id(&cast.pat)));
    assert_eq!(cast.read(|conn| away_at(conn, hours(1))).unwrap(), [id(&cast.ann)]);
    let between = |from, to| cast.read(move |conn| rota::absences_between(conn, from, to)).unwrap();
    assert_eq!(between(hours(0), days(9)), [(id(&cast.ann), hours(1), days(2))]);
    assert!(between(hours(0), hours(1)).is_empty() && between(days(2), days(9)).is_empty(), "an end is not part of it");
    assert_eq!(cast.read(|conn| rota::everybody_of(conn, rota::RotaId(1), hours(1))).unwrap(), [id(&cast.ben)]);
    cast.pass_ms(3 * db::HOUR_MS);
    let ann = cast.ann.clone();
    cast.write(move |tx| remove_absence(tx, &ann, absence)).unwrap();
    assert_eq!(on(&cast, &rota, hours(3)).0, Some(id(&cast.ann)));
    assert_eq!(on(&cast, &rota, hours(2)).0, Some(id(&cast.pat)), "that they were away stays known");
    let ann = cast.ann.clone();
    assert_eq!(refused(cast.write(move |tx| remove_absence(tx, &ann, absence))), "rota-absence-over");
}

#[test]
fn the_reason_is_read_by_themselves_and_leads_alone() {
    let cast = cast();
    noted(&cast, &cast.ann, &cast.ann, None).unwrap();
    let reason = |reader: &Actor| {
        let reader = reader.clone();
        cast.read(move |conn| absences(conn, &reader)).unwrap()[0].reason.clone()
    };
    assert_eq!((reason(&cast.ann), reason(&cast.lee), reason(&cast.ben)), ("Dentist".into(), "Dentist".into(), String::new()));
    let events = cast.read(|conn| conn.events_of(&db::Subject::new("absence", 1), db::EventId(0), 10)).unwrap();
    assert!(events.iter().all(|event| !event.data.contains("Dentist")), "the log does not hold it");
}

#[test]
fn agents_note_their_own_absence_and_leads_anybodys() {
    let cast = cast();
    assert_eq!(refused(noted(&cast, &cast.ben, &cast.ann, None)), "not allowed: note_absence");
    assert_eq!(refused(noted(&cast, &cast.rita, &cast.rita, None)), "not found");
    assert_eq!(refused(noted(&cast, &cast.ann, &cast.ann, Some(&cast.ann))), "cover: rota-cover-self");
    assert_eq!(refused(noted(&cast, &cast.ann, &cast.ann, Some(&cast.rita))), "cover: rota-no-person");
    let absence = noted(&cast, &cast.lee, &cast.ann, None).unwrap();
    let ben = cast.ben.clone();
    assert_eq!(refused(cast.write(move |tx| remove_absence(tx, &ben, absence))), "not allowed: note_absence");
}
