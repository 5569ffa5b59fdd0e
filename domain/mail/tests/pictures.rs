//! Pictures that a letter has elsewhere: shown to whom, since when, and forgotten with its words.

use mail::{Arrival, Arrived, Picture, Pictured, Pictures, Verdicts, note_picture, picture, pictured, set_pictures};
use outcome::{Error, Refusal};
use testkit::Office;
use tickets::{MessageId, TicketId};

const ADDRESS: &str = "https://pictures.example/logo.png?to=17";

/// A letter of Rita's with a picture, vouched for or not.
fn letter(office: &Office, id: &str, vouched: bool) -> (TicketId, MessageId) {
    let raw = format!(
        "From: Rita <rita@desk.example>\nTo: support@desk.example\nSubject: Look\nMessage-ID: <{id}@rita>\nContent-Type: text/html\n\n\
         <p>See</p><img src=\"{ADDRESS}\" alt=Logo><img src=\"https://pictures.example/b\">\n"
    );
    let support = office.support;
    let made = office.write(move |tx| {
        let at = Arrival {
            mailbox: support,
            envelope_from: None,
            envelope_to: "support@desk.example".to_owned(),
            raw: files::FileRef::of(raw.as_bytes()),
            verdicts: if vouched { Verdicts::vouched("desk.example") } else { Verdicts::default() },
            old: false,
        };
        mail::take_in(tx, &Arrived::new(email::Letter::parse(raw.as_bytes()), None, Vec::new(), at))
    });
    let made = made.expect("it is taken in");
    (made.ticket.expect("a ticket"), made.message.expect("a message"))
}

fn state(office: &Office, actor: &people::Actor, message: MessageId) -> Option<Pictured> {
    let actor = actor.clone();
    office.read(move |conn| pictured(conn, &actor, &[message])).expect("a state").pop()
}

fn set(office: &Office, actor: &people::Actor, message: MessageId, what: Pictures) -> outcome::Result<()> {
    let actor = actor.clone();
    office.write(move |tx| set_pictures(tx, &actor, message, what))
}

fn first(office: &Office, actor: &people::Actor, of: (TicketId, MessageId)) -> outcome::Result<Picture> {
    let actor = actor.clone();
    office.read(move |conn| picture(conn, &actor, of.0, of.1, 0))
}

#[test]
fn pictures_from_elsewhere_wait_until_somebody_at_the_desk_asks() {
    let office = Office::new();
    let of = letter(&office, "a", false);
    let (ann, rita) = (&office.ann, &office.rita);
    assert!(!state(&office, ann, of.1).expect("it has some").shown());
    assert!(matches!(first(&office, ann, of), Err(Error::Refused(Refusal::NotFound))));
    assert!(set(&office, rita, of.1, Pictures::Show).is_err(), "requesters ask for nothing");
    assert_eq!(state(&office, rita, of.1), None);
    set(&office, ann, of.1, Pictures::Show).expect("she may");
    assert!(state(&office, &office.lee, of.1).expect("a state").asked, "colleagues see them too: the sender learns no more by it");
    assert_eq!(first(&office, ann, of).expect("a picture"), Picture::Wanted { address: ADDRESS.to_owned() });
    assert!(first(&office, rita, of).is_err());
    set(&office, ann, of.1, Pictures::Hide).expect("she may");
    assert!(first(&office, ann, of).is_err());
}

#[test]
fn pictures_of_a_sender_are_always_shown_only_to_who_wants_it_and_only_when_the_sender_is_vouched_for() {
    let office = Office::new();
    let (forged, real) = (letter(&office, "a", false), letter(&office, "b", true));
    let ann = &office.ann;
    assert_eq!(state(&office, ann, forged.1).expect("a state").vouched, "");
    assert!(matches!(set(&office, ann, forged.1, Pictures::Always), Err(Error::Refused(Refusal::Conflict(_)))));
    set(&office, ann, real.1, Pictures::Always).expect("she may");
    set(&office, ann, real.1, Pictures::Always).expect("and may say it twice");
    let later = letter(&office, "c", true);
    assert!(state(&office, ann, later.1).expect("a state").always);
    assert!(!state(&office, ann, forged.1).expect("a state").shown(), "whoever writes under that name is not the sender");
    assert!(!state(&office, &office.lee, later.1).expect("a state").shown(), "it is Ann's choice");
    set(&office, ann, later.1, Pictures::Hide).expect("she may");
    assert!(!state(&office, ann, real.1).expect("a state").shown());
}

#[test]
fn a_picture_is_kept_one_that_is_missing_is_left_alone_and_both_are_forgotten_with_the_words() {
    let office = Office::new();
    let of = letter(&office, "a", false);
    let ann = &office.ann;
    set(&office, ann, of.1, Pictures::Show).expect("she may");
    office.write(move |tx| note_picture(tx, of.1, ADDRESS, None)).expect("noted");
    assert_eq!(first(&office, ann, of).expect("an answer"), Picture::Missing);
    office.pass_ms(mail::PICTURE_AGAIN_MS);
    assert!(matches!(first(&office, ann, of).expect("an answer"), Picture::Wanted { .. }));
    let file = office.store.put_now(b"a picture".to_vec()).expect("stored").sha256;
    let noted = file.clone();
    office.write(move |tx| note_picture(tx, of.1, ADDRESS, Some((&noted, "image/png")))).expect("noted");
    // A try that failed meanwhile takes nothing away.
    office.write(move |tx| note_picture(tx, of.1, ADDRESS, None)).expect("noted");
    let kept = Picture::Kept { file: file.clone(), media_type: "image/png".to_owned() };
    assert_eq!(first(&office, ann, of).expect("a picture"), kept);
    let ann = office.ann.clone();
    let words = tickets::Redact { ticket: of.0, message: of.1, text: "See".to_owned() };
    office.write(move |tx| tickets::redact(tx, &ann, &words)).expect("taken out");
    office.keep_promises();
    assert!(office.store.get_now(&file).is_err(), "its file is gone");
}
