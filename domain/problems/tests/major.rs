//! Major incidents: declared, kept up to date by the clock, read by whom they concern, ended.

use db::MINUTE_MS;
use people::Actor;
use problems::{DeclareMajor, EndMajor, Major, MajorHappened, NoteMajor};
use testkit::{Cast, refused};
use tickets::TicketId;

use crate::{asked, desk};

fn declare(desk: &Cast, ticket: TicketId) -> DeclareMajor {
    DeclareMajor {
        ticket,
        title: "No VPN from home".to_owned(),
        note: "We found the gateway and restart it.".to_owned(),
        owner: desk.ann.person().expect("a person"),
        every_minutes: 30,
        site: None,
        organization: None,
        category: None,
    }
}

fn declared(desk: &Cast, declare: DeclareMajor) -> Major {
    let lee = desk.lee.clone();
    desk.write(move |tx| problems::declare_major(tx, &lee, &declare)).expect("a major incident")
}

fn notes(desk: &Cast, actor: &Actor) -> Vec<String> {
    let actor = actor.clone();
    let notices = desk.read(move |conn| problems::concerns(conn, &actor)).expect("notices");
    notices.into_iter().map(|n| if n.ended_at.is_some() { n.summary } else { n.note }).collect()
}

fn history(desk: &Cast, major: &Major) -> Vec<MajorHappened> {
    let (ann, id) = (desk.ann.clone(), major.id);
    let sheet = desk.read(move |conn| problems::major(conn, &ann, id)).expect("the major incident");
    sheet.history.into_iter().map(|(.., what)| what).collect()
}

#[test]
fn a_lead_declares_it_its_owner_keeps_it_and_nobody_else() {
    let desk = desk();
    let ticket = asked(&desk, "VPN");
    let (ann, input) = (desk.ann.clone(), declare(&desk, ticket));
    assert_eq!(refused(desk.write(move |tx| problems::declare_major(tx, &ann, &input))), "not allowed: declare_major_incident");
    let major = declared(&desk, declare(&desk, ticket));
    let (lee, again) = (desk.lee.clone(), declare(&desk, ticket));
    assert_eq!(refused(desk.write(move |tx| problems::declare_major(tx, &lee, &again))), "major-already");
    let note = NoteMajor { major: major.id, note: "Restarted.".to_owned(), owner: major.owner_id, every_minutes: 15 };
    let (ben, input) = (desk.ben.clone(), note.clone());
    assert_eq!(refused(desk.write(move |tx| problems::note_major(tx, &ben, &input))), "not allowed: keep_major_incident");
    let ann = desk.ann.clone();
    desk.write(move |tx| problems::note_major(tx, &ann, &note)).expect("noted");
    let (ann, end) = (desk.ann.clone(), EndMajor { major: major.id, summary: "The gateway is back.".to_owned() });
    desk.write(move |tx| problems::end_major(tx, &ann, &end)).expect("ended");
    let kinds = history(&desk, &major);
    assert!(matches!(kinds.as_slice(), [MajorHappened::Declared { .. }, MajorHappened::Noted { .. }, MajorHappened::Ended { .. }]));
    assert_eq!(notes(&desk, &desk.rita), ["The gateway is back."]);
    desk.pass_ms(problems::ENDED_SHOWN_MS);
    assert!(notes(&desk, &desk.rita).is_empty());
}

#[test]
fn the_owner_is_reminded_once_before_the_next_note_and_once_when_it_is_missed() {
    let desk = desk();
    let major = declared(&desk, declare(&desk, asked(&desk, "VPN")));
    let ring = || desk.write(problems::ring_majors).expect("the clock");
    assert_eq!(ring(), 0);
    desk.pass_ms(25 * MINUTE_MS);
    assert_eq!((ring(), ring()), (1, 0));
    desk.pass_ms(5 * MINUTE_MS);
    assert_eq!((ring(), ring()), (1, 0));
    assert_eq!(history(&desk, &major)[1..], [MajorHappened::UpdateDue, MajorHappened::UpdateMissed]);
    let note = NoteMajor { major: major.id, note: "Restarted.".to_owned(), owner: major.owner_id, every_minutes: 30 };
    let ann = desk.ann.clone();
    desk.write(move |tx| problems::note_major(tx, &ann, &note)).expect("noted");
    desk.pass_ms(25 * MINUTE_MS);
    assert_eq!(ring(), 1);
}

#[test]
fn a_note_is_read_by_whom_it_concerns_and_by_nobody_else() {
    let desk = desk();
    declared(&desk, DeclareMajor { site: Some(desk.leeds), ..declare(&desk, asked(&desk, "VPN")) });
    assert_eq!((notes(&desk, &desk.rita).len(), notes(&desk, &desk.sam).len()), (1, 0));
    declared(&desk, DeclareMajor { organization: Some(desk.acme), ..declare(&desk, asked(&desk, "Mail")) });
    assert_eq!((notes(&desk, &desk.rita).len(), notes(&desk, &desk.sam).len(), notes(&desk, &desk.gus).len()), (2, 1, 0));
    let lee = desk.lee.clone();
    let category = desk
        .write(move |tx| tickets::add_category(tx, &lee, &tickets::AddCategory { parent: None, name: "Printing".to_owned(), team: None }));
    let category = category.expect("a category").id;
    declared(&desk, DeclareMajor { category: Some(category), ..declare(&desk, asked(&desk, "Toner")) });
    assert_eq!(notes(&desk, &desk.gus).len(), 0);
    let (gus, open) = (desk.gus.clone(), tickets::Open::new(desk.gus.person().expect("a person"), "Toner", "Empty."));
    let open = tickets::Open { category: Some(category), ..open };
    desk.write(move |tx| tickets::open(tx, &gus, &open).map(drop)).expect("a ticket");
    assert_eq!(notes(&desk, &desk.gus).len(), 1);
}

#[test]
fn an_end_is_taken_back_and_the_clock_begins_anew() {
    let desk = desk();
    let major = declared(&desk, declare(&desk, asked(&desk, "VPN")));
    let (ann, end) = (desk.ann.clone(), EndMajor { major: major.id, summary: "Back.".to_owned() });
    desk.write(move |tx| problems::end_major(tx, &ann, &end)).expect("ended");
    desk.pass_ms(60 * MINUTE_MS);
    let (ann, id) = (desk.ann.clone(), major.id);
    let again = desk.write(move |tx| problems::resume_major(tx, &ann, id)).expect("resumed");
    assert_eq!((again.ended_at, again.next_update_at), (None, testkit::MONDAY.plus_ms(90 * MINUTE_MS)));
    let (ann, end) = (desk.ann.clone(), EndMajor { major: major.id, summary: " ".to_owned() });
    assert_eq!(refused(desk.write(move |tx| problems::end_major(tx, &ann, &end))), "summary: major-summary-missing");
}
