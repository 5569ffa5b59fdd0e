//! A copy of somebody's data: complete, without what is not theirs, fetched by administrators only, and gone in time.

use std::io::{Cursor, Read};

use people::{Actor, Door, PersonId};
use privacy::{COPY_KEPT_MS, CopyState, ask_copy, copies_of, forget_copies, section_names, take_copy, write_copy};
use serde_json::Value;
use testkit::{Office, refused};

use crate::office;
use crate::plant::plant;

struct Archive(zip::ZipArchive<Cursor<Vec<u8>>>);

impl Archive {
    fn of(office: &Office, person: PersonId) -> Self {
        let mut out = Cursor::new(Vec::new());
        write_copy(&office.db, &office.store, person, &mut out).expect("a copy");
        Self(zip::ZipArchive::new(out).expect("a zip"))
    }

    fn names(&self) -> Vec<String> {
        self.0.file_names().map(|name| name.expect("a name").into_owned()).collect()
    }

    fn text(&mut self, name: &str) -> String {
        let mut text = Vec::new();
        self.0.by_name(name).expect(name).read_to_end(&mut text).expect("its bytes");
        String::from_utf8_lossy(&text).into_owned()
    }

    fn json(&mut self, name: &str) -> Value {
        serde_json::from_str(&self.text(name)).expect("JSON")
    }

    fn all(&mut self) -> String {
        self.names().iter().map(|name| self.text(name)).collect()
    }
}

#[test]
fn a_copy_holds_what_somebody_is_wrote_received_and_was_asked() {
    let office = office();
    let planted = plant(&office);
    let mut copy = Archive::of(&office, planted.person);
    let names = copy.names();
    assert!(section_names().iter().all(|section| names.contains(&format!("{section}.json"))), "{names:?}");
    assert_eq!(copy.json("copy.json")["form"], "firstline-person-1");
    assert_eq!(copy.json("person.json")[0]["name"], "Mara Zyxmark");
    assert_eq!(copy.json("addresses.json").as_array().map(Vec::len), Some(2));
    assert_eq!(copy.json("answers.json")[0]["value"], "zyxmark one");
    assert_eq!(copy.json("tickets.json")[0]["subject"], "Mrs Zyxmark's printer");
    assert_eq!(copy.json("tickets.json")[0]["opened_at"], "2026-11-23T09:00:00Z");
    let messages = copy.json("messages.json");
    let texts: Vec<&str> = messages.as_array().expect("a list").iter().filter_map(|m| m["text"].as_str()).collect();
    for text in ["My zyxmark printer jams.", "Dear Mara Zyxmark, we come.", "I, zyxmark, have it too.", "Still zyxmark."] {
        assert!(texts.iter().any(|t| t.contains(text)), "{text}: {texts:?}");
    }
    assert_eq!(copy.json("satisfaction.json")[0]["comment"], "zyxmark was slow");
    let beside = copy.json("side_conversations.json");
    assert_eq!(
        (beside.as_array().map(Vec::len), &beside[0]["text"]),
        (Some(1), &Value::from("Here it works, zyxmark.")),
        "her own words only"
    );
    assert_eq!(copy.json("files.json")[0]["name"], "zyxmark.txt");
    let file = names.iter().find(|name| name.starts_with("files/")).expect("a file").clone();
    assert!(copy.text(&file).starts_with("zyxmark in a file"));
    assert_eq!(names.iter().filter(|name| name.starts_with("letters/in-")).count(), 3, "{names:?}");
    assert!(names.iter().any(|name| name.starts_with("letters/out-")), "{names:?}");
}

#[test]
fn a_copy_holds_no_notes_of_the_desk_and_nothing_of_others_but_names() {
    let office = office();
    let planted = plant(&office);
    let rita = office.rita.person().expect("a person");
    let mut of_mara = Archive::of(&office, planted.person);
    let all = of_mara.all();
    assert!(all.contains("Ann Ash"), "who answered is named");
    for not_theirs in ["zyxmark calls often", "zyxmark is kind", "Good to know.", "Since Monday.", "ann@desk.example", "rita@desk.example"]
    {
        assert!(!all.contains(not_theirs), "{not_theirs}");
    }
    let mut of_rita = Archive::of(&office, rita);
    assert!(of_rita.json("messages.json").to_string().contains("I, zyxmark, have it too."), "what she was told in her own ticket");
    assert!(!of_rita.all().contains("mara.zyxmark@client.example"));
}

#[test]
fn a_copy_is_made_by_a_job_fetched_by_administrators_and_gone_in_time() {
    let office = office();
    let rita = office.rita.person().expect("a person");
    for actor in [office.lee.clone(), office.ann.clone(), office.rita.clone()] {
        let denied = refused(office.write(move |tx| ask_copy(tx, &actor, rita)));
        assert_eq!(denied, "not allowed: take_copy");
    }
    let (ada, again) = (office.ada.clone(), office.ada.clone());
    let id = office.write(move |tx| ask_copy(tx, &ada, rita)).expect("asked for");
    assert_eq!(refused(office.write(move |tx| ask_copy(tx, &again, rita))), "copy-being-made");
    let ada = office.ada.clone();
    assert_eq!(refused(office.write(move |tx| take_copy(tx, &ada, rita, id).map(|copy| copy.file))), "not found", "it is not ready");
    office.keep_promises();
    let ada = office.ada.clone();
    let listed = office.read(move |conn| copies_of(conn, &ada, rita)).expect("the copies");
    assert_eq!((listed.len(), listed[0].state), (1, CopyState::Ready));
    let (ada, gus) = (office.ada.clone(), office.gus.person().expect("a person"));
    assert_eq!(refused(office.write(move |tx| take_copy(tx, &ada, gus, id).map(|copy| copy.file))), "not found", "it is somebody else's");
    let ada = office.ada.clone();
    let copy = office.write(move |tx| take_copy(tx, &ada, rita, id)).expect("fetched");
    assert_eq!(office.store.get_now(&copy.file).expect("the archive").len(), usize::try_from(copy.bytes).expect("a size"));
    let log = office
        .read(|conn| audit::entries(conn, &Actor::system(Door::Command), &audit::Ask { limit: 50, ..audit::Ask::default() }))
        .expect("the log");
    let kinds: Vec<&str> = log.entries.iter().map(|entry| entry.link.kind.as_str()).collect();
    assert!(kinds.contains(&"person.copy_made") && kinds.contains(&"person.copy_taken"), "{kinds:?}");
    office.pass_ms(COPY_KEPT_MS - 1);
    assert_eq!(office.write(forget_copies).expect("looked"), 0);
    office.pass_ms(2);
    assert_eq!(office.write(forget_copies).expect("forgotten"), 1);
    office.keep_promises();
    assert!(office.store.get_now(&copy.file).is_err(), "its archive is gone too");
}
