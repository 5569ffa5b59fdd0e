//! Files on messages.

use files::FileRef;
use people::Actor;
use testkit::{Cast, refused};
use tickets::{Attach, AttachmentId, Open, Reply, TicketId, attach, attachment, detach};

use crate::stage::{asked, asked_payroll, cast, opened, request, said};

pub fn uploaded(cast: &Cast, actor: &Actor, name: &str) -> AttachmentId {
    let (actor, file) = (actor.clone(), FileRef::of(name.as_bytes()));
    let input = Attach { file, name: name.to_owned(), media_type: "text/plain".to_owned(), content_id: None };
    cast.write(move |tx| attach(tx, &actor, &input)).unwrap()
}

fn may_have(cast: &Cast, actor: &Actor, file: AttachmentId) -> bool {
    let actor = actor.clone();
    cast.read(move |conn| attachment(conn, &actor, file)).is_ok()
}

fn with(ticket: TicketId, file: AttachmentId) -> Reply {
    Reply { attachments: vec![file], ..Reply::public(ticket, "See there.") }
}

#[test]
fn a_loose_file_is_its_uploaders_and_hangs_once() {
    let cast = cast();
    let (id, file) = (asked(&cast), uploaded(&cast, &cast.rita, "photo.png"));
    assert!(may_have(&cast, &cast.rita, file) && !may_have(&cast, &cast.ann, file));
    assert_eq!(refused(said(&cast, &cast.ann, with(id, file))), "attachments: attachment-not-yours");
    said(&cast, &cast.rita, with(id, file)).unwrap();
    assert!(may_have(&cast, &cast.ann, file) && !may_have(&cast, &cast.gus, file));
    assert_eq!(refused(said(&cast, &cast.rita, with(id, file))), "attachments: attachment-not-yours");
    assert_eq!(refused(said(&cast, &cast.rita, with(id, AttachmentId(999)))), "attachments: attachment-not-yours");
}

#[test]
fn files_alone_are_something_to_say() {
    let cast = cast();
    let file = uploaded(&cast, &cast.rita, "photo.png");
    let open = Open { body: String::new(), attachments: vec![file, file], ..request(&cast) };
    assert!(opened(&cast, &cast.rita, open).is_ok());
    assert!(may_have(&cast, &cast.ann, file));
}

#[test]
fn files_of_a_note_and_of_a_restricted_ticket_stay_inside() {
    let cast = cast();
    let (id, file) = (asked(&cast), uploaded(&cast, &cast.ann, "wiring.pdf"));
    said(&cast, &cast.ann, Reply { attachments: vec![file], ..Reply::note(id, "The plan.") }).unwrap();
    assert!(may_have(&cast, &cast.ben, file) && !may_have(&cast, &cast.rita, file));
    let (payroll, slip) = (asked_payroll(&cast), uploaded(&cast, &cast.pat, "slip.pdf"));
    said(&cast, &cast.pat, with(payroll, slip)).unwrap();
    assert!(may_have(&cast, &cast.rita, slip) && !may_have(&cast, &cast.ann, slip) && !may_have(&cast, &cast.lee, slip));
}

#[test]
fn files_of_a_merged_ticket_are_had_by_whoever_reads_them_in_the_other() {
    let cast = cast();
    let gus = opened(&cast, &cast.gus, Open::new(cast.gus.person().unwrap(), "VPN", "Drops here too.")).unwrap();
    let (rita, file) = (asked(&cast), uploaded(&cast, &cast.rita, "photo.png"));
    said(&cast, &cast.rita, with(rita, file)).unwrap();
    assert!(!may_have(&cast, &cast.gus, file));
    let ann = cast.ann.clone();
    cast.write(move |tx| tickets::merge(tx, &ann, &tickets::Merge { ticket: rita, into: gus, bring_people: false })).unwrap();
    assert!(may_have(&cast, &cast.gus, file) && may_have(&cast, &cast.rita, file));
}

#[test]
fn a_file_can_be_left_out_until_it_hangs() {
    let cast = cast();
    let (id, file) = (asked(&cast), uploaded(&cast, &cast.rita, "photo.png"));
    let left_out = |actor: &Actor, file| {
        let actor = actor.clone();
        cast.write(move |tx| detach(tx, &actor, file))
    };
    assert_eq!(refused(left_out(&cast.gus, file)), "not found");
    left_out(&cast.rita, file).unwrap();
    assert!(!may_have(&cast, &cast.rita, file));
    let kept = uploaded(&cast, &cast.rita, "photo.png");
    said(&cast, &cast.rita, with(id, kept)).unwrap();
    assert_eq!(refused(left_out(&cast.rita, kept)), "not found");
}

#[test]
fn files_that_nobody_used_are_forgotten_after_a_month() {
    let cast = cast();
    let (id, used, loose) = (asked(&cast), uploaded(&cast, &cast.rita, "a"), uploaded(&cast, &cast.rita, "b"));
    said(&cast, &cast.rita, with(id, used)).unwrap();
    cast.pass_ms(tickets::LOOSE_FILE_MS + 1);
    assert_eq!(cast.write(tickets::forget_loose_files).unwrap(), 1);
    assert!(may_have(&cast, &cast.rita, used) && !may_have(&cast, &cast.rita, loose));
}
