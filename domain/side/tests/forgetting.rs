//! What is taken out when a ticket is emptied, or somebody is erased.

use db::params;
use testkit::Office;

use crate::{VENDOR, answer_from, begun, sheet, ticket, way_back};

fn answered(office: &Office) -> (tickets::TicketId, side::ConversationId) {
    let ticket = ticket(office);
    let id = begun(office, ticket).conversation;
    let to = way_back(office);
    let file = "Content-Type: multipart/mixed; boundary=b\nMessage-ID: <1@vendor>";
    let parts = "--b\nContent-Type: text/plain\n\nKnown fault.\n\nOn Monday Ann wrote:\n> Do you know\n--b\nContent-Type: text/plain; \
                 name=fix.txt\nContent-Disposition: attachment; filename=fix.txt\n\nfixed\n--b--";
    office.deliver_to(&to, None, &answer_from(VENDOR, &to, file, parts));
    assert_eq!(sheet(office, id).said[1].files[0].name, "fix.txt");
    (ticket, id)
}

#[test]
fn an_emptied_ticket_leaves_no_word_of_its_side_conversations() {
    let office = Office::new();
    let (ticket, id) = answered(&office);
    let (ann, into) = (office.ann.clone(), crate::opened(&office));
    let merge = tickets::Merge { ticket, into, bring_people: false };
    office.write(move |tx| tickets::merge(tx, &ann, &merge).map(drop)).unwrap();
    let ann = office.ann.clone();
    office.write(move |tx| side::close(tx, &ann, id)).unwrap();
    let file = sheet(&office, id).said[1].files[0].file.clone();
    let system = people::Actor::system(people::Door::Inside);
    let emptied = office.write(move |tx| {
        tickets::empty_ticket(tx, &system, ticket, "-")?;
        side::empty_ticket(tx, ticket)
    });
    emptied.unwrap();
    office.keep_promises();
    let sheet = sheet(&office, id);
    assert!(sheet.said.iter().all(|s| s.message.body.is_empty() && s.message.quoted.is_empty() && s.files.is_empty()));
    assert!(sheet.participants.iter().all(|p| p.address.is_empty() && p.name.is_empty()));
    assert!(sheet.conversation.subject.is_empty() && sheet.conversation.last_excerpt.is_empty());
    let left = office.read(|conn| conn.one::<(i64,)>("SELECT COUNT(*) FROM events WHERE data LIKE '%firmware%'", params![]));
    assert_eq!(left.unwrap().0, 0);
    assert!(office.store.get_now(&file).is_err(), "the file is gone");
}

#[test]
fn of_a_participant_who_is_erased_no_word_and_no_address_is_left() {
    let office = Office::new();
    let (_, id) = answered(&office);
    let person = office.rita.person().unwrap();
    assert!(!office.write(move |tx| side::forget_person(tx, person, &[VENDOR.to_owned()])).unwrap());
    let now = sheet(&office, id);
    assert_eq!((now.said[1].message.body.as_str(), now.participants[0].address.as_str()), ("", ""));
    assert!(!now.said[0].message.body.is_empty(), "what the desk wrote stays");
}
