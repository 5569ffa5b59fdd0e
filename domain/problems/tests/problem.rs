//! Problems are written down, linked, found and fixed.

use problems::{Happening, LinkIncident, ProblemInput, State, Which};
use testkit::refused;

use crate::{asked, desk, opened, sheet};

#[test]
fn a_problem_is_written_down_with_its_incidents_and_each_has_one_problem() {
    let desk = desk();
    let (one, two) = (asked(&desk, "VPN drops"), asked(&desk, "VPN again"));
    let problem = opened(&desk, "VPN client 5.1.4 drops", &[one, two, one]);
    assert_eq!((problem.incidents, problem.state), (2, State::Open));
    let other = opened(&desk, "Something else", &[]);
    let (ann, link) = (desk.ann.clone(), LinkIncident { problem: other.id, ticket: one });
    assert_eq!(refused(desk.write(move |tx| problems::link_incident(tx, &ann, &link))), "incident-has-problem");
    let (ann, link) = (desk.ann.clone(), LinkIncident { problem: problem.id, ticket: one });
    assert_eq!(desk.write(move |tx| problems::unlink_incident(tx, &ann, &link)).expect("unlinked").incidents, 1);
    let (ann, link) = (desk.ann.clone(), LinkIncident { problem: other.id, ticket: one });
    desk.write(move |tx| problems::link_incident(tx, &ann, &link)).expect("linked");
    let ids = |p| sheet(&desk, p).incidents.iter().map(|t| t.id).collect::<Vec<_>>();
    assert_eq!((ids(&problem), ids(&other)), (vec![two], vec![one]));
}

#[test]
fn a_known_error_needs_a_workaround_and_what_changed_is_in_its_history() {
    let desk = desk();
    let problem = opened(&desk, "VPN drops", &[]);
    let known = ProblemInput { known_error: true, state: State::Found, ..ProblemInput::new("VPN drops") };
    let (ann, input, id) = (desk.ann.clone(), known.clone(), problem.id);
    let said = refused(desk.write(move |tx| problems::edit_problem(tx, &ann, id, &input)));
    assert_eq!(said, "workaround: problem-known-needs-workaround, root_cause: problem-found-needs-cause");
    let input = ProblemInput {
        workaround: "Roll back to 5.1.3.".to_owned(),
        root_cause: "The client drops after 20 minutes.".to_owned(),
        owner: desk.ben.person(),
        ..known
    };
    let ann = desk.ann.clone();
    desk.write(move |tx| problems::edit_problem(tx, &ann, id, &input)).expect("edited");
    let history: Vec<Happening> = sheet(&desk, &problem).history.into_iter().map(|(.., what)| what).collect();
    assert!(matches!(
        history.as_slice(),
        [
            Happening::Opened,
            Happening::Edited { .. },
            Happening::Handed { .. },
            Happening::Known { known_error: true },
            Happening::Moved { to: State::Found, .. }
        ]
    ));
    let ann = desk.ann.clone();
    let shown = desk.read(move |conn| problems::problems(conn, &ann, Which::Known, None)).expect("known errors");
    assert_eq!(shown.lines.iter().map(|l| (l.problem.id, l.owner.clone())).collect::<Vec<_>>(), [(id, Some("Ben Bird".to_owned()))]);
}

#[test]
fn requesters_know_nothing_of_problems_and_no_requester_owns_one() {
    let desk = desk();
    let problem = opened(&desk, "VPN drops", &[]);
    let (rita, id) = (desk.rita.clone(), problem.id);
    assert_eq!(refused(desk.read(move |conn| problems::problem(conn, &rita, id))), "not allowed: see_problems");
    let (ann, input) = (desk.ann.clone(), ProblemInput { owner: desk.rita.person(), ..ProblemInput::new("VPN drops") });
    assert_eq!(refused(desk.write(move |tx| problems::edit_problem(tx, &ann, id, &input))), "owner: problem-owner-unknown");
}

#[test]
fn a_list_costs_the_same_whatever_its_length_and_turns_its_pages() {
    let desk = desk();
    for n in 0..=problems::PROBLEMS_PAGE {
        opened(&desk, &format!("Problem {n}"), &[]);
    }
    let ann = desk.ann.clone();
    let (first, rest) = desk
        .read(move |conn| {
            let first = problems::problems(conn, &ann, Which::Unfinished, None)?;
            let last = first.lines.last().map(|line| line.problem.id);
            let before = conn.statements();
            let rest = problems::problems(conn, &ann, Which::Unfinished, last)?;
            assert_eq!(conn.statements() - before, 1);
            Ok((first, rest))
        })
        .expect("pages");
    assert_eq!((first.lines.len(), first.more, rest.lines.len(), rest.more), (problems::PROBLEMS_PAGE, true, 1, false));
}

#[test]
fn parts_show_the_problem_of_the_ticket_they_belong_to() {
    let desk = desk();
    let (whole, part) = (asked(&desk, "VPN is down"), asked(&desk, "VPN"));
    let problem = opened(&desk, "VPN gateway", &[whole]);
    let ann = desk.ann.clone();
    let around = desk
        .write(move |tx| {
            tickets::set_parent(tx, &ann, &tickets::SetParent { ticket: part, parent: Some(whole) })?;
            problems::around(tx, &ann, part)
        })
        .expect("around");
    assert_eq!((around.problem.map(|p| p.id), around.by_whole, around.parts), (Some(problem.id), true, 0));
}
