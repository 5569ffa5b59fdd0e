//! Who may do what, what is refused, and what becomes of a conversation when its ticket is merged or deleted.

use email::Address;
use side::{Begin, Write};
use testkit::{Office, refused};
use tickets::{Assign, Merge, To};

use crate::{VENDOR, answer_from, begin_of, begun, opened, sheet, ticket, way_back};

#[test]
fn whoever_may_work_on_the_ticket_may_and_nobody_else_knows() {
    let office = Office::new();
    let ticket = ticket(&office);
    let id = begun(&office, ticket).conversation;
    for stranger in [office.rita.clone(), office.sam.clone(), office.gus.clone()] {
        let (a, b, c) = (stranger.clone(), stranger.clone(), stranger.clone());
        assert_eq!(refused(office.read(move |conn| side::conversations(conn, &a, ticket).map(|l| l.lines.len()))), "not found");
        assert_eq!(refused(office.read(move |conn| side::conversation(conn, &b, id).map(|s| s.said.len()))), "not found");
        assert_eq!(refused(office.write(move |tx| side::begin(tx, &c, &begin_of(ticket)))), "not found");
        assert_eq!(refused(office.write(move |tx| side::close(tx, &stranger, id))), "not found");
    }
    let (ben, payroll, system) = (office.ben.clone(), office.payroll, people::Actor::system(people::Door::Command));
    assert!(office.read(move |conn| side::conversation(conn, &ben, id)).is_ok());
    // Of a restricted team: its members only.
    office.write(move |tx| tickets::assign(tx, &system, &Assign { ticket, to: To::Team(payroll) })).unwrap();
    let (ben, pat) = (office.ben.clone(), office.pat.clone());
    assert_eq!(refused(office.read(move |conn| side::conversation(conn, &ben, id).map(|s| s.said.len()))), "not found");
    assert!(office.read(move |conn| side::conversation(conn, &pat, id)).is_ok());
}

#[test]
fn only_firstline_itself_takes_answers_in() {
    let office = Office::new();
    let id = begun(&office, ticket(&office)).conversation;
    let ann = office.ann.clone();
    let came = side::Answer {
        conversation: id,
        from: Some(VENDOR.into()),
        body: "x".into(),
        body_html: text::Html::default(),
        quoted: String::new(),
        files: Vec::new(),
    };
    assert_eq!(refused(office.write(move |tx| side::answer(tx, &ann, &came))), "not allowed: take_in_beside");
}

#[test]
fn what_does_not_hold_is_named() {
    let office = Office::new();
    let ticket = ticket(&office);
    let begin = |edit: fn(&mut Begin)| {
        let (ann, mut begin) = (office.ann.clone(), begin_of(ticket));
        edit(&mut begin);
        refused(office.write(move |tx| side::begin(tx, &ann, &begin)))
    };
    assert_eq!(begin(|b| b.to.clear()), "to: side-to-missing");
    assert_eq!(begin(|b| b.to = vec![Address::new("nobody")]), "to: side-to-address");
    assert_eq!(begin(|b| b.to = vec![Address::new("Rita@desk.example")]), "to: side-to-requester");
    assert_eq!(begin(|b| b.to = (0..11).map(|n| Address::new(format!("a{n}@vendor.example"))).collect()), "to: side-to-too-many");
    assert_eq!(begin(|b| (b.subject, b.body) = (" ".into(), String::new())), "subject: side-subject-missing, body: side-body-missing");
    assert_eq!(begin(|b| b.subject = "x".repeat(201)), "subject: side-subject-too-long");
    assert_eq!(begin(|b| b.body = "x".repeat(side::BODY_BYTES_MAX + 1)), "body: side-body-too-long");
    assert_eq!(begin(|b| b.body = "Dear ⟦name⟧".into()), "body: side-body-gap");
    let many = office.ann.clone();
    office
        .write(move |tx| {
            for _ in 0..side::CONVERSATIONS_MAX {
                side::begin(tx, &many, &begin_of(ticket))?;
            }
            Ok(())
        })
        .unwrap();
    assert_eq!(begin(|_| {}), "side-too-many");
}

#[test]
fn a_merged_ticket_takes_its_conversations_along_and_gets_them_back() {
    let office = Office::new();
    let (ticket, into) = (ticket(&office), opened(&office));
    let id = begun(&office, ticket).conversation;
    let to = way_back(&office);
    let ann = office.ann.clone();
    office.write(move |tx| tickets::merge(tx, &ann, &Merge { ticket, into, bring_people: false }).map(drop)).unwrap();
    for at in [ticket, into] {
        let ann = office.ann.clone();
        let lines = office.read(move |conn| side::conversations(conn, &ann, at)).unwrap();
        assert_eq!((lines.ticket.id, lines.lines.len(), lines.lines[0].participants[0].called()), (into, 1, "Anna Berg"));
    }
    assert_eq!(office.deliver_to(&to, None, &answer_from(VENDOR, &to, "Message-ID: <1@vendor>", "7.3 is out.")).outcome.as_str(), "joined");
    assert!(office.history(into).contains(&"side_answered".to_owned()), "it is told where the work goes on");
    let (ann, write) =
        (office.ann.clone(), Write { conversation: id, also: Vec::new(), body: "Thanks.".into(), files: Vec::new(), key: None });
    office.write(move |tx| side::write_on(tx, &ann, &write)).unwrap();
    assert_eq!(sheet(&office, id).said.len(), 3);
    let ann = office.ann.clone();
    office.write(move |tx| tickets::unmerge(tx, &ann, ticket).map(drop)).unwrap();
    let (ann, other) = (office.ann.clone(), office.ann.clone());
    assert_eq!(office.read(move |conn| side::conversations(conn, &ann, into)).unwrap().lines.len(), 0);
    assert_eq!(office.read(move |conn| side::conversations(conn, &other, ticket)).unwrap().lines.len(), 1);
}

#[test]
fn an_answer_beside_a_deleted_ticket_waits_and_opens_nothing() {
    let office = Office::new();
    let ticket = ticket(&office);
    begun(&office, ticket);
    let to = way_back(&office);
    let lee = office.lee.clone();
    office.write(move |tx| tickets::delete(tx, &lee, ticket).map(drop)).unwrap();
    let came = office.deliver_to(&to, None, &answer_from(VENDOR, &to, "Message-ID: <1@vendor>", "Hello?"));
    assert_eq!((came.outcome.as_str(), came.why.key.as_str()), ("held", "mail-why-side-gone"));
}

#[test]
fn reading_takes_few_statements_however_much_was_said() {
    let office = Office::new();
    let ticket = ticket(&office);
    let id = begun(&office, ticket).conversation;
    for n in 0..5 {
        let (ann, body) = (office.ann.clone(), format!("Turn {n}"));
        let write = Write { conversation: id, also: Vec::new(), body, files: Vec::new(), key: None };
        office.write(move |tx| side::write_on(tx, &ann, &write)).unwrap();
    }
    let ann = office.ann.clone();
    let statements = office
        .read(move |conn| {
            let before = conn.statements();
            side::conversation(conn, &ann, id)?;
            let one = conn.statements();
            side::conversations(conn, &ann, ticket)?;
            Ok((one - before, conn.statements() - one))
        })
        .unwrap();
    assert_eq!(statements, (6, 4));
}
