//! What is kept about somebody and how it goes, on whichever engine the run is for.

mod copying;
mod erasing;
mod everywhere;
mod keeping;
mod plant;
mod policy;

use db::Moment;
use people::{Actor, ErasePerson, PersonId};
use privacy::{BeginErasure, Erasure, begin_erasure};
use testkit::Office;

/// A desk with letters, where people can be erased and the audit log is kept.
fn office() -> Office {
    let office = Office::new();
    office.db.bear(audit::witness());
    office
}

fn asked(person: PersonId, name: &str) -> BeginErasure {
    BeginErasure {
        erase: ErasePerson { person, name: Some(name.to_owned()) },
        unfinished_too: true,
        person_called: "Erased person".into(),
        ticket_called: "Erased".into(),
    }
}

/// Erases somebody, to the end.
fn erase(office: &Office, actor: &Actor, person: PersonId, name: &str) -> Erasure {
    let (actor, asked) = (actor.clone(), asked(person, name));
    office.write(move |tx| begin_erasure(tx, &actor, &asked)).expect("it is begun");
    office.keep_promises();
    let erasure = office.read(move |conn| privacy::erasure_of(conn, person)).expect("it is read").expect("an erasure");
    assert!(erasure.ended_at > Some(Moment(0)), "{erasure:?}");
    erasure
}

/// The whole database, table by table, as text.
fn tables(office: &Office) -> Vec<(String, String)> {
    let mut dump = Vec::new();
    db::dump(&office.db, &mut dump, &mut |_, _| ()).expect("a dump");
    let dump = String::from_utf8(dump).expect("text");
    let mut tables: Vec<(String, String)> = Vec::new();
    for line in dump.lines().skip(1) {
        let table = line.starts_with('{').then(|| serde_json::from_str::<serde_json::Value>(line).expect("a line of JSON"));
        if let Some(table) = table {
            tables.push((table["table"].as_str().unwrap_or_default().to_owned(), String::new()));
        } else if let Some((_, rows)) = tables.last_mut() {
            rows.push_str(line);
            rows.push('\n');
        }
    }
    tables
}
