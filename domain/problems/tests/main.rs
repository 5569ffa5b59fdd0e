//! Problems, tellings and major incidents, on whichever engine the run is for.

mod major;
mod policy;
mod problem;
mod tell;

use db::Wiring;
use problems::{Problem, ProblemInput, ProblemSheet};
use testkit::{Cast, Desk};
use tickets::{Open, TicketId};

/// A desk where promises are kept.
fn desk() -> Cast {
    let mut jobs = problems::jobs();
    jobs.push((tickets::RELEASE, tickets::release_job()));
    Desk::with(Wiring { listeners: Vec::new(), jobs }).with_people()
}

/// Somebody asks.
fn asked(desk: &Cast, subject: &str) -> TicketId {
    let (rita, open) = (desk.rita.clone(), Open::new(desk.rita.person().expect("a person"), subject, "Please help."));
    desk.write(move |tx| Ok(tickets::open(tx, &rita, &open)?.ticket)).expect("a ticket")
}

/// Ann writes a problem down.
fn opened(desk: &Cast, name: &str, incidents: &[TicketId]) -> Problem {
    let (ann, input, incidents) = (desk.ann.clone(), ProblemInput::new(name), incidents.to_vec());
    desk.write(move |tx| problems::open_problem(tx, &ann, &input, &incidents)).expect("a problem")
}

fn sheet(desk: &Cast, problem: &Problem) -> ProblemSheet {
    let (ann, id) = (desk.ann.clone(), problem.id);
    desk.read(move |conn| problems::problem(conn, &ann, id)).expect("the problem")
}
