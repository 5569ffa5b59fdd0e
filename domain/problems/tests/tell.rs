//! The same news for several requesters: shown before, held for undo, told once.

use db::SECOND_MS;
use problems::{About, LinkIncident, Tell, TellingId};
use testkit::{Cast, refused};
use tickets::{Audience, SetParent, Status, TicketId};

use crate::{asked, desk, opened, sheet};

/// What was said in public on a ticket, the first turn left out.
fn answers(desk: &Cast, ticket: TicketId) -> Vec<String> {
    let ann = desk.ann.clone();
    let said = desk.read(move |conn| tickets::conversation(conn, &ann, ticket, None)).expect("the conversation");
    let public = |m: &&tickets::Said| m.message.audience == Audience::Public;
    said.messages.iter().filter(public).skip(1).map(|m| m.message.body.clone()).collect()
}

fn status(desk: &Cast, ticket: TicketId) -> Status {
    let ann = desk.ann.clone();
    desk.read(move |conn| Ok(tickets::ticket(conn, &ann, ticket)?.status)).expect("the ticket")
}

fn news(about: About, letters: &[(TicketId, &str)]) -> Tell {
    let letters = letters.iter().map(|(ticket, body)| (*ticket, (*body).to_owned())).collect();
    Tell { about, letters, resolves: false, undo_send_s: 10, key: String::new() }
}

fn told(desk: &Cast, tell: Tell) -> TellingId {
    let ann = desk.ann.clone();
    desk.write(move |tx| problems::tell(tx, &ann, &tell)).expect("a telling")
}

#[test]
fn requesters_of_a_fixed_problem_are_told_each_in_their_own_ticket_and_it_is_resolved() {
    let desk = desk();
    let (one, two) = (asked(&desk, "VPN drops"), asked(&desk, "VPN again"));
    let problem = opened(&desk, "VPN drops", &[one, two]);
    let (ann, about) = (desk.ann.clone(), About::Problem(problem.id));
    let letters = desk.read(move |conn| problems::preview(conn, &ann, about, "Hello {name}, {number} is fixed.")).expect("letters");
    let bodies: Vec<String> = letters.iter().map(|l| l.body.clone()).collect();
    assert_eq!(bodies, [format!("Hello Rita, #{one} is fixed."), format!("Hello Rita, #{two} is fixed.")]);
    told(&desk, Tell { resolves: true, ..news(about, &[(one, &bodies[0]), (two, "Fixed, Rita.")]) });
    desk.keep_promises();
    assert!(answers(&desk, one).is_empty(), "nothing is out before its time");
    desk.pass_ms(11 * SECOND_MS);
    desk.keep_promises();
    assert_eq!((answers(&desk, one), answers(&desk, two)), (vec![bodies[0].clone()], vec!["Fixed, Rita.".to_owned()]));
    assert_eq!([status(&desk, one), status(&desk, two)], [Status::Resolved; 2]);
    let line = sheet(&desk, &problem).tellings.remove(0);
    assert_eq!((line.letters, line.refused, line.state), (2, 0, problems::TellingState::Out));
    desk.keep_promises();
    assert_eq!(answers(&desk, one).len(), 1);
}

#[test]
fn undo_takes_all_of_it_back_and_only_the_teller_may() {
    let desk = desk();
    let (whole, part) = (asked(&desk, "VPN is down"), asked(&desk, "VPN"));
    let ann = desk.ann.clone();
    desk.write(move |tx| tickets::set_parent(tx, &ann, &SetParent { ticket: part, parent: Some(whole) }).map(drop)).expect("a part");
    let id = told(&desk, news(About::Whole(whole), &[(part, "We are on it.")]));
    let ben = desk.ben.clone();
    assert_eq!(refused(desk.write(move |tx| problems::call_off(tx, &ben, id))), "not found");
    let ann = desk.ann.clone();
    desk.write(move |tx| problems::call_off(tx, &ann, id)).expect("called off");
    desk.pass_ms(60 * SECOND_MS);
    desk.keep_promises();
    assert!(answers(&desk, part).is_empty());
    let id = told(&desk, news(About::Whole(whole), &[(part, "We are on it.")]));
    desk.pass_ms(11 * SECOND_MS);
    desk.keep_promises();
    assert_eq!(answers(&desk, part), ["We are on it."]);
    assert_ne!(status(&desk, part), Status::Resolved);
    let ann = desk.ann.clone();
    assert_eq!(refused(desk.write(move |tx| problems::call_off(tx, &ann, id))), "telling-already-out");
}

#[test]
fn the_same_form_sent_twice_tells_once_and_a_second_one_meanwhile_is_refused() {
    let desk = desk();
    let one = asked(&desk, "VPN drops");
    let problem = opened(&desk, "VPN drops", &[one]);
    let about = About::Problem(problem.id);
    let tell = Tell { key: "k1".to_owned(), ..news(about, &[(one, "Fixed.")]) };
    assert_eq!(told(&desk, tell.clone()), told(&desk, tell));
    let (ann, again) = (desk.ann.clone(), news(about, &[(one, "Fixed!")]));
    assert_eq!(refused(desk.write(move |tx| problems::tell(tx, &ann, &again))), "telling-just-now");
    desk.pass_ms(11 * SECOND_MS);
    desk.keep_promises();
    assert_eq!(answers(&desk, one), ["Fixed."]);
}

#[test]
fn a_ticket_that_was_closed_meanwhile_refuses_its_letter_and_the_others_go_out() {
    let desk = desk();
    let (one, two) = (asked(&desk, "VPN drops"), asked(&desk, "VPN again"));
    let problem = opened(&desk, "VPN drops", &[one, two]);
    told(&desk, news(About::Problem(problem.id), &[(one, "Fixed."), (two, "Fixed.")]));
    let ann = desk.ann.clone();
    desk.write(move |tx| tickets::close(tx, &ann, one).map(drop)).expect("closed");
    desk.pass_ms(11 * SECOND_MS);
    desk.keep_promises();
    assert_eq!((answers(&desk, one).len(), answers(&desk, two).len()), (0, 1));
    assert_eq!(sheet(&desk, &problem).tellings[0].refused, 1);
}

#[test]
fn nobody_is_told_who_has_nothing_to_do_with_it() {
    let desk = desk();
    let (one, stranger) = (asked(&desk, "VPN drops"), asked(&desk, "Toner"));
    let problem = opened(&desk, "VPN drops", &[one]);
    for letters in [&[(stranger, "Fixed.")][..], &[(one, "Fixed."), (one, "Fixed.")]] {
        let (ann, tell) = (desk.ann.clone(), news(About::Problem(problem.id), letters));
        assert_eq!(refused(desk.write(move |tx| problems::tell(tx, &ann, &tell))), "not found");
    }
    let (ann, link) = (desk.ann.clone(), LinkIncident { problem: problem.id, ticket: stranger });
    desk.write(move |tx| problems::link_incident(tx, &ann, &link)).expect("linked");
    for (letters, said) in [(&[][..], "letters: telling-nobody"), (&[(stranger, " ")], "letters: telling-empty")] {
        let (ann, tell) = (desk.ann.clone(), news(About::Problem(problem.id), letters));
        assert_eq!(refused(desk.write(move |tx| problems::tell(tx, &ann, &tell))), said);
    }
}

#[test]
fn many_letters_go_out_in_parts_and_all_of_them() {
    let desk = desk();
    let all: Vec<TicketId> = (0..60).map(|n| asked(&desk, &format!("VPN {n}"))).collect();
    let problem = opened(&desk, "VPN drops", &all);
    let letters: Vec<(TicketId, &str)> = all.iter().map(|id| (*id, "Fixed.")).collect();
    told(&desk, news(About::Problem(problem.id), &letters));
    desk.pass_ms(11 * SECOND_MS);
    desk.keep_promises();
    assert!(all.iter().all(|ticket| answers(&desk, *ticket).len() == 1));
}
