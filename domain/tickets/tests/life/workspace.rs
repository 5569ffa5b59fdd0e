//! Reading a ticket's page.

use testkit::refused;
use tickets::{Assign, Related, Reply, To, workspace};

use crate::attach::uploaded;
use crate::stage::{asked, asked_payroll, cast, opened, request, said};

#[test]
fn a_page_is_read_in_four_statements() {
    let cast = cast();
    let older = asked(&cast);
    let id = opened(&cast, &cast.rita, request(&cast)).unwrap();
    let file = uploaded(&cast, &cast.ann, "log.txt");
    said(&cast, &cast.ann, Reply { attachments: vec![file], ..Reply::public(id, "Here is the log") }).unwrap();
    let (lee, to) = (cast.lee.clone(), To::Both(cast.network, cast.ben.person().unwrap()));
    cast.write(move |tx| tickets::assign(tx, &lee, &Assign { ticket: id, to })).unwrap();
    let ann = cast.ann.clone();
    let ((conversation, timeline, beside), statements) =
        cast.read(move |conn| Ok((workspace(conn, &ann, id)?, conn.statements()))).unwrap();
    assert_eq!(statements, 4);
    assert_eq!(conversation.messages.iter().map(|s| s.attachments.len()).collect::<Vec<_>>(), [0, 1]);
    assert_eq!(timeline.person(cast.ben.person().unwrap()), Some("Ben Bird"));
    let names = &beside.facts.names;
    assert_eq!(
        (names.requester.as_str(), names.assignee.as_deref(), names.team.as_deref()),
        ("Rita Roe", Some("Ben Bird"), Some("Network"))
    );
    assert_eq!(beside.related.iter().map(|r| (r.why, r.ticket.id)).collect::<Vec<_>>(), [(Related::Earlier, older)]);
    assert!(beside.menus.people.iter().any(|(_, name)| name == "Ann Ash") && beside.menus.teams.iter().any(|(_, name)| name == "Network"));
    assert!(!beside.menus.teams.iter().any(|(team, _)| *team == cast.payroll), "a restricted team is its members' alone");
    assert!(!beside.emails.is_empty());
}

#[test]
fn only_who_works_on_it_reads_its_page() {
    let cast = cast();
    let (own, payroll) = (asked(&cast), asked_payroll(&cast));
    for (actor, id, refusal) in
        [(&cast.rita, own, "not allowed: see_internal"), (&cast.gus, own, "not found"), (&cast.ann, payroll, "not found")]
    {
        let actor = actor.clone();
        assert_eq!(refused(cast.read(move |conn| workspace(conn, &actor, id).map(drop))), refusal);
    }
}
